"""Prove the files that stand in the output folder against the data and layouts of today."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pmgen import disk
from pmgen.fonts import FontShelf
from pmgen.load.reasons import why_not_read
from pmgen.problems import Message, Problem, Refusal, Severity, SourcePlace, message
from pmgen.publish.plan import Job, Plan
from pmgen.publish.run import NO_FONTS, fill, render, view
from pmgen.readers import MOST_BYTES
from pmgen.verify import Finished, prove
from pmgen.verify.surplus import further, surplus

_AGAIN = message("render the annex again")


@dataclass(frozen=True, slots=True)
class Verification:
    """What came of it: the files that show what they must, every problem, and how many files do not."""

    proven: tuple[Path, ...]
    problems: tuple[Problem, ...]
    failed: int


def verify(
    plan: Plan,
    root: Path,
    fonts: FontShelf = NO_FONTS,
    *,
    every_format: bool,
    done: Callable[[Job], None] = lambda job: None,
) -> Verification:
    """Compare the files of `plan` below `root` with what they must show.

    Where not `every_format` must be there, a document needs a file in one of them.
    """
    proven, problems, failed = list[Path](), list(plan.problems), len(plan.lost)
    for job in plan.jobs:
        try:
            standing, missing = _standing(job, root, every_format)
            told = _differences(job, standing)
            found = [*missing, *told, *further(told, _surplus(job, standing, fonts))]
        except Refusal as refusal:
            standing, found = [], list(refusal.problems)
        errors = (problem for problem in found if problem.severity is Severity.ERROR)
        wrong = {place.file for problem in errors for place in problem.places[:1]}
        right = [Path(file.name) for file in standing if file.name not in wrong]
        proven += right
        failed += max(len(standing) - len(right) + len(missing), not right)
        problems += found
        done(job)
    return Verification(tuple(proven), tuple(dict.fromkeys(problems)), failed)


def _standing(job: Job, root: Path, every_format: bool) -> tuple[list[Finished], list[Problem]]:
    """Return the files of a job that are there, and what is to be said about the others."""
    places = [(output, root.joinpath(*output.path.parts)) for output in job.outputs]
    files, missing, unread = list[Finished](), list[Problem](), list[Problem]()
    for output, path in places:
        try:
            files.append(Finished(str(path), output.format, disk.read_bytes(path, MOST_BYTES + 1)))
        except FileNotFoundError:
            missing.append(_missing(path))
        except OSError as error:
            unread.append(_unread(path, error))
    if not every_format:
        missing = [] if files or unread else missing[:1]
    return files, [*missing, *unread]


def _missing(path: Path) -> Problem:
    return _problem("PMG733", path, message("{file} is missing", file=path.name))


def _unread(path: Path, error: OSError) -> Problem:
    wrong, hint = why_not_read(path, error)
    return replace(_problem("PMG713", path, wrong), hint=hint)


def _problem(code: str, path: Path, text: Message) -> Problem:
    return Problem(code, Severity.ERROR, text, (SourcePlace(str(path)),), _AGAIN)


def _differences(job: Job, files: Sequence[Finished]) -> tuple[Problem, ...]:
    if not files:
        return ()
    viewed = view(job)
    filled = fill(job, viewed)
    if filled.document is None:
        raise Refusal([*viewed.problems, *filled.problems])
    return prove(job.layout, viewed.root, filled.document, files)


def _surplus(job: Job, files: Sequence[Finished], fonts: FontShelf) -> Iterator[Problem]:
    """Yield what the files hold that the files rendered today do not."""
    if files:
        fresh = {output.format: data for output, data in render(job, fonts).files}
        for file in files:
            yield from surplus(file.format, fresh.get(file.format), file.data, file.name)
