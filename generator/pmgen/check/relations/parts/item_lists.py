"""What a price makes of a count that stands in an item above it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pmgen.check.statements.explanations import leads_to
from pmgen.check.statements.project_statements import Said
from pmgen.check.statements.reckonings import divisors_of, reckoning_of
from pmgen.check.statements.same_subject import noun_before
from pmgen.check.statements.slips import is_slip_of_digits
from pmgen.check.statements.statement import Direction
from pmgen.check.statements.wrong_result import WrongResult, last_place_of
from pmgen.late_pattern import late
from pmgen.model.units import Dimension

_MADE = late("[，,]?(?:小计|合计|共计|共需?|总计|计|需)(?:资金|经费|费用|金额)?(?:为|约)?")
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
