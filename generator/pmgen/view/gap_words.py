"""The words for what a form needs and the data lack, and the lines to write."""

from __future__ import annotations

from dataclasses import replace

from pmgen.model import fields
from pmgen.model.fields import ENTITIES, Entity, Field
from pmgen.model.lines import blank_lines, nested_lines
from pmgen.problems import message
from pmgen.view.findings import Topic
from pmgen.view.shapes import ANNEX, INDICATOR, PROJECT

_SHARED = frozenset(name.chinese for name in PROJECT if fields.ANNEX.find(name.english))
"""What annex.yaml may state for all its projects."""

_OF_ANNEX = Topic(
    "PMG601",
    message("{field} of the annex is unknown; its place stays blank"),
    message("write in annex.yaml, without repeating what is there already: {block}"),
)
_OF_PROJECT = Topic(
    "PMG601",
    message("{field} of {project} is unknown; its place stays blank"),
    message("write in the project file, without repeating what is there already: {block}"),
)
_OF_PROJECT_OR_ANNEX = Topic(
    "PMG601",
    _OF_PROJECT.text,
    message("write in the project file, or in annex.yaml for every project: {block}"),
)
_OF_ALL_PROJECTS = Topic(
    "PMG601",
    message("{field} is unknown for all {projects} projects; its places stay blank"),
    message("write in each project file, without repeating what is there already: {block}"),
)
_OF_ALL_PROJECTS_OR_ANNEX = Topic(
    "PMG601",
    _OF_ALL_PROJECTS.text,
    message("write in annex.yaml for every project, or in each project file: {block}"),
)
_OF_INDICATORS = Topic(
    "PMG601",
    message("{count} of {total} indicators of {project} lack {field}; their cells stay blank"),
    message("write under each of {names}: {block}"),
)
_OF_ALL_INDICATORS = Topic(
    "PMG601",
    message("{count} of {total} indicators in all {projects} projects lack {field}; their cells stay blank"),
    _OF_INDICATORS.hint,
)
_OF_GOALS = Topic(
    "PMG601",
    message("{count} of {total} goals of {project} lack {field}; their places stay blank"),
    _OF_INDICATORS.hint,
)
_OF_ALL_GOALS = Topic(
    "PMG601",
    message("{count} of {total} goals in all {projects} projects lack {field}; their places stay blank"),
    _OF_INDICATORS.hint,
)
_GOALS_WITHOUT_INDICATORS = Topic(
    "PMG601",
    message("{count} of {total} goals of {project} have no indicators; their places stay blank"),
    message("name these goals in `对应目标:` of the indicators that serve them: {names}"),
)
_ALL_GOALS_WITHOUT_INDICATORS = Topic(
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


def with_sums(topic: Topic, *, for_all: bool) -> Topic:
    """Return the topic with a hint that says what the stated amounts make of the one that is missing."""
    return replace(topic, hint=_SUMS_OF_ALL_PROJECTS if for_all else _SUMS_OF_PROJECT)


def topic_for(kind: str, label: str, *, for_all: bool) -> Topic:
    """Return the words for records of a kind that lack the field `label`; `for_all` projects or for one."""
    if kind == ANNEX.english:
        return _OF_ANNEX
    one, every = _topics(kind, label)
    return every if for_all else one


def _topics(kind: str, label: str) -> tuple[Topic, Topic]:
    if kind == PROJECT.english:
        shared = label.partition(".")[0] in _SHARED
        return (
            (_OF_PROJECT_OR_ANNEX, _OF_ALL_PROJECTS_OR_ANNEX) if shared else (_OF_PROJECT, _OF_ALL_PROJECTS)
        )
    if kind == INDICATOR.english:
        return _OF_INDICATORS, _OF_ALL_INDICATORS
    if label == "绩效指标":
        return _GOALS_WITHOUT_INDICATORS, _ALL_GOALS_WITHOUT_INDICATORS
    return _OF_GOALS, _OF_ALL_GOALS


def lines_to_write(kind: str, label: str, example: str = "") -> tuple[str, ...]:
    """Return the lines in which a record of a kind states the field that the dotted `label` leads to.

    `example` stands in the place of the field's own one.
    """
    *above, last = label.split(".")
    entity: Entity | None = ENTITIES.get(kind)
    for name in above:
        entity = _entity_of(entity.find(name)) if entity else None
    field = entity.find(last) if entity else None
    if entity is fields.INDICATOR and field is None and (field := fields.TARGET.find(last)):
        above = [fields.TARGET.chinese]
    if field and example:
        field = replace(field, example=example)
    return nested_lines(above, blank_lines(field, ENTITIES) if field else (f"{last}:",))


def _entity_of(field: Field | None) -> Entity | None:
    return ENTITIES.get(field.entity) if field else None
