"""The manifest of an output in a store, kept true to the records there, whoever else writes meanwhile."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from hashlib import sha256
from io import BytesIO
from pathlib import PurePosixPath

from pmgen.problems import Problem, Refusal
from pmgen.publish.cluster_state import RecordHashes
from pmgen.publish.manifest_file import is_hidden, is_ours, not_replaced
from pmgen.publish.object_store import ChangedMeanwhile, ObjectStore, is_sound, written_meanwhile
from pmgen.publish.output_manifest import (
    MANIFEST,
    Manifest,
    entries_of,
    manifest_parts,
    sound_manifest,
    stored_order,
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
            if now == found or (found is None and now == _NOTHING):
                return known, ()
            if found is not None and before is None and not is_ours(found):
                return known, (not_replaced(store.at(MANIFEST)),)
            try:
                store.write_unless_changed(MANIFEST, now, tag)
                problems = ()  # but another run may have ended before this was written: look again
            except ChangedMeanwhile:
                problems = (written_meanwhile(store.address, PurePosixPath(MANIFEST)),)
    except Refusal as refusal:
        return known, refusal.problems
    return known, problems


_NOTHING = b"".join(manifest_parts((), {}))


def _manifest_now(
    store: ObjectStore, before: Manifest, known: RecordHashes
) -> tuple[bytes, dict[str, tuple[str, str]]]:
    """Return the manifest that the records give, and their hashes."""
    records, fonts = _Records(store, before, known), dict[str, Mapping[str, object]]()
    now = b"".join(manifest_parts(entries_of(records.hashes(), before, records.of, fonts), fonts))
    return now, records.found


class _Records:
    """The records in a store; those of which nothing is known are read, some at a time."""

    def __init__(self, store: ObjectStore, before: Manifest, known: RecordHashes) -> None:
        self._store = store
        self._tags = {name: tag for name, tag in store.tags().items() if _is_record(name)}
        listed = ((_record_name(folder), entry["record"]) for folder, entry in before.entries())
        sound = ((name, known[name]) for name, found in listed if known.get(name, ("", ""))[1] == found)
        self.found = {name: each for name, each in sound if self._tags.get(name) == each[0]}
        self._unread = sorted(self._tags.keys() - self.found.keys(), key=_order)
        self._objects: dict[str, bytes] = {}

    def hashes(self) -> Iterator[tuple[PurePosixPath, str]]:
        """Yield the folders in the order of a manifest, with the hashes of their records."""
        for name in sorted(self._tags, key=_order):
            if name not in self.found:
                self._read_from(name)
            if name in self.found:
                yield PurePosixPath(name).parent, self.found[name][1]

    def _read_from(self, name: str) -> None:
        """Read a record and the next ones; one that is gone meanwhile is not found."""
        start = bisect_left(self._unread, _order(name), key=_order)
        self._objects = self._store.read(self._unread[start : start + _AT_ONCE])
        self.found |= {
            each: (self._tags[each], sha256(data).hexdigest()) for each, data in self._objects.items()
        }

    def of(self, folder: PurePosixPath) -> FolderRecord | None:
        """Return the record of a folder, with those files that really lie there where a run was killed."""
        try:
            record = record_from_bytes(self._objects[_record_name(folder)])
        except DamagedRecord:
            return None
        return after_killed_run(record, lambda path: self._hash((folder / path).as_posix()))

    def _hash(self, name: str) -> str | None:
        found = self._store.read([name]).get(name)
        return None if found is None else sha256(found).hexdigest()


def _record_name(folder: PurePosixPath) -> str:
    return (folder / RECORD).as_posix()


def _order(name: str) -> str:
    return stored_order(PurePosixPath(name).parent)


def _is_record(name: str) -> bool:
    path = PurePosixPath(name)
    return path.name == RECORD and is_sound(name) and not is_hidden(path.parent)


def _manifest(data: bytes | None) -> Manifest | None:
    try:
        return None if data is None else sound_manifest(lambda: BytesIO(data))
    except DamagedRecord:
        return None
