"""The schema that an editor uses and the loader accept and refuse the same files, but for a short list."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editor import complaints
from pmgen.load import load_annex
from pmgen.load.json_schema import ANNEX_SCHEMA, PROJECT_SCHEMA, schema_text, schemas
from pmgen.model.field_definitions import Entity, Field, FieldKind
from pmgen.model.fields import AMBIGUOUS, ANNEX, FIELDS, PROJECT
from pmgen.problems import Severity
from shipped import FILES
from shipped import schema as shipped_schema
from small_annexes import SOUND, Case, load_project, read_cases

NOT_IN_A_SCHEMA = {
    "PMG138": "words of a value that are a comment to YAML",
    "PMG-S01": "level 1 against level 2",
    "PMG221": "成本类型 without a cost",
    "PMG227": "a value with another sign than its direction",
    "PMG210": "the id of a goal that is not there",
    "PMG212": "two goals with one id",
    "PMG213": "an amount unit that neither file says",
    "PMG218": "a project file that is not there",
    "PMG230": "project files beside an annex about a department",
}
"""Refused by the loader for what holds between values or files; the schema lets it pass."""

NOT_IN_VALUES = {
    "a value over several lines",
    "a quoted value over several lines",
    "a dash that stands in another column than its list",
    "tags",
    "an escape that makes a control character",
}
"""Cases that the loader refuses for the notation, of which an editor sees only the value."""

CASES = read_cases("yaml.txt") + read_cases("fields.txt")


def refused(text: str, file: str = "1.yaml") -> set[str]:
    """Return the codes for which the loader refuses a project file, or an annex.yaml with a sound project."""
    with TemporaryDirectory() as folder:
        if file == "1.yaml":
            loaded = load_project(Path(folder), text)
        else:
            loaded = load_project(Path(folder), f"{SOUND}\n", text)
    return {problem.code for problem in loaded.problems if problem.severity is Severity.ERROR}


def agree(text: str, schema: str = PROJECT_SCHEMA) -> None:
    """Check that loader and schema are of one mind about a file."""
    codes = refused(text, "1.yaml" if schema == PROJECT_SCHEMA else "annex.yaml")
    by_loader = codes - NOT_IN_A_SCHEMA.keys()
    by_schema = complaints(text, schema)
    assert bool(by_loader) == bool(by_schema), (codes, by_schema, text)


@pytest.mark.parametrize("name", [PROJECT_SCHEMA, ANNEX_SCHEMA])
def test_the_files_are_what_pmgen_schema_writes(name: str) -> None:
    assert shipped_schema(name).read_text(encoding="utf-8") == schema_text(schemas()[name])


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_shipped_data_name_their_schema_and_keep_it(file: Path) -> None:
    schema = ANNEX_SCHEMA if file.name == "annex.yaml" else PROJECT_SCHEMA
    text = file.read_text(encoding="utf-8")
    first = text.split("\n", 1)[0]
    assert first == f"# yaml-language-server: $schema={os.path.relpath(shipped_schema(schema), file.parent)}"
    assert complaints(text, schema) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_the_mistakes_that_the_loader_knows(case: Case) -> None:
    if case.title in NOT_IN_VALUES:
        assert refused(case.text)
        assert complaints(case.text, PROJECT_SCHEMA) == []
    else:
        agree(case.text)


def test_what_the_schema_cannot_say_is_in_the_cases() -> None:
    found = {line.split()[1] for case in CASES for line in case.expected if line.startswith("error")}
    # The amount unit and the files of an annex are looked at below.
    assert NOT_IN_A_SCHEMA.keys() <= found | {"PMG213", "PMG218", "PMG230"}
    assert {case.title for case in CASES} >= NOT_IN_VALUES


@pytest.mark.parametrize("number", ["1e3", "007", "+5", ".5", "5.", "0x1F", "0o17", ".inf"])
def test_an_editor_does_not_see_how_a_number_is_written(number: str) -> None:
    text = SOUND.replace("425.50", number)
    assert refused(text) == {"PMG207"}
    assert complaints(text, PROJECT_SCHEMA) == []


@pytest.mark.parametrize("null", ["Null", "NULL"])
def test_only_the_small_null_is_unknown_to_the_loader(null: str) -> None:
    assert refused(f"年度: {null}\n{SOUND}") == {"PMG222"}
    assert refused(SOUND.replace("培训费", null)) == set()
    assert complaints(f"年度: {null}\n{SOUND}", PROJECT_SCHEMA) == []
    assert complaints(SOUND.replace("培训费", null), PROJECT_SCHEMA)


@pytest.mark.parametrize(
    "line",
    [
        "项目单位: '名称：甲'",
        "批复日期: |\n  2024-12-31",
        "年度: |\n  2025",
    ],
    ids=["a quoted text that looks like a field", "a day in a block", "a year in a block"],
)
def test_where_the_schema_is_the_stricter_one(line: str) -> None:
    text = f"{line}\n{SOUND}"
    assert refused(text) == set()
    assert complaints(text, PROJECT_SCHEMA)


_DAYS = (*range(3), *range(8, 12), *range(18, 22), *range(27, 33))
"""Where a digit changes, where months end, and what no month has."""


def test_the_days_of_some_years_and_no_other() -> None:
    for year in (1, 1896, 1900, 1904, 2000, 2023, 2024, 2100, 9999):
        days = {date(year, 1, 1) + timedelta(n) for n in range(365)} | {date(year, 12, 31)}
        real = {day.isoformat() for day in days}
        every = (f"{year:04}-{month:02}-{day:02}" for month in range(14) for day in _DAYS)
        for text in every:
            assert (not complaints(f"批复日期: {text}\n{SOUND}", PROJECT_SCHEMA)) == (text in real), text


def texts(field: Field) -> Any:
    """Return a value of the field as somebody writes it, the longer form where there are two."""
    if field.kind is FieldKind.RECORD or field.kind is FieldKind.TARGET:
        return record(FIELDS[field.entity])
    if field.kind is FieldKind.RECORDS:
        return [record(FIELDS[field.entity]), record(FIELDS[field.entity])]
    if field.kind is FieldKind.NAMES:
        return ["甲", "乙"]
    if field.kind in (FieldKind.OPTIONS, FieldKind.FREE):
        return {"甲": "乙"}
    if field.kind in (FieldKind.DATE, FieldKind.DAY_OR_MONTH):
        return "2024-12-31"
    return next(iter(field.term)).chinese if field.term else field.example or "甲"


def record(entity: Entity) -> dict[str, Any]:
    return {field.chinese: texts(field) for field in entity}


def lines(value: Any, depth: int = 0) -> Iterator[str]:
    """Return a tree of YAML's own scalars as YAML; an empty list or record stands in its line."""
    blanks = "  " * depth
    for key, item in value.items() if isinstance(value, dict) else (("-", item) for item in value):
        head = f"{blanks}{key}" if key == "-" else f"{blanks}{key}:"
        if isinstance(item, str):
            yield f"{head} {item}"
        elif not item:
            yield f"{head} {'{}' if isinstance(item, dict) else '[]'}"
        else:
            yield head
            yield from lines(item, depth + 1)


SCALARS = [
    *("", "~", "null", "''", '""', "' '", "甲", "'甲'", "甲乙丙", "' 甲'", "true", "False", "no", "'true'"),
    *(
        "0",
        "-3",
        "007个",
        "50.00",
        "'50.00'",
        "1,234.50",
        "12,34.5",
        "'1e3'",
        "１２",
        "50.00元",
        "≥5人",
        "-0",
    ),
    *("2025", "'2025'", "2100", "1899", "2025年", "2024-02-29", "2023-02-29", "'2024-12-31'", "2024-1-1"),
    *("元", "wan", "亿元", "数量指标", "cost", "经济成本", "正向", "正", "≥", "'>='", "约", "plan", "年度1"),
    *(
        "名称：甲",
        "编号：甲",
        "甲：乙",
        "[]",
        "{}",
        "[甲]",
        "[甲, 乙]",
        "[[甲]]",
        "{甲: 乙}",
        "[~x]",
        "{编号: 甲}",
    ),
]
KEYS = sorted(
    {word for entity in FIELDS.values() for f in entity for word in (f.chinese, f.english, *f.aliases)}
    | {*AMBIGUOUS, "项目名秒", "备 注", "甲"}
)
"""Every key that there is, and some that are none."""


@st.composite
def mutated(draw: st.DrawFn, root: Entity) -> str:
    """Draw a whole file with one to four changes somewhere in it."""
    tree = record(root)
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.sampled_from(list(collections(tree))))
        if isinstance(place, list):
            change_list(draw, place)
        else:
            change_record(draw, place)
    return "\n".join(lines(tree)) + "\n"


def collections(value: Any) -> Iterator[Any]:
    """Give every list and record in a tree that is not empty, itself first."""
    if value and not isinstance(value, str):
        yield value
        for item in value.values() if isinstance(value, dict) else value:
            yield from collections(item)


def change_list(draw: st.DrawFn, items: list[Any]) -> None:
    position = draw(st.integers(0, len(items) - 1))
    match draw(st.sampled_from(["drop", "empty", "set"])):
        case "drop":
            del items[position]
        case "empty":
            items.clear()
        case "set":
            items[position] = draw(st.sampled_from(SCALARS))


def change_record(draw: st.DrawFn, fields: dict[str, Any]) -> None:
    key = draw(st.sampled_from(list(fields)))
    match draw(st.sampled_from(["drop", "rename", "translate", "twice", "set", "set", "add"])):
        case "drop":
            del fields[key]
        case "rename":
            fields[draw(st.sampled_from(KEYS))] = fields.pop(key)
        case "translate":
            fields[draw(st.sampled_from(same(key)))] = fields.pop(key)
        case "twice":
            fields[draw(st.sampled_from(same(key)))] = draw(st.sampled_from(SCALARS))
        case "set":
            fields[key] = draw(st.sampled_from(SCALARS))
        case "add":
            fields[draw(st.sampled_from(KEYS))] = draw(st.sampled_from(SCALARS))


def same(key: str) -> list[str]:
    """Return the words of the fields that a key names, in any record."""
    found = (field for entity in FIELDS.values() if (field := entity.find(key)))
    return sorted(
        {word for field in found for word in (field.chinese, field.english, *field.aliases)} | {key}
    )


@settings(deadline=None, max_examples=300)
@given(mutated(PROJECT))
def test_a_changed_project(text: str) -> None:
    agree(text)


@settings(deadline=None, max_examples=150)
@given(mutated(ANNEX))
def test_a_changed_annex(text: str) -> None:
    agree(text, ANNEX_SCHEMA)


@pytest.mark.parametrize("root", [PROJECT, ANNEX], ids=lambda root: root.name)
def test_every_field_in_every_word(root: Entity) -> None:
    schema = PROJECT_SCHEMA if root is PROJECT else ANNEX_SCHEMA
    whole = record(root)
    assert complaints("\n".join(lines(whole)), schema) == []
    for field in root:
        for word in (field.english, *field.aliases):
            tree = {word if key == field.chinese else key: value for key, value in whole.items()}
            agree("\n".join(lines(tree)), schema)


def test_an_annex_without_unit_or_file_is_for_the_loader_alone(tmp_path: Path) -> None:
    (tmp_path / "annex.yaml").write_text("地区: tianjin\n项目: 无此文件\n", encoding="utf-8")
    (tmp_path / "1.yaml").write_text(SOUND, encoding="utf-8")
    codes = {p.code for p in load_annex(tmp_path).problems if p.severity is Severity.ERROR}
    assert codes == {"PMG218"}
    with_no_unit = load_project(tmp_path, SOUND, "地区: tianjin\n")
    assert [problem.code for problem in with_no_unit.problems] == ["PMG213"]
