"""Write elements of a part into its program, each by its kind, tags where their scopes say."""

from __future__ import annotations

from collections.abc import Callable

from jinja2 import Environment, TemplateSyntaxError, nodes

from pmgen.engines.word.blocks import Scopes
from pmgen.engines.word.paragraphs import SLOT, TAG, Placed
from pmgen.engines.word.program import Program, quoted
from pmgen.engines.word.tags import CELL_TAGS, TagKind
from pmgen.engines.word.xml import ancestor, closing, escape, opening, serialised
from pmgen.ooxml.xml import Element, W
from pmgen.problems import Problems, message

TEXT = '<w:t xml:space="preserve">'
"""The start of a text in which spaces count."""

_READER = Environment(autoescape=False)
_HOLDERS = frozenset(W + name for name in ("tc", "txbxContent", "hdr", "ftr", "footnote", "endnote"))
_BLOCKS = frozenset(W + name for name in ("p", "tbl", "sdt"))

Writers = dict[str, Callable[[Element], None]]
"""What writes an element, by its name."""


class Writer:
    """Writes any element; `writers` holds those for the kinds that need more than to be copied.

    `hoisted` numbers the statements that were written before their place.
    """

    def __init__(self, program: Program, scopes: Scopes, tags: list[Placed], problems: Problems) -> None:
        self.program = program
        self.scopes = scopes
        self.tags = tags
        self.problems = problems
        self.hoisted: set[int] = set()
        self.writers: Writers = {SLOT: self._slot, TAG: self._statement}

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

    def misplaced_merge(self, tag: Placed) -> None:
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


def merge_of(tag: Placed) -> nodes.Filter | None:
    """Return the filter node if the tag's last filter is merge."""
    return last_filter(tag, "merge")


def last_filter(tag: Placed, name: str) -> nodes.Filter | None:
    """Return the filter node if the tag's last filter has that name."""
    body = _body(tag) if name in tag.tag.source else []
    output = body[0] if body else None
    last = output.nodes[0] if isinstance(output, nodes.Output) and output.nodes else None
    return last if isinstance(last, nodes.Filter) and last.name == name else None


def has_filter(tag: Placed, name: str) -> bool:
    """Tell whether a tag has a filter of that name anywhere."""
    found = (node.find_all(nodes.Filter) for node in (_body(tag) if name in tag.tag.source else ()))
    return any(each.name == name for filters in found for each in filters)


def _body(tag: Placed) -> list[nodes.Node]:
    try:
        return _READER.parse(tag.tag.source).body
    except TemplateSyntaxError:
        # What cannot be read is reported when the part is compiled.
        return []


def empty_paragraph(model: Element | None) -> str:
    """Return a paragraph that looks like `model` and holds nothing."""
    properties = model.find(W + "pPr") if model is not None else None
    return "<w:p>" + (serialised(properties) if properties is not None else "") + "</w:p>"
