"""A whole that is done in equal turns: 每班40学时，每天4学时，分10天上完."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pmgen.check.relations.amounts.price_products import WrongSum
from pmgen.check.statements.project_statements import Said
from pmgen.check.statements.reckonings import cancels, divisors_of
from pmgen.check.statements.statement import Direction
from pmgen.late_pattern import late
from pmgen.model.units import Dimension, same_unit

_EACH = late("[，,（(、]?(?:按|平均)?每(?:个)?[^，。；0-9每]{1,10}")
_TURNS = late("[，,）)、]?(?:计划|拟|共计?|分为?|分成|用|历时|连续|需要?|为期|集中|安排|合计){1,3}")
_LIMITS = late("[上下]午|其中|另|不含|最[多少后]|首|末|除")


def wrong_turns(text: Sequence[Said]) -> Iterator[WrongSum]:
    """Give the whole whose turns, so much each and so many, make another; the last turn may be shorter."""
    if "每" not in text[0].field.text:
        return
    for whole, second, third in zip(text, text[1:], text[2:], strict=False):
        is_next = _EACH.fullmatch(second.statement.before) is not None
        each, turns = (second, third) if is_next else (third, second)
        if not _are_one_statement(whole, each, turns):
            continue
        one, stated = each.statement.low, whole.statement.low
        most = one * turns.statement.low / (divisors_of(each.statement) or ())[0].factor
        if not most - one < stated <= most:
            yield WrongSum(whole, (each, turns), most, is_product=True)


def _are_one_statement(whole: Said, each: Said, turns: Said) -> bool:
    """Tell whether three numbers that stand side by side are a whole, one turn and the number of turns."""
    all_of_it, one, many = whole.statement, each.statement, turns.statement
    divisors = divisors_of(one) or ()
    are_alike = all_of_it.base == one.base and same_unit(all_of_it.unit) == same_unit(one.unit)
    if not are_alike or len(divisors) != 1 or one.dimension in (Dimension.RATIO, Dimension.MONEY):
        return False
    are_exact = all(each.is_one and each.direction is Direction.EXACT for each in (all_of_it, one, many))
    is_near = all_of_it.sentence == one.sentence == many.sentence and many.clause - all_of_it.clause <= _NEAR
    if not (are_exact and is_near and cancels(many, divisors[0])) or divisors[0].word in {
        divisor.word for divisor in divisors_of(all_of_it) or ()
    }:
        return False
    between = whole.field.text[all_of_it.end : max(one.end, many.end)]
    is_of_year = bool(one.each) and _OF_YEAR.search(all_of_it.before) is not None
    is_of_several = all_of_it.before.endswith(_OF_SEVERAL)
    is_whole = not (all_of_it.each or is_of_year or is_of_several) and divisors_of(all_of_it) is not None
    is_said = _EACH.fullmatch(one.before) is not None and _TURNS.fullmatch(many.before) is not None
    return is_whole and is_said and not _LIMITS.search(between)


_NEAR = 2
_OF_SEVERAL = ("各", "均", "各有", "均为")
"""What stands before a number that several have each: 72个村各5名，分6期，每期60名."""
_OF_YEAR = late("全年|年度|一年|累计|共计?|合计|总计")
"""Words of a year's number, which has its own arithmetic with so many each month."""
