"""A field is added in one place: with the table of fields alone changed, all of pmgen knows it.

`added_fields/fields.txt` holds a field of each kind, and before which field of which entity it goes. They are
put into the table of a copy of pmgen, which then does everything that it does with a field.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

import pmgen
from pmgen.model.field_definitions import FieldKind

HERE = Path(__file__).parent / "added_fields"
PROJECT = "data/bureau/01_project.yaml"


class Copy:
    """A copy of pmgen with the fields, and a workspace to use it in."""

    def __init__(self, folder: Path) -> None:
        self.workspace = folder / "workspace"
        self._source = folder / "source"
        shutil.copytree(HERE, self.workspace)
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(Path(pmgen.__file__).parent, self._source / "pmgen", ignore=ignored)
        table = self._source / "pmgen" / "model" / "fields.py"
        table.write_text(with_fields(table.read_text("utf-8")), "utf-8")

    def run(self, *arguments: str, expected: int = 0) -> str:
        environment = {**os.environ, "PYTHONPATH": str(self._source)}
        command = [sys.executable, "-m", "pmgen", *arguments]
        ended = subprocess.run(
            command, cwd=self.workspace, env=environment, capture_output=True, text=True, encoding="utf-8"
        )
        assert ended.returncode == expected, ended.stderr
        return ended.stdout


def sections() -> Iterator[tuple[str, str]]:
    for section in (HERE / "fields.txt").read_text("utf-8").split("### ")[1:]:
        title, _, lines = section.partition("\n")
        yield title, lines


def with_fields(table: str) -> str:
    for title, lines in sections():
        entity, before = title.split(": ")
        begin = table.index(f'Entity(\n    "{entity}"')
        name = table.index(f'"{before}"', begin)
        at = table.rindex("Field(", begin, name)
        table = f"{table[:at]}{lines} {table[at:]}"
    return table


def added() -> Iterator[tuple[str, str]]:
    for _, lines in sections():
        for line in lines.splitlines():
            english, chinese = line.split('"')[1:4:2]
            yield english, chinese


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    return Copy(tmp_path_factory.mktemp("added"))


def test_there_is_a_field_of_every_kind() -> None:
    text = (HERE / "fields.txt").read_text("utf-8")
    # What an annex chooses and where data come from are for pmgen and not for forms.
    own = {FieldKind.OPTIONS, FieldKind.FREE}
    assert {kind for kind in FieldKind if f"FieldKind.{kind.name}," in text} == set(FieldKind) - own


def test_every_format_prints_them_and_is_proven(copy: Copy) -> None:
    copy.run("render")
    files = sorted(path.suffix for path in (copy.workspace / "output").rglob("2025*"))
    assert files == [".docx", ".html", ".pdf", ".xlsx"]
    (page,) = (copy.workspace / "output").rglob("*.html")
    assert shown(page) == (HERE / "printed.txt").read_text("utf-8").splitlines()


def shown(page: Path) -> list[str]:
    script = (
        "import sys; from pmgen.formats.html import read_html\n"
        "for block in read_html.read(open(sys.argv[1], 'rb').read()).blocks:\n"
        "    lines = getattr(block, 'lines', None)\n"
        "    print(block.text) if lines is None else\\\n"
        "        [print('\\t'.join(box.text for box in line)) for line in lines]\n"
    )
    ended = subprocess.run([sys.executable, "-c", script, str(page)], capture_output=True, check=True)
    return ended.stdout.decode().splitlines()


def test_the_review_reads_their_texts(copy: Copy) -> None:
    path = copy.workspace / PROJECT
    sound = path.read_text("utf-8")
    path.write_text(sound.replace("责任人: 孙七", "责任人: 孙（七"), "utf-8")
    try:
        assert "孙（七" in copy.run("check", expected=1)
    finally:
        path.write_text(sound, "utf-8")


def test_a_comparison_tells_their_changes(copy: Copy, tmp_path: Path) -> None:
    shutil.copytree(copy.workspace / "data" / "bureau", tmp_path / "bureau")
    path = tmp_path / "bureau" / "01_project.yaml"
    changed = {"张三": "李四", "≥4项": "≥6项", "2.00": "3.00", "孙七": "周八", "丙局": "丁局"}
    text = path.read_text("utf-8")
    for old, new in changed.items():
        text = text.replace(old, new)
    path.write_text(text, "utf-8")
    told = copy.run("diff", "data/bureau", str(tmp_path / "bureau"), expected=1)
    assert all(new in told for new in changed.values()), told
    assert "分年资金.上级财政资金" in told and "50%" in told


def test_an_editor_completes_them_and_takes_the_data(copy: Copy) -> None:
    copy.run("schema")
    schema = json.loads((copy.workspace / "data" / "project.schema.json").read_text("utf-8"))
    data = yaml.safe_load((copy.workspace / PROJECT).read_text("utf-8"))
    known = json.dumps(schema, ensure_ascii=False)
    assert all(f'"{chinese}"' in known for english, chinese in added() if english != "filler")
    # An editor's YAML knows dates; JSON, which the validator checks, has them as text.
    assert not [*Draft202012Validator(schema).iter_errors(data | {"评审日期": "2025-03-01"})]


def test_they_are_listed_and_a_new_annex_takes_them_over(copy: Copy) -> None:
    listed = copy.run("fields")
    assert all(chinese in listed for _, chinese in added())
    copy.run("new", "data/2026", "--from", "data/bureau", "--region", "test-city")
    text = (copy.workspace / "data" / "2026" / "01_project.yaml").read_text("utf-8")
    assert "\n负责人: 张三\n" in text and "\n    #上年值: ≥4项  # 待修订：上年内容\n" in text
