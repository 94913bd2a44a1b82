"""Words that a text must have for a regular expression to match in it, read off the expression itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

Sign = Sequence[str]
"""Words of which a text has at least one wherever the pattern matches."""

_ATOM = re.compile(
    r"(?:(?P<word>[^][\\()|*+?{}.^$]+)(?![*+?{])"
    r"|(?P<close>\))|(?P<bar>\|)|(?P<set>\[(?:0-9|[^]^\\-])+-?\])"
    r"|(?P<open>\((?!\?)|\(\?(?:P<\w+>|:|<?=))|(?P<never>\(\?<?!)"
    r"|(?P<letter>[^][\\()|*+?{}.^$])|(?P<strange>[(*+?{])"
    r"|(?P<anything>[.^$}\]]|\\(?:x\w\w|u\w{4}|U\w{8}|.)|\[\^?\]?(?:\\.|[^]\\])*\]))"
    r"(?:[*+?]|\{\d*,?\d*\})?\??",
    re.DOTALL,
)
_DIGITS = "0123456789"
_MAY_LACK = ("*", "?", "{0", "{,")


class _Group:
    """What a group asks of a text, as far as it was read: a branch after the other."""

    def __init__(self, *, counts: bool) -> None:
        self.counts = counts
        self.signs: list[Sign] = []
        self.branches: list[list[Sign]] = []

    def end_branch(self) -> None:
        self.branches.append(self.signs)
        self.signs = []

    def all_signs(self) -> list[Sign]:
        """Return what the whole group asks: of several branches one of their rarest words."""
        if not self.branches:
            return self.signs
        branches = (*self.branches, self.signs)
        if not all(branches):
            return []
        return [[word for signs in branches for word in max(signs, key=_rarity)]]


def _rarity(sign: Sign) -> tuple[int, int]:
    return len(sign[0]), -len(sign)


def signs_of(pattern: str) -> tuple[Sign, ...]:
    """Return the signs of a pattern, none where it cannot be told what all its matches have.

    Words, sets and groups are understood; of everything else a match may have what it likes.
    """
    groups = [_Group(counts=True)]
    for atom in _ATOM.finditer(pattern):
        kind = atom.lastgroup or ""
        if kind in ("open", "never"):
            groups.append(_Group(counts=kind == "open"))
        elif kind == "bar":
            groups[-1].end_branch()
        elif kind == "strange" or (kind == "close" and len(groups) == 1):
            return ()
        else:
            closed = groups.pop() if kind == "close" else None
            if pattern.startswith(_MAY_LACK, atom.end(kind)):
                continue
            if closed is not None and closed.counts:
                groups[-1].signs.extend(closed.all_signs())
            elif kind == "set":
                groups[-1].signs.append(atom[kind][1:-1].replace("0-9", _DIGITS))
            elif kind in ("word", "letter"):
                groups[-1].signs.append((atom[kind],))
    return tuple(sorted(groups[0].all_signs(), key=_rarity, reverse=True))


def has_signs(text: str, signs: Iterable[Sign]) -> bool:
    """Tell whether a text has a word of every sign; where it has not, the pattern cannot match in it."""
    return all(any(map(text.__contains__, sign)) for sign in signs)
