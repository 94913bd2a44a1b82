"""Whole numbers in Chinese characters: 三百, 一千二百, 两, 陆佰伍拾, 12万 is none."""

from __future__ import annotations

_DIGITS = {
    character: value
    for value, characters in enumerate(
        ("零〇", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
    )
    for character in characters
}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}

CHINESE_DIGITS = "".join(_DIGITS) + "".join(_TENS)
"""The characters of which such a number consists, beside 万 and 亿, for the inside of a character class."""


def read_chinese_numeral(text: str) -> int | None:
    """Return the number that `text` states in characters, None where they make up none: 二二, 百千."""
    whole, section, digit = 0, 0, None
    for character in text:
        if character in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[character]
        elif character in _TENS:
            section += (1 if digit is None else digit) * _TENS[character]
            digit = None
        elif character in "万亿" and (section or digit):
            section += digit or 0
            whole = whole + section * 10**4 if character == "万" else (whole + section) * 10**8
            section, digit = 0, None
        else:
            return None
    return whole + section + (digit or 0) if text else None
