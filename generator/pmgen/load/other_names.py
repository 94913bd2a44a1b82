"""Names that other forms have for a field, as officers type them, and what each is here, if anything."""

from __future__ import annotations

from collections.abc import Container, Mapping

from pmgen.model.field_definitions import Entity, block
from pmgen.problems import Message, message
from pmgen.problems.message import short

_OURS: Mapping[str, Mapping[str, str]] = {
    "indicator": {
        "分值": "权重 得分 分数 指标分值 指标权重 权重分值 标准分 满分",
        "三级指标": "指标内容 具体指标 绩效指标名称",
        "指标值确定依据": "指标值依据 确定依据",
    },
    "project": {
        "主管部门": "主管单位 主管局 预算主管部门",
        "项目单位": "单位名称 填报单位 申请单位 预算单位",
        "项目编码": "项目代码",
        "年度绩效目标": "年度目标 年度总体目标 当年目标 绩效目标内容",
    },
}
"""By the kind of record and the field in it, what the field is called elsewhere."""

_NAMES_OF_SUMS = "金额 项目金额 预算金额 预算数 预算总额 项目资金 资金总额 总投资 申请金额"
_SUMS = frozenset(_NAMES_OF_SUMS.split())
_NAMES_OF_NOTHING = (
    "序号 行号 填报人 填表人 制表人 审核人 经办人 负责人 单位负责人 项目负责人 签字 盖章 填报日期 填表日期 "
    "填报时间 填表时间 联系电话 电话 联系方式 手机 评分标准 评分规则 完成值 实际完成值 全年实际值 完成情况 "
    "自评得分 偏差原因 指标类型"
)
_NOTHING = frozenset(_NAMES_OF_NOTHING.split())
"""What other forms ask for, and no record here says."""
_BY_NAME = {
    (entity, name): ours
    for entity, fields in _OURS.items()
    for ours, names in fields.items()
    for name in names.split()
}


def is_other_name(word: str) -> bool:
    """Tell whether forms elsewhere have a column of that name."""
    return word in _NOTHING or word in _SUMS or any(name == word for _, name in _BY_NAME)


def other_name(
    key: str, value: str, entity: Entity, there: Container[str]
) -> tuple[str, tuple[Message, Message]] | None:
    """Return the English name of the field that is called `key` elsewhere, and what to write for it.

    `there` are the English names of the fields that the record has already.
    """
    if entity.name == "project" and key in _SUMS:
        lines: tuple[str, ...] = ("预算:", "  年度:", f"    合计: {short(value)}")
        return "funding", _other(key, "合计", lines, "funding" in there)
    ours = entity.find(_BY_NAME.get((entity.name, key), ""))
    if ours is None:
        return None
    said = value.removesuffix("%") if ours.english == "score" else value
    lines = (f"{ours.chinese}: {short(said)}",)
    if ours.entity == "goal":
        lines = (f"{ours.chinese}:", f"  - {short(said)}")
    return ours.english, _other(key, ours.chinese, lines, ours.english in there)


def _other(key: str, ours: str, lines: tuple[str, ...], is_there: bool) -> tuple[Message, Message]:
    wrong = message("{key} is called {name} here.", key=short(key), name=ours)
    if is_there:
        return wrong, message("It is there already: delete this line, or take over there what differs.")
    return wrong, message("Write instead: {block}", block=block(lines))


def no_such_column(key: str) -> tuple[Message, Message] | None:
    """Return that forms elsewhere have a column `key` and this one has none, None for any other word."""
    if key not in _NOTHING:
        return None
    return message("This form has no {key}.", key=short(key)), message("Delete this line.")
