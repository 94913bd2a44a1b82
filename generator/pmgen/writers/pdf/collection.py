"""Work that makes many objects and hardly a cycle, without a search for cycles again and again."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collection() -> Iterator[None]:
    """Let the collector of cycles rest: a long document would lose an eighth of its time to it.

    All that the layout makes lives until the file is written, and goes without the collector's help.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        # Where work overlaps in several threads, the one that found the collector on turns it on again.
        if was_on:
            gc.enable()
