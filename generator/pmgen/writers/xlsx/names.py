"""Names that Excel accepts: of sheets, of cells and of defined names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

LONGEST = 31
"""The characters that the name of a sheet may have."""

_WIDE = str.maketrans("[]:*?/\\'", "［］：＊？／＼’")
_CONTROLS = re.compile("[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_DEFINED = re.compile(r"[^\W\d][\w.]{0,254}")
_REFERENCE = re.compile(r"[A-Z]{1,3}[0-9]+|R[0-9]*(C[0-9]*)?|C[0-9]*|TRUE|FALSE", re.IGNORECASE)
_RESERVED = "history"


def sheet_names(wanted: Iterable[str]) -> list[str]:
    """Return legal names, no two of which Excel would take for the same."""
    taken: set[str] = set()
    names = []
    for number, text in enumerate(wanted, 1):
        name = _distinct(_legal(text) or f"表{number}", taken)
        taken.add(_key(name))
        names.append(name)
    return names


def _legal(text: str) -> str:
    """Return `text` with wide forms for the signs that no sheet name may hold."""
    name = _CONTROLS.sub(" ", " ".join(text.split())).translate(_WIDE)
    return _cut(name.strip(), LONGEST)


def _distinct(name: str, taken: set[str]) -> str:
    tried, number = name, 1
    while _key(tried) in taken or _key(tried) == _RESERVED:
        number += 1
        ending = f"({number})"
        tried = _cut(name, LONGEST - len(ending)) + ending
    return tried


def _key(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


def _cut(name: str, longest: int) -> str:
    """Return what fits; Excel counts a character beyond U+FFFF twice."""
    name = name[: max(longest, 0)]
    while len(name) + sum(character > "\uffff" for character in name) > longest:
        name = name[:-1]
    return name.rstrip()


def quoted(sheet: str) -> str:
    """Return the name of a sheet for a reference."""
    return "'" + sheet.replace("'", "''") + "'"


def is_definable(name: str) -> bool:
    """Tell whether Excel accepts a bookmark's name as a defined name."""
    legal = _DEFINED.fullmatch(name) is not None and _REFERENCE.fullmatch(name) is None
    return legal and not name.lower().startswith("_xlnm")


@cache
def letters(column: int) -> str:
    """Return the letters of a column, counted from 0."""
    above, last = divmod(column, 26)
    return (letters(above - 1) if above else "") + chr(ord("A") + last)


def reference(row: int, column: int) -> str:
    """Return the reference of a cell; rows count from 1, columns from 0."""
    return f"{letters(column)}{row}"
