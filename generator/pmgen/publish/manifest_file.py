"""The manifest on the disk: kept true to the records that lie below the output folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from itertools import chain, islice, zip_longest
from pathlib import Path, PurePath, PurePosixPath

from pmgen import disk
from pmgen.problems import Problem, Refusal, SourcePlace, message
from pmgen.publish.atomic_files import Staging, place_below, remove_rests_of_killed_runs, undisturbed
from pmgen.publish.document_inputs import file_hash
from pmgen.publish.file_hashes import FileHashes
from pmgen.publish.output_manifest import (
    MANIFEST,
    MOST_BYTES,
    Manifest,
    entries_of,
    manifest_parts,
    sound_manifest,
    stored_order,
)
from pmgen.publish.output_record import FolderRecord, after_killed_run, record_path
from pmgen.publish.record_file import UNREAD, DamagedRecord, read_record, recorded_folders
from pmgen.publish.verification_by_record import place

_OF_OURS = b'"about": "pmgen '
_BEGINNING = 200


def keep_manifest(root: Path, hashes: FileHashes) -> tuple[Problem, ...]:
    """Make the manifest say what the records below `root` say; return what stands in the way of that.

    A record of which the hash is known is not read again. Whoever writes below `root` calls this at the end.
    """
    remove_rests_of_killed_runs(root)
    path = root / MANIFEST
    before = _manifest_in(path)
    records = sorted(_records(root, hashes), key=lambda each: stored_order(each[0]))
    if before is not None and _says(before, records):
        return ()
    fonts: dict[str, Mapping[str, object]] = {}
    known, read = before or Manifest(), lambda folder: _record_in(place(root, folder))
    entries = entries_of(records, known, read, fonts)
    first = tuple(islice(entries, 1))
    if not first and not disk.is_there(path):
        return ()
    if before is None and disk.is_there(path) and not is_ours(_beginning(path)):
        return (not_replaced(str(path)),)
    try:
        _write(root, manifest_parts(chain(first, entries), fonts))
    except Refusal as refusal:
        return refusal.problems
    return ()


def _records(root: Path, hashes: FileHashes) -> Iterator[tuple[PurePosixPath, str]]:
    """Yield each folder below `root` that has a record, with the hash of that."""
    for folder in recorded_folders(root):
        below = folder.relative_to(root)
        if not is_hidden(below) and (found := hashes.of(record_path(folder))):
            yield PurePosixPath(below.as_posix()), found


def _says(manifest: Manifest, records: Iterable[tuple[PurePosixPath, str]]) -> bool:
    """Tell whether a manifest is of these records."""
    listed = ((folder, entry["record"]) for folder, entry in manifest.entries())
    return all(one == other for one, other in zip_longest(listed, records))


def _write(root: Path, parts: Iterable[bytes]) -> None:
    target, staging = place_below(root, PurePosixPath(MANIFEST)), Staging(root)
    try:
        made = staging.write_streamed(target, parts)
        if file_hash(made) != file_hash(target):
            with undisturbed():
                staging.replace({target: made})
    finally:
        staging.close()


def read_manifest(path: Path) -> Manifest:
    """Return the manifest in a file, as it is now; raise DamagedRecord or OSError."""
    data = disk.read_bytes(path, MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise DamagedRecord
    return sound_manifest(lambda: BytesIO(data))


def _manifest_in(path: Path) -> Manifest | None:
    """Return the manifest in a file that stays as it is meanwhile, None where there is none."""
    try:
        return sound_manifest(lambda: _lines(path))
    except UNREAD:
        return None


def _lines(path: Path) -> Iterator[bytes]:
    with disk.opened(path) as file:
        yield from file


def _record_in(folder: Path) -> FolderRecord | None:
    """Return the record of a folder, with those files that really lie there where a run was killed."""
    try:
        record = read_record(folder)
    except UNREAD:
        return None
    return record and after_killed_run(record, lambda path: file_hash(place(folder, path)))


def is_hidden(folder: PurePath) -> bool:
    """Tell whether a folder, given from the output folder on, is none that documents go to."""
    return any(part.startswith(".") for part in folder.parts)


def is_ours(data: bytes) -> bool:
    """Tell whether what cannot be read as a manifest was one, as far as its beginning says."""
    return _OF_OURS in data[:_BEGINNING]


def _beginning(path: Path) -> bytes:
    try:
        return disk.read_bytes(path, _BEGINNING)
    except OSError:
        return b""


def not_replaced(place: str) -> Problem:
    """Return that what lies in the place of the manifest is none, and stays."""
    text = message("{file} was not rendered by pmgen, and is not replaced", file=MANIFEST)
    hint = message("give it another name, or choose another folder with --output")
    return Problem("PMG709", text, (SourcePlace(place),), hint)
