"""How many all courses of a year have room for, 12期，每期120人, beside the row of those who are to come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from pmgen.check.relations.rows.row_reckonings import WrongTarget
from pmgen.check.statements.project_statements import ProjectStatements, Promise, Said
from pmgen.check.statements.reckonings import divisors_of
from pmgen.check.statements.statement import Direction
from pmgen.late_pattern import late
from pmgen.model.units import Dimension, same_unit

_COURSES = frozenset(["期", "班", "场", "批", "批次", "期次", "班次"])
_WORK = late("培训|轮训|研修|集训|研学|讲座|宣讲|夏令营|进修|考试|竞赛|比赛|体验|参观|疗养|体检")
_OTHERS = late("合格|取证|获证|持证|结业|优秀|师资|教师|讲师|专家|教练|志愿|其中|骨干|每|工作人员")
_WHOLE = late("(?:全年|共|分|计划|累计)[^，。；]{0,8}\\Z")
_LEAST, _MOST = Fraction(1, 2), 2
"""How far all places may be from those who are planned, to be meant for them."""


def courses_against_rows(statements: ProjectStatements) -> Iterator[WrongTarget]:
    """Give the only row that plans who is trained where the only courses of the goals have other places."""
    courses = [pair for text in statements.plans for pair in pairwise(text) if _are_courses(*pair)]
    if len(courses) != 1 or sum(_is_of_a_course(said) for text in statements.plans for said in text) > 1:
        return
    count, each = courses[0]
    work = _WORK.search(count.statement.before)
    made = count.statement.low * each.statement.low
    rows = [row for row in statements.promises if work and _counts_people(row, work[0], each)]
    planned = [row for row in rows if _is_planned(row)]
    if len(planned) == 1 and _are_other(made, planned[0], rows) and _is_counted(count, statements.promises):
        yield WrongTarget(planned[0], ((count, each),), made)


def _is_of_a_course(said: Said) -> bool:
    words = {divisor.word for divisor in divisors_of(said.statement) or ()}
    return said.statement.dimension is Dimension.PERSONS and not words.isdisjoint(_COURSES)


def _are_courses(count: Said, each: Said) -> bool:
    """Tell whether two numbers are how often all year and how many each time: 全年举办12期，每期100人."""
    one, other = count.statement, each.statement
    divisors = divisors_of(other)
    is_each = divisors is not None and [divisor.word for divisor in divisors] == [one.unit]
    are_exact = one.direction is other.direction is Direction.EXACT and one.is_one and other.is_one
    is_next = one.sentence == other.sentence and other.clause - one.clause <= 1
    is_all = _WHOLE.search(one.before) is not None and divisors_of(one) == ()
    return one.unit in _COURSES and is_each and are_exact and is_next and is_all and _is_of_a_course(each)


def _counts_people(row: Promise, work: str, each: Said) -> bool:
    one, name = row.statement, row.indicator.name
    is_alike = one.is_one and same_unit(one.unit) == same_unit(each.statement.unit) and not one.per
    return is_alike and work in name and not _OTHERS.search(name) and one.direction is not Direction.AT_MOST


def _is_planned(row: Promise) -> bool:
    return row.statement.direction is Direction.EXACT or "计划" in row.indicator.name


def _are_other(made: Fraction, planned: Promise, rows: Sequence[Promise]) -> bool:
    stated = planned.statement.low
    is_near = stated * _LEAST < made < stated * _MOST
    is_enough = planned.statement.direction is Direction.AT_LEAST and made > stated
    return is_near and not is_enough and all(row.statement.low != made for row in rows)


def _is_counted(count: Said, promises: Sequence[Promise]) -> bool:
    """Tell whether a row has as many courses."""
    one = count.statement
    return any(row.statement.unit == one.unit and row.statement.low == one.low for row in promises)
