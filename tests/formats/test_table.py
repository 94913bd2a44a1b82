"""The table of formats is the only one: a record in it is all that a new format needs."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from pmgen.formats import FORMATS, Format

ANNEX = Path(__file__).parents[1] / "cli" / "workspace" / "data" / "2025" / "甲局"
WITH_A_TOY = (
    "import sys, toy\n"
    "from pmgen.formats import FORMATS\n"
    "FORMATS['toy'] = toy.RECORD\n"
    "from pmgen.cli import main\n"
    "raise SystemExit(main(['--lang', 'en', *sys.argv[1:]]))\n"
)


def pmgen(*arguments: str | Path) -> tuple[int, str]:
    ended = subprocess.run(
        [sys.executable, "-c", WITH_A_TOY, *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parent,
    )
    return ended.returncode, ended.stdout + ended.stderr


@pytest.mark.parametrize("format", FORMATS.values(), ids=FORMATS)
def test_the_modules_of_a_format_offer_what_they_must(format: Format) -> None:
    offered = {format.writer: "write", format.reader: "read", format.scan: "find_foreign_content"}
    for module, function in offered.items():
        assert callable(getattr(import_module(module), function))


def test_a_forgotten_entry_is_an_error_at_once() -> None:
    with pytest.raises(TypeError, match="missing 7 required"):
        Format(name="ofd")  # type: ignore[call-arg]


def test_a_fifth_format_needs_its_record_and_nothing_else(tmp_path: Path) -> None:
    output = tmp_path / "out"
    assert "docx,html,pdf,xlsx,toy" in pmgen("render", "--help")[1]
    code, said = pmgen("render", ANNEX, "--format", "toy,docx", "--output", output)
    (file,) = output.rglob("*.toy")
    assert (code, file.name in said) == (0, True), said
    assert pmgen("verify", ANNEX, "--full", "--output", output)[0] == 0

    right = file.read_bytes()
    copy = tmp_path / "downloaded.bin"
    copy.write_bytes(right)
    assert pmgen("verify", "--full", "--file", copy, "--as", ANNEX, "--output", output)[0] == 0

    file.write_bytes(right.replace("≥2个".encode(), "≥3个".encode()))
    code, said = pmgen("verify", ANNEX, "--output", output)
    assert (code, "PMG721" in said, f"{file.name}" in said) == (4, True, True), said


def test_a_format_that_there_is_not_is_named_with_those_that_there_are() -> None:
    code, said = pmgen("render", ANNEX, "--format", "ofd")
    assert (code, "docx, html, pdf, xlsx, toy" in said) == (2, True), said
