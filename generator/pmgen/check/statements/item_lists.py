"""Lists over several lines: what a price makes of a count above it, and what the items come to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import groupby, pairwise

from pmgen.check.statements.explanations import leads_to
from pmgen.check.statements.project_statements import Said
from pmgen.check.statements.prose_sums import amounts_in
from pmgen.check.statements.reckonings import divisors_of, reckoning_of
from pmgen.check.statements.same_subject import noun_before
from pmgen.check.statements.slips import is_slip_of_digits
from pmgen.check.statements.statement import Direction
from pmgen.check.statements.wrong_result import WrongResult, last_place_of
from pmgen.late_pattern import late
from pmgen.model.units import Dimension

_MADE = late("[，,]?(?:小计|合计|共计|共需?|总计|计|需)(?:资金|经费|费用|金额)?(?:为|约)?")
_GRAND = late("(?:合计|共计|总计|总共|总额|总投资|总预算)(?:资金|经费|费用|金额|需|为|约|人民币|[：:])*\\Z")
_OPEN = late(
    "等|以及其他|剩余|其余|其中|另|包括|不含|上年|去年|累计|[二三四五两]年|自筹|[省市区县上]级|中央|[×xX*=＝]"
)
_SEGMENT_ENDS = late("[；;。\\n]+")
_YEAR = late("20[0-9]{2}年?|\\A\\s*[0-9]{1,2}[.．、)）]")
_DIGIT = late("[0-9]")
_LEAST_ITEMS, _MOST_ITEMS = 3, 12
_MOST_SUMS = 5000
_MOST_ABOVE = 40


def wrong_listed_products(text: Sequence[Said]) -> Iterator[WrongResult]:
    """Give the sums behind a price whose count stands in an item above, and that are right but for a slip."""
    for price, total in pairwise(text):
        one, result = price.statement, total.statement
        is_price = one.dimension is Dimension.MONEY and one.is_one and len(divisors_of(one) or ()) == 1
        if not is_price or result.base != "元" or not result.is_one or divisors_of(result):
            continue
        if not _MADE.fullmatch(price.field.text[one.end : result.start]):
            continue
        found = _made_by_counts_above(price, total, text)
        if found:
            yield found


def _made_by_counts_above(price: Said, total: Said, text: Sequence[Said]) -> WrongResult | None:
    above = [said for said in text if said.statement.end <= price.statement.start][-_MOST_ABOVE:]
    items = [said for said in above if said.statement.sentence == price.statement.sentence]
    if any(reckoning_of(price, [said]) for said in items[-1:]):
        return None
    made = {reckoning.made: said for said in above if (reckoning := reckoning_of(price, [said]))}
    stated, room = total.statement.low, last_place_of(total)
    if total.statement.direction is Direction.ABOUT or any(abs(value - stated) < room for value in made):
        return None
    if len(made) > 1:
        made = {value: said for value, said in made.items() if _is_named_like(said, price)}
    slips = [(value, count) for value, count in made.items() if is_slip_of_digits(value, stated)]
    if len(slips) != 1 or leads_to([*items, price], total.statement):
        return None
    value, count = slips[0]
    return WrongResult(total, f"{price.words}×{count.words}", value, (price, count))


def _is_named_like(count: Said, price: Said) -> bool:
    """Tell whether a count is of what a price is for: 黑板灯648盏, 黑板灯每盏350元."""
    noun = noun_before(price.statement.before.partition("每")[0])
    return len(noun) > 1 and noun_before(count.statement.before).endswith(noun)


def wrong_item_totals(text: Sequence[Said]) -> Iterator[WrongResult]:
    """Give the sum below a list of one amount an item that these do not come to in any selection."""
    amounts = amounts_in(text)
    if len(amounts) <= _LEAST_ITEMS or not _GRAND.search(amounts[-1].statement.before):
        return
    *parts, total = amounts
    written = total.field.text
    by_item = [list(group) for _, group in groupby(parts, key=lambda said: said.statement.sentence)]
    is_alone = len(noun_before(total.statement.before)) <= _SHORT and not _OPEN.search(written)
    if not is_alone or any(said.statement.direction is Direction.ABOUT for said in amounts):
        return
    numbered = [each for each in _SEGMENT_ENDS.split(written) if _DIGIT.search(_YEAR.sub("", each))]
    if len(numbered) != len(by_item) + 1:
        return
    is_list = _LEAST_ITEMS <= len(by_item) <= _MOST_ITEMS and all(len(item) == 1 for item in by_item)
    if not is_list or total.statement.sentence == parts[-1].statement.sentence:
        return
    made = sum((said.statement.low for said in parts), Fraction(0))
    whole = total.statement.low
    is_near = total.field.key == "purpose" and abs(made - whole) <= whole * _NEAR
    if not is_near and not is_slip_of_digits(made, whole):
        return
    if not _is_any_sum([said.statement.low for said in parts], whole):
        yield WrongResult(total, "＋".join(said.words for said in parts), made, tuple(parts))


_SHORT = 3
_NEAR = Fraction(15, 100)
"""How far from its total a list may be that has all of its items: other texts may have the rest."""


def _is_any_sum(parts: Sequence[Fraction], whole: Fraction) -> bool:
    sums = {Fraction(0)}
    for part in parts:
        sums |= {made + part for made in sums}
        if len(sums) > _MOST_SUMS:
            return True
    return whole in sums
