"""A number of a text that others make otherwise, and how exactly numbers are said."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from pmgen.check.statements.project_statements import Said
from pmgen.late_pattern import late
from pmgen.model.units import in_base_unit, unit_at


@dataclass(frozen=True, slots=True)
class WrongResult:
    """A result in a text, the words of what leads to it, and what that makes."""

    said: Said
    steps: str
    made: Fraction
    factors: tuple[Said, ...] = ()


_PERCENT = Fraction(1, 100)
_NUMBER = late("[0-9][0-9,]*(?:\\.(?P<decimals>[0-9]+))?")


def last_place_of(said: Said) -> Fraction:
    """Return what one of the last digit of a number is worth, in its base unit; of 3.7万亩 that is 1000亩."""
    words = said.words
    number = _NUMBER.match(words)
    if number is None:
        return Fraction(0)
    decimals = len(number["decimals"] or "")
    return Fraction(Decimal(1).scaleb(-decimals)) * in_base_unit(_unit_behind(words, number))[0]


def last_place_of_share(share: Said) -> Fraction:
    """Return what one of the last digit of a percentage is worth."""
    number = re.match("[0-9,]*\\.?([0-9]*)", share.words)
    decimals = len(number[1]) if number else 0
    return Fraction(Decimal(1).scaleb(-decimals)) * _PERCENT


def _unit_behind(words: str, number: re.Match[str]) -> str:
    return unit_at(words, number.end())
