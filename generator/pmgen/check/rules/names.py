"""Rules about what things are called."""

from __future__ import annotations

from pmgen.check.rule import Rule

NAMES: tuple[Rule, ...] = ()
