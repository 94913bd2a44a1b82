"""How many there are for so many people: 94台 of 20万人 are 每10万人47台, in the text and in the row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from pmgen.check.relations.rows.row_reckonings import WrongTarget, is_slip
from pmgen.check.relations.shares.shares import WrongShare
from pmgen.check.statements.project_statements import ProjectStatements, Said
from pmgen.check.statements.statement import Direction
from pmgen.check.wording.chinese_characters import HAN
from pmgen.late_pattern import late
from pmgen.model.units import POWER_PATTERN, POWERS, Dimension, same_unit

_FOR_SO_MANY = late(f"每(?P<number>[0-9]+(?:\\.[0-9]+)?)?(?P<power>{POWER_PATTERN})?[名位]?{HAN}{{0,8}}")
_IN_ALL = late("共计?|总数?|合计|总量|达到?|保有量")
_LONGEST_BETWEEN = 8
_NEAR = Fraction(2, 100)
_COUNTED = frozenset([Dimension.THINGS, Dimension.BODIES, Dimension.PERSONS, Dimension.EVENTS])


def wrong_rates(text: Sequence[Said]) -> Iterator[WrongShare]:
    """Give the rates for so many people in a text that the numbers of their sentence make otherwise."""
    for found in _rates(text):
        if not _is_near(found.made, found.share.statement.low) and not _is_of_another(found, text):
            yield found


def _is_of_another(found: WrongShare, text: Sequence[Said]) -> bool:
    """Tell whether a rate is that of another number of its sentence: 由1488个增至1848个."""
    share, times = found.share.statement, _base_before(found.share) / found.whole.statement.low
    return any(
        _is_near(said.statement.low * times, share.low)
        for said in text
        if said.statement.sentence == share.sentence
        and same_unit(said.statement.unit) == same_unit(share.unit)
    )


def rows_against_rates(statements: ProjectStatements) -> Iterator[WrongTarget]:
    """Give the rows whose name has 每10万人 and whose target is another rate than a goal reckons."""
    rows = [(each, base) for each in statements.promises if (base := _base_of(each.indicator.name))]
    for text in statements.plans if rows else ():
        for found in _rates(text):
            for promise, base in rows:
                one, stated = promise.statement, found.share.statement
                is_same = base == _base_before(found.share) and same_unit(one.unit) == same_unit(stated.unit)
                if not is_same or not one.is_one or _is_near(found.made, one.low):
                    continue
                if (
                    one.direction is not Direction.AT_LEAST
                    or one.low > found.made
                    or is_slip(found.made, one.low)
                ):
                    words = f"{found.part.words}÷{found.whole.words}×{_words_of(base)}"
                    yield WrongTarget(promise, ((found.part, found.whole),), found.made, words=words)


def _is_near(made: Fraction, stated: Fraction) -> bool:
    return abs(made - stated) <= max(made * _NEAR, Fraction(1, 2))


def _rates(text: Sequence[Said]) -> Iterator[WrongShare]:
    """Give the rates of a text with what their sentence makes of all there are and all people."""
    for share in text:
        base = _base_before(share)
        if not base:
            continue
        sentence = [said for said in text if said.statement.sentence == share.statement.sentence]
        people = [said for said in sentence if _are_people(said, base)]
        whole = _whole(share, sentence)
        if len(people) == 1 and whole:
            made = whole.statement.low * base / people[0].statement.low
            yield WrongShare(whole, people[0], share, made)


def _base_before(share: Said) -> Fraction:
    """Return for how many people a number is, 100000 of 每10万人47台; 0 where it is for none."""
    one, text = share.statement, share.field.text
    start = text.rfind("每", max(0, one.start - 2 * _LONGEST_BETWEEN), one.start)
    match = _FOR_SO_MANY.fullmatch(text, start, one.start) if start >= 0 else None
    return _base(match) if match and one.is_one and one.dimension in _COUNTED else Fraction(0)


def _base_of(name: str) -> Fraction:
    match = _FOR_SO_MANY.match(name)
    return _base(match) if match else Fraction(0)


def _base(match: re.Match[str]) -> Fraction:
    if match["power"] is None:
        return Fraction(0)
    return Fraction(match["number"] or 1) * Fraction(10) ** POWERS[match["power"]]


def _words_of(base: Fraction) -> str:
    return f"{base // 10_000}万" if base >= 10_000 else str(base)


def _are_people(said: Said, base: Fraction) -> bool:
    one = said.statement
    is_base = one.before.endswith("每")
    return one.dimension is Dimension.PERSONS and one.is_one and not is_base and one.low >= base


def _whole(share: Said, sentence: Sequence[Said]) -> Said | None:
    """Return how many there are in all: the only number in the unit of a rate, or the only one called all."""
    unit = same_unit(share.statement.unit)
    others = [said for said in sentence if said is not share and same_unit(said.statement.unit) == unit]
    others = [said for said in others if said.statement.is_one]
    if len(others) > 1:
        others = [said for said in others if _IN_ALL.search(said.statement.before)]
    return others[0] if len(others) == 1 else None


_PER_SO_MANY = late(f"(?:每)?(?P<power>十万|[千万])人口?(?P<topic>{HAN}{{2,8}})率")
_PEOPLE_OF_A_PLACE = late("人口|人数")
_CLOSE = Fraction(2, 100)


def rates_in_other_signs(statements: ProjectStatements) -> Iterator[WrongTarget]:
    """Give the rows of 千人口……率 whose number is right for so many people, and stands with another sign.

    18600人次 of 124万人 are 15‰: a target of 15% has the number, and means ten times as many.
    """
    rows = [
        (each, match) for each in statements.promises if (match := _PER_SO_MANY.match(each.indicator.name))
    ]
    if not rows:
        return
    every = [said for text in statements.prose for said in text]
    people = [said for said in every if _is_population(said)]
    for promise, match in rows if len(people) == 1 else ():
        base = Fraction(10) ** POWERS[match["power"]]
        target = promise.statement
        if target.dimension is not Dimension.RATIO or not target.is_one:
            continue
        for said in every:
            share = said.statement.low / people[0].statement.low
            is_counted = said.statement.dimension in _COUNTED_FOR_RATES and said is not people[0]
            has_number = is_counted and abs(share * base - target.stated) <= target.stated * _CLOSE
            if has_number and abs(share - target.low) > target.low * _CLOSE:
                yield WrongTarget(
                    promise, ((said,), (people[0],)), share, words=f"{said.words}÷{people[0].words}"
                )
                break


_COUNTED_FOR_RATES = _COUNTED | {Dimension.PERSON_TIMES}


def _is_population(said: Said) -> bool:
    one = said.statement
    is_clear = one.dimension is Dimension.PERSONS and one.is_one and one.low >= 10_000
    return is_clear and _PEOPLE_OF_A_PLACE.search(one.before) is not None
