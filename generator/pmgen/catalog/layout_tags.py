"""The words of a layout and the tags among them, read without taking the layout apart."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from pathlib import Path

from pmgen import disk
from pmgen.late_pattern import late
from pmgen.model.terms import Horizon
from pmgen.opc.office_package import Damaged, read_parts

_TAG = late(r"\{[{%].*?[%}]\}", re.DOTALL)
_YEAR = late(r"(?<!\w)(?:年度|fiscal_year)(?![\w.])")
"""The year as a value; with a point behind it, 年度 is a column of amounts or indicators."""

_TITLE = late(r"(?:附件|annex)\s*\.\s*(?:标题|title)(?!\w)")
_WRITTEN_YEAR = late(r"(?<!\d)20\d\d\s*年")

_LOOP = late(r"\{%[a-z]* *-?\s*for\s+(\w+)\s+in\s+[\w.]*?\.(\w+)")
_ROWS = "指标分组|全部指标分组|绩效指标|groups|all_groups|indicators"
_BESIDE_YEAR = late(r"\.(?:全部)?(?:指标对照|对照分组)(?!\w)|\.(?:all_)?(?:pairs|pair_groups)(?!\w)")
_OWN_ROWS = {
    Horizon.MID_TERM: late(r"\.(?:中期(?:绩效指标|指标分组)|mid_term_(?:indicators|groups))(?!\w)"),
    Horizon.LONG_TERM: late(r"\.(?:长期(?:绩效指标|指标分组)|long_term_(?:indicators|groups))(?!\w)"),
}
_GOALS = {
    Horizon.MID_TERM: ("中期绩效目标", "mid_term_goals"),
    Horizon.LONG_TERM: ("长期绩效目标", "long_term_goals"),
}


def layout_text(layout: Path) -> str:
    """Return the words of a layout with its tags in one piece. Raises OSError, or Damaged for no .docx."""
    data = disk.read_bytes(layout)
    if layout.suffix != ".docx":
        return data.decode("utf-8", "replace")
    parts = [part for name, part in read_parts(data).items() if name.startswith("word/")]
    return unescape(re.sub(rb"<[^>]*>", b"", b"".join(parts)).decode("utf-8", "replace"))


def tags_of(text: str) -> str:
    """Return the tags in the words of a layout, one behind the other."""
    return "".join(_TAG.findall(text))


def prints_year_and_title(layout: Path) -> tuple[bool, bool]:
    """Tell whether a layout says a year by itself, and whether it prints 附件.标题.

    A layout that cannot be read says both: what is wrong with it is told where it is filled.
    """
    try:
        text = layout_text(layout)
    except (OSError, Damaged):
        return True, True
    tags = tags_of(text)
    return bool(_YEAR.search(tags) or _WRITTEN_YEAR.search(text)), bool(_TITLE.search(tags))


def columns_printed(layout: Path, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return which fields of an indicator a layout prints; all of them where it cannot be read."""
    try:
        tags = _tags_of_layout(layout, layout.stat().st_mtime_ns)
    except (OSError, Damaged):
        return names
    return tuple(name for name in names if f".{name}" in tags)


@lru_cache(maxsize=64)
def _tags_of_layout(layout: Path, _changed: int) -> str:
    return tags_of(layout_text(layout))


def horizons_with_rows(layout: Path) -> frozenset[Horizon]:
    """Return the horizons of which a layout prints the indicators, be it only below their goals.

    All of them where a layout cannot be read: what is wrong with it is told where it is filled.
    """
    try:
        return _horizons_with_rows(layout, layout.stat().st_mtime_ns)
    except (OSError, Damaged):
        return frozenset(Horizon)


@lru_cache(maxsize=64)
def _horizons_with_rows(layout: Path, _changed: int) -> frozenset[Horizon]:
    tags = _tags_of_layout(layout, _changed)
    beside_year = _BESIDE_YEAR.search(tags) is not None
    later = (horizon for horizon in _GOALS if beside_year or _has_rows_of(horizon, tags))
    return frozenset({Horizon.ANNUAL, *later})


def _has_rows_of(horizon: Horizon, tags: str) -> bool:
    """Tell whether the tags of a layout print the indicators of a later horizon in a list of their own.

    Its goals may also be put together with others in a way that only filling tells; then they may.
    """
    if _OWN_ROWS[horizon].search(tags):
        return True
    loops = list(_LOOP.finditer(tags))
    of_goals = [number for number, loop in enumerate(loops) if loop[2] in _GOALS[horizon]]
    for number in of_goals:
        name = loops[number][1]
        again = (loop.start() for loop in loops[number + 1 :] if loop[1] == name)
        inside = tags[loops[number].end() : next(again, len(tags))]
        if re.search(rf"(?<!\w){re.escape(name)}\.(?:{_ROWS})(?!\w)", inside):
            return True
    names = len(re.findall(rf"\.(?:{'|'.join(_GOALS[horizon])})(?!\w)", tags))
    return names > len(of_goals)
