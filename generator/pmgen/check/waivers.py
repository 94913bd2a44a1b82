"""豁免: findings that the data accept, each with its reason, and waivers that match nothing any more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from difflib import get_close_matches

from pmgen.check.codes import nearest_codes, rule_code
from pmgen.check.findings import Finding
from pmgen.load.complaints import named, short
from pmgen.model.records import Annex, Indicator, Project, Waiver
from pmgen.problems import Message, Place, Problem, message

EVERY = "全部"
"""What a waiver names instead of an indicator to accept a rule's findings for every one of a project."""

STALE = "PMG-D06"


def accept(findings: Iterable[Finding], annex: Annex, known: Set[str]) -> tuple[Finding, ...]:
    """Return the findings, each with the waiver that accepts it, and one for every waiver that does nothing.

    `known` are the codes of the rules that could have found something. Of an annex that is not whole, its
    own waivers may match what could not be checked.
    """
    used: set[int] = set()
    settled = tuple(_settle(finding, annex, used) for finding in findings)
    return (*settled, *_stale(annex, used, known, settled))


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


def _stale(annex: Annex, used: set[int], known: Set[str], found: Sequence[Finding]) -> Iterator[Finding]:
    for waiver in annex.waivers:
        if id(waiver) not in used and (annex.is_whole or rule_code(waiver.rule) not in known):
            yield Finding(_unused(waiver, None, known, found))
    for project in annex.projects:
        for waiver in project.waivers:
            strangers = _strangers(waiver, project.indicators) if rule_code(waiver.rule) in known else ()
            yield from (Finding(_stranger(waiver, name, project), project) for name in strangers)
            if id(waiver) not in used and not strangers:
                yield Finding(_unused(waiver, project, known, found), project)


def _strangers(waiver: Waiver, indicators: Iterable[Indicator]) -> tuple[str, ...]:
    """Return the names in a waiver that no indicator has."""
    names = {EVERY, *(indicator.name for indicator in indicators)}
    return tuple(name for name in waiver.indicators if name not in names)


def _stranger(waiver: Waiver, name: str, project: Project) -> Problem:
    near = get_close_matches(name, [indicator.name for indicator in project.indicators], 1, 0.6)
    if near:
        text = message(
            "there is no indicator {name}; did you mean {near}?", name=short(name), near=short(near[0])
        )
    else:
        text = message("there is no indicator {name} to waive anything for", name=short(name))
    hint = message("write the name as it stands in 三级指标, or 全部 for every indicator")
    return Problem(STALE, text, (waiver.places["indicators"],), hint)


def _unused(waiver: Waiver, project: Project | None, known: Set[str], found: Sequence[Finding]) -> Problem:
    code = rule_code(waiver.rule)
    places: tuple[Place, ...] = (waiver.places["rule"],)
    if code not in known:
        return Problem(STALE, _unknown(waiver, known), places, _UNKNOWN_HINT)
    text = message("this waiver of {rule} matches no finding", rule=code)
    missed = [each for each in found if each.problem.code == code and each.waiver is None]
    own = [each for each in missed if each.project is project]
    hint = _hint(code, waiver, own) if own else _elsewhere(code, project, missed)
    return Problem(STALE, text, places, hint or _STALE_HINT)


def _unknown(waiver: Waiver, known: Set[str]) -> Message:
    near = nearest_codes(waiver.rule, known)
    if near:
        return message(
            "there is no rule {rule} to waive; did you mean {near}?", rule=waiver.rule, near=named(near)
        )
    return message("there is no rule {rule} to waive", rule=waiver.rule)


def _hint(code: str, waiver: Waiver, missed: Sequence[Finding]) -> Message:
    """Return what to write in a waiver so that it accepts what it missed."""
    names = list(dict.fromkeys(each.indicator.name for each in missed if each.indicator))
    if not names and not waiver.indicators:
        return _STALE_HINT
    if not names:
        return message(
            "the findings of {rule} are not about single indicators: delete the line 指标", rule=code
        )
    return message(
        "the findings of {rule} are about these indicators, to be named in 指标: {names}",
        rule=code,
        names=_some(names),
    )


def _elsewhere(code: str, project: Project | None, missed: Sequence[Finding]) -> Message | None:
    """Return in which file a waiver would accept what it missed."""
    if project is not None:
        of_annex = any(each.project is None for each in missed)
        return (
            message("{rule} is found in the annex as a whole: write the waiver in annex.yaml", rule=code)
            if of_annex
            else None
        )
    names = list(dict.fromkeys(each.project.name for each in missed if each.project))
    if not names:
        return None
    return message(
        "annex.yaml waives only what is found in the annex as a whole; "
        "write the waiver of {rule} in the files of these projects: {names}",
        rule=code,
        names=_some(names),
    )


def _some(names: Sequence[str]) -> str:
    shown = named(short(name) for name in names[:_MOST_NAMES])
    return f"{shown}……" if len(names) > _MOST_NAMES else shown


_MOST_NAMES = 5
_UNKNOWN_HINT = message(
    "write the code that pmgen check shows, such as PMG-S05; pmgen explain lists them all"
)
_STALE_HINT = message("delete it: nothing that this rule finds is left for it")
