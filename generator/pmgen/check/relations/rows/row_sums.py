"""Rows of a total beside the rows of its parts: 安装凸面镜总数 and 段店镇安装凸面镜, 庙岭镇安装凸面镜."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from pmgen.check.review_rule import without_note
from pmgen.check.statements.project_statements import Promise
from pmgen.check.statements.slips import is_slip_of_hand
from pmgen.check.statements.statement import Direction
from pmgen.late_pattern import late
from pmgen.model.units import Dimension

_TOTAL = late("总[人次户场件]*[数量](?:量)?\\Z|\\A(?:全年|年度|合计|总计)")
_HOW_MANY = late("(?:总?(?:人数|人次数?|户数|场次|次数|数量?|量))\\Z|\\A(?:全年|年度|合计|总计)")
_NO_COUNTS = (Dimension.RATIO, Dimension.TIME, Dimension.GRADE, Dimension.MONEY)
_LEAST_CORE, _LEAST_PARTS, _LONGEST_NAME = 4, 3, 6


class WrongTotal(NamedTuple):
    """A row of a total with the rows of its parts, and what these make."""

    total: Promise
    parts: Sequence[Promise]
    made: Fraction


def wrong_row_totals(promises: Sequence[Promise]) -> Iterator[WrongTotal]:
    """Give the totals that rows with their name behind that of a part make but for a slip."""
    for total in promises:
        name = without_note(total.indicator.name)
        core = _HOW_MANY.sub("", name)
        if not _TOTAL.search(name) or len(core) < _LEAST_CORE or not _is_clear(total):
            continue
        parts = [each for each in promises if _is_part(each, total, core)]
        made = sum((part.statement.low for part in parts), Fraction(0))
        is_whole = made.denominator == 1 and len(parts) >= _LEAST_PARTS
        if is_whole and is_slip_of_hand(total.statement.low, made):
            yield WrongTotal(total, parts, made)


def _is_clear(promise: Promise) -> bool:
    one = promise.statement
    is_plain = one.is_one and not one.per and not one.each and one.direction is not Direction.AT_MOST
    return is_plain and one.dimension not in _NO_COUNTS


def _is_part(part: Promise, total: Promise, core: str) -> bool:
    """Tell whether a row counts what another does, for one that its name begins with."""
    name = _HOW_MANY.sub("", without_note(part.indicator.name))
    is_of_one = name.endswith(core) and 0 < len(name) - len(core) <= _LONGEST_NAME
    return is_of_one and _is_clear(part) and part.statement.base == total.statement.base
