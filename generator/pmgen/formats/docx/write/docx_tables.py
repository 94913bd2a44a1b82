"""Tables as WordprocessingML: a fixed grid, spans, borders, fills and repeated head rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from pmgen.document import Align, Block, Borders, Cell, Direction, Paragraph, Row, Table, Text, VerticalAlign
from pmgen.formats.document_text import leaves, needed, words
from pmgen.formats.docx.write.docx_styles import (
    Styles,
    TableLook,
    border,
    element,
    look_of,
    table_look_of,
    table_padding,
    twips,
    vertical,
)

WriteBlocks = Callable[[Sequence[Block]], str]
"""Writes what stands in a cell, so that it ends in a paragraph."""

_JUSTIFICATION = {Align.LEFT: "left", Align.CENTER: "center", Align.RIGHT: "right", Align.JUSTIFY: "left"}
_DIRECTION = {Direction.UPRIGHT: "tbRlV", Direction.DOWN: "tbRl", Direction.UP: "btLr"}


@dataclass(frozen=True, slots=True)
class _Placed:
    """A cell as a row shows it: where it begins, or a further row of one that began above."""

    cell: Cell
    rows_left: int
    begins: bool
    is_hole: bool = False

    def below(self) -> _Placed:
        return _Placed(self.cell, self.rows_left - 1, False)


@dataclass(frozen=True, slots=True)
class _Worn:
    """What a table's cells have in common: the widths of the columns in twips, and styles."""

    widths: Sequence[int]
    dress: TableLook
    normal: Paragraph

    def below(self, cell: Cell) -> tuple[Block, ...]:
        """Return an empty paragraph in a cell's type size, so that a further row does not grow by it."""
        first = next((block for block in cell.blocks if isinstance(block, Paragraph)), self.normal)
        return (self.normal if first.font == self.normal.font else look_of(first),)


def table(content: Table, styles: Styles, write_blocks: WriteBlocks) -> str:
    """Return a table."""
    widths = _whole_widths(content.columns)
    worn = _Worn(widths, table_look_of(content), styles.normal)
    return element(
        "tbl",
        _properties(content, styles.tables[worn.dress], sum(widths)),
        element("tblGrid", *(element("gridCol", w=width) for width in widths)),
        *_rows(content, worn, write_blocks),
    )


def _whole_widths(columns: Sequence[float]) -> list[int]:
    """Return the widths in twips, rounded so that their sum is the rounded width of the table."""
    edges = [twips(edge) for edge in accumulate(columns, initial=0.0)]
    return [right - left for left, right in pairwise(edges)]


def _properties(content: Table, style: str, width: int) -> str:
    return element(
        "tblPr",
        element("tblStyle", val=style),
        element("tblW", w=width, type="dxa"),
        element("jc", val=_JUSTIFICATION[content.align]),
        element("tblInd", w=twips(content.indent), type="dxa") if content.indent else "",
        element("tblLayout", type="fixed"),
        element("tblLook", val="0000"),
        element("tblCaption", val=content.caption) if content.caption else "",
    )


def _rows(content: Table, worn: _Worn, write_blocks: WriteBlocks) -> Iterator[str]:
    above: dict[int, _Placed] = {}
    for index in range(len(content.rows)):
        row = _with_long_cells_on_top(content, index)
        placed = _placed(row, above, len(content.columns))
        first, last = _filled(placed)
        before = sum(place.cell.column_span for place in placed[:first])
        after = sum(place.cell.column_span for place in placed[last:])
        cells = [_cell(place, worn, write_blocks) for place in placed[first:last]]
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
        element("tblHeader") if repeats or row.repeats else "",
    )


def _height(row: Row) -> str:
    if row.height is None:
        return ""
    return element("trHeight", val=twips(row.height), hRule="exact" if row.height_exact else "atLeast")


def _cell(place: _Placed, worn: _Worn, write_blocks: WriteBlocks) -> str:
    content = place.cell.blocks if place.begins else worn.below(place.cell)
    return element("tc", _cell_properties(place, worn), write_blocks(content))


def _cell_properties(place: _Placed, worn: _Worn) -> str:
    """Return a cell's width, and what it does not have in common with its table."""
    cell, dress = place.cell, worn.dress
    return element(
        "tcPr",
        element("tcW", w=sum(worn.widths[cell.column : cell.column + cell.column_span]), type="dxa"),
        element("gridSpan", val=cell.column_span) if cell.column_span > 1 else "",
        _vertical_merge(place),
        "" if dress.line and not _is_crossed(cell.borders) else _borders(cell.borders),
        "" if cell.background is None else element("shd", val="clear", color="auto", fill=cell.background),
        "" if cell.padding == dress.padding else table_padding("tcMar", cell.padding),
        element("textDirection", val=_DIRECTION[cell.direction]) if cell.direction in _DIRECTION else "",
        "" if cell.vertical_align is dress.vertical_align else vertical(cell.vertical_align),
    )


def _vertical_merge(place: _Placed) -> str:
    if place.cell.row_span == 1:
        return ""
    return element("vMerge", val="restart" if place.begins else None)


def _is_crossed(borders: Borders) -> bool:
    return borders.falling is not None or borders.rising is not None


def _borders(borders: Borders) -> str:
    lines = (
        border("top", borders.top),
        border("left", borders.left),
        border("bottom", borders.bottom),
        border("right", borders.right),
        border("tl2br", borders.falling),
        border("tr2bl", borders.rising),
    )
    return element("tcBorders", *lines) if any(lines) else ""
