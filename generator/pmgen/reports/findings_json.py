"""Findings as JSON for other programs; docs/check-output.zh-CN.md says what each name means."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence

import pmgen
from pmgen.check.findings import Finding
from pmgen.check.review import Review
from pmgen.model.records import Project, Waiver
from pmgen.problems import Message, Place, Severity, SourcePlace
from pmgen.reports.telling import Telling

VERSION = 1
"""Rises when a name goes or changes its meaning; new names may come at any time."""

_Value = str | int | None | dict[str, "_Value"] | list["_Value"]


def as_json(reviews: Sequence[Review], telling: Telling) -> str:
    """Return the reviews as one JSON object."""
    values: dict[str, _Value] = {
        "version": VERSION,
        "pmgen": pmgen.__version__,
        "language": telling.language.tag,
        "summary": _summary(reviews),
        "annexes": [_annex(review, telling) for review in reviews],
        "findings": list(_findings(reviews, telling)),
    }
    return json.dumps(values, ensure_ascii=False, indent=2) + "\n"


def _summary(reviews: Sequence[Review]) -> _Value:
    findings = [finding for review in reviews for finding in review.findings]
    counted = Counter(finding.problem.severity for finding in findings if finding.waiver is None)
    return {
        "annexes": len(reviews),
        "projects": sum(len(review.projects) for review in reviews),
        **{severity.value: counted[severity] for severity in Severity},
        "waived": sum(finding.waiver is not None for finding in findings),
    }


def _annex(review: Review, telling: Telling) -> _Value:
    return {
        "folder": telling.file(str(review.folder)),
        "region": review.region.id if review.region else None,
        "projects": len(review.projects),
        "unread": [telling.file(file) for file in review.unread],
    }


def _findings(reviews: Sequence[Review], telling: Telling) -> Iterator[_Value]:
    for review in reviews:
        for finding in review.findings:
            yield {"annex": telling.file(str(review.folder)), **_finding(finding, telling)}


def _finding(finding: Finding, telling: Telling) -> dict[str, _Value]:
    problem = finding.problem
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "message": telling.say(problem.message),
        "repair": _said(problem.hint, telling),
        "project": _project(finding.project, telling),
        "indicator": finding.indicator.name if finding.indicator else None,
        "places": [_place(place, telling) for place in problem.places],
        "waived": _waiver(finding.waiver, telling),
    }


def _said(text: Message | None, telling: Telling) -> str | None:
    return telling.say(text) if text is not None else None


def _project(project: Project | None, telling: Telling) -> _Value:
    if project is None:
        return None
    return {"seq": project.seq, "name": project.name, "file": telling.file(project.file)}


def _place(place: Place, telling: Telling) -> _Value:
    file = telling.file(place.file)
    if not isinstance(place, SourcePlace) or place.line is None:
        return {"file": file}
    if place.column is None:
        return {"file": file, "line": place.line}
    return {"file": file, "line": place.line, "column": place.column, "length": place.length}


def _waiver(waiver: Waiver | None, telling: Telling) -> _Value:
    if waiver is None:
        return None
    return {"reason": waiver.reason, "place": _place(waiver.places["rule"], telling)}
