"""Small annexes and the four styles, made without files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pmgen.catalog.region import (
    AmountStyle,
    Label,
    Option,
    Region,
    Requirement,
    SignStyle,
    TargetStyle,
    UnitStyle,
)
from pmgen.model.numerals import Numeral
from pmgen.model.records import Amounts, Annex, Funding, Goal, Indicator, Party, Project
from pmgen.model.target_reading import parse_target
from pmgen.model.targets import Target
from pmgen.model.terms import AmountUnit, Category, CostKind, Horizon
from pmgen.problems import Problem, SourcePlace

UNSEEN = frozenset({"frequency"})

TARGET_STYLES = {
    "tianjin": TargetStyle(sign=SignStyle.OMIT_EQUAL, unit=UnitStyle.SUFFIX),
    "wuhai": TargetStyle(sign=SignStyle.WORD, unit=UnitStyle.COLUMN, unseen=UNSEEN | {"range", "period"}),
    "shanghai": TargetStyle(sign=SignStyle.GLYPH, unit=UnitStyle.PARENTHESES, unseen=UNSEEN),
    "ezhou": TargetStyle(sign=SignStyle.GLYPH, unit=UnitStyle.SUFFIX, unseen=UNSEEN),
}

AMOUNT_STYLES = {
    "tianjin": AmountStyle(unit=AmountUnit.WAN, decimals=2, zero_blank=True),
    "wuhai": AmountStyle(unit=AmountUnit.WAN, decimals=2),
    "shanghai": AmountStyle(unit=AmountUnit.YUAN, decimals=2, grouping=True),
    "ezhou": AmountStyle(unit=AmountUnit.WAN),
}

LABELS: dict[Category | CostKind, Label] = {
    Category.QUANTITY: Label("产出指标", "数量指标"),
    Category.QUALITY: Label("产出指标", "质量指标"),
    Category.TIMELINESS: Label("产出指标", "时效指标"),
    Category.COST: Label("产出指标", "成本指标"),
    Category.SOCIAL: Label("效益指标", "社会效益指标"),
    Category.SUSTAINABILITY: Label("效益指标", "可持续影响指标", assumed=True),
    Category.SATISFACTION: Label("满意度指标", "服务对象满意度指标"),
}


def region(name: str, *requirements: str | Requirement, **changes: Any) -> Region:
    """Return a region in the style of `name`, with the requirements given as paths."""
    values: dict[str, Any] = {
        "id": name,
        "name": name,
        "title": "项目绩效目标表",
        "amounts": AMOUNT_STYLES[name],
        "targets": TARGET_STYLES[name],
        "labels": LABELS,
        "layout": Path("layout.docx"),
        "folder": Path(),
        "requirements": tuple(Requirement(r) if isinstance(r, str) else r for r in requirements),
    }
    return Region(**values | changes)


def option(default: str, *choices: str) -> Option:
    """Return an option of a region."""
    return Option(default, (default, *choices))


def places(line: int, *keys: str) -> Mapping[str, SourcePlace]:
    """Return the place of a record and of some of its fields, one line each."""
    return {key: SourcePlace("p.yaml", line + step) for step, key in enumerate(("", *keys))}


def indicator(
    name: str, target: str | Target = "≥1个", category: str = "数量", line: int = 1, **more: Any
) -> Indicator:
    """Return an indicator, its target ready or written in the short form."""
    found = Category.read(category)
    assert isinstance(found, Category)
    read = parse_target(target) if isinstance(target, str) else target
    values = {"places": places(line, "category", "target")}
    return Indicator(name=name, category=found, target=read, **values | more)


def goals(horizon: Horizon, *texts: str) -> tuple[Goal, ...]:
    """Return the goals of one horizon, with the ids that the loader gives them."""
    return tuple(
        Goal(id=f"{horizon.chinese}{k}", horizon=horizon, seq=k, text=text, places=places(100 + k))
        for k, text in enumerate(texts, 1)
    )


def amounts(**texts: str) -> Amounts:
    """Return one column of money."""
    values: dict[str, Any] = {name: Numeral(text) for name, text in texts.items()}
    return Amounts(**values, places=places(10))


def funding(unit: str = "万元", whole_life: Amounts | None = None, **annual: str) -> Funding:
    """Return the money of a project."""
    found = AmountUnit.read(unit)
    assert isinstance(found, AmountUnit)
    return Funding(amount_unit=found, annual=amounts(**annual), whole_life=whole_life)


def project(*indicators: Indicator, name: str = "运维费", seq: int = 1, **more: Any) -> Project:
    """Return a project with one annual goal and 65.00 万元 unless told otherwise."""
    values: dict[str, Any] = {
        "id": f"{seq:02}_{name}",
        "funding": funding(total="65.00"),
        "goals": goals(Horizon.ANNUAL, "保障运行。"),
        "file": "p.yaml",
        "places": places(1),
    }
    return Project(name=name, seq=seq, indicators=indicators, **values | more)


def annex(*projects: Project, **more: Any) -> Annex:
    """Return an annex of these projects."""
    values: dict[str, Any] = {"id": "a", "region": "tianjin", "file": "annex.yaml", "places": {}}
    return Annex(projects=projects, **values | more)


def unit(name: str | None = None, code: str | None = None) -> Party:
    """Return a unit."""
    return Party(name=name, code=code)


def said(problems: tuple[Problem, ...]) -> list[str]:
    """Return the problems as `code line,line: sentence`."""
    return [f"{problem.code} {_lines(problem)}: {problem.message}" for problem in problems]


def _lines(problem: Problem) -> str:
    return ",".join(str(place.line) for place in problem.places if isinstance(place, SourcePlace))
