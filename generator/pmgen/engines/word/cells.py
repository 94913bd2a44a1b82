"""Write cells: what their tags ask for, and merging down a column."""

from __future__ import annotations

from dataclasses import dataclass, field

from pmgen.engines.language import MERGE_NAME
from pmgen.engines.language.merging import WHOLE_RUN
from pmgen.engines.word.labels import CELL, LABEL, is_label
from pmgen.engines.word.paragraphs import SLOT, TAG, Placed
from pmgen.engines.word.tables import Tables
from pmgen.engines.word.tags import argument
from pmgen.engines.word.writing import TEXT, Writer, empty_paragraph, merge_of
from pmgen.engines.word.xml import ancestor, closing
from pmgen.ooxml.xml import Element, W, value
from pmgen.problems import LayoutPlace

Merges = dict[int, tuple[int, int, LayoutPlace]]
"""For each merging slot: its table, the grid column (and span) that its cells share, and its place."""


@dataclass(slots=True)
class _Cell:
    """What the tags of a cell ask for."""

    merge: Placed | None = None
    whole_run: bool = False
    values: list[Placed] = field(default_factory=list)
    joined: bool = False
    span: Placed | None = None
    shading: Placed | None = None
    statements: list[Placed] = field(default_factory=list)


class Cells:
    """Writes the cells of a part; `merges` tells where those stand that merge by tags."""

    def __init__(self, writer: Writer, tables: Tables) -> None:
        self._writer = writer
        self._program = writer.program
        self._tags = writer.tags
        self._tables = tables
        self.merges: Merges = {}
        writer.writers[W + "tc"] = self._cell

    def _cell(self, cell: Element) -> None:
        wishes = self._wishes(cell)
        properties = cell.find(W + "tcPr")
        span = int(value(properties.find(W + "gridSpan") if properties is not None else None, "1"))
        start = self._tables.here.column
        self._tables.here.column += span
        if wishes.joined:
            self._program.code("{% if loop.first %}")
        merge = wishes.merge
        if merge is not None:
            self.merges[merge.number] = (self._tables.here.number, _column(start, span), merge.place)
            self._hoist(wishes)
        self._program.write(LABEL if is_label(cell, self._writer.scopes) else CELL)
        self._writer.open(cell)
        self._cell_properties(properties, wishes, start, span)
        content = [child for child in cell if child is not properties]
        if merge is None:
            self._writer.holder(cell, content)
        else:
            self._merged_content(cell, content, merge, wishes)
        self._program.write(closing(cell))
        if wishes.joined:
            self._program.code("{% endif %}")

    def _wishes(self, cell: Element) -> _Cell:
        wishes = _Cell()
        vertical: Placed | None = None
        for marker in _own_markers(cell):
            tag = self._tags[int(marker.get("n", ""))]
            if marker.tag == SLOT:
                wishes.values.append(tag)
                if merge_of(tag) is not None:
                    wishes.merge = tag
            elif tag.tag.word == "vm":
                vertical = tag
            elif tag.tag.word == "hm":
                wishes.joined = True
            elif tag.tag.word == "colspan":
                wishes.span = tag
            elif tag.tag.word == "cellbg":
                wishes.shading = tag
            elif tag.tag.word == "set":
                wishes.statements.append(tag)
        if wishes.merge is not None and len(wishes.values) > 1:
            self._writer.misplaced_merge(wishes.merge)
            wishes.merge = None
        if vertical is not None and wishes.merge is None:
            wishes.merge, wishes.whole_run = vertical, True
        return wishes

    def _hoist(self, wishes: _Cell) -> None:
        """Write the statements of a cell first: what it merges may use the names that they make."""
        self._writer.hoisted.update(tag.number for tag in wishes.statements)
        for tag in wishes.statements:
            self._program.authored(tag)

    def _vertical_merge(self, merge: Placed, wishes: _Cell) -> None:
        if wishes.whole_run:
            value = " ~ ".join(f"({tag.tag.source[2:-2]})" for tag in wishes.values) or "''"
            source = f"{value} | {WHOLE_RUN}" if len(wishes.values) < 2 else f"({value}) | {WHOLE_RUN}"
        else:
            source = merge.tag.source[2:-2]
        self._program.code("{% set " + f"{MERGE_NAME}{merge.number} = {source}" + " %}", merge.place)

    def _cell_properties(self, properties: Element | None, wishes: _Cell, start: int, span: int) -> None:
        """Write w:tcPr in the order of the schema, with what the cell's tags add."""
        self._program.write("<w:tcPr>")
        self._properties(properties, ("cnfStyle", "tcW"))
        if wishes.joined:
            self._program.call("span", f"loop.length * {span}")
        elif wishes.span is not None:
            self._program.call("span", argument(wishes.span.tag), place=wishes.span.place)
        else:
            self._properties(properties, ("gridSpan",))
        self._properties(properties, ("hMerge",))
        if wishes.merge is not None:
            self._vertical_merge(wishes.merge, wishes)
        elif self._tables.here.merges and properties is not None:
            self._fixed_merge(properties, start, span)
        else:
            self._properties(properties, ("vMerge",))
        self._properties(properties, ("tcBorders",))
        if wishes.shading is not None:
            self._program.call("shading", argument(wishes.shading.tag), place=wishes.shading.place)
        else:
            self._properties(properties, ("shd",))
        self._properties(properties, ("noWrap", "tcMar", "textDirection", "tcFitText", "vAlign", "hideMark"))
        self._program.write("</w:tcPr>")

    def _fixed_merge(self, properties: Element, start: int, span: int) -> None:
        """Write a merge of the layout itself, whose first row may have been left out."""
        merge = properties.find(W + "vMerge")
        if merge is not None:
            first = str(int(value(merge) == "restart"))
            self._program.call("fixed_merge", str(self._tables.here.number), str(_column(start, span)), first)

    def _properties(self, properties: Element | None, names: tuple[str, ...]) -> None:
        for name in names if properties is not None else ():
            found = properties.find(W + name)  # type: ignore[union-attr]
            if found is not None:
                self._writer.element(found)

    def _merged_content(self, cell: Element, content: list[Element], merge: Placed, wishes: _Cell) -> None:
        model = next(cell.iter(W + "p"), None)
        self._program.code("{% if _pm_shown(" + str(merge.number) + ") %}")
        if wishes.whole_run:
            self._writer.holder(cell, content)
        else:
            self._with_merged_value(cell, content, merge)
        self._program.code("{% else %}")
        self._program.write(empty_paragraph(model))
        self._program.code("{% endif %}")

    def _with_merged_value(self, cell: Element, content: list[Element], merge: Placed) -> None:
        usual = self._writer.writers[SLOT]
        self._writer.writers[SLOT] = lambda _: self._merged_value(merge)
        self._writer.holder(cell, content)
        self._writer.writers[SLOT] = usual

    def _merged_value(self, merge: Placed) -> None:
        self._program.write(TEXT)
        self._program.call("merged", str(merge.number))
        self._program.write("</w:t>")


def _own_markers(cell: Element) -> list[Element]:
    return [marker for marker in cell.iter(SLOT, TAG) if ancestor(marker, W + "tc") is cell]


def _column(start: int, span: int) -> int:
    """Return a number for the grid columns that a cell covers, which merged cells share."""
    return start * 100 + span
