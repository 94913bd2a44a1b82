"""The quick half of verify: how the files of an output folder stand, by their records alone.

Nothing is loaded, compiled or read back for it: whatever is in question has a hash.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from pathlib import Path, PurePath, PurePosixPath

from pmgen import disk
from pmgen.fonts import FontShelf
from pmgen.formats import FORMATS
from pmgen.problems import Message, Problem, message
from pmgen.publish.atomic_files import is_temporary
from pmgen.publish.document_inputs import Hashes, Inputs, file_hash, inputs_now
from pmgen.publish.output_record import RECORD, DocumentEntry, FileEntry, FolderRecord, file_of
from pmgen.publish.record_file import UNREAD, read_record, record_unreadable
from pmgen.publish.render_request import Request, Source

DOCUMENT_ENDINGS = frozenset(
    f".{ending}"
    for ending in (
        *(*FORMATS, "csv", "doc", "docm", "et", "htm", "mht", "mhtml", "odp", "ods", "odt", "ofd", "rtf"),
        *("wps", "xls", "xlsb", "xlsm"),
    )
)
"""The endings of what people publish."""


class FileStatus(Enum):
    """What can be said of a file of the record without reading what it says."""

    CURRENT = auto()
    """As it was written, proven then, and made from what there is today."""
    UNPROVEN = auto()
    """As it was written and made from what there is today, but nobody proved it."""
    OUTDATED = auto()
    """As it was written, but made from something else than there is today."""
    ALTERED = auto()
    MISSING = auto()
    UNFINISHED = auto()
    """A run was killed while the files of the document took their places."""


@dataclass(frozen=True, slots=True)
class FileState:
    """A file of the record, and why it is OUTDATED."""

    stem: PurePosixPath
    format: str
    entry: DocumentEntry
    inputs: Inputs
    standing: FileStatus
    changes: tuple[Message, ...] = ()

    @property
    def path(self) -> PurePosixPath:
        """Return where the file lies below its folder."""
        return file_of(self.stem, self.format)


def file_states(
    folder: Path,
    record: FolderRecord,
    now: Callable[[Inputs], Inputs],
    hash_of: Callable[[Path], str | None] = file_hash,
) -> tuple[FileState, ...]:
    """Return how each file of the record stands; `now` gives what it would be made from today."""
    changed = {key: changes(inputs, now(inputs)) for key, inputs in record.inputs.items()}
    return tuple(
        FileState(
            stem,
            ending,
            entry,
            record.inputs[file.key],
            _standing(file, hash_of(place(folder, file_of(stem, ending))), bool(changed[file.key])),
            changed[file.key],
        )
        for stem, entry in record.documents.items()
        for ending, file in entry.files.items()
    )


def changes(then: Inputs, now: Inputs) -> tuple[Message, ...]:
    """Return what is different from what a file was made from."""
    return tuple(_changes(then, now))


def former_files(folder: Path, record: FolderRecord) -> dict[PurePosixPath, bool]:
    """Return the former files that still lie there, each with whether it is as it was written."""
    found = {path: file_hash(place(folder, path)) for path in record.former}
    return {path: now == record.former[path] for path, now in found.items() if now is not None}


def without_absent(folder: Path, record: FolderRecord) -> FolderRecord:
    """Return the record without former files that lie there no more."""
    there = former_files(folder, record)
    return replace(record, former={path: found for path, found in record.former.items() if path in there})


def unrecorded_documents(
    folder: Path, ours: Collection[PurePosixPath], others: Collection[Path] = ()
) -> Iterator[PurePosixPath]:
    """Yield the documents below a folder that are not `ours`; folders of `others` are theirs."""
    for path in _below(folder, others):
        below = PurePosixPath(path.relative_to(folder).as_posix())
        if below not in ours and is_document(path):
            yield below


def is_document(path: PurePath) -> bool:
    """Tell whether a file is what people publish, by its name."""
    return path.suffix.lower() in DOCUMENT_ENDINGS and not path.name.startswith((".", "~$"))


def place(folder: Path, path: PurePosixPath) -> Path:
    """Return where a file of a record lies."""
    return folder.joinpath(*path.parts)


def _standing(file: FileEntry, found: str | None, is_outdated: bool) -> FileStatus:
    if file.coming:
        return FileStatus.UNFINISHED
    if found is None:
        return FileStatus.MISSING
    if found != file.sha256:
        return FileStatus.ALTERED
    if is_outdated:
        return FileStatus.OUTDATED
    return FileStatus.CURRENT if file.proven else FileStatus.UNPROVEN


def _changes(then: Inputs, now: Inputs) -> Iterator[Message]:
    if files := _differing(then.data, now.data):
        yield message("data: {files}", files=files)
    if files := _differing(then.pack, now.pack):
        yield message("form {region}: {files}", region=then.region, files=files)
    if then.fonts != now.fonts:
        families = dict.fromkeys(font.asked for font in set(then.fonts.fonts) ^ set(now.fonts.fonts))
        yield message("fonts: {families}", families="、".join(sorted(families) or "…"))
    if then.tool != now.tool:
        yield message("pmgen: {then} → {now}", then=then.tool, now=now.tool)


def _differing(then: Mapping[str, str | None], now: Mapping[str, str | None]) -> str:
    """Return the names of the files that were added, removed or changed."""
    names = sorted(then.keys() | now.keys())
    return "、".join(name for name in names if (name in then, then.get(name)) != (name in now, now.get(name)))


def _below(folder: Path, others: Collection[Path]) -> Iterator[Path]:
    """Yield the files at and below a folder, but for what has a record of its own."""
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        return
    for path in entries:
        if disk.is_link(path) or not disk.is_folder(path):
            yield path
        elif path not in others and not disk.is_there(path / RECORD) and not is_temporary(path.name):
            yield from _below(path, others)


InputsNow = Callable[[Inputs], Inputs]
"""Gives what a file would be made from today, after what it was made from."""


@dataclass(frozen=True, slots=True)
class AnnexStates:
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
        return tuple(state for state in self.states if state.standing is not FileStatus.CURRENT)


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
class RenderVariant:
    """A way in which documents of an annex were rendered: see Request and Source."""

    region: str | None
    split: bool
    files: tuple[str, ...] = ()


def annex_states(request: Request, root: Path, fonts: FontShelf) -> tuple[AnnexStates, ...]:
    """Return how the files of the annexes asked about stand; where no format is asked for, each recorded."""
    hashes = Hashes()
    return tuple(
        _look(each, request, root, inputs_now_of(each, request, hashes, fonts)) for each in request.sources
    )


def proven_by_records(looked: Sequence[AnnexStates]) -> Verification | None:
    """Return what the records prove, None where they leave anything in question."""
    if not all(each.is_current for each in looked):
        return None
    paths = tuple(place(each.folder, state.path) for each in looked for state in each.states)
    return Verification(paths, unchanged=len(paths))


def inputs_now_of(source: Source, request: Request, hashes: Hashes, fonts: FontShelf) -> InputsNow:
    """Return what tells what the files of an annex would be made from today."""

    def now(then: Inputs) -> Inputs:
        found = inputs_now(then, source.folder, request.templates, hashes)
        return replace(found, fonts=then.fonts.now(fonts))

    return now


def variant_of(state: FileState) -> RenderVariant:
    """Return how a file was rendered."""
    inputs = state.inputs
    alone = (inputs.only,) if inputs.only is not None else ()
    return RenderVariant(inputs.word if inputs.asked else None, inputs.each, alone)


def request_for(variant: RenderVariant, sources: Iterable[Source], request: Request) -> Request:
    """Return the request that plans the documents of a variant."""
    chosen = tuple(replace(source, files=variant.files) for source in sources)
    formats = request.formats or tuple(FORMATS)
    return Request(chosen, formats, request.templates, variant.region, variant.split)


def _look(source: Source, request: Request, root: Path, now: InputsNow) -> AnnexStates:
    folder = root.joinpath(*source.into.parts)
    try:
        record = read_record(folder)
    except UNREAD as error:
        return AnnexStates(source, folder, None, (), (record_unreadable(folder, error),))
    if record is None:
        return AnnexStates(source, folder, None)
    states = [state for state in file_states(folder, record, now) if _is_asked(state, source, request)]
    stems = dict.fromkeys(state.stem for state in states)
    lacking = (_lacking(stem, ending, states) for stem in stems for ending in request.formats)
    wanted = [state for state in states if not request.formats or state.format in request.formats]
    return AnnexStates(source, folder, record, (*wanted, *filter(None, lacking)))


def _lacking(stem: PurePosixPath, ending: str, states: Sequence[FileState]) -> FileState | None:
    """Return the state of a file that is asked for and not in the record, None where it is there."""
    files = [state for state in states if state.stem == stem]
    if any(state.format == ending for state in files):
        return None
    return replace(files[0], format=ending, standing=FileStatus.MISSING, changes=())


def _is_asked(state: FileState, source: Source, request: Request) -> bool:
    entry = state.entry
    return (
        request.region in (None, entry.region, state.inputs.word)
        and (not request.split or entry.project is not None)
        and (not source.files or entry.project_file in source.files)
    )
