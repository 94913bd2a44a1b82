"""One YAML file: its root, and its problems in order."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pmgen.disk import is_link, real
from pmgen.load import complaints
from pmgen.load.compose import compose
from pmgen.load.nodes import Node
from pmgen.load.text import read_text
from pmgen.problems import Problem, Problems, SourcePlace

_DATA = "data"
"""The folder of a workspace that holds its annexes."""


def leads_out(path: Path) -> bool:
    """Tell whether a data file is a link to a place outside of its annex, or of the workspace's data/."""
    if not is_link(path):
        return False
    annex = real(path.parent)
    data = next((folder for folder in annex.parents if folder.name == _DATA), annex)
    return not real(path).is_relative_to(data)


def is_utf8(name: str) -> bool:
    """Tell whether the name of a file can be written as text."""
    return not any("\ud800" <= character <= "\udfff" for character in name)


def read_root(path: Path, problems: Problems) -> Node | None:
    """Return the root of the file at `path`, or None with problems where there is nothing to read."""
    file = str(path)
    text = read_text(path, file, problems)
    if text is None:
        return None
    composed = compose(text, file)
    problems.extend(composed.problems)
    if composed.root is None and not composed.problems:
        wrong, hint = complaints.nothing_in_file()
        problems.add("PMG128", wrong, SourcePlace(file, 1, 1), hint=hint)
    return composed.root


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems of one file in the order of their places."""
    return sorted(problems, key=_line_and_column)


def _line_and_column(problem: Problem) -> tuple[int, int]:
    place = problem.places[0] if problem.places else None
    return (place.line or 0, place.column or 0) if isinstance(place, SourcePlace) else (0, 0)
