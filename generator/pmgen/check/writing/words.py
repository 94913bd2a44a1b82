"""Word lists of general use, and how texts are quoted and compared without a dictionary."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from pmgen.check.rule import Hit

HAN = "\u3400-\u4dbf\u4e00-\u9fff"
"""Chinese characters, for the inside of a character class."""

_RUN = re.compile(f"[{HAN}]+")
_WORDS = re.compile(r"[^\W_]+")


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
""")
"""Words of two characters that tell how something is measured or done, and not what it is about."""


def pairs_of(text: str) -> frozenset[str]:
    """Return every two neighbouring Chinese characters of `text`."""
    return frozenset(run[at : at + 2] for run in _RUN.findall(text) for at in range(len(run) - 1))


@lru_cache(maxsize=4096)
def topic_of(name: str) -> frozenset[str]:
    """Return the pairs of characters that say what `name` is about, without the words that only measure."""
    return pairs_of(_MEASURE.sub(" ", name))


_MEASURE = re.compile("|".join(sorted(MEASURES)))


def plain(text: str) -> str:
    """Return `text` without blanks and marks, as two texts are compared for being the same."""
    return "".join(_WORDS.findall(text))


def around(text: str, start: int, end: int, width: int = 6) -> str:
    """Return the characters from `start` to `end`, to be quoted with some of their line on both sides."""
    before = text[max(0, start - width) : start].rpartition("\n")[2]
    after = text[end : end + width].partition("\n")[0]
    return before + text[start:end] + after


def gathered(hits: Iterable[Hit]) -> Iterable[Hit]:
    """Return `hits` with those made one that say the same of one indicator, as of name and description."""
    found: dict[object, Hit] = {}
    for number, hit in enumerate(hits):
        key = number if hit.indicator is None else (id(hit.indicator), hit.message, hit.repair)
        before = found.get(key)
        spots = hit.spots if before is None else before.spots + hit.spots
        found[key] = Hit(hit.message, spots, hit.indicator, hit.repair)
    return found.values()
