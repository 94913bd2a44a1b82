"""A sheet in the making: its rows, what stands beside them, and the names that Excel accepts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from pmgen.document import Image, Section
from pmgen.formats.xlsx.write.cell_styles import Styles
from pmgen.formats.xlsx.write.sheet_cells import Beside
from pmgen.problems import Problems, Refusal, message

LONGEST_SHEET_NAME = 31
"""The characters that the name of a sheet may have."""

_WIDE = str.maketrans("[]:*?/\\'", "［］：＊？／＼’")
_CONTROLS = re.compile("[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_DEFINED = re.compile(r"[^\W\d][\w.]{0,254}")
_REFERENCE = re.compile(r"[A-Z]{1,3}[0-9]+|R[0-9]*(C[0-9]*)?|C[0-9]*|TRUE|FALSE", re.IGNORECASE)
_RESERVED = "history"


def sheet_names(wanted: Iterable[str]) -> list[str]:
    """Return legal names, no two of which Excel would take for the same."""
    taken: set[str] = set()
    names = []
    for number, text in enumerate(wanted, 1):
        name = _distinct(_legal(text) or f"表{number}", taken)
        taken.add(_key(name))
        names.append(name)
    return names


def _legal(text: str) -> str:
    """Return `text` with wide forms for the signs that no sheet name may hold."""
    name = _CONTROLS.sub(" ", " ".join(text.split())).translate(_WIDE)
    return _cut(name.strip(), LONGEST_SHEET_NAME)


def _distinct(name: str, taken: set[str]) -> str:
    tried, number = name, 1
    while _key(tried) in taken or _key(tried) == _RESERVED:
        number += 1
        ending = f"({number})"
        tried = _cut(name, LONGEST_SHEET_NAME - len(ending)) + ending
    return tried


def _key(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


def _cut(name: str, longest: int) -> str:
    """Return what fits; Excel counts a character beyond U+FFFF twice."""
    name = name[: max(longest, 0)]
    while len(name) + sum(character > "\uffff" for character in name) > longest:
        name = name[:-1]
    return name.rstrip()


def quoted(sheet: str) -> str:
    """Return the name of a sheet for a reference."""
    return "'" + sheet.replace("'", "''") + "'"


def is_definable(name: str) -> bool:
    """Tell whether Excel accepts a bookmark's name as a defined name."""
    legal = _DEFINED.fullmatch(name) is not None and _REFERENCE.fullmatch(name) is None
    return legal and not name.lower().startswith("_xlnm")


@cache
def letters(column: int) -> str:
    """Return the letters of a column, counted from 0."""
    above, last = divmod(column, 26)
    return (letters(above - 1) if above else "") + chr(ord("A") + last)


def reference(row: int, column: int) -> str:
    """Return the reference of a cell; rows count from 1, columns from 0."""
    return f"{letters(column)}{row}"


LONGEST_CELL_TEXT = 32767
"""The characters that a cell can hold."""

TALLEST = 409.0
"""The height in points that a row can have."""


@dataclass(frozen=True, slots=True)
class Link:
    """Cells that lead to a bookmark."""

    cells: str
    bookmark: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture at a cell; rows and columns count from 0."""

    row: int
    column: int
    image: Image


@dataclass(frozen=True, slots=True)
class PrintTitles:
    """The rows that every page repeats, how far down the sheet they end, and how high they are.

    They are an `inner` head if they stand within a table.
    """

    first: int
    last: int
    bottom: float
    height: float
    is_inner: bool = False


@dataclass(slots=True)
class Sheet:
    """The rows of a sheet as XML with merges, links, names and pictures; `row` is the last one, from 1.

    `heights` are those of all rows to come, `starts` the rows with which further pages begin, `seams` those
    above which a cell is cut, and a cell that asks for no more than `highest_label` comes again below.
    """

    name: str
    section: Section
    widths: Sequence[float]
    styles: Styles
    problems: Problems
    row: int = 0
    heights: Sequence[float] = ()
    starts: Sequence[int] = ()
    seams: Sequence[int] = ()
    highest_label: float = 0.0
    rows: list[str] = field(default_factory=list)
    merges: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    bookmarks: dict[str, str] = field(default_factory=dict)
    pictures: list[Picture] = field(default_factory=list)
    heads: PrintTitles | None = None

    def add_row(self, cells: str) -> None:
        """Write the next row."""
        height = self.heights[self.row]
        self.row += 1
        self.rows.append(f'<row r="{self.row}" ht="{height:.2f}" customHeight="1">{cells}</row>')

    def note(self, beside: Beside, row: int, column: int, cells: str) -> None:
        """Keep what a cell has beside its text, and report what a sheet cannot show."""
        if beside.links:
            self.links.append(Link(cells, beside.links[0]))
        for bookmark in beside.bookmarks:
            self.bookmarks.setdefault(bookmark, reference(row, column))
        self.pictures += (Picture(row - 1, column, image) for image in beside.pictures)
        if beside.has_table or beside.has_page_number or len(set(beside.links)) > 1:
            self._report(beside, reference(row, column))

    def _report(self, beside: Beside, cell: str) -> None:
        if beside.has_table:
            text = message(
                "cell {cell} of sheet {sheet} shows the table inside it as lines of text",
                cell=cell,
                sheet=self.name,
            )
            hint = message("a cell of a sheet holds no table; make its rows rows of the table around it")
            self.problems.add("PMG582", text, hint=hint)
        if beside.has_page_number:
            text = message(
                "cell {cell} of sheet {sheet} lacks the number of its page", cell=cell, sheet=self.name
            )
            hint = message("in a workbook only the head and foot of a page can show its number")
            self.problems.add("PMG583", text, hint=hint)
        if len(set(beside.links)) > 1:
            text = message(
                "cell {cell} of sheet {sheet} keeps only the first of its links", cell=cell, sheet=self.name
            )
            self.problems.add("PMG584", text)

    def check_length(self, text: str, row: int, column: int) -> None:
        """Refuse a text that Excel would cut."""
        length = len(text.encode("utf-16-le", "surrogatepass")) // 2
        if length <= LONGEST_CELL_TEXT:
            return
        said = message(
            "cell {cell} of sheet {sheet} would hold {length} characters; Excel can hold {most}",
            cell=reference(row, column),
            sheet=self.name,
            length=length,
            most=LONGEST_CELL_TEXT,
        )
        hint = message("shorten the text, or leave out the format xlsx")
        self.problems.add("PMG580", said, hint=hint)
        raise Refusal(self.problems)
