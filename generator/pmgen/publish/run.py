"""Run a plan: render every document, write its files whole, and report what came of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pmgen.problems import Problem, Refusal, Severity
from pmgen.publish.files import place_below, write_whole
from pmgen.publish.plan import Job, Output, Plan
from pmgen.view import view_annex
from pmgen.view.record import Record
from pmgen.writers import WRITERS


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
        return sum(is_gap(problem) for problem in self.problems)

    @property
    def refused(self) -> bool:
        """Tell whether anything was refused as unsafe."""
        return any(problem.code.startswith("PMG8") for problem in self.problems)


def is_gap(problem: Problem) -> bool:
    """Tell whether `problem` names a value that a form needs and the data lack."""
    return problem.code.startswith("PMG6") and problem.severity is Severity.WARNING


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
    viewed = view_annex(job.annex, job.region)
    title, author = _text(viewed.root, "title"), _text(viewed.root, "unit", "name")
    filled = job.layout.fill(viewed.root, title, author)
    problems = (*viewed.problems, *filled.problems)
    if filled.document is None:
        return Rendered((), problems)
    document = filled.document
    files = tuple((output, WRITERS[output.format](document)) for output in job.outputs)
    return Rendered(files, problems)


def _write(root: Path, output: Output, data: bytes) -> Path:
    path = place_below(root, output.path)
    write_whole(path, data)
    return path


def _text(root: Record, *names: str) -> str:
    """Return the text under these names of the annex, or an empty one where it is unknown."""
    value: object = root["annex"]
    for name in names:
        value = value.get(name) if isinstance(value, Record) else None
    return str(value) if value is not None else ""
