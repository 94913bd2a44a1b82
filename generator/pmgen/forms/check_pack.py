"""A region pack looked through, region.yaml and layout together, with what helps to find each problem."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from pmgen import disk
from pmgen.catalog import is_shipped
from pmgen.catalog.region import Region
from pmgen.catalog.region_reading import REGION_FILE, read_outline
from pmgen.confined import USUAL, Limits
from pmgen.engines import ENGINES
from pmgen.engines.untrusted_layouts import limited
from pmgen.engines.word.layout_package import open_layout
from pmgen.engines.word.layout_xml import ancestor
from pmgen.engines.word.tag_placement import style_of
from pmgen.forms.certain_repairs import Repair, repaired
from pmgen.forms.check_layout import is_word, layout_problems
from pmgen.forms.layout_text import LayoutParagraph, near_place, read_paragraphs
from pmgen.load.text_files import why_not_read
from pmgen.opc.office_xml import Element, W, value
from pmgen.problems import LayoutPlace, Message, Problem, Refusal, SourcePlace, message

_Result = TypeVar("_Result")

_LIMITS = Limits(seconds=60, memory=USUAL.memory)
"""A layout with many faults is compiled many times."""

_MOST_WORDS = 60
_HEADING = re.compile(r"(?:heading|标题)?\s*[1-9]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FormProblem:
    """A problem of a pack, and where it stands in the words of people: column, heading, the text around."""

    problem: Problem
    surroundings: tuple[Message, ...] = ()


def check_pack(folder: Path) -> tuple[FormProblem, ...]:
    """Return every problem of the pack in `folder`, in the order in which one goes through its files."""
    region, problems = read_outline(folder)
    found = [*problems]
    try:
        data = layout_bytes(region)
    except Refusal as refusal:
        layout_found: tuple[Problem, ...] = refusal.problems if disk.is_there(region.layout) else ()
        return tuple(map(FormProblem, (*found, *layout_found)))
    try:
        checked = _under_limits(_checked, data, region, _unsure(folder, problems))
    except Refusal as refusal:
        checked = tuple(map(FormProblem, refusal.problems))
    return (*map(FormProblem, found), *checked)


def layout_errors(region: Region) -> tuple[Problem, ...]:
    """Return what keeps a region's layout from being filled."""
    try:
        return _errors(region.folder, disk.read_bytes(region.folder / REGION_FILE), layout_bytes(region))
    except OSError:
        return ()
    except Refusal as refusal:
        return refusal.problems


@lru_cache(maxsize=8)
def _errors(folder: Path, said: bytes, data: bytes) -> tuple[Problem, ...]:
    """Return the errors of a layout in its pack, as both are now; many annexes ask for the same."""
    problems = _under_limits(layout_problems, data, read_outline(folder)[0], ())
    return tuple(problem for problem in problems if problem.is_error)


def repair_pack(folder: Path) -> tuple[bytes, tuple[Repair, ...]]:
    """Return the layout of the pack in `folder` with all that can be repaired for certain, and what was.

    Refusal where it cannot be read.
    """
    region, problems = read_outline(folder)
    return _under_limits(repaired, layout_bytes(region), region, _unsure(folder, problems))


def layout_of(folder: Path) -> Path:
    """Return the layout of the pack in `folder`."""
    return read_outline(folder)[0].layout


def _under_limits(
    work: Callable[[bytes, Region, Collection[str]], _Result],
    data: bytes,
    region: Region,
    unsure: Collection[str],
) -> _Result:
    if is_shipped(region):
        return work(data, region, unsure)
    return limited(region, _LIMITS, (), work, (data, region, unsure))


def _checked(data: bytes, region: Region, unsure: Collection[str]) -> tuple[FormProblem, ...]:
    return tuple(_with_surroundings(layout_problems(data, region, unsure), data, region))


def layout_bytes(region: Region) -> bytes:
    """Return the layout of a pack; Refusal where it cannot be read."""
    if region.layout.suffix.lower() not in ENGINES:
        raise Refusal([])
    try:
        return disk.read_bytes(region.layout)
    except OSError as error:
        text, hint = why_not_read(region.layout, error)
        raise Refusal([Problem("PMG316", text, (SourcePlace(str(region.layout)),), hint)]) from None


def _unsure(folder: Path, problems: Sequence[Problem]) -> set[str]:
    """Return the words of a region.yaml that could not be read whole; they may be names that it declares."""
    if not any(problem.is_error for problem in problems):
        return set()
    try:
        text = disk.read_bytes(folder / REGION_FILE).decode("utf-8", "replace")
    except OSError:
        return set()
    return set(re.findall(r"\w+", text))


def _with_surroundings(problems: Sequence[Problem], data: bytes, region: Region) -> Iterator[FormProblem]:
    try:
        paragraphs = list(read_paragraphs(open_layout(data, str(region.layout)))) if is_word(region) else []
    except Refusal:
        paragraphs = []
    order = {each.place: number for number, each in enumerate(paragraphs)}

    def where(problem: Problem) -> int:
        paragraph = _paragraph(problem, paragraphs)
        return len(order) if paragraph is None else order[paragraph.place]

    for problem in sorted(problems, key=where):
        paragraph = _paragraph(problem, paragraphs)
        yield FormProblem(problem, () if paragraph is None else tuple(_around(paragraph, paragraphs)))


def _paragraph(problem: Problem, paragraphs: Sequence[LayoutParagraph]) -> LayoutParagraph | None:
    place = problem.places[0] if problem.places else None
    return near_place(paragraphs, place) if isinstance(place, LayoutPlace) else None


def _around(paragraph: LayoutParagraph, paragraphs: Sequence[LayoutParagraph]) -> Iterator[Message]:
    """Yield the column, the nearest heading and the text around."""
    cell = ancestor(paragraph.element, W + "tc")
    if cell is not None:
        yield message("column {column}", column=column_of(cell))
    heading = _heading(paragraph, paragraphs)
    if heading:
        yield message("below “{heading}”", heading=_short(heading))
    words = _row_words(cell) if cell is not None else _short(paragraph.text)
    if words:
        yield message("in “{words}”", words=words)


def column_of(cell: Element) -> int:
    """Return the column of a grid in which a cell begins, from 1."""
    before = cell.itersiblings(W + "tc", preceding=True)
    return 1 + sum(int(value(each.find(f"{W}tcPr/{W}gridSpan"), "1")) for each in before)


def _heading(paragraph: LayoutParagraph, paragraphs: Sequence[LayoutParagraph]) -> str:
    """Return the nearest heading above; without any, the nearest words above the table."""
    same = [each for each in paragraphs if each.place.part == paragraph.place.part]
    above = [each for each in same if each.number < paragraph.number and each.place.table is None]
    texts = [each for each in reversed(above) if each.text.strip()]
    heading = next((each for each in texts if _HEADING.fullmatch(style_of(each.element))), None)
    if heading is None and paragraph.place.table is not None:
        heading = next(iter(texts), None)
    return heading.text.strip() if heading is not None else ""


def _row_words(cell: Element) -> str:
    """Return the cells of a row, those around `cell`."""
    row = cell.getparent()
    cells = [cell] if row is None else list(row.iterchildren(W + "tc"))
    here = cells.index(cell)
    near = cells[max(0, here - 1) : here + 2]
    return " │ ".join(_short("".join(node.text or "" for node in each.iter(W + "t"))) for each in near)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _MOST_WORDS else text[: _MOST_WORDS - 1] + "…"
