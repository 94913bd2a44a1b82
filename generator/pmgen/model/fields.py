"""The one table of fields and their keys in both languages.

The loader reads by it, templates name values by it, `pmgen fields` and `pmgen new` print it.
"""

from __future__ import annotations

from dataclasses import replace

from pmgen.model.field_definitions import Entity, Field, FieldKind, FieldTable
from pmgen.model.terms import AmountUnit, Basis, Category, Comparator, CostKind, Polarity, ScorePreset

PARTY = Entity(
    "party",
    "单位",
    (
        Field("code", "编码", FieldKind.TEXT, "单位编码，按数字原样", "353216", aliases=("单位编码", "代码")),
        Field(
            "name", "名称", FieldKind.TEXT, "单位全称", "天津市职业技能鉴定指导中心", aliases=("单位名称",)
        ),
    ),
    shorthand="name",
)

AMOUNTS = Entity(
    "amounts",
    "资金",
    (
        Field("total", "合计", FieldKind.AMOUNT, "资金总额", "425.50", aliases=("资金总额", "总额")),
        Field("fiscal", "财政资金", FieldKind.AMOUNT, "其中：财政资金", "425.50"),
        Field("fiscal_current", "当年财政拨款", FieldKind.AMOUNT, "其中：当年财政拨款", "425.50"),
        Field("carryover", "上年结转资金", FieldKind.AMOUNT, "上年结转资金，没有时写 0.00", "0.00"),
        Field("special_account", "财政专户管理资金", FieldKind.AMOUNT, "财政专户管理资金", "0.00"),
        Field("unit_funds", "单位资金", FieldKind.AMOUNT, "单位资金", "0.00"),
        Field("other", "其他资金", FieldKind.AMOUNT, "其他资金，没有时写 0.00", "0.00"),
    ),
    shorthand="total",
)

FUNDING = Entity(
    "funding",
    "预算",
    (
        Field(
            "amount_unit",
            "金额单位",
            FieldKind.TERM,
            "本项目金额的单位",
            "万元",
            term=AmountUnit,
            internal=True,
        ),
        Field("annual", "年度", FieldKind.RECORD, "本年度资金", entity="amounts", required=True),
        Field("whole_life", "全程", FieldKind.RECORD, "一次性、阶段性项目全部年度的资金", entity="amounts"),
    ),
)

GOAL = Entity(
    "goal",
    "绩效目标",
    (
        Field("id", "编号", FieldKind.TEXT, "指标引用目标时用的名字", "年度1"),
        Field("text", "内容", FieldKind.TEXT, "目标原文，不含序号", "开展技能评价机构管理。", required=True),
    ),
    shorthand="text",
)

TARGET = Entity(
    "target",
    "指标值",
    (
        Field(
            "comparator",
            "指标方向",
            FieldKind.TERM,
            "大于等于、小于等于、等于、大于、小于",
            "大于等于",
            term=Comparator,
        ),
        Field(
            "value",
            "目标值",
            FieldKind.TEXT,
            "数值或文字",
            "有效发挥",
            aliases=("数值", "文本"),
            required=True,
        ),
        Field("measure_unit", "计量单位", FieldKind.TEXT, "计量单位", "年"),
    ),
)

INDICATOR = Entity(
    "indicator",
    "绩效指标",
    (
        Field("level1", "一级指标", FieldKind.TEXT, "可不写，由二级指标得出；写了就必须相符", "产出指标"),
        Field("category", "二级指标", FieldKind.TERM, "指标类别", "数量指标", term=Category, required=True),
        Field(
            "cost_kind",
            "成本类型",
            FieldKind.TERM,
            "成本指标的下级：经济、社会、生态环境",
            "经济成本",
            term=CostKind,
            internal=True,
        ),
        Field(
            "name",
            "三级指标",
            FieldKind.TEXT,
            "指标名称",
            "参加技能人员评价的劳动者人数",
            aliases=("指标名称",),
            required=True,
        ),
        Field(
            "description",
            "绩效指标描述",
            FieldKind.TEXT,
            "指标解释：口径或计算方法",
            "反映参加评价的人数情况。",
            aliases=("指标解释",),
        ),
        Field(
            "target",
            "指标值",
            FieldKind.TARGET,
            "目标值，照人写的样子写",
            "≥80000人次",
            aliases=("目标值", "年度指标值"),
            entity="target",
            required=True,
        ),
        Field(
            "polarity",
            "指标性质",
            FieldKind.TERM,
            "正向（越高越好，如≥90%）、反向（越低越好，如≤5万元）、定性（文字或时限）",
            "正向",
            term=Polarity,
        ),
        Field("score", "分值", FieldKind.NUMERAL, "权重分值", "5"),
        Field("basis", "指标值确定依据", FieldKind.TERM, "指标值的依据", "计划标准", term=Basis),
        Field("basis_note", "依据说明", FieldKind.TEXT, "依据的文件或数据", ""),
        Field("source", "数据来源", FieldKind.TEXT, "完成值取自哪里", ""),
        Field("formula", "计算公式", FieldKind.TEXT, "完成值怎样计算", ""),
        Field("evidence", "佐证资料", FieldKind.TEXT, "以什么证明", ""),
        Field("remark", "备注", FieldKind.TEXT, "备注", "", may_be_blank=True),
        Field(
            "goals",
            "对应目标",
            FieldKind.NAMES,
            "所服务目标的编号；不写即全部年度目标",
            "年度1",
            internal=True,
        ),
    ),
)

WAIVER = Entity(
    "waiver",
    "豁免",
    (
        Field("rule", "规则", FieldKind.TEXT, "pmgen check 给出的规则编号", "PMG-S05", required=True),
        Field(
            "indicators",
            "指标",
            FieldKind.NAMES,
            "所涉三级指标的名称；全部指标写“全部”；不涉及指标的不写",
            "招聘成本",
        ),
        Field("reason", "理由", FieldKind.TEXT, "为什么照此公布", "批复文件即为此数", required=True),
    ),
)

_GOALS_AND_INDICATORS = (
    Field(
        "long_term_goals",
        "长期绩效目标",
        FieldKind.RECORDS,
        "长期（总体）目标",
        entity="goal",
        aliases=("项目总目标",),
    ),
    Field("mid_term_goals", "中期绩效目标", FieldKind.RECORDS, "中期目标", entity="goal"),
    Field(
        "annual_goals",
        "年度绩效目标",
        FieldKind.RECORDS,
        "年度目标，一条一项，不写序号",
        entity="goal",
        aliases=("年度总体目标",),
        required=True,
    ),
    Field(
        "indicators",
        "绩效指标",
        FieldKind.RECORDS,
        "绩效指标，按表中次序",
        entity="indicator",
        required=True,
    ),
)
"""What projects and departments have alike."""

_WAIVERS = Field(
    "waivers",
    "豁免",
    FieldKind.RECORDS,
    "接受检查发现的问题，写明理由",
    entity="waiver",
    internal=True,
)

PROJECT = Entity(
    "project",
    "项目",
    (
        Field("name", "项目名称", FieldKind.TEXT, "项目名称", "技能人才评价培养服务管理经费", required=True),
        Field("code", "项目编码", FieldKind.TEXT, "项目编码，按数字原样", "12010022P0001"),
        Field("fiscal_year", "年度", FieldKind.YEAR, "预算年度", "2025", aliases=("预算年度",)),
        Field(
            "unit",
            "项目单位",
            FieldKind.RECORD,
            "实施（申报）单位",
            entity="party",
            aliases=("实施单位", "申报单位"),
        ),
        Field("department", "主管部门", FieldKind.RECORD, "主管部门", entity="party"),
        Field("office", "归口科室", FieldKind.RECORD, "归口科室", entity="party"),
        Field(
            "nature",
            "项目性质",
            FieldKind.TEXT,
            "经常性专项业务费、一次性项目、阶段性项目……",
            "经常性专项业务费",
        ),
        Field("project_category", "项目类别", FieldKind.TEXT, "部门预算项目、特定目标类……", "部门预算项目"),
        Field("attribute", "项目属性", FieldKind.TEXT, "新增项目、延续项目", "延续项目"),
        Field("start_date", "计划开始日期", FieldKind.DAY_OR_MONTH, "计划开始日期", "2024-01-01"),
        Field("end_date", "计划完成日期", FieldKind.DAY_OR_MONTH, "计划完成日期", "2024-12-31"),
        Field("legal_basis", "立项依据", FieldKind.TEXT, "立项依据", ""),
        Field("purpose", "资金用途", FieldKind.TEXT, "资金用在哪里", "用于支付信息系统运行维护费。"),
        Field("funding", "预算", FieldKind.RECORD, "项目资金", entity="funding", required=True),
        *_GOALS_AND_INDICATORS,
        Field("approval_number", "批复文号", FieldKind.TEXT, "批复文号", ""),
        Field("approval_date", "批复日期", FieldKind.DATE, "批复日期", ""),
        Field("contact", "联系人", FieldKind.TEXT, "联系人及电话", ""),
        _WAIVERS,
        Field("provenance", "出处", FieldKind.FREE, "数据从哪里来；从不印出", internal=True),
    ),
)

TASK = Entity(
    "task",
    "任务",
    (
        Field("name", "任务名称", FieldKind.TEXT, "任务名称", "公共文化服务", required=True),
        Field("content", "主要内容", FieldKind.TEXT, "任务的主要内容", "开放图书馆、文化馆。"),
        Field("amounts", "资金", FieldKind.RECORD, "用于这项任务的资金", entity="amounts"),
    ),
)

EXPENDITURE = Entity(
    "expenditure",
    "支出",
    (
        Field("total", "合计", FieldKind.AMOUNT, "支出总额", "1280.00", aliases=("支出总额", "总额")),
        Field("basic", "基本支出", FieldKind.AMOUNT, "其中：基本支出", "800.00"),
        Field("projects", "项目支出", FieldKind.AMOUNT, "其中：项目支出", "480.00"),
    ),
    shorthand="total",
)

WHOLE_DEPARTMENT = Entity(
    "whole_department",
    "部门",
    (
        Field("name", "部门名称", FieldKind.TEXT, "部门（单位）名称", "清河市文化和旅游局", required=True),
        Field("code", "部门编码", FieldKind.TEXT, "部门编码，按数字原样", "353"),
        Field(
            "amount_unit",
            "金额单位",
            FieldKind.TERM,
            "本部门金额的单位",
            "万元",
            term=AmountUnit,
            internal=True,
        ),
        Field("functions", "部门职能", FieldKind.TEXT, "部门职能概述", "主管全市文化和旅游工作。"),
        Field("income", "收入", FieldKind.RECORD, "部门收入", entity="amounts"),
        Field("expenditure", "支出", FieldKind.RECORD, "部门支出", entity="expenditure"),
        Field("tasks", "任务", FieldKind.RECORDS, "年度主要任务", entity="task"),
        *(replace(field, required=False) for field in _GOALS_AND_INDICATORS),
        Field("contact", "联系人", FieldKind.TEXT, "联系人及电话", ""),
        _WAIVERS,
    ),
)

ANNEX = Entity(
    "annex",
    "附件",
    (
        Field("region", "地区", FieldKind.TEXT, "用哪个地区的表式", "tianjin", required=True),
        Field("title", "标题", FieldKind.TEXT, "文件标题；不写时用地区表式的标题", ""),
        Field("fiscal_year", "年度", FieldKind.YEAR, "预算年度", "2025", aliases=("预算年度",)),
        Field(
            "unit",
            "项目单位",
            FieldKind.RECORD,
            "各项目共同的单位",
            entity="party",
            aliases=("实施单位", "申报单位"),
        ),
        Field("department", "主管部门", FieldKind.RECORD, "各项目共同的主管部门", entity="party"),
        Field(
            "amount_unit",
            "金额单位",
            FieldKind.TERM,
            "各项目共同的金额单位",
            "万元",
            term=AmountUnit,
            internal=True,
        ),
        Field(
            "project_category",
            "项目类别",
            FieldKind.TEXT,
            "各项目共同的项目类别",
            "部门预算项目",
            internal=True,
        ),
        Field(
            "nature", "项目性质", FieldKind.TEXT, "各项目共同的项目性质", "经常性专项业务费", internal=True
        ),
        Field(
            "stated_total",
            "预算合计",
            FieldKind.AMOUNT,
            "各项目年度资金合计，供核对",
            "438.00",
            internal=True,
        ),
        Field(
            "score_preset",
            "分值预设",
            FieldKind.TERM,
            "按哪一组分值核对；不写即按地区表式",
            "产出50效益30满意度10",
            term=ScorePreset,
            internal=True,
        ),
        Field(
            "whole_department",
            "部门",
            FieldKind.RECORD,
            "部门整体支出的附件：部门自己的任务、收支、目标和指标；有它就没有项目文件",
            entity="whole_department",
        ),
        Field("projects", "项目", FieldKind.NAMES, "项目文件的次序；不写时按文件名", "01_运维费.yaml"),
        Field(
            "fields_from", "字段来自", FieldKind.NAMES, "还采用哪些地区表式的字段", "tianjin", internal=True
        ),
        Field("options", "选项", FieldKind.OPTIONS, "地区表式的选项", "", internal=True),
        Field("bookmarks", "书签", FieldKind.OPTIONS, "书签样式，代替地区表式的", "", internal=True),
        Field(
            "waivers",
            "豁免",
            FieldKind.RECORDS,
            "接受整个附件的检查发现，写明理由",
            entity="waiver",
            internal=True,
        ),
        Field("provenance", "出处", FieldKind.FREE, "数据从哪里来；从不印出", internal=True),
    ),
)


FIELDS = FieldTable(
    *(ANNEX, PROJECT, WHOLE_DEPARTMENT, TASK, EXPENDITURE),
    *(PARTY, FUNDING, AMOUNTS, GOAL, INDICATOR, TARGET, WAIVER),
)
"""The fields that every form knows."""

AMBIGUOUS = {
    "单位": ("项目单位", "计量单位", "金额单位"),
    "类别": ("项目类别", "项目性质", "二级指标"),
    "性质": ("项目性质", "指标性质"),
    "方向": ("指标方向", "指标性质"),
    "其他": ("其他资金", "备注"),
    "来源": ("数据来源", "出处"),
}
"""Bare words that could each be several fields: refused, with these candidates."""
