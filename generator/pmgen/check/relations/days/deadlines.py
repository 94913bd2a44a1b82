"""Days that goals and descriptions name beside those of the indicators, and seasons beside days."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pmgen.check.relations.days.said_seasons import season_held_in
from pmgen.check.relations.days.season_months import is_far_from
from pmgen.check.relations.days.seasons_of_work import season_over
from pmgen.check.relations.phrases.limits import out_of_season
from pmgen.check.review_rule import FieldText, ReviewedProject
from pmgen.check.statements.statement import Day
from pmgen.check.statements.statement_reading import read_days
from pmgen.check.wording.chinese_characters import HAN
from pmgen.check.wording.name_words import pairs_of, topic_pairs
from pmgen.late_pattern import late
from pmgen.model.dates import whole_days
from pmgen.model.records import Indicator, Project
from pmgen.model.targets import Deadline, Period, Text
from pmgen.model.terms import Category, Horizon

_ALIKE = 0.75


@dataclass(frozen=True, slots=True)
class SaidDay:
    """A day in one of a project's texts."""

    day: Day
    field: FieldText

    @property
    def words(self) -> str:
        """Return the day as it stands there."""
        return self.field.text[self.day.start : self.day.end]


def other_deadlines(reviewed: ReviewedProject) -> Iterator[tuple[SaidDay, Indicator]]:
    """Give the deadlines of goals of the year and of descriptions that are not those of the indicators."""
    due = [each for each in reviewed.project.indicators if _deadline(each)]
    if not due:
        return
    for field in reviewed.texts:
        is_goal = field.goal is not None and field.goal.horizon is Horizon.ANNUAL and field.key == "text"
        own = field.indicator is not None and field.key in ("name", "description", "remark")
        if "月" in field.text and (is_goal or own):
            rows = [field.indicator] if field.indicator else due
            for said, row in _against(field, rows, reviewed):
                if not is_goal or not _is_said_better(said, row, reviewed):
                    yield said, row


def _is_said_better(said: SaidDay, row: Indicator, reviewed: ReviewedProject) -> bool:
    """Tell whether a goal of the year has the day of a row in words no less like it."""
    likeness = _likeness(said.day, row)
    for goal in reviewed.project.goals_of(Horizon.ANNUAL):
        for day in read_days(goal.text):
            is_its_day = _last_day(day, reviewed.project.fiscal_year) == _deadline(row)
            if is_its_day and _likeness(day, row) >= likeness:
                return True
    return False


def _against(
    field: FieldText, due: Iterable[Indicator], reviewed: ReviewedProject
) -> Iterator[tuple[SaidDay, Indicator]]:
    days = read_days(field.text)
    if field.indicator is not None and _is_one_of(days, field.indicator, reviewed.project.fiscal_year):
        return
    for day in days:
        last = _last_day(day, reviewed.project.fiscal_year)
        if not day.is_deadline or last is None or _ONLY_THEN.match(day.behind):
            continue
        if day.year is None and _OTHER_YEAR.search(day.before):
            continue
        if event := _event_of(field.text, day):
            yield from _of_event(event, last, SaidDay(day, field), due)
        same = [each for each in due if field.indicator is each or _is_same(day, each)]
        if not same and (done := _all_done(days, day)):
            same = [each for each in due if _GENERAL_NAME.fullmatch(each.name.replace(done, "", 1))]
            same = [
                each
                for each in same
                if _deadline(each) not in (_last_day(other, reviewed.project.fiscal_year) for other in days)
            ]
        if not same and field.goal is not None:
            same = _slips_of(day, last, due, reviewed)
        if len(same) == 1 and (deadline := _deadline(same[0])) and _differ(deadline, last, day):
            yield SaidDay(day, field), same[0]


_NEARLY = 0.6


def _slips_of(day: Day, last: date, due: Iterable[Indicator], reviewed: ReviewedProject) -> list[Indicator]:
    """Return the rows that are less like a goal, and due on its day but for a digit: 10月5日, 10月15日.

    No text may say the day of the row, nor any other row that of the goal.
    """
    every = list(due)
    if day.day is None or any(_deadline(each) == last for each in every):
        return []
    words = f"{day.before} {_clause(day.behind)}"
    found = [
        each
        for each in every
        if (deadline := _deadline(each))
        and _are_slips(deadline, last)
        and _likeness(day, each) >= _NEARLY
        and not are_apart(words, each.name)
        and not _is_said(deadline, reviewed)
    ]
    return found if len(found) == 1 else []


def _are_slips(one: date, other: date) -> bool:
    """Tell whether two days are in one month and one has a digit more, or are on one day of two months."""
    if (one.year, one.month) == (other.year, other.month):
        days = sorted((str(one.day), str(other.day)), key=len)
        return len(days[0]) < len(days[1]) and days[0] in days[1]
    return one.year == other.year and one.day == other.day


def _is_said(deadline: date, reviewed: ReviewedProject) -> bool:
    year = reviewed.project.fiscal_year
    fields = (field for field in reviewed.texts if field.key != "target" and "月" in field.text)
    return any(_last_day(day, year) == deadline for field in fields for day in read_days(field.text))


_ALL_DONE = late(
    "(?:之?前)?[，,]?(?:全部|全面|全线|整体)(?P<done>完工|竣工|建成|交付|完成)(?:任务)?(?=[，,。；;]|\\Z)"
)
_ONLY_WHEN = late("(?:力争|确保|计划|均|于|在|，)*")
_GENERAL_NAME = late("(?:项目|工程|建设|施工|工作|任务|总体|整体|全部|年度)*(?:时间|日期|期限|时限)")


def _all_done(days: Sequence[Day], day: Day) -> str:
    """Return the word for all work of a day, 完工 of 10月31日前全部完工; "" where another day has one too."""
    found = [match for each in days if (match := _ALL_DONE.match(each.behind))]
    own = _ALL_DONE.match(day.behind)
    return own["done"] if own and len(found) == 1 and _ONLY_WHEN.fullmatch(day.before) else ""


def _is_one_of(days: Sequence[Day], indicator: Indicator, year: int | None) -> bool:
    """Tell whether the deadline of a row is one of several that its text names: 第一批4月底、第二批7月底."""
    deadline = _deadline(indicator)
    return len(days) > 1 and deadline is not None and any(_last_day(day, year) == deadline for day in days)


_OTHER_YEAR = late("(?:次|下|来|明|翌|上|去|前|第[二三四五])一?年度?(?:的)?\\Z")
_ONLY_THEN = late(
    "[^，。；]{0,8}后(?![续勤期])|之?前?(?:先[行期]|率先|首批|试点)|[^，。；]{0,6}前[^，。；月日]{0,4}[和及与][^，。；月日]{1,8}前"
)
"""Behind a day on which work only begins, a part of it is done, or the first of two: 到货后随即进场."""
_EVENT = late(
    f"(?:^|[，。；：、（(“])(?:赶?在|于|力?争取?|确保|务必|力求)*(?P<event>{HAN}{{2,8}}?)(?:到来|来临|开始|结束)?之?前”?[，,]?"
    "(?:即|[（(])[于在]?\\Z"
)
_LONGEST_EVENT = 20


def _event_of(text: str, day: Day) -> str:
    """Return before what a day is the deadline, 主汛期 of 主汛期到来之前，即4月30日前; "" for nothing."""
    match = _EVENT.search(text[max(0, day.start - _LONGEST_EVENT) : day.start])
    return match["event"] if match else ""


def _of_event(
    event: str, last: date, said: SaidDay, due: Iterable[Indicator]
) -> Iterator[tuple[SaidDay, Indicator]]:
    """Give the rows that are due before the same event by their words, and on another day by their target."""
    for each in due:
        words = f"{each.name} {each.description or ''} {each.remark or ''}"
        is_named = re.search(f"{event}(?:到来|来临|开始|结束)?之?前", words) is not None
        is_own = each is said.field.indicator or _is_same(said.day, each)
        if is_named and not is_own and (deadline := _deadline(each)) and _differ(deadline, last, said.day):
            yield said, each


def _deadline(indicator: Indicator) -> date | None:
    target = indicator.target
    return target.date if isinstance(target, Deadline) and indicator.base is Category.TIMELINESS else None


def _last_day(day: Day, fiscal: int | None) -> date | None:
    year = day.year or fiscal
    if year is None or not 1 <= day.month <= 12:
        return None
    last = monthrange(year, day.month)[1]
    return date(year, day.month, min(day.day or last, last)) if day.day != 0 else None


def _differ(deadline: date, said: date, day: Day) -> bool:
    """Tell whether two deadlines are not one; of a month alone any day is meant.

    What is due before something begins, 10月1日起, may be due earlier.
    """
    if day.behind.startswith("起"):
        return deadline > said
    if day.day is None:
        return (deadline.year, deadline.month) != (said.year, said.month)
    return deadline != said


def _is_same(day: Day, indicator: Indicator) -> bool:
    words = f"{day.before} {_clause(day.behind)}"
    return _likeness(day, indicator) >= _ALIKE and not are_apart(words, indicator.name)


def _likeness(day: Day, indicator: Indicator) -> float:
    """Return how much of a name stands around a day."""
    subject = topic_pairs(indicator.name)
    around = pairs_of(f"{day.before} {_clause(day.behind)}")
    return len(subject & around) / len(subject) if subject else 0.0


_APART = tuple(
    map(
        str.split,
        (
            "春 夏 秋 冬",
            "上半年 下半年",
            "东 西 南 北",
            "男 女",
            "线上 线下",
            "幼儿 小学 中学 高中",
            "第一 第二 第三 第四",
            "一期 二期 三期",
            "一批 二批 三批",
            "国家级 省级 市级 县级 区级",
            "初 中期 终",
            "汛前 汛后",
            "初稿 征求意见 送审 评审 定稿 报批 印发",
            "招标 开工 完工 验收 结算",
        ),
    )
)
"""Words of which one thing has one, and another thing of the same name another."""


def are_apart(words: str, name: str) -> bool:
    """Tell whether a name has another word of a group than the words beside a day: 春季检修, 秋季检修."""
    for group in _APART:
        in_name = {each for each in group if each in name}
        in_words = {each for each in group if each in words}
        if in_name and in_words and not in_name & in_words:
            return True
    return False


def _clause(words: str) -> str:
    return words[: min((at for mark in "，。；、,;" if (at := words.find(mark)) >= 0), default=len(words))]


def seasons_missed(project: Project) -> Iterator[tuple[Indicator, str]]:
    """Give the indicators whose day is far from the season of their name or words, or of the project."""
    for indicator in project.indicators:
        days = _days_of(indicator)
        if not days:
            continue
        words = f"{indicator.name} {indicator.description or ''} {indicator.remark or ''}"
        season = out_of_season(indicator.name, [each.month for each in days])
        if not season and len(days) == 1 and not isinstance(indicator.target, Deadline):
            season = season_held_in(words, days[0].month)
        season = season or season_over(project.name, indicator.name, frozenset(each.month for each in days))
        if season:
            yield indicator, season


def _days_of(indicator: Indicator) -> tuple[date, ...]:
    target = indicator.target
    if isinstance(target, Deadline):
        return (target.date,) if target.date else ()
    if isinstance(target, Period):
        return target.start, target.end
    return whole_days(target.written) if isinstance(target, Text) else ()


_HOLIDAY = late(
    "(?:(?:利用|趁|结合|抓住|安排在|(?<![^，。；\\n])[在于])[^，。；、\\n]{0,8}?|(?<![^，。；：\\n])(?=.{2}(?:期间|组织|集中|开展|举办|托管)))(?P<name>寒假|暑假|暑期)"
    "|(?:利用|趁|抓住|安排在|(?<![^，。；：\\n])(?:计划|拟)?[在于]?)(?:(?P<festival>春节|元旦|元宵|清明|五一|端午|七夕|国庆|中秋|重阳)节?(?=假期|期间|长假)"
    "|(?P<season>[春夏秋冬]季)(?=农闲|期间|时节|集中|组织|开展|举办|实施))"
)
"""When work is done: in the holidays, at a festival or in a season."""
_ANY_HOLIDAY = late("寒假|暑[假期]|[春夏秋冬]季|(?:假期|期间|长假)")
_ANY_SEASON = late(
    "寒暑|[寒暑]假|暑期|[春夏秋冬][季节](?!学期|开学)|元旦|元宵|清明|五一|端午|七夕|国庆|中秋|重阳"
)
_IS_HELD = late(
    "(?:[（(][^（()）]{1,4}[)）])?(?:[至到—-](?:次年)?[0-9]{1,2}[日号月]"
    "|(?:全部|集中|正式|统一|分批|现场)*(?:施工|开[工营班幕放]|出发|举办|举行|栽[植种]|演出|上演)(?![0-9]*[前后]))"
)
_IS_DONE_BY = late("[底末]?前(?:全部|全面)*(?:完工|竣工|完成|结束|交付)(?=[，。；）)]|\\Z)")
_BEFORE_HOLIDAYS, _AFTER_HOLIDAYS = 2, 3
"""How many months around long holidays are no proof of a slip: those of the other ones are further."""
_SENTENCE_ENDS = "。；\n"


@dataclass(frozen=True, slots=True)
class OtherHoliday:
    """The holidays that a sentence names, and its days, which are all in the others."""

    field: FieldText
    start: int
    end: int
    day: str


def holidays_missed(reviewed: ReviewedProject) -> Iterator[OtherHoliday]:
    """Give the holidays of work that its sentence dates in the others: 利用寒假施工，7月6日开工，8月完工."""
    for field, match in reviewed.matches(_HOLIDAY) if _ANY_HOLIDAY.search(reviewed.prose) else ():
        text, start = field.text, match.start(match.lastgroup or 0)
        if field.key == "target" or "月" not in text:
            continue
        end = min((at for mark in _SENTENCE_ENDS if (at := text.find(mark, start)) >= 0), default=len(text))
        days = [day for day in read_days(text) if start < day.start < end]
        others = {each[:1] for each in _ANY_SEASON.findall(text, match.start(), end)}
        if len(others) > 1 or any(_OTHER_YEAR.search(day.before) for day in days):
            continue
        if days and _are_at_another_time(match, text, days):
            yield OtherHoliday(field, start, match.end(), text[days[0].start : days[0].end])


def _are_at_another_time(match: re.Match[str], text: str, days: Sequence[Day]) -> bool:
    """Tell whether all days are far from when the work is done, and are those of the work itself."""
    months = [day.month for day in days]
    is_held = any(_IS_HELD.match(text, day.end) for day in days)
    if name := match["name"]:
        is_of_work = len(days) > 1 or is_held or _IS_DONE_BY.match(text, days[0].end) is not None
        return is_of_work and is_far_from(name, months, _BEFORE_HOLIDAYS, _AFTER_HOLIDAYS)
    return is_held and is_far_from(match["festival"] or match["season"], months, 1, 1)
