"""The records that templates see: their names, their order, their groups."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmgen.catalog.region import Region
from pmgen.model.fields import FIELDS
from pmgen.model.numerals import Numeral
from pmgen.model.records import Annex, Project
from pmgen.model.terms import Basis, Category, Horizon
from pmgen.problems import Severity
from pmgen.view import view_annex, view_project
from pmgen.view.shapes import ListOf, Name, Record, Shape, field_paths, root_shape
from view.factory import annex, funding, goals, indicator, option, project, region, said, unit

FULL = project(
    indicator("人数", "≥80000人次", "数量", description="反映人数。", score=Numeral("5"), basis=Basis.PLAN),
    indicator("能力", "有效提升", "社会效益", goals=("长期1",)),
    unit=unit("局", "353101"),
    fiscal_year=2025,
    start_date=date(2025, 1, 1),
    goals=goals(Horizon.ANNUAL, "甲。", "乙。") + goals(Horizon.LONG_TERM, "丙。"),
)
CHOICES = region("tianjin", options={"合并一级": option("全部", "仅产出指标")})


def root_of(data: Annex, form: Region = CHOICES) -> Any:
    return view_annex(data, form).root


def first(data: Annex, form: Region = CHOICES) -> Any:
    return root_of(data, form)["annex"]["projects"][0]


def records(record: Record) -> Iterator[Record]:
    """Give a record and every record below it."""
    yield record
    for value in record.values():
        below = value if isinstance(value, list) else [value]
        for each in below:
            if isinstance(each, Record):
                yield from records(each)


def names(items: list[Record], key: str = "name") -> list[object]:
    return [item[key] for item in items]


@pytest.mark.parametrize("data", [annex(FULL), annex(project()), annex()], ids=["full", "poor", "empty"])
def test_every_record_has_exactly_the_names_of_its_shape(data: Annex) -> None:
    for record in records(root_of(data)):
        assert set(record) == {name.english for name in record.shape}


def test_every_value_is_what_its_shape_says() -> None:
    for record in records(root_of(annex(FULL))):
        for name in record.shape:
            assert fits(record[name.english], name), name


def fits(value: object, name: Name) -> bool:
    match name.of:
        case None:
            return value is None or isinstance(value, str)
        case Shape():
            return isinstance(value, Record) and value.shape == name.of
        case ListOf(item):
            return isinstance(value, list) and all(isinstance(v, Record) and v.shape is item for v in value)


def test_a_shape_finds_a_name_by_each_of_its_words() -> None:
    indicator_shape = first(annex(FULL))["indicators"][0].shape
    assert indicator_shape.names["目标值"].english == "value"
    assert indicator_shape.names["年度指标值"].english == "target"
    assert indicator_shape.names["指标名称"].english == "name"
    assert indicator_shape.names["计量单位"] is indicator_shape.names["measure_unit"]


def test_no_word_of_a_shape_means_two_things() -> None:
    for record in records(root_of(annex(FULL))):
        words = [w for name in record.shape for w in {name.english, name.chinese, *name.aliases}]
        assert len(words) == len(set(words)), record.shape.english


def test_a_project_is_plain_text_in_the_form_s_style() -> None:
    seen = first(annex(FULL))
    assert seen["seq"] == "1"
    assert seen["unit"] == {"code": "353101", "name": "局"}
    assert (seen["fiscal_year"], seen["start_date"], seen["end_date"]) == ("2025", "2025-01-01", None)
    assert seen["funding"]["annual"]["total"] == "65.00"
    assert seen["funding"]["whole_life"]["total"] is None
    assert seen["department"] == {"code": None, "name": None}
    line = seen["indicators"][0]
    assert (line["level1"], line["level2"], line["target"]) == ("产出指标", "数量指标", "≥80000人次")
    assert (line["score"], line["basis"], line["description"]) == ("5", "计划标准", "反映人数。")


def test_records_know_where_they_stand() -> None:
    seen = first(annex(FULL))
    assert seen.places is FULL.places
    assert seen["indicators"][0].places is FULL.indicators[0].places


def test_goals_have_the_numbers_of_the_region_and_their_own_indicators() -> None:
    form = region("tianjin", goal_numbering={Horizon.ANNUAL: "{k}.{text}"})
    seen = first(annex(FULL), form)
    assert names(seen["annual_goals"], "numbered") == ["1.甲。", "2.乙。"]
    assert names(seen["long_term_goals"], "numbered") == ["丙。"]
    assert names(seen["annual_goals"][1]["indicators"]) == ["人数"]
    assert names(seen["long_term_goals"][0]["indicators"]) == ["能力"]
    assert seen["mid_term_goals"] == []


def test_a_pattern_fills_its_own_gaps_only() -> None:
    form = region("tianjin", goal_numbering={Horizon.ANNUAL: "{k}、{text}{text.__class__}{k:9}"})
    seen = first(annex(project(goals=goals(Horizon.ANNUAL, "{k}甲"))), form)
    assert names(seen["annual_goals"], "numbered") == ["1、{k}甲{text.__class__}{k:9}"]


def test_indicators_are_those_of_the_year_in_their_order_and_counted_in_each_list() -> None:
    one = project(
        indicator("长", goals=("长期1",)),
        indicator("乙", goals=("年度1",)),
        indicator("甲"),
        indicator("两", goals=("长期1", "年度1")),
        goals=goals(Horizon.ANNUAL, "甲。") + goals(Horizon.LONG_TERM, "丙。"),
    )
    seen = first(annex(one))
    assert names(seen["indicators"]) == ["乙", "甲", "两"]
    assert names(seen["indicators"], "seq") == ["1", "2", "3"]
    assert names(seen["long_term_goals"][0]["indicators"]) == ["长", "两"]
    assert names(seen["long_term_goals"][0]["indicators"], "seq") == ["1", "2"]


def outline(groups: list[Record]) -> str:
    """Return groups as `产出(数量:ab 质量:c) 效益(…)`."""
    return " ".join(f"{str(g['name'])[:2]}({_subgroups(g['subgroups'])})" for g in groups)


def _subgroups(subgroups: Any) -> str:
    return " ".join(f"{str(s['name'])[:2]}:{''.join(map(str, names(s['indicators'])))}" for s in subgroups)


@pytest.mark.parametrize(
    ("categories", "expected"),
    [
        ("数量 数量 质量 社会效益", "产出(数量:ab 质量:c) 效益(社会:d)"),
        ("数量 质量 数量", "产出(数量:a 质量:b 数量:c)"),
        ("数量 社会效益 质量", "产出(数量:a) 效益(社会:b) 产出(质量:c)"),
        ("成本 数量 成本", "产出(成本:a 数量:b 成本:c)"),
        ("生态效益 经济效益 经济效益", "No(No:a) No(No:bc)"),
    ],
)
def test_groups_are_runs_of_neighbours(categories: str, expected: str) -> None:
    rows = [indicator(chr(97 + k), category=c) for k, c in enumerate(categories.split())]
    assert outline(first(annex(project(*rows)))["groups"]) == expected


@given(categories=st.lists(st.sampled_from([c.chinese for c in Category]), max_size=30))
@settings(deadline=None)
def test_groups_hold_every_indicator_once_in_order(categories: list[str]) -> None:
    rows = [indicator(str(k), category=c) for k, c in enumerate(categories)]
    seen = first(annex(project(*rows)))
    in_groups = [line for group in seen["groups"] for line in group["indicators"]]
    in_subgroups = [
        line for group in seen["groups"] for part in group["subgroups"] for line in part["indicators"]
    ]
    assert in_groups == in_subgroups == seen["indicators"]
    assert names(seen["indicators"]) == [str(k) for k in range(len(rows))]


def test_the_annex_has_what_all_its_projects_share() -> None:
    data = annex(FULL, project(seq=2, name="乙", unit=unit("局", "353101"), fiscal_year=2024))
    seen = root_of(data)["annex"]
    assert seen["unit"]["code"] == "353101"
    assert seen["fiscal_year"] is None
    assert (seen["amount_unit"], seen["region"]) == ("万元", "tianjin")


@pytest.mark.parametrize(
    ("title", "expected"), [(None, "局2025年度项目绩效目标汇总表"), ("自定{年度}", "自定{年度}")]
)
def test_the_title_is_the_annex_s_own_or_the_region_s(title: str | None, expected: str) -> None:
    form = region("shanghai", title="{单位}{年度}年度项目绩效目标汇总表")
    assert root_of(annex(FULL, title=title), form)["annex"]["title"] == expected


def test_options_are_chosen_by_the_annex_or_the_default() -> None:
    assert root_of(annex(FULL))["options"] == {"合并一级": "全部"}
    assert root_of(annex(FULL, options={"合并一级": "仅产出指标"}))["options"] == {"合并一级": "仅产出指标"}


@pytest.mark.parametrize(
    ("options", "sentence", "hint"),
    [
        ({"合并一级": "无"}, "the option 合并一级 cannot be 无", "write one of 全部、仅产出指标"),
        ({"合并": "全部"}, "the form of tianjin has no option 合并", "write one of 合并一级"),
    ],
)
def test_a_wrong_option_is_an_error_in_the_annex_s_own_form(
    options: dict[str, str], sentence: str, hint: str
) -> None:
    (problem,) = view_annex(annex(FULL, options=options), CHOICES).problems
    assert (str(problem.message), str(problem.hint)) == (sentence, hint)
    assert problem.severity is Severity.ERROR


def test_options_for_another_form_stay_unused() -> None:
    viewed = view_annex(annex(FULL, options={"页眉": "无"}, region="wuhai"), CHOICES)
    assert said(viewed.problems) == []
    assert viewed.root["options"] == {"合并一级": "全部"}


def test_one_project_alone_keeps_its_number_and_what_the_annex_shares() -> None:
    second: Project = project(seq=2, name="乙", funding=funding(total="1"))
    viewed = view_project(annex(FULL, second, title="总表"), second, CHOICES)
    root: Any = viewed.root
    assert root["project"]["seq"] == "2"
    assert root["annex"]["projects"] == [root["project"]]
    assert root["annex"]["fiscal_year"] is None
    assert set(root) == {"annex", "options", "project"} == set(names_of(root_shape(CHOICES, True)))


def names_of(shape: Shape) -> list[str]:
    return [name.english for name in shape]


def test_the_root_of_a_whole_annex_has_no_project() -> None:
    assert names_of(root_of(annex(FULL)).shape) == ["annex", "options"]


@pytest.mark.parametrize(
    ("entity", "words"),
    [
        ("annex", "书签 出处 分值预设 字段来自 豁免 选项 项目性质 项目类别 预算合计"),
        ("project", "出处 豁免"),
        ("indicator", "二级指标 对应目标 成本类型"),
    ],
)
def test_what_no_layout_can_print(entity: str, words: str) -> None:
    shapes = {record.shape.english: record.shape for record in records(root_of(annex(FULL)))}
    unprinted = [field.chinese for field in FIELDS[entity] if field.english not in names_of(shapes[entity])]
    assert sorted(unprinted) == words.split()


def test_every_name_has_a_path_in_both_languages() -> None:
    paths = {path.chinese: path for path in field_paths(root_shape(CHOICES, False))}
    assert paths["附件.项目单位.编码"].english == "annex.unit.code"
    assert paths["项目.预算.年度.其他资金"].english == "project.funding.annual.other"
    assert paths["绩效指标.计量单位"].example
    assert (paths["附件.项目"].kind, paths["附件.项目"].items) == ("list", "项目")
    assert (paths["选项.合并一级"].meaning, paths["选项.合并一级"].example) == ("全部、仅产出指标", "全部")
    assert all(path.meaning for path in paths.values() if path.chinese != "附件")


def test_no_path_comes_twice() -> None:
    paths = [path.chinese for path in field_paths(root_shape(CHOICES, True))]
    assert len(paths) == len(set(paths))


@pytest.mark.parametrize(
    ("name", "hint"), [("项日", "did you mean 项目?"), ("合计栏", "write one of 项目"), ("项目", None)]
)
def test_a_bookmark_that_the_form_does_not_have_is_named(name: str, hint: str | None) -> None:
    here = region("tianjin", bookmarks={"项目": "a{n}"})
    problems = view_annex(annex(project(), bookmarks={name: "b{n}"}), here).problems
    assert [(problem.code, str(problem.hint)) for problem in problems] == ([("PMG611", hint)] if hint else [])


def test_ready_shapes_hold_every_indicator_once() -> None:
    lines = [
        indicator("甲", category="质量", goals=("中期1", "长期1")),
        indicator("乙", category="数量", goals=("中期1",)),
        indicator("丙", category="数量"),
        indicator("丁", category="质量"),
        indicator("戊", category="数量"),
    ]
    horizons = goals(Horizon.ANNUAL, "年") + goals(Horizon.MID_TERM, "中") + goals(Horizon.LONG_TERM, "长")
    record = first(annex(project(*lines, goals=horizons)))
    assert names(record["mid_term_indicators"]) == ["甲", "乙"]
    assert names(record["long_term_indicators"]) == ["甲"]
    pairs = [(row["level2"], row["mid_term"]["name"], row["annual"]["name"]) for row in record["pairs"]]
    assert pairs == [("数量指标", "乙", "丙"), ("数量指标", "", "戊"), ("质量指标", "甲", "丁")]
    assert [row for group in record["pair_groups"] for row in group["pairs"]] == record["pairs"]
    listed = [names(part["indicators"]) for group in record["all_groups"] for part in group["subgroups"]]
    assert listed[:2] == [["丙", "戊"], ["丁"]]
    assert not any(listed[2:])
