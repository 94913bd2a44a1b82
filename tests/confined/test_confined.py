"""A function in a process of its own: what it returns, and how it is ended where it runs away."""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from confined.works import (
    PROBLEM,
    descend,
    doubled,
    fall,
    grow,
    refuse,
    sleep,
    spin,
    spin_on,
    stumble,
    unsent,
)
from pmgen.confined import End, Limits, Stopped, call, is_confined
from pmgen.crash import Crashed
from pmgen.problems import Refusal

FEW = Limits(seconds=0.5, memory=60_000_000)
METHODS = pytest.mark.parametrize("method", ["fork", "spawn"])
"""How a process is started on POSIX, and where the system cannot fork."""


@METHODS
def test_a_result_comes_back(method: str) -> None:
    assert call(Limits(5, 500_000_000), doubled, "甲", method=method) == "甲甲"
    assert not is_confined()


@METHODS
@pytest.mark.parametrize(
    ("work", "end"), [(spin, End.TIME), (grow, End.MEMORY), (descend, End.DEPTH), (fall, End.DEATH)]
)
def test_what_runs_away_is_stopped(method: str, work: Callable[[], None], end: End) -> None:
    with pytest.raises(Stopped) as caught:
        call(replace(FEW, seconds=20) if work is grow else FEW, work, method=method)
    assert caught.value.end is end
    assert (caught.value.signal_number == signal.SIGKILL) == (end is End.DEATH)


@pytest.mark.parametrize("work", [sleep, spin_on])
def test_what_does_not_listen_is_ended(work: Callable[[], None]) -> None:
    begin = time.monotonic()
    with pytest.raises(Stopped) as caught:
        call(Limits(0.05, 60_000_000), work)
    assert caught.value.end is End.TIME
    assert time.monotonic() - begin < 20


@METHODS
def test_a_refusal_comes_back_whole(method: str) -> None:
    with pytest.raises(Refusal) as caught:
        call(Limits(5, 500_000_000), refuse, method=method)
    assert caught.value.problems == (PROBLEM,)


@METHODS
@pytest.mark.parametrize(("work", "kind"), [(stumble, "KeyError"), (unsent, "AttributeError")])
def test_a_fault_comes_back_without_its_text(method: str, work: Callable[[], object], kind: str) -> None:
    with pytest.raises(Crashed) as caught:
        call(Limits(5, 500_000_000), work, method=method)
    crash = caught.value.crash
    assert crash.kind == kind
    assert "机密" not in repr(crash)
    assert work is unsent or crash.frames[-1].endswith("stumble")


def test_no_process_is_left() -> None:
    with pytest.raises(Stopped):
        call(FEW, spin)
    assert not multiprocessing.active_children()
