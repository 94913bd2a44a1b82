"""The record of an annex's output folder: which files are ours, what they were made from, and whether proven.

It is reproducible and diffable, and holds nothing of the machine: no time, no user, no path but those of the
files below its own folder.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from pmgen.publish.inputs import Inputs

RECORD = ".pmgen.json"
"""The name of a record. No document's begins with a dot, and web servers do not hand such files out."""


Identity = tuple[str, str | None]
"""What stays the same when the name of a document changes: its form and its project file, None for all."""


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A file: its hash, the key of what it was made from, whether it was proven to show that.

    While files are being replaced, `coming` is the hash of the new one.
    """

    sha256: str
    key: str
    proven: bool
    coming: str = ""

    def is_ours(self, found: str) -> bool:
        """Tell whether a file with the hash `found` is one that we wrote."""
        return found in (self.sha256, self.coming)


@dataclass(frozen=True, slots=True)
class Entry:
    """A document: its form, its one project file or None for the whole annex, and its files by format."""

    region: str
    project: str | None
    files: Mapping[str, FileEntry]

    @property
    def identity(self) -> Identity:
        """Return which document it is, whatever its name."""
        return self.region, self.project


@dataclass(frozen=True, slots=True)
class FolderRecord:
    """What is known of an output folder.

    `documents` are found by the stem of their files below the folder; `former` are the hashes of files that
    were made here and are made no more; `inputs` are found by their keys. `annex` is the folder below data/
    that they come from, None for an annex that lies elsewhere.
    """

    annex: str | None = None
    documents: Mapping[PurePosixPath, Entry] = field(default_factory=dict)
    former: Mapping[PurePosixPath, str] = field(default_factory=dict)
    inputs: Mapping[str, Inputs] = field(default_factory=dict)

    def files(self) -> Iterator[tuple[PurePosixPath, Entry, FileEntry]]:
        """Yield every file that is made here, with its document."""
        for stem, entry in self.documents.items():
            for ending, file in entry.files.items():
                yield file_of(stem, ending), entry, file

    def hashes(self, path: PurePosixPath) -> tuple[str, ...]:
        """Return the hashes that a file of ours at `path` may have, none where we made no such file."""
        made = next((file for place, _, file in self.files() if place == path), None)
        if made is not None:
            return tuple(filter(None, (made.sha256, made.coming)))
        return (self.former[path],) if path in self.former else ()


def file_of(stem: PurePosixPath, ending: str) -> PurePosixPath:
    """Return the file of a document in one format."""
    return stem.with_name(f"{stem.name}.{ending}")


def record_path(folder: Path) -> Path:
    """Return where the record of an output folder lies."""
    return folder / RECORD
