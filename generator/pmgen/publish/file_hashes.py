"""Hashes of files: one whose size and time are as they were when it was last read is not read again.

What is remembered is private to a machine and may be deleted at any time: it saves reading, and says nothing.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import file_digest
from pathlib import Path
from stat import S_ISREG

from pmgen.problems import Refusal
from pmgen.publish.atomic_files import write_streamed
from pmgen.publish.hash_shelf import FileHash, HashShelf

_RACY = 2_000_000_000
"""Nanoseconds within which a file may change twice and keep its time, on the coarsest of file systems."""

_MOST_FILES = 500_000
"""How many files are remembered; where there are more, those that this run did not ask about go."""

_MOST_OPEN = 16
"""How many folders are at hand at once."""

Told = Mapping[str, Mapping[str, FileHash]]
"""The hashes of files by their folders and names."""


class FileHashes:
    """The hashes of files, as far as possible from what is remembered of them, folder by folder."""

    def __init__(self, clock: Callable[[], int] = time.time_ns) -> None:
        self._shelf = HashShelf()
        self._open: dict[str, dict[str, FileHash]] = {}
        self._asked: set[str] = set()
        self._changed: set[str] = set()
        self._clock = clock

    def of(self, path: Path) -> str | None:
        """Return the hash of a file, None where it cannot be read or is none."""
        try:
            found = path.stat()
        except (OSError, ValueError):
            return None
        if not S_ISREG(found.st_mode):
            return None
        folder, name = os.path.split(path)
        known = self._at_hand(folder).get(name)
        return known.sha256 if known is not None and known.is_of(found) else self._read(path, folder, name)

    @property
    def asked(self) -> Told:
        """Return the hashes of the folders that were asked about."""
        return {folder: self._open.get(folder) or self._shelf.get(folder) for folder in self._asked}

    def learn(self, known: Told) -> None:
        """Take over what another process has read."""
        for folder, hashes in known.items():
            for name, each in hashes.items():
                self._know(folder, name, each)

    def remember(self, state: Path) -> None:
        """Take over what a file remembers."""
        self._shelf.read(state)

    def keep(self, state: Path) -> None:
        """Let a file remember what is known now, if it is not what the file remembers."""
        is_changed = bool(self._changed)
        for folder in tuple(self._open):
            self._put_away(folder)
        files = self._shelf.folders()
        kept = (
            files if sum(files.values()) <= _MOST_FILES else [each for each in files if each in self._asked]
        )
        if is_changed:
            with suppress(Refusal):  # the next run reads the files again, and that is all
                write_streamed(state, self._shelf.lines(kept))

    def _at_hand(self, folder: str) -> dict[str, FileHash]:
        if folder not in self._open:
            if len(self._open) >= _MOST_OPEN:
                self._put_away(next(iter(self._open)))
            self._open[folder] = self._shelf.get(folder)
            self._asked.add(folder)
        return self._open[folder]

    def _put_away(self, folder: str) -> None:
        hashes = self._open.pop(folder)
        if folder in self._changed:
            self._shelf.put(folder, hashes)

    def _know(self, folder: str, name: str, found: FileHash) -> None:
        hashes = self._at_hand(folder)
        if hashes.get(name) != found:
            hashes[name] = found
            self._changed.add(folder)

    def _read(self, path: Path, folder: str, name: str) -> str | None:
        now = self._clock()
        try:
            with path.open("rb") as file:
                found = os.fstat(file.fileno())
                digest = file_digest(file, "sha256").hexdigest()
        except OSError:
            return None
        if found.st_mtime_ns + _RACY <= now:
            # One that changed just now may do so again, and look the same: it is read again.
            self._know(folder, name, FileHash(found.st_size, found.st_mtime_ns, found.st_ino, digest))
        return digest


@contextmanager
def remembered_hashes(state: Path | None) -> Iterator[FileHashes]:
    """Give the hashes that the file `state` remembers, and let it remember those that are asked for."""
    hashes = FileHashes()
    if state:
        hashes.remember(state)
    yield hashes
    if state:
        hashes.keep(state)
