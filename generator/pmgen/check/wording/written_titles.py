"""Titles that a project writes in two ways: 现代戏《河上人家》 beside 现代戏《堤上人家》."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from pmgen.check.review_rule import FieldText, ReviewedProject
from pmgen.check.wording.framed_names import OtherName
from pmgen.check.wording.similar_words import are_similar
from pmgen.late_pattern import late

_TITLE = late("[《“](?P<title>[^《》“”，。；：、（）()0-9\\s]{4,16})[》”]")
_TOLD_APART = frozenset(
    "东西南北中上下前后左右大小新老旧内外高低一二三四五六七八九十甲乙丙丁首末主支春夏秋冬男女省市区县镇乡村"
)
_BESIDE = 2


def titles_otherwise(reviewed: ReviewedProject) -> Iterator[OtherName]:
    """Give the title that stands once where another, but for a character, has the same words beside it."""
    if "《" not in reviewed.prose and "“" not in reviewed.prose:
        return
    found: dict[str, list[tuple[FieldText, int]]] = defaultdict(list)
    for field in reviewed.texts:
        for match in _TITLE.finditer(field.text):
            found[match["title"]].append((field, match.start("title")))
    for rare, places in found.items():
        if len(places) != 1 or reviewed.prose.count(rare) > 1:
            continue
        field, start = places[0]
        usual = [title for title, others in found.items() if len(others) > 1 and _is_nearly(rare, title)]
        if (
            len(usual) == 1
            and usual[0] not in field.text
            and _are_called_alike(places[0], rare, found[usual[0]])
        ):
            yield OtherName(field, start, rare, usual[0])


def _is_nearly(rare: str, usual: str) -> bool:
    """Tell whether two titles differ in one character, which is not of those that tell two things apart."""
    if len(rare) != len(usual) or rare == usual:
        return False
    differing = [pair for pair in zip(rare, usual, strict=True) if pair[0] != pair[1]]
    return len(differing) == 1 and not _TOLD_APART.issuperset(differing[0])


_WORK_OF_ART = late("[剧戏曲歌舞书片影品目刊]\\Z")


def _are_called_alike(rare: tuple[FieldText, int], title: str, usual: list[tuple[FieldText, int]]) -> bool:
    """Tell whether two titles are those of one work, 现代戏, or written with characters that are alike.

    手册 and 画册 of one name are two things.
    """
    before = _before(*rare)
    if len(before) < _BESIDE or all(_before(*each) != before for each in usual):
        return False
    field, start = usual[0]
    pairs = zip(title, field.text[start : start + len(title)], strict=True)
    return _WORK_OF_ART.search(before) is not None or any(
        one != other and are_similar(one, other) for one, other in pairs
    )


def _before(field: FieldText, start: int) -> str:
    return field.text[max(0, start - 1 - _BESIDE) : start - 1]
