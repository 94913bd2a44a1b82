"""Copies of annex.yaml, of projects and of whole annexes, which lie beside them and would be published."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from pathlib import Path

from pmgen import disk
from pmgen.late_pattern import late
from pmgen.load.copy_names import earlier_version_of, original_of
from pmgen.load.file_name_messages import without_ending
from pmgen.load.text_files import read_lines
from pmgen.model.fields import ANNEX, PROJECT
from pmgen.model.records import Project
from pmgen.problems import Message, Problem, SourcePlace, message
from pmgen.problems.message import short

LIKE_A_COPY = "PMG239"
"""The code of a file or folder that is only called like a copy."""
_ENDINGS = (".yaml", ".yml", ".jsonl")
_OF_ANNEX = frozenset(word for field in ANNEX if field.required for word in field.words)
_OF_PROJECT = frozenset(word for field in PROJECT if field.required for word in field.words)
_KEY = late(r"([^\s:：#]+) *[:：]")


def copied_folder(folder: Path, annex_file: str) -> Iterator[Problem]:
    """Give a problem where an annex is called like a copy of one beside it."""
    original = original_of(folder.resolve().name)
    if original and disk.is_file(folder.resolve().parent / original / annex_file):
        wrong = message(
            "The folder {name} is called like a copy of {original}, and is published as an annex of its own.",
            name=folder.resolve().name,
            original=original,
        )
        hint = message("Move it out of the folder of the data if it is a copy; otherwise rename it.")
        yield Problem(LIKE_A_COPY, wrong, (SourcePlace(str(folder)),), hint)


def annex_copy(path: Path) -> Problem | None:
    """Return that a file among the projects is another annex.yaml by its lines, None for any other."""
    keys = {match[1] for line in read_lines(str(path)) if (match := _KEY.match(line))}
    if keys.isdisjoint(_OF_ANNEX) or not keys.isdisjoint(_OF_PROJECT):
        return None
    wrong = message("{name} is no project: it looks like a copy of annex.yaml.", name=path.name)
    hint = message("Move it out of this folder, or delete it; only what stands in annex.yaml counts.")
    return Problem("PMG238", wrong, (SourcePlace(str(path), 1, 1),), hint)


def copied_project(project: Project, before: Project) -> Problem | None:
    """Return that one of two projects of one name is in a copy of the other's file, by the files' names."""
    if project.stream_entry or before.stream_entry:
        return None
    for copy, other in ((project, before), (before, project)):
        name, original = Path(copy.file).name, Path(other.file).name
        stem = without_ending(name)
        if without_ending(original) in (original_of(stem), earlier_version_of(stem)):
            wrong, hint = _copied(name, original, _differences(copy.file, other.file))
            return Problem("PMG238", wrong, (copy.places["name"], other.places["name"]), hint)
    return None


def _differences(copy: str, other: str) -> Sequence[tuple[int, str, int, str]]:
    """Return the lines in which two files differ: the number and the text of each, "" where one has none."""
    here, there = read_lines(copy), read_lines(other)
    found = SequenceMatcher(None, here, there, autojunk=False).get_opcodes()
    return [
        (number, first.strip(), line, second.strip())
        for tag, begin, end, start, stop in found
        if tag != "equal"
        for (number, first), (line, second) in zip_longest(
            enumerate(here[begin:end], begin + 1), enumerate(there[start:stop], start + 1), fillvalue=(0, "")
        )
        if first.strip() != second.strip()
    ]


_DIFFERENCES_SHOWN = 3


def _said_of(differences: Sequence[tuple[int, str, int, str]], name: str, original: str) -> Message:
    """Return where the two files differ, with what each of them has there."""
    if not differences:
        return message("both say the same in every line")
    shown = [
        f"{name}:{number or '…'}“{short(here, _SHOWN)}” / {original}:{line or '…'}“{short(there, _SHOWN)}”"
        for number, here, line, there in differences[:_DIFFERENCES_SHOWN]
    ]
    return message("they differ in {count} lines: {lines}", count=len(differences), lines="；".join(shown))


_SHOWN = 30


def _copied(
    name: str, original: str, differences: Sequence[tuple[int, str, int, str]]
) -> tuple[Message, Message]:
    return (
        message(
            "{name} looks like a copy of {original}: both hold the same project, which would count twice.",
            name=name,
            original=original,
        ),
        message(
            "Compare the two: {differences}. Keep only the right one in this folder, and delete the other or "
            "move it away. If they are two projects, give each a 项目名称 and a file name of its own.",
            differences=_said_of(differences, name, original),
        ),
    )


def copied_names(projects: Sequence[Project], told: Collection[str]) -> Iterator[Problem]:
    """Give a problem for each project in a file that is called like a copy of another one's.

    Of the files that are `told` of already nothing more is said.
    """
    names = {Path(project.file).name for project in projects}
    for project in projects:
        name = Path(project.file).name
        original = original_of(without_ending(name))
        other = next((found for end in _ENDINGS if (found := f"{original}{end}") in names), None)
        if other is None or project.stream_entry or project.file in told:
            continue
        wrong = message(
            "{name} is called like a copy of {original}, and is published as a project of its own.",
            name=name,
            original=other,
        )
        hint = message(
            "Move it out of this folder if it is a copy; otherwise give the file a name of its own."
        )
        yield Problem(LIKE_A_COPY, wrong, (project.places["name"],), hint)
