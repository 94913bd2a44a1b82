"""Measuring: cases interleaved in one process, and memory in a process of its own."""

from __future__ import annotations

import gc
import multiprocessing
import tracemalloc
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

Case = Callable[[], object]

_STATUS = Path("/proc/self/status")
_RESET = Path("/proc/self/clear_refs")


def medians(cases: Mapping[str, Case], seconds: float) -> dict[str, float]:
    """Return the median milliseconds of each case; they take turns for about `seconds` in all."""
    taken: dict[str, list[float]] = {name: [] for name in cases}
    end = perf_counter() + seconds
    while perf_counter() < end or any(len(times) < 5 for times in taken.values()):
        for name, case in cases.items():
            taken[name].append(_once(case))
    return {name: median(times) * 1000 for name, times in taken.items()}


def _once(case: Case) -> float:
    """Return the seconds of one run, after one that warms up what the other cases left cold."""
    gc.collect()
    case()
    start = perf_counter()
    case()
    return perf_counter() - start


@dataclass(frozen=True, slots=True)
class Memory:
    """Bytes that one run adds at its peak: as Python counts them, and as Linux sees the process."""

    traced: int
    resident: int | None


def memory(prepare: Callable[[str, int], Case], name: str, rows: int) -> Memory:
    """Return what the case that `prepare(name, rows)` makes adds, run once in a process of its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        resident = pool.apply(_resident, (prepare, name, rows))
    return Memory(traced(prepare, name, rows), resident)


def traced(prepare: Callable[[str, int], Case], name: str, rows: int) -> int:
    """Return the bytes that Python counts at the case's peak, run once in a process of its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_traced, (prepare, name, rows))


def _resident(prepare: Callable[[str, int], Case], name: str, rows: int) -> int | None:
    prepare(name, 20)()
    case = prepare(name, rows)
    gc.collect()
    if not _STATUS.exists():
        return None
    _RESET.write_text("5")  # the peak now begins at what the process holds
    before = _status("VmRSS")
    case()
    return _status("VmHWM") - before


def _traced(prepare: Callable[[str, int], Case], name: str, rows: int) -> int:
    case = prepare(name, rows)
    gc.collect()
    tracemalloc.start()
    case()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def _status(word: str) -> int:
    lines = _STATUS.read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(word + ":"))
