"""Rows of those who came through, or who came at all, beside the fewer or the fewer times that came."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from pmgen.check.relations.phrases.rounds import CAME, THROUGH
from pmgen.check.relations.rows.row_relations import TooMany
from pmgen.check.review_rule import without_note
from pmgen.check.statements.project_statements import Promise
from pmgen.check.statements.statement import Direction
from pmgen.check.wording.chinese_characters import HAN
from pmgen.check.wording.name_words import topic_pairs
from pmgen.late_pattern import late
from pmgen.model.units import Dimension

_COUNTED = (Dimension.PERSONS, Dimension.PERSON_TIMES, Dimension.BODIES, Dimension.THINGS)
_AMONG = late(
    f"(?:\\A|[，,；;。])(?:反映|指|即)?(?P<whole>{HAN}{{2,12}}?)之?中(?![心小学央等])[^，。；0-9]{{2,12}}的"
)
_HOW_MANY = late("总?人次数?|总?人数|总?数量?\\Z|累计|全年|年度|合计")
_VERB = 2
_MOST_OF_NAMED, _MOST = 2, Fraction(5, 4)
"""How many times as many a part may be, for which nothing but a slip accounts."""


def beyond_who_came(promises: Sequence[Promise]) -> Iterator[TooMany]:
    """Give the rows with more who came through than came, or more people than times that people came."""
    counts = [each for each in promises if _is_count(each)]
    yield from _more_came_through(counts)
    yield from _more_people_than_times(counts)


def _is_count(promise: Promise) -> bool:
    one = promise.statement
    is_floor = one.is_one and one.low > 0 and one.direction is not Direction.AT_MOST
    return is_floor and not one.per and not one.each and one.dimension in _COUNTED


def _more_came_through(counts: Sequence[Promise]) -> Iterator[TooMany]:
    came = [each for each in counts if CAME.search(each.indicator.name) and not _came_through(each)]
    for part in counts if came else ():
        among = _AMONG.search(part.indicator.description or "")
        if not among and not _came_through(part):
            continue
        topic = _topic(part.indicator.name) | topic_pairs(among["whole"] if among else "")
        wholes = [each for each in came if each is not part and _is_of_one(each, part, topic)]
        wholes = [each for each in wholes if among or _is_topic_within(part, _topic(each.indicator.name))]
        most = _MOST_OF_NAMED if among else _MOST
        if len(wholes) == 1 and 1 < part.statement.low / wholes[0].statement.low <= most:
            yield TooMany(part, wholes[0])


def _came_through(promise: Promise) -> bool:
    through = THROUGH.match(promise.indicator.name)
    return through is not None and not through["others"]


def _is_of_one(whole: Promise, part: Promise, topic: frozenset[str]) -> bool:
    """Tell whether two rows count alike, for one goal, and the part has a word of the whole."""
    one, other = whole.statement, part.statement
    are_alike = one.base == other.base or (one.base, other.base) == ("人次", "人")
    goals = set(whole.indicator.goals or ()), set(part.indicator.goals or ())
    serve_one = not goals[0] or not goals[1] or not goals[0].isdisjoint(goals[1])
    return are_alike and serve_one and not topic.isdisjoint(_topic(whole.indicator.name))


def _more_people_than_times(counts: Sequence[Promise]) -> Iterator[TooMany]:
    """Give the rows of people whose times, of them or of more, are less: 听讲群众5200人, 4600人次."""
    times = [each for each in counts if each.statement.dimension is Dimension.PERSON_TIMES]
    for people in counts if times else ():
        if people.statement.dimension is not Dimension.PERSONS:
            continue
        topic = _topic(people.indicator.name)
        of_them = [each for each in times if _is_topic_within(each, topic)]
        if len(of_them) == 1 and people.statement.low > of_them[0].statement.low:
            yield TooMany(people, of_them[0])


def _is_topic_within(promise: Promise, topic: frozenset[str]) -> bool:
    """Tell whether all words of a row, but for the verb of those who came through, are of a topic."""
    own = _topic(promise.indicator.name[_VERB if _came_through(promise) else 0 :])
    return bool(own) and own <= topic


def _topic(name: str) -> frozenset[str]:
    return topic_pairs(_HOW_MANY.sub(" ", without_note(name)))
