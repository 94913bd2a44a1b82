"""Findings as the rows of the page that tells them: everything in words, ready to be set."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pmgen.check.findings import Finding
from pmgen.check.kinds import title_of
from pmgen.check.rules import RULES
from pmgen.problems import Kind, Problem, Severity, SourcePlace, message
from pmgen.reports.printed_places import PrintedPlaces
from pmgen.reports.telling import Telling

_ORDER = tuple(Severity)
_AROUND = 24
_RULES = {rule.code: rule for rule in RULES}
_SEVERITIES = {
    Severity.ERROR: message("error"),
    Severity.WARNING: message("warning"),
    Severity.INFO: message("note"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A finding in words. `quote` is the text before its place, in it and after it."""

    severity: str
    severity_word: str
    rank: int
    code: str
    title: str
    reason: str
    project: str
    indicator: str
    cells: tuple[str, ...]
    text: str
    repair: str
    quote: tuple[str, str, str]
    place: str
    waiver: str
    waiver_place: str


@dataclass(frozen=True, slots=True)
class Rows:
    """Puts findings into words; `lines` gives the lines of a file."""

    telling: Telling
    printed: PrintedPlaces
    lines: Callable[[str], Sequence[str]]

    def of(self, findings: Sequence[Finding]) -> tuple[Row, ...]:
        """Return the findings as rows, the worst first, those of one rule together."""
        return tuple(self._row(finding) for finding in sorted(findings, key=_importance))

    def _row(self, finding: Finding) -> Row:
        problem, waiver = finding.problem, finding.waiver
        rule = _RULES.get(problem.code)
        say = self.telling.say
        return Row(
            severity=problem.severity.value,
            severity_word=severity_word(problem.severity, self.telling),
            rank=_ORDER.index(problem.severity),
            code=problem.code,
            title=say(title_of(problem.code)),
            reason=say(rule.reason) if rule else "",
            project=finding.project.name if finding.project else "",
            indicator=finding.indicator.name if finding.indicator else "",
            cells=tuple(map(say, self.printed.of(finding))),
            text=say(problem.message),
            repair=say(problem.hint) if problem.hint else "",
            quote=self._quote(problem),
            place=self._place(finding),
            waiver=waiver.reason if waiver else "",
            waiver_place=self._written(waiver.places["rule"]) if waiver else "",
        )

    def _place(self, finding: Finding) -> str:
        """Return the line of a finding, with the file where that is not the project's."""
        if not finding.problem.places:
            return ""
        place = finding.problem.places[0]
        if not isinstance(place, SourcePlace):
            return self.telling.file(place.file)
        if finding.project is None or finding.project.file != place.file or place.line is None:
            return Path(self._written(place)).name
        return self.telling.say(message("line {line}", line=place.line))

    def _written(self, place: SourcePlace) -> str:
        file = self.telling.file(place.file)
        return f"{file}:{place.line}" if place.line is not None else file

    def _quote(self, problem: Problem) -> tuple[str, str, str]:
        """Return the words around the first place of a problem; none where it is about more, or a gap."""
        place = problem.places[0] if problem.places else None
        if not isinstance(place, SourcePlace) or place.line is None or place.column is None:
            return "", "", ""
        lines = self.lines(place.file)
        is_whole = place in self.printed.wholes
        if is_whole or problem.kind in (Kind.GAP, Kind.FORM) or place.line > len(lines):
            return "", "", ""
        line, start = lines[place.line - 1], place.column - 1
        end = start + place.length
        before, after = line[:start].lstrip(" -"), line[end:]
        return _tail(before), line[start:end], _head(after)


def severity_word(severity: Severity, telling: Telling) -> str:
    """Return the word for a severity."""
    return telling.say(_SEVERITIES[severity])


def _importance(finding: Finding) -> tuple[int, str]:
    return _ORDER.index(finding.problem.severity), finding.problem.code


def _tail(text: str) -> str:
    return text if len(text) <= _AROUND else "…" + text[-_AROUND:]


def _head(text: str) -> str:
    return text if len(text) <= _AROUND else text[:_AROUND] + "…"
