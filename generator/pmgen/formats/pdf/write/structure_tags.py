"""The structure of a document as its PDF tells it: headings, tables, cells, and their head cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pmgen.document import Cell, Document, Image, Paragraph, Scope, Table
from pmgen.formats.document_text import Headings, filled, is_entry
from pmgen.formats.pdf.write.pdf_objects import Objects, text_string

Tags = tuple["Tag", ...]


class HeaderCells:
    """Keeps which heads hold, while the rows of a table are taken from the top down.

    The heads that every page repeats hold for the whole table, others until the next row of such heads. What
    stands beside a cell heads it unless another cell lies between; so does a merged label at the left.
    """

    def __init__(self, columns: int, repeated: int) -> None:
        self._repeated = repeated
        self._lasting: list[Tags] = [()] * columns
        self._above: list[Tags] = [()] * columns
        self._beside: list[tuple[int, Tag | None, bool]] = [(0, None, False)] * columns
        self._known: dict[tuple[int, int], Tags] = {}
        self._row = self._last_heading = -1

    def begin(self, cells: Sequence[Cell]) -> list[Scope | None]:
        """Begin the next row, and return what each of its cells heads."""
        self._row += 1
        if self._row == self._repeated:
            self._lasting = [*self._above]
        scopes = [self._scope(cell) for cell in cells]
        if Scope.COLUMN in scopes:
            if self._row >= self._repeated and self._last_heading != self._row - 1:
                self._above = [*self._lasting]
                self._known.clear()
            self._last_heading = self._row
        return scopes

    def _scope(self, cell: Cell) -> Scope | None:
        if not cell.blocks:
            return None
        return Scope.COLUMN if self._row < self._repeated else cell.header

    def of(self, cell: Cell) -> Tags:
        """Return the heads of a cell of the present row."""
        above, beside = self._heads_above(cell), self._heads_beside(cell.column)
        return (*above, *beside) if beside else above

    def add(self, cell: Cell, scope: Scope | None, tag: Tag) -> None:
        """Take a cell of the present row, which stands beside those that follow and may head others."""
        columns = slice(cell.column, cell.column + cell.column_span)
        label = tag if scope is Scope.ROW else None
        until = self._row + cell.row_span
        self._beside[columns] = [(until, label, cell.row_span > 1)] * len(self._beside[columns])
        if scope is Scope.COLUMN:
            self._above[columns] = [(*heads, tag) for heads in self._above[columns]]
            self._known.clear()

    def _heads_above(self, cell: Cell) -> Tags:
        place = cell.column, cell.column_span
        known = self._known.get(place)
        if known is None:
            heads = self._above[cell.column : cell.column + cell.column_span]
            known = self._known[place] = _distinct(head for tags in heads for head in tags)
        return known

    def _heads_beside(self, column: int) -> Tags:
        found: list[Tag] = []
        at = column - 1
        while at >= 0 and (tag := self._label(at)) is not None:
            found.append(tag)
            at -= 1
        if at > 0 and self._beside[0][2] and (first := self._label(0)) is not None:
            found.append(first)
        return _distinct(reversed(found)) if found else ()

    def _label(self, column: int) -> Tag | None:
        until, tag, _ = self._beside[column]
        return tag if until > self._row else None


def _distinct(tags: Iterable[Tag]) -> Tags:
    return tuple(dict.fromkeys(tags))


class MarkedContent(NamedTuple):
    """Marked content of a page that belongs to an element; pages count from 0."""

    page: int
    number: int


class TaggedAnnotation(NamedTuple):
    """An annotation of a page that belongs to an element, by the number of its object."""

    page: int
    object: int


@dataclass(slots=True, eq=False)
class Tag:
    """An element of the structure, or an artifact, which is none.

    `entries` are what its dictionary says beside its place and contents, `cell` is what it is in a table, and
    `heads` are the cells that head it.
    """

    kind: str
    entries: str = ""
    cell: str = ""
    heads: tuple[Tag, ...] = ()
    kids: list[Tag | MarkedContent | TaggedAnnotation] = field(default_factory=list)
    number: int = 0
    links: dict[int, Tag] | None = None

    def add(self, kind: str, entries: str = "") -> Tag:
        """Return a new element at the end of this one."""
        tag = Tag(kind, entries)
        self.kids.append(tag)
        return tag

    def link(self, number: int) -> Tag:
        """Return the element of a link of the paragraph: one, over however many lines it goes."""
        if self.links is None:
            self.links = {}
        if number not in self.links:
            self.links[number] = self.add("Link")
        return self.links[number]

    def figure(self, image: Image) -> Tag:
        """Return the element of a picture."""
        return self.add("Figure", f"/Alt{text_string(image.description)}")

    @property
    def is_artifact(self) -> bool:
        """Tell whether this is no element at all."""
        return self.kind == "Artifact"


HEAD = Tag("Artifact", "<</Type/Pagination/Subtype/Header>>")
FOOT = Tag("Artifact", "<</Type/Pagination/Subtype/Footer>>")
LEADER = Tag("Artifact", "<</Type/Layout>>")
"""The dots between a heading in the contents and its page."""


def again() -> Tag:
    """Return the mark of a cell of a head, or of a label, that a page repeats."""
    return Tag("Artifact", "<</Type/Pagination>>")


class Structure:
    """The structure of a document, made block by block."""

    def __init__(self, document: Document) -> None:
        self.root = Tag("Document")
        self._headings = Headings.of(document)
        self._contents: Tag | None = None

    def paragraph(self, paragraph: Paragraph) -> Tag:
        """Return the element of a paragraph of the body."""
        if is_entry(paragraph):
            if self._contents is None:
                self._contents = self.root.add("TOC")
            return self._contents.add("TOCI").add("Reference")
        self._contents = None
        level = self._headings.level(paragraph) - (self._headings.title is None)
        return self.root.add(f"H{level}" if level > 0 else "P")

    def table(self, table: TableTag) -> None:
        """Take a table at the end of the body."""
        self._contents = None
        self.root.kids.append(table.tag)


_KINDS = {None: ("TD", ""), Scope.ROW: ("TH", "/Scope/Row"), Scope.COLUMN: ("TH", "/Scope/Column")}


class TableTag:
    """The elements of a table: its rows and cells, those of a head apart, and one for each hole."""

    def __init__(self, table: Table) -> None:
        self.tag = Tag("Table", cell=f"/Summary{text_string(table.caption)}" if table.caption else "")
        self._heads = HeaderCells(len(table.columns), table.header_rows)
        above = [0] * len(table.columns)
        self._rows = [self._row(filled(row, above)) for row in table.rows]

    def cell(self, row: int, cell: Cell) -> Tag:
        """Return the element of a cell."""
        return self._rows[row][cell.column]

    def _row(self, cells: Sequence[Cell]) -> dict[int, Tag]:
        row = self.tag.add("TR")
        scopes = self._heads.begin(cells)
        tags = {cell.column: self._cell(cell, scope) for cell, scope in zip(cells, scopes, strict=True)}
        row.kids += tags.values()
        return tags

    def _cell(self, cell: Cell, scope: Scope | None) -> Tag:
        kind, said = _KINDS[scope]
        tag = Tag(kind, "", said + _spans(cell), self._heads.of(cell))
        self._heads.add(cell, scope, tag)
        return tag


def _spans(cell: Cell) -> str:
    if cell.column_span == 1 == cell.row_span:
        return ""
    columns = f"/ColSpan {cell.column_span}" if cell.column_span > 1 else ""
    return columns + (f"/RowSpan {cell.row_span}" if cell.row_span > 1 else "")


@dataclass(slots=True)
class Parents:
    """Which element owns what: the marked contents of each page, and the annotations."""

    pages: list[list[Tag]] = field(default_factory=list)
    notes: list[Tag] = field(default_factory=list)

    def tree(self) -> str:
        """Return the parent tree: a page's list by the page's place, an annotation's element after them."""
        lists = (" ".join([f"{tag.number} 0 R" for tag in tags]) for tags in self.pages)
        numbers = [f"{key}[{owners}]" for key, owners in enumerate(lists)]
        numbers += [f"{key} {tag.number} 0 R" for key, tag in enumerate(self.notes, len(self.pages))]
        return f"<</Nums[{' '.join(numbers)}]>>"


def write_tree(root: Tag, parents: Parents, pages: Sequence[int], objects: Objects) -> int:
    """Add the structure and return the number of its root; `pages` are the numbers of the pages' objects."""
    tree = objects.reserve()
    tags, above = [root], [root]
    _list(root, tags, above)
    first = objects.reserve(len(tags))
    for number, tag in enumerate(tags, first):
        tag.number = number
    element = _Elements(pages, objects).element
    numbers = [tree, *(tag.number for tag in above[1:])]
    objects.set_all(first, [element(tag, parent) for tag, parent in zip(tags, numbers, strict=True)])
    heads = sorted((_name(tag), tag.number) for tag in tags if tag.kind == "TH")
    named = "".join(f"({name}){number} 0 R" for name, number in heads)
    ids = f"/IDTree<</Names[{named}]>>" if named else ""
    root_entries = f"/Type/StructTreeRoot/K {root.number} 0 R/ParentTree {objects.add(parents.tree())} 0 R"
    keys = len(parents.pages) + len(parents.notes)
    return objects.set(tree, f"<<{root_entries}/ParentTreeNextKey {keys}{ids}>>")


def _name(tag: Tag) -> str:
    return f"H{tag.number:07}"


def _list(tag: Tag, found: list[Tag], above: list[Tag]) -> None:
    """Add the elements in one that hold something, and what each is in; a row or a cell may be empty."""
    for kid in tag.kids:
        if type(kid) is Tag and (kid.kids or kid.kind in _MAY_BE_EMPTY):
            found.append(kid)
            above.append(tag)
            _list(kid, found, above)


_MAY_BE_EMPTY = frozenset({"TR", "TD", "TH"})


class _Elements:
    """Writes elements; what cells of a table have in common is an object of its own."""

    def __init__(self, pages: Sequence[int], objects: Objects) -> None:
        self._pages, self._objects = pages, objects
        self._known: dict[tuple[str, tuple[Tag, ...]], str] = {}

    def element(self, tag: Tag, parent: int) -> str:
        """Return the dictionary of an element."""
        kids = tag.kids
        said = self._in_table(tag) if tag.cell or tag.heads or tag.kind == "TH" else ""
        head = f"<</S/{tag.kind}/P {parent} 0 R{tag.entries}{said}"
        if len(kids) == 1 and type(only := kids[0]) is MarkedContent:
            return f"{head}/Pg {self._pages[only.page]} 0 R/K {only.number}>>"
        shown = [self._kid(kid) for kid in kids if type(kid) is not Tag or kid.number]
        return f"{head}/K[{' '.join(shown)}]>>" if shown else head + ">>"

    def _in_table(self, tag: Tag) -> str:
        """Return what an element is in its table: its name as a head, its spans, the names of its heads."""
        key = tag.cell, tag.heads
        said = self._known.get(key)
        if said is None:
            names = "".join([f"({_name(head)})" for head in tag.heads])
            heads = f"/Headers[{names}]" if names else ""
            shared = f"<</O/Table{tag.cell}{heads}>>" if tag.cell or heads else ""
            said = self._known[key] = f"/A {self._objects.add(shared)} 0 R" if shared else ""
        return f"/ID({_name(tag)}){said}" if tag.kind == "TH" else said

    def _kid(self, kid: Tag | MarkedContent | TaggedAnnotation) -> str:
        match kid:
            case MarkedContent(page, number):
                return f"<</Type/MCR/Pg {self._pages[page]} 0 R/MCID {number}>>"
            case TaggedAnnotation(page, annotation):
                return f"<</Type/OBJR/Pg {self._pages[page]} 0 R/Obj {annotation} 0 R>>"
            case _:
                return f"{kid.number} 0 R"
