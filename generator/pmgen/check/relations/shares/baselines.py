"""Last year's results in the notes of a row, beside the target that is to be better."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pmgen.check.review_rule import without_note
from pmgen.check.statements.project_statements import ProjectStatements, Promise, Said, said_in
from pmgen.check.statements.statement import Direction
from pmgen.check.wording.chinese_characters import HAN
from pmgen.late_pattern import late
from pmgen.model.terms import Category
from pmgen.model.units import Dimension

_LAST_YEAR = "上一?年度?|去年|前一年度?|上一年度?"
_RESULT = (
    "(?:全年|年底|年末|底|末|的|实际|监测|调查|测评|统计|抽样|抽查|检测|完成|执行|实现|结果|数据|数值|数|水平|值|基数|现状|该项|本项|指标"
    "|考核|发生|查处|受理|平均|已|为|是|达到?|[:：])*+"
)
_FIELDS = frozenset(["description", "remark", "basis_note"])
_WITH_A_PRICE = frozenset([Category.COST, Category.QUANTITY])
_MEASURED = frozenset(
    [Dimension.RATIO, Dimension.EVENTS, Dimension.TIME, Dimension.THINGS, Dimension.PERSONS]
)


@dataclass(frozen=True, slots=True)
class FallsBehind:
    """A target that is worse than the result of the year before."""

    said: Said
    promise: Promise


def targets_behind(statements: ProjectStatements) -> Iterator[FallsBehind]:
    """Give the targets, none of money or output, that last year's result in their row has surpassed."""
    year = statements.reviewed.annex.fiscal_year
    last = f"{_LAST_YEAR}|{year - 1}年度?" if year else _LAST_YEAR
    known = late(last)
    rows = {
        id(each.indicator): each
        for each in statements.promises
        if each.indicator.base not in _WITH_A_PRICE and each.statement.dimension in _MEASURED
    }
    for field in statements.reviewed.texts:
        promise = rows.get(id(field.indicator)) if field.indicator is not None else None
        if promise is None or field.key not in _FIELDS or not known.search(field.text):
            continue
        name = re.escape(without_note(promise.indicator.name))
        of_last_year = late(f"(?:{last})(?:{HAN}{{0,6}}(?={name}))?(?:{name})?{_RESULT}")
        found = [said for said in said_in(field) if of_last_year.fullmatch(said.statement.before)]
        if len(found) == 1 and _is_behind(promise, found[0]):
            yield FallsBehind(found[0], promise)


def _is_behind(promise: Promise, said: Said) -> bool:
    target, result = promise.statement, said.statement
    if target.base != result.base or target.dimension is not result.dimension or target.per != result.per:
        return False
    if not (target.is_one and result.is_one) or result.is_change or result.direction is not Direction.EXACT:
        return False
    if target.direction is Direction.AT_MOST:
        return target.low > result.low
    return target.direction is Direction.AT_LEAST and target.low < result.low
