"""What a machine remembers of an output elsewhere: which annexes need no rendering until something changes.

It may be deleted at any time: then the workers look for themselves.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath

from pmgen.problems import Refusal
from pmgen.publish.atomic_files import write_whole
from pmgen.publish.render_report import Receipt

_VERSION = 1

Remembered = Mapping[str, tuple[str, Receipt]]
"""By the place of an annex, what tells it from any other, and its receipt as long as that stays."""


def read_state(file: Path | None) -> Remembered:
    """Return what a file remembers, nothing where it does not help."""
    try:
        plain = json.loads(file.read_bytes()) if file else {}
        return {
            into: (
                str(each["as"]),
                Receipt(PurePosixPath(into), each["unit"], 0, each["documents"], said=each["said"]),
            )
            for into, each in plain["annexes"].items()
            if plain["version"] == _VERSION
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def write_state(file: Path | None, remembered: Remembered) -> None:
    """Let a file remember this."""
    annexes = {
        into: {"as": fingerprint, "unit": each.unit, "documents": each.unchanged, "said": dict(each.said)}
        for into, (fingerprint, each) in remembered.items()
    }
    if file is not None and remembered:
        with suppress(Refusal):  # the next run looks again, and that is all
            write_whole(file, json.dumps({"version": _VERSION, "annexes": annexes}).encode())
