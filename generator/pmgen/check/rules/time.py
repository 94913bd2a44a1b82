"""Rules about days, years and durations."""

from __future__ import annotations

from pmgen.check.rule import Rule

TIME: tuple[Rule, ...] = ()
