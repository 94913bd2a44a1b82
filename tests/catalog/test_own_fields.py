"""字段 of region.yaml: what may be declared, and what is said of what may not."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmgen.catalog import PackFields, read_region
from pmgen.catalog.own_fields import RESERVED
from pmgen.model.field_definitions import FieldKind
from pmgen.model.fields import FIELDS
from pmgen.problems import Problem, SourcePlace
from pmgen.view.shapes import shapes_of

SOUND = (Path(__file__).with_name("cases") / "example" / "region.yaml").read_text("utf-8")
CASES = Path(__file__).with_name("own_fields.txt")


def pack(folder: Path, text: str) -> Path:
    (folder / "region.yaml").write_text(text, "utf-8")
    (folder / "layout.html.j2").touch()
    return folder


def cases() -> list[tuple[str, str, str]]:
    sections = CASES.read_text("utf-8").split("### ")[1:]
    parts = (section.partition("\n") for section in sections)
    return [(title, *text.split("---\n")) for title, _, text in parts]  # type: ignore[misc]


@pytest.mark.parametrize(("title", "declared", "expected"), cases(), ids=[case[0] for case in cases()])
def test_a_declaration(title: str, declared: str, expected: str, tmp_path: Path) -> None:
    _, problems = read_region(pack(tmp_path, SOUND + declared))
    assert [told(problem) for problem in problems] == expected.splitlines()


def told(problem: Problem) -> str:
    """Return the line of the case, the code and both sentences."""
    (place,) = problem.places
    assert isinstance(place, SourcePlace) and place.line
    return f"{place.line - SOUND.count(chr(10))} {problem.code} {problem.message} {problem.hint}"


def test_every_name_that_a_layout_has_is_a_field_or_reserved() -> None:
    for name, entity in FIELDS.items():
        if name in shapes_of(FIELDS):
            words = {word for field in entity for word in field.words}
            assert set(shapes_of(FIELDS)[name].names) <= words | RESERVED, name


def test_every_kind_in_both_languages(tmp_path: Path) -> None:
    declared = "fields:\n  project:\n    甲: text\n    乙: {kind: yes_no, english: second, required: yes}\n"
    region, problems = read_region(pack(tmp_path, SOUND + declared))
    assert problems == () and region is not None
    first, second = region.own_fields.fields["project"]
    assert (first.kind, first.english) == (FieldKind.TEXT, "甲")
    assert (second.kind, second.english, second.choices) == (FieldKind.CHOICE, "second", ("是", "否"))
    assert "项目.乙" in {requirement.path for requirement in region.requirements}


def test_packs_that_declare_a_field_in_two_ways_cannot_be_used_together(tmp_path: Path) -> None:
    for name, kind in {"one": "文字", "two": "数字", "three": "文字"}.items():
        (tmp_path / name).mkdir()
        pack(tmp_path / name, f"{SOUND}字段:\n  项目:\n    负责人: {kind}\n")
    fields = PackFields([tmp_path])
    table, unusable = fields.table("one", ["three"])
    assert unusable == () and table["project"].find("负责人")
    table, unusable = fields.table("one", ["two"])
    assert [(each.name, each.code) for each in unusable] == [("two", "PMG327")]
    assert fields.packs_with("project", "负责人") == ("one", "three", "two")


@pytest.mark.parametrize(
    "other",
    [
        "主持人: {类型: 文字, 英文: leader}",
        "主持人: {类型: 文字, 别名: [负责人]}",
        "负责人: {类型: 文字, 英文: head}",
    ],
)
def test_packs_clash_by_any_word_of_a_field(other: str, tmp_path: Path) -> None:
    for name, field in {"one": "负责人: {类型: 文字, 英文: leader}", "two": other}.items():
        (tmp_path / name).mkdir()
        pack(tmp_path / name, f"{SOUND}字段:\n  项目:\n    {field}\n")
    _, unusable = PackFields([tmp_path]).table("one", ["two"])
    assert [(each.name, each.code) for each in unusable] == [("two", "PMG327")]


def test_the_fields_of_one_pack_are_its_own_table_and_each_pack_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    pack(tmp_path / "one", f"{SOUND}字段:\n  项目:\n    负责人: 文字\n")
    fields = PackFields([tmp_path])
    region = fields.region("one")
    assert region is not None and fields.region("one") is region
    assert fields.table("one", ())[0] is region.fields
    assert fields.region("nowhere") is None
