"""Word lists for names and texts: bare names, the topic of a name, the unit that its end promises."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from pmgen.check.review_rule import Measured, Violation, without_note
from pmgen.check.wording.chinese_characters import HAN
from pmgen.late_pattern import late
from pmgen.model.targets import Rate
from pmgen.model.terms import Category
from pmgen.model.units import Dimension, Unit

_RUN = late(f"{HAN}+")
_WORDS = late(r"[^\W_]+")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


BARE_NAMES = _words("""
    其他 其它 成本 总成本 费用 经费 支出 金额 资金 数量 总数 个数 人数 人次 次数 场次 件数 质量 时效 时间 时限
    期限 效益 效果 影响 满意度 满意率 完成率 合格率 及时率 准确率 覆盖率 达标率 到位率 发放率 使用率 服务对象
    群众 公众 项目 工作 任务 内容 指标 目标 情况 完成情况 按时完成 及时完成 无
""")
"""Names that do not say what is measured, without the word 指标 at their end."""

MEASURES = _words("""
    数量 质量 时效 成本 效益 指标 人数 人次 次数 场次 个数 件数 项数 数目 总数 比例 比率 占比 面积 长度 里程
    天数 完成 合格 及时 准确 到位 覆盖 达标 验收 圆满 规范 合规 通过 正常 有效 顺利 按时 按期 时间 时限 周期
    期限 进度 情况 程度 水平 能力 满意 标准 工作 项目 任务 计划 业务 活动 内容 相关 各类 各项 年度 全年 本市
    全市 全区 全县 我市 全部 单位 人员 对象 部门 机构 群众 公众 开展 组织 实施 推进 推动 加强 提升 提高 促进
    保障 确保 实现 做好 进行 参加 参与 举办 支持 涉及 符合 条件 政策 发放 拨付 支付 支出 资金 经费 费用 补贴
    补助 管理 服务 建设 新增 制定 编制 使用 购买 购置 采购 处置 故障 数据 金额 以上 以下 以内 以外
    竣工 完工 施工
""")
"""Words of two characters that tell how something is measured or done, and not what it is about."""


@lru_cache(maxsize=4096)
def pairs_of(text: str) -> frozenset[str]:
    """Return every two neighbouring Chinese characters of `text`."""
    return frozenset(run[at : at + 2] for run in _RUN.findall(text) for at in range(len(run) - 1))


@lru_cache(maxsize=4096)
def topic_pairs(name: str) -> frozenset[str]:
    """Return the pairs of characters that say what `name` is about, without the words that only measure."""
    return pairs_of(_MEASURE.sub(" ", name))


_MEASURE = late("|".join(sorted(MEASURES)))


def without_punctuation(text: str) -> str:
    """Return `text` without blanks and marks, as two texts are compared for being the same."""
    return "".join(_WORDS.findall(text))


def around(text: str, start: int, end: int, width: int = 6) -> str:
    """Return the characters from `start` to `end`, to be quoted with some of their line on both sides."""
    before = text[max(0, start - width) : start].rpartition("\n")[2]
    after = text[end : end + width].partition("\n")[0]
    return before + text[start:end] + after


def merged_violations(violations: Iterable[Violation]) -> Iterable[Violation]:
    """Return `violations` with those made one that say the same of one indicator."""
    alike: dict[object, list[Violation]] = {}
    for number, violation in enumerate(violations):
        key = (
            number
            if violation.indicator is None
            else (id(violation.indicator), violation.message, violation.repair)
        )
        alike.setdefault(key, []).append(violation)
    return [_merged(same) for same in alike.values()]


def _merged(same: Sequence[Violation]) -> Violation:
    first = same[0]
    spots = tuple(spot for violation in same for spot in violation.spots)
    return Violation(first.message, spots, first.indicator, first.repair)


class ExpectedUnit(NamedTuple):
    """The end of a name that promises something, what the unit may measure, and the usual unit."""

    ending: str
    fitting: frozenset[Dimension]
    usual: str


_ALL = frozenset(Dimension)
_NO_SHARE = _ALL - {Dimension.RATIO}
_NO_PERSONS = _NO_SHARE - {Dimension.PERSONS, Dimension.PERSON_TIMES}
_SHARE = frozenset([Dimension.RATIO, Dimension.RATE, Dimension.GRADE])
_WORK = "工作"
_DAYS, _DAYS_OF_WORK = "天数", ("天", "日")
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
        " 月份数 年份数 折页数 单页数 彩页数 活页数 插页数 网页数 主页数 邮件数 稿件数 零件数 配件数 信件数"
        " 证件数 快件数 附件数 省份数 股份数 门户数",
        _NO_SHARE,
        "个",
    ),
    ("大赛 比赛 竞赛 赛事 活动 会议 讲座 演练 工作", _NO_SHARE, "次"),
    ("率 比例 占比 比重 满意度 成功率 有效率 失效率 见效率 生效率", _SHARE, "%"),
    ("面积", frozenset([Dimension.AREA]), "平方米"),
    ("长度 里程 宽度 高度", frozenset([Dimension.LENGTH]), "米"),
    ("金额 总额 单价 造价 产值 销售额 投资额", frozenset([Dimension.MONEY]), "万元"),
    ("时间 时长 时限 期限 年限 工期 天数", frozenset([Dimension.TIME]), "天"),
    (
        "课时 课时数 学时 学时数 工时 工时数 小时数",
        frozenset([Dimension.TIME, Dimension.EVENTS, Dimension.LABOUR]),
        "课时",
    ),
    ("公里数 里程数", frozenset([Dimension.LENGTH]), "公里"),
    ("亩数 平米数", frozenset([Dimension.AREA]), "亩"),
    ("吨数 公斤数", frozenset([Dimension.MASS]), "吨"),
    ("用水量 供水量 清淤量 土方量 库容", frozenset([Dimension.VOLUME, Dimension.MASS]), "立方米"),
    ("用电量 发电量", frozenset([Dimension.ENERGY]), "千瓦时"),
)
_BY_ENDING = {
    ending: ExpectedUnit(ending, fitting, usual)
    for endings, fitting, usual in _PROMISES
    for ending in endings.split()
}
_SILENT = frozenset(
    [
        "效率",
        "频率",
        "功率",
        "速率",
        "心率",
        "汇率",
        "生产率",
        "分辨率",
        "容积率",
        "指数",
        "系数",
        "参数",
        "名次数",
    ]
)
"""Longer endings that promise nothing, though their last character does."""

_LONGEST = 4
_SIGNS = {
    **{"场次": "场", "场次数": "场", "次数": "次回趟轮", "频次": "次回趟轮", "批次": "批", "批次数": "批"},
    **{"户数": "户家", "件数": "件", "篇数": "篇", "页数": "页版", "份数": "份", "期数": "期"},
}
"""The characters of which the unit has one, where the ending itself is a measure word."""


@lru_cache(maxsize=4096)
def expected_unit(name: str) -> ExpectedUnit | None:
    """Return what the longest known end of a name promises, None where it promises nothing."""
    plain = without_note(name)
    for length in range(_LONGEST, 0, -1):
        ending = plain[-length:]
        if ending in _SILENT:
            return None
        if ending in _BY_ENDING:
            return _BY_ENDING[ending]
    return None


def usual_unit(name: str) -> str:
    """Return the unit that the end of a name makes likely, "" where it tells none."""
    promise = expected_unit(name)
    return promise.usual if promise else ""


def fits_expected_unit(
    promise: ExpectedUnit, target: Measured, unit: Unit, category: Category | None
) -> bool:
    """Tell whether a target, whose number is counted in `unit`, measures what the name promises.

    Work is done by degrees: only a quantity of it is a count, elsewhere a share says how far it came.
    """
    is_share = unit.dimension is Dimension.RATIO and category is not Category.QUANTITY
    if is_share and promise.ending == _WORK:
        return True
    if unit.dimension is Dimension.LABOUR and promise.ending == _DAYS:
        return unit.word.endswith(_DAYS_OF_WORK)
    is_rate = isinstance(target, Rate) and Dimension.RATE in promise.fitting
    if unit.dimension not in promise.fitting and not is_rate:
        return False
    signs = _SIGNS.get(promise.ending)
    return signs is None or any(sign in unit.word for sign in signs)
