"""Shares and the amount that a text links to them: 1000人……260人，意向达成率30%; 财政补助40%即380元.

A share is right where any two numbers of its line that count alike make it. Where none do, it is told if the
number linked to it is, of one before it, that share but for a slip of the hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, chain
from operator import ge, le

from pmgen.check.relations.shares.counted_shares import is_other_share
from pmgen.check.relations.shares.shares import WrongShare
from pmgen.check.statements.comparing import PEOPLE, are_comparable
from pmgen.check.statements.project_statements import ProjectStatements, Said
from pmgen.check.statements.reckonings import divisors_of
from pmgen.check.statements.same_subject import noun_before
from pmgen.check.statements.sentence_bounds import sentence_end, sentence_start
from pmgen.check.statements.slips import is_slip_of_hand
from pmgen.check.statements.statement import Direction, Statement
from pmgen.check.statements.wrong_result import last_place_of, last_place_of_share
from pmgen.check.wording.chinese_characters import HAN
from pmgen.check.wording.name_words import pairs_of
from pmgen.late_pattern import late
from pmgen.model.units import Dimension, same_unit

_LINK_BEHIND = late(
    f"(?:的?(?:比例|比率|标准))?(?:{HAN}{{0,8}}[，,（(]?(?:预计|即|也就是|计(?!划|算)|共计?|合计|为|需|安排|再?支?付|产|应)|计算?[，,]?|[（(]|测算[，,])"
    f"(?:约|各|需?{HAN}{{0,4}})"
)
_LINK_BEHIND_BY = late(
    f"(?:的(?:比例|比率|标准))?{HAN}{{0,10}}?(?:[，,（(]?(?:共计?|合计|即|计|需|约|预计)*|(?:[，,]?分别)?[为是][^，。；0-9]{{0,4}})"
)
"""What stands between a share by which something is reckoned, 按5%, and what it makes."""
_OF = "(?:约|仅|只)?占(?P<whole>[^，。；、（()）0-9]{0,12})"
_RATE = f"(?P<verb>{HAN}{{0,8}})(?P<rate>率|比例|占比|比重)"
_GROWTH = "(?P<growth>增长|增幅|下降|减少|降幅)(?:了|约|为|达)*"
_LINK_BEFORE = late(
    f"(?P<noun>{HAN}{{0,6}})[，,（(；;]{{0,1}}(?:{_OF}|{_RATE}|{_GROWTH})?(?:约|为|达到?|不低于|是|：|:)*"
)
_NO_SHARE = late("[增减降升提缩压超翻至]|比(?![例重率])|较|[由从](?:[^，。；]*年|原[来有]?)?的?\\Z|折")
_BY = late("(?:按|参照|依)(?:照)?[^，。；]*\\Z")
_BRACKET = ("（", "(")


@dataclass(frozen=True, slots=True)
class _Link:
    """The number that a share is said of, and the words for what it is a share of."""

    part: Said
    whole: str = ""
    is_strong: bool = True
    is_growth: bool = False


def wrong_linked_shares(text: Sequence[Said], statements: ProjectStatements) -> Iterator[WrongShare]:
    """Give the shares that the number beside them and one before it make but for a slip."""
    for at, share in enumerate(text):
        link = _linked(text, at) if _is_share(share) else None
        if link is None:
            yield from _wrong_changes(text, at)
            continue
        line = [said for said in text if said is not link.part and _is_in_line(said, share)]
        line = [said for said in line if _are_alike(said, link.part)]
        if _is_made(share, link, line, statements):
            continue
        found = _slip(share, link, line)
        if not found and not _is_made_by_some(share, link, line):
            found = _wrong(share, link, line)
        if found:
            yield found


def _slip(share: Said, link: _Link, line: Sequence[Said]) -> WrongShare | None:
    """Return the share with the nearest number of which a part is exactly another, but for a slip of it."""
    part, is_fine = link.part.statement.low, last_place_of_share(share) < _PERCENT
    for whole in _wholes(share, link, line):
        made = part / whole.statement.low
        is_it = (is_fine and not link.whole) or _may_be_whole(whole, link)
        if is_it and _is_slip(share, link.part, whole) and not _is_reached(share, made):
            return WrongShare(link.part, whole, share, made)
    return None


_REACHES = {Direction.AT_LEAST: ge, Direction.AT_MOST: le}


def _is_reached(share: Said, made: Fraction) -> bool:
    """Tell whether numbers make at least, or at most, the share that is said to be so much so."""
    reaches = _REACHES.get(share.statement.direction)
    return reaches is not None and reaches(made, share.statement.low)


def _wholes(share: Said, link: _Link, line: Sequence[Said]) -> Iterator[Said]:
    """Give the numbers before a share and its part that are greater, the nearest first."""
    start = max(link.part.statement.start, share.statement.start)
    wholes = [said for said in line if said.statement.start < start and _is_less(link.part, said)]
    return reversed(wholes[-_MOST:])


def _exact_share(share: Said, part: Said, whole: Said) -> Fraction | None:
    """Return the share that a part is of a whole, if it is that to its last digit or reckoned from it."""
    place, all_of_it = last_place_of_share(share), whole.statement.low
    made = part.statement.low / all_of_it
    rounded = round(made / place) * place
    is_reckoned = part.statement.start > share.statement.start and all_of_it * place > _BY_NO_CHANCE
    is_near = is_reckoned and abs(part.statement.low - all_of_it * rounded) < _room(part)
    return rounded if is_near or made == rounded or place < _PERCENT else None


_BY_NO_CHANCE, _PERCENT = 10, Fraction(1, 100)


def _is_made(share: Said, link: _Link, line: Sequence[Said], statements: ProjectStatements) -> bool:
    """Tell whether a part is a share of any number of the project, or exactly of a sum of some in a row."""
    part, stated = link.part.statement.low, share.statement.low
    said = (each.statement for text in statements.prose for each in text)
    every = chain(said, (each.statement for each in statements.promises))
    alike = {each.low for each in every if each.low and _count_alike(each, link.part.statement)}
    is_first = link.part.statement.start < share.statement.start
    is_listed = link.part.field.text.startswith(_AND, link.part.statement.end)
    if (is_listed or not link.is_strong) and _is_of_others(share, line):
        return True
    is_computed = is_first or last_place_of_share(share) < _PERCENT
    return (
        any(_is_rounded(part / low, share) for low in alike)
        or (not is_computed and any(abs(part - low * stated) < _room(link.part) for low in alike))
        or any(part == whole * stated for whole in _some_together(share, link, line))
    )


_AND = ("、", "和", "及", "与")


def _is_of_others(share: Said, line: Sequence[Said]) -> bool:
    """Tell whether a share that need not be that of a number is exactly one of two others."""
    lows = {said.statement.low for said in line}
    return any(low * share.statement.low in lows for low in lows)


def _some_together(share: Said, link: _Link, line: Sequence[Said]) -> Iterator[Fraction]:
    """Give what some numbers in a row make together, and the part with one that is beside it."""
    near = [said.statement.low for said in line if said.statement.sentence == share.statement.sentence]
    for at, low in enumerate(near):
        yield from accumulate(near[at : at + _MOST])
        yield link.part.statement.low + low


def _wrong_changes(text: Sequence[Said], at: int) -> Iterator[WrongShare]:
    """Give the one of two shares, 由62%提高到65%, that a number and the whole of the other make otherwise."""
    pair = text[at : at + 2]
    if len(pair) < _PAIR or not all(map(_is_share, pair)) or not _CHANGES.fullmatch(_between(*pair)):
        return
    sentence = [said for said in text if said.statement.sentence == pair[0].statement.sentence]
    counts = [said for said in sentence if _is_number(said) and not said.statement.is_change]
    for share, other in (pair, pair[::-1]):
        for whole in counts:
            parts = [said for said in counts if _are_alike(said, whole) and _is_less(said, whole)]
            rest = [part for part in parts if not _makes(part, whole, other)]
            if len(rest) == len(parts) or any(_makes(part, whole, share) for part in rest):
                continue
            exact = [part for part in rest if _is_slip(share, part, whole) or _is_alone(rest, share, whole)]
            if exact:
                yield WrongShare(exact[0], whole, share, exact[0].statement.low / whole.statement.low)
                return


def _is_alone(parts: Sequence[Said], share: Said, whole: Said) -> bool:
    """Tell whether a part is the only one, and a share of a whole to its very last digit."""
    made = parts[0].statement.low / whole.statement.low
    return len(parts) == 1 and made % last_place_of_share(share) == 0


_PAIR = 2
_CHANGES = late("(?:左右)?(?:提[高升]|增[加长]|上升|扩大|降低?|下降|减少|压减)?[到至为]")


def _between(first: Said, second: Said) -> str:
    return first.field.text[first.statement.end : second.statement.start]


def _is_less(one: Said, other: Said) -> bool:
    return one.statement.low < other.statement.low


def _makes(part: Said, whole: Said, share: Said) -> bool:
    return _is_rounded(part.statement.low / whole.statement.low, share)


def _is_slip(share: Said, part: Said, whole: Said) -> bool:
    """Tell whether a part is exactly another share of a whole, but for a slip of the hand."""
    right = _exact_share(share, part, whole)
    return right is not None and is_slip_of_hand(right, share.statement.low)


def _is_rounded(made: Fraction, share: Said) -> bool:
    place = last_place_of_share(share)
    return -place / 2 <= made - share.statement.low < place


def _is_share(said: Said) -> bool:
    one = said.statement
    return one.unit == "%" and one.is_one and 0 < one.low < 1


def _is_in_line(said: Said, share: Said) -> bool:
    written, start = share.field.text, share.statement.start
    begin, end = sentence_start(written, start, "\n"), sentence_end(written, start, "\n")
    one = said.statement
    is_counted = one.dimension not in (Dimension.RATIO, Dimension.GRADE) and one.is_one and one.low > 0
    return is_counted and begin <= one.start < end


def _is_made_by_some(share: Said, link: _Link, line: Sequence[Said]) -> bool:
    """Tell whether a part is a share of any number of its line, or of some in a row, or that is one of it."""
    part, stated = link.part.statement.low, share.statement.low
    lows = (said.statement.low for said in line)
    return any(
        _is_rounded(part / whole, share) or abs(part - whole * stated) < _room(link.part)
        for whole in {*lows, *_some_together(share, link, line)}
    )


def _room(part: Said) -> Fraction:
    """Return how far a number may be from a share: one of its last digit, or one of what cannot be halved."""
    least = Fraction(1) if part.statement.dimension in _WHOLE_ONES else Fraction(0)
    return max(least, last_place_of(part))


_WHOLE_ONES = PEOPLE | {Dimension.BODIES, Dimension.THINGS, Dimension.EVENTS}


def _are_alike(one: Said, other: Said) -> bool:
    return _count_alike(one.statement, other.statement)


def _count_alike(first: Statement, second: Statement) -> bool:
    if not are_comparable(first, second) or first.base != second.base:
        return False
    return first.dimension not in _WHOLE_ONES or same_unit(first.unit) == same_unit(second.unit)


def _linked(text: Sequence[Said], at: int) -> _Link | None:
    """Return the number that a share is said of: the one behind 即, or the one before 占 and the like."""
    share, written = text[at].statement, text[at].field.text
    before = text[at - 1] if at else None
    is_by = _BY.search(share.before) is not None
    if before and _is_number(before) and not is_by:
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
    if after and is_plain and is_by and _LINK_BEHIND_BY.fullmatch(written, share.end, after.statement.start):
        return _Link(after, is_strong=False)
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
    part = link.part.statement.low
    for whole in _wholes(share, link, [said for said in line if _may_be_whole(said, link)]):
        if not link.is_strong and abs(part / whole.statement.low - share.statement.low) > _NEAR:
            continue
        found = WrongShare(link.part, whole, share, part / whole.statement.low)
        if is_other_share(found) and not _is_about(found) and _would_be(share, link, whole):
            return found
    return None


def _may_be_whole(whole: Said, link: _Link) -> bool:
    """Tell whether a share may be of a number: by its name, by 其中, or by the noun of the part."""
    one, part, name = whole.statement, link.part.statement, _MEASURE.sub("", link.whole)
    if name:
        return len(name) >= _LONG and noun_before(one.before).endswith(name)
    if (
        part.dimension not in _THINGS
        or part.start < one.start
        or "其中" in link.part.field.text[one.end : part.start]
        or _is_right_before(whole, link.part)
    ):
        return True
    behind = "" if one.behind.startswith(("中", "里")) else one.behind
    noun = _ADVERB.sub("", _BY_THEN.sub("", part.before))
    is_bare = len(noun) <= _LONG
    return is_bare or not pairs_of(noun).isdisjoint(pairs_of(f"{one.before} {behind}"))


def _is_right_before(whole: Said, part: Said) -> bool:
    """Tell whether a number stands in the clause before another: 住户850户，没有逃生口的有680户."""
    one, other = whole.statement, part.statement
    is_some = _SOME.search(other.before) is not None
    return is_some and one.sentence == other.sentence and one.clause + 1 == other.clause


_SOME = late("的(?:共?有|仅|只有|约|达)?\\Z")
_THINGS = frozenset([Dimension.BODIES, Dimension.THINGS])
_ADVERB = late("预计|计划|力争|其中|已经?|约")
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
