"""Annex folders: annex.yaml with what the projects share, and one file per project."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from pmgen.load import complaints, reasons
from pmgen.load.files import in_order, leads_out, read_root
from pmgen.load.nodes import Node
from pmgen.load.places import NodePlaces
from pmgen.load.read import Reader, Values, tables
from pmgen.load.records import Position, Shared, build_annex, read_project
from pmgen.model.fields import ENTITIES
from pmgen.model.records import Annex, Project
from pmgen.problems import Message, Problem, Problems, Severity, SourcePlace

ANNEX_FILE = "annex.yaml"
_ENDINGS = (".yaml", ".yml")
_OTHER_ENDING = re.compile(r"[^.~].*\.ya?ml\.\w+|[^.~].*\.(?:YAML|YML|Yaml|Yml)")
_TABLES = tables(ENTITIES.values())


@dataclass(frozen=True, slots=True)
class Loaded:
    """An annex with its sound projects, None where there is nothing to work with, and all problems."""

    annex: Annex | None
    problems: tuple[Problem, ...]

    @property
    def broken_files(self) -> tuple[str, ...]:
        """Return the files in which there are errors, each once, in the order in which they were met."""
        errors = (problem for problem in self.problems if problem.severity is Severity.ERROR)
        return tuple(dict.fromkeys(problem.places[0].file for problem in errors if problem.places))


def find_annexes(root: Path) -> tuple[Path, ...]:
    """Return the folders at and below `root` that hold an annex.yaml, in natural order."""
    folders = (path.parent for path in root.rglob(ANNEX_FILE) if path.is_file())
    return tuple(sorted(folders, key=lambda folder: [_natural(part) for part in folder.parts]))


def data_files(folder: Path) -> tuple[Path, ...]:
    """Return the files of an annex folder that hold data: annex.yaml and projects, by their names."""
    names = (name for name in sorted(_file_names(folder)) if name == ANNEX_FILE or _is_project_file(name))
    return tuple(folder / name for name in names)


def load_annex(folder: Path) -> Loaded:
    """Return the annex in `folder`; a project with an error is left out, and named in the problems."""
    return _load(folder, None)


def load_project_file(path: Path) -> Loaded:
    """Return the annex of a project file with that one project, which keeps its number in the annex."""
    return _load(path.parent, path.name)


def _load(folder: Path, only: str | None) -> Loaded:
    problems = Problems()
    shared = _read_shared(folder / ANNEX_FILE, problems)
    names = _project_names(folder, shared.values, problems)
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


def _read_shared(path: Path, problems: Problems) -> Shared:
    if path.parent.is_dir() and not path.exists():
        _complain(problems, "PMG106", reasons.no_annex_file(), SourcePlace(str(path.parent)))
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
    if leads_out(path):
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
            yield Problem("PMG223", Severity.WARNING, wrong, places, hint)


def _project_names(folder: Path, annex: Values, problems: Problems) -> list[str]:
    """Return the names of the project files, in the order of the annex or else of their names."""
    names = sorted(_file_names(folder), key=_natural)
    present = list(filter(_is_project_file, names))
    for name in filter(_OTHER_ENDING.fullmatch, names):
        wrong, hint = complaints.other_ending(name)
        problems.inform("PMG224", wrong, SourcePlace(str(folder / name)), hint=hint)
    if not present:
        _complain(problems, "PMG220", complaints.no_projects(), SourcePlace(str(folder)))
    if "projects" not in annex.found:
        return present
    by_name = {name.removesuffix(ending): name for name in present for ending in ("", *_ENDINGS)}
    listed: Sequence[str] = annex.found["projects"]
    for name in listed:
        if name not in by_name:
            place = annex.places.of_item("projects", name)
            _complain(problems, "PMG218", complaints.no_such_file(name), place)
    names = list(dict.fromkeys(by_name[name] for name in listed if name in by_name))
    for name in present:
        if name not in names:
            wrong, hint = complaints.not_listed(name)
            problems.warn("PMG219", wrong, annex.places["projects"], hint=hint)
    return names


def _file_names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.is_file()] if folder.is_dir() else []


def _is_project_file(name: str) -> bool:
    return name != ANNEX_FILE and name.endswith(_ENDINGS) and not name.startswith((".", "~"))


def _natural(text: str) -> list[tuple[int, str]]:
    """Return a key that sorts 2 before 10."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", text)]


def _complain(problems: Problems, code: str, words: tuple[Message, Message], place: SourcePlace) -> None:
    problems.error(code, words[0], place, hint=words[1])
