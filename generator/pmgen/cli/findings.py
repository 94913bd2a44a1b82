"""Findings for people: by file, errors first, a rule once; then what is alike all over, counts, and a sum."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import click

from pmgen.check.findings import Finding
from pmgen.check.kinds import is_rule, title_of
from pmgen.check.review import Review
from pmgen.check.waivers import STALE
from pmgen.cli.language import say
from pmgen.cli.show import by_file
from pmgen.cli.spread import open_problems, spread_codes, spread_lines
from pmgen.cli.telling import (
    excerpt_lines,
    file_heading,
    headline,
    hint_lines,
    lines_of,
    listed,
    other_places,
    place_words,
    rank,
    sentence,
    severity_text,
)
from pmgen.cli.text import aligned, plain
from pmgen.cli.workspace import shown
from pmgen.problems import Message, Problem, Severity, SourcePlace, message
from pmgen.reports.unseen import unseen_words

MANY = 20
"""Findings from which on they are counted rule by rule."""

SCREEN = 16
"""Rules that are counted so that the table and the sum are on one screen."""


def finding_lines(reviews: Sequence[Review], every: bool, waived: bool, asked: str = "") -> Iterator[str]:
    """Yield the lines that tell reviews; `every` finding in full, and `waived` ones in full too.

    `asked` are the options that keep findings out of sight, which is said.
    """
    findings = [finding for review in reviews for finding in review.findings]
    open_ones = [problem for review in reviews for problem in open_problems(review)]
    spread = [frozenset() if every else spread_codes(review) for review in reviews]
    single = [
        problem
        for review, codes in zip(reviews, spread, strict=True)
        for problem in open_problems(review)
        if problem.code not in codes
    ]
    for file, problems in by_file(single).items():
        yield from file_heading(file)
        lines = lines_of(file, problems)
        for same in _folds(problems):
            # What has no rule says each time something else, such as which field is missing; so do waivers.
            whole = every or not is_rule(same[0].code) or same[0].code == STALE
            yield from _everyone(same, lines, every) if whole else _folded(same, lines)
        yield ""
    for review, codes in zip(reviews, spread, strict=True):
        yield from spread_lines(review, codes)
    yield from _accepted([finding for finding in findings if finding.waiver is not None], waived)
    if len(open_ones) >= MANY:
        yield from _by_rule(open_ones, every)
    yield from _unread(reviews)
    yield _sum(reviews, findings)
    if unseen := unseen_words(reviews, asked, say):
        yield click.style(plain(unseen), fg="yellow", bold=True)
    yield from _what_next(open_ones)


def _folds(problems: Sequence[Problem]) -> list[list[Problem]]:
    """Return the problems of a file by severity and code, in the order in which the first of each comes."""
    folds: dict[tuple[Severity, str], list[Problem]] = {}
    for problem in problems:
        folds.setdefault((problem.severity, problem.code), []).append(problem)
    return list(folds.values())


def _folded(same: Sequence[Problem], lines: Sequence[str]) -> Iterator[str]:
    """Yield the first of several problems of one kind in full; of the others errors in a line each."""
    first, *others = same
    yield from _whole(first, lines, every=False)
    yield from hint_lines(first)
    if first.is_error:
        yield from map(headline, others)
    elif others:
        yield "    " + say(_where_else(others))


def _everyone(same: Sequence[Problem], lines: Sequence[str], every: bool) -> Iterator[str]:
    """Yield problems of one kind in full, the line and what to do only where it is something new."""
    before: Problem | None = None
    for problem in same:
        is_there = before is not None and problem.places[:1] == before.places[:1]
        yield from _whole(problem, () if is_there else lines, every)
        if before is None or problem.hint != before.hint:
            yield from hint_lines(problem)
        before = problem


def _whole(problem: Problem, lines: Sequence[str], every: bool) -> Iterator[str]:
    yield headline(problem)
    yield from excerpt_lines(problem, lines)
    yield from other_places(problem.places, every)


def _where_else(problems: Sequence[Problem]) -> Message:
    places = (problem.places[0] for problem in problems if problem.places)
    numbers = [str(place.line) for place in places if isinstance(place, SourcePlace) and place.line]
    if not numbers:
        return message("{count} more; --verbose shows all", count=len(problems))
    lines = listed(list(dict.fromkeys(numbers)), every=False)
    return message("{count} more: lines {lines}", count=len(problems), lines=lines)


def _accepted(findings: Sequence[Finding], full: bool) -> Iterator[str]:
    """Yield the findings that the data accept, with the reason and its place."""
    if not findings:
        return
    yield click.style(say(message("Waived: {count}", count=len(findings))), bold=True)
    for finding in findings:
        problem, waiver = finding.problem, finding.waiver
        where = f"{shown(problem.places[0].file)} {place_words(problem.places[0])}" if problem.places else ""
        yield f"  {problem.code} {plain(where)} {sentence(problem.message)}"
        if full and problem.places:
            yield from excerpt_lines(problem, lines_of(problem.places[0].file, [problem]))
        if waiver is not None:
            place = waiver.places["rule"]
            at = f"{shown(place.file)} {place_words(place)}"
            text = message("Reason: {reason} ({place})", reason=plain(waiver.reason), place=plain(at))
            yield "    " + say(text)
    yield ""


def _by_rule(problems: Sequence[Problem], every: bool) -> Iterator[str]:
    """Yield how often each rule was met, and in how many files; the worst and the most frequent first.

    All that are errors are told, of the others as many as one screen holds unless it is to be `every` one.
    """
    counted = Counter((problem.severity, problem.code) for problem in problems)
    worst = {(problem.severity, problem.code): rank(problem) for problem in problems}
    order = sorted(counted, key=lambda kind: (worst[kind], -counted[kind]))
    yield click.style(say(message("Rule by rule")), bold=True)
    errors = sum(severity is Severity.ERROR for severity, _ in order)
    room = len(order) if every or len(order) <= SCREEN else max(errors, SCREEN)
    told = aligned([_row(kind, counted[kind], problems) for kind in order[:room]])
    yield from (f"  {line}" for line in told)
    if rest := order[room:]:
        count = sum(counted[kind] for kind in rest)
        text = message(
            "{rules} more rules, {count} times; --verbose lists them", rules=len(rest), count=count
        )
        yield "  " + say(text)
    yield ""


def _row(kind: tuple[Severity, str], count: int, problems: Iterable[Problem]) -> tuple[str, ...]:
    severity, code = kind
    files = {place.file for each in problems if each.code == code for place in each.places[:1]}
    return (
        severity_text(severity),
        code,
        say(message("{count} times in {files} files", count=count, files=len(files))),
        say(title_of(code)),
    )


def _unread(reviews: Sequence[Review]) -> Iterator[str]:
    files = [shown(file) for review in reviews for file in review.unread]
    if files:
        text = say(message("Not checked: {files}", files=plain("、".join(files))))
        yield click.style(text, fg="red", bold=True)


def _sum(reviews: Sequence[Review], findings: Sequence[Finding]) -> str:
    severities = [finding.problem.severity for finding in findings if finding.waiver is None]
    text = message(
        "annexes: {annexes}, projects: {projects}; errors: {errors}, warnings: {warnings}, notes: {notes}; "
        "waived: {waived}",
        annexes=len(reviews),
        projects=sum(len(review.projects) for review in reviews),
        errors=severities.count(Severity.ERROR),
        warnings=severities.count(Severity.WARNING),
        notes=severities.count(Severity.INFO),
        waived=len(findings) - len(severities),
    )
    return click.style(say(text), bold=True)


def _what_next(problems: Sequence[Problem]) -> Iterator[str]:
    code = next((each.code for each in sorted(problems, key=rank) if is_rule(each.code)), None)
    if code is not None:
        yield say(message("why a rule is there: pmgen explain {code}", code=code))
    if {problem.severity for problem in problems} > {Severity.ERROR}:
        yield say(message("only the errors: pmgen check --severity error"))
