"""How alike two names, indicators, goals or projects are: an exact fraction from 0 to 1."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from pmgen.compare.targets import unit_of
from pmgen.model.records import Annex, Goal, Indicator, Project

_YEAR = re.compile(r"(?:19|20)\d\d(?:年度?)?")
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
        if plain(old.name) == plain(new.name):
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
def plain(text: str) -> str:
    """Return the characters by which texts are compared: without years, punctuation and spaces."""
    return _BETWEEN.sub("", _YEAR.sub("年", unicodedata.normalize("NFKC", text).casefold()))


@lru_cache(maxsize=8192)
def _pairs(text: str) -> Counter[str]:
    characters = plain(text)
    return Counter(map("".join, pairwise(characters))) or Counter(characters)


def _texts(project: Project) -> Iterator[str]:
    yield project.purpose or ""
    yield from (goal.text for goal in project.goals)
    for indicator in project.indicators:
        yield indicator.name
        yield indicator.description or ""


def _names(annex: Annex) -> Counter[str]:
    return Counter(plain(project.name) for project in annex.projects)


def _dice(old: Counter[str], new: Counter[str]) -> Fraction:
    common = sum(min(old[pair], new[pair]) for pair in old.keys() & new.keys())
    return Fraction(2 * common, (old.total() + new.total()) or 1)
