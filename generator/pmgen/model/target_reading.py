"""指标值 as people write it, read into what it promises; words stay words, and no digit changes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache

from pmgen.late_pattern import late
from pmgen.model.calendar_values import read_month, read_time_span
from pmgen.model.dates import is_year, names_no_day, read_deadline, read_period
from pmgen.model.numerals import Numeral, begins_with_letter_for_digit, is_numeral, with_digits
from pmgen.model.targets import Deadline, Frequency, Number, Period, Range, Rate, Target, Text, is_share
from pmgen.model.terms import Comparator
from pmgen.model.units import POWER_PATTERN

_BEFORE = late(
    "(?:不得?(?:低于|少于|小于|高于|多于|大于|超过)|不足|不满|至少|最少|至多|最多|超过|高于|大于|多于|低于|小于|少于|等于"
    "|控制在|完成|实现|保持|达到|大约|约|近|达|超|累计|共计?|平均|[每全][年季周月日天人户次]|每季度|[年月日人户]均"
    "|(?:同|环|[较比]上年|[较比]去年)比?|增长|增加|上升|提高|提升|下降|降低|减少|缩短|提前|节约|节省|[≥≤<>=＝])+"
)
_BEHIND = late("(?:[(（]?含[)）]?|及?以[上下内]|之内|内|左右|上下|完成|办结|覆盖|达标|到位|\\+)+\\Z")
_DIGITS = "[零〇一二两三四五六七八九十百千万亿]+"
_COUNTED = (
    "[个次场期天日年周项份件家户篇人名台套批处所册辆座条宗倍元亩吨米]"
    "|人次|场次|个月|小时|分钟|工作日|万元|千元|公里"
)
_IN_SIGNS = late(
    rf"\d[\d.]*\s*[:：∶/]\s*\d[\d.]*(?:{POWER_PATTERN})?"
    rf"|{_DIGITS}分之{_DIGITS}(?:点{_DIGITS})?|{_DIGITS}(?:{_COUNTED})"
)
"""Shares and Chinese numerals: 1:3, 百分之五, 三次."""

_SIGN_FIRST = late("[≥≤>=＝]|<(?![a-zA-Z/])")
_TWO_SIDED = late(r"\d[^≥≤<>±]*[≥≤<>±]|[≥≤<>±]\s*\d")
_SEVERAL = late("[，、；;/]|和|及|且")


def states_quantity(words: str, is_number: Callable[[str], bool]) -> bool:
    """Tell whether `words` that are no number say how many; `is_number` knows the targets that are."""
    text = words.strip()
    if _SIGN_FIRST.match(text) or _TWO_SIDED.search(text):
        return True
    return _is_counted(text, is_number) or all(_is_counted(each, is_number) for each in _SEVERAL.split(text))


def _is_counted(text: str, is_number: Callable[[str], bool]) -> bool:
    start = match.end() if (match := _BEFORE.match(text)) else 0
    behind = _BEHIND.search(text, start)
    core = text[start : behind.start() if behind else None].strip()
    return _IN_SIGNS.fullmatch(core) is not None or is_number(core)


class TargetNotation(Enum):
    """What a reader of the file should know about how a target was taken."""

    NONE = "taken as it stands"
    NORMALISED = "another way of writing the same"
    NO_SUCH_DAY = "the day does not exist"
    LETTERS = "letters stand where digits belong"
    NOT_A_NUMBER = "looks like a number and is taken as words"


@dataclass(frozen=True, slots=True)
class TargetReading:
    """A target, how it was taken, and the usual way of writing it."""

    target: Target
    remark: TargetNotation = TargetNotation.NONE
    usual: str = ""


_SIGNS = {sign: c for c in Comparator for sign in (*c.aliases, c.chinese)} | {
    "⩾": Comparator.GE,
    "⩽": Comparator.LE,
    "＞＝": Comparator.GE,
    "＜＝": Comparator.LE,
    "＞=": Comparator.GE,
    "＜=": Comparator.LE,
    ">＝": Comparator.GE,
    "<＝": Comparator.LE,
}
_SIGN = "|".join(sorted(map(re.escape, _SIGNS), key=len, reverse=True))
_SIGNED = late(rf"[ \t\u3000\u00a0]*(?!<[a-zA-Z/])({_SIGN})[ \t\u3000\u00a0]*")
_WIDE = str.maketrans("０１２３４５６７８９．％－−", "0123456789.%--")
_WIDE_DIGIT = frozenset("０１２３４５６７８９").__contains__
_GAP = "[ \t\u3000\u00a0]*"
_AMOUNT = r"-?\d[\d,]*(?:\.\d+)?"
_QUICK = late(rf"([≥≤=><]?)({_AMOUNT})(\D*)")
_NUMBER = late(rf"{_GAP}({_SIGN})?{_GAP}({_AMOUNT}){_GAP}(\D.*|)", re.ASCII)
_RANGE = late(rf"({_AMOUNT})(\D*?)(?:-|~|～|—|–|至|到)({_AMOUNT})(\D*)", re.ASCII)
_LIKE_A_NUMBER = late(rf"(?:{_SIGN})(?P<rest>.*)|0\d|\d+(?:[，,_]\d|[eE][-+]?\d)", re.ASCII | re.DOTALL)
_MARKS = "，。；：、,;:!?！？−－“”‘’\"'《》【】=≥≤<>~～—+*"
_UNIT = late(rf"[%‰]|(?:[^\s\d{_MARKS}()（）/%‰-]|m[23]|\.? (?=[A-Za-z]))+(?:[(（][^()（）]+[)）])?")
_LONGEST_UNIT = 8
_MOST_BELOW = 2
_NOT_A_UNIT = late(r"前|以[内后上下]|之[内后]|[内后]\Z|左右|完成|到位")
_GRADE_OR_DIGIT = late("[A-Z]+[级类等]|[〇零一二三四五六七八九十](?!次性)")
"""What goes on with the number instead of counting it: 5A级, 3十人."""
_TIMES = frozenset(["时", "小时", "日", "天", "周", "旬", "月", "季", "季度", "半年", "年", "年度", "学期"])
_OPENING, _CLOSING = "(（", ")）"


def parse_target(text: str) -> Target:
    """Return the target that `text` states in the short form; what is nothing else is words."""
    return read_target(text).target


@lru_cache(maxsize=4096)
def read_target(text: str) -> TargetReading:
    """Return the target that `text` states, and whether anything about the writing is worth a remark."""
    quick = _QUICK.fullmatch(text)
    target = quick and _number(_SIGNS[quick[1] or "="], quick[2], quick[3], text)
    if target:
        return TargetReading(target)
    usual = text.translate(_WIDE).strip()
    return _read_time(usual, text) or _read_number(usual, text) or _read_words(usual, text)


def in_one_piece(direction: str, value: str, unit: str) -> str:
    """Return the columns 指标方向, 目标值 and 计量单位 as people write them in one, ≥200天."""
    comparator = Comparator.read(direction.strip())
    own, _ = own_sign(value)
    sign = comparator.glyph if comparator and own is None and comparator is not Comparator.EQ else ""
    text = sign + value + ("" if value.endswith(unit) else unit)
    return f"'{text}'" if text.startswith(">") else text


def parse_columns(direction: str, value: str, unit: str) -> Target:
    """Return the target of the columns 指标方向, 目标值 and 计量单位, each empty where its cell is.

    A value may repeat its sign or its unit; one with another sign is words. A direction that is no comparator
    raises ValueError.
    """
    comparator = Comparator.read(direction.strip()) if direction.strip() else None
    own, words = own_sign(value)
    if direction.strip() and comparator is None:
        raise ValueError(f"not a comparator: {direction!r}")
    if own and comparator and own is not comparator:
        return Text(value, comparator, unit, value)
    target = _in_one_piece(value, unit.strip())
    comparator = comparator or own
    if not (direction.strip() or unit) or (isinstance(target, Range) and comparator is None):
        return target
    if comparator and isinstance(target, Number | Rate | Frequency):
        return replace(target, comparator=comparator)
    is_quantity = _is_quantity(target)
    if comparator and comparator is not Comparator.EQ and not unit and is_share(words):
        return Text(f"{comparator.glyph}{words}", written=value, is_quantity=True)
    return Text(words.removesuffix(unit) if is_quantity else words, comparator, unit, value, is_quantity)


def own_sign(value: str) -> tuple[Comparator | None, str]:
    """Return the sign that a value begins with and the rest, `≥` `5个`; a word is a sign before digits."""
    match = _SIGNED.match(value)
    if not match or (match[1].isalpha() and not _NUMBER.match(value.translate(_WIDE))):
        return None, value
    return _SIGNS[match[1]], value[match.end() :]


def _in_one_piece(value: str, unit: str) -> Target:
    """Return the target that value and unit are together; the value may repeat the unit."""
    if not unit:
        return parse_target(value)
    plain = value.translate(_WIDE).strip()
    match = _NUMBER.fullmatch(plain)
    if (
        match
        and match[3] in ("", unit)
        and (number := _number(_SIGNS[match[1] or "="], match[2], unit, value))
    ):
        return number
    whole = value if plain.endswith(unit) else value + unit
    if found := _read_range(whole.translate(_WIDE).strip(), whole):
        return replace(found, written=value)
    return Text(value, written=value, is_quantity=_is_quantity(parse_target(value)))


def _is_quantity(target: Target) -> bool:
    if isinstance(target, Text):
        return target.is_quantity
    return isinstance(target, Number | Rate | Frequency | Range)


def _read_time(usual: str, text: str) -> TargetReading | None:
    deadline = read_deadline(usual, text) if "前" in usual else None
    if deadline and deadline.date is None and names_no_day(usual):
        return TargetReading(deadline, TargetNotation.NO_SUCH_DAY)
    time = deadline or (_months_or_days(usual, text) if is_year(usual[:4]) else None)
    if time is None:
        return None
    if any(map(_WIDE_DIGIT, text)):
        return TargetReading(time, TargetNotation.NORMALISED, usual)
    return TargetReading(time)


def _months_or_days(usual: str, text: str) -> Period | Deadline | None:
    """Return the time from day to day, or from month to month; a month alone ends with its last day."""
    if period := read_period(usual, text):
        return period
    if span := read_time_span(usual):
        return Period(text, span.start, span.end, text)
    month = read_month(usual)
    return Deadline(text, month.last, text) if month else None


def _read_number(usual: str, text: str) -> TargetReading | None:
    match = _NUMBER.fullmatch(usual)
    target = match and _number(_SIGNS[match[1] or "="], match[2], match[3], text)
    if not match or not target:
        return None
    written = _usual(match)
    return (
        TargetReading(target)
        if written == text
        else TargetReading(target, TargetNotation.NORMALISED, written)
    )


def _read_words(usual: str, text: str) -> TargetReading:
    target = _read_range(usual, text) or _words(usual, text)
    if isinstance(target, Text) and names_no_day(usual):
        return TargetReading(target, TargetNotation.NO_SUCH_DAY)
    if isinstance(target, Text) and (meant := _meant(usual)):
        return TargetReading(target, TargetNotation.LETTERS, meant)
    return TargetReading(
        target, TargetNotation.NOT_A_NUMBER if _looks_like_number(usual) else TargetNotation.NONE
    )


def _looks_like_number(usual: str) -> bool:
    match = _LIKE_A_NUMBER.match(usual)
    return match is not None and not is_share((match["rest"] or "").strip())


def _words(usual: str, text: str) -> Text:
    is_odd = usual[:1].isdecimal() and _looks_like_number(usual)
    return Text(text, written=text, is_quantity=is_odd or states_quantity(usual, _is_number))


def _is_number(words: str) -> bool:
    match = _NUMBER.fullmatch(words)
    number = match and _number(Comparator.EQ, match[2], match[3], words)
    return number is not None or _read_range(words, words) is not None


def _meant(usual: str) -> str:
    """Return the target with digits for letters where it then is one; the last letter of 5l is a unit."""
    meant = with_digits(usual)
    if meant == usual or (usual.endswith("l") and usual[:-1] == meant[:-1]):
        return ""
    return "" if isinstance(read_target(meant).target, Text) else meant


def _usual(match: re.Match[str]) -> str:
    sign = _SIGNS[match[1]].glyph if match[1] else ""
    return f"{sign}{match[2]}{match[3]}"


def _number(comparator: Comparator, number: str, words: str, text: str) -> Target | None:
    parts = _unit(words)
    if parts is None or not is_numeral(number):
        return None
    unit, per = parts
    if unit[:1] == "年" and is_year(number):
        return None
    if not per:
        return Number(comparator, Numeral(number), unit, text)
    kind = Frequency if per.removeprefix("每") in _TIMES else Rate
    return kind(comparator, Numeral(number), unit, per, text)


@lru_cache(maxsize=1024)
def _unit(words: str) -> tuple[str, str] | None:
    """Return unit and the other side of a slash, None where the words say more than a unit does."""
    if not words:
        return "", ""
    if begins_with_letter_for_digit(words):
        return None
    unit, slash, per = _without_parentheses(words).partition("/")
    below = per.split("/") if slash else []
    if not all(map(_is_unit, (unit, *below))) or len(below) > _MOST_BELOW:
        return None
    return unit, per


def _is_unit(words: str) -> bool:
    if len(words) > _LONGEST_UNIT or _NOT_A_UNIT.search(words) or _GRADE_OR_DIGIT.match(words):
        return False
    return _UNIT.fullmatch(words) is not None


def _without_parentheses(words: str) -> str:
    """Return what one pair of parentheses around all of `words` holds: 个 of (个), 场(次) of (场(次))."""
    if words[0] not in _OPENING or words[-1] not in _CLOSING:
        return words
    depth = 0
    for position, character in enumerate(words):
        depth += (character in _OPENING) - (character in _CLOSING)
        if depth == 0:
            return words[1:-1].strip() if position == len(words) - 1 else words
    return words


def _read_range(usual: str, text: str) -> Range | None:
    match = _RANGE.fullmatch(usual)
    if not match or match[2] not in ("", match[4]) or not (is_numeral(match[1]) and is_numeral(match[3])):
        return None
    low, high = Numeral(match[1]), Numeral(match[3])
    unit = _unit(match[4])
    if unit is None or match[4][:1] in ("年", "月", "日", "号") or low.value > high.value:
        return None
    return Range(low, high, match[4], text, text)
