"""The standard streams of the process, so that work goes on where nobody can be told of it any more."""

from __future__ import annotations

import errno
import os
import select
import sys
from contextlib import suppress
from io import BufferedWriter, RawIOBase, TextIOWrapper
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_STANDARD = 3


class Outlet(RawIOBase):
    """Where a stream leads; its first failure is kept, and what comes after that is dropped."""

    def __init__(self, raw: RawIOBase | None) -> None:
        self._raw = raw
        self.failure: OSError | None = None

    def writable(self) -> bool:
        """Tell that it takes everything."""
        return True

    def isatty(self) -> bool:
        """Tell whether somebody looks at it."""
        return self._raw is not None and self._raw.isatty()

    def fileno(self) -> int:
        """Return the number of its file."""
        return super().fileno() if self._raw is None else self._raw.fileno()

    def write(self, data: ReadableBuffer) -> int:
        """Write as much as it takes at once; everything, where it takes nothing any more."""
        if self.failure is None:
            try:
                return self._written(data)
            except OSError as error:
                self.failure = error
        return memoryview(data).nbytes

    def _written(self, data: ReadableBuffer) -> int:
        if self._raw is None:
            raise OSError(errno.EBADF, "closed")
        while (written := self._raw.write(data)) is None:
            select.select([], [self._raw], [])
        return written


def lead_streams() -> tuple[Outlet, Outlet]:
    """Let stdout and stderr lead through outlets, which are returned, and print every character."""
    _fill_gaps()
    sys.stdout, out = _through_outlet(sys.stdout)
    sys.stderr, err = _through_outlet(sys.stderr)
    return out, err


def _fill_gaps() -> None:
    """Open what was closed of the first three files, so that no other file gets their numbers."""
    with suppress(OSError):
        while (number := os.open(os.devnull, os.O_RDWR)) < _STANDARD:
            pass
        os.close(number)


def _through_outlet(stream: object) -> tuple[TextIOWrapper, Outlet]:
    if isinstance(stream, TextIOWrapper):
        # Unbuffered streams (python -u) have no buffer around their file.
        outlet, encoding = Outlet(getattr(stream.buffer, "raw", stream.buffer)), stream.encoding
    else:
        outlet, encoding = Outlet(None), "utf-8"
    return TextIOWrapper(BufferedWriter(outlet), encoding, "replace", line_buffering=True), outlet
