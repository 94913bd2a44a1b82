"""What an amount for each makes with the counts of its item: 更换电缆320根，390元/根，计12.48万元.

Every divisor is served by what counts it, and that by what it is for each of in turn, so that all units
cancel. Where no way of doing so makes the total, it is told if it, or a number that leads to it, would be
right but for a slip of the hand. What counts just what a price is for, in the sentence and before it,
leaves little room for other ways; where it is farther off, or of other words, more digits must agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, pairwise, takewhile

from pmgen.check.relations.amounts.price_products import WrongSum, has_its_rest_behind, is_amount, is_price
from pmgen.check.relations.parts.named_totals import is_total_of_named
from pmgen.check.statements.comparing import TIMES_A_YEAR
from pmgen.check.statements.explanations import leads_to, some_add_up
from pmgen.check.statements.made_otherwise import is_made_otherwise, times_said
from pmgen.check.statements.project_statements import Said, said_by_own_units
from pmgen.check.statements.reckonings import Divisor, cancels, counts_what_is_called, divisor_of, divisors_of
from pmgen.check.statements.sentence_bounds import sentence_start
from pmgen.check.statements.slips import is_slip_of_hand
from pmgen.check.statements.statement import Direction
from pmgen.check.statements.statement_reading import own_units
from pmgen.check.statements.wrong_result import last_place_of
from pmgen.check.wording.chinese_characters import HAN
from pmgen.late_pattern import late
from pmgen.model.units import Dimension, dimension_of, in_base_unit, same_unit

_MOST_COUNTS, _MOST_DEEP, _MOST_WAYS = 12, 4, 256
_YEARS = ("年", "年度")
_DAYS = late("[0-9]{1,2}日(?=[、和及与（(，]|布|当)")
_IN_PART = late(
    "[%％‰另成半]|折(?!合)|十分之|百分之|首[付期]|预付|尾款|余款|自[筹付]|分担|承担|配套|不足|其[余中]|分别|以上|以内|左右|上限|最[高多]|差额"
    "|部分|结转|上年|去年|[+＋×*]"
)
_ANNOUNCED = late(
    "(?:[，,、；;]|全年|年度|本年|一年|[0-9]{1,2}个?[月周天日]|[两三四五六七八九十]个月|[所共]?需要?|[共合总小]?计|共|合共|安排|支付|支出|开支|列支|花费|花去?|用去?|列|拨付|兑付|发放|投入|测算|计算"
    f"|折合|为|费用?|经费|资金|金额|总(?:额|价|{HAN}{{0,2}}(?:费用?|投资|造价|支出|价))|补[助贴]|标准|财政|项目|工资|奖励|预算)*"
)
_NAMED = late(f"(?!{HAN}*[两三四五六七八九十各][类项种者笔]){HAN}{{2,12}}")
_LISTED = late(f"{HAN}{{0,6}}[、，,]{HAN}{{0,8}}")


@dataclass(frozen=True, slots=True)
class _Item:
    """An amount for each and the total behind it, with the numbers of their line."""

    price: Said
    total: Said
    divisors: tuple[Divisor, ...]
    counts: tuple[Said, ...]
    text: Sequence[Said]
    is_announced: bool

    @property
    def sentence(self) -> int:
        """Return where its sentence begins."""
        return sentence_start(self.price.field.text, self.price.statement.start)

    @property
    def start(self) -> int:
        """Return where all that may belong to it begins."""
        return sentence_start(self.price.field.text, self.price.statement.start, "。\n")

    @property
    def is_of_each(self) -> bool:
        """Tell whether it says of what it is for each, and not only 各 or 单价."""
        return "每" in self.price.statement.before or all(divisor.word for divisor in self.divisors)

    @property
    def near(self) -> list[Said]:
        """Return the counts of its sentence."""
        return [said for said in self.counts if said.statement.start >= self.sentence]


@dataclass(frozen=True, slots=True)
class _Way:
    """Counts that a price is taken for, and how often that is.

    It `is_full` where each of them is taken as often as what it is for each of, `is_close` where it has the
    very words for it.
    """

    times: Fraction
    used: tuple[Said, ...]
    is_full: bool = True
    is_close: bool = True


def wrong_item_products(text: Sequence[Said]) -> Iterator[WrongSum]:
    """Give the totals behind an amount for each that it makes with the counts of its item but for a slip."""
    text = said_by_own_units(text)
    money = [said for said in text if said.statement.dimension is Dimension.MONEY]
    for price, total in pairwise(money):
        item = _item(price, total, text)
        found = _wrong(item) if item else None
        if found:
            yield found


def _item(price: Said, total: Said, text: Sequence[Said]) -> _Item | None:
    one, other, written = price.statement, total.statement, price.field.text
    if one.sentence != other.sentence or not is_amount(total):
        return None
    if not one.is_one or {one.direction, other.direction} != {Direction.EXACT} or not one.low:
        return None
    if not other.low or one.is_change or other.is_change or written.startswith(("：", ":"), one.end):
        return None
    divisors = _divisors(price, total, text)
    begin = sentence_start(written, one.start, "。；;\n，,、：:（(")
    if _IN_PART.search(written, begin, other.start) or _is_of_a_year(total):
        return None
    words = other.before if other.clause != one.clause else written[one.end : other.start]
    is_bare = len(words.strip("，,、；;")) < 1
    if is_bare and written[one.end : other.start].strip("，,、；;") != "":
        return None
    line = sentence_start(written, one.start, "\n")
    counts = [said for said in text if _is_count(said) and line <= said.statement.start < other.start]
    is_announced = _ANNOUNCED.fullmatch(words) is not None
    if not is_announced:
        if not _NAMED.fullmatch(words):
            return None
        is_announced = is_total_of_named(total, [price], counts[-_MOST_NAMED:])
    if not divisors and not is_announced:
        return None
    return _Item(price, total, divisors, tuple(counts), text, is_announced)


_MOST_NAMED = 4
_THIS_YEAR = late("(?:本年|今年|当年|20[0-9]{2}年)[^，,。；;]{0,6}\\Z")
_SEVERAL_YEARS = late("(?<![0-9])[两二三四五2-5]年|20[0-9]{2}年?[至到—–～~-]{1,2}20[0-9]{2}年")


def _is_of_a_year(total: Said) -> bool:
    """Tell whether a total is that of one of the years of its sentence: 三年共30个，本年20万元."""
    written, start = total.field.text, total.statement.start
    if not _THIS_YEAR.search(written, max(0, start - _NEAR), start):
        return False
    return _SEVERAL_YEARS.search(written, sentence_start(written, start), start) is not None


def _divisors(price: Said, total: Said, text: Sequence[Said]) -> tuple[Divisor, ...]:
    """Return of what an amount is that of each, by its words, by those before it, or a count behind it.

    每期40人、1.2万元; 每座造价20万元，补助6万元，5座计30万元.
    """
    own, one = own_units(price.field.text), price.statement
    at = text.index(price)
    found = divisors_of(one, own) or ()
    if not found and at and _goes_on(text[at - 1], price):
        found = divisors_of(text[at - 1].statement, own) or ()
    behind = text[at + 1]
    if behind is not total and _is_counted_behind(price, behind, total):
        divisor = divisor_of(behind.statement.unit)
        others = [each for each in found if each.key != divisor.key]
        is_said = len(others) < len(found) or f"每{divisor.word}" in price.sentence
        return (divisor, *others) if is_said else ()
    return found


def _goes_on(before: Said, price: Said) -> bool:
    """Tell whether an amount stands in a list or clause right behind what is for each."""
    one, other, written = before.statement, price.statement, price.field.text
    is_count = one.dimension is not Dimension.MONEY and one.sentence == other.sentence
    return is_count and _LISTED.fullmatch(written, one.end, other.start) is not None


def _is_counted_behind(price: Said, count: Said, total: Said) -> bool:
    """Tell whether nothing but a count stands between an amount and its total: 每晚9500元、26晚计24.7万元."""
    written, one = price.field.text, count.statement
    is_alone = _MARK.fullmatch(written, price.statement.end, one.start) is not None
    return (
        is_alone
        and _is_count(count)
        and _TO_TOTAL.fullmatch(written, one.end, total.statement.start) is not None
    )


_MARK = late("[、，,](?:按|共)?")
_TO_TOTAL = late("[合共总小]?计?|共?需|为")


def _wrong(item: _Item) -> WrongSum | None:
    total = item.total.statement
    near = _made(item, item.near, item.sentence)
    if told := _wrong_by_whole_count(item):
        return told
    close = {made: way for made, way in near.items() if way.is_full and way.is_close}
    is_certain = bool(close) and item.is_announced
    every = near if is_certain or not item.is_of_each else near | _made(item, item.counts, item.start)
    room = last_place_of(item.total)
    if any(abs(made - total.low) < room for made in every):
        return None
    if _is_explained(item, is_certain) or _is_with_amounts(item, every):
        return None
    if not any(way.is_full for way in every.values()):
        return _wrong_loosely(item)
    if _is_of_each_of_some(item, every):
        return None
    if _is_of_others_too(item, close or every):
        return None
    full = {made: way for made, way in near.items() if way.is_full}
    certain = next((ways for ways in (full, close) if len(ways) == 1), {})
    fits = {made: way for made, way in (certain or every).items() if _would_be(item, made, way)}
    for is_clear in (lambda way: way.is_full, lambda way: not any(map(_is_of_some, way.used))):
        fits = {made: way for made, way in fits.items() if len(fits) == 1 or is_clear(way)}
    if len(fits) > 1:
        fits = {made: way for made, way in fits.items() if is_slip_of_hand(made, total.low)}
    if not fits:
        return None
    made, way = min(fits.items(), key=lambda fit: abs(fit[0] - total.low))
    factors = sorted((*way.used, item.price), key=lambda said: said.statement.start)
    return WrongSum(item.total, tuple(factors), made, is_product=True)


def _wrong_by_whole_count(item: _Item) -> WrongSum | None:
    """Return a total that a price does not make with the count of all: 共120课，每课400元，计3.8万元.

    What else would make it contradicts that count.
    """
    divisors = [divisor for divisor in item.divisors if divisor.word not in _YEARS]
    count = _whole_count(item, divisors[0].word) if len(divisors) == 1 and item.is_announced else None
    if count is None:
        return None
    way = _Way(count.statement.low / divisors[0].factor, (count,))
    made = item.price.statement.low * way.times
    is_right = abs(made - item.total.statement.low) < last_place_of(item.total)
    if is_right or _is_with_amounts(item, [made]) or not _would_be(item, made, way):
        return None
    return WrongSum(item.total, (count, item.price), made, is_product=True)


def _whole_count(item: _Item, word: str) -> Said | None:
    """Return the count right before a price that says of itself that it is of all."""
    count = item.text[max(item.text.index(item.price) - 1, 0)]
    if (
        count not in item.near
        or same_unit(count.statement.unit) != same_unit(word)
        or divisors_of(count.statement)
    ):
        return None
    is_exact = count.statement.direction is Direction.EXACT
    between = item.price.field.text[count.statement.end : item.total.statement.start]
    is_once = not any(times_said(between, 0, len(between))) and not _OFTEN.search(between)
    return count if is_exact and is_once and _OF_ALL.search(count.statement.before) else None


_OF_ALL = late("(?:共|合计|总计|全年|全部|累计|总[^，。；每各]{0,6})[^，。；每各]{0,6}\\Z")


def _wrong_loosely(item: _Item) -> WrongSum | None:
    """Return the total that an amount makes with one count of its sentence, of whatever, but for a digit."""
    price, total = item.price.statement, item.total.statement
    if not item.is_announced or _SEVERAL.search(total.before):
        return None
    fits = [said for said in item.near if _would_be_loosely(item, said)]
    if len(fits) != 1 or is_made_otherwise(item.total, (item.price,), price.low):
        return None
    before = [said for said in item.text if item.start <= said.statement.start < total.start]
    if leads_to(before, total) or some_add_up(before, item.total):
        return None
    return WrongSum(item.total, (fits[0], item.price), price.low * fits[0].statement.low, is_product=True)


_SEVERAL = late("[两三四五六七八九十各]")


def _would_be_loosely(item: _Item, count: Said) -> bool:
    return count.statement.low > 1 and _would_be(
        item,
        item.price.statement.low * count.statement.low,
        _Way(count.statement.low, (count,), is_full=False),
    )


def _is_explained(item: _Item, is_close: bool) -> bool:
    """Tell whether a total is a price times any number or several counts of its item, or that of several.

    A price that says what an amount right before it is for each has no part in the next one.
    """
    one, stated, written = item.price.statement, item.total.statement.low, item.price.field.text
    before = [said for said in item.text if item.start <= said.statement.start < one.start]
    mean = [said.statement.low for said in before[-1:] if is_amount(said)]
    numbers: set[Fraction] = {
        Fraction(times)
        for word in _OFTEN.findall(written, item.start, one.start - len(one.before))
        for times in TIMES_A_YEAR[word]
    }
    read = {said.statement.start for said in item.text}
    if not is_close:
        numbers |= {
            Fraction(match[0].replace(",", ""))
            for match in _NUMBER.finditer(written, item.start, item.total.statement.start)
            if match.start() not in read
        }
    counted = {
        Fraction(1),
        *numbers,
        *(value for said in item.text for value in (said.statement.stated, said.statement.low)),
    }
    labour = {said.statement.stated for said in item.counts if said.statement.dimension is Dimension.LABOUR}
    if stated / one.low in numbers | labour:
        return True
    if any(low / one.low in counted for low in mean):
        return True
    return _is_of_several_counts(item, is_close) or _is_of_several_prices(item)


def _is_with_amounts(item: _Item, ways: Iterable[Fraction]) -> bool:
    """Tell whether a total is amounts and a product: 大的1座12万元，小的4座、每座4.5万元，共30万元.

    Behind a total may stand what is paid from elsewhere, and before it what share of a product it is.
    """
    one, total = item.price.statement, item.total.statement
    beside = [said for said in item.text if said.statement.sentence == one.sentence]
    amounts = [said.statement for said in beside if is_amount(said)]
    sums = frozenset(accumulate(each.low for each in reversed(amounts) if each.start < one.start))
    shares = {said.statement.low for said in beside if said.statement.dimension is Dimension.RATIO}
    return any(
        total.low - made in sums
        or has_its_rest_behind(item.total, made, item.text)
        or total.low / made in shares
        or 1 - total.low / made in shares
        for made in ways
    )


def _is_of_several_counts(item: _Item, is_close: bool) -> bool:
    """Tell whether a total is a price times counts of one unit that stand in a row: 一期30人、二期40人.

    Between them their parts may stand in brackets: 3月30艘（木质18艘、钢质12艘），6月36艘.
    """
    price, stated = item.price.statement.low, item.total.statement.low
    by_unit: dict[tuple[str, bool, bool], list[Fraction]] = {}
    for said in item.near if is_close else item.counts:
        one, is_each = said.statement, bool(divisors_of(said.statement))
        if not is_close and one.start >= item.start:
            by_unit.setdefault((one.unit, is_each, False), []).append(one.stated)
        if not _is_of_some(said):
            by_unit.setdefault((one.unit, is_each, True), []).append(one.stated)
    sums = (
        made
        for lows in by_unit.values()
        for at in range(len(lows) - 1)
        for made in list(accumulate(lows[at:]))[1:]
    )
    return any(made * price == stated for made in sums)


def _is_of_several_prices(item: _Item) -> bool:
    """Tell whether the last prices, each with a count of its own, add up to a total."""
    total = item.total.statement
    money = [
        said
        for said in item.text
        if said.statement.dimension is Dimension.MONEY and item.start <= said.statement.start < total.start
    ]
    prices = list(takewhile(is_price, reversed(money)))
    if len(prices) == 1:
        return False
    sums = {Fraction(0)}
    for said in prices[:_MOST_TERMS]:
        one = said.statement
        near = [each.statement for each in item.counts]
        if len(prices) > _PAIR:
            near = [each for each in near if each.clause in range(one.clause - 2, one.clause + 2)]
        lows = {Fraction(1), *(each.low for each in near), *(each.stated for each in near)}
        sums = {made + one.low * low for made in sums for low in lows}
        if total.low in sums or len(sums) > _MOST_SUMS:
            return True
    return False


_OFTEN = late("[每逐]个?(半年|季度|季|月|周|学期)")
_PAIR, _MOST_TERMS, _MOST_SUMS = 2, 4, 4096
_NUMBER = late("(?<![0-9.])[0-9][0-9,]*(?:\\.[0-9]+)?(?![0-9.,]*(?:[月日号%％]|年(?!级)))")


def _is_of_each_of_some(item: _Item, ways: Iterable[Fraction]) -> bool:
    """Tell whether a total is several times what a price makes, by 各 or the times that its sentence names.

    3月、9月各一期, 春秋两季, 5月和10月.
    """
    written, end = item.price.field.text, item.total.statement.start
    often = {each.times for each in times_said(written, item.sentence, end)}
    often |= {Fraction(len(_MONTH.findall(written, item.sentence, end)))}
    if "各" in written[item.start : end]:
        often |= set(map(Fraction, range(2, _MOST_TERMS + 2)))
    every = (item.price.statement.low, *ways) if "各" in item.price.statement.before else ways
    return any(item.total.statement.low / made in often - {1} for made in every)


_MONTH = late("(?<![0-9])(?:1[0-2]|[1-9])月")


def _is_of_others_too(item: _Item, ways: Mapping[Fraction, _Way]) -> bool:
    """Tell whether a total is a product taken for another number of its sentence too: 10个点位同时."""
    for made, way in ways.items():
        ratio = item.total.statement.low / made
        units = {said.statement.unit for said in way.used}
        others = (said for said in item.near if said.statement.unit not in units)
        if any(said.statement.stated == ratio != 1 for said in others):
            return True
    return False


def _would_be(item: _Item, made: Fraction, way: _Way) -> bool:
    """Tell whether a total is what a way makes but for a slip of the hand in it or in one of the factors."""
    stated = item.total.statement.low
    least = 1 if item.is_announced and way.is_full else _SOME if item.is_announced else _MANY
    pairs = [(made, stated)]
    pairs += [
        (each, each * stated / made) for each in (said.statement.stated for said in (item.price, *way.used))
    ]
    return any(is_slip_of_hand(*pair) and _digits(*pair) >= least for pair in pairs)


def _digits(one: Fraction, other: Fraction) -> int:
    """Return how many digits the longer of two numbers has without the zeros around it."""
    return max(len(str(round(each * 10**_FINEST)).strip("0")) for each in (one, other))


_SOME, _MANY, _FINEST = 3, 4, 4
"""How many digits must agree where a total is announced, but not of what is counted, and where it is not."""
_OF_SOME = late("其中[^，。；]*\\Z|[（(][^）)]*\\Z")


def _is_of_some(said: Said) -> bool:
    """Tell whether a count is that of a part by 其中, or stands in brackets."""
    begin = max(0, said.statement.start - _NEAR)
    return _OF_SOME.search(said.field.text, begin, said.statement.start) is not None


_NEAR = 48


def _is_count(said: Said) -> bool:
    one = said.statement
    is_factor = one.dimension not in (Dimension.MONEY, Dimension.RATIO, Dimension.GRADE)
    return is_factor and one.is_one and one.low > 0


def _made(item: _Item, counts: Sequence[Said], begin: int) -> dict[Fraction, _Way]:
    """Return what a price makes in all ways, each with the fewest counts."""
    written, end = item.price.field.text, item.total.statement.start
    spans = {each.times for each in times_said(written, begin, end)}
    days = len(_DAYS.findall(written, begin, end))
    spans |= {Fraction(days)} if days > 1 else set()
    made: dict[Fraction, _Way] = {}
    ways = _ways(item.divisors, counts[-_MOST_COUNTS:], spans, 0)
    for _, way in zip(range(_MOST_WAYS), ways, strict=False):
        value = item.price.statement.low * way.times
        if (way.times != 1 or way.used) and (value not in made or len(way.used) < len(made[value].used)):
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
        read = divisors_of(said.statement, own_units(said.field.text)) if said else ()
        more = (read or ()) if deep < _MOST_DEEP else ()
        others = [each for each in counts if each is not said]
        for inner in (more, ()) if more else ((),):
            for way in _ways((*inner, *rest), others, spans, deep + 1):
                used = (said, *way.used) if said else way.used
                is_full = way.is_full and read is not None and len(inner) == len(more)
                is_close = way.is_close and (said is None or _is_by_its_words(said, first))
                yield _Way(factor / first.factor * way.times, used, is_full, is_close)


def _is_by_its_words(count: Said, divisor: Divisor) -> bool:
    """Tell whether a count has the unit of a divisor, or its noun: 600个往返航次 for 每航次."""
    one = count.statement
    return same_unit(one.unit) == same_unit(divisor.word) or counts_what_is_called(divisor.word, one)


def _served(
    divisor: Divisor, counts: Sequence[Said], spans: set[Fraction]
) -> Iterator[tuple[Said | None, Fraction]]:
    """Give the counts of what a price is for, or else how often its time comes in the year."""
    if divisor.word in _YEARS:
        yield None, divisor.factor
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
    if not divisor.word and one.dimension is Dimension.EVENTS:
        return True
    is_labour = dimension_of(divisor.word) is Dimension.LABOUR
    return cancels(one, divisor) or (divisor.word.startswith(one.unit) and not is_labour)
