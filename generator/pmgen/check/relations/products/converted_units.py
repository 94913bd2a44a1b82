"""One quantity in two units, 6000亩（400公顷）, and areas that are cut into pieces of a size."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from pmgen.check.statements.comparing import PHYSICAL
from pmgen.check.statements.project_statements import Said
from pmgen.check.statements.reckonings import divisors_of
from pmgen.check.statements.statement import Direction, Statement
from pmgen.check.statements.wrong_result import WrongResult, last_place_of
from pmgen.check.wording.chinese_characters import HAN
from pmgen.late_pattern import late
from pmgen.model.units import Dimension, in_base_unit

_IN_BRACKETS = late(f"{HAN}{{0,8}}[（(](?:折合|折|约合|合|即|相当于|约|近|等于)*")
_COMMAS = ("，", ",")
"""Behind one an amount is what a price comes to: 每人保费180元，合0.324万元."""
_BEHIND_COMMA = late("[，,]?(?:折合|约合|合|即|相当于)(?:约|为|成)?")
_CLOSING = ("）", ")")
_ENDS = ("", "，", "。", "；", "、", ",", ";", "\n", *_CLOSING)
_NEAR, _ROUGH = Fraction(2, 100), Fraction(5, 100)
_WORKDAY = frozenset(["天", "日", "周", "星期"])
"""Times that are converted in more than one way: a day of work has 8小时."""


def wrong_conversions(text: Sequence[Said]) -> Iterator[WrongResult]:
    """Give the quantities that stand right behind the same quantity in another unit, and are others.

    Amounts in characters beside digits are told by `prose_sums.words_and_digits`.
    """
    for one, other in pairwise(text):
        if not _are_of_one_measure(one.statement, other.statement) or not _are_the_same(one, other):
            continue
        made, stated = one.statement.low, other.statement.low
        if abs(made - stated) > _room(one, other):
            yield WrongResult(other, one.words, made, (one,))


def is_conversion(one: Said, other: Said) -> bool:
    """Tell whether a quantity is the one before it in another unit: 3.2万亩（约合2133.33公顷）."""
    return one.statement.base == other.statement.base and _are_the_same(one, other)


def _are_of_one_measure(one: Statement, other: Statement) -> bool:
    if one.base != other.base or not one.is_one or not other.is_one or not one.low:
        return False
    if one.in_characters is not other.in_characters and one.dimension is Dimension.MONEY:
        return False
    is_measured = one.dimension in PHYSICAL or one.dimension in (Dimension.MONEY, Dimension.TIME)
    is_other_scale = one.unit != other.unit or one.low * other.stated != other.low * one.stated
    is_workday = not _WORKDAY.isdisjoint((one.unit, other.unit))
    return is_measured and is_other_scale and not is_workday and one.per == other.per


def _are_the_same(one: Said, other: Said) -> bool:
    """Tell whether nothing stands between two quantities but a bracket, or 合 and 折合."""
    written = one.field.text
    between = written[one.statement.end : other.statement.start]
    if between[:1] in _COMMAS and one.statement.dimension is Dimension.MONEY:
        return False
    behind = written[other.statement.end : other.statement.end + 1]
    if _BEHIND_COMMA.fullmatch(between):
        return behind in _ENDS
    return _IN_BRACKETS.fullmatch(between) is not None and behind in _CLOSING


def _room(one: Said, other: Said) -> Fraction:
    is_about = Direction.ABOUT in (one.statement.direction, other.statement.direction)
    share = one.statement.low * (_ROUGH if is_about else _NEAR)
    return max(last_place_of(one), last_place_of(other), share)


_SPACING = late(
    "株行距(?:一般)?(?:按|为|约)?(?P<one>[0-9]+(?:\\.[0-9]+)?)(?:米|m)?[×xX*](?P<other>[0-9]+(?:\\.[0-9]+)?)(?:米|m)"
)
_PLANTS = frozenset(["株", "棵"])
_MU = Fraction(2000, 3)
_NEAR_SPACING = Fraction(15, 100)
_OTHER_SPACING = late("[双两多]行|带状|混交|丛植|双株|[两二三]株")


def wrong_spacings(text: Sequence[Said]) -> Iterator[WrongResult]:
    """Give how many plants there are on each 亩, where the distances between them make another number."""
    written = text[0].field.text
    found = list(_SPACING.finditer(written)) if "株行距" in written else []
    if len(found) != 1 or _OTHER_SPACING.search(written):
        return
    made = _MU / (Fraction(found[0]["one"]) * Fraction(found[0]["other"]))
    every = [said for said in text if _are_plants_of_a_mu(said)]
    if len(every) == 1 and abs(every[0].statement.low - made) > made * _NEAR_SPACING:
        yield WrongResult(every[0], found[0][0], made)


def _are_plants_of_a_mu(said: Said) -> bool:
    one = said.statement
    divisors = divisors_of(one) or ()
    return one.unit in _PLANTS and one.is_one and [each.word for each in divisors] == ["亩"]


_PIECE = late(
    "按每(?:个|一)?(?:标准)?(?:图)?(?P<piece>[幅块格张片])[^，。；0-9]{0,6}"
    "(?P<one>[0-9]+(?:\\.[0-9]+)?)(?P<scale>公里|千米|米)?[×xX*](?P<other>[0-9]+(?:\\.[0-9]+)?)(?P<unit>公里|千米|米)"
    "(?:[^，。；0-9]{0,4}[计折合共分为]+)"
)
_BROKEN = late("破[幅碎]|不足|重叠|含|跨")
_LEAST, _MOST = Fraction(95, 100), Fraction(16, 10)
"""How much of an area its pieces may come to: those at its edge are not full."""


def wrong_pieces(text: Sequence[Said]) -> Iterator[WrongResult]:
    """Give the areas that so many pieces of a size do not make: 36平方公里, 每幅500米×500米计576幅."""
    written = text[0].field.text
    match = _PIECE.search(written) if "每" in written else None
    if match is None or _BROKEN.search(written):
        return
    lengths = (match["one"], match["scale"] or match["unit"]), (match["other"], match["unit"])
    one, other = (Fraction(number) * in_base_unit(unit)[0] for number, unit in lengths)
    counts = [said for said in text if said.statement.unit == match["piece"] and said.statement.is_one]
    areas = [said for said in text if _is_area(said.statement)]
    if len(counts) != 1 or len(areas) != 1:
        return
    made = one * other * counts[0].statement.low
    if not _LEAST <= made / areas[0].statement.low <= _MOST:
        size = written[match.start("one") : match.end("unit")]
        yield WrongResult(areas[0], f"{counts[0].words}×{size}", made, (counts[0],))


def _is_area(one: Statement) -> bool:
    return one.dimension is Dimension.AREA and one.is_one and not divisors_of(one) and one.low > 0
