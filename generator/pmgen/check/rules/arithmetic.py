"""Rules about whether sums and prices agree."""

from __future__ import annotations

from pmgen.check.rule import Rule

ARITHMETIC: tuple[Rule, ...] = ()
