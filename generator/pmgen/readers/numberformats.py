"""Show numbers as Excel does, for the formats that forms use."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

BUILT_IN = {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 49: "@"}
"""The formats that every workbook knows by a number."""

_FIGURES = re.compile(r"(#,##)?0(\.(0+))?(%?)")


def display(number: Decimal, code: str) -> str:
    """Return the digits that the format `code` displays; any other format shows the number in full."""
    match = _FIGURES.fullmatch(code)
    if match is None:
        return format(number, "f")
    grouped, _, decimals, percent = match.groups()
    scaled = number * 100 if percent else number
    rounded = scaled.quantize(Decimal(1).scaleb(-len(decimals or "")), ROUND_HALF_UP)
    return format(rounded, ",f" if grouped else "f") + percent
