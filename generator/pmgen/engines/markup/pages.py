"""`@page`: paper, margins and the margin boxes that print page numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import tinycss2

from pmgen.document import Align, Font, Insets, Page, PageNumber, Paragraph, Text
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


def margin_boxes(sheet: Sheet, body: Font) -> Mapping[str, tuple[Paragraph, ...]]:
    """Return what the margin boxes print at the `top` and `bottom` of every page, in the body's face."""
    found: dict[str, list[Paragraph]] = {"top": [], "bottom": []}
    for reader, node in sheet.boxes:
        edge, _, side = node.lower_at_keyword.partition("-")
        if edge in found and side in _BOX_ALIGN:
            found[edge].append(_box(node, _BOX_ALIGN[side], body, reader))
        else:
            reader.unsupported(f"@{node.at_keyword}", node.source_line)
    return {edge: tuple(boxes) for edge, boxes in found.items()}


def _box(node: Any, align: Align, body: Font, reader: Reader) -> Paragraph:
    nodes = nodes_of(node.content)
    contents = [inner for inner in nodes if inner.type == "declaration" and inner.lower_name == "content"]
    declared = reader.declarations([inner for inner in nodes if inner not in contents])
    font = font_of(body, "", {declaration.property: declaration for declaration in declared})
    inlines = tuple(inline for inner in contents for inline in _content(inner, font, reader))
    return Paragraph(inlines, align, font=font)


def _content(node: Any, font: Font, reader: Reader) -> Iterator[Text | PageNumber]:
    for token in values_of(node):
        if token.type == "string":
            yield Text(token.value, font)
        elif token.type == "function" and tinycss2.serialize([token]).replace(" ", "") == "counter(page)":
            yield PageNumber(font)
        else:
            reader.value_problem(node)
