"""Compare what stands outside of tables: paragraphs, and what pages repeat."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from string import digits

from pmgen.readers.seen import PAGE, Grid, Seen, Words
from pmgen.verify.alignment import align
from pmgen.verify.edges import LEADERS, compare_pages
from pmgen.verify.telling import Teller
from pmgen.verify.texts import Same, squeezed

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


def compare_artifacts(expected: Seen, seen: Seen, tell: Teller) -> None:
    """Tell which words on pages are no part of the document and repeat nothing of it either."""
    said = [piece for piece in seen.artifacts if piece.text.strip()]
    edges = [
        replace(piece, text=line)
        for piece in said
        if piece.kind in _EDGES
        for line in piece.text.split("\n")
        if line.strip()
    ]
    extra, missing = compare_pages(edges, expected.edges, seen.pages)
    for edge in missing:
        tell.missing_words(None, edge)
    known = set(_repeatable(expected))
    for piece in said:
        is_leader = piece.kind == "Layout" and LEADERS.issuperset(piece.text)
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
