"""Office packages written: a zip of the same bytes every time, and the parts that every package has."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pmgen.opc.xml_text import DECLARATION, attribute, escape

CONTENT_TYPES = "[Content_Types].xml"
ROOT_RELATIONS = "_rels/.rels"
"""The part that says which part is the main one."""

CORE = "docProps/core.xml"
APP = "docProps/app.xml"
OFFICE_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CORE_RELATION = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = {
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
    "xml": "application/xml",
}
OWN_TYPES = {
    CORE: "application/vnd.openxmlformats-package.core-properties+xml",
    APP: "application/vnd.openxmlformats-officedocument.extended-properties+xml",
}
"""The content types of the parts that core_xml and APP_XML are."""

APP_XML = (
    f'{DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>pmgen</Application></Properties>"
)


def core_xml(title: str, author: str, language: str) -> str:
    """Return the properties: whose it is and what it is called, but no dates, which would never agree."""
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>{escape(author)}</dc:creator>"
        f"<dc:language>{escape(language)}</dc:language></cp:coreProperties>"
    )


def content_types_xml(types: Mapping[str, str], by_ending: Mapping[str, str] | None = None) -> str:
    """Return the part with the content types of parts by name, and of others by the ending of their names."""
    defaults = {**_TYPES, **(by_ending or {})}.items()
    endings = (f"<Default{attribute('Extension', end)}{attribute('ContentType', t)}/>" for end, t in defaults)
    names = (
        f"<Override{attribute('PartName', f'/{name}')}{attribute('ContentType', t)}/>"
        for name, t in types.items()
    )
    types_xml = f"{''.join(endings)}{''.join(names)}"
    return f'{DECLARATION}<Types xmlns="{_PACKAGE}/content-types">{types_xml}</Types>'


def relations_xml(relations: Iterable[tuple[str, str, str]]) -> str:
    """Return the part with relations: the id, kind and target of each; a kind of office files is one word."""
    entries = (
        f"<Relationship{attribute('Id', identity)}{attribute('Type', relation_type(kind))}"
        f"{attribute('Target', target)}/>"
        for identity, kind, target in relations
    )
    return f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(entries)}</Relationships>'


def relation_type(kind: str) -> str:
    """Return the whole type of a relation whose kind may be one word."""
    return kind if ":" in kind else f"{OFFICE_RELATIONS}/{kind}"


LEVEL, STORED = 6, 0
"""How hard parts are compressed, and not at all."""

_UTF8 = 0x800
LOCAL = struct.Struct("<4s5H3I2H")
CENTRAL = struct.Struct("<4s6H3I5H2I")
END = struct.Struct("<4s4H2IH")
_VERSION = 20
_DEFLATED = 8
_DATE = 0x21  # 1980-01-01, the earliest day that a zip knows


@dataclass(frozen=True, slots=True)
class ZipEntry:
    """One part of a package, compressed."""

    name: str
    data: bytes
    crc: int
    size: int

    def content(self) -> bytes:
        """Return the part unpacked."""
        return zlib.decompress(self.data, -15)


def compressed(name: str, data: str | bytes, level: int = LEVEL) -> ZipEntry:
    """Return a part compressed for write_archive."""
    content = data.encode() if isinstance(data, str) else data
    compressor = zlib.compressobj(level, zlib.DEFLATED, -15)
    return ZipEntry(
        name, compressor.compress(content) + compressor.flush(), zlib.crc32(content), len(content)
    )


def write_archive(entries: Iterable[ZipEntry]) -> bytes:
    """Return the package with its parts in the given order."""
    body: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for entry in entries:
        name = entry.name.encode()
        head = (_VERSION, _UTF8, _DEFLATED, 0, _DATE, entry.crc, len(entry.data), entry.size, len(name), 0)
        local = LOCAL.pack(b"PK\x03\x04", *head) + name
        directory.append(CENTRAL.pack(b"PK\x01\x02", _VERSION, *head, 0, 0, 0, 0, offset) + name)
        body += (local, entry.data)
        offset += len(local) + len(entry.data)
    central = b"".join(directory)
    count = len(directory)
    end = END.pack(b"PK\x05\x06", 0, 0, count, count, len(central), offset, 0)
    return b"".join((*body, central, end))


def read_archive(package: bytes) -> list[ZipEntry]:
    """Return the parts of a package that write_archive made, still compressed."""
    offset, entries = 0, list[ZipEntry]()
    while package[offset : offset + 4] == b"PK\x03\x04":
        (_, _, _, _, _, _, crc, length, size, name_length, extra) = LOCAL.unpack_from(package, offset)
        start = offset + LOCAL.size
        name = package[start : start + name_length].decode()
        offset = start + name_length + extra + length
        entries.append(ZipEntry(name, package[offset - length : offset], crc, size))
    return entries
