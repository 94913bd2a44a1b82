"""Every rule hits what it is for, at its place, and leaves alone what only looks like it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmgen.check import RULES
from pmgen.check.review_rule import Subject
from rule_cases import PACKS, RuleCase, after, findings_of, rule_cases, shown

CASES = rule_cases()
REGIONS = sorted(path.parent.name for path in PACKS.glob("*/region.yaml"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code} {case.kind} {case.title}")
def test_case(case: RuleCase, tmp_path: Path) -> None:
    assert case.kind in ("hit", "near")
    assert bool(case.expected) == (case.kind == "hit")
    findings = findings_of(case, tmp_path)
    found = [shown(finding) for finding in findings]
    assert [line.split()[:2] for line in found] == [line.split()[:2] for line in case.expected], found
    for expected, line, finding in zip(case.expected, found, findings, strict=True):
        words, arrow, repair = expected.partition(" → ")
        assert words.split(" ", 2)[2] in line
        assert not arrow or repair == str(finding.problem.hint)


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.mended], ids=lambda case: f"{case.code} {case.title}"
)
def test_nothing_is_found_where_the_hint_was_followed(case: RuleCase, tmp_path: Path) -> None:
    for region in REGIONS:
        assert [shown(each) for each in findings_of(after(case, region), tmp_path / region)] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_has_a_hit_and_a_near_case(rule: object) -> None:
    code = getattr(rule, "code", "")
    assert {case.kind for case in CASES if case.code == code} == {"hit", "near"}


def test_every_code_is_used_once() -> None:
    codes = [rule.code for rule in RULES]
    assert len(codes) == len(set(codes))


def test_which_rules_speak_of_indicators(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Waivers name indicators for these rules; the cases show which they are."""
    with_one: set[str] = set()
    with_none: set[str] = set()
    for case in CASES:
        for finding in findings_of(case, tmp_path_factory.mktemp("case")) if case.kind == "hit" else ():
            (with_one if finding.indicator else with_none).add(case.code)
    of_annexes = {rule.code for rule in RULES if rule.about is Subject.ANNEX}
    assert of_annexes <= with_none - with_one
    for about, codes in (
        (Subject.INDICATOR, with_one - with_none),
        (Subject.EITHER, with_one & with_none),
        (Subject.PROJECT, with_none - with_one - of_annexes),
    ):
        assert {rule.code for rule in RULES if rule.about is about} == codes
