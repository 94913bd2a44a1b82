"""The words for what a form needs and the data lack, and the lines in which it is written."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from pmgen.late_pattern import late
from pmgen.model.field_definitions import (
    Entity,
    Field,
    FieldKind,
    FieldTable,
    blank_lines,
    nested_lines,
)
from pmgen.model.fields import ANNEX, INDICATOR, PROJECT, TARGET, TASK, WHOLE_DEPARTMENT
from pmgen.problems import message
from pmgen.view.shapes import Record
from pmgen.view.unusual_prints import ProblemText

SHARED = frozenset(field.chinese for field in PROJECT if ANNEX.find(field.english))
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


_OTHER_NAME = message(
    "this form needs {last}, and does not ask for {other}: if line {number} says just that, write {last} "
    "before its colon in place of {other}; if not, add: {block}"
)
_OTHER_NAME_ANYWHERE = message(
    "this form needs {last}, and does not ask for {other}: if {other} says just that, write {last} before "
    "its colon in place of {other}; if not, add: {block}"
)


def with_other_name(problem_text: ProblemText, *, in_line: bool) -> ProblemText:
    """Return the topic with a hint that another field says what is missing, be it `in_line` alone."""
    return replace(problem_text, hint=_OTHER_NAME if in_line else _OTHER_NAME_ANYWHERE)


def problem_text_for(kind: str, label: str, *, for_all: bool) -> ProblemText:
    """Return the words for records of a kind that lack the field `label`; `for_all` projects or for one."""
    if kind == ANNEX.name:
        return _OF_ANNEX
    one, every = _topics(kind, label)
    return every if for_all else one


def _topics(kind: str, label: str) -> tuple[ProblemText, ProblemText]:
    if kind == PROJECT.name:
        shared = label.partition(".")[0] in SHARED
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
        entity = entity_of(entity.find(name), table) if entity else None
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


def entity_of(field: Field | None, table: FieldTable) -> Entity | None:
    """Return the entity of the records that a field holds, None where it holds none."""
    return table.get(field.entity) if field else None


class OneLine(NamedTuple):
    """A record that is written in one line, such as 项目单位: 某局, and the lines that say one field more."""

    line: str
    lines: tuple[str, ...]


_CODE_AND_NAME = late(r"(?P<code>[A-Za-z]?\d[\dA-Za-z]{2,})[\s_:：、.．—–－-]*(?P<name>[^\W\d].*)")


def record_in_one_line(record: Record, label: str, table: FieldTable) -> OneLine | None:
    """Return the one line of a record that lacks the field `label`, None where it has several or none."""
    *above, last = label.split(".")
    entity = table.get(record.shape.english)
    own, lacking = (entity.find(entity.shorthand), entity.find(last)) if entity else (None, None)
    if not (above and own and lacking and own.kind is FieldKind.TEXT):
        return None
    place, text = record.places.get(""), str(record[own.english])
    if place is None or place != record.places.get(own.english):
        return None
    both = _CODE_AND_NAME.fullmatch(text) if lacking.english == "code" else None
    said = f"{lacking.chinese}: {both['code']}" if both else blank_lines(lacking, table)[0]
    lines = nested_lines(above[-1:], (said, f"{own.chinese}: {both['name'] if both else text}"))
    return OneLine(f"{above[-1]}: {text}", lines)


_IN_ONE_LINE = message("write these lines in place of “{line}”: {block}")
_IN_ONE_LINE_EACH = message("write lines like these in each project file, here in place of “{line}”: {block}")


def with_lines_for_one(problem_text: ProblemText, *, several: bool) -> ProblemText:
    """Return the topic with a hint that shows what takes the place of the one line of a record."""
    return replace(problem_text, hint=_IN_ONE_LINE_EACH if several else _IN_ONE_LINE)
