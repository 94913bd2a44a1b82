"""Objects as pmgen writes them are read by a shorter way, and are what they are in any other spelling."""

from __future__ import annotations

import pytest

from pmgen.formats.pdf.read.pdf_contents import PdfDoubt
from pmgen.formats.pdf.read.pdf_scanner import open_pdf
from pmgen.formats.pdf.read.pdf_syntax import Parser, Reference, flat_dictionary

ENTRIES = [
    (b"/P 12 0 R", b"/P  12 0\nR "),
    (b"/K 5", b"/K % five\n5 "),
    (b"/R 0.5/S -.5", b"/R  .5 /S  -.50 "),
    (b"/S/TD", b"/#53 /TD "),
    (b"/ID(H1)", b"/ID <4831> "),
    (b"/T<>", b"/T () "),
    (b"/M true", b"/M  true "),
    (b"/K[1 0 R 2 0 R]", b"/K [ 1 0 R 2  0 R ] "),
    (b"/B[0 -1 .5/XYZ null(a)<62>]", b"/B [ 0 -1 0.5 /XYZ null (a) (b) ] "),
]


@pytest.mark.parametrize(("written", "other"), ENTRIES)
def test_every_spelling_is_the_same(written: bytes, other: bytes) -> None:
    line, loose = b"<</Type/X%b>>\n" % written, b"<< /Type /X %b >> " % other
    expected, _ = Parser(loose).value(0)
    assert flat_dictionary(loose) is None
    assert flat_dictionary(line) == Parser(line).value(0)[0] == expected


def test_a_line_of_flat_entries_is_a_dictionary() -> None:
    line = b"<</S/TD/P 12 0 R/K 5/A[(H1)(H2)]>>\n"
    assert flat_dictionary(line) == {"S": "TD", "P": Reference(12, 0), "K": 5, "A": [b"H1", b"H2"]}
    assert Parser(line).value(0) == (flat_dictionary(line), len(line) - 1)


@pytest.mark.parametrize("more", [b"", b"/ID(H0000007)", b"/A 9 0 R", b"/ID(H0000007)/A 9 0 R"])
def test_an_element_with_one_mark_is_the_dictionary_that_it_says(more: bytes) -> None:
    line = b"<</S/TD/P 12 0 R%b/Pg 3 0 R/K 5>>\n" % more
    element = flat_dictionary(line)
    expected, _ = Parser(b"<< /S /TD /P 12 0 R %b /Pg 3 0 R /K 5 >>" % more).value(0)
    assert isinstance(element, dict) and isinstance(expected, dict)
    assert list(element.items()) == list(expected.items())


@pytest.mark.parametrize(
    "line",
    [
        b"<</K<</S/TD>>>>\n",
        b"<</K 5 0  R>>\n",
        b"<</K 5/K 5>>\n",
        b"<</S/TD/P 12 0 R/Pg 3 0 R/K 5/K 5>>\n",
        b"<</K+5>>\n",
        b"<</K 5%x\n>>\n",
        b"<</K 5>> <</K 5>>\n",
        b"[5]\n",
    ],
)
def test_what_is_more_is_read_by_the_long_way(line: bytes) -> None:
    assert flat_dictionary(line) is None


def packed(*objects: bytes) -> bytes:
    """Return a file whose objects stand in one stream, the first of them the catalog."""
    heads, at = b"", 0
    for number, each in enumerate(objects, 1):
        heads += b"%d %d " % (number, at)
        at += len(each)
    count, data = len(objects), heads + b"".join(objects)
    made = b"%%PDF-1.7\n%d 0 obj<</Type/ObjStm/N %d/First %d/Length %d>>stream\n%b\nendstream\nendobj\n" % (
        count + 1,
        count,
        len(heads),
        len(data),
        data,
    )
    rows = b"\0\0\0\0" + b"".join(b"\2%b%b" % ((count + 1).to_bytes(2, "big"), b"\0") for _ in objects)
    rows += b"".join(b"\1%b\0" % place.to_bytes(2, "big") for place in (9, len(made)))
    table = b"/Type/XRef/Size %d/W[1 2 1]/Root 1 0 R/Length %d" % (count + 3, len(rows))
    return made + b"%d 0 obj<<%b>>stream\n%b\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (
        count + 2,
        table,
        rows,
        len(made),
    )


CATALOG = b"<</Type/Catalog/Pages 2 0 R>>\n"
DOUBTS = {
    b"<</Type/Pages/Count 0/Kids[]>>\n": [],
    b"<</Type/Pages/Count 0/Kids[]%420.00\n>>\n": [(PdfDoubt.COMMENT, "420.00")],
    b"<</Type/Pages/Count 0/Kids[]>>%420.00\n": [(PdfDoubt.COMMENT, "420.00")],
    b"%420.00\n<</Type/Pages/Count 0/Kids[]>>\n": [(PdfDoubt.COMMENT, "420.00")],
    b"<</Type/Pages/Count 0/Kids[]>>\n420.00\n": [(PdfDoubt.STRAY, "420.00")],
}


@pytest.mark.parametrize("pages", DOUBTS)
def test_what_stands_in_and_between_packed_objects_is_doubted(pages: bytes) -> None:
    assert open_pdf(packed(CATALOG, pages, b"<</Type/Outlines>>\n")).doubts[:1] == DOUBTS[pages]
    assert open_pdf(packed(CATALOG, pages)).doubts == DOUBTS[pages]
