"""Files appear whole or not at all, and only below the output folder."""

from __future__ import annotations

import errno
import os
import secrets
from contextlib import suppress
from pathlib import Path, PurePosixPath

from pmgen import disk
from pmgen.problems import Message, Problem, Refusal, SourcePlace, message

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
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, data)
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
    if isinstance(error, PermissionError) and disk.is_there(path):
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


def _replace(path: Path, data: bytes) -> None:
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(data)
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
