"""Formulas in numbers, 1500户×2000元＋6个×5万元=330万元: what they make, and what they say they make."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from pmgen.check.statements.slips import is_slip_of_hand
from pmgen.check.wording.chinese_characters import HAN
from pmgen.late_pattern import late
from pmgen.model.units import POWER_PATTERN, POWERS, in_base_unit, read_unit, unit_at

_NUMBER = r"[0-9][0-9,]*+(?:\.[0-9]++)?+"
_TIMES = "[×xX*＊✕]"
_UNIT = r"[^\d×xX*＊✕+＋=＝÷，。；;、：（）()\s]{0,12}"
_WORDS = f"{HAN}{{0,8}}"
_BRACKET = f"(?:[（(]{HAN}{{1,2}}[)）])?"
_OPERAND = f"{_NUMBER}{_UNIT}{_BRACKET}"
_PRODUCT = f"{_OPERAND}(?:{_TIMES}{_WORDS}{_OPERAND})++"
_START = r"(?<![0-9],)(?<![0-9.×xX*＊✕÷/+＋\-－—A-Za-z])"
_FORMULA = late(
    rf"{_START}(?P<terms>{_PRODUCT}(?:[+＋]{_WORDS}(?:{_PRODUCT}|{_OPERAND}))*+)"
    rf"(?:[=＝](?P<said>{_NUMBER})(?P<unit>{_UNIT}))?(?![×xX*＊✕÷+＋=＝(（])"
)
_SUM = late(
    rf"{_START}(?P<terms>{_OPERAND}(?:[+＋]{_WORDS}{_OPERAND})++)[=＝](?P<said>{_NUMBER})(?P<unit>{_UNIT})(?![×xX*＊✕÷+＋=＝(（])"
)
_BEHIND = late(rf"[，,](?:[合共小总]?计|共|需)?(?P<said>{_NUMBER})(?P<unit>万?元)(?=[，,；;。、）)\n]|\Z)")
_BEFORE = late(rf"(?P<said>{_NUMBER})(?P<unit>万?元)[（(](?:按|即)?\Z")
_ONE = late(f"(?P<number>{_NUMBER})(?P<unit>{_UNIT})")
_SCALE = late(POWER_PATTERN)
_UNCLEAR = late("[折成倍约起~～—–-]|左右|以[上下内]|到|至")
_OFTEN = frozenset(map(Fraction, (12, 4, 2, 52, 365)))
_BY_TIME = late("[月季周天日]")
_NEAR_BY = 6
_NEAR = Fraction(2, 100)


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula at its place: its terms as written, and what they make; `said` is its result, if it has one.

    `is_whole` tells that every number has a unit, so that 元 and 万元 are no matter of the reader's guess,
    `is_by_time` that it may be meant for a year though it stands for a month.
    """

    start: int
    end: int
    terms: str
    made: Fraction
    said: str
    unit: str
    is_whole: bool
    is_by_time: bool

    def makes(self, value: Fraction, last_place: Fraction) -> bool:
        """Tell whether a number may be what the formula makes, exactly or rounded to its last place."""
        scales = (1,) if self.is_whole else (1, 10_000, Fraction(1, 10_000))
        for made in (self.made * scale for scale in scales):
            if abs(made - value) < last_place and abs(made - value) <= value * _NEAR:
                return True
            if made and self.is_by_time and value / made in _OFTEN:
                return True
        return self.made == value

    @property
    def in_its_unit(self) -> Fraction:
        """Return what it makes as its own result would be written."""
        return self.made / _scale(self.unit)

    @property
    def is_wrong(self) -> bool:
        """Tell whether it says another result than it makes."""
        if not self.said:
            return False
        last = Fraction(Decimal(1).scaleb(-len(self.said.partition(".")[2])))
        return not self.makes(self.stated, last * _scale(self.unit))

    @property
    def stated(self) -> Fraction:
        """Return the result that it says, in base units."""
        return _read(self.said) * _scale(self.unit)

    @property
    def is_but_for_a_slip(self) -> bool:
        """Tell whether it would make what it says, were one digit of one number right."""
        ratio = self.stated / self.made if self.made else Fraction(0)
        numbers = [_read(one["number"]) for one in _ONE.finditer(self.terms)]
        pairs = [(self.made, self.stated), *((each, each * ratio) for each in numbers)]
        return any(is_slip_of_hand(*pair) for pair in pairs)


_HINT = late(rf"[0-9]{_UNIT}{_BRACKET}{_TIMES}")


def has_formula(text: str) -> bool:
    """Tell whether there may be a formula in a text."""
    return _HINT.search(text) is not None


def formulas_in(text: str) -> Iterator[Formula]:
    """Give the formulas of a text whose numbers can be multiplied as they stand."""
    for match in _FORMULA.finditer(text):
        if not _UNCLEAR.search(match.group()):
            yield _formula(text, match)


def _formula(text: str, match: re.Match[str]) -> Formula:
    made, units = Fraction(0), []
    for term in re.split("[+＋]", match["terms"]):
        value = Fraction(1)
        for one in _ONE.finditer(term):
            value *= _read(one["number"]) * _scale(one["unit"])
            units.append(one["unit"])
        made += value
    said, end = match["said"] or "", match.end()
    unit = unit_at(text, match.start("unit")) if said else ""
    if said:
        end = match.start("unit") + len(unit)
    is_whole = all(units) and bool(unit or not said)
    is_by_time = _BY_TIME.search(text, max(0, match.start() - _NEAR_BY), match.end()) is not None
    return Formula(match.start(), end, match["terms"], made, said, unit, is_whole, is_by_time)


def wrong_formulas_in(text: str) -> Iterator[Formula]:
    """Give the formulas and sums of a text that say another result than they make.

    The result may stand behind a comma, 12场×3000元，3.10万元, or before brackets, if a slip explains it.
    """
    for formula in formulas_in(text) if has_formula(text) else ():
        told = formula if formula.said else _with_result_beside(formula, text)
        if told.is_wrong and (formula.said or told.is_but_for_a_slip):
            yield told
    for match in _SUM.finditer(text) if "+" in text or "＋" in text else ():
        total = _formula(text, match)
        if _are_of_one_unit(match) and total.is_wrong:
            yield total


def _with_result_beside(formula: Formula, text: str) -> Formula:
    """Return a formula of money with the amount that stands right behind it, or before it in brackets."""
    behind = _BEHIND.match(text, formula.end)
    before = _BEFORE.search(text, 0, formula.start) if text.startswith(("）", ")"), formula.end) else None
    result = behind or before
    if result is None or "元" not in formula.terms:
        return formula
    return replace(
        formula,
        start=min(formula.start, result.start("said")),
        end=max(formula.end, result.end("unit")),
        said=result["said"],
        unit=result["unit"],
    )


def _are_of_one_unit(total: re.Match[str]) -> bool:
    """Tell whether what is added up is counted as the sum is."""
    units = [one["unit"] for one in _ONE.finditer(total["terms"])]
    return len({_base(unit) for unit in (*units, total["unit"])}) == 1


def _base(unit: str) -> str:
    return in_base_unit(unit_at(unit, 0))[1]


@dataclass(frozen=True, slots=True)
class Operand:
    """A number with its unit in a formula, and where it stands in the text."""

    start: int
    number: Fraction
    unit: str


def products_of(formula: Formula) -> Iterator[tuple[Operand, ...]]:
    """Give the operands of each product of a formula, in which an amount alone is one of one operand."""
    start = formula.start
    for term in re.split("[+＋]", formula.terms):
        yield tuple(
            Operand(start + one.start(), _read(one["number"]), one["unit"]) for one in _ONE.finditer(term)
        )
        start += len(term) + 1


def _read(number: str) -> Fraction:
    return Fraction(number.rstrip(",").replace(",", ""))


def _scale(unit: str) -> Fraction:
    """Return by how much a unit multiplies its number: 万元 by 10000, % and 元/百人 by a hundredth."""
    over, _, per = unit.partition("/")
    if over.startswith(("%", "％")):
        return Fraction(1, 100)
    return _power(over) / _power(per.removeprefix("每"))


def _power(word: str) -> Fraction:
    """Return 10000 for 万户, and 1 for 千克, which is a unit of its own."""
    if unit := read_unit(unit_at(word, 0)):
        return Fraction(10) ** unit.power
    match = _SCALE.match(word)
    return Fraction(10) ** POWERS[match[0]] if match else Fraction(1)
