"""Show numbers as Excel does, for the formats that forms use."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

_PLAIN = re.compile(r"(#,##)?0(\.(0+))?(%?)")
_LITERAL = re.compile(r'"([^"]*)"|\\(.)')


def display(number: Decimal, code: str) -> str:
    """Return the digits that the format `code` displays; what it is not understood for shows in full."""
    code = code.split(";")[0]
    match = _PLAIN.fullmatch(_LITERAL.sub("", code))
    if match is None or _LITERAL.search(code):
        return format(number.normalize(), "f")
    grouped, _, decimals, percent = match.groups()
    scaled = number * 100 if percent else number
    rounded = scaled.quantize(Decimal(1).scaleb(-len(decimals or "")), ROUND_HALF_UP)
    return format(rounded, ",f" if grouped else "f") + percent
