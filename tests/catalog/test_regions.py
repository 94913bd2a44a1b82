"""region.yaml becomes a Region, and every mistake in it is named with its place."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from pmgen.catalog import read_region, shipped_templates
from pmgen.catalog.region import (
    Label,
    Option,
    PageNumbers,
    PrescribedScores,
    Requirement,
    SignStyle,
    UnitStyle,
    preset_scores,
)
from pmgen.model.terms import AmountUnit, Category, CostKind, Horizon, Polarity, ScorePreset
from small_annexes import shown

EXAMPLE = Path(__file__).with_name("cases") / "example"
SOUND = (EXAMPLE / "region.yaml").read_text("utf-8")


def pack(folder: Path, text: str = SOUND, layouts: tuple[str, ...] = ("layout.html.j2",)) -> Path:
    (folder / "region.yaml").write_text(text, "utf-8")
    for name in layouts:
        (folder / name).touch()
    return folder


def test_the_example_is_read_whole() -> None:
    region, problems = read_region(EXAMPLE)
    assert problems == ()
    assert region is not None
    assert (region.id, region.name, region.title) == ("example", "示例", "{单位}{年度}年度项目绩效目标表")
    assert (region.amounts.unit, region.amounts.decimals) == (AmountUnit.WAN, 2)
    assert (region.amounts.grouping, region.amounts.zero_blank) == (False, True)
    assert (region.targets.sign, region.targets.unit) == (SignStyle.OMIT_EQUAL, UnitStyle.SUFFIX)
    assert region.targets.unseen == {"frequency", "rate"}
    assert region.targets.equal_polarity is Polarity.POSITIVE
    assert region.labels[Category.QUANTITY] == Label("产出指标", "数量指标")
    assert region.labels[Category.COST] == Label("成本指标", "", assumed=True)
    assert region.labels[CostKind.ECONOMIC] == Label("成本指标", "经济成本指标")
    assert region.goal_numbering == {Horizon.ANNUAL: "{k}.{text}"}
    assert region.options == {"一级合并": Option("全部", ("全部", "仅产出指标"))}
    assert region.bookmarks == {"标题": "_Toc_4_4_{n+3:010}"}
    assert region.requirements == (
        Requirement("项目.项目单位.编码"),
        Requirement("项目.预算.全程.合计", {"nature": ("经常性专项业务费",)}),
    )
    groups = ("产出指标", "成本指标", "效益指标", "满意度指标")
    assert region.scores == PrescribedScores(
        Decimal(90), dict(zip(groups, map(Decimal, (50, 10, 20, 10)), strict=True))
    )
    assert region.layout == EXAMPLE / "layout.html.j2"
    assert region.places["title"].line == 2


@pytest.mark.parametrize("line", ["页码: 公文", "page_numbers: official"])
def test_pages_numbered_as_on_official_documents(line: str, tmp_path: Path) -> None:
    assert read_region(EXAMPLE)[0].page_numbers is None  # type: ignore[union-attr]
    region, problems = read_region(pack(tmp_path, f"{SOUND}{line}\n"))
    assert problems == () and region is not None
    assert region.page_numbers is PageNumbers.OFFICIAL


def test_english_keys_mean_the_same(tmp_path: Path) -> None:
    words = {
        "名称: 示例": "name: 示例",
        "标题: '{": "title: '{",
        "金额:\n  单位: 万元\n  小数位": "amounts:\n  unit: wan\n  decimals",
        "零留空: 是": "zero_blank: yes",
        "指标值:\n  符号: 省略等号\n  单位: 后缀": "targets:\n  sign: omit_equal\n  unit: suffix",
        "  数量指标:\n    一级": "  output.quantity:\n    level1",
        "目标编号:\n  年度": "goal_numbering:\n  annual",
    }
    text = SOUND
    for chinese, english in words.items():
        assert chinese in text
        text = text.replace(chinese, english)
    (tmp_path / "example").mkdir()
    english_region, problems = read_region(pack(tmp_path / "example", text))
    chinese_region, _ = read_region(EXAMPLE)
    assert problems == ()
    assert english_region is not None
    assert chinese_region is not None
    assert english_region.amounts == chinese_region.amounts
    assert english_region.targets == chinese_region.targets
    assert english_region.labels == chinese_region.labels
    assert english_region.goal_numbering == chinese_region.goal_numbering


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("名称: 示例\n", "", "error PMG205 1:1 地区 needs the field 名称"),
        ("说明:", "注释:", "error PMG201 63:1 地区 has no field 注释"),
        ("  单位: 万元", "  单位: 千元", "error PMG209 4:7 千元 is not a word"),
        ("  小数位: 2", "  小数位: 二", "error PMG207 5:8 二 is not a number"),
        ("  小数位: 2", "  小数位: 2.5", "error PMG309 5:8 2.5 is no number of decimals"),
        ("  小数位: 2", "  小数位: 12", "error PMG309 5:8 12 is no number of decimals"),
        ("  零留空: 是", "  零留空: 有时", "error PMG209 7:8 有时 is not a word"),
        ("  符号: 省略等号", "  符号: 无", "error PMG209 9:7 无 is not a word for 符号"),
        ("    - 比率", "    - 比例", "error PMG209 13:7 比例 is not a word for 未见"),
        ("  数量指标:\n", "  数目指标:\n", "error PMG304 16:3 数目指标 is neither"),
        ("  质量指标:\n", "  数量:\n", "error PMG203 19:3 数量 has its labels twice"),
        ("    二级: 质量指标", "    三级: 质量指标", "error PMG201 21:5 指标标签 has no field 三级"),
        (
            "    一级: 成本指标\n    推定: 是",
            "    推定: 是",
            "error PMG205 26:5 指标标签 needs",
        ),
        ("'{k}.{text}'", "'{序号}.{text}'", "error PMG308 48:7 {序号}.{text} has a gap that nothing fills"),
        ("'{k}.{text}'", "'{k}.'", "error PMG317 48:7 {k}. numbers the goals and leaves out their text"),
        ("{单位}{年度}年度", "{单位}{年度", "error PMG308 2:5 {单位}{年度项目绩效目标表 has a gap"),
        ("    默认: 全部", "    默认: 不合并", "error PMG307 51:9 The default 不合并"),
        ("_Toc_4_4_{n+3:010}", "_Toc{m}", "error PMG306 56:3 _Toc{m} makes no bookmark names for 标题"),
        ("    产出指标: 50", "    产出: 50", "error PMG318 68:5 the form has no level 1 产出 for which"),
        ("    产出指标: 50", "    产出指标: 五十", "error PMG207 68:5 五十 is not a number for 分值"),
        ("  合计: 90", "  合计: 100", "error PMG320 66:7 the scores of level 1 come to 90, not to 100"),
        ("  合计: 90", "  预设: 六四", "error PMG209 66:7 六四 is not a word for 预设"),
        (
            "  合计: 90",
            "  预设: 产出60效益30",
            "error PMG319 66:7 分值 has a named set and numbers of its own",
        ),
        ("      项目性质:", "      项目特性:", "error PMG310 61:7 A project has no field 项目特性"),
        ("        - 经常性专项业务费", "        年: 一", "error PMG204 62:9 除非 takes fields"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, old: str, new: str, expected: str) -> None:
    assert old in SOUND
    region, problems = read_region(pack(tmp_path, SOUND.replace(old, new, 1)))
    assert region is None
    [problem] = map(shown, problems)
    assert problem.startswith(expected)


def _with_preset(name: str) -> str:
    return SOUND[: SOUND.index("分值:")] + f"分值:\n  预设: {name}\n"


@pytest.mark.parametrize("preset", ScorePreset, ids=lambda preset: preset.value)
def test_a_named_set_says_its_numbers(preset: ScorePreset, tmp_path: Path) -> None:
    region, problems = read_region(pack(tmp_path, _with_preset(preset.chinese)))
    assert problems == ()
    assert region is not None
    assert region.scores == preset_scores(preset)
    assert region.scores.total == sum(region.scores.groups.values())
    words = "".join(f"{name.removesuffix('指标')}{score}" for name, score in region.scores.groups.items())
    assert words == preset.chinese


def test_a_named_set_must_fit_the_form(tmp_path: Path) -> None:
    text = _with_preset("成本20产出40效益20满意度10").replace("一级: 成本指标", "一级: 产出指标")
    [problem] = map(shown, read_region(pack(tmp_path, text))[1])
    assert problem.startswith("error PMG318 66:7 the form has no level 1 成本指标")


def test_what_was_only_remembered_says_so() -> None:
    unverified = {preset for preset in ScorePreset if preset_scores(preset).is_unverified}
    assert unverified == set(ScorePreset) - {ScorePreset.OUTPUT_50_30_10, ScorePreset.OUTPUT_60_30}
    assert not PrescribedScores(Decimal(90), {}).is_unverified


def test_a_category_without_labels_has_the_usual_ones(tmp_path: Path) -> None:
    text = SOUND.replace("  时效指标:\n    一级: 产出指标\n    二级: 时效指标\n", "")
    assert text != SOUND
    region, problems = read_region(pack(tmp_path, text))
    assert problems == () and region is not None
    assert region.labels[Category.TIMELINESS] == Label("产出指标", "时效指标")


def test_a_pack_need_not_state_labels_at_all(tmp_path: Path) -> None:
    begin, end = SOUND.index("指标标签:"), SOUND.index("目标编号:")
    scores = SOUND.index("分值:")
    text = SOUND[:begin] + SOUND[end:scores]
    region, problems = read_region(pack(tmp_path, text))
    assert problems == () and region is not None
    assert {label.level1 for label in region.labels.values()} == {"产出指标", "效益指标", "满意度指标"}
    assert set(region.labels) == set(Category)


def test_a_pack_has_exactly_one_layout(tmp_path: Path) -> None:
    for number, layouts in enumerate([(), ("layout.docx", "layout.html.j2")]):
        folder = tmp_path / str(number)
        folder.mkdir()
        region, problems = read_region(pack(folder, SOUND, layouts))
        assert region is None
        assert [problem.code for problem in problems] == [("PMG302", "PMG303")[number]]


def test_mistakes_of_yaml_are_named_too(tmp_path: Path) -> None:
    text = SOUND.replace("名称: ", "名称：").replace("'{k}.{text}'", "{k}.{text}")
    problems = read_region(pack(tmp_path, text))[1]
    assert [problem.code for problem in problems] == ["PMG111", "PMG116"]


@pytest.mark.parametrize("folder", sorted(shipped_templates().iterdir()), ids=lambda folder: folder.name)
def test_the_shipped_packs_have_no_problems(folder: Path) -> None:
    region, problems = read_region(folder)
    assert problems == ()
    assert region is not None
