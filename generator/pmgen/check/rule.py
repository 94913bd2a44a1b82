"""What a rule is, and what it gives when it hits."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum

from pmgen.check.case import AnnexCase, ProjectCase
from pmgen.model.records import Indicator, Places
from pmgen.problems import Message, Severity, SourcePlace


class Evidence(Enum):
    """How a rule is known; a remembered one has no authority until somebody has checked it."""

    READ = "read"
    SEEN = "seen"
    REASONED = "reasoned"
    REMEMBERED = "remembered"


@dataclass(frozen=True, slots=True)
class Spot:
    """Characters `start` to `end` of a value; the whole value where `text` is not given."""

    place: SourcePlace
    text: str = ""
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that a rule objects to: what, where, and in which indicator if it is about one.

    `spots` begins with the one to look at first. `repair` says what to do about this very hit, where that
    is more than the rule's own repair.
    """

    message: Message
    spots: tuple[Spot, ...]
    indicator: Indicator | None = None
    repair: Message | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule of the review: what it is called, why it is there, where it comes from and how to repair a hit.

    `wrong` and `right` are an example in the words of a data file. `source` says where the rule was read
    or seen, `evidence` of which kind that is. A heuristic rule may miss, and may be wrong: it is a hint.
    """

    code: str
    severity: Severity
    title: Message
    reason: Message
    repair: Message
    evidence: Evidence
    source: Message
    wrong: str
    right: str
    heuristic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectRule(Rule):
    """A rule about one project at a time."""

    find: Callable[[ProjectCase], Iterable[Hit]]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexRule(Rule):
    """A rule about an annex as a whole."""

    find: Callable[[AnnexCase], Iterable[Hit]]


def in_code_order(*groups: Iterable[Rule]) -> tuple[Rule, ...]:
    """Return the rules of several modules as one group, in the order of their codes."""
    return tuple(sorted((rule for group in groups for rule in group), key=lambda rule: rule.code))


def whole(places: Places, key: str = "") -> Spot:
    """Return the spot of a whole field, by its English key; of its record where the field is not stated."""
    place = places.get(key)
    return Spot(place if place is not None else places[""])


def part(places: Places, key: str, text: str, start: int, end: int) -> Spot:
    """Return the spot of some characters of the field `key`, whose value is `text`."""
    return Spot(places[key], text, start, end)
