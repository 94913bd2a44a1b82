"""The filters that forms need: sums, rates, days, ticks, amounts in words, numbering, blank rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from jinja2.runtime import Context, Undefined
from jinja2.utils import pass_context

from pmgen.engines.language import rendering_counters as limits
from pmgen.engines.language.code_generation import HELPER
from pmgen.engines.language.error_explanations import UnusableValue, division_by_zero
from pmgen.engines.language.name_hints import ValueType, type_of
from pmgen.model.dates import read_loose_day, read_loose_month
from pmgen.model.money import in_words, in_yuan
from pmgen.model.numerals import EXACT, Numeral, in_characters, is_numeral
from pmgen.pictures import NoCode, PackPicture, code_picture
from pmgen.problems import Message, message
from pmgen.view.shapes import ListOf, Name, Record, Shape, blank_record

TOTALS = ("合计", "total")
"""The names of the filter in both languages."""

RATES = ("比率", "ratio")
TICKS = ("勾选", "tick")
BLANK_ROWS = ("补空行", "blank_rows")

EXAMPLE = "{{ 附件.项目 | 合计('预算.年度.合计') }}"
NUMBER_EXAMPLE = "{% if 指标.分值 | 数值 > 5 %}"
_RATE_EXAMPLE = "{{ 项目.预算.年度.财政资金 / 项目.预算.年度.合计 | 比率(2) }}"

_TOTAL_HINT = message("write for example {example}", example=EXAMPLE)
_RATE_HINT = message("write for example {example}", example=_RATE_EXAMPLE)
EXACT_HINT = message(
    "write 数值 to compare or calculate, 合计 for a sum, 比率 for a rate, all of them exact: {examples}",
    examples=f"{NUMBER_EXAMPLE}　{EXAMPLE}　{_RATE_EXAMPLE}",
)


def inexact_filter(word: str, kind: ValueType, printed: Name | None) -> tuple[Message, Message] | None:
    """Return what is wrong with a filter of Jinja that loses digits of such a value, and what to write."""
    if word == "sum" and isinstance(kind, ListOf):
        return message("sum cannot add texts, and every value is text"), _TOTAL_HINT
    if word in ("float", "round") or (word == "int" and printed is not None and printed.is_number):
        return message("{name} is not exact, and cuts off digits without a word", name=word), EXACT_HINT
    return None


def total(values: Iterable[object]) -> str | None:
    """Return the sum of printed numbers, with the decimals of the longest and separators where one has them.

    None where one is unknown or there is none; "" where all of them are blank on purpose, as zeros may be.
    """
    texts = list(values)
    if not texts or any(text is None for text in texts):
        return None
    numbers = [_numeral(text) for text in texts if text != ""]
    if not numbers:
        return ""
    value = Decimal(0)
    for number in numbers:
        value = EXACT.add(value, number.value)
    return f"{value:,f}" if any("," in number.text for number in numbers) else f"{value:f}"


def _numeral(text: object) -> Numeral:
    found = numeral_of(text)
    if found is not None:
        return found
    if isinstance(text, str):
        raise UnusableValue(message("合计 adds numbers, and this is none: {value}", value=text), _TOTAL_HINT)
    raise UnusableValue(message("合计 adds one number of each item of a list"), _TOTAL_HINT)


def numeral_of(value: object) -> Numeral | None:
    """Return the number that is printed or calculated, None where it is none."""
    if isinstance(value, str):
        return Numeral(value) if is_numeral(value) else None
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return Numeral(f"{value:f}" if isinstance(value, Decimal) else str(value))
    return None


def is_whole(number: Numeral) -> bool:
    """Tell whether a number has no digits behind its point, or only zeros."""
    return number.value == number.value.to_integral_value()


def parts_of(item: object, path: str, part: Callable[[object, str], object]) -> object:
    """Return what a dotted path of names leads to from an item; `part` takes one step."""
    for word in path.split("."):
        item = part(item, word)
    return item


def steps(kind: ValueType, path: str) -> Iterator[tuple[ValueType, str, Name | None]]:
    """Give each word of a path, the type that it is asked of and its name; one without a name is last."""
    for word in path.split("."):
        name = kind.names.get(word) if isinstance(kind, Shape) else None
        yield kind, word, name
        if name is None:
            return
        kind = type_of(name.of)


@dataclass(frozen=True, slots=True)
class Quotient:
    """An exact fraction on its way to 比率, and the values that it is of."""

    value: Fraction
    of: tuple[object, object]


def quotient(left: object, right: object) -> object:
    """Return one number, printed or not, by another; unknown or blank where one of them is."""
    if left is None or right is None:
        return None
    if "" in (left, right):
        return ""
    whole, part = _exact(left), _exact(right)
    if not part:
        raise division_by_zero()
    exact = whole / part
    if isinstance(left, str) or isinstance(right, str) or not _ends(exact):
        return Quotient(exact, (left, right))
    return EXACT.divide(Decimal(exact.numerator), Decimal(exact.denominator))


def _ends(value: Fraction) -> bool:
    """Tell whether a decimal has all digits of a fraction."""
    power: int = 10 ** value.denominator.bit_length()
    return power % value.denominator == 0


def _exact(value: object) -> Fraction:
    number = numeral_of(value)
    if isinstance(value, Quotient) or number is None:
        return value.value if isinstance(value, Quotient) else _no_number(value)
    return Fraction(limits.number(number.value))


def _no_number(value: object) -> Fraction:
    if isinstance(value, str):
        raise UnusableValue(message("this text is not a number: {value}", value=value[:]), EXACT_HINT)
    raise UnusableValue(message("these cannot be calculated with"), EXACT_HINT)


def unfinished_rate() -> UnusableValue:
    """Return what to raise where the quotient of two numbers is printed as it is."""
    return UnusableValue(message("a quotient has to say with how many decimals it is printed"), _RATE_HINT)


Filter = Callable[..., object]


def _of_known(function: Filter) -> Filter:
    """Return a filter of one value that leaves unknown what is unknown, and a trace of what it computes."""

    @pass_context
    def of_known(context: Context, value: object, *arguments: object, **named: object) -> object:
        if value is None or isinstance(value, Undefined):
            return value
        return _derived(function(context, value, *arguments, **named), value)

    return of_known


def _derived(result: object, source: object) -> object:
    """Return what is computed from a value, which verification follows to where the value is stated."""
    sources = source.of if isinstance(source, Quotient) else (source,)
    traced = next((value for value in sources if hasattr(value, "derived")), None)
    return traced.derived(result) if traced is not None and isinstance(result, str) else result


@pass_context
def _total(context: Context, values: object, path: str = "") -> object:
    items = context[HELPER + "budget"].each(values)
    part = context.environment.getattr
    texts = [parts_of(item, path, part) if path else item for item in items]
    first = next((text for text in texts if hasattr(text, "derived")), None)
    return _derived(total(texts), first)


_MOST_PLACES = 12


def _rate(context: Context, value: object, places: object = None, sign: str = "%") -> str:
    if isinstance(places, bool) or not isinstance(places, int) or not 0 <= places <= _MOST_PLACES:
        raise UnusableValue(message("比率 needs the number of decimals, from 0 to 12"), _RATE_HINT)
    if value == "":
        return ""
    exact = _exact(value) * 100 * 10**places
    units = (2 * abs(exact.numerator) + exact.denominator) // (2 * exact.denominator)
    return f"{Decimal(units if exact >= 0 else -units).scaleb(-places, EXACT):f}{sign}"


def _number(context: Context, value: object) -> Decimal:
    number = numeral_of(value)
    if number is None:
        _no_number(value)
    assert number is not None
    return number.value


_DAY_EXAMPLE = "{{ 项目.计划开始日期 | 日期('YYYY年M月D日') }}"
_DAY_PART = re.compile("YYYY|YY|MM?|DD?", re.IGNORECASE)


def _day(context: Context, value: object, pattern: str = "YYYY年M月D日") -> str:
    # a traced text is printed with marks, and its copy without
    text = value[:] if isinstance(value, str) else str(value)
    hint = message("write for example {example}", example=_DAY_EXAMPLE)
    wanted = {part.upper()[0] for part in _DAY_PART.findall(pattern)}
    if not wanted:
        raise UnusableValue(
            message("{pattern} says nothing of a day: it needs YYYY, M or D", pattern=pattern), hint
        )
    day = read_loose_day(text)
    day = read_loose_month(text) if day is None and "D" not in wanted else day
    if day is None or isinstance(day, str):
        raise UnusableValue(message("this is no day of the calendar: {value}", value=text), hint)
    numbers = {"Y": f"{day.year:04d}", "M": str(day.month), "D": str(day.day)}
    return _DAY_PART.sub(lambda part: _padded(part.group(), numbers[part.group()[0].upper()]), pattern)


def _padded(part: str, number: str) -> str:
    return number[-len(part) :].rjust(len(part), "0") if len(part) > 1 else number


@pass_context
def _tick(context: Context, value: object, choice: str, ticked: str = "√", blank: str = "□") -> object:
    """Return a tick where the value is the choice or one of several, else an empty box."""
    values = value if isinstance(value, (list, tuple)) else [value]
    chosen = next((each for each in values if each == choice), None)
    context[HELPER + "ticked"](values, choice)
    return blank if chosen is None else _derived(ticked, chosen)


_WORDS_EXAMPLE = "{{ 项目.预算.年度.合计 | 大写 }}"


def _in_words(context: Context, value: object, unit: str = "") -> str:
    hint = message("write for example {example}", example=_WORDS_EXAMPLE)
    if value == "":
        return ""
    annex = context.parent.get("annex")
    known = annex.get("amount_unit") if isinstance(annex, Record) else None
    unit = unit or (known[:] if isinstance(known, str) else "")
    number = numeral_of(value)
    yuan = None if number is None else in_yuan(number.value, unit)
    if number is None:
        raise UnusableValue(message("大写 writes an amount of money, and this is none"), hint)
    if yuan is None:
        raise UnusableValue(
            message("大写 has to know the unit of the amount"),
            message("write for example {example}", example="{{ 项目.预算.年度.合计 | 大写('万元') }}"),
        )
    words = in_words(yuan)
    if words is None:
        raise UnusableValue(
            message(
                "{amount}{unit} cannot be written in words, which end at 分", amount=number.text[:], unit=unit
            ),
            message("correct the amount in the data; nothing is rounded"),
        )
    return words


_SAMPLE = re.compile("0*1|[一壹①Aa]")
_MOST_NUMBERED = 99_999
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _numbered(context: Context, value: object, pattern: str = "一") -> str:
    """Return a number as the first one is written in `pattern`."""
    number, sample = numeral_of(value), _SAMPLE.search(pattern)
    hint = message("write for example {example}", example="{{ loop.index | 序号('（一）') }}")
    if number is None or not is_whole(number) or not 0 < number.value <= _MOST_NUMBERED:
        raise UnusableValue(message("序号 numbers from 1 up, and this is no such number"), hint)
    if sample is None:
        raise UnusableValue(
            message("{pattern} does not show how the first one is numbered", pattern=pattern), hint
        )
    shown = _as_sample(int(number.value), sample.group())
    if shown is None:
        raise UnusableValue(
            message(
                "there is no {number} in the numbering of {pattern}", number=number.text[:], pattern=pattern
            ),
            hint,
        )
    return pattern[: sample.start()] + shown + pattern[sample.end() :]


def _as_sample(number: int, sample: str) -> str | None:
    match sample:
        case "一":
            words = in_characters(number, "零一二三四五六七八九", "十百千")
            return words.removeprefix("一") if words.startswith("一十") else words
        case "壹":
            return in_characters(number)
        case "①" | "A" | "a":
            row = {"①": _CIRCLED, "A": _LETTERS, "a": _LETTERS.lower()}[sample]
            return row[number - 1] if number <= len(row) else None
        case _:
            return str(number).rjust(len(sample), "0")


_MOST_ROWS = 1_000


@pass_context
def _blank_rows(context: Context, values: object, count: object = None, shape: int | None = None) -> object:
    """Return a list with blank records behind its own, `count` in all; `shape` numbers that of its items."""
    items = list(context[HELPER + "budget"].each(values))
    if isinstance(count, bool) or not isinstance(count, int) or not 0 <= count <= _MOST_ROWS:
        raise UnusableValue(
            message("补空行 needs the number of rows, up to 1000"),
            message("write for example {example}", example="{% for 指标 in 项目.绩效指标 | 补空行(10) %}"),
        )
    shapes: Sequence[Shape | None] = context.environment.blank_shapes  # type: ignore[attr-defined]
    kind = items[0].shape if items and isinstance(items[0], Record) else None
    kind = shapes[shape] if kind is None and shape is not None else kind
    missing = range(count - len(items))
    context[HELPER + "budget"].turns(len(missing))
    return [*items, *(blank_record(kind) if kind is not None else "" for _ in missing)]


FORM_FILTERS: Mapping[str, Filter] = {
    **dict.fromkeys(TOTALS, _total),
    **dict.fromkeys(RATES, _of_known(_rate)),
    **dict.fromkeys(("数值", "number"), _of_known(_number)),
    **dict.fromkeys(("日期", "date"), _of_known(_day)),
    **dict.fromkeys(TICKS, _tick),
    **dict.fromkeys(("大写", "in_words"), _of_known(_in_words)),
    **dict.fromkeys(("序号", "numbered"), _of_known(_numbered)),
    **dict.fromkeys(BLANK_ROWS, _blank_rows),
}
"""The filters by their names in both languages."""

CODES: Mapping[str, tuple[str, str]] = {"二维码": ("二维码", "qr_code"), "条形码": ("条形码", "bar_code")}
"""The codes that the filters of both engines draw, with the words of their filters."""


def code_of(kind: str, text: object) -> PackPicture:
    """Return the picture of a code, or say why a text has none."""
    plain = text[:] if isinstance(text, str) else str(text)
    try:
        return code_picture(kind, plain)
    except NoCode as none:
        if none.is_missing:
            raise UnusableValue(
                message("{kind} is drawn by the library reportlab, which is not there", kind=kind),
                message("install it: {command}", command="pip install 'pmgen[codes]'"),
            ) from None
    raise UnusableValue(
        message(
            "no {kind} holds this text, it is too long or has other signs: {value}", kind=kind, value=plain
        ),
        message("条形码 holds Latin letters, digits and signs, 二维码 some hundred signs of any kind"),
    )


TEXT_MAKERS = frozenset(FORM_FILTERS) - {*TOTALS, *TICKS, *BLANK_ROWS}
"""Those that make one text or number of one value."""
