"""The blocks of a part: what each of them governs, and what stands around or in the place of elements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pmgen.engines.word.paragraphs import Placed
from pmgen.engines.word.tags import TagKind
from pmgen.ooxml.xml import Element


@dataclass(frozen=True, slots=True)
class Block:
    """An opener with its `else` parts and its closer, and the children of `container` that it governs.

    `start` and `end` are the positions of the `first` and the `last` of them.
    """

    opener: Placed
    inner: tuple[Placed, ...]
    closer: Placed
    container: Element
    first: Element
    last: Element
    start: int
    end: int


@dataclass(slots=True)
class Scopes:
    """What to write around and in place of elements, all by element.

    `before` and `after` hold the tags in the order of writing; `gone` holds what disappears, with the
    tags that stand in it; `inside_gone` numbers those of blocks that lie wholly in it.
    """

    before: dict[Element, list[Placed]] = field(default_factory=dict)
    after: dict[Element, list[Placed]] = field(default_factory=dict)
    gone: dict[Element, list[Placed]] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    inside_gone: set[int] = field(default_factory=set)
    _containers: dict[Element, list[Block]] = field(default_factory=dict)
    _sorted: int = 0
    _holding: set[Element] = field(default_factory=set)
    _over: dict[Element, dict[Element, list[Block]]] = field(default_factory=dict)

    def around(self, element: Element) -> tuple[list[Placed], list[Placed]]:
        """Return the tags to write before and after an element; what is gone leaves its own behind."""
        before, after = self.before.get(element, []), self.after.get(element, [])
        if element not in self.gone:
            return before, after
        left = [
            tag
            for tag in self.gone[element]
            if tag.tag.kind in (TagKind.STATEMENT, TagKind.INNER) or tag.number in self.inside_gone
        ]
        every = {tag.number: tag for tag in (*before, *left, *after)}
        return [every[number] for number in sorted(every)], []

    def of(self, container: Element) -> Sequence[Block]:
        """Return the blocks that govern children of a container, in the order of their ends."""
        return self._of_container().get(container, ())

    def over(self, child: Element) -> Sequence[Block]:
        """Return the blocks that govern an element among the children of what it stands in."""
        container = child.getparent()
        if container is None or not self.of(container):
            return ()
        if container not in self._over:
            self._over[container] = _over_children(container, self.of(container))
        return self._over[container].get(child, ())

    def forget_places(self) -> None:
        """Look anew where blocks begin and end: elements have been moved."""
        self._over.clear()

    def conditional(self, element: Element) -> bool:
        """Tell whether a block around `element` itself may leave it out."""
        return element in self.gone or bool(self.over(element))

    def within(self, element: Element) -> bool:
        """Tell whether a block lies wholly inside `element` and governs a part of it."""
        for container in self._of_container() if not self._holding else ():
            self._holding.update((container, *container.iterancestors()))
        return element in self._holding

    def _of_container(self) -> Mapping[Element, list[Block]]:
        for block in self.blocks[self._sorted :]:
            self._containers.setdefault(block.container, []).append(block)
        self._sorted = len(self.blocks)
        return self._containers


def _over_children(container: Element, blocks: Sequence[Block]) -> dict[Element, list[Block]]:
    children = list(container)
    places = {child: place for place, child in enumerate(children)}
    over: dict[Element, list[Block]] = {}
    for block in blocks:
        for child in children[places[block.first] : places[block.last] + 1]:
            over.setdefault(child, []).append(block)
    return over
