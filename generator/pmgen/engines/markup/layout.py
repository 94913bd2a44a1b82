"""A markup layout: compiled once, filled with the data of each document."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from jinja2.meta import find_undeclared_variables
from markupsafe import Markup, escape

from pmgen import disk
from pmgen.catalog.patterns import Pattern
from pmgen.catalog.region import PageNumbers, Region, last_words
from pmgen.document import Block, Document, Edges, Page, Section
from pmgen.engines import Filled
from pmgen.engines.language import Blanks, Script, Unusable, compile_script, plain_text
from pmgen.engines.language.single_braces import find_braced, loop_variables, warn_of_braced
from pmgen.engines.markup import checks, pages
from pmgen.engines.markup.css import Reader, Sheet
from pmgen.engines.markup.flow import Flow
from pmgen.engines.markup.pages import MarginBoxes
from pmgen.engines.markup.source import JINJA, unended_tag, with_lines, without_jinja
from pmgen.engines.markup.styles import ROOT, Cascade, Context
from pmgen.engines.markup.tree import Element, read, start_tags, without_blots
from pmgen.engines.official import with_official_numbers
from pmgen.problems import Problem, Problems, Refusal, SourcePlace, message
from pmgen.view.record import Record
from pmgen.view.shapes import root_shape

_LARGEST = 2_000_000
_REFERENCES = str.maketrans(
    {
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        '"': "&quot;",
        "'": "&apos;",
        " ": "&#32;",
        "\t": "&#9;",
        "\n": "&#10;",
        "\r": "&#13;",
        "\f": "&#12;",
    }
)
"""Values go into the markup with their white space as references, which tells it from the layout's own."""


@dataclass(frozen=True, slots=True)
class MarkupLayout:
    """A compiled layout; `warnings` were found in the layout itself and come with every document."""

    region: Region
    script: Script
    sheet: Sheet
    page: Page
    boxes: MarginBoxes
    warnings: tuple[Problem, ...]
    per_project: bool

    def fill(self, root: Record, title: str, author: str) -> Filled:
        """Return the document for `root`, or None in its place if an error was found."""
        problems = Problems()
        document = None
        try:
            document = replace(self._document(root, problems), title=title, author=author)
        except Refusal as refusal:
            problems.extend(refusal.problems)
        found = tuple(dict.fromkeys((*self.warnings, *problems)))
        return Filled(None if problems.has_errors else document, found)

    def _document(self, root: Record, problems: Problems) -> Document:
        file = str(self.region.layout)
        blanks = self.script.blanks()
        helpers = {"merge": Merging(blanks).merge}
        pieces: list[str] = []
        self.script.run(root, _value, helpers, problems, pieces.append, blanks)
        markup = "".join(pieces)
        blanks.report(problems)
        tree = read(markup, file, problems)
        flow = Flow(Cascade(self.sheet, file, problems), self.region.folder, file, problems)
        body, context = _body(tree, flow.cascade)
        flow.bookmark(body)
        width = text_width(self.page)
        edges = {tag: _edge(body, tag, context, flow, width) for tag in ("header", "footer")}
        rest = [child for child in body.children if not (isinstance(child, Element) and child.tag in edges)]
        own = Edges(tuple(edges["header"]), tuple(edges["footer"]))
        ordinary = _with_boxes(own, self.boxes.ordinary)
        section = Section(
            self.page,
            tuple(flow.blocks(replace(body, children=rest), context, width)),
            ordinary.header,
            ordinary.footer,
            None if self.boxes.first is None else _with_boxes(own, self.boxes.first),
            None if self.boxes.even is None else _with_boxes(own, self.boxes.even),
        )
        if self.region.page_numbers is PageNumbers.OFFICIAL:
            section = with_official_numbers(section)
        flow.check_links()
        return Document("", language=_language(tree), sections=(section,))


def compile_layout(region: Region) -> MarkupLayout:
    """Return the region's markup layout, ready to be filled; raise Refusal if it cannot be."""
    file, problems = str(region.layout), Problems()
    source = _source(region)
    script = compile_script(
        with_lines(source, start_tags(without_jinja(source))),
        root=root_shape(region, per_project=True),
        place=lambda line: SourcePlace(file, line),
        filters=_filters(region),
        required=last_words(region),
    )
    tree = _own_tree(source, file)
    sheet = _sheet(tree, file, problems)
    problems.refuse_errors()
    _warn_of_braces(source, {*root_shape(region, per_project=True).names}, file, problems)
    cascade = Cascade(sheet, file, problems)
    checks.check(tree, cascade, file, problems)
    page, boxes = pages.page(sheet), pages.margin_boxes(sheet, _body(tree, cascade)[1].font)
    return MarkupLayout(region, script, sheet, page, boxes, tuple(problems), _names_project(source, script))


def _warn_of_braces(source: str, roots: set[str], file: str, problems: Problems) -> None:
    known, text = roots | loop_variables(source), without_jinja(source)
    for braced in find_braced(text):
        warn_of_braced(braced, known, SourcePlace(file, 1 + text.count("\n", 0, braced.start)), problems)


def _own_tree(source: str, file: str) -> Element:
    """Return the tree of the layout itself; which tags match can only be told once it is filled."""
    blotted, problems = without_jinja(source), Problems()
    if unended_tag(blotted) is not None:
        read(blotted, file, problems)
    problems.refuse_errors()
    return without_blots(read(blotted, file, Problems()))


def text_width(page: Page) -> float:
    """Return how wide a line of text may be."""
    return page.width - page.margins.left - page.margins.right


def _source(region: Region) -> str:
    """Return the text of the layout; line ends are made alike."""
    place = SourcePlace(str(region.layout))
    data = disk.read_bytes(region.layout)
    if len(data) > _LARGEST:
        text = message("refused: the layout is larger than any form needs")
        raise Refusal([Problem("PMG802", text, (place,))])
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        raise Refusal([_not_text(place)]) from None


def _not_text(place: SourcePlace) -> Problem:
    text, hint = message("the layout is not UTF-8 text"), message("save the layout as UTF-8 text")
    return Problem("PMG518", text, (place,), hint)


def _sheet(tree: Element, file: str, problems: Problems) -> Sheet:
    """Return the rules of all style elements."""
    sheet = Sheet()
    for style in _all(tree, "style"):
        text = style.text()
        if JINJA in text:
            problems.add(
                "PMG507",
                message("a style sheet cannot hold template tags"),
                SourcePlace(file, style.line),
                hint=message("write what depends on data into a style attribute"),
            )
            continue
        Reader(file, style.line, problems).sheet(text, sheet)
    return sheet


def _all(tree: Element, tag: str) -> list[Element]:
    inner = [found for child in tree.elements() for found in _all(child, tag)]
    return [tree, *inner] if tree.tag == tag else inner


def _names_project(source: str, script: Script) -> bool:
    names = find_undeclared_variables(script.template.environment.parse(source))
    return bool(names & {"project", "项目"})


def _body(tree: Element, cascade: Cascade) -> tuple[Element, Context]:
    """Return the body with its context; a layout without one is all body."""
    html, body = tree.find("html"), tree.find("body")
    context = ROOT if html is None else cascade.context(ROOT, html)
    if body is None:
        return html or tree, context
    return body, cascade.context(context, body)


def _with_boxes(edges: Edges, boxes: Edges) -> Edges:
    return Edges((*edges.header, *boxes.header), (*edges.footer, *boxes.footer))


def _edge(body: Element, tag: str, context: Context, flow: Flow, width: float) -> list[Block]:
    return [
        block
        for element in body.elements()
        if element.tag == tag
        for block in flow.blocks(element, flow.cascade.context(context, element), width)
    ]


def _language(tree: Element) -> str:
    html = tree.find("html")
    return (html.attributes.get("lang") if html else None) or "zh-CN"


def _value(text: str) -> str:
    return text.translate(_REFERENCES)


class Merging:
    """Marks the values that merge down a column; of one block, a blank counts once."""

    def __init__(self, blanks: Blanks) -> None:
        self._blanks = blanks
        self._blank: set[tuple[int, int]] = set()

    def merge(self, slot: int, turn: int, value: object, condition: object) -> str:
        """Return a value with marks round it, if its cell is to merge."""
        if value is None and not (condition and (slot, turn) in self._blank):
            self._blanks.note()
            self._blank.add((slot, turn))
        text = _value(plain_text(value))
        return f"<?merge {slot} {turn}?>{text}<?merged?>" if condition else text


_LOOP = "{% for 项目 in 附件.项目 %}"


def _filters(region: Region) -> Mapping[str, Callable[..., object]]:
    patterns = {key: Pattern(text) for key, text in region.bookmarks.items()}

    def bookmark(item: object, key: object) -> str:
        """Return the name of the bookmark `key` for an item of a loop."""
        pattern = patterns.get(str(key))
        if pattern is None:
            raise Unusable(
                message("region.yaml has no bookmark {key}", key=key),
                message("add it below 书签, or write one of {names}", names="、".join(patterns) or "—"),
            )
        if not isinstance(item, Record) or not item.get("seq"):
            raise Unusable(
                message("the bookmark {key} needs an item with a number", key=key),
                message("write it inside the loop over its items, such as {example}", example=_LOOP),
            )
        return pattern.expand(int(str(item["seq"])))

    return {"bookmark": bookmark, "image": _image}


def _image(name: object, width: str | None = None, height: str | None = None) -> Markup:
    """Return the element for a picture of the pack; one length keeps its proportions."""
    lengths = [f"{side}: {length}" for side, length in (("width", width), ("height", height)) if length]
    style = Markup(' style="{}"').format("; ".join(lengths)) if lengths else ""
    return Markup('<img src="{}"{}>').format(escape(str(name)), style)
