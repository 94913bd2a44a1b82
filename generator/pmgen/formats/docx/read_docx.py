"""Read what a .docx shows straight from its XML, without the model that formats are written from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pmgen.formats.docx.plain_rows import PlaceInRow, PlainParagraph, PlainRow, PlainRows
from pmgen.formats.docx.style_switches import CAPITALS, Styles
from pmgen.formats.file_contents import LABEL, PAGE, RAISED, Box, Grid, Seen, ShownRunningHeads, Words
from pmgen.opc.office_package import open_once, whole_number
from pmgen.opc.office_xml import MC, Element, M, R, W, below, hexadecimal, is_on, parse_once, symbol, value


def running_heads_of(
    sections: Iterable[Element], lines: Mapping[str, tuple[str, ...]], has_even: bool
) -> ShownRunningHeads:
    """Return what the heads and feet of any page say, by the pages that each is for.

    `lines` are what each says by the id of its relation, `has_even` what the settings say of even pages.

    A section without one of its own has that of the section before (ISO 29500-1 §17.10.2 and §17.10.5).
    """
    now: dict[tuple[str, str], str] = {}
    met: dict[str, dict[str, None]] = {"default": {}, "first": {}, "even": {}}
    for section in sections:
        for reference in section.iterchildren(W + "headerReference", W + "footerReference"):
            now[str(reference.tag), reference.get(W + "type", "default")] = reference.get(R + "id", "")
        shown = {"default": True, "first": is_on(section.find(W + "titlePg")), "even": has_even}
        for (_, pages), identity in now.items():
            if shown.get(pages):
                met[pages][identity] = None
    used = {identity for identities in met.values() for identity in identities}
    ordinary, first, even = (
        tuple(line for identity in identities for line in lines.get(identity, ()))
        for identities in met.values()
    )
    unused = tuple(line for identity, said in lines.items() if identity not in used for line in said)
    return ShownRunningHeads(ordinary, first, even, unused)


_SIGNS = {W + "tab": "\t", W + "ptab": "\t", W + "cr": "\n", W + "noBreakHyphen": "\u2011"}
_HOLDERS = frozenset(W + name for name in ("sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml"))
_APART = frozenset(W + name for name in ("drawing", "pict", "object", "pPr", "moveFrom"))
_EDGES = ("header", "footer")
_NOTES = ("footnotes", "endnotes")
_KINDS = ("styles", "settings", *_EDGES, *_NOTES)
_BOX = W + "txbxContent"
_REFERENCES = (W + "footnoteReference", W + "endnoteReference")
_FIELDS = (W + "fldChar", W + "instrText", W + "fldSimple")
_TEXT = W + "t"
_NUMBER, _SECTION = W + "numPr", W + "sectPr"
_TELLING = frozenset((*_SIGNS, *_APART, *_REFERENCES, *_FIELDS, CAPITALS, M + "t", W + "br", W + "sym"))
_TELLING -= {W + "pPr"}
"""What makes a paragraph show more than the texts in it, or less, or others."""
_NEW_PAGE = "\f"
"""Parts a paragraph in two, outside of tables; no XML can hold it."""


def read(data: bytes) -> Seen:
    """Return what the file shows, with what stands at the head and foot of any of its pages.

    A text box comes after the paragraph that it hangs on, notes come at the end, under their numbers.
    """
    package = open_once(data)
    parts = package.parts
    body = parse_once(parts[package.main]).find(W + "body")
    relations = package.relations(package.main)
    known = [each for each in relations if each.kind in _KINDS and each.target in parts]
    related = [(each.kind, parse_once(parts[each.target])) for each in known]
    styles = [Styles(root) for kind, root in related if kind == "styles"] or [Styles(())]
    notes = _Notes(
        {(kind[:-1], note.get(W + "id")): note for kind, root in related if kind in _NOTES for note in root}
    )
    texts = [root for kind, root in related if kind in (*_EDGES, *_NOTES)]
    paragraphs = _Paragraphs([*texts, *([] if body is None else [body])])
    reading = _Reading(styles[0], notes, paragraphs)
    lines = {
        each.id: tuple(filter(None, reading.lines(root)))
        for each, (kind, root) in zip(known, related, strict=True)
        if kind in _EDGES
    }
    settings = (root for kind, root in related if kind == "settings")
    has_even = any(is_on(root.find(W + "evenAndOddHeaders")) for root in settings)
    blocks = (*reading.blocks(body), *reading.noted()) if body is not None else ()
    return Seen(
        blocks, () if body is None else (running_heads_of(paragraphs.sections[body], lines, has_even),)
    )


def _block_elements(parent: Element) -> Iterator[Element]:
    for child in parent:
        if child.tag in _HOLDERS:
            yield from _block_elements(child)
        elif child.tag in (W + "p", W + "tbl"):
            yield child


def _boxes(element: Element) -> Iterator[Element]:
    """Yield the text boxes below an element, of which each may stand in it for older programs once more."""
    for child in element:
        if child.tag == _BOX:
            yield child
        else:
            yield from _boxes(child[0] if child.tag == MC + "AlternateContent" and len(child) else child)


class _Paragraphs:
    """The paragraphs that hold more than text: `telling` more to show, boxes, numbers of lists.

    `sections` are what each part says of its sections.
    """

    def __init__(self, parts: Sequence[Element]) -> None:
        self.sections: dict[Element, list[Element]] = {part: [] for part in parts}
        self.telling: set[Element] = set()
        self.boxed: set[Element] = set()
        self.numbered: set[Element] = set()
        kinds = {_BOX: self.boxed, _NUMBER: self.numbered}
        for part in parts:
            for node in part.iter(_SECTION, _BOX, _NUMBER, *_TELLING):
                if node.tag == _SECTION:
                    self.sections[part].append(node)
                else:
                    kinds.get(str(node.tag), self.telling).update(node.iterancestors(W + "p"))


@dataclass(frozen=True, slots=True)
class _Notes:
    """The notes of a file by their kind and id, and those that its text refers to, in their order."""

    known: Mapping[tuple[str, str | None], Element]
    used: list[Element] = field(default_factory=list)

    def sign(self, reference: Element) -> str:
        """Return what shows in the text for a note."""
        kind = str(reference.tag).removeprefix(W).removesuffix("Reference")
        note = self.known.get((kind, reference.get(W + "id")))
        if note is None:
            return ""
        self.used.append(note)
        return f"[{len(self.used)}]"


@dataclass(slots=True)
class _Reading:
    """Reads blocks."""

    styles: Styles
    notes: _Notes
    paragraphs: _Paragraphs
    rows: PlainRows = field(init=False)

    def __post_init__(self) -> None:
        self.rows = PlainRows(self._plain_row)

    def blocks(self, parent: Element) -> Iterator[Grid | Words]:
        """Yield the tables and paragraphs; a page's end inside a paragraph makes two of it."""
        for element in self._flow(parent):
            if element.tag == W + "tbl":
                yield self._grid(element)
            else:
                yield from (Words(text) for text in self._paragraph(element).split(_NEW_PAGE) if text)

    def lines(self, parent: Element) -> Iterator[str]:
        """Yield each block as lines."""
        return map(self._inner, self._flow(parent))

    def noted(self) -> Iterator[Grid | Words]:
        """Yield the notes that the text refers to, each after its number."""
        for number, note in enumerate(self.notes.used, 1):
            first, *others = (*self.blocks(note), Words(""))
            label = f"[{number}] "
            if isinstance(first, Words):
                yield replace(first, text=label + first.text)
            else:
                yield from (Words(label), first)
            yield from (block for block in others if block != Words(""))

    def _flow(self, parent: Element) -> Iterator[Element]:
        """Yield paragraphs and tables, and after a paragraph what stands in the boxes on it."""
        for element in _block_elements(parent):
            yield element
            if element in self.paragraphs.boxed:
                for box in _boxes(element):
                    yield from self._flow(box)

    def _paragraph(self, paragraph: Element) -> str:
        if self._tells(paragraph):
            text = "".join(_Fields(self.notes, self.styles, _style_of(paragraph)).shown(paragraph))
        else:
            text = "".join([node.text or "" for node in paragraph.iter(_TEXT)])
        return LABEL + text if self._is_numbered(paragraph) else text

    def _tells(self, paragraph: Element) -> bool:
        """Tell whether a paragraph shows more than the texts in it, or others."""
        if paragraph in self.paragraphs.telling:
            return True
        if not self.styles.any_capitals:
            return False
        named = next(paragraph.iter(W + "rStyle"), None) is not None
        return named or bool(self.styles.capitals(_style_of(paragraph)))

    def _is_numbered(self, paragraph: Element) -> bool:
        if paragraph not in self.paragraphs.numbered and not self.styles.lists:
            return False
        properties = below(paragraph, W + "pPr")
        number = below(below(properties, _NUMBER), W + "numId")
        if number is not None:
            return value(number) != "0"
        return bool(self.styles.lists) and self.styles.is_list(value(below(properties, W + "pStyle")))

    def _grid(self, table: Element) -> Grid:
        lines: list[list[Box]] = []
        growing: dict[int, _Open] = {}
        style = value(below(below(table, W + "tblPr"), W + "tblStyle"))
        for row in _children(table, "tr"):
            lines.append([])
            self._row(row, lines, growing)
        if style in self.styles.raising:
            lines = [
                [box._replace(text=RAISED * bool(box.text) + box.text) for box in line] for line in lines
            ]
        columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        if columns and all(box.column < columns for line in lines for box in line):
            # What a cell spans beyond the last column is nothing.
            lines = [[_ending(box, columns) for box in line] for line in lines]
        return Grid(tuple(map(tuple, lines)))

    def _row(self, row: Element, lines: list[list[Box]], growing: dict[int, _Open]) -> None:
        for (column, columns, is_merged, goes_on), text in self.rows.cells(row) or self._cells(row):
            if goes_on and column in growing and not text.strip(f"{LABEL}\n"):
                _grow(lines, growing[column])
            else:
                growing.pop(column, None)
                if is_merged:
                    growing[column] = _Open(len(lines) - 1, len(lines[-1]))
                lines[-1].append(Box(text, column, columns))

    def _cells(self, row: Element) -> Iterator[tuple[PlaceInRow, str]]:
        return ((place, self._cell(cell)) for place, cell in _placed(row))

    def _plain_row(self, row: Element) -> PlainRow | None:
        """Return the cells of a row in which nothing shows but paragraphs of plain texts."""
        cells = [(place, list(_block_elements(cell))) for place, cell in _placed(row)]
        if not all(self._is_plain(block) for _, blocks in cells for block in blocks):
            return None
        return [(place, list(map(self._plain_paragraph, blocks))) for place, blocks in cells]

    def _plain_paragraph(self, paragraph: Element) -> PlainParagraph:
        return LABEL * self._is_numbered(paragraph), sum(1 for _ in paragraph.iter(_TEXT))

    def _is_plain(self, block: Element) -> bool:
        is_paragraph = block.tag == W + "p"
        return is_paragraph and block not in self.paragraphs.boxed and not self._tells(block)

    def _cell(self, cell: Element) -> str:
        """Return the paragraphs of a cell as lines; a table in it gives a line per row, cells after tabs."""
        return "\n".join(map(self._inner, self._flow(cell)))

    def _inner(self, block: Element) -> str:
        if block.tag == W + "p":
            return self._paragraph(block).replace(_NEW_PAGE, "\n")
        lines: list[list[Box]] = []
        growing: dict[int, _Open] = {}
        for row in _children(block, "tr"):
            lines.append([])
            self._row(row, lines, growing)
        return "\n".join("\t".join(box.text for box in line) for line in lines)


@dataclass(slots=True)
class _Fields:
    """The fields open in a paragraph: the instruction of each, and whether its result is a page's number."""

    notes: _Notes
    styles: Styles
    style: str
    instructions: list[str] = field(default_factory=list)
    numbers: list[bool] = field(default_factory=list)

    def shown(self, element: Element) -> Iterator[str]:
        """Yield the pieces of text below an element."""
        for node in element:
            if node.tag == W + "fldChar":
                yield self._turn(node.get(W + "fldCharType"))
            elif node.tag == W + "instrText" and self.instructions:
                self.instructions[-1] += node.text or ""
            elif node.tag == W + "fldSimple" and _is_page(node.get(W + "instr", "")):
                yield _number_of_page(node.get(W + "instr", ""))
            elif node.tag in _APART or any(self.numbers):
                yield from self._turns(node)
            elif node.tag in (W + "t", M + "t"):
                yield node.text or ""
            elif node.tag in _REFERENCES:
                yield self.notes.sign(node)
            elif node.tag == W + "r" and self._is_capital(node.find(W + "rPr")):
                yield "".join(self.shown(node)).upper()
            elif node.tag == W + "br":
                yield _NEW_PAGE if node.get(W + "type") == "page" else "\n"
            elif node.tag == W + "sym":
                yield symbol(node.get(W + "font", ""), hexadecimal(node.get(W + "char"))) or "\ufffd"
            else:
                yield _SIGNS[str(node.tag)] if node.tag in _SIGNS else "".join(self.shown(node))

    def _is_capital(self, properties: Element | None) -> bool:
        """Tell whether a run shows as capitals: it says so itself, or its style, or its paragraph's."""
        own = None if properties is None else properties.find(W + "caps")
        if own is not None:
            return is_on(own)
        named = "" if properties is None else value(properties.find(W + "rStyle"))
        said = self.styles.capitals(named) if named else None
        return bool(self.styles.capitals(self.style) if said is None else said)

    def _turns(self, element: Element) -> Iterator[str]:
        """Yield nothing but what the ends of fields below an element give."""
        for mark in element.iter(W + "fldChar"):
            yield self._turn(mark.get(W + "fldCharType"))

    def _turn(self, kind: str | None) -> str:
        if kind == "begin":
            self.instructions.append("")
            self.numbers.append(False)
        elif kind == "separate" and self.instructions:
            self.numbers[-1] = _is_page(self.instructions[-1])
        elif kind == "end" and self.instructions:
            self.numbers.pop()
            return _number_of_page(self.instructions.pop())
        return ""


def _number_of_page(instruction: str) -> str:
    """Return what stands for the number of a page if a field asks for one."""
    if not _is_page(instruction):
        return ""
    return f"- {PAGE} -" if "arabicdash" in instruction.lower() else PAGE


def _is_page(instruction: str) -> bool:
    return instruction.split()[:1] in (["PAGE"], ["PAGEREF"], ["NUMPAGES"])


@dataclass(slots=True)
class _Open:
    """A merged block that goes on: where it began."""

    line: int
    number: int


def _children(parent: Element, name: str) -> Iterator[Element]:
    for child in parent:
        if child.tag in _HOLDERS:
            yield from _children(child, name)
        elif child.tag == W + name:
            yield child


def _placed(row: Element) -> Iterator[tuple[PlaceInRow, Element]]:
    """Yield the cells of a row at their places."""
    column = _number(below(below(row, W + "trPr"), W + "gridBefore"), 0)
    for cell in _children(row, "tc"):
        properties = below(cell, W + "tcPr")
        span, merge = _number(below(properties, W + "gridSpan"), 1), below(properties, W + "vMerge")
        goes_on = merge is not None and value(merge, "continue") == "continue"
        yield PlaceInRow(column, span, merge is not None, goes_on), cell
        column += span


def _style_of(paragraph: Element) -> str:
    return value(below(below(paragraph, W + "pPr"), W + "pStyle"))


def _ending(box: Box, columns: int) -> Box:
    if box.column + box.columns <= columns:
        return box
    return box._replace(columns=columns - box.column)


def _grow(lines: list[list[Box]], block: _Open) -> None:
    box = lines[block.line][block.number]
    lines[block.line][block.number] = box._replace(rows=box.rows + 1)


def _number(element: Element | None, default: int) -> int:
    return default if element is None else whole_number(element.get(W + "val", str(default)))
