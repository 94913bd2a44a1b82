"""Rates of rows beside how many of how many their text asks for: 调查500人，知晓不少于425人 for ≥85%."""

from __future__ import annotations

from collections.abc import Iterator

from pmgen.check.relations.rows.row_reckonings import WrongTarget, is_near
from pmgen.check.review_rule import without_note
from pmgen.check.statements.explanations import leads_to_target
from pmgen.check.statements.project_statements import ProjectStatements, Promise, said_in
from pmgen.check.statements.reckonings import divisors_of
from pmgen.check.statements.same_subject import noun_before
from pmgen.check.statements.statement import Direction, Statement
from pmgen.model.units import Dimension, same_unit

_FIELDS = frozenset(["description", "remark", "basis_note"])
_OTHER = ("上年", "去年", "上一年", "往年", "基数", "减少", "下降")


def rates_of_counts(statements: ProjectStatements) -> Iterator[WrongTarget]:
    """Give the rows of at least a share, whose text asks for at least so many of all, which is another.

    Where it says how many it will be, 产仔35只，成活28只, only less than the share contradicts it.
    """
    rows = {
        id(each.indicator): each
        for each in statements.promises
        if each.statement.unit == "%" and each.statement.direction is not Direction.AT_MOST
    }
    for field in statements.reviewed.texts if rows else ():
        promise = rows.get(id(field.indicator)) if field.key in _FIELDS else None
        if promise is None or any(word in field.text for word in _OTHER):
            continue
        said = [each for each in said_in(field) if each.statement.dimension is not Dimension.TIME]
        if len(said) != 2 or not _are_all_and_some(said[0].statement, said[1].statement):
            continue
        made = said[1].statement.low / said[0].statement.low
        is_asked = said[1].statement.direction is Direction.AT_LEAST
        if not is_asked and not (_is_named(said[1].statement, promise) and made < promise.statement.low):
            continue
        one_more = 1 / said[0].statement.low
        is_of_all = promise.statement.low == 1
        is_rounded = is_near(made, promise) or abs(made - promise.statement.low) <= (not is_of_all) * one_more
        if not is_rounded and not leads_to_target(said, promise):
            words = f"{said[1].words}÷{said[0].words}"
            yield WrongTarget(promise, ((said[1],), (said[0],)), made, words=words)


def _are_all_and_some(whole: Statement, some: Statement) -> bool:
    are_alike = whole.base == some.base and same_unit(whole.unit) == same_unit(some.unit)
    are_clear = whole.is_one and some.is_one and _are_of_one_time(whole, some)
    is_asked = whole.direction is Direction.EXACT and some.direction in (Direction.EXACT, Direction.AT_LEAST)
    return are_alike and are_clear and is_asked and whole.low > some.low > 0


_STEM, _SHORT = 2, 4


def _is_named(some: Statement, promise: Promise) -> bool:
    """Tell whether what was done with some is what the rate is called for: 成活28只 of 成活率."""
    rate = without_note(promise.indicator.name)
    stem, before = rate.removesuffix("率")[-_STEM:], noun_before(some.before)
    return (
        rate.endswith("率")
        and len(stem) == _STEM
        and (before.endswith(stem) or (before.startswith(stem) and len(before) <= _SHORT))
    )


def _are_of_one_time(whole: Statement, some: Statement) -> bool:
    """Tell whether two counts are of all, or both of each month: 月均入住套数占216套，月均入住不少于195套."""
    if not divisors_of(whole) and not divisors_of(some):
        return not whole.each
    return bool(whole.each) and whole.each == some.each and divisors_of(whole) == divisors_of(some)
