"""What a workbook holds beside its cells: names, rules, filters, notes, protection, views, pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pmgen.ooxml.xml import Element, R
from pmgen.problems import LayoutPlace, Message, message
from pmgen.readers.word.units import whole
from pmgen.verify.surplus.excel.book import Book, S, Sheet, at, switched, words_of
from pmgen.verify.surplus.findings import Finding, foreign, found, personal, short
from pmgen.verify.surplus.package import canonical

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


def rules(sheet: Sheet) -> Iterator[Finding]:
    """Yield what stands beside the cells of a sheet and changes or hides what they show."""
    for node in sheet.root:
        name = str(node.tag).removeprefix(S)
        if name in _RULES:
            place = sheet.place(_first_cell(node))
            text = message("the sheet {sheet} has {what}", sheet=sheet.name, what=_RULES[name])
            yield found(_RULE, text, place, sheet.name, name, _said(node, name), part=sheet.part)
        elif isinstance(node.tag, str) and not node.tag.startswith(S):
            text = message(
                "the sheet {sheet} has {what}", sheet=sheet.name, what=short(node.tag.rpartition("}")[2])
            )
            yield found(
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


def views(sheet: Sheet) -> Iterator[Finding]:
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
                yield foreign(found(_VIEW, text, sheet.place("A1"), sheet.name, kind, part=sheet.part))


def _cuts(view: Element) -> bool:
    """Tell whether the window begins below or beside cells that no scrolling brings back."""
    pane = view.find(S + "pane")
    is_frozen = pane is not None and pane.get("state", "").startswith("frozen")
    row, column = at(view.get("topLeftCell", "A1"))
    return is_frozen and (row > 1 or column > 1)


def pages(sheet: Sheet) -> Iterator[Finding]:
    """Yield the size of the pages and what stands at their head and foot."""
    setup = sheet.child("pageSetup")
    if setup is not None:
        paper = setup.get("paperSize") or f"{setup.get('paperWidth', '')}×{setup.get('paperHeight', '')}"
        said = f"{paper} {setup.get('orientation', 'portrait')}"
        text = message("the pages are of the kind {size}", size=said)
        yield found(_PAGE, text, sheet.place(), sheet.name, said, part=sheet.part)
    edges = sheet.child("headerFooter")
    for name, text in _DIFFERING.items():
        if switched(edges, name):
            yield found(_PAGE, text, sheet.place(), sheet.name, name, part=sheet.part)
    for node in edges if edges is not None else ():
        words = _edge_words(node.text or "")
        if words:
            kind = str(node.tag).removeprefix(S)
            text = message("a head or foot of pages ({kind}) says: {words}", kind=kind, words=short(words))
            yield found(_PAGE, text, sheet.place(), sheet.name, kind, words, part=sheet.part)


def _edge_words(code: str) -> str:
    """Return what a head or foot says, without the signs for places and fonts."""
    return "".join(_EMPTY.sub(lambda sign: "&P" if sign[0] == "&P" else "", code).split())


def links(sheet: Sheet, book: Book) -> Iterator[Finding]:
    """Yield where cells lead."""
    for node in sheet.all("hyperlink"):
        relation = book.package.target(sheet.part, node.get(R + "id"))
        target = f"{'' if relation is None else relation.target}#{_plain(node.get('location', ''))}"
        place = node.get("ref", "").split(":")[0]
        text = message(
            "{words} leads to {target}", words=place, target=short(target + node.get("tooltip", ""))
        )
        tip = node.get("tooltip", "")
        yield found("PMG754", text, sheet.place(place), sheet.name, place, target, tip, part=sheet.part)


def comments(book: Book) -> Iterator[Finding]:
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
                text = message("a comment of {author}: {words}", author=author or "?", words=short(words))
                hint = message("delete it in Excel (审阅 → 删除), or render the annex again and publish that")
                place = sheet.place(node.get("ref", ""))
                yield foreign(found(_COMMENT, text, place, author, words, part=relation.target, hint=hint))
    for kind in ("person", "vmlDrawing"):
        for part in book.package.of_kind(kind):
            text = message(
                "the file holds {what}: {part}", what=message("what belongs to comments"), part=part
            )
            yield foreign(found(_COMMENT, text, LayoutPlace(book.package.file, part), part, part=part))


def workbook(book: Book) -> Iterator[Finding]:
    """Yield what the workbook itself says: names, protection, links, how it counts days."""
    root, place, part = book.root, LayoutPlace(book.package.file), book.package.main
    if root is None:
        return
    sheets = {_plain(sheet.name): sheet for sheet in reversed(book.sheets)}
    for node in root.iter(S + "definedName"):
        sheet, name, value = node.get("localSheetId", ""), node.get("name", ""), _plain(node.text or "")
        text = message("the name {name} stands for {value}", name=short(name), value=short(value))
        where = _named_place(value, sheets) or place
        yield found(_NAME, text, where, sheet, name, value, part=part)
    for node in root.iter("{*}absPath"):
        text = message("the file tells where it was saved: {path}", path=short(node.get("url", "")))
        yield personal(text, place, node.get("url", ""), part=part)
    for node in root:
        name = str(node.tag).removeprefix(S)
        if name in _OF_BOOK:
            text = message("the workbook holds {what}", what=_OF_BOOK[name])
            yield foreign(found(_RULE, text, place, name, part=part))
        elif name == "workbookProtection" and any(switched(node, str(key)) for key in node.attrib):
            text = message("the workbook is protected, so that sheets cannot be shown")
            yield foreign(found(_VIEW, text, place, name, part=part))
        elif name == "workbookPr" and switched(node, "date1904"):
            text = message("the workbook counts days from 1904, which changes dates")
            yield foreign(found(_VIEW, text, place, "date1904", part=part))


def _named_place(value: str, sheets: Mapping[str, Sheet]) -> LayoutPlace | None:
    sheet, _, cell = value.partition("!")
    found_here = sheets.get(sheet)
    return None if found_here is None else found_here.place(cell.partition(":")[0])


def _plain(reference: str) -> str:
    """Return a reference without the signs that programs set as they like."""
    return reference.replace("$", "").replace("'", "")


def drawings(book: Book) -> Iterator[Finding]:
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
                text = message("text in a box or behind the page: {words}", words=short(words) or "▭")
                yield found(_BOX, text, LayoutPlace(book.package.file, part), name, words, part=part)
            elif name == "cNvPr" and (said := node.get("descr", "") + node.get("title", "")):
                text = message("a drawing is described as {words}", words=short(said))
                yield found(_NAME, text, LayoutPlace(book.package.file, part), said, part=part)


def unused_texts(book: Book) -> Iterator[Finding]:
    """Yield the texts that the workbook keeps and no cell shows."""
    if not book.shared:
        return
    used = {
        cell.findtext(S + "v") for sheet in book.sheets for cell in sheet.all("c") if cell.get("t") == "s"
    }
    for number, item in enumerate(book.shared):
        words = words_of(item)
        if str(number) not in used and words.strip():
            text = message("the file keeps a text that no cell shows: {words}", words=short(words))
            part = book.package.of_kind("sharedStrings")[0]
            yield foreign(
                found(_NAME, text, LayoutPlace(book.package.file, part), "unused", words, part=part)
            )
