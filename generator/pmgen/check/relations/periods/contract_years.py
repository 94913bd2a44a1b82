"""Which year of several it is: 合同期2025年至2027年，2026年为第二年."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from pmgen.check.review_rule import FieldText
from pmgen.late_pattern import late
from pmgen.model.chinese_numerals import read_chinese_numeral

_SPAN = late(
    "(?<![0-9])(?P<first>20[0-9]{2})年?(?P<month>[0-9]{1,2}月)?(?:[0-9]{1,2}日)?(?:起|开始)?[—–~～至到-]{1,2}"
    "(?P<last>20[0-9]{2})年(?P<until>[0-9]{1,2}月)?(?:[0-9]{1,2}日|底|末)?(?:止)?"
)
_WHICH = late(
    "(?<![0-9])(?:(?P<year>20[0-9]{2})年度?|本年度?|今年|当年|本项目)(?:度|项目)?(?:是|为|系|属于?|处于|已是|即|进入)"
    "(?P<of>合同|服务|实施|执行|计划|行动|规划|整治|提升)?(?:期|周期|方案)?(?:内|中)?的?第(?P<number>[一二三四五六七八九十]|[0-9])个?(?:[合服实][同务施])?年"
    "(?!级|来)"
)
_HOW_MANY = late(
    "[，,（(]?(?:合同|服务|实施)?(?:期限?|周期)?(?:共|共计|为期|期限|合计|历时|计)[为]?(?P<number>[一两二三四五六七八九十]|[0-9])年"
)
_DATE = "(20[0-9]{2})年(1[0-2]|0?[1-9])月([0-3]?[0-9])[日号]"
_YEARS_BEFORE = late(
    "(?P<of>质保|保修|质量保证)?(?:期限?|周期|时间|限|(?<=质保)|(?<=保修))(?:为|共|均为)*"
    "(?P<said>(?P<number>[一两二三四五六七八九十]|[1-9][0-9]?)年)(?:[，,]?(?:时间|期限|起止时间)为|[，,（(：:])(?:即|自|从|由)*"
    f"(?P<span>{_DATE}(?:起|开始)?(?:[至到]|[—–~～-]{{1,2}}){_DATE})"
)
"""How long something is in force, with its first day and its last right behind."""
_CONTRACT = late(
    "(?:合同|协议|服务|采购|实施|运[维行]|执行|租赁|承包|维[保护]|[购建]设?)(?:期限?|周期)?[^，。；0-9]{0,6}\\Z"
)
"""What stands before the years of a contract: those of a plan are not counted by whoever joins it later."""
_JANUARY, _DECEMBER = ("1月", "01月"), "12月"


@dataclass(frozen=True, slots=True)
class WrongYear:
    """Words that count years, the span from which they count, and the number that would be right."""

    field: FieldText
    start: int
    end: int
    span: str
    right: int
    said: str = ""
    is_length: bool = False

    @property
    def words(self) -> str:
        """Return the words as they stand in the text."""
        return self.said or self.field.text[self.start : self.end]


def wrong_contract_years(field: FieldText, fiscal_year: int | None) -> Iterator[WrongYear]:
    """Give the words that call a year another one of a span than it is, or a span longer or shorter."""
    if "年" not in field.text or not any(word in field.text for word in (*_MARKS, *_IN_FORCE)):
        return
    for match in _YEARS_BEFORE.finditer(field.text):
        length = _whole_years(*map(int, match.groups()[4:]))
        may_be_a_part = length == 1 and not match["of"]  # A contract of years has one for each of them.
        if length and not may_be_a_part and length != _number(match["number"]):
            yield WrongYear(
                field, match.start("said"), match.end(), match["span"], length, match["said"], is_length=True
            )
    spans = list(_SPAN.finditer(field.text))
    for match in _WHICH.finditer(field.text) if spans else ():
        year, number = int(match["year"] or fiscal_year or 0), _number(match["number"])
        if not match["of"] and not any(_CONTRACT.search(field.text, 0, span.start()) for span in spans):
            continue
        inside = [span for span in spans if int(span["first"]) <= year <= int(span["last"])]
        if not year or len(inside) != len(spans):
            continue
        rights = {
            right for span in inside for right in _possible(year - int(span["first"]) + 1, span["month"])
        }
        if number not in rights:
            right = year - int(inside[-1]["first"]) + 1
            yield WrongYear(field, match.start(), match.end(), inside[-1][0], right)
    for span in spans:
        said = _HOW_MANY.match(field.text, span.end())
        years = int(span["last"]) - int(span["first"]) + 1
        if said and _number(said["number"]) not in _lengths(years, span["month"], span["until"]):
            yield WrongYear(field, said.start("number"), said.end(), span[0], years, is_length=True)


_IN_FORCE = ("期", "限", "时间", "质保", "保修")
_MARKS = ("第", "共", "为期", "期限", "历时", "合计")


def _number(written: str) -> int:
    return int(written) if written.isdigit() else int(read_chinese_numeral(written.replace("两", "二")) or 0)


def _whole_years(year: int, month: int, day: int, year2: int, month2: int, day2: int) -> int:
    """Return how many years two days make where the last is a whole number of years later; else 0."""
    try:
        first, last = date(year, month, day), date(year2, month2, day2)
    except ValueError:
        return 0
    is_whole = any(
        (first.month, first.day) == (end.month, end.day) for end in (last, last + timedelta(days=1))
    )
    return last.year + (last.month == _LAST_MONTH and first.month == 1) - first.year if is_whole else 0


_LAST_MONTH = 12


def _possible(number: int, month: str | None) -> tuple[int, ...]:
    """Return which year of a contract a year may be: where it begins in July, two of them share the year."""
    return (number,) if month is None or month in _JANUARY else (number, number - 1)


def _lengths(years: int, month: str | None, until: str | None) -> tuple[int, ...]:
    is_full = month in _JANUARY and until == _DECEMBER
    return (years,) if is_full else (years, years - 1)
