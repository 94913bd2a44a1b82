"""The tables, rows and cells that an HTML layout writes, and the blocks of its tags, each where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape

from pmgen.engines.markup.markup_tree import JINJA, jinja_tags, without_jinja

_ELEMENT = re.compile(r"<!--.*?-->|<(/?)(table|tr|td|th)\b((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>", re.DOTALL)
_ROWSPAN = re.compile(r"rowspan\s*=\s*[\"']?\s*([^\s\"'>]*)", re.IGNORECASE)
_WORD = re.compile(r"\{%[-+]?\s*(\w+)")
_MARKUP = re.compile(r"<[^<>]*>")
_MANY = 1_000


@dataclass(slots=True)
class Span:
    """From where to where something stands in the source."""

    start: int
    end: int

    def holds(self, other: Span) -> bool:
        """Tell whether something stands within this."""
        return self.start <= other.start and other.end <= self.end


@dataclass(slots=True)
class Cell(Span):
    """A cell, and over how many rows it is merged: many where data say so."""

    rows: int
    words: str = ""


@dataclass(slots=True)
class Row(Span):
    """A row, counted from 1 in its table."""

    number: int
    cells: list[Cell] = field(default_factory=list)


@dataclass(slots=True)
class Table(Span):
    """A table with its own rows, not those of tables in it."""

    rows: list[Row] = field(default_factory=list)

    def row_of(self, span: Span) -> Row | None:
        """Return the row in which something stands."""
        return next((row for row in self.rows if row.holds(span)), None)


@dataclass(slots=True)
class MarkupTag(Span):
    """A template tag: what is written, and its first word where it is a statement."""

    source: str
    word: str


@dataclass(frozen=True, slots=True)
class Block:
    """What stands between two tags; `inner` are `else` and `elif` of it."""

    opener: MarkupTag
    closer: MarkupTag
    inner: Sequence[MarkupTag]

    def holds(self, span: Span) -> bool:
        """Tell whether something stands within the block."""
        return self.opener.end <= span.start and span.end <= self.closer.start


def read_tables(source: str) -> list[Table]:
    """Return the tables of a layout in the order in which they begin."""
    blotted = without_jinja(source)
    tables: list[Table] = []
    open_tables: list[Table] = []
    for match in _ELEMENT.finditer(blotted):
        name, closes = match[2], match[1] == "/"
        if name == "table" and not closes:
            open_tables.append(Table(match.start(), len(source)))
            tables.append(open_tables[-1])
        elif name is not None and open_tables:
            _go_on(open_tables[-1], name, match, blotted)
            if name == "table":
                open_tables.pop()
    return tables


def _go_on(table: Table, name: str, match: re.Match[str], blotted: str) -> None:
    """Take a tag into the table in which it stands; a row ends where the next begins, and so does a cell."""
    closes, end = match[1] == "/", match.end() if match[1] == "/" else match.start()
    row = table.rows[-1] if table.rows and table.rows[-1].end == _OPEN else None
    cell = row.cells[-1] if row is not None and row.cells and row.cells[-1].end == _OPEN else None
    if cell is not None:
        cell.end = end
        cell.words = _words(blotted[cell.start : end])
    if row is not None and name in ("tr", "table"):
        row.end = end
    if name == "table":
        table.end = end
    elif name == "tr" and not closes:
        table.rows.append(Row(match.start(), _OPEN, len(table.rows) + 1))
    elif row is not None and not closes:
        row.cells.append(Cell(match.start(), _OPEN, _rows(match[3])))


_OPEN = 1 << 60
"""The end of what has not ended yet."""


def _rows(attributes: str) -> int:
    said = _ROWSPAN.search(attributes)
    if said is None:
        return 1
    return int(said[1]) if said[1].isdecimal() and said[1].isascii() and len(said[1]) < 4 else _MANY


def _words(markup: str) -> str:
    return unescape(_MARKUP.sub("", markup).replace(JINJA, ""))


def read_tags(source: str) -> list[MarkupTag]:
    """Return the template tags of a layout in order."""
    return list(_tags(source))


def _tags(source: str) -> Iterator[MarkupTag]:
    for start, end in jinja_tags(source):
        word = _WORD.match(source, start)
        if not source.startswith("{#", start):
            yield MarkupTag(start, end, source[start:end], word[1] if word else "")


def read_blocks(tags: Sequence[MarkupTag]) -> list[Block]:
    """Return the loops and conditions whose tags fit together, the outer ones after those in them."""
    found: list[Block] = []
    around: list[tuple[MarkupTag, list[MarkupTag]]] = []
    for tag in tags:
        if tag.word in ("for", "if"):
            around.append((tag, []))
        elif tag.word in ("else", "elif") and around:
            around[-1][1].append(tag)
        elif tag.word in ("endfor", "endif") and around and tag.word == "end" + around[-1][0].word:
            opener, inner = around.pop()
            found.append(Block(opener, tag, inner))
    return found
