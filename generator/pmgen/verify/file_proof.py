"""Prove finished files: what they must show, what they do show, and every difference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pmgen.document import Document
from pmgen.engines import Layout
from pmgen.formats import FILLED_LAYOUT
from pmgen.formats.file_contents import Grid, Seen, Unreadable, Words, read_file, reader_of
from pmgen.formats.word import read_document
from pmgen.problems import Problem, Problems, SourcePlace, message
from pmgen.verify.expected_content import ExpectedContent, Reader, expected_content
from pmgen.verify.foreign_content import find_foreign_content
from pmgen.verify.shown_content import shown_content
from pmgen.verify.table_comparison import compare_file
from pmgen.view.shapes import Record


@dataclass(frozen=True, slots=True)
class Finished:
    """A finished file: its name, its format and its bytes."""

    name: str
    format: str
    data: bytes


_ReadFile = tuple[Finished, Seen | None]
"""A file and what it shows, None where it cannot be read back."""


def prove(layout: Layout, root: Record, document: Document, files: Sequence[Finished]) -> tuple[Problem, ...]:
    """Return every difference between files and what the layout makes of `root`, or holds too much."""
    problems = Problems()
    seen: list[_ReadFile] = []
    for file in files:
        content = _read_back(file, problems)
        seen.append((file, content))
        if content is not None:
            problems.extend(find_foreign_content(file.format, None, file.data, file.name))
    word = [item for item in seen if item[0].format == FILLED_LAYOUT.name]
    others = [item for item in seen if item[0].format != FILLED_LAYOUT.name]

    def differing(read: Reader, items: Sequence[_ReadFile]) -> tuple[Problem, ...]:
        return _proven(layout, root, document, read, items) if items else ()

    if not others:
        return (*problems, *differing(_only_word, word))
    document, losses = _read_of(document)
    found = differing(shown_by, seen)
    if found and word and (losses or _losses(document)):
        # A Word file holds more than the model can say, and must show all that the layout made of it.
        found = tuple(dict.fromkeys((*differing(_only_word, word), *differing(shown_by, others))))
    return (*problems, *found)


def _proven(
    layout: Layout, root: Record, document: Document, read: Reader, seen: Sequence[_ReadFile]
) -> tuple[Problem, ...]:
    expected = _expected(layout, root, document, read)
    found = _differences(expected, seen) if expected is not None else ()
    if found or expected is None:
        own = read(document)
        if expected is None or expected.seen != own:
            # A layout that computes with its values prints something else where they carry marks.
            found = _differences(ExpectedContent(own), seen)
    return found


def _expected(layout: Layout, root: Record, document: Document, read: Reader) -> ExpectedContent | None:
    """Return what files must show, None where the layout cannot be traced.

    Where a Word layout prints its values is read in its Word file, which is quicker than to make a model of
    it once more; that counts only if the file says all that the model says, and nothing else.
    """
    if read is shown_by and document.source is not None:
        printed, own = expected_content(layout, root, document, _only_word), shown_content(document)
        if printed is not None and have_same_texts(printed.seen, own):
            return replace(printed, seen=own)
    return expected_content(layout, root, document, read)


def have_same_texts(one: Seen, other: Seen) -> bool:
    """Tell whether two documents have the same texts in the same places, however they look."""
    if _said_around(one) != _said_around(other):
        return False
    return list(map(_said, one.blocks)) == list(map(_said, other.blocks))


def _said_around(seen: Seen) -> tuple[set[str], set[str]]:
    """Return what stands at the heads and feet of pages, and what would and no page shows."""
    lines = (
        line
        for running_heads in seen.running_heads
        for line in (running_heads.ordinary, running_heads.first, running_heads.even)
    )
    return {text for line in lines for text in line or ()}, {
        text for running_heads in seen.running_heads for text in running_heads.unused
    }


def _said(block: Grid | Words) -> object:
    if isinstance(block, Words):
        return block.text
    return [[(box.text, box.column, box.columns, box.rows) for box in line] for line in block.lines]


def _differences(expected: ExpectedContent, seen: Sequence[_ReadFile]) -> tuple[Problem, ...]:
    files = ((file, content) for file, content in seen if content is not None)
    found = (compare_file(expected, file.name, file.format, content) for file, content in files)
    return (*expected.problems, *(problem for problems in found for problem in problems))


def _read_back(file: Finished, problems: Problems) -> Seen | None:
    try:
        return read_file(file.format, file.data)
    except Unreadable as error:
        text = message("the file cannot be read back: {reason}", reason=error)
        problems.add("PMG732", text, SourcePlace(file.name), hint=message("render it again"))
        return None


def shown_by(document: Document) -> Seen:
    """Return what a document shows; one that is a Word file only is read first."""
    return shown_content(_read_of(document)[0])


def _read_of(document: Document) -> tuple[Document, tuple[Problem, ...]]:
    """Return a document with its contents, and what of its Word file they leave out."""
    if document.source is None or document.sections:
        return document, ()
    read = read_document(
        document.source, title=document.title, author=document.author, labels=document.labels
    )
    return read.document, read.problems


def _losses(document: Document) -> tuple[Problem, ...]:
    """Return what the contents of a document leave out of its Word file."""
    return () if document.source is None else _read_of(replace(document, sections=()))[1]


def _only_word(document: Document) -> Seen:
    """Return what a document shows as a Word file, which is quicker to say."""
    if document.source is None:
        return shown_content(document)
    return reader_of(FILLED_LAYOUT.name).read(document.source)
