"""Read a finished Word file into the document model, and say what the model cannot hold."""

from __future__ import annotations

from dataclasses import dataclass

from lxml.etree import XMLSyntaxError

from pmgen.document import Document
from pmgen.formats.word.part_state import open_context
from pmgen.formats.word.word_package import open_word_file, refusal
from pmgen.formats.word.word_sections import read_sections
from pmgen.opc.office_xml import W, parse_once
from pmgen.problems import Problem

__all__ = ["ReadDocument", "read_document"]


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document, and what of the file it leaves out or shows otherwise."""

    document: Document
    problems: tuple[Problem, ...]


def read_document(
    package: bytes, *, title: str, author: str, labels: frozenset[int] = frozenset()
) -> ReadDocument:
    """Return the document in a .docx, which stays its source. Raises Refusal where it is no .docx.

    `labels` number those of its cells, from 0, that are labels of a form and head others.
    """
    opened = open_word_file(package, title)
    try:
        context = open_context(opened, title)
        root = parse_once(opened.parts[opened.main])
        body = root.find(W + "body")
        if labels:
            context.labels.update(cell for n, cell in enumerate(root.iter(W + "tc")) if n in labels)
        sections = () if body is None else read_sections(body, context)
    except XMLSyntaxError:
        raise refusal(title) from None
    document = Document(
        title, author, context.looks.styles.language, sections, package, labels, context.looks.tab_distance
    )
    return ReadDocument(document, context.losses.problems())
