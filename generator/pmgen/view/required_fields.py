"""What a form needs and the data lack, and the lines to write.

A requirement in region.yaml is a path of names as templates use them, in Chinese or English:

    必填:
      - 附件.年度                          of the annex
      - 项目.资金用途                      of every project
      - 项目.项目单位.编码                 of a record in it
      - 项目.预算.年度.当年财政拨款
      - 项目.长期绩效目标                  a list: at least one
      - 绩效指标.分值                      of every annual indicator
      - 长期绩效目标.绩效指标              at least one for every long-term goal
      - 长期绩效目标.绩效指标.指标值确定依据
      - 字段: 项目.预算.全程.合计
        除非:
          项目性质: 经常性专项业务费       not where a project's field has one of these values

The first name is 附件, 项目, 部门, or one of a project's own names (绩效指标 is 项目.绩效指标).
A list in the path stands for each of its items, and lacks all of them when it is empty.
What is checked is what would be printed: nothing is derived, but a cell that the form leaves blank on purpose
(no unit, a zero, a source of which nothing is left in the total) is not missing. What the other amounts leave
for a missing one is named in the hint.
All items of one project that lack the same field are one problem; an indicator counts once,
however many goals it serves. Where every project of an annex lacks it, that is one problem too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from pmgen.catalog.region import Region, Requirement
from pmgen.load.commented_fields import values_behind_hash
from pmgen.model.field_definitions import FieldTable, block
from pmgen.model.fields import ANNEX, PROJECT, WHOLE_DEPARTMENT
from pmgen.problems import Message, Problem, SourcePlace, message
from pmgen.problems.message import short
from pmgen.view.required_field_words import (
    SHARED,
    OneLine,
    entity_of,
    lines_to_write,
    problem_text_for,
    record_in_one_line,
    with_lines_for_one,
    with_other_name,
    with_sums,
)
from pmgen.view.shapes import DerivedValue, ListOf, Name, Record, Shape, shapes_of
from pmgen.view.unusual_prints import list_names, problem_with


class _Path(NamedTuple):
    """A requirement, looked up: the names to follow from a record of the entity `owner`."""

    owner: str
    names: tuple[Name, ...]
    unless: tuple[tuple[str, tuple[str, ...]], ...]


class _Instead(NamedTuple):
    """A field that a record states and the form does not need, by its Chinese name and its place."""

    name: str
    place: SourcePlace
    is_in_line: bool


class _Lack(NamedTuple):
    """One record that lacks the field, by the words and the place to show for it.

    `reckoned` is what its other values make of the field, where they make anything of it; `one_line` is that
    of the record in it which has no place for the field; `instead` is what seems to be said in its place.
    """

    name: str
    place: SourcePlace
    reckoned: DerivedValue | None
    one_line: OneLine | None
    instead: _Instead | None


@dataclass(slots=True)
class _Tally:
    """The records of one kind that were checked for one field, and those that lack it.

    `nearly` is a field of the project, what it says, and the word like it that would lift the requirement.
    """

    checked: set[int] = field(default_factory=set)
    nearly: tuple[str, str, str] | None = None
    lacks: dict[int, _Lack] = field(default_factory=dict)


_Key = tuple[str, str]
"""The kind of a record by its shape's English name, and the path of the field in it."""


class RequiredFields:
    """The requirements of a region, ready to be checked; `problems` names paths that lead nowhere."""

    def __init__(
        self, region: Region, more: tuple[Requirement, ...] = (), stated: FieldTable | None = None
    ) -> None:
        """Take what the form of `region` needs, and `more`; the annex may state the fields `stated`."""
        self._region = region
        self._table = region.fields
        self._stated = stated or region.fields
        self._paths: list[_Path] = []
        self._annex_file = ""
        self._needed: dict[tuple[str, ...], set[str]] = {}
        """What the form needs of a record, by the names that lead to it from the annex or a project."""
        self.problems: list[Problem] = []
        for requirement in region.requirements + more:
            try:
                self._paths.append(_look_up(requirement, region.fields))
            except _NoSuchName as unknown:
                self.problems.append(_bad_path(region, requirement, unknown))
        for path in self._paths:
            names = tuple(name.english for name in path.names)
            for depth, name in enumerate(names):
                self._needed.setdefault((path.owner, *names[:depth]), set()).add(name)

    def of_all(self, annex: Record, file: str, projects: Iterable[tuple[Record, str]]) -> Iterator[Problem]:
        """Give a problem for every field of the annex and its projects that the form needs and nobody stated.

        What annex.yaml says for every project, and the annex lacks, is not told of the projects too.
        """
        self._annex_file = file
        tallies: dict[_Key, _Tally] = {}
        for path in self._paths:
            if path.owner == ANNEX.name:
                walk = _Walk(tallies, file, self._table, self._needed)
                walk.follow(annex, annex, path.names, "", (path.owner,))
        lacking = {key: tally for key, tally in tallies.items() if tally.lacks}
        for (kind, label), tally in lacking.items():
            yield self._problem(kind, label, [tally], "")
        told = {(PROJECT.name, label) for _, label in lacking if label.partition(".")[0] in SHARED}
        yield from self._of_projects(projects, told)

    def _of_projects(
        self, projects: Iterable[tuple[Record, str]], told: Collection[_Key]
    ) -> Iterator[Problem]:
        """Give a problem for every field of a project, its goals and its indicators that is missing.

        What every project lacks comes first, each field once.
        """
        found = [(str(project["name"]), self._tallies(project, file)) for project, file in projects]
        for kind, label in dict.fromkeys(key for _, tallies in found for key in tallies):
            here = [(name, tallies.get((kind, label), _Tally())) for name, tallies in found]
            if (kind, label) in told:
                continue
            if len(here) > 1 and all(tally.lacks for _, tally in here):
                yield self._problem(kind, label, [tally for _, tally in here], "")
            else:
                yield from (self._problem(kind, label, [tally], name) for name, tally in here if tally.lacks)

    def _problem(self, kind: str, label: str, tallies: list[_Tally], project: str) -> Problem:
        problem = _not_read(_problem(self._table, kind, label, tallies, project), label, self._annex_file)
        if nearly := next((tally.nearly for tally in tallies if tally.nearly), None):
            name, written, word = nearly
            hint = message(
                "{name} is {written}: if that is {word}, write it so, and this may be missing; "
                "if not: {hint}",
                name=name,
                written=short(written),
                word=word,
                hint=problem.hint,
            )
            problem = replace(problem, hint=hint)
        if _states(self._table, kind, label) and not _states(self._stated, kind, label):
            return replace(
                problem,
                hint=message(
                    "this is a field of {pack}, which the annex does not take fields from: "
                    "add in annex.yaml 字段来自: {pack}; then {hint}",
                    pack=self._region.id,
                    hint=problem.hint,
                ),
            )
        return problem

    def _tallies(self, project: Record, file: str) -> dict[_Key, _Tally]:
        tallies: dict[_Key, _Tally] = {}
        for path in self._paths:
            if path.owner == project.shape.english and not _lifted(path, project):
                walk = _Walk(tallies, file, self._table, self._needed, _nearly_lifted(path, project))
                walk.follow(project, project, path.names, "", (path.owner,))
        return tallies


class _Walk(NamedTuple):
    """Follows paths through records and keeps what it finds at their ends."""

    tallies: dict[_Key, _Tally]
    file: str
    table: FieldTable
    needed: Mapping[tuple[str, ...], Collection[str]]
    nearly: tuple[str, str, str] | None = None

    def follow(
        self, item: Record, record: Record, names: tuple[Name, ...], label: str, way: tuple[str, ...]
    ) -> None:
        """Check a path from `record`, a part of `item` to which `label` leads, `way` from the top."""
        name, rest = names[0], names[1:]
        value = record[name.english]
        label = f"{label}.{name.chinese}" if label else name.chinese
        if isinstance(value, Record) and rest:
            self.follow(item, value, rest, label, (*way, name.english))
            return
        self._count(item, record, label, name, self.needed.get(way, ()))
        if isinstance(value, list) and rest:
            for each in value:
                self.follow(each, each, rest, "", (*way, name.english))

    def _count(self, item: Record, record: Record, label: str, name: Name, needed: Collection[str]) -> None:
        field = name.english
        tally = self.tallies.setdefault((item.shape.english, label), _Tally())
        # An indicator of two goals is two records, which have its places in common.
        identity = id(item.places)
        tally.checked.add(identity)
        if _is_unknown(record[field]) and identity not in tally.lacks:
            tally.nearly = tally.nearly or self.nearly
            place = record.places.get("") or item.places.get("") or SourcePlace(self.file)
            one_line = record_in_one_line(record, label, self.table)
            instead = _said_instead(record, name, needed)
            tally.lacks[identity] = _Lack(_shown(item), place, record.reckoned.get(field), one_line, instead)


def _said_instead(record: Record, lacking: Name, needed: Collection[str]) -> _Instead | None:
    """Return the field that seems to say what a record lacks: one that other forms need in its place.

    It is of the same kind, shares a word with the name of what is missing, and is alone in both.
    """
    missing = [name for name in record.shape if name.english in needed and _is_unknown(record[name.english])]
    others = [name for name in record.shape if name.english not in needed and name.english in record.places]
    stated = [name for name in others if not _is_unknown(record[name.english])]
    found = [name for name in stated if _are_alike(name, lacking, record.shape)]
    if len(found) != 1 or sum(_are_alike(found[0], name, record.shape) for name in missing) != 1:
        return None
    return _Instead(found[0].chinese, record.places[found[0].english], found[0].of is None)


def _are_alike(one: Name, other: Name, shape: Shape) -> bool:
    """Tell whether two fields hold the same and share a word, but for that of their record."""
    if one.field is None or other.field is None or one.field.kind is not other.field.kind:
        return False
    first, second = (name.chinese.replace(shape.chinese, " ") for name in (one, other))
    pairs = {first[n : n + 2] for n in range(len(first) - 1)}
    return any(" " not in pair and pair in second for pair in pairs)


def _is_unknown(value: object) -> bool:
    if isinstance(value, Record):
        return all(map(_is_unknown, value.values()))
    return value is None or value == []


def _shown(item: Record) -> str:
    """Return the words for an item: a goal's 编号, anything else's name."""
    return str(item.get("name") or item.get("id") or "")


def _lifted(path: _Path, project: Record) -> bool:
    return any(project[name] in values for name, values in path.unless)


def _nearly_lifted(path: _Path, project: Record) -> tuple[str, str, str] | None:
    """Return the field that would lift a requirement, what it says, and the word that it may mean."""
    for name, values in path.unless:
        written = str(project[name] or "")
        if written and (near := get_close_matches(written, values, 1, _ALIKE)):
            return project.shape.names[name].chinese, written, near[0]
    return None


_ALIKE = 0.5
"""How much alike 经常性 and 经常性专项业务费 are, and no other 项目性质 is."""


def _problem(table: FieldTable, kind: str, label: str, tallies: list[_Tally], project: str) -> Problem:
    """Return the problem of one record or `project`, or else of all projects of an annex."""
    lacks = [lack for tally in tallies for lack in tally.lacks.values()]
    reckoned = [(lack.name, lack.reckoned) for lack in lacks if lack.reckoned]
    sums = [left.said if len(lacks) == 1 else f"{name}：{left.said}" for name, left in reckoned]
    for_all = len(tallies) > 1
    problem_text = problem_text_for(kind, label, for_all=for_all)
    lines = lines_to_write(table, kind, label, next((left.example for _, left in reckoned), ""))
    one_lines = dict.fromkeys(lack.one_line for lack in lacks)
    one_line = next(iter(one_lines))
    if one_line and None not in one_lines:
        problem_text, lines = with_lines_for_one(problem_text, several=len(one_lines) > 1), one_line.lines
    elif sums:
        problem_text = with_sums(problem_text, for_all=for_all)
    named_otherwise = {lack.instead.name if lack.instead else "" for lack in lacks}
    name = named_otherwise.pop() if len(named_otherwise) == 1 else ""
    if name:
        in_line = len(lacks) == 1 and lacks[0].instead is not None and lacks[0].instead.is_in_line
        problem_text = with_other_name(problem_text, in_line=in_line)
    return problem_with(
        problem_text,
        (lack.instead.place if lack.instead and name else lack.place for lack in lacks),
        other=name,
        last=label.rpartition(".")[2],
        number=next((lack.instead.place.line for lack in lacks if lack.instead), ""),
        field=label,
        project=project,
        projects=len(tallies),
        count=len(lacks),
        total=sum(len(tally.checked) for tally in tallies),
        names=list_names(lack.name for lack in lacks),
        sums="；".join(sums),
        line=one_line.line if one_line else "",
        block=block(lines),
    )


def _not_read(problem: Problem, label: str, annex_file: str) -> Problem:
    """Return the problem of a field with the lines that have it behind #, if no more than lack it."""
    first, last = label.partition(".")[0], label.rpartition(".")[2]
    files = [place.file for place in problem.places if isinstance(place, SourcePlace)]
    lines = [(file, *line) for file in dict.fromkeys(files) for line in values_behind_hash(file, last)]
    if not lines and first in SHARED:
        lines = [(annex_file, *line) for line in values_behind_hash(annex_file, last)][:1]
    if not lines or len(lines) > len(files):
        return problem
    file, number, line = lines[0]
    values = {"number": number, "line": short(line.strip()), "hint": problem.hint, "file": Path(file).name}
    if len(lines) > 1:
        hint = message(
            "it is written behind #, where it does not count, in {places}: where that is right, delete "
            "the # and the blank behind it; where not: {hint}",
            places="、".join(f"{Path(file).name}:{number}" for file, number, _ in lines[:_LINES_SHOWN]),
            hint=problem.hint,
        )
    elif file == files[0]:
        hint = message(
            "line {number} has it behind #, where it does not count ({line}): if that is right, delete the # "
            "and the blank behind it at the beginning of that line; if not: {hint}",
            **values,
        )
    else:
        hint = message(
            "line {number} of {file} has it behind #, where it does not count ({line}): if that is right, "
            "delete the # and the blank behind it at the beginning of that line; if not: {hint}",
            **values,
        )
    return replace(problem, hint=hint)


_LINES_SHOWN = 6
"""Lines behind # that are named; of more the first."""


def _states(table: FieldTable, kind: str, label: str) -> bool:
    """Tell whether records of a kind may state the field that a path leads to."""
    entity = table.get(kind)
    *above, last = label.split(".")
    for name in above:
        entity = entity_of(entity.find(name), table) if entity else None
    return entity is not None and entity.find(last) is not None


class _NoSuchName(Exception):
    """Raised where a path leads nowhere; carries the word and the shape that does not have it."""

    def __init__(self, word: str, shape: Shape | None) -> None:
        self.word = word
        self.shape = shape
        super().__init__(word)


def _look_up(requirement: Requirement, table: FieldTable) -> _Path:
    words = requirement.path.split(".")
    owner = next((each for each in _OWNERS if words[0] in (each.chinese, each.name)), None)
    if owner is not None:
        words = words[1:]
    shapes = shapes_of(table)
    shape = shapes[(owner or PROJECT).name]
    unless = tuple(
        (_name(key, shapes["project"]).english, values) for key, values in requirement.unless.items()
    )
    return _Path(shape.english, tuple(_names(words, shape)), unless)


_OWNERS = (ANNEX, PROJECT, WHOLE_DEPARTMENT)


def _names(words: Iterable[str], shape: Shape) -> Iterator[Name]:
    inner: Shape | None = shape
    for word in words:
        name = _name(word, inner)
        yield name
        inner = name.of.item if isinstance(name.of, ListOf) else name.of


def _name(word: str, shape: Shape | None) -> Name:
    if shape is None or word not in shape.names:
        raise _NoSuchName(word, shape)
    return shape.names[word]


def _bad_path(region: Region, requirement: Requirement, unknown: _NoSuchName) -> Problem:
    place = requirement.place or region.places.get("requirements") or region.places.get("")
    return Problem(
        "PMG608",
        message(
            "the requirement {path} leads nowhere: there is no {word}",
            path=requirement.path,
            word=unknown.word,
        ),
        (place,) if place else (),
        _names_hint(unknown.shape),
    )


def _names_hint(shape: Shape | None) -> Message:
    if shape is None:
        return message("end the path before this word: what stands there is plain text")
    return message("write one of {names}", names="、".join(name.chinese for name in shape))
