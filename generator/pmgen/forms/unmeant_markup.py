"""What is legal in an HTML layout and surely not meant: loops that hold too much, merges without effect."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from pmgen.engines.language.name_hints import loop_variables
from pmgen.engines.markup.markup_tree import LineIndex
from pmgen.forms.markup_rows import Block, MarkupTag, Row, Span, Table, read_blocks, read_tables, read_tags
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
from pmgen.problems import Message, Problem, SourcePlace


def unmeant_markup(source: str, file: str) -> Iterator[Problem]:
    """Yield what a layout, whose tags are all in order, says and surely does not mean."""
    tags, lines = read_tags(source), LineIndex(source)
    blocks = read_blocks(tags)
    reader = _Reader(tags, blocks, read_tables(source), lines, file)
    for block in sorted(blocks, key=lambda block: block.opener.start):
        if block.opener.word == "for":
            yield from reader.loop(block)
    for tag in tags:
        if _merges(tag):
            yield from reader.merge(tag)


def _merges(tag: MarkupTag) -> bool:
    value, bar, _ = tag.source.rpartition("merge")
    return tag.source.startswith("{{") and bool(bar) and value.rstrip().endswith("|")


@dataclass(frozen=True, slots=True)
class _Reader:
    tags: Sequence[MarkupTag]
    blocks: Sequence[Block]
    tables: Sequence[Table]
    lines: LineIndex
    file: str

    def loop(self, loop: Block) -> Iterator[Problem]:
        """Yield what is not meant with a loop."""
        table, last = self._table(loop.opener), self._table(loop.closer)
        if OF_PROJECTS.search(list_of(loop.opener.source)):
            return
        if table is not last:
            if not self._parts_tables(loop):
                yield repeats_table(*self._ends(loop))
        elif table is not None and table.row_of(loop.opener) is None and table.row_of(loop.closer) is None:
            yield from self._rows(loop, table)
        elif OF_INDICATORS.search(list_of(loop.opener.source)) and self._holds_table_of_one_row(loop):
            yield repeats_table(*self._ends(loop))

    def _parts_tables(self, loop: Block) -> bool:
        """Tell whether a condition in the loop begins or ends its tables."""
        inner = [each for each in self.blocks if loop.holds(each.opener)]
        ends = [Span(offset, offset) for table in self.tables for offset in (table.start, table.end - 1)]
        return any(each.holds(end) for each in inner for end in ends)

    def _rows(self, loop: Block, table: Table) -> Iterator[Problem]:
        rows = _printed_rows(loop, table)
        used = [row for row in rows if self._uses(loop, row) or _goes_on(row, rows)]
        if not used:
            return
        first, last = rows.index(used[0]), rows.index(used[-1])
        if last < len(rows) - 1:
            yield ends_too_far_down(*self._ends(loop), _called(rows[last + 1]), _called(used[-1]))
        if first > 0 and not self._inner_loops(loop):
            words = _words(rows[0])
            if words:
                yield repeats_heading(self._written(loop.opener), words, _called(used[0]))
        for row in rows[first : last + 1]:
            if row not in used and any(TOTAL.search(cell.words) for cell in row.cells):
                yield repeats_total(*self._ends(loop), _called(row))

    def merge(self, tag: MarkupTag) -> Iterator[Problem]:
        """Yield that a value is merged which is another in each row."""
        table = self._table(tag)
        around = [each for each in self.blocks if each.opener.word == "for" and each.holds(tag)]
        inner = [each for each in around if table is not None and self._is_over_rows(each, table)]
        if table is None or not inner or not stand_in(loop_variables(inner[0].opener.source), tag.source):
            return
        if len(_printed_rows(inner[0], table)) == 1 and around[0] is inner[0]:
            yield merges_nothing(self._written(tag), self._written(inner[0].opener))

    def _is_over_rows(self, loop: Block, table: Table) -> bool:
        return self._table(loop.opener) is table and table.row_of(loop.opener) is None

    def _inner_loops(self, loop: Block) -> list[Block]:
        return [each for each in self.blocks if each.opener.word == "for" and loop.holds(each.opener)]

    def _uses(self, loop: Block, row: Row) -> bool:
        """Tell whether a row prints anything of the loop's item, or depends on it."""
        names = self._names(loop)
        around = [each for each in self.blocks if loop.holds(each.opener) and each.holds(row)]
        asked = [tag for each in around for tag in (each.opener, *each.inner)]
        inside = [tag for tag in self.tags if row.holds(tag)]
        return any(stand_in(names, tag.source) for tag in (*asked, *inside))

    def _names(self, loop: Block) -> Collection[str]:
        """Return the words by which the item of a turn, or the turn itself, is known in a loop."""
        names = {"loop", *loop_variables(loop.opener.source)}
        for tag in filter(loop.holds, self.tags):
            match = MADE.match(tag.source)
            if match and stand_in(names, match[2]):
                names.add(match[1])
        return names

    def _holds_table_of_one_row(self, loop: Block) -> bool:
        """Tell whether the loop holds a table that prints its item in one row only, below a heading."""
        for table in filter(loop.holds, self.tables):
            used = [row for row in table.rows if self._uses(loop, row)]
            if len(used) == 1 and len(table.rows) > 1 and used[0] is table.rows[-1]:
                return True
        return False

    def _table(self, span: Span) -> Table | None:
        """Return the innermost table in which something stands."""
        return next((table for table in reversed(self.tables) if table.holds(span)), None)

    def _ends(self, loop: Block) -> tuple[WrittenTag, WrittenTag]:
        return self._written(loop.opener), self._written(loop.closer)

    def _written(self, tag: MarkupTag) -> WrittenTag:
        return WrittenTag(tag.source, SourcePlace(self.file, self.lines.line(tag.start)))


def _printed_rows(loop: Block, table: Table) -> list[Row]:
    """Return the rows that a loop repeats; what stands behind its `else` is printed where it has no items."""
    stop = loop.inner[0].start if loop.inner else loop.closer.start
    return [row for row in table.rows if loop.opener.end <= row.start and row.end <= stop]


def _goes_on(row: Row, rows: Sequence[Row]) -> bool:
    """Tell whether a row belongs to one of `rows` above it by a cell that is merged over both."""
    here = rows.index(row)
    return any(cell.rows > here - n for n, each in enumerate(rows[:here]) for cell in each.cells)


def _called(row: Row) -> Message:
    return row_called(row.number, _words(row))


def _words(row: Row) -> str:
    return next(filter(None, (first_words(cell.words) for cell in row.cells)), "")
