"""Lists whose total stands right behind them, in one text: 国道2处、省道3处、县道1处，共6处."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import accumulate, pairwise

from pmgen.check.relations.amounts.price_products import WrongSum
from pmgen.check.relations.parts.labelled_lists import lists_in
from pmgen.check.relations.parts.listed_parts import are_alike, has_slip, is_countable
from pmgen.check.statements.explanations import leads_to
from pmgen.check.statements.project_statements import Said
from pmgen.check.statements.reckonings import divisors_of
from pmgen.check.statements.statement import Direction, Statement
from pmgen.check.wording.chinese_characters import HAN
from pmgen.late_pattern import late
from pmgen.model.units import Dimension, same_unit

_TOTAL = late(
    f"[，,；;]?(?:以上)?(?:{HAN}{{0,2}}[项类])?(?:共计?|合计|总计|总共)(?:{HAN}{{0,4}})?"
    f"|[，,；;]?{HAN}{{0,6}}(?:[合加]起来|[合加]在一起|相加|加总)(?:一?共|总共|[就正]?[是有为])?"
)
_OF_ONE = late(f"[，,；;]?(?:合计|共计|小计|共)?每{HAN}{{1,2}}(?:合计|共计|小计|共)|[，,；;]?小计")
_OPEN = late("其中|(?<![一二三四五六七八九十特优头上中下])等|含|另|上年|去年|累计|原有|现有|已")
_LEAST_OF_ONE, _MOST = 3, 10


def wrong_list_totals(text: Sequence[Said]) -> Iterator[WrongSum]:
    """Give the totals right behind a list that its numbers do not come to."""
    counted = [said for said in text if not _is_passed(said.statement)]
    following = {one.statement: other for one, other in pairwise(counted)}
    for entries in lists_in(text, 2):
        parts = tuple(entries.values())
        if found := _wrong_whole(parts, text):
            yield found
        total = following.get(parts[-1].statement)
        if total is None or not _is_total(parts, total) or len(parts) > _MOST or _is_told(total):
            continue
        start, end = parts[0].statement.start, total.statement.end
        made = sum((part.statement.low for part in parts), Fraction(0))
        is_open = _OPEN.search(total.field.text, max(0, start - _NEAR), end + _NEAR) is not None
        before = [said for said in text if said.statement.end <= total.statement.start]
        if made != total.statement.low and not is_open and not _is_explained(before, parts, total):
            yield WrongSum(total, parts, made)
    if "半年" in text[0].field.text or "季度" in text[0].field.text:
        yield from _wrong_years(counted)


_PERIODS = (("上半年", "下半年"), ("一季度", "二季度", "三季度", "四季度"))
_OF_YEAR = late("(?:全年|年内|年度|一年)[^，。；]*\\Z")


def _wrong_years(counted: Sequence[Said]) -> Iterator[WrongSum]:
    """Give what the year has behind what its halves or quarters have and would make but for a slip."""
    for periods in _PERIODS:
        for at in range(len(counted) - len(periods)):
            *parts, year = counted[at : at + len(periods) + 1]
            are_named = all(name in _words_before(part) for name, part in zip(periods, parts, strict=True))
            is_whole = are_named and _OF_YEAR.search(year.statement.before) is not None
            if is_whole and _are_counted_alike(parts, year) and has_slip(parts, year):
                made = sum((part.statement.low for part in parts), Fraction(0))
                yield WrongSum(year, tuple(parts), made)


def _words_before(said: Said) -> str:
    start = said.statement.start
    return _CLAUSE.split(said.field.text[max(0, start - _LONGEST) : start])[-1]


_CLAUSE = late("[，、；。：\\n]")
_LONGEST = 20


def _are_counted_alike(parts: Sequence[Said], total: Said) -> bool:
    """Tell whether parts of one sentence with their total are exact numbers of one unit."""
    is_one_sentence = parts[0].statement.sentence == total.statement.sentence
    return is_one_sentence and all(is_countable(each) and are_alike(each, total) for each in (*parts, total))


_NEAR = 8


def _is_passed(one: Statement) -> bool:
    """Tell whether a number may stand between a list and its total: a time, or 三个奖项加起来."""
    return one.dimension is Dimension.TIME or (one.in_characters and one.unit == "个" and one.low <= _MOST)


def _wrong_whole(parts: Sequence[Said], text: Sequence[Said]) -> WrongSum | None:
    """Return the number before a colon, where the list behind it, up to the full stop, is another."""
    first, last = parts[0].statement, parts[-1].statement
    written = parts[0].field.text
    colon = max(written.rfind("：", 0, first.start), written.rfind(":", 0, first.start))
    before = [said for said in text if said.statement.end <= first.start]
    if colon < 0 or not before or len(parts) < _LEAST_OF_ONE:
        return None
    whole, one = before[-1], before[-1].statement
    is_all = one.end + len(one.behind) == colon and _LIST_END.match(written, last.end + len(last.behind))
    are_alike = one.base == last.base and same_unit(one.unit) == same_unit(last.unit)
    is_clear = one.is_one and one.direction is Direction.EXACT and not divisors_of(one) and not one.each
    if not (is_all and are_alike and is_clear) or _OPEN.search(written, one.start - _NEAR, last.end + _NEAR):
        return None
    made = sum((part.statement.low for part in parts), Fraction(0))
    is_other = made != one.low and one.dimension not in (Dimension.RATIO, Dimension.MONEY)
    return WrongSum(whole, tuple(parts), made) if is_other else None


_LIST_END = late("[。；;\\n]|\\Z")


def _is_told(total: Said) -> bool:
    """Tell whether `prose_sums` looks at a total: an amount of a goal or of 资金用途."""
    is_amount = total.statement.dimension is Dimension.MONEY and not divisors_of(total.statement)
    return is_amount and total.field.indicator is None


def _is_total(parts: Sequence[Said], total: Said) -> bool:
    one, last = total.statement, parts[-1].statement
    between = total.field.text[last.end : one.start]
    are_alike = one.base == last.base and same_unit(one.unit) == same_unit(last.unit)
    is_clear = one.is_one and one.direction is Direction.EXACT and one.dimension is not Dimension.RATIO
    if not are_alike or not is_clear or one.sentence != parts[0].statement.sentence:
        return False
    if _OF_ONE.fullmatch(between):
        return len(parts) >= _LEAST_OF_ONE
    return _TOTAL.fullmatch(between) is not None and not divisors_of(one) and not one.each


def _is_explained(before: Sequence[Said], parts: Sequence[Said], total: Said) -> bool:
    """Tell whether neighbours in a list make its total, or all of it with others before it."""
    lows = [part.statement.low for part in parts]
    sums = {made for at in range(len(lows)) for made in accumulate(lows[at:])}
    first = parts[0].statement
    others = [said for said in before if said.statement.start < first.start]
    is_alone = all(said.statement.sentence != first.sentence for said in others)
    is_of_one = divisors_of(total.statement) is not None and divisors_of(total.statement) != ()
    return total.statement.low in sums or (not (is_alone or is_of_one) and leads_to(before, total.statement))
