"""The published annexes, restored from tests/seeds and the repairs beside them, and from nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from restored import ezhou, shanghai, tianjin, wuhai
from restored.published import Cell, Form, PublishedDocument, Row, Table, texts
from restored.repairs import repaired_lines

READERS: Mapping[str, Callable[[list[str]], PublishedDocument]] = {
    "tianjin_skills": tianjin.read,
    "tianjin_2025": tianjin.read,
    "wuhai_2022": wuhai.read,
    "shanghai_2024": shanghai.read,
    "ezhou_2026": ezhou.read,
}


def restored(seed: str) -> PublishedDocument:
    """Return what the office published, whole."""
    return READERS[seed](repaired_lines(seed))


__all__ = ["READERS", "Cell", "Form", "PublishedDocument", "Row", "Table", "restored", "texts"]
