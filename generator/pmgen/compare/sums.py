"""The budgets of an annex added up and beside each other, exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from pmgen.compare.changes import Comparison, Kind, ProjectChanges, Sum
from pmgen.compare.values import percent
from pmgen.model.numeral import EXACT
from pmgen.model.records import Project
from pmgen.model.terms import AmountUnit


@dataclass(frozen=True, slots=True)
class Budget:
    """A budget on both sides in one unit; None where it is not said or there is none."""

    old: Decimal | None
    new: Decimal | None
    unit: AmountUnit

    @property
    def difference(self) -> Decimal:
        """Return by how much it grew; what is not there counts nothing."""
        return EXACT.subtract(self.new or Decimal(0), self.old or Decimal(0))

    @property
    def percent(self) -> Decimal | None:
        """Return by how much it grew in percent, where both sides say it."""
        return None if self.old is None or self.new is None else percent(self.old, self.new)


def sum_of(projects: Sequence[Project]) -> Sum:
    """Return the sum of the year's totals, in the unit that the projects have in common or else in 万元."""
    units = {project.funding.amount_unit for project in projects}
    unit = units.pop() if len(units) == 1 else AmountUnit.WAN
    stated = [amount for project in projects if (amount := _total(project, unit)) is not None]
    total = Decimal(0)
    for amount in stated:
        total = EXACT.add(total, amount)
    return Sum(total, unit, len(projects), len(projects) - len(stated))


def budget_of(comparison: Comparison) -> Budget:
    """Return the sums of both sides in one unit, that of the new side where it has projects."""
    old, new = comparison.old_sum, comparison.new_sum
    unit = new.unit if new.projects else old.unit
    return Budget(_converted(old.amount, old.unit, unit), _converted(new.amount, new.unit, unit), unit)


def budget_of_project(project: ProjectChanges, unit: AmountUnit) -> Budget:
    """Return the year's total of a project on both sides in a unit."""
    old, new = project.pair.old, project.pair.new
    return Budget(_total(old, unit) if old else None, _total(new, unit) if new else None, unit)


def changed_budgets(comparison: Comparison) -> list[tuple[ProjectChanges, Budget]]:
    """Return the projects whose total changed, what changed most first, in the unit of the sums.

    A project that could not be compared is not among them.
    """
    unit = budget_of(comparison).unit
    compared = [project for project in comparison.projects if not project.has(Kind.UNREAD)]
    budgets = [(project, budget_of_project(project, unit)) for project in compared]
    changed = [(project, budget) for project, budget in budgets if budget.old != budget.new]
    return sorted(changed, key=lambda each: -abs(each[1].difference))


def _total(project: Project, unit: AmountUnit) -> Decimal | None:
    amount = project.funding.annual.total
    return None if amount is None else _converted(amount.value, project.funding.amount_unit, unit)


def _converted(amount: Decimal, unit: AmountUnit, to: AmountUnit) -> Decimal:
    return amount if unit is to else EXACT.scaleb(amount, 4 if to is AmountUnit.YUAN else -4)
