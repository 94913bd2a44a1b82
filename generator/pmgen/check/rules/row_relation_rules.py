"""Rules about what a row says twice, and about rows that measure the same or a part of it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from pmgen.check.relations.amounts.prices_as_totals import prices_as_totals
from pmgen.check.relations.amounts.standards import totals_under_standards
from pmgen.check.relations.days.week_days import days_open_against_targets
from pmgen.check.relations.periods.other_periods import other_periods
from pmgen.check.relations.periods.said_frequencies import rarer_than_said
from pmgen.check.relations.products.each_and_all import (
    targets_other_than_each,
    totals_below_each,
    totals_under_each,
    turned_digits,
)
from pmgen.check.relations.products.ones_and_totals import ones_for_all
from pmgen.check.relations.rows.counts_again import counts_again, rates_again
from pmgen.check.relations.rows.later_rows import beyond_who_came
from pmgen.check.relations.rows.row_relations import (
    TooMany,
    parts_beyond_wholes,
    parts_of_named_wholes,
    same_in_other_words,
    told_twice,
)
from pmgen.check.relations.shares.rates_in_words import rates_in_other_words
from pmgen.check.review_rule import (
    Evidence,
    ProjectRule,
    ReviewedProject,
    Rule,
    Subject,
    ValueSpan,
    Violation,
    part,
    target_span,
    whole,
)
from pmgen.check.statements.project_statements import ProjectStatements, Promise, statements_of
from pmgen.model.records import Indicator
from pmgen.problems import Message, Severity, message
from pmgen.problems.message import short


def row_against_itself(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every number in the name, description or remark of a row that its target contradicts."""
    for said, promise in told_twice(statements_of(reviewed)):
        indicator = promise.indicator
        yield Violation(
            message(
                "{field} says {words}, and the target is {value}",
                field=_field_name(reviewed, said.field.key),
                words=short(said.clause),
                value=short(indicator.target.written),
            ),
            (said.spot, target_span(indicator, indicator.target.written)),
            indicator,
        )
    own = (each for each in other_periods(statements_of(reviewed)) if each.field.indicator is not None)
    for found in chain(rarer_than_said(reviewed), own):
        field, row = found.field, found.indicator
        words = message(
            "{words} here, and {name} is {value}",
            words=short(field.text[found.start : found.end]),
            name=short(row.name),
            value=short(row.target.written),
        )
        spot = part(field.places, field.key, field.text, found.start, found.end)
        yield Violation(words, (spot, target_span(row, row.target.written)), row)
    for total in totals_under_standards(reviewed):
        row = total.indicator
        words = message(
            "{words} is for each, and the target {value} is for all",
            words=short(total.words),
            value=short(row.target.written),
        )
        spots = (target_span(row, row.target.written), whole(row.places, "description"))
        repair = message("write what each one gets with its unit, such as {example}", example="≤1500元/人·月")
        yield Violation(words, spots, row, repair)
    yield from _each_and_all(reviewed)
    yield from _days_of_the_week(reviewed)


def _each_and_all(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every target that is not what so many of each make, or is of all where its name is of each."""
    statements = statements_of(reviewed)
    for found in targets_other_than_each(statements):
        field, row = found.field, found.promise.indicator
        text = message(
            "{steps} makes {reckoned}, and the target is {value}",
            steps=short(field.text[found.start : found.end]),
            reckoned=f"{found.made}{found.promise.statement.unit}",
            value=short(row.target.written),
        )
        spot = part(field.places, field.key, field.text, found.start, found.end)
        yield Violation(text, (target_span(row, row.target.written), spot), row)
    for below in totals_below_each(statements):
        row, one = below.promise.indicator, below.each.indicator
        text = message(
            "{steps} makes {reckoned}, and the target is {value}",
            steps=f"{below.many.stated}{below.many.unit}×{one.name} {one.target.written}",
            reckoned=f"{below.made}{below.promise.statement.unit}",
            value=short(row.target.written),
        )
        spots = (target_span(row, row.target.written), target_span(one, one.target.written))
        yield Violation(text, spots, row)
    for promise, match in turned_digits(statements):
        row = promise.indicator
        text = message(
            "{field} says {words}, and the target is {value}",
            field=_field_name(reviewed, "name"),
            words=match.group(),
            value=short(row.target.written),
        )
        spot = part(row.places, "name", row.name, *match.span())
        yield Violation(text, (target_span(row, row.target.written), spot), row)
    told: set[int] = set()
    for total in totals_under_each(statements):
        row, each = total.promise.indicator, total.each
        told.add(id(row))
        text = _each_or_all(row, is_of_each=False)
        repair = (
            message("write {value}", value=f"{each}{total.promise.statement.base}")
            if each.denominator == 1
            else None
        )
        yield Violation(text, (target_span(row, row.target.written), total.said.spot), row, repair)

    for violation in chain(_prices_as_totals(statements), _ones_for_all(statements)):
        if id(violation.indicator) not in told:
            told.add(id(violation.indicator))
            yield violation


def _ones_for_all(statements: ProjectStatements) -> Iterator[Violation]:
    """Give every row of all with what a text has of each, and of each with what that makes in all."""
    for found in ones_for_all(statements):
        row, said = found.promise.indicator, found.said
        spots = (target_span(row, row.target.written), *(each.spot for each in said[1:] if each))
        right = said.total if found.is_of_each else said.one
        repair = message("write {value}", value=right.words) if right else None
        yield Violation(_each_or_all(row, is_of_each=found.is_of_each), spots, row, repair)


def _each_or_all(row: Indicator, *, is_of_each: bool) -> Message:
    """Say that a row's target is of each and its name of all, or the other way round."""
    values = {"words": short(row.name), "value": short(row.target.written)}
    if is_of_each:
        return message("{words} is for all, and the target {value} is for each", **values)
    return message("{words} is for each, and the target {value} is for all", **values)


def _prices_as_totals(statements: ProjectStatements) -> Iterator[Violation]:
    """Give every cost of all with the price of each that a text has, and of each with that of all."""
    for found in prices_as_totals(statements):
        row = found.promise.indicator
        text = _each_or_all(row, is_of_each=found.is_of_each)
        right = found.right
        repair = message("write {value}", value=f"{right}元") if right and right.denominator == 1 else None
        yield Violation(text, (target_span(row, row.target.written), found.price.spot), row, repair)


def _days_of_the_week(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every row whose days of the week are others than its target counts."""
    if "周" not in reviewed.prose:
        return
    for found in days_open_against_targets(statements_of(reviewed)):
        field, indicator = found.field, found.promise.indicator
        text = message(
            "{words} leaves {days} days of the week, and the target is {value}",
            words=short(field.text[found.start : found.end]),
            days=found.days,
            value=short(indicator.target.written),
        )
        spot = part(field.places, field.key, field.text, found.start, found.end)
        yield Violation(text, (spot, target_span(indicator, indicator.target.written)), indicator)


def _field_name(reviewed: ReviewedProject, key: str) -> str:
    fields = reviewed.project.table["indicator"]
    return next((field.chinese for field in fields if field.english == key), key)


def one_indicator_twice(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every row that measures what an earlier one does under a name of other measuring words."""
    statements = statements_of(reviewed)
    for pair in chain(same_in_other_words(statements), rates_in_other_words(statements.promises)):
        first, second = pair.first.indicator, pair.second.indicator
        if pair.agree and first.category != second.category:
            continue
        values = {
            "name": short(second.name),
            "value": short(second.target.written),
            "other": short(first.name),
            "before": short(first.target.written),
        }
        text = (
            message("{name} {value} measures what {other} {before} measures", **values)
            if pair.agree
            else message("{name} is {value}, and {other}, which is the same, is {before}", **values)
        )
        spots = (whole(second.places, "name"), whole(first.places, "name"))
        yield Violation(text, spots, second)


def one_indicator_again(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every row that may measure what another does, with another number that no goal has."""
    statements = statements_of(reviewed)
    perhaps = [*counts_again(statements), *rates_again(statements)]
    surely = {id(each.second.indicator) for each in same_in_other_words(statements)} if perhaps else set()
    for pair in perhaps:
        first, second = pair.first.indicator, pair.second.indicator
        if id(second) not in surely:
            text = message(
                "{name} is {value}, and {other} is {before}: are they one indicator?",
                name=short(second.name),
                value=short(second.target.written),
                other=short(first.name),
                before=short(first.target.written),
            )
            yield Violation(text, (whole(second.places, "name"), whole(first.places, "name")), second)


def more_than_the_whole(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every row that counts more successes than tries, or fewer than a rate of the table asks for."""
    statements = statements_of(reviewed)
    told = [*parts_beyond_wholes(statements.promises), *parts_of_named_wholes(statements)]
    parts = {id(found.part) for found in told}
    more = (found for found in beyond_who_came(statements.promises) if id(found.part) not in parts)
    for found in chain(told, more):
        spots = tuple(map(_target, filter(None, (found.part, found.whole, found.rate))))
        yield Violation(_too_many(found), spots, found.part.indicator)


def _target(promise: Promise) -> ValueSpan:
    return target_span(promise.indicator, promise.indicator.target.written)


def _too_many(found: TooMany) -> Message:
    part, every = found.part.indicator, found.whole.indicator
    values = {
        "part": short(part.name),
        "value": short(part.target.written),
        "whole": short(every.name),
        "all": short(every.target.written),
    }
    if found.rate is None:
        return message("{part} {value} is more than {whole} {all}", **values)
    rate = found.rate.indicator
    return message(
        "{part} {value} of {whole} {all} is less than {rate} {share}",
        rate=short(rate.name),
        share=short(rate.target.written),
        **values,
    )


ROW_RELATIONS: tuple[Rule, ...] = (
    ProjectRule(
        code="PMG-R01",
        about=Subject.INDICATOR,
        severity=Severity.WARNING,
        find=row_against_itself,
        title=message("name, description or remark against the target"),
        reason=message("Where a number stands twice in a row, only one of the two is changed the next year."),
        repair=message("make both say the same, or leave the number to 指标值 alone"),
        evidence=Evidence.REASONED,
        source=message("reasoned: name, description and target are changed in different places"),
        wrong="三级指标: 线路准点率\n绩效指标描述: 准点班次的比例，不低于90%\n指标值: ≥85%",
        right="三级指标: 线路准点率\n绩效指标描述: 准点班次的比例\n指标值: ≥85%",
    ),
    ProjectRule(
        code="PMG-R05",
        about=Subject.INDICATOR,
        severity=Severity.WARNING,
        find=one_indicator_twice,
        title=message("one indicator under two names"),
        reason=message("Two rows for one thing count it twice, and where they differ one of them is wrong."),
        repair=message("delete one of the two, or say in the names what differs"),
        evidence=Evidence.REASONED,
        source=message("reasoned: rows are copied from two earlier tables"),
        wrong="- 三级指标: 覆盖学校数\n  指标值: ≥36所\n- 三级指标: 覆盖学校数量\n  指标值: ≥40所",
        right="- 三级指标: 覆盖小学数量\n  指标值: ≥36所\n- 三级指标: 覆盖中学数量\n  指标值: ≥40所",
    ),
    ProjectRule(
        code="PMG-R06",
        about=Subject.INDICATOR,
        severity=Severity.WARNING,
        find=more_than_the_whole,
        title=message("more successes than tries, or fewer than the rate asks for"),
        reason=message("Of those who are trained not more can pass; a count and its rate are one promise."),
        repair=message("correct the count, the whole or the rate"),
        evidence=Evidence.REASONED,
        source=message("reasoned: a part is not more than its whole"),
        wrong="- 三级指标: 调解案件数\n  指标值: ≥1200件\n- 三级指标: 调解成功案件数\n  指标值: ≥1300件",
        right="- 三级指标: 调解案件数\n  指标值: ≥1200件\n- 三级指标: 调解成功案件数\n  指标值: ≥480件",
    ),
    ProjectRule(
        code="PMG-R26",
        about=Subject.INDICATOR,
        severity=Severity.INFO,
        find=one_indicator_again,
        title=message("perhaps one indicator under two names"),
        reason=message(
            "A number that no goal has, beside a row of like name that is counted alike, often is an older "
            "number of the same thing."
        ),
        repair=message(
            "if both measure one thing, delete the row with the wrong number; if not, say in the names what "
            "differs"
        ),
        evidence=Evidence.REASONED,
        source=message("reasoned: what is paid for stands in the goals with its number"),
        wrong="年度绩效目标:\n  - 辟出12处纳凉点。\n绩效指标:\n"
        "  - 二级指标: 数量指标\n    三级指标: 纳凉点数量\n    指标值: =12个\n"
        "  - 二级指标: 数量指标\n    三级指标: 乘凉场所设置个数\n    指标值: =15个",
        right="年度绩效目标:\n  - 辟出12处纳凉点。\n绩效指标:\n"
        "  - 二级指标: 数量指标\n    三级指标: 纳凉点数量\n    指标值: =12个",
        heuristic=True,
    ),
)
