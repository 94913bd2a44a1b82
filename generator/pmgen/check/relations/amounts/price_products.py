"""What a sentence reckons with one price: how many, how often, and what that comes to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import accumulate, combinations, product

from pmgen.check.relations.parts.named_totals import is_paid_in_part, is_total_of_named
from pmgen.check.statements.comparing import STANDARD, TIMES_A_YEAR
from pmgen.check.statements.explanations import leads_to
from pmgen.check.statements.project_statements import Said, said_in
from pmgen.check.statements.reckonings import Divisor, cancels, divisors_of
from pmgen.check.statements.slips import is_slip_of_digits
from pmgen.check.statements.statement import Direction, Statement
from pmgen.check.statements.wrong_result import last_place_of
from pmgen.late_pattern import late
from pmgen.model.chinese_numerals import read_chinese_numeral
from pmgen.model.units import Dimension, in_base_unit, same_unit

_TOTAL = late(
    "(?:合计|共计|总计|总共|共需?|小计|计|需|约|为|等于|[=：:]|(?:补助|补贴|所需|需要|全年|年度)?(?:资金|经费|费用|金额|总额)?"
    "|全年|年度|总额|总价|总金额|人民币|财政|安排|支付|支出|开支|列支|花费|拨付|兑付|发放|投入|奖励|奖金|奖补|慰问|资助|救助){1,5}\\Z"
)
_OF_EACH = late(
    "每(?!年)|单价|均价|[人户亩件场次班车床天日月篇课宗案]均|/|[百千万](?:字|人|册|亩|次)\\Z|" + STANDARD
)
_NEXT_PRICE = late(
    "(?:每(?!年)|单价|均价)[^，,。；;、：:（()）]{0,16}[0-9][0-9.,]*[万千百]?元[^，,。；;：:（()）]{0,8}"
    "[、和及][^，,。；;、：:（()）共计总需全]{0,10}\\Z"
)
"""What stands before a second price of the same: 每盏每年电费210元、维护费."""
_LISTED_PRICE = late(
    "(?:每(?!年)|单价|标准|均)[^，,。；;：:（()0-9]{0,16}"
    "(?:[0-9][0-9.,]*[万千百]?元?(?:以内)?[、和及与]){1,6}\\Z"
)
"""What stands before a further price of a list: 户均分别补助1.2万元、."""
_LONGEST_PRICE = 48
_LISTS = frozenset("、和及与")
_DIGIT = late("[0-9]")
_EQUALS = late("[=＝]")
_MOST_FACTORS = 4


@dataclass(frozen=True, slots=True)
class WrongSum:
    """A total in a text and what its parts or factors come to instead."""

    total: Said
    parts: tuple[Said, ...]
    reckoned: Fraction
    is_product: bool = False


def is_price(said: Said) -> bool:
    """Tell whether a quantity is money for each of something."""
    statement = said.statement
    if statement.dimension is not Dimension.MONEY:
        return False
    words = statement.before if statement.per else _EQUALS.split(statement.before)[-1]
    return bool(statement.per or _OF_EACH.search(words) or _is_next_price(said))


def _is_next_price(said: Said) -> bool:
    """Tell whether an amount stands right behind a price in a list of these."""
    text, end = said.field.text, said.statement.start
    begin = max(0, end - _LONGEST_PRICE)
    is_listed = text[end - 1 : end] in _LISTS and _LISTED_PRICE.search(text, begin, end)
    return bool(is_listed or _NEXT_PRICE.search(text, begin, end))


def is_amount(said: Said) -> bool:
    """Tell whether a quantity is an amount of money."""
    return said.statement.dimension is Dimension.MONEY and said.statement.is_one and not is_price(said)


def is_first(said: Said) -> bool:
    """Tell whether nothing stands before a quantity but the words of its clause."""
    return said.statement.start == len(said.statement.before)


def wrong_price_products(sentence: Sequence[Said]) -> Iterator[WrongSum]:
    """Give each total behind one price and its counts that no product of them makes."""
    for prices, every, total in _reckoned_totals(sentence):
        counts = _with_results(every)
        if len(prices) != 1 or not 1 <= len(counts) <= _MOST_FACTORS:
            continue
        if _begins_another(prices[0], counts) or _is_of_some(prices[0], counts):
            continue
        price, text = prices[0], total.field.text
        first = min(said.statement.start for said in (price, *counts))
        begin = max(text.rfind(end, 0, first) for end in "。；;\n") + 1
        often = _said_in_words(text[begin : total.statement.start])
        possible = _products(price.statement, [each.statement for each in counts], often)
        factors = (price, *counts, *_times_elsewhere(sentence, counts))
        is_made = total.statement.low in possible or leads_to(factors, total.statement)
        is_made = is_made or leads_to(_up_to(total), total.statement) or is_paid_in_part(first, total)
        is_made = is_made or _is_all_of_one(price, often, total) or _is_as_often(price, counts, total)
        if possible and not is_made and _are_all_read(price, counts, total) and _is_counted(price, counts):
            meant = _most_likely(_of_whole_year(possible, price, counts, total), total)
            used = _made_of(price, counts, often, meant)
            is_clear = not _has_a_whole_or_part_of(used, counts)
            if has_its_rest_behind(total, meant, sentence):
                continue
            if is_clear or is_slip_of_digits(meant, total.statement.low):
                yield WrongSum(total, (price, *used), meant, is_product=True)


def has_its_rest_behind(total: Said, made: Fraction, text: Sequence[Said]) -> bool:
    """Tell whether the sentence goes on with what a total lacks: 需8万元，另1万元由上年结余解决."""
    behind = (said for said in text if is_amount(said) and said.statement.start > total.statement.start)
    rests = (said.statement.low for said in behind if said.statement.sentence == total.statement.sentence)
    return made - total.statement.low in accumulate(rests)


def _most_likely(possible: set[Fraction], total: Said) -> Fraction:
    """Return what a total may have been but for a slip of the hand, or else what is nearest to it."""
    slips = {each for each in possible if is_slip_of_digits(each, total.statement.low)}
    return min(slips or possible, key=lambda each: abs(each - total.statement.low))


def _of_whole_year(
    possible: set[Fraction], price: Said, counts: Sequence[Said], total: Said
) -> set[Fraction]:
    """Return the products that may be a total of 全年: of a price by the month those for all months."""
    often = TIMES_A_YEAR.get(price.statement.each, ())
    if not often or not _ALL_YEAR.search(total.statement.before):
        return possible
    factors = [{Fraction(1), *_as_factor(each.statement)} for each in counts]
    once = {price.statement.low * _multiplied(some) for some in product(*factors)}
    return {each for each in possible if any(each / times in once for times in often)} or possible


_ALL_YEAR = late("全年|年度|一年")


def _made_of(
    price: Said, counts: Sequence[Said], often: Sequence[set[Fraction]], made: Fraction
) -> Sequence[Said]:
    """Return the fewest of the counts with which a price makes an amount."""
    for size in range(1, len(counts)):
        for some in combinations(counts, size):
            if made in _products(price.statement, [said.statement for said in some], often):
                return some
    return counts


_EACH_TIME = late("每[^每，。；]{1,6}每[次期季场轮批]")


def _is_all_of_one(price: Said, often: Iterable[set[Fraction]], total: Said) -> bool:
    """Tell whether a total is what one gets in all its times: 两次走访420户，每户每次300元，全年600元."""
    is_each_time = _EACH_TIME.search(price.statement.before) is not None
    return is_each_time and any(
        price.statement.low * times == total.statement.low for options in often for times in options
    )


def _is_as_often(price: Said, counts: Sequence[Said], total: Said) -> bool:
    """Tell whether a price for each time makes a total with a number of times said elsewhere in the text.

    108次 before 每次2名律师，每人每次补贴200元，全年计4.32万元.
    """
    if not any(divisor.word == "次" for divisor in divisors_of(price.statement) or ()):
        return False
    made = price.statement.low
    for each in counts:
        made *= each.statement.low
    every = (each.statement for each in said_in(price.field) if each.statement.dimension is Dimension.EVENTS)
    return any(made * each.low == total.statement.low for each in every)


_EXPLAINED = late("[^，。；：（(]{0,6}[：:，,][^，。；：（()）]{0,16}")
_NOT_ALL = late(
    "另|其[余他中]|以及|等(?!级|次|候|额)|[包不]?含|不足|自筹|自付|折|[%％成]|最[高低多少]|上限|不超|以内|左右|约|首[付款]|预付|尾款|余款"
    "|质保|分[期年]|配套|承担|分担|上年|去年|累计|结[余转]|缺口|差额|据实|补足|部分|[省市区县中]央?级?(?:补助|资金|财政)|余|先|[×xX*=＝]"
)


def wrong_amounts_before(sentence: Sequence[Said]) -> Iterator[WrongSum]:
    """Give each amount behind which its item has one price and its counts, that no product of them makes.

    电子标签4.80万元：32000枚，每枚0.50元.
    """
    amounts = [said for said in sentence if is_amount(said)]
    factors = [said for said in sentence if amounts and said.statement.start > amounts[-1].statement.start]
    prices = [said for said in factors if is_price(said)]
    counts = [said for said in factors if not is_price(said)]
    if len(prices) != 1 or not 1 <= len(counts) <= _MOST_FACTORS:
        return
    total, price, text = amounts[-1], prices[0], amounts[-1].field.text
    end = min(
        (at for mark in "。；;\n" if (at := text.find(mark, total.statement.end)) >= 0), default=len(text)
    )
    begin = total.statement.start - len(total.statement.before)
    is_explained = _EXPLAINED.fullmatch(text, total.statement.end, factors[0].statement.start)
    if not is_explained or _NOT_ALL.search(text, begin, end) or _TOTAL.fullmatch(total.statement.before):
        return
    every = (price, *counts)
    if any(said.statement.direction is not Direction.EXACT for said in (*every, total)):
        return
    often = _said_in_words(text[total.statement.end : end])
    possible = _products(price.statement, [each.statement for each in counts], often)
    are_read = not _DIGIT.search(_without(every, text), total.statement.end, end)
    if possible and are_read and _is_counted(price, counts):
        nearest = min(possible, key=lambda each: abs(each - total.statement.low))
        if abs(nearest - total.statement.low) >= last_place_of(total) / 2 and not leads_to(
            every, total.statement
        ):
            yield WrongSum(total, (*counts, price), nearest, is_product=True)


def _reckoned_totals(sentence: Sequence[Said]) -> Iterator[tuple[list[Said], list[Said], Said]]:
    """Give every total with the prices and counts before it, up to the amount before it and its brackets."""
    prices: list[Said] = []
    counts: list[Said] = []
    closes = -1
    for at, said in enumerate(sentence):
        if 0 <= closes < said.statement.start:
            prices, counts, closes = [], [], -1
        if is_price(said):
            is_used = _is_told_of_all(said) or _is_mean_of(said, sentence[:at])
            prices += [] if is_used else [said]
        elif is_amount(said):
            is_total = _is_total(said) or is_total_of_named(said, prices, counts)
            if is_total and not _is_of_several(said):
                yield prices, counts, said
            prices, counts, closes = [], [], max(closes, _bracket_behind(said))
        elif said.statement.dimension not in (Dimension.RATIO, Dimension.GRADE):
            counts.append(said)


def _is_told_of_all(price: Said) -> bool:
    """Tell whether a price is the mean of what a list behind it has: 件均2.13万元：甲院20件42.00万元."""
    return price.field.text.startswith(("：", ":"), price.statement.end)


def _is_mean_of(price: Said, before: Sequence[Said]) -> bool:
    """Tell whether a price says what an amount before it is for each: 18人，救助36万元、人均2万元."""
    amounts = [said for said in before if is_amount(said)]
    made = amounts[-1].statement.low / price.statement.low if amounts and price.statement.low else 0
    return any(said.statement.low == made for said in before if not is_amount(said))


_OF_SEVERAL = late(
    "[两三四五六七八九十各2-9](?:项|类|种|者|笔)(?:费用|资金|经费)?(?:共计?|合计|总计|小计|计)\\Z"
)


def _is_of_several(total: Said) -> bool:
    """Tell whether an amount says that it is that of several: 每场0.60万元；……每套150元，两项共2.67万元."""
    return _OF_SEVERAL.search(total.field.text, 0, total.statement.start) is not None


def _is_total(said: Said) -> bool:
    return _TOTAL.fullmatch(said.statement.before) is not None and not is_first(said)


def _bracket_behind(said: Said) -> int:
    """Return where the bracket closes that explains an amount; -1 where none does."""
    text, end = said.field.text, said.statement.end + len(said.statement.behind)
    return text.find("）" if text[end] == "（" else ")", end) if text[end : end + 1] in ("（", "(") else -1


_REST = late("其余|其他|剩余|另")
_NAMES_NOTHING = late("(?:全年|年度|共计?|合计|分|按|各|每|计|[，,、：:；;（()）\\s×*])*\\Z")


def _begins_another(price: Said, counts: Sequence[Said]) -> bool:
    """Tell whether a text goes on to another thing behind a price: 箱2台、每台1.80万元，台1台."""
    divisors = divisors_of(price.statement) or ()
    open_ones = [each for each in divisors if each.word not in ("年", "年度")]
    for said in counts:
        one = said.statement
        served = next((each for each in open_ones if _counts(one, each)), None)
        if served is not None:
            open_ones.remove(served)
        is_behind = one.start > price.statement.start
        if is_behind and _REST.search(one.before):
            return True
        if is_behind and served is None and divisors and not _NAMES_NOTHING.fullmatch(one.before):
            return True
    return False


def _is_of_some(price: Said, counts: Sequence[Said]) -> bool:
    """Tell whether a price is that of a part of what is counted: 1200亩，其中苗圃每亩补助280元."""
    last = counts[-1].statement
    start = price.statement.start
    return last.end <= start and "其中" in price.field.text[last.end : start]


def _has_a_whole_or_part_of(used: Sequence[Said], counts: Sequence[Said]) -> bool:
    """Tell whether a count of the same stands beside a factor, which may be meant: 每次400份，全年800份."""
    every = [said.statement for said in counts]
    factors = [said.statement for said in used]
    return any(
        same_unit(one.unit) == same_unit(other.unit) and not divisors_of(other)
        for one, other in combinations(every, 2)
        if one in factors or other in factors
    )


def _with_results(counts: Sequence[Said]) -> list[Said]:
    """Return counts with what some of them make in place of these: 26所、每月1次、10个月计260次 are 260次."""
    for at, said in enumerate(counts[:_MOST_MADE]):
        if _IS_RESULT.search(said.statement.before):
            before = [each.statement.stated for each in counts[:at]]
            sizes = range(2, len(before) + 1)
            if any(
                _multiplied(some) == said.statement.stated
                for size in sizes
                for some in combinations(before, size)
            ):
                return list(counts[at:])
    return list(counts)


_MOST_MADE = 6
_IS_RESULT = late("[计共合]\\Z|全年|年度")


def _is_counted(price: Said, counts: Sequence[Said]) -> bool:
    """Tell whether the text counts what the price is for, and what each of the counts is for."""
    every = [said.statement for said in counts]
    for one in (price.statement, *every):
        others = [each for each in every if each is not one]
        divisors = divisors_of(one)
        if divisors is None:
            return False
        for divisor in divisors:
            is_time = divisor.word in TIMES_A_YEAR or divisor.word in ("年", "年度", "次")
            if not is_time and not any(_counts(each, divisor) for each in others):
                return False
    return True


def _counts(count: Statement, divisor: Divisor) -> bool:
    """Tell whether a count may be of what a divisor names: 八个街头采血点水电 for 每点, 9800亩 for 每亩次."""
    is_alike = count.unit == "个" or divisor.word.startswith(count.unit) or divisor.word in count.behind
    return is_alike or cancels(count, divisor)


def _up_to(total: Said) -> list[Said]:
    """Return all numbers of a full sentence before a total that may be that of several products."""
    begin = total.field.text.rfind("。", 0, total.statement.start)
    return [said for said in said_in(total.field) if begin < said.statement.start < total.statement.start]


def _times_elsewhere(sentence: Sequence[Said], counts: Sequence[Said]) -> list[Said]:
    """Return the days and months that a text may say of all its prices: ……；全年均按250天计."""
    field, number = sentence[0].field, sentence[0].statement.sentence
    times = (each.statement for each in said_in(field) if each.statement.dimension is Dimension.TIME)
    known = {each.statement for each in counts}
    return [Said(replace(each, sentence=number), field) for each in times if each not in known]


def _are_all_read(price: Said, counts: Sequence[Said], total: Said) -> bool:
    """Tell whether no number stands between factors and their total that is none of them."""
    text = _without((price, *counts), total.field.text)
    first = min(said.statement.start for said in (price, *counts))
    return not _DIGIT.search(text, first, total.statement.start)


def _without(numbers: Sequence[Said], text: str) -> str:
    for said in numbers:
        one = said.statement
        text = text[: one.start] + "　" * (one.end - one.start) + text[one.end :]
    return text


_OFTEN = late("[每逐按](?:个)?(?P<time>工作日|半年|半月|季度?|学期|月|周|旬|天|日)")
_SEASONS = late(
    "(?<![春夏秋冬早中晚上下])(?:[春夏秋冬]{2,4}|[早中晚]{2,3}|上下|[春夏秋冬](?:、[春夏秋冬]){1,3}|上、下)(?=[两三四各半班季])"
)
_IN_CHARACTERS = late(
    "(?P<number>[一二两三四五六七八九十]+)(?P<unit>个?(?:季|学期|年|月|周|天|日|班|批|茬|轮|遍|次|期|回|套|场|组|人|名|倍)|成|折)"
)
_FOR_SO_MANY = late("(?<![0-9.])(?P<power>[百千万])(?!元)")
_ITEM_ENDS = late("[、和与及]")
_LIST = late("[^，。；：、0-9]{1,10}(?:[、和与及][^，。；：、0-9]{1,10}){1,5}各")
_THIRTEENTH = late("年终|十三薪|第十三|第13")
_FRACTIONS = {"成": 10, "折": 10}


def _said_in_words(text: str) -> list[set[Fraction]]:
    """Return by what the words between numbers may multiply them: 春秋各一次, 每月, 三班, 八五折."""
    options: list[set[Fraction]] = []
    options += [set(map(Fraction, TIMES_A_YEAR[match["time"]])) for match in _OFTEN.finditer(text)]
    options += [{Fraction(len(match[0].replace("、", "")))} for match in _SEASONS.finditer(text)]
    options += [{_in_characters(match["number"], match["unit"])} for match in _IN_CHARACTERS.finditer(text)]
    options += [{1 / in_base_unit(f"{match['power']}字")[0]} for match in _FOR_SO_MANY.finditer(text)]
    options += [{Fraction(len(_ITEM_ENDS.findall(match[0])) + 1)} for match in _LIST.finditer(text)]
    options += [{Fraction(13)}] if _THIRTEENTH.search(text) else []
    return options[:_MOST_FACTORS]


def _in_characters(number: str, unit: str) -> Fraction:
    """Return what a number in characters multiplies by; 八五折 is 0.85."""
    digits = number.replace("两", "二")
    if unit in _FRACTIONS and len(digits) > 1 and "十" not in digits:
        return Fraction(int("".join(str(read_chinese_numeral(each)) for each in digits)), 100)
    return Fraction(read_chinese_numeral(digits) or 1) / _FRACTIONS.get(unit, 1)


def _products(price: Statement, counts: Sequence[Statement], often: Sequence[set[Fraction]]) -> set[Fraction]:
    """Return the amounts to which a price and some of the counts may lead, for a year or for once."""
    if not price.is_one or any(not each.is_one for each in counts):
        return set()
    words = {price.each, *(each.word for each in divisors_of(price) or ())}
    times = {Fraction(1), *(Fraction(each) for word in words for each in TIMES_A_YEAR.get(word, ()))}
    for more in often:
        times |= {each * other for each in times for other in more}
    factors = [{Fraction(1), *_as_factor(each)} for each in counts]
    is_once = any(each.stated == 1 for each in counts)
    return {
        price.low * each * _multiplied(some)
        for each in times
        for some in product(*factors)
        if any(factor != 1 for factor in some) or (is_once and each != 1)
    }


def _as_factor(count: Statement) -> set[Fraction]:
    often = TIMES_A_YEAR.get(count.each, ())
    return {
        count.stated,
        count.low,
        count.low / in_base_unit(count.unit)[0],
        *(count.stated * each for each in often),
    }


def _multiplied(factors: Sequence[Fraction]) -> Fraction:
    result = Fraction(1)
    for each in factors:
        result *= each
    return result
