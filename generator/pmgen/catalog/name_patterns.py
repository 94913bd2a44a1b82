"""Patterns of titles and of bookmark names: {年度}, `_Toc_4_4_{n+3:010}`."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from pmgen.late_pattern import late
from pmgen.problems import Message, message

_GAP = late(r"\{(\w+)\}")


def fill_pattern(pattern: str, **values: str) -> str:
    """Return `pattern` with the gaps filled that `values` names; any other brace stays as it is."""
    return _GAP.sub(lambda gap: values.get(gap[1], gap[0]), pattern)


def gaps_of(pattern: str) -> frozenset[str]:
    """Return the names of the gaps in `pattern`."""
    return frozenset(_GAP.findall(pattern))


LONGEST_NAME = 40
_NAME = late(rf"[^\W\d]\w{{0,{LONGEST_NAME - 1}}}")
_NUMBER_GAP = late(r"\{n(?:\+(?P<plus>[0-9]{1,9}))?(?::0(?P<width>[0-9]{1,2}))?\}")
_LITERAL = late(r"\w*")
_MANY = 99_999


def is_bookmark_name(text: str) -> bool:
    """Tell whether Word takes `text` as the name of a bookmark."""
    return _NAME.fullmatch(text) is not None


class BookmarkPatternError(ValueError):
    """Raised for a pattern that makes no good names; `hint` says what such a pattern is like."""

    def __init__(self, hint: Message) -> None:
        self.hint = hint
        super().__init__(str(hint))


@dataclass(frozen=True, slots=True)
class _Number:
    plus: int
    width: int


@dataclass(frozen=True, slots=True)
class BookmarkPattern:
    """A pattern, read and checked once; PatternError says what is wrong with one that makes no good names."""

    text: str
    _pieces: tuple[str | _Number, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_pieces", tuple(_pieces(self.text)))
        _check(self)

    def expand(self, n: int) -> str:
        """Return the name for item number `n`, counted from 1."""
        return "".join(p if isinstance(p, str) else f"{n + p.plus:0{p.width}}" for p in self._pieces)


def bookmark_name(pattern: str, n: int) -> str:
    """Return the name that `pattern` gives to item number `n`, counted from 1."""
    return _read(pattern).expand(n)


@lru_cache(maxsize=256)
def _read(pattern: str) -> BookmarkPattern:
    return BookmarkPattern(pattern)


def _pieces(text: str) -> list[str | _Number]:
    pieces: list[str | _Number] = []
    end = 0
    for gap in _NUMBER_GAP.finditer(text):
        pieces += [text[end : gap.start()], _Number(int(gap["plus"] or 0), int(gap["width"] or 0))]
        end = gap.end()
    return [piece for piece in (*pieces, text[end:]) if piece != ""]


def _check(pattern: BookmarkPattern) -> None:
    literals = [piece for piece in pattern._pieces if isinstance(piece, str)]
    if not all(map(_LITERAL.fullmatch, literals)):
        raise BookmarkPatternError(_CHARACTERS)
    if len(literals) == len(pattern._pieces):
        raise BookmarkPatternError(_NO_NUMBER)
    if not is_bookmark_name(pattern.expand(1)[:LONGEST_NAME]):
        raise BookmarkPatternError(_BEGINS)
    if not is_bookmark_name(pattern.expand(_MANY)):
        raise BookmarkPatternError(_TOO_LONG)


_CHARACTERS = message(
    "Only letters, digits, _ and numbers such as {example} may stand in it.", example="{n} {n+3} {n+3:010}"
)
_NO_NUMBER = message("Put {example} into it, or every item would get the same name.", example="{n}")
_BEGINS = message("Let it begin with a letter or _.")
_TOO_LONG = message("Shorten it: Word allows 40 characters in the name of a bookmark.")
