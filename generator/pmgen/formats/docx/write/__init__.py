"""Write a document as a Word file: its package, made new or the engine's own with page numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from functools import cache
from pathlib import Path

from lxml import etree

from pmgen.document import Document
from pmgen.formats import Written
from pmgen.formats.docx.write.docx_blocks import Part, WrittenPart, has_even_pages, main_part
from pmgen.formats.docx.write.docx_styles import Styles, styles_of
from pmgen.formats.shared_resources import Media
from pmgen.opc.office_package import main_part_name
from pmgen.opc.office_xml import XML_SPACE, Element, W, parse
from pmgen.opc.package_writing import (
    APP,
    APP_XML,
    CONTENT_TYPES,
    CORE,
    CORE_RELATION,
    OWN_TYPES,
    ROOT_RELATIONS,
    ZipEntry,
    compressed,
    content_types_xml,
    core_xml,
    read_archive,
    relations_xml,
    write_archive,
)
from pmgen.opc.xml_text import escape

__all__ = ["refers_to_pages", "write"]


_OPEN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = {"officeDocument": "document.main", "header": "header", "footer": "footer"}
_ROOT = (
    ("rIdDocument", "officeDocument", "word/document.xml"),
    ("rIdCore", CORE_RELATION, CORE),
    ("rIdApp", "extended-properties", APP),
)


def package(document: Document, main: WrittenPart, running_heads: Iterable[WrittenPart], part: Part) -> bytes:
    """Return the finished file."""
    parts, media = (main, *running_heads), part.media
    files: dict[str, str | bytes] = {
        CONTENT_TYPES: _content_types(parts, media),
        ROOT_RELATIONS: relations_xml(_ROOT),
        CORE: core_xml(document.title, document.author, document.language),
        APP: APP_XML,
        "word/document.xml": main.text,
        "word/_rels/document.xml.rels": relations_xml([*_main_relations(running_heads), *_pictures(main)]),
        "word/styles.xml": _styles(document, part.styles),
        "word/settings.xml": _settings(document),
    }
    for head in running_heads:
        files[f"word/{head.name}"] = head.text
        if head.pictures:
            files[f"word/_rels/{head.name}.rels"] = relations_xml(_pictures(head))
    files.update({f"word/media/{name}": data for (_, data), name in media.names.items()})
    return write_archive(compressed(name, content) for name, content in files.items())


def _styles(document: Document, styles: Styles) -> str:
    stored = _stored("styles.xml").replace("zh-CN", escape(document.language))
    return stored.replace("</w:styles>", f"{styles.text}</w:styles>")


def _settings(document: Document) -> str:
    """Return the settings; evenAndOddHeaders stands where CT_Settings has it (ISO 29500-1 §17.15.1.78)."""
    stored = _stored("settings.xml").replace("zh-CN", escape(document.language))
    distance = f'<w:defaultTabStop w:val="{round(document.tab_distance * 20)}"/>'
    stored = stored.replace('<w:defaultTabStop w:val="420"/>', distance)
    if not has_even_pages(document):
        return stored
    following = '<w:characterSpacingControl w:val="compressPunctuation"/>'
    return stored.replace(following, f"<w:evenAndOddHeaders/>\n  {following}")


@cache
def _stored(name: str) -> str:
    return Path(__file__).with_name("static").joinpath(name).read_text(encoding="utf-8")


def _content_types(parts: Iterable[WrittenPart], media: Media) -> str:
    types = {f"word/{part.name}": f"{_OPEN}.{_TYPES[part.kind]}+xml" for part in parts}
    types |= {f"word/{name}.xml": f"{_OPEN}.{name}+xml" for name in ("styles", "settings")}
    return content_types_xml(types | OWN_TYPES, media.types)


def _main_relations(running_heads: Iterable[WrittenPart]) -> list[tuple[str, str, str]]:
    return [
        ("rIdStyles", "styles", "styles.xml"),
        ("rIdSettings", "settings", "settings.xml"),
        *((head.reference, head.kind, head.name) for head in running_heads),
    ]


def _pictures(part: WrittenPart) -> list[tuple[str, str, str]]:
    return [(f"rIdImage{n}", "image", f"media/{name}") for n, name in enumerate(part.pictures, 1)]


_PAGE_REFERENCE = b"PAGEREF"


def refers_to_pages(package: bytes) -> bool:
    """Tell whether a Word file says on which page something stands."""
    main = _main(read_archive(package))
    return main is not None and _PAGE_REFERENCE in main.content()


def with_page_numbers(package: bytes, pages: Mapping[str, int]) -> bytes:
    """Return the package with the page of each bookmark that `pages` knows in its PAGEREF fields."""
    entries = read_archive(package)
    main = _main(entries) if pages else None
    content = b"" if main is None else main.content()
    if main is None or _PAGE_REFERENCE not in content:
        return package
    root = parse(content)
    for field in list(_page_references(root)):
        field.show(pages)
    filled = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return write_archive(compressed(main.name, filled) if entry is main else entry for entry in entries)


def _main(entries: Sequence[ZipEntry]) -> ZipEntry | None:
    parts = {entry.name: entry for entry in entries}
    relations = parts.get(ROOT_RELATIONS)
    return None if relations is None else parts.get(main_part_name(relations.content()))


class _Field:
    """A field of runs: what it asks for, and the runs that show what it found."""

    def __init__(self) -> None:
        self.instruction = ""
        self.separator: Element | None = None
        self.result: list[Element] = []

    def show(self, pages: Mapping[str, int]) -> None:
        """Put the page number in place of what the field showed."""
        words = self.instruction.split()
        page = pages.get(words[1]) if len(words) > 1 and words[0] == "PAGEREF" else None
        if page is None or self.separator is None:
            return
        for run in self.result:
            parent = run.getparent()
            if parent is not None:
                parent.remove(run)
        self.separator.addnext(_number(self.separator, page))


def _number(separator: Element, page: int) -> Element:
    run = separator.makeelement(W + "r")
    properties = separator.find(W + "rPr")
    if properties is not None:
        run.append(deepcopy(properties))
    text = etree.SubElement(run, W + "t")
    text.set(XML_SPACE, "preserve")
    text.text = str(page)
    return run


def _page_references(root: Element) -> Iterator[_Field]:
    """Iterate over the complex fields, the inner ones of a nest before the outer."""
    open_fields: list[_Field] = []
    for run in root.iter(W + "r"):
        for node in run:
            kind = node.get(W + "fldCharType") if node.tag == W + "fldChar" else None
            if kind == "begin":
                open_fields.append(_Field())
            elif not open_fields:
                continue
            elif node.tag == W + "instrText":
                open_fields[-1].instruction += node.text or ""
            elif kind == "separate":
                open_fields[-1].separator = run
            elif kind == "end":
                yield open_fields.pop()
            elif open_fields[-1].separator is not None and node.tag == W + "t":
                open_fields[-1].result.append(run)


def write(document: Document, pages: Mapping[str, int] | None = None) -> Written:
    """Return a .docx: the Word engine's own package where there is one, else one made new.

    `pages` gives the page of each bookmark, as our own layout found it, for the page references.
    """
    made = document.source if document.source is not None else _new(document)
    return Written(with_page_numbers(made, pages or {}))


def _new(document: Document) -> bytes:
    part = Part.first(styles_of(document))
    main, running_heads = main_part(document, part)
    return package(document, main, running_heads, part)
