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

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from pmgen.catalog.region import Region, Requirement
from pmgen.model.field_definitions import Entity, Field, FieldTable, blank_lines, block, nested_lines
from pmgen.model.fields import ANNEX, INDICATOR, PROJECT, TARGET, TASK, WHOLE_DEPARTMENT
from pmgen.problems import Message, Problem, SourcePlace, message
from pmgen.view.shapes import (
    DerivedValue,
    ListOf,
    Name,
    Record,
    Shape,
    shapes_of,
)
from pmgen.view.unusual_prints import ProblemText, list_names, problem_with

_SHARED = frozenset(field.chinese for field in PROJECT if ANNEX.find(field.english))
"""What annex.yaml may state for all its projects."""

_OF_ANNEX = ProblemText(
    "PMG601",
    message("{field} of the annex is unknown; its place stays blank"),
    message("write in annex.yaml, without repeating what is there already: {block}"),
)
_OF_PROJECT = ProblemText(
    "PMG601",
    message("{field} of {project} is unknown; its place stays blank"),
    message("write in the project file, without repeating what is there already: {block}"),
)
_OF_PROJECT_OR_ANNEX = ProblemText(
    "PMG601",
    _OF_PROJECT.text,
    message("write in the project file, or in annex.yaml for every project: {block}"),
)
_OF_ALL_PROJECTS = ProblemText(
    "PMG601",
    message("{field} is unknown for all {projects} projects; its places stay blank"),
    message("write in each project file, without repeating what is there already: {block}"),
)
_OF_ALL_PROJECTS_OR_ANNEX = ProblemText(
    "PMG601",
    _OF_ALL_PROJECTS.text,
    message("write in annex.yaml for every project, or in each project file: {block}"),
)
_OF_DEPARTMENT = ProblemText(
    "PMG601",
    _OF_PROJECT.text,
    message("write in annex.yaml, under 部门, without repeating what is there already: {block}"),
)
_OF_TASKS = ProblemText(
    "PMG601",
    message("{count} of {total} tasks of {project} lack {field}; their places stay blank"),
    message("write under each of {names}: {block}"),
)
_OF_INDICATORS = ProblemText(
    "PMG601",
    message("{count} of {total} indicators of {project} lack {field}; their cells stay blank"),
    message("write under each of {names}: {block}"),
)
_OF_ALL_INDICATORS = ProblemText(
    "PMG601",
    message("{count} of {total} indicators in all {projects} projects lack {field}; their cells stay blank"),
    _OF_INDICATORS.hint,
)
_OF_GOALS = ProblemText(
    "PMG601",
    message("{count} of {total} goals of {project} lack {field}; their places stay blank"),
    _OF_INDICATORS.hint,
)
_OF_ALL_GOALS = ProblemText(
    "PMG601",
    message("{count} of {total} goals in all {projects} projects lack {field}; their places stay blank"),
    _OF_INDICATORS.hint,
)
_GOALS_WITHOUT_INDICATORS = ProblemText(
    "PMG601",
    message("{count} of {total} goals of {project} have no indicators; their places stay blank"),
    message("name these goals in `对应目标:` of the indicators that serve them: {names}"),
)
_ALL_GOALS_WITHOUT_INDICATORS = ProblemText(
    "PMG601",
    message(
        "{count} of {total} goals in all {projects} projects have no indicators; their places stay blank"
    ),
    _GOALS_WITHOUT_INDICATORS.hint,
)


_SUMS_OF_PROJECT = message(
    "the stated amounts make {sums}; if that is right, write in the project file, "
    "without repeating what is there already: {block}"
)
_SUMS_OF_ALL_PROJECTS = message(
    "the stated amounts make {sums}; if that is right, write in each project file, "
    "without repeating what is there already: {block}"
)


def with_sums(problem_text: ProblemText, *, for_all: bool) -> ProblemText:
    """Return the topic with a hint that says what the stated amounts make of the one that is missing."""
    return replace(problem_text, hint=_SUMS_OF_ALL_PROJECTS if for_all else _SUMS_OF_PROJECT)


def problem_text_for(kind: str, label: str, *, for_all: bool) -> ProblemText:
    """Return the words for records of a kind that lack the field `label`; `for_all` projects or for one."""
    if kind == ANNEX.name:
        return _OF_ANNEX
    one, every = _topics(kind, label)
    return every if for_all else one


def _topics(kind: str, label: str) -> tuple[ProblemText, ProblemText]:
    if kind == PROJECT.name:
        shared = label.partition(".")[0] in _SHARED
        return (
            (_OF_PROJECT_OR_ANNEX, _OF_ALL_PROJECTS_OR_ANNEX) if shared else (_OF_PROJECT, _OF_ALL_PROJECTS)
        )
    if kind == WHOLE_DEPARTMENT.name:
        return _OF_DEPARTMENT, _OF_DEPARTMENT
    if kind == TASK.name:
        return _OF_TASKS, _OF_TASKS
    if kind == INDICATOR.name:
        return _OF_INDICATORS, _OF_ALL_INDICATORS
    if label in ("绩效指标", "指标分组", "全部指标分组"):
        return _GOALS_WITHOUT_INDICATORS, _ALL_GOALS_WITHOUT_INDICATORS
    return _OF_GOALS, _OF_ALL_GOALS


def lines_to_write(table: FieldTable, kind: str, label: str, example: str = "") -> tuple[str, ...]:
    """Return the lines in which a record of a kind states the field that the dotted `label` leads to.

    `example` stands in the place of the field's own one.
    """
    *above, last = label.split(".")
    entity: Entity | None = table.get(kind)
    for name in above:
        entity = _entity_of(entity.find(name), table) if entity else None
    field = entity.find(last) if entity else None
    if entity and entity.name == INDICATOR.name and field is None and (field := TARGET.find(last)):
        above = [TARGET.chinese]
    if entity and field is None and entity.find("indicators"):
        return nested_lines(above, _lines_of_indicators(entity, last, table))
    if entity and field is None and last == "编号内容":
        field = entity.find("text")
    if field and example:
        field = replace(field, example=example)
    return nested_lines(above, blank_lines(field, table) if field else (f"{last}:",))


def _lines_of_indicators(entity: Entity, name: str, table: FieldTable) -> tuple[str, ...]:
    """Return the lines that fill a list of indicators which only layouts have."""
    indicators = entity.find("indicators")
    serves = table[INDICATOR.name].find("goals")
    lines = blank_lines(indicators, table) if indicators else ()
    horizon = next((word for word in ("中期", "长期") if name.startswith(word)), None)
    return (*lines, f"    {serves.chinese}: {horizon}1") if horizon and serves else lines


def _entity_of(field: Field | None, table: FieldTable) -> Entity | None:
    return table.get(field.entity) if field else None


class _Path(NamedTuple):
    """A requirement, looked up: the names to follow from a record of the entity `owner`."""

    owner: str
    names: tuple[Name, ...]
    unless: tuple[tuple[str, tuple[str, ...]], ...]


class _Lack(NamedTuple):
    """One record that lacks the field, by the words and the place to show for it.

    `reckoned` is what its other values make of the field, where they make anything of it.
    """

    name: str
    place: SourcePlace
    reckoned: DerivedValue | None


@dataclass(slots=True)
class _Tally:
    """The records of one kind that were checked for one field, and those that lack it."""

    checked: set[int] = field(default_factory=set)
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
        self.problems: list[Problem] = []
        for requirement in region.requirements + more:
            try:
                self._paths.append(_look_up(requirement, region.fields))
            except _NoSuchName as unknown:
                self.problems.append(_bad_path(region, requirement, unknown))

    def of_annex(self, annex: Record, file: str) -> Iterator[Problem]:
        """Give a problem for every field of the annex that the form needs and nobody has stated."""
        tallies: dict[_Key, _Tally] = {}
        for path in self._paths:
            if path.owner == ANNEX.name:
                _Walk(tallies, file).follow(annex, annex, path.names, "")
        for (kind, label), tally in tallies.items():
            if tally.lacks:
                yield self._problem(kind, label, [tally], "")

    def of_projects(self, projects: Iterable[tuple[Record, str]]) -> Iterator[Problem]:
        """Give a problem for every field of a project, its goals and its indicators that is missing.

        What every project lacks comes first, each field once.
        """
        found = [(str(project["name"]), self._tallies(project, file)) for project, file in projects]
        for kind, label in dict.fromkeys(key for _, tallies in found for key in tallies):
            here = [(name, tallies.get((kind, label), _Tally())) for name, tallies in found]
            if len(here) > 1 and all(tally.lacks for _, tally in here):
                yield self._problem(kind, label, [tally for _, tally in here], "")
            else:
                yield from (self._problem(kind, label, [tally], name) for name, tally in here if tally.lacks)

    def _problem(self, kind: str, label: str, tallies: list[_Tally], project: str) -> Problem:
        problem = _problem(self._table, kind, label, tallies, project)
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
                _Walk(tallies, file).follow(project, project, path.names, "")
        return tallies


class _Walk(NamedTuple):
    """Follows paths through records and keeps what it finds at their ends."""

    tallies: dict[_Key, _Tally]
    file: str

    def follow(self, item: Record, record: Record, names: tuple[Name, ...], label: str) -> None:
        """Check the end of a path from `record`, a part of `item` that `label` leads to."""
        name, rest = names[0], names[1:]
        value = record[name.english]
        label = f"{label}.{name.chinese}" if label else name.chinese
        if isinstance(value, Record) and rest:
            self.follow(item, value, rest, label)
            return
        self._count(item, record, label, name.english)
        if isinstance(value, list) and rest:
            for each in value:
                self.follow(each, each, rest, "")

    def _count(self, item: Record, record: Record, label: str, field: str) -> None:
        tally = self.tallies.setdefault((item.shape.english, label), _Tally())
        # An indicator of two goals is two records, which have its places in common.
        identity = id(item.places)
        tally.checked.add(identity)
        if _is_unknown(record[field]) and identity not in tally.lacks:
            place = record.places.get("") or item.places.get("") or SourcePlace(self.file)
            tally.lacks[identity] = _Lack(_shown(item), place, record.reckoned.get(field))


def _is_unknown(value: object) -> bool:
    if isinstance(value, Record):
        return all(map(_is_unknown, value.values()))
    return value is None or value == []


def _shown(item: Record) -> str:
    """Return the words for an item: a goal's 编号, anything else's name."""
    return str(item.get("name") or item.get("id") or "")


def _lifted(path: _Path, project: Record) -> bool:
    return any(project[name] in values for name, values in path.unless)


def _problem(table: FieldTable, kind: str, label: str, tallies: list[_Tally], project: str) -> Problem:
    """Return the problem of one record or `project`, or else of all projects of an annex."""
    lacks = [lack for tally in tallies for lack in tally.lacks.values()]
    reckoned = [(lack.name, lack.reckoned) for lack in lacks if lack.reckoned]
    sums = [left.said if len(lacks) == 1 else f"{name}：{left.said}" for name, left in reckoned]
    problem_text = problem_text_for(kind, label, for_all=len(tallies) > 1)
    return problem_with(
        with_sums(problem_text, for_all=len(tallies) > 1) if sums else problem_text,
        (lack.place for lack in lacks),
        field=label,
        project=project,
        projects=len(tallies),
        count=len(lacks),
        total=sum(len(tally.checked) for tally in tallies),
        names=list_names(lack.name for lack in lacks),
        sums="；".join(sums),
        block=block(lines_to_write(table, kind, label, next((left.example for _, left in reckoned), ""))),
    )


def _states(table: FieldTable, kind: str, label: str) -> bool:
    """Tell whether records of a kind may state the field that a path leads to."""
    entity = table.get(kind)
    *above, last = label.split(".")
    for name in above:
        entity = _entity_of(entity.find(name), table) if entity else None
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
