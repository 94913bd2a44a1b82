"""Files appear whole or not at all, one by one or several together, and only below a folder.

They wait in a folder of their own, which their process keeps locked: what a killed run left is told from what
a running one is about to rename.
"""

from __future__ import annotations

import errno
import os
import secrets
import signal
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from pmgen import disk
from pmgen.late_pattern import late
from pmgen.problems import Message, Problem, Refusal, SourcePlace, message

if sys.platform == "win32":

    def create_locked(path: Path) -> BinaryIO:
        """Return the file at `path`, new and open: Windows lets nobody remove it until it is closed."""
        return path.open("xb")

    @contextmanager
    def try_lock(path: Path) -> Iterator[bool]:
        """Tell whether nobody holds the file at `path`; it is gone then."""
        try:
            path.unlink(missing_ok=True)
        except OSError:
            yield False
        else:
            yield True

else:
    import fcntl

    def create_locked(path: Path) -> BinaryIO:
        """Return the file at `path`, new, open and locked: the lock ends with the process."""
        file = path.open("xb")
        with suppress(OSError):  # a file system without locks
            fcntl.flock(file, fcntl.LOCK_EX)
        return file

    @contextmanager
    def try_lock(path: Path) -> Iterator[bool]:
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


_NO_FOLDER = {errno.ENOTDIR, errno.EEXIST}
_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}


def place_below(root: Path, relative: PurePosixPath) -> Path:
    """Return where `relative` lies below `root`; refuse what would lead out of it."""
    target = root.joinpath(*relative.parts)
    if relative.is_absolute() or ".." in relative.parts:
        raise Refusal([_outside(target)])
    for parent in _parents_below(root, target):
        if disk.is_link(parent):
            raise Refusal([_linked(parent)])
    if not disk.real(target.parent).is_relative_to(disk.real(root)):
        raise Refusal([_outside(target)])
    return target


_ELSEWHERE = message("choose another folder with --output")


def write_whole(path: Path, data: bytes, elsewhere: Message = _ELSEWHERE) -> None:
    """Write `data` to `path`; where that fails, leave what was there and raise Refusal.

    `elsewhere` is the hint where nothing but another place helps.
    """
    write_streamed(path, (data,), elsewhere)


def write_streamed(path: Path, parts: Iterable[bytes], elsewhere: Message = _ELSEWHERE) -> None:
    """Write `parts` to `path`, one after the other, as `write_whole` does."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, parts)
        sync_folder(path.parent)
    except OSError as error:
        raise Refusal([why_not_written(path, error, elsewhere)]) from error


def why_not_written(path: Path, error: OSError, elsewhere: Message = _ELSEWHERE) -> Problem:
    """Return the problem that tells people why `path` could not be written and what to do."""
    if error.errno in _FULL:
        text = message("{file} cannot be written: the disk is full", file=path.name)
        hint = message("make room, then render again")
        return _failure("PMG702", path, text, hint)
    if error.errno == errno.EROFS:
        text = message("{file} cannot be written: the folder is read-only", file=path.name)
        return _failure("PMG703", path, text, elsewhere)
    if isinstance(error, PermissionError) and disk.is_there(path) and os.access(path.parent, os.W_OK):
        text = message("{file} cannot be replaced", file=path.name)
        hint = message("close it in Word or WPS if it is open there, then render again")
        return _failure("PMG704", path, text, hint)
    if isinstance(error, PermissionError):
        text = message("{file} cannot be written: no permission for the folder", file=path.name)
        return _failure("PMG705", path, text, elsewhere)
    if error.errno == errno.EISDIR:
        text = message("{file} cannot be written: a folder of this name is in the way", file=path.name)
        return _failure("PMG706", path, text, message("move it away, or {elsewhere}", elsewhere=elsewhere))
    if error.errno in _NO_FOLDER:
        other = _in_the_way(path)
        text = message(
            "{file} cannot be written: {other} is a file, not a folder", file=path.name, other=other.name
        )
        return _failure("PMG706", other, text, message("move it away, or {elsewhere}", elsewhere=elsewhere))
    text = message("{file} cannot be written: system error {number}", file=path.name, number=error.errno)
    return _failure("PMG706", path, text, elsewhere)


def _in_the_way(path: Path) -> Path:
    """Return the file that stands where a folder on the way to `path` must be."""
    return next(
        (each for each in path.parents if disk.is_there(each) and not disk.is_folder(each)), path.parent
    )


def _parents_below(root: Path, target: Path) -> list[Path]:
    return [parent for parent in target.parents if parent.is_relative_to(root) and parent != root]


def _replace(path: Path, parts: Iterable[bytes]) -> None:
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        with temporary.open("xb") as file:
            file.writelines(parts)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise


def sync_folder(folder: Path) -> None:
    """Make the new name itself durable where the system offers that."""
    if os.name != "posix":
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
    except PermissionError:
        return  # a folder that may be written to and not be looked into
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _failure(code: str, path: Path, text: Message, hint: Message) -> Problem:
    return Problem(code, text, (SourcePlace(str(path)),), hint)


def _outside(target: Path) -> Problem:
    text = message("{file} would lie outside the output folder", file=target.name)
    return _failure("PMG809", target, text, _ELSEWHERE)


def _linked(folder: Path) -> Problem:
    text = message("the output folder holds a link: {folder}", folder=folder.name)
    return _failure(
        "PMG809", folder, text, message("remove the link, or choose another folder with --output")
    )


_FOLDER = late(r"\.pmgen-[0-9a-f]{8}\Z")
_INSIDE = late(r"lock|[0-9]+\.(?:new|old)\Z")
_EARLIER = late(r"\..+\.(?:docx|html|json|pdf|xlsx)\.[0-9a-f]{8}\.tmp\Z")
"""What earlier versions called a file on its way; it does not say whether its process lives."""

_LOCK = "lock"
_AN_HOUR = 3600


class Staging:
    """The folder in which files for `folder` and below wait; it is made when the first one comes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._own: Path | None = None
        self._lock: BinaryIO | None = None
        self._count = 0

    def close(self) -> None:
        """Remove what has not taken its place."""
        if self._lock is not None:
            self._lock.close()
        if self._own is not None:
            _remove(self._own)

    def write(self, target: Path, data: bytes) -> Path:
        """Return a file that holds `data`, ready to become `target`; raise Refusal where that fails."""
        return self.write_streamed(target, (data,))

    def write_streamed(self, target: Path, parts: Iterable[bytes]) -> Path:
        """Return a file as `write` does, of parts that need not be there all at once."""
        try:
            temporary = self._next("new")
            with temporary.open("xb") as file:
                file.writelines(parts)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise Refusal([why_not_written(target, error)]) from error
        return temporary

    def replace(self, waiting: Mapping[Path, Path]) -> None:
        """Let each target be the file that waits for it; where one cannot, all stay what they were.

        Refusal names the one that could not, and those that could not be put back, if any.
        """
        kept: dict[Path, Path | None] = {}
        done, target = list[Path](), self._folder
        try:
            for target in waiting:
                target.parent.mkdir(parents=True, exist_ok=True)
                kept[target] = self._keep(target)
            for target, temporary in waiting.items():
                temporary.replace(target)
                done.append(target)
        except OSError as error:
            mixed = [path for path in done if not _put_back(path, kept[path])]
            raise Refusal([why_not_written(target, error), *map(_not_put_back, mixed)]) from error
        for folder in {target.parent for target in waiting}:
            sync_folder(folder)

    def _next(self, kind: str) -> Path:
        if self._own is None:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._own, self._lock = _locked_folder(self._folder)
        self._count += 1
        return self._own / f"{self._count}.{kind}"

    def _keep(self, target: Path) -> Path | None:
        """Return a second name of the file that stands at `target`, or a copy; None where there is none."""
        if not disk.is_there(target):
            return None
        kept = self._next("old")
        try:
            os.link(target, kept)
        except OSError:
            kept.write_bytes(target.read_bytes())
        return kept


@contextmanager
def undisturbed() -> Iterator[None]:
    """Let signals that ask for the end wait until a few renames are done."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGTERM, signal.SIGHUP))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def remove_rests_of_killed_runs(folder: Path) -> None:
    """Remove what a killed run left in an output folder; what a running one is about to use stays."""
    for path in _entries(folder):
        if _FOLDER.fullmatch(path.name) and not disk.is_link(path) and disk.is_folder(path):
            with try_lock(path / _LOCK) as free:
                if free:
                    _remove(path)
        elif disk.is_folder(path) and not disk.is_link(path):
            _sweep_earlier(_entries(path))
    _sweep_earlier(_entries(folder))


def is_temporary(name: str) -> bool:
    """Tell whether a file or folder is called like one that is on its way."""
    return bool(_FOLDER.fullmatch(name) or _EARLIER.fullmatch(name))


def _sweep_earlier(paths: Iterable[Path]) -> None:
    for path in paths:
        with suppress(OSError):
            if _EARLIER.fullmatch(path.name) and time.time() - path.lstat().st_mtime > _AN_HOUR:
                path.unlink()


def _locked_folder(folder: Path) -> tuple[Path, BinaryIO]:
    """Return a new folder, and its lock; one that is swept before it is locked is made again."""
    while True:
        own = folder / f".pmgen-{secrets.token_hex(4)}"
        own.mkdir()
        with suppress(FileNotFoundError):
            held = create_locked(own / _LOCK)
            if disk.is_there(own):
                return own, held
            held.close()


def _remove(folder: Path) -> None:
    """Remove a folder of files on their way; whatever else somebody put there stays."""
    with suppress(OSError):
        for path in folder.iterdir():
            if _INSIDE.fullmatch(path.name):
                path.unlink()
        folder.rmdir()


def _entries(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def _put_back(target: Path, kept: Path | None) -> bool:
    try:
        if kept is None:
            target.unlink()
        else:
            kept.replace(target)
    except OSError:
        return False
    return True


def _not_put_back(path: Path) -> Problem:
    text = message("{file} is new, but the other files of its document are not", file=path.name)
    hint = message("do not hand the files of this document on: close those that are open, then render again")
    return Problem("PMG708", text, (SourcePlace(str(path)),), hint)
