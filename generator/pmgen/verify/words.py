"""Compare what stands outside of tables: paragraphs, and on pages also cells without lines around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pmgen.readers.seen import PAGE, Grid, Seen, Words
from pmgen.verify.alignment import align
from pmgen.verify.expectation import Spot
from pmgen.verify.telling import Teller
from pmgen.verify.texts import exact, squeezed

_LEADERS = frozenset(".·…•_-")


def compare_words(expected: Seen, seen: Seen, tell: Teller) -> None:
    """Tell every difference between the paragraphs of two documents."""
    ours, theirs = list(_words(expected)), [words for _, words in _words(seen)]
    pairs = align([_key(words) for _, words in ours], [_key(words) for words in theirs])
    for one, other in pairs:
        if one is None:
            assert other is not None
            tell.extra_words(theirs[other])
        elif other is None:
            tell.missing_words((ours[one][0], 0, 0), ours[one][1].text)
        elif not exact(ours[one][1].text, theirs[other].text):
            tell.changed_words((ours[one][0], 0, 0), ours[one][1].text, theirs[other])


def _words(seen: Seen) -> Iterator[tuple[int, Words]]:
    for number, block in enumerate(seen.blocks):
        if isinstance(block, Words) and block.text.strip():
            yield number, block


def _key(words: Words) -> tuple[str, ...]:
    return (squeezed(words.text.split(PAGE)[0]),)


@dataclass(slots=True)
class Item:
    """A text that pieces of lines are to give, and how far they have given it."""

    spot: Spot
    text: str
    place: int = 0

    @property
    def is_done(self) -> bool:
        """Tell whether nothing but space is left, or the number of a page."""
        return not self.rest.replace(PAGE, "").strip()

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
        elif sign == "\t" and piece[at] in _LEADERS:
            at += 1
        elif sign.isspace() and (place == start or sign in "\t\n"):
            place += 1
            start += start == place - 1
        else:
            return None
    return place


def compare_edges(expected: Seen, seen: Seen, tell: Teller) -> None:
    """Tell what no head or foot of a file says."""
    for edge in _edges(expected):
        if not any(exact(edge, other) for other in seen.edges):
            tell.missing_words(None, edge)


def compare_pages(expected: Seen, seen: Seen, tell: Teller) -> None:
    """Tell every difference between the words of a document and the pieces outside of cells on pages."""
    rows = list(_rows(expected))
    pieces, edges = _without_edges([block for block in seen.blocks if isinstance(block, Words)], expected)
    _Matching(rows, tell).run([piece for piece in pieces if piece.text.strip()])
    for edge in edges:
        tell.missing_words(None, edge)


def _edges(seen: Seen) -> list[str]:
    return [edge for edge in dict.fromkeys(seen.edges) if edge.strip()]


def _rows(seen: Seen) -> Iterator[list[Item]]:
    """Yield the paragraphs, and for each row of a table its cells without lines, which stand side by side."""
    for number, block in enumerate(seen.blocks):
        if isinstance(block, Grid):
            for row, line in enumerate(block.lines):
                boxes = [(at, box) for at, box in enumerate(line) if not box.framed and box.text.strip()]
                if boxes:
                    yield [Item((number, row, at), box.text) for at, box in boxes]
        elif block.text.strip():
            yield [Item((number, 0, 0), block.text)]


def _without_edges(pieces: Sequence[Words], expected: Seen) -> tuple[list[Words], list[str]]:
    """Return the pieces that give no head or foot of their page, and the heads and feet of no page."""
    pages: dict[str, list[Words]] = {}
    for piece in pieces:
        pages.setdefault(piece.place, []).append(piece)
    edges = _edges(expected)
    met = {
        edge
        for number, page in pages.items()
        for edge in edges
        if _drop(page, edge.replace(PAGE, number)) or (edge.strip() != PAGE and _drop(page, edge))
    }
    return [piece for page in pages.values() for piece in page], [edge for edge in edges if edge not in met]


def _drop(pieces: list[Words], edge: str) -> bool:
    """Take out the pieces that give a head or foot; tell whether there are any."""
    for start in range(len(pieces) - 1, -1, -1):
        item, end = Item((0, 0, 0), edge), start
        while end < len(pieces) and item.rest.strip() and item.take(pieces[end].text):
            end += 1
        if end > start and not item.rest.strip():
            del pieces[start:end]
            return True
    return False


@dataclass(slots=True)
class _Matching:
    """Gives pieces to the texts in their order."""

    rows: Sequence[list[Item]]
    tell: Teller
    _row: int = 0
    _extra: list[Words] = field(default_factory=list)

    def run(self, pieces: Sequence[Words]) -> None:
        """Tell what is missing, changed or too much."""
        for piece in pieces:
            if not self._give(piece):
                self._extra.append(piece)
        self._leave(len(self.rows))
        for piece in self._extra:
            self.tell.extra_words(piece)

    def _give(self, piece: Words) -> bool:
        for row in range(self._row, len(self.rows)):
            begun = sorted(self.rows[row], key=lambda item: not item.place)
            if any(
                item.take(piece.text) for item in begun if not item.is_done or PAGE in item.text[item.place :]
            ):
                self._leave(row)
                return True
        return False

    def _leave(self, row: int) -> None:
        """Go on to a row; what the rows before it still ask for is missing."""
        for passed in range(self._row, row):
            for item in self.rows[passed]:
                if not item.is_done:
                    self._tell(item)
        self._row = row

    def _tell(self, item: Item) -> None:
        if self._extra:
            self.tell.changed_words(item.spot, item.text, self._extra.pop(0))
        else:
            self.tell.missing_words(item.spot, item.text)
