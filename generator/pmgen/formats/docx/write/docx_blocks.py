"""Sections, blocks and inlines as WordprocessingML, and the parts in which they are gathered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import assert_never

from pmgen.document import (
    Block,
    Bookmark,
    Document,
    Font,
    Image,
    Inline,
    LineBreak,
    Link,
    Page,
    PageNumber,
    PageReference,
    Paragraph,
    RunningHeads,
    Section,
    Tab,
    Table,
    Text,
)
from pmgen.formats.docx.write import docx_tables
from pmgen.formats.docx.write.docx_styles import HAIRLINE, Styles, element, emus, part, run_properties, twips
from pmgen.formats.shared_resources import Media
from pmgen.opc.xml_text import attribute, escape


@dataclass(slots=True)
class Part:
    """One part of a package while its text is made; parts of a package share media and counters."""

    styles: Styles
    media: Media
    numbers: count[int]
    targets: list[str] = field(default_factory=list)

    @classmethod
    def first(cls, styles: Styles) -> Part:
        """Return the first part of a package."""
        return cls(styles, Media(), count(1))

    def beside(self) -> Part:
        """Return another part of the same package."""
        return Part(self.styles, self.media, self.numbers)

    def number(self) -> int:
        """Return a number that no other bookmark or picture of the package has."""
        return next(self.numbers)

    def picture(self, image: Image) -> str:
        """Return the id by which this part refers to a picture."""
        name = self.media.name(image)
        if name not in self.targets:
            self.targets.append(name)
        return f"rIdImage{self.targets.index(name) + 1}"


_BREAKS = re.compile("(\r\n|[\n\t\r\u2028])")
_KEPT = ' xml:space="preserve"'
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"


def inlines(children: Iterable[Inline], font: Font, part: Part) -> str:
    """Return the inlines of a paragraph in a font; a run says only in what its own differs."""
    return "".join([_inline(child, font, part) for child in children])


def _inline(inline: Inline, around: Font, part: Part) -> str:
    match inline:
        case Text(text, font):
            return _run(_text(text), font, around)
        case LineBreak():
            return element("r", element("br"))
        case Tab():
            return element("r", element("tab"))
        case Image():
            return element("r", _image(inline, part))
        case PageNumber(font):
            return _field("PAGE", font, around)
        case PageReference(bookmark, font):
            return _field(f"PAGEREF {bookmark} \\h", font, around)
        case Link(bookmark, children):
            return element("hyperlink", inlines(children, around, part), anchor=bookmark, history=1)
        case Bookmark(name):
            return _bookmark(name, part)
        case _:
            assert_never(inline)


def _run(content: str, font: Font, around: Font) -> str:
    return element("r", run_properties(font, around), content) if content else ""


def _text(text: str) -> str:
    return "".join([_piece(piece) for piece in _BREAKS.split(text) if piece])


def _piece(piece: str) -> str:
    if piece == "\t":
        return element("tab")
    if _BREAKS.fullmatch(piece):
        return element("br")
    return f"<w:t{_KEPT if ' ' in piece else ''}>{escape(piece)}</w:t>"


def _field(instruction: str, font: Font, around: Font) -> str:
    """Return a field without a cached result: nobody knows the page yet, so Word is told to look."""
    code = f'<w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText>'
    return (
        _run(element("fldChar", fldCharType="begin", dirty="true"), font, around)
        + _run(code, font, around)
        + _run(element("fldChar", fldCharType="separate"), font, around)
        + _run(element("fldChar", fldCharType="end"), font, around)
    )


def _bookmark(name: str, part: Part) -> str:
    number = part.number()
    return element("bookmarkStart", id=number, name=name) + element("bookmarkEnd", id=number)


def _image(image: Image, part: Part) -> str:
    number, reference = part.number(), part.picture(image)
    extent = f'cx="{emus(image.width)}" cy="{emus(image.height)}"'
    named = f'id="{number}" name="图片 {number}"{attribute("descr", image.description)}'
    return (
        '<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f"<wp:extent {extent}/><wp:docPr {named}/>"
        f'<a:graphic><a:graphicData uri="{_PICTURE}"><pic:pic>'
        f"<pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{reference}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )


def blocks(content: Sequence[Block], part: Part, last_properties: str = "") -> str:
    """Return blocks that end in a paragraph; `last_properties` go into that paragraph."""
    separated = _separated(content) or [part.styles.normal]
    written = [_block(block, part, "") for block in separated[:-1]]
    written.append(_block(separated[-1], part, last_properties))
    return "".join(written)


def _separated(content: Sequence[Block]) -> list[Block]:
    separated: list[Block] = []
    for block in content:
        if isinstance(block, Table) and separated and isinstance(separated[-1], Table):
            separated.append(HAIRLINE)
        separated.append(block)
    ends_in_a_table = separated and isinstance(separated[-1], Table)
    return [*separated, HAIRLINE] if ends_in_a_table else separated


def _block(block: Block, part: Part, section: str) -> str:
    match block:
        case Paragraph():
            children = inlines(block.children, block.font, part)
            return element("p", _paragraph_properties(block, part, section), children)
        case Table():
            return docx_tables.table(block, part.styles, lambda content: blocks(content, part))
        case _:
            assert_never(block)


def _paragraph_properties(paragraph: Paragraph, part: Part, section: str) -> str:
    properties = (
        part.styles.reference(paragraph),
        element("keepNext") if paragraph.keep_with_next else "",
        element("pageBreakBefore") if paragraph.page_break_before else "",
        section,
    )
    return element("pPr", *properties) if any(properties) else ""


@dataclass(frozen=True, slots=True)
class WrittenPart:
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


def main_part(document: Document, main: Part) -> tuple[WrittenPart, tuple[WrittenPart, ...]]:
    """Return the part with the text, and the heads and feet that it refers to."""
    sections = document.sections or (Section(Page(), (Paragraph(),)),)
    given = [running_heads for section in sections for running_heads in section.running_heads]
    kinds = [
        kind for kind in ("header", "footer") if any(getattr(running_heads, kind) for running_heads in given)
    ]
    bodies, margins = [], []
    for number, section in enumerate(sections, 1):
        running_heads = list(_running_heads(section, kinds, has_even_pages(document), number, main))
        bodies.append(_body(section, running_heads, number == len(sections), main))
        margins.extend(running_heads)
    text = part("document", element("body", *bodies))
    return WrittenPart("document.xml", "officeDocument", text, tuple(main.targets)), tuple(margins)


def has_even_pages(document: Document) -> bool:
    """Tell whether even pages have heads and feet of their own, which holds for all sections of a file."""
    return any(section.even is not None for section in document.sections)


def _running_heads(
    section: Section, kinds: Sequence[str], has_even: bool, number: int, main: Part
) -> Iterator[WrittenPart]:
    """Yield the heads and feet; empty ones too, or the section would show those of the section before."""
    even = section.even or section.ordinary
    pages = {"default": section.ordinary, "even": even if has_even else None, "first": section.first}
    for kind in kinds:
        for name, running_heads in pages.items():
            if running_heads is not None:
                yield _running_head(running_heads, kind, name, number, main)


def _running_head(running_heads: RunningHeads, kind: str, pages: str, number: int, main: Part) -> WrittenPart:
    own = main.beside()
    content = running_heads.header if kind == "header" else running_heads.footer
    text = part("hdr" if kind == "header" else "ftr", blocks(content, own))
    name = f"{kind}{number}{'' if pages == 'default' else pages}.xml"
    return WrittenPart(name, kind, text, tuple(own.targets), pages)


def _body(section: Section, running_heads: list[WrittenPart], is_last: bool, main: Part) -> str:
    """Return a section's blocks; only the last section's properties stand outside its last paragraph."""
    properties = _section_properties(section, running_heads)
    if is_last:
        return blocks(section.blocks, main) + properties
    return blocks(section.blocks, main, properties)


def _section_properties(section: Section, running_heads: list[WrittenPart]) -> str:
    page = section.page
    return element(
        "sectPr",
        *(_reference(head) for head in running_heads),
        element("type", val="nextPage"),
        element("pgSz", w=twips(page.width), h=twips(page.height), orient=_orientation(page)),
        _margins(page),
        element("cols", space=0),
        element("titlePg") if section.first is not None else "",
    )


def _reference(head: WrittenPart) -> str:
    return f'<w:{head.kind}Reference w:type="{head.pages}"{attribute("r:id", head.reference)}/>'


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
