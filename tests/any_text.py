"""Texts with all that is difficult in texts, from a generator of random numbers."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from unicodedata import category

from fontTools.ttLib import TTFont

from pmgen.fonts.font_shelf import brought_folders

Rng = random.Random
Text = Callable[[Rng], str]


def _refused(character: str) -> bool:
    """Tell whether the loader refuses a character, as it says with PMG105."""
    return category(character) in ("Cc", "Cs", "Zl", "Zp") or character in "\ufeff\ufffe\uffff"


def _from(*ranges: tuple[int, int]) -> Text:
    def text(rng: Rng) -> str:
        found = (chr(rng.randint(*rng.choice(ranges))) for _ in range(rng.randint(1, 30)))
        return "".join(character for character in found if not _refused(character))

    return text


def _among(words: Sequence[str], most: int = 6, between: Sequence[str] = ("",)) -> Text:
    def text(rng: Rng) -> str:
        parts = (rng.choice(words) + rng.choice(between) for _ in range(rng.randint(1, most)))
        return "".join(parts)

    return text


_chinese = _from((0x4E00, 0x9FFF))
KINDS: Mapping[str, Text] = {
    "chinese": _chinese,
    "latin": _from((0x21, 0x7E), (0xA1, 0x24F)),
    "supplementary ideographs": _from((0x20000, 0x2A6DF), (0x2A700, 0x2EBE0), (0x30000, 0x323AF)),
    "any plane": _from((0x20, 0xD7FF), (0xE000, 0xFFFD), (0x10000, 0x10FFFD)),
    "private use": _from((0xE000, 0xF8FF), (0xF0000, 0xFFFFD), (0x100000, 0x10FFFD)),
    "combining": _among(["é", "ạ̈", "中⃝", "́", "ñ̃̃", "が", "ก็"]),
    "right to left": _among(
        ["שלום", "مرحبا", "\u202e绝密\u202c", "\u2067abc\u2069", "1,234.50", "12%", "（甲）"]
    ),
    "invisible": _among(
        ["甲", "\u200b", "\u200d", "\u200c", "\u2060", "\xad", "\u200e", "\u061c", "\U000e0041"]
    ),
    "emoji": _among(["👍🏽", "👨\u200d👩\u200d👧", "🇨🇳", "❤️", "①", "㊙", "☑", "𝟙"]),
    "variants": _among(["葛󠄀", "邊󠄁", "㐀", "龍︀", "﨑", "⺀", "〇", "ー"]),
    "blanks": _among(("甲", "  ", "\t", "\u3000", "\u00a0", "\u2009", "\u202f", "   \t ", "\u1680", "，")),
    "lines": _among(("甲乙", "\n", "\n\n", "丙 ", " 丁", "\n \n", "。\n")),
    "formulas": _among(
        [
            "=1",
            "=A1",
            "@A1",
            "=SUM(A1)",
            "=15万",
            "+1",
            "-2",
            "@x",
            "=cmd|'/C'",
            "'",
            '"',
            "_x0041_",
            "_x000D_",
        ]
    ),
    "markup": _among(
        ["<b>", "&amp;", "&#x4e2d;", "]]>", "<!--", "-->", "{{x}}", "{%if%", "｛｛", "<br/>", "\\n", "%s"]
    ),
    "pdf": _among(["(", ")", "\\", "<<", ">>", "endobj", "\\050", "%PDF", "BT", "/F1"], between=("", " ")),
    "numbers": _among([*"0123456789,.%‰－—-～~ 万元"], most=60),
    "many digits": lambda rng: str(rng.getrandbits(rng.randint(1, 400))),
    "one long word": lambda rng: rng.choice("abc中1—") * rng.randint(50, 400),
    "yaml": _among(
        ["yes", "null", "~", "1e3", "0x1F", "2025-01-01", "-a", "a:b", "#c", "*x", "!t", "|", ">", "："],
        between=("", " "),
    ),
    "long": lambda rng: "".join(_chinese(rng) + rng.choice("，。；、") for _ in range(rng.randint(20, 120))),
}
"""Ways to make a text, by what is difficult in it."""


def text_of(rng: Rng) -> str:
    """Return a text of one or of several kinds; the marks' letters are no part of it."""
    kinds = rng.choices([*KINDS], k=rng.choice((1, 1, 1, 2, 3)))
    return "".join(KINDS[kind](rng) for kind in kinds).replace("Q", "q").replace("Z", "z")


def drawable(rng: Rng) -> str:
    """Return such a text of what the fonts draw that come with the installation, as fontTools reads them."""
    return "".join(each for each in text_of(rng) if each in "\n\t" or ord(each) in drawn()) or "甲"


@cache
def drawn() -> frozenset[int]:
    """Return the characters that every font of the installation draws."""
    files = (path for folder in brought_folders() for path in sorted(folder.rglob("*.[ot]tf")))
    return frozenset[int].intersection(*map(_characters, files))


def _characters(path: Path) -> frozenset[int]:
    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())
