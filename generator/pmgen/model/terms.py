"""The closed vocabularies of the field: code, Chinese word and the other ways people write them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Self


class Term(Enum):
    """A word of a closed vocabulary; `value` is its English code, `chinese` its canonical word."""

    chinese: str
    aliases: tuple[str, ...]

    def __new__(cls, code: str, chinese: str, *aliases: str) -> Term:
        """Return the member for `code`."""
        member = object.__new__(cls)
        member._value_ = code
        member.chinese = chinese
        member.aliases = aliases
        return member

    @classmethod
    def read(cls, text: str) -> Self | None:
        """Return the member that `text` names by code, word or alias, or None."""
        return next((m for m in cls if text == m.value or text == m.chinese or text in m.aliases), None)


class Comparator(Term):
    """指标方向: how the achieved value compares with the target."""

    GE = "ge", "大于等于", "≥", ">=", "≧"
    LE = "le", "小于等于", "≤", "<=", "≦"
    EQ = "eq", "等于", "=", "＝"
    GT = "gt", "大于", ">", "＞"
    LT = "lt", "小于", "<", "＜"

    @property
    def glyph(self) -> str:
        """Return the sign, `≥` for ge."""
        return self.aliases[0]


class Polarity(Term):
    """指标性质: whether more is better, less is better, or the target is a judgement."""

    POSITIVE = "positive", "正向", "正向指标"
    NEGATIVE = "negative", "反向", "反向指标", "负向", "逆向"
    QUALITATIVE = "qualitative", "定性", "定性指标"


class Category(Term):
    """二级指标: what an indicator measures, in either indicator frame."""

    QUANTITY = "output.quantity", "数量指标", "数量"
    QUALITY = "output.quality", "质量指标", "质量"
    TIMELINESS = "output.timeliness", "时效指标", "时效"
    COST = "cost", "成本指标", "成本"
    ECONOMIC = "benefit.economic", "经济效益指标", "经济效益"
    SOCIAL = "benefit.social", "社会效益指标", "社会效益"
    ECOLOGICAL = "benefit.ecological", "生态效益指标", "生态效益"
    SUSTAINABILITY = "benefit.sustainability", "可持续影响指标", "可持续影响"
    SATISFACTION = (
        "satisfaction.service_target",
        "服务对象满意度指标",
        "服务对象满意度",
        "满意度指标",
        "满意度",
    )


LEVEL1: Mapping[str, tuple[str, ...]] = {
    "output": ("产出指标", "产出", "output"),
    "cost": ("产出指标", "成本指标", "产出", "成本", "output", "cost"),
    "benefit": ("效益指标", "效益", "benefit"),
    "satisfaction": ("满意度指标", "满意度", "satisfaction"),
}
"""一级指标 by the beginning of a category's code, the usual word first; costs are outputs, or stand apart."""


@dataclass(frozen=True, slots=True)
class OwnCategory:
    """A 二级指标 of a pack's own: the `base` that it is a kind of, or only a `group` of LEVEL1, or neither.

    `level1` is the 一级指标 that its form has over it.
    """

    chinese: str
    base: Category | None = None
    group: str = ""
    level1: str = field(default="", compare=False)

    def __str__(self) -> str:
        return self.chinese

    @property
    def value(self) -> str:
        """Return what it is called in either language: it has one word."""
        return self.chinese


AnyCategory = Category | OwnCategory


def group_of(category: AnyCategory) -> str:
    """Return the key in LEVEL1 of the 一级指标 that a category belongs to, nothing where it has its own."""
    return category.group if isinstance(category, OwnCategory) else str(category.value).partition(".")[0]


def level1_words(category: AnyCategory) -> tuple[str, ...]:
    """Return the words that 一级指标 of a category may have, the usual one first."""
    usual = LEVEL1.get(group_of(category), ())
    return (category.level1, *usual) if isinstance(category, OwnCategory) else usual


class CostKind(Term):
    """成本类型: the level below 成本指标 in the frame of 2021."""

    ECONOMIC = "economic", "经济成本", "经济成本指标"
    SOCIAL = "social", "社会成本", "社会成本指标"
    ECOLOGICAL = "ecological", "生态环境成本", "生态环境成本指标"


class Basis(Term):
    """指标值确定依据: what the target rests on."""

    PLAN = "plan", "计划标准"
    HISTORICAL = "historical", "历史标准"
    INDUSTRY = "industry", "行业标准"
    INTERNATIONAL = "international", "国际标准"
    SPENDING_STANDARD = "spending_standard", "预算支出标准"
    OTHER = "other", "其他标准"


class Horizon(Term):
    """The time that a goal looks ahead."""

    ANNUAL = "annual", "年度"
    MID_TERM = "mid_term", "中期"
    LONG_TERM = "long_term", "长期"


class ScorePreset(Term):
    """分值预设: sets of scores in use, each named by its numbers."""

    OUTPUT_50_30_10 = "output-50-30-10", "产出50效益30满意度10"
    OUTPUT_60_30 = "output-60-30", "产出60效益30"
    COST_20_40_20_10 = "cost-20-40-20-10", "成本20产出40效益20满意度10"
    COST_20_40_30 = "cost-20-40-30", "成本20产出40效益30"
    OUTPUT_50_40 = "output-50-40", "产出50效益40"


class AmountUnit(Term):
    """金额单位: the unit of a project's amounts."""

    YUAN = "yuan", "元"
    WAN = "wan", "万元"
