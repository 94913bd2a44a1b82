"""Tables of a markup layout: fixed columns that fill the width of the text, and the look of each cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple, Protocol

from pmgen.document import (
    Block,
    Border,
    Borders,
    Cell,
    Direction,
    Insets,
    Paragraph,
    Row,
    Scope,
    Table,
    VerticalAlign,
)
from pmgen.engines.column_fitting import WidthNeed, fitted_widths, width_need
from pmgen.engines.markup.computed_styles import Cascade, StyledElement
from pmgen.engines.markup.css_values import SIDES, Value
from pmgen.engines.markup.markup_tree import Characters, MarkupElement
from pmgen.engines.markup.table_grid import MOST_COLUMNS, Grid, GridBuilder, GridCell, GridRow, whole_number
from pmgen.problems import Problems, SourcePlace, message

_NARROWEST = 1.0
_TOLERANCE = 0.5


class CellContents(Protocol):
    """What builds the blocks inside a cell."""

    cascade: Cascade
    file: str
    problems: Problems
    fits: bool
    heading: str

    def cell(self, element: MarkupElement, context: StyledElement, width: float) -> tuple[Block, ...]:
        """Return the blocks of a cell."""
        ...

    def caption(self, element: MarkupElement, parent: StyledElement) -> Paragraph:
        """Return a caption as a paragraph."""
        ...

    def bookmark(self, element: MarkupElement) -> None:
        """Let the element's id stand in the next paragraph."""
        ...


class _CellLook(NamedTuple):
    """What is said of a cell, or of what is around it."""

    padding: Insets
    background: str | None
    vertical_align: VerticalAlign
    direction: Direction


@dataclass(slots=True)
class TableBuilder:
    """Builds one table element into a caption and a table."""

    contents: CellContents
    element: MarkupElement
    context: StyledElement
    available: float
    _looks: dict[StyledElement, _CellLook] = field(default_factory=dict)
    _lines: dict[tuple[StyledElement, bool, bool, bool, bool], Borders] = field(default_factory=dict)

    def build(self) -> Iterator[Block]:
        """Yield the caption, if there is one, and the table, if it has rows."""
        self._check_stray(self.element)
        captions = [child for child in self.element.elements() if child.tag == "caption"]
        yield from (self.contents.caption(caption, self.context) for caption in captions)
        declared = self._declared_columns()
        grid = GridBuilder(self.contents.file, self.contents.problems).build(self.element, len(declared))
        if grid.rows:
            caption = " ".join(caption.text().strip() for caption in captions)
            yield self._table(grid, declared, caption or self.contents.heading)

    def _table(self, grid: Grid, declared: Sequence[float | None], caption: str) -> Table:
        whole = self._width()
        widths = self._column_widths(grid, declared, whole)
        rows = tuple(self._rows(grid, widths))
        if self.context.truth("break-inside"):
            rows = _kept_together(rows)
        align = self.context.parent.align if self.context.parent else self.context.align
        return Table(tuple(widths), rows, grid.header_rows, align=align, caption=caption)

    # widths

    def _width(self) -> float:
        asked = self.context.points("width", self.available)
        if asked is None:
            return self.available
        if asked > self.available + _TOLERANCE:
            self._too_wide(asked, self.available)
        return min(asked, self.available)

    def _declared_columns(self) -> list[float | None]:
        """Return the widths that col elements give, None where one gives none."""
        whole = min(self.context.points("width", self.available) or self.available, self.available)
        widths: list[float | None] = []
        for parent, column in _columns(self.element):
            context = self.contents.cascade.context(
                self.context if parent is None else self.contents.cascade.context(self.context, parent),
                column,
            )
            count = whole_number(column.attributes.get("span", "1"), MOST_COLUMNS) or 1
            widths += [context.points("width", whole)] * count
        return widths

    def _column_widths(self, grid: Grid, declared: Sequence[float | None], whole: float) -> list[float]:
        widths = [*declared, *[None] * grid.columns][: grid.columns]
        for line in grid.rows if None in widths else ():
            for spot in line.spots:
                if spot.columns == 1 and widths[spot.column] is None:
                    widths[spot.column] = self._cell_context(line, spot).points("width", whole)
        filled = self._filled(widths, whole)
        is_fitted = self.contents.fits and self.context.truth("table-layout")
        return self._fitted(filled, widths, grid) if is_fitted else filled

    def _fitted(self, widths: list[float], asked: Sequence[float | None], grid: Grid) -> list[float]:
        """Return widths at which columns that ask for none share their room by what stands in them."""
        open_ = {column for column, width in enumerate(asked) if width is None}
        spots = [(line, spot) for line in grid.rows for spot in line.spots]
        of_one = [(line, spot) for line, spot in spots if spot.columns == 1 and spot.column in open_]
        if not of_one:
            return widths
        context = self._cell_context(*of_one[-1])
        inset = sum(context.points(f"padding-{side}", 0) or 0 for side in ("left", "right"))
        rows: list[dict[int, WidthNeed]] = [{} for _ in grid.rows]
        for _, spot in of_one:
            asks = width_need(_lines(spot.element), context.font.size, spot.rows)
            for row in rows[spot.row : spot.below]:
                row[spot.column] = asks
        return [round(width, 3) for width in fitted_widths(widths, inset, rows)]

    def _filled(self, asked: Sequence[float | None], whole: float) -> list[float]:
        """Return widths that fill the table: open columns share what is left, else all change alike."""
        given = sum(width for width in asked if width is not None)
        open_ = sum(width is None for width in asked)
        if given + open_ * _NARROWEST > whole + _TOLERANCE:
            self._too_wide(given + open_ * _NARROWEST, whole)
        share = max((whole - given) / open_, _NARROWEST) if open_ else 0.0
        widths = [max(share if width is None else width, _NARROWEST) for width in asked]
        scale = whole / sum(widths)
        return [round(width * scale, 3) for width in widths]

    def _too_wide(self, asked: float, available: float) -> None:
        text = message(
            "the table asks for {asked} pt, and {available} pt is all there is",
            asked=f"{asked:.0f}",
            available=f"{available:.0f}",
        )
        hint = message("its columns were narrowed in proportion; make them fit the page less its margins")
        self.contents.problems.add("PMG516", text, self._place(self.element), hint=hint)

    # rows and cells

    def _rows(self, grid: Grid, widths: Sequence[float]) -> Iterator[Row]:
        part = None
        for line in grid.rows:
            if line.part is not None and line.part is not part:
                self.contents.bookmark(line.part)
            part = line.part
            yield self._row(line, grid, widths)

    def _row(self, line: GridRow, grid: Grid, widths: Sequence[float]) -> Row:
        context = self._row_context(line)
        self.contents.bookmark(line.element)
        spots = [(spot, self.contents.cascade.context(context, spot.element)) for spot in line.spots]
        heights = [around.points("height", 0) for spot, around in spots if spot.rows == 1]
        height = max([h for h in (context.points("height", 0), *heights) if h is not None], default=None)
        cells = tuple([self._cell(spot, around, grid, widths) for spot, around in spots])
        return Row(cells, height, may_split=context.truth("break-inside") is False)

    def _cell(self, spot: GridCell, context: StyledElement, grid: Grid, widths: Sequence[float]) -> Cell:
        padding, background, vertical_align, direction = self._look(context)
        width = sum(widths[spot.column : spot.column + spot.columns]) - padding.left - padding.right
        return Cell(
            self.contents.cell(spot.element, context, max(width, _NARROWEST)),
            spot.column,
            spot.columns,
            spot.rows,
            self._borders(spot, context, grid),
            padding,
            background,
            vertical_align,
            header=_scope(spot, grid),
            direction=direction,
        )

    def _look(self, context: StyledElement) -> _CellLook:
        """Return the look of the cells that are styled alike, found once for all of them."""
        if context not in self._looks:
            padding = Insets(*(context.points(f"padding-{side}", 0) or 0 for side in SIDES))
            self._looks[context] = _CellLook(
                padding, _background(context), _vertical_align(context), _direction(context)
            )
        return self._looks[context]

    def _borders(self, spot: GridCell, context: StyledElement, grid: Grid) -> Borders:
        """Return the lines of a cell; where it has none, those of the table hold at the table's edge."""
        at_edge = (
            spot.row == 0,
            spot.column + spot.columns == grid.columns,
            spot.below == len(grid.rows),
            spot.column == 0,
        )
        key = (context, *at_edge)
        if key not in self._lines:
            sides = zip(SIDES, at_edge, strict=True)
            self._lines[key] = Borders(*(self._border(side, context, edge) for side, edge in sides))
        return self._lines[key]

    def _border(self, side: str, context: StyledElement, at_edge: bool) -> Border | None:
        own = context.value(f"border-{side}")
        if own is None and at_edge:
            own = self.context.value(f"border-{side}")
        return own if isinstance(own, Border) else None

    def _row_context(self, line: GridRow) -> StyledElement:
        cascade, parent = self.contents.cascade, self.context
        if line.part is not None:
            parent = cascade.context(parent, line.part)
        return cascade.context(parent, line.element)

    def _cell_context(self, line: GridRow, spot: GridCell) -> StyledElement:
        return self.contents.cascade.context(self._row_context(line), spot.element)

    # what does not belong

    def _check_stray(self, element: MarkupElement) -> None:
        """Report text outside the cells, which HTML would move away and a form must not lose."""
        for child in element.children:
            if isinstance(child, Characters):
                self._stray(element, child.text)
            elif child.tag in ("thead", "tbody", "tfoot", "tr"):
                self._check_stray(child)
            elif child.tag not in ("td", "th", "caption", "colgroup", "col"):
                self._stray(child, child.text() or f"<{child.tag}>")

    def _stray(self, element: MarkupElement, text: str) -> None:
        if text.strip():
            shown = message("{words} stands in the table but in none of its cells", words=text.strip()[:40])
            self.contents.problems.add("PMG509", shown, self._place(element))

    def _place(self, element: MarkupElement) -> SourcePlace:
        return SourcePlace(self.contents.file, element.line)


def _lines(cell: MarkupElement) -> str:
    return "\n".join(filter(None, (line.strip() for line in cell.text().split("\n"))))


def _columns(table: MarkupElement) -> Iterator[tuple[MarkupElement | None, MarkupElement]]:
    for child in table.elements():
        if child.tag == "col":
            yield None, child
        elif child.tag == "colgroup":
            inner = [column for column in child.elements() if column.tag == "col"]
            yield from ((child, column) for column in inner or [child])


def _background(context: StyledElement) -> str | None:
    """Return the fill of the cell, its row, part or table, whichever comes first."""
    around: StyledElement | None = context
    while around is not None and around.tag in ("td", "th", "tr", "thead", "tbody", "tfoot", "table"):
        found = around.value("background-color")
        if isinstance(found, str):
            return found
        around = None if around.tag == "table" else around.parent
    return None


def _vertical_align(context: StyledElement) -> VerticalAlign:
    found = _in_row(context, "vertical-align")
    return found if isinstance(found, VerticalAlign) else VerticalAlign.MIDDLE


def _direction(context: StyledElement) -> Direction:
    found = _in_row(context, "writing-mode")
    return found if isinstance(found, Direction) else Direction.ACROSS


def _in_row(context: StyledElement, name: str) -> Value:
    """Return what is said of the cell, its row or part, whichever comes first."""
    around: StyledElement | None = context
    while around is not None and around.tag in ("td", "th", "tr", "thead", "tbody", "tfoot"):
        found = around.value(name)
        if found is not None:
            return found
        around = around.parent
    return None


def _kept_together(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Return the rows such that every paragraph but those of the last row stays with the next."""
    return (*(replace(row, cells=tuple(map(_kept, row.cells))) for row in rows[:-1]), rows[-1])


def _kept(cell: Cell) -> Cell:
    kept = (replace(b, keep_with_next=True) if isinstance(b, Paragraph) else b for b in cell.blocks)
    return replace(cell, blocks=tuple(kept))


def _scope(spot: GridCell, grid: Grid) -> Scope | None:
    """Return what a cell heads, as a `th` says: one in a `thead` that says nothing heads its column."""
    if spot.element.tag != "th":
        return None
    said = spot.element.attributes.get("scope", "").strip().lower()
    is_column = said.startswith("col") or (not said.startswith("row") and spot.row < grid.header_rows)
    return Scope.COLUMN if is_column else Scope.ROW
