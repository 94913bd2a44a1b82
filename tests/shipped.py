"""The data that come with pmgen, each annex by its name: whoever uses the clone may add more beside them."""

from __future__ import annotations

from pathlib import Path

_DATA = Path(__file__).parents[1] / "data"

NAMES = ("2022/wuhai", "2024/shanghai", "2025/tianjin-bureau", "2026/ezhou", "undated/tianjin-skills")

SAMPLES = ("2021/ningxiang", "2024/national")
"""Annexes that were made up to show a form, of which nothing was ever published."""


def annex(name: str) -> Path:
    """Return the folder of a shipped annex."""
    assert name in (*NAMES, *SAMPLES), name
    return _DATA / name


def schema(name: str) -> Path:
    """Return a schema that lies beside the annexes."""
    return _DATA / name


ANNEXES = tuple(map(annex, NAMES))
"""The folders of the published annexes, as `find_annexes` would give them."""

FILES = tuple(sorted(file for folder in ANNEXES for file in folder.glob("*.yaml")))
"""Every data file of them."""

PROJECTS = tuple(file for file in FILES if file.name != "annex.yaml")
