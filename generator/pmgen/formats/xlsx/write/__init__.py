"""Write a document as an Excel workbook: a sheet for each of its forms, in a package."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from pmgen.document import Document, Page, Paragraph, Section
from pmgen.formats import Written
from pmgen.formats.document_text import words
from pmgen.formats.shared_resources import Media
from pmgen.formats.xlsx.write.cell_styles import NAMESPACE, Styles
from pmgen.formats.xlsx.write.sheet_builder import build_sheet
from pmgen.formats.xlsx.write.sheet_columns import Form, forms
from pmgen.formats.xlsx.write.sheet_rows import Sheet, is_definable, letters, quoted, sheet_names
from pmgen.formats.xlsx.write.worksheet_parts import drawing, drawing_relations, worksheet
from pmgen.opc.package_writing import (
    CONTENT_TYPES,
    CORE,
    CORE_RELATION,
    OFFICE_RELATIONS,
    OWN_TYPES,
    ROOT_RELATIONS,
    compressed,
    content_types_xml,
    core_xml,
    relations_xml,
    write_archive,
)
from pmgen.opc.xml_text import DECLARATION, attribute, escape
from pmgen.problems import Problems

__all__ = ["write"]


_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_DRAWING = "application/vnd.openxmlformats-officedocument.drawing+xml"
_ROOT = (("rId1", "officeDocument", "xl/workbook.xml"), ("rId2", CORE_RELATION, CORE))
_LEVEL = 3
"""Sheets repeat themselves so much that more effort hardly makes them smaller."""


def package(document: Document, sheets: Sequence[Sheet], styles: Styles) -> bytes:
    """Return the finished file."""
    media = Media()
    targets = {
        name: f"{quoted(s.name)}!{cell}" for s in reversed(sheets) for name, cell in s.bookmarks.items()
    }
    files: dict[str, str | bytes] = {
        CONTENT_TYPES: "",
        ROOT_RELATIONS: relations_xml(_ROOT),
        CORE: core_xml(document.title, document.author, document.language),
        "xl/workbook.xml": _workbook(sheets),
        "xl/_rels/workbook.xml.rels": relations_xml(_of_workbook(len(sheets))),
        "xl/styles.xml": styles.part(),
    }
    for number, sheet in enumerate(sheets, 1):
        files[f"xl/worksheets/sheet{number}.xml"] = worksheet(sheet, number == 1, targets)
        if sheet.pictures:
            files |= _drawn(sheet, number, media)
    files |= {f"xl/media/{name}": data for (_, data), name in media.names.items()}
    files[CONTENT_TYPES] = _content_types(sheets, media)
    return write_archive(compressed(name, content, _LEVEL) for name, content in files.items())


def _drawn(sheet: Sheet, number: int, media: Media) -> dict[str, str | bytes]:
    """Return the parts with the pictures of a sheet."""
    names = [media.name(picture.image) for picture in sheet.pictures]
    to_drawing = [("rId1", "drawing", f"../drawings/drawing{number}.xml")]
    return {
        f"xl/worksheets/_rels/sheet{number}.xml.rels": relations_xml(to_drawing),
        f"xl/drawings/drawing{number}.xml": drawing(sheet.pictures),
        f"xl/drawings/_rels/drawing{number}.xml.rels": relations_xml(drawing_relations(names)),
    }


def _content_types(sheets: Sequence[Sheet], media: Media) -> str:
    types = {"xl/workbook.xml": f"{_EXCEL}.sheet.main+xml", "xl/styles.xml": f"{_EXCEL}.styles+xml"}
    for number, sheet in enumerate(sheets, 1):
        types[f"xl/worksheets/sheet{number}.xml"] = f"{_EXCEL}.worksheet+xml"
        if sheet.pictures:
            types[f"xl/drawings/drawing{number}.xml"] = _DRAWING
    return content_types_xml({**types, CORE: OWN_TYPES[CORE]}, media.types)


def _of_workbook(count: int) -> list[tuple[str, str, str]]:
    sheets = [(f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in range(1, count + 1)]
    return [*sheets, (f"rId{count + 1}", "styles", "styles.xml")]


def _workbook(sheets: Sequence[Sheet]) -> str:
    entries = [
        f'<sheet{attribute("name", sheet.name)} sheetId="{number}" r:id="rId{number}"/>'
        for number, sheet in enumerate(sheets, 1)
    ]
    names = "".join(_names(sheets))
    return (
        f'{DECLARATION}<workbook xmlns="{NAMESPACE}" xmlns:r="{OFFICE_RELATIONS}">'
        "<bookViews><workbookView/></bookViews>"
        f"<sheets>{''.join(entries)}</sheets><definedNames>{names}</definedNames></workbook>"
    )


def _names(sheets: Sequence[Sheet]) -> Iterator[str]:
    """Yield what Excel knows by name: what is printed, what repeats, and the bookmarks."""
    taken: set[str] = set()
    for index, sheet in enumerate(sheets):
        area = f"$A$1:${letters(len(sheet.widths) - 1)}${max(sheet.row, 1)}"
        yield _name("_xlnm.Print_Area", sheet, area, index)
        if sheet.heads is not None:
            yield _name("_xlnm.Print_Titles", sheet, f"${sheet.heads.first}:${sheet.heads.last}", index)
        for bookmark, cell in sheet.bookmarks.items():
            if is_definable(bookmark) and bookmark.lower() not in taken:
                taken.add(bookmark.lower())
                column = cell.rstrip("0123456789")
                yield _name(bookmark, sheet, f"${column}${cell.removeprefix(column)}")


def _name(name: str, sheet: Sheet, area: str, local: int | None = None) -> str:
    belongs = "" if local is None else f' localSheetId="{local}"'
    return f"<definedName{attribute('name', name)}{belongs}>{escape(quoted(sheet.name))}!{area}</definedName>"


_CONTENTS = "目录"


def write(document: Document) -> Written:
    """Return an .xlsx; raise Refusal where a text would not fit into a cell."""
    problems, styles = Problems(), Styles()
    found = forms(document) or [Form(Section(Page(), ()))]
    names = sheet_names(_title(form, document) for form in found)
    sheets = [build_sheet(name, form, styles, problems) for name, form in zip(names, found, strict=True)]
    return Written(package(document, sheets, styles), tuple(problems))


def _title(form: Form, document: Document) -> str:
    """Return what a sheet is called: the heading above its table, its first words, or another name."""
    if form.lists:
        return _CONTENTS
    before = takewhile(lambda block: isinstance(block, Paragraph), form.blocks)
    paragraphs = [block for block in before if isinstance(block, Paragraph) and words(block)]
    headings = [words(paragraph) for paragraph in paragraphs if paragraph.outline]
    captions = [table.caption for table in form.tables if table.caption]
    return next(iter([*headings[-1:], *map(words, paragraphs[:1]), *captions, document.title]))
