"""A program that writes only some elements of a part, inside the blocks that stand around them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pmgen.engines.word.blocks import Scopes
from pmgen.engines.word.paragraphs import SLOT, TAG, Placed
from pmgen.engines.word.program import Program
from pmgen.engines.word.tags import TagKind
from pmgen.ooxml.xml import Element, W

Take = Callable[["Excerpt", Element], bool]
"""Writes an element that is wanted, and tells whether it was."""


class Excerpt:
    """Walks through a part twice: dry, to learn which blocks hold something wanted, then to write."""

    def __init__(
        self, scopes: Scopes, tags: Sequence[Placed], take: Take, text: Callable[[str], str]
    ) -> None:
        self.program = Program("", "")
        self.is_dry = True
        self._scopes = scopes
        self._tags = tags
        self._take = take
        self._text = text
        self._wanted: set[int] = set()
        self._partner = {b.closer.number: b.opener.number for b in scopes.blocks} | {
            tag.number: b.opener.number for b in scopes.blocks for tag in b.inner
        }

    def write(self, root: Element, program: Program) -> None:
        """Write the program that yields what is wanted below an element."""
        self._walk(root)
        self.program, self.is_dry = program, False
        self._walk(root)

    def want(self) -> None:
        """Keep the blocks that are open now."""
        self._wanted.update(opener.number for opener in self.program.open_blocks)

    def words(self, element: Element) -> None:
        """Write the words below an element, with the blocks that stand among them."""
        for child in element:
            before, after = self._scopes.around(child)
            for tag in before:
                self.program.tag(tag)
            if child.tag == TAG:
                self._statement(child)
            elif child.tag == SLOT:
                self.program.authored(self._tags[int(child.get("n", ""))])
            elif child.tag == W + "t":
                self.program.write(self._text(child.text or ""))
            elif child.tag in (W + "tab", W + "br", W + "cr"):
                self.program.write(" ")
            else:
                self.words(child)
            for tag in after:
                self.program.tag(tag)

    def _walk(self, element: Element) -> None:
        before, after = self._scopes.around(element)
        for tag in before:
            self._tag(tag)
        if element.tag == TAG:
            self._statement(element)
        elif element not in self._scopes.gone and not self._take(self, element):
            for child in element:
                self._walk(child)
        for tag in after:
            self._tag(tag)

    def _tag(self, tag: Placed) -> None:
        block = self._partner.get(tag.number, tag.number)
        if tag.tag.kind is TagKind.STATEMENT:
            self.want()
            self.program.tag(tag)
        elif self.is_dry or block in self._wanted:
            self.program.tag(tag)

    def _statement(self, element: Element) -> None:
        tag = self._tags[int(element.get("n", ""))]
        if tag.tag.kind is TagKind.STATEMENT:
            self._tag(tag)
