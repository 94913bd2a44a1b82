"""Layouts that nobody would draw: absurd values in every place that takes one, and nests of everything."""

from __future__ import annotations

import random
import re
import struct
import zlib
from collections.abc import Mapping

from pmgen.engines.markup.css_values import PROPERTIES

NUMBERS = [
    "0",
    "-0",
    "-1",
    "1",
    "0.0001",
    "1e-320",
    "1e9",
    "1e308",
    "9" * 30,
    "63",
    "65535",
    "20",
    "300",
    "5000",
]
UNITS = ["pt", "mm", "em", "%", "px", "", "in", "rem", "vw"]
WORDS = [
    "auto",
    "nan",
    "inf",
    "calc(1mm * 1e9)",
    "-",
    "",
    "#",
    "rgb(1e9,0,0)",
    "solid",
    "甲",
    "none !important",
]
SELECTORS = ["td", "table", "p", "body", "tr", "img", "col", "td p", "*", "h1", "caption", "thead"]
PAGES = ["size", "margin", "margin-top", "margin-left"]
SPANS = ["1", "1", "1", "2", "0", "-1", "63", "64", "65534", "65535", "1e9", "9" * 5_000, "x", ""]

WORD_VALUES = [
    "",
    "0",
    "-1",
    "1",
    "7",
    "1.5",
    "65535",
    "-2147483649",
    "9" * 25,
    "9" * 5_000,
    "x",
    "nan",
    "1e9",
    "12pt",
    "50%",
]
_VALUE = re.compile(r'(?<= )(?!xmlns|encoding|version|standalone)([\w:]+)="[^"]*"')


def css(dice: random.Random) -> str:
    """Return a declaration with a value that is likely to be absurd."""
    name = dice.choice([*PROPERTIES, "border", "padding", "margin"])
    return f"{name}: {_css_value(dice)}"


def _css_value(dice: random.Random) -> str:
    lengths = [dice.choice(NUMBERS) + dice.choice(UNITS) for _ in range(dice.choice([1, 1, 1, 2, 4]))]
    return dice.choice(WORDS) if dice.random() < 0.15 else " ".join([*lengths, *dice.choice([[], ["solid"]])])


def markup(dice: random.Random) -> str:
    """Return a markup layout."""
    rules = "".join(f"{dice.choice(SELECTORS)} {{ {css(dice)}; {css(dice)} }}\n" for _ in range(3))
    page = f"@page {{ {dice.choice(PAGES)}: {_css_value(dice)} }}" if dice.random() < 0.4 else ""
    span = f'{dice.choice(["colspan", "rowspan"])}="{dice.choice(SPANS)}"' if dice.random() < 0.2 else ""
    picture = f'<img src="red.png" style="{dice.choice(["width", "height"])}: {_css_value(dice)}">'
    cell = f'<td {span} style="{css(dice)}; {css(dice)}">甲乙丙 {picture if dice.random() < 0.3 else ""}</td>'
    column = (
        f'<col span="{dice.choice(SPANS)}" style="width: {_css_value(dice)}">' if dice.random() < 0.1 else ""
    )
    table = f"<table>{column}<thead><tr><th>一</th><th>二</th></tr></thead><tr>{cell}<td>丁</td></tr></table>"
    for _ in range(dice.choice([0, 0, 1, 3])):
        table = f'<div style="{css(dice)}">{table}</div>'
    return f"<style>{page}{rules}</style><h1>题</h1><p>甲 {{{{ 附件.标题 }}}}</p>{table}"


def with_absurd_values(parts: Mapping[str, str | bytes], dice: random.Random) -> dict[str, str | bytes]:
    """Return parts in which a few attributes have another value."""
    found = [
        (name, match.span())
        for name, text in parts.items()
        if isinstance(text, str) and name.startswith("word/") and not name.endswith(".rels")
        for match in _VALUE.finditer(text)
    ]
    made = dict(parts)
    for name, (start, end) in sorted(
        dice.sample(found, min(len(found), dice.choice([1, 1, 2, 4]))), reverse=True
    ):
        text = str(made[name])
        key = text[start:end].partition("=")[0]
        made[name] = f'{text[:start]}{key}="{dice.choice(WORD_VALUES)}"{text[end:]}'
    return made


def nested(depth: int) -> str:
    """Return a Word layout with tables in tables."""
    return "│ " + "⟦ 甲 │ " * depth + "{{ a }}" + " ⟧" * depth + " │"


def png(width: int, height: int, data: bytes = b"") -> bytes:
    """Return a PNG that says to be so large, whatever it holds."""

    def chunk(kind: bytes, inside: bytes) -> bytes:
        body = kind + inside
        return struct.pack(">I", len(inside)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    packed = zlib.compress(data)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")
