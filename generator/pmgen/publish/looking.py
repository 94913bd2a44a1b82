"""The quick half of verify: which files are as they were proven, by the records alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from pmgen.fonts import FontShelf
from pmgen.problems import Problem
from pmgen.publish.inputs import Hashes, Inputs, inputs_now
from pmgen.publish.record import FolderRecord
from pmgen.publish.record_file import UNREAD, read_record, unread
from pmgen.publish.request import FORMATS, Request, Source
from pmgen.publish.state import FileState, Standing, file_states

Now = Callable[[Inputs], Inputs]
"""Gives what a file would be made from today, after what it was made from."""


@dataclass(frozen=True, slots=True)
class Looked:
    """An annex, its output folder with its record, and how the files stand that are asked about."""

    source: Source
    folder: Path
    record: FolderRecord | None
    states: tuple[FileState, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def is_current(self) -> bool:
        """Tell whether nothing more needs to be looked at."""
        return bool(self.states) and not self.problems and not self.questionable

    @property
    def questionable(self) -> tuple[FileState, ...]:
        """Return the files that the record alone does not prove."""
        return tuple(state for state in self.states if state.standing is not Standing.CURRENT)


@dataclass(frozen=True, slots=True)
class Verification:
    """What came of it: the files that are what they must be, every problem, and how many files are not.

    `unchanged` of the files are as they were when they were proven, and not proven again.
    """

    proven: tuple[Path, ...]
    problems: tuple[Problem, ...] = ()
    failed: int = 0
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class Variant:
    """A way in which documents of an annex were rendered: see Request and Source."""

    region: str | None
    split: bool
    files: tuple[str, ...] = ()


def look(request: Request, root: Path, fonts: FontShelf) -> tuple[Looked, ...]:
    """Return how the files of the annexes asked about stand; where no format is asked for, each recorded."""
    hashes = Hashes()
    return tuple(_look(each, request, root, now_in(each, request, hashes, fonts)) for each in request.sources)


def now_in(source: Source, request: Request, hashes: Hashes, fonts: FontShelf) -> Now:
    """Return what tells what the files of an annex would be made from today."""

    def now(then: Inputs) -> Inputs:
        found = inputs_now(then, source.folder, request.templates, hashes)
        return replace(found, fonts=then.fonts.now(fonts))

    return now


def variant_of(state: FileState) -> Variant:
    """Return how a file was rendered."""
    inputs, project = state.inputs, state.entry.project
    alone = (project,) if project is not None and None in inputs.data.values() else ()
    return Variant(inputs.word if inputs.asked else None, inputs.each, alone)


def request_for(variant: Variant, sources: Iterable[Source], request: Request) -> Request:
    """Return the request that plans the documents of a variant."""
    chosen = tuple(replace(source, files=variant.files) for source in sources)
    return Request(chosen, request.formats or FORMATS, request.templates, variant.region, variant.split)


def _look(source: Source, request: Request, root: Path, now: Now) -> Looked:
    folder = root.joinpath(*source.into.parts)
    try:
        record = read_record(folder)
    except UNREAD as error:
        return Looked(source, folder, None, (), (unread(folder, error),))
    if record is None:
        return Looked(source, folder, None)
    states = [state for state in file_states(folder, record, now) if _is_asked(state, source, request)]
    stems = dict.fromkeys(state.stem for state in states)
    lacking = (_lacking(stem, ending, states) for stem in stems for ending in request.formats)
    wanted = [state for state in states if not request.formats or state.format in request.formats]
    return Looked(source, folder, record, (*wanted, *filter(None, lacking)))


def _lacking(stem: PurePosixPath, ending: str, states: Sequence[FileState]) -> FileState | None:
    """Return the state of a file that is asked for and not in the record, None where it is there."""
    files = [state for state in states if state.stem == stem]
    if any(state.format == ending for state in files):
        return None
    return replace(files[0], format=ending, standing=Standing.MISSING, changes=())


def _is_asked(state: FileState, source: Source, request: Request) -> bool:
    entry = state.entry
    return (
        request.region in (None, entry.region, state.inputs.word)
        and (not request.split or entry.project is not None)
        and (not source.files or entry.project in source.files)
    )
