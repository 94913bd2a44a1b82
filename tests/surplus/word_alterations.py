"""Ways of altering a finished Word file: what is done, what must be told of it and where."""

from __future__ import annotations

from surplus.parts import OFFICE, Change, W, all_of, put, relate, swap

BODY, RELATIONS = "word/document.xml", "word/_rels/document.xml.rels"
STYLES, SETTINGS, FOOTER = "word/styles.xml", "word/settings.xml", "word/footer1.xml"
CORE = "docProps/core.xml"

NUMBER = "<w:t>420.00</w:t>"
RUN = f"<w:r>{NUMBER}</w:r>"
FIRST = "</w:tcPr><w:p>"
NORMAL = '<w:name w:val="Normal"/><w:qFormat/>'
END = "<w:sectPr><w:footerReference"
ROOT = f'xmlns:w="{W}" xmlns:r="{OFFICE}"'
BY = 'w:id="7" w:author="张三" w:date="2025-01-01T00:00:00Z"'
PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
DRAWN = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
CUSTOM = f'''<Properties xmlns="{PROPERTIES}" xmlns:vt="{VALUES}"><property name="{{name}}" pid="2">
<vt:lpwstr>{{value}}</vt:lpwstr></property></Properties>'''
COMMENTS = (
    f"<w:comments {ROOT}><w:comment {BY}><w:p><w:r><w:t>{{words}}</w:t></w:r></w:p></w:comment></w:comments>"
)
BOX = (
    f'<w:drawing {DRAWN}><wp:anchor behindDoc="1"><wp:docPr id="9" name="x"/>'
    '<a:graphic><a:graphicData uri="x">'
    "<wps:wsp><wps:txbx><w:txbxContent><w:p><w:r><w:t>实为999.00</w:t></w:r></w:p></w:txbxContent></wps:txbx>"
    "</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
)
WATERMARK = (
    '<w:pict xmlns:v="urn:schemas-microsoft-com:vml">'
    '<v:shape alt="内部"><v:textpath string="内部资料"/></v:shape></w:pict>'
)
STYLE = (
    '<w:style w:type="character" w:styleId="x"><w:name w:val="x"/>'
    "<w:rPr><w:vanish/></w:rPr></w:style></w:styles>"
)
LIST = (
    '<w:sdt><w:sdtPr><w:dropDownList><w:listItem w:displayText="999" w:value="9"/>'
    "</w:dropDownList></w:sdtPr><w:sdtContent/></w:sdt>"
)


def body(old: str, new: str) -> Change:
    """Alter the main part."""
    return swap(BODY, old, new)


def look(properties: str) -> Change:
    """Give the number another look."""
    return body(RUN, f"<w:r><w:rPr>{properties}</w:rPr>{NUMBER}</w:r>")


def paragraph(properties: str) -> Change:
    """Give the first cell's paragraph another look."""
    return body(FIRST, f"{FIRST}<w:pPr>{properties}</w:pPr>")


def cell(properties: str) -> Change:
    """Give the first cell another look."""
    return body(FIRST, f"{properties}{FIRST}")


def beside(content: str) -> Change:
    """Put something after the number."""
    return body(RUN, f"{RUN}{content}")


def run(words: str, properties: str = "") -> str:
    """Return a run."""
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{words}</w:t></w:r>"


def field(instruction: str, result: str = "420.00") -> str:
    """Return a field."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'<w:r><w:t>{result}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def part(kind: str, name: str, content: str | bytes = "<x/>") -> Change:
    """Add a part that the main part refers to."""
    return all_of(put(f"word/{name}", content), relate(BODY, kind, name))


def edge(kind: str, words: str, *, when: str) -> Change:
    """Add a head or foot for the first or the even pages."""
    tag = {"header": "hdr", "footer": "ftr"}[kind]
    return all_of(
        part(kind, "edge9.xml", f"<w:{tag} {ROOT}><w:p>{run(words)}</w:p></w:{tag}>"),
        body("<w:footerReference", f'<w:{kind}Reference w:type="{when}" r:id="rIdNew"/><w:footerReference'),
    )


def set_(element: str) -> Change:
    """Add a setting."""
    return swap(SETTINGS, "<w:zoom", f"{element}<w:zoom")


CELL = "1:2:2"
"""Where the number stands: table, row, column."""

ALTERATIONS: dict[str, tuple[Change, str]] = {
    # comments and changes
    "a comment on the number": (
        all_of(
            part("comments", "comments.xml", COMMENTS.format(words="实为500")),
            body(NUMBER, f'{NUMBER}<w:commentReference w:id="7"/>'),
        ),
        f"PMG740 {CELL}",
    ),
    "a comment that is fastened nowhere": (
        part("comments", "comments.xml", COMMENTS.format(words="x")),
        "PMG740 word/comments.xml",
    ),
    "who commented": (part("people", "people.xml"), "PMG740 word/people.xml"),
    "a tracked deletion": (
        beside(f"<w:del {BY}><w:r><w:delText>999.00</w:delText></w:r></w:del>"),
        f"PMG741 {CELL}",
    ),
    "a tracked insertion": (beside(f"<w:ins {BY}>{run('1')}</w:ins>"), f"PMG741 {CELL}"),
    "a tracked move": (beside(f"<w:moveFrom {BY}>{run('9')}</w:moveFrom>"), f"PMG741 {CELL}"),
    "a tracked change of a look": (look(f"<w:rPrChange {BY}><w:rPr/></w:rPrChange>"), f"PMG741 {CELL}"),
    "a tracked row": (body("<w:trPr><w:cantSplit/>", f"<w:trPr><w:ins {BY}/><w:cantSplit/>"), "PMG741 1:1"),
    "changes are recorded from now on": (set_("<w:trackRevisions/>"), f"PMG756 {SETTINGS}"),
    # text that nobody sees
    "hidden text beside the number": (beside(run("实为999", "<w:vanish/>")), f"PMG742 {CELL}"),
    "the number is hidden": (look("<w:vanish/>"), f"PMG742 {CELL}"),
    "hidden by a style": (
        all_of(look('<w:rStyle w:val="x"/>'), swap(STYLES, "</w:styles>", STYLE)),
        f"PMG742 {CELL}",
    ),
    "special hidden text": (look("<w:specVanish/>"), f"PMG742 {CELL}"),
    "a hidden row": (body("<w:trPr><w:cantSplit/>", "<w:trPr><w:hidden/><w:cantSplit/>"), "PMG742 1:1"),
    "white text": (look('<w:color w:val="FFFFFF"/>'), f"PMG743 {CELL}"),
    "nearly white text": (look('<w:color w:val="F0F0F0"/>'), f"PMG743 {CELL}"),
    "text in the colour behind it": (
        look('<w:color w:val="FF0000"/><w:shd w:val="clear" w:fill="FE0000"/>'),
        f"PMG743 {CELL}",
    ),
    "black text on a highlight of black": (
        look('<w:color w:val="000000"/><w:highlight w:val="black"/>'),
        f"PMG743 {CELL}",
    ),
    "a black cell": (
        cell('<w:shd w:val="clear" w:fill="000000"/>'),
        "PMG744 1:1:1",
    ),
    "black cells by the style of the table": (
        swap(STYLES, "<w:tcPr>", '<w:tcPr><w:shd w:val="clear" w:fill="000000"/>'),
        "PMG744 1:1:1",
    ),
    "white by the style of the table": (
        swap(
            STYLES,
            "<w:tblPr><w:tblBorders>",
            '<w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:tblPr><w:tblBorders>',
        ),
        "PMG743 1:1:1",
    ),
    "white by the style of all text": (
        swap(STYLES, NORMAL, f'{NORMAL}<w:rPr><w:color w:val="FFFFFF"/></w:rPr>'),
        "PMG743 1:1:1",
    ),
    "hidden by the style of all text": (
        swap(STYLES, NORMAL, f"{NORMAL}<w:rPr><w:vanish/></w:rPr>"),
        "PMG742 1:1:1",
    ),
    "lines too low by the style of all text": (
        swap(STYLES, NORMAL, f'{NORMAL}<w:pPr><w:spacing w:line="20" w:lineRule="exact"/></w:pPr>'),
        "PMG743 1:1:1",
    ),
    "size 1": (look('<w:sz w:val="2"/>'), f"PMG743 {CELL}"),
    "squeezed to nothing": (look('<w:w w:val="1"/>'), f"PMG743 {CELL}"),
    "fitted into nothing": (look('<w:fitText w:val="1"/>'), f"PMG743 {CELL}"),
    "a typeface of signs": (look('<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'), f"PMG743 {CELL}"),
    "lines too low": (
        paragraph('<w:spacing w:line="20" w:lineRule="exact"/>'),
        "PMG743 1:1:1",
    ),
    "pushed off the page": (
        paragraph('<w:ind w:left="-9000"/>'),
        "PMG743 1:1:1",
    ),
    "in a frame off the page": (
        paragraph('<w:framePr w:x="-9000"/>'),
        "PMG743 1:1:1",
    ),
    "a row too low": (
        body('<w:trHeight w:val="400" w:hRule="atLeast"/>', '<w:trHeight w:val="20" w:hRule="exact"/>'),
        "PMG743 1:1",
    ),
    "a cell too narrow": (body('<w:tcW w:w="4000"', '<w:tcW w:w="10"'), "PMG743 1:1:1"),
    "a floating table": (
        body('<w:tblW w:w="6000"', '<w:tblpPr w:tblpX="-9000"/><w:tblW w:w="6000"'),
        "PMG743 1",
    ),
    "turned text": (cell('<w:textDirection w:val="btLr"/>'), "PMG743 1:1:1"),
    "text under a merged cell": (cell("<w:vMerge/>"), "PMG743 1:1:1"),
    # another look
    "struck through": (look("<w:strike/>"), f"PMG744 {CELL}"),
    "struck through twice": (look("<w:dstrike/>"), f"PMG744 {CELL}"),
    "another size": (look('<w:sz w:val="40"/>'), f"PMG744 {CELL}"),
    "another colour": (look('<w:color w:val="FF0000"/>'), f"PMG744 {CELL}"),
    "bold": (look("<w:b/>"), f"PMG744 {CELL}"),
    "raised": (look('<w:vertAlign w:val="superscript"/>'), f"PMG744 {CELL}"),
    "small by the style of all text": (
        swap(STYLES, '<w:sz w:val="21"/>', '<w:sz w:val="21"/><w:outline/>'),
        "PMG744 ¶1",
    ),
    "from right to left": (look("<w:rtl/>"), f"PMG744 {CELL}"),
    "no ink in the letters": (
        look('<w14:textFill xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"/>'),
        f"PMG744 {CELL}",
    ),
    # fields, links, names
    "a field that fetches": (beside(field("INCLUDETEXT c:/x.docx")), f"PMG745 {CELL}"),
    "a field that is split over runs": (
        beside(field("INCLU</w:instrText></w:r><w:r><w:instrText>DETEXT c:/x.docx")),
        f"PMG745 {CELL}",
    ),
    "a field of DDE": (beside('<w:fldSimple w:instr="DDEAUTO excel c:/x.xlsx"/>'), f"PMG745 {CELL}"),
    "a sum instead of a number": (body(NUMBER, f"<w:t/></w:r>{field('=1+419')}<w:r>"), f"PMG745 {CELL}"),
    "words instead of a page number": (
        swap(FOOTER, '<w:fldChar w:fldCharType="end"/>', '<w:t>共三页</w:t><w:fldChar w:fldCharType="end"/>'),
        f"PMG745 {FOOTER}",
    ),
    "a link": (
        all_of(
            relate(BODY, "hyperlink", "http://x.cn/", outside=True),
            body(
                "<w:r><w:t>",
                f'<w:hyperlink r:id="rIdNew">{run("")}</w:hyperlink><w:r><w:t>',
            ),
        ),
        "PMG754 ¶1",
    ),
    "a bookmark that tells": (
        beside('<w:bookmarkStart w:id="9" w:name="原价999"/><w:bookmarkEnd w:id="9"/>'),
        f"PMG752 {CELL}",
    ),
    "a caption of the table that tells": (
        body("<w:tblLook", '<w:tblDescription w:val="原价999"/><w:tblLook'),
        "PMG752 1",
    ),
    "a list of other values": (
        beside(LIST),
        f"PMG752 {CELL}",
    ),
    "a control with data elsewhere": (
        beside('<w:sdt><w:sdtPr><w:dataBinding w:xpath="/x"/></w:sdtPr><w:sdtContent/></w:sdt>'),
        f"PMG753 {CELL}",
    ),
    "a smart tag": (beside(f'<w:smartTag w:element="x">{run("")}</w:smartTag>'), f"PMG752 {CELL}"),
    # drawings
    "a box with text behind the page": (beside(f"<w:r>{BOX}</w:r>"), f"PMG755 {CELL}"),
    "a watermark": (
        all_of(
            part("header", "header9.xml", f"<w:hdr {ROOT}><w:p><w:r>{WATERMARK}</w:r></w:p></w:hdr>"),
            body(
                "<w:footerReference", '<w:headerReference w:type="default" r:id="rIdNew"/><w:footerReference'
            ),
        ),
        "PMG755 word/header9.xml",
    ),
    "a picture": (part("image", "media/image9.png", b"PNG"), "PMG755 word/media/image9.png"),
    "a colour behind the pages": (body("<w:body>", '<w:background w:color="000000"/><w:body>'), "PMG755"),
    "other words for older programs": (
        beside(
            '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
            "<mc:Choice/><mc:Fallback><w:t>999</w:t></mc:Fallback></mc:AlternateContent></w:r>"
        ),
        f"PMG755 {CELL}",
    ),
    # pages
    "landscape": (body("<w:pgSz", '<w:pgSz w:w="16838" w:h="11906"/><w:old'), "PMG757"),
    "a head of the first page": (edge("header", "内部资料", when="first"), "PMG757 word/edge9.xml"),
    "a first page without its foot": (
        body('<w:cols w:space="0"/>', '<w:cols w:space="0"/><w:titlePg/>'),
        "PMG757",
    ),
    "a foot of even pages": (edge("footer", "实为999", when="even"), "PMG757 word/edge9.xml"),
    "a head that no page shows": (
        part("header", "header9.xml", f"<w:hdr {ROOT}><w:p>{run('内部')}</w:p></w:hdr>"),
        "PMG757 word/header9.xml",
    ),
    "another foot": (swap(FOOTER, "第 ", "内部 第 "), f"PMG757 {FOOTER}"),
    "a footnote": (
        part(
            "footnotes",
            "footnotes.xml",
            f"<w:footnotes {ROOT}><w:footnote><w:p>{run('实为999')}</w:p></w:footnote></w:footnotes>",
        ),
        "PMG755 word/footnotes.xml",
    ),
    # strange parts
    "macros": (part("vbaProject", "vbaProject.bin", b"x"), "PMG753 word/vbaProject.bin"),
    "an embedded workbook": (part("package", "embeddings/x.xlsx", b"x"), "PMG753 word/embeddings/x.xlsx"),
    "an object": (beside("<w:r><w:object/></w:r>"), f"PMG753 {CELL}"),
    "a foreign document": (
        all_of(part("aFChunk", "afchunk.html", b"x"), body(END, f'<w:altChunk r:id="rIdNew"/>{END}')),
        "PMG753 word/afchunk.html",
    ),
    "custom XML": (
        all_of(put("customXml/item1.xml", "<x>999</x>"), relate(BODY, "customXml", "../customXml/item1.xml")),
        "PMG753 customXml/item1.xml",
    ),
    "a template": (
        relate(SETTINGS, "attachedTemplate", "http://x.cn/x.dotm", outside=True),
        f"PMG754 {SETTINGS}",
    ),
    "a web add-in": (
        all_of(
            put("word/webextensions/x.xml", "<x/>"),
            relate("", "webextensiontaskpanes", "word/webextensions/x.xml"),
        ),
        "PMG753 word/webextensions/x.xml",
    ),
    "a preview": (
        all_of(put("docProps/thumbnail.jpeg", b"x"), relate("", "thumbnail", "docProps/thumbnail.jpeg")),
        "PMG753 docProps/thumbnail.jpeg",
    ),
    "a ribbon": (
        all_of(put("customUI/customUI.xml", "<x/>"), relate("", "extensibility", "customUI/customUI.xml")),
        "PMG753 customUI/customUI.xml",
    ),
    "a part of an unknown kind": (part("secret", "secret.bin", b"x"), "PMG753 word/secret.bin"),
    "a part that nothing refers to": (put("word/draft.xml", "<x/>"), "PMG753 word/draft.xml"),
    "building blocks": (
        part("glossaryDocument", "glossary/document.xml"),
        "PMG753 word/glossary/document.xml",
    ),
    "a source of letters": (
        relate(BODY, "mailMergeSource", "file:///c:/x.xlsx", outside=True),
        f"PMG754 {BODY}",
    ),
    # settings and properties
    "variables": (set_('<w:docVars><w:docVar w:name="x" w:val="999"/></w:docVars>'), f"PMG756 {SETTINGS}"),
    "the marks of WPS": (
        set_('<w:docVars><w:docVar w:name="commondata" w:val="eyJoZGlkIjoi"/></w:docVars>'),
        f"PMG751 {SETTINGS}",
    ),
    "a protection": (set_('<w:documentProtection w:edit="forms"/>'), f"PMG756 {SETTINGS}"),
    "another author": (swap(CORE, "甲局", "张三"), f"PMG751 {CORE}"),
    "who saved it last": (
        swap(CORE, "</cp:core", "<cp:lastModifiedBy>张三</cp:lastModifiedBy></cp:core"),
        f"PMG751 {CORE}",
    ),
    "a description": (
        swap(CORE, "</cp:core", "<dc:description>实为999</dc:description></cp:core"),
        f"PMG752 {CORE}",
    ),
    "keywords": (swap(CORE, "</cp:core", "<cp:keywords>内部</cp:keywords></cp:core"), f"PMG752 {CORE}"),
    "a property of its own": (
        all_of(
            put("docProps/custom.xml", CUSTOM.format(name="实际预算", value="999")),
            relate("", "custom-properties", "docProps/custom.xml"),
        ),
        "PMG752 docProps/custom.xml",
    ),
    "the stamp of WPS": (
        all_of(
            put("docProps/custom.xml", CUSTOM.format(name="KSOProductBuildVer", value="2052-12.1.0")),
            relate("", "custom-properties", "docProps/custom.xml"),
        ),
        "PMG751 docProps/custom.xml",
    ),
    # whatever else
    "other words": (body("420.00", "421.00"), f"PMG758 {CELL}"),
    "a space of no width": (body("420.00", "420\u200b.00"), f"PMG758 {CELL}"),
    "other borders": (cell('<w:tcBorders><w:top w:val="nil"/></w:tcBorders>'), "PMG758 1:1:1"),
    "other borders by the style of the table": (
        swap(STYLES, '<w:top w:val="single"', '<w:top w:val="nil"'),
        f"PMG758 {STYLES}",
    ),
    "a note in the XML": (body("<w:body>", "<w:body><!-- 实为999 -->"), "PMG758"),
    "other numbers before headings": (
        part("numbering", "numbering.xml", f"<w:numbering {ROOT}/>"),
        "PMG758 word/numbering.xml",
    ),
    "another style": (swap(STYLES, 'w:val="en-US"', 'w:val="en-GB"'), f"PMG758 {STYLES}"),
}
