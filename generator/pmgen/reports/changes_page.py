"""A comparison as a page to hand round: the money first, then each project, old and new side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from pmgen.compare import (
    Change,
    ChangeKind,
    ChangeSide,
    Comparison,
    Fact,
    ItemChanges,
    Pair,
    ProjectChanges,
    budget_of,
    budget_of_project,
    changed_budgets,
    facts_of,
)
from pmgen.compare.field_comparison import side
from pmgen.compare.record_facts import Item, name_of
from pmgen.model.records import Annex, Project
from pmgen.model.terms import AmountUnit
from pmgen.problems import Message, message
from pmgen.reports.change_wording import (
    CHANGE_KINDS,
    NOT_WHOLE,
    TextPiece,
    budget_words,
    field_words,
    item_words,
    marked,
    missing_totals,
    money_first,
    remarks,
    rolled_over,
    rolled_words,
    short_name,
    side_words,
)
from pmgen.reports.changes_json import FileNaming
from pmgen.reports.report_page import Language, report_page

_READ_BY_CHARACTER = (ChangeKind.TEXT, ChangeKind.RENAMED, ChangeKind.WRITING, ChangeKind.YEAR)
"""Changes in which the eye looks for the characters; of a number it wants the whole."""

_OF_PROJECTS = (ChangeKind.ADDED, ChangeKind.REMOVED, ChangeKind.RENAMED, ChangeKind.MOVED, ChangeKind.UNREAD)
_IN_TITLE = ("category", "name")
"""What the title of an indicator says, so that it need not be said again below."""

_WORDS = {
    "project": message("project"),
    "field": message("field"),
    "old": message("before"),
    "new": message("now"),
    "difference": message("difference"),
    "percent": message("in percent"),
    "kind": message("what happened"),
    "count": message("changes"),
    "total": message("total"),
    "projects": message("projects"),
    "rolled": message("only another year"),
    "quiet": message("Projects in which only the year changed"),
    "shared": message("For all projects"),
    "nothing": message("nothing changed"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One side of a change: its text in pieces, and the line where it stands."""

    pieces: tuple[TextPiece, ...]
    line: Message | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One change of a field; a side without a cell has nothing."""

    field: str
    old: Cell | None
    new: Cell | None
    remarks: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """What changed in one goal or indicator; that of the project itself has no title."""

    title: str
    kind: Message | None
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What changed in a project; `years` is what only goes along with the year, and `rolled` counts it."""

    id: str
    name: str
    kinds: tuple[Message, ...]
    files: tuple[str, ...]
    budget: tuple[str, str, str, str]
    groups: tuple[Group, ...]
    years: tuple[Group, ...]

    @property
    def count(self) -> int | None:
        """Return how many changes there are beside those of the year; None where the whole project is one."""
        is_whole = any(
            kind in self.kinds
            for kind in map(CHANGE_KINDS.get, (ChangeKind.ADDED, ChangeKind.REMOVED, ChangeKind.UNREAD))
        )
        return None if is_whole else sum(len(group.rows) for group in self.groups)

    @property
    def rolled(self) -> Message:
        """Return how many changes only go along with the year."""
        return rolled_words(sum(len(group.rows) for group in self.years))


def changes_page(comparisons: Sequence[Comparison], named: FileNaming, language: Language) -> str:
    """Return the page, whole and by itself."""
    page = _Page(named, language)
    changed = [comparison for comparison in comparisons if not comparison.is_empty]
    annexes = [page.annex(number, comparison) for number, comparison in enumerate(changed, 1)]
    title = language.say(message("What changed in the performance goals"))
    return report_page("changes", title, language, {"annexes": annexes, "words": _WORDS})


@dataclass(frozen=True, slots=True)
class _Page:
    """Makes of comparisons what the template lays out; `files` are those whose lines need no file's name."""

    named: FileNaming
    language: Language
    files: frozenset[str] = frozenset()

    def annex(self, number: int, comparison: Comparison) -> dict[str, object]:
        """Return one comparison for the template."""
        pair, budget = comparison.pair, budget_of(comparison)
        parts = {
            project: self._with(project.pair)._part(f"project-{number}-{seq}", project, budget.unit)
            for seq, project in enumerate(comparison.projects, 1)
            if project.count
        }
        first = [project for project, _ in changed_budgets(comparison)]
        ranked = dict.fromkeys((*first, *parts))
        rolled = rolled_over(comparison)
        return {
            "id": f"annex-{number}",
            "name": name_of(pair.item) if pair.old or pair.new else comparison.key,
            "files": self._files(pair),
            "budget": budget_words(budget),
            "unit": budget.unit.chinese,
            "contents": message(
                "Projects that changed, in {unit}, the largest change first", unit=budget.unit.chinese
            ),
            "missing": tuple(missing_totals(comparison)) if comparison.is_whole else (NOT_WHOLE,),
            "is_whole": comparison.is_whole,
            "projects": (comparison.old_sum.projects, comparison.new_sum.projects),
            "counts": list(_counts(comparison)),
            "rolled": rolled_words(rolled) if rolled else None,
            "kinds": tuple(
                CHANGE_KINDS[change.kind] for change in comparison.changes if change.field is None
            ),
            "groups": self._with(pair)._groups(
                [change for change in comparison.changes if change.field], comparison.items
            ),
            "ranked": [parts[project] for project in ranked if parts[project].groups],
            "parts": [part for part in parts.values() if part.groups],
            "quiet": [part for part in parts.values() if not part.groups],
        }

    def _part(self, anchor: str, project: ProjectChanges, unit: AmountUnit) -> Part:
        loud, years = _parted(project)
        kinds = tuple(CHANGE_KINDS[kind] for kind in _OF_PROJECTS if project.has(kind))
        return Part(
            id=anchor,
            name=project.pair.item.name,
            kinds=kinds,
            files=self._files(project.pair),
            budget=budget_words(budget_of_project(project, unit)),
            groups=self._project_groups(loud),
            years=self._project_groups(years),
        )

    def _with(self, pair: Pair[Annex] | Pair[Project]) -> _Page:
        return replace(self, files=frozenset(side.file for side in (pair.old, pair.new) if side))

    def _files(self, pair: Pair[Annex] | Pair[Project]) -> tuple[str, ...]:
        return tuple(self.named(side.file) for side in (pair.old, pair.new) if side)

    def _project_groups(self, project: ProjectChanges) -> tuple[Group, ...]:
        alone = next((change for change in project.changes if change.field is None), None)
        if alone is None:
            return self._groups(project.changes, project.items, project.pair.likeness)
        whole = project.pair.item
        items: tuple[Item, ...] = (*whole.goals, *whole.indicators, *whole.waivers)
        return (
            self._alone("", whole, alone),
            *(self._alone(self._title(item), item, alone) for item in items),
        )

    def _groups(
        self, changes: Sequence[Change], items: Iterable[ItemChanges[Item]], likeness: Fraction | None = None
    ) -> tuple[Group, ...]:
        own = Group("", None, tuple(self._rows(changes, likeness)))
        groups = (own, *map(self._item, items))
        return tuple(group for group in groups if group.rows)

    def _item(self, item: ItemChanges[Item]) -> Group:
        title = self._title(item.pair.item)
        alone = next((change for change in item.changes if change.field is None), None)
        if alone:
            return self._alone(title, item.pair.item, alone)
        return Group(title, None, tuple(self._rows(item.changes, item.pair.likeness)))

    def _title(self, item: Item) -> str:
        return f"{item_words(item, self.language)}  {short_name(item)}"

    def _alone(self, title: str, record: Project | Item, change: Change) -> Group:
        """Return everything that a record says which stands on one side only."""
        is_new = change.new is not None
        rows = []
        for fact in facts_of(record).values():
            if fact.value is not None and not (title and fact.name.english in _IN_TITLE):
                cell = self._cell(side(fact), _whole(_with_unit(fact)))
                name = field_words(fact.name, self.language)
                rows.append(Row(name, None if is_new else cell, cell if is_new else None))
        return Group(title, CHANGE_KINDS[change.kind], tuple(rows))

    def _rows(self, changes: Iterable[Change], likeness: Fraction | None) -> Iterator[Row]:
        for change in money_first(changes):
            old, new = side_words(change, self.language, every_unit=True)
            pieces = marked(old, new) if change.kind in _READ_BY_CHARACTER else (_whole(old), _whole(new))
            yield Row(
                field=field_words(change.field, self.language),
                old=self._cell(change.old, pieces[0]),
                new=self._cell(change.new, pieces[1]),
                remarks=tuple(remarks(change, likeness)),
            )

    def _cell(self, shown: ChangeSide | None, pieces: tuple[TextPiece, ...]) -> Cell | None:
        if shown is None:
            return None
        place = shown.place
        is_here = place is not None and place.file in self.files
        return Cell(pieces, message("line {line}", line=place.line) if place and is_here else None)


def _whole(text: str) -> tuple[TextPiece, ...]:
    return (TextPiece(text, False),)


def _with_unit(fact: Fact) -> str:
    return f"{fact.text} {fact.unit.chinese}" if fact.unit else fact.text


def _counts(comparison: Comparison) -> Iterator[tuple[Message, int]]:
    for kind in (ChangeKind.ADDED, ChangeKind.REMOVED, ChangeKind.RENAMED, ChangeKind.UNREAD):
        if count := comparison.projects_that(kind):
            yield CHANGE_KINDS[kind], count


def _parted(project: ProjectChanges) -> tuple[ProjectChanges, ProjectChanges]:
    """Return what changed in a project without and with what only goes along with the year."""
    return _only(project, lambda change: change.kind is not ChangeKind.YEAR), _only(
        project, lambda change: change.kind is ChangeKind.YEAR
    )


def _only(project: ProjectChanges, wanted: Callable[[Change], bool]) -> ProjectChanges:
    items = (replace(item, changes=tuple(filter(wanted, item.changes))) for item in project.items)
    return replace(
        project,
        changes=tuple(filter(wanted, project.changes)),
        items=tuple(item for item in items if item.changes),
    )
