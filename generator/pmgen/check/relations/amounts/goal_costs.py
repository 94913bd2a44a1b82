"""What a goal's price makes with its count, beside the cost named for it or the sum that follows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import groupby

from pmgen.check.money.unit_prices import topic_text
from pmgen.check.relations.amounts.price_products import WrongSum, is_amount, is_price
from pmgen.check.relations.products.factors_elsewhere import counts_by_unit
from pmgen.check.relations.rows.row_reckonings import WrongTarget, is_near
from pmgen.check.relations.rows.row_relations import is_of_each_by_name
from pmgen.check.review_rule import without_note
from pmgen.check.statements.comparing import PEOPLE, PHYSICAL, THINGS, is_of_other_time
from pmgen.check.statements.project_statements import ProjectStatements, Promise, Said
from pmgen.check.statements.reckonings import Divisor, Reckoning, cancels, divisors_of, reckoning_of
from pmgen.check.statements.statement import Direction
from pmgen.check.wording.name_words import pairs_of
from pmgen.late_pattern import late
from pmgen.model.terms import Category, Horizon
from pmgen.model.units import Dimension

_NOT_ALL = late(
    "另|其[余他中]|部分|以及其|等(?!级|次|候|额|于)|不足|自筹|自付|折|[%％]|比例|最[高低多少]|上限|封顶|不超|以内|左右|约|首[付款]|预付|尾款|余款"
    "|质保|分[期年]|配套|承担|分担|负担|上年|去年|累计|结[余转]|缺口|差额|据实|补足|剩余|已[付支完]|[二三四五]年|20[0-9]{2}年[至到—-]|[×xX*=＝]"
)
_ENDS = "。；;\n"
_MOSTLY = 0.8
_SOME = 0.5
_LEAST_TOPIC = 2
_COUNTED = PEOPLE | THINGS | PHYSICAL | {Dimension.EVENTS}
_TIMES_OF_PAYMENT = tuple(map(Fraction, (1, 2, 3, 4, 6, 12)))
_SUM = late(
    "(?:共计?|合计|总计|总共|共?需)(?:需|为|安排|补[助贴]|投入|支出|发放)?(?:资金|经费|费用|金额)?\\Z"
)


def goals_against_costs(statements: ProjectStatements) -> Iterator[WrongTarget]:
    """Give the costs below what the only price of a goal makes with its count: 共40个，每个0.25万元."""
    costs = [each for each in statements.promises if _is_cost(each)]
    priced = [found for found in _priced_sentences(statements) if found] if costs else []
    for cost in costs:
        topic = _topic(cost)
        about = [each for each in priced if _covered(topic, each.words) >= _MOSTLY]
        if len(topic) < _LEAST_TOPIC or len(about) != 1:
            continue
        sentence = about[0]
        others = [each for each in costs if each is not cost]
        if any(_covered(_topic(each), sentence.words) >= _SOME for each in others):
            continue
        reckoning = sentence.reckoning
        if reckoning and _is_below(cost, reckoning):
            yield WrongTarget(cost, (reckoning.factors,), reckoning.made)


def _is_cost(promise: Promise) -> bool:
    one = promise.statement
    is_money = one.dimension is Dimension.MONEY and one.is_one and not one.per
    return is_money and promise.indicator.base is Category.COST and not is_of_each_by_name(promise)


def _topic(cost: Promise) -> str:
    return topic_text(without_note(cost.indicator.name).removesuffix("费"))


def _covered(topic: str, words: str) -> float:
    """Return how many neighbouring characters of a topic both stand in words."""
    pairs, letters = pairs_of(topic), frozenset(words)
    return sum(letters.issuperset(pair) for pair in pairs) / len(pairs) if pairs else 0.0


def _is_below(cost: Promise, reckoning: Reckoning) -> bool:
    one, made = cost.statement, reckoning.made
    if not reckoning.is_exact or one.low in reckoning.possible or is_near(made, cost):
        return False
    return made > one.low if one.direction is Direction.AT_MOST else one.direction is Direction.EXACT


def _end(text: str, start: int) -> int:
    """Return where a sentence ends that goes on at `start`."""
    return min((at for mark in _ENDS if (at := text.find(mark, start)) >= 0), default=len(text))


class _Sentence:
    """A sentence of a goal with one price and no amount."""

    def __init__(self, said: Sequence[Said], price: Said) -> None:
        text = price.field.text
        begin = max(text.rfind(mark, 0, said[0].statement.start) for mark in _ENDS) + 1
        self.words = text[begin : _end(text, said[-1].statement.end)]
        self._said, self._price = said, price

    @property
    def reckoning(self) -> Reckoning | None:
        """Return what the price makes with the counts; where all of them are said, with that number."""
        if _NOT_ALL.search(self.words) or any(is_of_other_time(each.statement) for each in self._said):
            return None
        divisors = divisors_of(self._price.statement) or ()
        counts = [each for each in self._said if each is not self._price and _can_count(each)]
        fitting = [each for each in counts if any(_may_be_for(each, one) for one in divisors)]
        whole = [each for each in fitting if not each.statement.each and not divisors_of(each.statement)]
        if len(fitting) > len(whole) == 1:
            counts = whole
        return reckoning_of(self._price, counts, of_all=False)


def _may_be_for(count: Said, divisor: Divisor) -> bool:
    """Tell whether a price may be for what is counted; 每个 is for what is counted in 个."""
    return count.statement.unit == "个" if not divisor.key else cancels(count.statement, divisor)


def _can_count(said: Said) -> bool:
    return said.statement.dimension not in (Dimension.MONEY, Dimension.RATIO, Dimension.GRADE)


def _priced_sentences(statements: ProjectStatements) -> Iterator[_Sentence | None]:
    for text in statements.plans:
        goal = text[0].field.goal
        if goal is not None and goal.horizon is not Horizon.ANNUAL:
            continue
        for _, group in groupby(text, key=lambda said: said.statement.sentence):
            sentence = list(group)
            money = [each for each in sentence if each.statement.dimension is Dimension.MONEY]
            if len(money) == 1 and is_price(money[0]):
                yield _Sentence(sentence, money[0])


def sums_of_counts_elsewhere(statements: ProjectStatements) -> Iterator[WrongSum]:
    """Give the sums behind a price that the only count in its unit, said elsewhere, does not make.

    1200亩…… in the sentence before, and 按每亩280元，共31.2万元: no whole number of 亩 makes that.
    """
    counts: Mapping[str, Said | Promise | None] | None = None
    for text in statements.plans:
        for _, group in groupby(text, key=lambda said: said.statement.sentence):
            pair = _price_and_sum(list(group))
            if pair is None:
                continue
            price, total = pair
            counts = counts_by_unit(statements, _COUNTED) if counts is None else counts
            known = counts.get(_divisor(price).key)
            count = _where_it_stands(known, statements) if known else None
            if count and _is_none_of_them(price, count, total):
                made = price.statement.low / _divisor(price).factor * count.statement.low
                yield WrongSum(total, (count, price), made, is_product=True)


def _where_it_stands(count: Said | Promise, statements: ProjectStatements) -> Said | None:
    one = count.statement
    every = (said for text in statements.plans for said in text)
    return next(
        (each for each in every if each.statement.low == one.low and each.statement.base == one.base), None
    )


def _price_and_sum(sentence: Sequence[Said]) -> tuple[Said, Said] | None:
    """Return the price and the sum of a sentence that has no other number; None for any other sentence."""
    if len(sentence) != 2 or not is_price(sentence[0]) or not is_amount(sentence[1]):
        return None
    price, total = sentence
    text = price.field.text
    end = _end(text, total.statement.end)
    begin = max(text.rfind(mark, 0, price.statement.start) for mark in _ENDS) + 1
    is_clear = price.statement.is_one and price.statement.direction is total.statement.direction
    is_exact = is_clear and total.statement.direction is Direction.EXACT
    if not is_exact or _NOT_ALL.search(text, begin, end) or not _SUM.search(total.statement.before):
        return None
    divisors = divisors_of(price.statement) or ()
    return (price, total) if len(divisors) == 1 and divisors[0].key and not price.statement.each else None


def _divisor(price: Said) -> Divisor:
    return (divisors_of(price.statement) or ())[0]


def _is_none_of_them(price: Said, count: Said, total: Said) -> bool:
    """Tell whether neither the count, once or often, nor any other whole number makes a sum with a price."""
    one = price.statement.low / _divisor(price).factor
    if not one or not count.statement.low:
        return False
    times = total.statement.low / one
    is_made = any(times == count.statement.low * often for often in _TIMES_OF_PAYMENT)
    return not is_made and times.denominator != 1
