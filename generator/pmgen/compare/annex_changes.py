"""What a comparison says: every change of a field or an item, with old and new and where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Generic, NamedTuple, TypeVar

from pmgen.compare.record_facts import FieldName, Item
from pmgen.compare.record_pairing import Pair
from pmgen.model.records import Annex, Project
from pmgen.model.terms import AmountUnit
from pmgen.problems import SourcePlace

Thing = TypeVar("Thing", covariant=True)


class ChangeKind(Enum):
    """What happened.

    YEAR only went along with the budget year, WRITING is the same value written otherwise, and what is UNREAD
    could not be compared.
    """

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    MOVED = "moved"
    AMOUNT = "amount"
    VALUE = "value"
    UNIT = "unit"
    TEXT = "text"
    YEAR = "year"
    WRITING = "writing"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class ChangeSide:
    """One side of a change: the text as it stands, the unit of an amount, and where."""

    text: str
    place: SourcePlace | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `field` is None where the whole item is meant; what is absent on a side is None there.

    `percent` compares two numbers in comparable units, `points` two percentages; `same` tells of a new unit
    that the value behind it is the same after conversion.
    """

    kind: ChangeKind
    field: FieldName | None
    old: ChangeSide | None
    new: ChangeSide | None
    percent: Decimal | None = None
    points: Decimal | None = None
    same: bool = False


@dataclass(frozen=True, slots=True)
class ItemChanges(Generic[Thing]):
    """A goal, indicator or waiver that changed."""

    pair: Pair[Thing]
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class ProjectChanges:
    """A project on both sides or one, changed or not."""

    pair: Pair[Project]
    changes: tuple[Change, ...] = ()
    items: tuple[ItemChanges[Item], ...] = ()

    @property
    def count(self) -> int:
        """Return how many changes there are in the project."""
        return len(self.changes) + sum(len(item.changes) for item in self.items)

    def has(self, kind: ChangeKind) -> bool:
        """Tell whether the project itself was added, renamed and so on."""
        return any(change.kind is kind for change in self.changes if _is_of_project(change))


@dataclass(frozen=True, slots=True)
class BudgetSum:
    """The budget of a side; `missing` counts the projects that do not say their total."""

    amount: Decimal
    unit: AmountUnit
    projects: int
    missing: int


class Entry(NamedTuple):
    """A change with the project and the item that it belongs to; None where it is above them."""

    project: Pair[Project] | None
    item: Pair[Item] | None
    change: Change


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two annexes beside each other; `key` names the pair among several, by folder.

    Not whole where a file of a side could not be read: then the sums lack something.
    """

    key: str
    pair: Pair[Annex]
    changes: tuple[Change, ...]
    items: tuple[ItemChanges[Item], ...]
    projects: tuple[ProjectChanges, ...]
    old_sum: BudgetSum
    new_sum: BudgetSum
    is_whole: bool = True

    def entries(self) -> Iterator[Entry]:
        """Yield every change in order."""
        yield from (Entry(None, None, change) for change in self.changes)
        yield from (Entry(None, item.pair, change) for item in self.items for change in item.changes)
        for project in self.projects:
            yield from (Entry(project.pair, None, change) for change in project.changes)
            for item in project.items:
                yield from (Entry(project.pair, item.pair, change) for change in item.changes)

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing changed."""
        return next(self.entries(), None) is None

    def projects_that(self, kind: ChangeKind) -> int:
        """Return how many projects were added, removed, renamed and so on."""
        return sum(project.has(kind) for project in self.projects)


def _is_of_project(change: Change) -> bool:
    """Tell whether a change is about the project as such: all of it, its name or its order."""
    return change.field is None or change.field.english in ("name", "order")
