"""Rules about how a table is built."""

from __future__ import annotations

from pmgen.check.rule import Rule

STRUCTURE: tuple[Rule, ...] = ()
