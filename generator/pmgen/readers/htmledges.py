"""Read what an .html page prints into the margins of its pages, from the `@page` rules of its style."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from pmgen.readers.seen import PAGE, Edges

_STRING = r'"(?:[^"\\\n]|\\.)*"'
_FLAT = rf'(?:{_STRING}|[^"{{}}])*'
_RULE = re.compile(rf"@page\s*([\w-]*)(?::(\w+))?\s*\{{((?:{_FLAT}\{{{_FLAT}\}})*{_FLAT})\}}")
_BOX = re.compile(rf"@([\w-]+)\s*\{{({_FLAT})\}}")
_CONTENT = re.compile(rf'(?:^|;)\s*content\s*:((?:{_STRING}|[^";])*)')
_PIECE = re.compile(rf"({_STRING})|counter\(pages?\)")
_ESCAPE = re.compile(r"\\(?:([0-9A-Fa-f]{1,6})\s?|(.))", re.DOTALL)
_PAGES = {"left": "even", "first": "first", "": "ordinary"}


def edges_of(styles: Iterable[str]) -> tuple[Edges, ...]:
    """Return what stands in the margins, for each name of pages; a box of some pages replaces that of all."""
    names: dict[str, dict[str, dict[str, str]]] = {}
    for style in styles:
        for name, pages, inside in _RULE.findall(style):
            if pages in _PAGES:
                names.setdefault(name, {}).setdefault(_PAGES[pages], {}).update(_boxes(inside))
    return tuple(map(_edges, names.values()))


def _boxes(inside: str) -> Iterator[tuple[str, str]]:
    for name, declared in _BOX.findall(inside):
        for content in _CONTENT.findall(declared)[-1:]:
            yield name, "".join(_piece(found[1] or "") for found in _PIECE.finditer(content))


def _piece(string: str) -> str:
    return _ESCAPE.sub(_sign, string[1:-1]) if string else PAGE


def _sign(escape: re.Match[str]) -> str:
    return chr(int(escape[1], 16)) if escape[1] else escape[2]


def _edges(boxes: Mapping[str, Mapping[str, str]]) -> Edges:
    ordinary = boxes.get("ordinary", {})
    first, even = (
        _lines({**ordinary, **boxes[pages]}) if pages in boxes else None for pages in ("first", "even")
    )
    return Edges(_lines(ordinary), first, even)


def _lines(boxes: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(line for text in boxes.values() for line in text.split("\n") if line.strip())
