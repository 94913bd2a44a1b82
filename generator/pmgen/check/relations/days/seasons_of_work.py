"""Seasons and festivals in none of the months in which a project works: 三九天 from June to September."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pmgen.check.relations.days.season_months import is_far_from, months_from, season_of
from pmgen.check.review_rule import FieldText, ReviewedProject
from pmgen.late_pattern import late

_WORDS = (
    "寒假|暑假|暑期|三伏|伏天|三九|数九|春节|元宵|清明|端午|七夕|中秋|重阳|梅雨|黄梅天|黄梅季|秋老虎|倒春寒|春耕|春播|秋收|秋播|麦收|再生季|油菜花"
    "|立春|惊蛰|春分|谷雨|立夏|芒种|夏至|大暑|立秋|处暑|秋分|寒露|霜降|立冬|冬至|大寒"
)
"""Seasons by words that say nothing but when: heat and frost may as well be of a machine."""
_TIME = late(f"(?P<season>{_WORDS})(?![上木糕粽阁路街村镇桥山河社])")
_ANY_TIME = late(f"{_WORDS}|[春夏秋冬]|元旦|五一|劳动节|六一|八一|国庆|腊月|正月")
_MONTH = late("(?<![0-9.])(1[0-2]|[1-9])月(?![均度租薪嫂])")
_DAY = "(?:[0-3]?[0-9]日|[上中下]旬|[初底末])?"
_SPAN = late(f"(?<![0-9.])(?P<first>1[0-2]|[1-9])月{_DAY}(?:至|到|[-—–~～]{{1,2}})(?P<last>1[0-2]|[1-9])月")
_SPAN_OF_DAYS = late("(?<![0-9.])(?:1[0-2]|[1-9])月[0-3]?[0-9]日?(?:至|到|[-—–~～]{1,2})[0-3]?[0-9]日")
_ALL_YEAR = late("每个?月|各月|逐月|月均|每季|四季|常年")
_AT_ANOTHER_TIME = late(
    "[前后、各并]|之外|以外|除了?|不含|停[办止]|不同于|比|明年|[次翌来去往上]年|下一?年|历年|采购|购置|储备|招|准备|筹备|备[战耕]|签[订约]|方案|预案|物资"
    "|用品|慰问品|预订|印制|报名|培训|养护|管护|抚育|浇|抗旱|播种|育苗|移栽|种植|育种|栽"
)
"""What is done for a season at another time, or is not done in it."""
_NAMED_SEASON = late(f"[春夏秋冬]季|{_WORDS}")
_GOES_ON = late("照常|正常|继续|加[开派密]|增[开派设]|延[长时迟]|不停|不打烊|不休|客流|高峰")
"""What work that goes on has in a season; other work may be done in that alone: 重阳节走访老人."""
_SENTENCE = late("[^。；\\n]+")
_CLAUSE = late("[^，。；：\\n]+")


@dataclass(frozen=True, slots=True)
class SeasonElsewhere:
    """A season that a text names, where it stands, and the months beside which it stands."""

    field: FieldText
    start: int
    end: int
    months: tuple[int, ...]


def seasons_of_no_work(reviewed: ReviewedProject) -> Iterator[SeasonElsewhere]:
    """Give each season that its clause puts into other months, or that is in no month the project names."""
    if not _TIME.search(reviewed.prose):
        return
    worked = _months_of_work(reviewed)
    is_named = _NAMED_SEASON.search(reviewed.project.name) is not None
    for field in reviewed.texts:
        if field.key in _PROSE and _TIME.search(field.text):
            yield from _in_clauses(field, worked, is_named=is_named)


_PROSE = frozenset(("text", "purpose", "description", "remark"))


def _in_clauses(field: FieldText, worked: frozenset[int], *, is_named: bool) -> Iterator[SeasonElsewhere]:
    """Give the only season of a clause, of its sentence, or of the text, that is in none of their months."""
    is_alone = len({*_ANY_TIME.findall(field.text)}) == 1
    for sentence in _SENTENCE.finditer(field.text):
        for clause in _CLAUSE.finditer(field.text, *sentence.span()):
            match = _TIME.search(clause[0])
            if (
                match is None
                or len({*_ANY_TIME.findall(clause[0])}) > 1
                or _AT_ANOTHER_TIME.search(clause[0])
            ):
                continue
            start, after = clause.start() + match.start(), 1
            if months := _months(clause[0]):
                after = 0
            elif is_alone and _has_span(sentence[0]) and start > sentence.start():
                months = _months(sentence[0])
            elif is_alone and (is_named or _GOES_ON.search(clause[0])):
                months = worked
            if months and is_far_from(match["season"], months, 1, after):
                yield SeasonElsewhere(field, start, start + len(match[0]), tuple(sorted(months)))


def _months_of_work(reviewed: ReviewedProject) -> frozenset[int]:
    """Return all months that a project names, if it says from when to when it works; else none."""
    prose = reviewed.prose
    named = {*_NAMED_SEASON.findall(reviewed.project.name)}
    if _ALL_YEAR.search(prose) or not (named or _has_span(prose)):
        return frozenset()
    return _months(prose).union(*(season_of(each).months for each in named))


def _has_span(text: str) -> bool:
    return bool(_SPAN.search(text) or _SPAN_OF_DAYS.search(text))


def _months(text: str) -> frozenset[int]:
    """Return the months of a text, with all of each span."""
    spans = (months_from(int(match["first"]), int(match["last"])) for match in _SPAN.finditer(text))
    return frozenset(int(month) for month in _MONTH.findall(text)).union(*spans)


def season_over(project: str, name: str, months: frozenset[int]) -> str:
    """Return the season of which a project has its name, if what opens for it does so after it; else ""."""
    match = _TIME.search(project)
    if match is None or not _OPENS.search(name) or len({*_ANY_TIME.findall(project)}) > 1:
        return ""
    return match["season"] if is_far_from(match["season"], months, _LONG_BEFORE, 0) else ""


_OPENS = late("开[门放班幕营]|首日|启用|启动")
_LONG_BEFORE = 5
"""So many months before its season something may open."""
