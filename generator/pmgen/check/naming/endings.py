"""What the end of a name promises of the unit: 人数 is counted in 人, 面积 in 平方米, 率 in %."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from pmgen.check.targets import Measured, bare
from pmgen.check.units import Dimension, Unit
from pmgen.model.targets import Rate


class Promise(NamedTuple):
    """The end of a name that promises something, what the unit may measure, and the usual unit."""

    ending: str
    fitting: frozenset[Dimension]
    usual: str


_ALL = frozenset(Dimension)
_NO_SHARE = _ALL - {Dimension.RATIO}
_NO_PERSONS = _NO_SHARE - {Dimension.PERSONS, Dimension.PERSON_TIMES}
_SHARE = frozenset([Dimension.RATIO, Dimension.RATE, Dimension.GRADE])
_PROMISES = (
    ("人次 人次数", frozenset([Dimension.PERSON_TIMES]), "人次"),
    ("人数 人员数 人员数量 人口数 学生数 职工数", frozenset([Dimension.PERSONS]), "人"),
    ("场次 场次数", frozenset([Dimension.EVENTS]), "场"),
    ("次数 频次", frozenset([Dimension.EVENTS]), "次"),
    ("岗位 岗位数 岗位数量 购置数量 采购数量 安装数量 更新数量 设备数量 车辆数量", _NO_PERSONS, "个"),
    ("户数", _NO_SHARE, "户"),
    ("件数", _NO_SHARE, "件"),
    ("篇数", _NO_SHARE, "篇"),
    ("页数", _NO_SHARE, "页"),
    ("份数", _NO_SHARE, "份"),
    ("期数", _NO_SHARE, "期"),
    ("批次 批次数", _NO_SHARE, "批次"),
    (
        "数 数量 案件数 事件数 文件数 部件数 构件数 软件数 硬件数 用户数 客户数 账户数 商户数 学期数 周期数"
        " 月份数 年份数",
        _NO_SHARE,
        "个",
    ),
    ("大赛 比赛 竞赛 赛事 活动 会议 讲座 演练 工作", _NO_SHARE, "次"),
    ("率 比例 占比 比重 满意度 成功率 有效率 失效率 见效率 生效率", _SHARE, "%"),
    ("面积", frozenset([Dimension.AREA]), "平方米"),
    ("长度 里程 宽度 高度", frozenset([Dimension.LENGTH]), "米"),
    ("金额 总额 单价 造价 产值 销售额 投资额", frozenset([Dimension.MONEY]), "万元"),
    ("时间 时长 时限 期限 年限 工期 天数", frozenset([Dimension.TIME]), "天"),
    ("用水量 供水量 清淤量 土方量 库容", frozenset([Dimension.VOLUME, Dimension.MASS]), "立方米"),
    ("用电量 发电量", frozenset([Dimension.ENERGY]), "千瓦时"),
)
_BY_ENDING = {
    ending: Promise(ending, fitting, usual)
    for endings, fitting, usual in _PROMISES
    for ending in endings.split()
}
_SILENT = frozenset(
    ["效率", "频率", "功率", "速率", "心率", "汇率", "生产率", "分辨率", "容积率", "指数", "系数", "参数"]
)
"""Longer endings that promise nothing, though their last character does."""

_LONGEST = 4
_SIGNS = {
    **{"场次": "场", "场次数": "场", "次数": "次回趟轮", "频次": "次回趟轮", "批次": "批", "批次数": "批"},
    **{"户数": "户家", "件数": "件", "篇数": "篇", "页数": "页版", "份数": "份", "期数": "期"},
}
"""The characters of which the unit has one, where the ending itself is a measure word."""


@lru_cache(maxsize=4096)
def promise_of(name: str) -> Promise | None:
    """Return what the longest known end of a name promises, None where it promises nothing."""
    plain = bare(name)
    for length in range(_LONGEST, 0, -1):
        ending = plain[-length:]
        if ending in _SILENT:
            return None
        if ending in _BY_ENDING:
            return _BY_ENDING[ending]
    return None


def usual_unit(name: str) -> str:
    """Return the unit that the end of a name makes likely, "" where it tells none."""
    promise = promise_of(name)
    return promise.usual if promise else ""


def keeps(promise: Promise, target: Measured, unit: Unit) -> bool:
    """Tell whether a target, whose number is counted in `unit`, measures what the name promises."""
    is_rate = isinstance(target, Rate) and Dimension.RATE in promise.fitting
    if unit.dimension not in promise.fitting and not is_rate:
        return False
    signs = _SIGNS.get(promise.ending)
    return signs is None or any(sign in unit.word for sign in signs)
