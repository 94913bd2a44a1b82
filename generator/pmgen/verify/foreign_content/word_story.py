"""Where something stands in a Word file, and what stands beside its text: pages, boxes, links, notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Self

from pmgen.opc.office_xml import MC, WP, Element, R, W, is_on, points, value, whole
from pmgen.problems import LayoutPlace, message
from pmgen.verify.foreign_content.foreign_content_report import (
    ForeignContent,
    personal_trace,
    possibly_foreign,
    shortened,
)
from pmgen.verify.foreign_content.package_scan import ScannedPackage


@dataclass(slots=True)
class Story:
    """A part with text; `part` is its name for places, nothing for the main part."""

    file: str
    name: str
    root: Element
    is_main: bool
    _tables: dict[Element, int] = field(default_factory=dict)
    _paragraphs: dict[Element, int] = field(default_factory=dict)

    @classmethod
    def of(cls, file: str, name: str, root: Element, *, is_main: bool) -> Self:
        """Return a part ready to be searched."""
        return cls(file, name, root, is_main)

    def place(self, element: Element, words: str = "") -> LayoutPlace:
        """Return where an element stands; `words` are what to search for there."""
        part = "" if self.is_main else self.name
        around = [element, *element.iterancestors(W + "tbl", W + "tr", W + "tc", W + "p")]
        tables = [node for node in around if node.tag == W + "tbl"]
        text = shortened(words or text_of(next((node for node in around if node.tag == W + "p"), element)))
        if not tables:
            paragraph = next((node for node in around if node.tag == W + "p"), None)
            number = None if paragraph is None else self._paragraph(paragraph)
            return LayoutPlace(self.file, part, paragraph=number, text=text)
        table = tables[-1]
        inside = around[: around.index(table)]
        row = next((node for node in reversed(inside) if node.tag == W + "tr"), None)
        cell = next((node for node in reversed(inside) if node.tag == W + "tc"), None)
        return LayoutPlace(
            self.file,
            part,
            self._table(table),
            None if row is None else _rows(table).index(row) + 1,
            None if cell is None or row is None else _column(row, cell),
            text=text,
        )

    def _table(self, table: Element) -> int:
        if not self._tables:
            self._tables = _numbered(self.root, W + "tbl")
        return self._tables[table]

    def _paragraph(self, paragraph: Element) -> int:
        if not self._paragraphs:
            self._paragraphs = _numbered(self.root, W + "p")
        return self._paragraphs[paragraph]


def _numbered(root: Element, tag: str) -> dict[Element, int]:
    """Return the number of each element that stands in no table."""
    outer = (node for node in root.iter(tag) if next(node.iterancestors(W + "tbl"), None) is None)
    return {node: number for number, node in enumerate(outer, 1)}


def _rows(table: Element) -> list[Element]:
    """Return the rows of a table, without those of tables in it."""
    return [row for row in table.iter(W + "tr") if next(row.iterancestors(W + "tbl")) is table]


def _column(row: Element, cell: Element) -> int:
    """Return the column of the table's grid in which a cell begins."""
    column = whole(value(row.find(f"{W}trPr/{W}gridBefore"))) + 1
    for each in row.iter(W + "tc"):
        if each is cell:
            break
        if next(each.iterancestors(W + "tr")) is row:
            column += whole(value(each.find(f"{W}tcPr/{W}gridSpan")), 1)
    return column


def text_of(element: Element) -> str:
    """Return all words below an element, deleted and hidden ones too."""
    return "".join(node.text or "" for node in element.iter(W + "t", W + "delText"))


_PAGE, _UNSEEN = "PMG757", "PMG743"
_FIRST = message("the first page has a head and foot of its own")
_MILLIMETRE = 72 / 25.4
_LOWEST, _NARROWEST = 6.0, 4.0
"""In points: in rows and columns below nothing can be read."""


def pages(main: Story, package: ScannedPackage) -> Iterator[ForeignContent]:
    """Yield the sizes of pages in their order, and every head and foot with the pages that it is for."""
    sections = list(main.root.iter(W + "sectPr"))
    for number, (size, group) in enumerate(groupby(sections, key=_size), 1):
        text = message("the pages are {size} mm", size=size)
        place = main.place(next(iter(group)))
        yield possibly_foreign(_PAGE, text, place, str(number), size, part=main.name)
    for section in sections:
        if is_on(section.find(W + "titlePg")):
            yield possibly_foreign(_PAGE, _FIRST, main.place(section), "titlePg", part=main.name)
    shown = set[str]()
    for section in sections:
        for node in section.iter(W + "headerReference", W + "footerReference"):
            relation = package.target(main.name, node.get(R + "id"))
            if relation is not None:
                shown.add(relation.target)
                yield from _running_head(relation.target, node.get(W + "type", "default"), package)
    for kind in ("header", "footer"):
        for part in package.of_kind(kind):
            if part not in shown:
                yield from _running_head(part, "none", package)


def _size(section: Element) -> str:
    """Return width and height in whole millimetres."""
    node = section.find(W + "pgSz")
    sides = ("11906", "16838") if node is None else (node.get(W + "w", "0"), node.get(W + "h", "0"))
    return " × ".join(f"{(points(side) or 0) / _MILLIMETRE:.0f}" for side in sides)


def _running_head(part: str, kind: str, package: ScannedPackage) -> Iterator[ForeignContent]:
    root = package.root(part)
    words = "" if root is None else text_of(root)
    if words.strip():
        text = message("a head or foot of pages ({kind}) says: {words}", kind=kind, words=shortened(words))
        place = LayoutPlace(package.file, part, text=shortened(words))
        yield possibly_foreign(
            _PAGE, text, place, kind, "".join(filter(lambda sign: not sign.isdigit(), words)), part=part
        )


def tables(story: Story) -> Iterator[ForeignContent]:
    """Yield what tables hide: rows too low, columns too narrow, floating tables, squeezed cells."""
    for row in story.root.iter(W + "tr"):
        height = row.find(f"{W}trPr/{W}trHeight")
        is_exact = height is not None and height.get(W + "hRule") == "exact"
        words = text_of(row) if is_exact else ""
        if words.strip() and (points(value(height)) or 0) < _LOWEST:
            yield _hidden(story, row, "row", words)
    for node in story.root.iter(W + "tcW"):
        cell = next(node.iterancestors(W + "tc"), None)
        narrow = node.get(W + "type", "dxa") == "dxa" and 0 < (points(node.get(W + "w")) or 0) < _NARROWEST
        if narrow and cell is not None and text_of(cell).strip():
            yield _hidden(story, cell, "cell", text_of(cell))
    for node in story.root.iter(W + "tblpPr", W + "tcFitText", W + "hideMark"):
        owner = next(node.iterancestors(W + "tc", W + "tbl"), node)
        if node.tag != W + "hideMark":
            yield _hidden(story, node, str(node.tag), text_of(owner))
    for node in story.root.iter(W + "textDirection"):
        turned = next(node.iterancestors(W + "tc"), None)
        if turned is not None and value(node, "lrTb") not in ("lrTb", "lr", "tb"):
            yield _hidden(story, node, "direction", text_of(turned))
    yield from _covered(story)


def _covered(story: Story) -> Iterator[ForeignContent]:
    """Yield the text of cells that go on a merged one, which Word does not show."""
    for node in story.root.iter(W + "vMerge", W + "hMerge"):
        cell = next(node.iterancestors(W + "tc"), None)
        words = "" if cell is None or value(node, "continue") != "continue" else text_of(cell)
        if words.strip():
            yield _hidden(story, node, "merged", words)


def _hidden(story: Story, node: Element, kind: str, words: str) -> ForeignContent:
    text = message("a table hides or moves what it holds: {words}", words=shortened(words))
    return possibly_foreign(_UNSEEN, text, story.place(node, words), kind, words, part=story.name)


_BOX, _LINK, _NAME, _SETTING = "PMG755", "PMG754", "PMG752", "PMG756"
_VML = "{urn:schemas-microsoft-com:vml}"
_BY_PROGRAMS = ("_GoBack", "OLE_LINK", "_Hlk", "_Toc", "__DdeLink", "__RefHeading", "_PictureBullets")
"""How the names of bookmarks begin that programs set by themselves."""

_WORDED = tuple(
    W + name
    for name in ("alias", "tag", "tblDescription", "tblCaption", "statusText", "helpText", "listItem")
)
"""Elements with words that no page shows."""

_SETTINGS = {
    "documentProtection": message("the file is protected against changes"),
    "writeProtection": message("the file asks to be opened for reading only"),
    "trackRevisions": message("the file records every further change"),
    "docVars": message("the file holds variables that nobody sees"),
    "mailMerge": message("the file is a letter of a mail merge"),
    "attachedTemplate": message("the file depends on a template of its own"),
    "evenAndOddHeaders": message("even pages have heads and feet of their own"),
    "displayBackgroundShape": message("the pages have a colour or picture behind them"),
    "removePersonalInformation": message("the file hides who changed it"),
    "documentType": message("the file is marked as a letter or e-mail"),
    "formsDesign": message("the file is opened as a form in the making"),
    "linkStyles": message("the looks are fetched anew from a template"),
    "saveThroughXslt": message("the file is changed by a program when it is saved"),
    "hdrShapeDefaults": message("a drawing stands behind every page"),
}


def boxes(story: Story) -> Iterator[ForeignContent]:
    """Yield drawings, and the text in them, which stands outside the flow of the text."""
    for node in story.root.iter(W + "drawing", W + "pict"):
        if next(node.iterancestors(MC + "Fallback", W + "drawing", W + "pict"), None) is not None:
            continue
        words = text_of(node)
        shapes = " ".join(shape.get("string", "") for shape in node.iter(_VML + "textpath"))
        place = story.place(node, words or shapes)
        if words.strip() or shapes.strip():
            said = shortened(words.strip() or shapes)
            text = message("text in a box or behind the page: {words}", words=said)
            yield possibly_foreign(_BOX, text, place, words, shapes, part=story.name)
        elif node.find(WP + "inline") is None:
            text = message("a drawing or picture that floats over the page")
            yield possibly_foreign(_BOX, text, place, "floating", part=story.name)
        for said in _descriptions(node):
            text = message("a drawing is described as {words}", words=shortened(said))
            yield possibly_foreign(_NAME, text, place, "description", said, part=story.name)
    for fallback in story.root.iter(MC + "Fallback"):
        yield from _fallback(fallback, story)
    for node in story.root.iter(W + "background"):
        text = message("the pages have a colour or picture behind them")
        yield possibly_foreign(
            _BOX, text, LayoutPlace(story.file), "background", node.get(W + "color", ""), part=story.name
        )


def _descriptions(drawing: Element) -> Iterator[str]:
    for node in drawing.iter(WP + "docPr", _VML + "shape"):
        yield from filter(None, (node.get(name, "") for name in ("descr", "title", "alt")))


def _fallback(fallback: Element, story: Story) -> Iterator[ForeignContent]:
    """Yield what older programs show in the place of something, where it says something else."""
    both = fallback.getparent()
    chosen = None if both is None else both.find(MC + "Choice")
    words = text_of(fallback)
    if words.strip() and words != ("" if chosen is None else text_of(chosen)):
        text = message("older programs show other words in this place: {words}", words=shortened(words))
        yield possibly_foreign(_BOX, text, story.place(fallback, words), "fallback", words, part=story.name)


def links(story: Story, package: ScannedPackage) -> Iterator[ForeignContent]:
    """Yield each link: where it leads, and for one out of the file also what it shows."""
    told = set[str]()
    for node in story.root.iter(W + "hyperlink"):
        relation = package.target(story.name, node.get(R + "id"))
        words, hint, anchor = text_of(node), node.get(W + "tooltip", ""), node.get(W + "anchor", "")
        target = f"#{anchor}{hint}" if relation is None else f"{relation.target}#{anchor}{hint}{words}"
        if relation is not None or target not in told:
            told.add(target)
            text = message("{words} leads to {target}", words=shortened(words), target=shortened(target))
            yield possibly_foreign(_LINK, text, story.place(node), target, part=story.name)


def names(story: Story) -> Iterator[ForeignContent]:
    """Yield the words that stand in names and descriptions and that no page shows."""
    bookmarks = {node.get(W + "name", ""): node for node in story.root.iter(W + "bookmarkStart")}
    for name, node in bookmarks.items():
        if not name.startswith(_BY_PROGRAMS):
            text = message("a bookmark is called {name}", name=shortened(name))
            yield possibly_foreign(_NAME, text, story.place(node), "bookmark", name, part=story.name)
    for node in story.root.iter(*_WORDED):
        words = value(node) or " ".join(map(str, node.attrib.values()))
        if words:
            text = message("a name or description that no page shows: {words}", words=shortened(words))
            yield possibly_foreign(_NAME, text, story.place(node), "name", words, part=story.name)
    for node in story.root.iter(W + "permStart", W + "customXml", W + "smartTag"):
        kind = str(node.tag).removeprefix(W)
        text = message("{words} stands in a control or a region of its own", words=shortened(text_of(node)))
        yield possibly_foreign(_NAME, text, story.place(node), kind, text_of(node), part=story.name)


def settings(package: ScannedPackage) -> Iterator[ForeignContent]:
    """Yield the settings that change what is shown, or that hold something."""
    for part in package.of_kind("settings"):
        root = package.root(part)
        for node in root if root is not None else ():
            name = str(node.tag).removeprefix(W)
            if name == "docVars" and all(_stamped(child) for child in node):
                text = message("the file holds the marks that WPS leaves in it")
                yield personal_trace(text, LayoutPlace(package.file, part), *_values(node), part=part)
            elif name in _SETTINGS and is_on(node):
                said = " ".join([*map(str, node.attrib.values()), *_values(node)])
                place = LayoutPlace(package.file, part, text=shortened(said))
                yield possibly_foreign(_SETTING, _SETTINGS[name], place, name, said, part=part)


def _stamped(variable: Element) -> bool:
    """Tell whether a variable is one that WPS keeps for itself."""
    return variable.get(W + "name", "").startswith(("commondata", "KSO"))


def _values(node: Element) -> Iterator[str]:
    return (str(each) for inner in node.iterdescendants() for each in inner.attrib.values())


def notes(package: ScannedPackage) -> Iterator[ForeignContent]:
    """Yield footnotes and endnotes that say anything."""
    for kind in ("footnotes", "endnotes"):
        for part in package.of_kind(kind):
            root = package.root(part)
            for node in root if root is not None else ():
                words = text_of(node)
                if words.strip():
                    text = message("a note says: {words}", words=shortened(words))
                    yield possibly_foreign(
                        _BOX, text, LayoutPlace(package.file, part, text=shortened(words)), words, part=part
                    )
