"""Finished files as pmgen writes them hold nothing too much, whoever packed them again."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from altering import finished, tell
from pmgen.verify.surplus import surplus
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
    assert surplus(format, None, data, "x") == ()
    assert surplus(format, data, bytes(data), "x") == ()


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
