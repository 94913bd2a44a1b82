"""Hashes of files on the disk, folder by folder: only where those of a folder stand is held in memory."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import astuple, dataclass
from hashlib import sha256
from io import BytesIO
from itertools import chain
from os import SEEK_END, stat_result
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, NamedTuple
from weakref import finalize

_HEAD = b'{"pmgen-hashes":2}\n'


@dataclass(frozen=True, slots=True)
class FileHash:
    """Size, time in nanoseconds and number of a file when it was read, and its SHA-256."""

    size: int
    modified: int
    node: int
    sha256: str

    def is_of(self, found: stat_result) -> bool:
        """Tell whether the file is as it was, as far as the file system says."""
        return (self.size, self.modified, self.node) == (found.st_size, found.st_mtime_ns, found.st_ino)


class _Span(NamedTuple):
    """Where the hashes of a folder stand, and how many they are."""

    start: int
    length: int
    files: int


class HashShelf:
    """The hashes of the files of folders; what is put there for a folder takes the place of what was."""

    def __init__(self) -> None:
        self._file: IO[bytes] | None = None
        self._spans: dict[str, _Span] = {}

    def get(self, folder: str) -> dict[str, FileHash]:
        """Return the hashes of a folder's files by their names."""
        span = self._spans.get(folder)
        if span is None:
            return {}
        try:
            return {name: FileHash(*values) for name, values in json.loads(self._line(span))[1].items()}
        except (OSError, ValueError):  # the disk that holds them fails
            return {}

    def put(self, folder: str, hashes: Mapping[str, FileHash]) -> None:
        """Keep the hashes of a folder's files; where there is no room for them they stay what they were."""
        line = json.dumps([folder, {name: astuple(each) for name, each in hashes.items()}]).encode() + b"\n"
        with suppress(OSError):
            self._add(folder, line, len(hashes))

    def folders(self) -> dict[str, int]:
        """Return the folders, each with the number of its files."""
        return {folder: span.files for folder, span in self._spans.items()}

    def lines(self, folders: Iterable[str]) -> Iterator[bytes]:
        """Yield what a state file holds that remembers some folders."""
        seal = sha256()
        for line in chain((_HEAD,), (self._line(self._spans[folder]) for folder in folders)):
            seal.update(line)
            yield line
        yield seal.hexdigest().encode()

    def read(self, state: Path) -> None:
        """Take over what a state file remembers, nothing from one that is not as it was written."""
        try:
            with state.open("rb") as file:
                if self._is_whole(file):
                    return
        except (OSError, ValueError, TypeError):
            pass
        self._spans.clear()

    def _is_whole(self, lines: Iterable[bytes]) -> bool:
        """Take over lines, and tell whether they are as they were written."""
        seal = sha256()
        for number, line in enumerate(lines):
            if not line.endswith(b"\n"):
                return line == seal.hexdigest().encode()
            seal.update(line)
            if number:
                folder, hashes = json.loads(line)
                self._add(folder, line, len(hashes))
            elif line != _HEAD:
                return False
        return False

    def _add(self, folder: str, line: bytes, files: int) -> None:
        if self._file is None:
            self._file = _scratch()
            finalize(self, self._file.close)
        start = self._file.seek(0, SEEK_END)
        if self._file.write(line) == len(line):
            self._spans[folder] = _Span(start, len(line), files)

    def _line(self, span: _Span) -> bytes:
        assert self._file is not None
        self._file.seek(span.start)
        return self._file.read(span.length)


def _scratch() -> IO[bytes]:
    """Return a file that is gone with this process."""
    try:
        return TemporaryFile(buffering=0)
    except OSError:  # nowhere to write
        return BytesIO()
