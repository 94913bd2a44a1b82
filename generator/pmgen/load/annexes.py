"""Annex folders: annex.yaml with what the projects share, and one file per project."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from pmgen.load import complaints, reasons
from pmgen.load.files import in_order, is_utf8, leads_out, read_root
from pmgen.load.folders import ANNEX_FILE, ENDINGS, file_names, is_data_name, is_project_name, natural
from pmgen.load.nodes import Node
from pmgen.load.places import NodePlaces
from pmgen.load.read import Reader, Values, tables
from pmgen.load.records import Position, Shared, build_annex, read_project
from pmgen.model.fields import ENTITIES
from pmgen.model.records import Annex, Project
from pmgen.problems import Message, Problem, Problems, SourcePlace

_OTHER_ENDING = re.compile(r"[^.~].*\.ya?ml\.\w+|[^.~].*\.(?:YAML|YML|Yaml|Yml)")
_NEAR_ANNEX_FILE = frozenset({"annex.yml", "annex.yaml", "annex.yaml.txt", "annex.yml.txt"})
_TABLES = tables(ENTITIES.values())


@dataclass(frozen=True, slots=True)
class Loaded:
    """An annex with its sound projects, None where there is nothing to work with, and all problems."""

    annex: Annex | None
    problems: tuple[Problem, ...]

    @property
    def broken_files(self) -> tuple[str, ...]:
        """Return the files in which there are errors, each once, in the order in which they were met."""
        errors = (problem for problem in self.problems if problem.is_error)
        return tuple(dict.fromkeys(problem.places[0].file for problem in errors if problem.places))


def data_files(folder: Path) -> tuple[Path, ...]:
    """Return the files of an annex folder that hold data: annex.yaml and projects, by their names.

    Raises OSError where they cannot be seen.
    """
    return tuple(folder / name for name in file_names(folder) if is_data_name(name))


def load_annex(folder: Path) -> Loaded:
    """Return the annex in `folder`; a project with an error is left out, and named in the problems."""
    return _load(folder, None)


def load_project_file(path: Path) -> Loaded:
    """Return the annex of a project file with that one project, which keeps its number in the annex."""
    return _load(path.parent, path.name)


def _load(folder: Path, only: str | None) -> Loaded:
    problems = Problems()
    present = _present(folder, problems)
    if present is None:
        return Loaded(None, tuple(problems))
    shared = _read_shared(folder, present, problems)
    names = _project_names(folder, present, shared.values, problems)
    if only is not None and only not in names:
        _complain(problems, "PMG218", complaints.no_such_file(only), SourcePlace(str(folder / only)))
    projects = [
        _load_project(folder / name, seq, shared, problems)
        for seq, name in enumerate(names, 1)
        if only in (None, name)
    ]
    sound = tuple(project for project in projects if project is not None)
    problems.extend(_same_names(sound))
    if not sound or not shared.is_whole:
        return Loaded(None, tuple(problems))
    file = str(folder / ANNEX_FILE)
    annex = build_annex(shared.values, sound, folder.resolve().name, file)
    whole = only is None and not problems.has_errors
    return Loaded(replace(annex, is_whole=whole), tuple(problems))


def _present(folder: Path, problems: Problems) -> Sequence[str] | None:
    """Return the names of the files in `folder`, None with a problem where it is none to work with."""
    place = SourcePlace(str(folder))
    if not is_utf8(folder.name):
        _complain(problems, "PMG107", reasons.name_not_utf8(), place)
    elif leads_out(folder):
        _complain(problems, "PMG811", reasons.leads_out(folder.name), place)
    else:
        try:
            return file_names(folder)
        except OSError as error:
            _complain(problems, "PMG101", reasons.why_not_read(folder, error), place)
    return None


def _read_shared(folder: Path, present: Sequence[str], problems: Problems) -> Shared:
    path = folder / ANNEX_FILE
    if ANNEX_FILE not in present:
        near = next((name for name in present if name.lower() in _NEAR_ANNEX_FILE), None)
        _complain(problems, "PMG106", reasons.no_annex_file(near), SourcePlace(str(folder)))
        return Shared(Values({}, NodePlaces(str(path), {})), False)
    with _reading(path, problems) as (reader, root):
        values = reader.record(root, "annex") if root is not None else None
        whole = values is not None and not reader.problems.has_errors
    return Shared(values or Values({}, NodePlaces(str(path), {})), whole)


def _load_project(path: Path, seq: int, shared: Shared, problems: Problems) -> Project | None:
    with _reading(path, problems) as (reader, root):
        if root is None:
            return None
        return read_project(root, reader, shared, Position(str(path), path.stem, seq))


@contextmanager
def _reading(path: Path, problems: Problems) -> Iterator[tuple[Reader, Node | None]]:
    """Give a reader for one file with the file's root; its problems are handed over in the file's order."""
    own = Problems()
    if not is_utf8(path.name):
        _complain(own, "PMG107", reasons.name_not_utf8(), SourcePlace(str(path)))
        root = None
    elif leads_out(path):
        # What stands there may be none of the annex's business, so that not even a line of it is shown.
        _complain(own, "PMG811", reasons.leads_out(path.name), SourcePlace(str(path)))
        root = None
    else:
        root = read_root(path, own)
    yield Reader(str(path), own, _TABLES), root
    problems.extend(in_order(own))


def _same_names(projects: Iterable[Project]) -> Iterator[Problem]:
    """Give a problem for every project that has the name of an earlier one."""
    first: dict[str, Project] = {}
    for project in projects:
        before = first.setdefault(project.name, project)
        if before is not project:
            files = Path(before.file).name, Path(project.file).name
            wrong, hint = complaints.same_project(project.name, *files)
            places = project.places["name"], before.places["name"]
            yield Problem("PMG223", wrong, places, hint)


def _project_names(folder: Path, files: Sequence[str], annex: Values, problems: Problems) -> list[str]:
    """Return the names of the project files, in the order of the annex or else of their names."""
    present = sorted(filter(is_project_name, files), key=natural)
    for name in filter(_OTHER_ENDING.fullmatch, sorted(files, key=natural)):
        wrong, hint = complaints.other_ending(name)
        problems.add("PMG224", wrong, SourcePlace(str(folder / name)), hint=hint)
    if not present:
        _complain(problems, "PMG220", complaints.no_projects(), SourcePlace(str(folder)))
    if "projects" not in annex.found:
        return present
    by_name = {name.removesuffix(ending): name for name in present for ending in ("", *ENDINGS)}
    listed: Sequence[str] = annex.found["projects"]
    for name in listed:
        if name not in by_name:
            place = annex.places.of_item("projects", name)
            _complain(problems, "PMG218", complaints.no_such_file(name), place)
    names = list(dict.fromkeys(by_name[name] for name in listed if name in by_name))
    for name in present:
        if name not in names:
            wrong, hint = complaints.not_listed(name)
            problems.add("PMG219", wrong, annex.places["projects"], hint=hint)
    return names


def _complain(problems: Problems, code: str, words: tuple[Message, Message], place: SourcePlace) -> None:
    problems.add(code, words[0], place, hint=words[1])
