"""A number as it was typed: the digits are data, the value is exact."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import MAX_PREC, Context, Decimal, Inexact

EXACT = Context(prec=MAX_PREC, traps=[Inexact])
"""Arithmetic without rounding, where the ordinary context would round a long number without a word."""

_PLAIN = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?\Z")
_GROUPED = re.compile(r"-?[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?\Z")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A decimal number in ASCII digits, kept as typed (`50.00` is not `50`); no float anywhere."""

    text: str

    def __post_init__(self) -> None:
        if not is_numeral(self.text):
            raise ValueError(f"not a plain decimal number: {self.text!r}")

    @property
    def value(self) -> Decimal:
        """Return the exact value."""
        return Decimal(self.text.replace(",", ""))

    def __str__(self) -> str:
        return self.text


def is_numeral(text: str) -> bool:
    """Tell whether `text` is a decimal number, plain (`1234.50`) or with separators (`1,234.50`)."""
    return bool(_PLAIN.match(text) or _GROUPED.match(text))
