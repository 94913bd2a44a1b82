"""Tables such as offices print, of any length: examples for the tests of what goes over pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from hypothesis import strategies as st

from pdf_samples import FONT, LINES, NO_PADDING
from pmgen.document import Block, Cell, Insets, Page, Paragraph, Row, Table, Text

LINE, WIDTH, MARGIN = 12.0, 60.0, 10.0
TITLE, AFTER = "题", "后"


class Form:
    """A table such as offices print: of every project some merged cells, groups inside them, and rows."""

    def __init__(self, table: Table, page: Page, titles: int) -> None:
        self.table, self.page, self.titles = table, page, titles

    def __repr__(self) -> str:
        """Return the form as short as an example of hypothesis should be."""
        rows = (
            " ".join(f"{name}x{lines}^{cell.row_span}" for name, lines, cell in cells_of(Table((), (row,))))
            + f" {row.height} {row.may_split}"
            for row in self.table.rows
        )
        return f"full {self.full}, titles {self.titles}, heads {self.table.header_rows}: " + "; ".join(rows)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Return the table below its titles, and what comes after it."""
        title = replace(text_of(TITLE, 1), keep_with_next=True)
        return (*[title] * self.titles, self.table, text_of(AFTER, 1))

    @property
    def full(self) -> float:
        return self.page.height - 2 * MARGIN


def text_of(name: str, lines: int) -> Paragraph:
    """Return lines of which each says whose it is and which."""
    text = "\n".join(f"{name}.{number}" for number in range(lines))
    return Paragraph((Text(text, FONT),), font=FONT, line_height=LINE, line_exact=True)


def _cell(name: str, lines: int, column: int, rows: int = 1, padding: float = 0) -> Cell:
    insets = replace(NO_PADDING, top=padding, bottom=padding)
    return Cell((text_of(name, lines),), column, 1, rows, LINES, insets)


@st.composite
def forms(draw: st.DrawFn) -> Form:
    """Return a form with long goals, groups, heads, rows that break or not, and titles above."""
    merged, heads = draw(st.integers(1, 3)), draw(st.integers(0, 2))
    padding = draw(st.sampled_from([0, 2]))
    length = st.one_of(st.integers(1, 4), st.integers(1, 4), st.integers(5, 40))
    splits = draw(st.booleans())
    rows = [
        Row(tuple(_cell(f"H{head}{at}", 1, at, 1, padding) for at in range(merged + 2)))
        for head in range(heads)
    ]
    for project in range(draw(st.integers(1, 4))):
        count = draw(st.integers(1, 6))
        group = 0
        for number in range(count):
            name = f"{project}-{number}"
            cells: list[Cell] = []
            if number == 0:
                cells += [_cell(f"P{name}-{at}", draw(length), at, count, padding) for at in range(merged)]
            if group == number:
                size = draw(st.integers(1, count - number))
                cells.append(_cell(f"G{name}", draw(st.integers(1, 6)), merged, size, padding))
                group += size
            cells.append(
                _cell(f"R{name}", draw(st.sampled_from([1, 1, 1, 2, 3, 30])), merged + 1, 1, padding)
            )
            height = draw(st.sampled_from([None, None, None, 8.0, 30.0, 500.0]))
            rows.append(Row(tuple(cells), height, may_split=splits and draw(st.booleans())))
    # A head comes again as long as it takes no more than half of the page.
    height = draw(st.integers(70, 240))
    page = Page(600, height + 2 * MARGIN, Insets(*[MARGIN] * 4), 0, 0)
    return Form(Table((WIDTH,) * (merged + 2), tuple(rows), heads), page, draw(st.integers(0, 4)))


def cells_of(table: Table) -> Iterator[tuple[str, int, Cell]]:
    """Yield each cell with its name and how many lines it has."""
    for row in table.rows:
        for cell_ in row.cells:
            (block,) = cell_.blocks
            assert isinstance(block, Paragraph)
            (text,) = block.children
            assert isinstance(text, Text)
            lines = text.text.split("\n")
            yield lines[0].partition(".")[0], len(lines), cell_
