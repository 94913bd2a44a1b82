"""`pmgen form new`: what is put where in blank forms of several styles, and how sure it is.

A form in blanks/ is a drawing as in word/building.py; then a line for each field that a person sees in it:
its label and what must stand in its cell, `空` where nothing may.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook
from openpyxl.styles import Border, Side

from pmgen.catalog import read_region
from pmgen.catalog.region import FormSubject
from pmgen.engines import compile_layout
from pmgen.forms.new_form import new_pack
from pmgen.forms.new_pack import Placed, Sure
from pmgen.problems import Refusal
from tools import converted, saved_again
from word.building import build

FORMS = sorted(Path(__file__).with_name("blanks").glob("*.txt"))
SHARE = 0.9


def drawn(text: str) -> bytes:
    """Return the form; a blank cell is written as nothing."""
    lines = [
        re.sub(r"(?<=│) *(?=│|$)|(?<=[>⌄]) *(?=│|$)", "␣", line) if line[:1] == "│" else line
        for line in text.splitlines()
    ]
    return build("\n".join(lines))


def truths(text: str) -> list[tuple[str, str]]:
    pairs = (line.partition(" = ") for line in text.splitlines() if line)
    return [(label, tag) for label, _, tag in pairs]


def judged(
    truth: list[tuple[str, str]], placed: tuple[Placed, ...]
) -> Iterator[tuple[str, str, Placed | None, bool]]:
    """Give every field with what was done, and whether that is right; cells of one label go in order."""
    cells: dict[str, list[Placed]] = defaultdict(list)
    for each in placed:
        cells[each.label].append(each)
    for label, tag in truth:
        found = cells[label].pop(0) if cells[label] else None
        text = found.text if found else ""
        yield label, tag, found, text == "" if tag == "空" else tag in text


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_the_fields_of_a_blank_form(path: Path, tmp_path: Path) -> None:
    drawing, _, truth = path.read_text("utf-8").partition("---\n")
    blank = tmp_path / "空表.docx"
    blank.write_bytes(drawn(drawing))
    check(blank, truths(truth), tmp_path / "somewhere")


HEAD_OVER_TWO = """widths 1000 1000 1000 1000 1000
lines all
│<2> 一级指标 │ 二级指标 │ 三级指标 │ 指标值
│⌄ 绩效指标 │ 产出指标 │ 数量指标 │ │
│^ │ 产出指标 │ 质量指标 │ │
"""


def test_a_name_of_the_table_under_a_head_stays_and_is_told(tmp_path: Path) -> None:
    (tmp_path / "空表.docx").write_bytes(drawn(HEAD_OVER_TWO))
    placed = {each.label: each for each in new_pack(tmp_path / "空表.docx", "somewhere").placed}
    assert (placed["一级指标"].column, placed["一级指标"].sure) == (2, Sure.CERTAIN)
    assert (placed["绩效指标"].text, placed["绩效指标"].sure) == ("", Sure.UNSURE)


def test_months_periods_and_durations_are_proposed_and_years_fill_their_brackets(tmp_path: Path) -> None:
    (form,) = (path for path in FORMS if path.stem == "16_年月和期间")
    (tmp_path / "空表.docx").write_bytes(drawn(form.read_text("utf-8").partition("---\n")[0]))
    pack = new_pack(tmp_path / "空表.docx", "somewhere")
    region = pack.files["region.yaml"].decode()
    assert "{内容: 文字, 开始时间: 月份, 完成时间: 月份}" in region
    assert "资金使用期限: 期间" in region
    assert "合同工期: 时长" in region
    with ZipFile(BytesIO(pack.files["layout.docx"])) as layout:
        assert "（{{ 项目.年度 }}年度）" in layout.read("word/document.xml").decode()


def test_goals_are_numbered_as_the_form_numbers_them(tmp_path: Path) -> None:
    (form,) = (path for path in FORMS if path.stem == "02_全国表_两列并排")
    (tmp_path / "空表.docx").write_bytes(drawn(form.read_text("utf-8").partition("---\n")[0]))
    region = new_pack(tmp_path / "空表.docx", "somewhere").files["region.yaml"].decode()
    assert "目标编号:\n  中期: '目标{k}：{text}'\n  年度: '目标{k}：{text}'\n" in region


def test_three_forms_that_libreoffice_saved(tmp_path: Path) -> None:
    blanks = []
    for path in FORMS[:3]:
        blank = tmp_path / f"{path.stem}.docx"
        blank.write_bytes(drawn(path.read_text("utf-8").partition("---\n")[0]))
        blanks.append(blank)
    for path, saved in zip(FORMS, saved_again(blanks, tmp_path / "saved"), strict=False):
        check(saved, truths(path.read_text("utf-8").partition("---\n")[2]), tmp_path / f"pack-{path.stem}")


@pytest.mark.parametrize("ending", ["doc", "html"])
def test_a_form_of_another_kind_goes_through_libreoffice(ending: str, tmp_path: Path) -> None:
    drawing, _, truth = FORMS[0].read_text("utf-8").partition("---\n")
    blank = tmp_path / "空表.docx"
    blank.write_bytes(drawn(drawing))
    check(converted(blank, ending, tmp_path), truths(truth), tmp_path / "pack")


def test_a_sheet_goes_through_libreoffice(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    rows: list[list[str | None]] = [
        ["项目绩效目标表"],
        ["项目名称", None, "主管部门", None],
        ["年度目标", None],
    ]
    rows += [["一级指标", "二级指标", "三级指标", "指标值"], [None] * 4]
    for number, row in enumerate(rows, 1):
        for column, text in enumerate(row, 1):
            cell = sheet.cell(number, column, text)
            cell.border = Border(Side("thin"), Side("thin"), Side("thin"), Side("thin"))
    sheet.merge_cells("A1:D1")
    sheet.merge_cells("B3:D3")
    book.save(tmp_path / "空表.xlsx")
    truth = "项目名称 = 项目.项目名称\n主管部门 = 项目.主管部门.名称\n年度目标 = 项目.年度绩效目标\n"
    truth += (
        "一级指标 = 指标.一级指标\n二级指标 = 指标.二级指标\n三级指标 = 指标.三级指标\n指标值 = 指标.指标值"
    )
    check(tmp_path / "空表.xlsx", truths(truth), tmp_path / "pack")


def test_what_is_no_form_is_refused(tmp_path: Path) -> None:
    (tmp_path / "空表.docx").write_bytes(b"not a package")
    with pytest.raises(Refusal) as refusal:
        new_pack(tmp_path / "空表.docx", "somewhere")
    assert [problem.code for problem in refusal.value.problems] == ["PMG330"]


def test_without_libreoffice_only_word_forms_can_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    (tmp_path / "空表.doc").write_bytes(b"")
    with pytest.raises(Refusal) as refusal:
        new_pack(tmp_path / "空表.doc", "somewhere")
    assert [problem.code for problem in refusal.value.problems] == ["PMG331"]


def check(blank: Path, truth: list[tuple[str, str]], folder: Path) -> None:
    pack = new_pack(blank, "somewhere")
    folder.mkdir()
    for name, data in pack.files.items():
        (folder / name).write_bytes(data)
    region, problems = read_region(folder)
    assert region is not None, problems
    assert compile_layout(region).per_project is (region.subject is FormSubject.PROJECTS)
    results = list(judged(truth, pack.placed))
    wrong = [(label, tag, found) for label, tag, found, right in results if not right]
    assert not [each for each in wrong if each[2] and each[2].sure is Sure.CERTAIN]
    assert len(wrong) <= (1 - SHARE) * len(truth), wrong
    told = {(each.label, each.text) for *_, each, right in results if each and right}
    surplus = [
        each for each in pack.placed if each.sure is Sure.CERTAIN and (each.label, each.text) not in told
    ]
    assert not surplus


def region_of(stem: str, tmp_path: Path) -> str:
    (form,) = (path for path in FORMS if path.stem == stem)
    (tmp_path / "空表.docx").write_bytes(drawn(form.read_text("utf-8").partition("---\n")[0]))
    return new_pack(tmp_path / "空表.docx", "somewhere").files["region.yaml"].decode()


def test_words_for_level_2_of_a_forms_own_are_kept_with_what_they_are_a_kind_of(tmp_path: Path) -> None:
    region = region_of("17_中期年度两套类别", tmp_path)
    assert "  进度指标: {一级: 产出指标, 属于: 产出指标}\n" in region
    assert "  生态效益指标: {一级: 效益指标, 二级: 环境效益指标}\n" in region
    assert "类别: 文字" not in region


def test_what_is_printed_is_required_but_what_may_stay_blank(tmp_path: Path) -> None:
    region = region_of("19_自评表_两级资金栏", tmp_path)
    required = region[region.index("必填:") : region.index("字段:")]
    for path in ("项目.年度绩效目标", "项目.年度预算数调整后.单位资金", "项目.绩效指标.完成值", "项目.年度"):
        assert f"  - {path}\n" in required
    assert "原因" not in required
    assert "年度预算数调整后: 资金\n" in region


def test_rows_that_say_something_are_never_taken_out(tmp_path: Path) -> None:
    (form,) = (path for path in FORMS if path.stem == "19_自评表_两级资金栏")
    (tmp_path / "空表.docx").write_bytes(drawn(form.read_text("utf-8").partition("---\n")[0]))
    pack = new_pack(tmp_path / "空表.docx", "somewhere")
    with ZipFile(BytesIO(pack.files["layout.docx"])) as layout:
        text = layout.read("word/document.xml").decode()
    assert all(word in text for word in ("总额", "其中：财政资金", "单位资金", "评价结论"))
    assert text.count(">/<") == 4


def test_a_form_about_a_department_says_so_and_asks_for_its_tasks(tmp_path: Path) -> None:
    region = region_of("20_部门整体_任务资金", tmp_path)
    assert "对象: 部门\n" in region
    assert "  - 部门.任务.资金.财政资金\n" in region and "  - 部门.部门名称\n" in region
    assert "年度主要任务" not in region and "项目." not in region
