"""The report of reviews to hand round: errors first, then rule by rule, each with its cell and its repair."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pmgen.check.annex_review import Review
from pmgen.check.code_selection import EVIDENCE_WORDS, title_of
from pmgen.check.findings import Finding
from pmgen.check.rules import RULES
from pmgen.load.text_files import read_lines
from pmgen.model.records import Project
from pmgen.problems import Problem, ProblemKind, Severity, SourcePlace, message
from pmgen.reports.printed_places import PrintedPlaces, printed_places
from pmgen.reports.report_page import ReportContext, report_page
from pmgen.reports.review_summary import hidden_words, unseen_projects
from pmgen.view.annex_records import with_shared_facts

_ORDER = tuple(Severity)
_AROUND = 24
_RULES = {rule.code: rule for rule in RULES}
_SEVERITIES = {
    Severity.ERROR: message("error"),
    Severity.WARNING: message("warning"),
    Severity.INFO: message("note"),
}


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding in words. `quote` is the text before its place, in it and after it.

    `number` is that of its project, `heading` stands above the tables of that on the form.
    """

    severity: str
    severity_word: str
    rank: int
    code: str
    title: str
    reason: str
    number: int
    project: str
    file: str
    heading: str
    indicator: str
    cells: tuple[str, ...]
    text: str
    repair: str
    quote: tuple[str, str, str]
    place: str
    waiver: str
    waiver_place: str


@dataclass(frozen=True, slots=True)
class FindingRows:
    """Puts findings into words; `lines` gives the lines of a file."""

    context: ReportContext
    printed: PrintedPlaces
    lines: Callable[[str], Sequence[str]]

    def of(self, findings: Sequence[Finding]) -> tuple[FindingRow, ...]:
        """Return the findings as rows, project by project."""
        return tuple(map(self._row, sorted(findings, key=_project_and_rule)))

    def _row(self, finding: Finding) -> FindingRow:
        problem, waiver, project = finding.problem, finding.waiver, finding.project
        say = self.context.say
        return FindingRow(
            severity=problem.severity.value,
            severity_word=severity_word(problem.severity, self.context),
            rank=_ORDER.index(problem.severity),
            code=problem.code,
            title=say(title_of(problem.code)),
            reason=say(_RULES[problem.code].reason) if problem.code in _RULES else "",
            number=_number(project),
            project=project.name if project else "",
            file=self.context.file(project.file) if project else "",
            heading=self.printed.heading(project) if project else "",
            indicator=finding.indicator.name if finding.indicator else "",
            cells=tuple(map(say, self.printed.of(finding))),
            text=say(problem.message),
            # The lines to write stand below the sentence, which ends in a blank before them.
            repair=say(problem.hint).replace(" \n", "\n") if problem.hint else "",
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
            return self.context.file(place.file)
        if finding.project is None or finding.project.file != place.file or place.line is None:
            return Path(self._written(place)).name
        return self.context.say(message("line {line}", line=place.line))

    def _written(self, place: SourcePlace) -> str:
        file = self.context.file(place.file)
        return f"{file}:{place.line}" if place.line is not None else file

    def _quote(self, problem: Problem) -> tuple[str, str, str]:
        """Return the words around the first place of a problem; none where it is about more, or a gap."""
        place = problem.places[0] if problem.places else None
        if not isinstance(place, SourcePlace) or place.line is None or place.column is None:
            return "", "", ""
        lines = self.lines(place.file)
        is_whole = place in self.printed.wholes
        if is_whole or problem.kind in (ProblemKind.GAP, ProblemKind.FORM) or place.line > len(lines):
            return "", "", ""
        line, start = lines[place.line - 1], place.column - 1
        end = start + place.length
        before, after = line[:start].lstrip(" -"), line[end:]
        return _tail(before), line[start:end], _head(after)


def severity_word(severity: Severity, context: ReportContext) -> str:
    """Return the word for a severity."""
    return context.say(_SEVERITIES[severity])


def _number(project: Project | None) -> int:
    return project.seq if project is not None else 0


def _project_and_rule(finding: Finding) -> tuple[int, str]:
    return _number(finding.project), finding.problem.code


def _tail(text: str) -> str:
    return text if len(text) <= _AROUND else "…" + text[-_AROUND:]


def _head(text: str) -> str:
    return text if len(text) <= _AROUND else text[:_AROUND] + "…"


_WORDS = {
    "annexes": message("annexes"),
    "projects": message("projects"),
    "errors": message("errors"),
    "warnings": message("warnings"),
    "notes": message("notes"),
    "waived": message("waived"),
    "unread": message("Not checked"),
    "by_project": message("by project"),
    "by_rule": message("by rule"),
    "severity": message("severity"),
    "rule": message("rule"),
    "project": message("project"),
    "indicator": message("indicator"),
    "cell": message("on the form"),
    "finding": message("what is wrong, and what to do"),
    "place": message("in the data"),
    "reason": message("reason"),
    "repair": message("repair"),
    "source": message("source"),
    "times": message("times"),
    "form": message("form"),
    "fix": message("places that pmgen check --fix repairs"),
    "day": message("reviewed on"),
    "heading": message("heading on the form"),
    "arrange": message("arrange"),
    "unfold": message("unfold all"),
    "fold": message("fold all"),
    "whole": message("the annex as a whole"),
    "in_projects": message("in projects"),
    "nothing": message("Nothing was found in these projects"),
    "waived_ones": message("Findings that are waived"),
    "rules": message("The rules"),
    "guess": message("It guesses from words: it may miss something, and it may be wrong."),
    "fine": message("Nothing was found."),
}


@dataclass(frozen=True, slots=True)
class RuleHits:
    """The findings of a rule in an annex, of which all but errors are folded."""

    code: str
    title: str
    reason: str
    rows: tuple[FindingRow, ...]

    @property
    def projects(self) -> int:
        """Return in how many projects it was met."""
        return len({row.number for row in self.rows})


@dataclass(frozen=True, slots=True)
class Part:
    """An annex with all findings, and in `sound` the projects of which there are none, shown or hidden."""

    title: str
    folder: str
    form: str
    rows: tuple[FindingRow, ...]
    sound: tuple[str, ...]
    waived: tuple[FindingRow, ...]

    def of(self, severity: str) -> tuple[FindingRow, ...]:
        """Return the rows of a severity."""
        return tuple(row for row in self.rows if row.severity == severity)

    def rules(self, severity: str) -> tuple[RuleHits, ...]:
        """Return the rows of a severity rule by rule, the most frequent first."""
        rows: dict[str, list[FindingRow]] = {}
        for row in self.of(severity):
            rows.setdefault(row.code, []).append(row)
        found = (RuleHits(code, same[0].title, same[0].reason, tuple(same)) for code, same in rows.items())
        return tuple(sorted(found, key=lambda hits: len(hits.rows), reverse=True))


@dataclass(frozen=True, slots=True)
class Level:
    """What is said above the findings of a severity."""

    severity: str
    word: str
    count: int


@dataclass(frozen=True, slots=True)
class RuleWords:
    """What is said about a rule, or about problems that are no rule's."""

    code: str
    severity: str
    severity_word: str
    title: str
    count: int
    reason: str = ""
    repair: str = ""
    source: str = ""
    heuristic: bool = False


def findings_as_html(reviews: Sequence[Review], context: ReportContext) -> str:
    """Return the report of reviews as a page."""
    findings = [finding for review in reviews for finding in review.findings]
    facts = _facts(reviews, findings)
    values = {
        "words": {name: context.say(text) for name, text in _WORDS.items()},
        "facts": facts,
        "levels": list(_levels(facts, context)),
        "fixable": context.fixable.places,
        "day": context.today.isoformat() if context.today else "",
        "hidden": list(hidden_words(reviews, context.asked, context.settings, context.say)),
        "unread": [context.file(file) for review in reviews for file in review.unread],
        "parts": [_part(review, context) for review in reviews],
        "rules": list(_rules(findings, context)),
    }
    return report_page(
        "findings", context.say(message("Review before publication")), context.language, values
    )


def _facts(reviews: Sequence[Review], findings: Sequence[Finding]) -> Mapping[str, int]:
    counted = Counter(finding.problem.severity for finding in findings if finding.waiver is None)
    return {
        "annexes": len(reviews),
        "projects": sum(len(review.projects) for review in reviews),
        "errors": counted[Severity.ERROR],
        "warnings": counted[Severity.WARNING],
        "notes": counted[Severity.INFO],
        "waived": sum(finding.waiver is not None for finding in findings),
    }


def _part(review: Review, context: ReportContext) -> Part:
    printed = printed_places(review) if review.findings else PrintedPlaces(None)
    rows = FindingRows(context, printed, lru_cache(maxsize=4)(read_lines))
    found = [finding for finding in review.findings if finding.waiver is None]
    told = {_number(finding.project) for finding in found} | unseen_projects(review)
    return Part(
        title=_title(review),
        folder=context.file(str(review.folder)),
        form=review.region.name if review.region else "",
        rows=rows.of(found),
        sound=tuple(project.name for project in review.projects if project.seq not in told),
        waived=rows.of([finding for finding in review.findings if finding.waiver is not None]),
    )


def _levels(facts: Mapping[str, int], context: ReportContext) -> Iterator[Level]:
    for severity, fact in zip(Severity, ("errors", "warnings", "notes"), strict=True):
        if facts[fact]:
            yield Level(severity.value, severity_word(severity, context), facts[fact])


def _title(review: Review) -> str:
    """Return the year and the unit of an annex, or the name of its folder."""
    if review.annex is None:
        return review.folder.name
    annex = with_shared_facts(review.annex)
    unit = annex.unit.name if annex.unit and annex.unit.name else review.folder.name
    return f"{annex.fiscal_year} {unit}" if annex.fiscal_year else unit


def _rules(findings: Sequence[Finding], context: ReportContext) -> Iterator[RuleWords]:
    """Give the rules that were met, the worst and the most frequent first."""
    order = tuple(Severity)
    counted = Counter(finding.problem.code for finding in findings)
    severities = {finding.problem.code: finding.problem.severity for finding in findings}
    for code in sorted(counted, key=lambda each: (order.index(severities[each]), -counted[each])):
        rule = _RULES.get(code)
        words = (code, severities[code].value, severity_word(severities[code], context))
        title, count = context.say(title_of(code)), counted[code]
        if rule is None:
            yield RuleWords(*words, title, count)
            continue
        source = message(
            "{source} ({evidence})",
            source=context.say(rule.source),
            evidence=context.say(EVIDENCE_WORDS[rule.evidence]),
        )
        told = context.say(rule.reason), context.say(rule.repair), context.say(source)
        yield RuleWords(*words, title, count, *told, rule.heuristic)
