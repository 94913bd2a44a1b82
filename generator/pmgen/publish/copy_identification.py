"""Copies of documents, such as those from a website: which of our files they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from pathlib import Path, PurePosixPath

from pmgen.fonts import FontShelf
from pmgen.formats import FORMATS, Signature
from pmgen.formats.file_contents import Unreadable, Words, read_file
from pmgen.opc.office_package import Damaged, part_names
from pmgen.problems import Problem, Refusal, SourcePlace, message
from pmgen.publish.document_inputs import Hashes
from pmgen.publish.full_verification import differences
from pmgen.publish.output_record import FolderRecord, file_of
from pmgen.publish.record_file import UNREAD, read_record, recorded_folders
from pmgen.publish.render_plan import Job, plan
from pmgen.publish.render_request import Request, Source
from pmgen.publish.verification_by_record import RenderVariant, inputs_now_of, request_for
from pmgen.verify import Finished


@dataclass(frozen=True, slots=True)
class RecordedFile:
    """A file of a record: where it was written, and whether it is proven and would be made so today."""

    path: Path
    is_current: bool


class FilesByContent:
    """Every file that the records below the output folder know, by its content."""

    def __init__(self, root: Path, request: Request, fonts: FontShelf) -> None:
        self._root, self._request, self._fonts = root, request, fonts
        self._hashes = Hashes()
        self._sources = {source.into.as_posix(): source for source in request.sources}
        self._folders = tuple(_recorded(root))

    def find(self, data: bytes) -> RecordedFile | None:
        """Return the file with this content, one of today before any other; None where no record has it."""
        found = sha256(data).hexdigest()
        known = [each for folder, record in self._folders for each in self._in_folder(folder, record, found)]
        return min(known, key=lambda each: not each.is_current, default=None)

    def variants(self) -> tuple[RenderVariant, ...]:
        """Return the ways in which documents may have been rendered: those asked for, and those recorded."""
        request = self._request
        usual = (RenderVariant(request.region, request.split), RenderVariant(request.region, True))
        inputs = (each for _, record in self._folders for each in record.inputs.values())
        others = (RenderVariant(each.word, each.each) for each in inputs if each.asked and not request.region)
        return tuple(dict.fromkeys((*usual, *others)))

    def _in_folder(self, folder: Path, record: FolderRecord, found: str) -> Iterator[RecordedFile]:
        if not any(file.sha256 == found for _, _, file in record.files()):
            return
        source = self._sources.get(folder.relative_to(self._root).as_posix())
        current = self._current(source, folder, record) if source else frozenset()
        for path, _, file in record.files():
            if file.sha256 == found:
                yield RecordedFile(folder.joinpath(*path.parts), path in current)

    def _current(self, source: Source, folder: Path, record: FolderRecord) -> frozenset[PurePosixPath]:
        """Return the files of a record that were proven and would be made the same way today."""
        now = inputs_now_of(source, self._request, self._hashes, self._fonts)
        return frozenset(
            path
            for path, _, file in record.files()
            if file.proven and not file.coming and now(record.inputs[file.key]) == record.inputs[file.key]
        )


def _recorded(root: Path) -> Iterator[tuple[Path, FolderRecord]]:
    for folder in recorded_folders(root):
        try:
            record = read_record(folder)
        except UNREAD:
            continue
        if record is not None:
            yield folder, record


@dataclass(frozen=True, slots=True)
class RecognizedDocument:
    """The document that a copy is most like, by its place below the output folder, and all differences."""

    name: PurePosixPath
    problems: tuple[Problem, ...]


def format_of(data: bytes) -> str | None:
    """Return the format of a file by its content, None where it is none of ours."""
    marked = ((_marked_at(data, each.signature), each.name) for each in FORMATS.values())
    found = [(at, name) for at, name in marked if at is not None]
    return min(found)[1] if found else None


def _marked_at(data: bytes, signature: Signature) -> int | None:
    """Return where a file is marked as one of a format, None where it is not."""
    start = data[: signature.within].lower()
    if signature.folder and not any(name.startswith(signature.folder) for name in _parts(data)):
        return None
    return min((at for mark in signature.marks if (at := start.find(mark)) >= 0), default=None)


def recognize(
    file: Path,
    data: bytes,
    request: Request,
    variants: Sequence[RenderVariant],
    fonts: FontShelf,
    *,
    named: bool,
) -> RecognizedDocument:
    """Return which document of the annexes asked about `data` is, and what is different in it.

    Refusal where it is none, or could be several; not so where the one annex or project was `named`.
    """
    kind = format_of(data)
    if kind is None:
        raise Refusal([_no_document(file)])
    jobs = _jobs(request, variants)
    like = _most_like(_said(file, kind, data), jobs)
    if not like and named and len({project.source for job in jobs for project in job.annex.projects}) == 1:
        like = jobs  # whatever it says, it is said to be this project's
    copy = Finished(str(file), kind, data)
    found = [(job, tuple(differences(job, [copy], fonts, {}))) for job in like]
    fewest = min((_errors(problems) for _, problems in found), default=0)
    nearest = [(job, problems) for job, problems in found if _errors(problems) == fewest]
    if not nearest or (fewest and len({job.source.folder for job, _ in nearest}) > 1):
        raise Refusal([_unknown(file, [job for job, _ in nearest])])
    job, problems = nearest[0]
    return RecognizedDocument(file_of(job.stem, kind), problems)


def _jobs(request: Request, variants: Sequence[RenderVariant]) -> list[Job]:
    """Return the documents that the data make; Refusal says why there are none."""
    plans = [plan(request_for(variant, request.sources, request)) for variant in variants]
    jobs = {(job.stem, job.identity): job for work in plans for job in work.jobs}
    if not jobs:
        raise Refusal(dict.fromkeys(problem for work in plans for problem in work.problems))
    return list(jobs.values())


def _most_like(said: str, jobs: Sequence[Job]) -> list[Job]:
    """Return the documents whose projects are named in a text, and no others; several where forms differ."""
    names = {_plain(project.name) for job in jobs for project in job.annex.projects}
    there = {name for name in names if name in said}
    likeness = {number: _likeness(job, there) for number, job in enumerate(jobs)}
    best = max(likeness.values(), default=Fraction(0))
    return [jobs[number] for number, value in likeness.items() if value == best and best > 0]


def _likeness(job: Job, there: set[str]) -> Fraction:
    """Return how much of the projects here and there are the same."""
    projects = job.annex.projects if job.project is None else (job.project,)
    own = {_plain(project.name) for project in projects}
    return Fraction(len(own & there), len(own | there))


def _said(file: Path, kind: str, data: bytes) -> str:
    """Return all that a file says, without spaces."""
    try:
        seen = read_file(kind, data)
    except Unreadable as error:
        raise Refusal([_unreadable(file, error)]) from error
    tables = (box.text for grid in seen.grids for line in grid.lines for box in line)
    paragraphs = (block.text for block in seen.blocks if isinstance(block, Words))
    return "\n".join(map(_plain, (*tables, *paragraphs)))


def _plain(text: str) -> str:
    return "".join(text.split())


def _errors(problems: Iterable[Problem]) -> int:
    return sum(problem.is_error for problem in problems)


def _parts(data: bytes) -> Sequence[str]:
    """Return the names of the parts of a package, none where it is not one."""
    try:
        return part_names(data)
    except Damaged:
        return ()


def _no_document(file: Path) -> Problem:
    text = message(
        "{file} is in none of these formats: {formats}", file=file.name, formats=", ".join(FORMATS)
    )
    return Problem(
        "PMG792",
        text,
        (SourcePlace(str(file)),),
        message("name a file in one of these formats; the ending of its name does not matter"),
    )


def _unreadable(file: Path, error: Unreadable) -> Problem:
    text = message("the file cannot be read back: {reason}", reason=error)
    hint = message("download it again; if that does not help, it is damaged on the website too")
    return Problem("PMG792", text, (SourcePlace(str(file)),), hint)


def _unknown(file: Path, jobs: Sequence[Job]) -> Problem:
    if jobs:
        annexes = "、".join(dict.fromkeys(job.source.into.as_posix() for job in jobs))
        text = message("{file} could be of several annexes: {annexes}", file=file.name, annexes=annexes)
    else:
        text = message("{file} names no project of these data", file=file.name)
    hint = message("say which annex or project file it was made from: --as data/…")
    return Problem("PMG793", text, (SourcePlace(str(file)),), hint)
