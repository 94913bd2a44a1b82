"""One form as two authors would lay it out: in pmgen's tags and in docxtpl's, over the same package."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree

from indicator_rows import LAYOUT

Element = etree._Element
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MAIN = "word/document.xml"

TWO_LEVELS = (
    "{% for 一级 in 项目.指标分组 %}{% for 二级 in 一级.二级分组 %}{% for 指标 in 二级.绩效指标 %}"
    "{{ 一级.名称 | merge }}",
    "{{ 二级.名称 | merge }}",
    "{{ 指标.三级指标 }}",
    "{{ 指标.绩效指标描述 }}",
    "{{ 指标.指标值 }}{% endfor %}{% endfor %}{% endfor %}",
)
THREE_LEVELS = (
    "{% for 目标 in 项目.年度绩效目标 %}{% for 一级 in 目标.指标分组 %}{% for 二级 in 一级.二级分组 %}"
    "{% for 指标 in 二级.绩效指标 %}{{ 目标.内容 | merge }}",
    "{{ 一级.名称 | merge }}",
    "{{ 二级.名称 | merge }}",
    "{{ 指标.三级指标 }}",
    "{{ 指标.指标值 }}{% endfor %}{% endfor %}{% endfor %}{% endfor %}",
)
READY_ROWS = (
    "{{ row.level1 }}",
    "{{ row.level2 }}",
    "{{ row.name }}",
    "{{ row.description }}",
    "{{ row.target }}",
)
READY_MERGES = ("{{ row.merge1 }}", "{{ row.merge2 }}")


def pmgen_layout(cells: Sequence[str]) -> bytes:
    """Return the form with pmgen's tags in the cells of the row that is repeated."""
    root = _form("{{ 项目.项目名称 }}")
    for cell, text in zip(_repeated(root).iter(W + "tc"), cells, strict=True):
        _write(cell, text)
    return _package(root)


def docxtpl_layout() -> bytes:
    """Return the form with docxtpl's tags: one flat loop, merges straight from flags in the data."""
    root = _form("{{ name }}")
    row = _ready_row(root)
    row.addprevious(_statement(row, "{%tr for row in rows %}"))
    row.addnext(_statement(row, "{%tr endfor %}"))
    return _package(root)


def jinja_source() -> str:
    """Return the XML of the same form as a plain Jinja template: one flat loop, merges from flags."""
    root = _form("{{ name }}")
    row = _ready_row(root)
    header = row.getprevious()
    assert header is not None
    header.tail, row.tail = "{% for row in rows %}", "{% endfor %}"
    return etree.tostring(root, encoding="unicode")


def parts(package: bytes) -> Mapping[str, bytes]:
    """Return the parts of a package."""
    with ZipFile(BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_main(package: bytes, main: bytes) -> bytes:
    """Return the package with another main part."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, data in parts(package).items():
            archive.writestr(name, main if name == MAIN else data)
    return made.getvalue()


def _form(title: str) -> Element:
    """Return Tianjin's form cut down to a title and the table of indicators."""
    root = etree.fromstring(parts(LAYOUT.read_bytes())[MAIN])
    body = root[0]
    table, section = body.findall(W + "tbl")[-1], body[-1]
    heading = deepcopy(body[0])
    _write(heading, title)
    for child in list(body):
        if child is not table and child is not section:
            body.remove(child)
    table.addprevious(heading)
    return root


def _ready_row(root: Element) -> Element:
    row = _repeated(root)
    for cell, text in zip(row.iter(W + "tc"), READY_ROWS, strict=True):
        _write(cell, text)
    for cell, flag in zip(row.iter(W + "tc"), READY_MERGES, strict=False):
        width = cell.find(f"{W}tcPr/{W}tcW")
        assert width is not None
        merge = width.makeelement(W + "vMerge", {W + "val": flag})
        width.addnext(merge)
    return row


def _repeated(root: Element) -> Element:
    return list(root.iter(W + "tr"))[-1]


def _statement(row: Element, tag: str) -> Element:
    made = deepcopy(row)
    cells = list(made.iter(W + "tc"))
    for cell, text in zip(cells, (tag, *[""] * len(cells)), strict=False):
        _write(cell, text)
    return made


def _write(element: Element, text: str) -> None:
    first, *rest = element.iter(W + "t")
    first.text = text
    for other in rest:
        other.text = ""


def _package(root: Element) -> bytes:
    main = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return with_main(LAYOUT.read_bytes(), main)
