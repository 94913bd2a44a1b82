"""The data files of the review."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

_DATA = Path(__file__).parent / "word_data"
_GAPS = {"‥": r"[^，。；\n]{0,8}", "…": r"[^，。；\n]{0,12}"}


def data_lines(name: str) -> Iterator[str]:
    """Return the lines of a data file without its remarks, which begin with #."""
    return (line for line in (_DATA / name).read_text("utf-8").splitlines() if not line.startswith("#"))


def with_gaps(pattern: str) -> str:
    """Return a pattern of a data file as `re` reads it: ‥ is up to 8 characters of a clause, … up to 12."""
    for mark, characters in _GAPS.items():
        pattern = pattern.replace(mark, characters)
    return pattern


def words_of(column: str) -> tuple[str, ...]:
    """Return the words of a column of a data file, none where it has a dash."""
    return tuple(word for word in column.split() if word != "-")
