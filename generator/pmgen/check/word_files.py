"""The data files of the review."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

_DATA = Path(__file__).parent / "word_data"


def data_lines(name: str) -> Iterator[str]:
    """Return the lines of a data file without its remarks, which begin with #."""
    return (line for line in (_DATA / name).read_text("utf-8").splitlines() if not line.startswith("#"))
