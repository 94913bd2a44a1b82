"""Characters that are not seen, and characters that are others than they look like."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

INVISIBLE_NAMES = {
    "\u00ad": "软连字符",
    "\u200b": "零宽空格",
    "\u200c": "零宽不连字",
    "\u200d": "零宽连字",
    "\u200e": "从左到右标记",
    "\u200f": "从右到左标记",
    "\u202a": "从左到右嵌入",
    "\u202b": "从右到左嵌入",
    "\u202c": "方向结束",
    "\u202d": "强制从左到右",
    "\u202e": "强制从右到左",
    "\u2060": "词间连接符",
    "\u3164": "韩文填充符",
    "\ufe0f": "变体选择符",
}
"""The names of those that come along most often."""

TURNS_TEXT = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Finds an invisible character that makes the text around it run in another direction."""

_AS_LATIN = dict(
    zip(
        # Cyrillic, then Greek letters.
        "\u0410\u0412\u0415\u0405\u0406\u0408\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425"
        "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0455\u0458"
        "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf",
        "ABESIJKMHOPCTYX" + "aeopcyxisj" + "ABEZHIKMNOPTYXo",
        strict=True,
    )
)
# Simplified radicals, for which Unicode has no compatibility mapping.
_AS_HAN = dict(
    zip(
        "\u2e9f\u2ea0\u2ec1\u2ec4\u2ec5\u2ec6\u2ec9\u2ecb\u2ed3\u2ed4\u2ed8\u2ed9\u2eda\u2edb\u2edc\u2edd"
        "\u2ee2\u2ee3\u2ee4\u2ee5\u2ee6\u2ee7\u2ee8\u2ee9\u2eec\u2eee\u2ef0\u2ef3",
        "母民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
        strict=True,
    )
)
_USUAL = str.maketrans(_AS_LATIN | _AS_HAN)
_HAN_LIKE = "\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f"
_WIDE = "\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
_LOST = "\ue000-\uf8ff\U000f0000-\U0010fffd\ufffd锟"
SUSPECT = re.compile(f"[{''.join(_AS_LATIN)}{_HAN_LIKE}{_WIDE}{_LOST}]")
"""Finds a character that may be another than it looks like; `odd_characters` says whether it is."""

_GIBBERISH = re.compile("(?:锟斤拷)+|[\ue000-\uf8ff\U000f0000-\U0010fffd\ufffd]+")
_UNIFIED = frozenset("\ufa0e\ufa0f\ufa11\ufa13\ufa14\ufa1f\ufa21\ufa23\ufa24\ufa27\ufa28\ufa29")
_LETTERS = re.compile("[A-Za-z\u0370-\u03ff\u0400-\u04ff]+")
_OTHERS = re.compile(f"[{_HAN_LIKE}]+|[{_WIDE}]+")


class OddCharacters(NamedTuple):
    """Characters of a text that are not what they look like, and the usual ones; "" where nobody knows."""

    start: int
    end: int
    usual: str


def odd_characters(text: str) -> Iterator[OddCharacters]:
    """Give the characters of `text` by which nobody could find the word that they spell."""
    if SUSPECT.search(text):
        yield from sorted(_odd(text))


def _odd(text: str) -> Iterator[OddCharacters]:
    for match in _GIBBERISH.finditer(text):
        yield OddCharacters(match.start(), match.end(), "")
    for match in _OTHERS.finditer(text):
        usual = unicodedata.normalize("NFKC", match.group().translate(_USUAL))
        if usual != match.group() and not _UNIFIED.issuperset(match.group()):
            yield OddCharacters(match.start(), match.end(), usual)
    for match in _LETTERS.finditer(text):
        if _is_disguised(match.group()):
            yield OddCharacters(match.start(), match.end(), match.group().translate(_USUAL))


def _is_disguised(word: str) -> bool:
    """Tell whether a word looks Latin and holds letters that are not; units such as μm are none."""
    return not word.isascii() and word.translate(_USUAL).isascii()
