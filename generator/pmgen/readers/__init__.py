"""The readers: a finished file back into what it says."""

from __future__ import annotations

from importlib import import_module
from typing import Protocol, cast

from lxml import etree

from pmgen.ooxml.package import MOST_BYTES
from pmgen.readers.seen import Seen

__all__ = ["MOST_BYTES", "READERS", "Reader", "Unreadable", "read_file"]

READERS = {
    "docx": "pmgen.readers.docx",
    "xlsx": "pmgen.readers.xlsx",
    "html": "pmgen.readers.html",
    "pdf": "pmgen.readers.pdf",
}
"""The reader of each format; a module is imported when a file needs it."""


_DAMAGED = (etree.XMLSyntaxError, LookupError, ValueError, ArithmeticError, RecursionError)


class Unreadable(Exception):
    """Raised for a file that is not what its ending says."""


class Reader(Protocol):
    """What the module of a reader offers."""

    def read(self, data: bytes) -> Seen:
        """Return what the file shows."""
        ...


def read_file(format: str, data: bytes) -> Seen:
    """Return what a file shows; raise Unreadable where it is damaged or too large."""
    if len(data) > MOST_BYTES:
        raise Unreadable("it is larger than any document")
    try:
        return cast(Reader, import_module(READERS[format])).read(data)
    except _DAMAGED as error:
        raise Unreadable(str(error)) from error
