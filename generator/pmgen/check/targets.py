"""What rules ask of targets: which of them state a number, and where words of a target stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pmgen.check.rule import Spot, part, whole
from pmgen.model.records import Indicator
from pmgen.model.targets import Frequency, Number, Range, Rate, Target, Text

Measured = Number | Rate | Frequency
"""The targets that state one number with a comparator."""

_OPENING = "（("


def measured(indicators: Iterable[Indicator]) -> Iterator[tuple[Indicator, Measured]]:
    """Give the indicators whose target is a number, with that target."""
    for indicator in indicators:
        target = indicator.target
        if isinstance(target, Measured):
            yield indicator, target


def in_words(indicators: Iterable[Indicator]) -> Iterator[tuple[Indicator, Text]]:
    """Give the indicators whose target is words, with that target."""
    for indicator in indicators:
        target = indicator.target
        if isinstance(target, Text):
            yield indicator, target


def unit_of(target: Target) -> str:
    """Return the unit of a target as the form prints it, 元/人 with its slash; "" where it has none."""
    if isinstance(target, Rate | Frequency):
        return f"{target.unit}/{target.per}"
    return target.unit if isinstance(target, Number | Range | Text) else ""


def is_percent(target: Measured) -> bool:
    """Tell whether a target is so many per cent."""
    return target.unit in ("%", "％")


def target_spot(indicator: Indicator, words: str = "") -> Spot:
    """Return where the last `words` of the target stand; the whole target where they are not in it."""
    written = indicator.target.written
    start = written.rfind(words) if words else -1
    if start < 0:
        return whole(indicator.places, "target")
    return part(indicator.places, "target", written, start, start + len(words))


def bare(name: str) -> str:
    """Return a name without the parentheses at its end: 招聘场次（含线上） is 招聘场次."""
    if not name.endswith(("）", ")")):
        return name
    return name[: max(map(name.rfind, _OPENING))].rstrip() if any(map(name.count, _OPENING)) else name
