"""Codes of units and projects that a spreadsheet or the hand has spoilt: 4.18001E+5, 418001.0, =“418001”."""

from __future__ import annotations

import re
from decimal import Decimal

from pmgen.check.wording.chinese_characters import HAN
from pmgen.late_pattern import late
from pmgen.model.numerals import with_digits

_POWER = late(r"\d(?:\.\d+)?[eE]\+\d{1,2}|\d\.\d+[eE]\d{1,2}")
_AS_NUMBER = late(r"(\d{3,})\.0+")
_QUOTED = late(r"=?\s*[\"'“”‘’`]+(?P<code>[^\"'“”‘’`]*)[\"'“”‘’`]*|(?P<bare>[^\"'“”‘’`]+)[\"'“”‘’`]+")
_NONE = frozenset(
    ["无", "暂无", "没有", "不详", "待定", "待填", "/", "／", "-", "—", "——", "－", "N/A", "n/a"]
)
_ENDS = " \t　,，;；.。、:：'’"
_GAP = late(r"(?<=\d)\s+(?=\d)")
_WIDE = {wide: wide - 0xFEE0 for wide in range(ord("！"), ord("～") + 1)}
_LONG = late(r"\d{5,}")
_HAN = late(HAN)


def meant_code(code: str) -> str | None:
    """Return what a code should be, "" where that cannot be told, None where the code is in order."""
    if code.strip() in _NONE:
        return ""
    if _HAN.search(code):
        return None
    text = code.translate(_WIDE)
    if quoted := _QUOTED.fullmatch(text.strip()):
        text = quoted["code"] or quoted["bare"] or ""
    text = _GAP.sub("", text.strip(_ENDS))
    if _POWER.fullmatch(text):
        return _digits_of(text)
    if number := _AS_NUMBER.fullmatch(text):
        text = number[1]
    if _LONG.fullmatch(digits := with_digits(text)):
        text = digits
    return None if text == code else text


def certain_code(code: str) -> str | None:
    """Return what a code should be where that is certain: not where a letter may be one."""
    return None if re.search("[a-df-zA-DF-Z]", code) else meant_code(code) or None


def _digits_of(text: str) -> str:
    """Return all digits of a number like 4.18001E+5, "" where some of them are lost."""
    mantissa, _, power = text.upper().partition("E")
    known = len(mantissa.replace(".", ""))
    return str(int(Decimal(text))) if known == int(power) + 1 else ""
