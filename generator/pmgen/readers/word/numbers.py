"""Numbers as lists write them."""

from __future__ import annotations

_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_HIGHEST = 10_000
"""Above it every format is plain digits."""

_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
FORMATS = frozenset(
    {
        "decimal",
        "decimalZero",
        "decimalFullWidth",
        "decimalHalfWidth",
        "decimalEnclosedCircle",
        "decimalEnclosedCircleChinese",
        "decimalEnclosedParen",
        "decimalEnclosedFullstop",
        "chineseCounting",
        "chineseCountingThousand",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
        "japaneseCounting",
        "ideographDigital",
        "japaneseDigitalTenThousand",
        "taiwaneseDigital",
        "chineseLegalSimplified",
        "ideographTraditional",
        "ideographZodiac",
        "upperLetter",
        "lowerLetter",
        "upperRoman",
        "lowerRoman",
        "numberInDash",
        "none",
        "bullet",
    }
)
"""The formats that `written` knows."""


def written(number: int, form: str) -> str:
    """Return a number in one of Word's formats; plain digits for one that is not known."""
    if not 0 <= number < _HIGHEST:
        return str(number)
    match form:
        case "none" | "bullet":
            return ""
        case "decimalZero":
            return f"{number:02}"
        case "decimalFullWidth":
            return str(number).translate({ord("0") + n: ord("０") + n for n in range(10)})
        case "decimalEnclosedCircle" | "decimalEnclosedCircleChinese":
            return _enclosed(number, 0x2460)
        case "decimalEnclosedParen":
            return _enclosed(number, 0x2474)
        case "decimalEnclosedFullstop":
            return _enclosed(number, 0x2488)
        case "numberInDash":
            return f"- {number} -"
        case "upperLetter" | "lowerLetter":
            letters = _letters(number)
            return letters if form == "upperLetter" else letters.lower()
        case "upperRoman" | "lowerRoman":
            roman = _roman(number)
            return roman if form == "upperRoman" else roman.lower()
        case "ideographTraditional":
            return _cyclic(number, _STEMS)
        case "ideographZodiac":
            return _cyclic(number, _BRANCHES)
        case _:
            return _chinese_or_digits(number, form)


def _chinese_or_digits(number: int, form: str) -> str:
    match form:
        case "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital":
            return "".join(_DIGITS[int(digit)] for digit in str(number))
        case "chineseLegalSimplified":
            return _counted(number, _FORMAL, ("", "拾", "佰", "仟"), shortens=False)
        case (
            "chineseCounting"
            | "chineseCountingThousand"
            | "taiwaneseCounting"
            | "taiwaneseCountingThousand"
            | "japaneseCounting"
        ):
            return _counted(number, _DIGITS.replace("〇", "零"), ("", "十", "百", "千"), shortens=True)
        case _:
            return str(number)


def _counted(number: int, digits: str, places: tuple[str, ...], shortens: bool) -> str:
    """Return a number below ten thousand in words, 十一 and not 一十一 where it shortens."""
    if not number:
        return digits[0]
    words, gap = "", False
    for place in range(len(str(number)) - 1, -1, -1):
        digit = number // 10**place % 10
        if digit:
            words += (digits[0] if gap and words else "") + digits[digit] + places[place]
        gap = digit == 0
    return words[1:] if shortens and 10 <= number < 20 else words


def _enclosed(number: int, first: int) -> str:
    return chr(first + number - 1) if 1 <= number <= 20 else str(number)


def _letters(number: int) -> str:
    """Return A to Z, then AA to ZZ with equal letters, as Word counts."""
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else ""


def _roman(number: int) -> str:
    letters = ""
    for worth, sign in _ROMAN:
        letters += sign * (number // worth)
        number %= worth
    return letters


def _cyclic(number: int, signs: str) -> str:
    return signs[number - 1] if 1 <= number <= len(signs) else str(number)
