"""What the codes of a font on a PDF page mean, and how wide they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from struct import unpack

_MAPPING = re.compile(r"begin(bfchar|bfrange)(.*?)endbf", re.DOTALL)
_HEX = re.compile(r"<([0-9A-Fa-f\s]*)>|(\[)|(\])")


@dataclass(frozen=True, slots=True)
class Font:
    """What the codes of a font mean and how wide they are; a code has `size` bytes."""

    characters: Mapping[int, str]
    size: int
    widths: Mapping[int, float] = field(default_factory=dict)
    width: float = 1000

    def codes(self, data: bytes) -> tuple[int, ...]:
        """Return the codes of a string."""
        if self.size == 1:
            return tuple(data)
        return unpack(f">{len(data) // 2}H", data[: len(data) // 2 * 2])

    def text(self, codes: tuple[int, ...]) -> str:
        """Return the characters of codes; U+FFFD where the font does not say."""
        known = self.characters
        return "".join([known.get(code, "\ufffd") for code in codes])


def characters(cmap: str) -> dict[int, str]:
    """Return what a ToUnicode map says."""
    found: dict[int, str] = {}
    for kind, body in _MAPPING.findall(cmap):
        words = [match[1] if match[1] is not None else match[0] for match in _HEX.finditer(body)]
        if kind == "bfchar":
            found.update(
                (int(code, 16), _utf16(text)) for code, text in zip(words[::2], words[1::2], strict=True)
            )
        else:
            _ranges(iter(words), found)
    return found


def _ranges(words: Iterator[str], found: dict[int, str]) -> None:
    for first in words:
        low, high, target = int(first, 16), int(next(words), 16), next(words)
        if target == "[":
            found.update((code, _utf16(next(words))) for code in range(low, high + 1))
            next(words)
            continue
        text = _utf16(target)
        found.update((low + step, text[:-1] + chr(ord(text[-1]) + step)) for step in range(high - low + 1))


def _utf16(digits: str) -> str:
    return bytes.fromhex("".join(digits.split())).decode("utf-16-be", "replace")
