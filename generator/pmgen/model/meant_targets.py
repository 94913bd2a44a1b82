"""What a target says that is no number as it stands and must be one: 天≥200, 200天≤, 二百天, ￥80万."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pmgen.late_pattern import late
from pmgen.model.chinese_numerals import CHINESE_DIGITS, read_chinese_numeral
from pmgen.model.target_reading import TargetNotation, read_target
from pmgen.model.targets import Frequency, Number, Rate, unit_of
from pmgen.model.units import dimension_of

_NUMBER = r"-?\d[\d,]*(?:\.\d+)?"
_WIDE = {chr(wide): chr(wide - 0xFEE0) for wide in range(ord("０"), ord("９") + 1)} | {"％": "%", "．": "."}
_PLAIN = str.maketrans({**_WIDE, "≧": "≥", "≦": "≤"})
_SIGN_BEHIND = late(rf"(?P<amount>{_NUMBER}[^\d≥≤<>=]*?)\s*(?P<sign>[≥≤])")
_UNIT_FIRST = late(rf"(?P<unit>[^\s\d≥≤<>=]{{1,8}})\s*(?P<sign>[≥≤<>=])\s*(?P<number>{_NUMBER})")
_WORD_BEHIND = late(
    rf"(?P<sign>[≥≤]?)(?P<number>{_NUMBER})"
    r"(?:(?P<unit>\D*?)(?P<behind>以上|以下|以内)|(?P<inside>以上|以下|以内)(?P<after>\D+))"
)
_CURRENCY_FIRST = late(rf"(?P<sign>[≥≤<>=]?)\s*[¥￥]\s*(?P<amount>{_NUMBER}(?:万|亿)?)元?")
_MONEY = late(rf"(?P<amount>[≥≤<>=]?{_NUMBER})(?P<unit>\D+)")
_IN_CHARACTERS = tuple(
    late(rf"(?P<sign>[≥≤<>=]?)(?P<share>百分之)?(?P<number>[{digits}]+)(?P<rest>[^\d{digits}].*|)")
    for digits in (CHINESE_DIGITS, f"{CHINESE_DIGITS}万亿")
)
"""八十万元 is 80万元, and 一万二千人 12000人."""
_WORDS = frozenset(["十分"])
_PARTS_OF_DAYS = ("月", "日", "号")
_TENTHS = late(rf"(?P<sign>[≥≤<>=]?)(?P<tenths>[{CHINESE_DIGITS}])成(?P<least>以上)?")
_LEAST = 10
"""From which number on it is written in digits; 三次 is as good as 3次."""

_SIGN_OF_WORD = {"以上": "≥", "以下": "≤", "以内": "≤"}
_OTHER_SIGN = {"≥": "≤", "≤": "≥"}
_YUAN = {"圆": "元", "园": "元", "圓": "元", "元整": "元", "圆整": "元"}
_IN_COSTS = {"块": "元", "块钱": "元", "w": "万元", "W": "万元", "w元": "万元", "W元": "万元"}
_POWERS = ("", "万", "亿")
_MONEY_UNITS = {f"{power}{wrong}": f"{power}{right}" for power in _POWERS for wrong, right in _YUAN.items()}
_COST_UNITS = _MONEY_UNITS | {
    f"{power}{wrong}": f"{power}{right}" for power in _POWERS for wrong, right in _IN_COSTS.items()
}


class MeantTarget(NamedTuple):
    """What may be meant by a target, the likeliest first, and whether that is certain."""

    texts: tuple[str, ...]
    is_certain: bool


def meant_target(text: str, *, is_cost: bool = False) -> MeantTarget | None:
    """Return what is meant by a target that states a number in an odd way, None where it is in order."""
    plain = text.translate(_PLAIN).strip()
    found = next((each for each in _readings(plain, is_cost) if all(map(_is_sound, each.texts))), None)
    return None if found is None or text in found.texts else found


def _readings(plain: str, is_cost: bool) -> Iterator[MeantTarget]:
    if match := _SIGN_BEHIND.fullmatch(plain):
        # As it is read aloud, 200天≤ is at least 200; as it is typed in the wrong order, at most.
        signs = _OTHER_SIGN[match["sign"]], match["sign"]
        yield MeantTarget(tuple(f"{sign}{match['amount']}" for sign in signs), is_certain=False)
    if match := _UNIT_FIRST.fullmatch(plain):
        yield MeantTarget((f"{match['sign']}{match['number']}{match['unit']}",), is_certain=True)
    if match := _WORD_BEHIND.fullmatch(plain):
        sign = _SIGN_OF_WORD[match["behind"] or match["inside"]]
        if match["sign"] == sign or (match["inside"] and not match["sign"]):
            unit = match["unit"] or match["after"] or ""
            yield MeantTarget((f"{sign}{match['number']}{unit}",), is_certain=False)
    if match := _CURRENCY_FIRST.fullmatch(plain):
        yield MeantTarget((f"{match['sign']}{match['amount']}元",), is_certain=True)
    if (match := _MONEY.fullmatch(plain)) and (
        unit := (_COST_UNITS if is_cost else _MONEY_UNITS).get(match["unit"].strip())
    ):
        yield MeantTarget((f"{match['amount']}{unit}",), is_certain=True)
    yield from _in_characters(plain)


def _in_characters(plain: str) -> Iterator[MeantTarget]:
    if match := _TENTHS.fullmatch(plain):
        sign = match["sign"] or ("≥" if match["least"] else "")
        yield MeantTarget((f"{sign}{read_chinese_numeral(match['tenths'])}0%",), is_certain=False)
    for pattern in _IN_CHARACTERS:
        match = pattern.fullmatch(plain)
        number = read_chinese_numeral(match["number"]) if match and plain not in _WORDS else None
        if match and number is not None and _is_in_digits(match, number):
            unit = "%" if match["share"] else match["rest"]
            yield MeantTarget((f"{match['sign']}{number}{unit}",), is_certain=False)


def _is_in_digits(match: re.Match[str], number: int) -> bool:
    """Tell whether a number in characters is rather written in digits: not so 三次, 十二月."""
    if match["share"]:
        return not match["rest"]
    return (number >= _LEAST or match["rest"][:1] == "万") and match["rest"] not in _PARTS_OF_DAYS


def _is_sound(text: str) -> bool:
    """Tell whether a target is a number with a unit that is known."""
    reading = read_target(text)
    if reading.remark is not TargetNotation.NONE:
        return False
    return isinstance(reading.target, Number | Rate | Frequency) and (
        not unit_of(reading.target) or dimension_of(unit_of(reading.target)) is not None
    )
