"""The repairs of a seed: what the copying did to a line, and the line as it was published."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import yaml

SEEDS = Path(__file__).parents[1] / "seeds"


@dataclass(frozen=True, slots=True)
class Repair:
    """A part of a line (counted from 1) that occurs once in it, and what must stand there."""

    line: int
    before: str
    after: str
    reason: str


def repairs_of(seed: str) -> tuple[Repair, ...]:
    """Return the repairs of a seed in the order in which they apply."""
    entries = yaml.load((SEEDS / f"{seed}.repairs.yaml").read_text("utf-8"), yaml.BaseLoader)
    return tuple(Repair(int(e["行"]), e["原文"], e["改为"], e["理由"]) for e in entries or ())


def lines_of(seed: str) -> list[str]:
    """Return the lines of a seed as they were copied."""
    return (SEEDS / f"{seed}.txt").read_text("utf-8").split("\n")


def repaired_lines(seed: str) -> list[str]:
    """Return the lines of a seed with its repairs applied; each line stays at its number."""
    return apply(lines_of(seed), repairs_of(seed))


def apply(lines: list[str], repairs: Iterable[Repair]) -> list[str]:
    """Return the lines after the repairs; a repair that does not fit exactly once is an error."""
    repaired = list(lines)
    for repair in repairs:
        line = repaired[repair.line - 1]
        if line.count(repair.before) != 1:
            raise ValueError(
                f"line {repair.line}: {repair.before!r} occurs {line.count(repair.before)} times"
            )
        repaired[repair.line - 1] = line.replace(repair.before, repair.after)
    return repaired
