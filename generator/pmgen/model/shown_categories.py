"""Which 二级指标 the name and the target of an indicator show, and which of them stand below a 一级指标."""

from __future__ import annotations

from collections.abc import Sequence

from pmgen.late_pattern import late
from pmgen.model.field_definitions import Field
from pmgen.model.target_reading import read_target
from pmgen.model.targets import Deadline, Period, Rate
from pmgen.model.terms import Category, level1_words

PROMPT = late(r"(?:及时|按时|按期|如期|准时)(?:完成|办结|交付|发放|拨付|支付|到位|响应|处置)?(?:率|性)?\Z")
DAY = late(r"(?:完成|完工|竣工|开工|交付|办结|验收|上线|投用)(?:时间|时限|期限|日期)\Z")
PAID_CYCLE = late(r"(?:发放|支付|拨付|结算|缴纳|报销)周期\Z")
WORK_CYCLE = late(
    r"(?:报[送告]|巡[检查护]|[检抽]查|检测|监测|清[掏运]|施工|服务|保障|运维|维护|养护|验收|开展|盘点|培训|采集)周期\Z"
)
CONTENT = late(r"(?<!验证结果)满意[度率]\Z")
"""How content people are; the result of a 能力验证 is 满意, too, where a laboratory has passed."""
COST = late(r"(?:成本|单价|造价|费用)\Z")
ANY_RATE = "(?:(?<![频功税利汇费倍效])|(?<=有效)|(?<=成功)|(?<=浪费))率"
RATE = late(rf"{ANY_RATE}\Z|(?<=.)(?:比例|占比|百分比)\Z")
_TIME = late(r"(?:时间|时限|期限|日期|工期|时长|周期|进度)\Z")
_COUNT = late(r"(?:(?<![指系参分倍级读函度天时均])数|数量|人次|场次|面积|里程)\Z")
_SIGNS = (
    (CONTENT, Category.SATISFACTION),
    (PROMPT, Category.TIMELINESS),
    (_TIME, Category.TIMELINESS),
    (COST, Category.COST),
    (RATE, Category.QUALITY),
    (_COUNT, Category.QUANTITY),
)


def shown_category(name: str, target: str) -> Category | None:
    """Return the category that the end of a name shows, or else the kind of its target; None for neither."""
    shown = next((category for pattern, category in _SIGNS if pattern.search(name.strip())), None)
    if shown or not target:
        return shown
    match read_target(target).target:
        case Deadline() | Period():
            return Category.TIMELINESS
        case Rate(unit="元" | "万元"):
            return Category.COST
        case _:
            return None


def words_below(text: str, field: Field, levels: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Return the words of a field, which is 二级指标, that stand below one of 一级指标; none for others.

    `levels` are those of the form, each 二级指标 behind its 一级指标; the usual ones where there are none.
    """
    above = text if text.endswith("指标") else f"{text}指标"
    usual = ((level1_words(each)[0], each.chinese) for each in Category)
    return (
        tuple(word for level1, word in levels or usual if above == level1) if field.term is Category else ()
    )
