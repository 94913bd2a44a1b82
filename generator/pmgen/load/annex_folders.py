"""Annex folders: which they are, annex.yaml with what the projects share, and the files of the projects."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from pmgen import disk
from pmgen.late_pattern import late
from pmgen.load import field_messages, file_name_messages, text_files
from pmgen.load.commented_fields import open_in_annex, told_once
from pmgen.load.copied_files import annex_copy, copied_folder, copied_names, copied_project
from pmgen.load.field_reading import RecordReader, SaidAbove
from pmgen.load.field_source import BUILT_IN, FieldSource, prepared_table, said_region, stated_table
from pmgen.load.left_out_files import (
    holds_project,
    is_lost,
    is_meant_for_settings,
    left_out,
    misplaced_settings,
)
from pmgen.load.project_files import JSON_LINES, ProjectRoot, count_projects, file_root, project_roots
from pmgen.load.record_building import (
    Draft,
    ProjectPosition,
    SharedFacts,
    build_annex,
    build_department,
    check_department,
    department_of,
    read_project,
    shared_names,
)
from pmgen.load.second_reading import read_twice
from pmgen.load.text_files import is_link_outside, is_utf8, read_lines
from pmgen.load.value_reading import RecordValues
from pmgen.load.yaml_nodes import NodePlaces, place_of
from pmgen.load.yaml_parsing import in_order, read_root
from pmgen.model.field_definitions import FieldTable
from pmgen.model.fields import FIELDS
from pmgen.model.records import Annex, Project, StreamEntry
from pmgen.problems import Message, Problem, Problems, SourcePlace

ANNEX_FILE = "annex.yaml"
ENDINGS = (".yaml", ".yml", JSON_LINES)


def file_names(folder: Path) -> list[str]:
    """Return the names in a folder that are files or should be; raise OSError where they cannot be seen."""
    return [each.name for each in disk.entries(folder) if is_data_name(each.name) or not is_folder(each)]


def is_data_name(name: str) -> bool:
    """Tell whether a file of this name holds data: the annex's own, or a project."""
    return name == ANNEX_FILE or is_project_name(name)


def is_project_name(name: str) -> bool:
    """Tell whether a file of this name holds a project, or several."""
    return name != ANNEX_FILE and name.endswith(ENDINGS) and not name.startswith((".", "~"))


def is_folder(entry: os.DirEntry[str]) -> bool:
    """Tell whether an entry is a folder, and no link to one."""
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def natural(text: str) -> list[tuple[int, str]]:
    """Return a key that sorts 2 before 10."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", text)]


_TEXT_FILE = late(r"(?i)\.(?:ya?ml|txt)\Z")
_REGION = late(r"(?:地区|region) *[:：]")
"""Begins a line that stands in annex.yaml only."""
_NEAR_ANNEX_FILE = frozenset({"annex.yml", "annex.yaml", "annex.yaml.txt", "annex.yml.txt"})


@dataclass(frozen=True, slots=True)
class LoadedAnnex:
    """An annex with its sound projects, None where there is nothing to work with, and all problems.

    `drafted` holds those too that were read whole but contradict themselves; it is for the review alone.
    """

    annex: Annex | None
    problems: tuple[Problem, ...]
    drafted: Annex | None = None

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


def lost_files(folder: Path) -> tuple[Path, ...]:
    """Return the files of an annex folder that hold a project under a name by which they are not read.

    Raises OSError where they cannot be seen.
    """
    names = file_names(folder)
    read = list(filter(is_project_name, names))
    return tuple(folder / name for name in _not_read(names) if is_lost(folder / name, read))


def _not_read(names: Iterable[str]) -> list[str]:
    return [name for name in names if not is_data_name(name)]


def load_annex(folder: Path, source: FieldSource = BUILT_IN) -> LoadedAnnex:
    """Return the annex in `folder`; a project with an error is left out, and named in the problems."""
    return _load(folder, None, source)


def load_project_file(path: Path, source: FieldSource = BUILT_IN) -> LoadedAnnex:
    """Return the annex of a file with its one project, or several, which keep their numbers in the annex."""
    return _load(path.parent, path.name, source)


def _load(folder: Path, only: str | None, source: FieldSource) -> LoadedAnnex:
    problems = Problems()
    present = _present(folder, problems)
    if present is None:
        return LoadedAnnex(None, tuple(problems))
    settings = [name for name in present if is_meant_for_settings(folder / name)]
    problems.extend(misplaced_settings(folder / name) for name in settings)
    present = [name for name in present if name not in settings]
    annex_file = ANNEX_FILE if ANNEX_FILE in present else _meant_as_annex(folder, present)
    others = [name for name in present if name != annex_file]
    shared = _read_shared(folder, annex_file, others, problems, source)
    names = _project_names(folder, others, shared.values, problems)
    problems.extend(_not_counted(folder, names, only, others))
    if only is None:
        problems.extend(copied_folder(folder, ANNEX_FILE))
    department = department_of(shared.values)
    if department is None:
        loaded = list(_load_projects([folder / name for name in names], only, shared, problems, source))
    else:
        loaded = [build_department(department, shared, str(folder / ANNEX_FILE))]
    problems = _one_unit_for_all(problems, len(loaded), folder)
    sound = tuple(each for each in loaded if isinstance(each, Project))
    same = tuple(_same_projects(sound))
    problems.extend(same)
    copies = {problem.places[0].file for problem in same if problem.code == "PMG238"}
    problems.extend(copied_names(sound, copies))
    sound = tuple(project for project in sound if project.file not in copies)
    if only is None and shared.values.found:
        problems.extend(
            open_in_annex(Path(shared.values.places[""].file), partial(_is_said_nowhere, shared, sound))
        )
    whole = only is None and not problems.has_errors
    drafts = tuple(each.project for each in loaded if isinstance(each, Draft))

    def annex_of(projects: Sequence[Project]) -> Annex | None:
        if not projects or not shared.is_whole:
            return None
        annex = build_annex(shared, tuple(projects), folder.resolve().name, str(folder / ANNEX_FILE))
        return replace(annex, is_whole=whole)

    annex = annex_of(sound)
    drafted = annex_of(sorted((*sound, *drafts), key=lambda each: each.seq)) if drafts else annex
    return LoadedAnnex(annex, tuple(problems), drafted)


def _not_counted(
    folder: Path, names: Sequence[str], only: str | None, others: Sequence[str]
) -> Iterator[Problem]:
    """Give a problem for all `others` that may be meant as projects, or for the `only` one that is wanted."""
    if only is None:
        yield from left_out(folder, sorted(_not_read(others), key=natural), names) if names else ()
    elif only not in names:
        found = tuple(each for each in left_out(folder, _not_read([only]), names) if each.is_error)
        wrong, hint = file_name_messages.no_such_file(only)
        yield from found or (Problem("PMG218", wrong, (SourcePlace(str(folder / only)),), hint),)


def _one_unit_for_all(problems: Problems, count: int, folder: Path) -> Problems:
    """Return the problems with one for the unit that all of several projects lack, in annex.yaml."""
    lacking = [each for each in problems if each.code == _NO_UNIT]
    if count <= 1 or len(lacking) < count:
        return problems
    kept = Problems()
    kept.extend(each for each in problems if each.code != _NO_UNIT)
    places = (place for each in lacking for place in each.places)
    wrong, hint = field_messages.no_amount_unit()
    kept.add(_NO_UNIT, wrong, SourcePlace(str(folder / ANNEX_FILE), 1, 1), *places, hint=hint)
    return kept


_NO_UNIT = "PMG213"


_SAID_BY_CHOICE = ("region", "options", "projects", "fields_from", "whole_department")


def _is_said_nowhere(shared: SharedFacts, projects: Sequence[Project], word: str) -> bool:
    """Tell whether a word names a field of the annex that neither it nor every project says."""
    field = shared.table["annex"].find(word)
    if field is None or field.english in (*_SAID_BY_CHOICE, *shared.values.found):
        return False
    return not projects or any(project.value(field.english) is None for project in projects)


def _present(folder: Path, problems: Problems) -> Sequence[str] | None:
    """Return the names of the files in `folder`, None with a problem where it is none to work with."""
    place = SourcePlace(str(folder))
    if not is_utf8(folder.name):
        _complain(problems, "PMG107", text_files.name_not_utf8(), place)
    elif is_link_outside(folder):
        _complain(problems, "PMG811", text_files.link_outside(folder.name), place)
    else:
        try:
            return file_names(folder)
        except OSError as error:
            _complain(problems, "PMG101", text_files.why_not_read(folder, error), place)
    return None


def _read_shared(
    folder: Path, name: str | None, others: Sequence[str], problems: Problems, source: FieldSource
) -> SharedFacts:
    """Return what the annex file `name` says; one of another name is only read to tell what else is wrong."""
    if name == ANNEX_FILE:
        return _read_annex_file(folder / name, others, problems, source)
    words = file_name_messages.no_annex_file(name, source.regions(), folder.resolve().name)
    _complain(problems, "PMG106", words, SourcePlace(str(folder)))
    if name is None:
        return _shared(None, FIELDS, folder / ANNEX_FILE, False)
    return replace(_read_annex_file(folder / name, others, problems, source), is_whole=False)


def _meant_as_annex(folder: Path, present: Sequence[str]) -> str | None:
    """Return the file that is meant as annex.yaml under another name, as its name or its lines show."""
    texts = [name for name in present if _TEXT_FILE.search(name)]
    near = (name for name in texts if name.lower() in _NEAR_ANNEX_FILE)
    of_region = (name for name in texts if any(map(_REGION.match, read_lines(str(folder / name)))))
    return next(near, None) or next(of_region, None)


def _read_annex_file(
    path: Path, others: Sequence[str], problems: Problems, source: FieldSource
) -> SharedFacts:
    own = Problems()
    root = file_root(path, own)
    own = _with_lines_for_nothing(own, path, source)
    table = stated_table(root, path, source, own)
    values, own = read_twice(
        path, ProjectRoot(root, own), table, lambda found: _shared_values(found, path, table, source)
    )
    if values and department_of(values) and (names := list(filter(is_project_name, others))):
        wrong, hint = file_name_messages.department_and_projects(names)
        own.add("PMG230", wrong, values.places["whole_department"], hint=hint)
    problems.extend(in_order(own))
    return _shared(values, table, path, values is not None and not own.has_errors)


def _with_lines_for_nothing(problems: Problems, path: Path, source: FieldSource) -> Problems:
    """Return the problems with the lines to write where the annex file is empty."""
    if not any(each.code == _EMPTY for each in problems):
        return problems
    wrong, hint = file_name_messages.empty_annex_file(source.regions(), path.parent.resolve().name)
    found = Problems()
    found.extend(
        replace(each, message=wrong, hint=hint) if each.code == _EMPTY else each for each in problems
    )
    return found


_EMPTY = "PMG128"


def _shared_values(
    found: ProjectRoot, path: Path, table: FieldTable, source: FieldSource
) -> RecordValues | None:
    gaps = {} if said_region(found.root) else {"region": _region_to_write(path, source)}
    reader = RecordReader(str(path), found.problems, prepared_table(table), source.packs_with, gaps)
    values = reader.record(found.root, "annex") if found.root is not None else None
    if values and (department := department_of(values)):
        check_department(department, table, values, found.problems)
    return values


def _region_to_write(path: Path, source: FieldSource) -> str:
    return file_name_messages.region_to_write(source.regions(), path.parent.resolve().name)


def fields_of(folder: Path, source: FieldSource) -> FieldTable:
    """Return the fields that the annex in `folder` may state; only those of pmgen where it cannot be read."""
    path, problems = folder / ANNEX_FILE, Problems()
    root = read_root(path, problems) if disk.is_file(path) else None
    return stated_table(root, path, source, problems)


def said_region_of(folder: Path) -> tuple[str, SourcePlace] | None:
    """Return the region that the annex in `folder` says, and where, whatever else is wrong in it."""
    path = folder / ANNEX_FILE
    node = said_region(read_root(path, Problems())) if disk.is_file(path) else None
    return None if node is None else (node.text, place_of(node, str(path)))


def _shared(values: RecordValues | None, table: FieldTable, path: Path, whole: bool) -> SharedFacts:
    nothing = RecordValues(table["annex"], {}, NodePlaces(str(path), {}))
    return SharedFacts(values or nothing, whole, shared_names(table["annex"], table["project"]), table)


def _load_projects(
    paths: Iterable[Path], only: str | None, shared: SharedFacts, problems: Problems, source: FieldSource
) -> Iterator[Project | Draft | None]:
    """Yield the projects of files, of which `only` one may be wanted, None for each that cannot be read."""
    seq = 0
    for path in paths:
        if only not in (None, path.name):
            seq += count_projects(path)
            continue
        keys: Counter[str] = Counter()
        for found in project_roots(path):
            seq += 1
            position = ProjectPosition(str(path), path.stem, seq)
            read = partial(_load_project, position=position, shared=shared, source=source)
            project, wrong = read_twice(path, found, shared.table, read)
            if project is None and found.root is not None and (copy := annex_copy(path)):
                problems.keep(copy)
                continue
            problems.extend(in_order(told_once(wrong, path, found.lines)))
            yield _with_entry(project, keys, found.lines) if project and found.lines else project


def _load_project(
    found: ProjectRoot, position: ProjectPosition, shared: SharedFacts, source: FieldSource
) -> Project | Draft | None:
    if found.root is None:
        return None
    above = SaidAbove(shared.said, lambda: source.levels(shared.values.found.get("region")))
    tables = prepared_table(shared.table)
    reader = RecordReader(position.file, found.problems, tables, source.packs_with, above=above)
    return read_project(found.root, reader, shared, position)


def _with_entry(project: Project | Draft, keys: Counter[str], lines: tuple[int, int]) -> Project | Draft:
    """Return a project of a stream with what tells it from the others: its code, or else its name."""
    if isinstance(project, Draft):
        return Draft(_of_entry(project.project, keys, lines))
    return _of_entry(project, keys, lines)


def _of_entry(project: Project, keys: Counter[str], lines: tuple[int, int]) -> Project:
    key = project.code or project.name
    keys[key] += 1
    key = key if keys[key] == 1 else f"{key}/{keys[key]}"
    return replace(project, id=f"{project.id}/{key}", stream_entry=StreamEntry(key, *lines))


def _same_projects(projects: Iterable[Project]) -> Iterator[Problem]:
    """Give a problem for every project that has the name or the code of an earlier one."""
    names: dict[str, Project] = {}
    codes: dict[str, Project] = {}
    for project in projects:
        before = names.setdefault(project.name, project)
        if before is not project and (copied := copied_project(project, before)):
            yield copied
        elif before is not project:
            wrong, hint = text_files.same_project(project.name, _named(before), _named(project))
            yield Problem("PMG223", wrong, (project.places["name"], before.places["name"]), hint)
        elif project.code and (before := codes.setdefault(project.code, project)) is not project:
            wrong, hint = text_files.same_code(project.code, _named(before), _named(project))
            yield Problem("PMG228", wrong, (project.places["code"], before.places["code"]), hint)


def _named(project: Project) -> str:
    """Return where a project stands, as people find it."""
    name = Path(project.file).name
    return f"{name}:{project.stream_entry.first_line}" if project.stream_entry else name


def _project_names(folder: Path, files: Sequence[str], annex: RecordValues, problems: Problems) -> list[str]:
    """Return the names of the project files, in the order of the annex or else of their names."""
    present = sorted(filter(is_project_name, files), key=natural)
    if not present and "whole_department" not in annex.places:
        others = sorted((name for name in files if name[:1] not in ".~$" and name != ANNEX_FILE), key=natural)
        # First those that are to be renamed.
        others.sort(key=lambda name: not holds_project(folder / name))
        _complain(problems, "PMG220", file_name_messages.no_projects(others), SourcePlace(str(folder)))
        return []
    if "projects" not in annex.found:
        return present
    by_name = {name.removesuffix(ending): name for name in present for ending in ("", *ENDINGS)}
    listed: Sequence[str] = annex.found["projects"]
    for name in listed:
        if name not in by_name:
            place = annex.places.of_item("projects", name)
            _complain(problems, "PMG218", file_name_messages.no_such_file(name), place)
    names = list(dict.fromkeys(by_name[name] for name in listed if name in by_name))
    for name in present:
        if name not in names:
            wrong, hint = file_name_messages.not_listed(name)
            problems.add("PMG219", wrong, annex.places["projects"], hint=hint)
    return names


def _complain(problems: Problems, code: str, words: tuple[Message, Message], place: SourcePlace) -> None:
    problems.add(code, words[0], place, hint=words[1])
