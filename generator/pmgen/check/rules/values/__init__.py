"""Rules about what the targets say."""

from __future__ import annotations

from pmgen.check.rule import Rule
from pmgen.check.rules.values.numbers import NUMBERS
from pmgen.check.rules.values.senses import SENSES
from pmgen.check.rules.values.unfilled import UNFILLED
from pmgen.check.rules.values.wording import WORDING


def _code(rule: Rule) -> str:
    return rule.code


VALUES: tuple[Rule, ...] = tuple(sorted((*NUMBERS, *SENSES, *UNFILLED, *WORDING), key=_code))
