"""Rules about deadlines and durations; those about years and the project's own days are year rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pmgen.check.review_rule import (
    Evidence,
    ProjectRule,
    ReviewedProject,
    Rule,
    Subject,
    Violation,
    measured,
    part,
    target_span,
    whole,
)
from pmgen.check.wording.misread_targets import day_meant_by
from pmgen.check.wording.name_words import around
from pmgen.late_pattern import late
from pmgen.model.dates import whole_days
from pmgen.model.records import Indicator
from pmgen.model.targets import Deadline, Frequency, Number, Period, Range, Rate, Text, unit_of
from pmgen.model.terms import Category
from pmgen.model.units import Dimension, dimension_of, read_unit
from pmgen.problems import Message, Severity, message
from pmgen.problems.message import short

_TIME_WORDS = late(
    r"(?<!\d)\d{1,3}个?(?:工作日|自然日|日|天|小时|分钟|秒钟?|周|月|年|季度)|[一二三四五六七八九十两]个?(?:工作日|天|小时|周|月|季度)"
    r"|[每按逐](?:日|天|周|旬|月|季|学期|年)|(?:年|月|季|学期|季度)[底末初]|[上下]半年|第.季度|当[日天月]|次[日月]|\d+月"
)
_YEAR = late(r"\d{4}|[每次上下]年|每|次|当月|本月")
_SHORT_YEAR = late(r"(?<![\d.第近约每满达共])(\d\d)年(?=度?(?:[底末]|1?\d月(?!以|之|内)))")
_NEAR = 5
"""How many years from the fiscal year a year of two digits may lie; others are durations."""

_THESE_YEARS = range(2020, 2040)
_PART_OF_A_YEAR = late(r"(?:(?:当|本)?年(?:度)?[底末内中前]|\d{1,2}月|第.季度|[上下]半年)")
_FINISH = late(r"(?:完成|竣工|完工|结束|交付|开工)(?:的)?(?:时间|日期|时点)$")
_LONG_UNITS = frozenset(["年", "年度", "周年", "半年", "季", "季度", "月", "学年", "学期"])


def no_time_named(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give one hit where a project has timeliness indicators and all are words that name no time.

    A rate of what is done in time can be measured by the days that rules and contracts set.
    """
    timely = reviewed.of(Category.TIMELINESS)
    if not timely or any(map(_names_a_time, timely)):
        return
    only = timely[0] if len(timely) == 1 else None
    yield Violation(
        _all_without(timely), tuple(whole(indicator.places, "target") for indicator in timely), only
    )


def _all_without(timely: Sequence[Indicator]) -> Message:
    name, value = short(timely[0].name), short(timely[0].target.written)
    if len(timely) == 1:
        return message(
            "the only timeliness indicator names neither a day nor a duration: {name} {value}",
            name=name,
            value=value,
        )
    return message(
        "none of the {count} timeliness indicators names a day or a duration, as in {name} {value}",
        count=len(timely),
        name=name,
        value=value,
    )


def _names_a_time(indicator: Indicator) -> bool:
    target = indicator.target
    if isinstance(target, Deadline | Period | Frequency) or day_meant_by(indicator):
        return True
    if whole_days(target.written):
        return True
    if isinstance(target, Number | Rate | Range):
        return dimension_of(target.unit) in (Dimension.TIME, Dimension.RATIO)
    words = target.text if isinstance(target, Text) else ""
    return _TIME_WORDS.search(f"{indicator.name} {words} {indicator.description or ''}") is not None


_NO_TIME = late(
    "适时|择机|择期|尽快|尽早|早日|抓紧|酌情|视情|适当时[候间机]|条件成熟|另行通知|有条件时|有时间时|得空|空闲时|近期|不定期"
)


_AFTER = late("[日号月底末旬](?:之|以)?后\\Z")
_ENDS = late(
    "(?:完成|竣工|完工|结束|交付|办结|到位|发放|拨付|支付|兑现|验收|移交|建成|配发|印发|提交|报送|公布)(?:的)?(?:时间|日期|时限|时点|期限)\\Z"
)
_BEGINS = late("质保|尾款|余款|开始|首次|首批|启动|启用|起")


def times_nobody_can_check(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every timeliness indicator due 适时 or 尽快, unless no other one names a time either.

    What is to be finished after a day may be finished whenever.
    """
    timely = reviewed.of(Category.TIMELINESS)
    for indicator in timely:
        written = indicator.target.written
        is_end = _ENDS.search(indicator.name) is not None and not _BEGINS.search(indicator.name)
        if is_end and _AFTER.search(written) and _TIME_WORDS.search(written):
            text = message("{value} is no last day: {name}", value=short(written), name=short(indicator.name))
            repair = message("write {value}", value=f"{_AFTER_END.sub('', written)}前")
            yield Violation(text, (target_span(indicator, written),), indicator, repair)
        target = indicator.target
        match = _NO_TIME.search(target.text) if isinstance(target, Text) else None
        if match and not _names_a_time(indicator) and any(map(_names_a_time, timely)):
            words = message(
                "{words} is no time that can be checked: {name}",
                words=match.group(),
                name=short(indicator.name),
            )
            yield Violation(words, (target_span(indicator, match.group()),), indicator)


_AFTER_END = late("(?:之|以)?后\\Z")


def no_year(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every deadline that names a part of a year and not the year, and every year of two digits."""
    yield from _short_years(reviewed)
    for indicator in reviewed.project.indicators:
        phrase = _open_phrase(indicator)
        if phrase and _PART_OF_A_YEAR.match(phrase) and not _YEAR.search(phrase):
            yield Violation(
                message("{value} names no year", value=short(phrase)),
                (whole(indicator.places, "target"),),
                indicator,
                _with_year(phrase, reviewed.project.fiscal_year),
            )


def _short_years(reviewed: ReviewedProject) -> Iterator[Violation]:
    fiscal = reviewed.project.fiscal_year
    near = range(fiscal - _NEAR, fiscal + _NEAR + 1) if fiscal else _THESE_YEARS
    for written, match in reviewed.matches(_SHORT_YEAR):
        if (year := 2000 + int(match[1])) in near:
            text = message(
                "a year of two digits: {words}", words=around(written.text, match.start(), match.end())
            )
            spot = part(written.places, written.key, written.text, *match.span())
            yield Violation(text, (spot,), written.indicator, message("write {value}", value=f"{year}年"))


def _open_phrase(indicator: Indicator) -> str:
    """Return the words of a deadline whose day is not known, or of words that say when something happens."""
    target = indicator.target
    if isinstance(target, Deadline):
        return "" if target.date else target.phrase
    if isinstance(target, Text) and indicator.base is Category.TIMELINESS:
        return target.text
    return ""


def _with_year(phrase: str, year: int | None) -> Message | None:
    if year is None:
        return None
    rest = phrase.lstrip("当本")
    value = f"{year}{rest}" if rest.startswith("年") else f"{year}年{rest}"
    return message("write {value} if that year is meant", value=value)


def duration_as_day(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every finish time that is so many months or years long."""
    for indicator, target in measured(reviewed.of(Category.TIMELINESS)):
        unit = read_unit(unit_of(target))
        if unit and unit.word in _LONG_UNITS and _FINISH.search(indicator.name):
            yield Violation(
                message(
                    "{name} asks for a day, and {value} is a duration",
                    name=short(indicator.name),
                    value=short(target.written),
                ),
                (target_span(indicator, target.written),),
                indicator,
                _last_day(reviewed.project.fiscal_year),
            )


def _last_day(year: int | None) -> Message | None:
    if year is None:
        return None
    return message("write the day, such as {value}", value=f"{year}年12月31日前")


def only_year_end(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give one hit where a project has several deadlines and all of them are on 31 December."""
    dated = [
        (indicator, target.date)
        for indicator in reviewed.project.indicators
        if isinstance(target := indicator.target, Deadline) and target.date
    ]
    if len(dated) > 1 and all((day.month, day.day) == (12, 31) for _, day in dated):
        yield Violation(
            message("all {count} deadlines are on 31 December", count=len(dated)),
            tuple(whole(indicator.places, "target") for indicator, _ in dated),
        )


DEADLINES: tuple[Rule, ...] = (
    ProjectRule(
        code="PMG-T01",
        about=Subject.EITHER,
        severity=Severity.INFO,
        find=no_time_named,
        title=message("no timeliness indicator names a time"),
        reason=message(
            "Timely alone says nothing while nobody knows what is timely: a timeliness indicator needs a day,"
            " a period, a frequency, a duration or a rate."
        ),
        repair=message("state a deadline or a duration, or say in the description from when on it is late"),
        evidence=Evidence.SEEN,
        source=message("seen in the published annexes of Tianjin 2025 and Shanghai 2024"),
        wrong="- 二级指标: 时效指标\n  三级指标: 补贴发放及时性\n  指标值: 及时",
        right="- 二级指标: 时效指标\n  三级指标: 补贴发放完成时间\n  指标值: 2025年6月30日前",
    ),
    ProjectRule(
        code="PMG-T03",
        about=Subject.EITHER,
        severity=Severity.WARNING,
        find=no_year,
        title=message("year left out, or of two digits"),
        reason=message("A table is read for years; a deadline without its year cannot be checked later."),
        repair=message("write the year"),
        evidence=Evidence.SEEN,
        source=message("seen in the published annex of Tianjin 2025"),
        wrong="- 二级指标: 时效指标\n  三级指标: 活动完成时间\n  指标值: 年底前完成",
        right="- 二级指标: 时效指标\n  三级指标: 活动完成时间\n  指标值: 2025年底前完成",
    ),
    ProjectRule(
        code="PMG-T04",
        about=Subject.INDICATOR,
        severity=Severity.WARNING,
        find=duration_as_day,
        title=message("a duration where a day is asked for"),
        reason=message("A finish time is a day: from “1 year” nobody can tell whether the work was late."),
        repair=message("write the day on which the work is finished, or call the indicator a duration"),
        evidence=Evidence.SEEN,
        source=message("seen in the published annex of Wuhai 2022"),
        wrong="- 二级指标: 时效指标\n  三级指标: 工作完成时间\n  指标值: =1年",
        right="- 二级指标: 时效指标\n  三级指标: 工作完成时间\n  指标值: 2022年12月31日前",
    ),
    ProjectRule(
        code="PMG-T05",
        severity=Severity.INFO,
        find=only_year_end,
        title=message("every deadline is 31 December"),
        reason=message(
            "Where everything is due on the last day of the year, no delay can be seen before it is over."
        ),
        repair=message("give the work that ends earlier its own day"),
        evidence=Evidence.SEEN,
        source=message("seen in the published annex of Tianjin 2025"),
        wrong=(
            "- 二级指标: 时效指标\n  三级指标: 招标完成时间\n  指标值: 2025年12月31日前\n"
            "- 二级指标: 时效指标\n  三级指标: 验收完成时间\n  指标值: 2025年12月31日前"
        ),
        right=(
            "- 二级指标: 时效指标\n  三级指标: 招标完成时间\n  指标值: 2025年5月31日前\n"
            "- 二级指标: 时效指标\n  三级指标: 验收完成时间\n  指标值: 2025年12月31日前"
        ),
    ),
    ProjectRule(
        code="PMG-T17",
        about=Subject.INDICATOR,
        severity=Severity.WARNING,
        find=times_nobody_can_check,
        title=message("due at no time that can be checked"),
        reason=message("What is due when it suits is never late."),
        repair=message("write the day by which it is done, or how long it may take"),
        evidence=Evidence.REASONED,
        source=message("reasoned: such words set no time"),
        wrong="- 二级指标: 时效指标\n  三级指标: 检查报告提交时间\n  指标值: 适时提交",
        right="- 二级指标: 时效指标\n  三级指标: 检查报告提交时间\n  指标值: 2025年10月31日前",
    ),
)
