"""Rules about rows that do not fit what stands beside them: description, goal, other rows, the project."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pmgen.check.relations.days.starts_of_work import due_before_their_start
from pmgen.check.relations.days.steps_by_days import turned_steps
from pmgen.check.relations.rows.row_fit import (
    is_swapped_share,
    out_of_order,
    price_of_another,
    shifted_counts,
    under_the_wrong_time,
)
from pmgen.check.relations.rows.rows_against_goals import prices_of_another_time
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
from pmgen.check.statements.project_statements import statements_of
from pmgen.late_pattern import late
from pmgen.model.records import Indicator
from pmgen.problems import Severity, message
from pmgen.problems.message import short

_EVERY_YEAR = late("经常性")
_TWO_YEARS = 366
_LAST_MONTH_OF_ACCOUNTS = 3
"""By when what a year has used is paid for in the next."""
_ONCE = late("(?:修缮|新建|迁建|重建|扩建|改建|改扩建|抢修|加固|建设)工程(?:项目|经费)?\\Z")


def _target(indicator: Indicator) -> ValueSpan:
    return target_span(indicator, indicator.target.written)


def swapped_shares(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every description and formula of a rate that divides the whole by the part."""
    for indicator in reviewed.project.indicators:
        told = {
            "description": indicator.description,
            "formula": indicator.formula,
            "remark": indicator.remark,
        }
        for key, written in told.items():
            if written is not None and is_swapped_share(indicator.name, written):
                text = message(
                    "{name} divides the whole by the part, or turns a difference round: {words}",
                    name=short(indicator.name),
                    words=short(written),
                )
                yield Violation(text, (whole(indicator.places, key),), indicator)


def work_before_its_ground(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every row that is due before the work that it follows."""
    for later, earlier in out_of_order(reviewed.project.indicators):
        text = message(
            "{later} {day} is before {earlier} {other}",
            later=short(later.name),
            day=later.target.written,
            earlier=short(earlier.name),
            other=earlier.target.written,
        )
        yield Violation(text, (_target(later), _target(earlier)), later)


def works_before_their_ground(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every row, and every step of a sentence, that is due before the work that it follows."""
    yield from work_before_its_ground(reviewed)
    for row in due_before_their_start(reviewed):
        indicator, field = row.indicator, row.field
        text = message(
            "{later} is before {earlier}",
            later=short(f"{indicator.name} {indicator.target.written}"),
            earlier=short(field.text[row.start : row.end]),
        )
        spot = part(field.places, field.key, field.text, row.start, row.end)
        yield Violation(text, (_target(indicator), spot), indicator)
    for field in reviewed.texts:
        for earlier, later in turned_steps(field.text) if field.goal is not None else ():
            words = [field.text[step.start : step.end] for step in (later, earlier)]
            text = message("{later} is before {earlier}", later=short(words[0]), earlier=short(words[1]))
            spots = [
                part(field.places, field.key, field.text, step.start, step.end) for step in (earlier, later)
            ]
            yield Violation(text, tuple(spots))


def years_under_one_year(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every row of several years that serves goals of the year alone."""
    for indicator in under_the_wrong_time(reviewed):
        text = message("{name} is of several years and serves goals of one", name=short(indicator.name))
        yield Violation(text, (whole(indicator.places, "name"), whole(indicator.places, "goals")), indicator)


def shifted_zeros(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every count that is another one of its unit with more zeros."""
    for slip in shifted_counts(statements_of(reviewed)):
        many, few = slip.promise.indicator, slip.other.indicator
        text = message(
            "{name} {value} is {other} {number} with more zeros",
            name=short(many.name),
            value=many.target.written,
            other=short(few.name),
            number=few.target.written,
        )
        yield Violation(text, (_target(many), _target(few)), many)


def price_for_another_unit(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every price that a goal states for another unit than the row."""
    statements = statements_of(reviewed)
    goals = [said for text in statements.plans for said in text]
    others = (*price_of_another(statements.promises, goals), *prices_of_another_time(statements))
    for promise, said in others:
        indicator = promise.indicator
        text = message(
            "the goal says {words}; the indicator is {name} {target}",
            words=short(said.clause),
            name=short(indicator.name),
            target=indicator.target.written,
        )
        yield Violation(text, (_target(indicator), said.spot), indicator)


def nature_against_days(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give a project that is called one of every year and has the days of several."""
    project = reviewed.project
    first, last = project.first_day, project.last_day
    is_yearly = project.nature is not None and _EVERY_YEAR.search(project.nature) is not None
    if is_yearly and first and last and _are_of_several_years(first, last):
        text = message(
            "{nature}, and yet from {first} to {last}", nature=project.nature or "", first=first, last=last
        )
        yield Violation(text, (whole(project.places, "nature"), whole(project.places, "end_date")))
    elif is_yearly and first and (first.month, first.day) != (1, 1) and _ONCE.search(project.name):
        text = message(
            "{nature}, and {name} is built once", nature=project.nature or "", name=short(project.name)
        )
        yield Violation(text, (whole(project.places, "nature"), whole(project.places, "name")))


def _are_of_several_years(first: date, last: date) -> bool:
    """Tell whether days are more than whole years, and than one with what is paid of it in the next."""
    are_years = (first.month, first.day) == (1, 1) and (last.month, last.day) == (12, 31)
    is_settled_later = last.year == first.year + 1 and last.month <= _LAST_MONTH_OF_ACCOUNTS
    return (last - first).days > _TWO_YEARS and not are_years and not is_settled_later


ROW_FIT: tuple[Rule, ...] = (
    ProjectRule(
        code="PMG-R12",
        about=Subject.INDICATOR,
        severity=Severity.WARNING,
        find=swapped_shares,
        title=message("share upside down"),
        reason=message("Taken by its words, such a rate grows with every failure."),
        repair=message("exchange the two, so that the part is divided by the whole"),
        evidence=Evidence.REASONED,
        source=message("reasoned: a rate is the part divided by the whole"),
        wrong="三级指标: 结案率\n绩效指标描述: 受理案件数占审结案件数的比例",
        right="三级指标: 结案率\n绩效指标描述: 审结案件数占受理案件数的比例",
    ),
    ProjectRule(
        code="PMG-R13",
        about=Subject.EITHER,
        severity=Severity.WARNING,
        find=works_before_their_ground,
        title=message("work due before what it follows"),
        reason=message("Nothing is accepted before it is finished, and no prize is paid before the contest."),
        repair=message("correct one of the two days"),
        evidence=Evidence.REASONED,
        source=message("reasoned from the course of projects"),
        wrong="- 三级指标: 完工时间\n  指标值: 2026年10月底前\n- 三级指标: 验收时间\n  指标值: 2026年9月底前",
        right="- 三级指标: 完工时间\n  指标值: 2026年8月底前\n- 三级指标: 验收时间\n  指标值: 2026年9月底前",
    ),
    ProjectRule(
        code="PMG-R14",
        about=Subject.INDICATOR,
        severity=Severity.WARNING,
        find=years_under_one_year,
        title=message("several years under a goal of the year"),
        reason=message("What three years are to reach cannot be judged at the end of one."),
        repair=message("name the long-term goal under 对应目标, or state what the year reaches"),
        evidence=Evidence.REASONED,
        source=message("reasoned: each goal has the indicators of its own time"),
        wrong="三级指标: 三年累计救助人数\n指标值: ≥210名\n对应目标:\n  - 年度1",
        right="三级指标: 三年累计救助人数\n指标值: ≥210名\n对应目标:\n  - 长期1",
    ),
    ProjectRule(
        code="PMG-R16",
        about=Subject.INDICATOR,
        severity=Severity.WARNING,
        find=shifted_zeros,
        title=message("one zero more or less"),
        reason=message("Two counts of one unit with the same digits are mostly one number, once mistyped."),
        repair=message("correct the one that is wrong"),
        evidence=Evidence.REASONED,
        source=message("reasoned: zeros are easily mistyped"),
        wrong="- 三级指标: 发放补贴户数\n  指标值: ≥950户\n- 三级指标: 入户核查户数\n  指标值: ≥9500户",
        right="- 三级指标: 发放补贴户数\n  指标值: ≥950户\n- 三级指标: 入户核查户数\n  指标值: ≥950户",
        heuristic=True,
    ),
    ProjectRule(
        code="PMG-R17",
        about=Subject.INDICATOR,
        severity=Severity.WARNING,
        find=price_for_another_unit,
        title=message("price for another unit than in the goal"),
        reason=message("50元 for an hour and 50元 for a person are two prices."),
        repair=message("write the unit that is meant in both places"),
        evidence=Evidence.REASONED,
        source=message("reasoned: a price is that of one unit"),
        wrong="年度绩效目标:\n  - 服务每小时50元。\n绩效指标:\n  - 三级指标: 服务标准\n    指标值: ≤50元/人",
        right="年度绩效目标:\n  - 服务每小时50元。\n绩效指标:\n  - 三级指标: 服务价\n    指标值: ≤50元/小时",
    ),
    ProjectRule(
        code="PMG-R18",
        severity=Severity.WARNING,
        find=nature_against_days,
        title=message("yearly project with the days of several years"),
        reason=message(
            "A project of every year begins and ends with it; one of several years is 阶段性 or 一次性."
        ),
        repair=message("correct 项目性质 or the days"),
        evidence=Evidence.SEEN,
        source=message("seen on the form of Shanghai, which has other fields for projects of several years"),
        wrong="项目性质: 经常性专项业务费\n计划开始日期: 2025-03-01\n计划完成日期: 2027-12-31",
        right="项目性质: 阶段性项目\n计划开始日期: 2025-03-01\n计划完成日期: 2027-12-31",
    ),
)
