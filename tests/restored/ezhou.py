"""鄂州: one table of six columns for each project, with a long-term and an annual part."""

from __future__ import annotations

import re

from restored.published import Form, Piece, Pieces, PublishedDocument, Table, grid, merged

_HEADING = "项目支出绩效目标批复表"
_LONG_TERM, _ANNUAL = "长期绩效目标表", "年度绩效目标表"
_GOAL = re.compile(r"(长期|年度)目标\d+")


def read(lines: list[str]) -> PublishedDocument:
    """Return the forms of the Ezhou seed."""
    lines = [line for line in lines if line.strip()]
    starts = [number for number, line in enumerate(lines) if line == _HEADING]
    ends = [*starts[1:], len(lines)]
    return PublishedDocument((), tuple(_form(lines[s:e]) for s, e in zip(starts, ends, strict=True)))


def _form(lines: list[str]) -> Form:
    heading, applicant, unit, amount_unit, *rows = lines
    cells = [[cell for cell in row.split("\t") if cell] for row in rows]
    return Form(heading, (applicant + unit, amount_unit), (_table(cells),))


def _table(rows: list[list[str]]) -> Table:
    long_term, annual = rows.index([_LONG_TERM]), rows.index([_ANNUAL])
    return grid(
        6, [*_head(rows[:long_term]), *_indicators(rows[long_term:annual]), *_indicators(rows[annual:])]
    )


def _head(rows: list[list[str]]) -> list[Pieces]:
    (name_label, name, amount_label, amount), (heading,), *goals = rows
    lines: list[Pieces] = [[label, Piece(text, 5)] for label, text in goals]
    return [[name_label, Piece(name, 2), amount_label, Piece(amount, 2)], [Piece(heading, 6)], *lines]


def _indicators(rows: list[list[str]]) -> list[Pieces]:
    """Return the rows by the order of their filled cells: the copying moved whole rows left and right."""
    (title,), head, *cells = rows
    lines = [_levels(row) for row in cells]
    labels = [merged([line[column] for line in lines]) for column in range(3)]
    body = [[*merges, *line[3:]] for *merges, line in zip(*labels, lines, strict=True)]
    return [[Piece(title, 6)], head, *body]


def _levels(cells: list[str]) -> list[str]:
    """Return goal, level 1, level 2, level 3, value and basis; labels of groups that go on are blank."""
    goal, rest = (cells[0], cells[1:]) if _GOAL.fullmatch(cells[0]) else ("", cells)
    return [goal] + [""] * (5 - len(rest)) + rest
