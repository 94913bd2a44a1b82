"""A sheet in the making: its rows, and what stands beside them in the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pmgen.document import Image, Section
from pmgen.problems import Problems, Refusal, message
from pmgen.writers.xlsx.contents import Content
from pmgen.writers.xlsx.names import reference
from pmgen.writers.xlsx.styles import Styles

LONGEST = 32767
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
class Heads:
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
    heads: Heads | None = None

    def add_row(self, cells: str) -> None:
        """Write the next row."""
        height = self.heights[self.row]
        self.row += 1
        self.rows.append(f'<row r="{self.row}" ht="{height:.2f}" customHeight="1">{cells}</row>')

    def note(self, content: Content, row: int, column: int, cells: str) -> None:
        """Keep what a cell has beside its text, and report what a sheet cannot show."""
        if content.links:
            self.links.append(Link(cells, content.links[0]))
        for bookmark in content.bookmarks:
            self.bookmarks.setdefault(bookmark, reference(row, column))
        self.pictures += (Picture(row - 1, column, image) for image in content.pictures)
        if content.has_table or content.has_page_number or len(set(content.links)) > 1:
            self._report(content, reference(row, column))

    def _report(self, content: Content, cell: str) -> None:
        if content.has_table:
            text = message(
                "cell {cell} of sheet {sheet} shows the table inside it as lines of text",
                cell=cell,
                sheet=self.name,
            )
            hint = message("a cell of a sheet holds no table; make its rows rows of the table around it")
            self.problems.add("PMG582", text, hint=hint)
        if content.has_page_number:
            text = message(
                "cell {cell} of sheet {sheet} lacks the number of its page", cell=cell, sheet=self.name
            )
            hint = message("in a workbook only the head and foot of a page can show its number")
            self.problems.add("PMG583", text, hint=hint)
        if len(set(content.links)) > 1:
            text = message(
                "cell {cell} of sheet {sheet} keeps only the first of its links", cell=cell, sheet=self.name
            )
            self.problems.add("PMG584", text)

    def check_length(self, text: str, row: int, column: int) -> None:
        """Refuse a text that Excel would cut."""
        length = len(text.encode("utf-16-le", "surrogatepass")) // 2
        if length <= LONGEST:
            return
        said = message(
            "cell {cell} of sheet {sheet} would hold {length} characters; Excel can hold {most}",
            cell=reference(row, column),
            sheet=self.name,
            length=length,
            most=LONGEST,
        )
        hint = message("shorten the text, or leave out the format xlsx")
        self.problems.add("PMG580", said, hint=hint)
        raise Refusal(self.problems)
