"""The manifest of an output folder: every file that pmgen made below it, as the records of the annexes say.

It is reproducible and diffable as the records are, and proves a copy of the folder to somebody who has
nothing but that: whoever signs it signs every file.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice
from pathlib import PurePosixPath
from typing import Any

from pmgen.publish.output_record import FolderRecord
from pmgen.publish.record_file import ESCAPED, DamagedRecord, path_from_record, plain_text

MANIFEST = "manifest.json"
MOST_BYTES = 512_000_000
_VERSION = 1
_ABOUT = (
    "pmgen 的发布清单：本文件夹中由 pmgen 生成的全部文件，供 pmgen verify --manifest 核对。请勿改动。"
    " / Written by pmgen: all files that it made in this folder. Leave it as it is."
)

Plain = Mapping[str, Any]


Lines = Callable[[], Iterable[bytes]]
"""Gives the lines of a manifest as it is stored, anew each time."""

Entry = tuple[PurePosixPath, Plain]
"""The folder of an annex, and what the manifest says of it as JSON has it.

`record` is the hash of the annex's record, `problems` how often each code was met when its documents were
made (None where not all of them are), `files` what was made, and `made_from` what from, by their keys.
"""


@dataclass(frozen=True, slots=True)
class Manifest:
    """A sound manifest, read one annex after the other, for there may be many.

    `fonts` are those that its files were made with, by their hash.
    """

    lines: Lines | None = None
    fonts: Mapping[str, Plain] = field(default_factory=dict)

    def entries(self) -> Iterator[Entry]:
        """Yield the entry of each annex, in the order in which they are stored."""
        if self.lines is not None:
            stored = _Stored(self.lines())
            yield from ((_folder(name), entry) for name, entry in stored.members("annexes"))


@dataclass(frozen=True, slots=True)
class ListedFile:
    """A file of the manifest: its place below the output folder, its hash, and whether it was proven."""

    path: PurePosixPath
    sha256: str
    proven: bool


def stored_order(folder: PurePosixPath) -> str:
    """Return what sorts annexes as a manifest does."""
    return str(folder)


def entries_of(
    records: Iterable[tuple[PurePosixPath, str]],
    before: Manifest,
    read: Callable[[PurePosixPath], FolderRecord | None],
    fonts: dict[str, Plain],
) -> Iterator[Entry]:
    """Yield the entries of annexes, whose folders come in their order with the hashes of their records.

    What `before` says of a record with the same hash is taken over, any other is `read`; one for which that
    gives None is left out. The fonts of what was yielded are put into `fonts`.
    """
    known = _Following(before.entries())
    for folder, found in records:
        entry = known.of(folder)
        if entry is not None and entry["record"] == found:
            fonts.update({name: before.fonts[name] for name in _fonts_of(entry)})
            yield folder, entry
        elif (record := read(folder)) is not None:
            fonts.update({_print(each.fonts.plain()): each.fonts.plain() for each in record.inputs.values()})
            yield folder, _entry(record, found)


class _Following:
    """Entries that are asked for in their order."""

    def __init__(self, entries: Iterator[Entry]) -> None:
        self._entries = entries
        self._next = next(entries, None)

    def of(self, folder: PurePosixPath) -> Plain | None:
        while self._next and stored_order(self._next[0]) < stored_order(folder):
            self._next = next(self._entries, None)
        return self._next[1] if self._next and self._next[0] == folder else None


def manifest_parts(entries: Iterable[Entry], fonts: Mapping[str, Plain]) -> Iterator[bytes]:
    """Yield the bytes of a manifest part by part; the same entries, in their order, give the same bytes.

    `fonts` are asked for after all entries.
    """
    seal = _Seal()
    yield _HEAD
    yield from _written("annexes", seal.over("annexes", ((str(folder), entry) for folder, entry in entries)))
    yield from _written("fonts", seal.over("fonts", sorted(fonts.items())))
    yield _foot(seal)


def sound_manifest(lines: Lines) -> Manifest:
    """Return the manifest with these lines; raise DamagedRecord where they are not what is written here."""
    stored, seal, asked = _Stored(lines()), _Seal(), set[str]()
    try:
        for folder, entry in seal.over("annexes", stored.members("annexes")):
            tuple(_listed(_folder(folder), entry))
            asked.update(_fonts_of(entry))
        fonts = dict(seal.over("fonts", stored.members("fonts")))
    except (KeyError, TypeError, AttributeError, ValueError, RecursionError) as error:
        raise DamagedRecord from error
    if not asked <= fonts.keys() or stored.rest() != _foot(seal):
        raise DamagedRecord
    return Manifest(lines, fonts)


def listed_files(manifest: Manifest) -> Iterator[ListedFile]:
    """Yield every file of a manifest."""
    return (file for folder, entry in manifest.entries() for file in _listed(folder, entry))


def _listed(folder: PurePosixPath, entry: Plain) -> Iterator[ListedFile]:
    for path, file in _mapping(entry["files"]).items():
        yield ListedFile(folder / path_from_record(path), str(file["sha256"]), file["proven"] is True)


_HEAD = f'{{\n "about": {plain_text(_ABOUT)},\n'.encode()


def _written(name: str, members: Iterable[tuple[str, Plain]]) -> Iterator[bytes]:
    lead = f' "{name}": {{\n'
    for member in members:
        # What stands between the braces, one step further in.
        inside = plain_text(dict([member]), indent=1).split("\n")[1:-1]
        yield (lead + "\n".join(f" {line}" for line in inside)).encode(errors=ESCAPED)
        lead = ",\n"
    yield b"\n },\n" if lead == ",\n" else f' "{name}": {{}},\n'.encode()


def _foot(seal: _Seal) -> bytes:
    return f' "seal": "{seal.hexdigest()}",\n "version": {_VERSION}\n}}\n'.encode()


class _Seal:
    """The seal that `sealed_bytes` gives, of what comes bit by bit."""

    def __init__(self) -> None:
        self._hash = sha256()
        self._add(f'{{"about":{plain_text(_ABOUT)}')

    def over(self, name: str, members: Iterable[tuple[str, Plain]]) -> Iterator[tuple[str, Plain]]:
        """Yield the members of a part, which count from then on."""
        lead = f',"{name}":{{'
        for member in members:
            self._add(lead + plain_text(dict([member]))[1:-1])
            yield member
            lead = ","
        self._add("}" if lead == "," else lead + "}")

    def hexdigest(self) -> str:
        """Return the seal, when all parts have passed."""
        self._add(f',"version":{_VERSION}}}')
        return self._hash.hexdigest()

    def _add(self, text: str) -> None:
        self._hash.update(text.encode(errors=ESCAPED))


class _Stored:
    """The lines of a manifest as far as they are read; DamagedRecord where they are not of one."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        self._lines = iter(lines)
        if b"".join(islice(self._lines, 2)) != _HEAD:
            raise DamagedRecord

    def members(self, name: str) -> Iterator[tuple[str, Plain]]:
        """Yield the members of a part, which must be the next one."""
        begin, member = f' "{name}": {{'.encode(), list[bytes]()
        first = next(self._lines, b"").rstrip()
        if first == begin + b"},":
            return
        if first != begin:
            raise DamagedRecord
        for line in self._lines:
            if line.rstrip() == b" },":
                break
            member.append(line)
            if line.rstrip() in (b"  }", b"  },"):
                yield from json.loads(b"{%b}" % b"".join(member).rstrip().rstrip(b",")).items()
                member.clear()
        if member:
            raise DamagedRecord

    def rest(self) -> bytes:
        """Return what has not been read yet."""
        return b"".join(self._lines)


def _entry(record: FolderRecord, found: str) -> Plain:
    return {
        "record": found,
        "unit": next((run.unit for run in record.whole), None),
        "problems": _problems(record),
        "files": {
            str(path): {
                "format": path.suffix.removeprefix("."),
                "project": document.project,
                "sha256": file.sha256,
                "proven": file.proven,
                "key": file.key,
                "problems": dict(file.said),
                **({"pages": file.pages} if file.pages is not None else {}),
            }
            for path, document, file in record.files()
        },
        "made_from": {
            key: {"pmgen": each.tool, "region": each.region, "fonts": _print(each.fonts.plain())}
            for key, each in record.inputs.items()
        },
    }


def _problems(record: FolderRecord) -> Mapping[str, int] | None:
    """Return how often each code was met; a code of several runs counts as often as in the worst of them."""
    if not record.documents.keys() <= {stem for run in record.whole for stem in run.documents}:
        return None
    found: dict[str, int] = {}
    for code, number in (each for run in record.whole for each in run.said.items()):
        found[code] = max(number, found.get(code, 0))
    return found


def _fonts_of(entry: Plain) -> Iterator[str]:
    return (str(each["fonts"]) for each in _mapping(entry["made_from"]).values())


def _print(plain: Plain) -> str:
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True)
    return sha256(text.encode(errors=ESCAPED)).hexdigest()[:16]


def _folder(text: str) -> PurePosixPath:
    """Return the folder of an annex below the output folder."""
    path = PurePosixPath(text)
    if path.is_absolute() or ".." in path.parts or "\0" in text or str(path) != text:
        raise DamagedRecord
    return path


def _mapping(value: object) -> dict[str, Plain]:
    if not isinstance(value, dict):
        raise DamagedRecord
    return value
