"""Keep bookmarks whole and references true where parts are repeated or left out."""

from __future__ import annotations

from collections.abc import Collection
from enum import Enum

from pmgen.engines.word.blocks import Block, Scopes
from pmgen.ooxml.xml import Element, W


class Turn(Enum):
    """Which of the names that a repeated bookmark gets a reference means."""

    FIRST = "first"
    CURRENT = "current"
    COMING = "coming"


def widen_bookmarks(root: Element, scopes: Scopes) -> None:
    """Move the ends of bookmarks out of blocks that hold only one of them, so that none is ever cut."""
    ends = {end.get(W + "id"): end for end in root.iter(W + "bookmarkEnd")}
    for start in list(root.iter(W + "bookmarkStart")):
        end = ends.get(start.get(W + "id"))
        around_start, around_end = _around(start, scopes), _around(end, scopes) if end is not None else []
        for block in around_start:
            if block not in around_end:
                block.first.addprevious(start)
                break
        for block in around_end:
            if end is not None and block not in around_start:
                block.last.addnext(end)
                break
    scopes.forget_places()


def _around(element: Element, scopes: Scopes) -> list[Block]:
    """Return the blocks that govern an element, the outermost first."""
    line = (element, *element.iterancestors())
    found = [(depth, block) for depth, child in enumerate(line) for block in scopes.over(child)]
    return [block for _, block in sorted(found, key=lambda each: (-each[0], each[1].opener.number))]


class References:
    """Tells which bookmark of a repeated part a reference means."""

    def __init__(self, root: Element, scopes: Scopes, computed: Collection[str]) -> None:
        self._scopes = scopes
        self._loops = {
            start.get(W + "name", ""): (start, loops)
            for start in root.iter(W + "bookmarkStart")
            if start.get(W + "name") not in computed and (loops := self._loops_around(start))
        }

        wanted = (W + "bookmarkStart", W + "hyperlink", W + "instrText", W + "fldSimple")
        order = enumerate(root.iter(*wanted)) if self._loops else ()
        self._order = {element: number for number, element in order}

    def turn(self, name: str, reference: Element) -> Turn:
        """Return which bookmark `name` is meant by a reference: that of the same turn of the same loop."""
        start, loops = self._loops.get(name, (reference, []))
        if not loops or any(block not in self._loops_around(reference) for block in loops):
            return Turn.FIRST
        return Turn.CURRENT if self._order[start] < self._order[reference] else Turn.COMING

    def _loops_around(self, element: Element) -> list[Block]:
        return [block for block in _around(element, self._scopes) if block.opener.tag.word == "for"]
