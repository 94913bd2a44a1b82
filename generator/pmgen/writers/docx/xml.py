"""WordprocessingML as text: elements from names and values, always escaped."""

from __future__ import annotations

from pmgen.writers.xml import DECLARATION, attribute, escape

__all__ = [
    "DECLARATION",
    "NAMESPACES",
    "attribute",
    "element",
    "emus",
    "escape",
    "half_points",
    "part",
    "twips",
]

NAMESPACES = (
    ' xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)


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
