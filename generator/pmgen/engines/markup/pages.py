"""`@page`: paper, margins and the margin boxes that print page numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import tinycss2

from pmgen.document import Align, Edges, Font, Insets, Page, PageNumber, Paragraph, Text
from pmgen.engines.markup import values
from pmgen.engines.markup.css import Reader, Sheet, nodes_of
from pmgen.engines.markup.styles import font_of
from pmgen.engines.markup.values import POINTS, Unreadable

_MM = POINTS["mm"]
PAPER = {"a3": (297, 420), "a4": (210, 297), "a5": (148, 210), "b5": (176, 250), "letter": (215.9, 279.4)}
"""The known papers in millimetres, upright."""

LEAST_ROOM = 10 * _MM
"""The least width and height that the margins may leave on a page."""

_BOX_ALIGN = {"left": Align.LEFT, "center": Align.CENTER, "right": Align.RIGHT}


def page(sheet: Sheet) -> Page:
    """Return the page that the sheet describes; A4 with margins of an inch if it says nothing."""
    made = Page()
    for reader, node in sheet.page:
        try:
            made = _with(made, node.lower_name, values_of(node))
        except KeyError:
            reader.property_problem(node)
        except Unreadable:
            reader.value_problem(node)
    if not _has_room(made):
        for reader, node in sheet.page:
            reader.value_problem(node)
        return Page()
    return _with_edges(made)


def _has_room(made: Page) -> bool:
    """Tell whether the margins leave room for a line of text."""
    across, down = made.margins.left + made.margins.right, made.margins.top + made.margins.bottom
    return made.width - across >= LEAST_ROOM and made.height - down >= LEAST_ROOM


def _with_edges(made: Page) -> Page:
    """Return the page with head and foot in the middle of narrow margins, so that they push no text."""
    return replace(
        made,
        header_distance=min(made.header_distance, made.margins.top / 2),
        footer_distance=min(made.footer_distance, made.margins.bottom / 2),
    )


def values_of(node: Any) -> list[Any]:
    """Return the tokens of a declaration's value."""
    return [token for token in node.value if token.type not in ("whitespace", "comment")]


def _with(made: Page, name: str, tokens: list[Any]) -> Page:
    if name == "size":
        width, height = _size(tokens)
        return replace(made, width=width, height=height)
    if name == "margin":
        return replace(made, margins=Insets(*(_absolute(token) for token in values.sides(tokens))))
    if name.startswith("margin-") and name.removeprefix("margin-") in values.SIDES:
        side = {name.removeprefix("margin-"): _absolute(values.single(tokens))}
        return replace(made, margins=replace(made.margins, **side))
    raise KeyError(name)


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
    value = values.length(token)
    if value.unit != "pt" or value.number < 0:
        raise Unreadable
    return round(value.number, 2)


@dataclass(frozen=True, slots=True)
class MarginBoxes:
    """What the margin boxes print on ordinary pages, and on the first and even ones where that differs."""

    ordinary: Edges
    first: Edges | None
    even: Edges | None


_Boxes = Mapping[str, tuple[Paragraph, ...]]
"""Paragraphs by the names of their boxes, such as `bottom-left`."""


def margin_boxes(sheet: Sheet, body: Font) -> MarginBoxes:
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
    ordinary, even = _edges(right), _edges(left)
    first = _edges({**right, **boxes.get("first", {})})
    if even == ordinary:
        return MarginBoxes(ordinary, None if first == ordinary else first, None)
    return MarginBoxes(ordinary, first if "first" in boxes else None, even)


def _edges(boxes: _Boxes) -> Edges:
    """Return what stands above and below; a box without anything in it is none."""
    top, bottom = (
        tuple(one for name, made in boxes.items() if name.startswith(edge) for one in made if one.children)
        for edge in ("top", "bottom")
    )
    return Edges(top, bottom)


def _box(node: Any, align: Align, body: Font, reader: Reader) -> Paragraph:
    nodes = nodes_of(node.content)
    contents = [inner for inner in nodes if inner.type == "declaration" and inner.lower_name == "content"]
    declared = reader.declarations([inner for inner in nodes if inner not in contents])
    font = font_of(body, "", {declaration.property: declaration for declaration in declared})
    inlines = tuple(inline for inner in contents for inline in _content(inner, font, reader))
    return Paragraph(inlines, align, font=font)


def _content(node: Any, font: Font, reader: Reader) -> Iterator[Text | PageNumber]:
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
