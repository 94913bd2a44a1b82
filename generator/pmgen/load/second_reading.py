"""A record read again with its lines where they belong, so that one slip is told once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from pmgen.load.indentation_messages import repair_indentation
from pmgen.load.line_repairs import repaired
from pmgen.load.meant_lines import NO_COLON
from pmgen.load.project_files import JSON_LINES, ProjectRoot
from pmgen.load.text_files import moved_down, read_lines
from pmgen.load.yaml_parsing import compose_events
from pmgen.model.field_definitions import FieldTable
from pmgen.problems import Problem, Problems

T = TypeVar("T")


def read_twice(
    path: Path, found: ProjectRoot, table: FieldTable, read: Callable[[ProjectRoot], T]
) -> tuple[T, Problems]:
    """Return what `read` makes of a record and all that is wrong with it.

    Where something is, it is read once more with every line in its place, and that is taken if it tells less.
    """
    is_final = any(map(_hides_fields, found.problems)) or path.name.endswith(JSON_LINES)
    once = read(found)
    if is_final or found.root is None or not found.problems.has_errors:
        return once, found.problems
    again = _with_lines_in_place(path, found, table)
    if again is None:
        return once, found.problems
    twice = read(again)
    return (twice, again.problems) if len(again.problems) <= len(found.problems) else (once, found.problems)


def _hides_fields(problem: Problem) -> bool:
    """Tell whether a line was not known for a field, so that those around it would seem to be elsewhere."""
    return problem.code == "PMG115" or problem.message == NO_COLON


def _with_lines_in_place(path: Path, found: ProjectRoot, table: FieldTable) -> ProjectRoot | None:
    """Return a record whose lines stand where the names in them say, None where all do."""
    first, last = found.lines or (1, None)
    file, above = str(path), first - 1
    lines = read_lines(file)[above:last]
    repairs = repair_indentation(lines, file, above, table)
    if not repairs:
        return None
    composed = compose_events(repaired(lines, repairs), file, above)
    problems = Problems()
    problems.extend(moved_down(repair.problem, above) for repair in repairs)
    problems.extend(composed.problems)
    return replace(found, root=composed.root, problems=problems)
