"""What an error holds back: one format or the whole set of a document, as exit code and words say."""

from __future__ import annotations

import shutil
import struct
import zlib
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest

from pdf_samples import brought_shelf
from pmgen.catalog import shipped_templates
from pmgen.cli.render_command import exit_code
from pmgen.document import Document, Font, Image, Paragraph, Table, Text
from pmgen.formats import Format, WriterSettings, Written
from pmgen.formats.word import read_document
from pmgen.problems import LayoutPlace, SourcePlace
from pmgen.publish.record_file import read_record
from pmgen.publish.render_plan import plan
from pmgen.publish.render_report import Report
from pmgen.publish.render_request import Request, Source
from pmgen.publish.render_run import run
from proving import text_of

ANNEX = Path(__file__).parents[1] / "cli" / "workspace" / "data" / "2025" / "甲局"
ALL = ("docx", "html", "pdf", "xlsx")


def rendered(
    folder: Path, output: Path, formats: tuple[str, ...] = ALL, *, keep_proven: bool = False
) -> Report:
    request = Request((Source(folder, PurePosixPath("甲局")),), formats, (shipped_templates(),))
    return Report((run(plan(request), output, brought_shelf(), keep_proven=keep_proven),))


def endings(report: Report) -> list[str]:
    return [path.suffix.removeprefix(".") for path in report.written]


def held(report: Report) -> dict[str, tuple[str, ...]]:
    return {each.path.suffix.removeprefix("."): each.codes for each in report.held}


@pytest.fixture
def smiling(tmp_path: Path) -> Path:
    """Return an annex that says what no font brought with pmgen can draw."""
    folder = tmp_path / "甲局"
    shutil.copytree(ANNEX, folder)
    file = folder / "01_运维.yaml"
    file.write_text(file.read_text("utf-8").replace("用户满意度", "用户🙂满意度"), "utf-8")
    return folder


def test_a_character_that_no_font_has_holds_back_the_pdf_alone(smiling: Path, tmp_path: Path) -> None:
    report = rendered(smiling, tmp_path / "out")
    assert endings(report) == ["docx", "html", "xlsx"]
    assert held(report) == {"pdf": ("PMG542",)}
    assert not list((tmp_path / "out").rglob("*.pdf"))
    assert exit_code(report, strict=False) == 4


def test_where_only_the_pdf_is_asked_for_nothing_is_written(smiling: Path, tmp_path: Path) -> None:
    report = rendered(smiling, tmp_path / "out", ("pdf",))
    assert (report.written, exit_code(report, strict=False)) == ((), 1)


def test_a_pdf_that_is_not_asked_for_holds_back_nothing(smiling: Path, tmp_path: Path) -> None:
    report = rendered(smiling, tmp_path / "out", ("docx", "html", "xlsx"))
    assert (len(report.written), report.held, exit_code(report, strict=False)) == (3, (), 0)


def test_the_character_its_font_its_cell_and_its_line_are_named(smiling: Path, tmp_path: Path) -> None:
    report = rendered(smiling, tmp_path / "out", ("pdf", "docx"))
    (problem,) = (each for each in report.problems if each.code == "PMG542")
    words = str(problem.message)
    assert "🙂 (U+1F642)" in words and "neither 宋体 nor any other font has it" in words
    cell = problem.places[0]
    assert isinstance(cell, LayoutPlace) and cell.file.endswith(".pdf")
    assert cell.text == "用户🙂满意度" and cell.table and cell.row and cell.cell
    sections = read_document(report.written[0].read_bytes(), title="", author="").document.sections
    tables = [block for section in sections for block in section.blocks if isinstance(block, Table)]
    assert text_of(tables[cell.table - 1].rows[cell.row - 1].cells[cell.cell - 1]) == "用户🙂满意度"
    lines = [place for place in problem.places if isinstance(place, SourcePlace)]
    text = (smiling / "01_运维.yaml").read_text("utf-8").splitlines()
    assert [text[(place.line or 0) - 1].strip() for place in lines] == ["三级指标: 用户🙂满意度"]


def test_it_is_not_counted_for_the_files_of_other_formats(smiling: Path, tmp_path: Path) -> None:
    (page,) = rendered(smiling, tmp_path / "out", ("pdf", "html")).written
    record = read_record(page.parent)
    assert record is not None
    ((_, _, file),) = record.files()
    assert file.said and "PMG542" not in file.said


def cut_off() -> bytes:
    """Return a PNG that lacks its last byte, which other programs show, and no PDF of ours carries."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0\0\0")) + chunk(b"IEND", b"")


def with_head(document: Document, *extra: Image | Text) -> Document:
    """Return a document with something more at the head of its pages."""
    first, *others = document.sections
    return replace(document, sections=(replace(first, header=(*first.header, Paragraph(extra))), *others))


@pytest.mark.parametrize(
    ("format", "extra", "code"),
    [
        ("pdf", Image(cut_off(), "image/png", 20, 20, "徽标"), "PMG545"),
        ("xlsx", Image(cut_off(), "image/png", 20, 20, "徽标"), "PMG587"),
        ("xlsx", Text("长" * 300, Font("宋体", "宋体", 12)), "PMG586"),
        ("pdf", Text("🙂", Font("宋体", "宋体", 12)), "PMG542"),
    ],
    ids=["a picture in a PDF", "a picture at the head of a sheet", "a long head of a sheet", "a character"],
)
def test_what_a_format_cannot_carry_holds_it_back(
    format: str, extra: Image | Text, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = Format.write

    def write(self: Format, document: Document, settings: WriterSettings) -> Written:
        return sound(self, with_head(document, extra) if self.name == format else document, settings)

    monkeypatch.setattr(Format, "write", write)
    report = rendered(ANNEX, tmp_path)
    assert endings(report) == [each for each in ALL if each != format]
    assert held(report) == {format: (code,)}
    assert exit_code(report, strict=False) == 4


@pytest.mark.usefixtures("careless")
def test_one_format_that_is_not_proven_holds_back_the_set_and_each_says_why(tmp_path: Path) -> None:
    report = rendered(ANNEX, tmp_path)
    assert (report.written, exit_code(report, strict=False)) == ((), 1)
    assert held(report) == {"docx": (), "html": ("PMG721",), "pdf": (), "xlsx": ()}


@pytest.mark.usefixtures("careless")
def test_what_is_proven_may_be_kept(tmp_path: Path) -> None:
    report = rendered(ANNEX, tmp_path, keep_proven=True)
    assert endings(report) == ["docx", "pdf", "xlsx"]
    assert held(report) == {"html": ("PMG721",)}
    assert exit_code(report, strict=False) == 4
