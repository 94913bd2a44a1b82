"""The text of a markup layout: where its Jinja tags stand, and the same text with its tags numbered."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

JINJA = "\ufffc"
"""Stands for every character of a Jinja tag where only the markup around it is looked at."""

LINE_ATTRIBUTE = "data-pmgen-line"
"""The attribute that carries a start tag's line through the rendering."""

_OPENERS = re.compile(r"\{[{%#]")
_STRINGS = r"""'(?:\\.|[^'\\])*+'|"(?:\\.|[^"\\])*+\""""
_CLOSERS = {
    "{#": re.compile(r"#\}"),
    "{{": re.compile(rf"\}}\}}|{_STRINGS}", re.DOTALL),
    "{%": re.compile(rf"%\}}|{_STRINGS}", re.DOTALL),
}
_NOT_LINE_END = re.compile(r"[^\n]")
_MARKUP_BEGINS = re.compile(r"<[A-Za-z/!?]")
_WHOLE_TAG = re.compile(
    r"""<!--.*?-->|<[!?](?!\[|--)[^<>]*+>|</?[A-Za-z](?:[^"'<>]++|"[^"]*"|'[^']*')*+>""", re.DOTALL
)
_START_TAG = re.compile(r"<[A-Za-z][A-Za-z0-9]*(?=[\s/>])")


def without_jinja(source: str) -> str:
    """Return the layout with its Jinja tags blotted out; every other character keeps its place."""
    pieces, done = [], 0
    while (opener := _OPENERS.search(source, done)) is not None:
        end = _jinja_end(source, opener)
        pieces += [source[done : opener.start()], _NOT_LINE_END.sub(JINJA, source[opener.start() : end])]
        done = end
    return "".join([*pieces, source[done:]])


def _jinja_end(source: str, opener: re.Match[str]) -> int:
    """Return where a Jinja tag ends; a closer inside a string literal does not end it."""
    closers = _CLOSERS[opener.group()].finditer(source, opener.end())
    return next((closer.end() for closer in closers if closer.group()[-1] == "}"), len(source))


def with_lines(source: str, starts: Iterable[tuple[int, int]]) -> str:
    """Return the layout with its line written into each start tag that begins at one of `starts`."""
    lines = Lines(source)
    pieces, done = [], 0
    for line, column in starts:
        tag = _START_TAG.match(source, lines.offset(line, column))
        if tag is not None:
            pieces += [source[done : tag.end()], f' {LINE_ATTRIBUTE}="{line}"']
            done = tag.end()
    return "".join([*pieces, source[done:]])


def unended_tag(markup: str) -> int | None:
    """Return the offset of the first tag that does not end, so that what follows cannot be told from it."""
    offset = markup.find("<")
    while offset >= 0:
        if _MARKUP_BEGINS.match(markup, offset):
            tag = _WHOLE_TAG.match(markup, offset)
            if tag is None:
                return offset
            offset = tag.end() - 1
        offset = markup.find("<", offset + 1)
    return None


class Lines:
    """Finds offsets by line and lines by offset."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *accumulate(len(line) for line in text.split("\n") for line in (line + "\n",))]

    def offset(self, line: int, column: int) -> int:
        """Return the offset of a place whose line counts from 1 and column from 0."""
        return self._starts[line - 1] + column

    def line(self, offset: int) -> int:
        """Return the line of an offset, from 1."""
        return bisect_right(self._starts, offset)
