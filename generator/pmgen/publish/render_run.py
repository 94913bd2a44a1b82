"""Run a plan: render every document, write its files whole, and report what came of it."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path, PurePosixPath

from pmgen.document import Document
from pmgen.engines import FilledLayout
from pmgen.fonts import NO_FONTS, FontShelf
from pmgen.fonts.font_shelf import UsedFonts, WatchedShelf
from pmgen.formats import FILLED_LAYOUT, FORMATS, Medium, WriterSettings, Written, pages_of, refers_to_pages
from pmgen.problems import LayoutPlace, Place, Problem, Refusal, SourcePlace, message
from pmgen.publish.document_inputs import files_of
from pmgen.publish.output_folder import FinishedFile, Intent, OutputFolder
from pmgen.publish.output_record import WholeRun, scope_of
from pmgen.publish.render_plan import Job, Output, Plan, guarded, text_at
from pmgen.publish.render_report import HeldBackFile, Receipt, counts
from pmgen.view import Viewed, view_annex, view_project
from pmgen.view.annex_records import annex_record, with_shared_facts
from pmgen.view.shapes import Record


def placed_in_file(problem: Problem, file: str) -> Problem:
    """Return a problem of a writer, which does not know its file, with the name of the file."""
    places = (
        replace(place, file=file) if isinstance(place, LayoutPlace) and not place.file else place
        for place in problem.places
    )
    return replace(problem, places=tuple(places))


def with_statements(problem: Problem, root: Record) -> Problem:
    """Return a problem about a character also with the places in the data that state it."""
    character = dict(problem.message.values).get("character")
    if not isinstance(character, str):
        return problem
    stated: Iterable[Place] = (place for text, place in _statements(root) if character in text)
    return replace(problem, places=tuple(dict.fromkeys((*problem.places, *stated))))


def _statements(value: object, place: SourcePlace | None = None) -> Iterator[tuple[str, SourcePlace]]:
    """Give every text below a value with the place where it is written."""
    if isinstance(value, Record):
        for name, inner in value.items():
            yield from _statements(inner, value.places.get(name))
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _statements(inner, place)
    elif isinstance(value, str) and value and place is not None:
        yield value, place


@dataclass(frozen=True, slots=True)
class Rendered:
    """What a job gave: the files to write as bytes, every problem, and what holds back the other files.

    Where a whole document is held back for its source, no file of it is named in `held`. `pages` counts those
    of the files whose format has them.
    """

    files: tuple[tuple[Output, bytes], ...]
    problems: tuple[Problem, ...] = ()
    fonts: UsedFonts = field(default_factory=UsedFonts)
    held: Mapping[Output, tuple[str, ...]] = field(default_factory=dict)
    pages: Mapping[Output, int] = field(default_factory=dict)


def run(
    plan: Plan,
    root: Path,
    fonts: FontShelf = NO_FONTS,
    done: Callable[[Job], None] = lambda job: None,
    *,
    begun: Callable[[Job], None] = lambda job: None,
    verified: bool = True,
    keep_proven: bool = False,
    force: bool = False,
) -> Receipt:
    """Write every document of `plan` below `root`, and return what came of it.

    `begun` and `done` hear of each job.

    Unless `verified` is false, a document is written only when its files are proven to show what they must;
    with `keep_proven` those that are proven are written although others of their document are not.
    A file that was changed since it was written is only replaced with `force`.
    """
    written, held, problems, failed = list[Path](), list[HeldBackFile](), list(plan.problems), len(plan.lost)
    for jobs in _by_folder(plan.chosen):
        with OutputFolder(root, jobs[0].source, force=force) as folder:
            whole = 0
            for job in jobs:
                begun(job)
                try:
                    made = partial(render, job, fonts, verified=verified, keep_proven=keep_proven)
                    rendered = guarded(job, made)
                    problems += rendered.problems
                    held += (HeldBackFile(root / each.path, why) for each, why in rendered.held.items())
                    whole += _take(folder, job, rendered, verified)
                except Refusal as refusal:
                    problems += refusal.problems
                done(job)
            said = tuple(dict.fromkeys(problems))
            documents, kept_back = folder.appear(_intent(plan, jobs, said, whole == len(jobs)))
            failed += len(jobs) - whole + kept_back
            written += (path for document in documents for path in document)
            problems += folder.problems
    into = plan.jobs[0].source.into if plan.jobs else PurePosixPath()
    unit = unit_of(plan.jobs[0]) if plan.jobs else ""
    count, found = len(plan.chosen) + len(plan.lost) - failed, tuple(dict.fromkeys(problems))
    return Receipt(into, unit, count, 0, failed, tuple(written), tuple(held), found)


def _by_folder(jobs: Sequence[Job]) -> list[list[Job]]:
    """Return the jobs, those together whose documents one record tells of."""
    folders: dict[PurePosixPath, list[Job]] = {}
    for job in jobs:
        folders.setdefault(job.source.into, []).append(job)
    return list(folders.values())


def _take(folder: OutputFolder, job: Job, rendered: Rendered, verified: bool) -> bool:
    """Let `folder` take what `job` gave; return whether that is the document in every format."""
    if rendered.files:
        files = {
            output.format: FinishedFile(
                data, verified, rendered.pages.get(output), _said(rendered, job, output)
            )
            for output, data in rendered.files
        }
        folder.add(job.stem, job.identity, replace(job.inputs, fonts=rendered.fonts), files)
    return len(rendered.files) == len(job.formats)


def _said(rendered: Rendered, job: Job, output: Output) -> dict[str, int]:
    """Return how often each code was met that is about a file or all of its document."""
    others = {str(each.path) for each in job.outputs if each != output}
    return counts(
        problem
        for problem in dict.fromkeys(rendered.problems)
        if others.isdisjoint(place.file for place in problem.places)
    )


def _intent(plan: Plan, jobs: Sequence[Job], said: Iterable[Problem], all_made: bool) -> Intent:
    """Return what a run means to make in the folder of `jobs`, and whether it did."""
    source, request = jobs[0].source, plan.request
    if plan.only is not None:
        meant = {job.identity for job in plan.jobs if job.source == source}
        return Intent(meant, (), (), {path.name for path in files_of(source.folder)})
    intent = Intent(
        meant={job.identity for job in jobs},
        whole={(job.region.id, job.project is not None) for job in jobs if not job.source.files},
        lost={path.name for path in plan.lost if path.parent == source.folder},
        data={path.name for path in files_of(source.folder)},
    )
    if request is None or request.sources != (source,):
        return intent
    scope = scope_of(request, source)
    stems = tuple(job.stem.relative_to(source.into) for job in jobs)
    run = WholeRun(scope, jobs[0].formats, stems, unit_of(jobs[0]), counts(said))
    return replace(intent, scope=scope, run=run if all_made and not plan.lost else None)


def unit_of(job: Job) -> str:
    """Return the name of the unit whose document it is, as far as it is known."""
    return text_at(annex_record(with_shared_facts(job.annex), job.region, []), "unit", "name")


@contextmanager
def _collecting_later() -> Iterator[None]:
    """Let no collection interrupt: while a document is made hardly anything becomes garbage in circles."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
            # A document leaves few things behind in circles, but large ones: no threshold counts those.
            gc.collect(0)


@_collecting_later()
def render(
    job: Job, fonts: FontShelf = NO_FONTS, *, verified: bool = False, keep_proven: bool = False
) -> Rendered:
    """Return the files of `job` as bytes, `verified` or not; the same job gives the same bytes."""
    watched = WatchedShelf(fonts)
    viewed = view(job)
    filled = fill(job, viewed)
    said = (*viewed.problems, *filled.problems)
    if filled.document is None or any(problem.is_error for problem in said):
        return Rendered((), said)
    document, losses = _for_writers(filled.document, job.outputs)
    made = _made(document, job.outputs, watched, losses)
    made = replace(made, problems=tuple(with_statements(each, viewed.root) for each in made.problems))
    if verified:
        made = _proven(made, _differences(job, viewed, document, made.files), keep_proven)
    return replace(made, problems=(*said, *made.problems), fonts=watched.used)


def write_filled(filled: FilledLayout, outputs: Sequence[Output], fonts: FontShelf) -> Rendered:
    """Return the files of a layout that was filled for no annex, and every problem."""
    if filled.document is None:
        return Rendered((), filled.problems)
    document, losses = _for_writers(filled.document, outputs)
    made = _made(document, outputs, fonts, losses)
    return replace(made, problems=(*filled.problems, *made.problems))


def _made(
    document: Document, outputs: Sequence[Output], fonts: FontShelf, losses: Sequence[Problem]
) -> Rendered:
    """Return each output's file and what the writers left out; a format that loses something is held back.

    `losses` is what the contents of a Word layout leave out, which only its own format keeps.
    """
    made: dict[Output, bytes] = {}
    held: dict[Output, tuple[str, ...]] = {}
    pages: Mapping[str, int] = {}
    page_counts: dict[Output, int] = {}
    problems = list(losses)
    for output in sorted(outputs, key=lambda output: FORMATS[output.format].medium is not Medium.PAGES):
        if output.format == FILLED_LAYOUT.name and not pages:
            pages, found = _pages(document, fonts)
            problems += found
        written, said = _written(document, output, WriterSettings(fonts, pages))
        problems_of_file = tuple(placed_in_file(problem, str(output.path)) for problem in said)
        problems += problems_of_file
        lost = problems_of_file if output.format == FILLED_LAYOUT.name else (*losses, *problems_of_file)
        errors = [problem.code for problem in lost if problem.is_error]
        if errors:
            held[output] = tuple(dict.fromkeys(errors))
        else:
            made[output] = written.data
            if written.page_count is not None:
                page_counts[output] = written.page_count
        pages = written.pages or pages
    files = tuple((output, made[output]) for output in outputs if output in made)
    return Rendered(files, tuple(problems), held=held, pages=page_counts)


def _written(
    document: Document, output: Output, settings: WriterSettings
) -> tuple[Written, tuple[Problem, ...]]:
    """Return what a writer makes and says; of a document that it refuses only the reasons."""
    try:
        written = FORMATS[output.format].write(document, settings)
    except Refusal as refusal:
        return Written(b""), refusal.problems
    return written, written.problems


def _proven(made: Rendered, differences: Sequence[Problem], keep_proven: bool) -> Rendered:
    """Return what may be written: all or none of a document, or with `keep_proven` what is proven of it."""
    wrong: dict[str, dict[str, None]] = {str(output.path): {} for output, _ in made.files}
    for problem in differences:
        at = problem.places[0].file if problem.places else ""
        # What is not about one file is about all of them.
        for name in (at,) if at in wrong else wrong:
            wrong[name][problem.code] = None
    why = {output: tuple(wrong[str(output.path)]) for output, _ in made.files}
    together = not differences or keep_proven
    files = tuple((output, data) for output, data in made.files if together and not why[output])
    held = {output: codes for output, codes in why.items() if codes or not together}
    return replace(made, files=files, problems=(*made.problems, *differences), held={**made.held, **held})


def _pages(document: Document, fonts: FontShelf) -> tuple[Mapping[str, int], list[Problem]]:
    """Return the pages for the references of a Word file; without a font they stay blank, as is said."""
    try:
        return pages_of(document, fonts), []
    except Refusal:
        text = message("the contents show no page numbers, for there is no Chinese font to lay the pages out")
        hint = message("install a Chinese font, or let Word update the fields (Ctrl+A, then F9)")
        return {}, [Problem("PMG707", text, (), hint)]


def fill(job: Job, viewed: Viewed) -> FilledLayout:
    """Return the layout of `job`, filled."""
    title, author = text_at(viewed.root, "annex", "title"), text_at(viewed.root, "annex", "unit", "name")
    return job.layout.fill(viewed.root, title, author)


def _for_writers(document: Document, outputs: Sequence[Output]) -> tuple[Document, tuple[Problem, ...]]:
    """Return the document with its contents where more than the finished Word file is needed.

    What its contents leave out of the layout is told where another format is made of them.
    """
    if document.source is None or document.sections or not _needs_contents(document.source, outputs):
        return document, ()
    from pmgen.formats.word import read_document

    read = read_document(
        document.source, title=document.title, author=document.author, labels=document.labels
    )
    losses = read.problems if any(output.format != FILLED_LAYOUT.name for output in outputs) else ()
    return read.document, losses


def _needs_contents(package: bytes, outputs: Sequence[Output]) -> bool:
    return any(output.format != FILLED_LAYOUT.name for output in outputs) or refers_to_pages(package)


def _differences(
    job: Job, viewed: Viewed, document: Document, files: Sequence[tuple[Output, bytes]]
) -> tuple[Problem, ...]:
    from pmgen.verify import Finished, prove

    finished = [Finished(str(output.path), output.format, data) for output, data in files]
    return prove(job.layout, viewed.root, document, finished)


def view(job: Job) -> Viewed:
    """Return what the layout of `job` is filled with."""
    if job.project is None:
        return view_annex(job.annex, job.region)
    return view_project(job.annex, job.project, job.region)
