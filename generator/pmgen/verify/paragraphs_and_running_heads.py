"""Compare what stands outside of tables: paragraphs, running heads, and what pages repeat."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from string import digits

from pmgen.formats.file_contents import PAGE, Grid, Seen, ShownRunningHeads, Words
from pmgen.verify.difference_report import DifferenceReport
from pmgen.verify.sequence_alignment import align
from pmgen.verify.text_equality import TextEquality, same_text, without_spaces

LEADERS = frozenset(".·…•_-")
_SIDES = re.compile("[\t\n]")


def compare_running_heads(expected: Seen, seen: Seen, report: DifferenceReport) -> None:
    """Tell what no head or foot of a file says that is for the same pages."""
    ours, theirs = _by_pages(expected.running_heads), _by_pages(seen.running_heads)
    known = {pages: frozenset(running_heads) for pages, running_heads in theirs.items()}
    missing = (
        edge
        for pages, running_heads in ours.items()
        for edge in running_heads
        if edge not in known[pages] and not any(same_text(edge, other) for other in theirs[pages])
    )
    for edge in dict.fromkeys(missing):
        report.missing_words(None, edge)


def running_heads_in_sheets(sections: Sequence[ShownRunningHeads]) -> list[ShownRunningHeads]:
    """Return what the heads and feet of sheets must say: a section that shows nothing else has no sheet."""
    return [running_heads for running_heads in sections if not running_heads.alone]


def running_heads_in_browsers(sections: Sequence[ShownRunningHeads]) -> list[ShownRunningHeads]:
    """Return what must be printed by browsers, which know no first page but that of the document."""
    return [
        replace(running_heads, first=None) if number else running_heads
        for number, running_heads in enumerate(sections)
    ]


def compare_running_head_pieces(
    expected: Sequence[ShownRunningHeads], seen: Seen, report: DifferenceReport
) -> None:
    """Tell what is missing where heads and feet have lines on the left, in the middle and on the right only.

    The cells of a table and the sides of a tab may stand in any of them.
    """
    ours = _by_pages(expected)
    theirs = {pages: [*map(without_spaces, lines)] for pages, lines in _by_pages(seen.running_heads).items()}
    known = {pages: (frozenset(lines), "\n".join(lines)) for pages, lines in theirs.items()}
    for pages, running_heads in ours.items():
        lines, whole = known[pages]
        for edge in running_heads:
            pieces = map(without_spaces, _SIDES.split(edge))
            if not all(piece in lines or piece in whole for piece in pieces):
                report.missing_words(None, edge)


def _by_pages(sections: Iterable[ShownRunningHeads]) -> dict[str, list[str]]:
    """Return the lines that are not blank, by the pages that they are for."""
    found: dict[str, dict[str, None]] = {"ordinary": {}, "first": {}, "even": {}, "unused": {}}
    for running_heads in sections:
        for pages, lines in found.items():
            lines.update(dict.fromkeys(filter(str.strip, getattr(running_heads, pages) or ())))
    return {pages: list(lines) for pages, lines in found.items()}


def compare_running_heads_of_pages(
    pieces: Sequence[Words], sections: Sequence[ShownRunningHeads], count: int
) -> tuple[list[Words], list[str]]:
    """Return the pieces of heads and feet that do not belong on their page, and what a page lacks.

    Sections follow each other and each begins a page, but not where: so all sections are kept in mind to
    which a page can belong by what its head and foot say.
    """
    known, pages = list(_merged(sections)) or [ShownRunningHeads()], _by_number(pieces)
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


def _merged(sections: Sequence[ShownRunningHeads]) -> Iterator[ShownRunningHeads]:
    """Yield the sections, those as one that follow each other and whose pages say the same."""
    last: ShownRunningHeads | None = None
    for running_heads in sections:
        if running_heads != last or running_heads.first is not None:
            yield running_heads
        last = running_heads


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
    alone = next(
        (n for n, piece in enumerate(pieces) if without_spaces(piece.text) == without_spaces(edge)), None
    )
    if alone is not None:
        del pieces[alone]
        return True
    for start in range(len(pieces) - 1, -1, -1):
        item, end = _TextInPieces(edge), start
        while end < len(pieces) and item.rest.strip() and item.take(pieces[end].text):
            end += 1
        if end > start and not item.rest.strip():
            del pieces[start:end]
            return True
    return False


@dataclass(slots=True)
class _TextInPieces:
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


_Key = tuple[str, ...]
_ENTRY = "TOCI"
_RUNNING_HEADS = ("Header", "Footer")


def compare_paragraphs(expected: Seen, seen: Seen, same: TextEquality, report: DifferenceReport) -> None:
    """Tell every difference between the paragraphs of two documents."""
    ours, theirs = list(_words(expected)), [words for _, words in _words(seen)]
    keys = [_key(words.text) for _, words in ours]
    numbered = {key for key, (_, words) in zip(keys, ours, strict=True) if PAGE in words.text}
    pairs = align(keys, list(_keys_seen(theirs, keys, numbered)))
    for one, other in pairs:
        if one is None:
            assert other is not None
            report.extra_words(theirs[other])
        elif other is None:
            if not same(ours[one][1].text, ""):
                report.missing_words((ours[one][0], 0, 0), ours[one][1].text)
        elif not same(ours[one][1].text, theirs[other].text):
            report.changed_words((ours[one][0], 0, 0), ours[one][1].text, theirs[other])


def _words(seen: Seen) -> Iterator[tuple[int, Words]]:
    for number, block in enumerate(seen.blocks):
        if isinstance(block, Words) and block.text.strip():
            yield number, block


def _key(text: str) -> _Key:
    return (without_spaces(text.partition(PAGE)[0]),)


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


def compare_artifacts(expected: Seen, seen: Seen, report: DifferenceReport) -> None:
    """Tell which words on pages are no part of the document and repeat nothing of it either."""
    said = [piece for piece in seen.artifacts if piece.text.strip()]
    running_heads = [
        replace(piece, text=line)
        for piece in said
        if piece.kind in _RUNNING_HEADS
        for line in piece.text.split("\n")
        if line.strip()
    ]
    extra, missing = compare_running_heads_of_pages(running_heads, expected.running_heads, seen.pages)
    for edge in missing:
        report.missing_words(None, edge)
    known = set(_repeatable(expected))
    for piece in said:
        is_leader = piece.kind == "Layout" and LEADERS.issuperset(piece.text)
        is_again = piece.kind == "Pagination" and without_spaces(piece.text) in known
        if not (is_leader or is_again or piece.kind in _RUNNING_HEADS):
            extra.append(piece)
    for piece in (*extra, *seen.astray):
        report.extra_words(piece)


def _repeatable(seen: Seen) -> Iterator[str]:
    """Yield what the cells say that a page may repeat: those of heads, and merged ones."""
    for block in seen.blocks:
        if isinstance(block, Grid):
            for number, line in enumerate(block.lines):
                yield from (without_spaces(box.text) for box in line if number in block.heads or box.rows > 1)
