"""Sections as WordprocessingML: pages, and what stands at their head and foot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pmgen.document import Document, Edges, Page, Paragraph, Section
from pmgen.writers.docx.blocks import blocks
from pmgen.writers.docx.parts import Part
from pmgen.writers.docx.xml import attribute, element, part, twips


@dataclass(frozen=True, slots=True)
class Written:
    """A part's name inside `word/`, its text and the pictures that it refers to.

    `pages` are those that a head or foot is for: `default`, `even` or `first`.
    """

    name: str
    kind: str
    text: str
    pictures: tuple[str, ...]
    pages: str = "default"

    @property
    def reference(self) -> str:
        """Return the id by which the main part refers to this one."""
        return "rId" + self.name.removesuffix(".xml").capitalize()


def main_part(document: Document, main: Part) -> tuple[Written, tuple[Written, ...]]:
    """Return the part with the text, and the heads and feet that it refers to."""
    sections = document.sections or (Section(Page(), (Paragraph(),)),)
    given = [edges for section in sections for edges in section.edges]
    kinds = [kind for kind in ("header", "footer") if any(getattr(edges, kind) for edges in given)]
    bodies, margins = [], []
    for number, section in enumerate(sections, 1):
        edges = list(_edges(section, kinds, has_even_pages(document), number, main))
        bodies.append(_body(section, edges, number == len(sections), main))
        margins.extend(edges)
    text = part("document", element("body", *bodies))
    return Written("document.xml", "officeDocument", text, tuple(main.targets)), tuple(margins)


def has_even_pages(document: Document) -> bool:
    """Tell whether even pages have heads and feet of their own, which holds for all sections of a file."""
    return any(section.even is not None for section in document.sections)


def _edges(
    section: Section, kinds: Sequence[str], has_even: bool, number: int, main: Part
) -> Iterator[Written]:
    """Yield the heads and feet; empty ones too, or the section would show those of the section before."""
    even = section.even or section.ordinary
    pages = {"default": section.ordinary, "even": even if has_even else None, "first": section.first}
    for kind in kinds:
        for name, edges in pages.items():
            if edges is not None:
                yield _edge(edges, kind, name, number, main)


def _edge(edges: Edges, kind: str, pages: str, number: int, main: Part) -> Written:
    own = main.beside()
    content = edges.header if kind == "header" else edges.footer
    text = part("hdr" if kind == "header" else "ftr", blocks(content, own))
    name = f"{kind}{number}{'' if pages == 'default' else pages}.xml"
    return Written(name, kind, text, tuple(own.targets), pages)


def _body(section: Section, edges: list[Written], is_last: bool, main: Part) -> str:
    """Return a section's blocks; only the last section's properties stand outside its last paragraph."""
    properties = _properties(section, edges)
    if is_last:
        return blocks(section.blocks, main) + properties
    return blocks(section.blocks, main, properties)


def _properties(section: Section, edges: list[Written]) -> str:
    page = section.page
    return element(
        "sectPr",
        *(_reference(edge) for edge in edges),
        element("type", val="nextPage"),
        element("pgSz", w=twips(page.width), h=twips(page.height), orient=_orientation(page)),
        _margins(page),
        element("cols", space=0),
        element("titlePg") if section.first is not None else "",
    )


def _reference(edge: Written) -> str:
    return f'<w:{edge.kind}Reference w:type="{edge.pages}"{attribute("r:id", edge.reference)}/>'


def _orientation(page: Page) -> str | None:
    return "landscape" if page.width > page.height else None


def _margins(page: Page) -> str:
    return element(
        "pgMar",
        top=twips(page.margins.top),
        right=twips(page.margins.right),
        bottom=twips(page.margins.bottom),
        left=twips(page.margins.left),
        header=twips(page.header_distance),
        footer=twips(page.footer_distance),
        gutter=0,
    )
