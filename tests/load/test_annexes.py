"""An annex folder becomes records: order, defaults, places, and whatever is wrong with the folder."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from pmgen.load import find_annexes, load_annex, load_project_file
from pmgen.model.numerals import Numeral
from pmgen.model.records import Amounts, Party
from pmgen.model.targets import Number
from pmgen.model.terms import AmountUnit, Category, Comparator, CostKind, Horizon
from pmgen.problems import Problem, SourcePlace
from shipped import ANNEXES
from small_annexes import ANNEX, SOUND, load_project, shown

OTHER = SOUND.replace("培训费", "考试费")


def folder_with(folder: Path, annex: str = ANNEX, **projects: str) -> Path:
    (folder / "annex.yaml").write_text(annex, "utf-8")
    for name, text in projects.items():
        (folder / f"{name}.yaml").write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize("folder", ANNEXES, ids=lambda folder: folder.name)
def test_the_data_load_without_a_problem(folder: Path) -> None:
    loaded = load_annex(folder)
    assert loaded.problems == ()
    assert loaded.annex is not None


def test_the_data_are_five_annexes_with_all_their_indicators() -> None:
    annexes = [load_annex(folder).annex for folder in ANNEXES]
    counts = {
        annex.id: (len(annex.projects), sum(len(project.indicators) for project in annex.projects))
        for annex in annexes
        if annex
    }
    assert counts == {
        "wuhai": (9, 101),
        "shanghai": (2, 81),
        "tianjin-bureau": (23, 368),
        "ezhou": (2, 23),
        "tianjin-skills": (2, 26),
    }


def test_a_whole_project(tmp_path: Path) -> None:
    text = """
name: 培训费
项目单位:
  编码: 001
  名称: 某局
预算:
  金额单位: 元
  年度:
    合计: 50.00
    财政资金: 50
  全程: 100
长期绩效目标:
  - 长远
年度绩效目标:
  - 编号: 甲
    内容: 本年
绩效指标:
  - 一级指标: 成本指标
    二级指标: 经济成本指标
    三级指标: 培训成本
    指标值: ≤50.00元
    分值: 5
    对应目标: 长期1
"""
    loaded = load_annex(folder_with(tmp_path, one=text))
    assert loaded.problems == ()
    assert loaded.annex is not None
    [project] = loaded.annex.projects
    assert (project.id, project.seq, project.name) == ("one", 1, "培训费")
    assert project.unit == Party(code="001", name="某局")
    assert project.funding.amount_unit is AmountUnit.YUAN
    assert project.funding.annual == Amounts(total=Numeral("50.00"), fiscal=Numeral("50"))
    assert project.funding.whole_life == Amounts(total=Numeral("100"))
    assert [(g.id, g.horizon, g.seq, g.text) for g in project.goals] == [
        ("长期1", Horizon.LONG_TERM, 1, "长远"),
        ("甲", Horizon.ANNUAL, 1, "本年"),
    ]
    [indicator] = project.indicators
    assert (indicator.category, indicator.cost_kind) == (Category.COST, CostKind.ECONOMIC)
    assert indicator.target == Number(Comparator.LE, Numeral("50.00"), "元")
    assert indicator.goals == ("长期1",)
    assert indicator.places["score"] == SourcePlace(str(tmp_path / "one.yaml"), 22, 9, 1)


def test_satisfaction_has_a_short_word(tmp_path: Path) -> None:
    loaded = load_annex(folder_with(tmp_path, one=SOUND.replace("数量指标", "满意度指标")))
    assert loaded.annex is not None
    assert loaded.annex.projects[0].indicators[0].category is Category.SATISFACTION


def test_a_block_of_text_keeps_its_line_breaks_but_the_last(tmp_path: Path) -> None:
    loaded = load_annex(folder_with(tmp_path, one=SOUND + "\n资金用途: |\n  甲\n\n  乙  丙\n"))
    assert loaded.annex is not None
    assert loaded.annex.projects[0].purpose == "甲\n\n乙  丙"


def test_projects_take_over_what_they_share_with_its_place(tmp_path: Path) -> None:
    annex = ANNEX + "年度: 2025\n项目单位: 某局\n主管部门: 某部\n项目性质: 一次性项目\n"
    loaded = load_annex(folder_with(tmp_path, annex, one=SOUND, two=SOUND + "\n主管部门: 另一部\n年度: 2026"))
    assert loaded.annex is not None
    one, two = loaded.annex.projects
    assert (one.fiscal_year, two.fiscal_year) == (2025, 2026)
    assert (one.unit, one.department, two.department) == (
        Party(name="某局"),
        Party(name="某部"),
        Party(name="另一部"),
    )
    assert (one.nature, two.nature) == ("一次性项目", "一次性项目")
    assert (one.places["department"].file, one.places["department"].line) == (str(tmp_path / "annex.yaml"), 5)
    assert (two.places["department"].file, two.places["department"].line) == (str(tmp_path / "two.yaml"), 10)
    assert one.funding.places["amount_unit"].file == str(tmp_path / "annex.yaml")


def test_projects_stand_in_the_natural_order_of_their_files(tmp_path: Path) -> None:
    names = ["10_甲", "2_乙", "1_丙"]
    loaded = load_annex(folder_with(tmp_path, **dict.fromkeys(names, SOUND)))
    assert loaded.annex is not None
    assert [(p.seq, p.id) for p in loaded.annex.projects] == [(1, "1_丙"), (2, "2_乙"), (3, "10_甲")]


def test_the_annex_may_fix_the_order(tmp_path: Path) -> None:
    annex = ANNEX + "项目:\n  - b.yaml\n  - a\n"
    loaded = load_annex(folder_with(tmp_path, annex, a=SOUND, b=OTHER, c=SOUND))
    assert loaded.annex is not None
    assert [p.id for p in loaded.annex.projects] == ["b", "a"]
    [problem] = map(shown, loaded.problems)
    assert problem.startswith("warning PMG219 4:3 The project file c.yaml is not in this list")


def test_a_listed_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    loaded = load_annex(folder_with(tmp_path, ANNEX + "项目:\n  - a\n  - ../b\n", a=SOUND))
    [problem] = map(shown, loaded.problems)
    assert problem.startswith("error PMG218 5:5 There is no project file ../b")


def test_a_bad_project_is_left_out_and_the_others_keep_their_numbers(tmp_path: Path) -> None:
    loaded = load_annex(folder_with(tmp_path, a=SOUND, b="项目名称: 乙", c=OTHER))
    assert loaded.annex is not None
    assert [(p.seq, p.id) for p in loaded.annex.projects] == [(1, "a"), (3, "c")]
    places = [problem.places[0] for problem in loaded.problems]
    assert {place.file for place in places} == {str(tmp_path / "b.yaml")}


def test_one_project_file_keeps_its_number(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, a=SOUND, b=SOUND, c="项目名称: 丙")
    loaded = load_project_file(folder / "b.yaml")
    assert loaded.problems == ()
    assert loaded.annex is not None
    assert [(p.seq, p.id) for p in loaded.annex.projects] == [(2, "b")]


def test_an_annex_says_whether_it_is_whole(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, b1=SOUND, b2=OTHER)
    whole, one = load_annex(folder).annex, load_project_file(folder / "b2.yaml").annex
    folder_with(tmp_path, b1="项目名称: 坏\n")
    rest = load_annex(folder).annex
    assert whole and one and rest
    assert (whole.is_whole, one.is_whole, rest.is_whole) == (True, False, False)


def test_a_project_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    loaded = load_project_file(folder_with(tmp_path, a=SOUND) / "b.yaml")
    assert loaded.annex is None
    assert [problem.code for problem in loaded.problems] == ["PMG218"]


def test_without_an_annex_file_there_is_no_annex(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(SOUND, "utf-8")
    loaded = load_annex(tmp_path)
    assert loaded.annex is None
    (problem,) = loaded.problems
    assert problem.code == "PMG106"
    assert "地区: ……" in str(problem.hint)


def test_a_folder_without_projects_is_named(tmp_path: Path) -> None:
    assert [problem.code for problem in load_annex(folder_with(tmp_path)).problems] == ["PMG220"]


def test_mistakes_in_the_annex_and_its_projects_are_found_together(tmp_path: Path) -> None:
    loaded = load_annex(folder_with(tmp_path, "地区: tianjin\n金额单位: 千元\n单位: 某局\n", a="名称: 甲"))
    assert loaded.annex is None
    codes = [problem.code for problem in loaded.problems]
    assert codes == ["PMG209", "PMG202", "PMG201", "PMG205", "PMG205", "PMG205"]


def test_nobody_says_the_unit_of_the_amounts(tmp_path: Path) -> None:
    loaded = load_annex(folder_with(tmp_path, "地区: tianjin\n", a=SOUND, b=SOUND))
    assert loaded.annex is None
    [problem] = loaded.problems
    assert shown(problem).startswith("error PMG213 1:1")
    assert [Path(place.file).name for place in problem.places] == ["annex.yaml", "a.yaml", "b.yaml"]


def test_one_project_does_not_say_the_unit_of_its_amounts(tmp_path: Path) -> None:
    own = SOUND.replace("预算:\n", "预算:\n  金额单位: 万元\n")
    loaded = load_annex(folder_with(tmp_path, "地区: tianjin\n", a=SOUND, b=own))
    assert [shown(problem)[:16] for problem in loaded.problems] == ["error PMG213 3:3"]
    assert loaded.annex and len(loaded.annex.projects) == 1


def test_options_and_bookmarks_are_texts_by_name(tmp_path: Path) -> None:
    annex = ANNEX + "选项:\n  合并一级: 全部\n书签:\n  项目: _Toc{n}\n"
    loaded = load_annex(folder_with(tmp_path, annex, a=SOUND))
    assert loaded.annex is not None
    assert loaded.annex.options == {"合并一级": "全部"}
    assert loaded.annex.bookmarks == {"项目": "_Toc{n}"}


def test_annexes_are_found_in_natural_order_at_any_depth(tmp_path: Path) -> None:
    for name in ("2025/b10", "2025/b9", "a", "2025/b9/inner"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "annex.yaml").touch()
    found = [str(folder.relative_to(tmp_path)) for folder in find_annexes(tmp_path)]
    assert found == ["2025/b9", "2025/b9/inner", "2025/b10", "a"]


def test_an_annex_goes_to_another_process_with_all_its_places(tmp_path: Path) -> None:
    annex = load_annex(folder_with(tmp_path, a=SOUND)).annex
    assert annex is not None
    copy = pickle.loads(pickle.dumps(annex))
    assert copy == annex
    assert copy.projects[0].places == dict(annex.projects[0].places)


def test_two_files_with_one_project_name_are_named(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, **{"1": SOUND, "2_副本": SOUND})
    loaded = load_annex(folder)
    (problem,) = loaded.problems
    assert shown(problem).startswith(
        "warning PMG223 1:7 1.yaml and 2_副本.yaml both hold the project 培训费: its budget counts twice."
    )
    assert len(problem.places) == 2
    assert loaded.annex is not None


_PROJECT = "# 二〇二六年\n\n" + OTHER
_JSON = '[\n  {"项目名称": "培训费", "预算": {"年度": 1}}\n]'
_ENGLISH = "name: 培训费\nfunding: {annual: 1}\n"


@pytest.mark.parametrize(
    ("name", "data", "meant"),
    [
        ("2.txt", _PROJECT.encode(), "2.yaml"),
        ("2.txt", _PROJECT.encode("gbk"), "2.yaml"),
        ("2.txt", _PROJECT.encode("utf-16"), "2.yaml"),
        ("2", _PROJECT.encode(), "2.yaml"),
        ("2．yaml", _PROJECT.encode(), "2.yaml"),
        ("2。yml", b"\xef\xbb\xbf" + _PROJECT.encode(), "2.yaml"),
        ("2 - 终稿.TXT", _ENGLISH.encode(), "2 - 终稿.yaml"),
        ("2.yaml.txt", SOUND.encode(), "2.yaml"),
        ("2.YAML", SOUND.replace(": ", "：").encode(), "2.yaml"),
        ("2.json", _JSON.encode(), "项目.jsonl"),
    ],
)
def test_no_project_is_lost_for_the_name_of_its_file(
    tmp_path: Path, name: str, data: bytes, meant: str
) -> None:
    folder = folder_with(tmp_path, **{"1": SOUND})
    (folder / name).write_bytes(data)
    loaded = load_annex(folder)
    (problem,) = loaded.problems
    assert (problem.code, problem.severity.value) == ("PMG233", "error")
    assert str(problem.message).startswith(f"{name} holds a project and is left out")
    assert meant in str(problem.hint)
    assert loaded.annex and not loaded.annex.is_whole
    if meant.endswith(".yaml"):
        (folder / name).rename(folder / meant)
        assert not [each for each in load_annex(folder).problems if each.code == "PMG233"]


@pytest.mark.parametrize("name", ["2.yml.bak", "2.yaml.old", "2.bak", "2.yaml~"])
def test_a_project_that_was_put_aside_is_named(tmp_path: Path, name: str) -> None:
    folder = folder_with(tmp_path, **{"1": SOUND})
    (folder / name).write_text(OTHER, "utf-8")
    (problem,) = load_annex(folder).problems
    assert (problem.code, problem.severity.value) == ("PMG224", "warning")
    assert str(problem.hint).startswith(
        "Rename it to 2.yaml if it is a project. Where the ending is not seen:"
    )


@pytest.mark.parametrize("name", ["1.yaml.bak", "1.txt", "1.YAML", "1.json"])
def test_a_file_beside_that_which_is_read_is_not_to_take_its_name(tmp_path: Path, name: str) -> None:
    folder = folder_with(tmp_path, **{"1": SOUND})
    (folder / name).write_text(OTHER, "utf-8")
    (problem,) = load_annex(folder).problems
    assert shown_without_place(problem) == (
        f"PMG224 {name} is left out: 1.yaml beside it is read. | If {name} is the right one, copy what "
        "stands in it into 1.yaml; in any case move it out of this folder."
    )


def shown_without_place(problem: Problem) -> str:
    return f"{problem.code} {problem.message} | {problem.hint}"


_REMARKS = "填写说明\n\n项目名称: 写全称\n预算:\n  年度: 1\n绩效指标: 见下\n"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("说明.txt", _REMARKS),
        ("说明.md", f"# 怎样填\n```yaml\n{SOUND}\n```\n"),
        ("清单.csv", SOUND),
        ("原件.docx", SOUND),
        (".2.yaml.swp", SOUND),
        ("~$2.txt", SOUND),
        ("联系.txt", "项目名称: 培训费\n联系人: 王某\n"),
        ("空.txt", ""),
        ("表.yaml.yaml", OTHER),
    ],
)
def test_other_files_may_lie_beside_the_projects(tmp_path: Path, name: str, text: str) -> None:
    folder = folder_with(tmp_path, **{"1": SOUND})
    (folder / name).write_text(text, "utf-8")
    assert load_annex(folder).problems == ()


@pytest.mark.parametrize("name", ["2.yaml", "annex.yaml"])
def test_a_link_out_of_the_data_is_not_read(tmp_path: Path, name: str) -> None:
    (tmp_path / "data/a").mkdir(parents=True)
    folder = folder_with(tmp_path / "data/a", **{"1": SOUND})
    (tmp_path / "secret").write_text("secret", "utf-8")
    (folder / name).unlink(missing_ok=True)
    (folder / name).symlink_to("../../secret")
    (problem,) = load_annex(folder).problems
    assert (problem.code, problem.places) == ("PMG811", (SourcePlace(str(folder / name)),))
    assert name in str(problem.message)


@pytest.mark.parametrize("where", ["a/elsewhere", "b/1.yaml"])
def test_a_link_within_the_data_is_read(tmp_path: Path, where: str) -> None:
    for name in "ab":
        (tmp_path / "data" / name).mkdir(parents=True)
    folder = folder_with(tmp_path / "data/a", **{"1": SOUND})
    (tmp_path / "data" / where).write_text(OTHER, "utf-8")
    (folder / "2.yaml").symlink_to(tmp_path / "data" / where)
    loaded = load_annex(folder)
    assert loaded.problems == ()
    assert loaded.annex and len(loaded.annex.projects) == 2


def test_a_field_of_projects_in_the_annex_is_sent_to_their_files(tmp_path: Path) -> None:
    loaded = load_annex(folder_with(tmp_path, ANNEX + "资金用途: 用于培训。\n", a=SOUND))
    (problem,) = loaded.problems
    assert problem.code == "PMG201"
    assert str(problem.hint).startswith(
        "Every project has its own: delete it here, and write it in the files"
    )


@pytest.mark.parametrize(
    ("more", "project", "said"),
    [
        (
            "#年度: 2026\n#标题: 表\n",
            "",
            "2 fields still stand behind #, the first of them #年度: 2026 in line 3",
        ),
        ("#项目单位:\n", "", "1 fields still stand behind #, the first of them #项目单位: in line 3"),
        ("#项目单位:\n", "项目单位:\n  编码: 1\n", ""),
        ("#年度: 2025\n年度: 2026\n", "", ""),
        ("## 年度：预算年度\n# 年度: 见下\n#选项:\n  #合并一级:\n#注: 某\n", "", ""),
    ],
)
def test_what_an_annex_has_behind_its_sign_is_told(
    tmp_path: Path, more: str, project: str, said: str
) -> None:
    loaded = load_annex(folder_with(tmp_path, ANNEX + more, a=project + SOUND))
    assert [(each.code, str(each.message)) for each in loaded.problems] == (
        [("PMG235", said)] if said else []
    )
    assert loaded.annex is not None


@pytest.mark.parametrize(
    "line", ["项目名称: 培训费", "项目名: 培训费", "预算:\n  年度: 10", "绩效指标:", "联系人: 甲"]
)
def test_a_field_of_projects_in_the_annex_file(line: str, tmp_path: Path) -> None:
    [problem] = load_project(tmp_path, SOUND, f"{ANNEX}{line}\n").problems
    assert problem.code == "PMG201"
    assert str(problem.hint).startswith(
        "Every project has its own: delete it here, and write it in the files"
    )


def test_a_field_of_the_annex_in_a_project_file(tmp_path: Path) -> None:
    [problem] = load_project(tmp_path, f"{SOUND}\n预算合计: 10\n").problems
    assert problem.code == "PMG201"
    assert (
        str(problem.hint) == "It is said once for all projects: write it in annex.yaml, and delete it here."
    )


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("地区: tianjin", "Delete this line."),
        ("region: tianjin", "Delete this line."),
        ("地区:", "Delete this line."),
        (
            "地区: wuhai",
            "If tianjin is right, delete this line; if wuhai is, write that in line 1 of annex.yaml, "
            "and delete this line too.",
        ),
    ],
)
def test_what_annex_yaml_says_already_in_a_project_file(line: str, hint: str, tmp_path: Path) -> None:
    [problem] = load_project(tmp_path, f"{SOUND}\n{line}\n").problems
    assert problem.code == "PMG201"
    assert str(problem.message).endswith("stands in line 1 of annex.yaml for all projects: tianjin.")
    assert str(problem.hint) == hint
