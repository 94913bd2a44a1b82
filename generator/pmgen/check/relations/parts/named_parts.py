"""What a text names as parts of a number behind 其中, where they come to more or to less than it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import accumulate, pairwise

from pmgen.check.relations.amounts.price_products import WrongSum, is_price
from pmgen.check.relations.products.converted_units import is_conversion
from pmgen.check.statements.comparing import are_comparable, is_of_each
from pmgen.check.statements.explanations import some_add_up
from pmgen.check.statements.project_statements import Said
from pmgen.check.statements.same_subject import noun_before
from pmgen.check.statements.statement import Direction
from pmgen.late_pattern import late
from pmgen.model.units import Dimension

_OF_WHICH = late("(?P<only>其中)|(?<!不)包[括含]|(?<!划)分别?为|分别是")
"""Words that divide what stands before them; behind a colon the parts follow."""
_AMONG = late("[^，。；、]{0,16}?(?:之?中|里)[，,:：]?")
_COST = late("(?:费用?|经费|成本|支出|款)\\Z")
_OUTCOME = late("取得?[^，。；]{0,4}证|获证|持证|合格|就业|创业|通过|结业|升学")
"""What may become of one and the same: who has a certificate may also have found work."""
_LISTED_ON = late("等|以及其他|剩余|其余")
_LEFT = late("[^。；]{0,12}(?:其余|剩余|余下|余款|尾款|结余)")
_OF_EACH = late("[各均](?:有|自筹|自行承担|出资|承担)?\\Z")
"""What stands before a part of which there are as many as were named: 铜牌赛和决赛各1场."""
_LEAST_PARTS = 3
_NEARLY_ALL = Fraction(9, 10)
_MOST, _LONGEST_KIND = Fraction(3, 4), 6
_GOES_ON = late("[年期]末|年底|届时|累计|达到|增[加至到]|[升降]至|另|此外|同时|总[计数量]|合计|共|后[，、]")
_IS_BOTH = late("兼有|重叠|重复|交叉|两病|两者|既[^，。]{1,12}又|各有侧重")
_MARKS = tuple(
    map(
        late,
        (
            "女|男",
            "党员|团员",
            "民族|回族|藏族|蒙古族|维吾尔",
            "岁|[老青中少]年|儿童|婴幼儿|未成年",
            "低保|特困|困难|脱贫|贫困|低收入|边缘",
            "残疾|失能|失智|重病|大病|慢性病|孕产妇",
            "职称|[正副]高|高级|中级|初级|骨干",
            "学历|本科|硕士|博士|研究生|大专",
            "退役|军[人属]|烈属|优抚",
            "留守|独居|空巢|孤[儿寡老]|单亲",
            "农民工|返乡|失业|登记(?:在册|求职)",
            "户籍|外来|流动|本地|农村|城镇",
            "新增|首次|存量",
            "国家级|省级|市级|县级|[3-5]A级",
            "规[上模]",
            "专精特新",
            "高新",
            "外贸|出口|外资",
            "小微|中小(?!学)|大型|龙头",
            "民营|国有|集体|个[体人]",
            "微创",
            "[一二三四]级|择期|急诊|日间",
            "高血压",
            "糖尿病",
            "冠心|脑卒中|慢阻肺",
            "年以[上下]|超期|超年限|频发|频繁",
            "双语|中英文|多语种|盲文",
        ),
    )
)
"""Marks by which people and things are told apart: what has one of a line may have one of another too."""
_KINDS = late("[大中小]型|急诊|日间|门诊|城镇|农村|国家级|[省市县]级|新增|续建|[一二三四低高]年?级")
_MADE = late("新[建改聘购]|[改续扩迁重配]建|盘活|收[购储]|回购|租赁|购[买置]|改造|加固|修缮|翻新|再利用")
"""How things came about, which tells things apart, and not what is paid for them."""


def parts_above_total(sentence: Sequence[Said]) -> Iterator[WrongSum]:
    """Give a number whose parts behind the only or last 其中 come to more than it."""
    marked = [at for at, said in enumerate(sentence) if at and _divides(said, sentence[at - 1])]
    for at in marked[-1:]:
        said, total = sentence[at], _whole_before(sentence, at)
        parts = [each for each in _listed(sentence[at:], total) if _is_part(each, total)]
        if not _are_surely_parts(parts, said, total):
            continue
        is_for_each = is_of_each(total.statement) or _MEAN.search(total.statement.before) is not None
        if is_for_each and not _are_of_each(parts, total):
            continue
        if total is not sentence[at - 1] and _are_of_times(parts, sentence[at - 1]):
            continue
        if _IS_BOTH.search(said.field.text[said.statement.end :].partition("。")[0]):
            continue
        has_outcome = any(_OUTCOME.search(each.statement.before) for each in parts)
        if len(parts) > 1 and (has_outcome or overlap(parts)):
            continue
        sums = list(accumulate(each.statement.low for each in parts))
        is_open = total.statement.direction is Direction.AT_LEAST or some_add_up(parts, total)
        if sums and sums[-1] > max(total.statement.high, _of_the_list(sentence[:at])) and not is_open:
            yield WrongSum(total, tuple(parts), sums[-1])


def _whole_before(sentence: Sequence[Said], at: int) -> Said:
    """Return the number that one behind 其中 divides: the last one, or of its clause the last of the kind.

    对210家养殖场户开展春秋两季消毒，其中家禽场户120家.
    """
    last = sentence[at - 1]
    if at > 1 and is_conversion(sentence[at - 2], last):
        last = sentence[at - 2]
    for said in sentence[at - 1 :: -1]:
        if said.statement.clause != last.statement.clause:
            break
        if _is_part(sentence[at], said):
            return said
    return last


_OF_A_TIME = late("[春夏秋冬]|[上下]半年|季度|月|第[一二三四五]|首|[轮批期次届]")


def _are_of_times(parts: Sequence[Said], times: Said) -> bool:
    """Tell whether parts are each of all, for they are those of times: 两轮检查，其中春季200家、秋季180家."""
    is_each = times.statement.stated == len(parts)
    return is_each or any(_OF_A_TIME.search(part.statement.before) for part in parts)


def _divides(first: Said, total: Said) -> bool:
    """Tell whether a number is the first part of one before it: 其中, 包括, or that in 34座码头中，……."""
    return _mark(first, total) is not None or _is_among(first, total)


def _mark(first: Said, total: Said) -> re.Match[str] | None:
    one, text = first.statement, first.field.text
    begin = max(one.start - len(one.before) - _LONGEST_MARK, total.statement.end)
    mark = _OF_WHICH.search(text, begin, one.start)
    is_of_a_list = mark and mark[0].startswith("分别") and _LISTED_LAST.search(text, 0, total.statement.start)
    return None if is_of_a_list else mark


def _are_surely_parts(parts: Sequence[Said], first: Said, total: Said) -> bool:
    """Tell whether numbers are parts by 其中, by being several behind 包括, or by what all of them are."""
    if mark := _mark(first, total):
        return mark["only"] is not None or len(parts) > 1
    return _are_of_one_kind(parts)


_LONGEST_MARK = 4
_LISTED_LAST = late("[0-9][^，。；：、0-9]{0,6}[、和及与][^，。；：、0-9]{0,10}\\Z")
"""What stands before the last number of a list, of which each has its own behind 分别为."""


def _is_among(first: Said, total: Said) -> bool:
    start = first.statement.start - len(first.statement.before)
    return _AMONG.fullmatch(first.field.text, total.statement.end, start) is not None


def _are_of_one_kind(parts: Sequence[Said]) -> bool:
    """Tell whether parts are listed with 、 and end in one word, 油品码头16座、散装码头11座: what they are.

    Others are what became of some: 发现问题60家、完成整改55家.
    """
    text = parts[0].field.text if parts else ""
    between = (text[one.statement.end : other.statement.start] for one, other in pairwise(parts))
    heads = [noun_before(part.statement.before)[-1:] for part in parts]
    is_list = len(parts) > 1 and all(_NEXT.fullmatch(words) for words in between)
    return is_list and heads.count(max(heads, key=heads.count)) > 1


_NEXT = late("[、和及与][^，。；、0-9]*")
_MEAN = late("[年季月周日天场次]均[^，。；]{0,4}\\Z")
_EACH_TIME = late("每[期班批轮次天日][^，。；]{0,6}\\Z")
_LISTED = late("[^，。；0-9第]*")


def _are_of_each(parts: Sequence[Said], total: Said) -> bool:
    """Tell whether a list divides the days or hours of each course, too: 每期5天，其中理论3天、实训3天."""
    one = total.statement
    if one.dimension is not Dimension.TIME or len(parts) < 2 or not _EACH_TIME.search(one.before):
        return False
    text, spans = total.field.text, [(part.statement.start, part.statement.end) for part in parts]
    is_list = all(_LISTED.fullmatch(text, end, start) for (_, end), (start, _) in pairwise(spans))
    are_less = all(part.statement.high < one.low for part in parts)
    is_first = "第" not in parts[0].statement.before
    return is_list and are_less and is_first and {part.statement.unit for part in parts} == {one.unit}


_NEXT = late("[^，。；、]{0,12}[、，,][^，。；、]{0,12}")


def _of_the_list(before: Sequence[Said]) -> Fraction:
    """Return how many all items of a list are, of which 其中 behind its last one may speak; 0 for no list."""
    items = list(before[-1:])
    for said in before[-2::-1]:
        between = said.field.text[said.statement.end : items[-1].statement.start]
        if not _is_part(said, items[0]) or not _NEXT.fullmatch(between):
            break
        items.append(said)
    made = sum((said.statement.low for said in items), Fraction(0))
    earlier = [said for said in before[: -len(items)] if _is_part(said, items[0])]
    first, last = items[-1].statement, items[0].statement
    if len(items) > 2 and made == 2 * first.low:
        return first.low
    is_list = len(items) > 1 and "、" in items[0].field.text[first.end : last.start]
    is_all = any(said.statement.low == made for said in earlier[-1:])
    return made if is_list or is_all else Fraction(0)


def _listed(behind: Sequence[Said], total: Said) -> list[Said]:
    """Return the numbers behind 其中 up to the one with which the text goes on to something else."""
    listed = list(behind[:1])
    depth = 0
    for before, said in pairwise(behind):
        between = said.field.text[listed[-1].statement.end : said.statement.start]
        depth += _depth(said.field.text[before.statement.end : said.statement.start])
        is_above = _is_part(said, total) and said.statement.low > total.statement.high
        if depth < 0 or (is_above and "、" not in between) or _GOES_ON.search(between):
            break
        if not depth:
            listed.append(said)
    return listed


def _depth(text: str) -> int:
    """Return how many brackets a text opens more than it closes."""
    return sum((each in "（(") - (each in "）)") for each in text)


def overlap(parts: Sequence[Said], *, in_kind: bool = True) -> bool:
    """Tell whether parts are taken by different marks, as 女性 and 党员, so that one may be both.

    What is paid for one cost is not paid for another. Kinds, of which nothing is two, are marks as well, but
    where they do not count, not `in_kind`.
    """
    if all(_COST.search(noun_before(part.statement.before)) for part in parts):
        return False
    if _ALL_OTHERS.match(parts[-1].statement.before):
        return False
    words = [f"{_OF_WHICH.sub(' ', part.statement.before)}{part.statement.behind}" for part in parts]
    words = words if in_kind else [_KINDS.sub("", each) for each in words]
    is_money = all(part.statement.dimension is Dimension.MONEY for part in parts)
    every = _MARKS if is_money else (*_MARKS, _MADE)
    marks = {frozenset(at for at, mark in enumerate(every) if mark.search(each)) for each in words}
    return len(marks) > 1


def parts_short_of_total(text: Sequence[Said]) -> Iterator[WrongSum]:
    """Give a number whose three or more parts behind 其中, up to the full stop, come to nearly all of it.

    Where these are costs, one in each clause up to a semicolon, they must not come to more either.
    """
    for at, said in enumerate(text[1:], 1):
        total = text[at - 1]
        if not _divides(said, total) or not _is_part(said, total):
            continue
        written = said.field.text
        stop = written.find("。", said.statement.end)
        rest = [each for each in text[at:] if stop < 0 or each.statement.start < stop]
        listed = written[total.statement.end : rest[-1].statement.end]
        if (
            _LISTED_ON.search(listed)
            or listed.count("其中") > 1
            or _LEFT.match(written, rest[-1].statement.end)
        ):
            continue
        parts = [each for each in _listed(rest, total) if _is_like(each, said, total)]
        are_several = any(_OF_EACH.search(each.statement.before) for each in parts)
        if are_several or overlap(parts):
            continue
        if len(parts) < _LEAST_PARTS and not _are_certainly_all(parts, total):
            continue
        if not _are_surely_parts(parts, said, total):
            continue
        reckoned = sum((each.statement.low for each in parts), Fraction(0))
        is_wrong = _may_be_all(parts, total, reckoned) or _are_costs_above(parts, total, reckoned)
        if total.statement.is_one and is_wrong:
            yield WrongSum(total, tuple(parts), reckoned)


def _are_certainly_all(parts: Sequence[Said], total: Said) -> bool:
    """Tell whether two parts are all: those of both years, or such that one with digits in order fills up.

    两年投入3,265,000元，其中2026年1,835,000元、2027年1,340,000元.
    """
    if len(parts) != _BOTH:
        return False
    are_years = all(_YEAR.search(part.statement.before) for part in parts)
    start = total.statement.start
    if are_years and _TWO_YEARS.search(total.field.text, max(0, start - _LONGEST_BEFORE), start):
        return True
    missing = total.statement.low - sum(part.statement.low for part in parts)
    return any(_is_turned(part.statement.low + missing, part.statement.low) for part in parts)


_BOTH = 2
_YEAR = late("20[0-9]{2}年度?[^0-9]{0,8}\\Z")
_TWO_YEARS = late("(?<![0-9十])[两二2]年[^，。；年]*\\Z")
_LONGEST_BEFORE = 16
_LEAST_DIGITS = 3


def _is_turned(one: Fraction, other: Fraction) -> bool:
    """Tell whether two numbers have three and more digits that are the same but for their order."""
    digits = str(other).strip("0")
    return len(digits) >= _LEAST_DIGITS and one != other and sorted(str(one)) == sorted(str(other))


def _are_costs_above(parts: Sequence[Said], total: Said, reckoned: Fraction) -> bool:
    are_apart = parts[-1].statement.sentence != parts[0].statement.sentence
    are_costs = all(_COST.search(noun_before(part.statement.before)) for part in parts)
    is_exact = total.statement.direction is Direction.EXACT
    return are_apart and are_costs and is_exact and reckoned > total.statement.low


def _is_like(part: Said, first: Said, total: Said) -> bool:
    return _is_part(part, total) and part.statement.unit == first.statement.unit


def _may_be_all(parts: Sequence[Said], total: Said, reckoned: Fraction) -> bool:
    """Tell whether parts short of a total are all of it: nearly as much, but for a digit or a lost zero."""
    whole = total.statement.low
    has_lost_zero = any(reckoned + 9 * part.statement.low == whole for part in parts)
    if has_lost_zero or whole * _NEARLY_ALL <= reckoned < whole:
        return True
    kinds = {noun_before(part.statement.before)[-1:] for part in parts}
    is_of_its_kind = len(kinds) == 1 and kinds.pop() in total.statement.before[-_LONGEST_KIND:]
    missing = str(whole - reckoned).rstrip("0")
    return is_of_its_kind and whole * _MOST <= reckoned < whole and len(missing) == 1


def _is_part(part: Said, total: Said) -> bool:
    one, other = part.statement, total.statement
    if one.dimension is Dimension.RATIO or is_price(part) or is_price(total):
        return False
    if (
        one.unit == _OF_ANYTHING
        and other.unit in _COUNTED_SO
        and noun_before(one.before).endswith(other.unit)
    ):
        return True
    return one.base == other.base and are_comparable(one, other)


_OF_ANYTHING = "个"
_COUNTED_SO = frozenset(
    ["村", "镇", "乡", "乡镇", "社区", "街道", "小区", "站", "站点", "网点", "点位", "园区", "班级"]
)
"""What a number may count as 160个小区 or 160个."""
_ALL_OTHERS = late("[和及与]?其[他它余]")
"""What begins the last part of a list that has none of the others: 其他场户25家."""
