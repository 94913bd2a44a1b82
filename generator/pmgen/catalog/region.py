"""A region pack: all about a place's form that is data and not layout, and the keys of region.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from pmgen.model.field_definitions import Entity, Field, FieldKind, FieldTable
from pmgen.model.fields import FIELDS
from pmgen.model.terms import (
    AmountUnit,
    Category,
    CostKind,
    Horizon,
    OwnCategory,
    Polarity,
    ScorePreset,
    Term,
)
from pmgen.problems import SourcePlace


@dataclass(frozen=True, slots=True)
class PrescribedScores:
    """分值: what all indicators of a project come to, and those of each level 1 by its printed label.

    `preset` is the named set that the numbers were taken from.
    """

    total: Decimal
    groups: Mapping[str, Decimal]
    preset: ScorePreset | None = None

    @property
    def is_unverified(self) -> bool:
        """Tell whether the numbers were written down from memory, and nobody has looked them up."""
        return self.preset is not None and self.preset not in _VERIFIED


def preset_scores(preset: ScorePreset) -> PrescribedScores:
    """Return the scores of a named set."""
    groups = {name: Decimal(score) for name, score in _GROUPS[preset].items()}
    return PrescribedScores(Decimal(sum(_GROUPS[preset].values())), groups, preset)


# All of them leave 10 of 100 to 预算执行率, which is no indicator.
_GROUPS: Mapping[ScorePreset, Mapping[str, int]] = {
    ScorePreset.OUTPUT_50_30_10: {"产出指标": 50, "效益指标": 30, "满意度指标": 10},
    ScorePreset.OUTPUT_60_30: {"产出指标": 60, "效益指标": 30},
    ScorePreset.COST_20_40_20_10: {"成本指标": 20, "产出指标": 40, "效益指标": 20, "满意度指标": 10},
    ScorePreset.COST_20_40_30: {"成本指标": 20, "产出指标": 40, "效益指标": 30},
    ScorePreset.OUTPUT_50_40: {"产出指标": 50, "效益指标": 40},
}
# Read in published self-assessment forms. The others are remembered from 财预〔2021〕101号.
_VERIFIED = frozenset([ScorePreset.OUTPUT_50_30_10, ScorePreset.OUTPUT_60_30])


class SignStyle(Term):
    """How a form prints the comparator: `≥`/`=`, `≥`/nothing for equal, or 大于等于/等于."""

    GLYPH = "glyph", "符号"
    OMIT_EQUAL = "omit_equal", "省略等号"
    WORD = "word", "文字"


class UnitStyle(Term):
    """Where a form prints the measure unit: `50个`, `50(个)`, or in a column of its own."""

    SUFFIX = "suffix", "后缀"
    PARENTHESES = "parentheses", "括号"
    COLUMN = "column", "分列"


class TargetKind(Term):
    """The kinds of target, by the names under which a region lists those its forms never showed."""

    NUMBER = "number", "数值"
    RATE = "rate", "比率"
    FREQUENCY = "frequency", "频次"
    RANGE = "range", "区间"
    DEADLINE = "deadline", "期限"
    PERIOD = "period", "期间"
    TEXT = "text", "文字"


class FormSubject(Term):
    """What a form is about: the projects of an annex, or the department whose annex it is."""

    PROJECTS = "projects", "项目"
    DEPARTMENT = "department", "部门"


class PageNumbers(Term):
    """How pages are numbered where the layout's own numbers are not wanted: as on official documents."""

    OFFICIAL = "official", "公文"


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountStyle:
    """金额: unit, decimals (None: as typed), thousands separators, and whether a zero prints as a blank."""

    unit: AmountUnit
    decimals: int | None = None
    grouping: bool = False
    zero_blank: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetStyle:
    """指标值: sign and unit. `unseen` names kinds of target that no published form of the place shows."""

    sign: SignStyle
    unit: UnitStyle
    unseen: frozenset[str] = frozenset()
    equal_polarity: Polarity | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """The words of levels 1 and 2 for a category; `assumed` where no published form of the place has them.

    A category that is not `listed` has no row of its own on a form that prints all its categories.
    """

    level1: str
    level2: str = ""
    assumed: bool = False
    listed: bool = True


LabelKey = Category | CostKind | OwnCategory
Labels = Mapping[LabelKey, Label]


@dataclass(frozen=True, slots=True)
class Option:
    """A choice that an annex may make; `default` holds where it makes none."""

    default: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Requirement:
    """A field that the form needs, as a Chinese path (`项目.项目单位.编码`); `unless` lifts it.

    `unless` maps a project field's English key to the values for which the form leaves the blank.
    """

    path: str
    unless: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    place: SourcePlace | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class OwnFields:
    """The fields that a pack brings along, by the names of their entities, and where each is declared.

    With them come its own words for 二级指标.
    """

    fields: Mapping[str, tuple[Field, ...]] = field(default_factory=dict)
    entities: tuple[Entity, ...] = ()
    places: Mapping[tuple[str, str], SourcePlace] = field(default_factory=dict)
    categories: tuple[OwnCategory, ...] = ()


NO_OWN_FIELDS = OwnFields()


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """One place's form: its folder holds region.yaml and the layout, a `layout.docx` or `layout.html.j2`.

    `title` is a pattern with {年度} and {单位}; `goal_numbering` gives `{k}.{text}` per horizon;
    `bookmarks` maps a bookmark's name in the layout to its pattern, such as `_Toc_{n+3:010}`;
    `scores` says what the scores of a project come to, where the place prescribes it. `page_numbers` stand
    in the place of the layout's own. `fields` are those that its annexes may state, `own_fields` those that
    the pack declares.
    """

    id: str
    name: str
    title: str
    amounts: AmountStyle
    targets: TargetStyle
    labels: Labels
    layout: Path
    folder: Path
    goal_numbering: Mapping[Horizon, str] = field(default_factory=dict)
    options: Mapping[str, Option] = field(default_factory=dict)
    bookmarks: Mapping[str, str] = field(default_factory=dict)
    requirements: tuple[Requirement, ...] = ()
    scores: PrescribedScores | None = None
    note: str = ""
    page_numbers: PageNumbers | None = None
    subject: FormSubject = FormSubject.PROJECTS
    fields: FieldTable = FIELDS
    own_fields: OwnFields = field(default=NO_OWN_FIELDS, compare=False, repr=False)
    places: Mapping[str, SourcePlace] = field(default_factory=dict, compare=False, repr=False)


def required_paths(region: Region) -> frozenset[str]:
    """Return the paths of the fields that a region requires, such as 项目.项目单位.名称."""
    return frozenset(requirement.path for requirement in region.requirements)


def last_words(region: Region) -> frozenset[str]:
    """Return the words in which the paths of the fields end that a region requires."""
    return frozenset(requirement.path.rpartition(".")[2] for requirement in region.requirements)


class YesNo(Term):
    """是 or 否."""

    YES = "yes", "是", "true"
    NO = "no", "否", "false"


AMOUNT_STYLE_KEYS = Entity(
    "amount_style",
    "金额",
    (
        Field("unit", "单位", FieldKind.TERM, "表上印的金额单位", "万元", term=AmountUnit, required=True),
        Field("decimals", "小数位", FieldKind.NUMERAL, "小数位数；不写即照填写的样子", "2"),
        Field("grouping", "千分位", FieldKind.TERM, "是否印千分位逗号", "否", term=YesNo),
        Field("zero_blank", "零留空", FieldKind.TERM, "零是否留空", "否", term=YesNo),
    ),
)

TARGET_STYLE_KEYS = Entity(
    "target_style",
    "指标值",
    (
        Field("sign", "符号", FieldKind.TERM, "符号、省略等号、文字", "符号", term=SignStyle, required=True),
        Field("unit", "单位", FieldKind.TERM, "后缀、括号、分列", "后缀", term=UnitStyle, required=True),
        Field("unseen", "未见", FieldKind.NAMES, "该地公布的表中未见过的指标值种类", "频次", term=TargetKind),
        Field(
            "equal_polarity",
            "等于时性质",
            FieldKind.TERM,
            "等于的指标多为哪种性质，只作提示，不印",
            "正向",
            term=Polarity,
        ),
    ),
)

LABEL_KEYS = Entity(
    "label",
    "指标标签",
    (
        Field("level1", "一级", FieldKind.TEXT, "表上印的一级指标", "产出指标", required=True),
        Field("level2", "二级", FieldKind.TEXT, "表上印的二级指标；不写即留空", "数量指标"),
        Field("assumed", "推定", FieldKind.TERM, "公布的表中未见，推定如此", "否", term=YesNo),
        Field("base", "属于", FieldKind.TEXT, "本表自有的二级指标属于哪一类；都不是的写自成一类", "时效指标"),
    ),
)

NUMBERING_KEYS = Entity(
    "numbering",
    "目标编号",
    (
        Field("annual", "年度", FieldKind.TEXT, "年度目标的样式，{k} 序号，{text} 原文", "{k}.{text}"),
        Field("mid_term", "中期", FieldKind.TEXT, "中期目标的样式", "{k}.{text}"),
        Field("long_term", "长期", FieldKind.TEXT, "长期目标的样式", "{k}.{text}"),
    ),
)

OPTION_KEYS = Entity(
    "option",
    "选项",
    (
        Field("default", "默认", FieldKind.TEXT, "附件不选时的值", "全部", required=True),
        Field("choices", "可选", FieldKind.NAMES, "可选的值", "全部", required=True),
    ),
)

REQUIREMENT_KEYS = Entity(
    "requirement",
    "必填",
    (
        Field("path", "字段", FieldKind.TEXT, "表上必填的字段", "项目.项目单位.编码", required=True),
        Field("unless", "除非", FieldKind.FREE, "项目的字段取这些值时可以不填", "项目性质"),
    ),
    shorthand="path",
)

SCORE_KEYS = Entity(
    "scores",
    "分值",
    (
        Field("total", "合计", FieldKind.NUMERAL, "每个项目全部指标的分值合计", "90"),
        Field("groups", "一级指标", FieldKind.OPTIONS, "表上各一级指标的分值合计", "产出指标"),
        Field(
            "preset",
            "预设",
            FieldKind.TERM,
            "采用一组通行的分值，代替上面两项",
            "产出50效益30满意度10",
            term=ScorePreset,
        ),
    ),
)

REGION_KEYS = Entity(
    "region",
    "地区",
    (
        Field("name", "名称", FieldKind.TEXT, "地区的名称", "天津", required=True),
        Field(
            "title",
            "标题",
            FieldKind.TEXT,
            "文件标题的样式，{年度} 和 {单位} 可用",
            "绩效目标表",
            required=True,
        ),
        Field(
            "subject", "对象", FieldKind.TERM, "表上填的是项目还是部门；不写即项目", "部门", term=FormSubject
        ),
        Field("amounts", "金额", FieldKind.RECORD, "金额怎样印", entity="amount_style", required=True),
        Field("targets", "指标值", FieldKind.RECORD, "指标值怎样印", entity="target_style", required=True),
        Field("labels", "指标标签", FieldKind.FREE, "二级指标或成本类型印的一级、二级；不写的照通行的说法印"),
        Field("goal_numbering", "目标编号", FieldKind.RECORD, "目标的编号样式", entity="numbering"),
        Field("options", "选项", FieldKind.FREE, "附件可选的做法"),
        Field("bookmarks", "书签", FieldKind.OPTIONS, "书签名的样式", "_Toc_4_4_{n+3:010}"),
        Field("requirements", "必填", FieldKind.RECORDS, "表上必填的字段", entity="requirement"),
        Field("fields", "字段", FieldKind.FREE, "表上有而 pmgen 没有的字段：哪类记录，叫什么，填什么"),
        Field("scores", "分值", FieldKind.RECORD, "分值应合计多少；表上不印分值的不写", entity="scores"),
        Field(
            "page_numbers",
            "页码",
            FieldKind.TERM,
            "公文：四号宋体，数字两侧各一条一字线，单页居右、双页居左；不写即照版式",
            "公文",
            term=PageNumbers,
        ),
        Field("note", "说明", FieldKind.TEXT, "关于这张表的说明"),
    ),
)

REGION_ENTITIES = {
    entity.name: entity
    for entity in (
        REGION_KEYS,
        AMOUNT_STYLE_KEYS,
        TARGET_STYLE_KEYS,
        LABEL_KEYS,
        NUMBERING_KEYS,
        OPTION_KEYS,
        REQUIREMENT_KEYS,
        SCORE_KEYS,
    )
}
