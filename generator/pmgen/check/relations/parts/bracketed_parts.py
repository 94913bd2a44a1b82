"""A whole and all its parts, in the brackets behind it or in its row: 28座（小（1）型6座、小（2）型20座）."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from pmgen.check.relations.rows.row_reckonings import WrongTarget
from pmgen.check.relations.shares.shares import WrongParts
from pmgen.check.statements.comparing import THINGS, is_of_each
from pmgen.check.statements.explanations import leads_to_target
from pmgen.check.statements.project_statements import ProjectStatements, Said, said_in
from pmgen.check.statements.reckonings import divisors_of
from pmgen.check.statements.statement import Direction, Statement
from pmgen.late_pattern import late
from pmgen.model.units import Dimension, same_unit

_OPENING, _CLOSING = "（(", "）)"
_NOT_ALL = ("其中", "等", "含", "另", "包括", "各", "每", "最", "约", "左右", "主要", "重点", "如", "不少于")
_OTHER = ("上年", "去年", "往年", "原", "比", "较", "增", "减", "同时", "兼", "次均", "人均")
_ITEM_ENDS = late("[、，,；;和及]")
_LEAST = Fraction(3, 5)
_NEAR = Fraction(2, 100)


def wrong_bracketed_parts(text: Sequence[Said]) -> Iterator[WrongParts]:
    """Give the numbers whose parts in the brackets behind them come to another number."""
    written = text[0].field.text if text else ""
    for whole in text:
        one = whole.statement
        start = one.end + len(one.behind)
        if not _is_whole(one) or written[start : start + 1] not in _OPENING or start >= len(written):
            continue
        end = _closing(written, start)
        inside = written[start + 1 : end]
        if end < 0 or any(word in inside for word in (*_NOT_ALL, *_OTHER)):
            continue
        parts = [said for said in text if start < said.statement.start < end]
        if not _are_all_parts(parts, one, written, (start + 1, end)):
            continue
        made = sum((part.statement.low for part in parts), Fraction(0))
        if _is_other(one.low, made, is_rounded="." in inside):
            yield WrongParts(whole, tuple(parts), made)


def _is_whole(one: Statement) -> bool:
    is_exact = one.is_one and one.direction is Direction.EXACT and not divisors_of(one) and not one.each
    return is_exact and one.dimension is not Dimension.RATIO and "、" not in one.behind


def _closing(written: str, start: int) -> int:
    """Return where the bracket closes that opens at `start`, behind those in it; -1 where it does not."""
    depth = 0
    for at in range(start, len(written)):
        depth += (written[at] in _OPENING) - (written[at] in _CLOSING)
        if not depth:
            return at
    return -1


def _are_all_parts(parts: Sequence[Said], whole: Statement, written: str, inside: tuple[int, int]) -> bool:
    """Tell whether a bracket has nothing but parts of a whole, an item of a list each."""
    if len(parts) < 2 or not all(_is_part(part.statement, whole) for part in parts):
        return False
    starts = [inside[0], *(part.statement.end for part in parts)]
    ends = [part.statement.start for part in parts]
    between = [written[end:start] for end, start in zip(starts, ends, strict=False)][1:]
    has_names = all(part.statement.before or part.statement.behind for part in parts)
    return has_names and all(len(_ITEM_ENDS.findall(words)) == 1 for words in between)


def _is_part(part: Statement, whole: Statement) -> bool:
    if not part.is_one or divisors_of(part) or part.each or part.direction is not Direction.EXACT:
        return False
    if part.dimension in THINGS and part.unit == "个":
        return whole.dimension in THINGS
    if part.dimension in THINGS or part.dimension is Dimension.EVENTS:
        return same_unit(part.unit) == same_unit(whole.unit)
    return part.base == whole.base


def _is_other(whole: Fraction, made: Fraction, *, is_rounded: bool) -> bool:
    """Tell whether parts are not the whole: a few of it may be the ones that matter."""
    if made == whole or made < whole * _LEAST:
        return False
    return not (is_rounded and abs(made - whole) <= whole * _NEAR)


_FIELDS = frozenset(["description", "remark", "basis_note"])


def rows_of_other_parts(statements: ProjectStatements) -> Iterator[WrongTarget]:
    """Give the targets of rows whose text is nothing but a list of parts that come to another number."""
    rows = {id(each.indicator): each for each in statements.promises if each.statement.is_one}
    for field in statements.reviewed.texts:
        promise = rows.get(id(field.indicator)) if field.key in _FIELDS else None
        if promise is None or any(word in field.text for word in (*_NOT_ALL, *_OTHER)):
            continue
        end = len(field.text.rstrip("。；; "))
        parts, target = said_in(field), promise.statement
        if is_of_each(target):
            continue
        if not _are_all_parts(parts, target, field.text, (0, end)) or parts[-1].statement.behind:
            continue
        made = sum((part.statement.low for part in parts), Fraction(0))
        rooms = {Direction.AT_LEAST: made > target.low, Direction.AT_MOST: made < target.low}
        has_room = rooms.get(target.direction) and not _is_said_exactly(target, parts, statements)
        if leads_to_target(parts, promise) or has_room:
            continue
        if _is_other(target.low, made, is_rounded="." in field.text):
            yield WrongTarget(promise, tuple((part,) for part in parts), made)


def _is_said_exactly(target: Statement, parts: Sequence[Said], statements: ProjectStatements) -> bool:
    """Tell whether a goal or 资金用途 has the number of a target, of three parts or more, without a limit."""
    said = (each.statement for text in statements.prose for each in text)
    return len(parts) >= _SEVERAL and any(
        one.low == target.low
        and one.base == target.base
        and one.direction is Direction.EXACT
        and one.is_one
        and not divisors_of(one)
        for one in said
    )


_SEVERAL = 3
