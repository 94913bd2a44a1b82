"""Run a plan: render every document, write its files whole, and report what came of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pmgen.problems import Problem, Refusal
from pmgen.publish.files import place_below, write_whole
from pmgen.publish.plan import Job, Output, Plan, text_at
from pmgen.view import Viewed, view_annex, view_project
from pmgen.writers import WRITERS

GAPS = frozenset({"PMG601", "PMG602"})
"""The problems that mean a blank in the document, each at all the places that lack a value."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """What a job gave: its files as bytes, none where an error stands among the problems."""

    files: tuple[tuple[Output, bytes], ...]
    problems: tuple[Problem, ...] = ()


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


def run(plan: Plan, root: Path, done: Callable[[Job], None] = lambda job: None) -> Report:
    """Write every document of `plan` below `root` and return the report; `done` hears of each job."""
    written, problems, failed = list[Path](), list(plan.problems), len(plan.lost)
    for job in plan.jobs:
        try:
            rendered = render(job)
            problems += rendered.problems
            for output, data in rendered.files:
                written.append(_write(root, output, data))
            failed += not rendered.files
        except Refusal as refusal:
            problems += refusal.problems
            failed += 1
        done(job)
    return Report(tuple(written), tuple(dict.fromkeys(problems)), failed)


def render(job: Job) -> Rendered:
    """Return the files of `job` as bytes; the same job gives the same bytes."""
    viewed = _view(job)
    title, author = text_at(viewed.root, "annex", "title"), text_at(viewed.root, "annex", "unit", "name")
    filled = job.layout.fill(viewed.root, title, author)
    problems = (*viewed.problems, *filled.problems)
    if filled.document is None:
        return Rendered((), problems)
    files = []
    for output in job.outputs:
        written = WRITERS[output.format](filled.document)
        files.append((output, written.data))
        problems += written.problems
    return Rendered(tuple(files), problems)


def _view(job: Job) -> Viewed:
    if job.project is None:
        return view_annex(job.annex, job.region)
    return view_project(job.annex, job.project, job.region)


def _write(root: Path, output: Output, data: bytes) -> Path:
    path = place_below(root, output.path)
    write_whole(path, data)
    return path
