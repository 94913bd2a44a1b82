"""What a finished file holds that pmgen would not have written, seen or dug out."""

from __future__ import annotations

from importlib import import_module
from typing import Protocol, cast

from pmgen.problems import Problem

__all__ = ["SCANS", "Scan", "surplus"]

SCANS: dict[str, str] = {"docx": "pmgen.verify.surplus.word", "xlsx": "pmgen.verify.surplus.excel"}
"""The scan of each format; a module is imported when a file needs it."""


class Scan(Protocol):
    """What the module of a format offers."""

    def surplus(self, ours: bytes | None, theirs: bytes, name: str) -> tuple[Problem, ...]:
        """Return what `theirs` holds too much; see the function below."""
        ...


def surplus(format: str, ours: bytes | None, theirs: bytes, name: str) -> tuple[Problem, ...]:
    """Return what the file `name` holds that pmgen would not have written.

    `ours` is what pmgen writes for the same document today: with it every difference is told. Without it
    the file is examined by itself, which finds nothing in a file that pmgen has just written.
    """
    if ours == theirs or format not in SCANS:
        return ()
    return cast(Scan, import_module(SCANS[format])).surplus(ours, theirs, name)
