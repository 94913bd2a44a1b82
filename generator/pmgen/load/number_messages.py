"""What to write in place of a text that is no number: its digits without what people put around them."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from pmgen.late_pattern import late
from pmgen.model.chinese_numerals import read_chinese_numeral
from pmgen.model.field_definitions import Field, FieldKind
from pmgen.model.money import in_either_unit
from pmgen.model.numerals import exact_text, is_numeral, with_digits
from pmgen.model.units import yuan_power
from pmgen.problems import Message, message

_WIDE = str.maketrans("０１２３４５６７８９．，－　", "0123456789.,- ")
_CURRENCY = late(r"^\s*(?:[¥￥$＄]|人民币|RMB|CNY)\s*")
_QUOTES = " \t\"'“”‘’＂＇「」『』"
_POINT = late(r"(?<!\s)\s*[.。]\s*")
_NO_AMOUNT = ("/", "／", "-", "—", "——", "－", "无", "暂无", "没有", "待定", "不详", "N/A")
_WITH_UNIT = late(r"(?P<number>-?[\d.,]+)\s*(?P<unit>[^\s\d.,]{1,3})")
_GAP = late("[ \u00a0\u2009\u202f'’]")
_PARTED = late(rf"-?\d{{1,3}}(?:{_GAP.pattern}\d{{3}})+(?:\.\d+)?", re.ASCII)
_WITH_COMMAS = late(r"-?\d+(?:,\d+)+(?:\.\d+)?", re.ASCII)
_DECIMAL_COMMA = late(r"-?\d+,\d{1,2}", re.ASCII)
_SHORTENED = late(r"-?\d(?:\.\d+)?[eE]\+?\d{1,2}", re.ASCII)
_FORMULA = late(r"=|\d[\d.,]*\s*[+*/×÷]\s*\d")
_IN_WORDS = late(r"[^\d.,+*/×÷=-]*(?P<number>-?\d[\d.,]*)\s*+(?P<rest>[^\d.,+*/×÷=（(-]*(?:[（(].*)?)")
_LONGEST_UNIT = 3
_OF_NO_UNIT = late("(?:整|左右|[（(].*)?")
_IN_CHARACTERS = late(r"(?:人民币)?(?P<number>[^元圆整正分\s]+)(?P<unit>元|圆|分)?[整正]?")


def number_hint(field: Field, text: str, *, is_quoted: bool = False) -> Message:
    """Return what to write for `field` instead of `text`, which is no number and may stand in quotes."""
    bare = text.strip(_QUOTES)
    if is_numeral(bare):
        return message("Write only the number, without quotation marks and blanks: {number}.", number=bare)
    hint = _hint(field, bare or text)
    if not is_quoted or hint == _example(field) or bare in _NO_AMOUNT:
        return hint
    return message("{hint} It needs no quotation marks.", hint=hint)


def _hint(field: Field, text: str) -> Message:
    if field.kind is FieldKind.AMOUNT and text.strip() in _NO_AMOUNT:
        return message("Delete the line where the amount is unknown; where there is none, write 0.00.")
    narrow = text.translate(_WIDE).replace("_", "").strip()
    plain = _CURRENCY.sub("", narrow)
    meant = with_digits(plain)
    if is_numeral(plain) and plain == narrow:
        return message("Write it in ordinary digits: {number}.", number=plain)
    if is_numeral(meant) and meant != plain:
        return message("A letter stands in place of a digit: write {number}.", number=meant)
    if is_numeral(bare := _POINT.sub(".", meant).rstrip(".,;；、，。 ")):
        return message("Write only the number: {number}.", number=bare)
    found = (read(field, meant) for read in _READINGS)
    return next((hint for hint in found if hint), _example(field))


def _parted(field: Field, text: str) -> Message | None:
    number = _GAP.sub("", text)
    if not _PARTED.fullmatch(text) or not is_numeral(number):
        return None
    return message("Write its digits without blanks between them: {number}.", number=number)


def _with_commas(field: Field, text: str) -> Message | None:
    whole = text.replace(",", "")
    if not _WITH_COMMAS.fullmatch(text) or not is_numeral(whole):
        return None
    if _DECIMAL_COMMA.fullmatch(text):
        point = text.replace(",", ".")
        return message("Write {point} if the comma is meant as a point.", point=point)
    return message("Write it without commas, and check the digits: {number}.", number=whole)


def _shortened(field: Field, text: str) -> Message | None:
    if not _SHORTENED.fullmatch(text):
        return None
    number = exact_text(Decimal(text))
    return message("Excel has shortened it: write all of its digits, such as {number}.", number=number)


def _with_unit(field: Field, text: str) -> Message | None:
    match = _WITH_UNIT.fullmatch(text)
    return _without_unit(field, match["number"], match["unit"]) if match else None


def _formula(field: Field, text: str) -> Message | None:
    return message("Write the result in place of the formula.") if _FORMULA.match(text) else None


def _in_words(field: Field, text: str) -> Message | None:
    match = _IN_WORDS.fullmatch(text)
    if match is None:
        return None
    unit = _unit_before(match["rest"])
    if field.kind is FieldKind.AMOUNT and not _OF_NO_UNIT.fullmatch(match["rest"].removeprefix(unit)):
        return None
    return _without_unit(field, match["number"], unit)


def _unit_before(rest: str) -> str:
    """Return the unit of money with which a text begins, if any."""
    begins = (rest[:length] for length in range(_LONGEST_UNIT, 0, -1))
    return next((unit for unit in begins if yuan_power(unit, colloquial=True) is not None), "")


def _in_characters(field: Field, text: str) -> Message | None:
    match = _IN_CHARACTERS.fullmatch(text)
    number = read_chinese_numeral(match["number"]) if match else None
    if match is None or number is None:
        return None
    return _without_unit(field, str(number), "元" if match["unit"] in ("元", "圆") else "")


_READINGS: tuple[Callable[[Field, str], Message | None], ...] = (
    _parted,
    _with_commas,
    _shortened,
    _with_unit,
    _formula,
    _in_words,
    _in_characters,
)


def _without_unit(field: Field, number: str, unit: str) -> Message | None:
    if not is_numeral(number):
        return None
    if field.kind is not FieldKind.AMOUNT or not unit:
        return message("Write only the number: {number}.", number=number)
    amount = in_either_unit(number, unit)
    if amount is None:
        return None
    return message(
        "Write the number alone: {large} where 金额单位 is 万元, or {small} where it is 元.",
        large=amount[0],
        small=amount[1],
    )


def _example(field: Field) -> Message:
    if field.kind is FieldKind.AMOUNT:
        return message("Write digits with a decimal point, such as 1234.50 or 1,234.50.")
    return message("Write digits, such as {example}.", example=field.example)
