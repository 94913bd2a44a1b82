"""上海: a frame of six columns for each project."""

from __future__ import annotations

from restored.published import Form, Piece, Pieces, PublishedDocument, Table, grid, merged

_HEADING = "财政项目支出绩效目标申报表"


def read(lines: list[str]) -> PublishedDocument:
    """Return the forms of the Shanghai seed."""
    title, *lines = [line for line in lines if line.strip()]
    starts = [number for number, line in enumerate(lines) if line == _HEADING]
    ends = [*starts[1:], len(lines)]
    forms = tuple(_form(lines[start:end]) for start, end in zip(starts, ends, strict=True))
    return PublishedDocument((title,), forms)


def _form(lines: list[str]) -> Form:
    heading, year, *rows = lines
    return Form(heading, (year,), (_table([row.split("\t") for row in rows]),))


def _table(rows: list[list[str]]) -> Table:
    head, indicators = rows[:9], rows[9:]
    return grid(6, [*_facts(head[:3]), *_money(head[3:7]), *_goals(head[7:]), *_indicators(indicators)])


def _facts(rows: list[list[str]]) -> list[Pieces]:
    parties, dates = rows[1:]
    return [rows[0], [*parties[:3], Piece(parties[3], 3)], [*dates[:3], Piece(dates[3], 3)]]


def _money(rows: list[list[str]]) -> list[Pieces]:
    total, current, carryover, other = rows
    return [
        [Piece(total[0], rowspan=4), total[1], total[2], total[3], Piece(total[4], 2)],
        [Piece(current[1], rowspan=2), Piece(current[2], rowspan=2), current[3], Piece(current[4], 2)],
        [carryover[3], Piece(carryover[4], 2)],
        [other[1], other[2], other[3], Piece(other[4], 2)],
    ]


def _goals(rows: list[list[str]]) -> list[Pieces]:
    heads, goals = rows
    return [
        [Piece(heads[0], rowspan=2), Piece(heads[1], 2), Piece(heads[3], 3)],
        [Piece(goals[1], 2), Piece(goals[3], 3)],
    ]


def _indicators(rows: list[list[str]]) -> list[Pieces]:
    """Return the rows by the order of their filled cells: the copying moved whole rows left and right."""
    filled = [[cell for cell in row if cell] for row in rows]
    frame, level1, level2, level3, value = filled[0]
    lines = [_levels(cells) for cells in filled[1:]]
    first = merged([line[0] for line in lines])
    second = merged([line[1] for line in lines])
    return [
        [Piece(frame, rowspan=len(rows)), level1, level2, Piece(level3, 2), value],
        *(
            [one, two, Piece(line[2], 2), line[3]]
            for one, two, line in zip(first, second, lines, strict=True)
        ),
    ]


def _levels(cells: list[str]) -> list[str]:
    """Return level 1, level 2, level 3 and value; labels of groups that go on are blank."""
    return [""] * (4 - len(cells)) + cells
