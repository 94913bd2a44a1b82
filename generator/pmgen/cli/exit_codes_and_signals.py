"""How pmgen ends: its exit codes, and what stops it from outside, such as Ctrl+C."""

from __future__ import annotations

import signal
from enum import IntEnum


class Exit(IntEnum):
    """How a command ended."""

    FINE = 0
    FINDINGS = 1
    USAGE = 2
    INTERNAL = 3
    PARTLY = 4
    REFUSED = 5
    INTERRUPTED = 130


_ASKED_TO_END = ("SIGTERM", "SIGHUP")
_AFTER_SIGNAL = 128


class Stopped(KeyboardInterrupt):
    """Raised where a signal stops the process; `exit_code` is what shells show for it."""

    def __init__(self, number: int) -> None:
        self.exit_code = _AFTER_SIGNAL + number
        super().__init__(number)


_waiting: list[int] = []
_held = False


def hold() -> None:
    """From now on let signals wait until `allow`; one that the process was told to ignore stays ignored."""
    global _held
    _held = True
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _on_signal)
    for number in (getattr(signal, name) for name in _ASKED_TO_END if hasattr(signal, name)):
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _on_signal)


def allow() -> None:
    """Let signals stop the process; raise Stopped for one that waited."""
    global _held
    _held = False
    if _waiting:
        raise Stopped(_waiting.pop())


def hold_again() -> None:
    """Let no signal disturb what is said and done at the end."""
    global _held
    _held = True


def _on_signal(number: int, frame: object) -> None:
    if _held:
        _waiting.append(number)
    else:
        raise Stopped(number)
