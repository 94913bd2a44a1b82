"""Two packages compared part by part: whatever differs is told, at the place where it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice

from lxml import etree

from pmgen.ooxml.xml import Element
from pmgen.problems import LayoutPlace, message
from pmgen.verify.surplus import ANYTHING
from pmgen.verify.surplus.findings import Finding, found, short
from pmgen.verify.surplus.package import Package, canonical

Place = Callable[[Element], LayoutPlace]
Places = Callable[[str], Place]
"""What tells, for a part by its name, where each of its elements stands."""

_MOST = 8
"""How many differences of a part are told."""

_UNITS = ("}p", "}c")
"""By these it is told whether a file is still ours: paragraphs of Word and cells of Excel with text."""


def same_units(ours: Package, theirs: Package) -> float:
    """Return which share of our paragraphs or cells stands in their file to the letter."""
    mine, yours = Counter(_units(ours)), Counter(_units(theirs))
    return (mine & yours).total() / max(1, mine.total())


def _units(package: Package) -> Iterator[bytes]:
    for name in (package.main, *package.of_kind("worksheet")):
        root = package.root(name)
        for node in root.iter() if root is not None else ():
            if isinstance(node.tag, str) and node.tag.endswith(_UNITS) and any(map(len, node)):
                yield canonical(node)


def xml_differences(ours: Package, theirs: Package, places: Places) -> Iterator[Finding]:
    """Yield what differs between the parts of two packages; `places` tells where in a part of theirs."""
    for name in sorted(ours.parts.keys() | theirs.parts.keys()):
        mine, yours = ours.parts.get(name), theirs.parts.get(name)
        if mine == yours:
            continue
        if mine is None:
            text = message("pmgen writes no part {part}", part=name)
            yield found(ANYTHING, text, LayoutPlace(theirs.file, name), name, part=name)
        elif yours is None:
            text = message("the part {part} is missing", part=name)
            yield found(ANYTHING, text, LayoutPlace(theirs.file, name), name, part=name)
        else:
            yield from _of_part(name, ours, theirs, places(name))


def _of_part(name: str, ours: Package, theirs: Package, place: Place) -> Iterator[Finding]:
    mine, yours = ours.root(name), theirs.root(name)
    if mine is None or yours is None:
        text = message("the part {part} is another one", part=name)
        yield found(ANYTHING, text, LayoutPlace(theirs.file, name), name, part=name)
        return
    for node in islice(_nodes(mine, yours), _MOST):
        words = short(_words(node))
        text = message("something stands here otherwise than pmgen writes it: {words}", words=words)
        yield found(ANYTHING, text, place(node), name, words, part=name)
    if _around(mine) != _around(yours):
        text = message("notes stand around the part {part}", part=name)
        yield found(ANYTHING, text, LayoutPlace(theirs.file, name), name, part=name)


def _words(node: Element) -> str:
    """Return what an element says; one without words is named, with what it asks for."""
    if not isinstance(node.tag, str):
        return node.text or ""
    words = etree.tostring(node, encoding="unicode", method="text", with_tail=False)
    return words if words.strip() and not _is_index(node) else " ".join(_named(node))


def _is_index(node: Element) -> bool:
    """Tell whether the number in an element of a sheet is that of a text, which says nothing to people."""
    around = (each for each in (node, node.getparent()) if each is not None)
    return any(str(each.tag).endswith("}c") and each.get("t") == "s" for each in around)


def _named(node: Element) -> Iterator[str]:
    yield etree.QName(node).localname
    for name, value in node.attrib.items():
        yield f"{etree.QName(name).localname}={value!s}"


def _around(root: Element) -> list[str]:
    """Return the comments and instructions before and after a root."""
    nodes = [*root.itersiblings(preceding=True), *root.itersiblings()]
    return [etree.tostring(node, encoding="unicode", with_tail=False) for node in nodes]


def _nodes(ours: Element, theirs: Element) -> Iterator[Element]:
    """Yield the smallest elements of theirs that differ from ours."""
    if canonical(ours) == canonical(theirs):
        return
    mine, yours = list(ours), list(theirs)
    if not _same_head(ours, theirs) or (not mine and not yours):
        yield theirs
    if len(mine) == len(yours):
        for one, other in zip(mine, yours, strict=True):
            yield from _nodes(one, other)
    else:
        yield from _moved(mine, yours, theirs)


def _same_head(ours: Element, theirs: Element) -> bool:
    """Tell whether two elements say the same, apart from what stands in them."""
    tails = "".join(node.tail or "" for side in (ours, theirs) for node in side)
    texts = (ours.text or "") == (theirs.text or "") and not tails.strip()
    return texts and ours.tag == theirs.tag and ours.items() == theirs.items()


def _moved(mine: list[Element], yours: list[Element], parent: Element) -> Iterator[Element]:
    """Yield what stands too much or where something is missing."""
    known = Counter(map(canonical, mine))
    surplus = list[Element]()
    for node in yours:
        identity = canonical(node)
        if known[identity]:
            known[identity] -= 1
        else:
            surplus.append(node)
    yield from surplus or [parent]
