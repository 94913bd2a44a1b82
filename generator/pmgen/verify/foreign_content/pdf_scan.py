"""Foreign content of a PDF, and every difference from the one that pmgen renders, page by page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from pmgen.formats.pdf.read import contents
from pmgen.formats.pdf.read.page_marks import DrawnShape, Stroke
from pmgen.formats.pdf.read.page_operators import Content
from pmgen.formats.pdf.read.pdf_contents import pages
from pmgen.formats.pdf.read.pdf_scanner import open_pdf
from pmgen.opc.office_package import Damaged
from pmgen.problems import Problem, message
from pmgen.problems.message import short
from pmgen.verify.difference_report import excerpts
from pmgen.verify.foreign_content.foreign_content_report import (
    DRAWING,
    FOREIGN,
    HIDDEN,
    LOOKS,
    PAGES,
    TEXT,
    ForeignContentReport,
)
from pmgen.verify.foreign_content.foreign_pdf_entries import report_foreign_pdf_entries
from pmgen.verify.foreign_content.pdf_glyphs import tell_missing, tell_redrawn
from pmgen.verify.foreign_content.pdf_navigation import (
    ComparedPdf,
    first_difference,
    tell_navigation,
    tell_outline,
    tell_properties,
)
from pmgen.verify.foreign_content.scanned_pdf import (
    PageBackground,
    PairedLists,
    ScannedPdf,
    ShownCharacter,
    WordsOnPage,
    drawn,
    looks_alike,
    pair_drawn,
    pair_signs,
    recast,
    runs,
    signs,
)
from pmgen.verify.sequence_alignment import opcodes

__all__ = ["find_foreign_content"]


_NEAR = 1.0


def paired_pages(ours: ScannedPdf, theirs: ScannedPdf, report: ForeignContentReport) -> list[tuple[int, int]]:
    """Return which pages belong together, from 1; tell of those that stand alone, and of other sizes."""
    if len(ours.leaves) != len(theirs.leaves):
        text = message(
            "the file should have {expected} pages, but has {seen}",
            expected=len(ours.leaves),
            seen=len(theirs.leaves),
        )
        report.error(PAGES, text)
    pairs: list[tuple[int, int]] = []
    for one, other in _aligned(_texts(ours), _texts(theirs)):
        if one is None and other is not None:
            text = message("this page is too many: {words}", words=short(_texts(theirs)[other - 1]) or "—")
            report.error(PAGES, text, other)
        elif one is not None and other is None:
            text = message(
                "page {page} is missing or stands elsewhere: {words}",
                page=one,
                words=short(_texts(ours)[one - 1]) or "—",
            )
            report.error(PAGES, text)
        elif one is not None and other is not None:
            pairs.append((one, other))
            _tell_size(ours, theirs, one, other, report)
    return pairs


def _texts(opened: ScannedPdf) -> list[str]:
    return ["".join(piece.text for piece in content.pieces) for content in opened.contents]


def _aligned(mine: list[str], yours: list[str]) -> Iterator[tuple[int | None, int | None]]:
    if len(mine) == len(yours) and sorted(mine) != sorted(yours):
        yield from ((number, number) for number in range(1, len(mine) + 1))
        return
    for kind, i1, i2, j1, j2 in opcodes(mine, yours):
        one, other = range(i1 + 1, i2 + 1), range(j1 + 1, j2 + 1)
        yield from zip_longest(one, other) if kind != "equal" else zip(one, other, strict=True)


def _tell_size(
    ours: ScannedPdf, theirs: ScannedPdf, one: int, other: int, report: ForeignContentReport
) -> None:
    mine = ours.file.numbers(ours.leaves[one - 1].get("MediaBox"))
    yours = theirs.file.numbers(theirs.leaves[other - 1].get("MediaBox"))
    if len(mine) != len(yours) or any(abs(a - b) > _NEAR for a, b in zip(mine, yours, strict=True)):
        text = message(
            "the page should measure {expected} points, but measures {seen}",
            expected=" ".join(f"{value:g}" for value in mine),
            seen=" ".join(f"{value:g}" for value in yours),
        )
        report.error(PAGES, text, other)


_HIDINGS = {
    "mode": message("it is set to be invisible"),
    "tiny": message("it is too small to be seen"),
    "outside": message("it stands outside of the page"),
    "covered": message("something is drawn over it"),
    "colour": message("it has the colour of its ground"),
}


def compare(ours: ScannedPdf, theirs: ScannedPdf, report: ForeignContentReport) -> None:
    """Tell every difference between what pmgen renders and a file that is not equal to it."""
    mine, yours = ComparedPdf(ours.file, list(ours.leaves)), ComparedPdf(theirs.file, list(theirs.leaves))
    tell_properties(mine, yours, report)
    same_fonts = theirs.faces <= ours.faces
    if not same_fonts:
        _tell_fonts(ours, theirs, report)
    pairs = paired_pages(ours, theirs, report)
    for one, other in pairs:
        if _marks(ours, one) != _marks(theirs, other):
            _Pages(ours, theirs, (one, other), report).compare(same_fonts)
    tell_redrawn(ours.fonts, theirs.fonts, report)
    if not same_fonts:
        tell_outline(mine, yours, report, by_title=True)
    elif len(pairs) == len(ours.leaves) == len(theirs.leaves):
        tell_navigation(mine, yours, report)
    if same_fonts and not report.found.has_errors:
        _tell_rest(mine, yours, report)
    elif theirs.file.repacked:
        report.packed(message("another program has packed this file again"))


def _marks(opened: ScannedPdf, number: int) -> tuple[object, ...]:
    content, pictures = opened.contents[number - 1], opened.pictures(number)
    return tuple(
        mark._replace(name=pictures.get(mark.name, "")) if isinstance(mark, DrawnShape) else mark
        for mark in content.marks
    )


def _tell_fonts(ours: ScannedPdf, theirs: ScannedPdf, report: ForeignContentReport) -> None:
    text = message(
        "the file is set in {seen}, this machine sets it in {expected}: the texts were compared, "
        "not where each character stands",
        seen="、".join(sorted(theirs.faces - ours.faces)) or "—",
        expected="、".join(sorted(ours.faces - theirs.faces)) or "—",
    )
    report.trace(text)


def _tell_rest(mine: ComparedPdf, yours: ComparedPdf, report: ForeignContentReport) -> None:
    path = first_difference(mine, yours)
    if path is not None:
        text = message("something in the file is not what pmgen writes: {path}", path=path or "/")
        report.error(FOREIGN, text)
    elif len(report.found):
        report.packed(message("another program has packed this file again"))
    else:
        text = message("another program has packed this file again; all that it shows and holds is the same")
        report.packed(text)


class _Pages:
    """A page as pmgen draws it beside the same page of a file."""

    def __init__(
        self, ours: ScannedPdf, theirs: ScannedPdf, numbers: tuple[int, int], report: ForeignContentReport
    ) -> None:
        own, number = numbers
        self._ours, self._theirs, self._own, self._number, self._tell = ours, theirs, own, number, report
        self._mine: Content = ours.contents[own - 1]
        self._yours: Content = theirs.contents[number - 1]
        self._ground = PageBackground(self._yours, theirs.box(number))
        self._own_ground = PageBackground(self._mine, ours.box(own))
        self._words = ours.words(own)
        self._their_words: WordsOnPage = theirs.words(number)
        self._own_faces, self._faces = ours.font_names(own), theirs.font_names(number)

    def compare(self, same_fonts: bool) -> None:
        """Tell what differs in text, its looks, and all that is drawn."""
        paired = pair_signs(signs(self._mine), signs(self._yours), anywhere=not same_fonts)
        self._tell_texts(paired)
        self._tell_looks(paired, same_fonts)
        self._tell_drawing(same_fonts)

    def _tell_texts(self, paired: PairedLists) -> None:
        extra = list(runs(paired.extra))
        for run in runs(paired.lost):
            over = [other for other in extra if _overlap(run, other)]
            extra = [other for other in extra if other not in over]
            said = "".join(_said(other) for other in over)
            where = self._words.at(run[0].x, run[0].y)
            text = message("{expected} is missing here or stands elsewhere", expected=_said(run))
            if over:
                seen = self._their_words.at(over[0][0].x, over[0][0].y)
                due, shown = excerpts(where, seen) if where != seen else (_said(run), said)
                text = message("{expected} should stand here, but it is {seen}", expected=due, seen=shown)
            self._tell.error(TEXT, text, self._number, where)
        for run in extra:
            reason = self._ground.hides(run[0])
            where = self._their_words.at(run[0].x, run[0].y)
            if reason:
                text = message(
                    "hidden text stands here: {seen}; {reason}", seen=_said(run), reason=_HIDINGS[reason]
                )
                self._tell.error(HIDDEN, text, self._number, where)
            else:
                text = message("{seen} should not stand here", seen=_said(run))
                self._tell.error(TEXT, text, self._number, where)

    def _tell_looks(self, paired: PairedLists, same_fonts: bool) -> None:
        hidden: dict[str, list[ShownCharacter]] = {}
        other: list[ShownCharacter] = []
        for mine, yours in paired.same:
            reason = self._ground.hides(yours)
            if reason and not self._own_ground.hides(mine):
                hidden.setdefault(reason, []).append(yours)
            elif not looks_alike(mine.piece, yours.piece) or (
                same_fonts and self._own_faces.get(mine.piece.font) != self._faces.get(yours.piece.font)
            ):
                other.append(yours)
        for reason, found in hidden.items():
            for run in runs(found):
                text = message(
                    "{expected} cannot be seen: {reason}", expected=_said(run), reason=_HIDINGS[reason]
                )
                self._tell.error(HIDDEN, text, self._number, self._words.at(run[0].x, run[0].y))
        for run in runs(other):
            text = message("{expected} has another size, colour, font or manner", expected=_said(run))
            self._tell.error(LOOKS, text, self._number, self._words.at(run[0].x, run[0].y))

    def _tell_drawing(self, same_fonts: bool) -> None:
        mine = drawn(self._mine, self._ours.pictures(self._own))
        yours = drawn(self._yours, self._theirs.pictures(self._number))
        if same_fonts:
            lost, extra = pair_drawn(mine, yours)
        else:
            # Where other fonts move the lines, what counts is that no other kind of mark is among them.
            known = {mark._replace(box=_NOWHERE) for mark in mine}
            lost = []
            extra = [mark for mark in yours if mark._replace(box=_NOWHERE) not in known or self._struck(mark)]
        for mark in recast(lost, extra):
            text = message("{what} looks otherwise than pmgen draws it", what=_KINDS[mark.kind])
            self._tell.error(DRAWING, text, self._number, self._words.inside(*mark.box))
        for mark in extra:
            struck = self._struck(mark)
            if struck:
                text = message("a line is drawn through {words}", words=struck)
            else:
                text = message("{what} is drawn here that pmgen does not draw", what=_KINDS[mark.kind])
            self._tell.error(DRAWING, text, self._number, struck or self._their_words.inside(*mark.box))
        for mark in lost:
            text = message("{what} is missing here or lies elsewhere", what=_KINDS[mark.kind])
            self._tell.error(DRAWING, text, self._number, self._words.inside(*mark.box))

    def _struck(self, mark: DrawnShape) -> str:
        """Return the text that a line goes through."""
        left, low, right, high = mark.box
        if high - low > 3:
            return ""
        middle = (low + high) / 2
        return "".join(
            sign.character
            for sign in signs(self._yours)
            if left <= sign.middle[0] <= right and sign.y < middle < sign.y + sign.piece.size * 0.8
        )


_NOWHERE = Stroke(0, 0, 0, 0)
_KINDS = {
    "line": message("a line"),
    "area": message("an area of colour"),
    "picture": message("a picture"),
    "drawing": message("a drawing"),
}


def _said(run: Sequence[ShownCharacter]) -> str:
    return "".join(sign.character for sign in run)


def _overlap(one: Sequence[ShownCharacter], other: Sequence[ShownCharacter]) -> bool:
    if abs(one[0].y - other[0].y) > one[0].piece.size / 2:
        return False
    return one[0].x <= other[-1].x + other[-1].width and other[0].x <= one[-1].x + one[-1].width


def find_foreign_content(ours: bytes | None, theirs: bytes, name: str) -> tuple[Problem, ...]:
    """Return what `theirs` holds too much, and where it differs from `ours` if that is given."""
    report = ForeignContentReport(name)
    try:
        file = open_pdf(theirs)
        if "Encrypt" in file.trailer:
            report.error(FOREIGN, message("the file is encrypted: nobody can tell what is in it"))
            return report.problems
        opened = ScannedPdf(file, pages(file), contents(theirs))
    except Damaged as error:
        report.unreadable(error)
        return report.problems
    report_foreign_pdf_entries(opened, report, compared=ours is not None)
    tell_missing(opened.fonts, report)
    if ours is not None:
        own = open_pdf(ours)
        compare(ScannedPdf(own, pages(own), contents(ours)), opened, report)
    return report.problems
