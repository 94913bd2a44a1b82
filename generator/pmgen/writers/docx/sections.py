"""Sections as WordprocessingML: pages, and what stands at their head and foot."""

from __future__ import annotations

from dataclasses import dataclass

from pmgen.document import Document, Page, Paragraph, Section
from pmgen.writers.docx.blocks import blocks
from pmgen.writers.docx.parts import Part
from pmgen.writers.docx.xml import attribute, element, part, twips


@dataclass(frozen=True, slots=True)
class Written:
    """A part's name inside `word/`, its text and the pictures that it refers to."""

    name: str
    kind: str
    text: str
    pictures: tuple[str, ...]

    @property
    def reference(self) -> str:
        """Return the id by which the main part refers to this one."""
        return "rId" + self.name.removesuffix(".xml").capitalize()


def main_part(document: Document, main: Part) -> tuple[Written, tuple[Written, ...]]:
    """Return the part with the text, and the heads and feet that it refers to."""
    sections = document.sections or (Section(Page(), (Paragraph(),)),)
    kinds = [kind for kind in ("header", "footer") if any(getattr(s, kind) for s in sections)]
    bodies, margins = [], []
    for number, section in enumerate(sections, 1):
        edges = [_edge(section, kind, number, main) for kind in kinds]
        bodies.append(_body(section, edges, number == len(sections), main))
        margins.extend(edges)
    text = part("document", element("body", *bodies))
    return Written("document.xml", "officeDocument", text, tuple(main.targets)), tuple(margins)


def _edge(section: Section, kind: str, number: int, main: Part) -> Written:
    """Return a head or foot; an empty one too, or the section would show that of the section before."""
    own = main.beside()
    content = section.header if kind == "header" else section.footer
    text = part("hdr" if kind == "header" else "ftr", blocks(content, own))
    return Written(f"{kind}{number}.xml", kind, text, tuple(own.targets))


def _body(section: Section, edges: list[Written], is_last: bool, main: Part) -> str:
    """Return a section's blocks; only the last section's properties stand outside its last paragraph."""
    properties = _properties(section.page, edges)
    if is_last:
        return blocks(section.blocks, main) + properties
    return blocks(section.blocks, main, properties)


def _properties(page: Page, edges: list[Written]) -> str:
    return element(
        "sectPr",
        *(_reference(edge) for edge in edges),
        element("type", val="nextPage"),
        element("pgSz", w=twips(page.width), h=twips(page.height), orient=_orientation(page)),
        _margins(page),
        element("cols", space=0),
    )


def _reference(edge: Written) -> str:
    return f'<w:{edge.kind}Reference w:type="default"{attribute("r:id", edge.reference)}/>'


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
