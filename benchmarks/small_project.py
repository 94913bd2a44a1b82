"""A small annex from its YAML to four formats: pmgen, and PyYAML, docxtpl, openpyxl, platypus and Jinja."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from typing import Any

import yaml
from docxtpl import DocxTemplate
from jinja2 import Environment
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side

from indicator_rows import HERE, REGION
from layouts import docxtpl_layout
from pdf_peers import platypus_pdf
from pmgen.document import Page
from pmgen.fonts import FontShelf
from pmgen.formats import FORMATS, WriterSettings
from pmgen.formats.word import read_document
from pmgen.load import load_annex
from pmgen.view import view_project
from tables import AUTHOR, TITLE, Place, layout

FOLDER = HERE.parent / "data" / "undated" / "tianjin-skills"
HEADS = ("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值")
WIDTHS = (61.25, 82.25, 103.5, 124.3, 99.3)
Files = dict[str, bytes]


def ours(fonts: FontShelf) -> Files:
    """Return the files of every project by pmgen, from the YAML on disk."""
    annex = load_annex(FOLDER).annex
    assert annex is not None
    files: Files = {}
    for number, project in enumerate(annex.projects):
        filled = layout().fill(view_project(annex, project, REGION).root, TITLE, AUTHOR)
        assert filled.document is not None and filled.document.source is not None
        document = read_document(filled.document.source, title=TITLE, author=AUTHOR).document
        for ending, format in FORMATS.items():
            files[f"{number}.{ending}"] = format.write(document, WriterSettings(fonts)).data
    return files


def theirs() -> Files:
    """Return the files of every project by the other programs, from the YAML on disk."""
    files: Files = {}
    for number, project in enumerate(_projects()):
        name, rows = project["项目名称"], list(rows_of(project["绩效指标"]))
        cells = tuple(places(rows))
        files[f"{number}.docx"] = word(name, rows)
        files[f"{number}.html"] = _page().render(name=name, heads=HEADS, rows=rows).encode()
        files[f"{number}.pdf"] = platypus_pdf(name, WIDTHS, cells, Page())
        files[f"{number}.xlsx"] = sheet(name, cells)
    return files


def texts() -> list[list[str]]:
    """Return what the cells of each project's table say."""
    return [[cell.text for cell in places(list(rows_of(one["绩效指标"])))] for one in _projects()]


def count() -> int:
    """Return the rows of all projects."""
    return sum(len(one["绩效指标"]) for one in _projects())


def _projects() -> list[dict[str, Any]]:
    places = sorted(FOLDER.glob("*.yaml"))
    loaded = [yaml.load(place.read_bytes(), yaml.CSafeLoader) for place in places]
    return [one for one in loaded if "项目名称" in one]


@dataclass(slots=True)
class _Run:
    """A merged cell in the making."""

    text: str
    length: int = field(default=1)


def rows_of(indicators: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield ready rows with the merges as Word, HTML and the sheets want them."""
    level1, level2 = _Run(""), _Run("")
    for line in indicators:
        second = line["二级指标"]
        first = _firsts()[second]
        begins1 = first != level1.text
        begins2 = begins1 or second != level2.text
        level1 = _Run(first) if begins1 else _grown(level1)
        level2 = _Run(second) if begins2 else _grown(level2)
        yield {
            "level1": first if begins1 else "",
            "level2": second if begins2 else "",
            "merge1": "restart" if begins1 else "continue",
            "merge2": "restart" if begins2 else "continue",
            "run1": level1,
            "run2": level2,
            "name": str(line["三级指标"]),
            "description": str(line.get("绩效指标描述", "")),
            "target": str(line["指标值"]),
        }


def _grown(run: _Run) -> _Run:
    run.length += 1
    return run


@cache
def _firsts() -> Mapping[str, str]:
    return {label.level2: label.level1 for label in REGION.labels.values()}


def places(rows: list[dict[str, Any]]) -> Iterator[Place]:
    """Yield the cells of a table of ready rows."""
    for column, text in enumerate(HEADS):
        yield Place(0, column, 1, text)
    for number, row in enumerate(rows, 1):
        if row["level1"]:
            yield Place(number, 0, row["run1"].length, row["level1"])
        if row["level2"]:
            yield Place(number, 1, row["run2"].length, row["level2"])
        for column, word in enumerate(("name", "description", "target"), 2):
            yield Place(number, column, 1, row[word])


def word(name: str, rows: list[dict[str, Any]]) -> bytes:
    """Return a project's Word file by docxtpl."""
    template, environment = _template()
    template.render({"name": name, "rows": rows}, environment, autoescape=True)
    made = BytesIO()
    template.save(made)
    return made.getvalue()


@cache
def _template() -> tuple[DocxTemplate, Environment]:
    return DocxTemplate(BytesIO(docxtpl_layout())), Environment(autoescape=True)


@cache
def _page() -> Any:
    return Environment(autoescape=True).from_string(
        '<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><title>{{ name }}</title>'
        "<style>table{border-collapse:collapse}th,td{border:0.5pt solid}</style><h1>{{ name }}</h1>"
        "<table><thead><tr>{% for head in heads %}<th>{{ head }}</th>{% endfor %}</tr></thead><tbody>"
        "{% for row in rows %}<tr>"
        '{% if row.level1 %}<td rowspan="{{ row.run1.length }}">{{ row.level1 }}</td>{% endif %}'
        '{% if row.level2 %}<td rowspan="{{ row.run2.length }}">{{ row.level2 }}</td>{% endif %}'
        "<td>{{ row.name }}</td><td>{{ row.description }}</td><td>{{ row.target }}</td></tr>{% endfor %}"
        "</tbody></table></html>"
    )


def sheet(name: str, cells: tuple[Place, ...]) -> bytes:
    """Return a project's workbook by openpyxl."""
    workbook = Workbook()
    page: Any = workbook.active
    page.append([name])
    page.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(HEADS))
    for letter, width in zip("ABCDE", WIDTHS, strict=True):
        page.column_dimensions[letter].width = width / 6
    for place in cells:
        top, column = place.row + 2, place.column + 1
        last = top + place.rows - 1
        for row in range(top, last + 1):
            _dress(page.cell(row, column), place)
        page.cell(top, column).value = place.text
        if place.rows > 1:
            page.merge_cells(start_row=top, end_row=last, start_column=column, end_column=column)
    made = BytesIO()
    workbook.save(made)
    return made.getvalue()


_SIDE = Side(style="thin")
_SIDES = Border(_SIDE, _SIDE, _SIDE, _SIDE)
_HEAD, _BODY = Font(name="黑体", size=10.5), Font(name="宋体", size=10.5)
_CENTER = Alignment(horizontal="center", vertical="center", wrap_text=True)
_LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)


def _dress(cell: Any, place: Place) -> None:
    cell.font = _BODY if place.row else _HEAD
    cell.alignment = _LEFT if place.row and place.column in (2, 3) else _CENTER
    cell.border = _SIDES
