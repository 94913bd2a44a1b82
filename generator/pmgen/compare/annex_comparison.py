"""Two annexes beside each other, or two folders of them: every change, and the budgets added up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from pmgen.compare.annex_changes import (
    BudgetSum,
    Change,
    ChangeKind,
    ChangeSide,
    Comparison,
    ItemChanges,
    ProjectChanges,
)
from pmgen.compare.field_comparison import compare_facts, goals_change, percent, with_years, years_between
from pmgen.compare.record_facts import Fact, FieldName, Item, Record, facts_of, name_of
from pmgen.compare.record_pairing import (
    Key,
    Pair,
    annex_likeness,
    moved,
    pair_goals,
    pair_indicators,
    pair_projects,
    pair_up,
    pair_waivers,
)
from pmgen.model.money import add, in_unit
from pmgen.model.numerals import EXACT
from pmgen.model.records import Annex, Goal, Project
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


def sum_of(projects: Sequence[Project]) -> BudgetSum:
    """Return the sum of the year's totals, in the unit that the projects have in common or else in 万元."""
    units = {project.funding.amount_unit for project in projects}
    unit = units.pop() if len(units) == 1 else AmountUnit.WAN
    stated = [amount for project in projects if (amount := _total(project, unit)) is not None]
    return BudgetSum(add(stated), unit, len(projects), len(projects) - len(stated))


def budget_of(comparison: Comparison) -> Budget:
    """Return the sums of both sides in one unit, that of the new side where it has projects."""
    old, new = comparison.old_sum, comparison.new_sum
    unit = new.unit if new.projects else old.unit
    return Budget(in_unit(old.amount, old.unit, unit), in_unit(new.amount, new.unit, unit), unit)


def budget_of_project(project: ProjectChanges, unit: AmountUnit) -> Budget:
    """Return the year's total of a project on both sides in a unit."""
    old, new = project.pair.old, project.pair.new
    return Budget(_total(old, unit) if old else None, _total(new, unit) if new else None, unit)


def changed_budgets(comparison: Comparison) -> list[tuple[ProjectChanges, Budget]]:
    """Return the projects whose total changed, what changed most first, in the unit of the sums.

    A project that could not be compared is not among them.
    """
    unit = budget_of(comparison).unit
    compared = [project for project in comparison.projects if not project.has(ChangeKind.UNREAD)]
    budgets = [(project, budget_of_project(project, unit)) for project in compared]
    changed = [(project, budget) for project, budget in budgets if budget.old != budget.new]
    return sorted(changed, key=lambda each: -abs(each[1].difference))


def _total(project: Project, unit: AmountUnit) -> Decimal | None:
    amount = project.funding.annual.total
    return None if amount is None else in_unit(amount.value, project.funding.amount_unit, unit)


T = TypeVar("T", bound=Record)
Own = TypeVar("Own", bound=Item)

_ORDER = FieldName("order", "次序")
_HORIZON = FieldName("horizon", "目标期限")
_OF_ANNEX = {"funding.amount_unit": "amount_unit"}
"""Facts of a project that an annex gives under another path; all others have the same."""


@dataclass(frozen=True, slots=True)
class Edition:
    """An annex of one side; `key` is its folder below what is compared.

    Not whole where a file of it could not be read; `annex` is None where none could, or it is not there.
    """

    key: str
    annex: Annex | None
    is_whole: bool = True


def compare_annexes(old: Annex, new: Annex) -> Comparison:
    """Return what changed from `old` to `new`."""
    return _compared(Edition("", old), Edition("", new))


def compare_folders(
    old: Sequence[Edition], new: Sequence[Edition], *, one_project: bool = False
) -> tuple[Comparison, ...]:
    """Return what changed in several annexes, paired by key, by the folder's name, and then by likeness.

    One annex on each side is a pair whatever it is called, and so is `one_project` of each.
    """
    if len(old) == len(new) == 1:
        return (_compared(old[0], new[0], one_project),)
    keys: tuple[Key[Edition], ...] = (lambda edition: edition.key, _folder_name)
    pairs = pair_up(old, new, keys, _likeness)
    # What has no partner may be what could not be read on the other side: then nobody can say that it is new.
    is_old_known = all(pair.new or (pair.old and pair.old.annex) for pair in pairs)
    is_new_known = all(pair.old or (pair.new and pair.new.annex) for pair in pairs)
    return tuple(
        _compared(
            pair.old or Edition(pair.item.key, None, is_old_known),
            pair.new or Edition(pair.item.key, None, is_new_known),
        )
        for pair in pairs
    )


def _folder_name(edition: Edition) -> str:
    return edition.annex.id if edition.annex else edition.key.rpartition("/")[2]


def _likeness(old: Edition, new: Edition) -> Fraction:
    return annex_likeness(old.annex, new.annex) if old.annex and new.annex else Fraction()


def _compared(old: Edition, new: Edition, one_project: bool = False) -> Comparison:
    pair = Pair(old.annex, new.annex)
    own, items = _of_annexes(pair, old, new)
    projects: tuple[ProjectChanges, ...] = ()
    if not any(change.kind is ChangeKind.UNREAD for change in own):
        projects = tuple(
            _projects(pair, _AnnexFacts.by(pair, own), (old.is_whole, new.is_whole), one_project)
        )
    every = [*own, *(change for project in projects for change in project.changes)]
    return Comparison(
        key=new.key or old.key,
        pair=pair,
        changes=tuple(_unit_explained(own, every)),
        items=items,
        projects=projects,
        old_sum=sum_of([project.pair.old for project in projects if project.pair.old]),
        new_sum=sum_of([project.pair.new for project in projects if project.pair.new]),
        is_whole=old.is_whole and new.is_whole,
    )


def _of_annexes(
    pair: Pair[Annex], old: Edition, new: Edition
) -> tuple[list[Change], tuple[ItemChanges[Item], ...]]:
    """Return what changed in the annexes themselves, or that there is one on one side only."""
    if pair.old and pair.new:
        items = _changed_items(pair_waivers(pair.old.waivers, pair.new.waivers))
        return [*compare_facts(facts_of(pair.old), facts_of(pair.new))], tuple(items)
    absence = _absence(pair, old.is_whole, new.is_whole)
    is_unread = any(side.annex is None and not side.is_whole for side in (old, new))
    return [replace(absence, kind=ChangeKind.UNREAD) if is_unread else absence], ()


def _projects(
    annexes: Pair[Annex], told: _AnnexFacts, whole: tuple[bool, bool], one_project: bool
) -> Iterator[ProjectChanges]:
    old, new = (annex.projects if annex else () for annex in (annexes.old, annexes.new))
    departments = [annex and annex.whole_department for annex in (annexes.old, annexes.new)]
    is_one = all(departments) or (one_project and old and new)
    pairs = (Pair(old[0], new[0], was=1, now=1),) if is_one else pair_projects(old, new)
    for pair, changes in _pair_changes(pairs, told.changes_of, *whole):
        yield _project(pair, changes, years_between(pair, annexes))


def _project(pair: Pair[Project], changes: Sequence[Change], years: int) -> ProjectChanges:
    if pair.old is None or pair.new is None:
        return ProjectChanges(pair, tuple(changes))
    goals = pair_goals(pair.old.goals, pair.new.goals)
    indicators = pair_indicators(pair.old.indicators, pair.new.indicators)
    items: tuple[ItemChanges[Item], ...] = (
        *_changed_items(goals, _horizon_change),
        *_changed_items(indicators, lambda both: goals_change(both, pair, goals)),
        *_changed_items(pair_waivers(pair.old.waivers, pair.new.waivers)),
    )
    return ProjectChanges(
        pair,
        with_years(_unit_explained(changes, changes), years),
        tuple(replace(item, changes=with_years(item.changes, years)) for item in items),
    )


@dataclass(frozen=True, slots=True)
class _AnnexFacts:
    """What the annexes say for all their projects; `paths` are the fields of it that changed."""

    old: Mapping[str, Fact]
    new: Mapping[str, Fact]
    paths: frozenset[str]

    @classmethod
    def by(cls, annexes: Pair[Annex], changes: Iterable[Change]) -> _AnnexFacts:
        """Return what two annexes say, given their own changes."""
        old, new = (facts_of(annex) if annex else {} for annex in (annexes.old, annexes.new))
        return cls(old, new, frozenset(change.field.english for change in changes if change.field))

    def changes_of(self, pair: Pair[Project]) -> list[Change]:
        """Return what changed in the facts of a project, but for what the annex says for all of them."""
        assert pair.old and pair.new
        old, new = facts_of(pair.old), facts_of(pair.new)
        return [change for change in compare_facts(old, new) if not self._has(change.field, old, new)]

    def _has(self, field: FieldName | None, old: Mapping[str, Fact], new: Mapping[str, Fact]) -> bool:
        path = field.english if field else ""
        above = _OF_ANNEX.get(path, path)
        if above not in self.paths:
            return False
        return old[path].value == self.old[above].value and new[path].value == self.new[above].value


def _horizon_change(pair: Pair[Goal]) -> Iterator[Change]:
    old, new = pair.old, pair.new
    if old and new and old.horizon is not new.horizon:
        yield Change(
            ChangeKind.MOVED, _HORIZON, _side(old, old.horizon.chinese), _side(new, new.horizon.chinese)
        )


def _nothing_more(pair: Pair[Own]) -> Iterator[Change]:
    return iter(())


def _changed_items(
    pairs: Sequence[Pair[Own]], more: Callable[[Pair[Own]], Iterable[Change]] = _nothing_more
) -> Iterator[ItemChanges[Own]]:
    """Yield the items that changed; `more` finds what no single field of them says."""

    def changes_of(pair: Pair[Own]) -> list[Change]:
        return [*compare_facts(_own_facts(pair.old), _own_facts(pair.new)), *more(pair)]

    for pair, changes in _pair_changes(pairs, changes_of):
        if changes:
            yield ItemChanges(pair, tuple(changes))


def _own_facts(item: Item | None) -> dict[str, Fact]:
    """Return the facts that mean the same by themselves on either side: names of goals do not."""
    return {path: fact for path, fact in facts_of(item).items() if path != "goals"} if item else {}


def _pair_changes(
    pairs: Sequence[Pair[T]],
    changes_of: Callable[[Pair[T]], list[Change]],
    is_old_whole: bool = True,
    is_new_whole: bool = True,
) -> Iterator[tuple[Pair[T], list[Change]]]:
    """Yield each pair with its changes, its order among those that stayed where they belong included."""
    found = [
        (pair, changes_of(pair) if pair.old and pair.new else [_absence(pair, is_old_whole, is_new_whole)])
        for pair in pairs
    ]
    settled = [pair.was for pair, changes in found if pair.old and pair.new and not _has_moved(changes)]
    gone = moved(settled)
    for pair, changes in found:
        yield pair, [*changes, _order_change(pair)] if pair.was in gone and pair.now else changes


def _has_moved(changes: Iterable[Change]) -> bool:
    return any(change.kind is ChangeKind.MOVED for change in changes)


def _absence(pair: Pair[Annex] | Pair[T], is_old_whole: bool, is_new_whole: bool) -> Change:
    """Return the change of what stands on one side only; unknown where the other side was not all read."""
    old = _side(pair.old, name_of(pair.old)) if pair.old else None
    new = _side(pair.new, name_of(pair.new)) if pair.new else None
    if old is None:
        return Change(ChangeKind.ADDED if is_old_whole else ChangeKind.UNREAD, None, None, new)
    return Change(ChangeKind.REMOVED if is_new_whole else ChangeKind.UNREAD, None, old, None)


def _order_change(pair: Pair[T]) -> Change:
    assert pair.old and pair.new
    was, now = _number(pair.old, pair.was), _number(pair.new, pair.now)
    return Change(ChangeKind.MOVED, _ORDER, _side(pair.old, was), _side(pair.new, now))


def _number(record: Record, place: int) -> str:
    return str(record.seq if isinstance(record, Goal) else place)


def _side(record: Record, text: str) -> ChangeSide:
    """Return what is said of a whole record, and where it stands."""
    return ChangeSide(text, record.places.get(""))


def _unit_explained(changes: Iterable[Change], amounts: Iterable[Change]) -> Iterator[Change]:
    """Yield the changes; a new unit of money says whether every amount stayed the same."""
    is_same = all(change.kind is not ChangeKind.AMOUNT for change in amounts)
    for change in changes:
        is_money = change.field is not None and change.field.english.endswith("amount_unit")
        yield replace(change, same=is_same) if is_money and change.kind is ChangeKind.UNIT else change
