"""How Word and Excel files are scanned: by themselves, or part by part beside what pmgen writes."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice

from lxml import etree

from pmgen.opc.office_xml import Element
from pmgen.opc.package_writing import CONTENT_TYPES
from pmgen.problems import LayoutPlace, Problem, message
from pmgen.verify.foreign_content import OTHER_DIFFERENCE
from pmgen.verify.foreign_content.foreign_content_report import (
    ForeignContent,
    foreign_content_of,
    possibly_foreign,
    shortened,
)
from pmgen.verify.foreign_content.foreign_parts import foreign_parts, foreign_properties, program
from pmgen.verify.foreign_content.package_scan import (
    ScannedPackage,
    UnfitPackage,
    canonical,
    open_package,
)

PlaceOfElement = Callable[[Element], LayoutPlace]
PlacesOfParts = Callable[[str], PlaceOfElement]
"""What tells, for a part by its name, where each of its elements stands."""

_MOST = 8
"""How many differences of a part are told."""

_UNITS = ("}p", "}c")
"""By these it is told whether a file is still ours: paragraphs of Word and cells of Excel with text."""


def same_units(ours: ScannedPackage, theirs: ScannedPackage) -> float:
    """Return which share of our paragraphs or cells stands in their file to the letter."""
    mine, yours = Counter(_units(ours)), Counter(_units(theirs))
    return (mine & yours).total() / max(1, mine.total())


def _units(package: ScannedPackage) -> Iterator[bytes]:
    for name in (package.main, *package.of_kind("worksheet")):
        root = package.root(name)
        for node in root.iter() if root is not None else ():
            if isinstance(node.tag, str) and node.tag.endswith(_UNITS) and any(map(len, node)):
                yield canonical(node)


def xml_differences(
    ours: ScannedPackage, theirs: ScannedPackage, places: PlacesOfParts
) -> Iterator[ForeignContent]:
    """Yield what differs between the parts of two packages; `places` tells where in a part of theirs."""
    for name in sorted(ours.parts.keys() | theirs.parts.keys()):
        mine, yours = ours.parts.get(name), theirs.parts.get(name)
        if mine == yours:
            continue
        if mine is None:
            text = message("pmgen writes no part {part}", part=name)
            yield possibly_foreign(OTHER_DIFFERENCE, text, LayoutPlace(theirs.file, name), name, part=name)
        elif yours is None:
            text = message("the part {part} is missing", part=name)
            yield possibly_foreign(OTHER_DIFFERENCE, text, LayoutPlace(theirs.file, name), name, part=name)
        else:
            yield from _of_part(name, ours, theirs, places(name))


def _of_part(
    name: str, ours: ScannedPackage, theirs: ScannedPackage, place: PlaceOfElement
) -> Iterator[ForeignContent]:
    mine, yours = ours.root(name), theirs.root(name)
    if mine is None or yours is None:
        text = message("the part {part} is another one", part=name)
        yield possibly_foreign(OTHER_DIFFERENCE, text, LayoutPlace(theirs.file, name), name, part=name)
        return
    for node in islice(_nodes(mine, yours), _MOST):
        words = shortened(_words(node))
        text = message("something stands here otherwise than pmgen writes it: {words}", words=words)
        yield possibly_foreign(OTHER_DIFFERENCE, text, place(node), name, words, part=name)
    if _around(mine) != _around(yours):
        text = message("notes stand around the part {part}", part=name)
        yield possibly_foreign(OTHER_DIFFERENCE, text, LayoutPlace(theirs.file, name), name, part=name)


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
    left_over = list[Element]()
    for node in yours:
        identity = canonical(node)
        if known[identity]:
            known[identity] -= 1
        else:
            left_over.append(node)
    yield from left_over or [parent]


_STRUCTURE, _SAVED = "PMG750", "PMG759"
_LISTS = (".rels", CONTENT_TYPES)
"""Parts that change with others, and are told of only where nothing else has changed."""

_OUR_OWN = 0.5
"""From which share of pieces that are ours to the letter no program can have written the file anew."""


class OfficeScan(ABC):
    """What a format can hold."""

    @abstractmethod
    def never(self, package: ScannedPackage) -> Iterator[ForeignContent]:
        """Yield what no file of ours holds; quick, for every file that is written is examined so."""

    @abstractmethod
    def held(self, package: ScannedPackage) -> Iterator[ForeignContent]:
        """Yield what a file of ours may hold too, and then the same."""

    @abstractmethod
    def altered(self, ours: ScannedPackage, theirs: ScannedPackage) -> Iterator[ForeignContent]:
        """Yield where the same things look otherwise."""

    @abstractmethod
    def place(self, package: ScannedPackage, part: str) -> PlaceOfElement:
        """Return what tells where an element of a part stands."""


def scan_office_file(
    holdings: OfficeScan, ours: bytes | None, theirs: bytes, name: str
) -> tuple[Problem, ...]:
    """Return what a file holds that pmgen would not have written."""
    try:
        package = open_package(theirs, name)
    except UnfitPackage:
        text = message("the file is not packed as office programs do, and so may hide anything")
        return (possibly_foreign(_STRUCTURE, text, LayoutPlace(name)).problem,)
    if ours is None:
        by_itself = [*package.around, *foreign_parts(package), *holdings.never(package)]
        return _problems([finding for finding in by_itself if finding.foreign])
    return _problems(_beside(holdings, open_package(ours, name), package))


def _problems(findings: Sequence[ForeignContent]) -> tuple[Problem, ...]:
    """Return the problems, what two ways of looking found once, in the words of the first."""
    first: dict[tuple[object, ...], Problem] = {}
    for problem in (finding.problem for finding in findings):
        first.setdefault((problem.code, problem.message, problem.places), problem)
    return tuple(first.values())


def _beside(holdings: OfficeScan, ours: ScannedPackage, theirs: ScannedPackage) -> list[ForeignContent]:
    both = [list(_all(holdings, package)) for package in (theirs, ours)]
    findings = [*foreign_content_of(*both), *holdings.altered(ours, theirs)]
    saved_by = program(theirs)
    if saved_by and _is_written_anew(ours, theirs):
        return [*findings, _saved_again(saved_by, ours, theirs)]
    told = [finding for finding in findings if finding.problem.is_error]
    findings += _untold(told, xml_differences(ours, theirs, partial(holdings.place, theirs)))
    return findings or [_packed_otherwise(theirs)]


def _all(holdings: OfficeScan, package: ScannedPackage) -> Iterator[ForeignContent]:
    yield from package.around
    yield from foreign_parts(package)
    yield from foreign_properties(package)
    yield from holdings.never(package)
    yield from holdings.held(package)
    for part in package.unreadable:
        text = message("the part {part} cannot be read", part=part)
        yield possibly_foreign(_STRUCTURE, text, LayoutPlace(package.file, part), part, part=part)


def _is_written_anew(ours: ScannedPackage, theirs: ScannedPackage) -> bool:
    """Tell whether a program wrote the contents in its own way, and did not only leave its name."""
    return same_units(ours, theirs) < _OUR_OWN


def _untold(
    told: Sequence[ForeignContent], differences: Iterator[ForeignContent]
) -> Iterator[ForeignContent]:
    """Yield the differences at places of which nothing has been said yet."""
    spots = {_spot(finding) for finding in told}
    parts = {finding.part for finding in told}
    found_here = list(differences)
    plain = [finding for finding in found_here if not finding.part.endswith(_LISTS)]
    for finding in plain if told or plain else found_here:
        spot = _spot(finding)
        if spot not in spots and (any(spot[1:]) or finding.part not in parts):
            yield finding


def _spot(finding: ForeignContent) -> tuple[object, ...]:
    place = finding.problem.places[0]
    assert isinstance(place, LayoutPlace)
    sheet, _, cell = place.part.rpartition("!")
    return (finding.part, sheet and cell, place.table, place.row, place.cell, place.paragraph)


def _saved_again(program: str, ours: ScannedPackage, theirs: ScannedPackage) -> ForeignContent:
    """Return that a program wrote all parts anew, and which it brought and which it dropped."""
    new = sorted(theirs.parts.keys() - ours.parts.keys())
    gone = sorted(ours.parts.keys() - theirs.parts.keys())
    text = message(
        "{program} saved this file again; what it shows and holds was compared, not each byte "
        "(new parts: {new}; parts that are gone: {gone})",
        program=program,
        new=" ".join(new) or "-",
        gone=" ".join(gone) or "-",
    )
    hint = message("publish the file that pmgen wrote, so that everybody can check it byte by byte")
    return possibly_foreign(_SAVED, text, LayoutPlace(theirs.file), hint=hint)


def _packed_otherwise(theirs: ScannedPackage) -> ForeignContent:
    text = message("the file is packed otherwise; all that is in it is the same")
    hint = message("nothing needs to be done")
    return possibly_foreign(_SAVED, text, LayoutPlace(theirs.file), hint=hint)
