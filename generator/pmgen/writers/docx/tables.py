"""Tables as WordprocessingML: a fixed grid, spans, borders, fills and repeated head rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate, pairwise

from pmgen.document import (
    Align,
    Block,
    Border,
    Borders,
    Cell,
    Insets,
    Paragraph,
    Row,
    Table,
    Text,
    VerticalAlign,
)
from pmgen.writers.docx.xml import element, twips
from pmgen.writers.heights import needed
from pmgen.writers.reading import leaves, words

WriteBlocks = Callable[[Sequence[Block]], str]
"""Writes what stands in a cell, so that it ends in a paragraph."""

_JUSTIFICATION = {Align.LEFT: "left", Align.CENTER: "center", Align.RIGHT: "right", Align.JUSTIFY: "left"}
_VERTICAL = {VerticalAlign.TOP: "top", VerticalAlign.MIDDLE: "center", VerticalAlign.BOTTOM: "bottom"}


@dataclass(frozen=True, slots=True)
class _Placed:
    """A cell as a row shows it: where it begins, or a further row of one that began above."""

    cell: Cell
    rows_left: int
    begins: bool
    is_hole: bool = False

    def below(self) -> _Placed:
        return _Placed(self.cell, self.rows_left - 1, False)


def table(content: Table, write_blocks: WriteBlocks) -> str:
    """Return a table."""
    widths = _whole_widths(content.columns)
    return element(
        "tbl",
        _properties(content, sum(widths)),
        element("tblGrid", *(element("gridCol", w=width) for width in widths)),
        *_rows(content, widths, write_blocks),
    )


def _whole_widths(columns: Sequence[float]) -> list[int]:
    """Return the widths in twips, rounded so that their sum is the rounded width of the table."""
    edges = [twips(edge) for edge in accumulate(columns, initial=0.0)]
    return [right - left for left, right in pairwise(edges)]


def _properties(content: Table, width: int) -> str:
    return element(
        "tblPr",
        element("tblW", w=width, type="dxa"),
        element("jc", val=_JUSTIFICATION[content.align]),
        element("tblInd", w=twips(content.indent), type="dxa") if content.indent else "",
        element("tblLayout", type="fixed"),
        element("tblLook", val="0000"),
        element("tblCaption", val=content.caption) if content.caption else "",
    )


def _rows(content: Table, widths: Sequence[int], write_blocks: WriteBlocks) -> Iterator[str]:
    above: dict[int, _Placed] = {}
    for index in range(len(content.rows)):
        row = _with_long_cells_on_top(content, index)
        placed = _placed(row, above, len(widths))
        first, last = _filled(placed)
        before = sum(place.cell.column_span for place in placed[:first])
        after = sum(place.cell.column_span for place in placed[last:])
        cells = [_cell(place, widths, write_blocks) for place in placed[first:last]]
        yield element("tr", _row_properties(row, index < content.header_rows, before, after), *cells)
        above = {place.cell.column: place.below() for place in placed if place.rows_left > 1}


def _with_long_cells_on_top(content: Table, index: int) -> Row:
    """Return a row whose merged cells begin on top where they are higher than their rows.

    It looks the same, for such a cell has no height to spare; but where it goes on over a page, LibreOffice
    leaves out lines of a text that stands in the middle.
    """
    row = content.rows[index]
    if all(cell.row_span == 1 for cell in row.cells):
        return row
    cells = (
        replace(cell, vertical_align=VerticalAlign.TOP) if _outgrows(content, index, cell) else cell
        for cell in row.cells
    )
    return replace(row, cells=tuple(cells))


def _outgrows(content: Table, index: int, cell: Cell) -> bool:
    """Tell whether a merged cell is higher than its rows are for their own cells."""
    if cell.row_span == 1 or cell.vertical_align is VerticalAlign.TOP:
        return False
    missing = _height_of(content, cell)
    for row in content.rows[index : index + cell.row_span]:
        own = (_height_of(content, one) for one in row.cells if one.row_span == 1)
        missing -= max([row.height or 0, *own])
        if missing <= 0:
            return False
    return True


def _height_of(content: Table, cell: Cell) -> float:
    paragraphs = [block for block in cell.blocks if isinstance(block, Paragraph)]
    texts = [child for block in paragraphs for child in leaves(block.children) if isinstance(child, Text)]
    size = max((text.font.size for text in texts), default=0)
    width = sum(content.columns[cell.column : cell.column + cell.column_span])
    return needed("\n".join(map(words, paragraphs)), size, width)


def _placed(row: Row, above: dict[int, _Placed], columns: int) -> list[_Placed]:
    """Return what stands in a row, left to right; a hole in the grid becomes an empty cell."""
    begun = {cell.column: _Placed(cell, cell.row_span, True) for cell in row.cells}
    places = {**begun, **above}
    placed: list[_Placed] = []
    column = 0
    while column < columns:
        place = places.get(column) or _Placed(_hole(column), 1, True, is_hole=True)
        placed.append(place)
        column += place.cell.column_span
    return placed


def _filled(placed: list[_Placed]) -> tuple[int, int]:
    """Return where a row's cells begin and end; holes before and after them need no cells."""
    filled = [index for index, place in enumerate(placed) if not place.is_hole]
    return (filled[0], filled[-1] + 1) if filled else (0, len(placed))


def _hole(column: int) -> Cell:
    return Cell((), column)


def _row_properties(row: Row, repeats: bool, before: int, after: int) -> str:
    return element(
        "trPr",
        element("gridBefore", val=before) if before else "",
        element("gridAfter", val=after) if after else "",
        "" if row.may_split else element("cantSplit"),
        _height(row),
        element("tblHeader") if repeats else "",
    )


def _height(row: Row) -> str:
    if row.height is None:
        return ""
    return element("trHeight", val=twips(row.height), hRule="exact" if row.height_exact else "atLeast")


def _cell(place: _Placed, widths: Sequence[int], write_blocks: WriteBlocks) -> str:
    cell = place.cell
    width = sum(widths[cell.column : cell.column + cell.column_span])
    content = cell.blocks if place.begins else _continued(cell)
    return element("tc", _cell_properties(place, width), write_blocks(content))


def _continued(cell: Cell) -> tuple[Block, ...]:
    """Return an empty paragraph in the cell's type size, so that the row does not grow by it."""
    fonts = [block.font for block in cell.blocks if isinstance(block, Paragraph)]
    return (Paragraph(font=fonts[0]),) if fonts else ()


def _cell_properties(place: _Placed, width: int) -> str:
    cell = place.cell
    return element(
        "tcPr",
        element("tcW", w=width, type="dxa"),
        element("gridSpan", val=cell.column_span) if cell.column_span > 1 else "",
        _vertical_merge(place),
        _borders(cell.borders),
        "" if cell.background is None else element("shd", val="clear", color="auto", fill=cell.background),
        _padding(cell.padding),
        element("vAlign", val=_VERTICAL[cell.vertical_align]),
    )


def _vertical_merge(place: _Placed) -> str:
    if place.cell.row_span == 1:
        return ""
    return element("vMerge", val="restart" if place.begins else "continue")


@lru_cache(maxsize=256)
def _borders(borders: Borders) -> str:
    lines = (
        _border("top", borders.top),
        _border("left", borders.left),
        _border("bottom", borders.bottom),
        _border("right", borders.right),
    )
    return element("tcBorders", *lines) if any(lines) else ""


def _border(side: str, border: Border | None) -> str:
    """Return a line in eighths of a point, of which Word draws at least two."""
    if border is None or border.width <= 0:
        return ""
    return element(side, val="single", sz=max(2, round(border.width * 8)), space=0, color=border.color)


@lru_cache(maxsize=256)
def _padding(padding: Insets) -> str:
    sides = (
        ("top", padding.top),
        ("left", padding.left),
        ("bottom", padding.bottom),
        ("right", padding.right),
    )
    return element("tcMar", *(element(side, w=twips(width), type="dxa") for side, width in sides))
