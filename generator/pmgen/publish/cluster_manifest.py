"""The manifest of an output in a store, kept true to the records there, whoever else writes meanwhile."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import PurePosixPath

from pmgen.problems import Problem, Refusal
from pmgen.publish.cluster_state import RecordHashes
from pmgen.publish.manifest_file import is_hidden, is_ours, not_replaced
from pmgen.publish.object_store import ChangedMeanwhile, ObjectStore, is_sound, written_meanwhile
from pmgen.publish.output_manifest import (
    MANIFEST,
    Manifest,
    manifest_bytes,
    manifest_from_bytes,
    manifest_of,
)
from pmgen.publish.output_record import RECORD, FolderRecord, after_killed_run
from pmgen.publish.record_file import DamagedRecord, record_from_bytes

_TRIES = 5
_AT_ONCE = 1000
"""How many records are held in memory."""


def keep_stored_manifest(store: ObjectStore, known: RecordHashes) -> tuple[RecordHashes, tuple[Problem, ...]]:
    """Make the manifest in a store say what the records there say.

    Return the hashes of the records, and what stands in the way. One that is `known` is not read again.
    """
    problems: tuple[Problem, ...] = ()
    try:
        for _ in range(_TRIES):
            # The tag comes before the records: whoever changes one after that writes the manifest after that.
            tag = store.tag(MANIFEST)
            found = store.read([MANIFEST]).get(MANIFEST)
            before = _manifest(found)
            now, known = _manifest_now(store, before or Manifest(), known)
            if now == before or (not now.annexes and found is None):
                return known, ()
            if found is not None and before is None and not is_ours(found):
                return known, (not_replaced(store.at(MANIFEST)),)
            try:
                store.write_unless_changed(MANIFEST, manifest_bytes(now), tag)
                problems = ()  # but another run may have ended before this was written: look again
            except ChangedMeanwhile:
                problems = (written_meanwhile(store.address, PurePosixPath(MANIFEST)),)
    except Refusal as refusal:
        return known, refusal.problems
    return known, problems


def _manifest_now(
    store: ObjectStore, before: Manifest, known: RecordHashes
) -> tuple[Manifest, dict[str, tuple[str, str]]]:
    """Return the manifest that the records give, and their hashes."""
    tags = {name: tag for name, tag in store.tags().items() if _is_record(name)}
    listed = {(folder / RECORD).as_posix(): entry["record"] for folder, entry in before.annexes.items()}
    unread = {name for name, tag in tags.items() if known.get(name) != (tag, listed.get(name))}
    hashes = {name: known[name] for name in tags.keys() - unread}
    manifest = manifest_of(_by_folder(hashes), before, lambda folder: None)
    annexes, fonts = dict(manifest.annexes), dict(manifest.fonts)
    for objects in _read(store, sorted(unread)):
        found = {name: (tags[name], sha256(data).hexdigest()) for name, data in objects.items()}
        part = manifest_of(_by_folder(found), before, _Records(store, objects).of)
        hashes |= found
        annexes |= part.annexes
        fonts |= part.fonts
    return Manifest(annexes, fonts), hashes


def _read(store: ObjectStore, names: list[str]) -> Iterator[dict[str, bytes]]:
    for start in range(0, len(names), _AT_ONCE):
        yield store.read(names[start : start + _AT_ONCE])


def _by_folder(hashes: RecordHashes) -> dict[PurePosixPath, str]:
    return {PurePosixPath(name).parent: found for name, (_, found) in hashes.items()}


class _Records:
    """The records that were read from a store."""

    def __init__(self, store: ObjectStore, objects: Mapping[str, bytes]) -> None:
        self._store, self._objects = store, objects

    def of(self, folder: PurePosixPath) -> FolderRecord | None:
        """Return the record of a folder, with those files that really lie there where a run was killed."""
        try:
            record = record_from_bytes(self._objects[(folder / RECORD).as_posix()])
        except DamagedRecord:
            return None
        return after_killed_run(record, lambda path: self._hash((folder / path).as_posix()))

    def _hash(self, name: str) -> str | None:
        found = self._store.read([name]).get(name)
        return None if found is None else sha256(found).hexdigest()


def _is_record(name: str) -> bool:
    path = PurePosixPath(name)
    return path.name == RECORD and is_sound(name) and not is_hidden(path.parent)


def _manifest(data: bytes | None) -> Manifest | None:
    try:
        return None if data is None else manifest_from_bytes(data)
    except DamagedRecord:
        return None
