"""The output folder of an annex: its documents appear together, and are recorded."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path, PurePosixPath
from types import MappingProxyType, TracebackType
from typing import NamedTuple

from pmgen.problems import Problem, Refusal, SourcePlace, message
from pmgen.publish.atomic_files import (
    Staging,
    place_below,
    remove_rests_of_killed_runs,
    undisturbed,
)
from pmgen.publish.document_inputs import Inputs, file_hash
from pmgen.publish.output_record import (
    RECORD,
    DocumentEntry,
    FolderRecord,
    Identity,
    MadeDocument,
    MadeFile,
    Scope,
    WholeRun,
    after_killed_run,
    file_of,
    with_coming_files,
    with_former_documents,
    with_made_documents,
    with_whole_run,
)
from pmgen.publish.record_file import UNREAD, read_record, record_bytes, record_replaced
from pmgen.publish.render_request import Source
from pmgen.publish.verification_by_record import without_absent

NOT_REPLACED = "PMG709"
"""The code of a file that stands where a document goes and is not as we wrote it."""


@dataclass(frozen=True, slots=True)
class Intent:
    """What a run meant to make in a folder, so that what it no longer makes is told from what only failed.

    `meant` are the documents; `whole` the forms, each with whether it was made project by project, of which
    it meant to make every document; `lost` the names of project files that could not be used; `data` those
    of all project files there are. `scope` is what was asked for, and `run` what it gave if all was made.
    """

    meant: Collection[Identity]
    whole: Collection[tuple[str, bool]]
    lost: Collection[str]
    data: Collection[str]
    scope: Scope | None = None
    run: WholeRun | None = None


class FinishedFile(NamedTuple):
    """A file to write: its bytes, whether it is proven, its pages where its format has them, what was met."""

    data: bytes
    proven: bool
    pages: int | None = None
    said: Mapping[str, int] = MappingProxyType({})


class OutputFolder:
    """Takes the finished documents of an annex, and lets all of them appear at once.

    A file that somebody changed after it was written, or that is not ours, is only replaced with `force`.
    """

    def __init__(self, root: Path, source: Source, *, force: bool = False) -> None:
        self.path = root.joinpath(*source.into.parts)
        self.problems: list[Problem] = []
        self._root, self._into, self._force = root, source.into, force
        self._made: list[tuple[MadeDocument, Mapping[Path, Path]]] = []
        self._staging = Staging(self.path)
        remove_rests_of_killed_runs(self.path)
        before = self._before()
        self._is_known = before is not None
        self._on_disk = before
        annex = source.into.as_posix() if source.at_home else None
        known = after_killed_run(before or FolderRecord(), self._hash)
        self.record = replace(without_absent(self.path, known), annex=annex)

    def __enter__(self) -> OutputFolder:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._staging.close()

    def add(
        self,
        stem: PurePosixPath,
        identity: Identity,
        inputs: Inputs,
        files: Mapping[str, FinishedFile],
    ) -> tuple[Path, ...]:
        """Take a document: its files by format.

        They are written beside their places, which are returned; Refusal says why they cannot be written.
        """
        below = stem.relative_to(self._into)
        targets = {ending: place_below(self._root, file_of(stem, ending)) for ending in files}
        made = {
            ending: MadeFile(sha256(file.data).hexdigest(), file.proven, file.pages, file.said)
            for ending, file in files.items()
        }
        if not self._force:
            self._refuse_changed(below, targets, {ending: file.sha256 for ending, file in made.items()})
        waiting = {
            targets[each]: self._staging.write(targets[each], file.data) for each, file in files.items()
        }
        self._made.append((MadeDocument(below, *identity, inputs, made), waiting))
        return tuple(targets.values())

    def appear(self, intent: Intent) -> tuple[tuple[tuple[Path, ...], ...], int]:
        """Let the documents appear, each whole; return the files of each that did, and how many did not."""
        with undisturbed():
            if not self._announce():
                return (), len(self._made)
            done, files = self._replaced()
            self.record = _after(self.record, done, intent, len(done) == len(self._made))
            self.save()
        return tuple(files), len(self._made) - len(done)

    def _replaced(self) -> tuple[list[MadeDocument], list[tuple[Path, ...]]]:
        """Let each document take its place, and return those that could, with their files."""
        done, files = list[MadeDocument](), list[tuple[Path, ...]]()
        for made, waiting in self._made:
            try:
                self._staging.replace(waiting)
            except Refusal as refusal:
                self.problems += refusal.problems
            else:
                done.append(made)
                files.append(tuple(waiting))
        return done, files

    def save(self) -> None:
        """Write the record, if it is not what lies there."""
        if self.record != self._on_disk and (self.record.documents or self.record.former or self._is_known):
            with self._telling():
                self._save(self.record)

    def _announce(self) -> bool:
        """Say in the record what is to come, and return whether that could be done."""
        with self._telling():
            if self._made:
                self._save(with_coming_files(self.record, (made for made, _ in self._made)))
            return True
        return False

    @contextmanager
    def _telling(self) -> Iterator[None]:
        try:
            yield
        except Refusal as refusal:
            self.problems += refusal.problems

    def _save(self, record: FolderRecord) -> None:
        target = place_below(self._root, self._into / RECORD)
        self._staging.replace({target: self._staging.write(target, record_bytes(record))})
        self._on_disk = record

    def _before(self) -> FolderRecord | None:
        try:
            place_below(self._root, self._into / RECORD)
            return read_record(self.path)
        except Refusal:
            return None  # whoever writes here is told
        except UNREAD as error:
            self.problems.append(record_replaced(self.path, error))
            return None

    def _hash(self, path: PurePosixPath) -> str | None:
        return file_hash(self.path.joinpath(*path.parts))

    def _refuse_changed(
        self, stem: PurePosixPath, targets: Mapping[str, Path], coming: Mapping[str, str]
    ) -> None:
        known = {ending: self.record.hashes(file_of(stem, ending)) for ending in targets}
        changed = [
            _not_replaced(target, bool(known[ending]))
            for ending, target in targets.items()
            if (known[ending] or self._is_known)
            and (now := file_hash(target)) is not None
            and now not in (coming[ending], *known[ending])
        ]
        if changed:
            raise Refusal(changed)


def _after(
    record: FolderRecord, done: Sequence[MadeDocument], intent: Intent, all_done: bool
) -> FolderRecord:
    """Return the record after a run in which the documents that are `done` took their places."""
    now = {each.stem: (each.region, each.project) for each in done}
    record = with_former_documents(
        with_made_documents(record, done), lambda stem, entry: _is_gone(stem, entry, intent, now)
    )
    if intent.scope is None:
        return record
    return with_whole_run(record, intent.scope, now, intent.run if all_done else None)


def _is_gone(
    stem: PurePosixPath, entry: DocumentEntry, intent: Intent, now: Mapping[PurePosixPath, Identity]
) -> bool:
    """Tell whether a document of the record is made no more; `now` are those that were made this time."""
    if stem in now:
        return False
    if entry.identity in now.values():
        return True  # under another name
    if entry.identity in intent.meant or entry.project_file in intent.lost:
        return False
    if entry.project is not None and entry.project_file not in intent.data:
        return True
    return (entry.region, entry.project is not None) in intent.whole


def _not_replaced(path: Path, ours: bool) -> Problem:
    if ours:
        text = message(
            "{file} was changed by hand after it was rendered, and is not replaced", file=path.name
        )
    else:
        text = message("{file} was not rendered by pmgen, and is not replaced", file=path.name)
    hint = message(
        "to keep it, rename it; better write what it says into the data; to replace it, render with --force"
    )
    return Problem(NOT_REPLACED, text, (SourcePlace(str(path)),), hint)
