"""The manifest of an output folder: every file that pmgen made below it, as the records of the annexes say.

It is reproducible and diffable as the records are, and proves a copy of the folder to somebody who has
nothing but that: whoever signs it signs every file.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any

from pmgen.publish.output_record import FolderRecord
from pmgen.publish.record_file import DamagedRecord, path_from_record, sealed_body, sealed_bytes

MANIFEST = "manifest.json"
MOST_BYTES = 512_000_000
_VERSION = 1
_ABOUT = (
    "pmgen 的发布清单：本文件夹中由 pmgen 生成的全部文件，供 pmgen verify --manifest 核对。请勿改动。"
    " / Written by pmgen: all files that it made in this folder. Leave it as it is."
)

Plain = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Manifest:
    """The entry of each annex by its folder, and the fonts that its files were made with, by their hash.

    An entry is as JSON has it: `record` is the hash of the annex's record, `problems` how often each code
    was met when its documents were made (None where not all of them are), `files` what was made, and
    `made_from` what from by the keys of `files`.
    """

    annexes: Mapping[PurePosixPath, Plain] = field(default_factory=dict)
    fonts: Mapping[str, Plain] = field(default_factory=dict)

    def plain(self) -> dict[str, object]:
        """Return the manifest as JSON has it."""
        annexes = {str(folder): entry for folder, entry in self.annexes.items()}
        return {"about": _ABOUT, "version": _VERSION, "annexes": annexes, "fonts": dict(self.fonts)}


@dataclass(frozen=True, slots=True)
class ListedFile:
    """A file of the manifest: its place below the output folder, its hash, and whether it was proven."""

    path: PurePosixPath
    sha256: str
    proven: bool


def manifest_of(
    records: Mapping[PurePosixPath, str],
    before: Manifest,
    read: Callable[[PurePosixPath], FolderRecord | None],
) -> Manifest:
    """Return the manifest of annexes, whose folders are given with the hashes of their records.

    What `before` says of a record with the same hash is taken over, any other is `read`; one for which that
    gives None is left out.
    """
    annexes, fonts = dict[PurePosixPath, Plain](), dict[str, Plain]()
    for folder, found in sorted(records.items()):
        known = before.annexes.get(folder)
        if known is not None and known["record"] == found:
            annexes[folder] = known
            fonts |= {name: before.fonts[name] for name in _fonts_of(known)}
        elif (record := read(folder)) is not None:
            annexes[folder] = _entry(record, found)
            fonts |= {_print(each.fonts.plain()): each.fonts.plain() for each in record.inputs.values()}
    return Manifest(annexes, fonts)


def manifest_bytes(manifest: Manifest) -> bytes:
    """Return the bytes of a manifest; the same manifest gives the same bytes."""
    return sealed_bytes(manifest.plain())


def manifest_from_bytes(data: bytes) -> Manifest:
    """Return the manifest with these bytes; raise DamagedRecord where they are not what is written here."""
    body = sealed_body(data, MOST_BYTES)
    try:
        manifest = Manifest(
            {_folder(folder): entry for folder, entry in _mapping(body["annexes"]).items()},
            _mapping(body["fonts"]),
        )
        if manifest.plain() != body or not set(_all_fonts(manifest)) <= manifest.fonts.keys():
            raise DamagedRecord
        tuple(listed_files(manifest))
    except (KeyError, TypeError, AttributeError) as error:
        raise DamagedRecord from error
    return manifest


def listed_files(manifest: Manifest) -> Iterator[ListedFile]:
    """Yield every file of a manifest."""
    for folder, entry in manifest.annexes.items():
        for path, file in _mapping(entry["files"]).items():
            yield ListedFile(folder / path_from_record(path), str(file["sha256"]), file["proven"] is True)


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


def _all_fonts(manifest: Manifest) -> Iterator[str]:
    return (name for entry in manifest.annexes.values() for name in _fonts_of(entry))


def _print(plain: Plain) -> str:
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True)
    return sha256(text.encode(errors="backslashreplace")).hexdigest()[:16]


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
