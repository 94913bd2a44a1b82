"""Totals behind amounts whose sum they would be but for a slip: 水电费4.80万元，保洁费3.60万元，共9.40万元.

The amounts stand in a row, or an item each. Nothing is told where they lead to the total in another way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import accumulate, combinations, pairwise, product

from pmgen.check.relations.amounts.price_products import WrongSum, has_its_rest_behind, is_price
from pmgen.check.statements.explanations import leads_to
from pmgen.check.statements.made_otherwise import is_made_otherwise
from pmgen.check.statements.project_statements import Said
from pmgen.check.statements.reckonings import divisors_of
from pmgen.check.statements.sentence_bounds import sentence_start
from pmgen.check.statements.slips import is_slip_of_hand
from pmgen.check.statements.statement import Direction
from pmgen.late_pattern import late
from pmgen.model.units import Dimension

_NUMBERS = "一二三四五六七八九十"
_MANY_ITEMS = f"(?P<many>[{_NUMBERS}两2-9])[项类种者笔款部]分?(?:费用|资金|经费)?"
_TOTAL = late(
    f"(?:(?:{_MANY_ITEMS})?(?:[合总]计|共计?|小计|相加|[合加]起来|总[共额价和]|总(?:投[资入]|出资|造价|费用|概算|经费|支出|预算)|之和)+"
    f"|[{_NUMBERS}两2-9各][项类种者笔款部]分?(?:[^，。；0-9]{{0,4}}(?:费用?|款|投入|支出))?)(?:需|为|资金|经费|费用|[：:])*(?:[0-9]+[^，。；0-9]{{1,2}})?\\Z"
)
_OF_EACH = late("(?:[合总]计|小计|相加|总共|[，,]共?计)(?:为|是|每[^，。；0-9]{0,6})*\\Z")
_GRAND = late(
    f"(?:\\A|[）)，,；;、。])(?:以上|上述|各项|全年|年度|费用|资金|经费|[{_NUMBERS}两2-9][项类])*"
    "(?:合计|共计|总计|总共|总额|总投资|总预算)[^，。；0-9]{0,2}\\Z"
)
_IN_ALL = late("[总全共合加]")
_ITEMS_BEFORE = late(_MANY_ITEMS)
_OPEN = late(
    "(?<![一二三四五六七八九十头上中下特优同平相])等(?!级|次|候|额|保|方|于)|其[余他](?!各项)|剩余|据实|不可预见|不含|[减扣抵]"
)
_SHARE = late("[%％]")
_OF_WHICH = late("其中(?:[^0-9]*[0-9][0-9.,]*[^0-9，。；、]?元|[^0-9]*\\Z)")
_WORDS = late("(?![^0-9]*(?:其中|包括|[：:减扣抵]))[^0-9。；\\n]{0,16}")
_LEAST, _MOST, _MANY_DIGITS = 2, 12, 3
_FEW_TIMES, _LONGEST = 3, 16


def wrong_announced_sums(text: Sequence[Said]) -> Iterator[WrongSum]:
    """Give the totals that the amounts before them make but for a slip of one of all these."""
    money = [said for said in text if said.statement.dimension is Dimension.MONEY]
    for at in range(_LEAST, len(money)):
        total, before = money[at], money[:at]
        if not _is_clear(total):
            continue
        for parts in (_row(total, before, text), *_items(total, before, text)):
            if parts:
                yield WrongSum(total, tuple(parts), _sum(parts))
                break


def _is_clear(said: Said) -> bool:
    one = said.statement
    return one.is_one and one.direction is Direction.EXACT and one.low > 0 and not one.is_change


def _is_for_each(said: Said) -> bool:
    return is_price(said) or bool(divisors_of(said.statement))


def _row(total: Said, before: Sequence[Said], text: Sequence[Said]) -> Sequence[Said]:
    """Return the amounts in a row that a total is but for a slip: 疫苗45元、服务费52元，合计每人70元."""
    row = [total]
    for said in reversed(before):
        if not _is_next(said, row[0]) or (row[0] is not total and _is_price_of(said, row[0])):
            break
        row.insert(0, said)
    parts = without_their_parts(row[:-1])
    between = total.field.text[before[-1].statement.end : total.statement.start]
    is_of_each = any(map(_is_for_each, (total, *parts)))
    is_certain = _GRAND.search(between) is not None and not is_of_each
    is_open = _OPEN.search(total.field.text, row[0].statement.start, total.statement.start)
    if is_open or any(divisors_of(said.statement) for said in parts[1:] if not is_price(total)):
        return ()
    if not _are_wrong(parts, total, before, text, is_certain=is_certain):
        return ()
    if is_of_each:
        earlier = [said for said in text if said.statement.end <= total.statement.start]
        is_told = _OF_EACH.search(between) and total.statement.low < _sum(parts) * _FEW_TIMES
        return parts if is_told and not leads_to(earlier, total.statement) else ()
    is_above = max(part.statement.low for part in parts) < total.statement.low
    is_summary = is_above and _digits(total) >= _MANY_DIGITS and _IN_ALL.search(between)
    return parts if _TOTAL.search(between) or is_summary else ()


def _is_next(one: Said, other: Said) -> bool:
    """Tell whether nothing but words without numbers stands between amounts."""
    return (
        _is_clear(one)
        and _WORDS.fullmatch(one.field.text, one.statement.end, other.statement.start) is not None
    )


def _is_price_of(price: Said, amount: Said) -> bool:
    """Tell whether a price stands before an amount that is none, and not in one list with it."""
    between = price.field.text[price.statement.end : amount.statement.start]
    return _is_for_each(price) and not _is_for_each(amount) and "、" not in between


def _digits(said: Said) -> int:
    return len(str(round(said.statement.low * 10_000)).strip("0"))


def _items(total: Said, before: Sequence[Said], text: Sequence[Said]) -> Iterator[Sequence[Said]]:
    """Give the amounts of its sentence, its line or its text that a total is but for a slip, an item each."""
    written, start = total.field.text, total.statement.start
    last = before[-1].statement
    words = _TOTAL.search(written, max(last.end, start - _LONGEST), start)
    if words is None or _is_for_each(total) or _is_for_each(before[-1]):
        return
    many = _how_many(words[0])
    earlier = [said for said in text if said.statement.end <= start]
    is_apart = all(said.statement.sentence != total.statement.sentence for said in earlier)
    for ends in (_ITEM_ENDS, "。\n", "\n", ""):
        begin = sentence_start(written, start, ends) if ends else 0
        listed = [said for said in before if said.statement.start >= begin]
        whole = [said for said in listed if not _is_for_each(said) and not _is_of_which(said)]
        parts = without_their_parts(whole)[-many:]
        is_certain = ends == _ITEM_ENDS and _GRAND.search(written, last.end, start) is not None
        if not _are_wrong(parts, total, before, text, is_certain=is_certain):
            continue
        if not _are_all(parts, total, listed):
            continue
        if is_apart or not is_made_otherwise(total, parts, _sum(parts), of_parts=True):
            yield parts


_ITEM_ENDS = "。；;\n"


def _how_many(words: str) -> int:
    """Return how many items a total says that it is of, 0 where it does not."""
    match = _ITEMS_BEFORE.search(words)
    return _NUMBERS.find(match["many"].replace("两", "二")) + 1 if match else 0


def _are_all(parts: Sequence[Said], total: Said, listed: Sequence[Said]) -> bool:
    """Tell whether a list is closed, and each of its prices has what it comes to."""
    first = parts[0].statement.start
    money = [said for said in listed if said.statement.start >= first]
    are_priced = all(
        not _is_for_each(one) or one.statement.sentence == other.statement.sentence
        for one, other in pairwise(money)
    )
    written, start = total.field.text, total.statement.start
    is_open = _OPEN.search(written, first, start) or _SHARE.search(written, parts[-1].statement.end, start)
    return are_priced and is_open is None


def _is_of_which(said: Said) -> bool:
    """Tell whether an amount stands in brackets, or behind 其中 that divides amounts."""
    written, start = said.field.text, said.statement.start
    before = written[sentence_start(written, start) : start]
    is_inside = before.count("（") + before.count("(") > before.count("）") + before.count(")")
    return is_inside or _OF_WHICH.search(before) is not None


def without_their_parts(amounts: Sequence[Said]) -> Sequence[Said]:
    """Return amounts without those that one behind them sums up."""
    kept: list[Said] = []
    for said in amounts:
        sums = list(accumulate(each.statement.low for each in reversed(kept)))
        if said.statement.low in sums[1:]:
            del kept[-sums.index(said.statement.low) - 1 :]
        kept.append(said)
    return kept


def _sum(parts: Sequence[Said]) -> Fraction:
    return sum((part.statement.low for part in parts), Fraction(0))


def _are_wrong(
    parts: Sequence[Said],
    total: Said,
    before: Sequence[Said],
    text: Sequence[Said],
    *,
    is_certain: bool = False,
) -> bool:
    """Tell whether amounts would make a total but for a slip, or certainly should, and do not."""
    if not _LEAST <= len(parts) <= _MOST or not all(map(_is_clear, parts)):
        return False
    if not is_certain and not _would_be(parts, total):
        return False
    made, stated = _sum(parts), total.statement.low
    is_multiple = (stated / made).denominator == 1
    return (
        not is_multiple
        and not _is_reached(parts, total, before)
        and not has_its_rest_behind(total, made, text)
    )


def _is_reached(parts: Sequence[Said], total: Said, before: Sequence[Said]) -> bool:
    """Tell whether all amounts of a stretch but one or two are a total, or the parts with other signs."""
    stated = total.statement.low
    for money in (before, [said for said in before if not _is_for_each(said)]):
        lows = [said.statement.low for said in money[-_MOST:]]
        for at in range(len(lows)):
            made = sum(lows[at:])
            if any(made - sum(some) == stated for size in range(3) for some in combinations(lows[at:], size)):
                return True
    signed = product(*((part.statement.low, -part.statement.low) for part in parts[-_FEW_SIGNS:]))
    return len(parts) <= _FEW_SIGNS and stated in map(sum, signed)


_FEW_SIGNS = 4


def _would_be(parts: Sequence[Said], total: Said) -> bool:
    """Tell whether a total, or one of its parts, is right but for a slip of the hand."""
    made, stated = _sum(parts), total.statement.low
    pairs = [(made, stated)]
    pairs += [(part.statement.low, part.statement.low + stated - made) for part in parts]
    return any(other > 0 and is_slip_of_hand(one, other) for one, other in pairs)
