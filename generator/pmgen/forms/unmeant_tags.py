"""What is legal in a Word layout and surely not meant: loops that hold too much, merges without effect."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from pmgen.engines.language.name_hints import loop_variables
from pmgen.engines.word.block_scopes import Scopes, TagBlock, find_scopes
from pmgen.engines.word.layout_cleaning import marks_to_keep, remove_leftovers, written_comments
from pmgen.engines.word.layout_package import LayoutPackage
from pmgen.engines.word.part_writing import merge_of
from pmgen.engines.word.tag_placement import (
    SLOT,
    TAG,
    PlaceCounter,
    PlacedTag,
    TagLookalikes,
    place_tags,
    text_of,
)
from pmgen.forms.unmeant_problems import (
    MADE,
    OF_INDICATORS,
    OF_PROJECTS,
    TOTAL,
    WrittenTag,
    ends_too_far_down,
    first_words,
    list_of,
    merges_nothing,
    repeats_heading,
    repeats_table,
    repeats_total,
    row_called,
    stand_in,
)
from pmgen.opc.office_xml import Element, W, parse, value
from pmgen.problems import Message, Problem, Problems


def unmeant_tags(package: LayoutPackage, bookmarks: Collection[str]) -> Iterator[Problem]:
    """Yield what a layout, whose tags are all in order, says and surely does not mean.

    `bookmarks` are those of the pack.
    """
    roots = {name: parse(package.parts[name]) for name in package.template_parts()}
    meant = marks_to_keep(package, roots.values(), bookmarks, written_comments(package))
    for name, root in roots.items():
        remove_leftovers(root, meant)
        tags = place_tags(root, PlaceCounter(root, package.file, name), TagLookalikes(), Problems())
        scopes, _ = find_scopes(root, tags, (), Problems())
        yield from _Reader(root, tags, scopes).problems()


@dataclass(frozen=True, slots=True)
class _Loop:
    """A loop with its governed children, and the words by which its items are known in it."""

    block: TagBlock
    children: Sequence[Element]
    names: Collection[str]

    @property
    def list(self) -> str:
        return list_of(self.block.opener.tag.source)

    @property
    def is_over_projects(self) -> bool:
        return OF_PROJECTS.search(self.list) is not None

    def owns(self, source: str) -> bool:
        """Tell whether an expression names the loop's own variable."""
        return stand_in(loop_variables(self.block.opener.tag.source), source)

    def named_in(self, source: str) -> bool:
        """Tell whether an expression is about the item of this turn, or about the turn itself."""
        return stand_in(self.names, source)


class _Reader:
    def __init__(self, root: Element, tags: Sequence[PlacedTag], scopes: Scopes) -> None:
        self._tags = tags
        self._scopes = scopes
        self._markers = {int(node.get("n", "")): node for node in root.iter(SLOT, TAG)}
        self._loops = [self._loop(block) for block in scopes.blocks if block.opener.tag.word == "for"]

    def problems(self) -> Iterator[Problem]:
        for loop in self._loops:
            if loop.block.container.tag == W + "tbl":
                yield from self._rows(loop)
            else:
                yield from self._whole_tables(loop)
        for tag in self._tags:
            if self._markers[tag.number].tag == SLOT and merge_of(tag) is not None:
                yield from self._merge(tag)

    def _loop(self, block: TagBlock) -> _Loop:
        names = {"loop", *loop_variables(block.opener.tag.source)}
        inside = range(block.opener.number + 1, block.closer.number)
        for source in (self._tags[number].tag.source for number in inside):
            match = MADE.match(source)
            if match and any(name in match[2] for name in names):
                names.add(match[1])
        return _Loop(block, list(self._repeated_children(block)), names)

    def _repeated_children(self, block: TagBlock) -> Iterator[Element]:
        """Yield what a loop repeats; what stands behind its `else` is printed where it has no items."""
        ends = [self._markers[tag.number] for tag in block.inner]
        for child in list(block.container)[block.start : block.end + 1]:
            if any(child in end.iterancestors() for end in ends):
                return
            yield child

    def _uses(self, loop: _Loop, element: Element) -> bool:
        """Tell whether an element prints anything of the loop's item."""
        ends = (loop.block.opener.number, loop.block.closer.number)
        numbers = (int(node.get("n", "")) for node in element.iter(SLOT, TAG))
        return any(n not in ends and loop.named_in(self._tags[n].tag.source) for n in numbers)

    def _printed_rows(self, loop: _Loop) -> list[Element]:
        return [row for row in loop.children if row.tag == W + "tr" and row not in self._scopes.gone]

    # loops over rows

    def _rows(self, loop: _Loop) -> Iterator[Problem]:
        rows = self._printed_rows(loop)
        used = [row for row in rows if self._uses(loop, row) or _goes_on(row, rows)]
        if not used or loop.is_over_projects:
            return
        first, last = rows.index(used[0]), rows.index(used[-1])
        opener, closer = loop.block.opener, loop.block.closer
        if last < len(rows) - 1 and self._stands_in(closer, rows[-1]):
            yield ends_too_far_down(*_ends(loop), _row(rows[last + 1]), _row(used[-1]))
            rows = rows[: last + 1]
        heading = rows[0] if self._stands_in(opener, rows[0]) else None
        if first > 0 and heading is not None:
            yield repeats_heading(_written(opener), _words(heading), _row(used[0]))
        elif (label := self._label_cut_off(loop, rows)) is not None:
            yield repeats_heading(_written(opener), _words(label), None)
        for row in rows[first:] if heading is not None else rows:
            if row not in used and TOTAL.search(text_of(row)):
                yield repeats_total(*_ends(loop), _row(row))

    def _stands_in(self, tag: PlacedTag, row: Element) -> bool:
        return row in self._markers[tag.number].iterancestors(W + "tr")

    def _label_cut_off(self, loop: _Loop, rows: Sequence[Element]) -> Element | None:
        """Return a label in the loop whose merged cell goes on below it."""
        below = next(loop.children[-1].itersiblings(W + "tr"), None)
        if below is None:
            return None
        going_on = {column for column, cell in _cells(below) if _merge(cell) == "continue"}
        for column, _ in _cells(rows[-1]):
            above = [dict(_cells(row)).get(column) for row in rows]
            started = next(
                (each for each in reversed(above) if each is not None and _merge(each) == "restart"), None
            )
            if (
                column in going_on
                and started is not None
                and _words(started)
                and not self._uses(loop, started)
            ):
                return started
        return None

    # loops over whole tables

    def _whole_tables(self, loop: _Loop) -> Iterator[Problem]:
        opener, closer = loop.block.opener, loop.block.closer
        first, last = (self._table(loop, tag) for tag in (opener, closer))
        of_one_row = OF_INDICATORS.search(loop.list) is not None and self._is_table_of_one_row(loop)
        if loop.is_over_projects or (first is last and not of_one_row):
            return
        yield repeats_table(*_ends(loop))

    def _table(self, loop: _Loop, tag: PlacedTag) -> Element | None:
        """Return the table below the loop's container in which a tag stands."""
        around = list(self._markers[tag.number].iterancestors())
        inner = around[: around.index(loop.block.container)] if loop.block.container in around else []
        return next((each for each in inner if each.tag == W + "tbl"), None)

    def _is_table_of_one_row(self, loop: _Loop) -> bool:
        """Tell whether the loop holds a table that prints its item in one row only, below a heading."""
        for table in (child for child in loop.children if child.tag == W + "tbl"):
            rows = list(table.iterchildren(W + "tr"))
            used = [row for row in rows if self._uses(loop, row)]
            if len(used) == 1 and len(rows) > 1 and used[0] is rows[-1]:
                return True
        return False

    # merges

    def _merge(self, tag: PlacedTag) -> Iterator[Problem]:
        value = tag.tag.source.rpartition("merge")[0]
        owner = next((loop for loop in self._around(tag) if loop.owns(value)), None)
        table = next(self._markers[tag.number].iterancestors(W + "tbl"), None)
        if owner is None or owner.block.container is not table or len(self._printed_rows(owner)) != 1:
            return
        inner = [each for each in self._around(tag) if each.block.container is owner.block.container]
        if inner and inner[0] is not owner:
            return
        yield merges_nothing(_written(tag), _written(owner.block.opener))

    def _around(self, tag: PlacedTag) -> list[_Loop]:
        """Return the loops around a tag, the innermost first."""
        around = [
            loop
            for loop in self._loops
            if loop.block.opener.number < tag.number < loop.block.closer.number or self._governs(loop, tag)
        ]
        return sorted(around, key=lambda loop: -loop.block.opener.number)

    def _governs(self, loop: _Loop, tag: PlacedTag) -> bool:
        ancestors = set(self._markers[tag.number].iterancestors())
        return any(child in ancestors for child in loop.children)


def _cells(row: Element) -> Iterator[tuple[int, Element]]:
    """Yield the cells of a row with the grid column in which each begins."""
    column = 0
    for cell in row.iterchildren(W + "tc"):
        yield column, cell
        column += int(value(cell.find(f"{W}tcPr/{W}gridSpan"), "1"))


def _merge(cell: Element) -> str:
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return "" if merge is None else value(merge, "continue")


def _written(tag: PlacedTag) -> WrittenTag:
    return WrittenTag(tag.tag.source, tag.place)


def _ends(loop: _Loop) -> tuple[WrittenTag, WrittenTag]:
    return _written(loop.block.opener), _written(loop.block.closer)


def _row(row: Element) -> Message:
    number = 1 + sum(1 for _ in row.itersiblings(W + "tr", preceding=True))
    return row_called(number, _words(row))


def _goes_on(row: Element, rows: Sequence[Element]) -> bool:
    """Tell whether a row belongs to one of `rows` above it by a cell that is merged over both."""
    begun = {
        column
        for each in rows[: rows.index(row)]
        for column, cell in _cells(each)
        if _merge(cell) == "restart"
    }
    return any(column in begun and _merge(cell) == "continue" for column, cell in _cells(row))


def _words(element: Element) -> str:
    """Return the first words of a row or cell, to know it by."""
    cells = [element] if element.tag == W + "tc" else list(element.iterchildren(W + "tc"))
    texts = (first_words(text_of(cell)) for cell in cells)
    return next(filter(None, texts), "")
