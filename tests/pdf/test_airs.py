"""Chinese and Latin text stand apart without anything between them that could be copied."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pdfplumber
import pytest

from pdf_samples import brought_shelf, document, paragraph
from pmgen.document import Align, Autospace
from pmgen.formats.pdf.write import write
from pmgen.formats.pdf.write.paragraph_text import autospace_places

TEXT = "培训3020人次，GDP增长8%以上 B级≥5年"


@pytest.mark.parametrize(
    ("kind", "marked"),
    [
        (Autospace.NORMAL, "培训|3020|人次，GDP|增长|8%以上 B|级≥5|年"),
        (Autospace.LETTERS, "培训3020人次，GDP|增长8%以上 B|级≥5年"),
        (Autospace.DIGITS, "培训|3020|人次，GDP增长|8%以上 B级≥5|年"),
        (Autospace.NONE, TEXT),
    ],
)
def test_space_stands_between_chinese_and_letters_or_digits(kind: Autospace, marked: str) -> None:
    places = autospace_places(TEXT, kind)
    ends = [*places, len(TEXT)]
    assert "|".join(TEXT[start:end] for start, end in zip([0, *places], ends, strict=True)) == marked


@pytest.mark.parametrize("align", Align)
def test_copied_text_has_no_blanks_where_space_stands(align: Align) -> None:
    data = write(document(replace(paragraph(TEXT, align), autospace=Autospace.NORMAL)), brought_shelf()).data
    with pdfplumber.open(BytesIO(data)) as file:
        (line,) = file.pages[0].extract_text_lines(x_tolerance=0.5)
    assert line["text"] == TEXT
    by_name = {one["text"]: one for one in line["chars"]}
    assert by_name["G"]["x0"] - by_name["，"]["x1"] == pytest.approx(0, abs=0.02)
    wide, plain = (next(c for c in line["chars"] if c["text"] == text) for text in ("训", "培"))
    assert wide["width"] == pytest.approx(plain["width"] * 1.25, abs=0.01)
