"""Whatever the data holds arrives exactly, wherever a layout prints it, and never as markup."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from pmgen.engines import FilledLayout
from pmgen.engines.word import WordLayout, compile_word
from pmgen.view.shapes import Record
from word.building import build
from word.corpus import PICTURES, region
from word.reading import WP, Element, W
from word.records import record_of
from word.soundness import faults

TEXTS = {
    "signs": "A&B <90% 且 >80%",
    "tag": "{{ 7*7 }}",
    "block": "{% if %}",
    "comment": "{# 注 #}",
    "half a tag": "{{ {% {# }} %}",
    "cdata": "<![CDATA[ ]]>",
    "quotes": "“双一流”'\"",
    "full-width spaces": "　甲　　乙　",
    "spaces": "   甲    乙   ",
    "newlines": "\n甲\n\n乙\n",
    "tabs": "\t甲\t\t乙\t",
    "emoji": "😀👨‍👩‍👧🇨🇳𠮷",
    "long": "绩" * 5_000,
    "right to left": "\u202bשלום\u202c abc عربي",
    "element": "<w:p/></w:t><w:br/>",
    "entity": "&amp;&#65;&lt;",
    "backslash": "\\n\\1\\g<0>{0}%s",
    "formula": "=15万",
    "private use": "\ue0000\ue001",
    "own markers": "\x7f\x85\u2028\ufeff",
    "one space": " ",
    "nothing": "",
}

LAYOUT = """
‹contents TOC \\o "1-1"›
# {{ a }}
段：{{ a }}
│ {% for g in gs %}{% for x in g.xs %}{{ g.a | merge }} │ {{ x.a }}{% endfor %}{% endfor %} │
{% set b = a %}{{ b }}
‹box: {{ a }}›
‹note 2›
==header==
{{ a }}
==footnote 2==
{{ a }}
"""


PLAIN = record_of("{a: x, gs: [{a: x, xs: [{a: x}, {a: x}]}]}")


def data(text: str) -> Record:
    """Return the record with `text` for every text in it."""
    made = swapped(PLAIN, text)
    assert isinstance(made, Record)
    return made


def swapped(value: object, text: str) -> object:
    if isinstance(value, Record):
        return Record(value.shape, {key: swapped(part, text) for key, part in value.items()}, value.places)
    return [swapped(part, text) for part in value] if isinstance(value, list) else text


def compiled() -> WordLayout:
    return compile_word(build(LAYOUT), "layout.docx", region(PICTURES, {}), PLAIN.shape)


COMPILED = compiled()


def fill(text: str) -> FilledLayout:
    return COMPILED.fill(data(text), text, text)


def shown(element: Element) -> str:
    """Return the text that a reader sees below an element."""
    signs = {f"{W}tab": "\t", f"{W}br": "\n"}
    return "".join(
        node.text or "" if node.tag == f"{W}t" else signs.get(str(node.tag), "") for node in element.iter()
    )


def check(text: str) -> None:
    filled = fill(text)
    assert not filled.problems
    assert filled.document is not None
    assert filled.document.source is not None
    assert not faults(filled.document.source, tags_allowed=True)
    with zipfile.ZipFile(io.BytesIO(filled.document.source)) as archive:
        parts = {
            name: etree.fromstring(archive.read(name)) for name in archive.namelist() if "rels" not in name
        }
    seen = text.replace("\r\n", "\n").replace("\r", "\n")
    body = list(parts["word/document.xml"][0])
    entry, _, heading, paragraph = body[:4]
    assert [shown(heading), shown(paragraph)] == [seen, "段：" + seen]
    assert shown(entry) == seen.replace("\n", " ").replace("\t", " ") + "\t"
    cells = list(parts["word/document.xml"].iter(f"{W}tc"))
    assert [shown(cell) for cell in cells] == [seen, seen, "", seen]
    assert [shown(child) for child in body[5:6]] == [seen]
    assert {shown(box) for box in parts["word/document.xml"].iter(f"{W}txbxContent")} == {seen}
    assert shown(parts["word/header.xml"]) == seen
    assert shown(parts["word/footnotes.xml"][2]) == seen
    assert len(list(parts["word/document.xml"].iter(f"{WP}docPr"))) == 1
    assert [parts["docProps/core.xml"][n].text or "" for n in (0, 1)] == [seen, seen]


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in TEXTS.items()])
def test_text_arrives_exactly(text: str) -> None:
    check(text)


@pytest.mark.parametrize("text", ["甲\r\n乙", "甲\r乙", "\r"])
def test_every_kind_of_line_break_becomes_one(text: str) -> None:
    check(text)


LEGAL = st.characters(
    exclude_characters="".join(map(chr, [*range(32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF]))
) | st.sampled_from("\n\t\r &<>{}%'\"")


@settings(deadline=None, max_examples=150)
@given(st.text(LEGAL))
def test_any_text_arrives_exactly(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    "sign", ["\0", "\x01", "\x08", "\x0b", "\x0c", "\x1f", "\ud800", "\udfff", "\ufffe", "\uffff"]
)
def test_control_characters_are_a_problem(sign: str) -> None:
    filled = COMPILED.fill(data(f"甲{sign}乙"), "题", "单位")
    assert filled.document is None
    assert {problem.code for problem in filled.problems} == {"PMG403"}
    assert any(
        getattr(place, "text", "") == "{{ a }}" for problem in filled.problems for place in problem.places
    )


@pytest.mark.parametrize("sign", ["\0", "\x0b", "\ud800", "\uffff"])
def test_control_characters_in_title_and_author_are_a_problem(sign: str) -> None:
    for title, author in ((f"题{sign}", "单位"), ("题", f"单位{sign}")):
        filled = COMPILED.fill(data("x"), title, author)
        assert filled.document is None
        assert [problem.code for problem in filled.problems] == ["PMG431"]


def test_the_same_input_gives_the_same_bytes() -> None:
    again = compiled().fill(data("甲"), "题", "单位")
    first = COMPILED.fill(data("甲"), "题", "单位")
    assert first.document == again.document
