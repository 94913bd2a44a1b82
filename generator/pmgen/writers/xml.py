"""XML as text, for the writers of office packages: always escaped, and quick where nothing is to escape."""

from __future__ import annotations

import re

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_PLAIN = re.compile('[&<>"\r\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]')
_SPECIAL = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"})
_IN_ATTRIBUTE = str.maketrans({"\n": "&#10;", "\t": "&#9;"})


def escape(text: str) -> str:
    """Return `text` for XML; a character that XML cannot hold shows as U+FFFD."""
    if _NOT_PLAIN.search(text) is None:
        return text
    return _NOT_XML.sub("\ufffd", text).translate(_SPECIAL)


def attribute(name: str, value: object) -> str:
    """Return one attribute with the space before it."""
    return f' {name}="{escape(str(value)).translate(_IN_ATTRIBUTE)}"'
