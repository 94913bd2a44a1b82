"""Spans of the clock that end before they begin: 22时至当日7时, 8:30—7:00."""

from __future__ import annotations

from collections.abc import Iterator

from pmgen.late_pattern import late

_SPAN = late(
    r"(?<![0-9])(?P<hour>[01]?[0-9]|2[0-4])(?:[:：](?P<minute>[0-5][0-9])|[时点])(?:至|到|[-—–~～]{1,2})"
    r"(?P<same>当[日天]|同[日天])?(?P<hour2>[01]?[0-9]|2[0-4])(?:[:：](?P<minute2>[0-5][0-9])|[时点])(?![0-9])"
)
_MORNING, _NOON = 5, 12


def turned_clock_spans(text: str) -> Iterator[tuple[int, int]]:
    """Give the places of spans whose end is earlier: of one day by their words, or of one morning.

    What begins in the evening may end the next morning without saying so.
    """
    if not any(mark in text for mark in ("当日", "当天", "同日", "同天", ":", "：")):
        return
    for match in _SPAN.finditer(text):
        first = (int(match["hour"]), int(match["minute"] or 0))
        last = (int(match["hour2"]), int(match["minute2"] or 0))
        is_one_day = match["same"] is not None or (last[0] >= _MORNING and first[0] < _NOON)
        if last < first and is_one_day:
            yield match.span()
