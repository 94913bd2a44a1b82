"""What changes from one Word layout to the next: fields gained and lost, cells moved, annexes that break."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from pmgen.catalog.region import Region
from pmgen.confined import USUAL, Limits
from pmgen.engines import Layout, compile_layout
from pmgen.engines.untrusted_layouts import limited
from pmgen.engines.word.layout_package import open_layout
from pmgen.engines.word.layout_xml import ancestor
from pmgen.forms.check_pack import column_of
from pmgen.forms.layout_text import read_paragraphs
from pmgen.forms.try_records import SAID, fill_with_names
from pmgen.model.records import Annex
from pmgen.opc.office_xml import Element, W
from pmgen.problems import LayoutPlace, Problem, Refusal
from pmgen.view import Viewed, view_annex, view_project

_LABEL = re.compile(r"[\s:：*]+")


@dataclass(frozen=True, slots=True)
class FieldCell:
    """Where a field is printed first: table, row and column, None for a paragraph, and the label there."""

    table: int | None
    row: int | None
    column: int | None
    label: str


@dataclass(frozen=True, slots=True)
class LayoutDifference:
    """The fields that only one of two layouts prints, and those that stand in another cell, with both."""

    gained: Mapping[str, FieldCell]
    lost: Mapping[str, FieldCell]
    moved: Mapping[str, tuple[FieldCell, FieldCell]]


def layout_difference(old: Region, new: Region) -> LayoutDifference:
    """Return how the layouts of two regions differ; Refusal where one of them is none."""
    before, after = (limited(region, USUAL, (), _printed_fields, (region,)) for region in (old, new))
    return LayoutDifference(
        {path: cell for path, cell in after.items() if path not in before},
        {path: cell for path, cell in before.items() if path not in after},
        {path: (cell, after[path]) for path, cell in before.items() if path in after and cell != after[path]},
    )


def annex_problems(annex: Annex, old: Region, new: Region) -> tuple[Problem, ...]:
    """Return what is said of an annex in the new layout and was not in the old one, such as blanks."""
    before = {_key(problem) for problem in _said(annex, old)}
    return tuple(problem for problem in _said(annex, new) if _key(problem) not in before)


def _printed_fields(region: Region) -> dict[str, FieldCell]:
    filled = fill_with_names(compile_layout(region), region)
    if filled.document is None or filled.document.source is None:
        raise Refusal(filled.problems)
    found: dict[str, FieldCell] = {}
    for paragraph in read_paragraphs(open_layout(filled.document.source, str(region.layout))):
        cell = ancestor(paragraph.element, W + "tc")
        place = paragraph.place
        for match in SAID.finditer(paragraph.text):
            column = None if cell is None else column_of(cell)
            label = "" if cell is None else _label(cell)
            found.setdefault(match[1], FieldCell(place.table, place.row, column, label))
    return found


def _label(cell: Element) -> str:
    """Return the nearest words to the left of a cell that are no field, else those above it."""
    row, column = ancestor(cell, W + "tr"), column_of(cell)
    rows = () if row is None else row.itersiblings(W + "tr", preceding=True)
    above = (other for each in rows for other in each.iterchildren(W + "tc") if column_of(other) == column)
    for other in chain(cell.itersiblings(W + "tc", preceding=True), above):
        text = "".join(node.text or "" for node in other.iter(W + "t"))
        if text.strip() and SAID.search(text) is None:
            return _LABEL.sub("", text)
    return ""


def _said(annex: Annex, region: Region) -> tuple[Problem, ...]:
    try:
        limits = Limits(USUAL.seconds + len(annex.projects), USUAL.memory)
        return limited(region, limits, (), _filled_problems, (annex, region))
    except Refusal as refusal:
        return refusal.problems


def _filled_problems(annex: Annex, region: Region) -> tuple[Problem, ...]:
    layout = compile_layout(region)
    found: list[Problem] = []
    for viewed in _views(layout, annex, region):
        found += (*viewed.problems, *layout.fill(viewed.root, "", "").problems)
    return tuple(dict.fromkeys(found))


def _views(layout: Layout, annex: Annex, region: Region) -> Iterator[Viewed]:
    if layout.per_project:
        yield from (view_project(annex, project, region) for project in annex.projects)
    else:
        yield view_annex(annex, region)


def _key(problem: Problem) -> object:
    """Return what makes a problem of one layout the same as one of the other."""
    data = tuple(place for place in problem.places if not isinstance(place, LayoutPlace))
    return problem.code, problem.message, data
