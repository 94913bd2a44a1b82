"""A folder of documents against its manifest: nothing else is asked, neither data nor packs."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from pmgen.load.text_files import why_not_read
from pmgen.problems import Problem, SourcePlace, message
from pmgen.publish.atomic_files import is_temporary
from pmgen.publish.document_inputs import file_hash
from pmgen.publish.manifest_file import read_manifest
from pmgen.publish.output_manifest import ListedFile, Manifest, listed_files
from pmgen.publish.output_record import RECORD
from pmgen.publish.record_file import UNREAD
from pmgen.publish.verification_by_record import Verification, is_document


def verify_manifest(file: Path) -> Verification:
    """Prove that the folder in which a manifest lies holds what it lists, and no other document."""
    try:
        manifest = read_manifest(file)
    except UNREAD as error:
        return Verification((), (_unreadable(file, error),), 1)
    there = _files_below(file.parent)
    proven, problems = list[Path](), list[Problem]()
    listed = {_same_name(each.path): each for each in listed_files(manifest)}
    for name, each in listed.items():
        path = there.get(name)
        problem = _wrong(each, path, file.parent)
        if problem is not None:
            problems.append(problem)
        elif path is not None:
            proven.append(path)
    problems += (_extra(path) for name, path in there.items() if name not in listed and is_document(path))
    problems += _records(manifest, there)
    return Verification(tuple(proven), tuple(problems), len(problems))


def _files_below(folder: Path) -> dict[str, Path]:
    """Return the files at and below a folder by their names, however these are composed."""
    found: dict[str, Path] = {}
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(each for each in folders if not is_temporary(each))
        for path in (Path(parent) / name for name in sorted(names)):
            found[_same_name(PurePosixPath(path.relative_to(folder).as_posix()))] = path
    return found


def _same_name(path: PurePosixPath) -> str:
    """Return a path as it is after copying too: some systems take characters apart."""
    return unicodedata.normalize("NFC", str(path))


def _wrong(listed: ListedFile, path: Path | None, folder: Path) -> Problem | None:
    if path is None:
        text = message("{file} stands in the manifest and is not there", file=listed.path.name)
        hint = message("publish it again, or make the manifest anew with pmgen render")
        return Problem("PMG770", text, (SourcePlace(str(folder.joinpath(*listed.path.parts))),), hint)
    if file_hash(path) != listed.sha256:
        text = message("{file} is not the file that the manifest lists", file=path.name)
        hint = message("somebody changed it, or it is of another run: publish the one that was proven")
        return Problem("PMG771", text, (SourcePlace(str(path)),), hint)
    if not listed.proven:
        text = message("{file} is as it was rendered, but was never proven", file=path.name)
        hint = message("render it again, without --no-verify")
        return Problem("PMG775", text, (SourcePlace(str(path)),), hint)
    return None


def _extra(path: Path) -> Problem:
    text = message("{file} does not stand in the manifest", file=path.name)
    hint = message("remove it from what is published, or see how it came there")
    return Problem("PMG772", text, (SourcePlace(str(path)),), hint)


def _records(manifest: Manifest, there: Mapping[str, Path]) -> Iterator[Problem]:
    """Yield a problem for every record that says something else; none needs to be published."""
    known = {_same_name(folder / RECORD): entry["record"] for folder, entry in manifest.entries()}
    for name, path in there.items():
        if path.name == RECORD and known.get(name) != file_hash(path):
            text = message(
                "the record of {folder} is not the one that the manifest lists", folder=path.parent.name
            )
            hint = message("run pmgen render, which makes the manifest anew")
            yield Problem("PMG774", text, (SourcePlace(str(path)),), hint)


def _unreadable(file: Path, error: Exception) -> Problem:
    hint = message("run pmgen render, which makes the manifest anew; of a copy, fetch it again")
    if isinstance(error, FileNotFoundError):
        text = message("there is no manifest {file}", file=file.name)
    elif isinstance(error, OSError):
        text, hint = why_not_read(file, error)
    else:
        text = message("{file} is damaged, was changed by hand, or is no manifest of pmgen", file=file.name)
    return Problem("PMG773", text, (SourcePlace(str(file)),), hint)
