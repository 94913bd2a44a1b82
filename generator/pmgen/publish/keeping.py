"""What becomes of a record: documents that are made anew, under another name, or no more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from pmgen.publish.inputs import Inputs
from pmgen.publish.record import Entry, FileEntry, FolderRecord, file_of


@dataclass(frozen=True, slots=True)
class Made:
    """A document that was made: its stem below the folder, whose it is, and hash and proof of each file."""

    stem: PurePosixPath
    region: str
    project: str | None
    inputs: Inputs
    files: Mapping[str, tuple[str, bool]]


def announced(record: FolderRecord, made: Iterable[Made]) -> FolderRecord:
    """Return the record while the files of `made` take their places: each may be the old one or the new."""
    documents, inputs = dict(record.documents), dict(record.inputs)
    for each in made:
        before = documents.get(each.stem)
        files = dict(before.files) if before else {}
        for ending, (found, _) in each.files.items():
            known = record.hashes(file_of(each.stem, ending))
            old = files.get(ending) or FileEntry(known[0] if known else "", each.inputs.key, False)
            files[ending] = replace(old, coming=found)
        documents[each.stem] = Entry(each.region, each.project, files)
        inputs[each.inputs.key] = each.inputs
    return replace(record, documents=documents, inputs=inputs)


def kept(record: FolderRecord, made: Iterable[Made]) -> FolderRecord:
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
        for ending, (found, proven) in each.files.items():
            files[ending] = FileEntry(found, each.inputs.key, proven)
            former.pop(file_of(each.stem, ending), None)
        documents[each.stem] = Entry(each.region, each.project, files)
        inputs[each.inputs.key] = each.inputs
    return _pruned(replace(record, documents=documents, former=former, inputs=inputs))


def let_go(record: FolderRecord, gone: Callable[[PurePosixPath, Entry], bool]) -> FolderRecord:
    """Return the record in which the files of each document that is `gone` are former ones."""
    stay = {stem: entry for stem, entry in record.documents.items() if not gone(stem, entry)}
    former = dict(record.former)
    for stem in record.documents.keys() - stay.keys():
        for ending, file in record.documents[stem].files.items():
            former[file_of(stem, ending)] = file.sha256
    return _pruned(replace(record, documents=stay, former=former))


def settled(record: FolderRecord, found: Callable[[PurePosixPath], str | None]) -> FolderRecord:
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
    stem: PurePosixPath, entry: Entry, found: Callable[[PurePosixPath], str | None]
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
    """Return the record without inputs that no file was made from."""
    used = {file.key for _, _, file in record.files()}
    return replace(record, inputs={key: each for key, each in record.inputs.items() if key in used})
