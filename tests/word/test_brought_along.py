"""What a layout from a stranger brings along: only what its text shows reaches a public document."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

import pytest

from pmgen.engines import FilledLayout
from pmgen.problems import LayoutPlace
from samples import PNG
from word.building import DECLARED, HEAD, content_types, package, parts_of, relations
from word.corpus import fill

PARTS = parts_of("甲{{ a }}")
DATA = "a: 1"
MICROSOFT = "http://schemas.microsoft.com/office/"


def made_of(filled: FilledLayout) -> dict[str, bytes]:
    assert filled.document is not None and filled.document.source is not None, filled.problems
    with zipfile.ZipFile(BytesIO(filled.document.source)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def main(inside: str, more: Mapping[str, str | bytes] | None = None, **related: tuple[str, str]) -> bytes:
    """Return a layout with such a body and further parts, which the main part reaches as `related` says."""
    text = str(PARTS["word/document.xml"]).replace("<w:body>", f"<w:body>{inside}", 1)
    parts = {**PARTS, **(more or {}), "word/document.xml": text}
    links = {"styles": ("styles", "styles.xml"), **related}
    parts["word/_rels/document.xml.rels"] = relations(links)
    parts["[Content_Types].xml"] = content_types(
        {name: data for name, data in parts.items() if name in PARTS}
    )
    return package(parts)


UNREACHED = {
    "a program": ("word/evil.exe", b"MZ"),
    "the printer": ("word/printerSettings/printerSettings1.bin", "甲局打印机".encode("utf-16-le")),
    "menus": ("customUI/customUI.xml", b"<customUI/>"),
    "a web extension": ("word/webextensions/webextension1.xml", b"<webextension/>"),
    "a thumbnail": ("docProps/thumbnail.jpeg", b"\xff\xd8\xff"),
    "a picture that nobody sees": ("word/media/image9.png", PNG),
    "another document": ("word/document2.xml", f"{HEAD}<w:document {DECLARED}/>".encode()),
    "a header that nobody sees": ("word/header9.xml", f"{HEAD}<w:hdr {DECLARED}/>".encode()),
}


@pytest.mark.parametrize("name", UNREACHED)
def test_what_nothing_refers_to_stays_behind(name: str) -> None:
    part, data = UNREACHED[name]
    filled = fill(package({**PARTS, part: data}), DATA)
    made = made_of(filled)
    assert part not in made
    assert not [other for other, content in made.items() if data in content]
    told = [str(problem.message) for problem in filled.problems if problem.code == "PMG435"]
    is_of_word = part.startswith(("docProps/", "word/printerSettings"))
    assert is_of_word if not told else part in told[0]


@pytest.mark.parametrize(
    "kind", ["oddity", MICROSOFT + "2011/relationships/webextension", "attachedToolbars"]
)
def test_what_is_reached_in_unknown_ways_stays_behind(kind: str) -> None:
    made = made_of(fill(main("", {"word/evil.exe": b"MZ"}, x=(kind, "evil.exe")), DATA))
    assert "word/evil.exe" not in made
    assert not [name for name, data in made.items() if b"evil" in data]


def test_a_picture_is_a_picture() -> None:
    for data in (b"MZ", b"<svg/>"):
        filled = fill(main("", {"word/media/a.png": data}, x=("image", "media/a.png")), DATA)
        assert "word/media/a.png" not in made_of(filled)
    kept = made_of(fill(main("", {"word/media/a.png": PNG}, x=("image", "media/a.png")), DATA))
    assert kept["word/media/a.png"] == PNG


def test_the_settings_of_a_printer_go_without_a_word() -> None:
    section = '<w:p><w:pPr><w:sectPr><w:printerSettings r:id="x"/></w:sectPr></w:pPr></w:p>'
    filled = fill(main(section, {"word/p.bin": b"printer"}, x=("printerSettings", "p.bin")), DATA)
    made = made_of(filled)
    assert "word/p.bin" not in made and b"printerSettings" not in made["word/document.xml"]


def test_what_is_seen_and_cannot_be_carried_is_named() -> None:
    chart = (
        '<w:p><w:r><w:t>图表</w:t><w:drawing><wp:inline><wp:docPr id="1" name="n"/>'
        '<a:graphic><a:graphicData uri="c">'
        '<c:chart xmlns:c="urn:c" r:id="x"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>'
    )
    filled = fill(main(chart, {"word/charts/c.xml": "<c/>"}, x=("chart", "charts/c.xml")), DATA)
    (problem,) = (problem for problem in filled.problems if problem.code == "PMG434")
    assert isinstance(problem.places[0], LayoutPlace)
    assert "chart" in str(problem.message) and problem.places[0].text == "图表"


PRIVATE = (
    "<w:docVars><w:docVar w:name='SECRET' w:val='x'/></w:docVars>"
    "<w:rsids><w:rsidRoot w:val='SECRET'/></w:rsids>"
    "<w:mailMerge><w:query w:val='SECRET'/></w:mailMerge><w:proofState w:spelling='SECRET'/>"
    "<w:documentProtection w:hash='SECRET'/><w:writeProtection w:hash='SECRET'/>"
    "<w:attachedSchema w:val='SECRET'/><w:activeWritingStyle w:appName='SECRET'/>"
    "<w15:docId xmlns:w15='urn:w15' w15:val='SECRET'/>"
)


def test_settings_tell_of_the_page_only() -> None:
    inside = f"<w:evenAndOddHeaders/>{PRIVATE}<w:defaultTabStop w:val='420'/>"
    settings = f"{HEAD}<w:settings {DECLARED}>{inside}</w:settings>"
    made = made_of(fill(main("", {"word/settings.xml": settings}, s=("settings", "settings.xml")), DATA))
    assert b"SECRET" not in made["word/settings.xml"]
    assert b"evenAndOddHeaders" in made["word/settings.xml"] and b"420" in made["word/settings.xml"]


def test_fonts_in_the_layout_stay_behind() -> None:
    table = f"{HEAD}<w:fonts {DECLARED}><w:font w:name='宋体'><w:embedRegular r:id='f'/></w:font></w:fonts>"
    more: dict[str, str | bytes] = {
        "word/fontTable.xml": table,
        "word/fonts/f.odttf": b"font",
        "word/_rels/fontTable.xml.rels": relations({"f": ("font", "fonts/f.odttf")}),
    }
    made = made_of(fill(main("", more, t=("fontTable", "fontTable.xml")), DATA))
    assert "word/fonts/f.odttf" not in made and b"embedRegular" not in made["word/fontTable.xml"]
    assert "宋体".encode() in made["word/fontTable.xml"]


# addresses


def external(kind: str, target: str, mode: str) -> bytes:
    links = relations({"styles": ("styles", "styles.xml"), "x": (kind, target)})
    end = f'Target="{target}"'
    assert end in links
    return package({**PARTS, "word/_rels/document.xml.rels": links.replace(end, f"{end}{mode}")})


@pytest.mark.parametrize("mode", ["External", "external", "EXTERNAL", " External ", "Elsewhere", ""])
@pytest.mark.parametrize("target", ["http://example.com/a.png", "file:///c:/a.png", "//server/a.png"])
def test_what_lies_outside_is_seen_however_it_is_spelt(mode: str, target: str) -> None:
    filled = fill(external("image", target, f' TargetMode="{mode}"' if mode else ""), DATA)
    assert filled.document is None
    assert {problem.code for problem in filled.problems} == {"PMG805"}


def with_template(target: str) -> bytes:
    settings = f"{HEAD}<w:settings {DECLARED}><w:attachedTemplate r:id='t'/></w:settings>"
    links = relations({"t": ("attachedTemplate", target)}, frozenset({"t"}))
    more = {"word/settings.xml": settings, "word/_rels/settings.xml.rels": links}
    return main("", more, s=("settings", "settings.xml"))


LOCAL = [
    "file:///C:\\甲\\Normal.dotm",
    "file:///C:/a.dotm",
    "C:\\a.dotm",
    "file:///usr/share/a.ott",
    "Normal.dotm",
]
ELSEWHERE = [
    "http://example.com/a.dotm",
    "file://server/a.dotm",
    "file:////server/a.dotm",
    "file:///\\\\server\\a.dotm",
    "\\\\server\\a.dotm",
    "file:///%5C%5Cserver/a.dotm",
    "ftp://a.dotm",
]


@pytest.mark.parametrize("target", LOCAL)
def test_the_template_on_the_author_s_own_disk_stays_behind(target: str) -> None:
    made = made_of(fill(with_template(target), DATA))
    assert not [name for name, data in made.items() if b"attachedTemplate" in data or b"dotm" in data]


@pytest.mark.parametrize("target", ELSEWHERE)
def test_a_template_elsewhere_is_refused(target: str) -> None:
    filled = fill(with_template(target), DATA)
    assert {problem.code for problem in filled.problems} == {"PMG805"}


# fields


def field(code: str, *, simple: bool = False) -> bytes:
    words = code.replace("&", "&amp;").replace('"', "&quot;")
    if simple:
        return main(f'<w:p><w:fldSimple w:instr="{words}"><w:r><w:t>甲</w:t></w:r></w:fldSimple></w:p>')
    return main(f"<w:p>{_begin(words)}<w:r><w:t>甲</w:t></w:r>{_mark('end')}</w:p>")


def _begin(words: str) -> str:
    code = f'<w:r><w:instrText xml:space="preserve">{words}</w:instrText></w:r>'
    return f"{_mark('begin')}{code}{_mark('separate')}"


def _mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


SOUND = [
    "PAGE",
    " page \\* MERGEFORMAT ",
    "NUMPAGES",
    "SECTIONPAGES",
    "PAGEREF 甲 \\h",
    "REF 甲 \\h",
    "SEQ 表 \\* ARABIC",
    'STYLEREF "标题 1"',
    'HYPERLINK "https://www.tj.gov.cn/"',
    'HYPERLINK "HTTP://www.tj.gov.cn/" \\o "javascript: a tip"',
    'HYPERLINK "mailto:a@example.com"',
    'HYPERLINK \\l "甲"',
    "eq \\o\\ac(○,1)",
]
REFUSED = {
    'HYPERLINK "javascript:alert(1)"': "PMG805",
    "HYPERLINK javascript:alert(1)": "PMG805",
    "HYPERLINK “file:///c:/a.txt”": "PMG805",
    'HYPERLINK "\\\\\\\\server\\\\share"': "PMG805",
    'HYPERLINK "//server/share"': "PMG805",
    'HYPERLINK \\o "tip" "vbscript:a"': "PMG805",
    'HYPERLINK "附件.docx"': "PMG805",
    "DATE \\@ yyyy": "PMG433",
    "TIME": "PMG433",
    "USERNAME": "PMG433",
    "FILENAME \\p": "PMG433",
    "TEMPLATE \\p": "PMG433",
    "AUTHOR": "PMG433",
    "DOCPROPERTY Company": "PMG433",
    "MERGEFIELD 项目名称": "PMG433",
    "FORMTEXT": "PMG433",
    "= SUM(ABOVE)": "PMG433",
    "QUOTE 68 68 69": "PMG433",
    "甲": "PMG433",
    "DDE cmd": "PMG804",
    "ddeauto c:\\\\cmd.exe": "PMG804",
    "INCLUDETEXT a": "PMG804",
    "AUTOTEXT a": "PMG433",
}


@pytest.mark.parametrize("simple", [False, True])
@pytest.mark.parametrize("code", SOUND)
def test_known_fields_stay(code: str, simple: bool) -> None:
    assert fill(field(code, simple=simple), DATA).document is not None


@pytest.mark.parametrize("simple", [False, True])
@pytest.mark.parametrize("code", REFUSED)
def test_other_fields_are_named_with_what_to_do(code: str, simple: bool) -> None:
    filled = fill(field(code, simple=simple), DATA)
    (problem,) = filled.problems
    assert problem.code == REFUSED[code]
    assert problem.hint is not None
    if problem.code == "PMG433":
        assert code.split()[0] in str(problem.message)


def test_a_field_that_is_built_by_another_is_refused() -> None:
    quote = f"{_begin('QUOTE 68 68 69')}<w:r><w:t>DDE</w:t></w:r>{_mark('end')}"
    for inside in (
        quote,
        _begin("REF a") + _mark("end"),
        '<w:fldSimple w:instr="REF a"/>',
        "<w:r><w:t>DDE</w:t></w:r>",
    ):
        code = '<w:r><w:instrText xml:space="preserve"> cmd a</w:instrText></w:r>'
        built = f"<w:p>{_mark('begin')}{inside}{code}{_mark('separate')}{_mark('end')}</w:p>"
        assert "PMG804" in {problem.code for problem in fill(main(built), DATA).problems}


# sizes


def test_parts_that_are_too_much_together_are_refused() -> None:
    many = {f"word/media/{number}.png": bytes(990_000) for number in range(12)}
    assert _code(many) == "PMG803"
    spread = {f"word/media/{number}.png": PNG + bytes(range(256)) * 3_900 for number in range(61)}
    assert _code(spread) == "PMG803"
    texts = {f"word/{number}.xml": f"<a>{'甲乙丙丁' * 80_000}</a>" for number in range(21)}
    assert _code(texts) == "PMG803"


def _code(more: Mapping[str, str | bytes]) -> str:
    filled = fill(package({**PARTS, **more}), DATA)
    assert filled.document is None
    return filled.problems[0].code


@pytest.mark.parametrize("depth", [40, 80, 300])
def test_tables_in_tables_are_refused_with_their_part(depth: int) -> None:
    inner = "<w:p/>"
    for _ in range(depth):
        inner = f"<w:tbl><w:tr><w:tc>{inner}<w:p/></w:tc></w:tr></w:tbl>"
    (problem,) = fill(main(inner), DATA).problems
    assert problem.code in ("PMG802", "PMG422")
    assert isinstance(problem.places[0], LayoutPlace) and problem.places[0].part == "word/document.xml"
