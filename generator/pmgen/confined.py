"""Run a function in a process of its own, under limits of time and memory.

Where the system knows no such limits (Windows), the process is ended when its time is over.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from importlib import import_module
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, NoReturn, TypeVar, cast

from pmgen.crash import crashed
from pmgen.problems import Place, Refusal

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

_Result = TypeVar("_Result")

_PATIENCE = 6
"""How many times its seconds of computing a process may take by the clock, for machines that are busy."""

_GRACE = 2
"""The seconds in which a process whose time is over may say where it stood."""

_TICK = 0.25
"""After how many seconds it is told again, should a library have swallowed the first word."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds of computing, and bytes of memory beyond what is in use when the function begins."""

    seconds: float
    memory: int


USUAL = Limits(seconds=10, memory=1_000_000_000)
"""What a document of one project may use, many times over."""


class End(Enum):
    """How a process ended that returned nothing."""

    TIME = "time"
    MEMORY = "memory"
    DEPTH = "depth"
    DEATH = "death"


class Stopped(Exception):
    """Raised for a function that did not end within its limits, or took its process with it.

    `place` is what it was at, where that is known; `signal_number` is what the process died of.
    """

    def __init__(self, end: End, place: Place | None = None, signal_number: int = 0) -> None:
        self.end = end
        self.place = place
        self.signal_number = signal_number
        super().__init__(end, place, signal_number)


class TimeOver(BaseException):
    """Raised in the process, at whatever it is doing, when its time is over."""


_Outcome = tuple[bool, object, Sequence[str]]
"""Whether the function returned, what it returned or raised, and which modules of pmgen it imported."""

_confined = False


def is_confined() -> bool:
    """Tell whether this process runs under limits already."""
    return _confined


def call(
    limits: Limits, function: Callable[..., _Result], *arguments: object, method: str | None = None
) -> _Result:
    """Return what `function` returns, run in a process of its own; `method` is how that is started.

    Raises Stopped where it does not end within `limits`, Refusal as the function does, and Crashed for
    any other exception. What it returns must be picklable; so must the function and its arguments where
    the system cannot fork.
    """
    import multiprocessing  # costs more than a form; most runs never need it

    context = multiprocessing.get_context(method or ("fork" if hasattr(os, "fork") else "spawn"))
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(sender, limits, function, arguments))  # type: ignore[attr-defined]
    process.start()
    sender.close()
    try:
        result = _received(receiver, limits)
        if result is None:
            process.join(_GRACE)
            raise _death(process.exitcode or 0)
    finally:
        process.kill()
        process.join()
        receiver.close()
    returned, value, imported = result
    for name in imported:
        # The next process has them from here, and need not import them again.
        import_module(name)
    if isinstance(value, BaseException) and not returned:
        raise value
    return cast("_Result", value)


def _received(receiver: Connection, limits: Limits) -> _Outcome | None:
    """Return what came of the function, None where its process died."""
    if not receiver.poll(limits.seconds * _PATIENCE + _GRACE):
        raise Stopped(End.TIME)
    try:
        return cast("_Outcome", receiver.recv())
    except (EOFError, OSError):
        return None


def _death(exit_code: int) -> Stopped:
    """Return how a process ended that sent nothing."""
    number = max(0, -exit_code)
    over = number and number == getattr(signal, "SIGXCPU", 0)
    return Stopped(End.TIME if over else End.DEATH, signal_number=number)


def _work(
    sender: Connection, limits: Limits, function: Callable[..., object], arguments: tuple[object, ...]
) -> None:
    """Send what the function returns or raises; this runs in the process."""
    global _confined
    _confined = True
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears of it too, and ends this process
    known = frozenset(sys.modules)
    try:
        _set(limits)
        try:
            returned, value = _outcome(function, arguments)
        finally:
            _lift()
    except TimeOver:
        returned, value = False, Stopped(End.TIME)
    imported = [name for name in sys.modules if name.startswith("pmgen.") and name not in known]
    try:
        sender.send((returned, value, imported))
    except Exception as error:
        sender.send((False, crashed(error), ()))
    sender.close()
    os._exit(0)


def _outcome(function: Callable[..., object], arguments: tuple[object, ...]) -> tuple[bool, object]:
    try:
        return True, function(*arguments)
    except (Refusal, Stopped) as error:
        return False, error
    except TimeOver:
        return False, Stopped(End.TIME)
    except MemoryError:
        return False, Stopped(End.MEMORY)
    except RecursionError:
        return False, Stopped(End.DEPTH)
    except Exception as error:
        return False, crashed(error)


def _set(limits: Limits) -> None:
    """Limit this process; the limit of memory can be lifted again to tell that it was reached."""
    if resource is None:
        return
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    limit_memory(limits.memory)
    signal.signal(signal.SIGPROF, _tell_time_over)
    signal.setitimer(signal.ITIMER_PROF, limits.seconds, _TICK)
    spent = sum(os.times()[:2])
    with suppress(ValueError, OSError):
        last = int(spent + limits.seconds) + _GRACE
        resource.setrlimit(resource.RLIMIT_CPU, (last, last + 1))


def limit_memory(more: int) -> None:
    """Let this process have so many bytes beyond what is in use, where the system knows such a limit."""
    if resource is None:
        return
    with suppress(ValueError, OSError):
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = _in_use() + more
        resource.setrlimit(resource.RLIMIT_AS, (most if hard < 0 else min(most, hard), hard))


def memory_of_machine() -> int | None:
    """Return how many bytes of memory there are, None where the system does not say."""
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):
        return None


def _lift() -> None:
    if resource is not None:
        signal.setitimer(signal.ITIMER_PROF, 0)
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (hard, hard))


def _in_use() -> int:
    """Return how much address space this process has in use."""
    try:
        pages = Path("/proc/self/statm").read_text("ascii").split()[0]
    except OSError:  # no Linux: the limit counts what is in use as well, and is the stricter for it
        return 0
    return int(pages) * resource.getpagesize()


def _tell_time_over(number: int, frame: FrameType | None) -> NoReturn:
    raise TimeOver
