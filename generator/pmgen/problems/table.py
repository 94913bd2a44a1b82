"""The one table of problem codes."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from pmgen.problems.code import Code
from pmgen.problems.codes import data, formats, forms, layouts, output, packs, reading, unsafe

_EVERY = (
    *reading.CODES,
    *data.CODES,
    *packs.CODES,
    *layouts.CODES,
    *formats.CODES,
    *forms.CODES,
    *output.CODES,
    *unsafe.CODES,
)

CODES: Mapping[str, Code] = MappingProxyType({each.code: each for each in sorted(_EVERY, key=str)})
"""Every code that no rule of the review has to itself, by what stands in a problem."""


def code_of(code: str) -> Code:
    """Return what the table says of a code; LookupError where it is not in the table."""
    try:
        return CODES[code]
    except KeyError:
        raise LookupError(f"{code} is not in pmgen/problems/codes") from None
