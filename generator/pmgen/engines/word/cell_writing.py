"""Write a whole part into its program: its cells, their merging down a column, and their labels."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import NamedTuple

from pmgen.engines.language import MERGE_NAME
from pmgen.engines.language.tree_rewriting import WHOLE_RUN
from pmgen.engines.word.block_scopes import Scopes
from pmgen.engines.word.bookmark_references import NamedElements, References
from pmgen.engines.word.layout_tags import argument
from pmgen.engines.word.layout_xml import ancestor, closing
from pmgen.engines.word.part_writing import TEXT, ElementWriter, PartProgram, empty_paragraph, merge_of
from pmgen.engines.word.table_of_contents import Headings
from pmgen.engines.word.table_writing import FittedTables, TableWriter
from pmgen.engines.word.tag_placement import SLOT, TAG, PlacedTag
from pmgen.opc.office_xml import Element, W, value
from pmgen.problems import LayoutPlace, Problems

CELL, LABEL = "\x04", "\x05"
"""Stand before each cell of a part in the making. No layout and no value can hold them, for XML cannot."""

_LONGEST = 60
"""A text longer than this is a remark and heads nothing."""

_CHANGING = (SLOT, W + "fldChar", W + "fldSimple", W + "instrText")


class CountedLabels(NamedTuple):
    """A text without its marks, the numbers of its labels, and how many cells there are up to its end."""

    text: str
    labels: list[int]
    cells: int


def is_label(cell: Element, scopes: Scopes) -> bool:
    """Tell whether a cell holds words of the layout's own that are the same in every document."""
    text = "".join(node.text or "" for node in cell.iter(W + "t"))
    if not any(map(str.isalpha, text)) or len(text) > _LONGEST:
        return False
    return next(cell.iter(*_CHANGING), None) is None and not scopes.within(cell)


def counted(text: str, cells: int = 0) -> CountedLabels:
    """Return a text without its marks, with the numbers of its labels; `cells` have been counted before."""
    labels, parts = list[int](), text.split(LABEL)
    for part in parts[:-1]:
        cells += part.count(CELL)
        labels.append(cells)
        cells += 1
    return CountedLabels("".join(parts).replace(CELL, ""), labels, cells + parts[-1].count(CELL))


Merges = dict[int, tuple[int, int, LayoutPlace]]
"""For each merging slot: its table, the grid column (and span) that its cells share, and its place."""


@dataclass(slots=True)
class _Cell:
    """What the tags of a cell ask for."""

    merge: PlacedTag | None = None
    whole_run: bool = False
    values: list[PlacedTag] = field(default_factory=list)
    joined: bool = False
    span: PlacedTag | None = None
    shading: PlacedTag | None = None
    statements: list[PlacedTag] = field(default_factory=list)


class CellWriter:
    """Writes the cells of a part; `merges` tells where those stand that merge by tags."""

    def __init__(self, writer: ElementWriter, tables: TableWriter) -> None:
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
        vertical: PlacedTag | None = None
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

    def _vertical_merge(self, merge: PlacedTag, wishes: _Cell) -> None:
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

    def _merged_content(self, cell: Element, content: list[Element], merge: PlacedTag, wishes: _Cell) -> None:
        model = next(cell.iter(W + "p"), None)
        self._program.code("{% if _pm_shown(" + str(merge.number) + ") %}")
        if wishes.whole_run:
            self._writer.holder(cell, content)
        else:
            self._with_merged_value(cell, content, merge)
        self._program.code("{% else %}")
        self._program.write(empty_paragraph(model))
        self._program.code("{% endif %}")

    def _with_merged_value(self, cell: Element, content: list[Element], merge: PlacedTag) -> None:
        usual = self._writer.writers[SLOT]
        self._writer.writers[SLOT] = lambda _: self._merged_value(merge)
        self._writer.holder(cell, content)
        self._writer.writers[SLOT] = usual

    def _merged_value(self, merge: PlacedTag) -> None:
        self._program.write(TEXT)
        self._program.call("merged", str(merge.number))
        self._program.write("</w:t>")


def _own_markers(cell: Element) -> list[Element]:
    return [marker for marker in cell.iter(SLOT, TAG) if ancestor(marker, W + "tc") is cell]


def _column(start: int, span: int) -> int:
    """Return a number for the grid columns that a cell covers, which merged cells share."""
    return start * 100 + span


def write_part(
    root: Element,
    program: PartProgram,
    scopes: Scopes,
    tags: list[PlacedTag],
    bookmark_keys: Collection[str],
    headings: Headings,
    single_item: str | None,
    references: References,
    fit: FittedTables,
    problems: Problems,
) -> Merges:
    """Write a whole part into its program and return the merges of its cells; `fit` has tables to fit."""
    writer = ElementWriter(program, scopes, tags, problems)
    NamedElements(writer, bookmark_keys, headings, single_item, references)
    cells = CellWriter(writer, TableWriter(writer, fit))
    program.write('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n')
    writer.plain(root)
    return cells.merges
