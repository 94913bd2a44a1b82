"""Turn a part's tree into a program, and tell which of its cells merge."""

from __future__ import annotations

from collections.abc import Collection

from pmgen.engines.word.blocks import Scopes
from pmgen.engines.word.bookmarks import References
from pmgen.engines.word.cells import Cells, Merges
from pmgen.engines.word.contents import Headings
from pmgen.engines.word.named_things import NamedThings
from pmgen.engines.word.paragraphs import Placed
from pmgen.engines.word.program import Program
from pmgen.engines.word.tables import Tables
from pmgen.engines.word.widths import FittedTables
from pmgen.engines.word.writing import Writer
from pmgen.ooxml.xml import Element
from pmgen.problems import Problems


def write_part(
    root: Element,
    program: Program,
    scopes: Scopes,
    tags: list[Placed],
    bookmark_keys: Collection[str],
    headings: Headings,
    single_item: str | None,
    references: References,
    fit: FittedTables,
    problems: Problems,
) -> Merges:
    """Write a whole part into its program and return the merges of its cells; `fit` has tables to fit."""
    writer = Writer(program, scopes, tags, problems)
    NamedThings(writer, bookmark_keys, headings, single_item, references)
    cells = Cells(writer, Tables(writer, fit))
    program.write('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n')
    writer.plain(root)
    return cells.merges
