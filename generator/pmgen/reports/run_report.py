"""What came of a run, unit by unit: as JSON for programs, and as a page to hand round."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from textwrap import indent

from pmgen.problems import Problem, ProblemKind, Severity, message
from pmgen.publish.render_report import Receipt, Report, counts, gaps_in
from pmgen.reports.report_page import ReportContext, report_page

VERSION = "1"

MOST_BARS = 40
"""Units in the chart; the table has all."""

_WIDTH = 560
_BAR, _STEP, _LABEL = 16, 24, 220


def run_as_json(report: Report, named: Callable[[str], str], say: Callable[..., str] = str) -> Iterator[str]:
    """Yield a run as one JSON object, annex by annex; `named` gives the name of a file to show."""
    totals = _indented(_totals(report.receipts)).lstrip()
    yield f'{{\n  "version": "{VERSION}",\n  "totals": {totals},\n  "annexes": ['
    lead = "\n"
    for receipt in report.receipts:
        yield lead + _indented(_plain(receipt, named, say), 2)
        lead = ",\n"
    yield "]\n}\n" if lead == "\n" else "\n  ]\n}\n"


def _indented(plain: object, steps: int = 1) -> str:
    return indent(json.dumps(plain, ensure_ascii=False, indent=2), "  " * steps)


def _plain(receipt: Receipt, named: Callable[[str], str], say: Callable[..., str]) -> dict[str, object]:
    return {
        "annex": receipt.into.as_posix(),
        "unit": receipt.unit or None,
        **_totals([receipt]),
        "files": [named(str(path)) for path in receipt.written],
        "problems": [plain_problem(each, named, say) for each in receipt.problems],
        "said_before": dict(receipt.said),
    }


def plain_problem(
    problem: Problem, named: Callable[[str], str], say: Callable[..., str]
) -> dict[str, object]:
    """Return a problem as JSON has it, with its first place."""
    place = problem.places[0] if problem.places else None
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "message": say(problem.message),
        "file": named(place.file) if place else None,
        "line": getattr(place, "line", None),
    }


def _totals(receipts: Iterable[Receipt]) -> dict[str, int]:
    totals = dict.fromkeys(("rendered", "unchanged", "failed", "warnings", "gaps"), 0)
    for each in receipts:
        found = each.rendered, each.unchanged, each.failed, warnings_of(each), gaps_of(each)
        totals = {name: before + more for (name, before), more in zip(totals.items(), found, strict=True)}
    return totals


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
    rows = sorted(map(_row, report.receipts), key=_by_badness)
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
        "rows": rows,
        "bars": _bars([receipt for receipt, _ in rows[:MOST_BARS]]),
        "height": _STEP * min(len(rows), MOST_BARS),
        "left": _LABEL,
        "bar": _BAR,
        "is_cut": len(rows) > MOST_BARS,
        "errors": [
            (each.code, say(each.message), context.file(each.places[0].file) if each.places else "")
            for each in report
            if each.is_error
        ],
    }
    return report_page("run", say(message("Report of a run")), context.language, values)


def _row(receipt: Receipt) -> tuple[Receipt, dict[str, int]]:
    """Return what the table says of an annex, without the files and problems that it does not name."""
    bare = replace(receipt, written=(), held=(), problems=(), said={})
    return bare, _totals([receipt])


def _by_badness(row: tuple[Receipt, dict[str, int]]) -> tuple[int, ...]:
    return tuple(-row[1][name] for name in ("failed", "warnings", "gaps"))


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
