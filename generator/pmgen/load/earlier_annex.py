"""The annex of the year before where folders are named by years: data/2025/甲局 for data/2026/甲局."""

from __future__ import annotations

from pathlib import Path

from pmgen import disk
from pmgen.late_pattern import late
from pmgen.load.annex_folders import ANNEX_FILE, load_annex
from pmgen.load.field_source import BUILT_IN, FieldSource
from pmgen.model.records import Annex

_YEAR = late(r"(?:19|20)\d\d(?!\d)")


def folder_of_year_before(folder: Path) -> Path | None:
    """Return the folder whose last part that begins with a year is a year less, None where it is no annex."""
    for part in (folder, *folder.parents):
        if year := _YEAR.match(part.name):
            before = part.with_name(f"{int(year[0]) - 1}{part.name[4:]}") / folder.relative_to(part)
            return before if disk.is_file(before / ANNEX_FILE) else None
    return None


def annex_of_year_before(folder: Path, source: FieldSource = BUILT_IN) -> Annex | None:
    """Return what can be read of the annex of the year before; what is wrong with it is its own affair."""
    before = folder_of_year_before(folder)
    return load_annex(before, source).annex if before else None
