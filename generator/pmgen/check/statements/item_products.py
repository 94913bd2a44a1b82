"""What a price or a number for each makes with the counts of its item: 更换电缆320根，390元/根，计12.48万元.

Every divisor is served by what counts it, and that by what it is for each of in turn, so that all units
cancel. Where no way of doing so makes the total, and one does that stands complete beside it, the total is
told; a way that uses numbers from farther off only where the total is it but for a slip of the hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, pairwise, takewhile

from pmgen.check.statements.comparing import TIMES_A_YEAR
from pmgen.check.statements.made_otherwise import times_said
from pmgen.check.statements.price_products import WrongSum, is_amount, is_price
from pmgen.check.statements.project_statements import Said
from pmgen.check.statements.reckonings import Divisor, cancels, divisors_of
from pmgen.check.statements.sentence_bounds import sentence_start
from pmgen.check.statements.slips import is_slip_of_hand
from pmgen.check.statements.statement import Direction
from pmgen.check.statements.wrong_result import last_place_of
from pmgen.late_pattern import late
from pmgen.model.units import Dimension, dimension_of, in_base_unit

_MOST_COUNTS, _MOST_DEEP, _MOST_WAYS = 12, 4, 256
_YEARS = ("年", "年度")
_DAYS = late("[0-9]{1,2}日(?=[、和及与（(，]|布|当)")
_IN_PART = late(
    "[%％‰另成半]|折(?!合)|十分之|百分之|首[付期]|预付|尾款|余款|自[筹付]|分担|承担|配套|不足|其[余中]|分别|以上|以内|左右|上限|最[高多]|差额"
    "|部分|结转|上年|去年|[+＋×*]"
)
_BEFORE_TOTAL = late(
    "(?:[，,、；;]|全年|年度|本年|一年|[0-9]{1,2}个?[月周天日]|[两三四五六七八九十]个月|[所共]?需要?|[共合总小]?计|共|合共|安排|支付|支出|发放|投入|测算|计算"
    "|折合|为|费用?|经费|资金|金额|总额|补[助贴]|标准|财政|项目|工资|奖励|预算)*"
)


@dataclass(frozen=True, slots=True)
class _Way:
    """Counts that a price is taken for, and how often that is.

    It `is_full` where each of them is taken as often as what it is for each of.
    """

    times: Fraction
    used: tuple[Said, ...]
    is_full: bool = True


def wrong_item_products(text: Sequence[Said]) -> Iterator[WrongSum]:
    """Give the totals behind a price that are what it makes with the counts of its item but for a slip."""
    money = [said for said in text if said.statement.dimension is Dimension.MONEY]
    for price, total in pairwise(money):
        if _are_price_and_total(price, total):
            found = _wrong(price, total, text)
            if found:
                yield found


def _are_price_and_total(price: Said, total: Said) -> bool:
    one, other, written = price.statement, total.statement, price.field.text
    if one.sentence != other.sentence or not is_price(price) or not is_amount(total):
        return False
    if not one.is_one or {one.direction, other.direction} != {Direction.EXACT} or not one.low:
        return False
    if not other.low or one.is_change or other.is_change:
        return False
    if written.startswith(("：", ":"), one.end):
        return False
    begin = sentence_start(written, one.start, "。；;\n，,、：:（(")
    if _IN_PART.search(written, begin, other.start):
        return False
    words = other.before if other.clause != one.clause else written[one.end : other.start]
    is_bare = len(words.strip("，,、；;")) < 1
    has_more = is_bare and written[one.end : other.start].strip("，,、；;") != ""
    return _BEFORE_TOTAL.fullmatch(words) is not None and not has_more


def _wrong(price: Said, total: Said, text: Sequence[Said]) -> WrongSum | None:
    divisors = divisors_of(price.statement)
    if not divisors:
        return None
    written, one = price.field.text, price.statement
    line, end = sentence_start(written, one.start, "\n"), total.statement.start
    counts = [said for said in text if _is_count(said) and line <= said.statement.start < end]
    item = sentence_start(written, one.start, "。\n")
    sentence = sentence_start(written, one.start)
    near = [said for said in counts if said.statement.start >= sentence]
    ways = _made(price, divisors, near, sentence, total)
    every = ways | _made(price, divisors, counts, item, total)
    room = last_place_of(total)
    if any(abs(made - total.statement.low) < room for made in every):
        return None
    if _is_explained(price, total, text, counts, item) or _is_with_amounts(price, total, text, every):
        return None
    if not any(way.is_full for way in every.values()) or _is_of_each_of_some(price, total, every, item):
        return None
    if _is_of_others_too(total, counts, every, sentence):
        return None
    certain = ways if len(ways) == 1 else {}
    fits = {made: way for made, way in (certain or every).items() if _would_be(total, price, made, way)}
    for is_clear in (lambda way: way.is_full, lambda way: not any(map(_is_of_some, way.used))):
        fits = {made: way for made, way in fits.items() if len(fits) == 1 or is_clear(way)}
    if len(fits) > 1:
        fits = {made: way for made, way in fits.items() if is_slip_of_hand(made, total.statement.low)}
    if not fits:
        return None
    made, way = min(fits.items(), key=lambda fit: abs(fit[0] - total.statement.low))
    factors = sorted((*way.used, price), key=lambda said: said.statement.start)
    return WrongSum(total, tuple(factors), made, is_product=True)


def _is_explained(price: Said, total: Said, text: Sequence[Said], counts: Sequence[Said], item: int) -> bool:
    """Tell whether a total is a price times any number or several counts of its item, or that of several.

    A price that says what an amount before it is for each has no part in the next one.
    """
    one, stated, written = price.statement, total.statement.low, price.field.text
    amounts = [
        said.statement.low for said in text if is_amount(said) and item <= said.statement.start < one.start
    ]
    numbers: set[Fraction] = {
        Fraction(times)
        for word in _OFTEN.findall(written, item, one.start - len(one.before))
        for times in TIMES_A_YEAR[word]
    }
    read = {said.statement.start for said in text}
    numbers |= {
        Fraction(match[0].replace(",", ""))
        for match in _NUMBER.finditer(written, item, total.statement.start)
        if match.start() not in read
    }
    counted = {
        Fraction(1),
        *numbers,
        *(value for said in text for value in (said.statement.stated, said.statement.low)),
    }
    labour = {said.statement.stated for said in counts if said.statement.dimension is Dimension.LABOUR}
    if stated / one.low in numbers | labour or any(low / one.low in counted for low in amounts[-1:]):
        return True
    return _is_of_several_counts(one.low, stated, counts, item) or _is_of_several_prices(
        total, text, counts, item
    )


def _is_with_amounts(price: Said, total: Said, text: Sequence[Said], ways: Iterable[Fraction]) -> bool:
    """Tell whether a total is amounts and a product: 大的1座12万元，小的4座、每座4.5万元，共30万元."""
    one, stated = price.statement, total.statement.low
    amounts = [
        said.statement.low
        for said in text
        if is_amount(said) and said.statement.sentence == one.sentence and said.statement.start < one.start
    ]
    sums = frozenset(accumulate(reversed(amounts)))
    return any(stated - made in sums for made in ways)


def _is_of_several_counts(price: Fraction, stated: Fraction, counts: Sequence[Said], item: int) -> bool:
    """Tell whether a total is a price times counts of one unit that stand in a row: 一期30人、二期40人.

    Between them their parts may stand in brackets: 3月30艘（木质18艘、钢质12艘），6月36艘.
    """
    by_unit: dict[tuple[str, bool], list[Fraction]] = {}
    for said in counts:
        if said.statement.start >= item:
            by_unit.setdefault((said.statement.unit, False), []).append(said.statement.stated)
        if not _is_of_some(said):
            by_unit.setdefault((said.statement.unit, True), []).append(said.statement.stated)
    sums = (
        made
        for lows in by_unit.values()
        for at in range(len(lows) - 1)
        for made in list(accumulate(lows[at:]))[1:]
    )
    return any(made * price == stated for made in sums)


def _is_of_several_prices(total: Said, text: Sequence[Said], counts: Sequence[Said], item: int) -> bool:
    """Tell whether the last prices, each with a count of its own, add up to a total."""
    money = [
        said
        for said in text
        if said.statement.dimension is Dimension.MONEY
        and item <= said.statement.start < total.statement.start
    ]
    prices = list(takewhile(is_price, reversed(money)))
    if len(prices) == 1:
        return False
    sums = {Fraction(0)}
    for said in prices[:_MOST_TERMS]:
        one = said.statement
        near = [
            each.statement
            for each in counts
            if each.statement.clause in range(one.clause - 2, one.clause + 2)
        ]
        lows = {Fraction(1), *(each.low for each in near), *(each.stated for each in near)}
        sums = {made + one.low * low for made in sums for low in lows}
        if total.statement.low in sums or len(sums) > _MOST_SUMS:
            return True
    return False


_OFTEN = late("[每逐]个?(半年|季度|季|月|周|学期)")
_MOST_TERMS, _MOST_SUMS = 4, 4096
_NUMBER = late("(?<![0-9.])[0-9][0-9,]*(?:\\.[0-9]+)?(?![0-9.,]*(?:[月日号%％]|年(?!级)))")


def _is_of_each_of_some(price: Said, total: Said, ways: Iterable[Fraction], item: int) -> bool:
    """Tell whether a total is several times what a price makes, and 各 tells of several: 3月、9月各一期."""
    if "各" not in price.field.text[item : total.statement.start]:
        return False
    return any(total.statement.low / made in range(2, _MOST_TERMS + 2) for made in ways)


def _is_of_others_too(total: Said, counts: Sequence[Said], ways: Mapping[Fraction, _Way], begin: int) -> bool:
    """Tell whether a total is a product taken for another number of its sentence too: 10个点位同时."""
    for made, way in ways.items():
        ratio = total.statement.low / made
        units = {said.statement.unit for said in way.used}
        others = (
            said for said in counts if said.statement.start >= begin and said.statement.unit not in units
        )
        if any(said.statement.stated == ratio != 1 for said in others):
            return True
    return False


def _would_be(total: Said, price: Said, made: Fraction, way: _Way) -> bool:
    """Tell whether a total is what a way makes but for a slip of the hand in it or in one of the factors."""
    ratio = total.statement.low / made
    if is_slip_of_hand(made, total.statement.low):
        return True
    return any(
        is_slip_of_hand(said.statement.stated, said.statement.stated * ratio) for said in (price, *way.used)
    )


_OF_SOME = late("其中[^，。；]*\\Z|[（(][^）)]*\\Z")


def _is_of_some(said: Said) -> bool:
    """Tell whether a count is that of a part by 其中, or stands in brackets."""
    begin = max(0, said.statement.start - _NEAR)
    return _OF_SOME.search(said.field.text, begin, said.statement.start) is not None


_NEAR = 24


def _is_count(said: Said) -> bool:
    one = said.statement
    is_factor = one.dimension not in (Dimension.MONEY, Dimension.RATIO, Dimension.GRADE)
    return is_factor and one.is_one and one.low > 0


def _made(
    price: Said, divisors: Sequence[Divisor], counts: Sequence[Said], begin: int, total: Said
) -> dict[Fraction, _Way]:
    """Return what a price makes in all ways, each with the fewest counts."""
    spans = {each.times for each in times_said(price.field.text, begin, total.statement.start)}
    days = len(_DAYS.findall(price.field.text, begin, total.statement.start))
    spans |= {Fraction(days)} if days > 1 else set()
    made: dict[Fraction, _Way] = {}
    for _, way in zip(range(_MOST_WAYS), _ways(divisors, counts[-_MOST_COUNTS:], spans, 0), strict=False):
        value = price.statement.low * way.times
        if way.times != 1 and (value not in made or len(way.used) < len(made[value].used)):
            made[value] = way
    return made


def _ways(
    divisors: Sequence[Divisor], counts: Sequence[Said], spans: set[Fraction], deep: int
) -> Iterator[_Way]:
    """Give the counts that serve all divisors, and those of which these are in turn."""
    if not divisors:
        yield _Way(Fraction(1), ())
        return
    first, *rest = divisors
    for said, factor in _served(first, counts, spans):
        read = divisors_of(said.statement) if said else ()
        more = (read or ()) if deep < _MOST_DEEP else ()
        others = [each for each in counts if each is not said]
        for inner in (more, ()) if more else ((),):
            for way in _ways((*inner, *rest), others, spans, deep + 1):
                used = (said, *way.used) if said else way.used
                is_full = way.is_full and read is not None and len(inner) == len(more)
                yield _Way(factor / first.factor * way.times, used, is_full)


def _served(
    divisor: Divisor, counts: Sequence[Said], spans: set[Fraction]
) -> Iterator[tuple[Said | None, Fraction]]:
    """Give the counts of what a price is for, or else how often its time comes in the year."""
    if divisor.word in _YEARS:
        yield None, Fraction(1)
    found = [said for said in counts if _is_of(said, divisor)]
    kind = dimension_of(divisor.word)
    exact = [said for said in found if said.statement.dimension is kind]
    for said in exact or found:
        one = said.statement
        yield said, one.stated * in_base_unit(divisor.word)[0] if one.dimension is Dimension.TIME else one.low
    if found and divisor.word in ("天", "日"):
        for times in spans:
            yield None, times * divisor.factor
    if divisor.word in TIMES_A_YEAR and not found:
        for times in (*map(Fraction, TIMES_A_YEAR[divisor.word]), *(spans if divisor.word == "月" else ())):
            yield None, times * divisor.factor


def _is_of(said: Said, divisor: Divisor) -> bool:
    one = said.statement
    return divisor.word.startswith(one.unit) or cancels(one, divisor)
