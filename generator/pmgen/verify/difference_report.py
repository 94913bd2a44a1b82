"""Report what differs: file, table, row and column, both texts, and the line of the data."""

from __future__ import annotations

from collections.abc import Iterator

from pmgen.formats.file_contents import LABEL, PAGE, RAISED, Box, Grid, Line, Words
from pmgen.problems import LayoutPlace, Message, Problems, message
from pmgen.problems.message import short
from pmgen.verify.expected_content import ExpectedContent, Spot
from pmgen.verify.shown_content import ComparedRow
from pmgen.verify.text_equality import without_spaces

_AROUND = 16
_HINT = message("do not publish this file; render it again, and report what pmgen did if that gives the same")


class DifferenceReport:
    """Collects the differences between a file and what it must show."""

    def __init__(self, expected: ExpectedContent, file: str) -> None:
        self.problems = Problems()
        self._expected = expected
        self._file = file
        self._tables = _table_numbers(expected)

    def changed(self, spot: Spot, box: Box, other: Box, sheet: str) -> None:
        """Tell that a box shows another text."""
        ours, theirs = excerpts(_readable(box.text), _readable(other.text))
        table = self._table(spot[0])
        if not other.text:
            text = message(
                "{table}: {expected} should stand here, but it is blank", table=table, expected=ours
            )
            code = "PMG721"
        elif not box.text:
            text = message("{table}: this should be blank, but it says {seen}", table=table, seen=theirs)
            code = "PMG722"
        elif without_spaces(box.text) == without_spaces(other.text):
            text = message(
                "{table}: the spaces differ: {expected} should stand here, but it is {seen}",
                table=table,
                expected=_with_signs(ours),
                seen=_with_signs(theirs),
            )
            code = "PMG723"
        else:
            text = message(
                "{table}: {expected} should stand here, but it is {seen}",
                table=table,
                expected=ours,
                seen=theirs,
            )
            code = "PMG721"
        self._tell(code, text, self._place(spot, box, other, sheet), spot)

    def missing_cell(self, spot: Spot, box: Box, sheet: str, line: Line) -> None:
        """Tell that no box begins where one should."""
        near = next((other for other in line if other.place), None)
        text = message(
            "{table}: the cell with {expected} is missing or does not begin here",
            table=self._table(spot[0]),
            expected=short(_readable(box.text)),
        )
        self._tell("PMG724", text, self._place(spot, box, near, sheet), spot)

    def extra_cell(self, row: ComparedRow, box: Box, column: int | None, sheet: str) -> None:
        """Tell that a box begins in a row where none should; `column` is where, if the table has it."""
        text = message(
            "{table}: no cell should begin here, but one says {seen}",
            table=self._table(row.block),
            seen=short(_readable(box.text)),
        )
        place = self._place(
            row.spot(0), box._replace(column=column or 0), box, sheet, whole_row=column is None
        )
        self._tell("PMG725", text, place)

    def span(self, spot: Spot, box: Box, other: Box, sheet: str) -> None:
        """Tell that a box is merged over other rows or columns."""
        text = message(
            "{table}: the cell {cell} should be merged over {rows} rows and {columns} columns, "
            "but is over {seen_rows} and {seen_columns}",
            table=self._table(spot[0]),
            cell=short(_readable(box.text)),
            rows=box.rows,
            columns=box.columns,
            seen_rows=other.rows,
            seen_columns=other.columns,
        )
        self._tell("PMG726", text, self._place(spot, box, other, sheet), spot)

    def missing_row(self, block: int, number: int, line: Line) -> None:
        """Tell that a row is missing."""
        spots = [(block, number, at) for at in range(len(line))]
        place = self._place(spots[0], Box("", 0), None, "", whole_row=True)
        text = message("{table}: the row {row} is missing", table=self._table(block), row=_row_words(line))
        self._tell("PMG727", text, place, *spots)

    def extra_row(self, after: ComparedRow | None, sheet: str, line: Line) -> None:
        """Tell that a row stands too much, after another."""
        block, number = (after.block, after.number + 2) if after else (-1, 1)
        place = LayoutPlace(
            self._file,
            _part(sheet, line[0]),
            self._tables.get(block),
            number,
            page=_page(sheet, line[0].place),
        )
        text = message(
            "{table}: the row {row} should not be here", table=self._table(block), row=_row_words(line)
        )
        self._tell("PMG728", text, place)

    def missing_words(self, spot: Spot | None, words: str) -> None:
        """Tell that a paragraph is missing; one at the head or foot of pages has no spot."""
        text = message("the line {expected} is missing", expected=short(_readable(words)))
        self._tell("PMG729", text, LayoutPlace(self._file), *([] if spot is None else [spot]))

    def extra_words(self, words: Words) -> None:
        """Tell that a paragraph stands too much."""
        text = message("the line {seen} should not be here", seen=short(_readable(words.text)))
        self._tell("PMG730", text, LayoutPlace(self._file, page=_page("", words.place)))

    def changed_words(self, spot: Spot, words: str, other: Words) -> None:
        """Tell that a paragraph says something else."""
        ours, theirs = excerpts(_readable(words), _readable(other.text))
        text = message("the line {expected} says {seen}", expected=ours, seen=theirs)
        self._tell("PMG731", text, LayoutPlace(self._file, page=_page("", other.place)), spot)

    def unframed(self, spot: Spot, box: Box, page: int) -> None:
        """Tell that no lines run around a cell that should have them all around."""
        text = message(
            "{table}: the lines around the cell {cell} are missing, or do not part it from others",
            table=self._table(spot[0]),
            cell=short(_readable(box.text)),
        )
        place = LayoutPlace(self._file, "", self._tables.get(spot[0]), spot[1] + 1, box.column + 1, page=page)
        self._tell("PMG738", text, place, spot)

    def displaced(self, block: int, box: Box, page: int) -> None:
        """Tell that a cell is drawn in another column or row than it is read in."""
        text = message(
            "{table}: {cell} is drawn in another column or row than it belongs to",
            table=self._table(block),
            cell=short(_readable(box.text)),
        )
        self._tell("PMG739", text, LayoutPlace(self._file, "", self._tables.get(block), page=page))

    def _tell(self, code: str, text: Message, place: LayoutPlace, *spots: Spot) -> None:
        stated = (place for spot in spots for place in self._expected.places(spot))
        self.problems.add(code, text, place, *dict.fromkeys(stated), hint=_HINT)

    def _place(
        self, spot: Spot, box: Box, other: Box | None, sheet: str, whole_row: bool = False
    ) -> LayoutPlace:
        """Return where a box stands, its column counted in the grid of the table."""
        return LayoutPlace(
            self._file,
            _part(sheet, other),
            self._tables.get(spot[0]),
            spot[1] + 1,
            None if whole_row else box.column + 1,
            page=_page(sheet, other.place) if other is not None else None,
        )

    def _table(self, block: int) -> str:
        """Return the words above a table, or its first words, by which people know it."""
        return short(next(self._names(block), self._file))

    def _names(self, block: int) -> Iterator[str]:
        blocks = self._expected.seen.blocks
        if not 0 <= block < len(blocks):
            return
        for item in reversed(blocks[: block + 1]):
            if isinstance(item, Words):
                yield _readable(item.text)
                return
        table = blocks[block]
        assert isinstance(table, Grid)
        yield from (box.text for line in table.lines for box in line if box.text)


def _table_numbers(expected: ExpectedContent) -> dict[int, int]:
    grids = [number for number, block in enumerate(expected.seen.blocks) if isinstance(block, Grid)]
    return {block: number for number, block in enumerate(grids, 1)}


def _part(sheet: str, box: Box | None) -> str:
    """Return the sheet with the cell's address in it, as formulas write it."""
    return f"{sheet}!{box.place}" if sheet and box is not None and box.place else sheet


def _page(sheet: str, place: str) -> int | None:
    """Return the page, which is what a place without a sheet is."""
    return int(place) if place and not sheet else None


def _row_words(line: Line) -> str:
    return short(" | ".join(_readable(box.text) for box in line))


def _readable(text: str) -> str:
    return text.replace(PAGE, "").replace(LABEL, "").replace(RAISED, "").replace("\n", "⏎")


def _with_signs(text: str) -> str:
    return text.replace(" ", "␣").replace("\u3000", "□").replace("\t", "⇥")


def excerpts(one: str, other: str) -> tuple[str, str]:
    """Return two texts, cut to where they begin to differ if they are long."""
    if max(len(one), len(other)) <= 4 * _AROUND:
        return one, other
    place = next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    return _around(one, place), _around(other, place)


def _around(text: str, place: int) -> str:
    first, last = max(0, place - _AROUND), place + _AROUND
    return "…" * (first > 0) + text[first:last] + "…" * (last < len(text))
