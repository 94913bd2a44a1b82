"""Regular expressions that are compiled when a text first comes by that they may match in."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, cast

from pmgen.pattern_signs import Sign, has_signs, signs_of

_TEXT_AT = {
    "search": 0,
    "match": 0,
    "fullmatch": 0,
    "finditer": 0,
    "findall": 0,
    "split": 0,
    "sub": 1,
    "subn": 1,
}
"""The methods of a pattern that look into a text, and which of their arguments that is."""

_NEVER = re.compile("(?!)")
_ASKED_OFTEN = 250
"""So many texts without its signs cost as much as to compile a pattern."""


class _LatePattern:
    """Asks for the signs of its pattern before it compiles it, and from then on is the pattern itself."""

    def __init__(self, pattern: str, flags: re.RegexFlag) -> None:
        self.pattern = pattern
        self._flags = flags
        self._signs: tuple[Sign, ...] | None = None
        self._passed = 0

    def __getattr__(self, name: str) -> object:
        return getattr(self._compiled(), name)

    def _compiled(self) -> re.Pattern[str]:
        compiled = re.compile(self.pattern, self._flags)
        for method in _TEXT_AT:
            setattr(self, method, getattr(compiled, method))
        return compiled

    def in_view_of(self, text: str) -> re.Pattern[str]:
        """Return the pattern, or one that never matches where it cannot match in `text`."""
        if self._signs is None:
            self._signs = () if self._flags & _READ_OTHERWISE else signs_of(self.pattern)
        self._passed += 1
        if self._passed > _ASKED_OFTEN or has_signs(text, self._signs):
            return self._compiled()
        return _NEVER


_READ_OTHERWISE = re.IGNORECASE | re.VERBOSE
"""Flags with which the characters of a pattern stand for others."""


def _asking_first(name: str, text_at: int) -> Callable[..., Any]:
    def method(self: _LatePattern, *arguments: Any, **named: Any) -> Any:
        return getattr(self.in_view_of(arguments[text_at]), name)(*arguments, **named)

    return method


for _name, _at in _TEXT_AT.items():
    setattr(_LatePattern, _name, _asking_first(_name, _at))


def late(pattern: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """Return what `re.compile` would return; the work is done when a text may match.

    Of the several hundred patterns of the house a command needs a part, and each takes as long to compile as
    to search a hundred texts with it. A wrong one raises `re.error` at its first use.
    """
    return cast("re.Pattern[str]", _LatePattern(pattern, flags))
