"""What a row says of how its target comes about, beside the target."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from pmgen.check.money.unit_prices import ALIKE, best_partners, likeness, topic_text
from pmgen.check.relations.rows.row_relations import is_of_each_by_name
from pmgen.check.review_rule import FieldText, without_note
from pmgen.check.statements.comparing import is_of_other_time
from pmgen.check.statements.explanations import last_place, leads_to_target
from pmgen.check.statements.formulas import has_formula
from pmgen.check.statements.project_statements import ProjectStatements, Promise, Said, said_in
from pmgen.check.statements.reckonings import (
    Reckoning,
    can_make,
    divisors_of,
    prices_among,
    reckoning_of,
)
from pmgen.check.statements.statement import Direction, Statement
from pmgen.check.wording.chinese_characters import HAN
from pmgen.late_pattern import late
from pmgen.model.targets import Frequency, Number, Rate
from pmgen.model.terms import Category

_ANY_EACH = late("[每各均/]|单价|亩产")
_OPEN = late(
    "约|左右|不等|平均|最[高多低少]|上限|封顶|以[内下]|折|%|％|比例|据实|按实|另|其余|剩余|自筹|分担|减半|一半"
    "|超额|扣|得分|满分|上年|去年|往年|以前年度"
)
_RECKONED = late("测算|核算|计算|测定|估算|匡算|计列|核定")
_STATED = late(
    "(?:全年|年度|累计|小?计|共计?|合计|总计|需|为|[=＝]|[：:]|[，,]|资金|经费|费用|补助|补贴|万)+\\Z"
)
_OF_WHICH = late("其中")
_NO_PART = late("合计|共计|总计|总额|中央|[省市区县镇]级|上级|捐赠|争取|配套|统筹|承担|负担")
_WORDS_BETWEEN = late(HAN)
_FEW_WORDS = 4
_MOST_TERMS = 8
_NEAR = Fraction(2, 100)
_FIELDS = frozenset(["name", "description", "remark", "basis_note"])


@dataclass(frozen=True, slots=True)
class WrongTarget:
    """A target that is not what its row or a goal reckons: the numbers that lead to it, a product each.

    `count` is the row of a factor, `words` are those of a text that names things instead of counting them.
    `said` is a result in the row itself that its factors do not make.
    """

    promise: Promise
    terms: tuple[tuple[Said, ...], ...]
    made: Fraction
    count: Promise | None = None
    words: str = ""
    said: Said | None = None


_OF_SEVERAL = late("[、和与及].*之和|[三四五六七八九]项(?:合计|之和)")
"""What each of several costs is, 培训、样品、轧苇机各7.2万元之和, is no price."""


def wrong_targets(statements: ProjectStatements) -> Iterator[WrongTarget]:
    """Give the targets that the name, description or remarks of their row reckon otherwise."""
    rows = {id(each.indicator): each for each in statements.promises}
    alone: list[tuple[Promise, Said]] = []
    for field in statements.reviewed.texts:
        promise = rows.get(id(field.indicator)) if field.indicator is not None else None
        if promise is None or field.key not in _FIELDS or not _ANY_EACH.search(field.text):
            continue
        if has_formula(field.text):
            continue
        if not promise.statement.is_one or _OPEN.search(field.text) or is_of_each_by_name(promise):
            continue
        terms = _terms(field, promise)
        if terms and (found := _wrong_target(field, promise, terms)):
            yield found
        elif not terms and not _OF_SEVERAL.search(field.text) and (price := _price_alone(field, promise)):
            alone.append((promise, price))
    yield from _by_other_rows(alone, statements.promises)


@dataclass(frozen=True, slots=True)
class _Term:
    """A part of a target: a product, an amount that is stated, or both."""

    reckoning: Reckoning | None
    stated: Said | None

    @property
    def value(self) -> Fraction:
        if self.stated is not None:
            return self.stated.statement.low
        assert self.reckoning
        return self.reckoning.made

    @property
    def is_wrong(self) -> bool:
        """Tell whether a product is another than the result that is said behind it."""
        if self.reckoning is None or self.stated is None or not self.reckoning.is_exact:
            return False
        result = self.stated.statement
        is_clear = result.is_one and result.direction is Direction.EXACT
        is_near = abs(self.reckoning.made - result.low) <= result.low * _NEAR
        return is_clear and not is_near and result.low not in self.reckoning.possible

    @property
    def said(self) -> tuple[Said, ...]:
        if self.stated is not None or self.reckoning is None:
            return (self.stated,) if self.stated else ()
        return self.reckoning.factors


def _terms(field: FieldText, promise: Promise) -> list[_Term]:
    """Return the parts that a text divides a target into; none where it does not say all of them."""
    every, target = said_in(field), promise.statement
    prices = [said for said in prices_among(every) if can_make(said.statement, target)]
    if not 0 < len(prices) <= _MOST_TERMS:
        return []
    terms: list[_Term] = []
    amounts = [said for said in every if can_make(said.statement, target) and not divisors_of(said.statement)]
    for price, group in zip(prices, _groups(every, prices), strict=True):
        following = [each for each in amounts if each in group and each.statement.start > price.statement.end]
        stated = next((each for each in following[:1] if _STATED.fullmatch(each.statement.before)), None)
        reckoning = reckoning_of(price, [each for each in group if each not in amounts])
        if stated is None and reckoning is None:
            return []
        terms.append(_Term(reckoning, stated))
        amounts = [each for each in amounts if each is not stated]
    if _OF_WHICH.search(field.text, prices[0].statement.end):
        return terms
    least = min(price.statement.low for price in prices)
    if any(_is_no_part(each.statement, least) for each in amounts):
        return []
    return [*terms, *(_Term(None, each) for each in amounts)]


def _is_no_part(amount: Statement, price: Fraction) -> bool:
    """Tell whether an amount is a part of the price, all of the money or where it comes from."""
    before = amount.before
    return amount.low < price or _NO_PART.search(before) is not None or is_of_other_time(amount)


def _groups(every: Sequence[Said], prices: Sequence[Said]) -> Iterator[list[Said]]:
    """Give the numbers that belong to each price: all up to it and its result, behind the one before."""
    if len(prices) == 1:
        yield list(every)
        return
    group: list[Said] = []
    for said in every:
        if group and said in prices and any(each in prices for each in group):
            last = max(at for at, each in enumerate(group) if each in prices)
            kept = [each for each in group[last + 1 :] if not _STATED.fullmatch(each.statement.before)]
            yield [each for each in group if each not in kept]
            group = kept
        group.append(said)
    yield group


def _wrong_target(field: FieldText, promise: Promise, terms: Sequence[_Term]) -> WrongTarget | None:
    for each in terms:
        if each.is_wrong:
            assert each.reckoning
            return WrongTarget(promise, (each.reckoning.factors,), each.reckoning.made, said=each.stated)
    if len(terms) == 1 and terms[0].stated:
        return None
    made = sum((each.value for each in terms), Fraction(0))
    reckonings = [each.reckoning for each in terms if each.reckoning]
    possible = {made, *(each.value for each in terms), *(each.made for each in reckonings)}
    possible |= {sum((each.value for each in terms if each.reckoning), Fraction(0))}
    possible.update(*(each.possible for each in reckonings))
    if any(is_near(each, promise) for each in possible) or leads_to_target(said_in(field), promise):
        return None
    is_exact = all(each.is_exact for each in reckonings)
    if not _contradicts(made, promise, is_exact=is_exact, is_derived=_is_derived(field)):
        return None
    return WrongTarget(promise, tuple(each.said for each in terms), made)


def _contradicts(made: Fraction, promise: Promise, *, is_exact: bool, is_derived: bool) -> bool:
    """Tell whether a target cannot come from what is reckoned; a limit has room unless it is derived."""
    target = promise.statement
    if is_derived:
        return True
    if not is_exact:
        return False
    if target.direction is Direction.AT_MOST:
        return made > target.low
    return target.direction is Direction.EXACT or made < target.low


def _is_derived(field: FieldText) -> bool:
    """Tell whether a text says that the target is reckoned, or has little more than the numbers."""
    if _RECKONED.search(field.text):
        return True
    text, words, end = _note(field), 0, 0
    for said in said_in(field):
        if said.statement.start >= len(field.text) - len(text):
            words += len(_WORDS_BETWEEN.findall(said.statement.before.rpartition("每")[2][1:]))
            end = said.statement.end
    return words + len(_WORDS_BETWEEN.findall(field.text[end:])) <= _FEW_WORDS


def _note(field: FieldText) -> str:
    return field.text[len(without_note(field.text)) :] if field.key == "name" else field.text


def is_near(made: Fraction, promise: Promise) -> bool:
    """Tell whether a target is a result, or the result rounded."""
    target = promise.indicator.target
    low = promise.statement.low
    if made == low or not isinstance(target, Number | Rate | Frequency):
        return made == low
    return abs(made - low) < last_place(target.number, target.unit) and abs(made - low) <= low * _NEAR


def _price_alone(field: FieldText, promise: Promise) -> Said | None:
    """Return the only price of a cost whose text does not say for how many."""
    if promise.indicator.base is not Category.COST:
        return None
    every = said_in(field)
    if len(every) != 1 or not can_make(every[0].statement, promise.statement):
        return None
    divisors = divisors_of(every[0].statement)
    is_certain = divisors is not None and len(divisors) == 1 and every[0].statement.is_one
    return every[0] if is_certain and every[0].statement.direction is Direction.EXACT else None


def _by_other_rows(
    alone: Sequence[tuple[Promise, Said]], promises: Sequence[Promise]
) -> Iterator[WrongTarget]:
    """Give the costs that are less than their price and the count of the row that belongs to them."""
    counts = [each for each in promises if each.indicator.base is Category.QUANTITY and each.statement.is_one]
    if not alone or not counts:
        return
    rows = [[_nearness(cost, price, count) for count in counts] for cost, price in alone]
    for row, column in best_partners(rows, ALIKE).items():
        (cost, price), count = alone[row], counts[column]
        reckoning = reckoning_of(price, [Said(count.statement, price.field)])
        if reckoning is None or is_near(reckoning.made, cost) or cost.statement.low in reckoning.possible:
            continue
        if reckoning.made > cost.statement.low or is_slip(reckoning.made, cost.statement.low):
            yield WrongTarget(cost, ((price,),), reckoning.made, count)


def _nearness(cost: Promise, price: Said, count: Promise) -> float:
    if reckoning_of(price, [Said(count.statement, price.field)]) is None:
        return 0.0
    names = (topic_text(without_note(each.indicator.name)) for each in (cost, count))
    return likeness(*names)


def is_slip(made: Fraction, stated: Fraction) -> bool:
    """Tell whether two numbers differ in nothing but their zeros."""
    return bool(made and stated) and max(made, stated) / min(made, stated) in (10, 100, 1000, 10000)
