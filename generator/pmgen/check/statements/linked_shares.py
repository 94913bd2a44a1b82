"""Shares and the amount that a text links to them: 1000人……260人，意向达成率30%; 财政补助40%即380元.

A share is right where any two numbers of its line that count alike make it. Where none do, it is told if the
number linked to it is, of one before it, that share but for a slip of the hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

from pmgen.check.statements.comparing import PEOPLE, are_comparable
from pmgen.check.statements.counted_shares import is_other_share
from pmgen.check.statements.project_statements import Said
from pmgen.check.statements.reckonings import divisors_of
from pmgen.check.statements.same_subject import noun_before
from pmgen.check.statements.sentence_bounds import sentence_end, sentence_start
from pmgen.check.statements.shares import WrongShare, last_place_of_share
from pmgen.check.statements.slips import is_slip_of_hand
from pmgen.check.statements.statement import Direction
from pmgen.check.statements.wrong_result import last_place_of
from pmgen.check.wording.chinese_characters import HAN
from pmgen.check.wording.name_words import pairs_of
from pmgen.late_pattern import late
from pmgen.model.units import Dimension, same_unit

_LINK_BEHIND = late(
    f"(?:的?(?:比例|比率|标准))?(?:{HAN}{{0,8}}[，,（(]?(?:预计|即|也就是|计(?!划|算)|共计?|合计|为|需|安排|再?支?付|产|应)|计算?[，,]?|[（(]|测算[，,])"
    f"(?:约|各|需?{HAN}{{0,4}})"
)
_OF = "(?:约|仅|只)?占(?P<whole>[^，。；、（()）0-9]{0,12})"
_RATE = f"(?P<verb>{HAN}{{0,8}})(?P<rate>率|比例|占比|比重)"
_GROWTH = "(?P<growth>增长|增幅|下降|减少|降幅)(?:了|约|为|达)*"
_LINK_BEFORE = late(
    f"(?P<noun>{HAN}{{0,6}})[，,（(；;]{{0,1}}(?:{_OF}|{_RATE}|{_GROWTH})?(?:约|为|达到?|不低于|是|：|:)*"
)
_NO_SHARE = late("[增减降升提缩压超翻至]|比(?![例重率])|较|由|从|折")
_BRACKET = ("（", "(")


@dataclass(frozen=True, slots=True)
class _Link:
    """The number that a share is said of, and the words for what it is a share of."""

    part: Said
    whole: str = ""
    is_strong: bool = True
    is_growth: bool = False


def wrong_linked_shares(text: Sequence[Said]) -> Iterator[WrongShare]:
    """Give the shares that the number beside them and one before it make but for a slip."""
    for at, share in enumerate(text):
        link = _linked(text, at) if _is_share(share) else None
        if link is None:
            continue
        line = [said for said in text if said is not link.part and _is_in_line(said, share)]
        line = [said for said in line if _are_alike(said, link.part)]
        found = None if _is_made(share, link, line) else _wrong(share, link, line)
        if found:
            yield found


def _is_share(said: Said) -> bool:
    one = said.statement
    return one.unit == "%" and one.is_one and 0 < one.low < 1


def _is_in_line(said: Said, share: Said) -> bool:
    written, start = share.field.text, share.statement.start
    begin, end = sentence_start(written, start, "\n"), sentence_end(written, start, "\n")
    one = said.statement
    is_counted = one.dimension not in (Dimension.RATIO, Dimension.GRADE) and one.is_one and one.low > 0
    return is_counted and begin <= one.start < end


def _is_made(share: Said, link: _Link, line: Sequence[Said]) -> bool:
    """Tell whether a part is a share of any number of its line, or of some in a row, or that is one of it."""
    part, place = link.part.statement.low, last_place_of_share(share)
    lows = [said.statement.low for said in line]
    near = [said.statement.low for said in line if said.statement.sentence == share.statement.sentence]
    sums = (made for at in range(len(near)) for made in accumulate(near[at : at + _MOST]))
    beside = [part + low for low in near]
    return any(_fits(share.statement.low, part, whole, place, link.part) for whole in {*lows, *sums, *beside})


def _fits(stated: Fraction, part: Fraction, whole: Fraction, place: Fraction, said: Said) -> bool:
    """Tell whether a part of a whole, or the rest of it, is a share when it is rounded or cut off."""
    made = part / whole
    is_near = any(-place / 2 <= each - stated < place for each in (made, 1 - made))
    return is_near or abs(part - whole * stated) < max(_least(said), last_place_of(said))


def _least(part: Said) -> Fraction:
    """Return how far a number of things may be from a share of others, which is no whole one."""
    return Fraction(1) if part.statement.dimension in _WHOLE_ONES else Fraction(0)


_WHOLE_ONES = PEOPLE | {Dimension.BODIES, Dimension.THINGS, Dimension.EVENTS}


def _are_alike(one: Said, other: Said) -> bool:
    first, second = one.statement, other.statement
    if not are_comparable(first, second) or first.base != second.base:
        return False
    return first.dimension not in _WHOLE_ONES or same_unit(first.unit) == same_unit(second.unit)


def _linked(text: Sequence[Said], at: int) -> _Link | None:
    """Return the number that a share is said of: the one behind 即, or the one before 占 and the like."""
    share, written = text[at].statement, text[at].field.text
    before = text[at - 1] if at else None
    if before and _is_number(before):
        match = _LINK_BEFORE.fullmatch(written, before.statement.end, share.start)
        if match and (link := _link(match, before)):
            return link
    after = text[at + 1] if at + 1 < len(text) else None
    is_listed = (
        before is not None
        and before.statement.unit == "%"
        and written[before.statement.end : share.start] == "、"
    )
    is_plain = (
        not is_listed and not _NO_SHARE.search(share.before) and after is not None and _is_number(after)
    )
    if after and is_plain and _LINK_BEHIND.fullmatch(written, share.end, after.statement.start):
        return _Link(after)
    return None


def _link(match: re.Match[str], part: Said) -> _Link | None:
    """Return how a share behind a number is linked to it; None where that is not clear."""
    is_change = part.statement.is_change
    if match["growth"]:
        return _Link(part, is_growth=True) if is_change else None
    if is_change or _NO_SHARE.search(match[0]):
        return None
    if match["whole"] is not None:
        return _Link(part, whole=match["whole"])
    if match["rate"]:
        return _rate(match["verb"], part)
    return _Link(part) if match[0].endswith(_BRACKET) else None


def _rate(verb: str, part: Said) -> _Link | None:
    """Return how a rate is linked to those with whom its verb was done; 按期办结率 to no 办结."""
    words = f"{part.statement.before}{part.statement.behind}"
    is_done = verb in words
    if (
        part.statement.dimension is Dimension.MONEY
        or divisors_of(part.statement)
        or (not is_done and verb[-2:] in words)
    ):
        return None
    return _Link(part, is_strong=is_done)


def _is_number(said: Said) -> bool:
    one = said.statement
    is_counted = one.dimension not in (Dimension.RATIO, Dimension.GRADE, Dimension.TIME)
    return is_counted and one.is_one and one.low > 0


def _wrong(share: Said, link: _Link, line: Sequence[Said]) -> WrongShare | None:
    """Return the share with the nearest number of which a part has it but for a slip."""
    start = max(link.part.statement.start, share.statement.start)
    part = link.part.statement.low
    wholes = [said for said in line if said.statement.start < start and part < said.statement.low]
    name = _MEASURE.sub("", link.whole)
    wholes = [said for said in wholes if _may_be_whole(said, link, name)]
    for whole in reversed(wholes[-_MOST:]):
        if not link.is_strong and abs(part / whole.statement.low - share.statement.low) > _NEAR:
            continue
        found = WrongShare(link.part, whole, share, part / whole.statement.low)
        if is_other_share(found) and not _is_about(found) and _would_be(share, link, whole):
            return found
    return None


def _may_be_whole(whole: Said, link: _Link, name: str) -> bool:
    """Tell whether a share may be of a number: by its name, by 其中, or by the noun of the part."""
    one, part = whole.statement, link.part.statement
    if name:
        return len(name) >= _LONG and noun_before(one.before).endswith(name)
    if (
        part.dimension not in _THINGS
        or part.start < one.start
        or "其中" in link.part.field.text[one.end : part.start]
    ):
        return True
    behind = "" if one.behind.startswith(("中", "里")) else one.behind
    noun = _BY_THEN.sub("", part.before)
    is_bare = len(noun) <= _LONG
    return is_bare or not pairs_of(noun).isdisjoint(pairs_of(f"{one.before} {behind}"))


_THINGS = frozenset([Dimension.BODIES, Dimension.THINGS])
_BY_THEN = late("[^，。；]*(?:[日月底末]|节|[上下]半年|季度)(?:之|以)?[前内]")


def _is_about(found: WrongShare) -> bool:
    """Tell whether a share is said to be nearly so much, and is."""
    said = (found.share, found.part, found.whole)
    is_about = (
        any(each.statement.direction is Direction.ABOUT for each in said)
        or "约" in found.share.statement.before
    )
    return is_about and abs(found.made - found.share.statement.low) < found.made / 10


_MOST, _LONG = 4, 3
_NEAR = Fraction(15, 100)
_MEASURE = late("(?:总[数量]|全部|比例|的|数量?|其)")


def _would_be(share: Said, link: _Link, whole: Said) -> bool:
    """Tell whether a share, or one of the numbers that make it, is right but for a slip."""
    place, stated = last_place_of_share(share), share.statement.low
    part, all_of_it = link.part.statement, whole.statement
    made = part.low / all_of_it.low
    rounded = {int(made / place), round(made / place)}
    if any(0 < each * place < 1 and is_slip_of_hand(Fraction(each), stated / place) for each in rounded):
        return True
    if not link.is_strong or link.is_growth:
        return False
    return any(
        is_slip_of_hand(one.stated, one.stated * right / one.low)
        for one, right in ((part, all_of_it.low * stated), (all_of_it, part.low / stated))
    )
