"""Files on their way: all are written beside their folder's, then take their places together.

They wait in a folder of their own, which their process keeps locked: what a killed run left is told from what
a running one is about to rename.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from pmgen import disk
from pmgen.problems import Problem, Refusal, SourcePlace, message
from pmgen.publish.files import sync_folder, why_not_written
from pmgen.publish.locks import hold, taken

_FOLDER = re.compile(r"\.pmgen-[0-9a-f]{8}\Z")
_INSIDE = re.compile(r"lock|[0-9]+\.(?:new|old)\Z")
_EARLIER = re.compile(r"\..+\.(?:docx|html|json|pdf|xlsx)\.[0-9a-f]{8}\.tmp\Z")
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
        try:
            temporary = self._next("new")
            with temporary.open("xb") as file:
                file.write(data)
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
            shutil.copyfile(target, kept)
        return kept


def sweep(folder: Path) -> None:
    """Remove what a killed run left in an output folder; what a running one is about to use stays."""
    for path in _entries(folder):
        if _FOLDER.fullmatch(path.name) and not disk.is_link(path) and disk.is_folder(path):
            with taken(path / _LOCK) as free:
                if free:
                    _remove(path)
        elif disk.is_folder(path) and not disk.is_link(path):
            _sweep_earlier(_entries(path))
    _sweep_earlier(_entries(folder))


def is_passing(name: str) -> bool:
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
            held = hold(own / _LOCK)
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
