"""Verify in full: render again, and compare with what stands in the output folder."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePosixPath

from pmgen import disk
from pmgen.fonts import NO_FONTS, FontShelf
from pmgen.load.text_files import why_not_read
from pmgen.opc.office_package import MOST_BYTES
from pmgen.problems import Problem, Refusal, SourcePlace, message
from pmgen.publish.render_plan import Job, Plan, guarded, plan
from pmgen.publish.render_request import Request
from pmgen.publish.render_run import fill, render, view
from pmgen.publish.verification_by_record import (
    AnnexStates,
    FileState,
    FileStatus,
    RenderVariant,
    Verification,
    place,
    request_for,
    variant_of,
)
from pmgen.verify import Finished, prove
from pmgen.verify.foreign_content import find_foreign_content, not_reported_yet


def verify_annexes(
    looked: Sequence[AnnexStates],
    request: Request,
    root: Path,
    fonts: FontShelf,
    *,
    full: bool = False,
    started: Callable[[int], None] = lambda count: None,
    done: Callable[[Job], None] = lambda job: None,
) -> Verification:
    """Compare whatever the records leave in question, or with `full` everything, with what it must be.

    `started` hears how many documents that are, `done` of each.
    """
    tasks = [task for each in _variants(looked, request, full) for task in _tasks(*each, request, full)]
    started(sum(len(task.plan.jobs) for task in tasks))
    every_format = bool(request.formats)
    found = [
        verify(task.plan, root, fonts, every_format=every_format, recorded=task.recorded, done=done)
        for task in tasks
    ]
    again = {path for task in tasks for path in task.recorded}
    unchanged = [
        place(each.folder, state.path)
        for each in looked
        for state in each.states
        if state.standing is FileStatus.CURRENT and each.source.into / state.path not in again
    ]
    gone = [problem for task in tasks for problem in _gone(task, root)]
    damage = [problem for each in looked for problem in each.problems]
    return Verification(
        (*unchanged, *(path for each in found for path in each.proven)),
        tuple(dict.fromkeys([*damage, *(problem for each in found for problem in each.problems), *gone])),
        len(damage) + sum(each.failed for each in found) + len(gone),
        len(unchanged),
    )


@dataclass(frozen=True, slots=True)
class _Task:
    """Documents to compare, and the files of the record that they must be, by their place below the root."""

    plan: Plan
    recorded: Mapping[PurePosixPath, FileState]


def _variants(
    looked: Sequence[AnnexStates], request: Request, full: bool
) -> Iterator[tuple[RenderVariant, list[AnnexStates]]]:
    """Yield each way in which documents in question were rendered, with the annexes of which they are."""
    found: dict[RenderVariant, list[AnnexStates]] = {}
    for each in looked:
        states = each.states if full else each.questionable
        asked = RenderVariant(request.region, request.split, each.source.files)
        for variant in dict.fromkeys(map(variant_of, states)) if each.states else (asked,):
            found.setdefault(variant, []).append(each)
    yield from found.items()


def _tasks(
    variant: RenderVariant, looked: Sequence[AnnexStates], request: Request, full: bool
) -> Iterator[_Task]:
    work = plan(request_for(variant, [each.source for each in looked], request))
    recorded = {
        each.source.into / state.path: state
        for each in looked
        for state in each.states
        if variant_of(state) == variant
    }
    in_question = {
        path for path, state in recorded.items() if full or state.standing is not FileStatus.CURRENT
    }
    asked = {each.source.into: each.source.files for each in looked}
    jobs = [job for job in work.jobs if _is_asked(job, asked[job.source.into], recorded, in_question)]
    stems = {job.stem for job in jobs}
    states = {
        path: state
        for path, state in recorded.items()
        if path in in_question or path.with_suffix("") in stems
    }
    yield _Task(replace(work, jobs=tuple(jobs)), states)


def _is_asked(
    job: Job,
    files: Collection[str],
    recorded: Collection[PurePosixPath],
    in_question: Collection[PurePosixPath],
) -> bool:
    paths = {output.path for output in job.outputs}
    if files and job.identity[1] not in files:
        return False
    return not paths & set(recorded) or bool(paths & set(in_question))


def _gone(task: _Task, root: Path) -> Iterator[Problem]:
    """Yield a problem for every file of the record that the plan does not make."""
    made = {output.path for job in task.plan.jobs for output in job.outputs}
    if task.plan.lost:
        return  # a plan that is not whole says nothing
    for path in sorted(task.recorded.keys() - made):
        target = place(root, path)
        if disk.is_there(target):
            text = message("the data no longer make {file}", file=path.name)
            hint = message("render the annex again; render --clean removes it")
            yield Problem("PMG737", text, (SourcePlace(str(target)),), hint)


def verify(
    work: Plan,
    root: Path,
    fonts: FontShelf = NO_FONTS,
    *,
    every_format: bool,
    recorded: Mapping[PurePosixPath, FileState] | None = None,
    done: Callable[[Job], None] = lambda job: None,
) -> Verification:
    """Compare the files of a plan below `root` with what they must be.

    Those that are `recorded` must be there, and where it is asked for `every_format` of the plan; of another
    document a file in one of them.
    """
    proven, problems, failed = list[Path](), list(work.problems), len(work.lost)
    for job in work.jobs:
        states = {each.format: state for each in job.outputs if (state := (recorded or {}).get(each.path))}
        try:
            standing, missing = _standing(job, root, every_format, states)
            found = [*missing, *differences(job, standing, fonts, states)]
        except Refusal as refusal:
            standing, found = [], list(refusal.problems)
        errors = [problem for problem in found if problem.is_error]
        wrong = {place.file for problem in errors for place in problem.places[:1]}
        right = [Path(file.name) for file in standing if file.name not in wrong]
        proven += right
        failed += max(len(standing) - len(right) + len(missing), not right)
        problems += found
        done(job)
    return Verification(tuple(proven), tuple(dict.fromkeys(problems)), failed)


def _standing(
    job: Job, root: Path, every_format: bool, states: Collection[str]
) -> tuple[list[Finished], list[Problem]]:
    """Return the files of a job that are there, and what is to be said about the others."""
    files, missing, unread = list[Finished](), list[Problem](), list[Problem]()
    for output in job.outputs:
        path = root.joinpath(*output.path.parts)
        try:
            files.append(Finished(str(path), output.format, disk.read_bytes(path, MOST_BYTES + 1)))
        except FileNotFoundError:
            if every_format or output.format in states:
                missing.append(_missing(path))
        except OSError as error:
            unread.append(_unread(path, error))
    if not (files or missing or unread):
        missing.append(_missing(root.joinpath(*job.outputs[0].path.parts)))
    return files, [*missing, *unread]


def _unread(path: Path, error: OSError) -> Problem:
    """Return that a file may not be read: a little more of it than any reader takes is all that was asked."""
    text, hint = why_not_read(path, error)
    return Problem("PMG713", text, (SourcePlace(str(path)),), hint)


def _missing(path: Path) -> Problem:
    text = message("{file} is missing", file=path.name)
    return Problem("PMG733", text, (SourcePlace(str(path)),), message("render the annex again"))


def differences(
    job: Job, files: Sequence[Finished], fonts: FontShelf, states: Mapping[str, FileState]
) -> list[Problem]:
    """Return what files say otherwise than the data and the layout, and what else is different in them.

    `states` tell by format how those of them stand that are in the record.
    """
    return guarded(job, partial(_told, job, files, fonts, states))


def _told(
    job: Job, files: Sequence[Finished], fonts: FontShelf, states: Mapping[str, FileState]
) -> list[Problem]:
    return list(_differences(job, files, fonts, states))


def _differences(
    job: Job, files: Sequence[Finished], fonts: FontShelf, states: Mapping[str, FileState]
) -> Iterator[Problem]:
    if not files:
        return
    viewed = view(job)
    filled = fill(job, viewed)
    if filled.document is None:
        raise Refusal([*viewed.problems, *filled.problems])
    ours = _rendered(job, files, fonts)
    told = list(prove(job.layout, viewed.root, filled.document, files))
    unread = {place.file for problem in told if problem.code == "PMG732" for place in problem.places}
    read = (file for file in files if file.name not in unread)
    scans = (find_foreign_content(file.format, ours.get(file.format), file.data, file.name) for file in read)
    told += list(not_reported_yet(told, (problem for scan in scans for problem in scan)))
    wrong = {place.file for problem in told for place in problem.places[:1]}
    yield from told
    for file in files:
        if file.data != ours.get(file.format) and (state := states.get(file.format)):
            yield from _since(state, file, file.name in wrong)


def _rendered(job: Job, files: Sequence[Finished], fonts: FontShelf) -> dict[str, bytes]:
    """Return what would be written today in the formats of `files`, as far as it would."""
    try:
        made = render(replace(job, formats=tuple(file.format for file in files)), fonts)
    except Refusal:
        return {}
    return {output.format: data for output, data in made.files}


def _since(state: FileState, file: Finished, is_told: bool) -> Iterator[Problem]:
    """Yield what happened to a file or its sources since it was written."""
    place = SourcePlace(file.name)
    for change in state.changes:
        text = message("changed since it was rendered: {change}", change=change)
        yield Problem("PMG736", text, (place,))
    if state.standing is FileStatus.ALTERED and not is_told:
        text = message("it is not as it was rendered, but shows the same")
        yield Problem(
            "PMG734",
            text,
            (place,),
            message("render it again with --force to have it as it was"),
        )
