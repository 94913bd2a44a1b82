"""Folders at any address that fsspec knows: a bucket (`s3://`, `oss://`) or a disk (`file://`, a path).

An object is written whole or not at all. Whatever goes wrong is told as a Refusal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

from pmgen.problems import Message, Problem, Refusal, SourcePlace, message
from pmgen.publish.atomic_files import write_whole

_LOCAL = frozenset({"file", "local"})
_WITH_CONDITIONS = frozenset({"s3", "s3a"})
"""Protocols of stores that write an object only if it is as it was."""

_CONFLICTS = frozenset({"PreconditionFailed", "ConditionalRequestConflict"})
"""What such a store says where it is not."""


class ChangedMeanwhile(Exception):
    """Raised where an object is no longer as it was when it was read."""


class ObjectStore:
    """The objects below an address, each known by its name from there on, with / between the parts."""

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/")
        with self._told():
            import fsspec

            # What others write meanwhile is to be seen.
            self._files, root = fsspec.url_to_fs(self.address, use_listings_cache=False)
        self._root = str(root).rstrip("/")
        protocols = self._files.protocol
        self._protocols = frozenset((protocols,) if isinstance(protocols, str) else protocols)

    def tags(self, folder: str = "") -> dict[str, str]:
        """Return the names of all objects below a folder, each with a tag that changes with its contents."""
        with self._told():
            start = self._path(folder)
            found = self._files.find(start, detail=True)
        lead = f"{self._root}/"
        inside = f"{start}/"
        return {
            name.removeprefix(lead): _tag(each) for name, each in found.items() if name.startswith(inside)
        }

    def read(self, names: Iterable[str]) -> dict[str, bytes]:
        """Return what stands in some objects; one that is gone is left out."""
        paths = {self._path(name): name for name in names}
        if not paths:
            return {}
        with self._told():
            # Unlike `cat` this asks for nothing but the objects.
            found = self._files.cat_ranges(list(paths), None, None, on_error="return")
            for each in found:
                if isinstance(each, Exception) and not isinstance(each, FileNotFoundError):
                    raise each
        read = zip(paths.values(), found, strict=True)
        return {name: data for name, data in read if isinstance(data, bytes)}

    def write(self, objects: Mapping[str, bytes]) -> None:
        """Write some objects, each whole."""
        if self._protocols & _LOCAL:
            for name, data in objects.items():
                write_whole(Path(self._path(name)), data)
        elif objects:
            with self._told():
                self._files.pipe({self._path(name): data for name, data in objects.items()})

    def write_unless_changed(self, name: str, data: bytes, tag: str | None) -> str | None:
        """Write an object if it still has `tag`, None for where there was none; return its new tag.

        ChangedMeanwhile tells that it has not. Where the store has no such condition it is asked just before.
        """
        if self._protocols & _WITH_CONDITIONS:
            condition = {"IfMatch": tag} if tag else {"IfNoneMatch": "*"}
            with self._told():
                said = self._files.pipe_file(self._path(name), data, **condition)
            if said and "ETag" in said:
                return str(said["ETag"])
        else:
            if self.tag(name) != tag:
                raise ChangedMeanwhile
            self.write({name: data})
        return self.tag(name)

    def tag(self, name: str) -> str | None:
        """Return the tag of an object now, None where there is none."""
        with self._told():
            try:
                return _tag(self._files.info(self._path(name)))
            except FileNotFoundError:
                return None

    def at(self, name: str) -> str:
        """Return the address of an object."""
        return f"{self.address}/{name}" if name else self.address

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}" if name else self._root

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except Exception as error:
            if _is_conflict(error):
                raise ChangedMeanwhile from error
            raise Refusal([_why(self.address, error)]) from error


def is_sound(name: str) -> bool:
    """Tell whether the name of an object is one that a file may have: names of objects may be anything."""
    return not {"", ".", ".."} & set(name.split("/")) and not {"\\", "\0"} & set(name)


def written_meanwhile(address: str, name: PurePosixPath) -> Problem:
    """Return that others write to a folder or an object again and again."""
    text = message("another run of pmgen is writing to {folder}", folder=name)
    hint = message("wait until it ends, or end it; or choose another folder with --output")
    where = address if name == PurePosixPath() else f"{address}/{name}"
    return Problem("PMG786", text, (SourcePlace(where),), hint)


def _tag(entry: Mapping[str, Any]) -> str:
    """Return the ETag of an object; of a file its size, time and number."""
    return str(entry.get("ETag") or "-".join(str(entry.get(name)) for name in ("size", "mtime", "ino")))


def _is_conflict(error: BaseException | None) -> bool:
    while error is not None:
        response = getattr(error, "response", None)
        if isinstance(response, dict) and response.get("Error", {}).get("Code") in _CONFLICTS:
            return True
        error = error.__cause__
    return False


_MAY_NOT = message("ask whoever looks after the store for access; both this machine and the workers need it")
_LOOK = message("look at the address, and whether this machine and the workers reach it and may use it")


def _why(address: str, error: Exception) -> Problem:
    text, hint = _said(address, error)
    return Problem("PMG795", text, (SourcePlace(address),), hint)


def _said(address: str, error: Exception) -> tuple[Message, Message]:
    said, kind = str(error).partition("\n")[0], type(error).__name__
    match error:
        case ImportError():
            text = message(
                "a package of Python is missing for {address}: {said}", address=address, said=error
            )
            return text, message('install it here and on the workers: pip install "pmgen[cluster]"')
        case PermissionError():
            return message("no access to {address}: {said}", address=address, said=said), _MAY_NOT
        case FileNotFoundError():
            return message("there is no {address}: {said}", address=address, said=said), _LOOK
        case _ if "credentials" in f"{kind} {said}".lower():
            text = message("no key for {address}: {said}", address=address, said=said)
            return text, message("set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY here and on the workers")
        case _:
            text = message("{address} cannot be used: {kind}: {said}", address=address, kind=kind, said=said)
            return text, _LOOK
