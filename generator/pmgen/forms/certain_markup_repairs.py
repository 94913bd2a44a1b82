"""Repairs of an HTML layout that are certain: in the line of a problem, and no byte beside the tag."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from pmgen.catalog.region import Region
from pmgen.engines.word.layout_tags import Tag, find_tags
from pmgen.forms.check_layout import layout_problems
from pmgen.forms.meant_tags import better_tag, plain_tag
from pmgen.problems import Problem, ProblemKind, SourcePlace

_BRACED = "PMG432"


@dataclass(frozen=True, slots=True)
class LineEdit:
    """What is to stand in a line in the place of what stands from `start` on."""

    place: SourcePlace
    start: int
    old: str
    new: str


def next_repairs(
    data: bytes, region: Region, unsure: Collection[str]
) -> tuple[bytes, Sequence[LineEdit]] | None:
    """Return the layout after the next repairs: all that offer themselves, or the first that helps."""
    before = layout_problems(data, region, unsure)
    edits = list(dict.fromkeys(edit for problem in before for edit in _candidates(problem, data.decode())))
    for chosen in ([edits] if len(edits) > 1 else []) + [[edit] for edit in edits]:
        trial = _edited(data, chosen)
        if trial is not None and _is_better(before, layout_problems(trial, region, unsure)):
            return trial, chosen
    return None


def _candidates(problem: Problem, source: str) -> Iterator[LineEdit]:
    """Yield what may be meant in the line of a problem; whether it is will be seen."""
    place = problem.places[0] if problem.places else None
    lines = source.split("\n")
    if not isinstance(place, SourcePlace) or place.line is None or place.line > len(lines):
        return
    line = lines[place.line - 1]
    if problem.code == _BRACED:
        braces = str(dict(problem.message.values)["braces"])
        if line.count(braces) == 1:
            yield LineEdit(place, line.index(braces), braces, plain_tag(braces) or "{" + braces + "}")
        return
    for tag in find_tags(line):
        old = line[tag.start : tag.end]
        new = better_tag(problem, old)
        if problem.code == "PMG401" and isinstance(tag, Tag) and len(tag.source) == len(old) != 0:
            new = tag.source if tag.source != old else new
        if new is not None and new != old:
            yield LineEdit(place, tag.start, old, new)


def _edited(data: bytes, edits: Sequence[LineEdit]) -> bytes | None:
    """Return the layout with edits made, None where two of them are about the same signs."""
    lines = data.decode().split("\n")
    for edit in sorted(edits, key=lambda edit: -edit.start):
        number = (edit.place.line or 1) - 1
        line, end = lines[number], edit.start + len(edit.old)
        if line[edit.start : end] != edit.old:
            return None
        lines[number] = line[: edit.start] + edit.new + line[end:]
    return "\n".join(lines).encode()


def _is_better(before: Sequence[Problem], after: Sequence[Problem]) -> bool:
    """Tell whether fewer problems are left and no other.

    A tag that could not be read may have kept others from being told of.
    """
    old, new = Counter(map(_key, before)), Counter(map(_key, after))
    stopping = [sum(map(_stops, found)) for found in (before, after)]
    if stopping[1] < stopping[0]:
        return not any(_stops(problem) and _key(problem) not in old for problem in after)
    return bool(old - new) and not new - old


def _stops(problem: Problem) -> bool:
    return problem.code == "PMG401" or problem.kind is ProblemKind.PAIRING


def _key(problem: Problem) -> object:
    return problem.code, problem.places[:1], str(problem.message)
