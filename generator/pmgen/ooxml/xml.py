"""Word's XML: its names, and parsing it without ever loading anything."""

from __future__ import annotations

from functools import lru_cache

from lxml import etree

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
