"""Lists with their whole right before or behind them, without a word for it: 东集30户、西集40户，70户都装表.

Nearly every such list makes its whole. Where it does not but for a slip, it may be that these are not all,
or steps one after the other; places and things of one kind are all there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import accumulate, pairwise

from pmgen.check.relations.amounts.price_products import WrongSum, is_price
from pmgen.check.relations.parts.listed_parts import (
    are_alike,
    are_named_alike,
    are_of_one,
    bare_words,
    has_slip,
    is_countable,
    is_turned,
    without_numbers,
)
from pmgen.check.relations.rows.row_reckonings import WrongTarget
from pmgen.check.review_rule import without_note
from pmgen.check.statements.project_statements import ProjectStatements, Promise, Said
from pmgen.check.statements.slips import has_same_digits
from pmgen.check.statements.statement import Statement
from pmgen.check.wording.name_words import topic_pairs
from pmgen.late_pattern import late
from pmgen.model.units import Dimension

_NEXT = late(
    "[^，。；、：（()）0-9]{0,10}(?:[，、：]|[和及与](?=[^，。；、（()）0-9]{2}))[^，。；、：（()）0-9]{1,16}"
)
_BEHIND_WHOLE = late("[^，。；、：（()）0-9]{0,12}[，：][^，。；、（()）0-9]{1,16}")
_BEFORE_WHOLE = late("[^，。；、：（()）0-9]{0,10}，?[^，。；、：（()）0-9]{0,10}")
_ENDS = late("[^，。；、：（()）0-9]{0,6}(?:[。；;\\n]|\\Z)")
_PRICED = late("，(?:按每?|每|逐|单价|均价|平均每)")
"""What follows a closed list: what each of all these is paid or gets."""
_PRICE_BEHIND = late("，[0-9.]+元?/")
_NOT_PLAIN = late(
    "其中|[包不]?含|包括|共(?!同|享|建)|[合总累]计|全部|另|同时|[即占达至到后再新前]|完成|约|以[上内下]|左右|超|不[少低]于|其[余他它]|剩余|余下|等"
    "|[每各均]|上年|去年|20[0-9]{2}年|比|较|[增减升降]|最|已|整改|合格|通过"
)
_GROWN_UP = late("岁(?:及|和)?以[上下]")
_LEAST, _SEVERAL, _MOST = 2, 3, 12
_SHORT = 2
_NEAR, _NEARER = Fraction(1, 5), Fraction(1, 10)


def wrong_plain_lists(text: Sequence[Said]) -> Iterator[WrongSum]:
    """Give the wholes that the several parts of one kind beside them make but for a slip."""
    for total, parts in _wrong_lists(text):
        if _are_surely_all(parts, total):
            yield WrongSum(total, tuple(parts), _sum(parts))


def doubtful_plain_lists(text: Sequence[Said]) -> Iterator[WrongSum]:
    """Give the wholes that the parts beside them nearly make, and would but for a slip, if these are all."""
    for total, parts in _wrong_lists(text):
        is_near = _is_near(parts, total, _NEARER) or (
            len(parts) >= _SEVERAL and _is_near(parts, total, _NEAR)
        )
        if is_near and not _are_surely_all(parts, total):
            yield WrongSum(total, tuple(parts), _sum(parts))


def _are_surely_all(parts: Sequence[Said], total: Said) -> bool:
    """Tell whether parts are of one kind or turned, and no words make the whole behind them one of others."""
    is_of_others = (
        total.statement.clause > parts[-1].statement.clause and len(total.statement.before) > _SHORT
    )
    if len(parts) < _SEVERAL or not _is_near(parts, total, _NEAR) or is_of_others:
        return False
    return are_named_alike(parts) or is_turned(parts, total)


def _is_near(parts: Sequence[Said], total: Said, most: Fraction) -> bool:
    whole = total.statement.low
    return abs(_sum(parts) - whole) <= whole * most


def _wrong_lists(text: Sequence[Said]) -> Iterator[tuple[Said, Sequence[Said]]]:
    """Give the wholes with lists that do not make them but for a slip, and that nothing else explains."""
    lows = {said.statement.low for said in text}
    for total, parts in _wholes(text):
        made, whole = _sum(parts), total.statement.low
        sums = {each for at in range(len(parts)) for each in accumulate(_lows(parts[at:]))}
        is_whole = whole > max(_lows(parts)) and whole not in sums and whole + made not in lows
        before = {each.statement.low for each in text if each.statement.start < parts[0].statement.start}
        if is_whole and made not in before and has_slip(parts, total):
            yield total, parts


_OF_ALL = late("\\A(?:全年|年度|合计|总计|累计)|总(?:[量数]|[人场次户]+数?)\\Z")


def rows_of_plain_lists(statements: ProjectStatements) -> Iterator[WrongTarget]:
    """Give the rows of all there is whose target has the digits of what a goal lists, in another order.

    讲课54场，座谈48场，演出30场 for 全年宣讲场次 ≥123场, which nothing else says.
    """
    rows = [each for each in statements.promises if _OF_ALL.search(without_note(each.indicator.name))]
    for text in statements.plans if rows else ():
        for run in _runs(text):
            made = _sum(run)
            for row in rows if len(run) >= _SEVERAL else ():
                one = row.statement
                is_other = has_same_digits(one.low, made) and are_alike(Said(one, run[0].field), run[0])
                if is_other and _speaks_of(row, run[0]) and not _is_said(one, statements):
                    yield WrongTarget(row, tuple((part,) for part in run), made)


def _runs(text: Sequence[Said]) -> Iterator[Sequence[Said]]:
    at = 0
    while at < len(text):
        run = _run(text[at:]) if is_countable(text[at]) else [text[at]]
        yield run
        at = text.index(run[-1], at) + 1


def _speaks_of(row: Promise, part: Said) -> bool:
    return not topic_pairs(row.indicator.name).isdisjoint(topic_pairs(part.sentence))


def _is_said(one: Statement, statements: ProjectStatements) -> bool:
    every = (said.statement for text in statements.prose for said in text)
    return any(said.low == one.low and said.base == one.base for said in every)


def _wholes(text: Sequence[Said]) -> Iterator[tuple[Said, Sequence[Said]]]:
    """Give the numbers with the lists right behind them to the end of a sentence, or right before them."""
    for run in _runs(text):
        if len(run) >= _LEAST:
            yield from _behind(run)
            yield from _before(run, text)


def _run(text: Sequence[Said]) -> list[Said]:
    """Return the numbers counted like the first that stand in a row, each with words of its own."""
    run, passed = [text[0]], list[Said]()
    for said, following in zip(text[1:], (*text[2:], None), strict=False):
        is_other = following is not None and not are_alike(said, run[0])
        if is_other and following and (is_price(said) or are_of_one(said, following, run[0])):
            passed.append(said)
            continue
        if (
            not is_countable(said)
            or not are_alike(said, run[0])
            or not _NEXT.fullmatch(_between(run[-1], said, passed))
        ):
            break
        run.append(said)
        passed = []
    return run


def _between(one: Said, other: Said, passed: Sequence[Said] = ()) -> str:
    text, end, start = one.field.text, one.statement.end, other.statement.start
    words = bare_words(without_numbers(passed, text, end, start))
    return _PRICE.sub("、", words) if passed else words


_PRICE = late("[，,](?:每[^，。；、0-9]{1,3}|单价|均价)?数[，；]")


def _behind(run: Sequence[Said]) -> Iterator[tuple[Said, Sequence[Said]]]:
    whole, *parts = run
    text, end = whole.field.text, parts[-1].statement.end
    is_closed = any(mark.match(text, end) for mark in (_ENDS, _PRICED, _PRICE_BEHIND))
    if not _LEAST <= len(parts) <= _MOST or not is_closed:
        return
    begin = whole.statement.start - len(whole.statement.before)
    is_behind = _BEHIND_WHOLE.fullmatch(_between(whole, parts[0]))
    is_plain = "其中" not in text[begin : whole.statement.start] and not _NOT_PLAIN.search(
        _GROWN_UP.sub("", text[whole.statement.end : end + len(parts[-1].statement.behind)])
    )
    if is_behind and is_plain and not _may_be_all_costs(run):
        yield whole, parts


def _may_be_all_costs(run: Sequence[Said]) -> bool:
    """Tell whether amounts stand in one row with commas between them, of which none need be the whole."""
    text = run[0].field.text
    is_money = run[0].statement.dimension is Dimension.MONEY
    return is_money and all(
        "，" in text[one.statement.end : other.statement.start] for one, other in pairwise(run)
    )


def _before(run: Sequence[Said], text: Sequence[Said]) -> Iterator[tuple[Said, Sequence[Said]]]:
    """Give the number right behind each part of a row that stands without a comma."""
    rows = [[run[0]]]
    for one, other in pairwise(run):
        if "，" in other.field.text[one.statement.end : other.statement.start]:
            rows.append([other])
        else:
            rows[-1].append(other)
    for parts in rows:
        at = text.index(parts[-1]) + 1
        total = text[at] if at < len(text) else None
        if total is None or not _SEVERAL <= len(parts) <= _MOST or not is_countable(total):
            continue
        written, start = total.field.text, parts[0].statement.start
        is_right_behind = _BEFORE_WHOLE.fullmatch(_between(parts[-1], total))
        is_plain = not _NOT_PLAIN.search(written, start, total.statement.start)
        if is_right_behind and is_plain and are_alike(total, parts[0]):
            yield total, parts


def _lows(parts: Sequence[Said]) -> list[Fraction]:
    return [part.statement.low for part in parts]


def _sum(parts: Sequence[Said]) -> Fraction:
    return sum(_lows(parts), Fraction(0))
