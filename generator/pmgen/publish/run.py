"""Run a plan: render every document, write its files whole, and report what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path, PurePosixPath

from pmgen.document import Document
from pmgen.engines import Filled
from pmgen.fonts import FontShelf
from pmgen.fonts.used import UsedFonts, WatchedShelf
from pmgen.problems import Problem, Refusal, Severity, message
from pmgen.publish.careful import carefully
from pmgen.publish.folder import Intent, OutputFolder
from pmgen.publish.inputs import files_of
from pmgen.publish.plan import Job, Output, Plan, text_at
from pmgen.readers.word import read_document
from pmgen.verify import Finished, prove
from pmgen.view import Viewed, view_annex, view_project
from pmgen.writers import WRITERS, Setting, pages_of
from pmgen.writers.docx import refers_to_pages

NO_FONTS = FontShelf(())
"""For whoever writes no pages; a PDF cannot be written with it."""

_KNOWS_PAGES = "pdf"
"""The format that is written first, for it says on which page each bookmark stands."""

GAPS = frozenset({"PMG601", "PMG602", "PMG610"})
"""The problems that mean a blank in the document, each at all the places that lack a value."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """What a job gave: its files as bytes, none where an error stands among the problems."""

    files: tuple[tuple[Output, bytes], ...]
    problems: tuple[Problem, ...] = ()
    fonts: UsedFonts = field(default_factory=UsedFonts)


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did: the files written, every problem once, and how many documents could not be written."""

    written: tuple[Path, ...]
    problems: tuple[Problem, ...]
    failed: int

    @property
    def gaps(self) -> int:
        """Return how many values the forms need and the data lack."""
        return sum(max(1, len(problem.places)) for problem in self.problems if problem.code in GAPS)

    @property
    def refused(self) -> bool:
        """Tell whether anything was refused as unsafe."""
        return any(problem.code.startswith("PMG8") for problem in self.problems)


def run(
    plan: Plan,
    root: Path,
    fonts: FontShelf = NO_FONTS,
    done: Callable[[Job], None] = lambda job: None,
    *,
    verified: bool = True,
    force: bool = False,
) -> Report:
    """Write every document of `plan` below `root` and return the report; `done` hears of each job.

    Unless `verified` is false, a document is written only when its files are proven to show what they must.
    A file that was changed since it was written is only replaced with `force`.
    """
    written, problems, failed = list[Path](), list(plan.problems), len(plan.lost)
    for jobs in _by_folder(plan.jobs):
        with OutputFolder(root, jobs[0].source, force=force) as folder:
            whole = 0
            for job in jobs:
                try:
                    whole += _take(folder, job, fonts, problems, verified=verified)
                except Refusal as refusal:
                    problems += refusal.problems
                done(job)
            documents, kept_back = folder.appear(_intent(jobs, plan.lost))
            failed += len(jobs) - whole + kept_back
            written += (path for document in documents for path in document)
            problems += folder.problems
    return Report(tuple(written), tuple(dict.fromkeys(problems)), failed)


def _by_folder(jobs: Sequence[Job]) -> list[list[Job]]:
    """Return the jobs, those together whose documents one record tells of."""
    folders: dict[PurePosixPath, list[Job]] = {}
    for job in jobs:
        folders.setdefault(job.source.into, []).append(job)
    return list(folders.values())


def _take(
    folder: OutputFolder, job: Job, fonts: FontShelf, problems: list[Problem], *, verified: bool
) -> bool:
    """Let `folder` take what `job` gives; return whether that is the document in every format."""
    rendered = carefully(job, partial(render, job, fonts, verified=verified))
    problems += rendered.problems
    if rendered.files:
        files = {output.format: (data, verified) for output, data in rendered.files}
        folder.add(job.stem, job.identity, replace(job.inputs, fonts=rendered.fonts), files)
    return len(rendered.files) == len(job.formats)


def _intent(jobs: Sequence[Job], lost: Sequence[Path]) -> Intent:
    """Return what a run means to make in the folder of `jobs`."""
    source = jobs[0].source
    return Intent(
        meant={job.identity for job in jobs},
        whole={(job.region.id, job.project is not None) for job in jobs if not job.source.files},
        lost={path.name for path in lost if path.parent == source.folder},
        data={path.name for path in files_of(source.folder)},
    )


def render(job: Job, fonts: FontShelf = NO_FONTS, *, verified: bool = False) -> Rendered:
    """Return the files of `job` as bytes, `verified` or not; the same job gives the same bytes."""
    watched = WatchedShelf(fonts)
    viewed = view(job)
    filled = fill(job, viewed)
    if filled.document is None or any(problem.severity is Severity.ERROR for problem in viewed.problems):
        return Rendered((), (*viewed.problems, *filled.problems))
    document, losses = _for_writers(filled.document, job.outputs)
    files, complaints = _written(document, job.outputs, watched)
    differences = _differences(job, viewed, filled.document, files) if verified else ()
    problems = (*viewed.problems, *filled.problems, *losses, *complaints, *differences)
    return Rendered(() if differences else tuple(files), problems, watched.used)


def _written(
    document: Document, outputs: Sequence[Output], fonts: FontShelf
) -> tuple[list[tuple[Output, bytes]], list[Problem]]:
    """Return each output's file and what the writers left out; one that refuses keeps back no other."""
    made: dict[Output, bytes] = {}
    pages: Mapping[str, int] = {}
    problems: list[Problem] = []
    for output in sorted(outputs, key=lambda output: output.format != _KNOWS_PAGES):
        if output.format == "docx" and not pages:
            pages, remarks = _pages(document, fonts)
            problems += remarks
        try:
            written = WRITERS[output.format](document, Setting(fonts, pages))
        except Refusal as refusal:
            problems += refusal.problems
            continue
        made[output] = written.data
        pages = written.pages or pages
        problems += written.problems
    return [(output, made[output]) for output in outputs if output in made], problems


def _pages(document: Document, fonts: FontShelf) -> tuple[Mapping[str, int], list[Problem]]:
    """Return the pages for the references of a Word file; without a font they stay blank, as is said."""
    try:
        return pages_of(document, fonts), []
    except Refusal:
        text = message("the contents show no page numbers, for there is no Chinese font to lay the pages out")
        hint = message("install a Chinese font, or let Word update the fields (Ctrl+A, then F9)")
        return {}, [Problem("PMG707", Severity.WARNING, text, (), hint)]


def fill(job: Job, viewed: Viewed) -> Filled:
    """Return the layout of `job`, filled."""
    title, author = text_at(viewed.root, "annex", "title"), text_at(viewed.root, "annex", "unit", "name")
    return job.layout.fill(viewed.root, title, author)


def _for_writers(document: Document, outputs: Sequence[Output]) -> tuple[Document, tuple[Problem, ...]]:
    """Return the document with its contents where more than the finished Word file is needed."""
    if document.source is None or document.sections or not _needs_contents(document.source, outputs):
        return document, ()
    read = read_document(document.source, title=document.title, author=document.author)
    return read.document, read.problems


def _needs_contents(package: bytes, outputs: Sequence[Output]) -> bool:
    return any(output.format != "docx" for output in outputs) or refers_to_pages(package)


def _differences(
    job: Job, viewed: Viewed, document: Document, files: Sequence[tuple[Output, bytes]]
) -> tuple[Problem, ...]:
    finished = [Finished(str(output.path), output.format, data) for output, data in files]
    return prove(job.layout, viewed.root, document, finished)


def view(job: Job) -> Viewed:
    """Return what the layout of `job` is filled with."""
    if job.project is None:
        return view_annex(job.annex, job.region)
    return view_project(job.annex, job.project, job.region)
