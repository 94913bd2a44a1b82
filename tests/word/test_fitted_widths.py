"""Columns that share their room, in files whose margins and type sizes are no numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZipFile

import pytest

from word.building import DECLARED, HEAD, build
from word.corpus import fill

ROWS = """
table {margins}
widths 2000 3000 3000
│ 甲 │ {{{{ a | fit }}}} │ {{{{ b | fit }}}} │
"""
DATA = "a: 统计实际完成做实职业年金预存资金人数以反映做实工作的完成质量\nb: ≥5000人\n"
MARGINS = '<w:tblCellMar><w:left w:w="{0}" w:type="dxa"/><w:right w:w="{0}" w:type="dxa"/></w:tblCellMar>'
NUMBERLESS = ["", "abc", "-5", "1.5", "1e3", "²"]
OF_STYLE = '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:rPr>{}</w:rPr></w:style>'
OF_FILE = "<w:docDefaults><w:rPrDefault><w:rPr>{}</w:rPr></w:rPrDefault></w:docDefaults>"


def widths(margins: str = "", extra: Mapping[str, str | bytes] | None = None) -> list[int]:
    """Return the columns of the table that comes of a layout."""
    document = fill(build(ROWS.format(margins=margins), extra), DATA).document
    assert document is not None and document.source is not None
    main = ZipFile(BytesIO(document.source)).read("word/document.xml").decode()
    return [int(width) for width in re.findall('<w:gridCol w:w="([0-9]+)"', main)]


def sized(kind: str, size: str) -> dict[str, str | bytes]:
    """Return the styles of a file that has a type size."""
    inside = kind.format(f'<w:sz w:val="{size}"/>')
    return {"word/styles.xml": f"{HEAD}<w:styles {DECLARED}>{inside}</w:styles>"}


@pytest.mark.parametrize("margin", NUMBERLESS)
def test_a_margin_that_is_no_number_is_that_of_word(margin: str) -> None:
    assert widths(MARGINS.format(margin)) == widths() == widths(MARGINS.format(108))
    assert widths() != widths(MARGINS.format(600))


@pytest.mark.parametrize("kind", [OF_STYLE, OF_FILE])
@pytest.mark.parametrize("size", [*NUMBERLESS, "0"])
def test_a_type_size_that_is_no_number_is_that_of_word(kind: str, size: str) -> None:
    assert widths(extra=sized(kind, size)) == widths() == widths(extra=sized(kind, "21"))
    assert widths() != widths(extra=sized(kind, "28"))
