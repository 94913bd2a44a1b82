"""Colours and lines behind and around text and pages are named where only Word shows them."""

from __future__ import annotations

import pytest

from pmgen.formats.word import read_document
from word.building import package as packed
from word.building import parts_of

_SHOWN = '<w:displayBackgroundShape w:val="{}"/>'


def named(body: str = "", ground: str = "", settings: str = "") -> list[str]:
    """Return what is said of a layout with a paragraph that begins with `body`."""
    parts = parts_of("甲")
    document = str(parts["word/document.xml"])
    document = document.replace("<w:body>", f"{ground}<w:body>", 1).replace("<w:p>", f"<w:p>{body}", 1)
    parts["word/document.xml"] = document
    kept = str(parts["word/settings.xml"]).removesuffix("/>")
    parts["word/settings.xml"] = f"{kept}>{settings}</w:settings>"
    return [str(problem.message) for problem in read_document(packed(parts), title="题", author="").problems]


@pytest.mark.parametrize(
    ("color", "on", "said"),
    [
        ("FFF2CC", "1", ["pages are shown without the colour behind them"]),
        ("FFF2CC", "0", []),
        ("FFFFFF", "1", []),
        ("auto", "1", []),
    ],
)
def test_the_colour_of_pages_is_named_where_word_shows_it(color: str, on: str, said: list[str]) -> None:
    assert named(ground=f'<w:background w:color="{color}"/>', settings=_SHOWN.format(on)) == said


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            '<w:pPr><w:shd w:val="clear" w:fill="FFF2CC"/></w:pPr>',
            "a paragraph is shown without the colour behind it",
        ),
        (
            '<w:pPr><w:pBdr><w:top w:val="single" w:sz="4"/></w:pBdr></w:pPr>',
            "a paragraph is shown without its borders",
        ),
        (
            '<w:r><w:rPr><w:highlight w:val="yellow"/></w:rPr><w:t>乙</w:t></w:r>',
            "text is shown without the colour behind it",
        ),
    ],
)
def test_what_stands_behind_or_around_text_is_named(body: str, said: str) -> None:
    assert said in "\n".join(named(body))
