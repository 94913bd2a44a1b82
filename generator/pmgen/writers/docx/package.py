"""The package: parts, content types and relationships in a zip that has the same bytes every time."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pmgen.document import Document
from pmgen.writers.docx.parts import Part
from pmgen.writers.docx.sections import Written, has_even_pages
from pmgen.writers.docx.styles import Styles
from pmgen.writers.docx.xml import DECLARATION, attribute, escape
from pmgen.writers.media import Media

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OPEN = "application/vnd.openxmlformats-officedocument"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = {"officeDocument": "document.main", "header": "header", "footer": "footer"}
_APPLICATION = (
    f'{DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>pmgen</Application></Properties>"
)


def package(document: Document, main: Written, edges: Iterable[Written], part: Part) -> bytes:
    """Return the finished file."""
    parts, media = (main, *edges), part.media
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": _content_types(parts, media),
        "_rels/.rels": _relationships(_root_relations()),
        "docProps/core.xml": _core(document),
        "docProps/app.xml": _APPLICATION,
        "word/document.xml": main.text,
        "word/_rels/document.xml.rels": _relationships([*_main_relations(edges), *_pictures(main)]),
        "word/styles.xml": _styles(document, part.styles),
        "word/settings.xml": _settings(document),
    }
    for edge in edges:
        files[f"word/{edge.name}"] = edge.text
        if edge.pictures:
            files[f"word/_rels/{edge.name}.rels"] = _relationships(_pictures(edge))
    files.update({f"word/media/{name}": data for (_, data), name in media.names.items()})
    return _zip(files)


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


def _zip(files: dict[str, str | bytes]) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED, compresslevel=6) as archive:
        for name, content in files.items():
            archive.writestr(_entry(name), content)
    return buffer.getvalue()


def _entry(name: str) -> ZipInfo:
    """Return an entry that tells nothing of when or where it was made."""
    entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = ZIP_DEFLATED
    entry.create_system = 0
    entry.external_attr = 0
    return entry


def _content_types(parts: Iterable[Written], media: Media) -> str:
    defaults = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
    defaults |= media.types
    named = [(f"/word/{part.name}", f"{_WORD}.{_TYPES[part.kind]}+xml") for part in parts]
    named += [(f"/word/{name}.xml", f"{_WORD}.{name}+xml") for name in ("styles", "settings")]
    named.append(("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"))
    named.append(("/docProps/app.xml", f"{_OPEN}.extended-properties+xml"))
    types = [f'<Default Extension="{ending}" ContentType="{kind}"/>' for ending, kind in defaults.items()]
    types += [f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in named]
    return f'{DECLARATION}<Types xmlns="{_PACKAGE}/content-types">{"".join(types)}</Types>'


def _root_relations() -> list[tuple[str, str, str]]:
    return [
        ("rIdDocument", f"{_OFFICE}/officeDocument", "word/document.xml"),
        ("rIdCore", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ("rIdApp", f"{_OFFICE}/extended-properties", "docProps/app.xml"),
    ]


def _main_relations(edges: Iterable[Written]) -> list[tuple[str, str, str]]:
    return [
        ("rIdStyles", f"{_OFFICE}/styles", "styles.xml"),
        ("rIdSettings", f"{_OFFICE}/settings", "settings.xml"),
        *((edge.reference, f"{_OFFICE}/{edge.kind}", edge.name) for edge in edges),
    ]


def _pictures(part: Written) -> list[tuple[str, str, str]]:
    return [(f"rIdImage{n}", f"{_OFFICE}/image", f"media/{name}") for n, name in enumerate(part.pictures, 1)]


def _relationships(relations: Iterable[tuple[str, str, str]]) -> str:
    entries = [
        f"<Relationship{attribute('Id', key)}{attribute('Type', kind)}{attribute('Target', target)}/>"
        for key, kind, target in relations
    ]
    return f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(entries)}</Relationships>'


def _core(document: Document) -> str:
    """Return the properties: whose it is and what it is called, but no dates, which would never agree."""
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(document.title)}</dc:title><dc:creator>{escape(document.author)}</dc:creator>"
        f"<dc:language>{escape(document.language)}</dc:language></cp:coreProperties>"
    )
