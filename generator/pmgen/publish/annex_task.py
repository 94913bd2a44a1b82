"""The unit of work: the documents of an annex, from its files to its receipt, in whichever process.

A task and its receipt are small and can be pickled; what a process has read of packs and fonts serves all its
tasks of a run.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from pmgen.problems import Message, Problem, SourcePlace, message
from pmgen.publish.document_inputs import Hashes, files_of
from pmgen.publish.render_plan import Job, Packs, Plan, plan
from pmgen.publish.render_report import Receipt
from pmgen.publish.render_request import RenderSettings, RenderTask
from pmgen.publish.render_run import run

SECONDS_TO_LOAD = 600
SLOWEST_LOADING = 100_000
"""Bytes a second, by the clock; what takes longer, and longer than the seconds, never ends."""

SHARE_OF_A_PROJECT = 0.1
"""What each project may add to the time of a document, as a part of it."""


def render_annex(
    task: RenderTask,
    planned: Callable[[int], None] = lambda count: None,
    done: Callable[[Job], None] = lambda job: None,
    time_left: Callable[[float], None] = lambda seconds: None,
) -> Receipt:
    """Render the documents of a task into their places, and return what came of it.

    `planned` hears how many documents there are, `done` of each, `time_left` how long the next step may take.
    """
    settings, hashes = task.settings, Hashes()
    time_left(max(SECONDS_TO_LOAD, _bytes_of(task) / SLOWEST_LOADING))
    work = plan(replace(settings.request, sources=task.sources), _packs(settings), hashes)
    work = _without(replace(work, only=task.only), task)
    planned(len(work.chosen))

    def begun(job: Job) -> None:
        projects = 1 if job.project else len(job.annex.projects)
        time_left(settings.seconds * (1 + SHARE_OF_A_PROJECT * projects))
        if task.trace is not None:
            task.trace.write_text(json.dumps(job.identity), "utf-8")

    receipt = run(
        work,
        settings.root,
        settings.fonts,
        done,
        begun=begun,
        verified=settings.verified,
        keep_proven=settings.keep_proven,
        force=settings.force,
    )
    return replace(receipt, into=task.sources[0].into, hashes=hashes.files.asked)


def _bytes_of(task: RenderTask) -> int:
    """Return how much is to be read of the annexes of a task."""
    total = 0
    for path in (path for source in task.sources for path in files_of(source.folder)):
        with suppress(OSError):  # whoever loads it is told
            total += path.stat().st_size
    return total


@lru_cache(maxsize=1)
def _packs(settings: RenderSettings) -> Packs:
    return Packs(settings.request.templates, settings.request.limits)


def _without(work: Plan, task: RenderTask) -> Plan:
    """Return the plan without the documents that kill their process, which are lost."""
    deadly = dict(task.deadly)
    left_out = [job for job in work.jobs if job.identity in deadly]
    told = (deadly_document(job.made_from, deadly[job.identity]) for job in left_out)
    return replace(
        work,
        jobs=tuple(job for job in work.jobs if job.identity not in deadly),
        problems=(*work.problems, *told),
        lost=(*work.lost, *(job.made_from for job in left_out)),
    )


def deadly_document(path: Path, ended: str | Message) -> Problem:
    """Return that the document of an annex or a project cannot be made without its process ending."""
    text = message("{file} brought down the process that rendered it ({how})", file=path.name, how=ended)
    hint = message("the other documents were not affected; look for what is enormous or endless in its data")
    return Problem("PMG791", text, (SourcePlace(str(path)),), hint)
