"""Style sheets: rules with their selectors, the page, and a warning for whatever else is written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import tinycss2

from pmgen.engines.markup import css_values
from pmgen.engines.markup.css_values import Tokens, Unreadable, Value
from pmgen.problems import Message, Problems, SourcePlace, message

_BRACKETS = re.compile(r"[()\[\]{}]")
_LONG_NUMBER = re.compile("[0-9]{100}")
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Declaration:
    """A property with its value, and the line where it is written."""

    property: str
    value: Value
    line: int


@dataclass(frozen=True, slots=True)
class CompoundSelector:
    """What one element must be: its tag (any if empty), classes and id."""

    tag: str = ""
    classes: frozenset[str] = frozenset()
    id: str = ""

    def matches(self, tag: str, classes: frozenset[str], id_: str) -> bool:
        """Tell whether an element is what is asked for."""
        return self.tag in ("", tag) and self.classes <= classes and self.id in ("", id_)


@dataclass(frozen=True, slots=True)
class StyleRule:
    """Declarations for the elements that `compounds` describe, outermost ancestor first."""

    compounds: tuple[CompoundSelector, ...]
    declarations: tuple[Declaration, ...]

    @property
    def weight(self) -> tuple[int, int, int]:
        """Return the specificity: ids, classes, tags."""
        ids = sum(bool(compound.id) for compound in self.compounds)
        classes = sum(len(compound.classes) for compound in self.compounds)
        return ids, classes, sum(bool(compound.tag) for compound in self.compounds)


@dataclass(slots=True)
class StyleSheet:
    """The rules of all style elements in order, and what was written about the page, with its reader.

    A margin box comes with the pages that it is for: `left`, `right`, `first`, or nothing for all of them.
    """

    rules: list[StyleRule] = field(default_factory=list)
    page: list[tuple[StyleReader, Any]] = field(default_factory=list)
    boxes: list[tuple[StyleReader, str, Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class StyleReader:
    """Reads CSS that begins at a line of a file; what cannot be used is a warning by name."""

    file: str
    first_line: int
    problems: Problems

    def sheet(self, text: str, into: StyleSheet) -> None:
        """Add a style element's rules to a sheet."""
        if self._is_too_much(text):
            return
        for node in tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True):
            if node.type == "qualified-rule":
                into.rules.extend(self._rules(node))
            elif node.type == "at-rule" and node.lower_at_keyword == "page" and _pages(node) is not None:
                self._page(node, into)
            elif node.type == "at-rule" and node.lower_at_keyword == "page":
                name = tinycss2.serialize(node.prelude).strip()
                self.unsupported(f"@{node.at_keyword} {name}", node.source_line)
            elif node.type == "at-rule":
                self.unsupported(f"@{node.at_keyword}", node.source_line)
            else:
                self._broken(node)

    def attribute(self, text: str) -> tuple[Declaration, ...]:
        """Return the declarations of a style attribute."""
        return () if self._is_too_much(text) else self.declarations(nodes_of(text))

    def declarations(self, nodes: Iterable[Any]) -> tuple[Declaration, ...]:
        """Return the declarations among the nodes of a block, shorthands taken apart."""
        found: list[Declaration] = []
        for node in nodes:
            if node.type == "declaration":
                found.extend(self._declaration(node))
            else:
                self._broken(node)
        return tuple(found)

    def value_problem(self, node: Any) -> None:
        """Warn of a value that its property does not take."""
        self._complain(
            "PMG504",
            node.source_line,
            message(
                "{property} cannot be {value}",
                property=node.lower_name,
                value=tinycss2.serialize(node.value).strip() + (" !important" if node.important else ""),
            ),
            LENGTHS,
        )

    def property_problem(self, node: Any) -> None:
        """Warn of a property that layouts do not have."""
        self._complain(
            "PMG503",
            node.source_line,
            message("{property} has no effect", property=node.lower_name),
            message("known are: {names}", names="、".join(css_values.PROPERTIES)),
        )

    def place(self, line: int) -> SourcePlace:
        """Return the place of a line of this text."""
        return SourcePlace(self.file, self.first_line + line - 1)

    def _is_too_much(self, text: str) -> bool:
        """Report brackets within brackets, and digits, beyond what any style needs."""
        depth = deepest = 0
        for bracket in _BRACKETS.findall(text):
            depth += 1 if bracket in "([{" else -1
            deepest = max(deepest, depth)
        if _LONG_NUMBER.search(text):
            text_ = message("refused: the styles hold a number with more digits than any form needs")
            self.problems.add("PMG802", text_, self.place(1))
            return True
        if deepest > _DEEPEST:
            text_ = message("refused: the styles nest brackets more deeply than any form needs")
            self.problems.add("PMG802", text_, self.place(1))
        return deepest > _DEEPEST

    def _complain(self, code: str, line: int, text: Message, hint: Message) -> None:
        self.problems.add(code, text, self.place(line), hint=hint)

    def _rules(self, node: Any) -> Iterator[StyleRule]:
        declarations = self.declarations(nodes_of(node.content))
        for tokens in _split(node.prelude):
            try:
                yield StyleRule(tuple(_compounds(tokens)), declarations)
            except Unreadable:
                self.unsupported(tinycss2.serialize(tokens).strip(), node.source_line)

    def _page(self, node: Any, into: StyleSheet) -> None:
        pages = _pages(node) or ""
        for inner in nodes_of(node.content):
            if inner.type == "declaration" and not pages:
                into.page.append((self, inner))
            elif inner.type == "declaration":
                self.unsupported(f"@page :{pages} {{ {inner.name} }}", inner.source_line)
            elif inner.type == "at-rule":
                into.boxes.append((self, pages, inner))
            else:
                self._broken(inner)

    def _declaration(self, node: Any) -> Iterator[Declaration]:
        tokens, name, line = _solid(node.value), node.lower_name, self.first_line + node.source_line - 1
        try:
            if node.important:
                raise Unreadable
            for part, part_tokens in _longhands(name, tokens):
                if part not in css_values.PROPERTIES:
                    self.property_problem(node)
                    return
                yield Declaration(part, css_values.PROPERTIES[part](part_tokens), line)
        except Unreadable:
            self.value_problem(node)

    def unsupported(self, name: str, line: int) -> None:
        """Warn of a selector or at-rule that layouts do not have."""
        text = message("{selector} has no effect", selector=name)
        hint = message("rules are for tags, .classes and #ids, also one inside another; or @page")
        self._complain("PMG505", line, text, hint)

    def _broken(self, node: Any) -> None:
        self.unsupported(_shown(node), node.source_line)


LENGTHS = message(
    "lengths are in pt, mm, cm, px, em or %, at most 2000mm, type from 1pt to 1000pt, colours as #d9d9d9"
)


def nodes_of(content: Any) -> list[Any]:
    """Return the nodes of a block or style attribute."""
    return list(tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True))


def _shown(node: Any) -> str:
    if node.type == "at-rule":
        return f"@{node.at_keyword}"
    return str(node.message if node.type == "error" else tinycss2.serialize([node]).strip()[:40])


def _pages(node: Any) -> str | None:
    """Return for which pages an @page rule is: `left`, `right`, `first` or all; None for others."""
    tokens = _solid(node.prelude)
    if len(tokens) == 2 and tokens[0] == ":" and tokens[1].type == "ident":
        return tokens[1].lower_value if tokens[1].lower_value in ("left", "right", "first") else None
    return None if tokens else ""


def _longhands(name: str, tokens: Tokens) -> Iterable[tuple[str, Tokens]]:
    if name == "border":
        return [(f"border-{side}", tokens) for side in css_values.SIDES]
    if name == "padding":
        four = css_values.sides(tokens)
        return [(f"padding-{side}", [token]) for side, token in zip(css_values.SIDES, four, strict=True)]
    return [("background-color" if name == "background" else name, tokens)]


def _solid(tokens: Tokens) -> list[Any]:
    return [token for token in tokens if token.type not in ("whitespace", "comment")]


def _split(tokens: Tokens) -> Iterator[list[Any]]:
    selector: list[Any] = []
    for token in tokens:
        if token == ",":
            yield selector
            selector = []
        else:
            selector.append(token)
    yield selector


def _compounds(tokens: Tokens) -> Iterator[CompoundSelector]:
    """Yield the parts of a selector that white space separates."""
    part: list[Any] = []
    for token in [*tokens, None]:
        if token is not None and token.type not in ("whitespace", "comment"):
            part.append(token)
        elif part:
            yield _compound(part)
            part = []


def _compound(tokens: list[Any]) -> CompoundSelector:
    tag, classes, id_, rest = "", set(), "", list(tokens)
    while rest:
        token = rest.pop(0)
        if token.type == "ident" and token is tokens[0]:
            tag = token.lower_value
        elif token == "." and rest and rest[0].type == "ident":
            classes.add(rest.pop(0).value)
        elif token.type == "hash":
            id_ = token.value
        elif token != "*" or token is not tokens[0]:
            raise Unreadable
    return CompoundSelector(tag, frozenset(classes), id_)
