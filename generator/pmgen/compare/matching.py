"""Which item of the old side is which of the new: by what names it first, then by likeness, none twice."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic, TypeVar

from pmgen.compare.facts import given_id
from pmgen.compare.likeness import ProjectLikeness, goal_likeness, indicator_likeness
from pmgen.model.records import Goal, Indicator, Project, Waiver

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
