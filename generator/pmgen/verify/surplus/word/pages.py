"""The pages of a Word file: their size, what stands at their head and foot, and tables that hide a part."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from pmgen.ooxml.xml import Element, R, W, is_on, value
from pmgen.problems import LayoutPlace, message
from pmgen.readers.word.units import points
from pmgen.verify.surplus.findings import Finding, found, short
from pmgen.verify.surplus.package import Package
from pmgen.verify.surplus.word.places import Story, text_of

_PAGE, _UNSEEN = "PMG757", "PMG743"
_FIRST = message("the first page has a head and foot of its own")
_MILLIMETRE = 72 / 25.4
_LOWEST, _NARROWEST = 6.0, 4.0
"""In points: in rows and columns below nothing can be read."""


def pages(main: Story, package: Package) -> Iterator[Finding]:
    """Yield the sizes of pages in their order, and every head and foot with the pages that it is for."""
    sections = list(main.root.iter(W + "sectPr"))
    for number, (size, group) in enumerate(groupby(sections, key=_size), 1):
        text = message("the pages are {size} mm", size=size)
        place = main.place(next(iter(group)))
        yield found(_PAGE, text, place, str(number), size, part=main.name)
    for section in sections:
        if is_on(section.find(W + "titlePg")):
            yield found(_PAGE, _FIRST, main.place(section), "titlePg", part=main.name)
    shown = set[str]()
    for section in sections:
        for node in section.iter(W + "headerReference", W + "footerReference"):
            relation = package.target(main.name, node.get(R + "id"))
            if relation is not None:
                shown.add(relation.target)
                yield from _edge(relation.target, node.get(W + "type", "default"), package)
    for kind in ("header", "footer"):
        for part in package.of_kind(kind):
            if part not in shown:
                yield from _edge(part, "none", package)


def _size(section: Element) -> str:
    """Return width and height in whole millimetres."""
    node = section.find(W + "pgSz")
    sides = ("11906", "16838") if node is None else (node.get(W + "w", "0"), node.get(W + "h", "0"))
    return " × ".join(f"{(points(side) or 0) / _MILLIMETRE:.0f}" for side in sides)


def _edge(part: str, kind: str, package: Package) -> Iterator[Finding]:
    root = package.root(part)
    words = "" if root is None else text_of(root)
    if words.strip():
        text = message("a head or foot of pages ({kind}) says: {words}", kind=kind, words=short(words))
        place = LayoutPlace(package.file, part, text=short(words))
        yield found(
            _PAGE, text, place, kind, "".join(filter(lambda sign: not sign.isdigit(), words)), part=part
        )


def tables(story: Story) -> Iterator[Finding]:
    """Yield what tables hide: rows too low, columns too narrow, floating tables, squeezed cells."""
    for row in story.root.iter(W + "tr"):
        height = row.find(f"{W}trPr/{W}trHeight")
        is_exact = height is not None and height.get(W + "hRule") == "exact"
        words = text_of(row) if is_exact else ""
        if words.strip() and (points(value(height)) or 0) < _LOWEST:
            yield _hidden(story, row, "row", words)
    for node in story.root.iter(W + "tcW"):
        cell = next(node.iterancestors(W + "tc"), None)
        narrow = node.get(W + "type", "dxa") == "dxa" and 0 < (points(node.get(W + "w")) or 0) < _NARROWEST
        if narrow and cell is not None and text_of(cell).strip():
            yield _hidden(story, cell, "cell", text_of(cell))
    for node in story.root.iter(W + "tblpPr", W + "tcFitText", W + "hideMark"):
        owner = next(node.iterancestors(W + "tc", W + "tbl"), node)
        if node.tag != W + "hideMark":
            yield _hidden(story, node, str(node.tag), text_of(owner))
    for node in story.root.iter(W + "textDirection"):
        turned = next(node.iterancestors(W + "tc"), None)
        if turned is not None and value(node, "lrTb") not in ("lrTb", "lr", "tb"):
            yield _hidden(story, node, "direction", text_of(turned))
    yield from _covered(story)


def _covered(story: Story) -> Iterator[Finding]:
    """Yield the text of cells that go on a merged one, which Word does not show."""
    for node in story.root.iter(W + "vMerge", W + "hMerge"):
        cell = next(node.iterancestors(W + "tc"), None)
        words = "" if cell is None or value(node, "continue") != "continue" else text_of(cell)
        if words.strip():
            yield _hidden(story, node, "merged", words)


def _hidden(story: Story, node: Element, kind: str, words: str) -> Finding:
    text = message("a table hides or moves what it holds: {words}", words=short(words))
    return found(_UNSEEN, text, story.place(node, words), kind, words, part=story.name)
