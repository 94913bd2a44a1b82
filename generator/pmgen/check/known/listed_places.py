"""Places of one list that stand for each other: 更新东港池旅客通道 beside 更新客运码头旅客通道."""

from __future__ import annotations

from collections.abc import Iterator

from pmgen.check.review_rule import ReviewedProject
from pmgen.check.wording.chinese_characters import HAN
from pmgen.check.wording.framed_names import OtherName
from pmgen.late_pattern import late

_LIST = late(f"{HAN}{{2,14}}(?:、{HAN}{{2,8}}){{1,12}}")
_FRAME = late(f"(?P<verb>{HAN}{{2}})(?P<rest>{HAN}{{4,40}})")
_SHORTEST_REST = 6
_SHORTEST_PLACE, _LONGEST_PLACE = 2, 6
_MOST_ROWS = 60


def places_of_others(reviewed: ReviewedProject) -> Iterator[OtherName]:
    """Give the place in a note where a goal has another one of its list in the same words.

    The goals say with no other place what the note says, and never with that one.
    """
    prose = "\n".join(
        field.text for field in reviewed.texts if field.goal is not None or field.key == "purpose"
    )
    lists = [match[0] for match in _LIST.finditer(prose)] if "、" in prose else []
    notes = [field for field in reviewed.texts if field.indicator and field.key == "description"]
    for field in notes[:_MOST_ROWS] if lists else ():
        match = _FRAME.fullmatch(field.text.rstrip("。"))
        if match is None or field.text in prose:
            continue
        found = {pair for each in lists for pair in _places(match["rest"], each)}
        told = [pair for pair in found if _is_framed(match["verb"], *pair, match["rest"], prose)]
        if len(told) == 1:
            written, usual = told[0]
            yield OtherName(field, match.start("rest"), written, usual)


def _places(rest: str, listed: str) -> Iterator[tuple[str, str]]:
    """Give the place of a list with which words begin, with each of the others there."""
    first, *others = listed.split("、")
    for place in others:
        if rest.startswith(place) and _SHORTEST_PLACE <= len(place) <= _LONGEST_PLACE:
            yield from ((place, other) for other in others if other != place)
            yield from ((place, first[-length:]) for length in range(_SHORTEST_PLACE, _LONGEST_PLACE + 1))


def _is_framed(verb: str, written: str, usual: str, rest: str, prose: str) -> bool:
    """Tell whether the goals have the words behind a place with another place, and never with this one."""
    behind = rest[len(written) :]
    if len(behind) < _SHORTEST_REST:
        return False
    return f"{verb}{usual}{behind}" in prose and f"{written}{behind[:2]}" not in prose
