"""Which item of the old side is which of the new: by what names it first, then by likeness."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import Generic, TypeVar

from pmgen.compare.record_facts import given_id
from pmgen.model.dates import without_years
from pmgen.model.records import Annex, Goal, Indicator, Project, Waiver
from pmgen.model.targets import unit_of

_BETWEEN = re.compile(r"[\W_]+")

_NAME, _DESCRIPTION, _CATEGORY, _UNIT = Fraction(6), Fraction(2), Fraction(1), Fraction(1)
"""What each part of an indicator weighs: its name most of all."""


def text_likeness(old: str, new: str) -> Fraction:
    """Return how many pairs of neighbouring characters two texts share (Dice), of all that they have.

    Which year it is, punctuation and the width of a character make no difference.
    """
    return _dice(_pairs(old), _pairs(new))


def indicator_likeness(old: Indicator, new: Indicator) -> Fraction:
    """Return how alike two indicators are, by name, description, category and unit of the target."""
    parts = [
        (_NAME, text_likeness(old.name, new.name)),
        (_CATEGORY, Fraction(old.category is new.category)),
        (_UNIT, Fraction(unit_of(old.target) == unit_of(new.target))),
    ]
    if old.description and new.description:
        parts.append((_DESCRIPTION, text_likeness(old.description, new.description)))
    return sum((weight * part for weight, part in parts), Fraction()) / sum(weight for weight, _ in parts)


def goal_likeness(old: Goal, new: Goal) -> Fraction:
    """Return how alike two goals are: by their words, and only within the same horizon."""
    return text_likeness(old.text, new.text) if old.horizon is new.horizon else Fraction()


class ProjectLikeness:
    """Tells how alike two projects are: a third by name, which whole families share, the rest by content.

    Names that tell only another year are the same.
    """

    def __init__(self) -> None:
        # By identity: to hash a project means to hash everything in it, for each of many comparisons.
        self._contents: dict[int, tuple[Project, Counter[str]]] = {}

    def __call__(self, old: Project, new: Project) -> Fraction:
        """Return the likeness of two projects."""
        if comparable_text(old.name) == comparable_text(new.name):
            return Fraction(1)
        return (text_likeness(old.name, new.name) + 2 * _dice(self._content(old), self._content(new))) / 3

    def _content(self, project: Project) -> Counter[str]:
        if id(project) not in self._contents:
            pairs: Counter[str] = Counter()
            for text in _texts(project):
                pairs.update(_pairs(text))
            self._contents[id(project)] = project, pairs
        return self._contents[id(project)][1]


def annex_likeness(old: Annex, new: Annex) -> Fraction:
    """Return how many projects two annexes of the same region share by name, of all that they have."""
    if old.region != new.region:
        return Fraction()
    return _dice(_names(old), _names(new))


@lru_cache(maxsize=8192)
def comparable_text(text: str) -> str:
    """Return the characters by which texts are compared: without years, punctuation and spaces."""
    return _BETWEEN.sub("", without_years(unicodedata.normalize("NFKC", text).casefold()))


@lru_cache(maxsize=8192)
def _pairs(text: str) -> Counter[str]:
    characters = comparable_text(text)
    return Counter(map("".join, pairwise(characters))) or Counter(characters)


def _texts(project: Project) -> Iterator[str]:
    yield project.purpose or ""
    yield from (goal.text for goal in project.goals)
    for indicator in project.indicators:
        yield indicator.name
        yield indicator.description or ""


def _names(annex: Annex) -> Counter[str]:
    return Counter(comparable_text(project.name) for project in annex.projects)


def _dice(old: Counter[str], new: Counter[str]) -> Fraction:
    common = sum(min(old[pair], new[pair]) for pair in old.keys() & new.keys())
    return Fraction(2 * common, (old.total() + new.total()) or 1)


T = TypeVar("T")
Thing = TypeVar("Thing", covariant=True)
Key = Callable[[T], Hashable]

ALIKE = Fraction(3, 5)
"""From here on two items of different names are taken for the same."""


@dataclass(frozen=True, slots=True)
class Pair(Generic[Thing]):
    """An item on both sides, or on one; `likeness` is set where nothing else made it a pair.

    `was` and `now` count its place on each side from 1; 0 where it is not there.
    """

    old: Thing | None
    new: Thing | None
    likeness: Fraction | None = None
    was: int = 0
    now: int = 0

    @property
    def item(self) -> Thing:
        """Return the item as it is now, or as it was where it is gone."""
        item = self.old if self.new is None else self.new
        assert item is not None
        return item


def pair_projects(old: Sequence[Project], new: Sequence[Project]) -> tuple[Pair[Project], ...]:
    """Return the projects in pairs: by code, by name, and then the likest first."""
    return pair_up(old, new, (lambda project: project.code, lambda project: project.name), ProjectLikeness())


def pair_indicators(old: Sequence[Indicator], new: Sequence[Indicator]) -> tuple[Pair[Indicator], ...]:
    """Return the indicators in pairs: those that stayed, those of a name, and then the likest first."""
    keys: tuple[Key[Indicator], ...] = (
        lambda indicator: indicator,
        lambda indicator: (indicator.category, indicator.cost_kind, indicator.name),
        lambda indicator: (indicator.category, indicator.name),
        lambda indicator: indicator.name,
    )
    return pair_up(old, new, keys, indicator_likeness)


def pair_goals(old: Sequence[Goal], new: Sequence[Goal]) -> tuple[Pair[Goal], ...]:
    """Return the goals in pairs: of a text, of a given name, then the likest first, and the only ones."""
    keys: tuple[Key[Goal], ...] = (
        lambda goal: (goal.horizon, goal.text),
        lambda goal: goal.text,
        given_id,
    )
    pairs = pair_up(old, new, keys, goal_likeness)
    alone = [pair for pair in pairs if pair.old is None or pair.new is None]
    if len(old) == len(new) == 1 and len(alone) == 2:
        return (Pair(old[0], new[0], was=1, now=1),) if old[0].horizon is new[0].horizon else pairs
    return pairs


def pair_waivers(old: Sequence[Waiver], new: Sequence[Waiver]) -> tuple[Pair[Waiver], ...]:
    """Return the waivers in pairs: of a rule for the same indicators, of a rule, and of a reason."""
    keys: tuple[Key[Waiver], ...] = (
        lambda waiver: waiver,
        lambda waiver: (waiver.rule, waiver.indicators),
        lambda waiver: waiver.rule,
        lambda waiver: (waiver.indicators, waiver.reason),
    )
    return pair_up(old, new, keys, lambda was, now: Fraction())


def pair_up(
    old: Sequence[T], new: Sequence[T], keys: Sequence[Key[T]], likeness: Callable[[T, T], Fraction]
) -> tuple[Pair[T], ...]:
    """Return every item once, in the order of the new side; what is gone stands where it stood.

    Items with the same key that is not None are a pair, the first key before the next; then the likest.
    """
    partners: dict[int, int] = {}
    for key in keys:
        partners |= dict(_of_one_key(_left(old, partners.values()), _left(new, partners), key))
    alike = {
        at: (before, share)
        for at, before, share in _likest(_left(old, partners.values()), _left(new, partners), likeness)
    }
    partners |= {at: before for at, (before, _) in alike.items()}
    pairs = [
        Pair(old[partners[at]], item, alike[at][1] if at in alike else None, partners[at] + 1, at + 1)
        if at in partners
        else Pair(None, item, now=at + 1)
        for at, item in enumerate(new)
    ]
    return _with_gone(pairs, old, partners)


def moved(places: Sequence[int]) -> frozenset[int]:
    """Return the places that left their order: the fewest without which the others go up."""
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for place in places:
        at = bisect_left(ends, place)
        before[place] = ends[at - 1] if at else None
        ends[at : at + 1] = [place]
    stayed = set()
    last = ends[-1] if ends else None
    while last is not None:
        stayed.add(last)
        last = before[last]
    return frozenset(places) - stayed


Numbered = Sequence[tuple[int, T]]


def _left(items: Sequence[T], taken: Collection[int]) -> Numbered[T]:
    gone = set(taken)
    return [(at, item) for at, item in enumerate(items) if at not in gone]


def _of_one_key(old: Numbered[T], new: Numbered[T], key: Key[T]) -> Iterator[tuple[int, int]]:
    """Yield new and old place of items with the same key; of several, the first with the first."""
    waiting: dict[Hashable, list[int]] = {}
    for at, item in reversed(old):
        waiting.setdefault(key(item), []).append(at)
    waiting.pop(None, None)
    for at, item in new:
        if before := waiting.get(key(item)):
            yield at, before.pop()


def _likest(
    old: Numbered[T], new: Numbered[T], likeness: Callable[[T, T], Fraction]
) -> Iterator[tuple[int, int, Fraction]]:
    """Yield new place, old place and likeness of those that are alike, the best first and none twice."""
    shares = [(likeness(was, now), at, before) for before, was in old for at, now in new]
    taken_old, taken_new = set[int](), set[int]()
    for share, at, before in sorted(shares, key=_best_first):
        if share >= ALIKE and before not in taken_old and at not in taken_new:
            taken_old.add(before)
            taken_new.add(at)
            yield at, before, share


def _best_first(found: tuple[Fraction, int, int]) -> tuple[Fraction, int, int, int]:
    share, at, before = found
    return -share, abs(at - before), at + before, at


def _with_gone(pairs: list[Pair[T]], old: Sequence[T], partners: Mapping[int, int]) -> tuple[Pair[T], ...]:
    """Return the pairs with what is gone, each behind the item that it stood behind."""
    follows: dict[int | None, list[Pair[T]]] = {}
    here: int | None = None
    where = {before: at for at, before in partners.items()}
    for before, item in enumerate(old):
        if before in where:
            here = where[before]
        else:
            follows.setdefault(here, []).append(Pair(item, None, was=before + 1))
    ordered = list(follows.get(None, ()))
    for at, pair in enumerate(pairs):
        ordered += (pair, *follows.get(at, ()))
    return tuple(ordered)
