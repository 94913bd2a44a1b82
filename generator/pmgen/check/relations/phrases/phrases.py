"""What the numbers of one phrase say of each other: a change, a range, a time, a list that is counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice, pairwise

from pmgen.check.statements.comparing import are_comparable
from pmgen.check.statements.project_statements import Said
from pmgen.check.wording.chinese_characters import HAN
from pmgen.late_pattern import late
from pmgen.model.chinese_numerals import read_chinese_numeral
from pmgen.model.units import Dimension, dimension_of, unit_at

_UP = "提[高升]|增加|上升|增长|扩大|延长|增至"
_DOWN = "降低|下降|减少|缩短|压缩|压减|缩小|降至"
_CHANGED = late(
    rf"(?:左右|以[上下内])?(?:的)?(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:[到至为]|了|不低于|不超过|(?:19|20)[0-9]{{2}}年(?:底|末|度)?的?)*\Z"
)
_FROM = late("[由从自]")
_DASH = "[—–~～至到-]{1,2}"
_COUNT = "[一二两三四五六七八九十]|[0-9]{1,2}"
_YEAR = "(?:19|20)[0-9]{2}"
_YEARS = late(
    rf"(?P<count>{_COUNT})年(?:时间|内|间|期|行动|周期|计划)?[（(](?P<first>{_YEAR})年?{_DASH}(?P<last>{_YEAR})年?[)）]"
    rf"|(?P<first2>{_YEAR})年?{_DASH}(?P<last2>{_YEAR})年[，的]?(?:这|共)?(?P<count2>{_COUNT})年(?!度|级|[0-9底末一])"
)
_RANGE = late(
    r"(?<![0-9.年月由从自])(?P<low>[0-9]+(?:\.[0-9]+)?)(?P<unit>[^0-9\s，。；、（）()]{0,4}?)(?:[—–~～至到]|(?<=[^0-9])-)(?P<high>[0-9]+(?:\.[0-9]+)?)"
)
_DEGREE = "℃"
_TURNED_BY_A_CHANGE = late("(?:[由从自]|降|减|缩|压)[^，。；]{0,6}\\Z")
_CALENDAR = frozenset(["月", "月份", "日", "天", "时", "年", "周", "点", "期", "级"])
_ITEM = "[^，。；：、（）()\\s]"
_LIST_BEHIND = late(
    f"(?<![第\\d十])(?P<count>[二两三四五六七八九])(?![十百])(?P<noun>[^，。；、（）()]{{1,4}})[（(](?P<items>{_ITEM}{{1,12}}(?:、{_ITEM}{{1,12}})+)[)）]"
)
_COUNTED = late("(?P<open>等)?(?:共|这)?(?P<count>[二两三四五六七八九])(?:大|个)?(?:类|项|方面|种|环节|板块)")
_LIST = late(f"{_ITEM}{{1,16}}(?:、{_ITEM}{{1,10}})+\\Z")
_LONGEST_LIST = 200
_JOINED = late("[和及与]")


@dataclass(frozen=True, slots=True)
class Turned:
    """Two numbers of which one is to be reached from the other, and the word that says it the wrong way."""

    start: Said
    end: Said
    word: str


def turned_changes(text: Sequence[Said]) -> Iterator[Turned]:
    """Give the changes of a text whose numbers go the other way: 由58%提高到50%."""
    for one, other in pairwise(text):
        between = one.field.text[one.statement.end : other.statement.start]
        match = _CHANGED.fullmatch(between)
        first, second = one.statement, other.statement
        if match is None or not _FROM.search(first.before) or not are_comparable(first, second):
            continue
        if first.base == second.base and (second.low < first.low if match["up"] else second.low > first.low):
            yield Turned(one, other, match["up"] or match["down"])


@dataclass(frozen=True, slots=True)
class Unfit:
    """A phrase whose numbers do not fit: where it stands, and how many there are instead."""

    start: int
    end: int
    count: int | None = None


def unfit_phrases(text: str) -> Iterator[Unfit]:
    """Give ranges that begin with the greater number, years and lists that are counted wrong."""
    yield from _turned_ranges(text)
    yield from _wrong_years(text)
    yield from _wrong_lists(text)


def _turned_ranges(text: str) -> Iterator[Unfit]:
    for match in _RANGE.finditer(text):
        unit = _DEGREE if text.startswith(_DEGREE, match.end()) else unit_at(text, match.end())
        is_one_kind = match["unit"] in ("", unit) and unit and unit not in _CALENDAR
        if not is_one_kind or dimension_of(unit) is Dimension.GRADE:
            continue
        is_change = _TURNED_BY_A_CHANGE.search(text, max(0, match.start() - 8), match.start())
        if Fraction(match["low"]) > Fraction(match["high"]) and not is_change:
            yield Unfit(match.start(), match.end() + len(unit))


def _wrong_years(text: str) -> Iterator[Unfit]:
    for match in _YEARS.finditer(text) if "年" in text else ():
        said = _number(match["count"] or match["count2"])
        years = int(match["last"] or match["last2"]) - int(match["first"] or match["first2"]) + 1
        if said != years:
            yield Unfit(*match.span(), max(years, 0))


def _wrong_lists(text: str) -> Iterator[Unfit]:
    if "、" not in text:
        return
    for match in _LIST_BEHIND.finditer(text):
        if count := _miscounted(match["items"], match["count"]):
            yield Unfit(*match.span(), count)
    end = 0
    for match in _COUNTED.finditer(text):
        begin = max(end, match.start() - _LONGEST_LIST)
        listed = (
            _LIST.search(text, begin, match.start()) if text.rfind("、", begin, match.start()) >= 0 else None
        )
        if listed is None:
            continue
        end = match.end()
        if not match["open"] and (count := _miscounted(listed.group(), match["count"])):
            yield Unfit(listed.start(), end, count)


def _miscounted(listed: str, said: str) -> int:
    """Return how many items a list has that is said to have another number of them, or else 0."""
    items = listed.split("、")
    most = len(items) + len(_JOINED.findall(items[-1]))
    return 0 if "等" in listed or len(items) <= _number(said) <= most else len(items)


def _number(written: str) -> int:
    return int(written) if written.isdigit() else int(read_chinese_numeral(written.replace("两", "二")) or 0)


_ORDINAL = late(
    rf"第(?P<number>[一二三四五六七八九十百]{{1,4}}|[0-9]{{1,3}})(?P<unit>届|轮|期|批|次)(?P<noun>{HAN}{{2,4}})"
)


_EVENT = late(
    rf"第(?P<number>[一二三四五六七八九十百]{{1,4}}|[0-9]{{1,3}})(?P<unit>届|次)(?P<what>{HAN}{{0,8}}?)"
    r"(?P<kind>普查|调查|运动会|博览会|洽谈会|大赛|竞赛|艺术节|文化节|论坛)"
)


def _other_events(name: str, text: str) -> Iterator[tuple[int, int, str]]:
    """Give the events of a text that is silent of the one in the project's name, and have their kind.

    第五次全国经济普查 is taken over from other work where the project is the 第四次全国农业普查.
    """
    for own in _EVENT.finditer(name):
        events = [match for match in _EVENT.finditer(text) if match["kind"] == own["kind"]]
        if any(match["what"] == own["what"] for match in events):
            continue
        for match in events:
            if match["unit"] == own["unit"] and match["what"][:2] == own["what"][:2]:
                yield *match.span(), own.group()


def other_ordinals(name: str, text: str) -> Iterator[tuple[int, int, str]]:
    """Give the places of a text that have another ordinal than the project's name, with that of the name."""
    for own in _ORDINAL.finditer(name):
        for match in _ORDINAL.finditer(text):
            is_same = (own["unit"], own["noun"]) == (match["unit"], match["noun"])
            if is_same and _number(own["number"]) != _number(match["number"]):
                yield match.start(), match.end("unit"), own.group()[: own.end("unit") - own.start()]
    yield from _other_events(name, text)


_TITLED_YEARS = late(
    rf"(?P<title>{HAN}{{3}}[（(])(?P<years>(?P<first>{_YEAR})年?{_DASH}(?P<last>{_YEAR})年?)"
)


_MOST_TITLES = 3


def other_years(name: str, text: str) -> Iterator[tuple[int, int, str]]:
    """Give the years of a title in a text that has but one end of those in the project's name, with these."""
    for own in islice(_TITLED_YEARS.finditer(name), _MOST_TITLES):
        for match in _TITLED_YEARS.finditer(text):
            ends = [own[end] == match[end] for end in ("first", "last")]
            if own["title"][:3] == match["title"][:3] and ends.count(True) == 1:
                yield *match.span("years"), own["years"]
