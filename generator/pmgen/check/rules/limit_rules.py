"""Rules about limits that hold for anything, long-term and annual numbers, and days said twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

from pmgen.check.relations.days.deadlines import holidays_missed, other_deadlines, seasons_missed
from pmgen.check.relations.days.paired_days import DaysApart, unpaired_days
from pmgen.check.relations.days.said_seasons import seasons_in_other_months
from pmgen.check.relations.days.seasons_of_work import SeasonElsewhere, seasons_of_no_work
from pmgen.check.relations.days.spans_of_days import due_before_the_end, other_months, other_spans
from pmgen.check.relations.days.stated_days import states_its_day
from pmgen.check.relations.periods.horizons import smaller_in_the_long_term, smaller_rows, smaller_than_rows
from pmgen.check.relations.periods.own_periods import late_for_their_periods
from pmgen.check.relations.periods.sums_of_years import less_than_one_of_its_years
from pmgen.check.relations.phrases.limits import (
    are_hours_bought,
    beyond_full_score,
    beyond_limit,
    fewer_below_than_above,
    impossible_factors,
    is_hardly_meant,
)
from pmgen.check.review_rule import (
    Evidence,
    FieldText,
    ProjectRule,
    ReviewedProject,
    Rule,
    Subject,
    ValueSpan,
    Violation,
    measured,
    part,
    target_span,
)
from pmgen.check.statements.project_statements import ProjectStatements, Promise, Said, statements_of
from pmgen.check.statements.same_subject import noun_before
from pmgen.check.statements.sentence_bounds import sentence_start
from pmgen.check.wording.name_words import around
from pmgen.late_pattern import late
from pmgen.model.records import Goal
from pmgen.model.terms import Category, Comparator, Horizon
from pmgen.model.units import is_percent
from pmgen.problems import Severity, message
from pmgen.problems.message import short


def impossible_quantities(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every quantity of which there cannot be so much in its time, and every share above all."""
    statements, year = statements_of(reviewed), reviewed.project.fiscal_year
    for text in statements.plans:
        for said in text:
            statement = said.statement
            time = f"每{statement.each}" if statement.each else ""
            subject = f"{time}{noun_before(statement.before)}"
            limit = beyond_limit(statement, subject, statements.counts, year)
            if (
                limit
                and not _is_each_of_another(said)
                and not are_hours_bought(statement, subject, said.sentence, limit)
            ):
                yield _beyond(said.clause, limit, said.spot)
    for promise in statements.promises:
        indicator, written = promise.indicator, promise.indicator.target.written
        spot = target_span(indicator, written)
        one, name = promise.statement, indicator.name
        limit = beyond_limit(one, name, statements.counts, year) if one.base else ""
        if limit and not are_hours_bought(one, name, reviewed.prose, limit):
            yield replace(_beyond(f"{indicator.name} {written}", limit, spot), indicator=indicator)
        texts = f"{indicator.name} {indicator.description or ''} {indicator.remark or ''}"
        if full := beyond_full_score(promise.statement, indicator.name, texts):
            yield replace(_beyond(f"{indicator.name} {written}", full, spot), indicator=indicator)
        if is_hardly_meant(promise.statement, indicator.name):
            values = {"name": short(indicator.name), "value": short(written)}
            wrong = message("{name} of {value} asks for fewer than half to be content", **values)
            yield Violation(wrong, (spot,), indicator)
    yield from _in_reckonings(reviewed)
    for field in reviewed.texts:
        for start, end, limit in fewer_below_than_above(field.text):
            spot = part(field.places, field.key, field.text, start, end)
            yield replace(_beyond(field.text[start:end], limit, spot), indicator=field.indicator)


_PAID_EACH = late("[每日][^，。；、\\n]*[0-9]万?元[^，。；、\\n]*\\Z")


def _is_each_of_another(said: Said) -> bool:
    """Tell whether 每天 before a time is of what is paid for it: 每人每天4元补贴365天."""
    text, start = said.field.text, said.statement.start
    return _PAID_EACH.search(text, sentence_start(text, start), start) is not None


def _in_reckonings(reviewed: ReviewedProject) -> Iterator[Violation]:
    if "小时" not in reviewed.prose and "天" not in reviewed.prose:
        return
    for field in reviewed.texts:
        for start, end, limit in impossible_factors(field.text):
            spot = part(field.places, field.key, field.text, start, end)
            yield replace(_beyond(field.text[start:end], limit, spot), indicator=field.indicator)


def _beyond(words: str, limit: str, spot: ValueSpan) -> Violation:
    return Violation(message("{words} cannot be: {limit}", words=short(words), limit=limit), (spot,))


def less_in_the_long_term(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every number of a long-term goal or row that is less than that of the year alone."""
    statements = statements_of(reviewed)
    long = [said for text in statements.plans for said in text if _is_long(said.field.goal)]
    year = [said for text in statements.plans for said in text if _is_annual(said.field.goal)]
    for said, other in smaller_in_the_long_term(long, year):
        yield _less(said.clause, other.clause, (said.spot, other.spot))
    for said, other in less_than_one_of_its_years(long):
        text = message(
            "all years together {long}, one of them {year}",
            long=short(said.clause),
            year=short(other.clause),
        )
        yield Violation(text, (said.spot, other.spot))
    rows = {horizon: tuple(_rows(statements, horizon)) for horizon in Horizon}
    for said, row in smaller_than_rows(long, year, rows[Horizon.ANNUAL]):
        written = row.indicator.target.written
        spot = target_span(row.indicator, written)
        yield _less(said.clause, f"{row.indicator.name} {written}", (said.spot, spot))
    for promise, other_row in smaller_rows(rows[Horizon.LONG_TERM], rows[Horizon.ANNUAL]):
        both = (promise.indicator, other_row.indicator)
        spots = tuple(target_span(each, each.target.written) for each in both)
        words = [f"{each.name} {each.target.written}" for each in both]
        yield replace(_less(words[0], words[1], spots), indicator=promise.indicator)


def _less(long: str, year: str, spots: tuple[ValueSpan, ...]) -> Violation:
    return Violation(
        message("in the long term {long}, in this year alone {year}", long=short(long), year=short(year)),
        spots,
    )


def _is_long(goal: Goal | None) -> bool:
    return goal is not None and goal.horizon is not Horizon.ANNUAL


def _is_annual(goal: Goal | None) -> bool:
    return goal is not None and goal.horizon is Horizon.ANNUAL


def _rows(statements: ProjectStatements, horizon: Horizon) -> Iterator[Promise]:
    goals = {goal.id for goal in statements.reviewed.project.goals_of(horizon)}
    for promise in statements.promises:
        named = promise.indicator.goals
        if (horizon is Horizon.ANNUAL) if named is None else not goals.isdisjoint(named):
            yield promise


def days_that_differ(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every deadline of a goal or description that an indicator puts on another day."""
    told = list(_stated_otherwise(reviewed))
    yield from told
    yield from (_apart(each) for each in _left_apart(reviewed, told) if each.is_sure)


def days_that_may_differ(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every day of a goal that no row has, with the row that may be of its work."""
    left = [each for each in unpaired_days(reviewed) if not each.is_sure]
    if left:
        told = list(_stated_otherwise(reviewed))
        yield from (_apart(each) for each in _left_apart(reviewed, told) if not each.is_sure)


def _left_apart(reviewed: ReviewedProject, told: Iterable[Violation]) -> Iterator[DaysApart]:
    """Give the days of goals that are of a row of another day, of which nothing else is told."""
    known = {id(violation.indicator) for violation in told}
    for each in unpaired_days(reviewed):
        is_stated = states_its_day(each.indicator, each.time.field, each.time.start, reviewed)
        if id(each.indicator) not in known and not is_stated:
            yield each


def _apart(found: DaysApart) -> Violation:
    row, time = found.indicator, found.time
    words = message(
        "{words} here, and {name} is {value}",
        words=short(time.words),
        name=short(row.name),
        value=short(row.target.written),
    )
    spots = (_day_spot(time.field, time.start, time.end), target_span(row, row.target.written))
    return Violation(words, spots, row)


def _stated_otherwise(reviewed: ReviewedProject) -> Iterator[Violation]:
    for said, indicator in other_deadlines(reviewed):
        if states_its_day(indicator, said.field, said.day.start, reviewed):
            continue
        spot = _day_spot(said.field, said.day.start, said.day.end)
        yield Violation(
            message(
                "{words} here, and {name} is {value}",
                words=short(f"{said.day.before}{said.words}"),
                name=short(indicator.name),
                value=short(indicator.target.written),
            ),
            (spot, target_span(indicator, indicator.target.written)),
            indicator,
        )

    spans = (other_spans, other_months, due_before_the_end)
    for other in chain.from_iterable(find(reviewed) for find in spans):
        if states_its_day(other.indicator, other.field, other.span.start, reviewed):
            continue
        start, end = other.span.start, other.span.end
        written = other.indicator.target.written
        words = message(
            "{words} here, and {name} is {value}",
            words=short(other.field.text[start:end]),
            name=short(other.indicator.name),
            value=short(written),
        )
        spots = (_day_spot(other.field, start, end), target_span(other.indicator, written))
        yield Violation(words, spots, other.indicator)

    for late_row in late_for_their_periods(reviewed):
        written = late_row.indicator.target.written
        words = message(
            "{name} is {value}, and before {period} it must be done: {words}",
            name=short(late_row.indicator.name),
            value=short(written),
            period=late_row.period,
            words=short(late_row.field.text[late_row.span.start : late_row.span.end]),
        )
        spots = (
            target_span(late_row.indicator, written),
            _day_spot(late_row.field, late_row.span.start, late_row.span.end),
        )
        yield Violation(words, spots, late_row.indicator)


def _day_spot(field: FieldText, start: int, end: int) -> ValueSpan:
    return part(field.places, field.key, field.text, start, end)


def out_of_season(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every deadline far from the season its row names, and days and months no season or holiday has."""
    told = set()
    for found in holidays_missed(reviewed):
        told.add(found.field.text)
        season = found.field.text[found.start : found.end]
        words = message("{value} is not in {season}", value=found.day, season=season)
        yield Violation(words, (_day_spot(found.field, found.start, found.end),), found.field.indicator)
    for indicator, season in seasons_missed(reviewed.project):
        written = indicator.target.written
        yield Violation(
            message(
                "{value} is far from {season}: {name}", value=written, season=season, name=indicator.name
            ),
            (target_span(indicator, written),),
            indicator,
        )
    for field in reviewed.texts if any(map(reviewed.prose.count, _TIMES)) else ():
        for other in seasons_in_other_months(field.text) if field.key in _PROSE else ():
            told.add(field.text)
            said = short(field.text[other.start : other.end])
            text = message("{season} is never in these months: {words}", season=other.season, words=said)
            spot = part(field.places, field.key, field.text, other.start, other.end)
            yield Violation(text, (spot,), field.indicator)
    for elsewhere in seasons_of_no_work(reviewed):
        if elsewhere.field.text not in told:
            yield _of_no_work(elsewhere)


def _of_no_work(found: SeasonElsewhere) -> Violation:
    text = found.field.text
    words = message(
        "is {season} right? It is in none of the months of this work, {months}: {words}",
        season=text[found.start : found.end],
        months="、".join(f"{month}月" for month in found.months),
        words=around(text, found.start, found.end),
    )
    return Violation(words, (_day_spot(found.field, found.start, found.end),), found.field.indicator)


_TIMES = "月夏暑伏"
_PROSE = frozenset(("text", "purpose", "description", "remark", "name"))


def all_content(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every satisfaction that is to be exactly 100 %."""
    for indicator, target in measured(reviewed.of(Category.SATISFACTION)):
        is_all = is_percent(target.unit) and target.number.value == 100
        if is_all and target.comparator is Comparator.EQ and "满意" in indicator.name:
            text = message(
                "{value} is missed by one who is not content: {name}",
                value=short(target.written),
                name=short(indicator.name),
            )
            yield Violation(text, (target_span(indicator, target.written),), indicator)


LIMITS: tuple[Rule, ...] = (
    ProjectRule(
        code="PMG-R04",
        about=Subject.EITHER,
        severity=Severity.WARNING,
        find=less_in_the_long_term,
        title=message("less in the long term than in the year"),
        reason=message("The years together reach at least what one of them reaches."),
        repair=message("correct one of the two numbers"),
        evidence=Evidence.REASONED,
        source=message("reasoned: the longer time holds the year"),
        wrong="长期绩效目标:\n  - 三年内调解案件900件。\n年度绩效目标:\n  - 调解案件1200件。",
        right="长期绩效目标:\n  - 三年内调解案件3600件。\n年度绩效目标:\n  - 调解案件1200件。",
    ),
    ProjectRule(
        code="PMG-R07",
        about=Subject.EITHER,
        severity=Severity.WARNING,
        find=impossible_quantities,
        title=message("more than there can be"),
        reason=message("A day has 24 hours, a year 12 months, and no share is more than all."),
        repair=message("correct the number or its unit"),
        evidence=Evidence.REASONED,
        source=message("reasoned from the calendar and from what a share is"),
        wrong="三级指标: 设备每日运行时间\n指标值: ≥26小时",
        right="三级指标: 设备每日运行时间\n指标值: ≥24小时",
    ),
    ProjectRule(
        code="PMG-R08",
        about=Subject.INDICATOR,
        severity=Severity.WARNING,
        find=days_that_differ,
        title=message("one deadline on two days"),
        reason=message("What is to be ready by one day in the goal is not due later in the table."),
        repair=message("write the same day in both places"),
        evidence=Evidence.REASONED,
        source=message("reasoned: goal and indicator set one deadline"),
        wrong="年度绩效目标:\n  - 2025年10月底前完成管网改造。\n"
        "绩效指标:\n  - 三级指标: 管网改造完成时间\n    指标值: 2025年12月31日前",
        right="年度绩效目标:\n  - 2025年10月底前完成管网改造。\n"
        "绩效指标:\n  - 三级指标: 管网改造完成时间\n    指标值: 2025年10月31日前",
    ),
    ProjectRule(
        code="PMG-T19",
        about=Subject.INDICATOR,
        severity=Severity.INFO,
        find=days_that_may_differ,
        title=message("day of a goal that no row has, and a row of its work on another"),
        reason=message("Where all other days of goal and table agree, the two that are left may be one."),
        repair=message("compare the two days, and correct the one that is wrong"),
        evidence=Evidence.REASONED,
        source=message("reasoned: goal and indicator set one deadline"),
        wrong="年度绩效目标:\n  - 为乐团购置定音鼓1套，5月31日前购置到位。\n"
        "绩效指标:\n  - 三级指标: 乐器购置完成时间\n    指标值: 2025年6月30日前",
        right="年度绩效目标:\n  - 为乐团购置定音鼓1套，5月31日前购置到位。\n"
        "绩效指标:\n  - 三级指标: 乐器购置完成时间\n    指标值: 2025年5月31日前",
        heuristic=True,
    ),
    ProjectRule(
        code="PMG-R09",
        about=Subject.EITHER,
        severity=Severity.INFO,
        find=out_of_season,
        title=message("day or month far from its season"),
        reason=message("What is done in spring is not due in autumn."),
        repair=message("correct the day, or name what is done then"),
        evidence=Evidence.REASONED,
        source=message("reasoned from the calendar"),
        wrong="三级指标: 春季造林完成时间\n指标值: 2025年10月30日前",
        right="三级指标: 春季造林完成时间\n指标值: 2025年4月30日前",
        heuristic=True,
    ),
    ProjectRule(
        code="PMG-V24",
        about=Subject.INDICATOR,
        severity=Severity.INFO,
        find=all_content,
        title=message("satisfaction of all"),
        reason=message(
            "A single answer that is not content misses the target, and hardly any survey is without one."
        ),
        repair=message("write a rate that can be reached, such as {example}", example="≥95%"),
        evidence=Evidence.REASONED,
        source=message("reasoned: surveys ask many"),
        wrong="三级指标: 参训人员满意度\n指标值: =100%",
        right="三级指标: 参训人员满意度\n指标值: ≥95%",
    ),
)
