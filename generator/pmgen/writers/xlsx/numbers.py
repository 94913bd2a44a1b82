"""Texts that are numbers, and the formats that show them with exactly their digits."""

from __future__ import annotations

import re
from decimal import Decimal

MOST_DIGITS = 15
"""The digits that Excel keeps; longer ones are codes and stay text."""

_NUMBER = re.compile(r"(?:0|[1-9][0-9]*|[1-9][0-9]{0,2}((?:,[0-9]{3})+))(?:\.([0-9]+))?")


def number_format(text: str) -> str | None:
    """Return the format that shows the number exactly as it is written, or None if the text is no number.

    A number has no sign, no leading zero and at most fifteen digits; its thousands are all marked or none.
    """
    match = _NUMBER.fullmatch(text)
    if match is None or (len(text) > MOST_DIGITS and sum(map(str.isdigit, text)) > MOST_DIGITS):
        return None
    thousands, decimals = match.groups()
    whole = "#,##0" if thousands else "0"
    return f"{whole}.{'0' * len(decimals)}" if decimals else whole


def plain(text: str) -> str:
    """Return a number without the marks of its thousands, as XML stores it."""
    return text.replace(",", "")


def exact(text: str) -> Decimal:
    """Return a number as an exact decimal."""
    return Decimal(plain(text))
