"""Rules about days, years and durations."""

from __future__ import annotations

from pmgen.check.rule import Rule
from pmgen.check.rules.time.deadlines import DEADLINES
from pmgen.check.rules.time.years import YEARS


def _code(rule: Rule) -> str:
    return rule.code


TIME: tuple[Rule, ...] = tuple(sorted((*DEADLINES, *YEARS), key=_code))
