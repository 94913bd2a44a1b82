"""Processes that work for this one, and end with it."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from pmgen.confined import limit_memory, memory_of_machine
from pmgen.publish.annex_task import render_annex
from pmgen.publish.atomic_files import undisturbed
from pmgen.publish.render_report import Receipt
from pmgen.publish.render_request import RenderTask

_PATIENCE = 10
"""Seconds that a process gets to end after it was told to."""

_SHARE_OF_MEMORY = 0.75
"""How much of a machine's memory a process may have: what needs more would bring down others, too."""

_MANY_THINGS = 50_000
"""How many more things there are to be in a process before it looks for circles among them."""


class WorkerProcesses(ProcessPoolExecutor):
    """A number of processes, which begin with the first task.

    They are forked where that is safe, for they begin with all that is imported then; or else spawned.
    """

    def __init__(self, count: int, method: str | None = None) -> None:
        context = multiprocessing.get_context(method or ("fork" if _may_fork() else "spawn"))
        self._heard, self._told = context.Pipe(duplex=False)
        super().__init__(count, context, _begin, (os.getpid(), self._told))
        self._others = frozenset(multiprocessing.active_children())
        self._own: list[BaseProcess] = []

    def render(self, task: RenderTask, tell: bool = False) -> Future[Receipt]:
        """Begin with a task, and return what will come of it; with `tell` it is `heard` how far it is."""
        with undisturbed():  # a process is not to hear of signals before it knows what to do
            future = self.submit(render_in_worker, task, tell)
        self._own = [each for each in multiprocessing.active_children() if each not in self._others]
        return future

    def how_they_ended(self) -> str:
        """Return how processes that broke down did so, as people who look for it would say."""
        codes = [code for each in self._own if (code := each.exitcode)]
        return ", ".join(map(_ending, codes)) or "?"

    def heard(self) -> Iterator[int | str]:
        """Yield what was told since: how many documents there are, and the name of each that is done."""
        while self._heard.poll():
            yield self._heard.recv()

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let the processes end when they have nothing to do."""
        super().shutdown(wait, cancel_futures=cancel_futures)
        self._heard.close()
        self._told.close()

    def drop(self) -> None:
        """End the processes, whatever they do; files that take their places do so first."""
        for each in self._own:
            each.terminate()
        for each in self._own:
            each.join(_PATIENCE)
            if each.is_alive():
                each.kill()
        self.shutdown(cancel_futures=True)


def render_in_worker(task: RenderTask, tell: bool = False) -> Receipt:
    """Render a task in a process that is ended if it takes too long; with `tell` say how far it is."""
    told = _to_parent[0].send if tell else _ignored
    try:
        return render_annex(task, told, lambda job: told(job.name), _end_after)
    finally:
        _end_after(0)


_to_parent: list[Connection] = []
"""Where a process says how far it is."""


def _ignored(what: int | str) -> None:
    pass


def _may_fork() -> bool:
    # A forked process has only one of the threads, and all of the locks; on a Mac the system forbids it.
    return sys.platform == "linux" and threading.active_count() == 1


def _ending(code: int) -> str:
    try:
        return signal.Signals(-code).name
    except ValueError:
        return str(code)


if sys.platform == "win32":
    import faulthandler

    def _end_after(seconds: float) -> None:
        """End this process after some seconds, 0 for never."""
        if seconds:
            faulthandler.dump_traceback_later(seconds, exit=True, file=sys.__stderr__ or 2)
        else:
            faulthandler.cancel_dump_traceback_later()

    def _leave_signals_to_the_parent() -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)

else:

    def _end_after(seconds: float) -> None:
        """End this process after some seconds, 0 for never."""
        signal.setitimer(signal.ITIMER_REAL, seconds)

    def _leave_signals_to_the_parent() -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGALRM):
            signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_SETMASK, ())


def _begin(parent: int, told: Connection) -> None:
    """Make a process ready: it ends with its parent, which alone hears of signals, and how far it is."""
    _to_parent[:] = [told]
    if found := memory_of_machine():
        limit_memory(int(found * _SHARE_OF_MEMORY))
    _leave_signals_to_the_parent()
    gc.freeze()
    gc.set_threshold(_MANY_THINGS, *gc.get_threshold()[1:])
    if sys.platform == "linux":
        _end_with(parent)
    else:
        threading.Thread(target=_wait_for_the_end, daemon=True).start()


def _end_with(parent: int) -> None:
    """Let the system end this process when its parent ends."""
    import ctypes

    ctypes.CDLL(None).prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


_SET_PARENT_DEATH_SIGNAL = 1
"""PR_SET_PDEATHSIG, as linux/prctl.h numbers it."""


def _wait_for_the_end() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
