"""How the files of an output folder stand: as recorded or not, and made from what there is today or not.

Nothing is loaded, compiled or read back for it: whatever is in question has a hash.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto
from pathlib import Path, PurePosixPath

from pmgen import disk
from pmgen.problems import Message, message
from pmgen.publish.inputs import Inputs, file_hash
from pmgen.publish.record import RECORD, Entry, FileEntry, FolderRecord, file_of
from pmgen.publish.staging import is_passing

_DOCUMENTS = frozenset(
    f".{ending}"
    for ending in (
        *("csv", "doc", "docm", "docx", "et", "htm", "html", "mht", "mhtml", "odp", "ods", "odt", "ofd"),
        *("pdf", "rtf", "wps", "xls", "xlsb", "xlsm", "xlsx"),
    )
)
"""The endings of what people publish."""


class Standing(Enum):
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
    entry: Entry
    inputs: Inputs
    standing: Standing
    changes: tuple[Message, ...] = ()

    @property
    def path(self) -> PurePosixPath:
        """Return where the file lies below its folder."""
        return file_of(self.stem, self.format)


def file_states(folder: Path, record: FolderRecord, now: Callable[[Inputs], Inputs]) -> tuple[FileState, ...]:
    """Return how each file of the record stands; `now` gives what it would be made from today."""
    changed = {key: changes(inputs, now(inputs)) for key, inputs in record.inputs.items()}
    return tuple(
        FileState(
            stem,
            ending,
            entry,
            record.inputs[file.key],
            _standing(file, file_hash(place(folder, file_of(stem, ending))), bool(changed[file.key])),
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


def strange_files(
    folder: Path, ours: Collection[PurePosixPath], others: Collection[Path] = ()
) -> Iterator[PurePosixPath]:
    """Yield the documents below a folder that are not `ours`; folders of `others` are theirs."""
    for path in _below(folder, others):
        below = PurePosixPath(path.relative_to(folder).as_posix())
        if below not in ours and path.suffix.lower() in _DOCUMENTS and not path.name.startswith((".", "~$")):
            yield below


def place(folder: Path, path: PurePosixPath) -> Path:
    """Return where a file of a record lies."""
    return folder.joinpath(*path.parts)


def _standing(file: FileEntry, found: str | None, is_outdated: bool) -> Standing:
    if file.coming:
        return Standing.UNFINISHED
    if found is None:
        return Standing.MISSING
    if found != file.sha256:
        return Standing.ALTERED
    if is_outdated:
        return Standing.OUTDATED
    return Standing.CURRENT if file.proven else Standing.UNPROVEN


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
        elif path not in others and not disk.is_there(path / RECORD) and not is_passing(path.name):
            yield from _below(path, others)
