"""The engines: a region's layout, compiled once and filled many times."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from pmgen.catalog.region import Region
from pmgen.document import Document
from pmgen.load.text_files import why_not_read
from pmgen.problems import Problem, Refusal, SourcePlace, message
from pmgen.view.shapes import Record

ENGINES = {".docx": "pmgen.engines.word", ".j2": "pmgen.engines.markup"}
"""The engine for each kind of layout; a module is imported when a layout needs it."""


@dataclass(frozen=True, slots=True)
class FilledLayout:
    """What came of filling a layout: the document, or None if an error stands among the problems."""

    document: Document | None
    problems: tuple[Problem, ...] = ()


class Layout(Protocol):
    """A compiled layout. `per_project` tells that it prints one project and not an annex."""

    @property
    def per_project(self) -> bool:
        """Return whether the layout names the one project of its document."""
        ...

    def fill(self, root: Record, title: str, author: str, draft: bool = False) -> FilledLayout:
        """Return the document for `root`; `title` and `author` are its properties.

        A `draft` is only read for what it says, and made as quickly as can be.
        """
        ...


class Engine(Protocol):
    """What the module of an engine offers."""

    def compile_layout(self, region: Region) -> Layout:
        """Return the region's layout, ready to be filled."""
        ...


def compile_layout(region: Region) -> Layout:
    """Return the region's layout, ready to be filled; raise Refusal if it is not a layout."""
    try:
        return import_engine(region).compile_layout(region)
    except OSError as error:
        raise Refusal([_not_read(Path(error.filename or region.layout), error)]) from None


def import_engine(region: Region) -> Engine:
    """Return the engine for the region's kind of layout; raise Refusal if there is none."""
    module = ENGINES.get(region.layout.suffix.lower())
    if module is None:
        raise Refusal([_unknown(region)])
    return cast(Engine, import_module(module))


def _not_read(path: Path, error: OSError) -> Problem:
    text, hint = why_not_read(path, error)
    return Problem("PMG316", text, (SourcePlace(str(path)),), hint)


def _unknown(region: Region) -> Problem:
    return Problem(
        "PMG312",
        message("{layout} is no layout", layout=region.layout.name),
        (SourcePlace(str(region.layout)),),
        message("a layout is called layout.docx or layout.html.j2"),
    )
