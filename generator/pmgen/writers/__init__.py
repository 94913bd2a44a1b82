"""The writers: each format is one function from a document to the bytes of a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pmgen.document import Document
from pmgen.writers import docx, html, xlsx
from pmgen.writers.written import Written

__all__ = ["WRITERS", "Written"]

WRITERS: Mapping[str, Callable[[Document], Written]] = {
    "docx": docx.write,
    "html": html.write,
    "xlsx": xlsx.write,
}
"""Every format by its name, which is also the ending of its files."""
