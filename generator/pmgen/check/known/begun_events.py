"""Rows that are due before something begins, by their words, and after it has begun, by their day."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

from pmgen.check.known.known_days import KnownDay
from pmgen.check.known.lunar_days import day_in_year, moving_days
from pmgen.check.known.word_files import data_lines
from pmgen.check.known.word_index import WordIndex
from pmgen.check.review_rule import FieldText, ReviewedProject
from pmgen.check.statements.statement import Day
from pmgen.check.statements.statement_reading import read_days
from pmgen.check.wording.chinese_characters import HAN
from pmgen.check.wording.name_words import pairs_of, topic_pairs
from pmgen.late_pattern import late
from pmgen.model.records import Indicator
from pmgen.model.targets import Deadline
from pmgen.model.terms import Horizon

_FILE = "begins.txt"
_BEFORE = "[^，。；\\n]{0,10}?(?:之前|以前|前(?!后|期|[往去来沿夕提身言途列茬置]))"
_BETWEEN = late("前|后|结束|期满|截止|(?<![（(\\d])\\d{1,2}月|至|到|—|[、和及与]")
_CLAUSE_END = late("[，。；\\n]")
_ANOTHER_BEFORE = late("(?:之?前)?[、和及与][^，。；、]{1,12}前")
"""Behind the first of several days: 春节前和“八一”建军节前两次走访."""
_IS_BEFORE = late("[节假汛期学考]前")
_DATE = r"(?:(?P<year>20[0-9]{2})年)?(?P<month>1[0-2]|0?[1-9])月(?P<day>[0-9]{1,2})[日号]"
_BEGINS = late(f"{_DATE}(?:起|正式|全面)?开始|(?<=始[（(]){_DATE.replace('?P<', '?P<own_')}(?=[）)])")
_BEGUN = late(f"(?P<name>{HAN}{{2,5}}?)(?:(?:自|从|于|将于)|开始[（(])?\\Z")
_OF_EVERY_YEAR = late("^(?:每年|今年|当年|全县|全市|全区|本地|我市|我县|我区|春季的?)")
_NO_EVENTS = ("项目", "工程", "工作", "活动", "合同", "施工", "时间", "政策", "补贴", "服务", "计划", "年度")
_INSURED = late(
    "(?:意外|责任|人身|雇主|公众|校方|伤害|财产|工程|安全)[^，。；]{0,6}(?:险|保险)[^，。；]{0,8}(?:投保|购买|办理|参保|承保|生效)?(?:完成)?(?:时间|日期|时限)"
)
_OF_ANOTHER_TIME = late("续保|下一?年|次年|理赔|赔付|结算|保费|缴费|征缴|拨付|支付|兑付|补贴|验收|总结")
_LAST_TO_INSURE = 10
_LONGEST = 9
_OF_A_ROW = ("name", "description", "remark")
_ENOUGH = 0.75
_NEW_YEAR, _LAST_FOR_NEW_YEAR = (1, 2), 8


class Late(NamedTuple):
    """A row that is due after what it must precede has begun: the text that says so, and when it begins."""

    indicator: Indicator
    field: FieldText
    start: int
    end: int
    begins: KnownDay


def late_rows(reviewed: ReviewedProject) -> Iterator[Late]:
    """Give the rows whose day is behind the beginning of what they, or a goal about them, must precede."""
    rows = [each for each in reviewed.project.indicators if _due(each)]
    own = _own_begins(reviewed) if rows else {}
    if not rows or not (own or any(_names().in_text(reviewed.prose))):
        return
    told: set[tuple[int, KnownDay]] = set()
    before = _before_any(frozenset(own)) if own else _before()
    for field in reviewed.texts:
        for match in before.finditer(field.text) if _says_when(field) else ():
            for row in _rows_of(field, match, rows):
                day, known = _due(row), own.get(match["name"])
                begins = (_passed(known, day) if known else _begun(match["name"], day)) if day else None
                if begins and (id(row), begins) not in told:
                    told.add((id(row), begins))
                    yield Late(row, field, *match.span(), begins)


class LateWork(NamedTuple):
    """A sentence of a goal whose only day is behind the beginning of what its work must precede."""

    field: FieldText
    start: int
    end: int
    begins: KnownDay


_ONLY_WHEN = late("(?:力争|确保|计划|预计|并|均|全部|须|应|务必|统一|在|于|最迟|至迟)*")
_ONLY_DONE = late(
    "(?:[底末]|[上中下]旬)?(?:之|以)?前(?:全部|全面|按时|保质保量)*"
    "(?:完[成工毕]|竣工|建成|到位|结束|实施完毕|交付(?:使用)?|投入使用|发放到位)?(?:并?通过?验收)?(?=[，。；）)]|\\Z)"
)
_ITS_START = late("(?:节|季节?|期|天气)?(?:正式)?(?:来临|到来|开始|开启)?(?:之|以)?前")
_CLAUSE_MARKS = "，。；、：（(\n"
_SENTENCE_MARKS = "。；\n"


def late_work(reviewed: ReviewedProject) -> Iterator[LateWork]:
    """Give what a goal wants done before a season or festival by a day behind it.

    入夏前对水鹤保养，于11月15日前完成: the clause of the day has no other work, the sentence no other day.
    """
    fiscal = reviewed.project.fiscal_year
    if fiscal is None or not any(_names().in_text(reviewed.prose)):
        return
    for field in reviewed.texts:
        is_annual = field.goal is not None and field.goal.horizon is Horizon.ANNUAL
        for match in _before().finditer(field.text) if is_annual and "月" in field.text else ():
            day = _only_day_behind(field.text, match)
            begins = _begun(match["name"], _date(day, fiscal)) if day and 1 <= day.month <= 12 else None
            if day and begins:
                yield LateWork(field, match.start(), day.end, begins)


def _date(day: Day, fiscal: int) -> date:
    last = monthrange(day.year or fiscal, day.month)[1]
    return date(day.year or fiscal, day.month, min(day.day or last, last))


def _only_day_behind(text: str, match: re.Match[str]) -> Day | None:
    """Return the only day of the sentence of a match, if its clause says no more than that all is done."""
    start = max(text.rfind(mark, 0, match.start()) for mark in _SENTENCE_MARKS) + 1
    end = min(
        (at for mark in _SENTENCE_MARKS if (at := text.find(mark, match.end())) >= 0), default=len(text)
    )
    days = [day for day in read_days(text) if start <= day.start < end]
    is_its_start = _ITS_START.fullmatch(match.group(), len(match["name"]))
    if (
        not is_its_start
        or len(days) != 1
        or days[0].start < match.end()
        or _BETWEEN.search(text, match.end(), days[0].start)
    ):
        return None
    day = days[0]
    clause = max(text.rfind(mark, 0, day.start) for mark in _CLAUSE_MARKS) + 1
    is_alone = clause >= match.end() and _ONLY_WHEN.fullmatch(text, clause, day.start)
    return day if is_alone and _ONLY_DONE.match(text, day.end) else None


def late_insurances(reviewed: ReviewedProject) -> Iterator[Indicator]:
    """Give the rows by which those at risk are insured when the year is nearly over."""
    for indicator in reviewed.project.indicators if "保险" in reviewed.prose else ():
        day = _due(indicator)
        is_late = day is not None and day.month > _LAST_TO_INSURE and day.year == reviewed.project.fiscal_year
        if is_late and _INSURED.search(indicator.name) and not _OF_ANOTHER_TIME.search(indicator.name):
            yield indicator


def _own_begins(reviewed: ReviewedProject) -> dict[str, KnownDay]:
    """Return what a project says the first day of: 作业期4月1日开始, 春灌开始（4月20日）前."""
    found: dict[str, KnownDay] = {}
    for field, match in reviewed.matches(_BEGINS) if "开始" in reviewed.prose else ():
        own = "own_" if match["month"] is None else ""
        named = _BEGUN.search(field.text[max(0, match.start() - _LONGEST) : match.start()])
        year, day = match[f"{own}year"], KnownDay(int(match[f"{own}month"]), int(match[f"{own}day"]))
        if named and (year is None or int(year) == reviewed.project.fiscal_year):
            name = _OF_EVERY_YEAR.sub("", named["name"])
            found[name] = max(found.get(name, day), day)
    return {name: day for name, day in found.items() if len(name) > 1 and name not in _NO_EVENTS}


def _passed(begins: KnownDay, day: date) -> KnownDay | None:
    return begins if (begins.month, begins.day or 0) < (day.month, day.day) else None


def _due(indicator: Indicator) -> date | None:
    return indicator.target.date if isinstance(indicator.target, Deadline) else None


def _begun(name: str, day: date) -> KnownDay | None:
    """Return when what is named began, if that was before a day; late in a year the next 春节 is meant."""
    begins = _begins().get(name) or day_in_year(name, day.year)
    if begins is None or (begins.month in _NEW_YEAR and day.month > _LAST_FOR_NEW_YEAR):
        return None
    return _passed(begins, day)


def _says_when(field: FieldText) -> bool:
    if field.indicator is not None:
        return field.key in _OF_A_ROW
    return field.goal is not None and field.goal.horizon is Horizon.ANNUAL


def _rows_of(field: FieldText, match: re.Match[str], rows: Sequence[Indicator]) -> Iterator[Indicator]:
    """Give the row that a text belongs to, or those that its clause has nearly all words of."""
    if _BETWEEN.search(match.group()[len(match["name"]) : -1].rstrip("之以")):
        return
    behind = _CLAUSE_END.split(field.text[match.end() :], 1)[0]
    said, work = pairs_of(behind), topic_pairs(behind)
    is_first_of_several = _ANOTHER_BEFORE.match(field.text, match.end()) is not None
    for row in rows:
        if match["name"] not in row.name and (is_first_of_several or _IS_BEFORE.search(row.name)):
            continue
        topic = topic_pairs(row.name)
        is_meant = len(topic) > 1 and len(topic & said) >= _ENOUGH * len(topic)
        is_own = field.key == "name" or not work or bool(work & topic)
        if (row is field.indicator and is_own) or (field.indicator is None and is_meant):
            yield row


@cache
def _begins() -> Mapping[str, KnownDay]:
    found: dict[str, KnownDay] = {}
    for line in data_lines(_FILE):
        month, day, names = line.split()
        found |= dict.fromkeys(names.split("|"), KnownDay(int(month), int(day)))
    return found


@cache
def _names() -> WordIndex:
    return WordIndex([*_begins(), *moving_days()])


@cache
def _before() -> re.Pattern[str]:
    return _before_any(frozenset())


@lru_cache(maxsize=64)
def _before_any(own: frozenset[str]) -> re.Pattern[str]:
    names = "|".join(sorted({*own, *_begins(), *moving_days()}, key=lambda name: (-len(name), name)))
    return late(f"(?P<name>{names}){_BEFORE}")
