"""Tables that agree at a glance have no difference row by row either, wherever they stand in their grids."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmgen.formats.file_contents import Box, Grid, Seen, Words
from pmgen.problems import Problem
from pmgen.verify.difference_report import DifferenceReport
from pmgen.verify.expected_content import ExpectedContent
from pmgen.verify.shown_content import rows_of
from pmgen.verify.table_comparison import RowPair, _Comparison
from pmgen.verify.text_equality import same_text

TABLE = (
    (Box("甲", 0, 2), Box("乙", 2)),
    (Box("丙", 0, rows=2), Box("1", 1), Box("2", 2)),
    (Box("3", 1), Box("4", 2)),
)


class _RowByRow(_Comparison):
    """Never takes a glance."""

    def _agree(self, pairs: Sequence[RowPair]) -> bool:
        return False


def problems(kind: type[_Comparison], ours: Seen, theirs: Seen) -> Sequence[Problem]:
    expected = ExpectedContent(ours)
    report = DifferenceReport(expected, "x")
    kind(report, same_text).rows(
        expected.rows(any(isinstance(b, Words) for b in ours.blocks)), [*rows_of(theirs)]
    )
    return tuple(report.problems)


def sheet(*lines: Sequence[Box], seams: frozenset[int] = frozenset()) -> Seen:
    return Seen((Grid(tuple(map(tuple, lines)), "表", seams=seams),))


def test_a_table_farther_down_on_wider_columns_agrees() -> None:
    wider = [[box._replace(column=box.column * 2, columns=box.columns * 2) for box in line] for line in TABLE]
    assert problems(_Comparison, sheet(*TABLE), sheet((), (), *wider)) == ()
    assert problems(_RowByRow, sheet(*TABLE), sheet((), (), *wider)) == ()


ROW = (Box("甲", 1), Box("乙", 3, rows=2)), (Box("丙", 1),)


@pytest.mark.parametrize(
    "theirs",
    [
        sheet((Box("甲", 3), Box("乙", 1, rows=2)), (Box("丙", 3),)),
        sheet((Box("甲", 1), Box("乙", 3, rows=1)), (Box("丙", 1),)),
        sheet((Box("甲", 0), Box("乙", 2, rows=2)), (Box("丙", 0),)),
        sheet((Box("甲", 1), Box("乙", 3, rows=2)), (Box("丙", 1, 2),)),
    ],
    ids=["places changed", "lower", "farther to the left", "wider"],
)
def test_tables_of_other_shapes_do_not_agree(theirs: Seen) -> None:
    assert problems(_Comparison, sheet(*ROW), theirs) == problems(_RowByRow, sheet(*ROW), theirs) != ()


def test_a_row_between_others_lets_a_high_cell_end_elsewhere() -> None:
    high, low = (Box("甲", 3, rows=2),), (Box("乙", 1),)
    ours, theirs = sheet(high, low), sheet(high, (), low)
    assert problems(_Comparison, ours, theirs) == problems(_RowByRow, ours, theirs) != ()


def test_a_row_that_stands_on_another_table_is_compared_row_by_row() -> None:
    ours = Seen((Grid(TABLE),))
    theirs = Seen((Grid(TABLE[:2], "表"), Grid(((), (), *TABLE[2:]), "表2")))
    assert problems(_Comparison, ours, theirs) == problems(_RowByRow, ours, theirs)


def test_what_a_tab_takes_to_the_right_agrees_as_a_cell_of_its_own() -> None:
    ours = Seen((Words("单位：甲\t万元"),))
    assert problems(_Comparison, ours, sheet((Box("单位：甲", 0), Box("万元", 3)))) == ()
    assert problems(_Comparison, ours, sheet((Box("单位：甲", 0), Box("亿元", 3))))


def test_a_cell_that_a_page_cuts_agrees_where_both_pieces_say_the_same() -> None:
    def cut(again: str) -> Seen:
        upper = (TABLE[1][0]._replace(rows=1), *TABLE[1][1:])
        return sheet(TABLE[0], upper, (Box(again, 0), *TABLE[2]), seams=frozenset({2}))

    assert problems(_Comparison, sheet(*TABLE), cut("丙")) == ()
    assert (
        problems(_Comparison, sheet(*TABLE), cut("丁")) == problems(_RowByRow, sheet(*TABLE), cut("丁")) != ()
    )


boxes = st.builds(
    Box, st.sampled_from(["", "甲", "乙"]), st.integers(0, 3), st.integers(1, 2), st.integers(1, 2)
)
lines = st.lists(boxes, max_size=3, unique_by=lambda box: box.column).map(
    lambda line: tuple(sorted(line, key=lambda box: box.column))
)
tables = st.lists(lines, max_size=3).map(tuple)


@given(tables, tables, st.sets(st.integers(0, 2)))
def test_any_two_tables_have_the_same_differences_as_row_by_row(
    ours: tuple[tuple[Box, ...], ...], theirs: tuple[tuple[Box, ...], ...], seams: set[int]
) -> None:
    one, cut = Seen((Grid(ours),)), frozenset(seams)
    for other in (sheet(*theirs, seams=cut), sheet((), *ours), sheet(*ours, seams=cut)):
        assert problems(_Comparison, one, other) == problems(_RowByRow, one, other)


@given(
    tables,
    st.lists(st.integers(0, 8), min_size=6, max_size=6),
    st.lists(st.booleans(), min_size=3, max_size=3),
    st.booleans(),
)
def test_so_does_a_table_on_another_grid(
    ours: tuple[tuple[Box, ...], ...], edges: list[int], gaps: list[bool], in_order: bool
) -> None:
    at = sorted(edges) if in_order else edges

    def moved(box: Box) -> Box:
        left, right = at[box.column], at[box.column + box.columns]
        return box._replace(column=left, columns=max(1, right - left))

    theirs = list[tuple[Box, ...]]()
    for line, gap in zip(ours, gaps, strict=False):
        theirs += [()] * gap + [tuple(sorted(map(moved, line), key=lambda box: box.column))]
    one, other = Seen((Grid(ours),)), sheet(*theirs)
    assert problems(_Comparison, one, other) == problems(_RowByRow, one, other)
