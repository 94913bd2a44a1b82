"""Whether a total that some numbers do not make is made by them with others of its text: these explain it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, combinations
from math import prod

from pmgen.check.statements.comparing import PEOPLE, THINGS, TIMES_A_YEAR, are_comparable
from pmgen.check.statements.project_statements import Said, said_in
from pmgen.check.statements.reckonings import can_make, cancels, divisors_of
from pmgen.check.statements.sentence_bounds import sentence_end, sentence_start
from pmgen.check.statements.slips import is_slip_of_hand
from pmgen.check.statements.statement import Statement
from pmgen.check.statements.wrong_result import last_place_of_share
from pmgen.late_pattern import late
from pmgen.model.units import Dimension, same_unit

_ENDS = "。\n"
_MOST_FACTORS, _MOST_TERMS = 3, 3
_MOST_NEAR, _MOST_LIKE = 8, 10
_IN_WORDS = (
    (late("[每逐按]个?月|月[均度]"), 12),
    (late("[每逐按]个?季|季[均度]"), 4),
    (late("[每逐按]个?周|周均"), 52),
    (late("[每逐按]个?[天日]|[天日]均"), 365),
    (late("半年|[两双]|[上春早][、和]?[下秋晚]|[0-9][日月次期][、和][0-9]{1,2}[日月次期]"), 2),
)
"""Words of a sentence by which a number may be taken so many times without another number."""


def is_made_otherwise(
    total: Said, accused: Sequence[Said], made: Fraction, *, of_parts: bool = False
) -> bool:
    """Tell whether accused numbers make a total together with others of its text, or others alone make it.

    62天，在6处各安排2人，共744人次 is 6 times 2 for each of 62 days; 304家，其他省市10家、境外6家 are 320.
    A total that is told to be that of its parts, `of_parts`, is not that of others that are added up.
    """
    if not made or not total.statement.low or total.statement.dimension is Dimension.RATIO:
        return False
    known = {total.statement, *(each.statement for each in accused)}
    every = [each.statement for each in said_in(total.field) if each.statement.is_one]
    rest = [one for one in every if one not in known and one.low > 0]
    begin, end = _sentence_of(total)
    near = sorted(
        (one for one in rest if begin <= one.start < end),
        key=lambda one: abs(one.start - total.statement.start),
    )
    words = total.field.text[begin:end]
    if _is_multiplied(total, accused, made, (near, rest), words) or _is_added(total, made, near):
        return True
    return _is_made_by_others(total, of_parts=of_parts)


def is_made_with_others(total: Said, accused: Sequence[Said], made: Fraction) -> bool:
    """Tell whether what accused numbers make is a total with other numbers of its item, exactly.

    160户每月4小时，全年7680小时 is 48小时 for each; 280人次，比日均250人次增长12% makes a year of 280.
    A price for each day, or for each time, of which the text does not say how many there are, is taken any
    whole number of times.
    """
    if not made or not total.statement.low or total.statement.dimension is Dimension.RATIO:
        return False
    used = [each.statement for each in accused]
    begin, end = (find(total.field.text, total.statement.start) for find in (sentence_start, sentence_end))
    every = [each.statement for each in said_in(total.field)]
    rest = (one for one in every if one not in (total.statement, *used))
    others = [one for one in rest if one.is_one and not one.is_change]
    near = [one for one in others if begin <= one.start < end]
    units = {same_unit(one.unit) for one in (total.statement, *used)}
    counts = [as_times(one) for one in near if _is_count(one) and same_unit(one.unit) not in units]
    counts += _unread(total.field.text, begin, end, every)
    factors = [count for count in counts if count > 1][:_MOST_NEAR]
    ratios = _ratios(total.statement, used, made)
    if any(_have_product(factors, ratio, 1) for ratio in ratios):
        return True
    return _is_of_another(used, near, ratios) or _is_open(total, used, others)


def is_made_with_another_count(
    total: Said, accused: Sequence[Said], made: Fraction, targets: Collection[Statement]
) -> bool:
    """Tell whether a total is the product of accused numbers with another count in place of one of them.

    That is a target or another number of the text which is no slip of it, 每只420元 of 56只 in 28个居民区,
    or several of the sentence added up: 小组赛48场、淘汰赛16场，每场2人、每人100元.
    """
    said = [each.statement for each in said_in(total.field)]
    if _is_made_for_other_times(total.statement, accused, made, said):
        return True
    lows = {one.low for one in (*targets, *said) if one.dimension not in _NO_COUNTS} - {total.statement.low}
    for each in accused if len(accused) > 1 else ():
        others = prod((one.statement.low for one in accused if one is not each), start=Fraction(1))
        needed, low = total.statement.low / others if others else Fraction(0), each.statement.low
        if needed.denominator == 1 < needed and (
            (needed in lows and needed >= _LEAST_COUNT and not is_slip_of_hand(needed, low))
            or needed in _added_to(each)
        ):
            return True
    return False


def _is_made_for_other_times(
    total: Statement, accused: Sequence[Said], made: Fraction, every: Sequence[Statement]
) -> bool:
    """Tell whether what is taken for all times of a year is said to be for some: 4月至12月的9个月."""
    once = prod((as_times(each.statement) for each in accused), start=Fraction(1))
    if made in (0, once):
        return False
    return total.low / once in {each.stated for each in every if each.dimension is Dimension.TIME}


_LEAST_COUNT = 10
_NO_COUNTS = frozenset([Dimension.MONEY, Dimension.RATIO])


def _added_to(said: Said) -> set[Fraction]:
    """Return what numbers right before one of its unit make with it."""
    one, unit = said.statement, same_unit(said.statement.unit)
    before = [
        each.statement.low
        for each in said_in(said.field)
        if each.statement.sentence == one.sentence
        and each.statement.start < one.start
        and same_unit(each.statement.unit) == unit
        and not divisors_of(each.statement)
    ]
    return {one.low + made for made in accumulate(reversed(before))}


def _ratios(total: Statement, used: Sequence[Statement], made: Fraction) -> set[Fraction]:
    """Return how often a total has what is made, or a number of each time in the year, which others share."""
    often = TIMES_A_YEAR.get(used[0].each, ()) if len(used) == 1 and used[0].low else ()
    return {total.low / used[0].low / times for times in often} or {total.low / made}


def _unread(text: str, begin: int, end: int, read: Sequence[Statement]) -> list[Fraction]:
    """Return the numbers of a sentence whose units are not known."""
    starts = {one.start for one in read}
    found = _NUMBER.finditer(text, begin, end)
    return [Fraction(match[0].replace(",", "")) for match in found if match.start() not in starts]


_NUMBER = late("(?<![0-9.〔第])[1-9][0-9,]*(?:\\.[0-9]+)?(?=[^\\W0-9_年月日号])")


def _is_of_another(
    used: Sequence[Statement], near: Sequence[Statement], ratios: Collection[Fraction]
) -> bool:
    """Tell whether a total is made of another number of an item in place of one of its unit."""
    pairs = ((each, one) for one in used if one.low for each in near)
    return any(
        same_unit(each.unit) == same_unit(one.unit) and each.low / one.low in ratios for each, one in pairs
    )


def _is_open(total: Said, used: Sequence[Statement], others: Sequence[Statement]) -> bool:
    """Tell whether a total is a price for a time of which nothing says how many there are, whole times."""
    once = prod(
        (one.low if one.dimension is Dimension.MONEY else one.stated for one in used), start=Fraction(1)
    )
    times = total.statement.low / once if once else Fraction(0)
    is_of_year = _WHOLE_YEAR.search(total.statement.before) is not None
    for one in used if times.denominator == 1 < times else ():
        for divisor in divisors_of(one) or ():
            is_open = not any(cancels(each, divisor) for each in (*used, *others) if each is not one)
            if is_of_year and divisor.word == "月":
                continue
            if is_open and one.dimension is Dimension.MONEY and times <= _MOST_OPEN.get(divisor.word, 0):
                return True
    return False


_WHOLE_YEAR = late("全年|年度|一年")
_MOST_OPEN = {"天": 366, "日": 366, "周": 53, "月": 12, "次": 366}


def _sentence_of(said: Said) -> tuple[int, int]:
    text, start = said.field.text, said.statement.start
    return sentence_start(text, start, _ENDS), sentence_end(text, start, _ENDS)


def _is_multiplied(
    total: Said,
    accused: Sequence[Said],
    made: Fraction,
    others: tuple[Sequence[Statement], Sequence[Statement]],
    words: str,
) -> bool:
    """Tell whether what the accused make, or one of them that is for each, is a total times other numbers."""
    near, rest = others
    statements = [each.statement for each in accused]
    bases = {one.low: [one] for one in statements if divisors_of(one) and can_make(one, total.statement)}
    if len(statements) > 1:
        bases[made] = statements
    for base, used in bases.items():
        unused = [one for one in statements if one not in used]
        counts = [*unused, *(one for one in near if not _is_another_of(one, unused))]
        often = _often(counts, words)
        afar = [one for one in rest if one not in near and not _is_another_of(one, unused)]
        for far in (Fraction(1), *_served(used, afar)):
            times = total.statement.low / base / far
            if times in often or (far != 1 and times in said_by(words)):
                return True
    return False


def _is_another_of(one: Statement, unused: Sequence[Statement]) -> bool:
    """Tell whether a number counts what an accused one counts: the batches of another item."""
    return any(same_unit(one.unit) == same_unit(each.unit) for each in unused)


def _often(near: Sequence[Statement], words: str) -> set[Fraction]:
    """Return the products of some of the counts of a sentence, and of what its words multiply by."""
    counts = [as_times(one) for one in near if _is_count(one)]
    times = {Fraction(1)}
    for size in range(1, _MOST_FACTORS + 1):
        for some in combinations(counts[:_MOST_NEAR], size):
            product = Fraction(1)
            for each in some:
                product *= each
            times.add(product)
    spans = [int(last) - int(first) + 1 for first, last in _MONTHS.findall(words)]
    seasons = {Fraction(sum(spans))} if len(spans) > 1 else set()
    return times | seasons | {each * more for each in times - {1} for more in said_by(words)}


_MONTHS = late("(?<![0-9])(1[0-2]|[1-9])月?[至到—~-](1[0-2]|[1-9])月")
"""Some months, of which a sentence may name several: 3月至5月、9月至11月每月2场."""


def said_by(words: str) -> set[Fraction]:
    """Return how many times words of a sentence make something be taken without a number: 每月, 早晚."""
    return {Fraction(times) for pattern, times in _IN_WORDS if pattern.search(words)}


def _is_count(one: Statement) -> bool:
    return one.dimension not in (Dimension.MONEY, Dimension.GRADE) and not one.is_change


def _served(used: Sequence[Statement], rest: Sequence[Statement]) -> Iterator[Fraction]:
    """Give the counts anywhere in a text of what is taken for each of: 2.4万平方米 of 每平方米12元."""
    for one in used:
        for divisor in divisors_of(one) or ():
            yield from (each.low / divisor.factor for each in rest if cancels(each, divisor))


def _is_added(total: Said, made: Fraction, near: Sequence[Statement]) -> bool:
    """Tell whether what the accused make is a total with some more that the sentence counts alike."""
    beside = _BESIDE.match(total.field.text, total.statement.end)
    also = beside[1] if beside else ""
    terms = [one.low for one in near if _is_alike(one, total.statement) or one.unit == also][:_MOST_LIKE]
    missing = total.statement.low - made
    if missing <= 0:
        return False
    sizes = range(1, _MOST_TERMS + 1)
    return any(sum(some) == missing for size in sizes for some in combinations(terms, size))


_BESIDE = late("[（(/]([^（()）0-9]{1,3})[)）]?")
"""Another unit that a total has as well: 900批次（件）."""


def _is_alike(one: Statement, total: Statement) -> bool:
    is_counted = one.dimension not in THINGS or same_unit(one.unit) == same_unit(total.unit)
    return is_counted and are_comparable(one, total) and not divisors_of(one) and not one.is_change


def _is_made_by_others(total: Said, *, of_parts: bool) -> bool:
    """Tell whether any two or three numbers of the line of a total make it: multiplied, or added up."""
    one = total.statement
    line, sentence = _line_of(total), _sentence_of(total)[0]
    every = (each.statement for each in said_in(total.field))
    others = [each for each in every if _may_explain(each, one) and line[0] <= each.start < line[1]]
    near = sorted(others, key=lambda each: abs(each.start - one.start))[:_MOST_OTHERS]
    terms = [each for each in near if can_make(each, one)]
    times = list(times_said(total.field.text, *line))
    if _is_product(one, terms, near, times):
        return True
    beside = [each for each in others if each.start >= sentence]
    often = [each for each in times if each.start >= sentence]
    return not of_parts and (_is_sum(one, terms) or _is_sum_of_products(one, beside, often))


_MOST_OTHERS = 12


def _line_of(total: Said) -> tuple[int, int]:
    """Return where the line of a total begins, and where its item ends, behind which nothing explains it."""
    text, start = total.field.text, total.statement.start
    ends = (at for mark in "。；;\n" if (at := text.find(mark, start)) >= 0)
    return text.rfind("\n", 0, start) + 1, min(ends, default=len(text))


def _may_explain(one: Statement, total: Statement) -> bool:
    if one.dimension is Dimension.TIME is total.dimension and one.unit != total.unit:
        return False
    return one.start != total.start and one.is_one and one.low > 0 and not one.is_change


@dataclass(frozen=True, slots=True)
class Times:
    """How often something is done by words that give no number with a unit, and where they stand."""

    start: int
    times: Fraction


def times_said(text: str, begin: int, end: int) -> Iterator[Times]:
    """Give the months and days of spans, 8 of 5月至12月, 122 of 6月1日至9月30日, and the 2 of 分两期."""
    for match in _SPAN.finditer(text, begin, end):
        first, last = int(match["month"]), int(match["last"])
        if match["day"] and match["to"]:
            days = _day_of_year(last, int(match["to"])) - _day_of_year(first, int(match["day"]))
            yield Times(match.start(), Fraction(days % _DAYS + 1))
        else:
            yield Times(match.start(), Fraction((last - first) % 12 + 1))
    for match in _IN_CHARACTERS.finditer(text, begin, end):
        yield Times(match.start(), Fraction(_NUMBERS.find(match["number"].replace("两", "二"))))


_SPAN = late(
    "(?<![0-9])(?P<month>1[0-2]|[1-9])月?(?:(?P<day>[12][0-9]|3[01]|[1-9])日)?[至到—~～-](?:次年|翌年)?"
    "(?P<last>1[0-2]|[1-9])月(?:(?P<to>[12][0-9]|3[01]|[1-9])日)?"
)
_NUMBERS = "零一二三四五六七八九十"
_IN_CHARACTERS = late("(?P<number>[两二三四五六七八九十])(?=个|[季次轮班茬遍期批学场组道类项级])")
_DAYS = 365
_DAYS_BEFORE = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)


def _day_of_year(month: int, day: int) -> int:
    return _DAYS_BEFORE[month - 1] + day


def _is_product(
    total: Statement, terms: Sequence[Statement], others: Sequence[Statement], times: Sequence[Times]
) -> bool:
    """Tell whether a total is a number that is for each, or counted in another unit, some times."""
    often = {each.times for each in times}
    for term in terms:
        counts = [as_times(each) for each in others if each is not term and _is_count(each) and each.low != 1]
        factors = [*counts, *often, *map(Fraction, TIMES_A_YEAR.get(term.each, ())[:1])]
        is_of_each = _OF_EACH.search(term.before) is not None or bool(term.per) or bool(term.each)
        if not is_of_each and term.unit == total.unit:
            continue
        for divided in (Fraction(1), *(each.factor for each in divisors_of(term) or ())):
            if _have_product(factors, total.low / term.low * divided, 1):
                return True
    if terms or total.dimension not in _COUNTED:
        return False
    return _have_product([*(as_times(each) for each in others if _is_count(each)), *often], total.low, 2)


_COUNTED = PEOPLE | THINGS | {Dimension.EVENTS}
_OF_EACH = late("[每各均单]")


def as_times(one: Statement) -> Fraction:
    """Return how many times a number makes something be taken: 2 of 2小时, and not its seconds."""
    return one.stated if one.dimension is Dimension.TIME else one.low


def _have_product(factors: Sequence[Fraction], product: Fraction, least: int) -> bool:
    sizes = range(least, _MOST_FACTORS + 1)
    return any(prod(some) == product for size in sizes for some in combinations(factors, size))


def _is_sum(total: Statement, terms: Sequence[Statement]) -> bool:
    lows = [each.low for each in terms if _is_alike(each, total)]
    return any(sum(some) == total.low for size in (2, 3) for some in combinations(lows, size))


def _is_sum_of_products(total: Statement, beside: Sequence[Statement], times: Sequence[Times]) -> bool:
    """Tell whether numbers in a row, each as many times as stands beside it, are a total.

    3月至6月每月90只、9月至11月每月80只 are 600只.
    """
    terms = [each for each in beside if can_make(each, total)]
    made = [_multiples(at, terms, beside, times) for at in range(len(terms))]
    for first in range(len(made)):
        sums = made[first]
        for more in made[first + 1 : first + _MOST_TERMS]:
            sums = {one + other for one in sums for other in more}
            if total.low in sums:
                return True
    return False


def _multiples(
    at: int, terms: Sequence[Statement], beside: Sequence[Statement], times: Sequence[Times]
) -> set[Fraction]:
    """Return what a term makes with what stands between it and the terms beside it."""
    term = terms[at]
    begin = terms[at - 1].end if at else 0
    end = terms[at + 1].start if at + 1 < len(terms) else term.end + _BEHIND
    counts = [
        as_times(each)
        for each in beside
        if each is not term and _is_count(each) and begin <= each.start < end
    ]
    counts += [each.times for each in times if begin <= each.start < end]
    factors = counts[-_MOST_COUNTS:]
    made = {term.low * prod(some) for size in (1, 2) for some in combinations(factors, size)}
    return made or {term.low}


_BEHIND, _MOST_COUNTS = 16, 4


def is_share_made_otherwise(share: Said, part: Said, whole: Said) -> bool:
    """Tell whether a part is a share of another whole of its line, or a whole has that share of another part.

    48000亩，其中甲镇20000亩、乙镇28000亩，占全区50000亩的96% is the share of the first number. What is more
    or less counts alike: 由1488个增至1848个，增长24.2%.
    """
    one, room = share.statement, last_place_of_share(share)
    if one.dimension is not Dimension.RATIO:
        return False
    begin, end = _line_of(share)
    every = (each.statement for each in said_in(share.field) if begin <= each.statement.start < end)
    alike = [each for each in every if each.is_one and each.low > 0 and each.base == whole.statement.base]
    pairs = [(part.statement, each) for each in alike]
    pairs += [(each, whole.statement) for each in alike]
    shares = [some.low / every.low for some, every in pairs if every.low and some != every]
    return any(abs(each - one.low) < room or abs(abs(1 - each) - one.low) < room for each in shares)
