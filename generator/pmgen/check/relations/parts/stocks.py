"""What there was, what comes, and what there is then: 新增36台，原有58台，共94台."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import groupby

from pmgen.check.relations.amounts.price_products import WrongSum
from pmgen.check.statements.comparing import are_comparable, is_of_each
from pmgen.check.statements.project_statements import Said
from pmgen.check.statements.statement import Direction, Statement
from pmgen.late_pattern import late
from pmgen.model.units import Dimension, same_unit

_NEW = late("新[^，。；]{0,8}\\Z|增[加配设添]\\Z")
_OLD = late("(?:原有|现有|已有|已建成?|已配|既有|存量|在用)[^，。；]{0,6}\\Z")
_ALL = late("(?:共|总数|总量|达到?|合计|累计)(?:有|为|[管维养]护)?\\Z")
_FROM, _UP_TO = (
    late("[由从][^，。；]{0,12}\\Z"),
    late("(?:增[加长]?|上升|提[高升]|扩大)[到至]\\Z"),
)
_DOWN_TO = late("(?:减少?|下降|降低?|压减|压缩|缩短)[到至]\\Z")
_UP_BY = late("(?:净|共|较上年|比上年|同比)*(?:增加?|新增|上升|提[高升])(?:了|约)?\\Z")
_DOWN_BY = late("(?:净|共|较上年|比上年|同比)*(?:减少?|下降|降低?|压减|压缩|缩短)(?:了|约)?\\Z")
_DONE = late("(?<!不)已[^，。；]{0,8}\\Z")
_LEFT = late("(?:剩[余下]?|其余|余下|尚余|尚有|还有)[^，。；]{0,6}\\Z")
_STOCK, _MOST = 3, 7


def wrong_stocks(text: Sequence[Said]) -> Iterator[WrongSum]:
    """Give what a sentence says there is in all, where what was and what comes make another number."""
    for _, group in groupby(text, key=lambda said: said.statement.sentence):
        by_unit: dict[str, list[Said]] = {}
        for said in group:
            if said.statement.dimension is not Dimension.RATIO:
                by_unit.setdefault(same_unit(said.statement.unit), []).append(said)
        for every in by_unit.values():
            if not _STOCK <= len(every) <= _MOST or not all(_is_counted(said.statement) for said in every):
                continue
            found = (_stock(every) or _left(every)) if len(every) == _STOCK else _left_of_several(every)
            if found:
                yield found


def _stock(every: Sequence[Said]) -> WrongSum | None:
    *parts, total = every
    words = [said.statement.before for said in parts]
    is_new_and_old = any(map(_NEW.search, words)) and any(map(_OLD.search, words))
    made = sum((said.statement.low for said in parts), Fraction(0))
    if not is_new_and_old or not _ALL.search(total.statement.before) or made == total.statement.low:
        return None
    return WrongSum(total, tuple(parts), made)


def _left(every: Sequence[Said]) -> WrongSum | None:
    """Return all there were, where those that are done and those that are left make another number."""
    whole, done, rest = every
    is_told = _DONE.search(done.statement.before) and _LEFT.search(rest.statement.before)
    made = done.statement.low + rest.statement.low
    is_clear = whole.statement.direction is Direction.EXACT is rest.statement.direction
    if not is_told or not is_clear or made == whole.statement.low or _NEW.search(rest.statement.before):
        return None
    return WrongSum(whole, (done, rest), made)


def _left_of_several(every: Sequence[Said]) -> WrongSum | None:
    """Return all there were, where what each year did and what is left make another number."""
    whole, *done, rest = every
    is_told = any(_DONE.search(each.statement.before) for each in done) and _LEFT.search(
        rest.statement.before
    )
    words = whole.field.text[whole.statement.start : rest.statement.end]
    is_clear = whole.statement.direction is Direction.EXACT is rest.statement.direction
    if not is_told or not is_clear or "其中" in words or _NEW.search(rest.statement.before):
        return None
    made = sum((each.statement.low for each in (*done, rest)), Fraction(0))
    sums = {rest.statement.low}
    for each in done:
        sums |= {one + each.statement.low for one in sums}
    return None if whole.statement.low in sums else WrongSum(whole, (*done, rest), made)


def _is_counted(one: Statement) -> bool:
    is_clear = one.is_one and one.direction in (Direction.EXACT, Direction.AT_LEAST)
    return is_clear and not is_of_each(one)


def wrong_changes(text: Sequence[Said]) -> Iterator[WrongSum]:
    """Give what a number has grown or fallen to, where by how much is said right behind and makes another."""
    for first, second, change in zip(text, text[1:], text[2:], strict=False):
        one, two, by = first.statement, second.statement, change.statement
        if not _FROM.search(one.before) or by.sentence != one.sentence or by.clause - two.clause > 1:
            continue
        if not (are_comparable(one, two) and are_comparable(two, by) and one.base == two.base == by.base):
            continue
        if one.dimension is Dimension.RATIO and abs(two.low - one.low) == one.low * by.low:
            continue  # A share may grow by a share of itself: 由60%提高到90%，提高50%.
        if not all(each.is_one and each.direction is not Direction.ABOUT for each in (one, two, by)):
            continue
        if _UP_TO.search(two.before) and _UP_BY.match(by.before) and one.low + by.low != two.low:
            reached = Said(replace(two, before=second.field.text[one.end : two.start]), second.field)
            yield WrongSum(reached, (first, change), one.low + by.low)
        if _DOWN_TO.search(two.before) and _DOWN_BY.match(by.before) and two.low + by.low != one.low:
            yield WrongSum(first, (second, change), two.low + by.low)
