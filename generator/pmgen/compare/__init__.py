"""Compare: what changed between two annexes, by project, indicator and field; records in, records out."""

from pmgen.compare.annex_changes import (
    BudgetSum,
    Change,
    ChangeKind,
    ChangeSide,
    Comparison,
    ItemChanges,
    ProjectChanges,
)
from pmgen.compare.annex_comparison import (
    Budget,
    Edition,
    budget_of,
    budget_of_project,
    changed_budgets,
    compare_annexes,
    compare_folders,
)
from pmgen.compare.record_facts import Fact, FieldName, facts_of
from pmgen.compare.record_pairing import Pair

__all__ = [
    "Budget",
    "BudgetSum",
    "Change",
    "ChangeKind",
    "ChangeSide",
    "Comparison",
    "Edition",
    "Fact",
    "FieldName",
    "ItemChanges",
    "Pair",
    "ProjectChanges",
    "budget_of",
    "budget_of_project",
    "changed_budgets",
    "compare_annexes",
    "compare_folders",
    "facts_of",
]
