"""Compare the heads and feet of pages, each with what stands on pages of its kind: ordinary, first, even."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from pmgen.readers.seen import PAGE, Edges, Seen, Words
from pmgen.verify.telling import Teller
from pmgen.verify.texts import exact, squeezed

LEADERS = frozenset(".·…•_-")
_SIDES = re.compile("[\t\n]")


def compare_edges(expected: Seen, seen: Seen, tell: Teller) -> None:
    """Tell what no head or foot of a file says that is for the same pages."""
    ours, theirs = _by_pages(expected.edges), _by_pages(seen.edges)
    known = {pages: frozenset(edges) for pages, edges in theirs.items()}
    missing = (
        edge
        for pages, edges in ours.items()
        for edge in edges
        if edge not in known[pages] and not any(exact(edge, other) for other in theirs[pages])
    )
    for edge in dict.fromkeys(missing):
        tell.missing_words(None, edge)


def in_sheets(sections: Sequence[Edges]) -> list[Edges]:
    """Return what the heads and feet of sheets must say: a section that shows nothing else has no sheet."""
    return [edges for edges in sections if not edges.alone]


def in_browsers(sections: Sequence[Edges]) -> list[Edges]:
    """Return what must be printed by browsers, which know no first page but that of the document."""
    return [replace(edges, first=None) if number else edges for number, edges in enumerate(sections)]


def compare_pieces(expected: Sequence[Edges], seen: Seen, tell: Teller) -> None:
    """Tell what is missing where heads and feet have lines on the left, in the middle and on the right only.

    The cells of a table and the sides of a tab may stand in any of them.
    """
    ours = _by_pages(expected)
    theirs = {pages: [*map(squeezed, lines)] for pages, lines in _by_pages(seen.edges).items()}
    known = {pages: (frozenset(lines), "\n".join(lines)) for pages, lines in theirs.items()}
    for pages, edges in ours.items():
        lines, whole = known[pages]
        for edge in edges:
            pieces = map(squeezed, _SIDES.split(edge))
            if not all(piece in lines or piece in whole for piece in pieces):
                tell.missing_words(None, edge)


def _by_pages(sections: Iterable[Edges]) -> dict[str, list[str]]:
    """Return the lines that are not blank, by the pages that they are for."""
    found: dict[str, dict[str, None]] = {"ordinary": {}, "first": {}, "even": {}, "unused": {}}
    for edges in sections:
        for pages, lines in found.items():
            lines.update(dict.fromkeys(filter(str.strip, getattr(edges, pages) or ())))
    return {pages: list(lines) for pages, lines in found.items()}


def compare_pages(
    pieces: Sequence[Words], sections: Sequence[Edges], count: int
) -> tuple[list[Words], list[str]]:
    """Return the pieces of heads and feet that do not belong on their page, and what a page lacks.

    Sections follow each other and each begins a page, but not where: so all sections are kept in mind to
    which a page can belong by what its head and foot say.
    """
    known, pages = list(_merged(sections)) or [Edges()], _by_number(pieces)
    extra, missing = list[Words](), dict[str, None]()
    before = frozenset([-1])
    for number in range(1, count + 1):
        page = _Page(number, pages.get(number, []))
        reached = [(section, False) for section in before if section >= 0]
        reached += [(section + 1, True) for section in before if section + 1 < len(known)]
        left = {
            (section, is_first): page.beside(known[section].on(number, is_first))
            for section, is_first in reached
        }
        whole = {section for (section, _), (too_many, lacking) in left.items() if not too_many + lacking}
        if not whole:
            best = min(left.values(), key=lambda item: len(item[0]) + len(item[1]))
            extra += best[0]
            missing |= dict.fromkeys(best[1])
        before = frozenset(whole or {section for section, _ in left})
    return extra, list(missing)


def _merged(sections: Sequence[Edges]) -> Iterator[Edges]:
    """Yield the sections, those as one that follow each other and whose pages say the same."""
    last: Edges | None = None
    for edges in sections:
        if edges != last or edges.first is not None:
            yield edges
        last = edges


def _by_number(pieces: Sequence[Words]) -> dict[int, list[Words]]:
    pages: dict[int, list[Words]] = {}
    for piece in pieces:
        pages.setdefault(int(piece.place), []).append(piece)
    return pages


_Left = tuple[list[Words], list[str]]


@dataclass(frozen=True, slots=True)
class _Page:
    """A page with what its head and foot say, compared once with each set of lines that it may have."""

    number: int
    pieces: Sequence[Words]
    known: dict[tuple[str, ...], _Left] = field(default_factory=dict)

    def beside(self, lines: tuple[str, ...]) -> _Left:
        """Return the pieces that are too many and the lines that are missing."""
        if lines not in self.known:
            pieces = list(self.pieces)
            # The long ones first: a short one may be a part of them.
            said = sorted(filter(str.strip, lines), key=len, reverse=True)
            missing = [line for line in said if not self._take(pieces, line)]
            self.known[lines] = pieces, missing
        return self.known[lines]

    def _take(self, pieces: list[Words], line: str) -> bool:
        numbered = line.replace(PAGE, str(self.number))
        return _drop(pieces, numbered) or (line.strip() != PAGE and _drop(pieces, line))


def _drop(pieces: list[Words], edge: str) -> bool:
    """Take out the piece that gives a head or foot, or the pieces that do; tell whether there are any."""
    alone = next((n for n, piece in enumerate(pieces) if squeezed(piece.text) == squeezed(edge)), None)
    if alone is not None:
        del pieces[alone]
        return True
    for start in range(len(pieces) - 1, -1, -1):
        item, end = Item(edge), start
        while end < len(pieces) and item.rest.strip() and item.take(pieces[end].text):
            end += 1
        if end > start and not item.rest.strip():
            del pieces[start:end]
            return True
    return False


@dataclass(slots=True)
class Item:
    """A text that pieces of lines are to give, and how far they have given it."""

    text: str
    place: int = 0

    @property
    def rest(self) -> str:
        """Return what is still asked for."""
        return self.text[self.place :]

    def take(self, piece: str) -> bool:
        """Go on by a piece if the text goes on so; space at its ends is layout's."""
        place = _after(self.text, self.place, piece.strip())
        if place is None:
            return False
        self.place = place
        return True


def _after(text: str, place: int, piece: str) -> int | None:
    """Return the place in the text after a piece, None where the text goes on in another way."""
    start, at = place, 0
    while at < len(piece):
        sign = text[place] if place < len(text) else ""
        if sign == piece[at]:
            place, at = place + 1, at + 1
        elif sign == PAGE and piece[at].isdigit():
            while at < len(piece) and piece[at].isdigit():
                at += 1
            place += 1
        elif sign == "\t" and (filling := _leading(piece, at) - _leading(text, place + 1)) > 0:
            at += filling
        elif sign.isspace() and (place == start or sign in "\t\n"):
            place += 1
            start += start == place - 1
        else:
            return None
    return place


def _leading(text: str, place: int) -> int:
    """Return how many signs there are from a place on that may fill the way of a tab."""
    rest = text[place:]
    return len(rest) - len(rest.lstrip("".join(LEADERS)))
