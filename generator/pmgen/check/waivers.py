"""豁免: findings that the data accept, each with its reason, and waivers that match nothing any more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pmgen.check.findings import Finding
from pmgen.model.records import Annex, Project, Waiver
from pmgen.problems import Problem, Severity, message

EVERY = "全部"
"""What a waiver names instead of an indicator to accept a rule's findings for every one of a project."""

STALE = "PMG-D06"


def rule_code(written: str) -> str:
    """Return the full code of a rule, which may be written S05, S-05 or PMG-S05 in either case."""
    short = written.strip().upper().removeprefix("PMG-").removeprefix("PMG").replace("-", "")
    return f"PMG-{short}" if short[:1].isalpha() else f"PMG{short}"


def accept(findings: Iterable[Finding], annex: Annex, known: frozenset[str]) -> tuple[Finding, ...]:
    """Return the findings, each with the waiver that accepts it, and one for every waiver that does nothing.

    `known` are the codes of the rules that could have found something.
    """
    used: set[int] = set()
    settled = tuple(_settle(finding, annex, used) for finding in findings)
    return (*settled, *_stale(annex, used, known))


def _settle(finding: Finding, annex: Annex, used: set[int]) -> Finding:
    waivers = annex.waivers if finding.project is None else finding.project.waivers
    for waiver in waivers:
        if _matches(waiver, finding):
            used.add(id(waiver))
            return replace(finding, waiver=waiver)
    return finding


def _matches(waiver: Waiver, finding: Finding) -> bool:
    if rule_code(waiver.rule) != finding.problem.code:
        return False
    if finding.indicator is None:
        return not waiver.indicators
    return EVERY in waiver.indicators or finding.indicator.name in waiver.indicators


def _stale(annex: Annex, used: set[int], known: frozenset[str]) -> Iterator[Finding]:
    owners: Sequence[tuple[Project | None, tuple[Waiver, ...]]] = [
        (None, annex.waivers),
        *((project, project.waivers) for project in annex.projects),
    ]
    for project, waivers in owners:
        for waiver in waivers:
            if id(waiver) not in used:
                yield Finding(_stale_problem(waiver, known), project)


def _stale_problem(waiver: Waiver, known: frozenset[str]) -> Problem:
    code = rule_code(waiver.rule)
    places = (waiver.places["rule"],)
    if code not in known:
        text = message("there is no rule {rule} to waive", rule=waiver.rule)
        return Problem(STALE, Severity.WARNING, text, places, _UNKNOWN_HINT)
    text = message("this waiver of {rule} matches no finding", rule=code)
    return Problem(STALE, Severity.WARNING, text, places, _STALE_HINT)


_UNKNOWN_HINT = message(
    "write the code that pmgen check shows, such as PMG-S05; pmgen explain lists them all"
)
_STALE_HINT = message(
    "delete it, or correct it: a finding about an indicator needs its name in 指标, any other needs no 指标"
)
