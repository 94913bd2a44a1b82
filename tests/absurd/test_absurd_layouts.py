"""Absurd layouts give a sound document or a clear problem: never a crash, and never much time or memory."""

from __future__ import annotations

import random
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from absurd.making import css, markup, nested, png, with_absurd_values
from absurd.outcomes import of_markup, of_word
from plain_records import region_of, root_of
from pmgen.confined import Limits, call
from pmgen.engines.markup import compile_layout
from readers.packages import package
from readers.test_word_cases import ALL, MEDIA, RESULTS, Case
from samples import PNG
from word.building import build
from word.building import package as zipped

LIMITS = Limits(seconds=5, memory=400_000_000)
SEEDS = range(6)
"""As many as a test has time for; thousands were tried once."""

MARKUP = {
    "no type": "<p style='font-size:0pt'>甲</p>",
    "no type in %": "<p style='font-size:0%'>甲</p>",
    "type in type": "<div style='font-size:9em'>" * 12 + "甲" + "</div>" * 12,
    "smaller and smaller type": "<div style='font-size:0.01em'>" * 12 + "甲" + "</div>" * 12,
    "a row of a thousand kilometres": "<table><tr><td style='height:1000000000mm'>甲</td></tr></table>",
    "a column of a thousand kilometres": "<table><tr><td style='width:1000000000mm'>甲</td></tr></table>",
    "a page of nothing": "<style>@page{size:0mm 0mm}</style><p>甲</p>",
    "a page of a thousand kilometres": "<style>@page{size:1e9mm 1e9mm}</style><p>甲</p>",
    "a page of margins": "<style>@page{margin:150mm}</style><p>甲</p>",
    "a margin without a value": "<style>@page{margin-top:}</style><p>甲</p>",
    "a number without end": f"<p style='width:{'9' * 5_000}mm'>甲</p>",
    "columns without end": "<table><col span='999999999'><tr><td>甲</td></tr></table>",
    "a column of ²": "<table><col span='²'><tr><td>甲</td></tr></table>",
    "a span without end": f"<table><tr><td rowspan='{'9' * 5_000}'>甲</td></tr></table>",
    "a picture of no width": "<p><img src='red.png' style='width:0mm'></p>",
    "a picture of no height": "<p><img src='red.png' style='height:0mm'></p>",
    "tables in tables": "<table><tr><td>" * 200 + "甲" + "</td></tr></table>" * 200,
}


@pytest.mark.parametrize("name", MARKUP)
def test_absurd_markup(name: str) -> None:
    assert call(LIMITS, of_markup, MARKUP[name])


@pytest.mark.parametrize("seed", SEEDS)
def test_any_absurd_markup(seed: int) -> None:
    assert call(LIMITS, of_markup, markup(random.Random(seed)))


@pytest.mark.parametrize("seed", SEEDS)
def test_any_absurd_word_layout(seed: int) -> None:
    dice = random.Random(seed)
    case = dice.choice(ALL).values[1]
    assert isinstance(case, Case)
    parts = {name: text for name, text in case.sections.items() if name not in RESULTS}
    body = parts.pop("body")
    with zipfile.ZipFile(BytesIO(package(body, parts, MEDIA))) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    texts = {
        name: data.decode() if name.endswith((".xml", ".rels")) else data for name, data in found.items()
    }
    assert call(LIMITS, of_word, zipped(with_absurd_values(texts, dice)))


@pytest.mark.parametrize("depth", [30, 80])
def test_tables_in_tables(depth: int) -> None:
    assert call(LIMITS, of_word, build(nested(depth))) == ("written" if depth == 30 else "PMG802")


# pictures

PICTURES = {
    "no width": png(0, 10),
    "no height": png(10, 0),
    "enormous": png(2**31, 2**31),
    "cut off": PNG[: len(PNG) // 2],
    "its head alone": PNG[:24],
    "a signature alone": PNG[:8],
    "empty": b"",
    "text": b"<svg/>",
    "a JPEG without a frame": b"\xff\xd8\xff\xe0\x00\x04ab\xff\xd9",
    "a JPEG of no size": b"\xff\xd8\xff\xc0\x00\x0b\x08\x00\x00\x00\x00\x01\x01\x11\x00",
    "a JPEG whose parts have no length": b"\xff\xd8" + b"\xff\xe0\x00\x00" * 50,
    "very dense": PNG[:33] + b"\0\0\0\x09pHYs" + b"\xff" * 8 + b"\1" + b"\0\0\0\0" + PNG[33:],
}
READABLE = ("cut off", "very dense")
"""Pictures that say how large they are; what they hold is for the program that shows them."""


@pytest.mark.parametrize("name", PICTURES)
def test_absurd_pictures(name: str, tmp_path: Path) -> None:
    (tmp_path / "x.png").write_bytes(PICTURES[name])
    in_word, too_small, in_markup = call(LIMITS, _outcomes, tmp_path)
    assert too_small == "PMG403"
    assert (in_word == "PMG403") == (in_markup == "PMG530") == (name not in READABLE)


def _outcomes(folder: Path) -> tuple[str, str, str]:
    """Return what comes of a picture in a Word layout, with no width there, and in markup."""
    word = [
        of_word(build(f"甲{use}"), folder) for use in ("{{ 'x.png'|image }}", "{{ 'x.png'|image('0mm') }}")
    ]
    (folder / "layout.html.j2").write_text("<p>甲<img src='x.png'></p>", encoding="utf-8")
    region = region_of(folder)
    filled = compile_layout(region).fill(root_of(region, {}), "", "")
    return word[0], word[1], filled.problems[0].code if filled.document is None else "written"


# what is said


@pytest.mark.parametrize(
    ("style", "named"),
    [
        ("p{font-size:0pt}", "font-size cannot be 0pt"),
        ("p{font-size:2000pt}", "font-size cannot be 2000pt"),
        ("p{font-size:5000%}", "font-size cannot be 5000%"),
        ("td{height:1000000000mm}", "height cannot be 1000000000mm"),
        ("td{padding-left:1e9em}", "padding-left cannot be 1e9em"),
        ("td{border:1e9mm solid}", "border cannot be 1e9mm solid"),
        ("td{width:-1mm}", "width cannot be -1mm"),
        ("@page{size:0mm 0mm}", "size cannot be 0mm 0mm"),
        ("@page{size:1e9mm 1e9mm}", "size cannot be 1e9mm 1e9mm"),
        ("@page{margin:150mm}", "margin cannot be 150mm"),
        ("div{font-size:1pt}p{font-size:50%}", "font-size cannot be 0.5pt"),
    ],
)
def test_lengths_have_bounds(style: str, named: str, tmp_path: Path) -> None:
    (tmp_path / "layout.html.j2").write_text(f"<style>{style}</style><div><p>甲</p></div>", encoding="utf-8")
    region = region_of(tmp_path)
    filled = compile_layout(region).fill(root_of(region, {}), "", "")
    assert filled.document is not None
    (problem,) = filled.problems
    assert (problem.code, str(problem.message)) == ("PMG504", named)
    assert problem.places[0].file.endswith("layout.html.j2") and problem.hint is not None


def test_the_seeds_are_absurd() -> None:
    made = [css(random.Random(seed)) for seed in range(50)]
    assert len(set(made)) > 40
