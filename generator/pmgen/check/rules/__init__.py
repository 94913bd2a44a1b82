"""The rules, group by group; every rule stands beside its function in the module of its group."""

from __future__ import annotations

from pmgen.check.rule import Rule
from pmgen.check.rules.arithmetic import ARITHMETIC
from pmgen.check.rules.documents import DOCUMENTS
from pmgen.check.rules.goals import GOALS
from pmgen.check.rules.names import NAMES
from pmgen.check.rules.punctuation import PUNCTUATION
from pmgen.check.rules.structure import STRUCTURE
from pmgen.check.rules.time import TIME
from pmgen.check.rules.values import VALUES

RULES: tuple[Rule, ...] = (
    *STRUCTURE,
    *ARITHMETIC,
    *VALUES,
    *TIME,
    *GOALS,
    *NAMES,
    *PUNCTUATION,
    *DOCUMENTS,
)
