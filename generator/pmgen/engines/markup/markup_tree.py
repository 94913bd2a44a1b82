"""Markup and its Jinja tags, read into a tree that knows its lines."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from itertools import accumulate

from pmgen.engines.markup.plain_markup import PlainParser
from pmgen.problems import Problem, Problems, Refusal, SourcePlace, message

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
_WHOLE_TAGS = re.compile(
    r"""(?:[^<]++|<(?![A-Za-z/!?])|<!--.*?-->|<[!?](?!\[|--)[^<>]*+>"""
    r"""|</?[A-Za-z](?:[^"'<>]++|"[^"]*"|'[^']*')*+>)*+""",
    re.DOTALL,
)
"""Markup as far as each tag in it has an end."""

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_START_TAG = re.compile(r"<[A-Za-z][A-Za-z0-9]*(?=[\s/>])")


def without_jinja(source: str) -> str:
    """Return the layout with its Jinja tags blotted out; every other character keeps its place."""
    pieces, done = [], 0
    for start, end in jinja_tags(source):
        pieces += [source[done:start], _NOT_LINE_END.sub(JINJA, source[start:end])]
        done = end
    return "".join([*pieces, source[done:]])


def without_comments(source: str) -> str:
    """Return the layout with its comments blotted out."""
    return _COMMENT.sub(lambda match: _NOT_LINE_END.sub(JINJA, match[0]), source)


def jinja_tags(source: str) -> Iterator[tuple[int, int]]:
    """Yield where each Jinja tag begins and ends."""
    done = 0
    while (opener := _OPENERS.search(source, done)) is not None:
        done = _jinja_end(source, opener)
        yield opener.start(), done


def _jinja_end(source: str, opener: re.Match[str]) -> int:
    """Return where a Jinja tag ends; a closer inside a string literal does not end it."""
    closers = _CLOSERS[opener.group()].finditer(source, opener.end())
    return next((closer.end() for closer in closers if closer.group()[-1] == "}"), len(source))


def with_lines(source: str, starts: Iterable[tuple[int, int]]) -> str:
    """Return the layout with its line written into each start tag that begins at one of `starts`."""
    lines = LineIndex(source)
    pieces, done = [], 0
    for line, column in starts:
        tag = _START_TAG.match(source, lines.offset(line, column))
        if tag is not None:
            pieces += [source[done : tag.end()], f' {LINE_ATTRIBUTE}="{line}"']
            done = tag.end()
    return "".join([*pieces, source[done:]])


def unended_tag(markup: str) -> int | None:
    """Return the offset of the first tag that does not end, so that what follows cannot be told from it."""
    tags = _WHOLE_TAGS.match(markup)
    return None if tags is None or tags.end() == len(markup) else tags.end()


class LineIndex:
    """Finds offsets by line and lines by offset."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *accumulate(len(line) for line in text.split("\n") for line in (line + "\n",))]

    def offset(self, line: int, column: int) -> int:
        """Return the offset of a place whose line counts from 1 and column from 0."""
        return self._starts[line - 1] + column

    def line(self, offset: int) -> int:
        """Return the line of an offset, from 1."""
        return bisect_right(self._starts, offset)


VOID = frozenset(["br", "img", "col", "meta", "link", "hr", "wbr", "input"])
BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "header",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
MERGED = "?merge"
"""The element around a merged value; its attributes are the slot and the turn."""

DEEPEST = 64

_ENDS_OMITTED = frozenset(
    ["p", "td", "th", "tr", "thead", "tbody", "tfoot", "colgroup", "li", "body", "html"]
)
_CELL_ENDS = frozenset(["td", "th"])
_ENDED_BY: dict[str, frozenset[str]] = {
    "td": _CELL_ENDS,
    "th": _CELL_ENDS,
    "tr": _CELL_ENDS | {"tr", "colgroup", "caption"},
    **dict.fromkeys(
        ("thead", "tbody", "tfoot"), _CELL_ENDS | {"tr", "thead", "tbody", "tfoot", "colgroup", "caption"}
    ),
    "li": frozenset(["li"]),
}
_SCOPES: dict[str, frozenset[str]] = {
    "td": frozenset(["tr", "table"]),
    "th": frozenset(["tr", "table"]),
    "li": frozenset(["ul", "ol"]),
}


@dataclass(slots=True)
class Characters:
    """Text; `literal` characters came as references, as those of values do, and are never collapsed."""

    text: str
    literal: bool


@dataclass(slots=True)
class MarkupElement:
    """An element with its attributes and the line of its start tag."""

    tag: str
    attributes: dict[str, str]
    line: int = field(compare=False)
    children: list[MarkupElement | Characters] = field(default_factory=list)

    def elements(self) -> list[MarkupElement]:
        """Return the children that are elements."""
        return [child for child in self.children if isinstance(child, MarkupElement)]

    def find(self, tag: str) -> MarkupElement | None:
        """Return the first element of that name at or below this one."""
        if self.tag == tag:
            return self
        return next((found for child in self.elements() if (found := child.find(tag))), None)

    def text(self) -> str:
        """Return all characters below."""
        return "".join([c.text if isinstance(c, Characters) else c.text() for c in self.children])


def read_markup(markup: str, file: str, problems: Problems) -> MarkupElement:
    """Return the root of a tree; tags that do not match are problems."""
    reader = _Reader(markup, file, problems)
    unended = unended_tag(markup)
    if unended is None:
        reader.read(markup)
    else:
        reader.unended(unended)
    return reader.finish()


def without_blots(element: MarkupElement) -> MarkupElement:
    """Return the tree of a layout without the attributes that hold template tags."""
    given = {name: value for name, value in element.attributes.items() if JINJA not in name + value}
    children = [
        without_blots(child) if isinstance(child, MarkupElement) else child for child in element.children
    ]
    return MarkupElement(element.tag.partition(JINJA)[0], given, element.line, children)


class _Reader(PlainParser):
    """Builds the tree over the standard library's parser, which knows positions and moves nothing.

    Parsers that follow HTML 5 lift stray text out of tables without a word; a form must not lose its place.
    """

    def __init__(self, markup: str, file: str, problems: Problems) -> None:
        super().__init__()
        self._lines = LineIndex(markup)
        self._markup = markup
        self._file = file
        self._problems = problems
        self._root = MarkupElement("", {}, 1)
        self._open = [self._root]
        self.starts: list[tuple[int, int]] = []

    def unended(self, offset: int) -> None:
        """Report a tag that does not end."""
        line = self._lines.line(offset)
        words = self._markup[offset : offset + 20].partition("\n")[0]
        text = message("{tag} has no end", tag=words)
        hint = message("end the tag with >, or write &lt; for the sign itself")
        self._problems.add("PMG508", text, self._place(line), hint=hint)

    def finish(self) -> MarkupElement:
        """Return the tree, once everything is read."""
        for element in self._open[1:]:
            self._check_omitted(element)
        return self._root

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.starts.append(self.getpos())
        line, attributes = self._attributes(attrs)
        self._end_implied(tag)
        element = MarkupElement(tag, attributes, line)
        self._open[-1].children.append(element)
        if tag in VOID:
            return
        self._open.append(element)
        if len(self._open) > DEEPEST:
            text = message("refused: the layout nests elements more deeply than any form needs")
            raise Refusal([Problem("PMG802", text, (self._place(line),))])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take `<td/>` for an empty cell, as its author means it."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if self._open[-1].tag == tag:
            self._open.pop()
            return
        if not any(element.tag == tag for element in self._open[1:]):
            self._unmatched(tag)
            return
        while (element := self._open.pop()).tag != tag:
            self._check_omitted(element)

    def handle_data(self, data: str) -> None:
        self._characters(data, literal=False)

    def handle_charref(self, name: str) -> None:
        self._characters(unescape(f"&#{name};"), literal=True)

    def handle_entityref(self, name: str) -> None:
        text = unescape(f"&{name};")
        known = text != f"&{name};"
        self._characters(text if known else self._as_written(name), literal=known)

    def handle_pi(self, data: str) -> None:
        """Read the marks that the engine itself puts around a merged value."""
        words = data.rstrip("?").split()
        if words[:1] == ["merge"] and len(words) == 3:
            element = MarkupElement(MERGED, {"slot": words[1], "turn": words[2]}, self._open[-1].line)
            self._open[-1].children.append(element)
            self._open.append(element)
        elif words == ["merged"] and self._open[-1].tag == MERGED:
            self._open.pop()

    def _as_written(self, name: str) -> str:
        """Return an unknown reference with a semicolon only if it has one."""
        text = f"&{name};"
        return text if self._markup.startswith(text, self._lines.offset(*self.getpos())) else text[:-1]

    def _characters(self, text: str, literal: bool) -> None:
        children = self._open[-1].children
        last = children[-1] if children else None
        if isinstance(last, Characters) and last.literal == literal:
            last.text += text
        else:
            children.append(Characters(text, literal))

    def _attributes(self, attrs: list[tuple[str, str | None]]) -> tuple[int, dict[str, str]]:
        given = {name: value or "" for name, value in attrs}
        line = given.pop(LINE_ATTRIBUTE, None)
        return int(line) if line and line.isdecimal() and len(line) < 9 else self.getpos()[0], given

    def _end_implied(self, tag: str) -> None:
        """Close what a start tag ends by itself: a paragraph, or the cell or row before it."""
        if tag in BLOCKS and self._open[-1].tag == "p":
            self._open.pop()
        ended = _ENDED_BY.get(tag)
        if ended is None:
            return
        scope = _SCOPES.get(tag, frozenset(["table"]))
        names = [element.tag for element in self._open]
        for depth in range(len(names) - 1, 0, -1):
            if names[depth] in scope:
                break
            if names[depth] in ended and not any(name in scope for name in names[depth + 1 :]):
                self._close_down_to(depth)

    def _close_down_to(self, depth: int) -> None:
        for element in self._open[depth:]:
            self._check_omitted(element)
        del self._open[depth:]

    def _check_omitted(self, element: MarkupElement) -> None:
        if element.tag not in _ENDS_OMITTED:
            self._problems.add(
                "PMG508",
                message("{tag} is not closed where it should be", tag=f"<{element.tag}>"),
                self._place(element.line),
                hint=message("write {tag} after what belongs to it", tag=f"</{element.tag}>"),
            )

    def _unmatched(self, tag: str) -> None:
        near = self._open[-1].children[-1] if self._open[-1].children else self._open[-1]
        line = near.line if isinstance(near, MarkupElement) else self._open[-1].line
        self._problems.add(
            "PMG508",
            message("{tag} closes nothing", tag=f"</{tag}>"),
            self._place(line),
            hint=message("look near this line for a start tag that is missing"),
        )

    def _place(self, line: int) -> SourcePlace:
        return SourcePlace(self._file, line)


def start_tags(markup: str) -> list[tuple[int, int]]:
    """Return line (from 1) and column (from 0) of every start tag."""
    reader = _Reader(markup, "", Problems())
    if unended_tag(markup) is None:
        reader.feed(markup)
        reader.close()
    return reader.starts
