"""The data files of figures, classes and years: their form, and that what is right is never told."""

from __future__ import annotations

import re

import pytest

from pmgen.check.known.competences import Competence
from pmgen.check.known.known_facts import Figure, Kind, Plan, figures_of, kinds_of, plans_of
from pmgen.check.known.word_files import data_lines

FIGURES = tuple(line.split("\t") for line in data_lines("facts.txt"))
GRADES = tuple(line.split("\t") for line in data_lines("grades.txt"))
PLANS = tuple(line.split("\t") for line in data_lines("plan_years.txt"))
_RIGHT = """
夜间为22:00至次日6:00，2类区夜间限值50分贝，声环境
昼间为6:00至22:00，2类区昼间限值60分贝，噪声
两次全血采集间隔不少于6个月，每次献血200毫升，18周岁至55周岁的健康公民自愿献血
单采血小板献血间隔不少于2周，单采血浆间隔期不少于1个月
献血间隔不足六个月的人次
夜间（20:00至次日8:00）值班巡查噪声投诉
献血前健康征询，应急献血队员间隔1个月演练
在2015年前建成的32个老旧小区改造基础上
工程质量保证金3%待缺陷责任期满支付，设备质保金5%
出水一级A标准，COD≤50mg/L、总磷≤0.5mg/L，进水COD≤300mg/L
孤儿年满18周岁后继续就读的，发放至毕业，停发
足跟血采集时间：出生72小时后、7天之内，新生儿疾病筛查
听力初筛在出生48小时后至出院前完成，听力复筛完成时限≤42天，足跟血
乙类传染病诊断后24小时内报告
六轴车货总质量超过49吨的超限车辆，三轴车货总质量超过27吨的超限车辆
一级古树（树龄500年以上）34株，二级古树（树龄300—499年）71株，三级古树（树龄100—299年）181株
树龄500年以上的一级古树
对2000年底以前建成的8个老旧小区实施改造，2024年底前建成老旧小区改造项目12个
年满18周岁的孤儿自次月起停发，孤儿年满18周岁后仍在校就读的不停发
月利率2.65‰，年利率3.2%，月利率0.35%
肺结核等乙类传染病，手足口病等丙类传染病，乙类传染病、丙类传染病
白鹤、东方白鹳等国家一级保护鸟类，小天鹅、鸳鸯等国家二级重点保护野生鸟类，国家一、二级保护动物
“十四五”（2021—2025年）规划，“十四五”时期（2021—2024年），三北工程六期（2021—2030年）
“十四五”和“十五五”（2021—2030年），“八五”普法规划（2021—2025年）
"""


def test_the_signs_of_a_figure_are_in_its_hits() -> None:
    """Each pattern says a figure, and the project is searched where one of its signs stands."""
    for law, known, _, signs, words, allowed, right, excuse in FIGURES:
        assert law and right and known in ("read", "known")
        assert signs != "-" and ("№" in words or "(?P<said>" in words), law
        for each in (words.replace("№", "(?P<said>x)"), allowed.removeprefix("~"), excuse):
            re.compile(each)
        if not allowed.startswith("~"):
            assert all(re.fullmatch(r"[0-9.]+?(?:\.\.[0-9.]+)?", each) for each in allowed.split("|"))


def test_no_thing_has_two_classes() -> None:
    for kind in {tuple(line[:4]) for line in GRADES}:
        names = [name for line in GRADES if tuple(line[:4]) == kind for name in line[5].split()]
        assert sorted(names) == sorted(set(names))


def test_plans_are_named_by_their_signs() -> None:
    for signs, words, first, last, law, known in PLANS:
        assert int(first) <= int(last) and law and known in ("read", "known")
        plain = re.sub(r"\(\?:[^()]*\)\??|[“”?]|\(\?<![^()]*\)", "", words)
        assert any(sign.replace("”", "") in plain for sign in signs.split()), words


@pytest.mark.parametrize("text", _RIGHT.split())
def test_what_is_right_is_not_told(text: str) -> None:
    found: list[Figure | Kind | Plan] = [*figures_of(text), *plans_of(text)]
    assert found or kinds_of(text)
    assert not [other for each in figures_of(text) for other in each.others_in(text)]
    assert not [other for each in plans_of(text) for other in each.others_in(text)]
    assert not [other for each in kinds_of(text) for other in each.others_in(text, "")]


def test_offices_that_do_a_matter_are_not_taken_for_others() -> None:
    """Who does it, by its full name, is never one of those that never do it."""
    for where, matter, right, wrong, office in (line.split("\t") for line in data_lines("competences.txt")):
        assert where in ("name", "text") and re.compile(matter)
        competence = Competence(where == "name", matter, right, wrong, office)
        assert not competence.is_of_another(office), matter
        assert not competence.is_of_another(f"某县{office.split('（')[0]}"), matter
