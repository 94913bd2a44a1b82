"""What is done by one day and by the next: a number that is said to be that of all so far never falls."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pmgen.check.statements.project_statements import Said
from pmgen.check.wording.chinese_characters import HAN
from pmgen.late_pattern import late
from pmgen.model.units import same_unit

_BY = late(
    "(?:(?P<year>20[0-9]{2})年)?(?:(?<![0-9])(?P<month>1[0-2]|0?[1-9])月(?:份|(?P<day>[0-3]?[0-9])[日号])?"
    "|第?(?P<quarter>[一二三四])季度|(?P<half>上半年)|(?P<all>年|全年))(?:[底末])?(?:之?前|以前)?[，,]?"
    f"(?P<so_far>累计)?(?P<verb>{HAN}{{0,8}}?)(?:达到?|至|到|不少于|不低于)?\\Z"
)
_ALL = late(f"(?P<noun>{HAN}{{0,6}}?)全部(?P<verb>{HAN}{{2,4}})")
_FALLS = ("剩", "余", "减", "降", "压", "欠", "缺", "尾", "仅")
_LONGEST = 32
_NOUN = 4


@dataclass(frozen=True, slots=True)
class _Step:
    """How much is to be done by a day, and whether that is all so far."""

    said: Said
    when: int
    verb: str
    is_so_far: bool


def falling_progress(text: Sequence[Said]) -> Iterator[tuple[Said, Said]]:
    """Give each number of all so far that is less than one by an earlier day, with that.

    6月30日前累计完成12000卷，8月31日前累计完成8000卷.
    """
    if not text or "累计" not in text[0].field.text:
        return
    steps = [step for said in text if (step := _step(said))]
    for one, other in pairwise(steps):
        is_later = one.when < other.when and other.is_so_far
        if is_later and _are_alike(one, other) and other.said.statement.low < one.said.statement.low:
            yield other.said, one.said


def _step(said: Said) -> _Step | None:
    one, text = said.statement, said.field.text
    match = _BY.search(text, max(0, one.start - _LONGEST), one.start)
    if match is None or not one.is_one or one.is_change or one.each or one.per:
        return None
    if any(word in match["verb"] for word in _FALLS):
        return None
    whole = _ALL.match(text, one.end)
    is_all = whole is not None and not match["verb"]
    verb = whole["verb"] if whole and is_all else match["verb"]
    return _Step(said, _when(match), verb, match["so_far"] is not None or is_all)


def _when(match: re.Match[str]) -> int:
    year = int(match["year"] or 0)
    month = int(match["month"] or 0) or _MONTHS.get(match["quarter"], 0) or (6 if match["half"] else 12)
    return (year * 12 + month) * 100 + int(match["day"] or 31)


_MONTHS = {"一": 3, "二": 6, "三": 9, "四": 12}


def _are_alike(one: _Step, other: _Step) -> bool:
    """Tell whether two steps are of the same: in one unit, by one verb, with one noun where both have any."""
    first, second = one.said.statement, other.said.statement
    nouns = [each.behind.removeprefix("全部")[:_NOUN] for each in (first, second)]
    is_one_noun = nouns[0] == nouns[1] or not all(nouns) or "全部" in second.behind
    is_one_year = (one.when > _YEAR) is (other.when > _YEAR)
    are_of_one_unit = first.base == second.base and same_unit(first.unit) == same_unit(second.unit)
    return are_of_one_unit and is_one_noun and is_one_year and one.verb == other.verb


_YEAR = 100 * 12 * 100
