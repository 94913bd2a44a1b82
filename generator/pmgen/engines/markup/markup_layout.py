"""A markup layout: checked and compiled once, filled with the data of each document."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from markupsafe import Markup, escape

from pmgen import disk
from pmgen.catalog.region import PageNumbers, Region, required_paths
from pmgen.document import Block, Document, Page, RunningHeads, Section
from pmgen.engines import FilledLayout
from pmgen.engines.language import (
    Blanks,
    Script,
    compile_script,
    name_of_bookmark,
    names_project,
    plain_text,
)
from pmgen.engines.language.form_filters import CODES, code_of
from pmgen.engines.language.name_hints import (
    find_braced,
    find_wide,
    loop_variables,
    warn_of_braced,
    warn_of_wide,
)
from pmgen.engines.markup import computed_styles
from pmgen.engines.markup.block_building import CODE, BlockBuilder
from pmgen.engines.markup.computed_styles import ROOT, Cascade, MarginBoxes, StyledElement
from pmgen.engines.markup.css_rules import StyleReader, StyleSheet
from pmgen.engines.markup.ineffective_markup import warn_of_ineffective
from pmgen.engines.markup.markup_tree import (
    JINJA,
    MarkupElement,
    read_markup,
    start_tags,
    unended_tag,
    with_lines,
    without_blots,
    without_comments,
    without_jinja,
)
from pmgen.engines.official_page_numbers import with_official_numbers
from pmgen.pictures import EMUS_PER_POINT
from pmgen.problems import Problem, Problems, Refusal, SourcePlace, message
from pmgen.view.shapes import Record, root_shape

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
    sheet: StyleSheet
    page: Page
    boxes: MarginBoxes
    warnings: tuple[Problem, ...]
    per_project: bool

    def fill(self, root: Record, title: str, author: str, draft: bool = False) -> FilledLayout:
        """Return the document for `root`, or None in its place if an error was found."""
        problems = Problems()
        document = None
        try:
            document = replace(self._document(root, problems, fits=not draft), title=title, author=author)
        except Refusal as refusal:
            problems.extend(refusal.problems)
        found = tuple(dict.fromkeys((*self.warnings, *problems)))
        return FilledLayout(None if problems.has_errors else document, found)

    def _document(self, root: Record, problems: Problems, fits: bool) -> Document:
        file = str(self.region.layout)
        blanks = self.script.blanks()
        helpers = {"merge": Merging(blanks).merge}
        pieces: list[str] = []
        self.script.run(root, _value, helpers, problems, pieces.append, blanks)
        markup = "".join(pieces)
        blanks.report(problems)
        tree = read_markup(markup, file, problems)
        flow = BlockBuilder(Cascade(self.sheet, file, problems), self.region.folder, file, problems, fits)
        body, context = _body(tree, flow.cascade)
        flow.bookmark(body)
        width = text_width(self.page)
        running_heads = {tag: _head_or_foot(body, tag, context, flow, width) for tag in ("header", "footer")}
        rest = [
            child
            for child in body.children
            if not (isinstance(child, MarkupElement) and child.tag in running_heads)
        ]
        own = RunningHeads(tuple(running_heads["header"]), tuple(running_heads["footer"]))
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
    return compile_markup(_source(region), region)


def compile_markup(source: str, region: Region) -> MarkupLayout:
    """Return the layout that `source` is, in the place of the region's own."""
    file, problems = str(region.layout), Problems()
    per_project = names_project(source)
    root = root_shape(region, per_project)
    script = compile_script(
        with_lines(source, start_tags(without_jinja(source))),
        root=root,
        place=lambda line: SourcePlace(file, line),
        filters=_filters(region),
        required=required_paths(region),
    )
    tree = _own_tree(source, file)
    sheet = _sheet(tree, file, problems)
    problems.refuse_errors()
    _warn_of_braces(source, {*root.names}, file, problems)
    cascade = Cascade(sheet, file, problems)
    warn_of_ineffective(tree, cascade, file, problems)
    page, boxes = (
        computed_styles.page(sheet),
        computed_styles.margin_boxes(sheet, _body(tree, cascade)[1].font),
    )
    return MarkupLayout(region, script, sheet, page, boxes, tuple(problems), per_project)


def _warn_of_braces(source: str, roots: set[str], file: str, problems: Problems) -> None:
    known, text = roots | loop_variables(source), without_comments(without_jinja(source))
    for found, warn in ((find_braced(text), warn_of_braced), (find_wide(text), warn_of_wide)):
        for braced in found:
            warn(braced, known, SourcePlace(file, 1 + text.count("\n", 0, braced.start)), problems)


def _own_tree(source: str, file: str) -> MarkupElement:
    """Return the tree of the layout itself; which tags match can only be told once it is filled."""
    blotted, problems = without_jinja(source), Problems()
    if unended_tag(blotted) is not None:
        read_markup(blotted, file, problems)
    problems.refuse_errors()
    return without_blots(read_markup(blotted, file, Problems()))


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


def _sheet(tree: MarkupElement, file: str, problems: Problems) -> StyleSheet:
    """Return the rules of all style elements."""
    sheet = StyleSheet()
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
        StyleReader(file, style.line, problems).sheet(text, sheet)
    return sheet


def _all(tree: MarkupElement, tag: str) -> list[MarkupElement]:
    inner = [found for child in tree.elements() for found in _all(child, tag)]
    return [tree, *inner] if tree.tag == tag else inner


def _body(tree: MarkupElement, cascade: Cascade) -> tuple[MarkupElement, StyledElement]:
    """Return the body with its context; a layout without one is all body."""
    html, body = tree.find("html"), tree.find("body")
    context = ROOT if html is None else cascade.context(ROOT, html)
    if body is None:
        return html or tree, context
    return body, cascade.context(context, body)


def _with_boxes(running_heads: RunningHeads, boxes: RunningHeads) -> RunningHeads:
    return RunningHeads((*running_heads.header, *boxes.header), (*running_heads.footer, *boxes.footer))


def _head_or_foot(
    body: MarkupElement, tag: str, context: StyledElement, flow: BlockBuilder, width: float
) -> list[Block]:
    return [
        block
        for element in body.elements()
        if element.tag == tag
        for block in flow.blocks(element, flow.cascade.context(context, element), width)
    ]


def _language(tree: MarkupElement) -> str:
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


def _filters(region: Region) -> Mapping[str, Callable[..., object]]:
    def bookmark(item: object, key: object) -> str:
        return name_of_bookmark(region.bookmarks, str(key), item)

    codes = {word: _code(kind) for kind, words in CODES.items() for word in words}
    return {"bookmark": bookmark, "image": _image, **codes}


def _code(kind: str) -> Callable[..., Markup | None]:
    """Return the filter that draws the code of a text; its element names what the text is."""

    def drawn(text: object, width: str | None = None, height: str | None = None) -> Markup | None:
        if text is None or text == "":
            return None
        picture = code_of(kind, text)
        width = width or (None if height else f"{picture.width / EMUS_PER_POINT:g}pt")
        return _image(f"{CODE}{picture.description}", width, height, picture.description)

    return drawn


def _image(name: object, width: str | None = None, height: str | None = None, words: str = "") -> Markup:
    """Return the element for a picture of the pack; one length keeps its proportions."""
    lengths = [f"{side}: {length}" for side, length in (("width", width), ("height", height)) if length]
    style = Markup(' style="{}"').format("; ".join(lengths)) if lengths else ""
    alt = Markup(' alt="{}"').format(words) if words else ""
    return Markup('<img src="{}"{}{}>').format(escape(str(name)), alt, style)
