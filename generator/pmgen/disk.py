"""The disk, asked so that what may not be seen is an answer, and that no pipe or device is waited for."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import BinaryIO


def is_file(path: Path) -> bool:
    """Tell whether an ordinary file is in sight at `path`."""
    return S_ISREG(_mode(path))


def is_folder(path: Path) -> bool:
    """Tell whether a folder is in sight at `path`."""
    return S_ISDIR(_mode(path))


def is_there(path: Path) -> bool:
    """Tell whether anything is in sight at `path`."""
    return _mode(path) != 0


def is_link(path: Path) -> bool:
    """Tell whether a link is in sight at `path`, wherever it leads."""
    try:
        return path.is_symlink()
    except OSError:
        return False


def behind_link(path: Path) -> Path:
    """Return where a link leads, and any other path as it is."""
    return real(path) if is_link(path) else path


def real(path: Path) -> Path:
    """Return a path without links, as far as they lead; where they go round in a circle, the path itself."""
    # Path.resolve raises there.
    return Path(os.path.realpath(path))


def entries(folder: Path) -> list[os.DirEntry[str]]:
    """Return what lies in a folder by its names; raise OSError where that cannot be seen."""
    with os.scandir(folder) as found:
        return sorted(found, key=lambda entry: entry.name)


def read_bytes(path: Path, most: int = -1) -> bytes:
    """Return what stands in a file, or the first `most` bytes of it.

    Raises OSError where it cannot be read, or is no file that ends.
    """
    with opened(path) as file:
        return file.read(most)


def opened(path: Path) -> BinaryIO:
    """Return a file opened for reading; raise OSError where it cannot be read, or is no file that ends."""
    mode = path.stat().st_mode
    if not S_ISREG(mode) and not S_ISDIR(mode):
        raise OSError(errno.ENXIO, "no ordinary file", str(path))
    return path.open("rb")


def _mode(path: Path) -> int:
    try:
        return path.stat().st_mode
    except (OSError, ValueError):
        return 0
