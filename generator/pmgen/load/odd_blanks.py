"""Blanks that are no ordinary ones to YAML, signs that nobody sees, and what is said of them."""

from __future__ import annotations

from pmgen.late_pattern import late
from pmgen.load.text_files import INVISIBLE, INVISIBLE_SIGNS, invisible_codes
from pmgen.problems import Message, message
from pmgen.problems.message import short

ODD_BLANKS = "\u3000\u00a0\u1680\u2000-\u200a\u202f\u205f"
"""All of them, for a class of characters."""
ODD_SIGNS = ODD_BLANKS + INVISIBLE_SIGNS
"""They and what takes no room at all, for a class of characters."""
_NON_BREAKING = "\u00a0\u202f"
_ANY = late(f"[\t{ODD_SIGNS}]")


def without_odd_signs(text: str) -> str:
    """Return `text` without blanks other than ordinary ones, and without what nobody sees."""
    return _ANY.sub("", text)


def odd_sign(text: str) -> Message | None:
    """Return what the odd sign in `text` is called, its codes where nobody sees it; None without any."""
    if INVISIBLE.search(text):
        return message("an invisible character ({codes})", codes=invisible_codes(text))
    match = _ANY.search(text)
    if not match:
        return None
    sign, code = match.group(), f"U+{ord(match.group()):04X}"
    if sign == "\t":
        return message("a tab")
    if sign == "\u3000":
        return message("a full-width blank")
    if sign in _NON_BREAKING:
        return message("a non-breaking blank ({code}), which looks like an ordinary one", code=code)
    return message("a blank of another width ({code})", code=code)


def typed_anew(line: str) -> Message:
    """Return that an odd sign is to be deleted, and the line as it is then."""
    return message("Delete it, or type the line anew: {line}", line=short(line))


def odd_sign_after_colon(name: str, sign: Message) -> Message:
    """Return that this sign stands behind the colon of a field."""
    return message("Behind the colon of {name} stands {sign}.", name=name, sign=sign)


def odd_sign_after_dash(sign: Message) -> Message:
    """Return that this sign stands behind the dash of a list."""
    return message("Behind the dash of a list stands {sign}.", sign=sign)


def odd_sign_in_indentation(sign: Message) -> Message:
    """Return that this sign stands before a line."""
    return message("In the indentation stands {sign}.", sign=sign)


def odd_sign_at_name(sign: Message, *, is_before: bool) -> Message:
    """Return that this sign stands before or behind the name of a field."""
    if is_before:
        return message("Before the name of a field stands {sign}.", sign=sign)
    return message("Behind the name of a field stands {sign}.", sign=sign)
