"""Totals of groups that do something another number of times each: 23个站各12次，3个站各6次，合计294场次."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from pmgen.check.statements.comparing import PEOPLE, THINGS
from pmgen.check.statements.project_statements import Said
from pmgen.check.statements.reckonings import can_make
from pmgen.check.statements.statement import Direction, Statement
from pmgen.check.statements.wrong_result import WrongResult
from pmgen.late_pattern import late
from pmgen.model.units import Dimension, same_unit

_TOTAL = late("(?:合计|共计|总计|全[年部]共计?|一共|总共|共)[^，。；0-9]{0,6}\\Z")
_EACH = late("[各每][^，。；0-9]*\\Z")
_OPEN = late("其中|其余|其他|另|等|约|以上|左右|不少于|至少|上年|去年|每[^，。；]{0,8}每")
_COUNTED = PEOPLE | THINGS
_MADE = PEOPLE | THINGS | {Dimension.EVENTS}
_LEAST_GROUPS = 2


def wrong_group_totals(text: Sequence[Said]) -> Iterator[WrongResult]:
    """Give the totals right behind two or more groups, each of so many that have so many each."""
    if "各" not in text[0].field.text and "每" not in text[0].field.text:
        return
    for at, total in enumerate(text):
        if at < _LEAST_GROUPS * 2 or not _is_total(total.statement):
            continue
        groups = _groups_before(text[:at], total)
        if len(groups) < _LEAST_GROUPS or _OPEN.search(_words(groups, total)):
            continue
        made = sum((many.statement.low * each.statement.low for many, each in groups), Fraction(0))
        if made != total.statement.low:
            steps = "＋".join(f"{many.words}×{each.words}" for many, each in groups)
            factors = tuple(said for group in groups for said in group)
            yield WrongResult(total, steps, made, factors)


def _is_total(one: Statement) -> bool:
    return one.dimension in _MADE and _is_exact(one) and _TOTAL.search(one.before) is not None


def _is_exact(one: Statement) -> bool:
    return one.is_one and one.direction is Direction.EXACT and not one.each and not one.is_change


def _groups_before(before: Sequence[Said], total: Said) -> list[tuple[Said, Said]]:
    """Return the pairs of a count and what each has, one behind the other up to a total, in one sentence."""
    groups: list[tuple[Said, Said]] = []
    rest = list(before)
    while len(rest) > 1:
        many, each = rest[-2:]
        if not _is_group(many.statement, each.statement, total.statement):
            break
        if groups and not _is_alike(each.statement, groups[0][1].statement):
            break
        groups.insert(0, (many, each))
        del rest[-2:]
    if rest and groups and rest[-1].statement.sentence == total.statement.sentence:
        first = groups[0][0].statement
        return groups if rest[-1].statement.dimension is not first.dimension else []
    return groups


def _is_group(many: Statement, each: Statement, total: Statement) -> bool:
    is_of_sentence = many.sentence == each.sentence == total.sentence and each.clause - many.clause <= 1
    is_counted = many.dimension in _COUNTED and _is_exact(many) and not _EACH.search(many.before)
    is_of_each = _is_exact(each) and _EACH.search(each.before) is not None
    are_events = each.dimension is total.dimension is Dimension.EVENTS
    return is_of_sentence and is_counted and is_of_each and (are_events or can_make(each, total))


def _is_alike(one: Statement, other: Statement) -> bool:
    return same_unit(one.unit) == same_unit(other.unit)


def _words(groups: Sequence[tuple[Said, Said]], total: Said) -> str:
    return total.field.text[groups[0][0].statement.start : total.statement.end]
