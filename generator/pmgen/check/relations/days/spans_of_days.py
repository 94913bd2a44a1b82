"""Spans from a day to a day: beside the days that they are said to take, and beside those of the targets."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate, pairwise

from pmgen.check.review_rule import FieldText, ReviewedProject
from pmgen.check.statements.sentence_bounds import sentence_end
from pmgen.check.wording.chinese_characters import HAN
from pmgen.check.wording.name_words import pairs_of, topic_pairs
from pmgen.late_pattern import late
from pmgen.model.chinese_numerals import read_chinese_numeral
from pmgen.model.records import Indicator
from pmgen.model.targets import Deadline, Period
from pmgen.model.terms import Horizon

_MONTH, _DAY = "1[0-2]|0?[1-9]", "[12][0-9]|3[01]|0?[1-9]"
_SPAN = late(
    f"(?:(?P<year>20[0-9]{{2}})年)?(?<![0-9])(?P<month>{_MONTH})月(?P<day>{_DAY})[日号]?(?:开始|起)?(?:至|到|—{{1,2}}|–|-|~|～)"
    f"(?:(?P<year2>20[0-9]{{2}})年|[次翌]年)?(?:(?P<month2>{_MONTH})月)?(?P<day2>{_DAY})[日号]"
)
_BEGIN = late(
    f"(?:(?P<year>20[0-9]{{2}})年)?(?<![0-9])(?P<month>{_MONTH})月(?P<day>{_DAY})[日号]起[，,]?(?:连续|为期|历时)?"
    f"(?P<count>[1-9][0-9]{{0,2}})(?:个?日历|个?自然)?[天日][^，。；0-9]{{0,8}}[，（(,]?(?:即|至|到|于|截至|截止)+"
    f"(?:(?P<year2>20[0-9]{{2}})年)?(?P<month2>{_MONTH})月(?P<day2>{_DAY})[日号]"
)
_DAYS = late(
    r"[^。；\n]{0,60}?(?:连续|为期|历时|持续|共计?|合计|计)[约]?(?P<count>[1-9][0-9]{0,2})(?:个?日历|个?自然)?[天日]"
)
_BESIDE = late("[）)]?[（(，,]?(?P<count>[1-9][0-9]{0,2})(?:个?日历|个?自然)?天(?=[，,。；、）)]|\\Z)")
_STAYS = late(
    f"[，,]?(?:在{HAN}{{2,12}}?)?(?:共|连续|计划|集中)*(?:展出|展览|展示|展期|布展|巡展|封闭|围挡|停用|停业|停水|停运|停航"
    "|工期|会期|租期|租用|驻展|禁渔|休渔|隔离)(?:期|时间)?(?:为|共|计)*(?P<count>[1-9][0-9]{0,2})(?:个?日历|个?自然)?天"
)
"""What goes on without a break from the first day of a span to the last, with its days."""
_TOGETHER = late(
    "(?<![班组人场处])(?:合计|共计|总计|累计|共)(?P<count>[1-9][0-9]{0,2})(?:个?日历|个?自然)?天(?!次)"
)
_SENTENCE_END = late("[。；\\n]")
_NOT_ALL = late("除|工作日|周[一二三四五六日末]|节假日|每周|双休|约|左右|以上|不少于|至少|分|两段|期间|择")


@dataclass(frozen=True, slots=True)
class Span:
    """A span of days at its place in a text."""

    start: int
    end: int
    first: date
    last: date

    @property
    def days(self) -> int:
        """Return how many days it has, the last one too."""
        return (self.last - self.first).days + 1


def spans_in(text: str, year: int | None) -> Iterator[Span]:
    """Give the spans of a text; `year` is that of days without one."""
    for match in _SPAN.finditer(text) if "月" in text else ():
        if span := _span(match, year):
            yield span


def _span(match: re.Match[str], year: int | None) -> Span | None:
    of_first = int(match["year"] or year or 0)
    month = int(match["month"])
    month_of_last = int(match["month2"] or month)
    of_last = int(match["year2"] or of_first + (month_of_last < month))
    try:
        first = date(of_first, month, int(match["day"]))
        last = date(of_last, month_of_last, int(match["day2"]))
    except ValueError:
        return None
    return Span(*match.span(), first, last) if first < last else None


def miscounted_days(text: str, year: int | None) -> Iterator[tuple[int, int, int]]:
    """Give the spans with another number of days than is said behind them, and how many they have.

    Where only the beginning is said, 5月1日起90天, the day of the end must be the last of these or the next.
    """
    if "天" not in text and "日" not in text:
        return
    spans = list(spans_in(text, year or _ANY_YEAR))
    beside = [_BESIDE.match(text, span.end) for span in spans]
    for at, span in enumerate(spans):
        said = _BESIDE.match(text, span.end) or _DAYS.match(text, span.end) or _STAYS.match(text, span.end)
        if said is None or _NOT_ALL.search(said.group()) or _SPAN.search(said.group()):
            continue
        if said[0].startswith(("，", ",")) and _is_of_work(span, int(said["count"])):
            continue
        if _WITH_ANOTHER_DAY.search(text, max(0, span.start - _NEAR), span.start):
            continue
        if _is_slip(span.days, int(said["count"])) and not _are_together(spans[: at + 1], int(said["count"])):
            beside = []
            yield span.start, said.end(), span.days
    yield from _wrong_sums(text, [each for each in beside if each])
    if year:
        yield from _wrong_rests(text, spans, year)
    for match in _BEGIN.finditer(text):
        begun = _span(match, year or _ANY_YEAR)
        if begun and _is_slip(begun.days, int(match["count"])):
            yield *match.span(), begun.days


_WITH_ANOTHER_DAY = late("日[^，。；0-9]{0,12}[和及与、]\\Z")
_NEAR = 16


def _is_of_work(span: Span, said: int) -> bool:
    """Tell whether so many days of a span are worked on, those of the week or but for its Sundays."""
    days = [(span.first + timedelta(day)).weekday() for day in range(span.days)]
    return any(abs(sum(day < rest for day in days) - said) <= 1 for rest in (_SATURDAY, _SUNDAY))


_SATURDAY, _SUNDAY = 5, 6


def _are_together(spans: Sequence[Span], said: int) -> bool:
    """Tell whether a number of days is that of several spans, of which the last one stands before it."""
    sums = accumulate(span.days for span in reversed(spans))
    return any(0 <= days - said <= parts for parts, days in enumerate(sums, 1) if parts > 1)


def _wrong_sums(text: str, parts: Sequence[re.Match[str]]) -> Iterator[tuple[int, int, int]]:
    """Give the only sum of days in a text, and what the spans of its sentence, each with its days, make."""
    totals = list(_TOGETHER.finditer(text)) if len(parts) > 1 else ()
    if len(totals) != 1:
        return
    total, made = totals[0], sum(int(each["count"]) for each in parts)
    between = text[min(total.start(), parts[0].start()) : max(total.end(), parts[-1].end())]
    if not _SENTENCE_END.search(between) and _is_slip(made, int(total["count"])):
        yield total.start(), total.end(), made


_BUT_FOR = late("除(?:了|去|开)?[^，。；0-9]{0,8}\\Z")
_REST_OF_YEAR = late(
    f"(?:[（(][^（()）]{{1,20}}[)）])?(?:{HAN}{{0,8}}(?:外|以外|之外))[，,]?全年[^，。；0-9每]{{0,10}}(?P<count>3[0-9]{{2}})天(?!次)"
)
"""How many days of the year are left without those of a span: 除2月17日至19日停开外，全年运行362天."""


def _wrong_rests(text: str, spans: Sequence[Span], year: int) -> Iterator[tuple[int, int, int]]:
    """Give the days of the year that are said to be left without a span, and how many there are."""
    for span in spans if "除" in text else ():
        rest = _REST_OF_YEAR.match(text, span.end)
        if rest and _BUT_FOR.search(text, max(0, span.start - _NEAR), span.start):
            left = (date(year, 12, 31) - date(year, 1, 1)).days + 1 - span.days
            if int(rest["count"]) != left:
                yield span.start, rest.end(), left


def _is_slip(days: int, said: int) -> bool:
    """Tell whether a number of days is another than a span has; far fewer or more are of other work."""
    return not 0 <= days - said <= 1 and max(days, said) < 2 * min(days, said)


_ANY_YEAR = 2025


_YEARS_OF_MONTHS = late(
    f"(?<![0-9A-Za-z/. ])(?P<year>20[0-9]{{2}})年?(?:(?<=年)(?P<month>{_MONTH})月)?"
    "(?:至|到|—{1,2}|–|-|~|～)"
    f"(?P<year2>20[0-9]{{2}})年(?:(?P<month2>{_MONTH})月)?"
)
_NO_END = late("之?内|内|[游后]|前")


def turned_spans(text: str) -> Iterator[tuple[int, int]]:
    """Give the spans of days, months or years that end before they begin: 5月22日至21日."""
    for match in _SPAN.finditer(text) if "月" in text else ():
        is_turned = _is_turned(match) and not _NO_END.match(text, match.end())
        if is_turned or (_is_of_one_year(match) and not _OVER_NEW_YEAR.search(text)):
            yield match.span()
    for match in _BEGUN_AND_ENDED.finditer(text) if text.count("月") > 1 else ():
        if _goes_back(match) and not _OVER_NEW_YEAR.search(text):
            yield match.span()
    for match in _YEARS_OF_MONTHS.finditer(text) if "年" in text else ():
        ends = [(int(match[f"year{end}"]), int(match[f"month{end}"] or 0)) for end in ("", "2")]
        if ends[0][0] > ends[1][0] or (ends[0] > ends[1] and all(month for _, month in ends)):
            yield match.span()


_OVER_NEW_YEAR = late(
    "[采供]暖|供热|学年|学期|教学|冬|跨年|[次翌来]年|防火期|禁渔|榨季|合同期|服务期|租期|保险期"
)
_AUTUMN, _SPRING = 10, 5


_NUMBER = "[1-9一二三四五六七八九十][0-9一二三四五六七八九十]{0,2}"
_ENDED = "完工|竣工|结束|截止|建成|完成|闭幕|止"
_BEGUN_AND_ENDED = late(
    f"(?:(?P<year>20[0-9]{{2}})年)?(?<![0-9一二三四五六七八九十])(?P<month>{_NUMBER})月份?(?:(?P<day>{_NUMBER})[日号])?(?:前|起|正式|全面|组织|集中){{0,2}}"
    "(?P<begun>开[始工]|启动|动工|进场|施工|起)?[^，。；、：0-9一二三四五六七八九十]{0,8}?(?P<joined>[，,]?(?:至|到)|[，,]|—{1,2}|–|-|~|～)(?:至|到|于|预计|计划|在){0,2}"
    f"(?P<month2>{_NUMBER})月份?(?:(?P<day2>{_NUMBER})[日号])?(?:前|底前|底)?(?P<ended>[^，。；、：0-9]{{0,6}}?(?:(?:{_ENDED})(?![^，。；、）\\n])|(?<![防禁制阻停])止))?"
)
"""A beginning and an end of one work: 自9月6日起至8月25日止, 9月6日开工，8月25日完工."""
_WORKS = late(
    "工程|施工|工期|开工|完工|竣工|改造|修缮|安装|维修|铺设|活动|展[览演]|培训|征集|整治|赛事|比赛|暑假|暑期|假期|汛期|雨季|夏季|夏令|三夏|三秋"
)
"""Works, and seasons of a few months, of which none goes on for most of a year."""
_EARLIER = late("上一?[年期]|往年|去年|已|一期|二期|分批|每年|常年|历年|[次翌来]年")
_LEAST_BACK, _MOST_BACK = 1, 3
"""How many months a span may go back that is a slip; one that goes farther may well end in the next year."""


def _goes_back(match: re.Match[str]) -> bool:
    """Tell whether a work ends some months before it begins, and no word says that another year is meant."""
    words, text = match.group(), match.string
    begin = max(text.rfind(mark, 0, match.start()) for mark in "，。；\n") + 1
    is_span = match["joined"] not in ("，", ",")
    is_work = match["begun"] not in (None, "起") and match["ended"] is not None
    if not (is_work or (is_span and _WORKS.search(text, begin, min(len(text), match.end() + _AROUND)))):
        return False
    if _EARLIER.search(text, begin, match.end()) or _NO_END.match(text, match.end()):
        return False
    first, last = ((_number_of(match[f"month{end}"]), _number_of(match[f"day{end}"])) for end in ("", "2"))
    if not (0 < first[0] <= _MONTHS_OF_YEAR and 0 < last[0] <= _MONTHS_OF_YEAR) or bool(first[1]) is not bool(
        last[1]
    ):
        return False
    is_year = is_span and (last[1] == first[1] - 1 or (first[1] == 1 and last[1] >= _LAST_DAYS))
    back = first[0] - last[0]
    is_wholly_said = first[1] or match["year"] or is_work or "止" in words
    return bool(is_wholly_said) and _LEAST_BACK <= back <= _MOST_BACK and not is_year


_MONTHS_OF_YEAR, _LAST_DAYS = 12, 28


def _number_of(written: str | None) -> int:
    """Return what digits or characters say, 0 for none or no number."""
    if not written:
        return 0
    return int(written) if written.isdigit() else int(read_chinese_numeral(written) or 0)


def _is_of_one_year(match: re.Match[str]) -> bool:
    """Tell whether a span of a year that is said goes back in it, and not on to the next spring."""
    month, month2 = int(match["month"]), int(match["month2"] or match["month"])
    is_said = match["year"] is not None and match["year2"] is None
    return is_said and month2 < month and not (month >= _AUTUMN and month2 <= _SPRING)


def _is_turned(match: re.Match[str]) -> bool:
    """Tell whether a span ends before it begins; one into another month may end in the next year."""
    month, day, day2 = int(match["month"]), int(match["day"]), int(match["day2"])
    month2 = int(match["month2"] or month)
    if match["year"] and match["year2"]:
        return (match["year"], month, day) > (match["year2"], month2, day2)
    if match["year2"] or month2 != month or "次" in match[0] or "翌" in match[0]:
        return False
    is_a_year = match["month2"] is not None and day2 == day - 1
    return day2 < day and not is_a_year


_MONTHS = late(
    f"(?:(?P<year>20[0-9]{{2}})年)?(?<![0-9])(?P<month>{_MONTH})月份?(?:至|到|—{{1,2}}|–|-|~|～)"
    f"(?:(?P<year2>20[0-9]{{2}})年|(?P<next>[次翌]年))?(?P<month2>{_MONTH})月份?(?![0-9底末初上中下])"
)
_SO_MANY_MONTHS = late("[，,（(]?(?:前后|每年|全年|合计|总计|共计|共|历时|为期)+(?P<count>[1-9][0-9]?)个月")
_NOT_ALL_MONTHS = late("除|扣|不含|不计|约|左右|以上|以内|[寒暑]假|其中|实际|有效|[至最]少")
_BETWEEN_SPANS = late(f"[、，,和及]?(?:{HAN}{{0,5}})")
_AROUND = 12


def miscounted_months(text: str) -> Iterator[tuple[int, int, int]]:
    """Give the spans with another number of months than is said right behind them, and how many they have.

    Several in a row are counted together: 春季3月15日至6月15日、秋季9月15日至11月15日，共5个月.
    """
    if "个月" not in text:
        return
    spans = sorted((*_spans_of_months(text), *_spans_by_days(text)), key=lambda span: span.start)
    for at, span in enumerate(spans):
        said = _SO_MANY_MONTHS.match(text, span.end)
        if said is None or _NOT_ALL_MONTHS.search(text, span.start, said.end() + _AROUND):
            continue
        row = _row_of_spans(spans[: at + 1], text)
        count = int(said["count"])
        if not any(count in made for made in _made_by(row)):
            yield row[0].start, said.end(), sum(each.full for each in row)


@dataclass(frozen=True, slots=True)
class _Months:
    """A span with the months that it has from day to day, and how many of the calendar it touches."""

    start: int
    end: int
    full: int
    touched: int


def _spans_of_months(text: str) -> Iterator[_Months]:
    for match in _MONTHS.finditer(text):
        years = int(match["year2"]) - int(match["year"]) if match["year"] and match["year2"] else 0
        months = int(match["month2"]) - int(match["month"]) + 1 + 12 * (years + bool(match["next"]))
        if months > 0:
            yield _Months(*match.span(), months, months)


def _spans_by_days(text: str) -> Iterator[_Months]:
    """Give the spans that begin and end on the same day of a month, or with one."""
    for span in spans_in(text, _ANY_YEAR):
        first, last = span.first, span.last
        touched = (last.year - first.year) * 12 + last.month - first.month + 1
        is_whole = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
        if is_whole or last.day in (first.day, first.day - 1):
            yield _Months(span.start, span.end, touched if is_whole else touched - 1, touched)


def _row_of_spans(spans: Sequence[_Months], text: str) -> Sequence[_Months]:
    """Return the last spans between which only marks and short words stand."""
    begin = len(spans) - 1
    while begin and _BETWEEN_SPANS.fullmatch(text, spans[begin - 1].end, spans[begin].start):
        begin -= 1
    return spans[begin:]


def _made_by(row: Sequence[_Months]) -> Iterator[tuple[int, int]]:
    """Give how many months the last one of a row, the last two and so on make, in both ways of counting."""
    full = touched = 0
    for each in reversed(row):
        full, touched = full + each.full, touched + each.touched
        yield full, touched


@dataclass(frozen=True, slots=True)
class OtherSpan:
    """A span in a text, and the row whose target is another one."""

    span: Span
    field: FieldText
    indicator: Indicator


def other_spans(reviewed: ReviewedProject) -> Iterator[OtherSpan]:
    """Give the spans of goals and rows that share one end with a target and not the other."""
    periods = [(each, each.target) for each in reviewed.project.indicators if isinstance(each.target, Period)]
    if not periods:
        return
    known = {(target.start, target.end) for _, target in periods}
    for field in reviewed.texts:
        is_goal = field.goal is not None and field.goal.horizon is Horizon.ANNUAL and field.key == "text"
        is_row = field.indicator is not None and field.key in ("name", "description", "remark")
        if "月" not in field.text or not (is_goal or is_row):
            continue
        about = _about(field, periods)
        for span in spans_in(field.text, reviewed.project.fiscal_year) if about else ():
            if (span.first, span.last) in known:
                continue
            for indicator, target in about:
                if _share_one_end(span, target):
                    yield OtherSpan(span, field, indicator)


def other_months(reviewed: ReviewedProject) -> Iterator[OtherSpan]:
    """Give the spans of whole months in goals that share one end with a target, and that a row confirms.

    4月至10月 in a goal and 4月1日至10月31日 in another row, beside a row from 4月1日 to 9月30日.
    """
    periods = [(each, each.target) for each in reviewed.project.indicators if isinstance(each.target, Period)]
    year = reviewed.project.fiscal_year
    if not periods or year is None:
        return
    goals = [each for each in reviewed.texts if each.goal is not None and each.key == "text"]
    known = {(target.start, target.end) for _, target in periods}
    confirmed = [
        (span.first, span.last)
        for field in reviewed.texts
        if field.key != "target" and field.goal is None and "月" in field.text
        for span in (*spans_in(field.text, year), *_whole_months(field.text, year))
    ]
    for field in goals if confirmed else ():
        for span in _whole_months(field.text, year):
            ends = (span.first, span.last)
            if ends in known or ends not in confirmed:
                continue
            near = pairs_of(_sentence_at(field.text, span.start))
            about = [each for each in periods if not topic_pairs(each[0].name).isdisjoint(near)]
            if len(about) == 1 and _share_one_end(span, about[0][1]):
                yield OtherSpan(span, field, about[0][0])


def _whole_months(text: str, year: int) -> Iterator[Span]:
    """Give the spans of months of one year, from the first day to the last."""
    for match in _MONTHS.finditer(text) if "月" in text else ():
        month, month2 = int(match["month"]), int(match["month2"])
        of_year = int(match["year"] or year)
        if month < month2 and not match["year2"] and not match["next"]:
            last = date(of_year, month2, monthrange(of_year, month2)[1])
            yield Span(*match.span(), date(of_year, month, 1), last)


def _about(
    field: FieldText, periods: Sequence[tuple[Indicator, Period]]
) -> Sequence[tuple[Indicator, Period]]:
    """Return the rows of which a text speaks: its own, or those that have a word of a goal."""
    if field.indicator is not None:
        return [each for each in periods if field.indicator is each[0]]
    words = pairs_of(field.text)
    return [each for each in periods if not topic_pairs(each[0].name).isdisjoint(words)]


def _share_one_end(span: Span, target: Period) -> bool:
    """Tell whether one end is the same and the other is not; any work may begin or end with the year."""
    begin_alike = span.first == target.start and (target.start.month, target.start.day) != (1, 1)
    end_alike = span.last == target.end and (target.end.month, target.end.day) != (12, 31)
    return begin_alike is not end_alike and (span.first, span.last) != (target.start, target.end)


_ONE_BY_ONE = late(
    "同一时间[只仅]|同时[只仅]|逐[一个座条段家间处片]|依次(?!开工|启动|推进|铺开)|不[得能]?同时|(?P<one>[一逐][个座条段处片家间])(?P=one)"
)
_SENTENCE = late("[^。；;\\n]{12,400}")


def overlapping_spans(text: str, year: int | None) -> Iterator[tuple[Span, Span]]:
    """Give the neighbouring spans of works done one by one of which the later begins too early.

    A span that holds all others is that of all works.
    """
    if text.count("月") < _BOTH_ENDS_OF_TWO or not _ONE_BY_ONE.search(text):
        return
    for sentence in _SENTENCE.finditer(text):
        if not _ONE_BY_ONE.search(sentence[0]):
            continue
        spans = [
            Span(sentence.start() + each.start, sentence.start() + each.end, each.first, each.last)
            for each in spans_in(sentence[0], year or _ANY_YEAR)
        ]
        for one, other in pairwise(spans):
            if one.first < other.first < one.last < other.last:
                yield one, other


_BOTH_ENDS_OF_TWO = 3
"""How often 月 stands in a text of two spans, of which one may lie in one month."""


_DONE = late("完成|完工|竣工|结束|结业|完毕|收尾|撤展")
_NAME_BEFORE = late(f"{HAN}{{3,10}}(?=(?:于|在|为|自|从|计划|安排|[：:（(]|20[0-9]{{2}}年)?\\Z)")
_LONGEST_NAME = 16
_LEAST_NAME = 3


def due_before_the_end(reviewed: ReviewedProject) -> Iterator[OtherSpan]:
    """Give the rows that are due while a span of what they are named for still goes on.

    第二轮9月1日至10月30日 beside 第二轮演练完成时间, 9月30日前.
    """
    due = [
        (each, each.target.date)
        for each in reviewed.project.indicators
        if isinstance(each.target, Deadline) and each.target.date and _DONE.search(each.name)
    ]
    for field in reviewed.texts if due else ():
        if field.goal is None or field.goal.horizon is not Horizon.ANNUAL or "月" not in field.text:
            continue
        named = [
            (_name_before(field.text, each), each)
            for each in spans_in(field.text, reviewed.project.fiscal_year)
        ]
        for words, span in named:
            near = pairs_of(_sentence_at(field.text, span.start))
            rows = [(row, day) for row, day in due if _is_named_for(row, words, near)]
            alike = [other for name, other in named if name == words]
            if len(rows) == 1 and len(alike) == 1 and rows[0][1] < span.last:
                yield OtherSpan(span, field, rows[0][0])


def _name_before(text: str, span: Span) -> str:
    """Return the words before a span in its clause, without what joins the two."""
    match = _NAME_BEFORE.search(text, max(0, span.start - _LONGEST_NAME), span.start)
    return match[0] if match else ""


def _sentence_at(text: str, at: int) -> str:
    """Return the sentence of a place, as far as it is near."""
    begin = max(text.rfind(mark, max(0, at - _NEAR_BY), at) for mark in "。；\n") + 1
    end = sentence_end(text, at)
    return text[begin : min(end, at + _NEAR_BY)]


_NEAR_BY = 120


def _is_named_for(row: Indicator, words: str, near: frozenset[str]) -> bool:
    """Tell whether a name begins with the last words before a span, and has nothing that is not near it."""
    for at in range(len(words) - _LEAST_NAME + 1):
        if row.name.startswith(words[at:]):
            rest = _DONE.sub(" ", row.name.removeprefix(words[at:]))
            return topic_pairs(rest) <= near
    return False
