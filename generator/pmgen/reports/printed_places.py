"""Where on its form a finding lands: the cell that prints what it is about, or why there is none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass

from pmgen.catalog.region import Region
from pmgen.check.annex_review import Review
from pmgen.check.findings import Finding
from pmgen.engines import Layout
from pmgen.engines.untrusted_layouts import ready_layout, under_limits
from pmgen.model.records import Annex, Project
from pmgen.problems import Message, Place, ProblemKind, Refusal, SourcePlace, message
from pmgen.verify.printed_cells import PlacesOfValues, PrintedPlace, printed_cells
from pmgen.view import view_annex, view_project
from pmgen.view.shapes import Record

_MERGED = frozenset({"", "category"})
"""Keys of what has no cell of its own: a record as a whole, and what neighbouring rows print in one cell."""

_LISTS = ("annual_goals", "mid_term_goals", "long_term_goals", "indicators")


@dataclass(frozen=True, slots=True)
class PrintedPlaces:
    """The cells of an annex's form, to be asked where a finding lands; None where they cannot be told.

    `wholes` are the places that stand for a project or the annex as a whole, with the words for it.
    """

    cells: PlacesOfValues | None
    wholes: Mapping[Place, Message] = field(default_factory=dict)

    def of(self, finding: Finding) -> tuple[Message, ...]:
        """Return where on the form a finding lands, in the words of people: table, row and column."""
        place = finding.problem.places[0] if finding.problem.places else None
        if finding.problem.kind is not ProblemKind.GAP and place is not None and place in self.wholes:
            return (self.wholes[place],)
        if self.cells is None:
            return (message("the form cannot be filled"),)
        if not isinstance(place, SourcePlace) or place.line is None:
            return ()
        return tuple(_cells(self.cells.of(place))) or tuple(self._beside(self.cells, finding, place))

    def heading(self, project: Project) -> str:
        """Return the words above the tables of a project, where they name it."""
        found = self.cells.of(project.places["name"]) if self.cells is not None else ()
        headings = (cell.heading for cell in found if cell.table is not None)
        return next((heading for heading in headings if project.name in heading), "")

    def _beside(self, cells: PlacesOfValues, finding: Finding, place: SourcePlace) -> Iterator[Message]:
        """Give the rows of the indicator that a finding is about, and why no cell prints it."""
        if finding.indicator is not None:
            for name in cells.of(finding.indicator.places["name"]):
                yield message("table {table}, row {row}", table=name.table, row=name.row)
        if finding.problem.kind is ProblemKind.GAP:
            yield message("left blank")
        elif _stated_key(finding, place) not in _MERGED:
            yield message("not printed on this form")


def printed_places(review: Review) -> PrintedPlaces:
    """Return the cells of the form in which an annex was reviewed."""
    if review.annex is None:
        return PrintedPlaces(None)
    wholes = dict(_wholes(review.annex))
    if review.region is None:
        return PrintedPlaces(None, wholes)
    try:
        layout = ready_layout(review.region)
        roots = list(_roots(layout, review.annex, review.region))
        cells = under_limits(layout, printed_cells, layout, roots, projects=len(review.annex.projects))
        return PrintedPlaces(cells, wholes)
    except Refusal:
        return PrintedPlaces(None, wholes)


def _wholes(annex: Annex) -> Iterator[tuple[Place, Message]]:
    """Give where an annex and its projects begin, and their lists of goals and of indicators."""
    yield annex.places[""], message("the whole annex")
    for project in annex.projects:
        for key in ("", *_LISTS):
            if key in project.places:
                yield project.places[key], message("the whole project")


def _roots(layout: Layout, annex: Annex, region: Region) -> Iterator[Record]:
    """Give what each document of an annex is filled with."""
    if not layout.per_project:
        yield view_annex(annex, region).root
        return
    for project in annex.projects:
        yield view_project(annex, project, region).root


def _cells(found: Sequence[PrintedPlace]) -> Iterator[Message]:
    """Give the cells among `found`; the paragraphs only where there is no cell."""
    cells = [printed for printed in found if printed.table is not None]
    for cell in cells:
        where = {"table": cell.table, "row": cell.row, "column": cell.column}
        if cell.label:
            yield message("table {table}, row {row}, column {column}: {label}", **where, label=cell.label)
        else:
            yield message("table {table}, row {row}, column {column}", **where)
    if not cells and found:
        yield message("outside of the tables")


def _stated_key(finding: Finding, place: SourcePlace) -> str:
    """Return the key of the field that holds a place, "" for none."""
    owner = finding.indicator or finding.project
    return next((key for key, value in _stated(owner) if _holds(value, place)), "")


def _holds(value: SourcePlace, place: SourcePlace) -> bool:
    first, at = value.column or 0, place.column or 0
    return value.line == place.line and first <= at < first + value.length


def _stated(record: object) -> Iterator[tuple[str, SourcePlace]]:
    """Give the places of the fields of a record and of all records in it."""
    if isinstance(record, tuple | Mapping):
        for each in record.values() if isinstance(record, Mapping) else record:
            yield from _stated(each)
    elif is_dataclass(record) and hasattr(record, "places"):
        yield from ((key, place) for key, place in record.places.items() if key)
        for each in fields(record):
            if each.name != "places":
                yield from _stated(getattr(record, each.name))
