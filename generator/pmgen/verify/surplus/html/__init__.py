"""What a page holds that pmgen would not have written, and every difference one can see or dig out of it."""

from __future__ import annotations

from itertools import zip_longest

from pmgen.problems import LayoutPlace, Problem, message
from pmgen.verify.surplus.html.comparing import compare
from pmgen.verify.surplus.html.foreign import is_plain, tell_foreign
from pmgen.verify.surplus.html.tree import Tree
from pmgen.verify.surplus.telling import HIDDEN, PAGES, Teller

__all__ = ["surplus"]

_MARK = "\ufeff"


def surplus(ours: bytes | None, theirs: bytes, name: str) -> tuple[Problem, ...]:
    """Return what `theirs` holds too much, and where it differs from `ours` if that is given."""
    tell = Teller(name)
    try:
        text = _text(theirs)
    except UnicodeDecodeError as error:
        tell.unreadable(error)
        return tell.problems
    if ours is None and is_plain(text):
        return ()
    tree = Tree(text)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        tell.error_at(HIDDEN, message("a null byte stands in line {line}", line=line), LayoutPlace(""))
    tell_foreign(tree, tell)
    if ours is not None:
        own = _text(ours)
        if own != text:
            mine = Tree(own)
            compare(mine, tree, tell)
            if not len(tell.found):
                _tell_rest(mine, tree, tell)
        else:
            tell.packed(message("another program has changed line ends or the mark at the beginning"))
    return tell.problems


def _text(data: bytes) -> str:
    """Return the text of a page, whose line ends and first mark show nothing."""
    return data.decode("utf-8").removeprefix(_MARK).replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")


def _tell_rest(mine: Tree, yours: Tree, tell: Teller) -> None:
    """Tell of a page that is written otherwise where nothing else was found."""
    pairs = zip_longest((atom.key for atom in mine.atoms), (atom.key for atom in yours.atoms))
    if all(one == other for one, other in pairs):
        tell.packed(message("another program has written this page anew; it shows and holds the same"))
    else:
        text = message("the elements of the page end elsewhere than pmgen lets them end")
        tell.error_at(PAGES, text, LayoutPlace(""))
