"""Whether a total that some numbers do not make is made by them with others of its text: these explain it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations

from pmgen.check.statements.comparing import THINGS, are_comparable
from pmgen.check.statements.project_statements import Said, said_in
from pmgen.check.statements.reckonings import can_make, cancels, divisors_of
from pmgen.check.statements.statement import Statement
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


def is_made_otherwise(total: Said, accused: Sequence[Said], made: Fraction) -> bool:
    """Tell whether accused numbers make a total together with others of its text.

    62天，在6处各安排2人，共744人次 is 6 times 2 for each of 62 days; 304家，其他省市10家、境外6家 are 320.
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
    return _is_multiplied(total, accused, made, (near, rest), words) or _is_added(total, made, near)


def _sentence_of(said: Said) -> tuple[int, int]:
    text, start = said.field.text, said.statement.start
    begin = max(text.rfind(mark, 0, start) for mark in _ENDS) + 1
    return begin, min((at for mark in _ENDS if (at := text.find(mark, start)) >= 0), default=len(text))


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
            if times in often or (far != 1 and times in _said_by(words)):
                return True
    return False


def _is_another_of(one: Statement, unused: Sequence[Statement]) -> bool:
    """Tell whether a number counts what an accused one counts: the batches of another item."""
    return any(same_unit(one.unit) == same_unit(each.unit) for each in unused)


def _often(near: Sequence[Statement], words: str) -> set[Fraction]:
    """Return the products of some of the counts of a sentence, and of what its words multiply by."""
    counts = [one.stated if one.dimension is Dimension.TIME else one.low for one in near if _is_count(one)]
    times = {Fraction(1)}
    for size in range(1, _MOST_FACTORS + 1):
        for some in combinations(counts[:_MOST_NEAR], size):
            product = Fraction(1)
            for each in some:
                product *= each
            times.add(product)
    spans = [int(last) - int(first) + 1 for first, last in _MONTHS.findall(words)]
    seasons = {Fraction(sum(spans))} if len(spans) > 1 else set()
    return times | seasons | {each * more for each in times - {1} for more in _said_by(words)}


_MONTHS = late("(?<![0-9])(1[0-2]|[1-9])月?[至到—~-](1[0-2]|[1-9])月")
"""Some months, of which a sentence may name several: 3月至5月、9月至11月每月2场."""


def _said_by(words: str) -> set[Fraction]:
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
