"""Limits of time that only a goal or only a row has, paired by their work: 48小时内处理, 处理用时 ≤72小时."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pmgen.check.statements.project_statements import ProjectStatements, Promise, Said
from pmgen.check.statements.sentence_bounds import sentence_end, sentence_start
from pmgen.check.statements.statement import Direction
from pmgen.check.wording.name_words import topic_pairs
from pmgen.late_pattern import late
from pmgen.model.terms import Category, Horizon
from pmgen.model.units import Dimension

_WITHIN = late("之?内|以内")
_TIMES = late("(?:时间|时限|时长|期限|用时|时效|天数|时点|周期)")
_AFTER = late("后(?!续|期|勤)")
_MARKS = "，。；;\n"
_ALIKE, _ALIKE_ALONE, _NEARLY_ALL = 0.5, 0.3, 0.75
_ACT, _GAP = 2, " "
_ENDS = late("(?:之?内|以内)?(?:全部)?(?:完成|做完|办[结完]|到位|完毕|结束|$|[，。；])")


def limits_left(statements: ProjectStatements) -> Iterator[tuple[Said, Promise]]:
    """Give the limits of goals that no row has, with the only row of their work that no goal has."""
    rows = [each for each in statements.promises if _is_limit(each)]
    said = [each for text in statements.plans for each in text if _is_time(each)] if rows else []
    left = [row for row in rows if not any(_are_same(row, each) for each in said)]
    free = [each for each in said if _is_said_limit(each) and not any(_are_same(row, each) for row in rows)]
    are_last = len(left) == 1 == len({each.statement.low for each in free})
    for row in left:
        alike = [each for each in free if _is_alike(row, each, said, are_last=are_last)]
        lows = {each.statement.low for each in alike}
        others = [each for each in rows if each is not row]
        if len(lows) == 1 and not any(
            _likeness(other, alike[0], said) >= _likeness(row, alike[0], said) for other in others
        ):
            yield alike[0], row


def _is_limit(row: Promise) -> bool:
    one = row.statement
    is_time = one.dimension is Dimension.TIME and one.direction is Direction.AT_MOST and one.is_one
    return is_time and row.indicator.base is Category.TIMELINESS


def _is_time(said: Said) -> bool:
    return said.statement.dimension is Dimension.TIME and said.statement.is_one


def _is_said_limit(said: Said) -> bool:
    goal = said.field.goal
    is_of_year = goal is not None and goal.horizon is Horizon.ANNUAL and said.field.key == "text"
    return is_of_year and _WITHIN.match(said.field.text, said.statement.end) is not None


def _are_same(row: Promise, said: Said) -> bool:
    return row.statement.low == said.statement.low and row.statement.base == said.statement.base


def _is_alike(row: Promise, said: Said, every: Sequence[Said], *, are_last: bool) -> bool:
    if row.statement.base != said.statement.base:
        return False
    likeness = _likeness(row, said, every)
    if not _has_its_act(row, said, every):
        return likeness >= _NEARLY_ALL
    return likeness >= (_ALIKE_ALONE if are_last else _ALIKE)


def _has_its_act(row: Promise, said: Said, every: Sequence[Said]) -> bool:
    """Tell whether what a row says is done stands behind a limit, or before one behind which it only ends."""
    act = _TIMES.sub("", row.indicator.name)[-_ACT:]
    before, _, behind = _words(said, every).partition(_GAP)
    return act in behind or (act in before and _ENDS.match(behind) is not None)


def _likeness(row: Promise, said: Said, every: Sequence[Said]) -> float:
    """Return how much of the topic of a row stands before and right behind a limit, in its sentence."""
    name = _AFTER.sub(" ", _TIMES.sub(" ", row.indicator.name))
    pairs = topic_pairs(name)
    words = _words(said, every)
    places = {at for at in range(len(name) - 1) if name[at : at + 2] in pairs}
    found = {at for at in places if name[at : at + 2] in words}
    every_place = {each for at in places for each in (at, at + 1)}
    return len({each for at in found for each in (at, at + 1)}) / len(every_place) if every_place else 0.0


def _words(said: Said, every: Sequence[Said]) -> str:
    text, start, end = said.field.text, said.statement.start, said.statement.end
    before = [each.statement.end for each in every if each.field is said.field and each.statement.end < start]
    begin = max([sentence_start(text, start), *before])
    return f"{text[begin:start]}{_GAP}{text[end : sentence_end(text, end, _MARKS)]}"
