"""Rounds of one contest or choice: those who come into the next one are not more than those before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pmgen.check.statements.project_statements import Said
from pmgen.check.statements.reckonings import divisors_of
from pmgen.check.statements.statement import Direction
from pmgen.check.wording.chinese_characters import HAN
from pmgen.late_pattern import late
from pmgen.model.units import same_unit

_ROUNDS = (
    (
        "报名|征集|海选",
        "初赛|初评|初审|预赛|初选|预选",
        "复赛|半决赛|复评|复审|复选",
        "(?<!半)决赛|终评|终审|终选",
    ),
    ("报名", "资格(?:初审|审查|审核)", "笔试", "面试", "体检", "考察", "录[用取]|聘用"),
    (
        "受理申请|申请|申报",
        "(?:审[核查批]|评审|初审|复审)(?:通过|合格)",
        "(?:发放|拨付|兑现)(?:补[助贴]|救助|资助|奖[补励])",
    ),
)
"""What comes one after the other, each with fewer of those before or as many."""
_COURSES = tuple(tuple(map(late, stages)) for stages in _ROUNDS)
_ANY_ROUND = late("赛|评|审|试|选")
_INTO = late(f"{HAN}{{0,6}}?(?:进入|晋级|挺进|参加|入围|通过|报名)(?P<round>{HAN}{{0,6}})")
_NAME = late(f"{HAN}{{0,12}}\\Z")
_APART = late(
    "组(?![织建委])|另|其[中余他]|每|各|分别|上[年届]|去年|往年|结转|连同|共|合计|累计|网络|线上|观众|评委|专家|直通|种子|免试|直接|外卡|复活|增补|批|[至到～~-][0-9]"
    "|分赛区|赛区|赛场|工作人员|志愿|奖"
)


@dataclass(frozen=True, slots=True)
class _InRound:
    """A number with the rounds, one of each course, that its clause says it is of; -1 for none."""

    said: Said
    stages: tuple[int, ...]


def more_in_the_next_round(text: Sequence[Said]) -> Iterator[tuple[Said, Said]]:
    """Give each number of a later round with the smaller one before, of which it is a part.

    经初赛选出60人进入复赛，再选出150人进入决赛.
    """
    if len(text) < _LEAST or not _ANY_ROUND.search(text[0].field.text):
        return
    found = [each for said in text if (each := _in_round(said))]
    for one, other in pairwise(found):
        if _is_next(one, other) and other.said.statement.low > one.said.statement.low:
            yield other.said, one.said


_LEAST = 2


def _in_round(said: Said) -> _InRound | None:
    one = said.statement
    if not one.is_one or divisors_of(one) or one.each:
        return None
    into, before = _INTO.match(one.behind), _NAME.search(one.before)
    words = into[0] if into else before[0] if before else ""
    stages = tuple(_last(course, words) for course in _COURSES)
    if max(stages) < 0:
        words = f"{before[0] if before else ''} {one.behind}"
        stages = tuple(_last(course, words) for course in _COURSES)
    return _InRound(said, stages) if max(stages) >= 0 else None


def _last(course: Sequence[re.Pattern[str]], words: str) -> int:
    return max((at for at, stage in enumerate(course) if stage.search(words)), default=-1)


def _is_next(one: _InRound, other: _InRound) -> bool:
    """Tell whether two numbers are of one kind, the second of a later round, and nobody comes in between."""
    first, second = one.said.statement, other.said.statement
    if first.sentence != second.sentence or same_unit(first.unit) != same_unit(second.unit):
        return False
    if first.direction in _OPEN or second.direction in (Direction.AT_MOST, Direction.ABOUT):
        return False
    between = one.said.field.text[first.start - len(first.before) : second.end + len(second.behind)]
    is_later = any(-1 < before < after for before, after in zip(one.stages, other.stages, strict=True))
    return is_later and not _APART.search(between)


_OPEN = (Direction.AT_LEAST, Direction.ABOUT)
