"""Rules about an annex as a whole."""

from __future__ import annotations

from pmgen.check.rule import Rule

DOCUMENTS: tuple[Rule, ...] = ()
