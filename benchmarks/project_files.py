"""Folders with many project files: the words of a published annex, in every file other rows and counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from indicator_rows import ANNEX
from pmgen.model.terms import Category

FILES = 1_000
FILES_PER_FOLDER = 25
ROWS = 22
_INDICATOR = re.compile(r"^  - .*\n(?:    .*\n)*", re.MULTILINE)
_CATEGORY = re.compile(r"二级指标: (.*)")
_NAME = re.compile(r"^项目名称: .*$", re.MULTILINE)
_COUNT = re.compile(r"(?<=指标值: [≥≤])\d+(?=[^\d.%年])")
_ORDER = {term.chinese: number for number, term in enumerate(Category)}


@dataclass(frozen=True, slots=True)
class _Part:
    """A published file, taken apart: what stands before its indicators, they themselves, and what follows."""

    head: str
    indicators: tuple[str, ...]
    tail: str


def write_annexes(root: Path) -> tuple[Path, ...]:
    """Write the annex folders below `root` and return them."""
    annex = (ANNEX / "annex.yaml").read_text("utf-8")
    texts = _texts()
    folders = tuple(root / f"{number:02}" for number in range(FILES // FILES_PER_FOLDER))
    for folder in folders:
        folder.mkdir()
        (folder / "annex.yaml").write_text(annex, "utf-8")
        for number, text in enumerate(islice(texts, FILES_PER_FOLDER), 1):
            (folder / f"{number:02}.yaml").write_text(text, "utf-8")
    return folders


def _texts() -> Iterator[str]:
    """Yield the project files: names and counts of their own, indicators in the order of a form."""
    parts = [_part(path.read_text("utf-8")) for path in sorted(ANNEX.glob("*_*.yaml"))]
    indicators = [indicator for part in parts for indicator in part.indicators]
    for number in range(FILES):
        part = parts[number % len(parts)]
        chosen = [indicators[(number * ROWS + row) % len(indicators)] for row in range(ROWS)]
        rows = "".join(sorted(chosen, key=_place_on_the_form))
        yield _named(part.head, number + 1) + _counted(rows, number) + part.tail


def _part(text: str) -> _Part:
    head, begin, rest = text.partition("\n绩效指标:\n")
    indicators = tuple(_INDICATOR.findall(rest))
    return _Part(head + begin, indicators, rest.removeprefix("".join(indicators)))


def _place_on_the_form(indicator: str) -> int:
    match = _CATEGORY.search(indicator)
    assert match, indicator
    return _ORDER[match[1]]


def _named(head: str, number: int) -> str:
    return _NAME.sub(lambda name: f"{name[0]}（{number}）", head)


def _counted(rows: str, more: int) -> str:
    return _COUNT.sub(lambda count: str(int(count[0]) + more), rows)
