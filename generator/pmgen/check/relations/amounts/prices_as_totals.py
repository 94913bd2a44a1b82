"""Costs named for all with the price of each, 补贴总额 ≤60000元/台, or for each with that of all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from pmgen.check.review_rule import without_note
from pmgen.check.statements.project_statements import ProjectStatements, Promise, Said
from pmgen.check.statements.reckonings import Divisor, cancels, divisor_of, divisors_of
from pmgen.check.statements.statement import Direction
from pmgen.check.wording.name_words import topic_pairs
from pmgen.late_pattern import late
from pmgen.model.units import Dimension, unit_at

_OF_ALL = late("(?:总(?:金|数)?额|总量)(?:控制数?)?\\Z")
_COSTS_OF_ALL = late("总(?:成本|费用|支出|经费|造价|投入|投资|价款?)(?:控制数?)?\\Z")
_OF_EACH = late("[每均]|单[个台套家户人名位次件期场项]|标准|单价|上限|限额|最[高多]")
_NAMED_FOR_EACH = late("每(?![年月周日天季旬半])|[人户亩]均|标准\\Z|单价\\Z")
_CAPPED = late("总|上限|限额|封顶")
_TIMES = frozenset("年月周日天季旬") | {"年度", "季度", "学期", "小时", "半年", "工作日"}
_TEN = 10


@dataclass(frozen=True, slots=True)
class PriceAsTotal:
    """A row whose target is of each where its name is of all, or the other way round, and the price said."""

    promise: Promise
    price: Said
    is_of_each: bool
    right: Fraction | None


def prices_as_totals(statements: ProjectStatements) -> Iterator[PriceAsTotal]:
    """Give the costs of all with the price of each that a text has, and of each with that of all."""
    rows = [each for each in statements.promises if each.statement.dimension is Dimension.MONEY]
    rows = [each for each in rows if each.statement.is_one and each.statement.low]
    prices = [said for text in statements.prose for said in text if _is_price(said)] if rows else []
    for promise in rows if prices else ():
        name, per = without_note(promise.indicator.name), _thing_of(promise)
        if per and _is_of_all(name):
            found = list(_with_price(promise, prices, per, statements, sure=_OF_ALL.search(name) is not None))
        elif per or _NAMED_FOR_EACH.search(name):
            found = list(_with_total(promise, prices, per, statements))
        else:
            continue
        beside = [] if found or not per else [_with_total_beside(promise, prices, per, statements)]
        yield from (*found, *filter(None, beside))


def _is_price(said: Said) -> bool:
    one = said.statement
    if one.dimension is not Dimension.MONEY or not one.is_one or one.direction is Direction.ABOUT:
        return False
    divisors = divisors_of(one)
    return bool(divisors) and len(divisors or ()) == 1 and (divisors or ())[0].word not in _TIMES


def _thing_of(promise: Promise) -> str:
    """Return the unit of each of which a target is; "" where it is of none, of a time or of several."""
    per = [each for each in promise.statement.per.split("·") if each]
    return per[0] if len(per) == 1 and per[0] not in _TIMES else ""


def _is_of_all(name: str) -> bool:
    is_total = _OF_ALL.search(name) or _COSTS_OF_ALL.search(name)
    return is_total is not None and not _OF_EACH.search(name)


def _with_price(
    promise: Promise, prices: Sequence[Said], per: str, statements: ProjectStatements, *, sure: bool
) -> Iterator[PriceAsTotal]:
    for price in prices:
        if price.statement.low != promise.statement.low or not _is_for_each(price, per):
            continue
        if _CAPPED.search(price.statement.before):
            return
        made = {
            price.statement.low * count.statement.low / _divisor(price).factor
            for count in _counts(price, statements)
        }
        totals = {
            said.statement.low for said in _of_sentence(price, statements) if not divisors_of(said.statement)
        }
        right = next(iter(made & totals), next(iter(made), None) if len(made) == 1 else None)
        if sure or made & totals or _says_a_total(price, statements):
            yield PriceAsTotal(promise, price, True, right)
        return


def _with_total(
    promise: Promise, prices: Sequence[Said], per: str, statements: ProjectStatements
) -> Iterator[PriceAsTotal]:
    target, name = promise.statement.low, without_note(promise.indicator.name)
    if _OF_TIMES.search(name) or _is_said_of_each(target, statements):
        return
    for price in prices:
        if not _is_for_each(price, per or _each_in(name)) or _is_paid_for_another(price, name):
            continue
        for count in _counts(price, statements) or _counts_elsewhere(price, name, statements):
            many = count.statement.low / _divisor(price).factor
            if many > 1 and many * price.statement.low == target and not _is_power_of_ten(many):
                yield PriceAsTotal(promise, price, False, price.statement.low)
                return


def _with_total_beside(
    promise: Promise, prices: Sequence[Said], per: str, statements: ProjectStatements
) -> PriceAsTotal | None:
    """Return a target for each that is what a text comes to right behind a price: 每台补贴3000元，计27万元.

    The price is of what the row is named for, and nobody says the target as a price.
    """
    name, target = without_note(promise.indicator.name), promise.statement.low
    if _OF_TIMES.search(name) or _is_said_of_each(target, statements):
        return None
    for price in prices if _MADE.search(statements.reviewed.prose) else ():
        behind = [
            said for said in _of_sentence(price, statements) if said.statement.start > price.statement.start
        ]
        total = behind[0].statement if behind else None
        if total is None or total.dimension is not Dimension.MONEY or total.low != target:
            continue
        is_made = _MADE.search(total.before) is not None and divisors_of(total) == ()
        paid = price.statement.before.partition("每")[0]
        is_its_price = _is_for_each(price, per) and not topic_pairs(paid).isdisjoint(topic_pairs(name))
        if is_made and is_its_price and price.statement.low < target:
            is_of_all = _is_of_all(name)
            right = target if is_of_all else price.statement.low
            return PriceAsTotal(promise, price, is_of_all, right)
    return None


_MADE = late("(?:[合共总]计|总[共额]|共需?|计|需)\\Z|[，、](?:[合共总]?计|共需?)")
_OF_TIMES = late("[每按逐]个?[年月周日天季旬次半]|[年月日]均")


def _each_in(name: str) -> str:
    """Return the unit of what a name is of each of, 座 of 每座书房水费; "" where it has none."""
    match = _NAMED_FOR_EACH.search(name)
    return unit_at(name, match.end()) if match else ""


def _is_said_of_each(amount: Fraction, statements: ProjectStatements) -> bool:
    """Tell whether a text has an amount as that of each of something, or each time."""
    return any(
        said.statement.low == amount and divisors_of(said.statement) != ()
        for text in statements.prose
        for said in text
        if said.statement.dimension is Dimension.MONEY
    )


def _divisor(price: Said) -> Divisor:
    return (divisors_of(price.statement) or ())[0]


def _is_for_each(price: Said, per: str) -> bool:
    divisor = _divisor(price)
    return not per or not divisor.key or divisor.key == divisor_of(per).key


def _counts(price: Said, statements: ProjectStatements) -> list[Said]:
    """Return how many there are, in the sentence of a price, of what it is for each of."""
    return [said for said in _of_sentence(price, statements) if _counts_it(said, price)]


def _is_paid_for_another(price: Said, name: str) -> bool:
    """Tell whether a price is of a kind of money that a row is not named for: 设计费每个3万元."""
    paid = price.statement.before.partition("每")[0]
    return paid.endswith(_KINDS) and paid[-_HEAD:] not in name


_KINDS = ("费", "费用", "补贴", "补助", "奖励", "奖金", "租金", "款", "经费")


def _counts_it(said: Said, price: Said) -> bool:
    one = said.statement
    is_clear = one.is_one and one.dimension is not Dimension.TIME and divisors_of(one) == ()
    return is_clear and not one.is_change and cancels(one, _divisor(price))


def _counts_elsewhere(price: Said, name: str, statements: ProjectStatements) -> list[Said]:
    """Return what other sentences count of what a row is named for, where the price is for it, too."""
    topic = topic_pairs(name)
    paid = price.statement.before.partition("每")[0][-_HEAD:]
    if len(paid) < _HEAD or paid not in name:
        return []
    every = [said for text in statements.prose for said in text if _counts_it(said, price)]
    named = [said for said in every if not topic.isdisjoint(topic_pairs(said.statement.behind[:_NOUN]))]
    return named if len({said.statement.low for said in named}) == 1 else []


_NOUN, _HEAD = 6, 2


def _of_sentence(price: Said, statements: ProjectStatements) -> Iterator[Said]:
    for text in statements.prose:
        for said in text if text[0].field is price.field else ():
            if said is not price and said.statement.sentence == price.statement.sentence:
                yield said


_TOTAL = late("(?:[合共总]计|总[共额]|共需?|计)\\Z")


def _says_a_total(price: Said, statements: ProjectStatements) -> bool:
    """Tell whether a sentence has another amount that it calls the total: 每期5万元，共30万元."""
    return any(
        said.statement.dimension is Dimension.MONEY
        and said.statement.start > price.statement.start
        and said.statement.low > price.statement.low
        and _TOTAL.search(said.statement.before) is not None
        for said in _of_sentence(price, statements)
    )


def _is_power_of_ten(many: Fraction) -> bool:
    """Tell whether a total has the digits of its price, so that it may be one in another scale."""
    while many.denominator == 1 and many > 1 and many % _TEN == 0:
        many /= _TEN
    return many == 1
