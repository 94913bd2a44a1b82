"""The numbers that items of a list begin with, and which of them do not follow on each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pmgen.late_pattern import late

_BEGIN = r"(?:\A|(?<=[\n。；;：:]))[ \u3000]*"
_HAN_NUMBER = "[一二三四五六七八九十]{1,3}"
_NUMBER_BEFORE_DIGITS = _BEGIN + r"(\d{1,2})[.．]\d"
_STYLES = tuple(
    late(pattern)
    for pattern in (
        _BEGIN + r"(\d{1,2})(?:[.．)）](?!\d)|、(?!\d{1,2}(?:[.．、)）]|\Z)))",
        _BEGIN + rf"({_HAN_NUMBER})、",
        _BEGIN + r"[（(](\d{1,2})[)）]",
        _BEGIN + rf"[（(]({_HAN_NUMBER})[)）]",
        rf"(?:\A|(?<=[\n。；;：:，,]))[ \u3000]*({_HAN_NUMBER})是",
        _BEGIN + rf"第({_HAN_NUMBER})[，,、](?!第)",
        rf"{_BEGIN}目标(\d{{1,2}}|{_HAN_NUMBER})(?=[:：、.．，])",
        r"([①-⑳])",
    )
)
_BEFORE_DIGITS = late(_NUMBER_BEFORE_DIGITS)
_ANY = late(rf"[\d一二三四五六七八九十]{{1,3}}[.．、)）是，,:：]|[①-⑳]|第{_HAN_NUMBER}[，,、]")
_DIGITS = {digit: number for number, digit in enumerate("一二三四五六七八九", start=1)}


class WrongNumber(NamedTuple):
    """A number that does not follow on the one before it, as both are written."""

    start: int
    end: int
    written: str
    before: str


def wrong_numbers(text: str) -> Iterator[WrongNumber]:
    """Give the numbers of items that jump or stand twice; a list inside another begins anew."""
    if not _ANY.search(text):
        return
    for style in _STYLES:
        before: re.Match[str] | None = None
        for match in style.finditer(text):
            if before is None and _value(match[1]) != 1:
                break
            if before is not None and not _follows(_value(before[1]), _value(match[1])):
                if _goes_on_between(text, before, match):
                    before = match
                    continue
                yield WrongNumber(match.start(1), match.end(1), match[1], before[1])
            before = match


def _goes_on_between(text: str, before: re.Match[str], match: re.Match[str]) -> bool:
    """Tell whether what is missing stands there, right before a number: 3.4月10日前完成申报."""
    missing = range(_value(before[1]) + 1, _value(match[1]))
    found = (int(each[1]) for each in _BEFORE_DIGITS.finditer(text, before.end(), match.start()))
    return [each for each in found if each in missing] == [*missing] != []


def _follows(before: int, value: int) -> bool:
    return value == before + 1 or (value == 1 and before != 1)


def _value(written: str) -> int:
    if written.isdecimal():
        return int(written)
    if len(written) == 1 and "①" <= written <= "⑳":
        return ord(written) - ord("①") + 1
    tens, ten, ones = written.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)
