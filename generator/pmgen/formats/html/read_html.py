"""Read what an .html page shows: its tables with their spans, its lines, and its printed margins."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser

from pmgen.formats.file_contents import PAGE, Box, Grid, Line, Seen, ShownRunningHeads, Words
from pmgen.opc.office_package import Damaged

_STRING = r'"(?:[^"\\\n]|\\.)*"'
_FLAT = rf'(?:{_STRING}|[^"{{}}])*'
_RULE = re.compile(rf"@page\s*([\w-]*)(?::(\w+))?\s*\{{((?:{_FLAT}\{{{_FLAT}\}})*{_FLAT})\}}")
_BOX = re.compile(rf"@([\w-]+)\s*\{{({_FLAT})\}}")
_CONTENT = re.compile(rf'(?:^|;)\s*content\s*:((?:{_STRING}|[^";])*)')
_PIECE = re.compile(rf"({_STRING})|counter\(pages?\)")
_ESCAPE = re.compile(r"\\(?:([0-9A-Fa-f]{1,6})\s?|(.))", re.DOTALL)
_PAGES = {"left": "even", "first": "first", "": "ordinary"}


def running_heads_of(styles: Iterable[str]) -> tuple[ShownRunningHeads, ...]:
    """Return what stands in the margins, for each name of pages; a box of some pages replaces that of all."""
    names: dict[str, dict[str, dict[str, str]]] = {}
    for style in styles:
        for name, pages, inside in _RULE.findall(style):
            if pages in _PAGES:
                names.setdefault(name, {}).setdefault(_PAGES[pages], {}).update(_boxes(inside))
    return tuple(map(_running_heads, names.values()))


def _boxes(inside: str) -> Iterator[tuple[str, str]]:
    for name, declared in _BOX.findall(inside):
        for content in _CONTENT.findall(declared)[-1:]:
            yield name, "".join(_piece(found[1] or "") for found in _PIECE.finditer(content))


def _piece(string: str) -> str:
    return _ESCAPE.sub(_sign, string[1:-1]) if string else PAGE


def _sign(escape: re.Match[str]) -> str:
    if not escape[1]:
        return escape[2]
    code = int(escape[1], 16)
    return chr(code) if code <= sys.maxunicode else "\ufffd"


def _running_heads(boxes: Mapping[str, Mapping[str, str]]) -> ShownRunningHeads:
    ordinary = boxes.get("ordinary", {})
    first, even = (
        _lines({**ordinary, **boxes[pages]}) if pages in boxes else None for pages in ("first", "even")
    )
    return ShownRunningHeads(_lines(ordinary), first, even)


def _lines(boxes: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(line for text in boxes.values() for line in text.split("\n") if line.strip())


_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
)
_UNSEEN = frozenset({"head", "script", "style", "template", "title"})
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "dd", "div", "dl", "dt", "figure", "footer", "h1"}
    | {"h2", "h3", "h4", "h5", "h6", "header", "html", "li", "main", "nav", "ol", "p", "pre", "section", "ul"}
)
_STACKED = _BLOCKS | {"table"}
_APART_FROM_LINES = _STACKED | _UNSEEN
_APART = frozenset({"hidden", "screen"})
"""Classes of what is only heard, and of the head and foot lines that print puts into the margins."""

_KEEPS_SPACE = re.compile(r"white-space:\s*(pre-wrap|break-spaces)")
_SPACE = re.compile("[ \t\n\r\f]+")
_SPAN = re.compile("[0-9]{1,5}")
_DEEPEST = 150
_SAID = r"(?:[ \n]+[a-z][a-z0-9-]*(?:=\"[^\"]*\")?)*+"
_PLAIN = re.compile(
    rf"<tr(?P<of_row>{_SAID})>(?P<cells>(?:<td{_SAID}>[^<]*</td>|<th{_SAID}>[^<]*</th>)*+)</tr>"
    r"|(?P<text>[^<]+)"
    r"|</(?P<close>[a-z][a-z0-9]*)>"
    r"|<style>(?P<style>[^<]+)</style>"
    r"|<(?!(?:script|style|textarea|iframe|noembed|noframes|noscript|plaintext|xmp)\b)(?P<open>[a-z][a-z0-9]*)"
    rf"(?P<attributes>{_SAID})>"
    r"|<!DOCTYPE html>"
)
_CELLS = re.compile(rf"<(t[dh])({_SAID})>([^<]*)</")
_ATTRIBUTE = re.compile(r"([a-z][a-z0-9-]*)(?:(=)\"([^\"]*)\")?")


@dataclass(slots=True)
class _Element:
    tag: str
    attributes: Mapping[str, str | None]
    children: list[_Element | str]

    def number(self, name: str) -> int:
        """Return how many rows or columns a cell spans."""
        value = self.attributes.get(name)
        return max(1, int(value)) if value and _SPAN.fullmatch(value) else 1

    def elements(self) -> list[_Element]:
        """Return the child elements."""
        return [child for child in self.children if isinstance(child, _Element)]


def read(data: bytes) -> Seen:
    """Return what the page shows in a window."""
    try:
        text = data.decode("utf-8")
        tree = _plain_tree(text) or _any_tree(text)
    except (UnicodeDecodeError, AssertionError) as error:  # AssertionError is how HTMLParser complains
        raise Damaged(str(error)) from error
    shown = _Reading(keeps_space=_KEEPS_SPACE.search(text) is not None)
    styles = ("".join(map(str, style.children)) for style in tree.styles)
    return Seen(tuple(shown.blocks(tree.root)), running_heads_of(styles))


def _plain_tree(text: str) -> _Tree | None:
    """Return the tree of a page of plain tags, texts and styles; None where there is more to it."""
    tree, at, known = _Tree(), 0, _KnownAttributes()
    for match in _PLAIN.finditer(text):
        if match.start() != at:
            return None
        at = match.end()
        match match.lastgroup:
            case "cells" if tree.depth > _DEEPEST - 2:
                return None
            case "cells":
                tree.add(_Element("tr", known[match["of_row"]], _cells(match["cells"], known)))
            case "text":
                tree.handle_data(unescape(match[0]))
            case "close":
                tree.handle_endtag(match["close"])
            case "attributes":
                tree.open(match["open"], known[match["attributes"]])
            case "style":
                tree.open("style", {})
                tree.handle_data(match["style"])
                tree.handle_endtag("style")
    return tree if at == len(text) else None


def _cells(row: str, known: _KnownAttributes) -> list[_Element | str]:
    """Return the cells of a row, in which stands nothing but text."""
    return [
        _Element(tag, known[said], [unescape(text)] if text else [])
        for tag, said, text in _CELLS.findall(row)
    ]


class _KnownAttributes(dict[str, Mapping[str, str | None]]):
    """What tags say beside their names: the same for most cells of a page, and so taken apart once."""

    def __missing__(self, text: str) -> Mapping[str, str | None]:
        said = {name: unescape(value) if equals else None for name, equals, value in _ATTRIBUTE.findall(text)}
        self[text] = said
        return said


def _any_tree(text: str) -> _Tree:
    tree = _Tree()
    tree.feed(text)
    tree.close()
    return tree


class _Tree(HTMLParser):
    """Builds the tree of a page that closes what it opens, and keeps its styles."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = _Element("html", {}, [])
        self.styles: list[_Element] = []
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element of a page of any tags."""
        self.open(tag, dict(attrs))

    def open(self, tag: str, attributes: Mapping[str, str | None]) -> None:
        """Open an element."""
        element = _Element(tag, attributes, [])
        self._open[-1].children.append(element)
        if tag == "style":
            self.styles.append(element)
        if tag not in _VOID:
            self._open.append(element)
            if len(self._open) > _DEEPEST:
                raise Damaged("its elements are nested too deeply")

    @property
    def depth(self) -> int:
        """Return in how many elements the next one stands."""
        return len(self._open)

    def add(self, element: _Element) -> None:
        """Take an element as a whole."""
        self._open[-1].children.append(element)

    def handle_endtag(self, tag: str) -> None:
        """Close the nearest element of that name, and what is open in it."""
        if self._open[-1].tag == tag and len(self._open) > 1:
            self._open.pop()
        elif any(element.tag == tag for element in self._open[1:]):
            while self._open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        """Take text."""
        self._open[-1].children.append(data)


@dataclass(slots=True)
class _Reading:
    keeps_space: bool

    def blocks(self, parent: _Element) -> Iterator[Grid | Words]:
        """Yield the tables and lines below an element."""
        inline: list[_Element | str] = []
        for child in parent.children:
            if isinstance(child, str) or child.tag not in _APART_FROM_LINES:
                inline.append(child)
                continue
            yield from self._line(inline)
            inline = []
            if child.tag == "table":
                yield Grid(tuple(self._grid(child)))
            elif _is_seen(child):
                yield from self.blocks(child)
        yield from self._line(inline)

    def _line(self, inline: list[_Element | str]) -> Iterator[Words]:
        text = self._shown(inline)
        if text.strip():
            yield Words(text)

    def _grid(self, table: _Element) -> Iterator[Line]:
        """Yield the rows, each cell at the first column that no cell above reaches down to."""
        taken: dict[int, int] = {}
        for row in _rows(table):
            column, line = 0, list[Box]()
            for cell in row.elements():
                while taken and taken.get(column, 0):
                    column += 1
                columns, rows = cell.number("colspan"), cell.number("rowspan")
                line.append(Box(self.cell(cell), column, columns, rows))
                if taken or rows > 1:
                    taken.update(dict.fromkeys(range(column, column + columns), rows))
                column += columns
            yield tuple(line)
            taken = {place: left - 1 for place, left in taken.items() if left > 1}

    def cell(self, cell: _Element) -> str:
        """Return what stands in a cell: its paragraphs as lines, or the text without any."""
        children = cell.children
        if len(children) == 1 and isinstance(children[0], str):
            return self._shown(children)
        blocks = [child for child in children if not isinstance(child, str) and child.tag in _STACKED]
        if not blocks:
            return self._shown(children)
        return "\n".join(map(self._block, blocks))

    def _block(self, block: _Element) -> str:
        if block.tag != "table":
            return self._shown(block.children)
        return "\n".join("\t".join(map(self.cell, row.elements())) for row in _rows(block))

    def _shown(self, children: list[_Element | str]) -> str:
        """Return the text of a block; a break at its end gives a line its height and begins none."""
        return self._inline(children).removesuffix("\n")

    def _inline(self, children: list[_Element | str]) -> str:
        if len(children) == 1:
            return self._piece(children[0])
        return "".join(map(self._piece, children))

    def _piece(self, child: _Element | str) -> str:
        if isinstance(child, str):
            return child if self.keeps_space else _SPACE.sub(" ", child)
        if child.tag == "br":
            return "\n"
        return self._inline(child.children) if _is_seen(child) else ""


def _is_seen(element: _Element) -> bool:
    classes = (element.attributes.get("class") or "").split()
    return element.tag not in _UNSEEN and "hidden" not in element.attributes and _APART.isdisjoint(classes)


def _rows(table: _Element) -> Iterator[_Element]:
    for child in table.elements():
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from _rows(child)
