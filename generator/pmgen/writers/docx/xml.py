"""WordprocessingML as text: elements from names and values, always escaped."""

from __future__ import annotations

import re

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NAMESPACES = (
    ' xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPECIAL = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"})
_IN_ATTRIBUTE = str.maketrans({"\n": "&#10;", "\t": "&#9;"})


def escape(text: str) -> str:
    """Return `text` for XML; a character that XML cannot hold shows as U+FFFD."""
    return _NOT_XML.sub("\ufffd", text).translate(_SPECIAL)


def attribute(name: str, value: object) -> str:
    """Return one attribute with the space before it."""
    return f' {name}="{escape(str(value)).translate(_IN_ATTRIBUTE)}"'


def element(name: str, /, *children: str, **attributes: object) -> str:
    """Return the element `w:name`; its attributes are of the same namespace, None leaves one out."""
    given = "".join(attribute(f"w:{key}", value) for key, value in attributes.items() if value is not None)
    content = "".join(children)
    return f"<w:{name}{given}>{content}</w:{name}>" if content else f"<w:{name}{given}/>"


def part(name: str, content: str) -> str:
    """Return a whole part whose root is `w:name`."""
    return f"{DECLARATION}<w:{name}{NAMESPACES}>{content}</w:{name}>"


def twips(points: float) -> int:
    """Return points as twentieths of a point."""
    return round(points * 20)


def half_points(points: float) -> int:
    """Return points as half points."""
    return round(points * 2)


def emus(points: float) -> int:
    """Return points as English metric units."""
    return round(points * 12700)
