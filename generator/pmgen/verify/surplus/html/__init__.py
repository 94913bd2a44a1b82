"""What a page holds that pmgen would not have written, and every difference one can see or dig out of it."""

from __future__ import annotations

from pmgen.problems import LayoutPlace, Problem, message
from pmgen.verify.surplus.html.comparing import compare
from pmgen.verify.surplus.html.foreign import is_plain, tell_foreign
from pmgen.verify.surplus.html.tree import Tree
from pmgen.verify.surplus.telling import HIDDEN, Teller

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
            before = len(tell.found)
            compare(Tree(own), tree, tell)
            _tell_rest(own, text, before, tell)
        else:
            tell.packed(message("another program has changed line ends or the mark at the beginning"))
    return tell.problems


def _text(data: bytes) -> str:
    """Return the text of a page, whose line ends and first mark show nothing."""
    return data.decode("utf-8").removeprefix(_MARK).replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")


def _tell_rest(own: str, text: str, before: int, tell: Teller) -> None:
    """Tell of a page that is written otherwise where nothing else was found."""
    if len(tell.found) > 0 or before:
        return
    mine, yours = own.split("\n"), text.split("\n")
    pairs = enumerate(zip(mine, yours, strict=False), 1)
    line = next((number for number, (one, other) in pairs if one != other), min(len(mine), len(yours)))
    tell.packed(
        message("another program has written this page anew from line {line} on; it says the same", line=line)
    )
