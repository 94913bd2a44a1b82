"""Ways of altering a finished workbook: what is done, what must be told of it and where."""

from __future__ import annotations

from surplus.parts import Change, S, all_of, put, relate, swap

BOOK, SHEET, STYLES, CORE = (
    "xl/workbook.xml",
    "xl/worksheets/sheet1.xml",
    "xl/styles.xml",
    "docProps/core.xml",
)
NUMBER = '<c r="B3" s="3"><v>420.00</v></c>'
ROW = '<row r="3" ht="20.00" customHeight="1">'
COLUMN = '<col min="2" max="2" width="16.6667" customWidth="1"/>'
NAME = "绩效目标表"
CELL = f"{NAME}!B3"
COMMENTS = (
    f'<comments xmlns="{S}"><authors><author>张三</author></authors><commentList>'
    '<comment ref="B3" authorId="0"><text><t>实为500</t></text></comment></commentList></comments>'
)
LOOK = '<xf numFmtId="0" fontId="{font}" fillId="{fill}" borderId="1" xfId="0"{more}</cellXfs>'


def sheet(old: str, new: str) -> Change:
    """Alter the sheet."""
    return swap(SHEET, old, new)


def number(new: str) -> Change:
    """Put another cell in the place of the number."""
    return sheet(NUMBER, new)


def after(element: str) -> Change:
    """Put something after the cells."""
    return sheet("</sheetData>", f"</sheetData>{element}")


def book(element: str) -> Change:
    """Put something into the workbook."""
    return swap(BOOK, "<bookViews>", f"{element}<bookViews>")


def named(name: str, value: str) -> Change:
    """Define a name."""
    return swap(BOOK, "</definedNames>", f'<definedName name="{name}">{value}</definedName></definedNames>')


def part(kind: str, name: str, content: str | bytes = "<x/>", owner: str = BOOK) -> Change:
    """Add a part that the workbook or the sheet refers to."""
    path = f"xl/{name}"
    target = name if owner == BOOK else f"../{name}"
    return all_of(put(path, content), relate(owner, kind, target))


def look(font: str = "", fill: str = "", format: str = "", manner: str = "") -> Change:
    """Give the number a look of its own."""
    changes = []
    if font:
        changes.append(swap(STYLES, "</fonts>", f"<font>{font}</font></fonts>"))
    if fill:
        solid = f'<patternFill patternType="solid"><fgColor rgb="FF{fill}"/></patternFill>'
        changes.append(swap(STYLES, "</fills>", f"<fill>{solid}</fill></fills>"))
    if format:
        code = f'<numFmts count="1"><numFmt numFmtId="200" formatCode="{format}"/></numFmts><fonts'
        changes.append(swap(STYLES, "<fonts", code))

    def change(parts: dict[str, bytes]) -> None:
        styles = parts[STYLES].decode()
        last = styles.count("<font>") - 1 if font else 1
        given = f'<xf numFmtId="{200 if format else 2}" fontId="{last}"'
        filled = styles.count("<fill>") - 1 if fill else 0
        given += f' fillId="{filled}" borderId="1" xfId="0"><alignment {manner}/></xf></cellXfs>'
        number_of_look = styles.partition("<cellXfs")[2].partition("</cellXfs>")[0].count("<xf ")
        swap(STYLES, "</cellXfs>", given)(parts)
        number(NUMBER.replace('s="3"', f's="{number_of_look}"'))(parts)

    return all_of(*changes, change)


def second(state: str) -> Change:
    """Add a sheet that is hidden."""
    cell = '<row r="1"><c r="A1" t="inlineStr"><is><t>999</t></is></c></row>'
    return all_of(
        put("xl/worksheets/sheet2.xml", f'<worksheet xmlns="{S}"><sheetData>{cell}</sheetData></worksheet>'),
        relate(BOOK, "worksheet", "worksheets/sheet2.xml"),
        swap(BOOK, "</sheets>", f'<sheet name="内部" sheetId="9" state="{state}" r:id="rIdNew"/></sheets>'),
    )


def sheet_part(kind: str, name: str, content: str | bytes = "<x/>") -> Change:
    """Add a part that the sheet refers to."""
    return part(kind, name, content, SHEET)


SZ = '<sz val="10.5"/><color rgb="FF000000"/><name val="宋体"/>'

ALTERATIONS: dict[str, tuple[Change, str]] = {
    # comments
    "a comment on the number": (sheet_part("comments", "comments1.xml", COMMENTS), f"PMG740 {CELL}"),
    "a threaded comment": (
        sheet_part(
            "threadedComment",
            "threaded1.xml",
            '<x><threadedComment ref="B3"><text>实为500</text></threadedComment></x>',
        ),
        f"PMG740 {CELL}",
    ),
    "who commented": (part("person", "persons/person.xml"), "PMG740 xl/persons/person.xml"),
    # hidden
    "a hidden row": (sheet(ROW, ROW.replace("<row", '<row hidden="1"')), f"PMG746 {NAME}!A3"),
    "a row of no height": (sheet(ROW, ROW.replace("20.00", "0")), f"PMG746 {NAME}!A3"),
    "a row too low": (sheet(ROW, ROW.replace("20.00", "0.5")), f"PMG746 {NAME}!A3"),
    "a row half as high": (sheet(ROW, ROW.replace("20.00", "9")), f"PMG746 {NAME}!A3"),
    "a hidden column": (sheet(COLUMN, COLUMN.replace("<col", '<col hidden="1"')), f"PMG746 {NAME}!B1"),
    "a column of no width": (sheet(COLUMN, COLUMN.replace("16.6667", "0")), f"PMG746 {NAME}!B1"),
    "a column too narrow": (sheet(COLUMN, COLUMN.replace("16.6667", "0.1")), f"PMG746 {NAME}!B3"),
    "a column that shows ####": (sheet(COLUMN, COLUMN.replace("16.6667", "3")), f"PMG746 {NAME}!B2"),
    "rows hidden unless they say otherwise": (
        sheet("<sheetFormatPr", '<sheetFormatPr zeroHeight="1"'),
        f"PMG746 {NAME}",
    ),
    "a group of rows": (sheet(ROW, ROW.replace("<row", '<row outlineLevel="1"')), f"PMG746 {NAME}!A3"),
    "a group of columns": (
        sheet(COLUMN, COLUMN.replace("<col", '<col outlineLevel="1"')),
        f"PMG746 {NAME}!B1",
    ),
    "a filter": (after('<autoFilter ref="A2:B4"/>'), f"PMG747 {NAME}!A2"),
    "a hidden sheet": (second("hidden"), "PMG746 内部"),
    "a very hidden sheet": (second("veryHidden"), "PMG746 内部"),
    "a hidden window": (
        swap(BOOK, "<workbookView", '<workbookView visibility="hidden"'),
        f"PMG746 {NAME}",
    ),
    "text under a merged cell": (
        sheet('</is></c></row><row r="2"', '</is></c><c r="B1"><v>999</v></c></row><row r="2"'),
        f"PMG746 {NAME}!B1",
    ),
    # text that nobody sees, other looks
    "white text": (look(SZ.replace("FF000000", "FFFFFFFF")), f"PMG743 {CELL}"),
    "white text by the theme": (
        look('<sz val="10.5"/><color theme="0"/><name val="宋体"/>'),
        f"PMG743 {CELL}",
    ),
    "text in the colour behind it": (look(SZ.replace("000000", "FE0000"), "FF0000"), f"PMG743 {CELL}"),
    "a black cell": (look(SZ, "000000"), f"PMG743 {CELL}"),
    "size 1": (look(SZ.replace("10.5", "1")), f"PMG743 {CELL}"),
    "a typeface of signs": (look(SZ.replace("宋体", "Wingdings")), f"PMG743 {CELL}"),
    "a piece of white text": (
        sheet(
            '<t xml:space="preserve">培训经费</t>',
            '<r><t>培训经费</t></r><r><rPr><color rgb="FFFFFFFF"/><sz val="10.5"/></rPr><t>999</t></r>',
        ),
        f"PMG743 {NAME}!A3",
    ),
    "a reading aid": (
        sheet(
            '<t xml:space="preserve">培训经费</t>',
            '<t xml:space="preserve">培训经费</t><rPh sb="0" eb="1"><t>实为999</t></rPh>',
        ),
        f"PMG743 {NAME}!A3",
    ),
    "struck through": (look(f"<strike/>{SZ}"), f"PMG744 {CELL}"),
    "bold": (look(f"<b/>{SZ}"), f"PMG744 {CELL}"),
    "another size": (look(SZ.replace("10.5", "20")), f"PMG744 {CELL}"),
    "another colour": (look(SZ.replace("FF000000", "FFFF0000")), f"PMG744 {CELL}"),
    "another colour behind it": (look(SZ, "FFFF00"), f"PMG744 {CELL}"),
    "turned text": (look(SZ, manner='textRotation="90"'), f"PMG744 {CELL}"),
    "repeated to fill": (look(SZ, manner='horizontal="fill"'), f"PMG744 {CELL}"),
    # cells that deceive
    "a number format that shows nothing": (look(SZ, format=";;;"), f"PMG748 {CELL}"),
    "a number format that shows another number": (look(SZ, format="&quot;500.00&quot;"), f"PMG748 {CELL}"),
    "a number format in thousands": (look(SZ, format="0.00,"), f"PMG748 {CELL}"),
    "a formula": (number('<c r="B3" s="3"><f>400+20</f><v>420.00</v></c>'), f"PMG748 {CELL}"),
    "another formula": (sheet("SUM(B3:B4)", "SUM(B3:B4)*1"), f"PMG748 {NAME}!B5"),
    "a formula that fetches": (
        number('<c r="B3" s="3"><f>[1]Sheet1!A1</f><v>420.00</v></c>'),
        f"PMG748 {CELL}",
    ),
    "data behind the cell": (number(NUMBER.replace("<c", '<c vm="1"')), f"PMG748 {CELL}"),
    # rules
    "a rule that hides": (
        after('<conditionalFormatting sqref="B3"><cfRule type="expression"/></conditionalFormatting>'),
        f"PMG747 {CELL}",
    ),
    "a list for entering": (
        after('<dataValidations><dataValidation sqref="B3"/></dataValidations>'),
        f"PMG747 {CELL}",
    ),
    "a protection": (after('<sheetProtection sheet="1"/>'), f"PMG747 {NAME}"),
    "other views": (after("<customSheetViews/>"), f"PMG747 {NAME}"),
    "scenarios": (after("<scenarios/>"), f"PMG747 {NAME}"),
    "extensions": (after("<extLst><ext/></extLst>"), f"PMG747 {NAME}"),
    "a background": (after('<picture r:id="x"/>'), f"PMG747 {NAME}"),
    "breaks": (after('<rowBreaks><brk id="3"/></rowBreaks>'), f"PMG747 {NAME}"),
    "something foreign": (after('<y:x xmlns:y="urn:y">999</y:x>'), f"PMG747 {NAME}"),
    # names and links
    "a name": (named("实际预算", "999"), "PMG752"),
    "a name of a cell": (named("预算", f"{NAME}!$B$3"), f"PMG752 {NAME}!B3"),
    "a smaller print area": (swap(BOOK, "$A$1:$B$5", "$A$1:$B$4"), f"PMG752 {NAME}!A1"),
    "a link to a website": (
        all_of(
            relate(SHEET, "hyperlink", "http://x.cn/", outside=True),
            after('<hyperlinks><hyperlink ref="B3" r:id="rIdNew"/></hyperlinks>'),
        ),
        f"PMG754 {CELL}",
    ),
    "a link within the workbook": (
        after('<hyperlinks><hyperlink ref="B3" location="A1" tooltip="实为999"/></hyperlinks>'),
        f"PMG754 {CELL}",
    ),
    # how it is shown
    "zeros as blanks": (sheet("<sheetView ", '<sheetView showZeros="0" '), f"PMG756 {NAME}!A1"),
    "formulas instead of results": (
        sheet("<sheetView ", '<sheetView showFormulas="1" '),
        f"PMG756 {NAME}!A1",
    ),
    "from right to left": (sheet("<sheetView ", '<sheetView rightToLeft="1" '), f"PMG756 {NAME}!A1"),
    "rows above the window": (sheet("<sheetView ", '<sheetView topLeftCell="A2" '), f"PMG756 {NAME}!A1"),
    "days from 1904": (book('<workbookPr date1904="1"/>'), "PMG756"),
    "a protected workbook": (book('<workbookProtection lockStructure="1"/>'), "PMG756"),
    "landscape": (sheet('orientation="portrait"', 'orientation="landscape"'), f"PMG757 {NAME}"),
    "another foot": (sheet("第 ", "内部 第 "), f"PMG757 {NAME}"),
    "a foot of even pages": (
        sheet("</oddFooter>", "</oddFooter><evenFooter>&amp;C实为999</evenFooter>"),
        f"PMG757 {NAME}",
    ),
    # strange parts
    "macros": (part("vbaProject", "vbaProject.bin", b"x"), "PMG753 xl/vbaProject.bin"),
    "a link to another workbook": (
        part("externalLink", "externalLinks/x.xml"),
        "PMG753 xl/externalLinks/x.xml",
    ),
    "another workbook is referred to": (book("<externalReferences/>"), "PMG747"),
    "a connection": (part("connections", "connections.xml"), "PMG753 xl/connections.xml"),
    "a pivot cache": (part("pivotCacheDefinition", "pivotCache/x.xml"), "PMG753 xl/pivotCache/x.xml"),
    "an embedded object": (sheet_part("oleObject", "embeddings/x.bin", b"x"), "PMG753 xl/embeddings/x.bin"),
    "a control": (sheet_part("control", "activeX/x.xml"), "PMG753 xl/activeX/x.xml"),
    "custom XML": (
        all_of(put("customXml/item1.xml", "<x>999</x>"), relate(BOOK, "customXml", "../customXml/item1.xml")),
        "PMG753 customXml/item1.xml",
    ),
    "a macro sheet": (part("xlMacrosheet", "macrosheets/x.xml"), "PMG753 xl/macrosheets/x.xml"),
    "a part of an unknown kind": (part("secret", "secret.bin", b"x"), "PMG753 xl/secret.bin"),
    "a part that nothing refers to": (put("xl/draft.xml", "<x/>"), "PMG753 xl/draft.xml"),
    "settings of a printer": (
        sheet_part("printerSettings", "printerSettings/x.bin", b"x"),
        "PMG751 xl/printerSettings/x.bin",
    ),
    "a text that no cell shows": (
        part("sharedStrings", "sharedStrings.xml", f'<sst xmlns="{S}"><si><t>实为999</t></si></sst>'),
        "PMG752 xl/sharedStrings.xml",
    ),
    "a box over the cells": (
        sheet_part(
            "drawing",
            "drawings/drawing1.xml",
            '<x:wsDr xmlns:x="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"'
            ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><x:sp><a:t>999</a:t></x:sp></x:wsDr>',
        ),
        "PMG755 xl/drawings/drawing1.xml",
    ),
    # properties
    "another author": (swap(CORE, "甲局", "张三"), f"PMG751 {CORE}"),
    "who saved it last": (
        swap(CORE, "</cp:core", "<cp:lastModifiedBy>李四</cp:lastModifiedBy></cp:core"),
        f"PMG751 {CORE}",
    ),
    "where it was saved": (
        book('<x:absPath xmlns:x="urn:x" url="C:\\Users\\张三\\Desktop\\"/>'),
        "PMG751",
    ),
    "a title": (swap(CORE, NAME, "草稿"), f"PMG752 {CORE}"),
    # whatever else
    "another number": (number(NUMBER.replace("420.00", "421.00")), f"PMG758 {CELL}"),
    "another number as the result": (sheet("450.50", "999.00"), f"PMG758 {NAME}!B5"),
    "other borders": (swap(STYLES, '<left style="thin">', '<left style="none">'), f"PMG744 {CELL}"),
    "a note in the XML": (after("<!-- 实为999 -->"), f"PMG758 {NAME}"),
    "cells merged otherwise": (sheet('ref="A1:B1"', 'ref="A1:C1"'), f"PMG758 {NAME}"),
}
