"""Rules about how a table is built."""

from __future__ import annotations

from pmgen.check.rule import Rule
from pmgen.check.rules.structure.descriptions import DESCRIPTIONS
from pmgen.check.rules.structure.scores import SCORES
from pmgen.check.rules.structure.tables import TABLES
from pmgen.check.rules.structure.wholes import WHOLES


def _code(rule: Rule) -> str:
    return rule.code


STRUCTURE: tuple[Rule, ...] = tuple(sorted((*TABLES, *SCORES, *DESCRIPTIONS, *WHOLES), key=_code))
