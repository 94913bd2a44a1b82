"""Rules about goals and how they fit the indicators."""

from __future__ import annotations

from pmgen.check.rule import Rule

GOALS: tuple[Rule, ...] = ()
