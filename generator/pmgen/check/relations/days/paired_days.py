"""Days that only a goal or only a row has, paired by their work: 前出具全部鉴定报告, 鉴定报告出具时间."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from pmgen.check.relations.days.deadlines import are_apart
from pmgen.check.review_rule import FieldText, ReviewedProject
from pmgen.check.statements.sentence_bounds import sentence_end, sentence_start
from pmgen.check.statements.statement import Day
from pmgen.check.statements.statement_reading import read_days
from pmgen.check.wording.chinese_characters import HAN
from pmgen.check.wording.name_words import pairs_of, topic_pairs
from pmgen.late_pattern import late
from pmgen.model.dates import whole_days
from pmgen.model.records import Indicator
from pmgen.model.targets import Deadline, Period
from pmgen.model.terms import Category, Horizon


@dataclass(frozen=True, slots=True)
class SaidTime:
    """A day, a month or the end of a span in a goal, with the words of its clause and those around that.

    It is any day from `first` to `last`.
    """

    field: FieldText
    start: int
    end: int
    first: date
    last: date
    is_deadline: bool
    is_span: bool
    ends_on_day: bool
    own: str
    near: str
    wide: str

    @property
    def words(self) -> str:
        """Return the time as it stands there, with what is done by then."""
        return self.field.text[self.start : _clause_end(self.field.text, self.end)]

    @property
    def line(self) -> str:
        """Return the line of its text, in which several goals may be listed, and all of it of all work."""
        text = self.field.text
        if _ALL_OF_IT.search(self.own):
            return text
        return text[sentence_start(text, self.start, "\n") : sentence_end(text, self.start, "\n")]

    @property
    def is_day(self) -> bool:
        """Tell whether it is one day."""
        return self.first == self.last

    @property
    def is_one_day(self) -> bool:
        """Tell whether it is one day, the end of a month, or a span that ends on a day."""
        return self.ends_on_day if self.is_span else self.is_day or self.first.day > _MIDDLE

    def covers(self, day: date) -> bool:
        """Tell whether a day is one of it; a day of a span that is its last one but for the month is none."""
        if self.is_span and _are_of_other_months(day, self.last):
            return False
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class DatedRow:
    """A row with its days, and the pairs of characters of its topic with what each counts for.

    It `is_due` where it has one day, before which something is done.
    """

    indicator: Indicator
    days: tuple[date, ...]
    topic: tuple[tuple[int, str, float], ...]
    is_due: bool

    def is_on(self, time: SaidTime) -> bool:
        """Tell whether one of its days is a day of a goal; 5月29日 is one of 5月底前."""
        if self.is_end_of_month and not time.is_span and time.last.day > _MIDDLE:
            return (time.last.year, time.last.month) == (self.days[0].year, self.days[0].month)
        ends_in = self.ends and time.is_span and time.ends_on_day
        return any(day == time.last if ends_in else time.covers(day) for day in self.days)

    @property
    def is_end_of_month(self) -> bool:
        """Tell whether it has the end of a month and no day: 2026年5月底前."""
        return self.is_due and len(self.days) == 1 and "日" not in self.indicator.target.written

    @property
    def ends(self) -> bool:
        """Tell whether its name says that something is done by then."""
        return _DONE.search(self.indicator.name) is not None


@dataclass(frozen=True, slots=True)
class DaysApart:
    """A row, and the time at which a goal has the same work; `is_sure` where both name it alike."""

    indicator: Indicator
    time: SaidTime
    is_sure: bool


@lru_cache(maxsize=8)
def unpaired_days(reviewed: ReviewedProject) -> tuple[DaysApart, ...]:
    """Return the rows whose day no goal has for their work, with the day that a goal has and no row."""
    return tuple(_unpaired(reviewed))


def _unpaired(reviewed: ReviewedProject) -> Iterator[DaysApart]:
    fiscal = reviewed.project.fiscal_year
    rows = _dated(reviewed)
    if fiscal is None or not any(row.is_due for row in rows) or "月" not in reviewed.prose:
        return
    goals = [field for field in reviewed.texts if is_of_year(field)]
    times = tuple(chain.from_iterable(times_in(field, fiscal) for field in goals))
    pairs = _Pairs(rows, times) if times else None
    for row in rows if pairs else ():
        is_sought = row.is_due and not _is_in_quarter(row, reviewed)
        if pairs and is_sought and (found := pairs.partner_of(row) or pairs.slip_of(row)):
            yield DaysApart(row.indicator, *found)


_QUARTER = late("第?([一二三四1-4])季度|[上下]半年")
_QUARTER_ENDS = {
    **{"一": 3, "二": 6, "三": 9, "四": 12},
    **{"1": 3, "2": 6, "3": 9, "4": 12},
    **{"上半年": 6, "下半年": 12},
}


def _is_in_quarter(row: DatedRow, reviewed: ReviewedProject) -> bool:
    """Tell whether a goal has the work of a row in the quarter or half year that its day ends."""
    day = row.days[0]
    if day.month % 3 or day.day != monthrange(day.year, day.month)[1]:
        return False
    for field in reviewed.texts if "季度" in reviewed.prose or "半年" in reviewed.prose else ():
        for match in _QUARTER.finditer(field.text) if field.goal is not None else ():
            begin = sentence_start(field.text, match.start(), _SENTENCE_MARKS)
            words = field.text[begin : sentence_end(field.text, match.end(), _SENTENCE_MARKS)]
            is_its_end = _QUARTER_ENDS[match[1] or match[0]] == day.month
            if is_its_end and _covered(row, words) >= _HELD_IN_QUARTER:
                return True
    return False


_HELD_IN_QUARTER = 0.5


def _dated(reviewed: ReviewedProject) -> tuple[DatedRow, ...]:
    """Return the rows of the year that have days, with what is due in them."""
    annual = {goal.id for goal in reviewed.project.goals_of(Horizon.ANNUAL)}
    names = [each.name for each in reviewed.project.indicators if _days_of(each)]
    return tuple(
        DatedRow(each, days, _topic_of(each.name, names), is_due=is_due)
        for each in reviewed.project.indicators
        if (days := _days_of(each)) and (each.goals is None or not annual.isdisjoint(each.goals))
        for is_due in (isinstance(each.target, Deadline) and each.base is Category.TIMELINESS,)
    )


def _days_of(indicator: Indicator) -> tuple[date, ...]:
    target = indicator.target
    if isinstance(target, Period):
        return target.start, target.end
    if isinstance(target, Deadline) and target.date:
        return (target.date,)
    return whole_days(target.written)


def is_of_year(field: FieldText) -> bool:
    """Tell whether a text is a goal of the year that has days or months."""
    is_goal = field.goal is not None and field.goal.horizon is Horizon.ANNUAL
    return is_goal and field.key == "text" and "月" in field.text


_PART = late("(?P<early>[初]|上旬)|(?P<middle>中旬)|(?P<late>下旬)|(?P<end>[底末])")
_MIDDLE = 20
_ONLY_BEGINS = late(
    "(?:[（(][^（()）]{1,6}[)）])?(?:[至到](?![位货达期校户])|(?:[底末初]|[上中下]旬)?(?:之|以)?(?:后|起)|(?:正式|全面)?(?:开[始工班营学馆园业]|启动|动工|进场))"
)
_NOTE = "(?:[（(][^（()）]{1,6}[)）])?"
_UP_TO = "(?:起|开始)?(?:至|到|—{1,2}|–|-|~|～)"
_TO = late(
    f"份?{_NOTE}{_UP_TO}(?:20[0-9]{{2}}年)?(?:(?P<month>1[0-2]|0?[1-9])月(?:(?P<day>[12][0-9]|3[01]|0?[1-9])[日号])?|(?P<same>[12][0-9]|3[01]|0?[1-9])[日号])"
)
_FROM = late(f"[0-9]{_UP_TO}\\Z")
_FEAST = late(f"{HAN}{{0,8}}[日节](?!前)")
_JOINED = late(f"(?:[底末]|[上中下]旬)?(?:之|以)?前?{_NOTE}(?:、|和|及|与)(?:20[0-9]{{2}}年)?")
_EXPIRES = late(f"{HAN}{{0,4}}(?:到期|期满|届满|失效|过期)")
_OTHER_YEAR = late("(?:次|下|来|明|翌|上|去|往|前)一?年度?(?:的)?\\Z|(?:自|从|较|比|截至|截止|按)\\Z")
_MARKS = "，。；;\n！？"
_SENTENCE_MARKS = "。；;\n！？"
_WIDEST = 160


class _Mention(NamedTuple):
    """A day or a span in a text, from `start` to `end`."""

    start: int
    end: int
    day: Day
    first: date | None
    last: date | None
    is_span: bool = False


def times_in(field: FieldText, fiscal: int) -> Iterator[SaidTime]:
    """Give the days and months of a goal by which something is done, and its spans."""
    text = field.text
    mentions = tuple(_mentions(text, fiscal))
    for at, each in enumerate(mentions):
        if each.first is None or each.last is None or _is_no_end(text, each):
            continue
        before, behind = at, at
        while before and _JOINED.fullmatch(text, mentions[before - 1].end, mentions[before].start):
            before -= 1
        while behind + 1 < len(mentions) and _JOINED.fullmatch(
            text, mentions[behind].end, mentions[behind + 1].start
        ):
            behind += 1
        begin = _begin(text, mentions[before - 1].end, mentions[before].start) if before else 0
        end = mentions[behind + 1].start if behind + 1 < len(mentions) else len(text)
        is_due = _is_due(each) or _is_due(mentions[behind])
        yield _time(field, each, begin, mentions[behind].end, end, is_due=is_due)


def _begin(text: str, previous: int, start: int) -> int:
    """Return the end of the clause of the day before, or of that day if both stand in one clause."""
    end = _clause_end(text, previous)
    return end if end < start else previous


def _mentions(text: str, fiscal: int) -> Iterator[_Mention]:
    until = 0
    for day in read_days(text):
        if day.start < until:
            continue
        year = day.year or fiscal
        is_other = day.year not in (None, fiscal, fiscal + 1) or (
            day.year is None and _OTHER_YEAR.search(day.before) is not None
        )
        meant = None if is_other else _meant(year, day.month, day.day, day.behind)
        end = day.end
        if span := _TO.match(text, day.end):
            until = end = span.end()
            days = span["same"] or span["day"]
            last = _meant(
                year, int(span["month"] or day.month), int(days) if days else None, text[end : end + 2]
            )
            if meant and last and meant[0] < last[1]:
                yield _Mention(day.start, end, day, meant[0], last[1], is_span=True)
            else:
                yield _Mention(day.start, end, day, None, None)
        else:
            first, last_day = meant or (None, None)
            yield _Mention(day.start, end, day, first, last_day)


_BEFORE = late(f"(?:{_NOTE}|[)）])(?:[底末]|[上中下]旬)?(?:之|以|{HAN}{{2}}(?:期|季)?)?前")


def _is_no_end(text: str, each: _Mention) -> bool:
    """Tell whether something only begins or expires on a day, or the day is but a feast."""
    if each.is_span:
        return False
    behind = each.day.behind
    return bool(
        _ONLY_BEGINS.match(behind)
        or _FEAST.match(behind)
        or _EXPIRES.match(behind)
        or _FROM.search(text, max(0, each.start - 2), each.start)
    )


def _clause_end(text: str, at: int) -> int:
    """Return the end of the clause of a day, or of the next one where that says nothing: 8月31日前，完成."""
    end = sentence_end(text, at, _MARKS)
    return sentence_end(text, end + 1, _MARKS) if text.startswith("，", end) and text[at:end] == "前" else end


def _end_of_item(text: str, end: int, until: int) -> int:
    """Return the end of what is said of a day in a clause that has another: 一轮5月底前、二轮10月底前."""
    mark = text.rfind("、", end, until)
    return mark if mark >= 0 and until < sentence_end(text, end, _MARKS) else until


def _is_due(each: _Mention) -> bool:
    return each.day.is_deadline or _BEFORE.match(each.day.behind) is not None


def _time(field: FieldText, each: _Mention, begin: int, end: int, until: int, *, is_due: bool) -> SaidTime:
    """Return a time with its words, which stand between the days before and behind it."""
    text, start = field.text, each.start
    clause = max(begin, sentence_start(text, start, _MARKS))
    sentence = max(begin, sentence_start(text, start, _SENTENCE_MARKS))
    behind = min(_clause_end(text, end), _end_of_item(text, end, until))
    rest = min(sentence_end(text, behind, _SENTENCE_MARKS), until)
    own = f"{text[clause:start]} {text[end:behind]}"
    near = f"{text[max(sentence, start - _WIDEST) : start]} {text[end:behind]}"
    wide = f"{text[max(begin, start - _WIDEST) : start]} {text[end : min(rest, end + _WIDEST)]}"
    first, last = each.first or date.min, each.last or date.min
    return SaidTime(
        field,
        start,
        each.end,
        first,
        last,
        is_due,
        each.is_span,
        text[each.end - 1] in "日号",
        own,
        near,
        wide,
    )


def _meant(year: int, month: int, day: int | None, behind: str) -> tuple[date, date] | None:
    """Return the first and the last day that a day or a part of a month may mean."""
    if not 1 <= month <= 12:
        return None
    last = monthrange(year, month)[1]
    if day is not None:
        return (date(year, month, day), date(year, month, day)) if 1 <= day <= last else None
    part = _PART.match(behind)
    kind = part.lastgroup if part else None
    bounds = {"early": (1, 10), "middle": (11, 20), "late": (21, last), "end": (21, last)}
    first, until = bounds.get(kind or "", (1, last))
    return date(year, month, first), date(year, month, until)


_TAIL = late("(?:完成|结束|截止)?(?:的)?(?:时间|日期|期限|时限|时点|节点)\\Z")
_SHARED = 0.5


def _topic_of(name: str, names: Sequence[str]) -> tuple[tuple[int, str, float], ...]:
    """Return the pairs of a topic at their places; those that another row has too count for less."""
    own = topic_pairs(_TAIL.sub("", name))
    others = [each for each in names if each != name]
    return tuple(
        (at, pair, _SHARED if any(pair in other for other in others) else 1.0)
        for at in range(len(name) - 1)
        if (pair := name[at : at + 2]) in own
    )


def _covered(row: DatedRow, words: str) -> float:
    """Return how much of the topic of a name, by characters, stands in some words."""
    every, found = dict[int, float](), dict[int, float]()
    for at, pair, weight in row.topic:
        is_said = pair in words
        for place in (at, at + 1):
            every[place] = max(weight, every.get(place, 0))
            if is_said:
                found[place] = max(weight, found.get(place, 0))
    return sum(found.values()) / sum(every.values()) if found else 0.0


def _likeness(row: DatedRow, time: SaidTime) -> float:
    """Return how much of a name stands beside a day; what stands further off counts for less."""
    around = ((1.0, time.own), (0.9, time.near), (0.7, time.wide), (0.5, time.line))
    return max(share * _covered(row, words) for share, words in around)


_STAGE_WORDS = (
    "招标|招投标|采购合同|签[订署约]|中标",
    "设计|图纸",
    "方案|计划书",
    "开工|动工|进场|启动|开始|开[班营幕园馆业]",
    "采购|购置|购进|购买|配备|配齐",
    "到货|到位|配备|配齐|配发|入库|到校|供货|到户|配送|投放",
    "调试|试运行|联调",
    "安装|加装|架设|更换|改造|修[补缮]|完工|竣工|建成|施工|铺设|主体|新建|建设|扩容",
    "验收",
    "移交|投入使用|投用|启用|运行|上线|开放|交付|通水|通车|开通",
    "结算|决算|审计|付清|结清",
    "发放|拨付|支付|兑[付现]|打入|打卡|到账|发到",
    "公示|公布|公告",
    "申报|受理|报名|征集|招募",
    "审核|复核|核查|核验|核对|认定|评审|初评|评选|会审|初审",
    "培训|授课|结业|教学|课程",
    "总结|评估|评价|考核",
    "报告|报送|上报|提交|出具|汇编",
    "印发|出版|印刷|发布",
    "检查|巡检|排查|检测|检定|标定|校准|检验|监测|抽检|鉴定|测产",
    "整改|整治|销号",
    "投保|参保|续保",
    "播种|移栽|栽植|种植|补植|补播|接种",
    "颁奖|表彰|决赛|闭幕",
    "初筛|筛查|复诊|适配|随访|体检",
    "慰问|走访",
    "结题|结项|立项|中期",
)
_STAGES = tuple(map(late, _STAGE_WORDS))
_DOERS = late(
    f"竣工(?=验收)|{HAN}{{2}}(?=人员|机构|单位|队伍|企业|公司|经费|资金|费用|设备|仪器?|标准|结果|材料|合格)"
)


@lru_cache(maxsize=4096)
def _stages(words: str) -> frozenset[int]:
    """Return the steps that words speak of, but for those who take them and what they are taken with."""
    acts = _DOERS.sub("", words)
    return frozenset(at for at, stage in enumerate(_STAGES) if stage.search(acts))


@lru_cache(maxsize=4096)
def _agree(name: str, own: str) -> bool | None:
    """Tell whether a name and a clause speak of the same step; None where one of both names none."""
    first, second = _stages(name), _stages(own)
    if not first or not second:
        return None
    return not first.isdisjoint(second)


def _are_slips(one: date, other: date) -> bool:
    """Tell whether two days are one but for the month, or for a digit."""
    if one.year != other.year:
        return (one.month, one.day) == (other.month, other.day)
    if one.month == other.month:
        days = sorted((str(one.day), str(other.day)), key=len)
        return len(days[0]) < len(days[1]) and days[0] in days[1]
    return one.day == other.day or min(one.day, other.day) >= _MONTH_ENDS


_MONTH_ENDS, _ANY_MONTH_ENDS = 28, 30
_LEAST, _SURE = 0.8, 1.1
_MARGIN = 0.15


class _Pairs:
    """The rows and the times of a project, and how well each of both fits the other."""

    def __init__(self, rows: Sequence[DatedRow], times: Sequence[SaidTime]) -> None:
        self._rows, self._times = rows, times
        self._fits = {(id(row), id(time)): _fit(row, time) for row in rows for time in times}

    def partner_of(self, row: DatedRow) -> tuple[SaidTime, bool] | None:
        """Return the only day of the goals that is of the work of a row, and whether that is sure."""
        least = max((self._held(row, time) for time in self._times if row.is_on(time)), default=0.0)
        graded = [
            (grade, time)
            for time in self._times
            if (grade := self._grade(row, time)) >= _LEAST
            and (not least or (least < _HELD and self._fit(row, time) >= least + _MORE))
            and not any(other is not row and self._is_better(other, row, time) for other in self._rows)
        ]
        if not graded:
            return None
        best, time = max(graded, key=lambda each: each[0])
        days = {(each.first, each.last) for grade, each in graded if grade > best - _MARGIN}
        return (time, best >= _SURE and _names_its_thing(row, time)) if len(days) == 1 else None

    def slip_of(self, row: DatedRow) -> tuple[SaidTime, bool] | None:
        """Return the only day of the goals that no row has and that is, but for its month, that of a row.

        No goal may have that of the row, and no other such row more words of what is done by then.
        """
        if self._is_ended(row):
            return None
        free = [each for each in self._times if each.is_one_day and not self._is_taken(each)]
        slips = [each for each in free if _are_months_off(row.days[0], each.last)]
        time = max(slips, key=lambda each: _shared(row, each), default=None)
        least = _shared(row, time) if time else 0.0
        if time is None or not least:
            return None
        rivals = [_shared(row, each) for each in slips if each.last != time.last]
        rivals += [_shared(each, time) for each in self._rows if each is not row and not self._is_ended(each)]
        return (time, False) if all(each < least for each in rivals) else None

    def _is_taken(self, time: SaidTime) -> bool:
        return any(_ends_with(row, time) for row in self._rows)

    def _is_ended(self, row: DatedRow) -> bool:
        return any(_ends_with(row, time) for time in self._times)

    def _held(self, row: DatedRow, time: SaidTime) -> float:
        """Return how well a row fits a time that has its day, 0 where another row of that day does better."""
        fit = self._fit(row, time)
        others = (other for other in self._rows if other is not row and other.is_on(time))
        if any(self._fit(other, time) > fit + _MARGIN for other in others):
            return 0.0
        is_exact = time.is_day or time.is_deadline or time.last in row.days
        return fit if is_exact else fit * _SPANS_HOLD

    def _fit(self, row: DatedRow, time: SaidTime) -> float:
        return self._fits[id(row), id(time)]

    def _grade(self, row: DatedRow, time: SaidTime) -> float:
        """Return how likely a row and a day of a goal are of one work, though on two days; 0 where not."""
        fit = self._fit(row, time)
        if fit <= 0 or not row.is_due or row.is_on(time) or not _may_be_other(row.days[0], time):
            return 0.0
        are_left = not self._is_held(row) and not any(
            each.is_on(time) and self._fit(each, time) for each in self._rows
        )
        return fit + _SLIP * _are_slips(row.days[0], time.last) + _LEFT * are_left

    def _is_better(self, other: DatedRow, row: DatedRow, time: SaidTime) -> bool:
        """Tell whether another row is more like a day of a goal, or has that day."""
        fit, own = self._fit(other, time), self._fit(row, time)
        if other.is_on(time):
            has_other = any(
                other.is_on(each) and self._fit(other, each) > fit for each in self._times if each is not time
            )
            return fit > own - (_MARGIN if has_other else 2 * _MARGIN)
        return fit > own or (fit == own and not self._is_held(other) and self._grade(other, time) >= _LEAST)

    def _is_held(self, row: DatedRow) -> bool:
        """Tell whether a goal has the day of a row, with words of it."""
        return any(row.is_on(time) and self._held(row, time) for time in self._times)


def _ends_with(row: DatedRow, time: SaidTime) -> bool:
    """Tell whether a row has the day or month that a goal names, of a span its last one."""
    if not time.is_span:
        return row.is_on(time)
    if time.ends_on_day:
        return time.last in row.days
    return any((day.year, day.month) == (time.last.year, time.last.month) for day in row.days)


def _are_months_off(one: date, other: date) -> bool:
    """Tell whether two days are one but for a month or two."""
    return (
        one.year == other.year and 0 < abs(one.month - other.month) <= _MOST_MONTHS and _are_slips(one, other)
    )


def _shared(row: DatedRow, time: SaidTime) -> float:
    """Return how much of a row is said of a day, with a word of it at least a little."""
    around = ((1.0, time.own), (0.9, time.near), (0.7, time.wide))
    is_named = not pairs_of(_TAIL.sub("", row.indicator.name)).isdisjoint(pairs_of(time.own))
    return max(_BY_A_WORD * is_named, *(share * _covered(row, words) for share, words in around))


_MOST_MONTHS, _BY_A_WORD = 2, 0.2


def _names_its_thing(row: DatedRow, time: SaidTime) -> bool:
    """Tell whether more than the step of a name stands near a day, or the name says no more than that."""
    things = [pair for _, pair, _ in row.topic if not any(stage.search(pair) for stage in _STAGES)]
    return not things or any(pair in time.near or pair in time.wide for pair in things)


_HELD = 0.2
_DONE = late("完成|完工|竣工|结束|结业|完毕")
_SLIP, _LEFT, _MORE = 0.3, 0.2, 0.3
_SPANS_HOLD = 0.6
_SAME_WORD, _SAME_STEP, _ALL = 0.4, 0.3, 0.2
_SERVED, _NOT_SERVED = 0.2, 0.5


def _fit(row: DatedRow, time: SaidTime) -> float:
    """Return how well the words of a row are those beside a day, 0 where they speak of different steps."""
    name = row.indicator.name
    agree = _agree(name, time.own if _stages(time.own) else time.near)
    if agree is False or are_apart(time.own, name) or _is_of_sibling(name, time):
        return 0.0
    agree = agree and bool(_stages(time.own))
    is_of_all = _ALL_OF_IT.search(time.own) is not None
    if _FIRST_OF_IT.search(time.own) or not _may_end(row, time, is_step=bool(agree)):
        return 0.0
    if _PART_OF_IT.search(time.own) and not is_of_all:
        return 0.0
    is_its_word = bool(agree) and _has_its_word(name, time.own)
    step = _SAME_WORD if is_its_word else _SAME_STEP if agree else 0.0
    likeness = _likeness(row, time)
    if not _stages(name) and _stages(time.own) and _TAIL.sub("", name)[-_WORD:] not in time.own:
        likeness *= _OTHER_VERB
    if _speaks_of_other(row, time):
        likeness, step = likeness * _OF_OTHER, step if is_its_word else step * _OF_OTHER
    if not is_of_all and _ALL_OF_IT.search(name):
        likeness *= _OF_OTHER
    return _with_service(row, time, likeness + step + _ALL * (is_of_all and likeness + step > 0))


def _may_end(row: DatedRow, time: SaidTime, *, is_step: bool) -> bool:
    """Tell whether a time may be that by which the work of a row is done: of a span its own words say so."""
    if time.is_span:
        is_alike = _covered(row, time.own) >= _MOST
        return is_alike and _numbers(row.indicator.name) == _numbers(time.own)
    return time.is_deadline or (is_step and time.is_day)


def _with_service(row: DatedRow, time: SaidTime, fit: float) -> float:
    """Return more for a goal that a row is said to serve, and less for another."""
    served, goal = row.indicator.goals, time.field.goal
    if not fit or served is None or goal is None:
        return fit
    return fit + _SERVED if goal.id in served else fit * _NOT_SERVED


_MOST, _OTHER_VERB = 0.6, 0.6
_NUMBERED = late("第[一二三四五六七八九十0-9]|首|末|[春夏秋冬]|[上下]半年|[一二三四]季度|[一二三]期")


def _numbers(words: str) -> frozenset[str]:
    return frozenset(_NUMBERED.findall(words))


_ALL_OF_IT = late("全部|全面|全线|整体")
_PART_OF_IT = late("累计|占[0-9]|过半|一半|首批|预[付拨]")
_FIRST_OF_IT = late("先[行期]|率先|首先|前[^，。；月日]{0,4}[和及与][^，。；月日\\s]{2,8}前")
_LEAST_TAIL = 4


def _is_of_sibling(name: str, time: SaidTime) -> bool:
    """Tell whether a clause is of another of several things: 小麦检验 for 玉米检验, 第二批 for 第一批."""
    numbers, near = _numbers(name), _NUMBERED.findall(time.near)
    if near and near[-1] not in numbers and any(_kind(near[-1]) == _kind(each) for each in numbers):
        return True
    return ("新" in name and _OLD_ONES.search(time.near) is not None) or _has_its_tail(name, time.own)


_OLD_ONES = late("原有|现有|既有|存量")


def _kind(number: str) -> str:
    return next(
        (kind for kind in ("第首末", "春夏秋冬", "半年", "季度", "期") if set(kind) & set(number)), ""
    )


def _has_its_tail(name: str, own: str) -> bool:
    """Tell whether a clause has the end of a name behind another word than the name."""
    bare = _TAIL.sub("", name)
    for begin in range(1, len(bare) - _LEAST_TAIL + 1):
        at = own.find(bare[begin:])
        if at >= 0:
            before = _WORD_BEFORE.search(own, 0, at)
            first = bare[max(0, begin - 2) : begin]
            is_thing = before is not None and not _JOINING.fullmatch(before[0])
            return is_thing and len(first) == _WORD and first not in own
    return False


_WORD = 2
_WORD_BEFORE = late(f"{HAN}{{2}}(?<![的对为])\\Z")


def _speaks_of_other(row: DatedRow, time: SaidTime) -> bool:
    """Tell whether the clause of a day says itself what is done, and has no word of a row."""
    return not _covered(row, time.own) and len(_JOINING.sub("", time.own)) >= _LEAST_NOUN


_LEAST_NOUN = 3
_OF_OTHER = 0.3
_JOINING = late(
    "\\A[\u4e00-\u9fff]{2,12}前的(?= )|"
    "完成|结束|完毕|到位|分别|全部|全面|底|之?前|于|在|计划|确保|力争|争取|务必|任务|工作|项目|工程|[^\\u4e00-\\u9fff]"
    "|[再共将各每已按均][个只台套件名人]?|组织|进行|实施|开展|工期|星期.|周.|"
    + "|".join(dict.fromkeys(word for stage in _STAGE_WORDS for word in stage.split("|") if "[" not in word))
)


def _has_its_word(name: str, own: str) -> bool:
    return any((match := stage.search(name)) and match[0] in own for stage in _STAGES)


def _may_be_other(day: date, time: SaidTime) -> bool:
    """Tell whether what is due on a day is not done by then; what goes on over a span may be due in it."""
    if time.is_span:
        return time.ends_on_day and (day < time.last or _are_of_other_months(day, time.last))
    if time.covers(day):
        return False
    if not time.is_deadline and day > time.last:
        return (day.year, day.month) != (time.last.year, time.last.month)
    return (time.last - day).days != 1


def _are_of_other_months(one: date, other: date) -> bool:
    """Tell whether two days are the same day of two months, and no ends of months."""
    return one.day == other.day < _ANY_MONTH_ENDS and one.year == other.year and one.month != other.month
