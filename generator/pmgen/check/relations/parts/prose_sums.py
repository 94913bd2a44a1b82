"""Arithmetic that a text does itself: parts and their total, price times count, so much each month."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, groupby, pairwise

from pmgen.check.relations.amounts.price_products import (
    WrongSum,
    is_amount,
    wrong_amounts_before,
    wrong_price_products,
)
from pmgen.check.relations.parts.named_parts import parts_above_total, parts_short_of_total
from pmgen.check.relations.parts.reports_of_samples import wrong_reports
from pmgen.check.statements.comparing import PEOPLE, SOME_OF_THE_YEAR, TIMES_A_YEAR
from pmgen.check.statements.made_otherwise import times_said
from pmgen.check.statements.project_statements import Said, said_in
from pmgen.check.statements.reckonings import divisors_of
from pmgen.check.statements.sentence_bounds import sentence_end, sentence_start
from pmgen.check.statements.statement import Direction, Statement
from pmgen.check.wording.chinese_characters import HAN
from pmgen.check.wording.name_words import topic_pairs
from pmgen.late_pattern import late
from pmgen.model.units import Dimension

_GRAND_TOTAL = late("(?:合计|共计|总计|总共|总额|总投资|总预算)[^，]{0,6}\\Z")
_OF_WHICH = late("其中")
_NEARLY_ALL = Fraction(9, 10)
_LISTED_ON = late("等|以及其他|剩余|其余")
_LEAST_PARTS = 3


def wrong_sums(text: Sequence[Said]) -> Iterator[WrongSum]:
    """Give the totals of a text that are not what stands before or behind them."""
    for _, sentence in groupby(text, key=lambda said: said.statement.sentence):
        every = list(sentence)
        yield from wrong_price_products(every)
        yield from wrong_amounts_before(every)
        yield from parts_above_total(every)
    yield from parts_short_of_total(text)
    yield from wrong_reports(text)


def amounts_in(text: Sequence[Said]) -> list[Said]:
    """Return the amounts of a text without its prices."""
    return [each for each in text if is_amount(each)]


def some_add_up_to(amounts: Sequence[Said], total: Fraction) -> bool:
    """Tell whether amounts that stand one behind the other make a total, whatever stands around them."""
    lows = [each.statement.low for each in amounts]
    return any(total in accumulate(lows[at:]) for at in range(len(lows)))


def parts_of_purpose(text: Sequence[Said]) -> tuple[Said, ...]:
    """Return the amounts of a text that divide the budget; none where it says that they are not all."""
    if not text or _LISTED_ON.search(text[0].field.text):
        return ()
    source = text[0].field.text.find("资金来源")
    amounts = [each for each in amounts_in(text) if source < 0 or each.statement.start < source]
    if any(_GRAND_TOTAL.search(each.statement.before) for each in amounts):
        return ()
    if any(_OF_WHICH.search(each.statement.before) for each in amounts[1:]):
        return ()
    if any(_AMONG.match(each.statement.behind) for each in amounts):
        return ()
    if any(_EACH_HAS.search(each.statement.before) for each in amounts):
        return ()
    return _without_parts_of_one(amounts) if len(amounts) > 1 else ()


_EACH_HAS = late("(?:各|均)\\Z")
"""What stands before an amount that several have each."""
_AMONG = late("(?:之?中|里|内)[，,:：]?(?![央小心])")
"""What stands behind an amount that is divided further: 财政资金112万元中，……"""


def _without_parts_of_one(amounts: Sequence[Said]) -> tuple[Said, ...]:
    """Return amounts without those that, in a row, make up the one before them."""
    kept: list[Said] = []
    rest = list(amounts)
    while rest:
        first, *rest = rest
        kept.append(first)
        sums = list(accumulate(each.statement.low for each in rest))
        if first.statement.low in sums[1:]:
            del rest[: sums.index(first.statement.low) + 1]
    return tuple(kept) if len(kept) > 1 else ()


_NOT_ALL = late("其中|主要|重点")
_MOST_UNSAID = 2


def may_leave_something(parts: Sequence[Said], reckoned: Fraction, budget: Fraction) -> bool:
    """Tell whether amounts behind 其中 may be only a part of the budget; less than half of it is."""
    if reckoned * _MOST_UNSAID < budget:
        return True
    is_open = _NOT_ALL.search(parts[0].statement.before) is not None
    return is_open and (len(parts) < _LEAST_PARTS or reckoned < budget * _NEARLY_ALL) and reckoned < budget


_WHOLE_BUDGET = late(
    "(?:20[0-9]{2}年度?|本年度?|年度|全年|当年|本?项目|计划|拟|共|[省市区县]级|财政)*+(?:安排|投入|下达|申请|需要?)?+"
    "(?:财政|专项|项目)*+(?:资金|经费|总?投资|预算|总额)++(?:安排|投入|下达|合计|共计|总计|总额|为|约)*+"
)


def amount_of_all(text: Sequence[Said]) -> Said | None:
    """Return the amount that a text calls all of the money, 安排资金640万元; None where it does not."""
    whole = [each for each in text if is_amount(each) and _WHOLE_BUDGET.fullmatch(each.statement.before)]
    return whole[0] if len(whole) == 1 and not _LISTED_ON.search(whole[0].field.text) else None


@dataclass(frozen=True, slots=True)
class WrongPeriods:
    """So much each month, and for the year not so many times as much.

    It `is_certain` where the one stands right behind the other, with nothing that may explain it.
    """

    each: Said
    year: Said
    reckoned: Fraction
    is_certain: bool = False


_WHOLE_YEAR = late("全年|年度|一年|共计?|累计|合计|总计")


def wrong_periods(text: Sequence[Said], counts: Sequence[Statement]) -> Iterator[WrongPeriods]:
    """Give what a sentence says by the month and by the year, where the two do not fit.

    What each of many does each month comes for the year to so much for all of them: `counts` are those of
    the project.
    """
    for _, group in groupby(text, key=lambda said: said.statement.sentence):
        sentence = list(group)
        for said in sentence:
            times = _times_of(said, sentence) if said.statement.each else ()
            if not times or said.statement.per or said.statement.dimension is Dimension.MONEY:
                continue
            years = [each for each in sentence if each is not said and _is_of_year(each, said, sentence)]
            if len(years) != 1 or _is_of_some_months(said, years[0]):
                continue
            many = _how_many(said, years[0], counts, sentence)
            products = [said.statement.low * often * count for count in many for often in times]
            is_beside = _is_right_beside(said, years[0])
            if said.statement.each in _YEARS and (not is_beside or _OF_SOME.search(said.statement.before)):
                continue
            if (
                products
                and not _fits(said.statement, years[0].statement, products)
                and not (_are_about(said, years[0]) and _is_near(years[0].statement.low, products))
                and not (len(many) == 1 and _is_for_each_of_some(said, years[0], products[0]))
                and not (is_beside and _is_of_some(said, years[0], times[0]))
            ):
                is_of_each = _EACH_OF.search(said.statement.before) is not None and len(many) > 1
                all_of_them = said.statement.low * times[0] * many[-1]
                made = all_of_them if is_of_each else _nearest(years[0].statement.low, products)
                yield WrongPeriods(said, years[0], made, is_beside)


def _is_for_each_of_some(each: Said, year: Said, made: Fraction) -> bool:
    """Tell whether each of several that no number counts may have it: 城区和乡镇每月各1次，全年24次."""
    return "各" in each.statement.before and (year.statement.low / made).denominator == 1


_YEAR_BEHIND = late("[^，。；、0-9]{0,12}[，,、（(]?(?:全年|一年|年度)(?:内|计划|累计|合计|总计|共计?)*")
_EACH_BEHIND = late(
    "[^，。；、0-9]{0,8}[，,、（(](?:即|平均|均|按)?每个?(?:月|季度?|半年|学期)[^，。；、0-9]{0,4}"
)
_OF_THE_YEAR = late("全年|一年|年度|每年")
_YEARS = frozenset(["年", "年度"])
_EVEN_TIMES = frozenset(["月", "季度", "季", "半年", "学期"]) | _YEARS
_OF_SOME = late("[各均单人]|每(?!年)|的|和|及|、")
_MONTHS = 12


def _is_right_beside(each: Said, year: Said) -> bool:
    """Tell whether nothing stands between what a month has and what the year has: 每月2遍，全年24遍."""
    one, other, text = each.statement, year.statement, each.field.text
    if one.each not in _EVEN_TIMES:
        return False
    if one.start < other.start:
        return _YEAR_BEHIND.fullmatch(text, one.end, other.start) is not None
    is_alone = not one.behind and _OF_THE_YEAR.search(other.before) is not None
    return is_alone and _EACH_BEHIND.fullmatch(text, other.end, one.start) is not None


def _is_of_some(each: Said, year: Said, times: int) -> bool:
    """Tell whether what a year has may be that of some of its months, or of several with as much each."""
    one, ratio = each.statement, year.statement.low / each.statement.low
    text = each.field.text
    begin, end = sentence_start(text, one.start, "\n"), sentence_end(text, one.start, "\n")
    line = [said.statement for said in said_in(each.field) if begin <= said.statement.start < end]
    often = list(times_said(text, begin, end))
    if _MORE.search(text, sentence_start(text, one.start), sentence_end(text, one.start)):
        return True
    if ratio > times:
        first = min(one.start, year.statement.start)
        counts = {other.stated for other in line if other.start < first}
        return ratio / times in counts | {each.times for each in often}
    months = {each.times for each in often if text[each.start].isdigit()}
    months |= {other.stated for other in line if other.unit in _DAYS_AND_MONTHS}
    months |= {Fraction(_MONTHS + 1 - int(match[1])) for match in _FROM_THEN.finditer(text, begin, end)}
    return ratio in (months if one.each == "月" else {-(-number * times // _MONTHS) for number in months})


_MORE = late("加[密开练班场派]|[增追]加|另[行外]?[开增加安]|临时")
"""Words of what is done besides, or more often at some times."""
_FROM_THEN = late(
    "(?<![0-9])(1[0-2]|[1-9])月(?:份|[0-9]{1,2}日)?(?:[底末]?之?前)?(?:正式|全[面部])?"
    "(?:起|开[始馆放通业工园]|启[动用]|投[用运产入]|试?运[行营]|上线|建成|成立|完工|竣工)"
)
"""When something begins that is done from then on."""


def _times_of(said: Said, sentence: Sequence[Said]) -> tuple[int, ...]:
    """Return how often a time comes: in the year, or as 全年12个月 counts it; nothing if unclear."""
    times = (1,) if said.statement.each in _YEARS else TIMES_A_YEAR.get(said.statement.each, ())
    times_said = (each.statement for each in sentence if each.statement.unit in _DAYS_AND_MONTHS)
    counted = [each for each in times_said if not _is_of_one_time(each, said.statement)]
    if not counted:
        return times
    alike = [each for each in sentence if each.statement.base == said.statement.base]
    is_own = (
        len(counted) == 1
        and len(alike) == _EACH_AND_ALL
        and counted[0].unit == said.statement.each
        and not counted[0].each
    )
    is_exact = counted[0].is_one and counted[0].direction is Direction.EXACT
    return (int(counted[0].stated),) if times and is_own and is_exact else ()


_EACH_AND_ALL = 2
_WITHIN = late("(?:之|以)?内")


def _is_of_one_time(time: Statement, each: Statement) -> bool:
    """Tell whether a time is that of one occasion, 每次3天, in which something is answered, or the period."""
    is_of_each = bool(divisors_of(time)) and not time.each
    is_answer = time.direction is Direction.AT_MOST or _WITHIN.match(time.behind) is not None
    is_short = time.unit in _DAYS and each.each not in _DAYS
    is_behind = time.start > each.start and (is_of_each or (is_answer and is_short))
    return is_behind or time.before.endswith(("每", "隔"))


def _is_of_some_months(each: Said, year: Said) -> bool:
    """Tell whether a sentence speaks of a part of the year, and how often is not reckoned for it yet."""
    text, end = each.field.text, max(each.statement.end, year.statement.end)
    begin = sentence_start(text, each.statement.start)
    if each.statement.each.endswith("个月"):
        return False
    has_pause = _PAUSE.search(text, begin, sentence_end(text, end)) is not None
    return has_pause or SOME_OF_THE_YEAR.search(text, begin, end) is not None


_PAUSE = late(
    "除[^，。；]{1,16}外|(?:寒|暑|假|节|农忙|汛|冬|[0-9]月)[^，。；]{0,10}(?:除外|暂停|停办|停[止开课放演]|不[安组举开含计])"
)
"""Words of months in which nothing is done: 寒暑假不安排."""


def _nearest(stated: Fraction, products: Sequence[Fraction]) -> Fraction:
    """Return the product that is nearest to what is stated, which is most likely the one that was meant."""
    return min(products, key=lambda made: abs(made - stated))


def _are_about(each: Said, year: Said) -> bool:
    return Direction.ABOUT in (each.statement.direction, year.statement.direction)


def _is_near(stated: Fraction, products: Sequence[Fraction]) -> bool:
    return any(abs(made - stated) * 50 <= stated for made in products)


_MADE = late("(?:制作|拍摄|编[印发写辑制]|出版|采编|撰写)[^，。；]{0,16}\\Z")
_PUBLISHED = late(
    "[，（(](?:平均|均|按)?每个?(?:月|季度?)(?:平均|均|各)?(?:发布|推出|播出|刊[发出]|推送|出版|出刊|编[印发]|上线)+"
)
_NOT_ALL_YEAR = late(
    "[月周季][份度]?[至到—–～~-]|期间|[暑寒]假|汛期|学期|起|集中|连续|分[两三四2-9]|[0-9一二三四五六七八九十]个月|[0-9]月[、和]|[春夏秋冬]季|下半年|上半年"
)


def wrong_series(text: Sequence[Said]) -> Iterator[WrongPeriods]:
    """Give what is made for the year, and less than what is to be published of it: 制作4条，每月发布1条."""
    for made, each in pairwise(text):
        one, other = made.statement, each.statement
        times = TIMES_A_YEAR.get(other.each, ())
        are_alike = one.unit == other.unit and one.is_one and other.is_one and not one.each and not one.per
        if not times or not are_alike or not _MADE.search(one.before):
            continue
        written = made.field.text
        if not _PUBLISHED.fullmatch(written, one.end, other.start) or _NOT_ALL_YEAR.search(_sentence(made)):
            continue
        are_exact = {one.direction, other.direction} == {Direction.EXACT}
        if are_exact and one.low < other.low * times[0]:
            yield WrongPeriods(each, made, other.low * times[0])


def _sentence(said: Said) -> str:
    """Return the sentence that a number stands in."""
    text, start = said.field.text, said.statement.start
    begin = sentence_start(text, start)
    end = sentence_end(text, start)
    return text[begin:end]


_DAYS = frozenset(["天", "日", "工作日"])
_DAYS_AND_MONTHS = _DAYS | frozenset(["周", "星期", "月", "季度", "学期"])
"""Units of a time that is counted: who is open on 300天 is not on 365."""

_EACH_OF = late(f"[每单各](?:个|一|名|位)?(?![年月周日天季学半旬次小])({HAN})")


def _how_many(
    each: Said, year: Said, counts: Sequence[Statement], sentence: Sequence[Said]
) -> list[Fraction]:
    """Return how many do so each time: one, all of 每馆 or those named before, or nobody knows."""
    match = _EACH_OF.search(each.statement.before)
    before = [one.statement for one in sentence if one.statement.start < each.statement.start]
    found = (_counted_by(match[1], before) or _counted_by(match[1], counts)) if match else set()
    if match is None or (not found and match.group().startswith("各")):
        return [Fraction(1), *(one.low for one in before)]
    if found and not _GRAND_TOTAL.search(year.statement.before):
        found.add(Fraction(1))
    return sorted(found)


def _counted_by(noun: str, counts: Sequence[Statement]) -> set[Fraction]:
    """Return how many there are of what a noun names; all people may be meant by 每人."""
    are_people = noun in "人名位生"
    return {
        one.low
        for one in counts
        if one.is_one
        and (noun in one.unit or noun in one.behind[:10] or (are_people and one.dimension in PEOPLE))
    }


_TIMES = late("[每逐按]个?(?:半?[年月]|[周日天旬]|季度?|学期)|全年|年度|一年|共计?|累计")


def _is_of_year(year: Said, each: Said, sentence: Sequence[Said]) -> bool:
    one, other = year.statement, each.statement
    if one.each or one.base != other.base or one.dimension is Dimension.RATIO:
        return False
    is_near = abs(one.clause - other.clause) <= 1 or _is_behind_details(year, each, sentence)
    topics = [topic_pairs(_TIMES.sub(" ", each.before)) for each in (one, other)]
    is_same = topics[0] <= topics[1] or topics[1] <= topics[0]
    if one.start < other.start and not topic_pairs(other.behind) <= topic_pairs(f"{one.before} {one.behind}"):
        return False
    return is_near and is_same and _WHOLE_YEAR.search(one.before) is not None and one.unit == other.unit


def _is_behind_details(year: Said, each: Said, sentence: Sequence[Said]) -> bool:
    """Tell whether only what each occasion takes stands between two numbers: 每月3次，每次2人，全年24次."""
    first, last = each.statement.clause, year.statement.clause
    said_of = {
        one.statement.clause: one.statement.before.removeprefix("为").startswith(f"每{each.statement.unit}")
        for one in sentence
        if first < one.statement.clause < last
    }
    return first < last == first + len(said_of) + 1 and all(said_of.values())


def _fits(each: Statement, year: Statement, products: Sequence[Fraction]) -> bool:
    """Tell whether a year has one of the products; at least so much each time allows more.

    Where both are limits, the year's is reckoned from the other, and much more of one is that of many.
    """
    if each.direction is year.direction is Direction.AT_LEAST:
        return year.low > max(products) or any(often <= year.low <= often * 2 for often in products)
    if Direction.AT_LEAST in (each.direction, year.direction):
        return year.high >= min(products) or year.direction is Direction.AT_LEAST
    return any(year.low <= often <= year.high for often in products)


def words_and_digits(text: Sequence[Said]) -> Iterator[tuple[Said, Said]]:
    """Give the amounts that stand in characters beside digits and are others: 560万元（伍佰陆拾伍万元整）."""
    for one, other in pairwise(text):
        between = one.field.text[one.statement.end : other.statement.start]
        is_pair = one.statement.in_characters is not other.statement.in_characters
        are_money = one.statement.base == other.statement.base == "元"
        if is_pair and are_money and _BESIDE.fullmatch(between) and one.statement.low != other.statement.low:
            yield one, other


_BESIDE = late("整?[\\s（(]*(?:大写|小写|即|人民币|[:：¥￥])*[\\s（(]*")
