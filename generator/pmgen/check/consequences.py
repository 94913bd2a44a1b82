"""What is not told beside its cause: one mistake, one finding."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from pmgen.check.findings import Finding
from pmgen.check.money.project_costs import costs_of
from pmgen.check.money.unit_slips import is_ten_thousandfold
from pmgen.check.review_rule import Rule
from pmgen.problems import Problem, ProblemKind, Severity, SourcePlace

_AS_WORDS = "PMG215"
_AS_WORDS_EXACTNESS = 2
_IN_NO_TABLE = "PMG619"


def not_told_yet(problems: Iterable[Problem], findings: Iterable[Finding]) -> tuple[Problem, ...]:
    """Return the problems but for those that a finding tells in the same words of the same line.

    Where data contradict themselves, as 对应目标 that no goal has, it is not told which indicators no table
    shows for it.
    """
    found = [each.problem for each in findings]
    told = {_said(each) for each in found}
    astray = {place.file for each in found if _is_error_in_data(each) for place in _sources(each)[:1]}
    return tuple(
        each
        for each in problems
        if _said(each) not in told
        and not (each.code == _IN_NO_TABLE and any(place.file in astray for place in _sources(each)[:1]))
    )


def _is_error_in_data(problem: Problem) -> bool:
    return problem.is_error and problem.kind is ProblemKind.DATA


def _said(problem: Problem) -> tuple[str, object]:
    line = next(((place.file, place.line) for place in _sources(problem)), None)
    return str(problem.message), line


def without_consequences(findings: Iterable[Finding], rules: Iterable[Rule]) -> tuple[Finding, ...]:
    """Return the findings without those that vanish by themselves when another one is repaired.

    Of several about one value only the most exact is told, by the exactness of their rules. What the data
    accept hides nothing.
    """
    found = tuple(_once(findings))
    exactness = {rule.code: rule.exactness for rule in rules if rule.exactness is not None}
    exactness[_AS_WORDS] = _AS_WORDS_EXACTNESS
    causes: dict[tuple[str, int | None], list[tuple[SourcePlace, int]]] = defaultdict(list)
    for each in found:
        if each.problem.code in exactness and each.waiver is None:
            for place in _sources(each.problem)[:1]:
                causes[place.file, place.line].append((place, exactness[each.problem.code]))
    return tuple(
        each for each in found if not _is_caused(each.problem, exactness, causes) and not _is_of_a_slip(each)
    )


def _once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Give what several rules say in the same words of the same place once, as the severest does."""
    found = tuple(findings)
    severest: dict[tuple[str, object], Finding] = {}
    for each in sorted(found, key=_rank):
        severest.setdefault(_words_and_place(each.problem), each)
    told = {id(each) for each in severest.values()}
    return (each for each in found if id(each) in told)


def _words_and_place(problem: Problem) -> tuple[str, object]:
    return str(problem.message), next(iter(problem.places), None)


def _rank(finding: Finding) -> tuple[bool, int]:
    """Return what is smaller for what is to be told rather: what nobody accepted, and what is severer."""
    return finding.waiver is not None, tuple(Severity).index(finding.problem.severity)


def _is_caused(
    problem: Problem,
    exactness: Mapping[str, int],
    causes: Mapping[tuple[str, int | None], Iterable[tuple[SourcePlace, int]]],
) -> bool:
    own = exactness.get(problem.code)
    return own is not None and any(
        other > own and _overlap(place, cause)
        for place in _sources(problem)
        for cause, other in causes.get((place.file, place.line), ())
    )


def _sources(problem: Problem) -> list[SourcePlace]:
    return [place for place in problem.places if isinstance(place, SourcePlace)]


def _overlap(one: SourcePlace, other: SourcePlace) -> bool:
    start, end = one.column or 1, other.column or 1
    return start < end + other.length and end < start + one.length


def _is_of_a_slip(finding: Finding) -> bool:
    """Tell whether an amount is too fine for the form because it was typed in the other unit."""
    if finding.problem.code != "PMG-A06" or finding.project is None:
        return False
    costs = costs_of(finding.project)
    return costs is not None and is_ten_thousandfold(costs.reckoned, costs.budget)
