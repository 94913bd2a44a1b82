"""A layout from a stranger is refused with a problem and a place, quickly and without much memory."""

from __future__ import annotations

import io
import resource
import time
import zipfile
from collections.abc import Iterator, Mapping

import pytest

from pmgen.engines import FilledLayout
from pmgen.problems import LayoutPlace
from word.building import DECLARED, HEAD, build, content_types, package, parts_of, relations
from word.corpus import fill, show

SECONDS = 6.0
MEGABYTES = 150

DATA = """
a: 甲
xs: [1, 2, 3]
g: {b: 乙}
"""


def most_memory() -> int:
    """Return the most megabytes that this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


@pytest.fixture(autouse=True)
def _quick_and_small() -> Iterator[None]:
    begin, before = time.process_time(), most_memory()
    yield
    assert time.process_time() - begin < SECONDS
    assert most_memory() - before < MEGABYTES


def codes(filled: FilledLayout) -> set[str]:
    assert filled.document is None, "this was written"
    assert all(problem.places for problem in filled.problems), [*map(show, filled.problems)]
    return {problem.code for problem in filled.problems}


# tags that want out of the sandbox

ESCAPES = [
    "{{ ().__class__ }}",
    "{{ ''.__class__.__mro__ }}",
    "{{ a['__class__'] }}",
    "{{ a|attr('__class__') }}",
    "{{ ''.format }}",
    "{{ '{0.__class__}'.format(a) }}",
    "{{ ''.format_map(g) }}",
    "{{ '%s' % a }}",
    "{{ cycler.__init__ }}",
    "{{ cycler('a').next() }}",
    "{{ joiner() }}",
    "{{ lipsum() }}",
    "{{ dict(a=1) }}",
    "{{ self }}",
    "{{ self.__init__ }}",
    "{{ self._TemplateReference__context }}",
    "{{ namespace.__init__.__globals__ }}",
    "{{ range.__class__ }}",
    "{{ loop }}",
    "{{ caller() }}",
    "{{ g.update({'b': 1}) }}",
    "{{ g.pop('b') }}",
    "{{ g.shape }}",
    "{{ g.places }}",
    "{{ xs.append(4) }}",
    "{{ xs.clear() }}",
    "{{ (xs|list).append(4) }}",
    "{{ (g|items) }}",
    "{{ (a|string).encode() }}",
    "{{ a.join }}",
    "{{ xs|map(attribute='__class__')|list|join }}",
    "{{ xs|map('attr', '__class__')|join }}",
    "{{ [g]|map(attribute='__class__')|first }}",
    "{{ [g]|groupby('__class__')|join }}",
    "{{ [g]|sum(attribute='__class__') }}",
    "{{ [g]|join(attribute='__class__') }}",
    "{{ [g]|selectattr('__class__')|list|length }}",
    "{{ xs|tojson }}",
    "{{ a|pprint }}",
    "{{ a|xmlattr }}",
    "{{ a|safe }}",
    "{{ a|random }}",
    "{{ a|urlize }}",
    "{{ a|striptags }}",
    "{% set a.b = 1 %}",
    "{% for x.y in xs %}{% endfor %}",
    "{% set _pm_text = a %}",
    "{{ _pm_budget.text(1) }}",
    "{{ a|_pm_whole_run }}",
    "{% macro m() %}{{ caller.__globals__ }}{% endmacro %}{{ m() }}",
    "{% macro m() %}{{ m.__init__ }}{% endmacro %}{{ m() }}",
    "{% set n = namespace(x=1) %}{{ n.__class__ }}",
    "{% set n = namespace(x=1) %}{{ n._Namespace__attrs }}",
    "{% for x in xs %}{{ loop.__init__ }}{% endfor %}",
    "{% for x in xs %}{{ loop._iterator }}{% endfor %}",
    "{% for x in xs %}{{ loop.__class__.__init__.__globals__ }}{% endfor %}",
    "{% include '/etc/passwd' %}",
    "{% import 'os' as os %}",
    "{{ config }}{{ request }}",
    "{{ '/etc/passwd'|image }}",
]


@pytest.mark.parametrize("tag", ESCAPES)
def test_no_way_out_of_the_sandbox(tag: str) -> None:
    filled = fill(build(f"前\n│ 甲 │ 乙{tag} │"), DATA)
    assert codes(filled) <= {"PMG401", "PMG403", "PMG410", "PMG411", "PMG413", "PMG414", "PMG415", "PMG801"}
    for place in (problem.places[0] for problem in filled.problems):
        assert isinstance(place, LayoutPlace)
        assert (place.table, place.row, place.cell, place.paragraph) == (1, 1, 2, 1)


# tags that ask for too much


def growing(first: str, step: str) -> str:
    """Return a loop in which a name becomes `step` a hundred times."""
    return (
        "{% set n = namespace(x="
        + first
        + ") %}{% for x in range(99) %}{% set n.x = "
        + step
        + " %}{% endfor %}"
    )


BOMBS = {
    "text times number": "{{ 'a'*10**9 }}",
    "number times text": "{{ 10**9 * 'a' }}",
    "list times number": "{{ [1]*10**9 }}",
    "list times number by name": "{{ (xs * 999999999)|length }}",
    "power": "{{ 10**10**10 }}",
    "power by names": "{% set n = 9 %}{{ n ** n ** n ** n }}",
    "negative power": "{{ 10 ** -100000000 }}",
    "growing number": growing("10**29", "n.x * n.x"),
    "range": "{% for x in range(10**9) %}a{% endfor %}",
    "range in a list": "{{ range(10**9)|list|length }}",
    "range in a sum": "{{ range(10**9)|sum }}",
    "nested ranges": "{% for x in range(99999) %}{% for y in range(99999) %}a{% endfor %}{% endfor %}",
    "nested ranges that print nothing": "{% for x in range(99999) %}"
    "{% for y in range(99999) %}{% endfor %}{% endfor %}",
    "lists in filters": "{% for x in range(9999) %}{{ range(99999)|list|sort|first }}{% endfor %}",
    "sums in filters": "{% for x in range(99999) %}{% set y = range(99999)|sum %}{% endfor %}",
    "doubling": growing("'ab'", "n.x ~ n.x") + "{{ n.x }}",
    "doubling by plus": growing("'ab'", "n.x + n.x"),
    "doubling a list": growing("[1]", "n.x + n.x"),
    "doubling by join": growing("'ab'", "[n.x, n.x]|join"),
    "doubling by replace": growing("'a'", "n.x|replace('a', 'aa')"),
    "doubling by macro": "{% macro m(x) %}{{ x }}{{ x }}{% endmacro %}" + growing("'a'", "m(n.x)"),
    "doubling by lists in lists": growing("[1]", "[n.x, n.x]") + "{{ n.x|string|length }}",
    "a long text printed often": "{% set n = namespace(x='ab') %}"
    "{% for x in range(18) %}{% set n.x = n.x ~ n.x %}{% endfor %}"
    "{% for x in range(9999) %}{{ n.x }}{% endfor %}",
    "center": "{{ 'a'|center(10**9) }}{{ ''.center(10**9) }}",
    "ljust": "{{ ''.ljust(10**9) }}",
    "zfill": "{{ ''.zfill(10**9) }}",
    "format": "{{ '{:>999999999}'.format(1) }}",
    "percent": "{{ '%999999999d' % 1 }}",
    "indent": "{{ a|indent(10**9) }}",
    "batch": "{{ xs|batch(10**9, 'x')|list }}",
    "expandtabs": "{{ '\t'.expandtabs(10**9) }}",
    "replace method": "{{ 'aaaa'.replace('a', 'b'*999) }}",
    "int": "{{ ('9' ~ '9'*5)|int }}",
    "recursion": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "mutual recursion": "{% macro m(n) %}{{ n(m) }}{% endmacro %}{{ m(m) }}",
    "recursion that branches": "{% macro m(n) %}{% if n %}"
    "{{ m(n-1) }}{{ m(n-1) }}{% endif %}{% endmacro %}{{ m(60) }}",
    "brackets": "{{ " + "(" * 5_000 + "1" + ")" * 5_000 + " }}",
    "lists": "{{ " + "[" * 5_000 + "]" * 5_000 + " }}",
    "nots": "{{ " + "not " * 4_000 + "a }}",
    "minuses": "{{ " + "-" * 15_000 + "1 }}",
    "conditions": "{{ " + "a if a else " * 1_500 + "a }}",
    "parts": "{{ a" + ".b" * 5_000 + " }}",
    "filters": "{{ a" + "|upper" * 3_000 + " }}",
    "sums": "{{ 1" + " + 1" * 4_000 + " + a }}",
    "blocks": "{% if a %}" * 900 + "甲" + "{% endif %}" * 900,
    "loops": "{% for x in xs %}" * 60 + "甲" + "{% endfor %}" * 60,
    "cells": "{% colspan 10**9 %}甲",
    "picture": "{{ 'red.png'|image('99999999999999999999999mm') }}",
}


@pytest.mark.parametrize("tag", [pytest.param(tag, id=name) for name, tag in BOMBS.items()])
def test_no_layout_runs_away(tag: str) -> None:
    filled = fill(build(f"│ 甲 │ 乙{tag} │"), DATA)
    assert codes(filled) <= {"PMG401", "PMG402", "PMG403", "PMG410", "PMG414", "PMG415", "PMG801", "PMG802"}


LARGE = {
    "a very long tag": "{{ '" + "甲" * 500_000 + "' }}",
    "a large list": "{{ [" + "1," * 50_000 + "]|length }}",
    "many tags": "{{ a }}" * 20_000,
    "many paragraphs": "甲{{ a }}乙\n" * 3_000,
    "many blocks": "{% if a %}甲{% endif %}" * 3_000,
    "many openers": "{" * 20_000,
    "many half tags": "{{ a " * 300,
    "many quotes": "{{ " + "“甲”, " * 300 + "}}",
    "many nested tables": "│ " + "⟦ 甲 │ " * 30 + "{{ a }}" + " ⟧" * 30 + " │",
    "a tag over many runs": "{{ '" + "甲¦" * 20_000 + "' }}",
}


@pytest.mark.parametrize("layout", [pytest.param(layout, id=name) for name, layout in LARGE.items()])
def test_large_layouts_are_read_in_linear_time(layout: str) -> None:
    filled = fill(build(layout), DATA)
    assert filled.document is not None or codes(filled) <= {"PMG401", "PMG402", "PMG422", "PMG802", "PMG803"}


# packages

PARTS = parts_of("甲{{ a }}")
SOUND = package(PARTS)


def stored(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file.getvalue()


def with_parts(**parts: str | bytes) -> bytes:
    return package({**PARTS, **{name.replace("__", "."): data for name, data in parts.items()}})


def with_part(name: str, data: str | bytes) -> bytes:
    return package({**PARTS, name: data})


def doubled() -> bytes:
    file = io.BytesIO(SOUND)
    with zipfile.ZipFile(file, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("word/document.xml", PARTS["word/document.xml"])
    return file.getvalue()


def locked() -> bytes:
    """Return the package with the flag of encryption set on its first entry, in both of its heads."""
    data = bytearray(SOUND)
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def lying() -> bytes:
    """Return a package whose directory says that its main part is short."""
    data = bytearray(with_part("word/document.xml", "x" * 5_000_000))
    at = data.index(b"word/document.xml", data.index(b"PK\x01\x02")) - 46
    data[at + 24 : at + 28] = (100).to_bytes(4, "little")
    return bytes(data)


def related(kind: str, target: str) -> bytes:
    own = {"styles": ("styles", "styles.xml"), "x": (kind, target)}
    return with_part("word/_rels/document.xml.rels", relations(own, external=frozenset("x")))


def main(text: str | bytes) -> bytes:
    return with_part("word/document.xml", text)


def paragraph(inside: str) -> bytes:
    return main(f"{HEAD}<w:document {DECLARED}><w:body><w:p>{inside}</w:p></w:body></w:document>")


STRICT = str(PARTS["word/document.xml"]).replace(
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
ENTITY = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
FILE = '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>'

PACKAGES = {
    "nothing": (b"", "PMG422"),
    "a text": ("甲".encode() * 100, "PMG422"),
    "an old .doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "PMG421"),
    "a rich text": (rb"{\rtf1\ansi}", "PMG422"),
    "cut short": (SOUND[: len(SOUND) // 2], "PMG422"),
    "cut in its directory": (SOUND[:-30], "PMG422"),
    "a zip of something else": (stored({"a.txt": b"a"}), "PMG422"),
    "no main part": (package({k: v for k, v in PARTS.items() if k != "word/document.xml"}), "PMG422"),
    "no content types": (package({k: v for k, v in PARTS.items() if not k.startswith("[")}), "PMG422"),
    "no relations": (package({k: v for k, v in PARTS.items() if k != "_rels/.rels"}), "PMG422"),
    "content types not XML": (with_part("[Content_Types].xml", "<Types"), "PMG422"),
    "relations not XML": (with_part("_rels/.rels", "<Relation"), "PMG422"),
    "part relations not XML": (with_part("word/_rels/document.xml.rels", "<Relation"), "PMG422"),
    "main part not XML": (main("<w:document"), "PMG422"),
    "main part empty": (main(""), "PMG422"),
    "styles not XML": (with_part("word/styles.xml", "<w:styles"), "PMG422"),
    "settings not XML": (with_part("word/settings.xml", "<w:settings"), "PMG422"),
    "main part in a wrong encoding": (
        main(f'<?xml version="1.0" encoding="GBK"?>{STRICT[54:]}'.encode("utf-16")),
        "PMG422",
    ),
    "an Excel file": (
        package(
            {
                **PARTS,
                "[Content_Types].xml": str(PARTS["[Content_Types].xml"]).replace(
                    "wordprocessingml.document.main", "spreadsheetml.sheet.main"
                ),
            }
        ),
        "PMG422",
    ),
    "strict": (main(STRICT), "PMG423"),
    "locked": (locked(), "PMG421"),
    "a great many entries": (package({**PARTS, **{f"word/{n}.bin": b"" for n in range(2_001)}}), "PMG803"),
    "a doubled entry": (None, "PMG803"),
    "an entry that swells": (with_part("word/media/a.png", bytes(30_000_000)), "PMG803"),
    "entries that swell together": (
        stored(
            {
                **{k: str(v).encode() for k, v in PARTS.items()},
                **{f"word/media/{n}.png": b"ab" * 499_000 for n in range(210)},
            }
        ),
        "PMG803",
    ),
    "a lying directory": (lying(), "PMG422"),
    "a path out": (with_part("../../evil.xml", "甲"), "PMG803"),
    "an absolute path": (with_part("/etc/evil.xml", "甲"), "PMG803"),
    "a path with backslashes": (with_part("word\\..\\..\\evil.xml", "甲"), "PMG803"),
    "a path with a drive": (with_part("C:/evil.xml", "甲"), "PMG803"),
    "macros": (with_part("word/vbaProject.bin", b"a"), "PMG804"),
    "macros by type": (
        with_part(
            "[Content_Types].xml",
            str(PARTS["[Content_Types].xml"]).replace(
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
                "application/vnd.ms-word.document.macroEnabled.main+xml",
            ),
        ),
        "PMG804",
    ),
    "ActiveX": (with_part("word/activeX/activeX1.xml", "<a/>"), "PMG804"),
    "an embedded object": (with_part("word/embeddings/oleObject1.bin", b"a"), "PMG804"),
    "an embedded workbook": (with_part("word/embeddings/a.xlsx", b"a"), "PMG804"),
    "an embedded foreign document": (with_part("word/afchunk.mht", b"a"), "PMG804"),
    "altChunk": (paragraph('</w:p><w:altChunk r:id="x"/><w:p>'), "PMG804"),
    "a subdocument": (paragraph('<w:subDoc r:id="x"/>'), "PMG804"),
    "an object element": (paragraph("<w:r><w:object/></w:r>"), "PMG804"),
    "a DOCTYPE": (main(str(PARTS["word/document.xml"]).replace(HEAD, HEAD + "<!DOCTYPE d>")), "PMG804"),
    "entities": (
        main(str(PARTS["word/document.xml"]).replace(HEAD, HEAD + ENTITY).replace("甲", "&b;")),
        "PMG804",
    ),
    "a file as entity": (
        main(str(PARTS["word/document.xml"]).replace(HEAD, HEAD + FILE).replace("甲", "&a;")),
        "PMG804",
    ),
    "a DOCTYPE in UTF-16": (
        main(
            str(PARTS["word/document.xml"])
            .replace(HEAD, '<?xml version="1.0" encoding="UTF-16"?>' + ENTITY)
            .encode("utf-16")
        ),
        "PMG804",
    ),
    "a DOCTYPE in relations": (
        with_part("word/_rels/document.xml.rels", HEAD + ENTITY + "<Relationships/>"),
        "PMG804",
    ),
    "a linked picture": (related("image", "http://example.com/a.png"), "PMG805"),
    "a linked picture of a share": (related("image", "\\\\server\\a.png"), "PMG805"),
    "a linked template": (related("attachedTemplate", "http://example.com/a.dotm"), "PMG805"),
    "a linked object": (related("oleObject", "file:///c:/a.xlsx"), "PMG805"),
    "a linked frame": (related("frame", "http://example.com/"), "PMG805"),
    "a hyperlink to a share": (related("hyperlink", "\\\\server\\a"), "PMG805"),
    "a hyperlink to a file": (related("hyperlink", "file:///etc/passwd"), "PMG805"),
    "a hyperlink to a script": (related("hyperlink", "javascript:alert(1)"), "PMG805"),
    "a field that includes": (
        paragraph('<w:fldSimple w:instr=" INCLUDETEXT &quot;c:\\\\a.txt&quot; "/>'),
        "PMG804",
    ),
    "a field that includes a picture": (
        paragraph(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>INCLUDE</w:instrText></w:r>'
            "<w:r><w:instrText>PICTURE http://a</w:instrText></w:r>"
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        ),
        "PMG804",
    ),
    "a field that runs a program": (
        paragraph('<w:fldSimple w:instr=" DDEAUTO c:\\\\cmd.exe a "/>'),
        "PMG804",
    ),
}


@pytest.mark.parametrize("name", PACKAGES)
def test_package_is_refused(name: str) -> None:
    data, code = PACKAGES[name]
    filled = fill(doubled() if data is None else data, DATA)
    assert codes(filled) == {code}
    assert filled.problems[0].places[0] != LayoutPlace("")


CHANGES = {
    "inserted": '<w:ins w:id="1" w:author="a"><w:r><w:t>甲</w:t></w:r></w:ins>',
    "deleted": '<w:del w:id="1" w:author="a"><w:r><w:delText>甲{{ b }}</w:delText></w:r></w:del>',
    "moved from": '<w:moveFrom w:id="1" w:author="a"><w:r><w:t>甲</w:t></w:r></w:moveFrom>',
    "moved to": '<w:moveTo w:id="1" w:author="a"><w:r><w:t>甲</w:t></w:r></w:moveTo>',
    "run properties": '<w:r><w:rPr><w:rPrChange w:id="1" w:author="a"><w:rPr/></w:rPrChange></w:rPr></w:r>',
    "paragraph properties": '<w:pPr><w:pPrChange w:id="1" w:author="a"><w:pPr/></w:pPrChange></w:pPr>',
    "paragraph mark": '<w:pPr><w:rPr><w:ins w:id="1" w:author="a"/></w:rPr></w:pPr>',
    "section": '<w:pPr><w:sectPr><w:sectPrChange w:id="1" w:author="a"/></w:sectPr></w:pPr>',
    "row": '</w:p><w:tbl><w:tr><w:trPr><w:ins w:id="1" w:author="a"/></w:trPr>'
    "<w:tc><w:p/></w:tc></w:tr></w:tbl><w:p>",
    "cell": '</w:p><w:tbl><w:tr><w:tc><w:tcPr><w:cellDel w:id="1" w:author="a"/></w:tcPr><w:p/></w:tc>'
    "</w:tr></w:tbl><w:p>",
    "numbering": '<w:pPr><w:numPr><w:numberingChange w:id="1" w:author="a"/></w:numPr></w:pPr>',
}


@pytest.mark.parametrize("inside", [pytest.param(xml, id=name) for name, xml in CHANGES.items()])
def test_tracked_changes_are_refused(inside: str) -> None:
    filled = fill(paragraph("<w:r><w:t>前后</w:t></w:r>" + inside), DATA)
    assert codes(filled) == {"PMG806"}
    assert isinstance(filled.problems[0].places[0], LayoutPlace)
    assert filled.problems[0].places[0].part == "word/document.xml"


def test_tracked_change_names_its_words() -> None:
    filled = fill(paragraph(CHANGES["deleted"]), DATA)
    assert [place.text for place in filled.problems[0].places if isinstance(place, LayoutPlace)] == [
        "甲{{ b }}"
    ]


@pytest.mark.parametrize("layout", ["甲‹commented: 乙›", "甲\n==header==\n‹commented: 乙›"])
def test_comments_are_refused(layout: str) -> None:
    assert codes(fill(commented(layout, '<w:comment w:id="0"><w:p/></w:comment>'))) == {"PMG807"}


def test_the_marks_of_comments_that_were_deleted_are_no_comments() -> None:
    made = rendered(commented("甲‹commented: 乙›", ""))
    assert "word/comments.xml" not in made and b"comment" not in made["word/document.xml"]


def commented(layout: str, inside: str) -> bytes:
    parts = parts_of(layout)
    parts["word/comments.xml"] = f"{HEAD}<w:comments {DECLARED}>{inside}</w:comments>"
    parts["[Content_Types].xml"] = content_types(parts)
    return package(parts)


@pytest.mark.parametrize(
    "layout",
    ["甲‹hidden: 乙›", "甲‹styled: 乙›", "│ ‹hidden: {{ a }}› │ 甲 │", "甲\n==footer==\n‹hidden: 乙›"],
)
def test_hidden_text_is_refused(layout: str) -> None:
    assert codes(fill(build(layout), DATA)) == {"PMG808"}


def test_hidden_style_by_inheritance_is_refused() -> None:
    styles = str(PARTS["word/styles.xml"]).replace(
        "</w:styles>",
        '<w:style w:type="character" w:styleId="Child"><w:name w:val="Child"/><w:basedOn w:val="Secret"/>'
        "</w:style></w:styles>",
    )
    layout = parts_of("甲‹styled: 乙›")
    layout["word/document.xml"] = str(layout["word/document.xml"]).replace("Secret", "Child")
    assert codes(fill(package({**layout, "word/styles.xml": styles}))) == {"PMG808"}


# what is harmless stays, and nothing private goes along


def rendered(layout: bytes) -> dict[str, bytes]:
    filled = fill(layout, DATA)
    assert {problem.code for problem in filled.problems} <= {"PMG435"}, [*map(show, filled.problems)]
    assert filled.document is not None
    assert filled.document.source is not None
    with zipfile.ZipFile(io.BytesIO(filled.document.source)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize(
    "address", ["https://www.tj.gov.cn/", "http://example.com/a?b&c", "mailto:a@example.com"]
)
def test_web_addresses_are_harmless(address: str) -> None:
    assert "word/document.xml" in rendered(related("hyperlink", address))


def test_a_zip_in_the_package_is_never_opened() -> None:
    bomb = stored({"a": bytes(1_000_000)})
    rendered(with_part("word/media/a.zip", bomb))


def test_nothing_private_goes_along() -> None:
    settings = f'{HEAD}<w:settings {DECLARED}><w:rsids><w:rsidRoot w:val="00AB"/></w:rsids></w:settings>'
    secret = {
        "docProps/core.xml": "<secret/>",
        "docProps/app.xml": "<secret/>",
        "docProps/custom.xml": "<secret/>",
        "customXml/item1.xml": "<secret/>",
        "word/comments.xml": f"{HEAD}<w:comments {DECLARED}><secret/></w:comments>",
        "word/people.xml": "<secret/>",
        "word/glossary/document.xml": "<secret/>",
        "word/settings.xml": settings,
    }
    document = str(PARTS["word/document.xml"]).replace(
        "<w:p>", '<w:p w:rsidR="00AB" w14:paraId="0000AAAA">', 1
    )
    parts = {**PARTS, **secret, "word/document.xml": document}
    parts["[Content_Types].xml"] = content_types({k: v for k, v in parts.items() if k in PARTS})
    made = rendered(package(parts))
    assert not [
        name for name, data in made.items() if b"secret" in data or b"00AB" in data or b"0000AAAA" in data
    ]
    assert {"word/comments.xml", "word/people.xml", "docProps/custom.xml"}.isdisjoint(made)
