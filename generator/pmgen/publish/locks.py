"""A file that is locked as long as the process lives that made it, on every system."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

if sys.platform == "win32":

    def hold(path: Path) -> BinaryIO:
        """Return the file at `path`, new and open: Windows lets nobody remove it until it is closed."""
        return path.open("xb")

    @contextmanager
    def taken(path: Path) -> Iterator[bool]:
        """Tell whether nobody holds the file at `path`; it is gone then."""
        try:
            path.unlink(missing_ok=True)
        except OSError:
            yield False
        else:
            yield True

else:
    import fcntl

    def hold(path: Path) -> BinaryIO:
        """Return the file at `path`, new, open and locked: the lock ends with the process."""
        file = path.open("xb")
        with suppress(OSError):  # a file system without locks
            fcntl.flock(file, fcntl.LOCK_EX)
        return file

    @contextmanager
    def taken(path: Path) -> Iterator[bool]:
        """Tell whether nobody else holds the file at `path`, and let nobody hold it meanwhile."""
        with ExitStack() as stack:
            try:
                file = stack.enter_context(path.open("rb"))
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                free = True
            except FileNotFoundError:
                free = True
            except OSError:
                free = False
            yield free
