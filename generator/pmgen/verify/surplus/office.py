"""How Word and Excel files are examined: by themselves, or beside what pmgen writes for the same document."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from functools import partial

from pmgen.problems import LayoutPlace, Problem, message
from pmgen.verify.surplus.archives import Unfit
from pmgen.verify.surplus.differences import Place, same_units, xml_differences
from pmgen.verify.surplus.findings import Finding, found, surplus_of
from pmgen.verify.surplus.package import CONTENT_TYPES, Package, open_package
from pmgen.verify.surplus.properties import program, property_findings
from pmgen.verify.surplus.strangers import strange_parts

_STRUCTURE, _SAVED = "PMG750", "PMG759"
_LISTS = (".rels", CONTENT_TYPES)
"""Parts that change with others, and are told of only where nothing else has changed."""

_OUR_OWN = 0.5
"""From which share of pieces that are ours to the letter no program can have written the file anew."""


class Holdings(ABC):
    """What a format can hold."""

    @abstractmethod
    def never(self, package: Package) -> Iterator[Finding]:
        """Yield what no file of ours holds; quick, for every file that is written is examined so."""

    @abstractmethod
    def held(self, package: Package) -> Iterator[Finding]:
        """Yield what a file of ours may hold too, and then the same."""

    @abstractmethod
    def altered(self, ours: Package, theirs: Package) -> Iterator[Finding]:
        """Yield where the same things look otherwise."""

    @abstractmethod
    def place(self, package: Package, part: str) -> Place:
        """Return what tells where an element of a part stands."""


def examine(holdings: Holdings, ours: bytes | None, theirs: bytes, name: str) -> tuple[Problem, ...]:
    """Return what a file holds that pmgen would not have written."""
    try:
        package = open_package(theirs, name)
    except Unfit:
        text = message("the file is not packed as office programs do, and so may hide anything")
        return (found(_STRUCTURE, text, LayoutPlace(name)).problem,)
    if ours is None:
        by_itself = [*package.around, *strange_parts(package), *holdings.never(package)]
        return _problems([finding for finding in by_itself if finding.foreign])
    return _problems(_beside(holdings, open_package(ours, name), package))


def _problems(findings: Sequence[Finding]) -> tuple[Problem, ...]:
    """Return the problems, what two ways of looking found once, in the words of the first."""
    first: dict[tuple[object, ...], Problem] = {}
    for problem in (finding.problem for finding in findings):
        first.setdefault((problem.code, problem.message, problem.places), problem)
    return tuple(first.values())


def _beside(holdings: Holdings, ours: Package, theirs: Package) -> list[Finding]:
    both = [list(_all(holdings, package)) for package in (theirs, ours)]
    findings = [*surplus_of(*both), *holdings.altered(ours, theirs)]
    saved_by = program(theirs)
    if saved_by and _is_written_anew(ours, theirs):
        return [*findings, _saved_again(saved_by, ours, theirs)]
    told = [finding for finding in findings if finding.problem.is_error]
    findings += _untold(told, xml_differences(ours, theirs, partial(holdings.place, theirs)))
    return findings or [_packed_otherwise(theirs)]


def _all(holdings: Holdings, package: Package) -> Iterator[Finding]:
    yield from package.around
    yield from strange_parts(package)
    yield from property_findings(package)
    yield from holdings.never(package)
    yield from holdings.held(package)
    for part in package.unreadable:
        text = message("the part {part} cannot be read", part=part)
        yield found(_STRUCTURE, text, LayoutPlace(package.file, part), part, part=part)


def _is_written_anew(ours: Package, theirs: Package) -> bool:
    """Tell whether a program wrote the contents in its own way, and did not only leave its name."""
    return same_units(ours, theirs) < _OUR_OWN


def _untold(told: Sequence[Finding], differences: Iterator[Finding]) -> Iterator[Finding]:
    """Yield the differences at places of which nothing has been said yet."""
    spots = {_spot(finding) for finding in told}
    parts = {finding.part for finding in told}
    found_here = list(differences)
    plain = [finding for finding in found_here if not finding.part.endswith(_LISTS)]
    for finding in plain if told or plain else found_here:
        spot = _spot(finding)
        if spot not in spots and (any(spot[1:]) or finding.part not in parts):
            yield finding


def _spot(finding: Finding) -> tuple[object, ...]:
    place = finding.problem.places[0]
    assert isinstance(place, LayoutPlace)
    sheet, _, cell = place.part.rpartition("!")
    return (finding.part, sheet and cell, place.table, place.row, place.cell, place.paragraph)


def _saved_again(program: str, ours: Package, theirs: Package) -> Finding:
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
    return found(_SAVED, text, LayoutPlace(theirs.file), hint=hint)


def _packed_otherwise(theirs: Package) -> Finding:
    text = message("the file is packed otherwise; all that is in it is the same")
    hint = message("nothing needs to be done")
    return found(_SAVED, text, LayoutPlace(theirs.file), hint=hint)
