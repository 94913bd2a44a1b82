"""Text put into XML: special characters escaped, and what XML cannot hold told from what it can."""

from __future__ import annotations

from pmgen.late_pattern import late

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

NOT_IN_XML = "\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff"
"""The characters that XML cannot hold (XML 1.0 §2.2), for a class of a regular expression."""

_NOT_XML = late(f"[{NOT_IN_XML}]")
_NOT_PLAIN = late(f'[&<>"\r\n\t{NOT_IN_XML}]')
_SPECIAL = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_IN_QUOTES = str.maketrans({'"': "&quot;"})
_IN_ATTRIBUTE = str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})


def is_legal(text: str) -> bool:
    """Tell whether XML can hold every character of a text."""
    return _NOT_XML.search(text) is None


def escape(text: str) -> str:
    """Return `text` for the inside of an element; a character that XML cannot hold shows as U+FFFD."""
    if _NOT_PLAIN.search(text) is None:
        return text
    return _NOT_XML.sub("\ufffd", text).translate(_SPECIAL)


def escape_quotes(text: str) -> str:
    """Return `text` escaped, its double quotes too."""
    return escape(text).translate(_IN_QUOTES)


def attribute_value(text: str) -> str:
    """Return `text` for the inside of an attribute in double quotes."""
    if _NOT_PLAIN.search(text) is None:
        return text
    return escape(text).translate(_IN_ATTRIBUTE)


def attribute(name: str, value: object) -> str:
    """Return one attribute with the space before it."""
    return f' {name}="{attribute_value(str(value))}"'
