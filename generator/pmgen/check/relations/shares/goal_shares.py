"""Rates of rows beside how many of how many a goal plans: 6500人，为其中5200人体检, and 体检率 ≥85%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import groupby

from pmgen.check.relations.rows.row_reckonings import WrongTarget
from pmgen.check.review_rule import without_note
from pmgen.check.statements.project_statements import ProjectStatements, Promise, Said
from pmgen.check.statements.reckonings import divisors_of
from pmgen.check.statements.statement import Direction
from pmgen.check.wording.chinese_characters import HAN
from pmgen.check.wording.name_words import MEASURES, pairs_of
from pmgen.late_pattern import late
from pmgen.model.units import Dimension, same_unit

_RATE = late(f"(?P<of>{HAN}{{2,20}}?)(?:覆盖|占)?(?:率|比例)\\Z")
_ALL_THERE_ARE = late(
    "现有|共有|总数|总共|在册|登记|辖区|应|需|摸排|排查出|全[区县市镇乡旗省校]|(?<!另)有\\Z"
)
_NOT_ALL_OF_IT = late("累计|分年|上年|去年|往年|已|原|逐年|三年|其余|剩余|另|约|左右|除|新增")
_MOSTLY = 0.8
_LEAST_OF_ALL = 10


def rates_against_goals(statements: ProjectStatements) -> Iterator[WrongTarget]:
    """Give the rates that so many of so many in a goal make otherwise.

    The sentence has these two numbers in their unit alone, and all that the rate is called for.
    """
    rows = [(each, match) for each in statements.promises if (match := _rate(each))]
    for text in statements.plans if rows else ():
        for _, group in groupby(text, key=lambda said: said.statement.sentence):
            sentence = list(group)
            for part, whole in _parts_and_wholes(sentence):
                words = whole.sentence
                for promise, match in rows:
                    made = part.statement.low / whole.statement.low
                    if _is_named(match["of"], words) and _is_other(made, whole, promise):
                        named = f"{part.words}÷{whole.words}"
                        yield WrongTarget(promise, ((part,), (whole,)), made, words=named)


def _rate(promise: Promise) -> re.Match[str] | None:
    one = promise.statement
    is_share = one.dimension is Dimension.RATIO and one.is_one and one.low != 1 and not one.is_change
    match = _RATE.search(without_note(promise.indicator.name)) if is_share else None
    return match if match and match["of"][-2:] not in MEASURES - _WORK else None


_WORK = frozenset(["培训", "服务", "管理"])


def _parts_and_wholes(sentence: Sequence[Said]) -> Iterator[tuple[Said, Said]]:
    """Give the only part with its whole for each unit in which a sentence has just these two numbers."""
    by_unit: dict[str, list[Said]] = {}
    for said in sentence:
        by_unit.setdefault(same_unit(said.statement.unit), []).append(said)
    for alike in by_unit.values():
        if len(alike) != 2 or not all(map(_is_clear, alike)):
            continue
        whole, part = alike
        is_less = part.statement.low < whole.statement.low >= _LEAST_OF_ALL
        if is_less and _ALL_THERE_ARE.search(whole.statement.before) and not _is_of_other_years(whole):
            yield part, whole


def _is_of_other_years(said: Said) -> bool:
    return _NOT_ALL_OF_IT.search(said.sentence) is not None


def _is_clear(said: Said) -> bool:
    one = said.statement
    is_counted = one.dimension not in (Dimension.MONEY, Dimension.RATIO, Dimension.TIME, Dimension.GRADE)
    is_exact = one.is_one and one.direction is Direction.EXACT and not one.is_change
    return is_counted and is_exact and not one.each and divisors_of(one) == ()


def _is_named(of: str, words: str) -> bool:
    """Tell whether a sentence has the last word of what a rate is called for, and nearly all others."""
    pairs, letters = pairs_of(of), frozenset(words)
    covered = sum(letters.issuperset(pair) for pair in pairs)
    return of[-2:] in words and len(pairs) > 1 and covered >= _MOSTLY * len(pairs)


def _is_other(made: Fraction, whole: Said, promise: Promise) -> bool:
    """Tell whether a rate is another than the counts make, by more than one of them or a rounded percent."""
    one = promise.statement
    room = max(1 / whole.statement.low, Fraction(1, 100))
    if abs(made - one.low) < room:
        return False
    if one.direction is Direction.AT_LEAST:
        return made < one.low
    return made > one.low if one.direction is Direction.AT_MOST else True
