"""What lies in the output folder and should not: always named, removed only if it is as written."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from pmgen import disk
from pmgen.load import find_annexes
from pmgen.problems import Message, Problem, Refusal, SourcePlace, message
from pmgen.publish.atomic_files import place_below, write_whole
from pmgen.publish.document_inputs import Hashes, Inputs, inputs_now
from pmgen.publish.output_record import FolderRecord, record_path, with_former_documents
from pmgen.publish.record_file import UNREAD, read_record, record_bytes, recorded_folders
from pmgen.publish.render_request import Request, Source
from pmgen.publish.verification_by_record import (
    FileState,
    FileStatus,
    file_states,
    former_files,
    place,
    unrecorded_documents,
    without_absent,
)

CLEAN = message("look at it, then let render --clean remove it")


@dataclass(frozen=True, slots=True)
class Leftovers:
    """What lies there and should not: the problems, of how many the files are ours, and what was removed."""

    problems: tuple[Problem, ...] = ()
    ours: int = 0
    removed: tuple[Path, ...] = ()


def leftovers_of_annexes(
    root: Path, sources: Sequence[Source], known: Collection[Path], *, clean: bool = False
) -> Leftovers:
    """Return what lies in the output folders of annexes and should not; `clean` removes what it may.

    `known` are files that are what they should be although no record says so.
    """
    folders = dict.fromkeys(root.joinpath(*source.into.parts) for source in sources)
    found = [_in_folder(folder, _record_in(folder), known, folders.keys(), clean) for folder in folders]
    return joined_leftovers(found)


def leftovers_and_outdated(root: Path, request: Request, hashes: Hashes, *, clean: bool = False) -> Leftovers:
    """Return what lies in the output folders of annexes and should not, and what was made from older data."""
    sources = {root.joinpath(*source.into.parts): source for source in request.sources}
    found, older = list[Leftovers](), list[Problem]()
    for folder, source in sources.items():
        record = _record_in(folder)
        found.append(_in_folder(folder, record, (), sources.keys(), clean))
        older += outdated(folder, record, source, request, hashes)
        hashes.forget(source.folder)
    return joined_leftovers([*found, Leftovers(tuple(older))])


def leftovers_of_gone_annexes(root: Path, data: Path, *, clean: bool = False) -> Leftovers:
    """Return what is left of annexes that are no longer in `data`, and documents in no annex's folder."""
    found = list[Leftovers]()
    for folder, record in _forsaken(root, data):
        found.append(_in_folder(folder, record, (), (), clean))
        if clean and not former_files(folder, record):
            _remove_record(folder, root)
    homes = [root / folder.relative_to(data) for folder in find_annexes(data)]
    return joined_leftovers([*found, Leftovers(tuple(foreign_documents(root, (), homes)))])


def outdated(
    folder: Path, record: FolderRecord, source: Source, request: Request, hashes: Hashes
) -> Iterator[Problem]:
    """Yield a problem for every document of an annex that older data or an older form made."""

    def now(then: Inputs) -> Inputs:
        # An older pmgen is no reason to doubt a document that nobody asked for now.
        return replace(inputs_now(then, source.folder, request.templates, hashes), tool=then.tool)

    yield from _outdated(folder, file_states(folder, record, now, hashes.files.of))


def joined_leftovers(found: Sequence[Leftovers]) -> Leftovers:
    """Return all that was found."""
    return Leftovers(
        tuple(problem for each in found for problem in each.problems),
        sum(each.ours for each in found),
        tuple(path for each in found for path in each.removed),
    )


def _in_folder(
    folder: Path, record: FolderRecord, known: Collection[Path], others: Collection[Path], clean: bool
) -> Leftovers:
    removed, problems = _clean(folder, record) if clean else ((), ())
    former = tuple(_former(folder, record))
    ours = {*record.former, *(path for path, _, _ in record.files())}
    ours |= {
        PurePosixPath(path.relative_to(folder).as_posix()) for path in known if path.is_relative_to(folder)
    }
    return Leftovers((*problems, *former, *foreign_documents(folder, ours, others)), len(former), removed)


def _record_in(folder: Path) -> FolderRecord:
    """Return the record of a folder, an empty one where it does not help."""
    try:
        return read_record(folder) or FolderRecord()
    except UNREAD:
        return FolderRecord()


def _clean(folder: Path, record: FolderRecord) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """Remove the files that are made no more, each only if it is as it was written."""
    removed, problems = list[Path](), list[Problem]()
    for path, is_as_written in former_files(folder, record).items():
        target = place(folder, path)
        try:
            if is_as_written:
                place_below(folder, path).unlink()
                removed.append(target)
                _remove_empty(target.parent, folder)
        except OSError:
            problems.append(_not_removed(target))
        except Refusal as refusal:
            problems += refusal.problems
    if removed:
        write_whole(record_path(folder), record_bytes(without_absent(folder, record)))
    return tuple(removed), tuple(problems)


def _former(folder: Path, record: FolderRecord) -> Iterator[Problem]:
    """Yield a problem for every document that is made no more and still lies there."""
    changed = [path for path, is_as_written in former_files(folder, record).items() if not is_as_written]
    same = [path for path, is_as_written in former_files(folder, record).items() if is_as_written]
    for stem, paths in _by_document(same).items():
        text = message("the data no longer make {name} ({formats})", name=stem.name, formats=_endings(paths))
        yield _problem("PMG782", folder, paths, text, CLEAN)
    for stem, paths in _by_document(changed).items():
        text = message(
            "the data no longer make {name} ({formats}), and it was changed by hand",
            name=stem.name,
            formats=_endings(paths),
        )
        yield _problem("PMG784", folder, paths, text, message("remove it yourself if nobody needs it"))


def _outdated(folder: Path, states: Iterable[FileState]) -> Iterator[Problem]:
    """Yield a problem for every document that was made from older data or an older form."""
    found: dict[PurePosixPath, list[FileState]] = {}
    for state in states:
        if state.standing is FileStatus.OUTDATED:
            found.setdefault(state.stem, []).append(state)
    for stem, outdated in found.items():
        text = message(
            "{name} ({formats}) was rendered from older data or an older form",
            name=stem.name,
            formats=_endings(state.path for state in outdated),
        )
        yield _problem("PMG783", folder, [state.path for state in outdated], text, _again(outdated[0].inputs))


def foreign_documents(
    folder: Path, ours: Collection[PurePosixPath], others: Collection[Path] = ()
) -> Iterator[Problem]:
    """Yield a problem that names the documents in a folder that are not ours, if there are any."""
    paths = list(unrecorded_documents(folder, ours, others))
    if paths:
        text = message("documents here that pmgen did not render: {count}", count=len(paths))
        hint = message("see that they belong to what will be published; pmgen leaves them alone")
        yield _problem("PMG785", folder, paths, text, hint)


def _forsaken(root: Path, data: Path) -> Iterator[tuple[Path, FolderRecord]]:
    """Yield the output folders of annexes that are no longer in `data`, with all files as former ones."""
    for folder in recorded_folders(root):
        annex = folder.relative_to(root)
        # One that says something else comes from elsewhere, or was moved here.
        if not disk.is_there(data / annex) and (record := _record_in(folder)).annex == annex.as_posix():
            yield folder, with_former_documents(record, lambda stem, entry: True)


def _again(inputs: Inputs) -> Message:
    options = " ".join([*(["--region", inputs.word] if inputs.asked else []), *["--split"] * inputs.each])
    return (
        message("render it again with {options}", options=options) if options else message("render it again")
    )


def _by_document(paths: Iterable[PurePosixPath]) -> dict[PurePosixPath, list[PurePosixPath]]:
    found: dict[PurePosixPath, list[PurePosixPath]] = {}
    for path in sorted(paths):
        found.setdefault(path.with_suffix(""), []).append(path)
    return found


def _endings(paths: Iterable[PurePosixPath]) -> str:
    return "、".join(path.suffix.removeprefix(".") for path in paths)


def _problem(
    code: str, folder: Path, paths: Sequence[PurePosixPath], text: Message, hint: Message
) -> Problem:
    return Problem(code, text, tuple(SourcePlace(str(place(folder, path))) for path in paths), hint)


def _not_removed(path: Path) -> Problem:
    text = message("{file} cannot be removed", file=path.name)
    hint = message("close it in Word or WPS if it is open there, then render again with --clean")
    return Problem("PMG788", text, (SourcePlace(str(path)),), hint)


def _remove_record(folder: Path, root: Path) -> None:
    """Remove the record of a folder in which nothing of ours is left, and the folders that are empty then."""
    with suppress(OSError):
        record_path(folder).unlink()
        while folder != root:
            folder.rmdir()
            folder = folder.parent


def _remove_empty(folder: Path, root: Path) -> None:
    """Remove a folder of a form that holds nothing any more."""
    with suppress(OSError):
        if folder != root:
            folder.rmdir()
