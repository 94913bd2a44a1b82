"""Where Chinese meets Latin letters or digits in a text: Word leaves a quarter of an em between them.

It does so by itself (autoSpaceDE, autoSpaceDN, ISO 29500-1 §17.3.1.2 and .3), on both sides of what is Latin,
and beside letters and digits only: there is none before or after a blank or a sign such as `%` or `≥`. Pages
that Word itself has exported show 0.25 of the type size behind the character before, whatever the font, the
size and the alignment, in cells and in lists. A line that ends there does not have it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pmgen.document import Autospace
from pmgen.fonts.wider import WIDER

__all__ = ["WIDER", "airs"]

_CHINESE = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303c\u3041-\u30fa\u30fc-\u30ff"
    "\u3105-\u318e\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
_LETTERS = "A-Za-z\xc0-\xd6\xd8-\xf6\xf8-\u024f\u0370-\u03ff\u0400-\u052f"
_OTHERS = {Autospace.NORMAL: _LETTERS + "0-9", Autospace.LETTERS: _LETTERS, Autospace.DIGITS: "0-9"}
_RUNS = {kind: re.compile(f"[{others}]+") for kind, others in _OTHERS.items()}


class _Chinese(dict[str, bool]):
    """Tells of each character whether it is Chinese, found out once."""

    _pattern = re.compile(f"[{_CHINESE}]")

    def __missing__(self, character: str) -> bool:
        found = self[character] = self._pattern.match(character) is not None
        return found


_IS_CHINESE = _Chinese()


def airs(text: str, kind: Autospace) -> Sequence[int]:
    """Return the places in a text before which space stands."""
    if kind is Autospace.NONE or text.isascii():
        return ()
    found, size = [], len(text)
    for match in _RUNS[kind].finditer(text):
        start, end = match.span()
        if start and _IS_CHINESE[text[start - 1]]:
            found.append(start)
        if end < size and _IS_CHINESE[text[end]]:
            found.append(end)
    return found
