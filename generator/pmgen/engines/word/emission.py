"""Turn a part's tree into a program: each kind of element writes itself, tags go where their scopes say."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from jinja2 import Environment, TemplateSyntaxError, nodes

from pmgen.engines.language import MERGE_NAME
from pmgen.engines.language.merging import WHOLE_RUN
from pmgen.engines.word.bookmarks import References, Turn
from pmgen.engines.word.contents import CONTENTS, Headings
from pmgen.engines.word.paragraphs import SLOT, TAG, Placed
from pmgen.engines.word.program import Program, quoted
from pmgen.engines.word.scopes import Block, Scopes
from pmgen.engines.word.tags import CELL_TAGS, TagKind
from pmgen.engines.word.xml import (
    VML,
    WP,
    Element,
    W,
    ancestor,
    attribute,
    closing,
    escape,
    opening,
    serialised,
    value,
)
from pmgen.problems import LayoutPlace, Problems, message

_READER = Environment(autoescape=False)
_HOLDERS = frozenset(W + name for name in ("tc", "txbxContent", "hdr", "ftr", "footnote", "endnote"))
_BLOCKS = frozenset(W + name for name in ("p", "tbl", "sdt"))
_REFERENCE = re.compile(r"(\b(?:PAGEREF|REF|NOTEREF)\s+|\\l\s+)(\"?)([^\s\"\\]+)(\"?)")
_TEXT = '<w:t xml:space="preserve">'

Merges = dict[int, tuple[int, int, LayoutPlace]]
"""For each merging slot: its table, the grid column (and span) that its cells share, and its place."""


@dataclass(slots=True)
class _Table:
    number: int
    merges: bool
    column: int = 0


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


class Emission:
    """Writes one part into its program."""

    def __init__(
        self,
        program: Program,
        scopes: Scopes,
        tags: list[Placed],
        bookmark_keys: Collection[str],
        headings: Headings,
        single_item: str | None,
        references: References,
        problems: Problems,
    ) -> None:
        self._program = program
        self._references = references
        self._scopes = scopes
        self._tags = tags
        self._keys = bookmark_keys
        self._headings = headings
        self._single_item = single_item
        self._problems = problems
        self._tables: list[_Table] = []
        self._count = 0
        self._dropped_bookmarks: set[str] = set()
        self._hoisted: set[int] = set()
        self.merges: Merges = {}
        self._writers: dict[str, Callable[[Element], None]] = {
            SLOT: self._slot,
            TAG: self._statement,
            CONTENTS: lambda _: self._program.call("contents"),
            W + "tbl": self._table,
            W + "tblGrid": self._grid,
            W + "tr": self._row,
            W + "tc": self._cell,
            W + "tcW": self._cell_width,
            W + "p": self._paragraph,
            W + "bookmarkStart": self._bookmark_start,
            W + "bookmarkEnd": self._bookmark_end,
            W + "hyperlink": self._hyperlink,
            W + "instrText": self._instruction,
            W + "fldSimple": self._simple_field,
            W + "footnoteReference": self._note,
            W + "endnoteReference": self._note,
            WP + "docPr": self._drawing_id,
            **{VML + name: self._shape for name in ("shape", "rect", "roundrect", "oval", "line", "group")},
        }

    def part(self, root: Element) -> None:
        """Write a whole part."""
        self._program.write('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n')
        self._plain(root)

    # any element

    def _element(self, element: Element) -> None:
        if not isinstance(element.tag, str):
            return
        before, after = self._scopes.around(element)
        for tag in before:
            self._program.tag(tag)
        if element not in self._scopes.gone:
            self._writers.get(element.tag, self._plain)(element)
        for tag in after:
            self._program.tag(tag)

    def _plain(self, element: Element) -> None:
        if not len(element) and not element.text:
            self._program.write(opening(element) + "/>")
            return
        self._open(element)
        self._inside(element)
        self._program.write(closing(element))

    def _open(self, element: Element, extra: str = "") -> None:
        self._program.write(opening(element, extra) + ">")

    def _inside(self, element: Element) -> None:
        if len(element) == 0:
            self._program.write(escape(element.text or ""))
        elif element.tag in _HOLDERS:
            self._holder(element, list(element))
        else:
            self._children(list(element))

    def _children(self, children: list[Element]) -> None:
        for child in children:
            self._element(child)

    def _holder(self, holder: Element, children: list[Element]) -> None:
        """Write the contents of a cell or the like, which must end in a paragraph."""
        blocks = [child for child in children if child.tag in _BLOCKS]
        last = blocks[-1] if blocks else None
        if last is not None and last.tag == W + "p" and not self._scopes.conditional(last):
            self._children(children)
            return
        model = next((p for p in holder.iter(W + "p")), None)
        self._program.do("open", "''")
        self._children(children)
        self._program.do("close_cell", quoted(_empty_paragraph(model)))

    # tags

    def _slot(self, element: Element) -> None:
        tag = self._tags[int(element.get("n", ""))]
        if _merge_of(tag) is not None:
            self._misplaced_merge(tag)
        self._program.write(_TEXT)
        self._program.code(tag.tag.source, tag.place)
        self._program.write("</w:t>")

    def _misplaced_merge(self, tag: Placed) -> None:
        self._problems.error(
            "PMG420",
            message("merge must be the last filter of the only value in its cell"),
            tag.place,
            hint=message("write for example {example}", example="{{ 分组.名称 | merge }}"),
        )

    def _statement(self, element: Element) -> None:
        tag = self._tags[int(element.get("n", ""))]
        if tag.tag.word in CELL_TAGS and ancestor(element, W + "tc") is None:
            self._problems.error(
                "PMG427", message("{tag} belongs into a table cell", tag=tag.tag.source), tag.place
            )
        elif tag.tag.kind is TagKind.STATEMENT and tag.number not in self._hoisted:
            self._program.code(tag.tag.source, tag.place)

    # tables

    def _table(self, table: Element) -> None:
        self._count += 1
        self._tables.append(_Table(self._count, self._has_merges(table)))
        rows = [child for child in table if child.tag not in (W + "tblPr", W + "tblGrid")]
        firm = any(row.tag == W + "tr" and not self._may_go(row) for row in rows)
        if self._tables[-1].merges:
            self._program.call("table", str(self._count))
        if firm:
            self._plain(table)
        else:
            self._fragile_table(table, rows)
        self._tables.pop()

    def _has_merges(self, table: Element) -> bool:
        """Tell whether cells merge by tags, or by the layout in rows that are not all written once."""
        tags = [self._tags[int(marker.get("n", ""))] for marker in table.iter(SLOT, TAG)]
        if any(tag.tag.word == "vm" or _merge_of(tag) is not None for tag in tags):
            return True
        merged = next(table.iter(W + "vMerge"), None) is not None
        return merged and any(map(self._scopes.conditional, table.iter(W + "tr")))

    def _fragile_table(self, table: Element, rows: list[Element]) -> None:
        """Write a table that goes where no row of it is written."""
        head = "".join(serialised(child) for child in table if child not in rows)
        self._program.do("open", quoted(opening(table) + ">" + head))
        self._children(rows)
        self._program.do("close", quoted(closing(table)), "''")

    def _grid(self, grid: Element) -> None:
        """Write the columns; those that a `{%tc` block repeats share the room of the one in the layout."""
        row = self._row_with_column_blocks(grid)
        if row is None:
            self._plain(grid)
            return
        columns = list(grid)
        self._open(grid)
        cells = _cells(row)
        for cell, start, span in cells:
            before, after = self._scopes.around(cell)
            for tag in before:
                self._program.tag(tag)
            if cell not in self._scopes.gone:
                taken = [columns[at] for other, at, _ in cells if other in self._vacated(cell)]
                self._width(columns[start], self._repeats(cell), taken)
                for column in columns[start + 1 : start + span]:
                    self._width(column, self._repeats(cell))
            for tag in after:
                self._program.tag(tag)
        self._program.write(closing(grid))

    def _row_with_column_blocks(self, grid: Element) -> Element | None:
        """Return the row whose blocks repeat columns, unless loops of rows around it hide its names."""
        table = grid.getparent()
        for block in self._scopes.blocks:
            if block.container.tag == W + "tr" and block.container.getparent() is table:
                return None if self._scopes.conditional(block.container) else block.container
        return None

    def _repeats(self, cell: Element) -> bool:
        return any(_governs(block, cell) for block in self._scopes.blocks if block.opener.tag.word == "for")

    def _width(self, element: Element, shared: bool, taken: Sequence[Element] = ()) -> None:
        """Write a width with the room of the elements it takes the place of."""
        widths = [node.get(W + "w", "") for node in (element, *taken)]
        if not (shared or taken) or not all(width.isdigit() for width in widths):
            self._plain(element)
            return
        start, end = (opening(element) + "/>").split(f'"{widths[0]}"', 1)
        self._program.write(start + '"')
        room = str(sum(map(int, widths)))
        if shared:
            self._program.call("share", room, "loop.length")
        else:
            self._program.write(room)
        self._program.write('"' + end)

    def _cell_width(self, element: Element) -> None:
        cell = ancestor(element, W + "tc")
        assert cell is not None
        found = [other.find(f"{W}tcPr/{W}tcW") for other in self._vacated(cell)]
        self._width(element, self._repeats(cell), [width for width in found if width is not None])

    def _vacated(self, cell: Element) -> list[Element]:
        """Return the cells of `{%tc` tags beside a cell, which disappear and leave it their room."""
        gone = self._scopes.gone
        before = takewhile(gone.__contains__, cell.itersiblings(W + "tc", preceding=True))
        after = takewhile(gone.__contains__, cell.itersiblings(W + "tc"))
        return [other for other in before if self._opens(other)] + [
            other for other in after if not self._opens(other)
        ]

    def _opens(self, cell: Element) -> bool:
        return self._scopes.gone[cell][-1].tag.kind is TagKind.OPENER

    def _row(self, row: Element) -> None:
        table = self._tables[-1]
        table.column = 0
        if table.merges:
            self._program.call("row", str(table.number))
        if self._is_fragile(row):
            head = "".join(serialised(child) for child in row if child.tag in (W + "tblPrEx", W + "trPr"))
            self._program.do("open", quoted(opening(row) + ">" + head))
            self._children([child for child in row if child.tag not in (W + "tblPrEx", W + "trPr")])
            self._program.do("close", quoted(closing(row)), "''")
        else:
            self._plain(row)

    def _is_fragile(self, row: Element) -> bool:
        """Tell whether a row may be left without cells."""
        return all(map(self._scopes.conditional, row.iterchildren(W + "tc")))

    def _may_go(self, row: Element) -> bool:
        return self._scopes.conditional(row) or self._is_fragile(row)

    # cells

    def _cell(self, cell: Element) -> None:
        wishes = self._wishes(cell)
        properties = cell.find(W + "tcPr")
        span = int(value(properties.find(W + "gridSpan") if properties is not None else None, "1"))
        start = self._tables[-1].column
        self._tables[-1].column += span
        if wishes.joined:
            self._program.code("{% if loop.first %}")
        merge = wishes.merge
        if merge is not None:
            self.merges[merge.number] = (self._tables[-1].number, _column(start, span), merge.place)
            self._hoist(wishes)
        self._open(cell)
        self._cell_properties(properties, wishes, start, span)
        content = [child for child in cell if child is not properties]
        if merge is None:
            self._holder(cell, content)
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
                if _merge_of(tag) is not None:
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
            self._misplaced_merge(wishes.merge)
            wishes.merge = None
        if vertical is not None and wishes.merge is None:
            wishes.merge, wishes.whole_run = vertical, True
        return wishes

    def _hoist(self, wishes: _Cell) -> None:
        """Write the statements of a cell first: what it merges may use the names that they make."""
        self._hoisted.update(tag.number for tag in wishes.statements)
        for tag in wishes.statements:
            self._program.code(tag.tag.source, tag.place)

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
            self._program.call("span", _argument(wishes.span), place=wishes.span.place)
        else:
            self._properties(properties, ("gridSpan",))
        self._properties(properties, ("hMerge",))
        if wishes.merge is not None:
            self._vertical_merge(wishes.merge, wishes)
        elif self._tables[-1].merges and properties is not None:
            self._fixed_merge(properties, start, span)
        else:
            self._properties(properties, ("vMerge",))
        self._properties(properties, ("tcBorders",))
        if wishes.shading is not None:
            self._program.call("shading", _argument(wishes.shading), place=wishes.shading.place)
        else:
            self._properties(properties, ("shd",))
        self._properties(properties, ("noWrap", "tcMar", "textDirection", "tcFitText", "vAlign", "hideMark"))
        self._program.write("</w:tcPr>")

    def _fixed_merge(self, properties: Element, start: int, span: int) -> None:
        """Write a merge of the layout itself, whose first row may have been left out."""
        merge = properties.find(W + "vMerge")
        if merge is not None:
            first = str(int(value(merge) == "restart"))
            self._program.call("fixed_merge", str(self._tables[-1].number), str(_column(start, span)), first)

    def _properties(self, properties: Element | None, names: tuple[str, ...]) -> None:
        for name in names if properties is not None else ():
            found = properties.find(W + name)  # type: ignore[union-attr]
            if found is not None:
                self._element(found)

    def _merged_content(self, cell: Element, content: list[Element], merge: Placed, wishes: _Cell) -> None:
        model = next(cell.iter(W + "p"), None)
        self._program.code("{% if _pm_shown(" + str(merge.number) + ") %}")
        if wishes.whole_run:
            self._holder(cell, content)
        else:
            self._with_merged_value(cell, content, merge)
        self._program.code("{% else %}")
        self._program.write(_empty_paragraph(model))
        self._program.code("{% endif %}")

    def _with_merged_value(self, cell: Element, content: list[Element], merge: Placed) -> None:
        usual = self._writers[SLOT]
        self._writers[SLOT] = lambda _: self._merged_value(merge)
        self._holder(cell, content)
        self._writers[SLOT] = usual

    def _merged_value(self, merge: Placed) -> None:
        self._program.write(_TEXT)
        self._program.call("merged", str(merge.number))
        self._program.write("</w:t>")

    # paragraphs, bookmarks and references

    def _paragraph(self, paragraph: Element) -> None:
        if not self._headings.needs_bookmark(paragraph):
            self._plain(paragraph)
            return
        properties = paragraph.find(W + "pPr")
        self._open(paragraph)
        if properties is not None:
            self._plain(properties)
        self._program.write('<w:bookmarkStart w:id="')
        self._program.call("start_id", "'heading'")
        self._program.write('" w:name="')
        self._program.call("heading")
        self._program.write('"/>')
        self._children([child for child in paragraph if child is not properties])
        self._program.write('<w:bookmarkEnd w:id="')
        self._program.call("end_id", "'heading'")
        self._program.write('"/>')
        self._program.write(closing(paragraph))

    def _bookmark_start(self, element: Element) -> None:
        name, number = element.get(W + "name", ""), element.get(W + "id", "")
        if name == "_GoBack":
            self._dropped_bookmarks.add(number)
            return
        columns = "".join(
            f' w:{key}="{element.get(W + key)}"' for key in ("colFirst", "colLast") if element.get(W + key)
        )
        self._program.write('<w:bookmarkStart w:id="')
        self._program.call("start_id", quoted(number))
        self._program.write('" w:name="')
        self._bookmark_name(name)
        self._program.write(f'"{columns}/>')

    def _bookmark_end(self, element: Element) -> None:
        number = element.get(W + "id", "")
        if number in self._dropped_bookmarks:
            return
        self._program.write('<w:bookmarkEnd w:id="')
        self._program.call("end_id", quoted(number))
        self._program.write('"/>')

    def _bookmark_name(self, name: str) -> None:
        """Write a bookmark's name: computed for its item, numbered in a loop, else as it stands."""
        item = self._program.loop_variable or self._single_item
        if name in self._keys and item is not None:
            self._program.call("bookmark", quoted(name), item)
        elif self._program.is_repeated:
            self._program.call("unique", quoted(name))
        else:
            self._program.write(attribute(name))

    def _reference_name(self, name: str, reference: Element) -> None:
        """Write the name of the bookmark that a reference means."""
        item = self._program.loop_variable or self._single_item
        turn = self._references.turn(name, reference)
        if name in self._keys and item is not None:
            self._program.call("reference", quoted(name), item)
        elif turn is not Turn.FIRST:
            self._program.call(turn.value, quoted(name))
        else:
            self._program.write(attribute(name))

    def _hyperlink(self, element: Element) -> None:
        anchor = element.get(W + "anchor")
        if anchor is None:
            self._plain(element)
            return
        start, end = (opening(element) + ">").split(f'w:anchor="{attribute(anchor)}"', 1)
        self._program.write(start + 'w:anchor="')
        self._reference_name(anchor, element)
        self._program.write('"' + end)
        self._inside(element)
        self._program.write(closing(element))

    def _instruction(self, element: Element) -> None:
        self._open(element)
        self._with_references(element.text or "", element)
        self._program.write(closing(element))

    def _simple_field(self, element: Element) -> None:
        self._program.write('<w:fldSimple w:instr="')
        self._with_references(element.get(W + "instr", ""), element)
        self._program.write('">')
        self._inside(element)
        self._program.write("</w:fldSimple>")

    def _with_references(self, instruction: str, element: Element) -> None:
        position = 0
        for match in _REFERENCE.finditer(instruction):
            self._program.write(_quoted_escape(instruction[position : match.start(3)]))
            self._reference_name(match.group(3), element)
            position = match.end(3)
        self._program.write(_quoted_escape(instruction[position:]))

    def _drawing_id(self, element: Element) -> None:
        self._with_new_id(element, "")

    def _shape(self, element: Element) -> None:
        """Write a shape as older programs know it; repeated ones need names of their own."""
        if "id" in element.attrib and self._program.is_repeated:
            self._with_new_id(element, element.get("id", "") + "_")
        else:
            self._plain(element)

    def _with_new_id(self, element: Element, prefix: str) -> None:
        start, end = opening(element).split(f' id="{attribute(element.get("id", ""))}"', 1)
        self._program.write(f'{start} id="{attribute(prefix)}')
        self._program.call("id")
        self._program.write('"' + end + ">")
        self._inside(element)
        self._program.write(closing(element))

    def _note(self, element: Element) -> None:
        if self._program.is_repeated:
            tag = self._program.open_blocks[-1]
            self._problems.error(
                "PMG428",
                message("a footnote cannot stand in a part that is repeated"),
                tag.place,
                hint=message("write the note as a paragraph below the table, or move it out of the loop"),
            )
        self._plain(element)


def _quoted_escape(text: str) -> str:
    return escape(text).replace('"', "&quot;")


def _merge_of(tag: Placed) -> nodes.Filter | None:
    """Return the filter node if the tag's last filter is merge."""
    if "merge" not in tag.tag.source:
        return None
    try:
        body = _READER.parse(tag.tag.source).body
    except TemplateSyntaxError:
        return None
    output = body[0] if body else None
    last = output.nodes[0] if isinstance(output, nodes.Output) and output.nodes else None
    return last if isinstance(last, nodes.Filter) and last.name == "merge" else None


def _argument(tag: Placed) -> str:
    """Return the expression of `{% colspan … %}` or `{% cellbg … %}`."""
    return tag.tag.source[2:-2].strip().removeprefix(tag.tag.word).strip()


def _own_markers(cell: Element) -> list[Element]:
    return [marker for marker in cell.iter(SLOT, TAG) if ancestor(marker, W + "tc") is cell]


def _column(start: int, span: int) -> int:
    """Return a number for the grid columns that a cell covers, which merged cells share."""
    return start * 100 + span


def _cells(row: Element) -> list[tuple[Element, int, int]]:
    """Return each cell of a row with the grid column it begins in and its span."""
    found: list[tuple[Element, int, int]] = []
    start = int(value(row.find(f"{W}trPr/{W}gridBefore"), "0"))
    for cell in row.iterchildren(W + "tc"):
        span = int(value(cell.find(f"{W}tcPr/{W}gridSpan"), "1"))
        found.append((cell, start, span))
        start += span
    return found


def _governs(block: Block, cell: Element) -> bool:
    row = cell.getparent()
    return (
        row is not None
        and block.container is row
        and row.index(block.first) <= row.index(cell) <= row.index(block.last)
    )


def _empty_paragraph(model: Element | None) -> str:
    properties = model.find(W + "pPr") if model is not None else None
    return "<w:p>" + (serialised(properties) if properties is not None else "") + "</w:p>"
