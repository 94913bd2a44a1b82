"""Copies of documents, such as one downloaded from a website: which of our files they are, by their hash."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath

from pmgen.fonts import FontShelf
from pmgen.publish.inputs import Hashes
from pmgen.publish.looking import Variant, now_in
from pmgen.publish.record import RECORD, FolderRecord
from pmgen.publish.record_file import UNREAD, read_record
from pmgen.publish.request import Request, Source


@dataclass(frozen=True, slots=True)
class Known:
    """A file of a record: where it was written, and whether it is proven and would be made so today."""

    path: Path
    is_current: bool


class Records:
    """Every file that the records below the output folder know, by its content."""

    def __init__(self, root: Path, request: Request, fonts: FontShelf) -> None:
        self._root, self._request, self._fonts = root, request, fonts
        self._hashes = Hashes()
        self._sources = {source.into.as_posix(): source for source in request.sources}
        self._folders = tuple(_recorded(root))

    def find(self, data: bytes) -> Known | None:
        """Return the file with this content, one of today before any other; None where no record has it."""
        found = sha256(data).hexdigest()
        known = [each for folder, record in self._folders for each in self._in_folder(folder, record, found)]
        return min(known, key=lambda each: not each.is_current, default=None)

    def variants(self) -> tuple[Variant, ...]:
        """Return the ways in which documents may have been rendered: those asked for, and those recorded."""
        request = self._request
        usual = (Variant(request.region, request.split), Variant(request.region, True))
        inputs = (each for _, record in self._folders for each in record.inputs.values())
        others = (Variant(each.word, each.each) for each in inputs if each.asked and not request.region)
        return tuple(dict.fromkeys((*usual, *others)))

    def _in_folder(self, folder: Path, record: FolderRecord, found: str) -> Iterator[Known]:
        if not any(file.sha256 == found for _, _, file in record.files()):
            return
        source = self._sources.get(folder.relative_to(self._root).as_posix())
        current = self._current(source, folder, record) if source else frozenset()
        for path, _, file in record.files():
            if file.sha256 == found:
                yield Known(folder.joinpath(*path.parts), path in current)

    def _current(self, source: Source, folder: Path, record: FolderRecord) -> frozenset[PurePosixPath]:
        """Return the files of a record that were proven and would be made the same way today."""
        now = now_in(source, self._request, self._hashes, self._fonts)
        return frozenset(
            path
            for path, _, file in record.files()
            if file.proven and not file.coming and now(record.inputs[file.key]) == record.inputs[file.key]
        )


def _recorded(root: Path) -> Iterator[tuple[Path, FolderRecord]]:
    for folder, _, names in sorted(os.walk(root)):
        if RECORD in names:
            try:
                record = read_record(Path(folder))
            except UNREAD:
                continue
            if record is not None:
                yield Path(folder), record
