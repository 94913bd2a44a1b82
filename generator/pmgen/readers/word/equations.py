"""Equations as a line of plain text, as people type them: (a+b)/c."""

from __future__ import annotations

import re

from pmgen.ooxml.xml import Element, M

_COMPOUND = re.compile(r"[-+−±×÷*/=\s]")


def in_line(node: Element) -> str:
    """Return what an equation says, a fraction with its stroke (ISO 29500-1 §22.1.2.36)."""
    if node.tag == M + "t":
        return node.text or ""
    if node.tag == M + "f" and node.find(f"{M}fPr/{M}type[@{M}val='noBar']") is None:
        return "/".join(_part(node.find(M + name)) for name in ("num", "den"))
    return "".join(map(in_line, node))


def _part(node: Element | None) -> str:
    text = "" if node is None else in_line(node)
    return f"({text})" if _COMPOUND.search(text) else text
