"""The columns in which a line may begin, as the lines above it show them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_BEGINNING = re.compile(r"(?P<indentation> *)(?P<dash>- +)?")


def first_written(lines: Sequence[str]) -> int:
    """Return the number of the first line, from 0, that is neither blank nor a comment."""
    return next((number for number, line in enumerate(lines) if is_written(line)), 0)


def is_written(line: str) -> bool:
    """Tell whether a line is neither blank nor a comment."""
    return bool(line.strip()) and not line.lstrip().startswith("#")


def columns_above(lines: Sequence[str], number: int) -> list[int]:
    """Return the columns, from 1, of the lists that are open above a line with a dash, or of the groups."""
    has_dash = lines[number].lstrip().startswith("- ")
    found: list[tuple[int, bool]] = []
    for line in filter(is_written, reversed(lines[:number])):
        found += [each for each in _beginnings(line) if not found or each < found[-1]]
    fitting = [column for column, is_list in found if is_list == has_dash]
    return sorted(fitting or [column for column, _ in found]) or [1]


def _beginnings(line: str) -> Iterator[tuple[int, bool]]:
    """Yield the columns in which a line begins, inner ones first, and whether a dash stands there."""
    match = _BEGINNING.match(line)
    if match and match["dash"]:
        yield match.end() + 1, False
    if match:
        yield match.end("indentation") + 1, bool(match["dash"])
