"""Where a form prints a value, asked by the value's place in the data."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pmgen.catalog import find_region, shipped_templates
from pmgen.engines import compile_layout
from pmgen.formats.file_contents import Seen
from pmgen.load import load_annex
from pmgen.model.records import Annex
from pmgen.problems import SourcePlace
from pmgen.verify.file_proof import shown_by
from pmgen.verify.printed_cells import PlacesOfValues, PrintedPlace, printed_cells
from pmgen.verify.shown_content import ranks
from pmgen.view import view_annex
from shipped import ANNEXES
from small_annexes import SOUND


def printed(folder: Path) -> tuple[Annex, PlacesOfValues, Seen]:
    """Return an annex, the cells of its form, and what the form shows."""
    annex = load_annex(folder).annex
    assert annex is not None and annex.region is not None
    region = find_region(annex.region, [shipped_templates()])
    layout = compile_layout(region)
    root = view_annex(annex, region).root
    cells, document = printed_cells(layout, [root]), layout.fill(root, "", "").document
    assert cells is not None and document is not None
    return annex, cells, shown_by(document)


def text_in(seen: Seen, cell: PrintedPlace) -> str:
    """Return what stands in a cell, counted as people count."""
    assert cell.table is not None and cell.row is not None
    grid = seen.grids[cell.table - 1]
    columns = ranks(box.column for line in grid.lines for box in line)
    (text,) = (box.text for box in grid.lines[cell.row - 1] if columns[box.column] + 1 == cell.column)
    return text


@pytest.mark.parametrize("folder", ANNEXES, ids=lambda folder: folder.name)
def test_the_cell_told_shows_the_value(folder: Path) -> None:
    annex, cells, seen = printed(folder)
    for project in annex.projects:
        named = [(each.name, each.places["name"]) for each in project.indicators]
        for text, place in [(project.name, project.places["name"]), *named]:
            found = [cell for cell in cells.of(place) if cell.table is not None]
            assert found, text
            assert all(text in text_in(seen, cell) for cell in found)
        total = project.funding.annual.places.get("total")
        assert total is None or cells.of(total)


@pytest.mark.parametrize("folder", ANNEXES, ids=lambda folder: folder.name)
def test_every_target_has_a_cell_with_a_label(folder: Path) -> None:
    annex, cells, _ = printed(folder)
    for project in annex.projects:
        for indicator in project.indicators:
            labels = {cell.label for cell in cells.of(indicator.places["target"])}
            assert labels & {"指标值", "目标值", "年度(/项目)指标值"}, indicator


def test_a_part_of_a_value_is_in_its_cell() -> None:
    annex, cells, _ = printed(ANNEXES[0])
    goal = annex.projects[0].goals[0].places["text"]
    inside = replace(goal, column=(goal.column or 0) + 5, length=2)
    assert cells.of(inside) == cells.of(goal) != ()
    behind = replace(goal, column=(goal.column or 0) + goal.length)
    assert cells.of(behind) == ()


def test_every_line_of_a_long_text_is_in_its_cell(tmp_path: Path) -> None:
    text = SOUND.replace("  - 培训一千人。", "  - |\n    培训一千人。\n    考核一千人。")
    (tmp_path / "annex.yaml").write_text("地区: tianjin\n金额单位: 万元\n", "utf-8")
    (tmp_path / "1.yaml").write_text(text, "utf-8")
    annex, cells, _ = printed(tmp_path)
    goal = annex.projects[0].goals[0].places["text"]
    lines = [SourcePlace(goal.file, (goal.line or 0) + number, 5) for number in range(4)]
    assert [bool(cells.of(line)) for line in lines] == [True, True, True, False]


def test_a_place_before_and_behind_everything_is_in_no_cell() -> None:
    annex, cells, _ = printed(ANNEXES[0])
    file = annex.projects[0].file
    assert cells.of(SourcePlace(file, 1, 1)) == ()
    assert cells.of(SourcePlace(file, 9999, 1)) == ()
    assert cells.of(SourcePlace("no such file", 1, 1)) == ()


def test_a_layout_that_computes_with_values_gives_no_cells(tmp_path: Path) -> None:
    (tmp_path / "layout.html.j2").write_text('<p>{{ (附件.项目[0].项目名称 ~ "") | length }}</p>', "utf-8")
    annex = load_annex(ANNEXES[0]).annex
    assert annex is not None
    region = find_region("wuhai", [shipped_templates()])
    region = replace(region, folder=tmp_path, layout=tmp_path / "layout.html.j2")
    assert printed_cells(compile_layout(region), [view_annex(annex, region).root]) is None
