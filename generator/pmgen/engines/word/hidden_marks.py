"""Paragraphs whose mark is hidden: they have no end of their own, and an empty one is not seen at all."""

from __future__ import annotations

import re

from pmgen.engines.word.leftovers import is_blank
from pmgen.ooxml.xml import Element, W, is_on

_CONTROL = re.compile(r"[{｛][%％#＃].*?[%％#＃][}｝]")
_BLOCKS = (W + "p", W + "tbl", W + "sdt")
_AFTER_SPACING = frozenset(
    W + name
    for name in re.findall(
        r"\w+",
        "ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap "
        "outlineLvl divId cnfStyle rPr sectPr pPrChange",
    )
)
"""What comes after the spacing in the look of a paragraph, as its schema orders it."""


def show_hidden_marks(root: Element) -> list[Element]:
    """Show the marks of a part's paragraphs, and take out those that are empty and not seen.

    Return the paragraphs that Word shows in one line with what follows them.
    """
    return [paragraph for paragraph in list(root.iter(W + "p")) if _ran_on(paragraph)]


def _ran_on(paragraph: Element) -> bool:
    """Show the mark of a paragraph; tell whether its words had run on into the next paragraph.

    A paragraph whose mark is hidden has no end of its own (ISO 29500-1 §17.3.2.41): an empty one is not
    seen at all, and goes; where it keeps two tables apart, it stays as low as a line can be. The last one
    of a cell or a page's head has an end in any case.
    """
    following = next(paragraph.itersiblings(*_BLOCKS), None)
    if not _was_hidden(paragraph) or following is None:
        return False
    if any(child.tag != W + "pPr" for child in paragraph):
        words = _CONTROL.sub("", "".join(text.text or "" for text in paragraph.iter(W + "t")))
        return following.tag == W + "p" and not is_blank(words)
    before = next(paragraph.itersiblings(*_BLOCKS, preceding=True), None)
    parent = paragraph.getparent()
    if before is not None and W + "p" not in (before.tag, following.tag):
        _flatten(paragraph)
    elif parent is not None and paragraph.find(f"{W}pPr/{W}sectPr") is None:
        parent.remove(paragraph)
    return False


def _was_hidden(paragraph: Element) -> bool:
    """Take the hiding from a paragraph's mark; tell whether it was hidden."""
    looks = paragraph.find(f"{W}pPr/{W}rPr")
    if looks is None:
        return False
    switches = list(looks.iterchildren(W + "vanish", W + "specVanish"))
    for switch in switches:
        looks.remove(switch)
    return any(map(is_on, switches))


def _flatten(paragraph: Element) -> None:
    """Make an empty paragraph as low as a line can be: a point."""
    properties = paragraph.find(W + "pPr")
    assert properties is not None
    for spacing in list(properties.iterchildren(W + "spacing")):
        properties.remove(spacing)
    spacing = paragraph.makeelement(
        W + "spacing", {W + "before": "0", W + "after": "0", W + "line": "20", W + "lineRule": "exact"}
    )
    at = next((i for i, child in enumerate(properties) if child.tag in _AFTER_SPACING), len(properties))
    properties.insert(at, spacing)
