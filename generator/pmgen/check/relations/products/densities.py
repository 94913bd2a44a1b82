"""So many for every so many, 每10名残疾人配备1名, beside how many there are of both: 150人 and 10名."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from pmgen.check.statements.comparing import PEOPLE, PHYSICAL, THINGS, are_comparable
from pmgen.check.statements.project_statements import ProjectStatements, Said
from pmgen.check.statements.reckonings import divisors_of
from pmgen.check.statements.statement import Direction, Statement
from pmgen.check.statements.wrong_result import last_place_of
from pmgen.check.wording.chinese_characters import HAN
from pmgen.late_pattern import late

_EACH = late("(?:按照?|平均|标准为|以|即|约定)每\\Z")
_PROVIDED = late(
    f"(?P<noun>{HAN}{{0,8}}?)(?:至少|应|需)?(?:配备|配置|配|承载|设置|设立|设|安排|聘用|聘请|布设|布置|建设|建|选派|服务|供应|供|容纳|投放|栽植|种植|安装|核定)?"
)
_SUBJECT = late(
    f"(?:^|[，。；、：\\n]|[0-9]{{1,2}}[.．、])(?P<noun>{HAN}{{2,8}}?)(?:按照?|平均|标准为|以)每\\Z"
)
_LEFT_OPEN = late("[至最]少|[至最]多|不[少多低高]|以上|以内|左右|约|试点|部分|重点")
_COUNTED = PEOPLE | THINGS | PHYSICAL
_NEAREST, _FARTHEST = Fraction(1, 3), 3
_FAR = 16
_MOST_CANDIDATES = 200


@dataclass(frozen=True, slots=True)
class WrongDensity:
    """How many of one thing are for each of another, and how many there are of both."""

    each: Said
    provided: Said
    count: Said
    base: Said
    made: Fraction

    @property
    def words(self) -> str:
        """Return the density as it stands there: 每10名残疾人配备1名."""
        return self.each.field.text[self.each.statement.start - 1 : self.provided.statement.end]


def wrong_densities(statements: ProjectStatements) -> Iterator[WrongDensity]:
    """Give the numbers that so many for every so many do not make, and that another round number would.

    Nothing is told where they fit any number of the project in the unit of what they are for.
    """
    for text in statements.prose:
        if "每" not in text[0].field.text:
            continue
        for at, (each, provided) in enumerate(pairwise(text)):
            count = _count_of(each, provided, text[at + 2 :])
            if count and (base := _other_base(each, provided, count, statements)):
                made = base.statement.low * provided.statement.low / each.statement.low
                yield WrongDensity(each, provided, count, base, made)


def _count_of(each: Said, provided: Said, behind: Sequence[Said]) -> Said | None:
    """Return how many are provided, in the sentence of 每6亩承载1个; None where that is not clear."""
    one, other = each.statement, provided.statement
    words = each.field.text
    if not _EACH.search(one.before) or one.clause != other.clause or not _is_number(one) or one.low == 0:
        return None
    if not _PROVIDED.fullmatch(words, one.end, other.start) or not _is_number(other):
        return None
    if _LEFT_OPEN.search(words, max(0, one.start - _FAR), other.end + _FAR):
        return None
    found = [said for said in behind if said.statement.sentence == one.sentence]
    alike = [said for said in found if said.statement.base == other.base and _is_number(said.statement)]
    alike = [said for said in alike if divisors_of(said.statement) == () and not said.statement.each]
    return alike[0] if len(alike) == 1 else None


def _is_number(one: Statement) -> bool:
    return one.is_one and one.dimension in _COUNTED and one.direction is Direction.EXACT


def _other_base(each: Said, provided: Said, count: Said, statements: ProjectStatements) -> Said | None:
    """Return the number of what something is for each of, where another density than the said one fits."""
    noun = _noun_of(each, provided)
    every = [said for text in (*statements.prose, *statements.row_texts) for said in text]
    alike = [
        said
        for said in every
        if said is not each
        and said is not count
        and are_comparable(said.statement, each.statement)
        and divisors_of(said.statement) == ()
    ]
    if len(alike) > _MOST_CANDIDATES:
        return None
    lows = {said.statement.low for said in alike} | {
        promise.statement.low
        for promise in statements.promises
        if are_comparable(promise.statement, each.statement)
    }
    per, stated = provided.statement.low / each.statement.low, count.statement.low
    named = [said for said in alike if _is_named(said, noun)] if noun else _beside(each, alike)
    room = max(last_place_of(count), Fraction(1))
    is_near = any(abs(said.statement.low * per - stated) < room for said in named)
    if is_near or any(low * per == stated for low in lows):
        return None
    named = [said for said in named if said.field is each.field] or named
    named = [said for said in named if _is_round(said, each, provided, count)]
    return named[0] if len({said.statement.low for said in named}) == 1 else None


def _noun_of(each: Said, provided: Said) -> str:
    """Return what something is for each of, 残疾人 of 每10名残疾人配备1名, or who has so much of it."""
    subject = _SUBJECT.search(each.field.text, max(0, each.statement.start - _FAR), each.statement.start)
    if subject:
        return subject["noun"]
    between = _PROVIDED.fullmatch(each.field.text, each.statement.end, provided.statement.start)
    noun = between["noun"] if between else ""
    return noun if len(noun) > 1 else ""


def _beside(each: Said, alike: Sequence[Said]) -> Sequence[Said]:
    """Return the only number of a sentence in the unit of what something is for each of."""
    found = [said for said in alike if said.field is each.field]
    found = [said for said in found if said.statement.sentence == each.statement.sentence]
    return found if len(found) == 1 else ()


_NEAR = 24


def _is_named(said: Said, noun: str) -> bool:
    """Tell whether a noun stands beside a number, in its sentence."""
    one, text = said.statement, said.field.text
    before = re.split("[。；\\n]", text[max(0, one.start - _NEAR) : one.start])[-1]
    is_plain = divisors_of(one) == () and not one.each and one.is_one
    return is_plain and "其中" not in before and (noun in before or one.behind.startswith(noun))


def _is_round(said: Said, each: Said, provided: Said, count: Said) -> bool:
    """Tell whether a number and the count have a density of a whole number near the said one."""
    meant = said.statement.low * provided.statement.low / count.statement.low
    written = meant / (each.statement.low / each.statement.stated)
    is_near = _NEAREST <= meant / each.statement.low <= _FARTHEST
    return is_near and written.denominator == 1
