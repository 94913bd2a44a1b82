"""Build the Jinja source of a part from its elements, whole or an excerpt, tags where scopes say."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from jinja2 import Environment, TemplateSyntaxError, nodes

from pmgen.engines.word.block_scopes import Scopes
from pmgen.engines.word.layout_tags import CELL_TAGS, TagKind
from pmgen.engines.word.layout_xml import ancestor, closing, opening, serialised
from pmgen.engines.word.tag_placement import SLOT, TAG, PlacedTag
from pmgen.opc.office_xml import Element, W
from pmgen.opc.xml_text import escape
from pmgen.problems import LayoutPlace, Problems, message

_PIECE = re.compile("\ue000([0-9]+)\ue001")
_LOOP = re.compile(r"\{%\s*for\s+(\w+)\s+in\b")


class PartProgram:
    """A script in the making. Texts written one after the other become one piece."""

    def __init__(self, file: str, part: str) -> None:
        self._nowhere = LayoutPlace(file, part)
        self._pieces: list[str] = []
        self._pending: list[str] = []
        self._lines: list[str] = [""]
        self._places: list[LayoutPlace] = [self._nowhere]
        self._here = self._nowhere
        self._authors: set[int] = set()
        self._open: list[PlacedTag] = []

    def write(self, xml: str) -> None:
        """Add finished XML."""
        self._pending.append(xml)

    def tag(self, tag: PlacedTag) -> None:
        """Add a tag of the layout, keeping count of the loops that are open."""
        self.authored(tag)
        if tag.tag.word in ("for", "if"):
            self._open.append(tag)
        elif tag.tag.word in ("endfor", "endif") and self._open:
            self._open.pop()

    def authored(self, tag: PlacedTag) -> None:
        """Add a tag that opens and closes nothing."""
        self.code(tag.tag.source, tag.place)
        self._authors.add(len(self._lines))

    def is_own(self, line: int) -> bool:
        """Tell whether a line of the source, from 1, was written by the engine and not by the author."""
        return line not in self._authors

    def code(self, source: str, place: LayoutPlace | None = None) -> None:
        """Add a tag on a line of its own; without a place it belongs to the one before."""
        self._flush()
        self._here = place or self._here
        self._lines.append(source)
        self._places.append(self._here)

    def call(self, name: str, *arguments: str, place: LayoutPlace | None = None) -> None:
        """Add a call of one of the engine's helpers, whose result is XML."""
        self.code("{{ _pm_" + name + "(" + ", ".join(arguments) + ") }}", place)

    def do(self, name: str, *arguments: str) -> None:
        """Add a call of a helper that writes nothing itself."""
        self.code("{% set _pm_done = _pm_" + name + "(" + ", ".join(arguments) + ") %}")

    @property
    def loop_variable(self) -> str | None:
        """Return the variable of the innermost open loop."""
        names = [match.group(1) for tag in self._open if (match := _LOOP.match(tag.tag.source))]
        return names[-1] if names else None

    @property
    def is_repeated(self) -> bool:
        """Tell whether what is written now stands in a loop."""
        return any(tag.tag.word == "for" for tag in self._open)

    @property
    def open_blocks(self) -> tuple[PlacedTag, ...]:
        """Return the openers around what is written now, the outermost first."""
        return tuple(self._open)

    @property
    def is_fixed(self) -> bool:
        """Tell whether nothing but finished XML was added."""
        return len(self._lines) == 1

    @property
    def fixed(self) -> str:
        """Return the XML of a program without tags."""
        return self.raw(self.source())

    def _flush(self) -> None:
        if self._pending:
            self._lines[-1] += f"\ue000{len(self._pieces)}\ue001"
            self._pieces.append("".join(self._pending))
            self._pending.clear()

    def source(self) -> str:
        """Return the source; its line n + 1 is the n-th tag."""
        self._flush()
        return "\n".join(self._lines)

    def place(self, line: int) -> LayoutPlace:
        """Return where a line of the source, from 1, stands in the layout."""
        return self._places[line - 1] if 0 < line <= len(self._places) else self._nowhere

    def raw(self, data: str) -> str:
        """Return the XML that the source's text between two tags stands for."""
        return "".join(self._pieces[int(number)] for number in _PIECE.findall(data))


def quoted(text: str) -> str:
    """Return `text` as a string of Jinja."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'"


TEXT = '<w:t xml:space="preserve">'
"""The start of a text in which spaces count."""

_READER = Environment(autoescape=False)
_HOLDERS = frozenset(W + name for name in ("tc", "txbxContent", "hdr", "ftr", "footnote", "endnote"))
_BLOCKS = frozenset(W + name for name in ("p", "tbl", "sdt"))

WritersByName = dict[str, Callable[[Element], None]]
"""What writes an element, by its name."""


class ElementWriter:
    """Writes any element; `writers` holds those for the kinds that need more than to be copied.

    `hoisted` numbers the statements that were written before their place.
    """

    def __init__(
        self, program: PartProgram, scopes: Scopes, tags: list[PlacedTag], problems: Problems
    ) -> None:
        self.program = program
        self.scopes = scopes
        self.tags = tags
        self.problems = problems
        self.hoisted: set[int] = set()
        self.writers: WritersByName = {SLOT: self._slot, TAG: self._statement}

    def element(self, element: Element) -> None:
        """Write an element with the tags around it, or what is left where it goes."""
        if not isinstance(element.tag, str):
            return
        before, after = self.scopes.around(element)
        for tag in before:
            self.program.tag(tag)
        if element not in self.scopes.gone:
            self.writers.get(element.tag, self.plain)(element)
        for tag in after:
            self.program.tag(tag)

    def plain(self, element: Element) -> None:
        """Write an element as it stands, and what it holds by their kinds."""
        if not len(element) and not element.text:
            self.program.write(opening(element) + "/>")
            return
        self.open(element)
        self.inside(element)
        self.program.write(closing(element))

    def open(self, element: Element, extra: str = "") -> None:
        """Write the start tag of an element."""
        self.program.write(opening(element, extra) + ">")

    def inside(self, element: Element) -> None:
        """Write what an element holds."""
        if len(element) == 0:
            self.program.write(escape(element.text or ""))
        elif element.tag in _HOLDERS:
            self.holder(element, list(element))
        else:
            self.children(list(element))

    def children(self, children: list[Element]) -> None:
        """Write elements in turn."""
        for child in children:
            self.element(child)

    def holder(self, holder: Element, children: list[Element]) -> None:
        """Write the contents of a cell or the like, which must end in a paragraph."""
        blocks = [child for child in children if child.tag in _BLOCKS]
        last = blocks[-1] if blocks else None
        if last is not None and last.tag == W + "p" and not self.scopes.conditional(last):
            self.children(children)
            return
        model = next((p for p in holder.iter(W + "p")), None)
        self.program.do("open", "''")
        self.children(children)
        self.program.do("close_cell", quoted(empty_paragraph(model)))

    def _slot(self, element: Element) -> None:
        tag = self.tags[int(element.get("n", ""))]
        if merge_of(tag) is not None:
            self.misplaced_merge(tag)
        self.program.write(TEXT)
        self.program.authored(tag)
        self.program.write("</w:t>")

    def misplaced_merge(self, tag: PlacedTag) -> None:
        """Report a merge where none can be."""
        self.problems.add(
            "PMG420",
            message("merge must be the last filter of the only value in its cell"),
            tag.place,
            hint=message("write for example {example}", example="{{ 分组.名称 | merge }}"),
        )

    def _statement(self, element: Element) -> None:
        tag = self.tags[int(element.get("n", ""))]
        if tag.tag.word in CELL_TAGS and ancestor(element, W + "tc") is None:
            self.problems.add(
                "PMG427", message("{tag} belongs into a table cell", tag=tag.tag.source), tag.place
            )
        elif tag.tag.kind is TagKind.STATEMENT and tag.number not in self.hoisted:
            self.program.authored(tag)


def merge_of(tag: PlacedTag) -> nodes.Filter | None:
    """Return the filter node if the tag's last filter is merge."""
    return last_filter(tag, "merge")


def last_filter(tag: PlacedTag, name: str) -> nodes.Filter | None:
    """Return the filter node if the tag's last filter has that name."""
    body = _body(tag) if name in tag.tag.source else []
    output = body[0] if body else None
    last = output.nodes[0] if isinstance(output, nodes.Output) and output.nodes else None
    return last if isinstance(last, nodes.Filter) and last.name == name else None


def has_filter(tag: PlacedTag, name: str) -> bool:
    """Tell whether a tag has a filter of that name anywhere."""
    found = (node.find_all(nodes.Filter) for node in (_body(tag) if name in tag.tag.source else ()))
    return any(each.name == name for filters in found for each in filters)


def _body(tag: PlacedTag) -> list[nodes.Node]:
    try:
        return _READER.parse(tag.tag.source).body
    except TemplateSyntaxError:
        # What cannot be read is reported when the part is compiled.
        return []


def empty_paragraph(model: Element | None) -> str:
    """Return a paragraph that looks like `model` and holds nothing."""
    properties = model.find(W + "pPr") if model is not None else None
    return "<w:p>" + (serialised(properties) if properties is not None else "") + "</w:p>"


Take = Callable[["Excerpt", Element], bool]
"""Writes an element that is wanted, and tells whether it was."""


class Excerpt:
    """Walks through a part twice: dry, to learn which blocks hold something wanted, then to write."""

    def __init__(
        self, scopes: Scopes, tags: Sequence[PlacedTag], take: Take, text: Callable[[str], str]
    ) -> None:
        self.program = PartProgram("", "")
        self.is_dry = True
        self._scopes = scopes
        self._tags = tags
        self._take = take
        self._text = text
        self._wanted: set[int] = set()
        self._partner = {b.closer.number: b.opener.number for b in scopes.blocks} | {
            tag.number: b.opener.number for b in scopes.blocks for tag in b.inner
        }

    def write(self, root: Element, program: PartProgram) -> None:
        """Write the program that yields what is wanted below an element."""
        self._walk(root)
        self.program, self.is_dry = program, False
        self._walk(root)

    def want(self) -> None:
        """Keep the blocks that are open now."""
        self._wanted.update(opener.number for opener in self.program.open_blocks)

    def words(self, element: Element) -> None:
        """Write the words below an element, with the blocks that stand among them."""
        for child in element:
            before, after = self._scopes.around(child)
            for tag in before:
                self.program.tag(tag)
            if child.tag == TAG:
                self._statement(child)
            elif child.tag == SLOT:
                self.program.authored(self._tags[int(child.get("n", ""))])
            elif child.tag == W + "t":
                self.program.write(self._text(child.text or ""))
            elif child.tag in (W + "tab", W + "br", W + "cr"):
                self.program.write(" ")
            else:
                self.words(child)
            for tag in after:
                self.program.tag(tag)

    def _walk(self, element: Element) -> None:
        before, after = self._scopes.around(element)
        for tag in before:
            self._tag(tag)
        if element.tag == TAG:
            self._statement(element)
        elif element not in self._scopes.gone and not self._take(self, element):
            for child in element:
                self._walk(child)
        for tag in after:
            self._tag(tag)

    def _tag(self, tag: PlacedTag) -> None:
        block = self._partner.get(tag.number, tag.number)
        if tag.tag.kind is TagKind.STATEMENT:
            self.want()
            self.program.tag(tag)
        elif self.is_dry or block in self._wanted:
            self.program.tag(tag)

    def _statement(self, element: Element) -> None:
        tag = self._tags[int(element.get("n", ""))]
        if tag.tag.kind is TagKind.STATEMENT:
            self._tag(tag)
