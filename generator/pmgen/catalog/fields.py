"""The keys of region.yaml: every field's English name, canonical Chinese name, kind and meaning."""

from __future__ import annotations

from pmgen.catalog.region import PageNumbers, SignStyle, TargetKind, UnitStyle
from pmgen.model.fields import Entity, Field, Kind
from pmgen.model.terms import AmountUnit, Polarity, ScorePreset, Term


class YesNo(Term):
    """是 or 否."""

    YES = "yes", "是", "true"
    NO = "no", "否", "false"


AMOUNTS = Entity(
    "amount_style",
    "金额",
    (
        Field("unit", "单位", Kind.TERM, "表上印的金额单位", "万元", term=AmountUnit, required=True),
        Field("decimals", "小数位", Kind.NUMERAL, "小数位数；不写即照填写的样子", "2"),
        Field("grouping", "千分位", Kind.TERM, "是否印千分位逗号", "否", term=YesNo),
        Field("zero_blank", "零留空", Kind.TERM, "零是否留空", "否", term=YesNo),
    ),
)

TARGETS = Entity(
    "target_style",
    "指标值",
    (
        Field("sign", "符号", Kind.TERM, "符号、省略等号、文字", "符号", term=SignStyle, required=True),
        Field("unit", "单位", Kind.TERM, "后缀、括号、分列", "后缀", term=UnitStyle, required=True),
        Field("unseen", "未见", Kind.NAMES, "该地公布的表中未见过的指标值种类", "频次", term=TargetKind),
        Field(
            "equal_polarity",
            "等于时性质",
            Kind.TERM,
            "等于的指标多为哪种性质，只作提示，不印",
            "正向",
            term=Polarity,
        ),
    ),
)

LABEL = Entity(
    "label",
    "指标标签",
    (
        Field("level1", "一级", Kind.TEXT, "表上印的一级指标", "产出指标", required=True),
        Field("level2", "二级", Kind.TEXT, "表上印的二级指标；不写即留空", "数量指标"),
        Field("assumed", "推定", Kind.TERM, "公布的表中未见，推定如此", "否", term=YesNo),
    ),
)

NUMBERING = Entity(
    "numbering",
    "目标编号",
    (
        Field("annual", "年度", Kind.TEXT, "年度目标的样式，{k} 序号，{text} 原文", "{k}.{text}"),
        Field("mid_term", "中期", Kind.TEXT, "中期目标的样式", "{k}.{text}"),
        Field("long_term", "长期", Kind.TEXT, "长期目标的样式", "{k}.{text}"),
    ),
)

OPTION = Entity(
    "option",
    "选项",
    (
        Field("default", "默认", Kind.TEXT, "附件不选时的值", "全部", required=True),
        Field("choices", "可选", Kind.NAMES, "可选的值", "全部", required=True),
    ),
)

REQUIREMENT = Entity(
    "requirement",
    "必填",
    (
        Field("path", "字段", Kind.TEXT, "表上必填的字段", "项目.项目单位.编码", required=True),
        Field("unless", "除非", Kind.FREE, "项目的字段取这些值时可以不填", "项目性质"),
    ),
    shorthand="path",
)

SCORES = Entity(
    "scores",
    "分值",
    (
        Field("total", "合计", Kind.NUMERAL, "每个项目全部指标的分值合计", "90"),
        Field("groups", "一级指标", Kind.OPTIONS, "表上各一级指标的分值合计", "产出指标"),
        Field(
            "preset",
            "预设",
            Kind.TERM,
            "采用一组通行的分值，代替上面两项",
            "产出50效益30满意度10",
            term=ScorePreset,
        ),
    ),
)

REGION = Entity(
    "region",
    "地区",
    (
        Field("name", "名称", Kind.TEXT, "地区的名称", "天津", required=True),
        Field(
            "title", "标题", Kind.TEXT, "文件标题的样式，{年度} 和 {单位} 可用", "绩效目标表", required=True
        ),
        Field("amounts", "金额", Kind.RECORD, "金额怎样印", entity="amount_style", required=True),
        Field("targets", "指标值", Kind.RECORD, "指标值怎样印", entity="target_style", required=True),
        Field("labels", "指标标签", Kind.FREE, "每个二级指标或成本类型印的一级、二级", required=True),
        Field("goal_numbering", "目标编号", Kind.RECORD, "目标的编号样式", entity="numbering"),
        Field("options", "选项", Kind.FREE, "附件可选的做法"),
        Field("bookmarks", "书签", Kind.OPTIONS, "书签名的样式", "_Toc_4_4_{n+3:010}"),
        Field("requirements", "必填", Kind.RECORDS, "表上必填的字段", entity="requirement"),
        Field("scores", "分值", Kind.RECORD, "分值应合计多少；表上不印分值的不写", entity="scores"),
        Field(
            "page_numbers",
            "页码",
            Kind.TERM,
            "公文：四号宋体，数字两侧各一条一字线，单页居右、双页居左；不写即照版式",
            "公文",
            term=PageNumbers,
        ),
        Field("note", "说明", Kind.TEXT, "关于这张表的说明"),
    ),
)

ENTITIES = {
    entity.name: entity
    for entity in (REGION, AMOUNTS, TARGETS, LABEL, NUMBERING, OPTION, REQUIREMENT, SCORES)
}
