"""Operators as pmgen writes them are read by a shorter way, and do what they do in any other spelling."""

from __future__ import annotations

import pytest

from pmgen.formats.pdf.read.page_marks import Font
from pmgen.formats.pdf.read.page_operators import Content

FONT = Font({1: "甲", 0x4128: "乙"}, 2, {1: 500})
SHOW = b"/F1 10 Tf 1 0 0 1 5 6 Tm "


@pytest.mark.parametrize(
    ("written", "other"),
    [
        (b"/TD<</MCID 1>>BDC\n(\0\1)Tj\nEMC\n", b"/TD << /MCID 1 >> BDC (\0\1) Tj EMC "),
        (b"/Artifact<</MCID 1>>BDC\n(\0\1)Tj\nEMC\n", b"/Artifact << /MCID 1 >> BDC (\0\1) Tj EMC "),
        (b"(x)/TD<</MCID 1>>BDC\n(\0\1)Tj\nEMC\n", b"(x) /TD << /MCID 1 >> BDC (\0\1) Tj EMC "),
        (b"7 /TD<</MCID 1>>BDC\n(\0\1)Tj\nEMC\n", b"7 /TD << /MCID 1 >> BDC (\0\1) Tj EMC "),
        (b"(A\\()Tj\n", b"<4128> Tj "),
        (b"(\\8\\0)Tj\n", b"<3800> Tj "),
        (b"1 0 0 1 7 8 Tm(\0\1)Tj\n", b"1 0 0 1 7 8 Tm <0001> Tj "),
        (b"5 1 0 0 1 7 8 Tm(\0\1)Tj\n", b"5 1 0 0 1 7 8 Tm <0001> Tj "),
        (
            b"/TD<</MCID 1>>BDC\n1 0 0 1 7 8 Tm(\0\1)Tj\n1 0 0 1 7 2 Tm(\0\0A\\()Tj\nEMC\n"
            b"/P<</MCID 2>>BDC\n1 0 0 1 9 8 Tm(\0\1)Tj\nEMC\nEMC\n(\0\1)Tj\nT*(\0\1)Tj\n",
            b"/TD << /MCID 1 >> BDC 1 0 0 1 7 8 Tm <0001> Tj 1 0 0 1 7 2 Tm <00004128> Tj EMC "
            b"/P << /MCID 2 >> BDC 1 0 0 1 9 8 Tm <0001> Tj EMC EMC <0001> Tj T* <0001> Tj ",
        ),
        *(
            (
                state + b"\n/TD<</MCID 1>>BDC\n1 0 0 1 7 8 Tm(\0\1)Tj\nEMC\n",
                state + b" /TD << /MCID 1 >> BDC 1 0 0 1 7 8 Tm <0001> Tj EMC ",
            )
            for state in (
                b"",
                b"5",
                b"/X",
                b"2 0 0 2 1 1 cm",
                b"3 Tc",
                b"3 Tw",
                b"50 Tz",
                b"3 Tr",
                b"/P<</MCID 9>>BDC",
                b"/Artifact BMC",
                b"0 1 0 rg",
                b"/F1 -3 Tf",
            )
        ),
        (b"/P<</MCID 2>>BDC\n(\0\1)Tj\nEMC\n(\0\1)Tj\n", b"/P <</MCID 2>> BDC (\0\1) Tj EMC (\0\1) Tj "),
        (b"1 2 m 3 2 l\n5 6 m 5 8 l\nS\n", b"1 2 m\n3 2\nl 5 6\nm 5 8 l S "),
        (b"9 1 2 m 3 4 l\n5 4 l\nS\n", b"1 2 m\n3 4\nl 5 4 l S "),
        (
            b"/Artifact<</Type/Pagination/Subtype/Header>>BDC\n(\0\1)Tj\nEMC\n",
            b"/Artifact << /Type /Pagination /Subtype /Header >> BDC (\0\1) Tj EMC ",
        ),
        (b"5/Span<</Lang/Odd>>BDC\n(\0\1)Tj\nEMC\n", b"5 /Span << /Lang /Odd >> BDC (\0\1) Tj EMC "),
        (b"(\0\1)(\0\1)Tj\n", b"<0001><0001> Tj "),
        (b"[(\0\1)-20(\0\1)]TJ\n", b"[ <0001> -20 <0001> ] TJ "),
    ],
)
def test_every_spelling_does_the_same(written: bytes, other: bytes) -> None:
    one, two = Content({"/F1": FONT}), Content({"/F1": FONT})
    one.run(SHOW + written)
    two.run(SHOW + other)
    assert one.marks and one == two


def test_text_in_no_font_is_odd_however_it_is_written() -> None:
    one, two = Content({}), Content({})
    one.run(b"/P<</MCID 2>>BDC\n1 0 0 1 7 8 Tm(\0\1)Tj\nEMC\n")
    two.run(b"/P << /MCID 2 >> BDC 1 0 0 1 7 8 Tm <0001> Tj EMC ")
    assert one == two and one.odd == {"Tf": ""} and not one.pieces
