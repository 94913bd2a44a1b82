"""Text as HTML: escaped, and quick where nothing is to escape."""

from __future__ import annotations

import re

from pmgen.writers.reading import lines

_NOT_HTML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_PLAIN = re.compile('[&<>"\n\r\u2028\u2029\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]')
_LAST_BREAK = re.compile("<br>(?:</span>|</a>)*$")
_SPECIAL = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"})


def text_html(text: str) -> str:
    """Return text for the body of a page, its line breaks as elements."""
    if _NOT_PLAIN.search(text) is None:
        return text
    return attribute_text(lines(text)).replace("\n", "<br>")


def ended(shown: str) -> str:
    """Return what a paragraph shows with one more break after one at its end, which begins no line."""
    return f"{shown}<br>" if _LAST_BREAK.search(shown) else shown


def attribute_text(text: str) -> str:
    """Return text for a title or an attribute in double quotes; what HTML cannot hold shows as U+FFFD."""
    if _NOT_PLAIN.search(text) is None:
        return text
    return _NOT_HTML.sub("\ufffd", text).translate(_SPECIAL)


def anchor(bookmark: str) -> str:
    """Return the id of a bookmark, which holds no white space, before it is escaped."""
    return "_".join(bookmark.split())
