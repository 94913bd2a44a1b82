"""Rules about what the targets say."""

from __future__ import annotations

from pmgen.check.rule import Rule, in_code_order
from pmgen.check.rules.values.numbers import NUMBERS
from pmgen.check.rules.values.senses import SENSES
from pmgen.check.rules.values.unfilled import UNFILLED
from pmgen.check.rules.values.wording import WORDING

VALUES: tuple[Rule, ...] = in_code_order(NUMBERS, SENSES, UNFILLED, WORDING)
