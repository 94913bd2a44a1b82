"""Lists that a row gives as the parts of its target: 东街18.6公里、西街9.5公里，2条街合计, beside 48公里."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from pmgen.check.relations.rows.row_reckonings import WrongTarget
from pmgen.check.statements.explanations import adds_up_to_target
from pmgen.check.statements.project_statements import ProjectStatements, Promise, Said, said_in
from pmgen.check.statements.reckonings import divisors_of
from pmgen.check.statements.statement import Direction
from pmgen.check.wording.chinese_characters import HAN
from pmgen.late_pattern import late
from pmgen.model.units import Dimension, same_unit

_SUM = late("(?:合计|总计|总和|之和|相加|加总)(?:数|值)?[。）)]?\\Z")
"""What ends a text that says how its target comes about, and leaves the result to the target."""
_NO_PARTS = late(
    "其中|约|左右|以上|不少于|不低于|上年|去年|[0-9]年度?之?和|每|各|另|等|除|减|扣|[×xX*=＝÷/]|平均|比例"
)
_AND = late(f"(?:[、，,；;和及与加]{{1,2}}){HAN}{{1,16}}")
_MOST = 16
_FIELDS = frozenset(["description", "remark", "basis_note"])


def rows_against_listed_sums(statements: ProjectStatements) -> Iterator[WrongTarget]:
    """Give the rows whose parts, of which the text says that they are summed up, make another target.

    A text that has nothing but a list says so too.
    """
    rows = {id(each.indicator): each for each in statements.promises if _may_be_summed(each)}
    for field in statements.reviewed.texts if rows else ():
        promise = rows.get(id(field.indicator)) if field.indicator is not None else None
        if promise is None or field.key not in _FIELDS or _NO_PARTS.search(field.text):
            continue
        every = said_in(field)
        parts = [said for said in every if _is_part(said, promise)]
        if not 1 < len(parts) <= _MOST or not _is_summed(parts, every):
            continue
        made = sum((said.statement.low for said in parts), Fraction(0))
        if _contradicts(made, promise) and not _is_reckoned_otherwise(made, every, parts, promise):
            yield WrongTarget(promise, tuple((said,) for said in parts), made)


def _may_be_summed(promise: Promise) -> bool:
    one = promise.statement
    is_count = one.dimension not in (Dimension.RATIO, Dimension.GRADE, Dimension.TIME)
    return is_count and one.is_one and not one.per and not one.each


def _is_part(said: Said, promise: Promise) -> bool:
    one, target = said.statement, promise.statement
    are_alike = one.base == target.base and same_unit(one.unit) == same_unit(target.unit)
    is_clear = one.is_one and one.direction is Direction.EXACT and not one.is_change
    return are_alike and is_clear and divisors_of(one) == ()


def _is_summed(parts: Sequence[Said], every: Sequence[Said]) -> bool:
    """Tell whether a text ends in a word for a sum behind all of its parts, that has no number of its own."""
    text = parts[0].field.text
    end = _SUM.search(text)
    return end is not None and every[-1].statement.start < end.start() and _are_joined(parts)


def _are_joined(parts: Sequence[Said]) -> bool:
    """Tell whether nothing but a mark and a name stands between parts."""
    text = parts[0].field.text
    return all(
        _AND.fullmatch(_without_years(text[one.statement.end : other.statement.start]))
        for one, other in pairwise(parts)
    )


_YEAR = late("20[0-9]{2}年")


def _without_years(words: str) -> str:
    return _YEAR.sub("", words)


def _is_reckoned_otherwise(
    made: Fraction, every: Sequence[Said], parts: Sequence[Said], promise: Promise
) -> bool:
    """Tell whether some parts alone, or all of them so many times, are the target."""
    target = promise.statement.low
    times = {said.statement.stated for said in every if said not in parts}
    return any(made * often == target for often in times) or adds_up_to_target(parts, promise)


def _contradicts(made: Fraction, promise: Promise) -> bool:
    """Tell whether a sum is not the target, or not within its limit."""
    target = promise.statement
    if target.direction is Direction.AT_LEAST:
        return made < target.low
    return made > target.low if target.direction is Direction.AT_MOST else made != target.low
