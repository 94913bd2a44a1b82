"""Repairs of a layout that are certain: each leaves fewer problems, and every byte that it is not about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from pmgen.catalog.region import Region
from pmgen.engines.language.name_hints import loop_variables
from pmgen.engines.word.layout_package import open_layout
from pmgen.engines.word.layout_tags import Tag, TagKind, find_tags
from pmgen.forms.certain_markup_repairs import next_repairs
from pmgen.forms.check_layout import copies_of, is_word, layout_problems
from pmgen.forms.layout_text import LayoutParagraph, TextEdit, at_place, edited, read_paragraphs
from pmgen.forms.meant_tags import better_tag
from pmgen.problems import LayoutPlace, Place, Problem, ProblemKind, Refusal

_MOST_ROUNDS = 20
_TWO_ENDS = re.compile(r"(\{%\s*end\w+\s*%\})\s*(\{%\s*end\w+\s*%\})")


@dataclass(frozen=True, slots=True)
class Repair:
    """What was repaired: where, what stood there and what stands there now."""

    place: Place
    old: str
    new: str


def repaired(data: bytes, region: Region, unsure: Collection[str] = ()) -> tuple[bytes, tuple[Repair, ...]]:
    """Return a layout with all that can be repaired for certain, and what was repaired."""
    made: list[Repair] = []
    try:
        for _ in range(_MOST_ROUNDS):
            better = (_next if is_word(region) else _next_of_markup)(data, region, unsure)
            if better is None:
                break
            data, repairs = better
            made += repairs
    except Refusal:
        return data, tuple(made)
    return data, tuple(made)


def _next(data: bytes, region: Region, unsure: Collection[str]) -> tuple[bytes, list[Repair]] | None:
    """Return the layout after the next repairs: all that offer themselves, or the first that helps."""
    before = layout_problems(data, region, unsure)
    package = open_layout(data, str(region.layout))
    paragraphs = list(read_paragraphs(package))
    edits = list(_apart(edit for problem in before for edit in _candidates(problem, paragraphs)))
    edits += _apart_from(edits, _plainer(paragraphs))
    for chosen in ([edits] if len(edits) > 1 else []) + [[edit] for edit in edits]:
        trial = edited(data, package, [each for edit in chosen for each in _with_copies(edit, paragraphs)])
        if _is_better(before, layout_problems(trial, region, unsure), chosen):
            return trial, [_repair(edit) for edit in chosen]
    return None


def _next_of_markup(
    data: bytes, region: Region, unsure: Collection[str]
) -> tuple[bytes, list[Repair]] | None:
    better = next_repairs(data, region, unsure)
    return better and (better[0], [Repair(edit.place, edit.old, edit.new) for edit in better[1]])


def _repair(edit: TextEdit) -> Repair:
    return Repair(edit.paragraph.place, edit.paragraph.text[edit.start : edit.end], edit.new)


def _with_copies(edit: TextEdit, paragraphs: Sequence[LayoutParagraph]) -> list[TextEdit]:
    return [replace(edit, paragraph=twin) for twin in copies_of(edit.paragraph, paragraphs)]


def _apart(edits: Iterator[TextEdit]) -> Iterator[TextEdit]:
    """Yield the edits that touch no tag of one before them."""
    taken: list[TextEdit] = []
    for edit in edits:
        if not any(_touch(edit, other) for other in taken):
            taken.append(edit)
            yield edit


def _apart_from(taken: Sequence[TextEdit], edits: Iterator[TextEdit]) -> list[TextEdit]:
    return [edit for edit in edits if not any(_touch(edit, other) for other in taken)]


def _touch(one: TextEdit, other: TextEdit) -> bool:
    same = one.paragraph.place == other.paragraph.place
    return same and one.start <= other.end and other.start <= one.end


def _is_better(before: Sequence[Problem], after: Sequence[Problem], edits: Sequence[TextEdit]) -> bool:
    """Tell whether edits leave fewer problems, or as many where they only write signs in the usual way.

    A tag that could not be read, and a loop without an end, may have kept others from being told of.
    """
    old, new = Counter(map(_key, before)), Counter(map(_key, after))
    stopping = [sum(map(_stops, found)) for found in (before, after)]
    if stopping[1] < stopping[0]:
        return not any(_stops(problem) and _key(problem) not in old for problem in after)
    mended = {(edit.paragraph.place, edit.new) for edit in edits}
    if any(_key(problem) not in old and _tag(problem) not in mended for problem in after):
        return False
    return bool(old - new) or all(_is_of_signs(edit) for edit in edits)


def _tag(problem: Problem) -> object:
    place = problem.places[0] if problem.places else None
    return (replace(place, text=""), place.text) if isinstance(place, LayoutPlace) else None


def _is_of_signs(edit: TextEdit) -> bool:
    return edit in list(_plainer([edit.paragraph]))


def _stops(problem: Problem) -> bool:
    return problem.code == "PMG401" or problem.kind is ProblemKind.PAIRING


def _key(problem: Problem) -> object:
    place = problem.places[0] if problem.places else None
    return (
        problem.code,
        replace(place, text="") if isinstance(place, LayoutPlace) else place,
        str(problem.message),
    )


def _candidates(problem: Problem, paragraphs: Sequence[LayoutParagraph]) -> Iterator[TextEdit]:
    """Yield what may be meant at the place of a problem; whether it is will be seen."""
    place = problem.places[0] if problem.places else None
    paragraph = at_place(paragraphs, place) if isinstance(place, LayoutPlace) else None
    if paragraph is None or not isinstance(place, LayoutPlace):
        return
    found = paragraph.find(place.text)
    if found is None:
        return
    start, end = found
    tag = paragraph.text[start:end]
    if problem.kind is ProblemKind.PAIRING:
        yield from _in_order(paragraph, start)
        yield from _missing_end(paragraph, tag, paragraphs)
    elif problem.code == "PMG432":
        yield TextEdit(paragraph, start, end, "{" + tag + "}")
    elif (new := better_tag(problem, tag)) is not None and new != tag:
        yield TextEdit(paragraph, start, end, new)


def _plainer(paragraphs: Sequence[LayoutParagraph]) -> Iterator[TextEdit]:
    """Yield tags with full-width signs and smart quotes, which are taken for plain ones, with plain ones."""
    for paragraph in paragraphs:
        for tag in find_tags(paragraph.text) if "{" in paragraph.text or "｛" in paragraph.text else ():
            raw = paragraph.text[tag.start : tag.end]
            if isinstance(tag, Tag) and not tag.level and tag.source != raw and len(tag.source) == len(raw):
                yield TextEdit(paragraph, tag.start, tag.end, tag.source)


def _in_order(paragraph: LayoutParagraph, start: int) -> Iterator[TextEdit]:
    """Yield two ends side by side the other way round; of two that are the same, one."""
    ends = _TWO_ENDS.match(paragraph.text, start) or _TWO_ENDS.match(
        paragraph.text, max(0, paragraph.text.rfind("{%", 0, start))
    )
    if ends is not None:
        new = ends[1] if ends[1] == ends[2] else ends[2] + ends[1]
        yield TextEdit(paragraph, ends.start(), ends.end(), new)


def _missing_end(
    paragraph: LayoutParagraph, tag: str, paragraphs: Sequence[LayoutParagraph]
) -> Iterator[TextEdit]:
    """Yield the end of a loop over rows, behind the last of them where every one prints its items."""
    names = loop_variables(tag)
    place = paragraph.place
    if not names or place.row is None:
        return
    same = [each for each in paragraphs if (each.place.part, each.place.table) == (place.part, place.table)]
    named = re.compile(rf"(?<![\w.])(?:{'|'.join(map(re.escape, names))})(?!\w)")
    users = [each for each in paragraphs if each.number >= paragraph.number and _names(each, named)]
    row = [each for each in same if each.place.row == place.row]
    has_ends = any("{% end" in each.text for each in row if each is not paragraph)
    if any(each not in same for each in users) or (users == [paragraph] and not has_ends):
        return
    rows = {each.place.row for each in users}
    last = max(row for row in rows if row is not None)
    if rows != set(range(place.row, last + 1)):
        return
    home = [each for each in same if each.place.row == last and each.pieces][-1]
    yield TextEdit(home, len(home.text), len(home.text), "{% endfor %}")


def _names(paragraph: LayoutParagraph, named: re.Pattern[str]) -> bool:
    tags = find_tags(paragraph.text) if "{" in paragraph.text else []
    return any(
        isinstance(tag, Tag) and tag.kind is not TagKind.COMMENT and named.search(tag.source) for tag in tags
    )
