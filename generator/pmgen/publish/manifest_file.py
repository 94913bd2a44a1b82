"""The manifest on the disk: kept true to the records that lie below the output folder."""

from __future__ import annotations

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
    manifest_bytes,
    manifest_from_bytes,
    manifest_of,
)
from pmgen.publish.output_record import FolderRecord, after_killed_run, record_path
from pmgen.publish.record_file import UNREAD, read_record, recorded_folders
from pmgen.publish.verification_by_record import place

_OF_OURS = b'"about": "pmgen '
_BEGINNING = 200


def keep_manifest(root: Path, hashes: FileHashes) -> tuple[Problem, ...]:
    """Make the manifest say what the records below `root` say; return what stands in the way of that.

    A record of which the hash is known is not read again. Whoever writes below `root` calls this at the end.
    """
    remove_rests_of_killed_runs(root)
    path = root / MANIFEST
    before = _manifest_or_empty(path)
    records = {
        PurePosixPath(folder.relative_to(root).as_posix()): found
        for folder in recorded_folders(root)
        if not is_hidden(folder.relative_to(root)) and (found := hashes.of(record_path(folder)))
    }
    now = manifest_of(records, before or Manifest(), lambda folder: _record_in(place(root, folder)))
    if now == before or (not now.annexes and not disk.is_there(path)):
        return ()
    try:
        if before is None and disk.is_there(path) and not is_ours(_beginning(path)):
            return (not_replaced(str(path)),)
        _write(root, manifest_bytes(now))
    except Refusal as refusal:
        return refusal.problems
    return ()


def _write(root: Path, data: bytes) -> None:
    target, staging = place_below(root, PurePosixPath(MANIFEST)), Staging(root)
    with undisturbed():
        try:
            staging.replace({target: staging.write(target, data)})
        finally:
            staging.close()


def read_manifest(path: Path) -> Manifest:
    """Return the manifest in a file; raise DamagedRecord or OSError."""
    return manifest_from_bytes(disk.read_bytes(path, MOST_BYTES + 1))


def _manifest_or_empty(path: Path) -> Manifest | None:
    try:
        return read_manifest(path)
    except UNREAD:
        return None


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
