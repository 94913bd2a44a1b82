"""Blanks that look like ordinary ones and are none to YAML, and what is said of them."""

from __future__ import annotations

from pmgen.problems import Message, message

ODD_BLANKS = "\u3000\u00a0\u1680\u2000-\u200a\u202f\u205f"
"""All of them, for a class of characters."""
_NON_BREAKING = "\u00a0\u202f"


def odd_blank_after_colon(name: str, gap: str) -> Message:
    """Return that `gap`, which begins with no ordinary blank, stands behind the colon of a field."""
    if gap[0] == "\u3000":
        return message("A full-width blank stands after the colon of {name}.", name=name)
    if gap[0] in _NON_BREAKING:
        return message("A non-breaking blank stands after the colon of {name}.", name=name)
    return message("A blank of another width stands after the colon of {name}.", name=name)


def odd_blank_in_indentation(blanks: str) -> Message:
    """Return that the first of these blanks, which is no ordinary one, stands before a line."""
    if "\u3000" in blanks:
        return message("A full-width blank stands in the indentation.")
    if blanks[0] in _NON_BREAKING:
        return message("A non-breaking blank stands in the indentation; it looks like an ordinary one.")
    return message("A blank of another width stands in the indentation.")


def odd_blank_in_name(blank: str) -> Message:
    """Return that this blank, which is no ordinary one, stands before a colon."""
    if blank == "\u3000":
        return message("A full-width blank stands at the end of a name.")
    if blank in _NON_BREAKING:
        return message("A non-breaking blank stands at the end of a name; it looks like an ordinary one.")
    return message("A blank of another width stands at the end of a name.")
