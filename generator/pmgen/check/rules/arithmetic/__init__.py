"""Rules about whether sums and prices agree."""

from __future__ import annotations

from pmgen.check.rule import Rule, in_code_order
from pmgen.check.rules.arithmetic.budgets import BUDGETS
from pmgen.check.rules.arithmetic.cost_lines import COST_LINES
from pmgen.check.rules.arithmetic.cost_values import COST_VALUES
from pmgen.check.rules.arithmetic.sources import SOURCES

ARITHMETIC: tuple[Rule, ...] = in_code_order(BUDGETS, COST_LINES, COST_VALUES, SOURCES)
