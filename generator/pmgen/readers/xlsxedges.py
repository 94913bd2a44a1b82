"""Read what an .xlsx prints at the heads and feet of its pages, from Excel's own short language."""

from __future__ import annotations

import re

from lxml import etree

from pmgen.readers.seen import PAGE, Edges

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_CODE = re.compile(r'&(?:"[^"]*"|[0-9]+|K(?:[0-9A-Fa-f]{6}|[0-9]{2}[+-][0-9]{3})|.)', re.DOTALL)
_SHOWN = {"&P": PAGE, "&N": PAGE, "&&": "&", "&L": "\n", "&C": "\n", "&R": "\n"}

Element = etree._Element


def edges_of(sheet: Element) -> Edges:
    """Return what stands on ordinary pages of a sheet, and on its first and even ones if those differ."""
    node = sheet.find(S + "headerFooter")
    if node is None:
        return Edges()
    first = _lines(node, "first") if _is_on(node, "differentFirst") else None
    return Edges(
        _lines(node, "odd"), first, _lines(node, "even") if _is_on(node, "differentOddEven") else None
    )


def _is_on(node: Element, name: str) -> bool:
    return node.get(name) in ("1", "true")


def _lines(node: Element, pages: str) -> tuple[str, ...]:
    codes = (node.findtext(f"{S}{pages}{edge}") or "" for edge in ("Header", "Footer"))
    texts = (_CODE.sub(lambda sign: _SHOWN.get(sign[0], ""), code) for code in codes)
    return tuple(line for text in texts for line in text.split("\n") if line.strip())
