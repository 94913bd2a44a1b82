"""Hashes of files: one whose size and time are as they were when it was last read is not read again.

What is remembered is private to a machine and may be deleted at any time: it saves reading, and says nothing.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from stat import S_ISREG

from pmgen.problems import Refusal
from pmgen.publish.atomic_files import write_whole
from pmgen.publish.sealed_state import sealed, unsealed

_RACY = 2_000_000_000
"""Nanoseconds within which a file may change twice and keep its time, on the coarsest of file systems."""

_MOST_FILES = 500_000
"""How many files are remembered; where there are more, those that this run did not ask about go."""

_VERSION = 1


@dataclass(frozen=True, slots=True)
class FileHash:
    """Size, time in nanoseconds and number of a file when it was read, and its SHA-256."""

    size: int
    modified: int
    node: int
    sha256: str

    def is_of(self, found: os.stat_result) -> bool:
        """Tell whether the file is as it was, as far as the file system says."""
        return (self.size, self.modified, self.node) == (found.st_size, found.st_mtime_ns, found.st_ino)


class FileHashes:
    """The hashes of files, as far as possible from what is `known` of them by their paths."""

    def __init__(
        self, known: Mapping[str, FileHash] | None = None, clock: Callable[[], int] = time.time_ns
    ) -> None:
        self.before = dict(known or {})
        self.asked: dict[str, FileHash] = {}
        self._clock = clock

    def of(self, path: Path) -> str | None:
        """Return the hash of a file, None where it cannot be read or is none."""
        name = os.fspath(path)
        try:
            found = path.stat()
        except (OSError, ValueError):
            return None
        if not S_ISREG(found.st_mode):
            return None
        known = self.asked.get(name) or self.before.get(name)
        if known is None or not known.is_of(found):
            return self._read(path, name)
        self.asked[name] = known
        return known.sha256

    def learn(self, known: Mapping[str, FileHash]) -> None:
        """Take over what another process has read."""
        self.asked.update(known)

    def _read(self, path: Path, name: str) -> str | None:
        self.asked.pop(name, None)
        now = self._clock()
        try:
            with path.open("rb") as file:
                found = os.fstat(file.fileno())
                digest = file_digest(file, "sha256").hexdigest()
        except OSError:
            return None
        if found.st_mtime_ns + _RACY <= now:
            # One that changed just now may do so again, and look the same: it is read again.
            self.asked[name] = FileHash(found.st_size, found.st_mtime_ns, found.st_ino, digest)
        return digest


@contextmanager
def remembered_hashes(state: Path | None) -> Iterator[FileHashes]:
    """Give the hashes that the file `state` remembers, and let it remember those that are asked for."""
    hashes = FileHashes(_remembered(state) if state else {})
    yield hashes
    kept = {**hashes.before, **hashes.asked}
    if state and kept != hashes.before:
        with suppress(Refusal):  # the next run reads the files again, and that is all
            write_whole(state, _bytes(hashes.asked if len(kept) > _MOST_FILES else kept))


def _bytes(known: Mapping[str, FileHash]) -> bytes:
    files = {name: (each.size, each.modified, each.node, each.sha256) for name, each in known.items()}
    return sealed({"version": _VERSION, "files": files})


def _remembered(state: Path) -> dict[str, FileHash]:
    plain = unsealed(state, _VERSION)
    return {name: FileHash(*values) for name, values in plain["files"].items()} if plain else {}
