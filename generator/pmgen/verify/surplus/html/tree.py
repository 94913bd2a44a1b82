"""A page taken apart into its atoms: tags, texts and remarks, each with the cell in which it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

from pmgen.problems import LayoutPlace

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
