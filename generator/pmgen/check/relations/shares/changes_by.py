"""By how much a number changes, said behind what it was and what it is: 由11.2%降到9.0%，下降2.2个百分点."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from pmgen.check.review_rule import FieldText
from pmgen.late_pattern import late
from pmgen.model.chinese_numerals import read_chinese_numeral
from pmgen.model.numerals import exact_text
from pmgen.model.units import in_base_unit

_NUMBER = "[0-9][0-9,]{0,12}(?:\\.[0-9]{1,4})?"
_UNIT = "[^0-9，。；、：（()）\\s]{0,4}?"
_UP = "提[高升]|增[加长]|上升|扩大|升高?|增"
_DOWN = "降低?|下降|减少|缩[短小]|压[缩减]|减"
_WHEN = "(?:20[0-9]{2}年(?:[底末初度]|[上下]半年)?的?|上一?年度?[底末]?的?|去年[底末]?的?)?"
_LIMIT = "(?:不[低少高超大多]于|不超过|至少|约|近|超过?)?"
_ENDS = "(?:及?以[内上下]|左右)?"
_BY = (
    f"(?:再|净|共|总共|累计|同比|预计|约|实现|确保|力争)*(?P<word>增幅|降幅|增速|翻|{_UP}|{_DOWN})(?:幅度|率)?(?:了|(?P<to>为|达到?))?(?P<limit>{_LIMIT})"
    f"(?P<by>{_NUMBER}|[一二两三四五六七八九十])(?P<kind>个?百分点|[%％]|倍|番)(?P<over>以上)?"
)
_FROM_TO = late(
    f"[由从][^，。；：由从到至0-9]{{0,12}}{_WHEN}(?P<was>{_NUMBER})(?P<unit>{_UNIT})(?:(?P<up>{_UP})|(?P<down>{_DOWN}))?[到至为]"
    f"{_WHEN}{_LIMIT}(?P<now>{_NUMBER})(?P<unit2>{_UNIT}){_ENDS}[，,（(]{_BY}"
)
_THAN = late(
    f"(?P<now>{_NUMBER})(?P<unit2>[%％]){_ENDS}[，,（(]?[比较][^，。；：0-9]{{0,8}}{_WHEN}(?P<was>{_NUMBER})(?P<unit>[%％])"
    f"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:了)?(?P<limit>{_LIMIT})(?P<by>{_NUMBER})(?P<kind>个?百分点)(?P<over>以上)?"
)
_OF_A_YEAR = late(
    f"(?P<year>20[0-9]{{2}})年(?P<what>[^，。；、：0-9]{{0,10}})比(?P<base>20[0-9]{{2}})年(?:度)?(?:[^，。；、：0-9]{{0,4}})?(?P<word>{_UP}|{_DOWN})(?:了)?"
    f"(?P<change>{_NUMBER})(?P<unit>{_UNIT})[，,（(](?:增幅|降幅|{_UP}|{_DOWN})(?:了|约|为|达到?)?(?P<by>{_NUMBER})[%％]"
)
_IN_YEAR = late(f"(?P<year>20[0-9]{{2}})年(?:度)?[^，。；、：0-9]{{0,10}}(?P<number>{_NUMBER})")
_MARKS = ("百分点", "倍", "番", "%", "％")
_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class WrongChange:
    """Words that say by how much something changes, the steps to what is right, and that."""

    field: FieldText
    start: int
    end: int
    steps: str
    right: str

    @property
    def words(self) -> str:
        """Return the words as they stand in the text."""
        return self.field.text[self.start : self.end]


def wrong_changes_by(field: FieldText) -> Iterator[WrongChange]:
    """Give the points, the times and the shares of a change that the two numbers before them do not make.

    A share said as a limit, 下降40%以上, is told only where it is that of the rest or of the wrong whole.
    """
    text = field.text
    if not any(mark in text for mark in _MARKS):
        return
    for pattern, words in ((_FROM_TO, "到至为"), (_THAN, "比较")):
        for match in pattern.finditer(text) if any(word in text for word in words) else ():
            found = _wrong(match)
            if found:
                yield WrongChange(field, match.start("by"), match.end("kind"), *found)


def wrong_growth_of_years(fields: Sequence[FieldText]) -> Iterator[WrongChange]:
    """Give the growth from one year to another that is reckoned from the later one, 28.6% for 40%."""
    matches = [
        (field, match)
        for field in fields
        if "比" in field.text and ("%" in field.text or "％" in field.text)
        for match in _OF_A_YEAR.finditer(field.text)
    ]
    for field, match in matches:
        change, stated = _number(match["change"]), _number(match["by"])
        of_base = _of_year(fields, match["base"], match["unit"])
        of_year = _of_year(fields, match["year"], match["unit"])
        is_more = re.fullmatch(_UP, match["word"]) is not None
        bases = {was for was in of_base for now in of_year if now - was == (change if is_more else -change)}
        if len(bases) != 1 or not (was := bases.pop()) or not stated:
            continue
        right, now = change / was * _HUNDRED, was + change if is_more else was - change
        places = _places(match["by"])
        is_of_later = now > 0 and _is_near(change / now * _HUNDRED, stated, places)
        if is_of_later and not _is_near(right, stated, places):
            steps = f"{match['change']}{match['unit']}÷{_shown(was)}{match['unit']}"
            yield WrongChange(field, match.start("by"), match.end(), steps, f"{_shown(right)}%")


def _of_year(fields: Sequence[FieldText], year: str, unit: str) -> set[Fraction]:
    """Return the numbers of a unit that stand behind a year."""
    return {
        _number(match["number"])
        for field in fields
        if year in field.text
        for match in _IN_YEAR.finditer(field.text)
        if match["year"] == year and field.text.startswith(unit, match.end())
    }


def _wrong(match: re.Match[str]) -> tuple[str, str] | None:
    (first, base), (last, base_of_last) = (
        in_base_unit(match["unit"] or match["unit2"]),
        in_base_unit(match["unit2"]),
    )
    was, now = _number(match["was"]) * first, _number(match["now"]) * last
    is_up = now > was
    if base != base_of_last or was <= 0 or was == now or match["up" if not is_up else "down"]:
        return None  # What goes the other way is told of the change itself.
    stated = _number(match["by"])
    is_least = bool(match["over"]) or match["limit"] not in ("", None)
    kind, is_share = match["kind"], match["unit2"] in ("%", "％")
    if kind.endswith("百分点"):
        was, now = _number(match["was"]), _number(match["now"])
        return _points(match, was, now, stated, is_least) if is_share else None
    if kind in ("倍", "番"):
        return _times(match, now / was, stated, is_least)
    return _share(match, was, now, stated) if is_least and not is_share else None


def _points(
    match: re.Match[str], was: Fraction, now: Fraction, stated: Fraction, is_least: bool
) -> tuple[str, str] | None:
    made, places = abs(now - was), _places(match["by"])
    is_rounded = places < max(_places(match["was"]), _places(match["now"]))
    if made == stated or (is_least and stated < made) or (is_rounded and _is_near(made, stated, places)):
        return None
    high, low = ("now", "was") if now > was else ("was", "now")
    return f"{match[high]}%－{match[low]}%", f"{_shown(made)}个百分点"


def _times(match: re.Match[str], ratio: Fraction, stated: Fraction, is_least: bool) -> tuple[str, str] | None:
    """Return what makes 增加一倍 of a change to twice as many; what 翻一番 does so, too."""
    steps = f"{match['now']}{match['unit2']}÷{match['was']}{match['unit']}"
    if match["kind"] == "番":
        made = Fraction(2) ** min(int(stated), _MOST_DOUBLINGS)
        if match["word"] != "翻" or stated.denominator != 1 or abs(ratio - made) * 10 < made or is_least:
            return None
        return steps, f"{_shown(ratio)}倍"
    made = ratio - 1
    is_turn = re.fullmatch(f"增幅|增速|{_UP}", match["word"]) is not None and not match["to"]
    is_near = abs(made - stated) * 10 < made or _is_near(made, stated, _places(match["by"]))
    if not is_turn or made <= 0 or (is_near and made != round(made)) or made == stated:
        return None
    return None if is_least and stated < made else (f"{steps}－1", f"{_shown(made)}倍")


_MOST_DOUBLINGS = 9


def _share(match: re.Match[str], was: Fraction, now: Fraction, stated: Fraction) -> tuple[str, str] | None:
    """Return what makes a share said as a limit, where it is that of the rest or of the new whole."""
    change, places = abs(now - was), _places(match["by"])
    right = change / was * _HUNDRED
    others = [now / was * _HUNDRED, change / now * _HUNDRED] if now else []
    is_exact = "." in match["by"]
    if _is_near(right, stated, places) or (stated < right and not is_exact):
        return None
    if not any(_is_near(other, stated, places) for other in others):
        return None
    high, low = ("now", "was") if now > was else ("was", "now")
    unit, units = match["unit"], {"was": match["unit"], "now": match["unit2"]}
    steps = f"（{match[high]}{units[high]}－{match[low]}{units[low]}）÷{match['was']}{unit}"
    return steps, f"{_shown(right)}%"


def _number(written: str) -> Fraction:
    if written[0].isdigit():
        return Fraction(written.replace(",", "").rstrip("."))
    return Fraction(read_chinese_numeral(written.replace("两", "二")) or 0)


def _places(written: str) -> int:
    return len(written.partition(".")[2])


def _is_near(made: Fraction, stated: Fraction, places: int) -> bool:
    """Tell whether a number is another one, rounded or cut to so many places."""
    return abs(made - stated) < Fraction(Decimal(1).scaleb(-places))


def _shown(number: Fraction) -> str:
    return exact_text(Decimal(round(number * _HUNDRED)).scaleb(-2))
