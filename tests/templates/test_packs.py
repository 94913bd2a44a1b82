"""The Word layouts that we ship: clean files that a person can go on editing, and tables that add up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
import yaml
from lxml import etree

TEMPLATES = Path(__file__).parents[2] / "templates"
LAYOUTS = sorted(TEMPLATES.glob("*/layout.docx"))
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NAMESPACES = {"w": WORD.strip("{}")}

COMMON_FONTS = {"宋体", "黑体", "仿宋", "楷体", "Times New Roman"}
NOT_A_FORM = ("comments", "customXml", "embeddings", "people", "thumbnail", "vbaProject")
NOT_PUBLIC = [
    "ins",
    "del",
    "moveFrom",
    "moveTo",
    "pPrChange",
    "rPrChange",
    "tblPrChange",
    "commentReference",
    "vanish",
    "rsids",
]
INDICATOR_HEAD = {"一级指标", "二级指标"}
LONG = ("内容 }}", "项目概况 }}", "立项依据 }}", "可行性 }}", "必要性 }}")


@pytest.fixture(params=LAYOUTS, ids=lambda path: path.parent.name)
def layout(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


def test_all_word_regions_are_here() -> None:
    assert {path.parent.name for path in LAYOUTS} >= {"ezhou", "national", "ningxiang", "shanghai", "tianjin"}


def test_package_holds_the_form_and_nothing_else(layout: Path) -> None:
    with ZipFile(layout) as package:
        assert not [name for name in package.namelist() for word in NOT_A_FORM if word in name]


def test_nobody_is_named(layout: Path) -> None:
    names = {etree.QName(element).localname for element in _part(layout, "docProps/core.xml")}
    assert names <= {"title", "language"}


def test_numbers_are_not_said_to_be_chinese(layout: Path) -> None:
    """Text of Latin letters and digits that is said to be Chinese is parted anywhere by LibreOffice."""
    (language,) = _part(layout, "word/styles.xml").iter(WORD + "lang")
    assert (language.get(WORD + "val"), language.get(WORD + "eastAsia")) == ("en-US", "zh-CN")


@pytest.mark.parametrize("name", NOT_PUBLIC)
def test_nothing_is_there_that_should_not_be_public(layout: Path, name: str) -> None:
    for part in ("document", "styles", "settings", "footer1"):
        assert not list(_part(layout, f"word/{part}.xml").iter(WORD + name))


def test_columns_add_up(layout: Path) -> None:
    for table in _tables(layout):
        columns = _columns(table)
        assert _find(table, "w:tblPr/w:tblLayout").get(WORD + "type") == "fixed"
        assert _number(table, "w:tblPr/w:tblW", "w") == sum(columns)
        for row in table.iterfind("w:tr", NAMESPACES):
            widths = [_number(cell, "w:tcPr/w:tcW", "w") for cell in row.iterfind("w:tc", NAMESPACES)]
            assert widths == [sum(columns[start:end]) for start, end in _spans(row)]
            assert _spans(row)[-1][1] == len(columns)


def test_tables_fill_the_text_area(layout: Path) -> None:
    section = _find(_part(layout, "word/document.xml"), ".//w:sectPr")
    margins = sum(_number(section, "w:pgMar", side) for side in ("left", "right"))
    room = _number(section, "w:pgSz", "w") - margins
    assert {sum(_columns(table)) for table in _tables(layout)} == {room}


def test_paper_is_a4(layout: Path) -> None:
    size = _find(_part(layout, "word/document.xml"), ".//w:sectPr/w:pgSz")
    assert (size.get(WORD + "w"), size.get(WORD + "h")) == ("11906", "16838")


def test_merged_cells_continue_a_cell_above(layout: Path) -> None:
    for table in _tables(layout):
        above: set[tuple[int, int]] = set()
        for row in table.iterfind("w:tr", NAMESPACES):
            merged = dict(
                zip(_spans(row), map(_vertical_merge, row.iterfind("w:tc", NAMESPACES)), strict=True)
            )
            assert {span for span, kind in merged.items() if kind == "continue"} <= above
            above = {span for span, kind in merged.items() if kind}


def test_indicator_heads_are_header_rows(layout: Path) -> None:
    heads = [_texts(row) for row in _rows(layout) if row.find("w:trPr/w:tblHeader", NAMESPACES) is not None]
    assert heads == [_texts(row) for row in _rows(layout) if set(_texts(row)) >= INDICATOR_HEAD]
    assert heads


def test_rows_do_not_split_but_those_of_texts_that_may_be_long(layout: Path) -> None:
    for row in _rows(layout):
        may_be_long = any(tag in text for text in _texts(row) for tag in LONG)
        assert may_be_long == (row.find("w:trPr/w:cantSplit", NAMESPACES) is None)


def test_styles_name_their_fonts(layout: Path) -> None:
    styles = _part(layout, "word/styles.xml")
    for name in _used_styles(layout):
        fonts = _find(styles, f"w:style[@w:styleId='{name}']/w:rPr/w:rFonts")
        for script in ("ascii", "hAnsi", "eastAsia"):
            assert fonts.get(WORD + script) in COMMON_FONTS, (name, script)


def test_defaults_are_chinese(layout: Path) -> None:
    defaults = _find(_part(layout, "word/styles.xml"), "w:docDefaults/w:rPrDefault/w:rPr")
    assert _find(defaults, "w:rFonts").get(WORD + "eastAsia") in COMMON_FONTS
    assert _find(defaults, "w:lang").get(WORD + "eastAsia") == "zh-CN"


def test_every_font_is_in_the_font_table(layout: Path) -> None:
    listed = {
        font.get(WORD + "name") for font in _part(layout, "word/fontTable.xml").iterfind("w:font", NAMESPACES)
    }
    styles = _part(layout, "word/styles.xml")
    assert {fonts.get(WORD + "eastAsia") for fonts in styles.iter(WORD + "rFonts")} <= listed


def test_pages_are_numbered(layout: Path) -> None:
    footer = _part(layout, "word/footer1.xml")
    assert [(code.text or "").split() for code in footer.iter(WORD + "instrText")] == [["PAGE"]]


def test_the_form_title_is_a_heading(layout: Path) -> None:
    heading = _find(_part(layout, "word/styles.xml"), "w:style[@w:styleId='Heading1']")
    assert _find(heading, "w:name").get(WORD + "val") == "heading 1"
    assert _find(heading, "w:pPr/w:outlineLvl").get(WORD + "val") == "0"
    assert "Heading1" in _used_styles(layout)


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("*/region.yaml")), ids=lambda path: path.parent.name)
def test_region_data_are_in_block_style(path: Path) -> None:
    starts = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
    events = [event for event in yaml.parse(path.read_text("utf-8")) if isinstance(event, starts)]
    assert events
    assert not any(event.flow_style for event in events)


def _part(layout: Path, name: str) -> etree._Element:
    with ZipFile(layout) as package:
        return etree.fromstring(package.read(name))


def _find(element: etree._Element, path: str) -> etree._Element:
    found = element.find(path, NAMESPACES)
    assert found is not None, path
    return found


def _number(element: etree._Element, path: str, attribute: str) -> int:
    return int(_find(element, path).get(WORD + attribute) or "")


def _tables(layout: Path) -> Iterator[etree._Element]:
    return _part(layout, "word/document.xml").iter(WORD + "tbl")


def _rows(layout: Path) -> list[etree._Element]:
    return [row for table in _tables(layout) for row in table.iterfind("w:tr", NAMESPACES)]


def _columns(table: etree._Element) -> list[int]:
    return [int(column.get(WORD + "w") or "") for column in table.iterfind("w:tblGrid/w:gridCol", NAMESPACES)]


def _spans(row: etree._Element) -> list[tuple[int, int]]:
    """Return the first grid column of each cell and the one after its last."""
    spans: list[tuple[int, int]] = []
    for cell in row.iterfind("w:tc", NAMESPACES):
        span = cell.find("w:tcPr/w:gridSpan", NAMESPACES)
        start = spans[-1][1] if spans else 0
        spans.append((start, start + (1 if span is None else int(span.get(WORD + "val") or ""))))
    return spans


def _vertical_merge(cell: etree._Element) -> str:
    merge = cell.find("w:tcPr/w:vMerge", NAMESPACES)
    return "" if merge is None else merge.get(WORD + "val") or "continue"


def _texts(row: etree._Element) -> list[str]:
    cells = row.iterfind("w:tc", NAMESPACES)
    return ["".join(text.text or "" for text in cell.iter(WORD + "t")) for cell in cells]


def _used_styles(layout: Path) -> set[str]:
    parts = [_part(layout, f"word/{name}.xml") for name in ("document", "footer1")]
    return {style.get(WORD + "val") or "" for part in parts for style in part.iter(WORD + "pStyle")}
