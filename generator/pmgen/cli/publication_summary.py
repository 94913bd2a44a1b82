"""What came of a publication: a few lines for people, JSON for programs, and a report to look into."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from pmgen.check.rule_settings import RuleLevel, RuleSetting
from pmgen.cli.spoken_language import say, spoken
from pmgen.cli.workspace import JSON, shown, write_report
from pmgen.load.left_out_files import SETTINGS_FILE
from pmgen.problems import Message, Problem, message
from pmgen.publish.publication import Publication, Stop
from pmgen.publish.render_report import counts, gaps_in
from pmgen.reports.review_summary import set_words

VERSION = "1"


@dataclass(frozen=True, slots=True)
class PublicationSummary:
    """A publication with what was accepted in it, and where its manifest and its report are to lie.

    `settings` are the levels of rules by which it was reviewed.
    """

    found: Publication
    accepted: frozenset[Stop]
    manifest: Path
    report: Path
    settings: tuple[RuleSetting, ...] = ()

    def lines(self) -> Iterator[Message]:
        """Yield what was done, and what to decide."""
        found = self.found
        yield message(
            "reviewed: {annexes} annexes ({remembered} unchanged since); errors: {errors}; "
            "warnings: {warnings}; gaps: {gaps}; waived: {waived}",
            **asdict(found.checked),
        )
        yield from map(set_words, self.settings)
        if any(each.level is RuleLevel.OFF for each in self.settings):
            yield message(
                "{file}: findings of rules that are off: {count}", file=SETTINGS_FILE, count=found.checked.off
            )
        if found.report is not None:
            yield message(
                "rendered: {written} files; documents unchanged: {unchanged}; not written: {failed}",
                written=found.report.files,
                unchanged=found.report.unchanged,
                failed=found.report.failed,
            )
        if found.rest is not None and found.rest.removed:
            yield message(
                "removed: {count} files that the data no longer make", count=len(found.rest.removed)
            )
        if found.proof is not None:
            yield message(
                "proven: {count} files, as {manifest} lists them",
                count=len(found.proof.proven),
                manifest=shown(self.manifest),
            )
        if self.has_report:
            yield message("report: {file}", file=shown(self.report))
        if self.accepted:
            yield message("accepted knowingly: {words}", words=", ".join(self._accepted()))
        for stop, problems in found.stops.items():
            yield message("to decide: {what}", what=_decision(stop, problems))
        yield self._closing()

    def _closing(self) -> Message:
        if not self.found.stops:
            return message("ready to be published: {folder}", folder=shown(self.manifest.parent))
        if self.found.report is None:
            return message("not ready to be published; nothing was written")
        return message("not ready to be published")

    def _accepted(self) -> list[str]:
        return sorted(each.value for each in self.accepted)

    def as_json(self) -> str:
        """Return the same as one JSON object."""
        from pmgen.reports.run_report import plain_problem

        found = self.found
        summary = {
            "version": VERSION,
            "ready": not found.stops,
            "checked": asdict(found.checked),
            "settings": [
                {"rule": each.code, "level": each.level.value, "reason": each.reason}
                for each in self.settings
            ],
            "accepted": self._accepted(),
            "rendered": found.report
            and {
                "files": [shown(path) for path in found.report.written],
                "unchanged": found.report.unchanged,
                "failed": found.report.failed,
            },
            "removed": found.rest and [shown(path) for path in found.rest.removed],
            "proven": found.proof and len(found.proof.proven),
            "manifest": shown(self.manifest) if found.proof else None,
            "report": shown(self.report) if self.has_report else None,
            "decisions": [
                {
                    "kind": stop.value,
                    "what": say(_decision(stop, problems)),
                    "problems": [plain_problem(each, shown, say) for each in problems],
                }
                for stop, problems in found.stops.items()
            ],
        }
        return json.dumps(summary, ensure_ascii=False, indent=2) + "\n"

    @property
    def has_report(self) -> bool:
        """Tell whether there is more to say than these lines do."""
        return self.found.report is not None or bool(self.found.reviews) or self._is_json

    @property
    def _is_json(self) -> bool:
        return self.report.name.lower().endswith(JSON)

    def write_report(self) -> None:
        """Write the run as a page, or the review where that is what stops; a .json file holds the summary."""
        from pmgen.reports.findings_page import findings_as_html
        from pmgen.reports.report_page import Language, ReportContext
        from pmgen.reports.run_report import run_as_html

        context = ReportContext(Language(spoken(), say), Path.cwd(), settings=self.settings)
        if self._is_json:
            write_report(self.report, self.as_json(), "--report")
        elif self.found.report is not None:
            write_report(self.report, run_as_html(self.found.report, context), "--report")
        elif self.found.reviews:
            write_report(self.report, findings_as_html(self.found.reviews, context), "--report")


def _decision(stop: Stop, problems: Sequence[Problem]) -> Message:
    """Return what there is to decide, and how to go on."""
    count = gaps_in(counts(problems)) if stop is Stop.GAPS else len(problems)
    match stop:
        case Stop.UNREAD:
            return message("errors in data or forms that cannot be used: {count}; mend them", count=count)
        case Stop.ERRORS:
            return message(
                "errors of the review: {count}; mend the data or waive them there, or --accept errors",
                count=count,
            )
        case Stop.WARNINGS:
            return message(
                "warnings of the review: {count}; mend the data or waive them, or leave out --strict",
                count=count,
            )
        case Stop.GAPS:
            return message("gaps in forms: {count}; fill them in the data, or --accept gaps", count=count)
        case Stop.COPIES:
            return message(
                "annexes that seem to be copies: {count}; move them out of data, or --accept copies",
                count=count,
            )
        case Stop.EDITED:
            return message(
                "files changed by hand: {count}; take the change into the data, then --replace-edited",
                count=count,
            )
        case Stop.FAILED:
            return message("what keeps documents back: {count}; mend it, then publish again", count=count)
        case Stop.LEFTOVER:
            return message(
                "old documents: {count}; --clean removes what the data no longer make, or --accept leftover",
                count=count,
            )
        case Stop.FOREIGN:
            return message(
                "documents that are not of pmgen: {count}; move them away, or --accept foreign", count=count
            )
        case Stop.WRONG:
            return message("files that are not as they were made: {count}; publish again", count=count)
