"""Which paragraph is the one h1, and the levels of the others, none of which is skipped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pmgen.document import Document, Paragraph
from pmgen.writers.reading import words

_DEEPEST = 6


@dataclass(slots=True)
class Headings:
    """Gives each paragraph its level; `title` is the paragraph that is the h1, if one is."""

    title: Paragraph | None
    _open: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, document: Document) -> Headings:
        """Return the levels for a document: its only top heading is h1, or a first line that is its title."""
        said = [paragraph for paragraph in _paragraphs(document) if words(paragraph)]
        headings = [paragraph for paragraph in said if paragraph.outline]
        if headings:
            highest = min(paragraph.outline for paragraph in headings)
            tops = [paragraph for paragraph in headings if paragraph.outline == highest]
            if len(tops) == 1 and tops[0] is headings[0]:
                return cls(tops[0])
        if said and words(said[0]) == document.title.strip():
            return cls(said[0])
        return cls(None)

    def level(self, paragraph: Paragraph) -> int:
        """Return the level of a heading that comes next, 0 for other paragraphs."""
        if paragraph is self.title:
            return 1
        if not paragraph.outline or not words(paragraph):
            return 0
        while self._open and self._open[-1] >= paragraph.outline:
            self._open.pop()
        self._open.append(paragraph.outline)
        return min(len(self._open) + 1, _DEEPEST)


def _paragraphs(document: Document) -> Iterator[Paragraph]:
    for section in document.sections:
        yield from (block for block in section.blocks if isinstance(block, Paragraph))
