"""Foreign content of a workbook beside its cells: names, rules, filters, notes, protection, pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pmgen.formats.xlsx.plain_sheet import S
from pmgen.opc.office_xml import Element, R, whole
from pmgen.problems import LayoutPlace, Message, Problem, message
from pmgen.verify.foreign_content.foreign_content_report import (
    ForeignContent,
    certainly_foreign,
    personal_trace,
    possibly_foreign,
    shortened,
)
from pmgen.verify.foreign_content.office_scan import OfficeScan, PlaceOfElement, scan_office_file
from pmgen.verify.foreign_content.package_scan import ScannedPackage, canonical
from pmgen.verify.foreign_content.scanned_workbook import ScannedWorkbook, Sheet, at, switched, words_of
from pmgen.verify.foreign_content.workbook_cells import (
    covered,
    hidden_lines,
    hidden_sheets,
    low_and_narrow,
    misleading_cells,
    other_formatting,
    shrunk_lines,
    unseen,
)

__all__ = ["find_foreign_content"]


_COMMENT, _NAME, _RULE, _PAGE, _VIEW, _BOX = "PMG740", "PMG752", "PMG747", "PMG757", "PMG756", "PMG755"

_RULES: Mapping[str, Message] = {
    "autoFilter": message("a filter, which can hide rows"),
    "sortState": message("a sorting of its rows"),
    "sheetProtection": message("a protection against changes"),
    "protectedRanges": message("a protection against changes"),
    "scenarios": message("other values kept as scenarios"),
    "dataConsolidate": message("a consolidation of other data"),
    "customSheetViews": message("other views, which can hide rows and columns"),
    "conditionalFormatting": message("a rule that changes how cells look"),
    "dataValidations": message("a rule or a list for entering data"),
    "cellWatches": message("cells that are watched"),
    "legacyDrawing": message("notes or controls drawn over it"),
    "legacyDrawingHF": message("a picture in its head or foot"),
    "picture": message("a picture behind its cells"),
    "oleObjects": message("an embedded object"),
    "controls": message("controls such as buttons"),
    "webPublishItems": message("parts that are published elsewhere"),
    "tableParts": message("a table with filters of its own"),
    "customProperties": message("properties of its own"),
    "rowBreaks": message("breaks between pages"),
    "colBreaks": message("breaks between pages"),
    "smartTags": message("tags on its cells"),
    "extLst": message("extensions such as rules, filters or small charts"),
}
_OF_BOOK: Mapping[str, Message] = {
    "externalReferences": message("a link to another workbook"),
    "pivotCaches": message("the data behind a pivot table"),
    "customWorkbookViews": message("views of its own, with the names of persons"),
    "fileSharing": message("a request to open it for reading only"),
    "fileRecoveryPr": message("a note of its recovery"),
    "functionGroups": message("functions of its own"),
    "webPublishing": message("settings for publishing it elsewhere"),
    "oleSize": message("a part that it shows in other documents"),
    "smartTagPr": message("tags on its cells"),
}
_DIFFERING: Mapping[str, Message] = {
    "differentFirst": message("the first page has a head and foot of its own"),
    "differentOddEven": message("even pages have heads and feet of their own"),
}
_EMPTY = re.compile(r"&[LCR]|&\"[^\"]*\"|&[0-9]+|&[A-Z]")


def rules(sheet: Sheet) -> Iterator[ForeignContent]:
    """Yield what stands beside the cells of a sheet and changes or hides what they show."""
    for node in sheet.root:
        name = str(node.tag).removeprefix(S)
        if name in _RULES:
            place = sheet.place(_first_cell(node))
            text = message("the sheet {sheet} has {what}", sheet=sheet.name, what=_RULES[name])
            yield possibly_foreign(_RULE, text, place, sheet.name, name, _said(node, name), part=sheet.part)
        elif isinstance(node.tag, str) and not node.tag.startswith(S):
            text = message(
                "the sheet {sheet} has {what}", sheet=sheet.name, what=shortened(node.tag.rpartition("}")[2])
            )
            yield possibly_foreign(
                _RULE,
                text,
                sheet.place(),
                sheet.name,
                str(node.tag),
                canonical(node).decode(),
                part=sheet.part,
            )


def _said(node: Element, name: str) -> str:
    """Return all that a rule says; of breaks their places, which every program writes in its own way."""
    if name == "rowBreaks":
        return " ".join(each.get("id", "") for each in node)
    return canonical(node).decode()


def _first_cell(node: Element) -> str:
    places = (each.get(name, "") for each in node.iter() for name in ("sqref", "ref", "r"))
    return next((place.split(":")[0].split()[0] for place in places if at(place) != (0, 0)), "")


def views(sheet: Sheet) -> Iterator[ForeignContent]:
    """Yield how the window shows the sheet: without zeros, with formulas, from the right, half of it."""
    for view in sheet.all("sheetView"):
        kinds = {
            "zeros": (view.get("showZeros") in ("0", "false"), message("zeros are shown as blanks")),
            "formulas": (
                switched(view, "showFormulas"),
                message("formulas are shown instead of their results"),
            ),
            "right": (switched(view, "rightToLeft"), message("the columns run from right to left")),
            "small": (
                whole(view.get("zoomScale"), 100) < 25,
                message("the sheet is shown too small to read"),
            ),
            "frozen": (_cuts(view), message("frozen panes keep the first rows or columns out of sight")),
        }
        for kind, (is_so, text) in kinds.items():
            if is_so:
                yield certainly_foreign(
                    possibly_foreign(_VIEW, text, sheet.place("A1"), sheet.name, kind, part=sheet.part)
                )


def _cuts(view: Element) -> bool:
    """Tell whether the window begins below or beside cells that no scrolling brings back."""
    pane = view.find(S + "pane")
    is_frozen = pane is not None and pane.get("state", "").startswith("frozen")
    row, column = at(view.get("topLeftCell", "A1"))
    return is_frozen and (row > 1 or column > 1)


def pages(sheet: Sheet) -> Iterator[ForeignContent]:
    """Yield the size of the pages and what stands at their head and foot."""
    setup = sheet.child("pageSetup")
    if setup is not None:
        paper = setup.get("paperSize") or f"{setup.get('paperWidth', '')}×{setup.get('paperHeight', '')}"
        said = f"{paper} {setup.get('orientation', 'portrait')}"
        text = message("the pages are of the kind {size}", size=said)
        yield possibly_foreign(_PAGE, text, sheet.place(), sheet.name, said, part=sheet.part)
    running_heads = sheet.child("headerFooter")
    for name, text in _DIFFERING.items():
        if switched(running_heads, name):
            yield possibly_foreign(_PAGE, text, sheet.place(), sheet.name, name, part=sheet.part)
    for node in running_heads if running_heads is not None else ():
        words = _running_head_text(node.text or "")
        if words:
            kind = str(node.tag).removeprefix(S)
            text = message(
                "a head or foot of pages ({kind}) says: {words}", kind=kind, words=shortened(words)
            )
            yield possibly_foreign(_PAGE, text, sheet.place(), sheet.name, kind, words, part=sheet.part)


def _running_head_text(code: str) -> str:
    """Return what a head or foot says, without the signs for places and fonts."""
    return "".join(_EMPTY.sub(lambda sign: "&P" if sign[0] == "&P" else "", code).split())


def links(sheet: Sheet, book: ScannedWorkbook) -> Iterator[ForeignContent]:
    """Yield where cells lead."""
    for node in sheet.all("hyperlink"):
        relation = book.package.target(sheet.part, node.get(R + "id"))
        target = f"{'' if relation is None else relation.target}#{_plain(node.get('location', ''))}"
        place = node.get("ref", "").split(":")[0]
        text = message(
            "{words} leads to {target}", words=place, target=shortened(target + node.get("tooltip", ""))
        )
        tip = node.get("tooltip", "")
        yield possibly_foreign(
            "PMG754", text, sheet.place(place), sheet.name, place, target, tip, part=sheet.part
        )


def comments(book: ScannedWorkbook) -> Iterator[ForeignContent]:
    """Yield every note on a cell with its author."""
    by_part = {sheet.part: sheet for sheet in book.sheets}
    for relation in book.package.relations:
        sheet = by_part.get(relation.owner)
        root = (
            book.package.root(relation.target) if relation.kind in ("comments", "threadedComment") else None
        )
        if sheet is None or root is None:
            continue
        authors = [node.text or "" for node in root.iter(S + "author")]
        for node in root.iter():
            if isinstance(node.tag, str) and node.tag.rpartition("}")[2] in ("comment", "threadedComment"):
                number = whole(node.get("authorId"), -1)
                author = authors[number] if 0 <= number < len(authors) else "?"
                words = "".join(map(str, node.itertext()))
                text = message("a comment of {author}: {words}", author=author or "?", words=shortened(words))
                hint = message("delete it in Excel (审阅 → 删除), or render the annex again and publish that")
                place = sheet.place(node.get("ref", ""))
                yield certainly_foreign(
                    possibly_foreign(_COMMENT, text, place, author, words, part=relation.target, hint=hint)
                )
    for kind in ("person", "vmlDrawing"):
        for part in book.package.of_kind(kind):
            text = message(
                "the file holds {what}: {part}", what=message("what belongs to comments"), part=part
            )
            yield certainly_foreign(
                possibly_foreign(_COMMENT, text, LayoutPlace(book.package.file, part), part, part=part)
            )


def names(book: ScannedWorkbook) -> Iterator[ForeignContent]:
    """Yield what the workbook gives names to, and where it was saved."""
    root, place, part = book.root, LayoutPlace(book.package.file), book.package.main
    if root is None:
        return
    sheets = {_plain(sheet.name): sheet for sheet in reversed(book.sheets)}
    for node in root.iter(S + "definedName"):
        sheet, name, value = node.get("localSheetId", ""), node.get("name", ""), _plain(node.text or "")
        text = message("the name {name} stands for {value}", name=shortened(name), value=shortened(value))
        where = _named_place(value, sheets) or place
        yield possibly_foreign(_NAME, text, where, sheet, name, value, part=part)
    for node in root.iter("{*}absPath"):
        text = message("the file tells where it was saved: {path}", path=shortened(node.get("url", "")))
        yield personal_trace(text, place, node.get("url", ""), part=part)


def workbook(book: ScannedWorkbook) -> Iterator[ForeignContent]:
    """Yield what the workbook itself says: protection, links, how it counts days."""
    root, place, part = book.root, LayoutPlace(book.package.file), book.package.main
    for node in root if root is not None else ():
        name = str(node.tag).removeprefix(S)
        if name in _OF_BOOK:
            text = message("the workbook holds {what}", what=_OF_BOOK[name])
            yield certainly_foreign(possibly_foreign(_RULE, text, place, name, part=part))
        elif name == "workbookProtection" and any(switched(node, str(key)) for key in node.attrib):
            text = message("the workbook is protected, so that sheets cannot be shown")
            yield certainly_foreign(possibly_foreign(_VIEW, text, place, name, part=part))
        elif name == "workbookPr" and switched(node, "date1904"):
            text = message("the workbook counts days from 1904, which changes dates")
            yield certainly_foreign(possibly_foreign(_VIEW, text, place, "date1904", part=part))


def _named_place(value: str, sheets: Mapping[str, Sheet]) -> LayoutPlace | None:
    sheet, _, cell = value.partition("!")
    found_here = sheets.get(sheet)
    return None if found_here is None else found_here.place(cell.partition(":")[0])


def _plain(reference: str) -> str:
    """Return a reference without the signs that programs set as they like."""
    return reference.replace("$", "").replace("'", "")


def drawings(book: ScannedWorkbook) -> Iterator[ForeignContent]:
    """Yield the words in boxes over the cells, and drawings that are no pictures."""
    for part in book.package.of_kind("drawing"):
        root = book.package.root(part)
        for node in root.iter() if root is not None else ():
            if not isinstance(node.tag, str) or not node.tag.startswith(
                "{http://schemas.openxmlformats.org/drawingml"
            ):
                continue
            name = node.tag.rpartition("}")[2]
            if name in ("sp", "cxnSp", "graphicFrame"):
                words = "".join(map(str, node.itertext()))
                text = message("text in a box or behind the page: {words}", words=shortened(words) or "▭")
                yield possibly_foreign(
                    _BOX, text, LayoutPlace(book.package.file, part), name, words, part=part
                )
            elif name == "cNvPr" and (said := node.get("descr", "") + node.get("title", "")):
                text = message("a drawing is described as {words}", words=shortened(said))
                yield possibly_foreign(_NAME, text, LayoutPlace(book.package.file, part), said, part=part)


def unused_texts(book: ScannedWorkbook) -> Iterator[ForeignContent]:
    """Yield the texts that the workbook keeps and no cell shows."""
    if not book.shared:
        return
    used = {
        cell.findtext(S + "v") for sheet in book.sheets for cell in sheet.all("c") if cell.get("t") == "s"
    }
    for number, item in enumerate(book.shared):
        words = words_of(item)
        if str(number) not in used and words.strip():
            text = message("the file keeps a text that no cell shows: {words}", words=shortened(words))
            part = book.package.of_kind("sharedStrings")[0]
            yield certainly_foreign(
                possibly_foreign(
                    _NAME, text, LayoutPlace(book.package.file, part), "unused", words, part=part
                )
            )


def find_foreign_content(ours: bytes | None, theirs: bytes, name: str) -> tuple[Problem, ...]:
    """Return what the file `name` holds that pmgen would not have written."""
    return scan_office_file(_ExcelScan(), ours, theirs, name)


@dataclass(frozen=True, slots=True)
class _ExcelScan(OfficeScan):
    """What to look for in a workbook."""

    def never(self, package: ScannedPackage) -> Iterator[ForeignContent]:
        """Yield what no file of ours holds."""
        book = ScannedWorkbook(package, bare=True)
        yield from hidden_sheets(book)
        yield from comments(book)
        for sheet in book.sheets:
            yield from hidden_lines(sheet)
            yield from views(sheet)
        yield from workbook(book)

    def held(self, package: ScannedPackage) -> Iterator[ForeignContent]:
        """Yield what a file of ours may hold too, and then the same."""
        book = ScannedWorkbook(package)
        for sheet in book.sheets:
            cells = list(book.cells(sheet))
            yield from rules(sheet)
            yield from links(sheet, book)
            yield from pages(sheet)
            yield from misleading_cells(sheet, cells)
            yield from unseen(book, sheet, cells)
            yield from covered(sheet, cells)
            yield from low_and_narrow(sheet, cells)
        yield from unused_texts(book)
        yield from drawings(book)
        yield from names(book)

    def altered(self, ours: ScannedPackage, theirs: ScannedPackage) -> Iterator[ForeignContent]:
        """Yield where the same things look otherwise."""
        mine, yours = ScannedWorkbook(ours), ScannedWorkbook(theirs)
        by_name = {sheet.name: sheet for sheet in mine.sheets}
        for sheet in yours.sheets:
            if sheet.name in by_name:
                cells = list(yours.cells(sheet))
                yield from other_formatting(sheet, list(mine.cells(by_name[sheet.name])), cells)
                yield from shrunk_lines(by_name[sheet.name], sheet, cells)

    def place(self, package: ScannedPackage, part: str) -> PlaceOfElement:
        """Return what tells where an element of a part stands."""
        sheet = next((sheet for sheet in ScannedWorkbook(package).sheets if sheet.part == part), None)
        return (lambda node: LayoutPlace(package.file, part)) if sheet is None else _place_on(sheet)


def _place_on(sheet: Sheet) -> PlaceOfElement:
    def place(node: Element) -> LayoutPlace:
        around = (node, *node.iterancestors(S + "c", S + "row"))
        cell = next((each.get("r", "") for each in around if each.tag == S + "c"), "")
        row = next((f"A{each.get('r', '')}" for each in around if each.tag == S + "row"), "")
        return sheet.place(cell or row)

    return place
