"""Reads texts into statements, from left to right and once: twice the text takes twice the time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from pmgen.check.statements.statement import Day, Direction, Statement
from pmgen.check.wording.chinese_characters import HAN
from pmgen.late_pattern import late
from pmgen.model.chinese_numerals import CHINESE_DIGITS, read_chinese_numeral
from pmgen.model.units import Dimension, Unit, in_base_unit, read_unit, unit_at

_LONGEST_BEFORE, _LONGEST_BEHIND = 24, 20
_LONGEST_NUMBER = 24
_MOST_STATEMENTS = 400
"""How many numbers of a text are read; more of them are a list, or nonsense."""

_WIDE = str.maketrans("０１２３４５６７８９％．，：；（）", "0123456789%.,:;()")
_TOKEN = late(
    r"(?P<date>(?<![0-9.])(?:(?:19|20)[0-9]{2}[年./-])?(?:1[0-2]|0?[1-9])(?:月(?!度?均)|(?<=[./-][0-9])[./-]|(?<=[./-][0-9]{2})[./-])份?"
    r"(?:[0-3]?[0-9][日号]?)?|(?:19|20)[0-9]{2}年(?![级龄]))"
    r"|(?P<share>百分之[0-9零〇一二三四五六七八九十百点.]{1,9})"
    r"|(?P<digits>[0-9][0-9,]*+(?:\.[0-9]++)?+)"
    rf"|(?P<characters>(?!(?<=队)伍)[{CHINESE_DIGITS}][{CHINESE_DIGITS}万亿]*+)"
    r"|(?P<end>[。；！？;!?\n])|(?P<mark>[，、：,:()\r])"
)
_SKIPPED = late("[多余几\u3000 ]{1,2}")
_RANGE = late("(?:[-—–~～至到]|—{2})[ ]?(?=[0-9])")
_NOT_COUNTED_BEFORE = late(
    r"(?:[0-9第〔\[【A-Za-z/.〕]|(?<![书账户刊])号|[-—–+/∶×xX*÷]|(?<![写币计元])[:：]|十[一二三四五]五)\Z"
)
_NOT_COUNTED_BEHIND = late(r"[A-Za-z号〕/:：∶×÷*]")
_PER = late(
    rf"(?:/|每)(?:每|个)?({HAN}{{1,3}}?)(?:[·/、每](?:每|个)?({HAN}{{1,2}}))?"
    r"(?=$|[\W_A-Za-z]|的|标准|以|计|发|给|补|支付|结算|安排|测算|核[算定]|执行|拨付|兑付|包干)"
)
_EACH = late(
    r"(?:[每按逐](?:个|[两二三23]个?)?|(?:每?逢[双单]数?)|(?<=/)|(?<![相间])隔)(工作日|半年|半月|季度|学期|学年|年度|季|年|月|周|星期|天|日|旬|小时)(?!度?[初末底])|(年|月|日|周)均"
)
_WHOLE_YEAR = late("全年|年度|当年|本年|一年")
_AT_LEAST = late(
    "(?:不(?:得)?(?:低于|少于|小于|下于)|至少|最少|达到?|达到了|(?<![不得])(?:高于|大于|多于|超过|超|突破)|保持在|稳定在|提[高升]到?至?|≥|>)"
    "[约近为了在]?\\Z"
)
_AT_MOST = late(
    "(?:不(?:得)?(?:超过|高于|大于|多于|超出|突破)|至多|最多|控制(?:在|为|到)|压[降减]?到?至?|降(?:低)?[到至]|(?<![不得])(?:低于|小于|少于)|≤|<)\\Z"
)
_ABOUT = late("(?:(?<![签预履])约|大约|近|左右|大概|预计)\\Z")
_BEHIND_LEAST = late("(?:及|\\(含\\))?以上")
_BEHIND_LATER = late("(?:以|之)?后(?![续期勤备])")
_BEHIND_MOST = late("(?:及|\\(含\\))?(?:以[内下]|之内)|内(?![容部涵外蒙])")
_BEHIND_ABOUT = late("左右|上下")
_CHANGE = late(
    "(?:增长率?|增加|增幅|上升|提[高升]|下降|降低|减少|缩短|压减|压缩|节约|增收|新增|降幅|同比|比上年|较上年)"
    "(?:了|不低于|不少于|不超过|达|达到|约|≥|≤)?\\Z"
)
_LEVEL = late("[到至]\\Z")


def in_usual_words(text: str) -> str:
    """Return a text of the same length in which 一场5000元 is 每场5000元, and 350元一套 350元/套."""
    return _ONE_AS_EACH.sub(_each_of, text) if "一" in text else text


_ONE_AS_EACH = late(
    rf"(?<![^，、；。：:（(\n])一(?P<of>(?!月)个?{HAN}{{1,3}}?)(?:一(?P<then>个?{HAN}{{1,2}}?))?(?=[约共为按]?[0-9两二三四五六七八九])"
    rf"|(?<!第)一(?P<one>[人户家村校站班])(?=[0-9两二三四五六七八九])"
    rf"|(?<=元)一(?P<per>个?{HAN}{{1,3}}?)(?=[，。；、）)\n]|\Z)"
)


def _each_of(match: re.Match[str]) -> str:
    of, then, text = match["of"] or match["one"] or match["per"], match["then"], match.string
    is_one_of_many = unit_at(of, 0) == of and f"二{of}" not in text and f"第一{of}" not in text
    if not is_one_of_many:
        return match[0]
    return f"/{of}" if match["per"] else f"每{of}每{then}" if then else f"每{of}"


@lru_cache(maxsize=2048)
def read_statements(text: str) -> tuple[Statement, ...]:
    """Return the statements of a text in their order."""
    return tuple(_Reader(text).statements())


@lru_cache(maxsize=2048)
def own_units(text: str) -> tuple[str, ...]:
    """Return the words that a text counts and puts behind 每, of no table: 24车道，每车道0.5万元."""
    found: set[str] = set()
    text = in_usual_words(text)
    for match in _OF_EACH.finditer(text) if "每" in text else ():
        words, known = match["words"], unit_at(match["words"], 0)
        for length in range(len(words), len(known), -1):
            word = words[:length]
            is_longer = not known or unit_at(words, len(known)) == word.removeprefix(known)
            if is_longer and re.search(f"[0-9][余多]?个?{word}", text):
                found.add(word)
                break
    return tuple(sorted(found, key=len, reverse=True))


_OF_EACH = late("每(?=(?P<words>[^每\\W0-9a-zA-Z]{1,4}))")


@lru_cache(maxsize=512)
def read_by_own_units(text: str) -> tuple[Statement, ...]:
    """Return the statements of a text, with the numbers of what it alone counts."""
    return tuple(_Reader(text, own_units(text)).statements())


@lru_cache(maxsize=2048)
def read_days(text: str) -> tuple[Day, ...]:
    """Return the days and months that a text names, in their order."""
    return tuple(_Reader(text).days())


def has_quantity(text: str) -> bool:
    """Tell whether there may be a number in a text."""
    return _ANY.search(text) is not None


_ANY = late(rf"[0-9０-９{CHINESE_DIGITS}]")


class _Found(NamedTuple):
    """A number at its place, before its words are known."""

    start: int
    end: int
    low: Fraction
    high: Fraction
    unit: str
    per: str
    in_characters: bool
    clause: int
    sentence: int
    clause_start: int
    clause_end: int


@dataclass
class _Reader:
    written: str
    own: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        self.text = in_usual_words(self.written).translate(_WIDE)
        self.tokens = list(_TOKEN.finditer(self.text))

    def statements(self) -> Iterator[Statement]:
        """Give every number that has a unit, with the words between it and its neighbours."""
        found, said, last_end = list(self._numbers()), "", 0
        for at, each in enumerate(found):
            last = found[at - 1].end if at and found[at - 1].clause == each.clause else each.clause_start
            following = found[at + 1] if at + 1 < len(found) else None
            until = following.start if following and following.clause == each.clause else each.clause_end
            statement = self._statement(each, last, until)
            if last > each.clause_start and _GOES_ON.fullmatch(statement.before):
                statement = replace(statement, before=said + statement.before)
            elif not statement.before and _is_size_of_a_course(said, self.text[last_end : each.end]):
                statement = replace(statement, before=said)
            said, last_end = statement.before, each.end
            yield statement

    def _numbers(self) -> Iterator[_Found]:
        clause = sentence = clause_start = count = end = 0
        ends = self._clause_ends()
        for token in self.tokens:
            kind = token.lastgroup
            if kind in ("mark", "end"):
                clause, clause_start = clause + 1, token.end()
                sentence += kind == "end"
                continue
            if kind == "date" or token.start() < end or count >= _MOST_STATEMENTS:
                continue
            if number := self._number(token):
                count, end = count + 1, number[0]
                yield _Found(token.start(), *number, clause, sentence, clause_start, ends[clause])

    def _clause_ends(self) -> list[int]:
        return [token.start() for token in self.tokens if token.lastgroup in ("mark", "end")] + [
            len(self.text)
        ]

    def _number(self, token: re.Match[str]) -> tuple[int, Fraction, Fraction, str, str, bool] | None:
        """Return end, lowest and highest number, unit, what it is per, and whether in characters."""
        text, kind = self.text, token.lastgroup
        if _NOT_COUNTED_BEFORE.search(text, max(0, token.start() - 3), token.start()):
            return None
        if kind == "share":
            value = _share(token.group())
            return None if value is None else (token.end(), value, value, "%", "", True)
        value = _value(token.group(), kind or "")
        if value is None:
            return None
        end, high = token.end(), value
        skipped = _SKIPPED.match(text, end)
        unit = self._unit_at(skipped.end() if skipped else end)
        after = (skipped.end() if skipped else end) + len(unit)
        between = _RANGE.match(text, after if unit else end)
        second = _DIGITS.match(text, between.end()) if between else None
        if second and (upper := _value(second.group(), "digits")) is not None:
            high = upper
            unit, end = unit_at(text, second.end()) or unit, second.end()
            after = end + len(unit_at(text, end))
        if not unit or high < value or not _is_counted(text, unit, after, kind or ""):
            return None
        if unit == "年" and value in _CALENDAR_YEARS:
            return None
        per = _PER.match(text, after)
        per_words = "·".join(filter(None, per.groups())) if per else ""
        return per.end() if per else after, value, high, unit, per_words, kind == "characters"

    def _unit_at(self, start: int) -> str:
        after = start + self.text.startswith("个", start) if self.own else start
        own = next((word for word in self.own if self.text.startswith(word, after)), "")
        return (own and self.text[start : after + len(own)]) or unit_at(self.text, start)

    def _statement(self, found: _Found, last: int, until: int) -> Statement:
        text = self.text
        before = text[max(last, found.start - _LONGEST_BEFORE) : found.start]
        behind = text[found.end : min(until, found.end + _LONGEST_BEHIND)]
        word = found.unit.removeprefix("个")
        known = Unit(word, Dimension.THINGS) if word in self.own else read_unit(found.unit)
        assert known is not None
        factor, base = in_base_unit(word if word in self.own else found.unit)
        return Statement(
            start=found.start,
            end=found.end,
            low=found.low * factor,
            high=found.high * factor,
            stated=found.low,
            unit=known.word,
            base=base,
            dimension=known.dimension,
            direction=_direction(before, behind, known.dimension),
            before=before,
            behind=behind,
            clause=found.clause,
            sentence=found.sentence,
            per=found.per,
            each=self._each(found, before),
            is_change=_CHANGE.search(before) is not None and not _LEVEL.search(before),
            in_characters=found.in_characters,
        )

    def _each(self, found: _Found, before: str) -> str:
        """Return the time in which something happens again; of some months of the year how many they are."""
        each = _each(before, found.per, self.text[found.clause_start : found.start])
        return _months_of_the_year(self.text, found.start) if each == "月" and not found.per else each

    def days(self) -> Iterator[Day]:
        """Give the days of the text; a year alone is none."""
        sentence = start = 0
        for token in self.tokens:
            if token.lastgroup in ("mark", "end"):
                sentence, start = sentence + (token.lastgroup == "end"), token.end()
            elif token.lastgroup == "date" and (day := self._day(token, start, sentence)):
                yield day

    def _day(self, token: re.Match[str], start: int, sentence: int) -> Day | None:
        numbers = [int(each) for each in re.findall("[0-9]+", token.group())]
        year = numbers.pop(0) if numbers[0] > 1000 else None
        if not numbers:
            return None
        behind = self.text[token.end() : token.end() + _LONGEST_BEHIND]
        day = numbers[1] if len(numbers) > 1 else None
        is_deadline = _DEADLINE.match(behind) is not None
        before = self.text[max(start, token.start() - _LONGEST_BEFORE) : token.start()]
        return Day(token.start(), token.end(), year, numbers[0], day, is_deadline, before, behind, sentence)


_GOES_ON = late("(?:左右|以[上下])?(?:提[高升]|增[加长]|上升|降低|下降|减少|压减)?[到至达为]+")
"""Words between two numbers of the same thing: 由75%提高到80%."""
_COURSE = late("[每各][期班批]")
_PERSONS_BEHIND = late("、[0-9]+[人名]")


def _is_size_of_a_course(said: str, behind: str) -> bool:
    """Tell whether a count is that of each course, behind how long it takes: 每期3天、120人."""
    return _PERSONS_BEHIND.fullmatch(behind) is not None and _COURSE.fullmatch(said) is not None


_DIGITS = late(r"[0-9][0-9,]*+(?:\.[0-9]++)?+")
_DEADLINE = late(r"(?:[底末]|[上中下]旬)?(?:之|以)?前|[底末]|起\)?(?:开始|来临|到来)?之?前")
_COLON = late("[:：](?:[0-9.,]+)?")
_ORDERED = frozenset(
    [
        "季度",
        "期",
        "期次",
        "届",
        "级",
        "层",
        "等级",
        "批",
        "批次",
        "轮",
        "星",
        "星级",
        "档",
        "时",
        "分",
        "类",
        "度",
    ]
)
"""Units that number characters put in an order, as in 四期系统."""
_CALENDAR_YEARS = range(1900, 2101)
_HAN = late(HAN)
_FEW = "一十百千万亿零〇"


def _value(written: str, kind: str) -> Fraction | None:
    if len(written) > _LONGEST_NUMBER:
        return None
    if kind == "digits":
        return Fraction(written.rstrip(",").replace(",", ""))
    value = read_chinese_numeral(written)
    return None if value is None or (len(written) == 1 and written in _FEW) else Fraction(value)


def _share(written: str) -> Fraction | None:
    words = written.removeprefix("百分之")
    if _DIGITS.fullmatch(words):
        return Fraction(words)
    value = read_chinese_numeral(words)
    return None if value is None else Fraction(value)


def _is_counted(text: str, unit: str, after: int, kind: str) -> bool:
    """Tell whether a number with its unit counts something: 3年级, 5号 and 三位一体 do not.

    A colon makes it a ratio, 3人：1人, but not before what explains it: 放流500万尾：4月250万尾.
    """
    colon = _COLON.match(text, after)
    is_explained = colon is not None and not text.startswith(unit, colon.end())
    if _NOT_COUNTED_BEHIND.match(text, after) and not is_explained and not _PER.match(text, after):
        return False
    if (unit == "年" and text.startswith(("级", "龄", "前", "来"), after)) or text.startswith(
        "周岁", after - 1
    ):
        return False
    if kind == "characters" and (unit == "支" or (unit == "次" and _HAN.match(text, after))):
        return False  # 三支一扶 is the name of a programme, 一支队伍 no count.
    if kind == "characters" and unit == "角" and "元" not in text[max(0, after - 3) : after]:
        return False
    return kind != "characters" or (unit not in _ORDERED and not text.startswith("一体", after))


def _direction(before: str, behind: str, dimension: Dimension) -> Direction:
    words = before.rstrip(" ")
    if dimension is Dimension.TIME and _BEHIND_LATER.match(behind):
        return Direction.AT_LEAST
    if _AT_MOST.search(words) or _BEHIND_MOST.match(behind):
        return Direction.AT_MOST
    if _AT_LEAST.search(words) or _BEHIND_LEAST.match(behind):
        return Direction.AT_LEAST
    return Direction.ABOUT if _ABOUT.search(words) or _BEHIND_ABOUT.match(behind) else Direction.EXACT


def _each(before: str, per: str, clause: str) -> str:
    """Return the time in which something happens again, "" where it is said of a whole year or not at all."""
    times = [each for each in per.split("·") if each in _TIMES]
    if times:
        return times[-1]
    near = clause[-_LONGEST_BEFORE:]
    said = list(_EACH.finditer(near))
    if not said or _WHOLE_YEAR.search(near, said[-1].end()):
        return ""
    seldom = _SELDOM.search(said[-1][0])
    return seldom.lastgroup or "" if seldom else said[-1][1] or said[-1][2]


_SELDOM = late(
    "(?P<两月>双|单|隔月|[两二2]个?月)|(?P<两周>隔[周星]|[两二2]个?[周星])|(?P<季度>[三3]个?月)|[两二三23隔]"
)
_EVERY_MONTH = late("[每逐]个?月")
_MONTHS = "(?P<first>1[0-2]|[1-9])月?份?[至到—–~～-]{1,2}(?P<last>1[0-2]|[1-9])月份?"
_ONLY_IN = late(rf"{_MONTHS}(?:期间)?[)]?[，,]?(?:的|在)?\Z")
_BUT_IN = late("除(?P<out>[^。；;\n]{1,24}?)(?:之|以)?外[，,]?(?:的?其[他余]月?份?)?\\Z")
_BUT_BEHIND = late("[(](?P<out>[^()]{1,16}?)(?:除外|不[^()]{0,6})[)]")
_SOME_MONTHS = late(rf"{_MONTHS}|(?P<one>1[0-2]|[1-9])(?=[月、，,和及])")
_LONGEST_MONTHS = 32


def _months_of_the_year(text: str, start: int) -> str:
    """Return 月, or 9个月 for 除2月、7月、8月外每月 and 4月至12月每月; "" where the months are not clear."""
    said = [match.span() for match in _EVERY_MONTH.finditer(text, max(0, start - _LONGEST_MONTHS), start)]
    if not said:
        return "月"
    first, last = said[-1]
    before = text[max(0, first - _LONGEST_MONTHS) : first]
    only = _ONLY_IN.search(before)
    if only and not _BUT_IN.search(before):
        return _so_many_months(_months_in(only[0]))
    out = _BUT_IN.search(before) or _BUT_BEHIND.match(text, last)
    if out is None:
        return "月"
    months = _months_in(out["out"])
    return _so_many_months(set(range(1, 13)) - months) if months else ""


def _months_in(words: str) -> set[int]:
    months: set[int] = set()
    for match in _SOME_MONTHS.finditer(words):
        first, last = match["first"] or match["one"], match["last"] or match["one"]
        months |= set(range(int(first), int(last) + 1))
    return months


def _so_many_months(months: set[int]) -> str:
    return f"{len(months)}个月" if months else ""


_TIMES = frozenset(["年", "月", "天", "日", "周", "季度", "季", "学期", "半年", "小时", "旬"])
