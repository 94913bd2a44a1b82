"""The measure units of targets: what each one measures, its power of ten, and which words mean the same."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from functools import lru_cache

from pmgen.late_pattern import late

POWERS = {
    "十": 1,
    "百": 2,
    "千": 3,
    "万": 4,
    "十万": 5,
    "百万": 6,
    "千万": 7,
    "亿": 8,
    "十亿": 9,
    "百亿": 10,
    "千亿": 11,
    "万亿": 12,
}
"""The words that multiply the unit behind them, as powers of ten."""

POWER_PATTERN = "|".join(sorted(POWERS, key=len, reverse=True))
"""The same words for regular expressions, the longest first."""


class Dimension(Enum):
    """What a unit measures; only things of one dimension can be compared or added."""

    PERSONS = "persons"
    PERSON_TIMES = "person-times"
    LABOUR = "labour"
    BODIES = "organisations, households and places"
    EVENTS = "events"
    THINGS = "things"
    MONEY = "money"
    RATIO = "ratio"
    GRADE = "points and ranks"
    TIME = "time"
    LENGTH = "length"
    AREA = "area"
    VOLUME = "volume"
    MASS = "mass"
    ENERGY = "energy and power"
    DATA = "data"
    PHYSICAL = "other physical quantities"
    RATE = "one thing per another"


_WORDS = {
    Dimension.PERSONS: "人 名 位 生",
    Dimension.PERSON_TIMES: "人次 人·次 人/次",
    Dimension.LABOUR: "人天 人日 人月 人年 人·天 人·日 人·月 人·年 工日 工时 台班 床日",
    Dimension.BODIES: """
        家 户 所 校 院 村 社区 乡 镇 乡镇 街道 县 区 市 省 班 班级 组 小组 团 团队 队 支队
        处 座 栋 幢 间 层 单元 站 站点 网点 点 点位 小区 片 片区 园区 基地 企业 单位 机构 学校
    """,
    Dimension.EVENTS: """
        场 次 场次 期 期次 批 批次 届 轮 轮次 回 趟 茬 遍 起 例 宗 节 讲 集 课次 笔
        班次 车次 架次 航次 航班 台次 户次 家次 件次 辆次 例次 项次 门次 个次 站次 处次 册次 条次 份次
        头次 羽次 只次 株次 套次 校次 村次
    """,
    Dimension.THINGS: """
        个 项 件 份 套 台 台件 台套 辆 艘 架 列 部 本 册 卷 篇 页 版 稿 张 幅 画幅 幅次 帧 条 款 种 类 品种 样
        单 票 证 只 支 头 匹 羽 尾 口 眼 孔 根 株 棵 丛 盆 束 枚 颗 粒 瓶 盒 箱 包 袋 桶 罐 捆 副 双 对
        把 扇 门 盏 面 块 具 牌 顶 床 床位 张床位 席 座位 工位 泊位 车位 岗 岗位 井 桥 杆 线路 芯
        端口 模块 功能点 账号 系统 标段 案 案件 课题 项目 报告 方案 成果 专利 论文 作品 样品 样本
        剂 剂次 针 针次 疗程 峰 封 首 盘 画幅 人份
    """,
    Dimension.MONEY: "元 圆 元人民币 人民币元 角 美元 欧元 英镑 日元 港元 港币 澳门元",
    Dimension.RATIO: "% 百分比 百分之 ‰ 百分点 倍 成 折 ppm",
    Dimension.GRADE: "分 级 等级 星 星级 名次 位次 档 档次 年一遇",
    Dimension.TIME: """
        年 年度 周年 半年 季 季度 月 月份 旬 周 星期 日 天 日历天 自然日 工作日 小时 时 刻钟 分钟 秒 秒钟 毫秒
        学年 学期 学时 课时 h min s ms
    """,
    Dimension.LENGTH: """
        米 延米 延长米 公里 千米 单线公里 车道公里 皮长公里 芯公里 里 海里 厘米 分米 毫米 微米 寸 英寸
        m km dm cm mm μm um nm 公里次
    """,
    Dimension.AREA: """
        平方米 平米 平方 建筑平方米 亩 公亩 公顷 顷 平方公里 平方千米 平方厘米 平方毫米 m2 km2 cm2 mm2 hm2 ha
        亩次 公顷次 平方米次
    """,
    Dimension.VOLUME: """
        立方米 立方 方 土方 立方分米 立方厘米 升 公升 毫升 m3 nm3 dm3 cm3 l ml
    """,
    Dimension.MASS: """
        吨 公斤 千克 克 毫克 微克 斤 两 担 吨标准煤 吨标煤 吨二氧化碳 吨二氧化碳当量
        t kg g mg μg ug ng tce kgce tco2
    """,
    Dimension.ENERGY: """
        度 瓦时 千瓦时 千瓦·时 千瓦小时 兆瓦时 焦耳 千焦 兆焦 吉焦 千卡 瓦 千瓦 兆瓦 千伏安 马力
        kw·h kwh mw·h mwh wh j kj mj gj kcal w kw mw gw kva mva kwp mwp
    """,
    Dimension.DATA: "字节 字 比特 兆 兆字节 bit b kb mb gb tb pb bps kbps mbps gbps",
    Dimension.PHYSICAL: """
        摄氏度 °c 度c 分贝 db db(a) 勒克斯 lx lm 帕 千帕 兆帕 pa kpa mpa 伏 千伏 v kv 安 安培 a
        赫兹 hz mhz ghz 毫西弗 msv 牛 千牛 n kn mol mmol iu ntu 吨位 载重吨
    """,
}
"""What each unit measures, in small letters. Words for things that are counted are measure words, and nouns
that forms use as such (个 岗位, 项 课题)."""

_MEASURES = {word: dimension for dimension, words in _WORDS.items() for word in words.split()}
_NO_TIMES = frozenset("层单样对把份")
_MEASURES |= {
    f"{word}次": Dimension.EVENTS
    for word, dimension in list(_MEASURES.items())
    if dimension in (Dimension.BODIES, Dimension.THINGS)
    and len(word) == 1
    and word not in _NO_TIMES
    and f"{word}次" not in _MEASURES
}
"""Of all that is counted one may count how often it is seen: 17座 and 408座次, 12镇 and 144镇次."""
_LEAST_ALONE = 4
_POWER = late(POWER_PATTERN)
_PARENTHESES = late(r"(.+)\((.+)\)")
_DOTS = str.maketrans("•・⋅∙．", "·····")
_SAME = {
    other: word
    for word, others in (
        ("人", "名 位"),
        ("人次", "人·次 人/次"),
        ("元", "圆 元人民币 人民币元"),
        ("天", "日"),
        ("%", "百分比 百分之"),
        ("周", "星期"),
        ("批", "批次"),
        ("期", "期次"),
        ("米", "m"),
        ("千米", "公里 km"),
        ("平方米", "平米 平方 m2"),
        ("立方米", "立方 方 m3"),
        ("克", "g"),
        ("千克", "公斤 kg"),
        ("吨", "t"),
        ("千瓦", "kw"),
        ("千瓦时", "度 千瓦·时 千瓦小时 kw·h kwh"),
    )
    for other in others.split()
}
"""Other ways of writing a unit."""

_IN_BASE = {
    word: (base, Fraction(factor))
    for base, scales in (
        ("平方米", "公顷 10000 ha 10000 亩 2000/3 顷 200000/3 平方千米 1000000 平方公里 1000000 km2 1000000"),
        ("克", "吨 1000000 斤 500"),
        ("米", "里 500 海里 1852 厘米 1/100 cm 1/100 毫米 1/1000 mm 1/1000 延米 1 延长米 1"),
        (
            "秒",
            "秒钟 1 分钟 60 刻钟 900 小时 3600 时 3600 h 3600 天 86400 日历天 86400 自然日 86400 周 604800",
        ),
        ("月", "月份 1 季 3 季度 3 半年 6 年 12 年度 12 周年 12"),
        ("", "% 1/100 ‰ 1/1000 成 1/10 折 1/10"),
        ("元", "角 1/10"),
    )
    for word, factor in zip(scales.split()[::2], scales.split()[1::2], strict=True)
}
"""Units that are so many of another one, where a power of ten in the word does not say it already."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that is known: 万份 is `word` 份 times ten to the `power` 4; `per` is what follows a slash."""

    word: str
    dimension: Dimension
    power: int = 0
    per: str = ""


@lru_cache(maxsize=1024)
def read_unit(unit: str) -> Unit | None:
    """Return what is known of a unit as it is written, None where it is in no table.

    万 and 亿 alone are none: only the field in which they stand tells of what they are ten thousand.
    """
    plain = _usual(unit).lower()
    return _simple(plain) or _combined(plain)


def dimension_of(unit: str) -> Dimension | None:
    """Return what a unit measures, None where the unit is not known."""
    known = read_unit(unit)
    return known.dimension if known else None


def same_unit(word: str) -> str:
    """Return the one word for all ways of writing a unit: 人 for 名, 千米 for 公里, 平方米 for m2."""
    return _SAME.get(word.lower() if len(word) > 1 else word, word)


@lru_cache(maxsize=1024)
def plain_unit(unit: str) -> tuple[int, str]:
    """Return the power of ten in a unit, and the plain unit behind it; equal ones are written alike.

    万人次 is 4, 人次; 公里 and 千米 are 3, 米; 元/㎡ is 0, 元/平方米; what is in no table stays as it is.
    """
    usual = _usual(unit)
    known = _simple(usual.lower())
    over, slash, per = usual.partition("/")
    if known is None and slash:
        power, word = plain_unit(over)
        return power, f"{word}/{'/'.join(same_unit(each.removeprefix('每')) for each in below(per))}"
    # As typed: MW is not mW.
    power, word = (known.power, same_unit(usual[-len(known.word) :])) if known else _split(usual)
    more, base = _split(word)
    return (power + more, same_unit(base)) if base in _MEASURES else (power, word)


@lru_cache(maxsize=1024)
def in_base_unit(unit: str) -> tuple[Fraction, str]:
    """Return how many of its base unit a unit is, and that: 2小时 and 120分钟 come to the same number of 秒.

    Units between which nobody converts, such as 工作日 and 天, have different bases.
    """
    power, word = plain_unit(unit)
    factor, base = Fraction(10) ** power, word
    if word in _IN_BASE:
        base, scale = _IN_BASE[word]
        factor *= scale
    return factor, base


_LONGEST_WORD = max(map(len, _MEASURES))
_ONE_SIGN = "㎡㎥㎞㎏㎝㎜％"


_PARTS_OF_WORDS = frozenset([("支队", "伍"), ("周", "末")])
"""Units, and the character before which they are part of another word: 3支队伍, 3个周末."""


def unit_at(text: str, start: int) -> str:
    """Return the longest unit that stands at a place of a text, with 万 or 个 before it; "" for none."""
    power = _POWER.match(text, start)
    for first in (power.end(), start) if power else (start,):
        after = first + 1 if text.startswith("个", first) else first
        for begin in dict.fromkeys((after, first)):
            for length in range(_LONGEST_WORD, 0, -1):
                word = text[begin : begin + length]
                is_known = word in _MEASURES or (length == 1 and word and word in _ONE_SIGN)
                is_known = (
                    is_known and (word, text[begin + length : begin + length + 1]) not in _PARTS_OF_WORDS
                )
                if is_known and not (begin > first and _is_no_unit_behind_ge(word)):
                    return text[start : begin + min(length, len(text) - begin)]
    return ""


def _is_no_unit_behind_ge(word: str) -> bool:
    """Tell whether a word behind 个 begins another one: 回 in 2个回收站, 场 in 3个场馆."""
    return word == "个" or _MEASURES.get(word) is Dimension.EVENTS


def _split(word: str) -> tuple[int, str]:
    match = _POWER.match(word)
    return (POWERS[match[0]], word[match.end() :]) if match else (0, word)


def below(per: str) -> list[str]:
    """Return the words below the slash of a rate: 人 and 月 of 元/人·月."""
    return re.split("[/·]", per)


def is_percent(unit: str) -> bool:
    """Tell whether a unit is per cent, in either width or in words."""
    return same_unit(_usual(unit)) == "%"


def is_power_alone(unit: str) -> bool:
    """Tell whether a unit is 万, 亿 or the like alone: ten thousand of what, only its field can tell."""
    return POWERS.get(unit.strip(), 0) >= _LEAST_ALONE


def yuan_power(unit: str, *, colloquial: bool = False) -> int | None:
    """Return 0 for 元, 4 for 万元, 8 for 亿元; None for what is no multiple of 元.

    With `colloquial` 万 and 亿 alone stand for 万元 and 亿元, as people write them in a cost.
    """
    if colloquial and is_power_alone(unit):
        return POWERS[unit.strip()]
    known = read_unit(unit)
    return known.power if known and same_unit(known.word) == "元" and not known.per else None


def is_money(unit: str) -> bool:
    """Tell whether a unit is 元 or a multiple of it; 万 and 亿 alone are meant so in a cost."""
    return yuan_power(unit, colloquial=True) is not None


def _usual(unit: str) -> str:
    return unicodedata.normalize("NFKC", unit).translate(_DOTS).strip().replace(" ·", "·")


def _simple(word: str) -> Unit | None:
    """Return a unit of the table, with 万, 千 and the like before it, or 个 as in 个工作日."""
    for power, rest in ((0, word), _split(word)):
        plain = rest if rest in _MEASURES else rest.removeprefix("个")
        if plain in _MEASURES and rest != "个个":
            return Unit(plain, _MEASURES[plain], power)
    return None


def _combined(word: str) -> Unit | None:
    """Return a unit of several: 元/人·月, 场(次), 个(套)."""
    if parts := _PARENTHESES.fullmatch(word):
        return _simple(parts[1] + parts[2]) or _either(parts[1], parts[2])
    over, slash, per = word.partition("/")
    unit = _simple(over)
    if not slash or unit is None or not all(map(_is_below, below(per))):
        return None
    return Unit(unit.word, Dimension.RATE, unit.power, per)


def _is_below(word: str) -> bool:
    """Tell whether a word may stand below the slash: 人, 每人, 万人, 100公里."""
    return _simple(word.removeprefix("每").lstrip("0123456789")) is not None


def _either(first: str, second: str) -> Unit | None:
    """Return the first of two units of which either may be meant."""
    return _simple(first) if _simple(second) else None
