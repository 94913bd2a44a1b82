"""What a row takes for each of something, 3500元/吨, beside the price in other texts: 42吨×3500元."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations
from math import prod

from pmgen.check.money.unit_prices import ALIKE, likeness, topic_text
from pmgen.check.relations.amounts.price_totals import is_price
from pmgen.check.relations.rows.other_units import ANYTHING, is_one_for_each, may_stand_for
from pmgen.check.relations.rows.row_reckonings import is_slip
from pmgen.check.review_rule import FieldText, without_note
from pmgen.check.statements.comparing import PEOPLE, PHYSICAL
from pmgen.check.statements.formulas import Formula, Operand, formulas_in, has_formula, products_of
from pmgen.check.statements.project_statements import ProjectStatements, Promise, said_in
from pmgen.check.statements.reckonings import Divisor, divisor_of, divisors_of
from pmgen.check.statements.sentence_bounds import sentence_start
from pmgen.model.units import Dimension, dimension_of, in_base_unit, is_money, read_unit, unit_at

_LONGEST_BEFORE = 24
_SENTENCE = 30
_ENDS = "；;。，,、：:（(\n"
_OFTEN = frozenset(["月", "天", "日", "周", "小时", "季度"])
_LABOUR = {"人天": "人·天", "人日": "人·日", "人月": "人·月", "工日": "人·日"}


@dataclass(frozen=True, slots=True)
class SaidPrice:
    """A price in a text: what it is for, of what it is the price, and how many of these there are."""

    field: FieldText
    start: int
    end: int
    about: str
    yuan: Fraction
    of: tuple[Divisor, ...]
    count: str = ""

    @property
    def words(self) -> str:
        """Return it as it stands there."""
        return self.field.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class OtherPrice:
    """A row with a price, and the same price said otherwise: of other units, or with another number."""

    row: Promise
    said: SaidPrice
    is_of_other_unit: bool


def other_prices(statements: ProjectStatements) -> Iterator[OtherPrice]:
    """Give the rows whose price has other zeros, or another unit, than the only one about the same."""
    rows = [each for each in statements.promises if is_price(each) and each.statement.low]
    said = [each for field in statements.reviewed.texts for each in _prices_in(field)] if rows else []
    for row in rows:
        one = row.statement
        own = divisors_of(replace(one, before="") if one.per else one)
        if not own or not said:
            continue
        same = [each for each in said if each.yuan == row.statement.low]
        if same:
            yield from _of_other_unit(row, own, same, statements.reviewed.prose)
        else:
            yield from _in_other_scale(row, own, said)


def _of_other_unit(
    row: Promise, own: Sequence[Divisor], same: Sequence[SaidPrice], prose: str
) -> Iterator[OtherPrice]:
    """Give the only price about the same that is for each of what the row does not say."""
    about = [each for each in same if _is_about(each, row)]
    if len({_units(each.of) for each in about}) == 1 and not any(
        _are_alike(own, each.of, row, prose, each.count) for each in same
    ):
        yield OtherPrice(row, about[0], is_of_other_unit=True)


def _in_other_scale(row: Promise, own: Sequence[Divisor], said: Sequence[SaidPrice]) -> Iterator[OtherPrice]:
    price = row.statement.low / _factor(own)
    alike = [each for each in said if _units(each.of) == _units(own)]
    about = [each for each in alike if _is_about(each, row) or _is_in_other_money(each, price)]
    prices = [each.yuan / _factor(each.of) for each in alike]
    if len({each.yuan for each in about}) != 1 or price in prices or _is_sum(price, prices):
        return
    if is_slip(price, about[0].yuan / _factor(about[0].of)):
        yield OtherPrice(row, about[0], is_of_other_unit=False)


def _is_in_other_money(said: SaidPrice, price: Fraction) -> bool:
    """Tell whether a price has 万元 where another for each of the same, with its digits, has 元."""
    one = said.yuan / _factor(said.of)
    return bool(said.of) and bool(one) and max(one, price) == min(one, price) * _TEN_THOUSAND


_TEN_THOUSAND = 10_000


def _factor(of: Sequence[Divisor]) -> Fraction:
    return prod((each.factor for each in of if not _is_time(each)), start=Fraction(1))


def _is_sum(price: Fraction, parts: Sequence[Fraction]) -> bool:
    return any(sum(some) == price for size in (2, 3) for some in combinations(parts[:_MOST_PARTS], size))


_MOST_PARTS = 12


def _units(of: Sequence[Divisor]) -> frozenset[str]:
    return frozenset(each.key for each in of if each.word not in _UNSAID)


_UNSAID = frozenset(["年", "年度", "次"])


def _is_about(said: SaidPrice, row: Promise) -> bool:
    if said.field.indicator is row.indicator:
        return True
    name = topic_text(without_note(row.indicator.name).removesuffix("费"))
    return likeness(name, topic_text(said.about)) >= ALIKE


def _are_alike(own: Sequence[Divisor], of: Sequence[Divisor], row: Promise, prose: str, count: str) -> bool:
    """Tell whether a price may be for each of both."""
    heads, others = ([each for each in some if not _is_time(each)] for some in (own, of))
    heads, others = ([each for each in some if each.word not in _UNSAID] for some in (heads, others))
    if heads and others and not any(_may_be_same(one, other) for one in heads for other in others):
        return any(_as_many(prose, count, one.word, other.word) for one in heads for other in others)
    times = {each.word for each in of if _is_time(each)} & _OFTEN
    name = f"{row.indicator.name}{row.indicator.description or ''}{row.indicator.target.written}"
    return all(any(sign in name for sign in _TIME_SIGNS[each]) for each in times)


_TIME_SIGNS = {"月": "月", "天": "天日", "日": "天日", "周": "周", "小时": "时", "季度": "季"}


def _is_time(divisor: Divisor) -> bool:
    return dimension_of(divisor.word) is Dimension.TIME


def _as_many(prose: str, count: str, one: str, other: str) -> bool:
    """Tell whether as many of one are said as of the other, or one for each."""
    pairs = ((one, other), (other, one))
    return f"{count}{one}" in prose or any(f"每{each}" in prose and f"1{of}" in prose for each, of in pairs)


def _may_be_same(one: Divisor, other: Divisor) -> bool:
    if not (one.word and other.word):
        return True
    if one.key == other.key:
        return one.factor == other.factor
    kinds = {dimension_of(each.word) for each in (one, other)}
    if None in kinds or Dimension.RATE in kinds:
        return True
    if kinds & PHYSICAL:
        return False
    if Dimension.EVENTS in kinds or kinds <= PEOPLE or {one.word, other.word} & ANYTHING:
        return True
    return is_one_for_each(one.key, other.key) or may_stand_for(one.key, other.key)


def _prices_in(field: FieldText) -> Iterator[SaidPrice]:
    """Give the prices of a text: in its formulas, or else those that it says with 每 or a slash."""
    if field.key == "target" or "元" not in field.text:
        return
    if has_formula(field.text):
        for formula in formulas_in(field.text):
            for product in products_of(formula):
                if price := _price_of(formula, product, field):
                    yield price
        return
    for said in said_in(field):
        one = said.statement
        if one.dimension is Dimension.MONEY and one.is_one and (of := divisors_of(one)):
            sentence = sentence_start(field.text, one.start, "；;。\n")
            start = field.text.rfind("每", sentence, one.start)
            about = field.text[max(sentence, one.start - _SENTENCE) : one.start]
            yield SaidPrice(field, start if start > 0 else one.start, one.end, about, one.low, of)


def _price_of(formula: Formula, product: Sequence[Operand], field: FieldText) -> SaidPrice | None:
    """Return the price of a product, with what it is multiplied by; None where that is not certain."""
    units = [unit_at(each.unit, 0) for each in product]
    money = [at for at, unit in enumerate(units) if unit and is_money(unit)]
    counts = [at for at in range(len(units)) if at not in money]
    if len(money) != 1 or not counts or not all(units):
        return None
    price = product[money[0]]
    per = price.unit.partition("/")[2]
    named = per.split("·") if per else [units[at] for at in counts]
    of = [divisor_of(_without_power(unit)) for each in named for unit in _LABOUR.get(each, each).split("·")]
    first = min(each.start for each in product)
    end = price.start + len(field.text[price.start :].partition(units[money[0]])[0]) + len(units[money[0]])
    yuan = price.number * in_base_unit(units[money[0]])[0]
    number = product[counts[0]].number
    count = str(number) if number.denominator == 1 else ""
    return SaidPrice(field, first, max(end, first), _before(field.text, first), yuan, tuple(of), count)


def _without_power(unit: str) -> str:
    """Return 户 of 万户, and 千克 as it is."""
    known = read_unit(unit)
    return unit if known and not known.power else unit.lstrip("十百千万亿") or unit


def _before(text: str, end: int) -> str:
    """Return the words of the clause before a place."""
    words = text[max(0, end - _LONGEST_BEFORE) : end]
    return words[max(map(words.rfind, _ENDS)) + 1 :]
