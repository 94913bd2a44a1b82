"""A page in the making: its looks, its headings, what can be linked to, and what names the next table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from pmgen.document import Block, Bookmark, Document, Paragraph, Table
from pmgen.problems import Problems, message
from pmgen.writers.headings import Headings
from pmgen.writers.html.looks import Looks
from pmgen.writers.html.texts import attribute_text
from pmgen.writers.reading import leaves, words

_CONTENTS = {"zh": "目录"}


@dataclass(slots=True)
class Page:
    """What grows while a page is written; `width` is that of the text in the section being written."""

    title: str
    contents: str
    headings: Headings
    bookmarks: frozenset[str]
    looks: Looks = field(default_factory=Looks)
    problems: Problems = field(default_factory=Problems)
    width: float = 0.0
    _lists: int = 0
    _tables: int = 0
    _heads: int = 0
    _heading: str = ""
    _free_heading: str = ""
    _said: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, document: Document) -> Page:
        """Return the page of a document before anything is written."""
        headings = Headings.of(document)
        said = words(headings.title) if headings.title is not None else ""
        bookmarks = frozenset(name for section in document.sections for name in _bookmarks(section.blocks))
        contents = _CONTENTS.get(document.language.partition("-")[0].lower(), "Contents")
        return cls(document.title.strip() or said or contents, contents, headings, bookmarks)

    def hidden_title(self) -> str:
        """Return an h1 for those who hear the page, where no paragraph is its title."""
        if self.headings.title is not None:
            return ""
        return f'<h1 class="hidden" id="{self.head(self.title)}">{attribute_text(self.title)}</h1>\n'

    def head(self, said: str) -> str:
        """Return an id for a heading; the next tables belong to it."""
        self._heads += 1
        self._heading, self._free_heading = said, f"heading-{self._heads}"
        return self._free_heading

    def list_label(self) -> str:
        """Return the name of the next contents list."""
        self._lists += 1
        return self.contents if self._lists == 1 else f"{self.contents} {self._lists}"

    def table_label(self, caption: str) -> tuple[str, str]:
        """Return the id of what names the next table, and its caption.

        The heading above names its first table; others have a caption, which differs from all others.
        """
        heading, self._free_heading = self._free_heading, ""
        is_its_name = "".join(caption.split()) in ("", "".join(self._heading.split()))
        if heading and is_its_name and self._heading not in self._said:
            self._said[self._heading] = 1
            return heading, ""
        self._tables += 1
        name, said = f"table-{self._tables}", attribute_text(self._unsaid(caption or self._heading))
        return name, f'<caption class="hidden" id="{name}">{said}</caption>'

    def _unsaid(self, label: str) -> str:
        """Return a label that no table has yet."""
        count = self._said[label] = self._said.get(label, 0) + 1
        return label if count == 1 else self._unsaid(f"{label} ({count})")

    def report_link(self, bookmark: str) -> None:
        """Report a link that leads nowhere."""
        said = message("a link leads to the bookmark {name}, which is not in the document", name=bookmark)
        self.problems.add("PMG588", said, hint=message("the page shows the words without a link"))


def _bookmarks(blocks: Iterable[Block]) -> Iterable[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from (leaf.name for leaf in leaves(block.children) if isinstance(leaf, Bookmark))
        elif isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    yield from _bookmarks(cell.blocks)
