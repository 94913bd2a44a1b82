"""Regular expressions that are compiled when a text is first searched with them."""

from __future__ import annotations

import re
from typing import cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub")


class _LatePattern:
    def __init__(self, pattern: str) -> None:
        self.pattern = pattern

    def __getattr__(self, name: str) -> object:
        compiled = re.compile(self.pattern)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def late(pattern: str) -> re.Pattern[str]:
    """Return what `re.compile` would return; the work is done when it is first used.

    Of the several hundred patterns of the rules a review needs a part, and each takes as long to compile as
    to search a hundred texts with it. A wrong one raises `re.error` at its first use.
    """
    return cast("re.Pattern[str]", _LatePattern(pattern))
