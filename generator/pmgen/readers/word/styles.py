"""The styles of a document: what each says, with everything that it is based on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import reduce

from pmgen.ooxml.xml import Element, W, value
from pmgen.readers.word.paragraphlooks import ParagraphLook, paragraph_over, read_paragraph
from pmgen.readers.word.runlooks import RunLook, Typefaces, read_run, run_over
from pmgen.readers.word.tablelooks import CellLook, cell_over, read_cell
from pmgen.readers.word.units import whole


@dataclass(frozen=True, slots=True)
class Look:
    """What one style says about paragraphs, runs and cells."""

    paragraph: ParagraphLook = field(default_factory=ParagraphLook)
    run: RunLook = field(default_factory=RunLook)
    cell: CellLook = field(default_factory=CellLook)

    def under(self, above: Look) -> Look:
        """Return this look with `above` put over it."""
        return Look(
            paragraph_over(self.paragraph, above.paragraph),
            run_over(self.run, above.run),
            cell_over(self.cell, above.cell),
        )


NOTHING = Look()


@dataclass(frozen=True, slots=True)
class TableStyle:
    """What a table style says about the whole table and, by name, about parts such as `firstRow`."""

    whole: Look = NOTHING
    parts: Mapping[str, Look] = field(default_factory=dict)
    rows_per_band: int = 1
    columns_per_band: int = 1

    def under(self, above: TableStyle) -> TableStyle:
        """Return this style with `above`, which is based on it, put over it."""
        names = self.parts.keys() | above.parts.keys()
        parts = {name: self.parts.get(name, NOTHING).under(above.parts.get(name, NOTHING)) for name in names}
        rows = above.rows_per_band if above.rows_per_band > 1 else self.rows_per_band
        columns = above.columns_per_band if above.columns_per_band > 1 else self.columns_per_band
        return TableStyle(self.whole.under(above.whole), parts, rows, columns)


class Styles:
    """The styles by their ids; what they say is read when it is asked for."""

    def __init__(self, root: Element | None, typefaces: Typefaces) -> None:
        self._typefaces = typefaces
        nodes = [] if root is None else root.findall(W + "style")
        self._nodes = {name: node for node in nodes if (name := node.get(W + "styleId"))}
        self._standard = {
            node.get(W + "type", ""): node.get(W + "styleId", "")
            for node in nodes
            if node.get(W + "default") in ("1", "true", "on")
        }
        self._looks: dict[str, Look] = {}
        self._tables: dict[str, TableStyle] = {}
        self.defaults = Look() if root is None else self._defaults(root)
        self.language = _language(root)

    def _defaults(self, root: Element) -> Look:
        paragraph = read_paragraph(root.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr"))
        return Look(paragraph, read_run(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"), self._typefaces))

    def look(self, kind: str, name: str) -> Look:
        """Return what the paragraph or character style says; the standard one's for an unknown name."""
        known = self.known(kind, name)
        if known not in self._looks:
            self._looks[known] = reduce(Look.under, map(self._own, self._chain(known)), NOTHING)
        return self._looks[known]

    def known(self, kind: str, name: str) -> str:
        """Return `name`, or the name of the standard style of the kind where there is no such style."""
        node = self._nodes.get(name)
        return name if node is not None and node.get(W + "type") == kind else self._standard.get(kind, "")

    def list_level(self, name: str) -> int:
        """Return which level of its list a paragraph style is, where it says so."""
        return self.look("paragraph", name).paragraph.get("list", (-1, -1))[1]

    def table(self, name: str) -> TableStyle:
        """Return what a table style says."""
        known = self.known("table", name)
        if known not in self._tables:
            own = map(self._own_table, self._chain(known))
            self._tables[known] = reduce(TableStyle.under, own, TableStyle())
        return self._tables[known]

    def _chain(self, name: str) -> list[Element]:
        """Return the style and all that it is based on, the basis first."""
        return list(self._based(name))[::-1]

    def _based(self, name: str) -> Iterator[Element]:
        seen: set[str] = set()
        while name in self._nodes and name not in seen:
            seen.add(name)
            yield self._nodes[name]
            name = value(self._nodes[name].find(W + "basedOn"))

    def _own(self, node: Element) -> Look:
        return Look(
            read_paragraph(node.find(W + "pPr")),
            read_run(node.find(W + "rPr"), self._typefaces),
            cell_over(read_cell(node.find(W + "tblPr")), read_cell(node.find(W + "tcPr"))),
        )

    def _own_table(self, node: Element) -> TableStyle:
        properties = node.find(W + "tblPr")
        parts = {part.get(W + "type", ""): self._own(part) for part in node.iterfind(W + "tblStylePr")}
        return TableStyle(
            self._own(node),
            parts,
            _band(properties, "tblStyleRowBandSize"),
            _band(properties, "tblStyleColBandSize"),
        )


def _band(properties: Element | None, name: str) -> int:
    return 1 if properties is None else whole(value(properties.find(W + name), "1"), 1)


def _language(root: Element | None) -> str:
    path = f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang"
    language = None if root is None else root.find(path)
    return "zh-CN" if language is None else language.get(W + "eastAsia", "zh-CN")
