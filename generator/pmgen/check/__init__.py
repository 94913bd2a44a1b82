"""Check: what a careful reviewer finds in an annex before it is published."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pmgen.catalog.region import Region
from pmgen.check.consequences import not_told_yet, without_consequences
from pmgen.check.findings import Finding, Lines, Owners, apply_waivers, find
from pmgen.check.review_rule import Rule
from pmgen.check.rules import RULES
from pmgen.load.text_files import read_lines
from pmgen.model.records import Annex
from pmgen.problems import Problem, Severity
from pmgen.view import view_annex

__all__ = ["RULES", "Finding", "Rule", "check_annex"]


def check_annex(
    annex: Annex,
    region: Region | None,
    problems: Iterable[Problem] = (),
    *,
    before: Annex | None = None,
    rules: Sequence[Rule] = RULES,
    lines: Lines = read_lines,
) -> tuple[Finding, ...]:
    """Return everything that stands against publishing `annex` in the form of `region`.

    `problems` are those of loading, `before` is the annex of the year before. The problems come first, then
    what the rules find, then what the form needs and the data lack; without a region only rules that need
    none can find anything. What only follows from another finding is left out. A finding that the data
    accept carries its waiver, and a waiver that accepts nothing is a finding itself.
    """
    owners = Owners(annex)
    found = [owners.located(problem) for problem in problems]
    found.extend(find(annex, region, rules, lines, before))
    if region is not None:
        # What the form prints in a way that nobody has seen there is no fault of the data: `render` tells it.
        lacking = (each for each in view_annex(annex, region).problems if each.severity is not Severity.INFO)
        found.extend(map(owners.located, not_told_yet(lacking, found)))
    settled = apply_waivers(found, annex, frozenset(rule.code for rule in rules))
    return without_consequences(settled, rules)
