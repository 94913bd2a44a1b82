"""Read what a .docx shows straight from its XML, without the model that other formats are written from."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from io import BytesIO

from lxml import etree

from pmgen.readers.seen import PAGE, Box, Grid, Seen, Words

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SIGNS = {W + "tab": "\t", W + "cr": "\n", W + "noBreakHyphen": "\u2011", W + "softHyphen": "\u00ad"}
_HOLDERS = frozenset(W + name for name in ("sdt", "sdtContent", "ins", "smartTag", "customXml"))
_APART = frozenset(W + name for name in ("drawing", "pict", "object", "pPr"))


def read(data: bytes) -> Seen:
    """Return what the file shows; its head and foot lines are left out."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        root = etree.fromstring(package.read("word/document.xml"), _parser())
    body = root.find(W + "body")
    return Seen(tuple(_blocks(body)) if body is not None else ())


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


def _blocks(parent: etree._Element) -> Iterator[Grid | Words]:
    for element in _block_elements(parent):
        if element.tag == W + "tbl":
            yield _grid(element)
        elif text := _paragraph(element):
            yield Words(text)


def _block_elements(parent: etree._Element) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag in _HOLDERS:
            yield from _block_elements(child)
        elif child.tag in (W + "p", W + "tbl"):
            yield child


def _paragraph(paragraph: etree._Element) -> str:
    return "".join(_Fields().shown(paragraph))


@dataclass(slots=True)
class _Fields:
    """The fields open in a paragraph: the instruction of each, and whether its result is a page's number."""

    instructions: list[str] = field(default_factory=list)
    numbers: list[bool] = field(default_factory=list)

    def shown(self, element: etree._Element) -> Iterator[str]:
        """Yield the pieces of text below an element."""
        for child in element:
            if child.tag == W + "fldChar":
                yield self._turn(child.get(W + "fldCharType"))
            elif child.tag == W + "instrText" and self.instructions:
                self.instructions[-1] += child.text or ""
            elif child.tag == W + "fldSimple" and _is_page(child.get(W + "instr", "")):
                yield PAGE
            elif child.tag in _APART or any(self.numbers):
                yield from self._turns(child)
            elif child.tag == W + "t":
                yield child.text or ""
            elif child.tag == W + "br":
                yield "\n" if child.get(W + "type", "textWrapping") == "textWrapping" else ""
            else:
                yield _SIGNS[str(child.tag)] if child.tag in _SIGNS else "".join(self.shown(child))

    def _turns(self, element: etree._Element) -> Iterator[str]:
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
            return PAGE if _is_page(self.instructions.pop()) else ""
        return ""


def _is_page(instruction: str) -> bool:
    return instruction.split()[:1] in (["PAGE"], ["PAGEREF"], ["NUMPAGES"])


@dataclass(slots=True)
class _Open:
    """A merged block that goes on: where it began."""

    line: int
    number: int


def _grid(table: etree._Element) -> Grid:
    lines: list[list[Box]] = []
    growing: dict[int, _Open] = {}
    for row in _children(table, "tr"):
        lines.append([])
        _read_row(row, lines, growing)
    return Grid(tuple(map(tuple, lines)))


def _children(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag in _HOLDERS:
            yield from _children(child, name)
        elif child.tag == W + name:
            yield child


def _read_row(row: etree._Element, lines: list[list[Box]], growing: dict[int, _Open]) -> None:
    column = _skipped(row, "gridBefore")
    for cell in _children(row, "tc"):
        span = _number(cell.find(f"{W}tcPr/{W}gridSpan"), 1)
        merge = cell.find(f"{W}tcPr/{W}vMerge")
        goes_on = merge is not None and merge.get(W + "val", "continue") == "continue"
        text = cell_text(cell)
        if goes_on and not text and column in growing:
            _grow(lines, growing[column])
        else:
            growing.pop(column, None)
            if merge is not None:
                growing[column] = _Open(len(lines) - 1, len(lines[-1]))
            lines[-1].append(Box(text, column, span))
        column += span


def _grow(lines: list[list[Box]], block: _Open) -> None:
    box = lines[block.line][block.number]
    lines[block.line][block.number] = replace(box, rows=box.rows + 1)


def _skipped(row: etree._Element, name: str) -> int:
    return _number(row.find(f"{W}trPr/{W}{name}"), 0)


def _number(element: etree._Element | None, default: int) -> int:
    return default if element is None else int(element.get(W + "val", default))


def cell_text(cell: etree._Element) -> str:
    """Return the paragraphs of a cell as lines; a table inside gives a line per row, its cells after tabs."""
    return "\n".join(_inner(block) for block in _block_elements(cell))


def _inner(block: etree._Element) -> str:
    if block.tag == W + "p":
        return _paragraph(block)
    rows = _children(block, "tr")
    return "\n".join("\t".join(map(cell_text, _children(row, "tc"))) for row in rows)
