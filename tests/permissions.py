"""Permissions that hold for tests too, also where they run as root, whom Linux asks for none."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager

_MAY_READ_ANYTHING = (1, 2)
"""CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH, as linux/capability.h numbers them."""

_VERSION = 0x20080522
_DROP_FROM_BOUNDING_SET = 24


@contextmanager
def held_by_permissions() -> Iterator[None]:
    """Let this process read and write what its owner was granted, and no more."""
    if os.geteuid() != 0:
        yield
        return
    before = _capabilities()
    effective = before[0] & ~sum(1 << number for number in _MAY_READ_ANYTHING)
    _set_capabilities((effective, *before[1:]))
    try:
        yield
    finally:
        _set_capabilities(before)


def give_up_root() -> None:
    """Let the program that follows be held by permissions; to be called in a child before it begins."""
    if os.geteuid() == 0:
        for number in _MAY_READ_ANYTHING:
            ctypes.CDLL(None).prctl(_DROP_FROM_BOUNDING_SET, number, 0, 0, 0)


def _capabilities() -> tuple[int, ...]:
    words = (ctypes.c_uint32 * 6)()
    if ctypes.CDLL(None).capget((ctypes.c_uint32 * 2)(_VERSION, 0), words) != 0:
        raise OSError("capget")
    return tuple(words)


def _set_capabilities(words: tuple[int, ...]) -> None:
    if ctypes.CDLL(None).capset((ctypes.c_uint32 * 2)(_VERSION, 0), (ctypes.c_uint32 * 6)(*words)) != 0:
        raise OSError("capset")
