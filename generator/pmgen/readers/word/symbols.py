"""Signs that Word takes from symbol typefaces, as the characters that everybody has."""

from __future__ import annotations

_WINGDINGS = {
    0x6C: "●",
    0x6D: "❍",
    0x6E: "■",
    0x6F: "□",
    0x71: "❑",
    0x72: "❒",
    0x74: "⧫",
    0x75: "◆",
    0x76: "❖",
    0xA1: "○",
    0xA7: "▪",
    0xA8: "□",
    0xD8: "➢",
    0xE0: "→",
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
}
_WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x96: "●", 0xA3: "□"}
_SYMBOL = {0xB7: "•", 0xB0: "°", 0xB1: "±", 0xA3: "≤", 0xB3: "≥", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xA5: "∞"}
_TABLES = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}
_PRIVATE = 0xF000


def symbol(typeface: str, code: int) -> str | None:
    """Return the character for a sign of a typeface, or None where it is not known."""
    sign = code - _PRIVATE if _PRIVATE <= code < _PRIVATE + 0x100 else code
    table = _TABLES.get(typeface.lower())
    if table is not None:
        return table.get(sign)
    return None if _PRIVATE <= code < _PRIVATE + 0x100 or not 0x20 <= code < 0xD800 else chr(code)


def plain(text: str, typeface: str) -> str | None:
    """Return the text of a list's bullet as ordinary characters, or None where one is not known."""
    signs = [symbol(typeface, ord(sign)) if _is_sign(sign, typeface) else sign for sign in text]
    return None if None in signs else "".join(filter(None, signs))


def _is_sign(sign: str, typeface: str) -> bool:
    return typeface.lower() in _TABLES or _PRIVATE <= ord(sign) < _PRIVATE + 0x100
