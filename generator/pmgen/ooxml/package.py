"""Office packages unpacked with care, and the name of the part that a package is about."""

from __future__ import annotations

import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from pmgen.ooxml.xml import parse

MOST_BYTES = 200_000_000
"""What the parts of a package may hold together when they are unpacked."""

RELATIONS = "_rels/.rels"
"""The part that says which part is the main one."""

_MAIN = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_DAMAGED = (BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, zlib.error)


class Damaged(ValueError):
    """Raised for what is no package, or one that cannot be unpacked or should not be."""


def read_parts(package: bytes) -> dict[str, bytes]:
    """Return the parts of a package by their names. Raises Damaged."""
    try:
        with ZipFile(BytesIO(package)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
            if size <= MOST_BYTES:
                return {name: archive.read(name) for name in archive.namelist()}
    except _DAMAGED as error:
        raise Damaged(str(error)) from error
    raise Damaged("it swells beyond any document when it is unpacked")


def main_part(relations: bytes) -> str:
    """Return the name of the main part that RELATIONS gives, or nothing where it gives none."""
    targets = (node.get("Target", "") for node in parse(relations) if node.get("Type") == _MAIN)
    return next(targets, "").lstrip("/")
