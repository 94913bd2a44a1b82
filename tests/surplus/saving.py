"""What other programs do to a file that they only save again, imitated from what they are known to write."""

from __future__ import annotations

import re

from surplus.parts import Change, Parts, S, all_of, put, relate, swap

CORE = "docProps/core.xml"
_APP = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Template>Normal.dotm</Template><TotalTime>1</TotalTime><Application>{program}</Application>"
    "<DocSecurity>0</DocSecurity><AppVersion>16.0000</AppVersion></Properties>"
)
_STAMPS = (
    "<cp:lastModifiedBy>张三</cp:lastModifiedBy><cp:revision>2</cp:revision>"
    '<dcterms:modified xmlns:dcterms="http://purl.org/dc/terms/">2025-01-01T00:00:00Z</dcterms:modified>'
)
_BEFORE_END = "</cp:coreProperties>"


def _rewrite(part: str, *pairs: tuple[str, str]) -> Change:
    def change(parts: Parts) -> None:
        text = parts[part].decode()
        for pattern, replacement in pairs:
            text = re.sub(pattern, replacement, text)
        parts[part] = text.encode()

    return change


def _signed(program: str, main: str) -> Change:
    """Leave the name of a program and of a person, and a theme."""
    folder = main.split("/")[0]
    return all_of(
        put("docProps/app.xml", _APP.format(program=program)),
        relate("", "extended-properties", "docProps/app.xml", identity="rIdApp"),
        put(f"{folder}/theme/theme1.xml", "<x/>"),
        relate(main, "theme", "theme/theme1.xml", identity="rIdTheme"),
        swap(CORE, _BEFORE_END, _STAMPS + _BEFORE_END),
    )


saved_by_word: Change = all_of(
    _signed("Microsoft Office Word", "word/document.xml"),
    _rewrite(
        "word/document.xml",
        (r"<w:p>", r'<w:p w:rsidR="00A1" w:rsidRDefault="00A1"><w:proofErr w:type="spellStart"/>'),
        (r"<w:r>", r'<w:r w:rsidRPr="00A2">'),
        (r"<w:tr>", r'<w:tr w:rsidR="00A1">'),
        (r' xml:space="preserve">(\S+)</w:t>', r">\1</w:t>"),
        (r"(<w:body>)", r'\1<w:bookmarkStart w:id="99" w:name="_GoBack"/><w:bookmarkEnd w:id="99"/>'),
    ),
    _rewrite("word/settings.xml", (r"(<w:compat>)", r'<w:rsids><w:rsid w:val="00A1"/></w:rsids>\1')),
    put("word/webSettings.xml", "<x/>"),
    relate("word/document.xml", "webSettings", "webSettings.xml", identity="rIdWeb"),
)


def _share(parts: Parts) -> None:
    """Keep the texts of all cells in one part, as Excel does."""
    strings = "xl/sharedStrings.xml"
    shared = re.findall("<si>(.*?)</si>", parts.pop(strings, b"").decode())

    def moved(match: re.Match[str]) -> str:
        shared.append(match[2])
        return f'{match[1]}t="s"><v>{len(shared) - 1}</v></c>'

    sheet = "xl/worksheets/sheet1.xml"
    text = re.sub(r'(<c [^>]*?)t="inlineStr"><is>(.*?)</is></c>', moved, parts[sheet].decode())
    parts[sheet] = text.encode()
    items = "".join(f"<si>{item}</si>" for item in shared)
    put(strings, f'<sst xmlns="{S}">{items}</sst>')(parts)


saved_by_excel: Change = all_of(
    _signed("Microsoft Excel", "xl/workbook.xml"),
    _share,
    relate("xl/workbook.xml", "sharedStrings", "sharedStrings.xml", identity="rIdShared"),
    put("xl/calcChain.xml", f'<calcChain xmlns="{S}"><c r="B5" i="1"/></calcChain>'),
    relate("xl/workbook.xml", "calcChain", "calcChain.xml", identity="rIdChain"),
    _rewrite(
        "xl/worksheets/sheet1.xml",
        (r"<row ", r'<row spans="1:2" '),
        (r"(</mergeCells>)", r'\1<phoneticPr fontId="1" type="noConversion"/>'),
        (r'(<pageSetup [^/]*)"/>', r'\1" horizontalDpi="300" verticalDpi="300"/>'),
    ),
    _rewrite("xl/workbook.xml", (r"(<bookViews>)", r'<workbookPr defaultThemeVersion="166925"/>\1')),
)
