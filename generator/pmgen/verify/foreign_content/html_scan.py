"""Foreign content of a page, and every difference from the page that pmgen renders."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from pmgen.problems import LayoutPlace, Message, Problem, message
from pmgen.problems.message import short
from pmgen.verify.difference_report import excerpts
from pmgen.verify.foreign_content.foreign_content_report import (
    DRAWING,
    HIDDEN,
    LOOKS,
    NAVIGATION,
    PAGES,
    TEXT,
    ForeignContentReport,
)
from pmgen.verify.foreign_content.foreign_html import (
    has_no_foreign_content,
    is_own,
    own_attributes,
    report_foreign_html,
    where,
)
from pmgen.verify.foreign_content.html_atoms import (
    Atom,
    StyleDeclaration,
    Tree,
    is_foreign_declaration,
    meaning,
    style_declarations,
)
from pmgen.verify.sequence_alignment import opcodes

__all__ = ["find_foreign_content"]


_ATTRIBUTES = {
    "colspan": (PAGES, message("the cell goes over another number of columns")),
    "rowspan": (PAGES, message("the cell goes over another number of rows")),
    "href": (NAVIGATION, message("the link leads elsewhere")),
    "id": (NAVIGATION, message("the place for links has another name")),
    "src": (DRAWING, message("the picture is another one")),
    "alt": (TEXT, message("the picture is described in other words")),
    "lang": (TEXT, message("the page says that it is in another language")),
    "aria-label": (TEXT, message("other words are read aloud")),
    "aria-labelledby": (TEXT, message("other words are read aloud")),
    "class": (LOOKS, message("the looks are others")),
    "content": (PAGES, message("what the page tells programs is something else")),
}
"""The code and the words for an attribute that differs."""


def compare(ours: Tree, theirs: Tree, report: ForeignContentReport) -> None:
    """Tell every difference between what pmgen renders and a page."""
    mine, yours = _units(ours), _units(theirs)
    keys = [[_keys(unit) for unit in units] for units in (mine, yours)]
    for kind, i1, i2, j1, j2 in opcodes(*keys):
        if kind == "equal":
            continue
        for one, other in zip_longest(mine[i1:i2], yours[j1:j2], fillvalue=()):
            _Change(ours, theirs, report).report(one, other)
    _tell_styles(ours, theirs, report)


def _units(tree: Tree) -> list[list[Atom]]:
    """Return the atoms that pmgen writes, a row of a table together, all else one by one."""
    units: list[list[Atom]] = []
    row: int | None = None
    for atom in tree.atoms:
        if not is_own(atom) or "style" in atom.path:
            continue
        atom = own_attributes(atom)
        if atom.place.row is not None and row == atom.place.row and units:
            units[-1].append(atom)
        else:
            units.append([atom])
        row = atom.place.row
    return units


def _keys(unit: Sequence[Atom]) -> tuple[object, ...]:
    return tuple(atom.key for atom in unit)


_NOTHING = Atom("text", "")


class _Change:
    """A stretch of two pages that is not the same."""

    def __init__(self, ours: Tree, theirs: Tree, report: ForeignContentReport) -> None:
        self._ours, self._theirs, self._tell = ours, theirs, report

    def report(self, mine: Sequence[Atom], yours: Sequence[Atom]) -> None:
        """Tell what differs between two rows, or between two stretches outside of tables."""
        for kind, i1, i2, j1, j2 in opcodes(_keys(mine), _keys(yours)):
            if kind != "equal" and not self._stretch(mine[i1:i2], yours[j1:j2]):
                self._markup(mine[i1:i2], yours[j1:j2])

    def _stretch(self, mine: Sequence[Atom], yours: Sequence[Atom]) -> int:
        """Tell of texts and attributes; return how many problems that gave."""
        before = len(self._tell.found)
        for one, other in zip_longest(_of(mine, "text"), _of(yours, "text")):
            self._text(one, other)
        starts = list(_of(yours, "start"))
        for one in _of(mine, "start"):
            other = next((start for start in starts if start.name == one.name), None)
            if other is not None:
                starts.remove(other)
                self._attributes(one, other)
        for one, other in zip_longest(_of(mine, "declaration"), _of(yours, "declaration")):
            words = (other or one or _NOTHING).name
            text = message("the page begins otherwise: {words}", words=words)
            self._tell.error_at(PAGES, text, LayoutPlace(""))
        return len(self._tell.found) - before

    def _text(self, one: Atom | None, other: Atom | None) -> None:
        if one is not None and other is not None:
            if _bare(one.name) == _bare(other.name):
                text = message(
                    "characters that nobody sees were put into or taken out of {words}",
                    words=short(one.name),
                )
                self._tell.error_at(HIDDEN, text, where(self._theirs, other))
                return
            expected, seen = excerpts(one.name, other.name)
            text = message("{expected} should stand here, but it is {seen}", expected=expected, seen=seen)
            self._tell.error_at(TEXT, text, where(self._ours, one))
        elif one is not None:
            text = message("{expected} is missing here or stands elsewhere", expected=short(one.name))
            self._tell.error_at(TEXT, text, where(self._ours, one))
        elif other is not None:
            text = message("{seen} should not stand here", seen=short(other.name))
            self._tell.error_at(TEXT, text, where(self._theirs, other))

    def _attributes(self, one: Atom, other: Atom) -> None:
        mine, yours = dict(one.attributes), dict(other.attributes)
        for name in sorted(mine.keys() | yours.keys()):
            if mine.get(name) != yours.get(name):
                said = _ATTRIBUTES.get(name)
                code, what = said or (PAGES, message("the attribute {name} is another", name=name))
                text = message(
                    "{what}: {expected} became {seen}",
                    what=what,
                    expected=short(mine.get(name) or "—"),
                    seen=short(yours.get(name) or "—"),
                )
                self._tell.error_at(code, text, where(self._theirs, other))

    def _markup(self, mine: Sequence[Atom], yours: Sequence[Atom]) -> None:
        """Tell of elements that begin on one page only; where one ends alone, is told by what it holds."""
        for atom in _of(mine, "start"):
            text = message("an element is missing here: {words}", words=f"<{atom.name}>")
            self._tell.error_at(PAGES, text, where(self._ours, atom))
        for atom in _of(yours, "start"):
            text = message("an element stands here where pmgen writes none: {words}", words=f"<{atom.name}>")
            self._tell.error_at(PAGES, text, where(self._theirs, atom))


def _of(atoms: Sequence[Atom], kind: str) -> Iterator[Atom]:
    return (atom for atom in atoms if atom.kind == kind)


def _bare(text: str) -> str:
    """Return a text without characters that leave nothing on the screen."""
    return "".join(sign for sign in text if unicodedata.category(sign) not in ("Cf", "Cc", "Cn"))


def _tell_styles(ours: Tree, theirs: Tree, report: ForeignContentReport) -> None:
    mine, yours = (
        [rule for style in tree.styles for rule in style_declarations(style)] for tree in (ours, theirs)
    )
    for kind, i1, i2, j1, j2 in opcodes(mine, yours):
        if kind == "equal":
            continue
        for one, other in zip_longest(mine[i1:i2], yours[j1:j2]):
            if other is None or not is_foreign_declaration(other):
                _tell_rule(one, other, ours if other is None else theirs, report)


def _tell_rule(
    one: StyleDeclaration | None, other: StyleDeclaration | None, tree: Tree, report: ForeignContentReport
) -> None:
    rule = other or one
    assert rule is not None
    what: Message = meaning(rule)
    text = message(
        "the style sets {what}: {expected} became {seen}",
        what=what,
        expected=short(str(one)) if one else "—",
        seen=short(str(other)) if other else "—",
    )
    report.error_at(LOOKS, text, replace(tree.place_of(rule.classes)))


_MARK = "\ufeff"


def find_foreign_content(ours: bytes | None, theirs: bytes, name: str) -> tuple[Problem, ...]:
    """Return what `theirs` holds too much, and where it differs from `ours` if that is given."""
    report = ForeignContentReport(name)
    try:
        text = _text(theirs)
    except UnicodeDecodeError as error:
        report.unreadable(error)
        return report.problems
    if ours is None and has_no_foreign_content(text):
        return ()
    tree = Tree(text)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        report.error_at(HIDDEN, message("a null byte stands in line {line}", line=line), LayoutPlace(""))
    report_foreign_html(tree, report)
    if ours is not None:
        own = _text(ours)
        if own != text:
            mine = Tree(own)
            compare(mine, tree, report)
            if not len(report.found):
                _tell_rest(mine, tree, report)
        else:
            report.packed(message("another program has changed line ends or the mark at the beginning"))
    return report.problems


def _text(data: bytes) -> str:
    """Return the text of a page, whose line ends and first mark show nothing."""
    return data.decode("utf-8").removeprefix(_MARK).replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")


def _tell_rest(mine: Tree, yours: Tree, report: ForeignContentReport) -> None:
    """Tell of a page that is written otherwise where nothing else was found."""
    pairs = zip_longest((atom.key for atom in mine.atoms), (atom.key for atom in yours.atoms))
    if all(one == other for one, other in pairs):
        report.packed(message("another program has written this page anew; it shows and holds the same"))
    else:
        text = message("the elements of the page end elsewhere than pmgen lets them end")
        report.error_at(PAGES, text, LayoutPlace(""))
