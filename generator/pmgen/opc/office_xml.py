"""XML of office files: names, parsing that loads nothing, lengths, symbol characters."""

from __future__ import annotations

from functools import lru_cache

from lxml import etree

from pmgen.late_pattern import late

Element = etree._Element

W_URI = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{W_URI}}}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def parse(data: bytes) -> Element:
    """Return the root element of a part; nothing outside it is ever loaded. Raises etree.XMLSyntaxError."""
    return etree.fromstring(data, _PARSER)


parse_once = lru_cache(maxsize=16)(parse)
"""Parses a part once for all who look into it one after the other; nobody may change what it returns."""


def below(element: Element | None, name: str) -> Element | None:
    """Return the first element of that name right below another; quicker than to find a path."""
    for child in element if element is not None else ():
        if child.tag == name:
            return child
    return None


def value(element: Element | None, default: str = "") -> str:
    """Return the w:val of an element."""
    return default if element is None else element.get(W + "val", default)


def is_on(element: Element | None) -> bool:
    """Tell whether a switch such as w:vanish is there and not turned off."""
    return element is not None and value(element, "1") not in ("0", "false", "off")


_MEASURE = late(r"([-+]?[0-9]{1,9}(?:\.[0-9]+)?)(mm|cm|in|pt|pc|pi|)")
_POINTS = {"mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "pt": 1.0, "pc": 12.0, "pi": 12.0}
_EMUS = 12_700

LONGEST = 2_000 * _POINTS["mm"]
"""Two metres, which is more than Word itself takes; what is given as longer is as long."""


def points(text: str | None, parts: int = 20) -> float | None:
    """Return a length that counts `parts` of a point, or names its unit; None where there is none."""
    measure = None if text is None else _MEASURE.fullmatch(text)
    if measure is None:
        return None
    number = float(measure[1])
    made = number * _POINTS[measure[2]] if measure[2] else number / parts
    return min(max(made, -LONGEST), LONGEST)


def half_points(text: str | None) -> float | None:
    """Return a size that counts half points."""
    return points(text, 2)


def emus(text: str | None) -> float:
    """Return a length of a drawing; 0 where there is none."""
    return points(text, _EMUS) or 0.0


def hexadecimal(text: str | None) -> int:
    """Return a number written in base 16; 0 where there is none."""
    try:
        return int(text or "0", 16)
    except ValueError:
        return 0


def whole(text: str | None, default: int = 0) -> int:
    """Return a whole number, or `default` where there is none."""
    measure = None if text is None else _MEASURE.fullmatch(text)
    return default if measure is None else int(float(measure[1]))


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
