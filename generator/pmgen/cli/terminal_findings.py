"""Findings for people: the sum first, then errors, warnings and notes, each annex by annex."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from pathlib import Path

import click

from pmgen.check.annex_review import Review
from pmgen.check.code_selection import is_rule
from pmgen.check.findings import UNUSED_WAIVER, Finding
from pmgen.cli.spoken_language import say
from pmgen.cli.terminal_output import (
    excerpt_lines,
    file_heading,
    file_of,
    hint_lines,
    lines_of,
    other_places,
    place_words,
    printable,
    rank,
    sentence,
    severity_word,
)
from pmgen.cli.workspace import shown
from pmgen.load.yaml_parsing import in_order
from pmgen.problems import Message, Problem, ProblemKind, Severity, message
from pmgen.reports.report_page import Fixable, ReportContext
from pmgen.reports.review_summary import hidden_words, reviewed_words

MANY_FINDINGS = 20
"""Warnings and notes from which on a rule takes one line per annex, unless it is the only rule."""


_MOST_FILES = 3


class _Detail(IntEnum):
    """How much is said of findings: a line a rule, findings with their places, with excerpts as well."""

    FOLDED = 0
    PLACES = 1
    EXCERPTS = 2


def open_problems(review: Review) -> list[Problem]:
    """Return what was found in an annex and is not accepted by the data."""
    return [finding.problem for finding in review.findings if finding.waiver is None]


def finding_lines(
    reviews: Sequence[Review], every: bool, waived: bool, context: ReportContext
) -> Iterator[str]:
    """Yield the lines that tell reviews; `every` finding in full, and `waived` ones in full too.

    `context` says what keeps findings out of sight, and how much repairs itself; both is said.
    """
    problems = [problem for review in reviews for problem in open_problems(review)]
    detail = _Detail.EXCERPTS if every else _detail(problems)
    yield from _summary(reviews, context)
    for severity in Severity:
        yield from _of_severity(severity, reviews, detail)
    accepted = [each for review in reviews for each in review.findings if each.waiver is not None]
    yield from _accepted(accepted, waived)
    yield from _what_next(problems, detail)


def _detail(problems: Sequence[Problem]) -> _Detail:
    """Return how much there is room for; who asked for one rule wants to see its places."""
    others = sum(not each.is_error for each in problems)
    is_much = others >= MANY_FINDINGS and len({each.code for each in problems}) > 1
    return _Detail.FOLDED if is_much else _Detail.PLACES


def _summary(reviews: Sequence[Review], context: ReportContext) -> Iterator[str]:
    yield click.style(say(reviewed_words(reviews)), bold=True)
    files = [shown(file) for review in reviews for file in review.unread]
    if files:
        text = say(
            message(
                "Not checked (mend this and check again to see the rest): {files}",
                files=printable("、".join(files)),
            )
        )
        yield click.style(text, fg="red", bold=True)
    for words in hidden_words(reviews, context.asked, context.settings, say):
        yield click.style(printable(words), fg="yellow", bold=True)
    if context.fixable.places:
        yield say(_fixable_words(context.fixable))


def _fixable_words(fixable: Fixable) -> Message:
    """Return where `--fix` repairs something, so that nobody takes another finding for repaired by it."""
    if len(fixable.files) > _MOST_FILES:
        return message("places that --fix repairs: {count}; --diff shows them", count=fixable.places)
    return message(
        "places that --fix repairs: {count} ({codes} in {files}); --diff shows them",
        count=fixable.places,
        codes="、".join(fixable.codes),
        files=printable("、".join(Path(file).name for file in fixable.files)),
    )


def _of_severity(severity: Severity, reviews: Sequence[Review], detail: _Detail) -> Iterator[str]:
    of_annexes = [
        (review, [problem for problem in open_problems(review) if problem.severity is severity])
        for review in reviews
    ]
    count = sum(len(problems) for _, problems in of_annexes)
    if not count:
        return
    yield ""
    yield f"{severity_word(severity)} {count}"
    for review, problems in of_annexes:
        if not problems:
            continue
        yield from file_heading(str(review.folder))
        if detail is _Detail.FOLDED and severity is not Severity.ERROR:
            yield from _kind_by_kind(review.folder, problems)
        else:
            yield from _file_by_file(review.folder, problems, detail)


def _kind_by_kind(folder: Path, problems: Iterable[Problem]) -> Iterator[str]:
    """Yield a line for each rule that was met in an annex, the most frequent first."""
    kinds: dict[tuple[str, str], list[Problem]] = {}
    for problem in problems:
        kinds.setdefault(_kind(problem), []).append(problem)
    for same in sorted(kinds.values(), key=len, reverse=True):
        yield _one_line(folder, same)
        if not _has_rule(same[0]):
            yield from hint_lines(same[0])


def _kind(problem: Problem) -> tuple[str, str]:
    """Return what findings share a line by: their rule, or the very words where there is none."""
    return problem.code, "" if _has_rule(problem) else say(problem.message)


def _has_rule(problem: Problem) -> bool:
    """Tell whether a rule says the same of all its findings; of waivers each has its own story."""
    return is_rule(problem.code) and problem.code != UNUSED_WAIVER


def _file_by_file(folder: Path, problems: Iterable[Problem], detail: _Detail) -> Iterator[str]:
    by_file: dict[str, list[Problem]] = {}
    for problem in problems:
        by_file.setdefault(file_of(problem), []).append(problem)
    for file, found in by_file.items():
        yield from _of_file(folder, file, found, detail)


def _of_file(folder: Path, file: str, problems: Sequence[Problem], detail: _Detail) -> Iterator[str]:
    """Yield each finding of a file, the rules together, the hint only where it is something new.

    Errors come in the order of their lines, for one goes through the file to mend them.
    """
    in_lines = [each for each in problems if detail is _Detail.EXCERPTS or _is_of_text(each)]
    lines = lines_of(file, in_lines) if in_lines else ()
    before: Problem | None = None
    order = {code: number for number, code in enumerate(dict.fromkeys(each.code for each in problems))}
    of_errors = problems[0].is_error
    for problem in in_order(problems) if of_errors else sorted(problems, key=lambda each: order[each.code]):
        if before is not None and _says_more(before, problem, detail):
            yield from hint_lines(before)
        yield _headline(folder, problem)
        is_there = before is not None and problem.places[:1] == before.places[:1]
        yield from excerpt_lines(problem, lines if problem in in_lines and not is_there else ())
        if detail is not _Detail.FOLDED:
            yield from other_places(problem.places, detail is _Detail.EXCERPTS)
        before = problem
    if before is not None:
        yield from hint_lines(before)


def _is_of_text(problem: Problem) -> bool:
    """Tell whether a problem is about signs and blanks of a file, which are seen best in its line."""
    return problem.is_error and problem.kind is ProblemKind.READING


def _says_more(before: Problem, problem: Problem, detail: _Detail) -> bool:
    """Tell whether the hint of a finding is to stand before the next one; among many, a rule has it once."""
    if detail is _Detail.FOLDED and _has_rule(before):
        return before.code != problem.code
    return before.hint != problem.hint


def _headline(folder: Path, problem: Problem) -> str:
    """Return the line of a finding: its code, its place below the annex's folder, and what is wrong."""
    return f"  {problem.code} {_place(folder, problem)}{sentence(problem.message)}"


def _place(folder: Path, problem: Problem) -> str:
    if not problem.places:
        return ""
    place = problem.places[0]
    path = Path(place.file)
    file = str(path.relative_to(folder)) if path != folder and path.is_relative_to(folder) else shown(path)
    return click.style(printable(f"{file} {place_words(place)}".rstrip()) + " ", dim=True)


def _one_line(folder: Path, same: Sequence[Problem]) -> str:
    """Return the line of a rule in an annex: its first finding, and how often it was met where."""
    line = _headline(folder, same[0])
    if len(same) == 1:
        return line
    files = len({file_of(problem) for problem in same})
    return say(message("{line} ({count} times in {files} files)", line=line, count=len(same), files=files))


def _accepted(findings: Sequence[Finding], full: bool) -> Iterator[str]:
    """Yield the findings that the data accept, with the reason and its place."""
    if not findings:
        return
    yield ""
    yield click.style(say(message("Waived: {count}", count=len(findings))), bold=True)
    for finding in findings:
        problem, waiver = finding.problem, finding.waiver
        where = f"{shown(problem.places[0].file)} {place_words(problem.places[0])}" if problem.places else ""
        yield f"  {problem.code} {printable(where)} {sentence(problem.message)}"
        if full and problem.places:
            yield from excerpt_lines(problem, lines_of(problem.places[0].file, [problem]))
        if waiver is not None:
            place = waiver.places["rule"]
            at = f"{shown(place.file)} {place_words(place)}"
            text = message("Reason: {reason} ({place})", reason=printable(waiver.reason), place=printable(at))
            yield "    " + say(text)


def _most_met(problems: Iterable[Problem]) -> str:
    return Counter(each.code for each in problems if is_rule(each.code)).most_common(1)[0][0]


def _what_next(problems: Sequence[Problem], detail: _Detail) -> Iterator[str]:
    """Yield what to ask for next: every finding of a rule, why it is there, or only the errors."""
    worst = sorted(problems, key=rank)
    code = next((each.code for each in worst if is_rule(each.code)), None)
    if code is None:
        return
    yield ""
    if detail is _Detail.FOLDED:
        yield say(
            message(
                "every place of a rule: pmgen check --select {code}; of all: --verbose",
                code=_most_met(problems),
            )
        )
    yield say(message("why a rule is there: pmgen explain {code}", code=code))
    if {problem.severity for problem in worst} > {Severity.ERROR}:
        yield say(message("only the errors: pmgen check --severity error"))
