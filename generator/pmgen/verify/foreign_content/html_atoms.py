"""A page taken apart: tags, texts and comments, each in its cell, and the rules of its style."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from typing import NamedTuple

from pmgen.problems import LayoutPlace, Message, message

_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_LOOSE = frozenset(
    {"html", "head", "body", "main", "div", "section", "table", "colgroup", "thead", "tbody", "tfoot", "tr"}
    | {"nav", "ol", "ul", ""}
)
"""Elements between whose children white space shows nothing."""

Attributes = tuple[tuple[str, str | None], ...]


_NOWHERE = LayoutPlace("")


@dataclass(frozen=True, slots=True)
class Atom:
    """A start tag, an end tag, a text, or something that is none of them; `path` are the tags around it."""

    kind: str
    name: str
    attributes: Attributes = ()
    place: LayoutPlace = _NOWHERE
    path: tuple[str, ...] = ()
    number: int = 0
    source: str = ""

    @property
    def key(self) -> tuple[object, ...]:
        """Return what must be the same on two pages."""
        return self.kind, self.name, tuple(sorted(self.attributes, key=lambda pair: pair[0]))


@dataclass(slots=True)
class _Table:
    """A table in the making: which row and column come next, and how far cells above reach down."""

    number: int
    row: int = 0
    column: int = 0
    taken: dict[int, int] = field(default_factory=dict)

    def open_row(self) -> None:
        self.row += 1
        self.column = 0
        self.taken = {column: left - 1 for column, left in self.taken.items() if left > 1}

    def open_cell(self, attributes: Attributes) -> int:
        """Return the column of a cell, from 1."""
        while self.taken.get(self.column, 0):
            self.column += 1
        at = self.column
        wide, high = (_span(attributes, name) for name in ("colspan", "rowspan"))
        for column in range(at, at + min(wide, 1000)):
            self.taken[column] = high
        self.column += wide
        return at + 1


def _classes(atom: Atom) -> list[str]:
    return (dict(atom.attributes).get("class") or "").split()


def _span(attributes: Attributes, name: str) -> int:
    value = dict(attributes).get(name) or "1"
    return max(1, int(value)) if value.isdecimal() and len(value) < 6 else 1


class Tree(HTMLParser):
    """Takes a page apart."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.atoms: list[Atom] = []
        self._open: list[str] = []
        self._tables: list[_Table] = []
        self._count = 0
        self._cells: list[tuple[int, int, int]] = []
        self.feed(text)
        self.close()
        self.words = _cell_words(self.atoms)
        self.after = self._behind()
        self.styles = [
            atom.name for atom in self.atoms if atom.kind == "text" and atom.path[-1:] == ("style",)
        ]

    def inside(self, start: Atom) -> str:
        """Return the text of an element."""
        path = (*start.path, start.name)
        texts: list[str] = []
        for atom in self.atoms[start.number + 1 :]:
            if atom.path[: len(path)] != path:
                break
            texts += [atom.name] if atom.kind == "text" and "style" not in atom.path else []
        return "".join(texts)

    def place_of(self, classes: Iterable[str]) -> LayoutPlace:
        """Return the first place whose looks are one of the classes, with its words."""
        wanted = set(classes)
        for atom in self.atoms:
            if atom.kind == "start" and not wanted.isdisjoint(_classes(atom)):
                return replace(atom.place, text=self.words.get(atom.place, "") or self.inside(atom))
        return LayoutPlace("")

    def _behind(self) -> str:
        """Return the text behind the end of the page."""
        ends = [number for number, atom in enumerate(self.atoms) if atom.key[:2] == ("end", "html")]
        behind = self.atoms[ends[-1] + 1 :] if ends else ()
        return "".join(atom.name if atom.kind == "text" else f"<{atom.name}>" for atom in behind)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take the beginning of an element."""
        attributes = tuple(attrs)
        if tag == "table":
            self._count += not self._tables
            self._tables.append(_Table(self._count))
        elif tag == "tr" and self._tables:
            self._tables[-1].open_row()
        elif tag in ("td", "th") and self._tables:
            table = self._tables[-1]
            self._cells.append((table.number, table.row, table.open_cell(attributes)))
        self._add("start", tag, attributes, self.get_starttag_text() or "")
        if tag not in _VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Take the end of an element."""
        if tag in self._open:
            while self._open.pop() != tag:
                pass
        self._add("end", tag)
        if tag == "table" and self._tables:
            self._tables.pop()
        elif tag in ("td", "th") and self._cells:
            self._cells.pop()

    def handle_data(self, data: str) -> None:
        """Take a text; white space that shows nothing is none."""
        if data.strip() or (self._open[-1] if self._open else "") not in _LOOSE:
            self._add("text", data)

    def handle_comment(self, data: str) -> None:
        """Take a remark."""
        self._add("remark", data)

    def handle_decl(self, decl: str) -> None:
        """Take the line that says that it is a page."""
        self._add("declaration", decl)

    def handle_pi(self, data: str) -> None:
        """Take an instruction for programs."""
        self._add("remark", data)

    def unknown_decl(self, data: str) -> None:
        """Take what looks like a declaration."""
        self._add("remark", data)

    def _add(self, kind: str, name: str, attributes: Attributes = (), source: str = "") -> None:
        place = _NOWHERE
        if self._cells:
            table, row, cell = self._cells[-1]
            place = LayoutPlace("", table=table, row=row, cell=cell)
        elif self._tables and ("tr" in self._open or name == "tr"):
            place = LayoutPlace("", table=self._tables[-1].number, row=self._tables[-1].row)
        path = tuple(self._open)
        self.atoms.append(Atom(kind, name, attributes, place, path, len(self.atoms), source))


def _cell_words(atoms: Sequence[Atom]) -> dict[LayoutPlace, str]:
    """Return what stands in each cell, by its place."""
    parts: dict[LayoutPlace, list[str]] = {}
    for atom in atoms:
        if atom.kind == "text" and atom.place.cell is not None:
            parts.setdefault(atom.place, []).append(atom.name)
    return {place: "".join(texts) for place, texts in parts.items()}


_REMARK = re.compile(r"/\*(.*?)(?:\*/|\Z)", re.DOTALL)
_PIECE = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|[{};]|[^{};"\']+|["\']', re.DOTALL)
_CLASS = re.compile(r"\.([\w-]+)")


class StyleDeclaration(NamedTuple):
    """A declaration with the selector it belongs to and the conditions around it."""

    around: str
    selector: str
    name: str
    value: str

    @property
    def classes(self) -> list[str]:
        """Return the classes that the selector names."""
        return _CLASS.findall(self.selector)

    def __str__(self) -> str:
        around = f"{self.around} " if self.around else ""
        return f"{around}{self.selector}{{{self.name}: {self.value}}}"


def style_comments(style: str) -> list[str]:
    """Return the remarks of a style."""
    return [" ".join(match[1].split()) for match in _REMARK.finditer(style)]


def style_declarations(style: str) -> list[StyleDeclaration]:
    """Return the declarations of a style in order; what cannot be read is one without a name."""
    return list(_rules(_REMARK.sub(" ", style)))


def _rules(style: str) -> Iterator[StyleDeclaration]:
    path: list[str] = []
    piece = ""
    for match in _PIECE.finditer(style):
        token = match[0]
        if token == "{":
            path.append(_tidy(piece))
        elif token in ("}", ";"):
            if piece.strip():
                yield _declaration(path, piece)
            if token == "}":
                del path[-1:]
        else:
            piece += token
            continue
        piece = ""
    if piece.strip() or path:
        yield StyleDeclaration("", " ".join(path), "", _tidy(piece))


def _declaration(path: list[str], piece: str) -> StyleDeclaration:
    name, colon, value = piece.partition(":")
    around, selector = " ".join(path[:-1]), path[-1] if path else ""
    if not colon:
        return StyleDeclaration(around, selector, "", _tidy(piece))
    return StyleDeclaration(around, selector, _tidy(name).lower(), _tidy(value))


def _tidy(text: str) -> str:
    return " ".join(text.split())


_OURS = frozenset(
    " ".join(
        (
            "font font-size text-align line-height text-indent margin margin-top padding border",
            "border-top border-right border-bottom border-left border-collapse background color",
            "vertical-align width height max-width page zoom text-decoration white-space line-break",
            "overflow-wrap text-wrap-style font-weight list-style display table-layout overflow",
            "overflow-x outline outline-offset float position clip-path break-before break-inside",
            "break-after size content text-size-adjust -webkit-text-size-adjust",
            "writing-mode text-orientation print-color-adjust background-repeat background-attachment",
            "text-autospace tab-size box-sizing",
        )
    ).split(" ")
)
"""The properties that pmgen sets."""

_AROUND = re.compile(r"|@media (?:screen|print)|@page \w+(?::first|:left)?")
_DISPLAYS = frozenset({"inline-block", "flow-root", "table-header-group"})
_SHOWN_IN_PRINT = frozenset(
    {
        (".screen", "none"),
        ("table.parts", "block"),
        (".parts > colgroup", "none"),
        (".parts > tbody", "table"),
    }
)
"""What print shows otherwise: lines that the margins have, and tables in parts."""

_BESIDE = re.compile(r"\.z\d+>tr:(?:not\(\.again\)|last-child)::before")
"""What print puts beside rows whose label stands above them: lines without words."""

_PSEUDO = re.compile(r"::|:(?:before|after|first-l)")
_OF_NOTHING = {"content": '""', "display": "table-cell"}


def is_foreign_declaration(rule: StyleDeclaration) -> bool:
    """Tell whether pmgen never writes such a rule."""
    value = rule.value.lower()
    if rule.name not in _OURS or not _AROUND.fullmatch(rule.around) or "url(" in value:
        return True
    if _PSEUDO.search(rule.selector):
        return not _is_beside(rule, value)
    if rule.name == "display":
        printed = rule.around == "@media print" and (rule.selector, value) in _SHOWN_IN_PRINT
        return value not in _DISPLAYS and not printed
    if rule.name in ("position", "clip-path"):
        return rule.selector != ".hidden"
    if rule.name in ("background-repeat", "background-attachment"):
        return rule.selector != ".scroll"
    if rule.name == "tab-size":
        return rule.selector != "main"
    if rule.name == "content":
        return not rule.around.startswith("@page")
    return False


def _is_beside(rule: StyleDeclaration, value: str) -> bool:
    """Tell whether a rule sets nothing but lines and ground beside rows in print."""
    if rule.around != "@media print" or not _BESIDE.fullmatch(rule.selector):
        return False
    return rule.name.startswith(("border", "background")) or _OF_NOTHING.get(rule.name) == value


def meaning(rule: StyleDeclaration) -> Message:
    """Return what a rule does that pmgen did not set."""
    return next((words for pattern, words in _MEANINGS if pattern.search(_text(rule))), _OTHER)


def _text(rule: StyleDeclaration) -> str:
    return f"{rule.around}|{rule.selector}|{rule.name}:{rule.value}".lower()


_OTHER = message("other looks")
_MEANINGS = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (r"@import|url\(", message("a file to be fetched")),
        (r"@font-face", message("a font of its own")),
        (r"::?(?:before|after|marker|first-l)|\|content:", message("other text in place of ours")),
        (r"\|(?:display:none|visibility:|opacity:|content-visibility:)", message("text that cannot be seen")),
        (r"\|(?:clip|mask|filter:|mix-blend)", message("text that cannot be seen")),
        (r"\|(?:position|left|right|top|bottom|inset|z-index)", message("other places")),
        (r"\|(?:transform|translate|scale|rotate)", message("other places")),
        (r"\|(?:text-indent|font|letter-spacing|zoom|line-height)", message("another size or place of text")),
        (r"\|(?:direction|unicode-bidi|writing-mode)", message("another order or direction")),
        (r"\|(?:order|flex|grid|float)", message("another order or direction")),
        (r"\|(?:-webkit-|-moz-)?(?:user-select|pointer-)", message("text that cannot be copied or clicked")),
        (r"\|(?:color|background|-webkit-text)", message("other colours")),
        (r"\|(?:animation|transition)|@keyframes", message("looks that change with time")),
        (r"@media print|@page", message("other looks in print")),
        (r"\|(?:text-decoration|border|outline|box-shadow)", message("other lines")),
    )
)
