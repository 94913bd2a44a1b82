"""Everything that a form needs and nobody has stated is named once, with the places to write it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pmgen.catalog import find_region, shipped_templates
from pmgen.catalog.region import Label, Requirement
from pmgen.model.field_definitions import blank_lines, block
from pmgen.model.fields import FIELDS, PROJECT
from pmgen.model.numerals import Numeral
from pmgen.model.records import Annex, Party
from pmgen.model.terms import Basis, Category, CostKind, Horizon, Polarity
from pmgen.problems import Severity, SourcePlace
from pmgen.view import view_annex, view_project
from pmgen.view.required_field_words import lines_to_write
from view.factory import (
    LABELS,
    TARGET_STYLES,
    amounts,
    annex,
    funding,
    goals,
    indicator,
    places,
    project,
    region,
    said,
    unit,
)

ANNUAL, LONG = goals(Horizon.ANNUAL, "保障运行。"), goals(Horizon.LONG_TERM, "长期运行。")


def gaps(data: Annex, *requirements: str | Requirement, place: str = "ezhou") -> list[str]:
    return said(view_annex(data, region(place, *requirements)).problems)


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("项目.资金用途", "资金用途"),
        ("project.purpose", "资金用途"),
        ("资金用途", "资金用途"),
        ("项目.年度", "年度"),
        ("项目.项目单位.编码", "项目单位.编码"),
        ("项目.主管部门", "主管部门"),
        ("项目.预算.年度.当年财政拨款", "预算.年度.当年财政拨款"),
        ("项目.预算.全程.合计", "预算.全程.合计"),
        ("项目.长期绩效目标", "长期绩效目标"),
        ("项目.长期绩效目标.绩效指标", "长期绩效目标"),
        ("绩效指标", "绩效指标"),
        ("绩效指标.分值", "绩效指标"),
    ],
)
def test_a_field_that_a_project_lacks_is_named(path: str, field: str) -> None:
    (sentence,) = gaps(annex(project()), path)
    assert sentence.endswith(f": {field} of 运维费 is unknown; its place stays blank")


@pytest.mark.parametrize(
    ("stated", "needed", "told"),
    [
        ("fiscal_current", ["财政资金"], True),
        ("fiscal", ["当年财政拨款", "上年结转资金"], True),
        ("carryover", ["财政资金"], False),
        ("fiscal", ["当年财政拨款", "财政专户管理资金"], False),
        ("fiscal", ["财政资金", "当年财政拨款"], False),
    ],
)
def test_an_amount_that_other_forms_need_is_shown_where_it_is_stated(
    stated: str, needed: list[str], told: bool
) -> None:
    annual = replace(amounts(total="65.00", **{stated: "60.00"}), places=places(7, "total", stated))
    data = annex(project(funding=replace(funding(), annual=annual)))
    required = region("tianjin", *(f"项目.预算.年度.{each}" for each in needed))
    found = [p for p in view_annex(data, required).problems if needed[0] in str(p.message) or not told]
    said_there = [p for p in found if "in place of" in str(p.hint)]
    assert [p.places for p in said_there] == ([(SourcePlace("p.yaml", 9),)] if told else [])


def test_what_is_known_is_no_gap() -> None:
    whole = project(
        indicator("人数", score=Numeral("5")),
        unit=unit("局", "353101"),
        purpose="运维。",
        goals=ANNUAL + LONG,
        funding=funding(total="65.00", other="0.00"),
    )
    required = [
        "项目单位.编码",
        "项目单位",
        "资金用途",
        "长期绩效目标",
        "绩效指标.分值",
        "预算.年度.其他资金",
    ]
    assert gaps(annex(whole), *required, place="tianjin") == []


def test_what_the_notation_tells_is_no_gap() -> None:
    one = project(indicator("人数", "≥1个"), indicator("成效", "有效提升"))
    assert gaps(annex(one), "绩效指标.指标性质") == []


def test_what_the_form_leaves_blank_on_purpose_is_no_gap() -> None:
    one = project(indicator("金额", "≥2900"), indicator("能力", "有效提升"))
    assert gaps(annex(one), "绩效指标.计量单位", "绩效指标.指标方向", place="wuhai") == []


def test_indicators_that_lack_the_same_field_are_one_problem() -> None:
    one = project(
        indicator("人数", score=Numeral("5"), line=10), indicator("次数", line=20), indicator("金额", line=30)
    )
    (problem,) = view_annex(annex(one), region("wuhai", "绩效指标.分值")).problems
    assert said((problem,)) == ["PMG601 20,30: 2 of 3 indicators of 运维费 lack 分值; their cells stay blank"]
    assert str(problem.hint) == "write under each of 次数、金额: 分值: ……（例：5）"
    assert problem.severity is Severity.WARNING


def test_many_names_are_cut_short_but_every_place_is_there() -> None:
    many = [indicator(f"指标{k}", line=k) for k in range(1, 31)]
    (problem,) = view_annex(annex(project(*many)), region("wuhai", "绩效指标.分值")).problems
    assert "指标12……:" in str(problem.hint)
    assert len(problem.places) == 30


def test_an_indicator_of_two_goals_lacks_a_field_once() -> None:
    both = indicator("人数", goals=("年度1", "长期1"), line=10)
    long_only = indicator("次数", goals=("长期1",), line=20, basis=Basis.PLAN)
    data = annex(project(both, long_only, goals=ANNUAL + LONG))
    assert gaps(data, "绩效指标.指标值确定依据", "长期绩效目标.绩效指标.指标值确定依据") == [
        "PMG601 10: 1 of 2 indicators of 运维费 lack 指标值确定依据; their cells stay blank"
    ]


def test_indicators_that_are_not_printed_are_not_asked() -> None:
    long_only = indicator("次数", goals=("长期1",))
    data = annex(project(indicator("人数", score=Numeral("5")), long_only, goals=ANNUAL + LONG))
    assert gaps(data, "绩效指标.分值") == []


def test_a_goal_without_indicators_is_named() -> None:
    (problem,) = view_annex(
        annex(project(indicator("人数"), goals=ANNUAL + LONG)), region("ezhou", "长期绩效目标.绩效指标")
    ).problems
    assert str(problem.message) == "1 of 1 goals of 运维费 have no indicators; their places stay blank"
    assert str(problem.hint) == "name these goals in `对应目标:` of the indicators that serve them: 长期1"


@pytest.mark.parametrize(("nature", "named"), [("经常性专项业务费", 0), ("一次性项目", 1), (None, 1)])
@pytest.mark.parametrize("key", ["nature", "项目性质"])
def test_unless_lifts_a_requirement(nature: str | None, named: int, key: str) -> None:
    lifted = Requirement("项目.长期绩效目标", {key: ("经常性专项业务费",)})
    assert len(gaps(annex(project(nature=nature)), lifted)) == named


@pytest.mark.parametrize("nature", ["经常性", "经常性项目", "其他经常性专项业务费"])
def test_a_word_like_the_one_that_lifts_a_requirement_is_named(nature: str) -> None:
    lifted = Requirement("项目.长期绩效目标", {"nature": ("经常性专项业务费",)})
    [problem] = view_annex(annex(project(nature=nature)), region("ezhou", lifted)).problems
    assert str(problem.hint).startswith(f"项目性质 is {nature}: if that is 经常性专项业务费, write it so")


@pytest.mark.parametrize("nature", ["一次性项目", "阶段性项目", "延续性项目", "专项"])
def test_another_word_is_not_taken_for_it(nature: str) -> None:
    lifted = Requirement("项目.长期绩效目标", {"nature": ("经常性专项业务费",)})
    [problem] = view_annex(annex(project(nature=nature)), region("ezhou", lifted)).problems
    assert str(problem.hint).startswith("write in the project file")


def test_the_place_is_the_nearest_record_that_is_written() -> None:
    assert gaps(annex(project()), "预算.年度.其他资金")[0].startswith("PMG601 10:")
    assert gaps(annex(project()), "资金用途")[0].startswith("PMG601 1:")
    assert gaps(annex(project(places={})), "资金用途")[0].startswith("PMG601 None:")


def test_the_hint_says_where_all_projects_share_a_field() -> None:
    hints = [
        str(view_annex(annex(project()), region("ezhou", path)).problems[0].hint)
        for path in ("项目单位.编码", "资金用途", "附件.项目单位.编码")
    ]
    assert hints == [
        "write in the project file, or in annex.yaml for every project: "
        "\n项目单位:\n  编码: ……（例：353216）",
        "write in the project file, without repeating what is there already:"
        " 资金用途: ……（例：用于支付信息系统运行维护费。）",
        "write in annex.yaml, without repeating what is there already: \n项目单位:\n  编码: ……（例：353216）",
    ]


def test_every_project_is_asked() -> None:
    data = annex(project(), project(name="物业费", seq=2, purpose="物业。"), project(name="培训费", seq=3))
    assert [line.split(" of ")[1][:3] for line in gaps(data, "资金用途")] == ["运维费", "培训费"]


def test_a_title_with_a_gap_asks_for_what_it_lacks_once() -> None:
    form = region("shanghai", "附件.年度", title="{单位}{年度}年度项目绩效目标汇总表")
    data = annex(project(), unit=unit("市局"))
    viewed = view_annex(data, form)
    assert said(viewed.problems) == ["PMG601 None: 年度 of the annex is unknown; its place stays blank"]
    assert title_of(viewed.root) == "市局年度项目绩效目标汇总表"


def title_of(root: object) -> str:
    assert isinstance(root, dict)
    return str(root["annex"]["title"])


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("项目.用途", "the requirement 项目.用途 leads nowhere: there is no 用途"),
        ("项目.项目名称.长度", "the requirement 项目.项目名称.长度 leads nowhere: there is no 长度"),
        ("附件.项目单位.电话", "the requirement 附件.项目单位.电话 leads nowhere: there is no 电话"),
    ],
)
def test_a_requirement_that_leads_nowhere_is_an_error_of_the_region(path: str, sentence: str) -> None:
    (problem,) = view_annex(annex(project()), region("ezhou", path)).problems
    assert (problem.code, problem.severity, str(problem.message)) == ("PMG608", Severity.ERROR, sentence)


def test_unless_with_an_unknown_field_is_an_error_of_the_region() -> None:
    (problem,) = view_annex(
        annex(project()), region("ezhou", Requirement("资金用途", {"性质": ("甲",)}))
    ).problems
    assert problem.code == "PMG608"


COSTS = {**LABELS, Category.COST: Label("成本指标"), CostKind.ECONOMIC: Label("成本指标", "经济成本指标")}


def test_a_cost_without_its_kind_keeps_level_2_blank_and_is_named() -> None:
    data = annex(project(indicator("总成本", "≤26万元", "成本", line=10)))
    viewed = view_annex(data, region("ezhou", labels=COSTS))
    (problem,) = viewed.problems
    assert said((problem,)) == [
        "PMG601 11: 运维费 does not say the 成本类型 of its costs; indicators with a blank level 2: 1"
    ]
    assert (
        str(problem.hint)
        == "write `成本类型:` (经济成本、社会成本 or 生态环境成本) under each of them: 总成本"
    )


def test_an_assumed_label_is_named_once_for_the_whole_annex() -> None:
    data = annex(*(project(indicator("影响", "长期", "可持续影响"), name=name) for name in ("甲", "乙")))
    (problem,) = view_annex(data, region("ezhou")).problems
    assert problem.severity is Severity.INFO
    assert said((problem,)) == [
        "PMG605 2,2: no published form of ezhou shows 可持续影响指标; indicators with assumed labels: 2"
    ]


def test_a_category_without_labels_is_named() -> None:
    (problem,) = view_annex(annex(project(indicator("生态", "≥1个", "生态效益"))), region("ezhou")).problems
    assert said((problem,)) == [
        "PMG602 2: the form of ezhou has no labels for 生态效益指标; indicators with blank labels: 1"
    ]
    assert problem.severity is Severity.WARNING


def test_an_equal_sign_does_not_tell_the_polarity() -> None:
    one = project(indicator("覆盖率", "100%", line=10), indicator("人数", "≥3人", line=20))
    assert gaps(annex(one), "绩效指标.指标性质", place="wuhai") == [
        "PMG601 10: 1 of 2 indicators of 运维费 lack 指标性质; their cells stay blank"
    ]


def test_a_region_may_say_what_an_equal_sign_mostly_means_but_it_is_not_printed() -> None:
    style = TARGET_STYLES["wuhai"]
    positive = type(style)(sign=style.sign, unit=style.unit, equal_polarity=Polarity.POSITIVE)
    form = region("wuhai", "绩效指标.指标性质", targets=positive)
    gap, advice = view_annex(annex(project(indicator("覆盖率", "100%"))), form).problems
    assert said((gap, advice)) == [
        "PMG601 1: 1 of 1 indicators of 运维费 lack 指标性质; their cells stay blank",
        "PMG606 3: 运维费 has equal signs as 指标方向 and no 指标性质; the cells stay blank: 1",
    ]
    assert "write `指标性质: 正向` under each of 覆盖率" in str(advice.hint)


def test_one_project_alone_is_asked_for_itself_only() -> None:
    first, second = project(), project(name="物业费", seq=2)
    viewed = view_project(annex(first, second), second, region("ezhou", "资金用途"))
    assert [str(problem.message) for problem in viewed.problems] == [
        "资金用途 of 物业费 is unknown; its place stays blank"
    ]


def test_the_hint_shows_the_lines_as_the_loader_reads_them() -> None:
    paths = [
        ("project", "预算.全程.合计"),
        ("project", "长期绩效目标"),
        ("indicator", "指标性质"),
        ("indicator", "计量单位"),
    ]
    assert [block(lines_to_write(FIELDS, *path)) for path in paths] == [
        "\n预算:\n  全程:\n    合计: ……（例：425.50）",
        "\n长期绩效目标:\n  - ……（例：开展技能评价机构管理。）",
        "指标性质: ……（可填：正向、反向、定性）",
        "\n指标值:\n  计量单位: ……（例：年）",
    ]


@pytest.mark.parametrize(
    ("written", "lines"),
    [
        ("418001-某区教育局", "编码: 418001\n  名称: 某区教育局"),
        ("418001某区教育局", "编码: 418001\n  名称: 某区教育局"),
        ("418001 某区教育局", "编码: 418001\n  名称: 某区教育局"),
        ("某区教育局", "编码: ……（例：353216）\n  名称: 某区教育局"),
        ("第101中学", "编码: ……（例：353216）\n  名称: 第101中学"),
    ],
)
def test_what_takes_the_place_of_a_units_only_line_is_shown(written: str, lines: str) -> None:
    at = SourcePlace("1.yaml", 2, 7)
    office = Party(name=written, places={"": at, "name": at})
    (problem,) = view_annex(annex(project(unit=office)), region("wuhai", "项目单位.编码")).problems
    said = f"write these lines in place of “项目单位: {written}”: \n项目单位:\n  {lines}"
    assert str(problem.hint) == said


def test_units_in_one_line_in_several_files_are_shown_by_the_first() -> None:
    at = SourcePlace("1.yaml", 2, 7)
    offices = [Party(name=name, places={"": at, "name": at}) for name in ("418001教育局", "418002水务局")]
    projects = [project(name=str(each.name), seq=n, unit=each) for n, each in enumerate(offices, 1)]
    (problem,) = view_annex(annex(*projects), region("wuhai", "项目单位.编码")).problems
    assert str(problem.hint) == (
        "write lines like these in each project file, here in place of “项目单位: 418001教育局”: "
        "\n项目单位:\n  编码: 418001\n  名称: 教育局"
    )


def test_what_every_project_lacks_is_one_problem_with_every_place() -> None:
    one = project(indicator("人数"), name="甲", seq=1, places=places(10))
    two = project(indicator("次数"), name="乙", seq=2, places=places(20), purpose="培训。")
    found = said(
        view_annex(annex(one, two), region("ezhou", "项目单位.编码", "资金用途", "绩效指标.分值")).problems
    )
    assert found == [
        "PMG601 10,20: 项目单位.编码 is unknown for all 2 projects; its places stay blank",
        "PMG601 10: 资金用途 of 甲 is unknown; its place stays blank",
        "PMG601 1,1: 2 of 2 indicators in all 2 projects lack 分值; their cells stay blank",
    ]


@pytest.mark.parametrize(
    "text", ["1.保障", "1、保障", "（1）保障", "(一)保障", "一、保障", "12．保障", "①保障"]
)
def test_a_goal_with_a_number_of_its_own_is_named_where_the_form_numbers_goals(text: str) -> None:
    one = annex(project(goals=goals(Horizon.ANNUAL, text, "保障。")))
    numbering = region("tianjin", goal_numbering={Horizon.ANNUAL: "{k}.{text}"})
    (sentence,) = said(view_annex(one, numbering).problems)
    assert sentence.endswith(f"begin with a number of their own; the form would print “1.{text}”")
    assert view_annex(one, region("shanghai")).problems == ()


@pytest.mark.parametrize("text", ["1.5万人参加培训", "2025年完成", "100%完成", "一次性补贴"])
def test_a_goal_that_begins_with_a_quantity_has_no_number_of_its_own(text: str) -> None:
    numbering = region("tianjin", goal_numbering={Horizon.ANNUAL: "{k}.{text}"})
    assert view_annex(annex(project(goals=goals(Horizon.ANNUAL, text))), numbering).problems == ()


def test_a_field_of_another_form_is_asked_for_with_its_form() -> None:
    ningxiang = find_region("ningxiang", [shipped_templates()])
    at_home = Annex(id="x", region="ningxiang", projects=(project(),), table=ningxiang.fields)
    for data, foreign in ((at_home, False), (replace(at_home, table=FIELDS), True)):
        hints = [
            str(problem.hint)
            for problem in view_annex(data, ningxiang).problems
            if dict(problem.message.values).get("field") in ("负责人", "预算.年度.上级财政资金")
        ]
        assert len(hints) == 2
        assert all(("add in annex.yaml 字段来自: ningxiang; then" in hint) == foreign for hint in hints)


@pytest.mark.parametrize(
    ("path", "served"),
    [
        ("长期绩效指标", ["    对应目标: 长期1"]),
        ("项目.中期指标分组", ["    对应目标: 中期1"]),
        ("项目.指标对照", []),
        ("项目.指标分组", []),
    ],
)
def test_a_list_that_only_layouts_have_is_asked_for_by_the_key_that_fills_it(
    path: str, served: list[str]
) -> None:
    (problem,) = view_annex(annex(project()), region("ezhou", path)).problems
    indicators = PROJECT.find("indicators")
    assert indicators is not None
    expected = [*blank_lines(indicators, FIELDS), *served]
    assert dict(problem.hint.values)["block"] == block(expected) if problem.hint else False


def test_goals_without_groups_are_asked_for_indicators() -> None:
    hints = [
        str(
            view_annex(annex(project(goals=ANNUAL)), region("ezhou", f"年度绩效目标.{name}")).problems[0].hint
        )
        for name in ("绩效指标", "指标分组")
    ]
    assert hints == ["name these goals in `对应目标:` of the indicators that serve them: 年度1"] * 2
