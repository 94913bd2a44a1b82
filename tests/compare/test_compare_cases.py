"""Two small annexes and what changed between them: base.txt, the hunks of a case, and its changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from pmgen.compare import Comparison, compare_annexes
from pmgen.compare.annex_changes import Entry
from pmgen.compare.record_facts import name_of
from pmgen.load import load_annex
from pmgen.model.records import Annex
from pmgen.problems import Severity

HERE = Path(__file__).parent
BASE = (HERE / "base.txt").read_text("utf-8").splitlines()


@dataclass(frozen=True)
class Case:
    title: str
    hunks: tuple[tuple[str, ...], ...]
    expected: tuple[str, ...]


def read_cases() -> Iterator[Case]:
    for path in sorted((HERE / "cases").glob("*.txt")):
        _, *parts = path.read_text("utf-8").split("\n=== ")
        for part in parts:
            head, _, expected = part.partition("\n---")
            title, _, hunks = head.partition("\n")
            lines = tuple(tuple(hunk.splitlines()) for hunk in hunks.split("\n\n") if hunk)
            yield Case(title, lines, tuple(filter(None, expected.splitlines())))


def edited(lines: list[str], hunks: tuple[tuple[str, ...], ...]) -> list[str]:
    """Return the lines after each hunk, whose old lines stand there once."""
    for hunk in hunks:
        old = [line[1:] for line in hunk if line[0] in " -"]
        new = [line[1:] for line in hunk if line[0] in " +"]
        found = [at for at in range(len(lines)) if lines[at : at + len(old)] == old]
        assert len(found) == 1, f"{old} stands {len(found)} times in base.txt"
        lines = [*lines[: found[0]], *new, *lines[found[0] + len(old) :]]
    return lines


def annex_of(lines: list[str], folder: Path) -> Annex:
    """Return the annex whose files stand in the lines, each below its name."""
    folder.mkdir()
    for part in "\n".join(lines).split("## ")[1:]:
        name, _, text = part.partition("\n")
        (folder / name).write_text(text + "\n", "utf-8")
    loaded = load_annex(folder)
    errors = [str(problem.message) for problem in loaded.problems if problem.severity is Severity.ERROR]
    assert loaded.annex and not errors, errors
    return loaded.annex


def described(comparison: Comparison) -> list[str]:
    return [_line(entry) for entry in comparison.entries()]


def _line(entry: Entry) -> str:
    change = entry.change
    named = [name_of(entry.project.item) if entry.project else "附件"]
    named += [name_of(entry.item.item)] if entry.item else []
    line = f"{change.kind.value} {' / '.join(named)}"
    if change.field is None:
        return line
    old, new = (f"{side.text}{side.unit}" if side else "（无）" for side in (change.old, change.new))
    line += f" / {change.field.chinese}: {old} → {new}"
    line += f" {change.percent:+f}%" if change.percent is not None else ""
    line += f" {change.points:+f}pp" if change.points is not None else ""
    line += " same" if change.same else ""
    pair = entry.item or entry.project
    is_name = change.field.english == "name" and pair is not None and pair.likeness is not None
    return line + (f" ({int(pair.likeness * 100)}%)" if is_name and pair and pair.likeness else "")


@pytest.mark.parametrize("case", [*read_cases()], ids=lambda case: case.title)
def test_a_case(case: Case, tmp_path: Path) -> None:
    old = annex_of(BASE, tmp_path / "old")
    new = annex_of(edited(BASE, case.hunks), tmp_path / "new")
    assert tuple(described(compare_annexes(old, new))) == case.expected
