"""The budgets of an annex added up, exactly."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from pmgen.compare.changes import Sum
from pmgen.compare.targets import EXACT, amount_in_yuan
from pmgen.model.records import Project
from pmgen.model.terms import AmountUnit


def sum_of(projects: Sequence[Project]) -> Sum:
    """Return the sum of the year's totals, in the unit that the projects have in common or else in 万元."""
    units = {project.funding.amount_unit for project in projects}
    unit = units.pop() if len(units) == 1 else AmountUnit.WAN
    total, missing = Decimal(0), 0
    for project in projects:
        amount = project.funding.annual.total
        if amount is None:
            missing += 1
        elif project.funding.amount_unit is unit:
            total = EXACT.add(total, amount.value)
        else:
            yuan = amount_in_yuan(amount, project.funding.amount_unit)
            total = EXACT.add(total, yuan if unit is AmountUnit.YUAN else EXACT.scaleb(yuan, -4))
    return Sum(total, unit, len(projects), missing)
