"""The first files of a new annex: every field that its form needs, open to be filled in.

Nothing is invented: a field without a value is a commented line. What an older annex lends is either a
definition, which is taken over, or a value of its year, which stays commented until somebody revises it.
So an unrevised folder does not load: the loader names every required field that is still open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from pmgen.catalog.region import FormSubject, Region
from pmgen.load.annex_folders import ANNEX_FILE
from pmgen.load.project_files import JSON_LINES, is_stream_name
from pmgen.model.dates import years_in
from pmgen.model.field_definitions import Entity, Field, FieldKind
from pmgen.model.records import Annex, CanonicalRecord, Goal, Project
from pmgen.model.target_reading import parse_target
from pmgen.model.targets import Target, parts_of
from pmgen.model.terms import Horizon, Term
from pmgen.publish.new_annex_needs import Needs, project_needs
from pmgen.publish.new_year import with_year

_TEXT = "tag:yaml.org,2002:str"


def scalar(text: str) -> str:
    """Return `text` as it can stand after a key or a dash."""
    style: Any = '"' if "\n" in text or " #" in text else None
    node = yaml.ScalarNode(_TEXT, text, style=style)
    line: str = yaml.serialize(node, Dumper=yaml.BaseDumper, allow_unicode=True, width=1_000_000)
    return line.removesuffix("...\n").rstrip("\n")


Value = str | dict[str, "Value"] | list["Value"]
Values = Mapping[str, Value]

_LISTS = (FieldKind.RECORDS, FieldKind.NAMES, FieldKind.OPTIONS, FieldKind.FREE)
_GOALS = {
    "annual_goals": Horizon.ANNUAL,
    "mid_term_goals": Horizon.MID_TERM,
    "long_term_goals": Horizon.LONG_TERM,
}


def values_of_project(project: Project, shared: Values) -> dict[str, Value]:
    """Return what is known of `project` and not said for all projects of its annex."""
    values = {key: value for key, value in _project(project).items() if value != shared.get(key)}
    funding = values.get("funding")
    if isinstance(funding, dict) and funding.get("amount_unit") == shared.get("amount_unit"):
        values["funding"] = {key: value for key, value in funding.items() if key != "amount_unit"}
    return values


def values_of_annex(annex: Annex) -> dict[str, Value]:
    """Return what the annex says for all its projects, and what all of them have alike."""
    stated = [
        field
        for field in annex.table["annex"]
        if field.kind not in _LISTS and field.english != "whole_department"
    ]
    shared = _known(annex, stated)
    if annex.whole_department:
        return shared | {"whole_department": _department(annex.whole_department, shared)}
    everyone = [_project(project) for project in annex.projects]
    for field in stated:
        found = [values.get(field.english) for values in everyone]
        if field.english not in shared and found and (first := found[0]) and found.count(first) == len(found):
            shared[field.english] = first
    return shared


def _department(department: Project, shared: Values) -> dict[str, Value]:
    """Return what is known of a department, but for the unit of its money where the annex says it."""
    values = _project(department)
    unit = values.pop("amount_unit", None)
    return values if unit == shared.get("amount_unit") or unit is None else {"amount_unit": unit, **values}


def _project(project: Project) -> dict[str, Value]:
    values = _known(project, project.table[project.entity])
    for key, horizon in _GOALS.items():
        if goals := project.goals_of(horizon):
            values[key] = [_goal(goal) for goal in goals]
    return values


def _known(record: CanonicalRecord, entity: Iterable[Field]) -> dict[str, Value]:
    found = {field.english: _value(record.value(field.english), field) for field in entity}
    return {key: value for key, value in found.items() if value}


def _value(value: object, field: Field) -> Value | None:
    match value:
        case None:
            return None
        case Term():
            return value.chinese
        case date():
            return value.isoformat()
        case tuple():
            return [item for each in value if (item := _value(each, field))]
        case _ if isinstance(value, Target):
            return _target(value)
        case CanonicalRecord():
            return _known(value, value.table[field.entity])
        case _:
            return str(value)


def _goal(goal: Goal) -> Value:
    own_name = goal.id != f"{goal.horizon.chinese}{goal.seq}"
    return {"id": goal.id, "text": goal.text} if own_name else goal.text


def _target(target: Target) -> Value:
    """Return the short form where it says the same, or else the columns of the long form."""
    if parse_target(target.written) == target:
        return target.written
    comparator, value, unit = parts_of(target)
    sign = comparator.chinese if comparator else ""
    columns = {"comparator": sign, "value": value, "measure_unit": unit}
    return {key: text for key, text in columns.items() if text}


_CHANGES_YEARLY = frozenset(
    (
        *(FieldKind.AMOUNT, FieldKind.TARGET, FieldKind.YEAR, FieldKind.DATE),
        *(FieldKind.DAY_OR_MONTH, FieldKind.MONTH, FieldKind.PERIOD),
    )
)
_OF_ITS_YEAR = frozenset(
    (
        "annex.title",
        "project.code",
        "project.attribute",
        "project.long_term_goals",
        "project.mid_term_goals",
        "project.annual_goals",
        "project.approval_number",
        "project.waivers",
        *(f"whole_department.{name}" for name in ("income", "expenditure", "tasks", *_GOALS, "waivers")),
        "funding.annual",
        "funding.whole_life",
    )
)
"""What an older annex says of its own year: taken over only as a commented line."""

_OF_THEIR_OWN_YEAR = frozenset(("legal_basis", "basis_note"))
_ALWAYS_IN_ANNEX = {("年度",): "", ("项目单位",): "", ("金额单位",): "必填"}
_REVISE = "待修订：上年内容"
_OPEN = "去掉行首的“#”并填写，该项才生效"


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of YAML; an open one is commented, and a remark is a comment for the reader."""

    depth: int
    text: str
    open: bool = False
    comment: bool = False

    def __str__(self) -> str:
        # Without a blank, so that the line keeps its indentation when the sign is deleted.
        mark = "## " if self.comment else "#" if self.open else ""
        return "  " * self.depth + mark + self.text


def first_files(region: Region, older: Annex | None = None, year: str = "") -> dict[str, str]:
    """Return the new annex's files by name: annex.yaml and the files of `older`'s projects, or one blank.

    `year` is offered for 年度, commented like every value that is not stated yet.
    """
    needs = project_needs(region)
    shared = values_of_annex(older) if older else {}
    chosen = older.options if older and older.region == region.id else {}
    files = {ANNEX_FILE: _annex_file(region, shared, chosen, needs, year)}
    if older is None:
        blank = {} if region.subject is FormSubject.DEPARTMENT else {"01_项目.yaml": _project_file({}, needs)}
        return files | blank
    if region.subject is not FormSubject.DEPARTMENT:
        files |= _older_projects(region, older, shared, needs)
    before = str(older.value("fiscal_year") or "")
    if not before or not year:
        return files
    return {name: with_year(text, before, year, _REVISE) for name, text in files.items()}


def _older_projects(region: Region, older: Annex, shared: Values, needs: Needs) -> dict[str, str]:
    """Return the files of the projects of an older annex, several to a file where they were in a stream."""
    left = needs.among(field for field in region.fields["project"] if field.english not in shared)
    files: dict[str, str] = {}
    for project in older.projects:
        text, name = _project_file(values_of_project(project, shared), left), Path(project.file).name
        if project.stream_entry is None:
            files[name] = text
        else:
            name = _yaml_stream(name)
            files[name] = f"{files[name]}---\n{text}" if name in files else text
    return files


_HEADS = {
    FormSubject.PROJECTS: "各项目共同的内容；某个项目不同时，写在该项目的文件里。",
    FormSubject.DEPARTMENT: "部门整体支出的附件，全部内容都写在这里，没有项目文件。",
}
_NOT_IN_NEW_ANNEX = ("region", "projects", "options", "fields_from", "whole_department")


def _yaml_stream(name: str) -> str:
    """Return what a stream is called in YAML, in which alone remarks can say what is to be filled in."""
    stem = name.removesuffix(JSON_LINES)
    names = (name,) if stem == name else (f"{stem}.yaml", f"{stem}.项目.yaml")
    return next(filter(is_stream_name, names))


def _annex_file(region: Region, shared: Values, chosen: Mapping[str, str], needs: Needs, year: str) -> str:
    of_annex = region.fields["annex"]
    wanted = Needs(_ALWAYS_IN_ANNEX | dict(needs.among(of_annex).paths), region.fields)
    # A department is what the whole form is about, and comes last.
    last = ("whole_department",) if region.subject is FormSubject.DEPARTMENT else ()
    fields = {f.english: f for f in of_annex if f.english not in _NOT_IN_NEW_ANNEX}
    own = Entity("annex", "附件", (*fields.values(), *(f for f in of_annex if f.english in last)))
    lines = [
        _Line(0, f"{_HEADS[region.subject]}{_OPEN}。", comment=True),
        _Line(0, f"地区: {scalar(region.id)}"),
        *_with_year(_record(own, shared, wanted, 0), year),
        *_options(region, chosen),
    ]
    return _text(lines)


def _with_year(lines: Iterable[_Line], year: str) -> Iterator[_Line]:
    blank = _Line(0, "年度:", open=True)
    for line in lines:
        yield _Line(0, f"年度: {year}", open=True) if year and line == blank else line


def _project_file(values: Values, needs: Needs) -> str:
    head = _Line(0, f"{_OPEN}；各项目相同的写在 annex.yaml，这里可以删去。", comment=True)
    return _text([head, *_record(needs.table["project"], values, needs, 0)])


def _text(lines: Sequence[_Line]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _options(region: Region, chosen: Mapping[str, str]) -> Iterator[_Line]:
    if region.options:
        yield _Line(0, "选项:", open=not chosen)
    for name, option in region.options.items():
        choices = "、".join(option.choices)
        yield _Line(1, f"{name}：可选{choices}；不写即{option.default}", comment=True)
        value = f" {scalar(chosen[name])}" if name in chosen else ""
        yield _Line(1, f"{name}:{value}", open=name not in chosen)


def _record(
    entity: Entity, values: Values, needs: Needs, depth: int, revise: bool = False
) -> Iterator[_Line]:
    for field in entity:
        value = values.get(field.english)
        yearly = field.kind in _CHANGES_YEARLY or f"{entity.name}.{field.english}" in _OF_ITS_YEAR
        old = revise or yearly or _names_a_year(field, value)
        if value is not None:
            yield from _given(field, value, needs.below(field), depth, old)
        elif needs.has(field, values):
            yield from _blank(field, needs, depth)


def _names_a_year(field: Field, value: Value | None) -> bool:
    """Tell whether a text speaks of a year, as 2026年职业技能大赛 does; the papers it goes by keep theirs."""
    is_text = field.kind is FieldKind.TEXT and field.english not in _OF_THEIR_OWN_YEAR
    return is_text and isinstance(value, str) and bool(years_in(value))


def _given(field: Field, value: Value, needs: Needs, depth: int, old: bool) -> Iterator[_Line]:
    if isinstance(value, str):
        yield _old_or_kept(f"{field.chinese}: {scalar(value)}", depth, old)
        return
    below = list(_nested(field, value, needs, depth + 1, old))
    yield _Line(depth, f"{field.chinese}:", open=all(line.open or line.comment for line in below))
    yield from below


def _nested(field: Field, value: Value, needs: Needs, depth: int, old: bool) -> Iterator[_Line]:
    if isinstance(value, dict):
        yield from _record(needs.table[field.entity], value, needs, depth, old)
        return
    for item in value:
        if isinstance(item, str):
            yield _old_or_kept(f"- {scalar(item)}", depth, old)
        elif isinstance(item, dict):
            yield from _item(_record(needs.table[field.entity], item, needs, depth + 1, old))


def _old_or_kept(text: str, depth: int, old: bool) -> _Line:
    return _Line(depth, f"{text}  # {_REVISE}", open=True) if old else _Line(depth, text)


def _item(lines: Iterator[_Line]) -> Iterator[_Line]:
    """Yield the lines of a record as one item of a list: the first that is not a remark gets the dash."""
    for line in lines:
        if not line.comment:
            yield _Line(line.depth - 1, f"- {line.text}", line.open)
            break
        yield line
    yield from lines


def _blank(field: Field, needs: Needs, depth: int) -> Iterator[_Line]:
    yield _Line(depth, _explained(field, needs), comment=True)
    # One live line without a value makes the loader name every required field instead of an empty file.
    live = field.required and field.kind is FieldKind.TEXT and depth == 0
    yield _Line(depth, f"{field.chinese}:", open=not live)
    below = needs.below(field)
    if field.kind is FieldKind.RECORD:
        yield from _record(needs.table[field.entity], {}, below, depth + 1)
    elif field.kind is FieldKind.RECORDS:
        yield from _blank_item(needs.table[field.entity], below, depth + 1)


def _blank_item(entity: Entity, needs: Needs, depth: int) -> Iterator[_Line]:
    if entity.shorthand:
        yield _Line(depth, "-", open=True)
        yield _Line(depth, f"更多{entity.chinese}：每条另起一行，写法同上", comment=True)
    else:
        yield from _item(_record(entity, {}, needs, depth + 1))
        yield _Line(depth, f"更多{entity.chinese}：复制这一段，从短横线一行起", comment=True)


def _explained(field: Field, needs: Needs) -> str:
    need = needs.comment(field) or ("必填" if field.required else "")
    words = "、".join(needs.words(field))
    meaning = "" if field.meaning == field.chinese else field.meaning
    parts = [meaning, words and f"可填{words}", field.example and f"例：{field.example}"]
    head = f"{field.chinese}（{need}）" if need else field.chinese
    return "：".join(filter(None, [head, "。".join(filter(None, parts))]))
