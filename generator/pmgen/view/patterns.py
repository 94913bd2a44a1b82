"""Patterns of region.yaml: a text with named gaps and nothing else that would be acted on."""

from __future__ import annotations

import re

_GAP = re.compile(r"\{(\w+)\}")


def fill_pattern(pattern: str, **values: str) -> str:
    """Return `pattern` with the gaps filled that `values` names; any other brace stays as it is."""
    return _GAP.sub(lambda gap: values.get(gap[1], gap[0]), pattern)


def gaps_of(pattern: str) -> frozenset[str]:
    """Return the names of the gaps in `pattern`."""
    return frozenset(_GAP.findall(pattern))
