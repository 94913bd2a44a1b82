"""Rules about how a table is built."""

from __future__ import annotations

from pmgen.check.rule import Rule, in_code_order
from pmgen.check.rules.structure.descriptions import DESCRIPTIONS
from pmgen.check.rules.structure.scores import SCORES
from pmgen.check.rules.structure.tables import TABLES
from pmgen.check.rules.structure.wholes import WHOLES

STRUCTURE: tuple[Rule, ...] = in_code_order(TABLES, SCORES, DESCRIPTIONS, WHOLES)
