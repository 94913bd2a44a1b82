"""What is run in a process of its own; a module that such a process can import."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable

from pmgen.confined import is_confined
from pmgen.problems import Problem, Refusal, SourcePlace, message

PROBLEM = Problem("PMG701", message("no {what}", what="甲"), (SourcePlace("a", 1),))


def doubled(text: str) -> str:
    assert is_confined()
    return text * 2


def spin() -> None:
    while True:
        pass


def spin_on() -> None:
    while True:
        try:
            spin()
        except BaseException:
            continue


def sleep() -> None:
    time.sleep(60)


def grow() -> None:
    texts: list[str] = []
    while True:
        texts.append("甲" * 1_000_000 + str(len(texts)))


def descend() -> None:
    descend()


def fall() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def stumble() -> None:
    {}["机密"]  # type: ignore[index]


def refuse() -> None:
    raise Refusal([PROBLEM])


def unsent() -> Callable[[], None]:
    return lambda: None
