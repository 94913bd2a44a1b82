"""Decide from where a block's tags stand what it repeats, keeps or drops."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pmgen.engines.word.layout_cleaning import is_blank
from pmgen.engines.word.layout_tags import CLOSERS, OPENERS, TagKind
from pmgen.engines.word.layout_xml import ancestor
from pmgen.engines.word.misplaced_tags import UnpairedTags, could_be
from pmgen.engines.word.tag_placement import SLOT, TAG, PlacedTag
from pmgen.opc.office_xml import MC, W14, Element, W, is_on
from pmgen.problems import Problems, message


@dataclass(frozen=True, slots=True)
class TagBlock:
    """An opener with its `else` parts and its closer, and the children of `container` that it governs.

    `start` and `end` are the positions of the `first` and the `last` of them.
    """

    opener: PlacedTag
    inner: tuple[PlacedTag, ...]
    closer: PlacedTag
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

    before: dict[Element, list[PlacedTag]] = field(default_factory=dict)
    after: dict[Element, list[PlacedTag]] = field(default_factory=dict)
    gone: dict[Element, list[PlacedTag]] = field(default_factory=dict)
    blocks: list[TagBlock] = field(default_factory=list)
    inside_gone: set[int] = field(default_factory=set)
    _containers: dict[Element, list[TagBlock]] = field(default_factory=dict)
    _sorted: int = 0
    _holding: set[Element] = field(default_factory=set)
    _over: dict[Element, dict[Element, list[TagBlock]]] = field(default_factory=dict)

    def around(self, element: Element) -> tuple[list[PlacedTag], list[PlacedTag]]:
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

    def of(self, container: Element) -> Sequence[TagBlock]:
        """Return the blocks that govern children of a container, in the order of their ends."""
        return self._of_container().get(container, ())

    def over(self, child: Element) -> Sequence[TagBlock]:
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

    def _of_container(self) -> Mapping[Element, list[TagBlock]]:
        for block in self.blocks[self._sorted :]:
            self._containers.setdefault(block.container, []).append(block)
        self._sorted = len(self.blocks)
        return self._containers


def _over_children(container: Element, blocks: Sequence[TagBlock]) -> dict[Element, list[TagBlock]]:
    children = list(container)
    places = {child: place for place, child in enumerate(children)}
    over: dict[Element, list[TagBlock]] = {}
    for block in blocks:
        for child in children[places[block.first] : places[block.last] + 1]:
            over.setdefault(child, []).append(block)
    return over


_LEVELS = {"tr": W + "tr", "tc": W + "tc", "p": W + "p"}
_KEEPERS = frozenset(
    W + name
    for name in [
        "drawing",
        "pict",
        "object",
        "sectPr",
        "bookmarkStart",
        "bookmarkEnd",
        "footnoteReference",
        "endnoteReference",
        "fldChar",
        "fldSimple",
        "instrText",
        "sym",
        "ptab",
        "hyperlink",
    ]
)


def find_scopes(
    root: Element, tags: Sequence[PlacedTag], unread: Sequence[str], problems: Problems
) -> tuple[Scopes, list[UnpairedTags]]:
    """Return the scopes of a part's blocks, and what the part and each text box left without a partner.

    `unread` are texts that look like tags, of which each may be a partner.
    """
    markers = {int(element.get("n", "")): element for element in root.iter(TAG, SLOT)}
    scopes = Scopes()
    stories: dict[Element | None, list[PlacedTag]] = {}
    for tag in tags:
        stories.setdefault(ancestor(markers[tag.number], W + "txbxContent"), []).append(tag)
    loose: list[UnpairedTags] = []
    for story, own in stories.items():
        copy = _is_fallback(story)
        left = _Matcher(markers, scopes, unread, Problems() if copy else problems).match(own)
        loose += [] if copy else [left]
    _find_gone(root, tags, scopes)
    _place_blocks(scopes, markers, problems)
    return scopes, loose


def _is_fallback(story: Element | None) -> bool:
    """Tell whether a text box is the copy for older programs, which would only repeat every problem."""
    return story is not None and ancestor(story, MC + "Fallback") is not None


class _Matcher:
    """Pairs openers with closers in reading order and finds what each pair governs."""

    def __init__(
        self, markers: dict[int, Element], scopes: Scopes, unread: Sequence[str], problems: Problems
    ) -> None:
        self._markers = markers
        self._unread = unread
        self._scopes = scopes
        self._problems = problems
        self._open: list[tuple[PlacedTag, list[PlacedTag]]] = []
        self._closers: list[PlacedTag] = []
        self._counted: dict[Element, dict[Element, int]] = {}

    def match(self, tags: Sequence[PlacedTag]) -> UnpairedTags:
        """Pair all tags and return those that are left."""
        for tag in tags:
            if tag.tag.kind is TagKind.OPENER:
                self._open.append((tag, []))
            elif tag.tag.kind is TagKind.INNER:
                self._inner(tag)
            elif tag.tag.kind is TagKind.CLOSER:
                self._close(tag)
        openers = tuple(opener for opener, _ in self._open)
        return UnpairedTags(openers, tuple(self._closers), self._lines(tags), tuple(self._unread))

    def _lines(self, tags: Sequence[PlacedTag]) -> tuple[tuple[PlacedTag, ...], ...]:
        """Return the tags by the rows they stand in, or by paragraph outside of tables."""
        lines: dict[Element | None, list[PlacedTag]] = {}
        for tag in tags:
            marker = self._markers[tag.number]
            row = ancestor(marker, W + "tr")
            lines.setdefault(ancestor(marker, W + "p") if row is None else row, []).append(tag)
        return tuple(map(tuple, lines.values()))

    def _inner(self, tag: PlacedTag) -> None:
        if self._open:
            self._open[-1][1].append(tag)
        elif not any(could_be(word, self._unread) for word in OPENERS):
            self._problems.add(
                "PMG405",
                message("{tag} stands outside of any block", tag=tag.tag.source),
                tag.place,
                hint=message("write {tag} where the block begins", tag="{% if … %}"),
            )

    def _close(self, closer: PlacedTag) -> None:
        if not self._open:
            self._closers.append(closer)
            return
        opener, inner = self._open[-1]
        if OPENERS[opener.tag.word] != closer.tag.word:
            self._crossed(opener, closer)
            return
        self._open.pop()
        self._govern(opener, tuple(inner), closer)

    def _crossed(self, opener: PlacedTag, closer: PlacedTag) -> None:
        wanted = CLOSERS[closer.tag.word]
        inner = OPENERS[opener.tag.word]
        if not could_be(inner, self._unread):
            self._problems.add(
                "PMG407",
                message("{closer} crosses {opener}", closer=closer.tag.source, opener=opener.tag.source),
                closer.place,
                opener.place,
                hint=message("close the inner block first: {tag}", tag="{% " + inner + " %}"),
            )
        match = next(
            (i for i in reversed(range(len(self._open))) if self._open[i][0].tag.word == wanted), None
        )
        if match is not None:
            del self._open[match]

    def _govern(self, opener: PlacedTag, inner: tuple[PlacedTag, ...], closer: PlacedTag) -> None:
        here, there = self._markers[opener.number], self._markers[closer.number]
        level = _LEVELS.get(opener.tag.level or closer.tag.level)
        container, first, last = _governed(here, there, level)
        if container is None or first is None or last is None:
            self._problems.add(
                "PMG407",
                message(
                    "{opener} and {closer} cannot mark one range",
                    opener=opener.tag.source,
                    closer=closer.tag.source,
                ),
                opener.place,
                closer.place,
                hint=message("put both into the same table, or both outside of it"),
            )
            return
        positions = self._positions(container)
        self._scopes.blocks.append(
            TagBlock(opener, inner, closer, container, first, last, positions[first], positions[last])
        )

    def _positions(self, container: Element) -> dict[Element, int]:
        """Return the positions of a container's children, counted once."""
        if container not in self._counted:
            self._counted[container] = {child: number for number, child in enumerate(container)}
        return self._counted[container]


Range = tuple[Element | None, Element | None, Element | None]


def _governed(here: Element, there: Element, level: str | None) -> Range:
    """Return the container and its first and last child that a pair of tags governs."""
    if level is not None:
        first, last = ancestor(here, level), ancestor(there, level)
        if first is None or last is None or first.getparent() is not last.getparent():
            return None, None, None
        return first.getparent(), first, last
    container = _common(here, there)
    if container is not None and container.tag == W + "tr":
        return container.getparent(), container, container
    if container is None:
        return None, None, None
    return container, _child(container, here), _child(container, there)


def _common(here: Element, there: Element) -> Element | None:
    around = set(there.iterancestors())
    return next((element for element in here.iterancestors() if element in around), None)


def _child(container: Element, element: Element) -> Element:
    around = [element, *element.iterancestors()]
    return around[around.index(container) - 1]


def _find_gone(root: Element, tags: Sequence[PlacedTag], scopes: Scopes) -> None:
    by_number = {tag.number: tag for tag in tags}
    for row in root.iter(W + "tr"):
        left = _only_tags(row)
        if left is not None:
            scopes.gone[row] = [by_number[number] for number in left]
    for cell in root.iter(W + "tc"):
        left = _only_tags(cell)
        if left is not None and any(by_number[number].tag.level == "tc" for number in left):
            scopes.gone[cell] = [by_number[number] for number in left]
    for paragraph in root.iter(W + "p"):
        left = _only_tags(paragraph)
        if left is not None and scopes.gone.keys().isdisjoint(paragraph.iterancestors(W + "tr", W + "tc")):
            scopes.gone[paragraph] = [by_number[number] for number in left]

    for block in scopes.blocks:
        around = (block.container, *block.container.iterancestors())
        if not scopes.gone.keys().isdisjoint(around):
            scopes.inside_gone |= {block.opener.number, block.closer.number}


def _only_tags(element: Element) -> list[int] | None:
    """Return the numbers of the tags if an element holds nothing else that anybody would see."""
    numbers: list[int] = []
    for node in element.iter():
        if node.tag == TAG:
            numbers.append(int(node.get("n", "")))
        elif (
            node.tag == SLOT
            or node.tag in _KEEPERS
            or (node.tag == W + "t" and not is_blank(node.text or ""))
            or (node.tag == W + "pageBreakBefore" and is_on(node))
            or (node.tag == W + "br" and node.get(W + "type") in ("page", "column"))
        ):
            return None
        elif isinstance(node.tag, str) and node.tag.startswith(W14):
            continue
    return numbers or None


def _place_blocks(scopes: Scopes, markers: dict[int, Element], problems: Problems) -> None:
    for block in sorted(scopes.blocks, key=lambda b: (b.start, -b.end, b.opener.number)):
        scopes.before.setdefault(block.first, []).append(block.opener)
    for block in sorted(scopes.blocks, key=lambda b: (-b.start, b.end, -b.opener.number)):
        scopes.after.setdefault(block.last, []).append(block.closer)
    for block in scopes.blocks:
        for tag in block.inner:
            _place_inner(block, tag, scopes, markers, problems)
    _report_crossings(scopes, problems)


def _place_inner(
    block: TagBlock, tag: PlacedTag, scopes: Scopes, markers: dict[int, Element], problems: Problems
) -> None:
    marker = markers[tag.number]
    inside = block.container in set(marker.iterancestors())
    child = _child(block.container, marker) if inside else None
    if child is None or (child is not marker and child not in scopes.gone):
        problems.add(
            "PMG408",
            message("{tag} must stand in a place of its own", tag=tag.tag.source),
            tag.place,
            block.opener.place,
            hint=message("give it a paragraph or a row that holds nothing else"),
        )
        return
    if child is marker:
        scopes.before.setdefault(child, []).append(tag)


def _report_crossings(scopes: Scopes, problems: Problems) -> None:
    """Report blocks over the same children of which neither lies within the other."""
    around: dict[Element, list[TagBlock]] = {}
    for block in sorted(scopes.blocks, key=lambda b: (b.start, -b.end, b.opener.number)):
        still = [other for other in around.get(block.container, []) if other.end >= block.start]
        for other in still:
            if (other.end < block.end and other.start < block.start) or _are_loops_in_turn(block, other):
                _report_crossing(block, other, problems)
        around[block.container] = [*still, block]


def _report_crossing(one: TagBlock, other: TagBlock, problems: Problems) -> None:
    early, late = sorted((one, other), key=lambda b: b.opener.number)
    problems.add(
        "PMG407",
        message(
            "{late} crosses {early}: each would hold a part of the other",
            late=late.opener.tag.source,
            early=early.opener.tag.source,
        ),
        late.opener.place,
        early.opener.place,
        hint=message("let one end before the other begins, or put one wholly inside the other"),
    )


def _are_loops_in_turn(one: TagBlock, other: TagBlock) -> bool:
    """Tell whether one loop ends before the other begins: over the same children they would multiply."""
    if not one.opener.tag.word == other.opener.tag.word == "for":
        return False
    early, late = sorted((one, other), key=lambda b: b.opener.number)
    return early.closer.number < late.opener.number
