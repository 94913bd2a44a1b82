"""The exit codes of pmgen, as its manual promises them."""

from enum import IntEnum


class Exit(IntEnum):
    """How a command ended."""

    FINE = 0
    FINDINGS = 1
    USAGE = 2
    INTERNAL = 3
    PARTLY = 4
    REFUSED = 5
    INTERRUPTED = 130
