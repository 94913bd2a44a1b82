"""Finished files as pmgen writes them hold nothing too much, whoever packed them again."""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfWriter

from altering import finished, tell
from pdf_samples import LINES, paragraph, written
from pmgen.document import Cell, Font, Row, Table
from pmgen.formats.pdf.read import contents
from pmgen.problems import Severity
from pmgen.verify.foreign_content import find_foreign_content
from proving import ANNEXES, case

FORMATS = ("pdf", "html")
REPACKINGS = (
    ("--linearize",),
    ("--object-streams=generate",),
    ("--object-streams=generate", "--linearize", "--recompress-flate", "--compression-level=9"),
    ("--qdf",),
    ("--normalize-content=y", "--coalesce-contents"),
)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("annex", ANNEXES)
def test_an_annex_in_its_own_form_holds_nothing_too_much(annex: str, format: str) -> None:
    data = case(annex).file(format).data
    assert find_foreign_content(format, None, data, "x") == ()
    assert find_foreign_content(format, data, bytes(data), "x") == ()


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
@pytest.mark.parametrize("options", REPACKINGS, ids=" ".join)
def test_a_pdf_packed_again_is_said_to_be_the_same(options: tuple[str, ...], tmp_path: Path) -> None:
    before, after = tmp_path / "a.pdf", tmp_path / "b.pdf"
    before.write_bytes(finished("pdf"))
    subprocess.run(["qpdf", *options, before, after], check=True)
    (remark,) = tell("pdf", after.read_bytes())
    assert remark.code == "PMG769"


@pytest.mark.parametrize(
    ("old", "new"),
    [(b"\n", b"\r\n"), (b"<!DOCTYPE", b"\xef\xbb\xbf<!DOCTYPE"), (b"<tr", b"\n  <tr")],
    ids=repr,
)
def test_a_page_that_a_website_wrote_again_is_said_to_be_the_same(old: bytes, new: bytes) -> None:
    (remark,) = tell("html", finished("html").replace(old, new))
    assert remark.code == "PMG769"


SERIF, SANS = (Font(name, name, 12) for name in ("Noto Serif SC", "Noto Sans SC"))


def small(text: str, font: Font) -> bytes:
    cells = (Cell((paragraph(text, font=font),), 0, borders=LINES),)
    return written(Table((200,), (Row(cells),)), paragraph("第二行", font=font)).data


def test_a_pdf_set_in_the_fonts_of_another_machine_is_compared_by_what_it_says() -> None:
    (remark,) = find_foreign_content("pdf", small("合计425.50", SERIF), small("合计425.50", SANS), "x")
    assert (remark.code, remark.severity) == ("PMG768", Severity.WARNING)
    assert "NotoSansSC-Regular" in str(remark.message)


def test_other_fonts_hide_no_other_text_and_no_other_line() -> None:
    ours, theirs = small("合计425.50", SERIF), small("合计420.50", SANS)
    assert "PMG762" in {problem.code for problem in find_foreign_content("pdf", ours, theirs, "x")}
    writer = PdfWriter(clone_from=BytesIO(small("合计425.50", SANS)))
    content = writer.pages[0].get_contents()
    assert content is not None
    (piece,) = (piece for piece in contents(small("合计425.50", SANS))[0].pieces if "425" in piece.text)
    content.set_data(
        content.get_data() + f"\n{piece.x} {piece.y + 4} m {piece.end} {piece.y + 4} l S".encode()
    )
    writer.pages[0].replace_contents(content)
    made = BytesIO()
    writer.write(made)
    assert "PMG765" in {problem.code for problem in find_foreign_content("pdf", ours, made.getvalue(), "x")}
