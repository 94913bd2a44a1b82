"""Limits that hold for anything: a day has 24 hours, a year 12 months, and a share is of all at most."""

from __future__ import annotations

import re
from calendar import isleap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from pmgen.check.relations.days.season_months import SEASONS
from pmgen.check.statements.statement import Direction, Statement
from pmgen.late_pattern import late
from pmgen.model.units import Dimension

_DAY, _MONTH = 86400, Fraction(1)
_LEAP_YEAR = Fraction(366 * _DAY)


@dataclass(frozen=True, slots=True)
class Limit:
    """So much at most of a unit in a time; `words` say so."""

    base: str
    most: Fraction
    time: re.Pattern[str]
    words: str


_LIMITS = (
    Limit("秒", Fraction(_DAY), late("每[日天]|日均|单日|每昼夜|(?:每天|每日)\\Z"), "1天=24小时"),
    Limit(
        "秒", Fraction(7 * _DAY), late("每(?:周|星期)(?![一二三四五六日天][至到、上下晚]|.*按)"), "1周=7天"
    ),
    Limit("秒", Fraction(31 * _DAY), late("每月|月均"), "1个月≤31天"),
    Limit("秒", Fraction(366 * _DAY), late("全年|年度|每年|年均|天数|当年"), "1年≤366天"),
    Limit("工作日", Fraction(262), late("全年|年度|每年|年均|当年"), "1年≤262个工作日"),
    Limit("月", Fraction(12), late("全年|年度|每年|月数|月份数|当年"), "1年=12个月"),
)
_NO_LIMIT = late(
    "住院|床日|用工|投工|[两二三四五六七八九十几多各][个处家座支所名组台辆条间]|累计|合计|总时长|总天数|总时间|[人台床机]天|[2-9]年|[二三四五]年|跨年|两年"
)
_SHARE = late("(?<![频功税利汇费倍效增])率\\Z|满意度\\Z|(?:占比|比例|比重)\\Z")
_MAY_EXCEED = late(
    "增|倍|同比|(?<!再)利用率|负荷|产能|回报|收益|杠杆|覆盖率|出勤|周转|完成率|毛利|投资|拉动|溢价|比值|执行率|担保|拨备|偿付|产[羔仔犊驹]|繁殖|繁活|毛入[学园]|复种"
)


def beyond_limit(
    statement: Statement, subject: str, counts: Sequence[Statement], year: int | None = None
) -> str:
    """Return the limit that a quantity breaks, in words; "" where it breaks none.

    `subject` are the words that say in which time it happens, and what is measured. Many who share the work,
    of which `counts` has the number, may do more than one of them. The `year` may have but 365 days.
    """
    if (
        _NO_LIMIT.search(subject)
        or statement.dimension is Dimension.RATE
        or statement.behind.startswith("次")
    ):
        return ""
    if statement.dimension is Dimension.RATIO:
        return _beyond_all(statement, subject)
    is_deadline = statement.direction is Direction.AT_MOST and statement.dimension is Dimension.TIME
    for limit in _LIMITS:
        if statement.base == limit.base and limit.time.search(subject):
            if not is_deadline and _is_leap_day(statement, limit, year):
                return "1年=365天"
            is_beyond = statement.low > limit.most and not is_deadline
            return limit.words if is_beyond and not _is_shared(statement, subject, counts) else ""
    return ""


def _is_leap_day(statement: Statement, limit: Limit, year: int | None) -> bool:
    """Tell whether a quantity has all 366 days of a year that has one fewer."""
    return year is not None and statement.low == limit.most == _LEAP_YEAR and not isleap(year)


def _is_shared(statement: Statement, subject: str, counts: Sequence[Statement]) -> bool:
    """Tell whether a time may be that of many: 43200小时 of 600名, 72小时 each."""
    if "每" in subject.replace("每年", ""):
        return False
    return any(each.is_one and (statement.stated / each.low).denominator == 1 for each in counts)


_PRICE_OF_AN_HOUR = late("每(?:人|名)?(?:个)?小时[^，。；0-9]{0,8}[0-9.,]+万?元|元[/／](?:人·?)?(?:小时|h)")


_GOES_ON = late("开放|营业|运行|播出|播放|供[水电热气暖]|值守")
"""What one house or machine does, by however many it is done."""


def are_hours_bought(hours: Statement, subject: str, text: str, limit: str) -> bool:
    """Tell whether many may work in hours, which are paid one by one: 每月1200小时，每小时45元.

    The `limit` that they break is not that of a day, nor is it by the hour that a house is open.
    """
    if hours.unit != "小时" or limit == _LIMITS[0].words or _GOES_ON.search(subject):
        return False
    return _PRICE_OF_AN_HOUR.search(text) is not None


def _beyond_all(statement: Statement, subject: str) -> str:
    if statement.is_change or not is_share_of_all(subject):
        return ""
    return "100%" if statement.high > 1 else ""


def is_share_of_all(subject: str) -> bool:
    """Tell whether words end in the name of a share that is 100% at most: 验收合格率, but not 预算执行率."""
    return _SHARE.search(subject) is not None and not _MAY_EXCEED.search(subject)


_LEAST_SATISFACTION = Fraction(1, 2)


def is_hardly_meant(statement: Statement, name: str) -> bool:
    """Tell whether satisfaction is asked for of fewer than every other: ≥9% where 90% is meant."""
    is_satisfaction = name.endswith(("满意度", "满意率")) and not name.endswith(("不满意度", "不满意率"))
    is_share = statement.dimension is Dimension.RATIO and statement.direction is not Direction.AT_MOST
    return (
        is_satisfaction and is_share and not statement.is_change and 0 < statement.high < _LEAST_SATISFACTION
    )


_FULL_SCORE = late("满分(?:为|是|按)?(?P<most>[0-9]{2,4})分")
_SCORE = late("(?:得分|评分|考核分|评价分数?)\\Z")


def beyond_full_score(statement: Statement, name: str, texts: str) -> str:
    """Return the full score that a row of scores goes beyond, in words; 100 where `texts` name none."""
    match = _FULL_SCORE.search(texts)
    if statement.unit != "分" or not (match or _SCORE.search(name)):
        return ""
    most = int(match["most"]) if match else 100
    return f"满分{most}分" if statement.low > most else ""


_AFTERWARDS = late(
    "核查|验收|检查|成活|总结|考核|支付|拨付|兑现|结算|评价|审计|发放|整改|归档|结清|清算|付清|付款|兑付|到账|到位|评估|报送|上报"
)
_TERM_ENDS = {"秋季": (1, 2), "春季": (7, 8)}
"""The months in which a term ends that is called by its season."""
_OVER_A_YEAR = ("冬季", "冬天", "冬令", "元旦", "春节", "春运", "元宵", "汛期")
_PREPARED = late("检修|维修|采购|购置|储备|招[标聘生]|改造|建设|安装|施工|签订|签约|方案|准备|前|后")
"""What is done for a season, long before it: 冬季供暖设备检修."""


@cache
def _seasons() -> tuple[tuple[str, frozenset[int]], ...]:
    """Return the seasons of work by their words, with the months in which something of them is done."""
    return tuple(
        (word, each.months_of_work)
        for each in SEASONS
        if each.before is not None
        for word in each.words.split("|")
    )


def out_of_season(subject: str, months: Iterable[int]) -> str:
    """Return the season that `subject` names and that all `months` are far from; "" where there is none."""
    if _AFTERWARDS.search(subject):
        return ""
    said = frozenset(months)
    found = (
        name
        for name, allowed in _seasons()
        if name in subject and said.isdisjoint(allowed) and not _is_end_of_term(name, subject, said)
    )
    return next((name for name in found if name not in _OVER_A_YEAR or not _PREPARED.search(subject)), "")


def _is_end_of_term(season: str, subject: str, months: frozenset[int]) -> bool:
    return f"{season}学期" in subject and not months.isdisjoint(_TERM_ENDS.get(season, ()))


_HOURS_EACH_DAY = late(r"(?P<hours>[0-9]{2,3})小时[×xX*](?=[0-9]{2,3}[天日])")
_DAYS_OF_A_YEAR = late(r"(?:全年|日均|每[天日])[^。；\n]{0,24}?(?<![0-9.,])(?P<days>3[0-9]{2})天(?!次)")


def impossible_factors(text: str) -> Iterator[tuple[int, int, str]]:
    """Give the hours of a day and the days of a year in a reckoning that are too many, with their limit.

    28小时×365天; 日均46吨，375天.
    """
    for match in _HOURS_EACH_DAY.finditer(text):
        if int(match["hours"]) > 24:
            yield match.start("hours"), match.end("hours") + 2, "1天=24小时"
    for match in _DAYS_OF_A_YEAR.finditer(text):
        if int(match["days"]) > 366:
            yield match.start("days"), match.end("days") + 1, "1年≤366天"


_NESTED = late(
    r"(?<![0-9.])(?P<many>[0-9]{1,4})个(?P<upper>县[市区]?|区县|旗县|乡镇街?道?|镇街|镇|乡|街道|苏木镇?)"
    r"(?P<few>[0-9]{1,4})个(?P<lower>行政村|建制村|自然村|嘎查村?|村(?![民级医干部小卫校官支两道组落庄办委])|乡镇(?![卫级])|苏木)"
)
_SIGNS_OF_NESTED = ("个行政村", "个建制村", "个自然村", "个嘎查", "个村", "个乡镇", "个苏木")
_LOWEST = ("村", "查")
_COUNTIES = late("县|区|旗")


def fewer_below_than_above(text: str) -> Iterator[tuple[int, int, str]]:
    """Give fewer places than there are of those that they lie in, with what must be: 30个乡镇5个行政村."""
    for match in _NESTED.finditer(text) if any(each in text for each in _SIGNS_OF_NESTED) else ():
        upper, lower = match["upper"], match["lower"]
        is_below = lower.endswith(_LOWEST) or _COUNTIES.search(upper) is not None
        if is_below and int(match["many"]) > int(match["few"]):
            yield match.start(), match.end("lower"), f"1个{upper}≥1个{lower}"
