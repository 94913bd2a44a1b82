"""Letters where digits belong: O for 0, l and I for 1."""

from __future__ import annotations

import re

_ZEROS, _ONES = "OoＯｏ", "lIｌＩ"
_LIKE_DIGITS = _ZEROS + _ONES
_AS_DIGITS = str.maketrans(_LIKE_DIGITS, "0" * len(_ZEROS) + "1" * len(_ONES))
# Before another letter or a slash it is a unit, such as lx, or l/s.
_MIXED = re.compile(
    rf"(?<![A-Za-z0-9.,{_LIKE_DIGITS}])(?=[{_LIKE_DIGITS}.,]*[0-9])"
    rf"[0-9{_LIKE_DIGITS}][0-9{_LIKE_DIGITS}.,]*+(?![A-Za-z/])"
)
_LETTER = re.compile(f"[{_LIKE_DIGITS}]")
_BEFORE_A_UNIT = re.compile(rf"[{_ZEROS}](?![A-Za-z/])|[{_ONES}](?![A-Za-z/]|\Z)")


def with_digits(text: str) -> str:
    """Return `text` with digits in place of the letters in its numbers."""
    if not _LETTER.search(text):
        return text
    return _MIXED.sub(lambda match: match.group().translate(_AS_DIGITS), text)


def begins_with_letter_for_digit(unit: str) -> bool:
    """Tell whether what stands behind a number rather goes on with it: O万元, but not l, lx or l/s."""
    return _BEFORE_A_UNIT.match(unit) is not None


def letters_and_digits(text: str) -> tuple[str, str]:
    """Return the letters of `text` that stand for digits, each once, and these digits."""
    changed = [(a, b) for a, b in zip(text, with_digits(text), strict=True) if a != b]
    return "、".join(dict.fromkeys(a for a, _ in changed)), "、".join(dict.fromkeys(b for _, b in changed))
