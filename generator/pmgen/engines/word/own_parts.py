"""The parts of a package that are about the package itself: its properties, types and relations."""

from __future__ import annotations

from collections.abc import Collection

from lxml import etree

from pmgen.engines.language import Unusable
from pmgen.engines.word.package import Package
from pmgen.engines.word.pictures import RELATION, Picture, relation_id
from pmgen.engines.word.xml import attribute, legal
from pmgen.ooxml.xml import parse
from pmgen.problems import LayoutPlace, Problems, message

CORE = "docProps/core.xml"
APP = "docProps/app.xml"

APPLICATION = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>pmgen</Application></Properties>"
)


def core(title: str, author: str, problems: Problems) -> bytes:
    """Return the properties of a document: its title and author, and nothing of the layout's own."""
    try:
        title, author = legal(title), legal(author)
    except Unusable:
        text = message("a control character stands in the title or in the name of the unit")
        problems.add("PMG431", text, LayoutPlace("", CORE))
        return b""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        "<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{title}</dc:title><dc:creator>{author}</dc:creator>"
        "<dc:language>zh-CN</dc:language></cp:coreProperties>"
    ).encode()


def root_relations(main: str) -> bytes:
    """Return the part that names the main part and the properties."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<Relationships xmlns="{package}">'
        f'<Relationship Id="rId1" Type="{office}/officeDocument" Target="{attribute(main)}"/>'
        f'<Relationship Id="rId2" Type="{package}/metadata/core-properties" Target="{CORE}"/>'
        f'<Relationship Id="rId3" Type="{office}/extended-properties" Target="{APP}"/>'
        "</Relationships>"
    ).encode()


def public_types(package: Package, public: Collection[str]) -> bytes:
    """Return the content types of the parts that are kept and of those written here."""
    kept = {name: package.types[name] for name in public if "/_rels/" not in name}
    kept[CORE] = "application/vnd.openxmlformats-package.core-properties+xml"
    kept[APP] = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
    overrides = "".join(
        f'<Override PartName="/{attribute(name)}" ContentType="{attribute(kind)}"/>'
        for name, kind in kept.items()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    ).encode()


def with_picture_types(types: bytes, pictures: Collection[Picture]) -> bytes:
    """Return content types with those of `pictures` added."""
    overrides = "".join(
        f'<Override PartName="/{attribute(picture.part)}" ContentType="{picture.media_type}"/>'
        for picture in pictures
    )
    return types.replace(b"</Types>", overrides.encode() + b"</Types>")


def with_pictures(relations: bytes | None, pictures: Collection[Picture]) -> bytes:
    """Return the relations of a part, None where it has none, with those to `pictures` added."""
    uri = "http://schemas.openxmlformats.org/package/2006/relationships"
    root = parse(relations or f'<Relationships xmlns="{uri}"/>'.encode())
    for picture in pictures:
        node = etree.SubElement(root, f"{{{uri}}}Relationship")
        node.set("Id", relation_id(picture.name))
        node.set("Type", RELATION)
        node.set("Target", "/" + picture.part)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
