"""Rules about days, years and durations."""

from __future__ import annotations

from pmgen.check.rule import Rule, in_code_order
from pmgen.check.rules.time.deadlines import DEADLINES
from pmgen.check.rules.time.headings import HEADINGS
from pmgen.check.rules.time.years import YEARS

TIME: tuple[Rule, ...] = in_code_order(DEADLINES, YEARS, HEADINGS)
