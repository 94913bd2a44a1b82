"""How the documents of annexes stand by their records: what need not be rendered, and why the rest must."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pmgen.fonts import FontShelf
from pmgen.formats import FORMATS
from pmgen.problems import Message, message
from pmgen.publish.atomic_files import remove_rests_of_killed_runs
from pmgen.publish.document_inputs import Hashes
from pmgen.publish.output_record import FolderRecord, Identity, WholeRun, scope_of
from pmgen.publish.record_file import UNREAD, read_record
from pmgen.publish.render_report import Receipt, counts
from pmgen.publish.render_request import Request, Source
from pmgen.publish.verification_by_record import FileState, FileStatus, file_states, inputs_now_of, place


@dataclass(frozen=True, slots=True)
class AnnexStatus:
    """How the documents of an annex stand that are asked for.

    `run` is the one that made all of them, None where none did; `states` are those of their files. `made` are
    the formats of which all are there, where others are asked for too.
    """

    source: Source
    folder: Path
    run: WholeRun | None = None
    states: tuple[FileState, ...] = ()
    verified: bool = True
    made: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Return what people call the annex."""
        return (self.run and self.run.unit) or self.source.into.name

    @property
    def is_unchanged(self) -> bool:
        """Tell whether rendering would give what stands there."""
        return self.run is not None and not any(map(self._is_wanting, self.states))

    @property
    def wanting(self) -> frozenset[Identity] | None:
        """Return the documents to make anew where the others are as they would be made, or else None."""
        if self.run is None or any(state.changes for state in self.states):
            return None
        found = frozenset(state.entry.identity for state in self.states if self._is_wanting(state))
        return found if len(found) < len(self.run.documents) else None

    def files(self, *standings: FileStatus) -> tuple[Path, ...]:
        """Return the files that stand in one of these ways."""
        return tuple(place(self.folder, each.path) for each in self.states if each.standing in standings)

    def word(self) -> str:
        """Return in a word how the annex stands; the worst of its files counts."""
        if self.run is None:
            return "partial" if self.made else "new"
        found = {each.standing for each in self.states if self._is_wanting(each)}
        return next((word for standing, word in _WORDS.items() if standing in found), "unchanged")

    def reasons(self) -> tuple[Message, ...]:
        """Return why the annex would be rendered."""
        return tuple(dict.fromkeys(self._reasons()))

    def _is_wanting(self, state: FileState) -> bool:
        good = (FileStatus.CURRENT,) if self.verified else (FileStatus.CURRENT, FileStatus.UNPROVEN)
        return state.standing not in good

    def _reasons(self) -> Iterator[Message]:
        if self.run is None and self.made:
            yield message("only rendered as {formats}", formats="、".join(self.made))
        elif self.run is None:
            yield message("not every document was rendered yet")
        for state in filter(self._is_wanting, self.states):
            yield from state.changes
            match state.standing:
                case FileStatus.ALTERED:
                    yield message("changed by hand: {file}", file=state.path.name)
                case FileStatus.MISSING:
                    yield message("missing: {file}", file=state.path.name)
                case FileStatus.UNFINISHED:
                    yield message("a run was killed while it wrote: {file}", file=state.path.name)
                case FileStatus.UNPROVEN:
                    yield message("not proven: {file}", file=state.path.name)


_WORDS = {
    FileStatus.ALTERED: "altered",
    FileStatus.MISSING: "missing",
    FileStatus.UNFINISHED: "unfinished",
    FileStatus.OUTDATED: "stale",
    FileStatus.UNPROVEN: "unproven",
}


def annex_status(
    sources: Iterable[Source],
    request: Request,
    root: Path,
    fonts: FontShelf,
    hashes: Hashes,
    *,
    verified: bool = True,
) -> Iterator[AnnexStatus]:
    """Yield how the documents of each source stand; nothing is loaded for it."""
    for source in sources:
        folder = root.joinpath(*source.into.parts)
        record = _record_in(folder, source)
        run = record.whole_run(scope_of(request, source), request.formats or tuple(FORMATS))
        if run is None:
            made = record.formats_made(scope_of(request, source))
            yield AnnexStatus(source, folder, verified=verified, made=made)
            continue
        now = inputs_now_of(source, request, hashes, fonts)
        formats = request.formats or run.formats
        states = file_states(folder, _only(record, run, formats), now, hashes.files.of)
        hashes.forget(source.folder)
        lacking = len(run.documents) * len(formats) - len(states)
        yield AnnexStatus(source, folder, None if lacking else run, states, verified)


def unchanged_receipt(status: AnnexStatus) -> Receipt | None:
    """Return the receipt of an annex that need not be rendered, None for one that must."""
    if status.run is None or not status.is_unchanged:
        return None
    remove_rests_of_killed_runs(status.folder)
    run = status.run
    return Receipt(status.source.into, run.unit, unchanged=len(run.documents), said=run.said)


def among_unchanged(receipt: Receipt, made: Collection[Identity], run: WholeRun) -> Receipt:
    """Return the receipt of an annex of which only some documents were `made` anew, with the others in it."""
    said = Counter(run.said)
    said.subtract(counts(receipt.problems))
    return replace(receipt, unchanged=len(run.documents) - len(made), said=dict(+said))


def _record_in(folder: Path, source: Source) -> FolderRecord:
    """Return the record of a source, an empty one where it does not help, or is that of another."""
    try:
        record = read_record(folder)
    except UNREAD:
        return FolderRecord()
    is_same = record is not None and record.annex == (source.into.as_posix() if source.at_home else None)
    return record if record is not None and is_same else FolderRecord()


def _only(record: FolderRecord, run: WholeRun, formats: Iterable[str]) -> FolderRecord:
    """Return the record with nothing but the documents of a run, in some formats."""
    wanted = frozenset(formats)
    documents = {
        stem: replace(entry, files={name: file for name, file in entry.files.items() if name in wanted})
        for stem in run.documents
        if (entry := record.documents.get(stem))
    }
    used = {file.key for entry in documents.values() for file in entry.files.values()}
    inputs = {key: each for key, each in record.inputs.items() if key in used}
    return replace(record, documents=documents, inputs=inputs)
