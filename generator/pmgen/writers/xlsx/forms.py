"""Forms: the parts of a document that get a sheet each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from pmgen.document import Block, Document, Image, Inline, Paragraph, Section, Table
from pmgen.writers.reading import is_entry, leaves, words


@dataclass(slots=True)
class Form:
    """A heading with what belongs to it, on pages of one kind; `lists` tells that it is a contents list."""

    section: Section
    blocks: list[Block] = field(default_factory=list)
    has_table: bool = False
    has_words: bool = False
    lists: bool = False

    def add(self, block: Block) -> None:
        """Take one more block."""
        self.blocks.append(block)
        if isinstance(block, Table):
            self.has_table = True
        else:
            self.has_words = self.has_words or bool(words(block)) or _holds_picture(block.children)
            self.lists = self.lists or is_entry(block)

    @property
    def is_empty(self) -> bool:
        """Tell that there is nothing to show."""
        return not (self.has_table or self.has_words)

    def ends_before(self, block: Block) -> bool:
        """Tell whether `block` opens another form: a heading once there is a table, a new page always."""
        if begins_page(block):
            return not self.is_empty
        is_heading = isinstance(block, Paragraph) and block.outline > 0
        return is_heading and (self.has_table or self.lists)

    @property
    def tables(self) -> list[Table]:
        """Return the tables that stand in the form itself."""
        return [block for block in self.blocks if isinstance(block, Table)]


def forms(document: Document) -> list[Form]:
    """Return the forms of a document, at least one."""
    found = [form for section in document.sections for form in _shown(section)]
    return found or [Form(section) for section in document.sections[:1]]


def _shown(section: Section) -> Iterator[Form]:
    """Yield the forms that show something; only the first of them begins with the section's first page."""
    for number, form in enumerate(form for form in _forms(section) if not form.is_empty):
        if number and section.first is not None:
            form.section = replace(section, first=None)
        yield form


def _forms(section: Section) -> Iterator[Form]:
    form = Form(section)
    for block in section.blocks:
        if form.ends_before(block):
            yield form
            form = Form(section)
        form.add(block)
    yield form


def begins_page(block: Block) -> bool:
    """Tell whether a block opens a page; a table does if the paragraph in its first cell does."""
    while isinstance(block, Table):
        if not block.rows or not block.rows[0].cells or not block.rows[0].cells[0].blocks:
            return False
        block = block.rows[0].cells[0].blocks[0]
    return block.page_break_before


def _holds_picture(children: Iterable[Inline]) -> bool:
    return any(isinstance(child, Image) for child in leaves(children))
