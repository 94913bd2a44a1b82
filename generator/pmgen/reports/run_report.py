"""What came of a run, unit by unit: as JSON for programs, and as a page to hand round."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pmgen.problems import Problem, ProblemKind, Severity, message
from pmgen.publish.render_report import Receipt, Report, counts, gaps_in
from pmgen.reports.report_page import ReportContext, report_page

VERSION = "1"

MOST_BARS = 40
"""Units in the chart; the table has all."""

_WIDTH = 560
_BAR, _STEP, _LABEL = 16, 24, 220


def run_as_json(report: Report, named: Callable[[str], str], say: Callable[..., str] = str) -> str:
    """Return a run as one JSON object; `named` turns the name of a file into the one to show."""
    whole = {
        "version": VERSION,
        "totals": _totals(report.receipts),
        "annexes": [_plain(each, named, say) for each in report.receipts],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _plain(receipt: Receipt, named: Callable[[str], str], say: Callable[..., str]) -> dict[str, object]:
    return {
        "annex": receipt.into.as_posix(),
        "unit": receipt.unit or None,
        **_totals([receipt]),
        "files": [named(str(path)) for path in receipt.written],
        "problems": [_plain_problem(each, named, say) for each in receipt.problems],
        "said_before": dict(receipt.said),
    }


def _plain_problem(
    problem: Problem, named: Callable[[str], str], say: Callable[..., str]
) -> dict[str, object]:
    place = problem.places[0] if problem.places else None
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "message": say(problem.message),
        "file": named(place.file) if place else None,
        "line": getattr(place, "line", None),
    }


def _totals(receipts: Sequence[Receipt]) -> dict[str, int]:
    return {
        "rendered": sum(each.rendered for each in receipts),
        "unchanged": sum(each.unchanged for each in receipts),
        "failed": sum(each.failed for each in receipts),
        "warnings": sum(warnings_of(each) for each in receipts),
        "gaps": sum(gaps_of(each) for each in receipts),
    }


def warnings_of(receipt: Receipt) -> int:
    """Return how many warnings there are about an annex, gaps not counted."""
    found = [each for each in receipt.problems if each.severity is Severity.WARNING]
    return sum(1 for each in found if each.kind is not ProblemKind.GAP)


def gaps_of(receipt: Receipt) -> int:
    """Return how many values the forms of an annex lack."""
    return gaps_in(counts(receipt.problems)) + gaps_in(receipt.said)


@dataclass(frozen=True, slots=True)
class Bar:
    """A unit in the chart: how far down it is drawn, and its parts as kind, begin, width and number."""

    name: str
    top: int
    parts: tuple[tuple[str, float, float, int], ...]


def run_as_html(report: Report, context: ReportContext) -> str:
    """Return a run as a page, the units with the most failures first."""
    say = context.say
    rows = sorted(report.receipts, key=lambda each: (-each.failed, -warnings_of(each), -gaps_of(each)))
    words = {
        "unit": say(message("unit")),
        "rendered": say(message("rendered")),
        "unchanged": say(message("unchanged")),
        "failed": say(message("not written")),
        "warnings": say(message("warnings")),
        "gaps": say(message("gaps")),
        "documents": say(message("documents by unit")),
        "problems": say(message("what keeps documents back")),
        "more": say(message("units not in the chart: {count}", count=max(0, len(rows) - MOST_BARS))),
    }
    values = {
        "words": words,
        "facts": _totals(report.receipts),
        "rows": [(each, _totals([each])) for each in rows],
        "bars": _bars(rows[:MOST_BARS]),
        "height": _STEP * min(len(rows), MOST_BARS),
        "left": _LABEL,
        "bar": _BAR,
        "is_cut": len(rows) > MOST_BARS,
        "errors": [
            (each.code, say(each.message), context.file(each.places[0].file) if each.places else "")
            for each in report.problems
            if each.is_error
        ],
    }
    return report_page("run", say(message("Report of a run")), context.language, values)


def _bars(receipts: Sequence[Receipt]) -> list[Bar]:
    most = max((each.rendered + each.unchanged + each.failed for each in receipts), default=0) or 1
    return [_bar(each, number * _STEP, _WIDTH / most) for number, each in enumerate(receipts)]


def _bar(receipt: Receipt, top: int, scale: float) -> Bar:
    parts, begin = list[tuple[str, float, float, int]](), float(_LABEL)
    for kind in ("failed", "rendered", "unchanged"):
        number: int = getattr(receipt, kind)
        if number:
            parts.append((kind, round(begin, 2), round(number * scale, 2), number))
            begin += number * scale
    return Bar(receipt.name, top, tuple(parts))
