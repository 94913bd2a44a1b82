"""Compare: what changed between two annexes, by project, indicator and field; records in, records out."""

from pmgen.compare.changes import Change, Comparison, ItemChanges, Kind, ProjectChanges, Side, Sum
from pmgen.compare.comparing import Edition, compare_annexes, compare_folders
from pmgen.compare.facts import Fact, FieldName, facts_of
from pmgen.compare.matching import Pair
from pmgen.compare.sums import Budget, budget_of, budget_of_project, changed_budgets

__all__ = [
    "Budget",
    "Change",
    "Comparison",
    "Edition",
    "Fact",
    "FieldName",
    "ItemChanges",
    "Kind",
    "Pair",
    "ProjectChanges",
    "Side",
    "Sum",
    "budget_of",
    "budget_of_project",
    "changed_budgets",
    "compare_annexes",
    "compare_folders",
    "facts_of",
]
