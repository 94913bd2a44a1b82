"""The codes of rules and problems, as people write them."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def short_code(written: str) -> str:
    """Return what tells a code from others: S05 for PMG-S05, S-05 and s05, 601 for PMG601."""
    return written.strip().upper().removeprefix("PMG").replace("-", "")


def rule_code(written: str) -> str:
    """Return the full code of a rule, which may be written S05, S-05 or PMG-S05 in either case."""
    short = short_code(written)
    return f"PMG-{short}" if short[:1].isalpha() else f"PMG{short}"


def nearest_codes(written: str, codes: Iterable[str]) -> list[str]:
    """Return those of `codes` that may have been meant."""
    by_short = {short_code(code): code for code in codes}
    short = short_code(written)
    padded = f"{short[:1]}{short[1:]:0>2}"
    found = [padded] if padded in by_short else get_close_matches(short, by_short, 4, 0.6)
    return [by_short[each] for each in found]
