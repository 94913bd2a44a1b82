"""The restored annexes have the published sizes, sums and merges; every repair is needed."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from hashlib import sha256
from itertools import product

import pytest

from restored import READERS, Form, PublishedDocument, Table, restored, texts
from restored.repairs import SEEDS, Repair, apply, lines_of, repairs_of

SHA_256 = {
    "tianjin_skills": "4a712f7f170b5babfefc0adff29384cf4fe2248cb68582a00c24bb0565fee6b5",
    "tianjin_2025": "611ad3423c5f05214f209a13289c52deede6c4460c449b6c9cbf191aac426270",
    "wuhai_2022": "67bb6c4a39f7de5caa6ce1681a4cc488c9bdbe9a46f504c8793907de28c06ce3",
    "shanghai_2024": "552f9330851fb04f281bd313967650f9847a043da1ecf097bf7e10e8fd02fcef",
    "ezhou_2026": "b730f5d5f680bbca71c35eb7b71636590ae2b721699e9b5a480f2493025e0bb4",
}

REPAIRS = [(seed, repair) for seed in READERS for repair in repairs_of(seed)]
TABLES = [
    (seed, form, table)
    for seed in READERS
    for form in range(len(restored(seed).forms))
    for table in range(len(restored(seed).forms[form].tables))
]

WUHAI = {
    "人力资源社保窗口经办经费": (12, "65.00", (50, 30, 10)),
    "物业服务费": (7, "80.00", (50, 30, 10)),
    "职业能力、劳动能力鉴定及操作费": (12, "33.00", (50, 30, 10)),
    "劳动保障监察办案经费": (8, "5.00", (50, 30, 10)),
    "劳动人事争议仲裁办案工作经费及办案补助": (9, "5.00", (50, 30, 10)),
    "人社办公楼运行维护费": (13, "10.00", (50, 20, 10)),
    "人力资源业务费": (14, "10.00", (50, 30, 10)),
    "事业单位公开招聘经费": (12, "100.00", (50, 30, 10)),
    "人事考试及各类资格、职称考试考务费": (14, "130.00", (57, 30, 10)),
}

AS_PUBLISHED = {
    "tianjin_skills": [
        "其中：财政    资金",
        "天津市人社局 12333云平台（四期）服务项目",
        "四期软、硬件运维服务费",
    ],
    "tianjin_2025": [
        "“海河英寸“博士后创新创业大赛",
        "双一流”高校",
        "交通协官员",
        "购置购置",
        "指导 监督",
        "≤2900",
    ],
    "wuhai_2022": [
        "km. h",
        "已发维护",
        "全责统一",
        "权威高校",
        "2021年",
        "资格职业(执业)资格考试",
        "卫生,信件收发",
    ],
    "shanghai_2024": ["86,000,000.00", "项目资金 (元)", "项目 绩效 目标", "=0(起)", "≥50(个)", "≥50.00(个)"],
    "ezhou_2026": ["=15万", "参加2026全省技能大赛工作经费", "16.9"],
}


@pytest.mark.parametrize("seed", READERS)
def test_a_seed_is_byte_for_byte_what_was_copied(seed: str) -> None:
    assert sha256((SEEDS / f"{seed}.txt").read_bytes()).hexdigest() == SHA_256[seed]


@pytest.mark.parametrize(
    ("seed", "repair"), REPAIRS, ids=[f"{seed}-{repair.line}-{n}" for n, (seed, repair) in enumerate(REPAIRS)]
)
def test_a_repair_fits_its_line_exactly_once_and_is_needed(seed: str, repair: Repair) -> None:
    assert lines_of(seed)[repair.line - 1].count(repair.before) == 1
    assert repair.after != repair.before
    assert repair.reason
    assert without(seed, repair) != restored(seed)


def without(seed: str, repair: Repair) -> PublishedDocument | None:
    """Return what the seed would be without one repair; None where it cannot be read at all."""
    others = [other for other in repairs_of(seed) if other != repair]
    try:
        return READERS[seed](apply(lines_of(seed), others))
    except ValueError:
        return None


@pytest.mark.parametrize(("seed", "form", "table"), TABLES)
def test_the_cells_of_a_table_tile_its_grid_exactly_once(seed: str, form: int, table: int) -> None:
    grid = restored(seed).forms[form].tables[table]
    assert covered(grid) == Counter(product(range(len(grid.rows)), range(grid.columns)))


def covered(table: Table) -> Counter[tuple[int, int]]:
    return Counter(
        place
        for number, row in enumerate(table.rows)
        for cell in row
        for place in product(
            range(number, number + cell.rowspan), range(cell.column, cell.column + cell.colspan)
        )
    )


@pytest.mark.parametrize(("seed", "indicators"), [("tianjin_skills", 26), ("tianjin_2025", 368)])
def test_tianjin_has_all_its_indicators(seed: str, indicators: int) -> None:
    assert sum(len(form.tables[1].rows) - 1 for form in restored(seed).forms) == indicators


def test_tianjin_numbers_its_headings_and_names_its_bookmarks() -> None:
    forms = restored("tianjin_2025").forms
    assert [form.bookmarks for form in forms] == [(f"_Toc_4_4_{n + 3:010}",) for n in range(1, 24)]
    assert [form.heading for form in forms] == [
        f"{n}.{form.tables[0].rows[1][1].text}绩效目标表" for n, form in enumerate(forms, 1)
    ]
    skills = restored("tianjin_skills").forms
    assert [form.bookmarks for form in skills] == [("_Toc157955339",), ("_Toc157955340",)]


def test_tianjin_budgets_sum_to_the_known_total() -> None:
    budgets = [Decimal(texts(form.tables[0])[2][2]) for form in restored("tianjin_2025").forms]
    assert sum(budgets) == Decimal("70519.24")


@pytest.mark.parametrize(
    ("seed", "labels"),
    [("tianjin_skills", {"产出指标", "效益指标", "满意度指标"}), ("tianjin_2025", {"产出指标"})],
)
def test_tianjin_merges_level_1_as_the_annex_did(seed: str, labels: set[str]) -> None:
    tables = [form.tables[1] for form in restored(seed).forms]
    assert {cell.text for table in tables for row in table.rows for cell in row if cell.rowspan > 1} == labels


def test_wuhai_has_nine_projects_with_their_budgets_and_scores() -> None:
    assert wuhai_projects(restored("wuhai_2022").forms[0].tables[0]) == WUHAI


def wuhai_projects(table: Table) -> dict[str, tuple[int, str, tuple[int, ...]]]:
    """Return number of indicators, budget and the scores for output, benefit and satisfaction by project."""
    projects = {}
    rows = texts(table)[1:-1]
    for number, row in enumerate(table.rows[1:-1]):
        if row[0].column == 0:
            indicators = [cells[-8:] for cells in rows[number : number + row[0].rowspan]]
            scores = tuple(score(indicators, label) for label in ("产出指标", "效益指标", "满意度指标"))
            projects[row[0].text] = (row[0].rowspan, row[3].text, scores)
    return projects


def score(indicators: list[list[str]], label: str) -> int:
    return sum(int(cells[-1]) for cells in indicators if cells[0] == label)


def test_wuhai_ends_in_the_total_of_its_budgets() -> None:
    table = restored("wuhai_2022").forms[0].tables[0]
    assert texts(table)[-1] == ["合计", "", "", "438.00", *[""] * 9]
    assert sum(Decimal(budget) for _, budget, _ in WUHAI.values()) == Decimal("438.00")
    assert len(table.rows) == 1 + 101 + 1


def test_wuhai_projects_are_all_of_one_unit() -> None:
    rows = texts(restored("wuhai_2022").forms[0].tables[0])[1:-1]
    assert {row[1] for row in rows if len(row) == 13} == {"418001-乌海市人力资源和社会保障局"}


@pytest.mark.parametrize(
    ("form", "levels"),
    [
        (0, {"产出指标": 34, "效益指标": 9, "满意度指标": 5}),
        (1, {"产出指标": 22, "效益指标": 8, "满意度指标": 3}),
    ],
)
def test_shanghai_groups_have_their_sizes(form: int, levels: dict[str, int]) -> None:
    assert heights(restored("shanghai_2024").forms[form], 1, 10) == levels


@pytest.mark.parametrize(("form", "sizes"), [(0, [15, 8, 11, 9, 5]), (1, [8, 6, 8, 8, 3])])
def test_shanghai_subgroups_have_their_sizes(form: int, sizes: list[int]) -> None:
    assert list(heights(restored("shanghai_2024").forms[form], 2, 10).values()) == sizes


def heights(form: Form, column: int, first_row: int) -> dict[str, int]:
    """Return the heights of the cells of a column by their words."""
    rows = form.tables[0].rows[first_row:]
    return {cell.text: cell.rowspan for row in rows for cell in row if cell.column == column}


@pytest.mark.parametrize(("form", "count"), [(0, 12), (1, 11)])
def test_ezhou_prints_the_same_indicators_for_both_horizons(form: int, count: int) -> None:
    rows = texts(restored("ezhou_2026").forms[form].tables[0])
    annual = rows.index(["年度绩效目标表"])
    long_term = rows.index(["长期绩效目标表"])
    assert annual - long_term - 2 == count
    assert [row[-5:] for row in rows[annual + 3 :]] == [row[-5:] for row in rows[long_term + 3 : annual]]


@pytest.mark.parametrize("seed", READERS)
def test_no_cell_begins_or_ends_in_white_space_or_has_an_empty_paragraph(seed: str) -> None:
    for form in restored(seed).forms:
        for line in (line for table in form.tables for row in table.rows for line in row):
            assert [part.strip() for part in line.text.split("\n")] == line.text.split("\n")
            assert line.text == "" or all(line.text.split("\n"))


@pytest.mark.parametrize(("seed", "words"), [(s, w) for s, several in AS_PUBLISHED.items() for w in several])
def test_what_the_office_published_stays(seed: str, words: str) -> None:
    cells = [
        cell.text
        for form in restored(seed).forms
        for table in form.tables
        for row in table.rows
        for cell in row
    ]
    assert any(words in cell for cell in cells)
