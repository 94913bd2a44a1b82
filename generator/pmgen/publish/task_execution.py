"""Tasks through an executor, and what becomes of one that kills its process: it costs no other."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, wait
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from pmgen.publish.annex_task import deadly_document
from pmgen.publish.atomic_files import remove_rests_of_killed_runs
from pmgen.publish.output_record import Identity
from pmgen.publish.render_report import Receipt
from pmgen.publish.render_request import RenderTask
from pmgen.publish.worker_processes import WorkerProcesses

_TICK = 1
"""Seconds after which a waiting process looks up: on Windows it hears Ctrl+C only then."""

_SHORT_TICK = 0.1
"""The same where somebody sees how far the documents are."""

Numbered = tuple[int, RenderTask]


Heard = Callable[[int | str], None]
"""Hears how many documents a task has, and the name of each that is done."""


def rendered_by_processes(
    tasks: Sequence[RenderTask], count: int, heard: Heard | None = None
) -> Iterator[tuple[int, Receipt]]:
    """Yield the receipt of each task as it comes, with the number of the task; `count` processes work.

    `heard` is told of the documents as long as no process has died.
    """
    waiting = deque(enumerate(tasks))
    while waiting:
        again = list[Numbered]()
        yield from _rendered(waiting, WorkerProcesses(count), count, again, heard)
        for number, task in again:
            yield number, _rendered_alone(task)


def _rendered(
    waiting: deque[Numbered],
    workers: WorkerProcesses,
    count: int,
    again: list[Numbered],
    heard: Heard | None,
) -> Iterator[tuple[int, Receipt]]:
    """Yield receipts until nothing waits, or a process has died: `again` takes what was begun then."""
    running: dict[Future[Receipt], Numbered] = {}
    try:
        while (waiting and not again) or running:
            # No more than there are processes: whatever is lost with one of them was begun.
            while waiting and not again and len(running) < count:
                number, task = waiting.popleft()
                running[_begun_with(workers, task, heard is not None)] = number, task
            ended = wait(running, _TICK if heard is None else _SHORT_TICK, FIRST_COMPLETED).done
            if heard is not None:
                for said in workers.heard():
                    heard(said)
            for future in ended:
                numbered = running.pop(future)
                if isinstance(future.exception(), BrokenExecutor):
                    again.append(numbered)
                else:
                    yield numbered[0], future.result()
        workers.shutdown()
    except BaseException:
        workers.drop()
        for _, task in running.values():
            _sweep(task)
        raise


def _begun_with(workers: WorkerProcesses, task: RenderTask, tell: bool) -> Future[Receipt]:
    try:
        return workers.render(task, tell)
    except BrokenExecutor as error:
        failed = Future[Receipt]()
        failed.set_exception(error)
        return failed


def _rendered_alone(task: RenderTask) -> Receipt:
    """Return the receipt of a task in processes of its own: without the documents that kill one again."""
    with TemporaryDirectory(prefix="pmgen-") as folder:
        trace = Path(folder) / "begun"
        alone = replace(task, trace=trace)
        while True:
            trace.unlink(missing_ok=True)
            receipt, how = _in_one_process(alone)
            if receipt is not None:
                return receipt
            begun = _begun(trace)
            if begun is None or begun in dict(alone.deadly):
                return _lost(task, how)
            alone = replace(alone, deadly=(*alone.deadly, (begun, how)))


def _in_one_process(task: RenderTask) -> tuple[Receipt | None, str]:
    """Return what came of a task, or how its process ended."""
    workers = WorkerProcesses(1)
    try:
        return workers.render(task).result(), ""
    except BrokenExecutor:
        workers.shutdown()
        return None, workers.how_they_ended()
    except BaseException:
        workers.drop()
        _sweep(task)
        raise
    finally:
        workers.shutdown()


def _begun(trace: Path) -> Identity | None:
    try:
        region, project = json.loads(trace.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return region, project


def _lost(task: RenderTask, how: str) -> Receipt:
    problems = tuple(deadly_document(source.folder, how) for source in task.sources)
    return Receipt(task.sources[0].into, failed=len(task.sources), problems=problems)


def _sweep(task: RenderTask) -> None:
    for source in task.sources:
        remove_rests_of_killed_runs(task.settings.root.joinpath(*source.into.parts))
