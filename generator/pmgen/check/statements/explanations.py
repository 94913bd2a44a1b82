"""Whether numbers lead to another in any way of reckoning: what does is no contradiction."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from pmgen.check.statements.comparing import PEOPLE, THINGS, TIMES_A_YEAR, are_comparable
from pmgen.check.statements.project_statements import Promise, Said
from pmgen.check.statements.reckonings import divisors_of
from pmgen.check.statements.statement import Statement
from pmgen.late_pattern import late
from pmgen.model.numerals import Numeral
from pmgen.model.targets import Frequency, Number, Rate
from pmgen.model.units import Dimension, in_base_unit, same_unit

_MOST_FACTORS = 6
_MOST_SUMS = 20_000
_NEAR = Fraction(2, 100)
_ONE = Fraction(1)
_OF_MANY = late("([百千万])(?:字|人|册|亩|次)\\Z")
"""What a price is for where 每 is left out: 审校70万字，千字40元."""
_POWERS = {word: in_base_unit(f"{word}字")[0] for word in "百千万"}
_SEVERAL_YEARS = {Fraction(years) for years in (2, 3, 4, 5)}
_YEARS = late("(20[0-9]{2})年?[—–~～至到-]{1,2}(20[0-9]{2})年?")
_COUNTED = PEOPLE | THINGS | {Dimension.EVENTS}


def leads_to_target(said: Sequence[Said], promise: Promise) -> bool:
    """Tell whether numbers of one text make a target, or what is the target when it is rounded."""
    return leads_to(said, promise.statement, last_place_of_target(promise))


def some_add_up(parts: Sequence[Said], total: Said) -> bool:
    """Tell whether a number, or some of them added, are a total."""
    return _makes(_as_stated, parts, total.statement, Fraction(0))


def adds_up_to_target(said: Sequence[Said], promise: Promise) -> bool:
    """Tell whether a number of a text, or several of them added, are a target."""
    return _makes(_as_stated, said, promise.statement, last_place_of_target(promise))


def last_place_of_target(promise: Promise) -> Fraction:
    """Return what one of the last digit of a target is worth; 0 where it is no number."""
    target = promise.indicator.target
    if isinstance(target, Number | Rate | Frequency):
        return last_place(target.number, target.unit)
    return Fraction(0)


def last_place(number: Numeral, unit: str) -> Fraction:
    """Return what one of the last digit of a number is worth, in the base unit."""
    decimals = len(number.text.partition(".")[2])
    return Fraction(Decimal(1).scaleb(-decimals)) * in_base_unit(unit)[0]


def leads_to(said: Sequence[Said], result: Statement, nearness: Fraction = Fraction(0)) -> bool:
    """Tell whether numbers of one text make a result: alone, added, or each times counts, shares and years.

    What is less than `nearness` away is the result rounded, and so is what is less than one thing away.
    """
    return any(_makes(terms, said, result, nearness) for terms in (_as_stated, _reckoned))


_Terms = Callable[[Sequence[Said], Statement], Iterator[set[Fraction]]]


def _makes(terms_of: _Terms, said: Sequence[Said], result: Statement, nearness: Fraction) -> bool:
    sums = {Fraction(0)}
    for _, sentence in groupby(said, key=lambda each: each.statement.sentence):
        for terms in terms_of(list(sentence), result):
            sums |= {made + term for made in sums for term in terms}
            if len(sums) > _MOST_SUMS:
                return False
    room = min(max(nearness, _ONE) if result.dimension in _COUNTED else nearness, result.low * _NEAR)
    return any(made == result.low or abs(made - result.low) < room for made in sums if made)


def _as_stated(sentence: Sequence[Said], result: Statement) -> Iterator[set[Fraction]]:
    for said in sentence:
        if are_comparable(said.statement, result) and said.statement.is_one:
            yield {said.statement.low}


def _reckoned(sentence: Sequence[Said], result: Statement) -> Iterator[set[Fraction]]:
    """Give for each number that can make the result what it makes; then what all of them make together."""
    statements = [said.statement for said in sentence]
    makers = [one for one in statements if are_comparable(one, result) and one.is_one]
    text = sentence[0].field.text
    for maker in makers:
        often = _products([one for one in statements if _is_factor_of(maker, one)], text, maker)
        yield {maker.low * times / each for times in often for each in _divided_by(maker)}
    others = [one for one in statements if one not in makers and one.dimension is not Dimension.MONEY]
    if len(makers) > 1:
        together = sum(one.low for one in makers)
        yield {together * times for times in _products(others, text) if times != 1}
    if len(makers) == 2:
        yield {abs(makers[0].low - makers[1].low)}
    if result.dimension in _COUNTED and not makers:
        yield _products(others, text) - {_ONE}


def _is_factor_of(maker: Statement, one: Statement) -> bool:
    if one is maker or not one.is_one or one.dimension is Dimension.MONEY:
        return False
    if Dimension.RATIO is one.dimension:
        return maker.dimension is not Dimension.RATIO or one.is_change
    return not (one.dimension is maker.dimension and same_unit(one.unit) == same_unit(maker.unit))


def _divided_by(maker: Statement) -> set[Fraction]:
    many = _OF_MANY.search(maker.before)
    return {_ONE, *(each.factor for each in divisors_of(maker) or ()), *([_POWERS[many[1]]] if many else ())}


def _products(factors: Sequence[Statement], text: str, maker: Statement | None = None) -> set[Fraction]:
    """Return the products of all selections of factors; those of one unit may be added up before."""
    products = {_ONE}
    timed = factors if maker is None else (maker, *factors)
    for options in (*_options(factors[:_MOST_FACTORS]), _years(text), _times_a_year(timed)):
        products |= {made * option for made in products for option in options}
    return products


def _options(factors: Sequence[Statement]) -> Iterator[set[Fraction]]:
    by_unit: dict[str, list[Fraction]] = {}
    for one in factors:
        if one.dimension is Dimension.RATIO:
            yield {one.low, 1 - one.low, 1 + one.low}
        else:
            times = one.stated if one.dimension is Dimension.TIME else one.low
            by_unit.setdefault(same_unit(one.unit), []).append(times)
    for counts in by_unit.values():
        if len(counts) > 1:
            yield {sum(counts, Fraction(0))}
        for count in counts:
            yield {count}


def _years(text: str) -> set[Fraction]:
    years = {Fraction(int(last) - int(first) + 1) for first, last in _YEARS.findall(text)}
    return years | ({Fraction(1, 2)} if "半年" in text else set())


def _times_a_year(factors: Sequence[Statement]) -> set[Fraction]:
    often = {Fraction(times) for one in factors for times in TIMES_A_YEAR.get(one.each, ())}
    is_yearly = any(one.each == "年" or "每年" in one.before for one in factors)
    return often | (_SEVERAL_YEARS if is_yearly else set())
