"""Parts that a goal divides a whole into, beside the rows that count them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pmgen.check.statements.project_statements import ProjectStatements, Promise, Said
from pmgen.check.statements.same_subject import noun_before
from pmgen.check.statements.statement import Direction
from pmgen.late_pattern import late
from pmgen.model.units import same_unit

_OF_WHICH = late("其中")
_NOUN = 2


def parts_otherwise(statements: ProjectStatements) -> Iterator[tuple[Said, Promise]]:
    """Give the parts of a goal that make its whole and that the only row of their name counts otherwise."""
    for text in statements.plans:
        if text[0].field.goal is None:
            continue
        for at, said in enumerate(text[1:], 1):
            if _OF_WHICH.search(said.statement.before):
                yield from _otherwise(_parts(text[at - 1], text[at:]), text[at - 1], statements.promises)


def _parts(whole: Said, rest: Sequence[Said]) -> list[Said]:
    """Return the first numbers that are counted like a whole and come to it; none where they do not."""
    parts: list[Said] = []
    left = whole.statement.low
    for said in rest:
        one = said.statement
        if one.sentence != whole.statement.sentence or not left > 0:
            break
        if one.is_one and same_unit(one.unit) == same_unit(whole.statement.unit):
            parts.append(said)
            left -= one.low
    return [] if left or len(parts) < 2 else parts


def _otherwise(
    parts: Sequence[Said], whole: Said, promises: Sequence[Promise]
) -> Iterator[tuple[Said, Promise]]:
    nouns = [noun_before(said.statement.before)[-_NOUN:] for said in parts]
    known = {said.statement.low for said in (*parts, whole)}
    unit = same_unit(whole.statement.unit)
    for said, noun in zip(parts, nouns, strict=True):
        others = [each for each in nouns if each != noun]
        if len(noun) < _NOUN or len(others) < len(parts) - 1:
            continue
        rows = [each for each in promises if same_unit(each.statement.unit) == unit]
        rows = [each for each in rows if noun in each.indicator.name]
        if len(rows) != 1 or any(other in rows[0].indicator.name for other in others):
            continue
        target = rows[0].statement
        if target.is_one and target.direction is not Direction.AT_MOST and target.low not in known:
            yield said, rows[0]
