"""Whether a region's layout can be filled, asked by whoever fills none: that needs no engine for most."""

from __future__ import annotations

from pmgen.catalog import is_shipped
from pmgen.catalog.region import Region
from pmgen.problems import Problem


def errors_of(region: Region) -> tuple[Problem, ...]:
    """Return what keeps a region's layout from being filled; the packs that came with pmgen have nothing."""
    if is_shipped(region):
        return ()
    from pmgen.forms.check_pack import layout_errors

    return layout_errors(region)
