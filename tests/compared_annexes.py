"""Two small annexes for the tests of reports, in which every kind of change happens."""

from __future__ import annotations

from dataclasses import replace

from pmgen.compare import Comparison, compare_annexes
from pmgen.model.numerals import Numeral
from pmgen.model.records import Amounts, Annex, Funding, Goal, Indicator, Project
from pmgen.model.targets import Deadline, Number, Text
from pmgen.model.terms import AmountUnit, Category, Comparator, Horizon
from pmgen.problems import SourcePlace

HOSTILE = '<b>黑体</b> & "引号" </td></table><script>alert(1)</script> \u202e倒着\u202c {{ 7 * 7 }}'


def place(file: str, line: int) -> SourcePlace:
    return SourcePlace(file, line, 1)


def number(text: str, unit: str = "人") -> Number:
    return Number(Comparator.GE, Numeral(text), unit, f"≥{text}{unit}")


def training(file: str) -> Project:
    return Project(
        id="01",
        seq=1,
        name="技能培训补贴",
        funding=Funding(
            amount_unit=AmountUnit.WAN,
            annual=Amounts(total=Numeral("120.00"), places={"total": place(file, 4)}),
        ),
        goals=(Goal(id="年度1", horizon=Horizon.ANNUAL, seq=1, text="培训劳动者一千人，提升技能水平。"),),
        indicators=(
            Indicator(category=Category.QUANTITY, name="培训人数", target=number("1000")),
            Indicator(category=Category.QUANTITY, name="开班期数", target=number("10", "期")),
            Indicator(category=Category.QUALITY, name="结业合格率", target=number("90", "%")),
            Indicator(
                category=Category.TIMELINESS,
                name="完成时间",
                target=Deadline("2025年12月31日前", written="2025年12月31日前"),
            ),
        ),
        file=file,
    )


def other(name: str, seq: int, file: str) -> Project:
    return replace(
        training(file),
        id=name,
        seq=seq,
        name=name,
        goals=(Goal(id="年度1", horizon=Horizon.ANNUAL, seq=1, text=f"办好{name}。"),),
        indicators=(
            Indicator(category=Category.SOCIAL, name=f"{name}效果", target=Text("有效", written="有效")),
        ),
    )


def annex(year: int, *projects: Project) -> Annex:
    return Annex(
        id="甲局",
        region="tianjin",
        fiscal_year=year,
        projects=projects,
        file=f"data/{year}/甲局/annex.yaml",
        places={"fiscal_year": place(f"data/{year}/甲局/annex.yaml", 2)},
    )


def two_years() -> Comparison:
    old_file, new_file = "data/2025/甲局/01.yaml", "data/2026/甲局/01.yaml"
    old = training(old_file)
    people, courses, quality, deadline = old.indicators
    new = replace(
        training(new_file),
        funding=replace(
            old.funding, annual=Amounts(total=Numeral("135.00"), places={"total": place(new_file, 5)})
        ),
        goals=(replace(old.goals[0], text="培训劳动者一千二百人，提升技能水平。"),),
        indicators=(
            replace(quality, target=number("92.5", "%")),
            replace(people, target=number("0.12", "万人")),
            replace(courses, name="培训开班期数"),
            replace(deadline, target=Deadline("2026年12月31日前", written="2026年12月31日前")),
            Indicator(
                category=Category.SATISFACTION,
                name="学员满意度",
                target=number("95", "%"),
                score=Numeral("10"),
            ),
        ),
    )
    return compare_annexes(
        annex(2025, old, other("办公楼物业", 2, "data/2025/甲局/02.yaml")),
        annex(2026, new, other("档案数字化", 2, "data/2026/甲局/02.yaml")),
    )


def hostile() -> Comparison:
    """Return a comparison in which every text tries to be markup."""
    file = f"data/{HOSTILE}.yaml"
    old, new = training(file), training(file)
    bad = Indicator(category=Category.SOCIAL, name=HOSTILE, target=Text(HOSTILE, written=HOSTILE))
    old = replace(old, name=HOSTILE, purpose="原来", indicators=(bad,))
    new = replace(
        new,
        name=HOSTILE + "新",
        purpose=HOSTILE,
        contact=HOSTILE,
        indicators=(bad, replace(bad, category=Category.QUALITY, name=f"别的{HOSTILE}")),
    )
    return compare_annexes(
        replace(annex(2025, old), title=HOSTILE), replace(annex(2025, new), title=f"新{HOSTILE}")
    )
