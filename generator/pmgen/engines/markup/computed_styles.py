"""What comes of the style sheets: the look of each element, and @page with its margin boxes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import tinycss2

from pmgen.document import Align, Font, Insets, Page, PageNumber, Paragraph, RunningHeads, Text
from pmgen.engines.markup import css_values
from pmgen.engines.markup.css_rules import LENGTHS, Declaration, StyleReader, StyleRule, StyleSheet, nodes_of
from pmgen.engines.markup.css_values import (
    LARGEST_TYPE,
    MOST,
    POINTS,
    SMALLEST_TYPE,
    Length,
    Unreadable,
    Value,
    is_type_size,
)
from pmgen.engines.markup.markup_tree import MarkupElement
from pmgen.problems import Problems, SourcePlace, message

_DEFAULTS = """
h1, h2, h3, h4, h5, h6, th, caption, strong, b { font-weight: bold }
h1 { font-size: 18pt }
h2 { font-size: 16pt }
h3 { font-size: 14pt }
h4, h5, h6 { font-size: 12pt }
th, caption { text-align: center }
td, th { padding: 0 5.4pt }
"""
"""How elements look in a layout that says nothing; distances between paragraphs are its own to set."""

_CHINESE_FACES = frozenset(
    [
        "simsun",
        "nsimsun",
        "simhei",
        "fangsong",
        "fangsong_gb2312",
        "kaiti",
        "kaiti_gb2312",
        "dengxian",
        "microsoft-yahei",
        "stsong",
        "stfangsong",
        "stkaiti",
        "stheiti",
        "stzhongsong",
        "fzxiaobiaosong-b05s",
        "pingfang-sc",
    ]
)
_GENERIC = {"serif": "宋体", "sans-serif": "黑体", "monospace": "仿宋"}


@dataclass(frozen=True, slots=True, eq=False)
class StyledElement:
    """An element among its ancestors: the look that it hands down and what is declared for it alone."""

    parent: StyledElement | None
    tag: str
    classes: frozenset[str]
    id: str
    font: Font
    align: Align
    declared: Mapping[str, Declaration]

    def value(self, name: str) -> Value:
        """Return what is declared for this very element, None if nothing is."""
        found = self.declared.get(name)
        return None if found is None else found.value

    def points(self, name: str, whole: float) -> float | None:
        """Return a declared length in points; `whole` is what 100% is."""
        value = self.value(name)
        return min(value.points(self.font.size, whole), MOST["pt"]) if isinstance(value, Length) else None

    def truth(self, name: str) -> bool | None:
        """Return a declared yes or no."""
        value = self.value(name)
        return value if isinstance(value, bool) else None


ROOT = StyledElement(None, "", frozenset(), "", Font(), Align.LEFT, {})


@dataclass(slots=True)
class Cascade:
    """Gives elements their look; elements alike under the same ancestors share one."""

    sheet: StyleSheet
    file: str
    problems: Problems
    _known: dict[tuple[StyledElement, str, str, str, str], StyledElement] = field(default_factory=dict)
    _ordered: list[StyleRule] = field(default_factory=list)

    def __post_init__(self) -> None:
        default = StyleSheet()
        StyleReader("", 1, Problems()).sheet(_DEFAULTS, default)
        self._ordered = [*default.rules, *sorted(self.sheet.rules, key=lambda rule: rule.weight)]

    def context(self, parent: StyledElement, element: MarkupElement) -> StyledElement:
        """Return the context of an element inside `parent`."""
        given = element.attributes
        names = given.get("class", ""), given.get("id", ""), given.get("style", "")
        key = (parent, element.tag, *names)
        if key not in self._known:
            self._known[key] = self._new(parent, element, *names)
        return self._known[key]

    def _new(
        self, parent: StyledElement, element: MarkupElement, classes: str, id_: str, style: str
    ) -> StyledElement:
        bare = replace(ROOT, parent=parent, tag=element.tag, classes=frozenset(classes.split()), id=id_)
        declared = {
            d.property: d for rule in self._ordered if _matches(rule, bare) for d in rule.declarations
        }
        if style:
            own = StyleReader(self.file, element.line, self.problems).attribute(style)
            declared |= {declaration.property: declaration for declaration in own}
        self._check_type(parent.font, declared.get("font-size"))
        align = declared.get("text-align")
        return replace(
            bare,
            declared=declared,
            font=font_of(parent.font, element.tag, declared),
            align=align.value if align and isinstance(align.value, Align) else parent.align,
        )

    def _check_type(self, inherited: Font, declaration: Declaration | None) -> None:
        """Warn of type that em or % make too small or too large, element in element."""
        if declaration is None or not isinstance(declaration.value, Length):
            return
        size = declaration.value.points(inherited.size, inherited.size)
        if not is_type_size(size):
            text = message("{property} cannot be {value}", property="font-size", value=f"{size:g}pt")
            place = SourcePlace(self.file, declaration.line)
            self.problems.add("PMG504", text, place, hint=LENGTHS)


def _matches(rule: StyleRule, context: StyledElement) -> bool:
    """Match the last compound here and the others, last first, against ancestors."""
    *outer, last = rule.compounds or (None,)
    if last is None or not last.matches(context.tag, context.classes, context.id):
        return False
    ancestor = context.parent
    while outer and ancestor is not None:
        if outer[-1].matches(ancestor.tag, ancestor.classes, ancestor.id):
            outer.pop()
        ancestor = ancestor.parent
    return not outer


def font_of(inherited: Font, tag: str, declared: Mapping[str, Declaration]) -> Font:
    """Return the font of an element that stands in `inherited`."""
    font = replace(inherited, italic=inherited.italic or tag in ("em", "i"))
    for name, declaration in declared.items():
        value = declaration.value
        if name == "font-size" and isinstance(value, Length):
            size = round(value.points(inherited.size, inherited.size), 4)
            font = replace(font, size=min(max(size, SMALLEST_TYPE), LARGEST_TYPE))
        elif name == "font-weight" and isinstance(value, bool):
            font = replace(font, bold=value)
        elif name == "font-family" and isinstance(value, tuple):
            font = _faces(font, value)
    return font


def _faces(font: Font, names: Iterable[str]) -> Font:
    """Return the font with the first face for Latin text and the first Chinese one for Chinese text."""
    faces = [_GENERIC.get(name.lower(), name) for name in names]
    chinese = next((face for face in faces if _is_chinese(face)), font.east_asian)
    return replace(font, latin=faces[0], east_asian=chinese)


def _is_chinese(face: str) -> bool:
    plain = face.lower().replace(" ", "-")
    return not face.isascii() or plain in _CHINESE_FACES or "cjk" in plain


_MM = POINTS["mm"]
PAPER = {"a3": (297, 420), "a4": (210, 297), "a5": (148, 210), "b5": (176, 250), "letter": (215.9, 279.4)}
"""The known papers in millimetres, upright."""

LEAST_ROOM = 10 * _MM
"""The least width and height that the margins may leave on a page."""

_BOX_ALIGN = {"left": Align.LEFT, "center": Align.CENTER, "right": Align.RIGHT}


def page(sheet: StyleSheet) -> Page:
    """Return the page that the sheet describes; A4 with margins of an inch if it says nothing."""
    made = Page()
    for reader, node in sheet.page:
        try:
            made = _with(made, node.lower_name, values_of(node))
        except _Unknown:
            reader.property_problem(node)
        except Unreadable:
            reader.value_problem(node)
    if not _has_room(made):
        for reader, node in sheet.page:
            reader.value_problem(node)
        return Page()
    return _with_head_and_foot(made)


def _has_room(made: Page) -> bool:
    """Tell whether the margins leave room for a line of text."""
    across, down = made.margins.left + made.margins.right, made.margins.top + made.margins.bottom
    return made.width - across >= LEAST_ROOM and made.height - down >= LEAST_ROOM


def _with_head_and_foot(made: Page) -> Page:
    """Return the page with head and foot in the middle of narrow margins, so that they push no text."""
    return replace(
        made,
        header_distance=min(made.header_distance, made.margins.top / 2),
        footer_distance=min(made.footer_distance, made.margins.bottom / 2),
    )


def values_of(node: Any) -> list[Any]:
    """Return the tokens of a declaration's value."""
    return [token for token in node.value if token.type not in ("whitespace", "comment")]


class _Unknown(Exception):
    """Raised for a property that pages do not have."""


def _with(made: Page, name: str, tokens: list[Any]) -> Page:
    if name == "size":
        width, height = _size(tokens)
        return replace(made, width=width, height=height)
    if name == "margin":
        return replace(made, margins=Insets(*(_absolute(token) for token in css_values.sides(tokens))))
    if name.startswith("margin-") and name.removeprefix("margin-") in css_values.SIDES:
        side = {name.removeprefix("margin-"): _absolute(css_values.single(tokens))}
        return replace(made, margins=replace(made.margins, **side))
    raise _Unknown


def _size(tokens: list[Any]) -> tuple[float, float]:
    words = [token.lower_value for token in tokens if token.type == "ident"]
    papers = [word for word in words if word in PAPER]
    turned = [word for word in words if word in ("portrait", "landscape")]
    lengths = [_absolute(token) for token in tokens if token.type != "ident"]
    if len(papers) + len(turned) != len(words) or len(papers) > 1 or len(turned) > 1:
        raise Unreadable
    if lengths and not words and len(lengths) <= 2:
        return lengths[0], lengths[-1]
    if lengths or not words:
        raise Unreadable
    width, height = (round(side * _MM, 2) for side in PAPER[papers[0] if papers else "a4"])
    return (height, width) if turned == ["landscape"] else (width, height)


def _absolute(token: Any) -> float:
    value = css_values.length(token)
    if value.unit != "pt" or value.number < 0:
        raise Unreadable
    return round(value.number, 2)


@dataclass(frozen=True, slots=True)
class MarginBoxes:
    """What the margin boxes print on ordinary pages, and on the first and even ones where that differs."""

    ordinary: RunningHeads
    first: RunningHeads | None
    even: RunningHeads | None


_Boxes = Mapping[str, tuple[Paragraph, ...]]
"""Paragraphs by the names of their boxes, such as `bottom-left`."""


def margin_boxes(sheet: StyleSheet, body: Font) -> MarginBoxes:
    """Return what the margin boxes print, in the body's face.

    The first page is a right one, as are all of odd number, and of two rules for a box that for fewer pages
    holds (CSS Paged Media 3, §3.3 and §4.4).
    """
    found: dict[str, dict[str, list[Paragraph]]] = {}
    for reader, pages, node in sheet.boxes:
        edge, _, side = node.lower_at_keyword.partition("-")
        if edge in ("top", "bottom") and side in _BOX_ALIGN:
            made = _box(node, _BOX_ALIGN[side], body, reader)
            found.setdefault(pages, {}).setdefault(node.lower_at_keyword, []).append(made)
        else:
            reader.unsupported(f"@{node.at_keyword}", node.source_line)
    boxes = {pages: {name: tuple(made) for name, made in named.items()} for pages, named in found.items()}
    everywhere = boxes.get("", {})
    right, left = ({**everywhere, **boxes.get(side, {})} for side in ("right", "left"))
    ordinary, even = _head_and_foot(right), _head_and_foot(left)
    first = _head_and_foot({**right, **boxes.get("first", {})})
    if even == ordinary:
        return MarginBoxes(ordinary, None if first == ordinary else first, None)
    return MarginBoxes(ordinary, first if "first" in boxes else None, even)


def _head_and_foot(boxes: _Boxes) -> RunningHeads:
    """Return what stands above and below; a box without anything in it is none."""
    top, bottom = (
        tuple(one for name, made in boxes.items() if name.startswith(edge) for one in made if one.children)
        for edge in ("top", "bottom")
    )
    return RunningHeads(top, bottom)


def _box(node: Any, align: Align, body: Font, reader: StyleReader) -> Paragraph:
    nodes = nodes_of(node.content)
    contents = [inner for inner in nodes if inner.type == "declaration" and inner.lower_name == "content"]
    declared = reader.declarations([inner for inner in nodes if inner not in contents])
    font = font_of(body, "", {declaration.property: declaration for declaration in declared})
    inlines = tuple(inline for inner in contents for inline in _content(inner, font, reader))
    return Paragraph(inlines, align, font=font)


def _content(node: Any, font: Font, reader: StyleReader) -> Iterator[Text | PageNumber]:
    tokens = values_of(node)
    if [token.type for token in tokens] == ["ident"] and tokens[0].lower_value in ("none", "normal"):
        return
    for token in tokens:
        if token.type == "string":
            if token.value:
                yield Text(token.value, font)
        elif token.type == "function" and tinycss2.serialize([token]).replace(" ", "") == "counter(page)":
            yield PageNumber(font)
        else:
            reader.value_problem(node)
