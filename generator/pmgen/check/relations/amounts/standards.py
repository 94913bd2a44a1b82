"""Costs whose row says what each gets, 每名兽医每月的补助标准, and whose target is what all of them get."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from pmgen.check.review_rule import ReviewedProject
from pmgen.late_pattern import late
from pmgen.model.money import in_yuan
from pmgen.model.records import Indicator
from pmgen.model.targets import Number
from pmgen.model.terms import Category

_OF_EACH = late(
    "(?:反映|指|按照?|对|为)?(?:每(?![年月周日天季旬半期批次场])|[人户亩]均|单[个台套人户名件])[^，。；0-9]{1,24}"
    "(?:标准|单价|价格|限额|上限|费用?|成本|补[助贴]|津贴|报酬|造价)(?:情况)?[。]?"
)
_OF_A_PERSON = late(
    "每(?:一|个)?[名位人](?P<who>[^，。；]{0,12}?)(?:每|/|·)(?:个|一)?(?P<time>月|天|日|课时|学时|小时|次|场|[夜白早晚]?班)"
)
_MOST = {"月": Decimal(50_000)}
_MOST_A_TIME = Decimal(20_000)
"""What one person gets at most, each month or each time, in 元: more of it is what all of them get."""
_LEAST_ROWS = 2


class TotalOfStandard(NamedTuple):
    """A cost that is one of all, and the words of its description that are of each."""

    indicator: Indicator
    words: str


def totals_under_standards(reviewed: ReviewedProject) -> Iterator[TotalOfStandard]:
    """Give the costs that are described as those of each, and are too much for one or make up the budget."""
    costs = reviewed.costs
    totals = {id(each.indicator): each for each in costs.totals} if costs else {}
    makes_budget = costs is not None and len(totals) >= _LEAST_ROWS and costs.sum == costs.budget
    for indicator in reviewed.of(Category.COST):
        total, words, target = totals.get(id(indicator)), indicator.description or "", indicator.target
        if not isinstance(target, Number) or not _OF_EACH.fullmatch(words):
            continue
        yuan = in_yuan(target.number.value, target.unit, colloquial=True)
        if yuan is not None and ((makes_budget and total is not None) or yuan > _most_for_one(words)):
            yield TotalOfStandard(indicator, words)


def _most_for_one(words: str) -> Decimal:
    match = _OF_A_PERSON.search(words)
    return _MOST.get(match["time"], _MOST_A_TIME) if match else Decimal("Infinity")
