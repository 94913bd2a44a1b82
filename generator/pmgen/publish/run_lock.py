"""One run at a time in an output folder: a lock that ends with its process, whatever ends that."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from pmgen import disk
from pmgen.problems import Problem, Refusal, SourcePlace, message

LOCK = ".pmgen.lock"
"""The name of the lock, which lies in the output folder only while a run is on."""

_MOST_BYTES = 400


class LockedByOther(Exception):
    """Raised where another process holds a lock."""


if sys.platform == "win32":

    def _hold(path: Path) -> BinaryIO:
        """Return the lock, new and held: Windows lets nobody remove a file that is open."""
        try:
            path.unlink(missing_ok=True)
        except PermissionError as error:
            raise LockedByOther from error
        try:
            return path.open("xb")
        except FileExistsError as error:
            raise LockedByOther from error

    def _release(path: Path, held: BinaryIO) -> None:
        held.close()
        with suppress(OSError):
            path.unlink()

else:
    import fcntl

    def _hold(path: Path) -> BinaryIO:
        """Return the lock, held by this process and by none that it forks."""
        while True:
            file = path.open("ab")
            try:
                fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except (BlockingIOError, PermissionError) as error:
                file.close()
                raise LockedByOther from error
            except OSError:
                return file  # a file system without locks
            if _is_at(path, file):
                file.truncate(0)
                return file
            file.close()  # its last holder removed it in the meantime

    def _is_at(path: Path, file: BinaryIO) -> bool:
        try:
            return os.path.samestat(path.stat(), os.fstat(file.fileno()))
        except FileNotFoundError:
            return False

    def _release(path: Path, held: BinaryIO) -> None:
        with suppress(OSError):
            path.unlink()
        held.close()


_held_here: set[Path] = set()
"""What this process holds: a lock keeps out only other processes."""


@contextmanager
def one_run_at_a_time(root: Path) -> Iterator[None]:
    """Let no other run write below `root` meanwhile; Refusal says which one does.

    Where no lock can be made, nothing can be written either, which is told of each document.
    """
    path, is_new = disk.real(root) / LOCK, not disk.is_there(root)
    if path in _held_here:
        raise Refusal([_other_run(path)])
    held = _held_or_none(path)
    _held_here.add(path)
    try:
        yield
    finally:
        _held_here.discard(path)
        if held is not None:
            _release(path, held)
        if is_new:
            with suppress(OSError):
                root.rmdir()  # if nothing was written


def _held_or_none(path: Path) -> BinaryIO | None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        held = _hold(path)
    except LockedByOther:
        raise Refusal([_other_run(path)]) from None
    except OSError:
        return None
    with suppress(OSError):
        held.write(f"{os.getpid()} {platform.node()}\n".encode())
        held.flush()
    return held


def _other_run(path: Path) -> Problem:
    holder = _holder(path)
    if holder is None:
        text = message("another run of pmgen is writing to {folder}", folder=path.parent.name)
    else:
        text = message(
            "another run of pmgen is writing to {folder} (process {number} on {machine})",
            folder=path.parent.name,
            number=holder[0],
            machine=holder[1],
        )
    hint = message("wait until it ends, or end it; or choose another folder with --output")
    return Problem("PMG786", text, (SourcePlace(str(path.parent)),), hint)


def _holder(path: Path) -> tuple[str, str] | None:
    """Return process and machine that hold a lock, None where it does not say so."""
    try:
        with path.open("rb") as file:
            words = file.read(_MOST_BYTES).decode("utf-8", "replace").split()
    except OSError:
        return None
    return (words[0], words[1]) if len(words) > 1 else None
