"""Rules about what the targets say."""

from __future__ import annotations

from pmgen.check.rule import Rule

VALUES: tuple[Rule, ...] = ()
