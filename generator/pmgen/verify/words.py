"""Compare what stands outside of tables: paragraphs, the heads and feet of pages, what pages repeat."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from string import digits

from pmgen.readers.seen import PAGE, Grid, Seen, Words
from pmgen.verify.alignment import align
from pmgen.verify.expectation import Spot
from pmgen.verify.telling import Teller
from pmgen.verify.texts import Same, exact, squeezed

_LEADERS = frozenset(".·…•_-")
_Key = tuple[str, ...]
_ENTRY = "TOCI"
_EDGES = ("Header", "Footer")


def compare_words(expected: Seen, seen: Seen, same: Same, tell: Teller) -> None:
    """Tell every difference between the paragraphs of two documents."""
    ours, theirs = list(_words(expected)), [words for _, words in _words(seen)]
    keys = [_key(words.text) for _, words in ours]
    numbered = {key for key, (_, words) in zip(keys, ours, strict=True) if PAGE in words.text}
    pairs = align(keys, list(_keys_seen(theirs, keys, numbered)))
    for one, other in pairs:
        if one is None:
            assert other is not None
            tell.extra_words(theirs[other])
        elif other is None:
            if not same(ours[one][1].text, ""):
                tell.missing_words((ours[one][0], 0, 0), ours[one][1].text)
        elif not same(ours[one][1].text, theirs[other].text):
            tell.changed_words((ours[one][0], 0, 0), ours[one][1].text, theirs[other])


def _words(seen: Seen) -> Iterator[tuple[int, Words]]:
    for number, block in enumerate(seen.blocks):
        if isinstance(block, Words) and block.text.strip():
            yield number, block


def _key(text: str) -> _Key:
    return (squeezed(text.partition(PAGE)[0]),)


def _keys_seen(words: Iterable[Words], keys: Sequence[_Key], numbered: Container[_Key]) -> Iterator[_Key]:
    """Yield the key of what is seen, without the number of a page where one is asked for.

    Where that could be cut off in several places, what is expected of the line of that number decides.
    """
    known = frozenset(keys)
    for one, expected in zip_longest(words, keys):
        if one is None:
            return
        (key,) = _key(one.text)
        is_entry = one.kind == _ENTRY
        shorter = (key[:end] for end in range(len(key) - 1, len(key.rstrip(digits)) - 1, -1))
        found = [short for short in shorter if (short,) in numbered]
        if not found or ((key,) in known and not is_entry):
            yield (key,)
        else:
            yield expected if expected is not None and expected[0] in found else (found[0],)


@dataclass(slots=True)
class Item:
    """A text that pieces of lines are to give, and how far they have given it."""

    spot: Spot
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
    return len(rest) - len(rest.lstrip("".join(_LEADERS)))


def compare_edges(expected: Seen, seen: Seen, tell: Teller) -> None:
    """Tell what no head or foot of a file says."""
    known = frozenset(seen.edges)
    for edge in _edges(expected):
        if edge not in known and not any(exact(edge, other) for other in seen.edges):
            tell.missing_words(None, edge)


def compare_artifacts(expected: Seen, seen: Seen, tell: Teller) -> None:
    """Tell which words on pages are no part of the document and repeat nothing of it either."""
    said = [piece for piece in seen.artifacts if piece.text.strip()]
    edges = [
        replace(piece, text=line) for piece in said if piece.kind in _EDGES for line in piece.text.split("\n")
    ]
    extra, missing = _without_edges(edges, expected)
    for edge in missing:
        tell.missing_words(None, edge)
    known = set(_repeatable(expected))
    for piece in said:
        is_leader = piece.kind == "Layout" and _LEADERS.issuperset(piece.text)
        is_again = piece.kind == "Pagination" and squeezed(piece.text) in known
        if not (is_leader or is_again or piece.kind in _EDGES):
            extra.append(piece)
    for piece in (*extra, *seen.astray):
        tell.extra_words(piece)


def _repeatable(seen: Seen) -> Iterator[str]:
    """Yield what the cells say that a page may repeat: those of heads, and merged ones."""
    for block in seen.blocks:
        if isinstance(block, Grid):
            for number, line in enumerate(block.lines):
                yield from (squeezed(box.text) for box in line if number in block.heads or box.rows > 1)


def _edges(seen: Seen) -> list[str]:
    return [edge for edge in dict.fromkeys(seen.edges) if edge.strip()]


def _without_edges(pieces: Sequence[Words], expected: Seen) -> tuple[list[Words], list[str]]:
    """Return the pieces that give no head or foot of their page, and the heads and feet of no page."""
    pages: dict[str, list[Words]] = {}
    for piece in pieces:
        pages.setdefault(piece.place, []).append(piece)
    # The long ones first: a short one may be a part of them.
    edges = sorted(_edges(expected), key=len, reverse=True)
    beginnings, times = _Beginnings(edges), Counter(expected.edges)
    met = {
        edge
        for number, page in pages.items()
        for edge in beginnings.likely(page)
        if _drop_each(page, edge, number, times[edge])
    }
    return [piece for page in pages.values() for piece in page], [edge for edge in edges if edge not in met]


class _Beginnings:
    """Heads and feet by their first words, so that a page is only asked for those that it may have."""

    def __init__(self, edges: Sequence[str]) -> None:
        self._edges: dict[str, list[int]] = {}
        self._all = edges
        for number, edge in enumerate(edges):
            self._edges.setdefault(_beginning(edge), []).append(number)
        self._sorted = sorted(self._edges)
        self._lengths = sorted({len(beginning) for beginning in self._sorted})

    def likely(self, pieces: Iterable[Words]) -> list[str]:
        """Return the heads and feet, in their order, that may begin with one of the pieces."""
        found = {
            number for piece in pieces for words in self._matching(piece) for number in self._edges[words]
        }
        return [self._all[number] for number in sorted(found)]

    def _matching(self, piece: Words) -> Iterator[str]:
        said = squeezed(piece.text)
        yield from (said[:size] for size in self._lengths if said[:size] in self._edges)
        for place in range(bisect_right(self._sorted, said), len(self._sorted)):
            if not self._sorted[place].startswith(said):
                return
            yield self._sorted[place]


def _beginning(edge: str) -> str:
    """Return what a head or foot says before its first number of a page, and before its first tab."""
    return squeezed(edge.split(PAGE)[0].lstrip().partition("\t")[0])


def _drop_each(pieces: list[Words], edge: str, number: str, times: int) -> bool:
    """Take out what gives a head or foot, as often as heads and feet say it; tell whether anything does."""
    met = 0
    while met < times and (
        _drop(pieces, edge.replace(PAGE, number)) or (edge.strip() != PAGE and _drop(pieces, edge))
    ):
        met += 1
    return met > 0


def _drop(pieces: list[Words], edge: str) -> bool:
    """Take out the piece that gives a head or foot, or the pieces that do; tell whether there are any."""
    alone = next((n for n, piece in enumerate(pieces) if squeezed(piece.text) == squeezed(edge)), None)
    if alone is not None:
        del pieces[alone]
        return True
    for start in range(len(pieces) - 1, -1, -1):
        item, end = Item((0, 0, 0), edge), start
        while end < len(pieces) and item.rest.strip() and item.take(pieces[end].text):
            end += 1
        if end > start and not item.rest.strip():
            del pieces[start:end]
            return True
    return False
