"""When two quantities are counted alike, and when they say the same."""

from __future__ import annotations

from fractions import Fraction

from pmgen.check.statements.statement import Direction, Statement
from pmgen.check.wording.chinese_characters import HAN
from pmgen.late_pattern import late
from pmgen.model.units import Dimension

PEOPLE = frozenset([Dimension.PERSONS, Dimension.PERSON_TIMES])
THINGS = frozenset([Dimension.BODIES, Dimension.THINGS])
PHYSICAL = frozenset(
    [Dimension.LENGTH, Dimension.AREA, Dimension.VOLUME, Dimension.MASS, Dimension.ENERGY, Dimension.DATA]
)

TIMES_A_YEAR = {
    **{"半年": (2,), "半月": (24, 26), "季度": (4,), "季": (4,), "月": (12,), "旬": (36,), "学期": (2,)},
    **{"两月": (6,), "两周": (26,), **{f"{months}个月": (months,) for months in range(1, 12)}},
    **{"周": (52, 53), "星期": (52, 53), "天": (365, 366), "日": (365, 366), "工作日": (250,)},
}
"""How often in a year something is done that is done each time."""

STANDARD = "标准(?:\\Z|[为是按：:（(不每约由从0-9]|统一|提[高升]|调整|降低|达到?|最[高低]|控制)"
"""The word that makes an amount a price, 补助标准为500元, and does not begin a name, 标准厂房500万元."""

SOME_OF_THE_YEAR = late(
    "汛期(?!前|来临)|[寒暑]假|(?<!每)(?<!每个)学期|[防采供][^，。；]期|[旺淡雨旱]季|[春夏秋冬]季|[上下]半年|月(?:份|[0-9]{1,2}日)?起"
    "|冬春|高峰|期间|第[一二三四]季度|试[点运]|(?<![0-9.])(?:1[0-2]|[1-9])月(?:份|[0-9]{1,2}日)?[至到—–～~-]"
)
"""Words of a part of the year, in which something is done more often or alone."""

A_FEW = late("骨干|重点|示范|优秀|领军|精品|核心|先进|拔尖|高[层级]|[国省市区县镇]级|星级|品牌")
"""Words of some among many that are chosen, and not told apart from others."""

_TIMES = frozenset([*TIMES_A_YEAR, "年", "次"])
_OF_EACH = late("单个|每(?![年月周日天季半])|每月每|[人户亩]均|亩产|平均|单价|" + STANDARD)
_OTHER_TIME = late(
    "上一?年|去年|往年|历年|累计|截至|截止|[二三四五十]年|[2-9]年|十四五|十五五|已|现有|原有|目前|基础上|[由从]\\Z"
    "|(?:改造|整治|治理|实施|建设|修复|提升|项目|投用|接种|培训|施工|普及)(?:之|以)?前(?!(?:期|完成|建成|投入))"
)


def is_of_each(statement: Statement) -> bool:
    """Tell whether a quantity is that of each of many, such as a price."""
    of = set(statement.per.split("·")) - _TIMES
    return bool(of - {""}) or _OF_EACH.search(statement.before) is not None


def is_of_other_time(statement: Statement) -> bool:
    """Tell whether a quantity is not that of the year, but of the one before or of three years."""
    return _OTHER_TIME.search(statement.before) is not None


_BOUND = late(
    "(?:不(?:超过?|高于|低于|大于|小于|多于|少于|足|到|满)|超过?|[高低大小多少]于|达到?|满)[^，。；、0-9]{0,6}\\Z"
)
_OF_IT = late(
    "(?:及?以[上下内外]|之?内|左右)?[^，。；、的0-9]{0,6}的(?![得计扣给为按])[^，。；、0-9]{1,12}?(?:占|比|率|数)"
)


_BY_WHICH = late(f"{HAN}{{1,6}}?[因由经][^，。；]{{1,12}}的{HAN}{{2}}")


def tells_which(statement: Statement) -> bool:
    """Tell whether a number says which ones are counted: 书包不超过体重10%的学生占比, 500吨因…少的损失."""
    if _BY_WHICH.match(statement.behind):
        return True
    is_bound = _BOUND.search(statement.before) is not None or statement.behind.startswith(("以", "及以"))
    return is_bound and _OF_IT.match(statement.behind) is not None


def are_comparable(one: Statement, other: Statement) -> bool:
    """Tell whether two quantities are counted alike: people, or things, or what has one base unit."""
    kinds = {one.dimension, other.dimension}
    return kinds <= PEOPLE or kinds <= THINGS or (len(kinds) == 1 and one.base == other.base)


def agrees(one: Statement, other: Statement) -> bool:
    """Tell whether two quantities are the same, by the year where one says it by the month."""
    if not are_comparable(one, other) or {one.direction, other.direction} == AGAINST:
        return False
    if one.is_one and other.is_one:
        if one.each != other.each and {one.each, other.each} <= TIMES_A_YEAR.keys():
            return _come_to_the_same(one, other)
        return (
            any(one.low * first == other.low * second for first in _yearly(one) for second in _yearly(other))
            or _makes_a_year(one, other)
            or _makes_a_year(other, one)
        )
    return one.low <= other.high and other.low <= one.high


_CALENDAR_MARGIN = Fraction(6, 5)
"""How much more one of two periods may make in a year: 1次/周 and 4次/月."""


def _come_to_the_same(one: Statement, other: Statement) -> bool:
    """Tell whether so much each time, and so much each other time, are nearly the same in a year."""
    pairs = ((one.low * a, other.low * b) for a in TIMES_A_YEAR[one.each] for b in TIMES_A_YEAR[other.each])
    return any(max(pair) <= min(pair) * _CALENDAR_MARGIN for pair in pairs)


AGAINST = {Direction.AT_LEAST, Direction.AT_MOST}
"""Directions of two numbers that cannot both be meant."""


_HOLIDAYS = Fraction(11, 10)
"""How much more than the year's number the weeks and days of a calendar may make, some being holidays."""


def _makes_a_year(each: Statement, year: Statement) -> bool:
    """Tell whether so much each week or day is at least, and hardly more than, so much a year."""
    if each.each not in _SHORT_TIMES or year.each or year.direction is not Direction.AT_LEAST:
        return False
    return any(year.low <= each.low * often <= year.low * _HOLIDAYS for often in _yearly(each)[1:])


_SHORT_TIMES = frozenset(["周", "星期", "天", "日", "工作日"])


def _yearly(statement: Statement) -> tuple[int, ...]:
    return (1, *TIMES_A_YEAR.get(statement.each, ()))
