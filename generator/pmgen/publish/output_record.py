"""The record of an output folder: whose files these are, and what becomes of it with each run.

It is reproducible and diffable, and holds nothing of the machine: no time, no user, no path but those of the
files below its own folder.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from pmgen.publish.document_inputs import Inputs
from pmgen.publish.render_request import Request, Source

RECORD = ".pmgen.json"
"""The name of a record. No document's begins with a dot, and web servers do not hand such files out."""


Identity = tuple[str, str | None]
"""What stays the same when the name of a document changes: its form and its project, None for all.

A project is known by its file; one of several in a file by the file and its key, with a / between them.
"""


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A file: its hash, the key of what it was made from, whether it was proven to show that.

    While files are being replaced, `coming` is the hash of the new one. `pages` are counted where a format
    has them; `said` is how often each code was met that is about this file or its whole document.
    """

    sha256: str
    key: str
    proven: bool
    coming: str = ""
    pages: int | None = None
    said: Mapping[str, int] = field(default_factory=dict)

    def is_ours(self, found: str) -> bool:
        """Tell whether a file with the hash `found` is one that we wrote."""
        return found in (self.sha256, self.coming)


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """A document: its form, its one project or None for the whole annex, and its files by format."""

    region: str
    project: str | None
    files: Mapping[str, FileEntry]

    @property
    def identity(self) -> Identity:
        """Return which document it is, whatever its name."""
        return self.region, self.project

    @property
    def project_file(self) -> str | None:
        """Return the name of the file in which its one project stands."""
        return None if self.project is None else self.project.partition("/")[0]


@dataclass(frozen=True, slots=True)
class Scope:
    """What of an annex was asked for: the region named, None for its own; `split`; project files, if any."""

    region: str | None
    split: bool
    files: tuple[str, ...] = ()


def scope_of(request: Request, source: Source) -> Scope:
    """Return what of a source is asked for."""
    return Scope(request.region, request.split, tuple(sorted(source.files)))


@dataclass(frozen=True, slots=True)
class WholeRun:
    """A run that made every document of a scope, in every format asked for.

    `said` is how often each code was met in it; `unit` is whose annex it was.
    """

    scope: Scope
    formats: tuple[str, ...]
    documents: tuple[PurePosixPath, ...]
    unit: str
    said: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class FolderRecord:
    """What is known of an output folder.

    `documents` are found by the stem of their files below the folder; `former` are the hashes of files that
    were made here and are made no more; `inputs` are found by their keys. `annex` is the folder below data/
    that they come from, None for an annex that lies elsewhere. `whole` are the runs that left nothing out.
    """

    annex: str | None = None
    documents: Mapping[PurePosixPath, DocumentEntry] = field(default_factory=dict)
    former: Mapping[PurePosixPath, str] = field(default_factory=dict)
    inputs: Mapping[str, Inputs] = field(default_factory=dict)
    whole: tuple[WholeRun, ...] = ()

    def whole_run(self, scope: Scope, formats: Iterable[str]) -> WholeRun | None:
        """Return the run that made all that is asked for, None where none did."""
        runs = (run for run in self.whole if run.scope == scope and set(formats) <= set(run.formats))
        return next(runs, None)

    def formats_made(self, scope: Scope) -> tuple[str, ...]:
        """Return the formats that a run made of all that is asked for, none where none did."""
        return next((run.formats for run in self.whole if run.scope == scope), ())

    def files(self) -> Iterator[tuple[PurePosixPath, DocumentEntry, FileEntry]]:
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


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A file that was made: its hash, whether it is proven, and the rest of what its FileEntry is to say."""

    sha256: str
    proven: bool
    pages: int | None = None
    said: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MadeDocument:
    """A document that was made: its stem below the folder, whose it is, and its files by format."""

    stem: PurePosixPath
    region: str
    project: str | None
    inputs: Inputs
    files: Mapping[str, MadeFile]


def with_coming_files(record: FolderRecord, made: Iterable[MadeDocument]) -> FolderRecord:
    """Return the record while the files of `made` take their places: each may be the old one or the new."""
    documents, inputs = dict(record.documents), dict(record.inputs)
    for each in made:
        before = documents.get(each.stem)
        files = dict(before.files) if before else {}
        for ending, file in each.files.items():
            known = record.hashes(file_of(each.stem, ending))
            old = files.get(ending) or FileEntry(known[0] if known else "", each.inputs.key, False)
            files[ending] = replace(old, coming=file.sha256)
        documents[each.stem] = DocumentEntry(each.region, each.project, files)
        inputs[each.inputs.key] = each.inputs
    return replace(record, documents=documents, inputs=inputs)


def record_of_coming_files(before: FolderRecord, after: FolderRecord) -> FolderRecord:
    """Return the record while what differs between two states of it takes its place."""
    documents = dict(before.documents)
    for stem, entry in after.documents.items():
        files = dict(documents[stem].files) if stem in documents else {}
        for ending, file in entry.files.items():
            known = before.hashes(file_of(stem, ending))
            if known != (file.sha256,):
                old = files.get(ending) or FileEntry(known[0] if known else "", file.key, False)
                files[ending] = replace(old, coming=file.sha256)
        documents[stem] = replace(entry, files=files)
    inputs = {**before.inputs, **after.inputs}
    return _pruned(replace(before, annex=after.annex, documents=documents, inputs=inputs))


def with_made_documents(record: FolderRecord, made: Iterable[MadeDocument]) -> FolderRecord:
    """Return the record with `made`.

    A format that was not made this time stays if it would be made from the same; or else it is a former one.
    """
    documents, former, inputs = dict(record.documents), dict(record.former), dict(record.inputs)
    for each in made:
        before = documents.get(each.stem)
        files = dict(before.files) if before else {}
        for ending in [ending for ending in files if ending not in each.files]:
            if not same_source(inputs[files[ending].key], each.inputs):
                former[file_of(each.stem, ending)] = files.pop(ending).sha256
        for ending, file in each.files.items():
            files[ending] = FileEntry(
                file.sha256, each.inputs.key, file.proven, pages=file.pages, said=file.said
            )
            former.pop(file_of(each.stem, ending), None)
        documents[each.stem] = DocumentEntry(each.region, each.project, files)
        inputs[each.inputs.key] = each.inputs
    return _pruned(replace(record, documents=documents, former=former, inputs=inputs))


def with_whole_run(
    record: FolderRecord, scope: Scope, made: Iterable[PurePosixPath], run: WholeRun | None
) -> FolderRecord:
    """Return the record after a run that `made` some documents, and left nothing out where it is given.

    An earlier run of the same scope, or of the same documents, tells no more what stands there.
    """
    touched = {*made, *(run.documents if run else ())}
    others = (each for each in record.whole if each.scope != scope and not touched & set(each.documents))
    whole = sorted([*others, *([run] if run else [])], key=_by_scope)
    return _pruned(replace(record, whole=tuple(whole)))


def _by_scope(run: WholeRun) -> tuple[object, ...]:
    return run.scope.region or "", run.scope.split, run.scope.files


def with_former_documents(
    record: FolderRecord, gone: Callable[[PurePosixPath, DocumentEntry], bool]
) -> FolderRecord:
    """Return the record in which the files of each document that is `gone` are former ones."""
    stay = {stem: entry for stem, entry in record.documents.items() if not gone(stem, entry)}
    former = dict(record.former)
    for stem in record.documents.keys() - stay.keys():
        for ending, file in record.documents[stem].files.items():
            former[file_of(stem, ending)] = file.sha256
    return _pruned(replace(record, documents=stay, former=former))


def after_killed_run(record: FolderRecord, found: Callable[[PurePosixPath], str | None]) -> FolderRecord:
    """Return the record after a run that was killed while files took their places.

    `found` tells the hash of a file. Whichever stands there is ours, and none of it counts as proven.
    """
    if not any(file.coming for _, _, file in record.files()):
        return record
    documents = {
        stem: replace(entry, files=dict(_settled(stem, entry, found)))
        for stem, entry in record.documents.items()
    }
    return _pruned(replace(record, documents={stem: each for stem, each in documents.items() if each.files}))


def _settled(
    stem: PurePosixPath, entry: DocumentEntry, found: Callable[[PurePosixPath], str | None]
) -> Iterable[tuple[str, FileEntry]]:
    for ending, file in entry.files.items():
        if not file.coming:
            yield ending, file
        elif (now := found(file_of(stem, ending))) is not None:
            yield ending, FileEntry(now if file.is_ours(now) else file.sha256, file.key, False)


def same_source(one: Inputs, other: Inputs) -> bool:
    """Tell whether two documents have the same data, form and options, whatever fonts and pmgen they had."""
    return replace(one, tool="", fonts=other.fonts) == replace(other, tool="")


def _pruned(record: FolderRecord) -> FolderRecord:
    """Return the record without inputs that no file was made from, and runs of documents that are gone."""
    used = {file.key for _, _, file in record.files()}
    whole = tuple(run for run in record.whole if set(run.documents) <= record.documents.keys())
    inputs = {key: each for key, each in record.inputs.items() if key in used}
    return replace(record, inputs=inputs, whole=whole)
