"""Layouts that did not ship with pmgen: compiled and filled only in a process under limits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from pmgen.catalog import is_shipped
from pmgen.catalog.region import Region
from pmgen.confined import USUAL, End, Limits, Stopped, call, is_confined
from pmgen.engines import FilledLayout, Layout, compile_layout, import_engine
from pmgen.problems import Message, Place, Problem, Refusal, SourcePlace, message
from pmgen.view.shapes import Record

_Result = TypeVar("_Result")

SECONDS_EACH = 1
"""What each further project may add; it takes a tenth of that on a slow machine."""


@dataclass(frozen=True, slots=True)
class UntrustedLayout:
    """A layout of the workspace or of a stranger, which is compiled anew in each process that fills it."""

    region: Region
    limits: Limits
    per_project: bool
    _compiled: list[Layout] = field(default_factory=list, compare=False, repr=False)

    def fill(self, root: Record, title: str, author: str, draft: bool = False) -> FilledLayout:
        """Return the document for `root`; `title` and `author` are its properties."""
        if not is_confined():
            return under_limits(self, self.fill, root, title, author, draft)
        if not self._compiled:
            self._compiled.append(compile_layout(self.region))
        return self._compiled[0].fill(root, title, author, draft)


def ready_layout(region: Region, limits: Limits = USUAL) -> Layout:
    """Return the region's layout, ready to be filled; raise Refusal if it is not a layout.

    One that did not ship with pmgen is filled within `limits`.
    """
    if is_shipped(region):
        return compile_layout(region)
    import_engine(region)
    return UntrustedLayout(region, limits, limited(region, limits, (), _is_per_project, (region,)))


def under_limits(
    layout: Layout,
    work: Callable[..., _Result],
    *arguments: object,
    places: Sequence[Place] = (),
    projects: int = 1,
) -> _Result:
    """Return what `work` does with `layout`: at once, or under limits where that is a stranger's.

    Raises Refusal where it did not end within them; `places` say what was worked on.
    """
    if not isinstance(layout, UntrustedLayout) or is_confined():
        return work(*arguments)
    more = layout.limits.seconds + SECONDS_EACH * (projects - 1)
    return limited(layout.region, Limits(more, layout.limits.memory), places, work, arguments)


def _is_per_project(region: Region) -> bool:
    return compile_layout(region).per_project


def limited(
    region: Region,
    limits: Limits,
    places: Sequence[Place],
    work: Callable[..., _Result],
    arguments: tuple[object, ...],
) -> _Result:
    """Return what `work` does with a layout in a process under limits.

    Raises Refusal where it did not end within them; `places` say what was worked on.
    """
    try:
        return call(limits, work, *arguments)
    except Stopped as stopped:
        raise Refusal([_problem(region, limits, places, stopped)]) from None


def _problem(region: Region, limits: Limits, places: Sequence[Place], stopped: Stopped) -> Problem:
    code, text, hint = _words(region.layout.name, limits, stopped)
    place = stopped.place or SourcePlace(str(region.layout))
    return Problem(code, text, (place, *places), hint)


def _words(layout: str, limits: Limits, stopped: Stopped) -> tuple[str, Message, Message]:
    match stopped.end:
        case End.TIME:
            return (
                "PMG802",
                message(
                    "refused: {layout} was stopped after {seconds} seconds; no form needs so long",
                    layout=layout,
                    seconds=f"{limits.seconds:g}",
                ),
                message("look for loops within loops over long lists, and for enormous lengths or pictures"),
            )
        case End.MEMORY:
            return (
                "PMG802",
                message(
                    "refused: {layout} was stopped at {megabytes} MB of memory, more than any form needs",
                    layout=layout,
                    megabytes=limits.memory // 1_000_000,
                ),
                message(
                    "look for texts or lists that grow with each turn of a loop, and for enormous pictures"
                ),
            )
        case End.DEPTH:
            return (
                "PMG802",
                message("refused: {layout} is nested more deeply than any form needs", layout=layout),
                message("look for tables within tables, and for tags within tags"),
            )
        case End.DEATH:
            return (
                "PMG812",
                message(
                    "refused: {layout} brought down the process that filled it (signal {number})",
                    layout=layout,
                    number=stopped.signal_number,
                ),
                message("draw the layout anew from one that works; others were not affected"),
            )
