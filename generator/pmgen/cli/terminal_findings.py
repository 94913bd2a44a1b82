"""Findings for people: by file, errors first, a rule once; then what is alike all over, and a sum."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from pathlib import Path

import click

from pmgen.check.annex_review import Review
from pmgen.check.code_selection import is_rule, title_of
from pmgen.check.findings import UNUSED_WAIVER, Finding
from pmgen.check.rules import RULES
from pmgen.cli.spoken_language import say
from pmgen.cli.terminal_output import (
    aligned,
    by_file,
    excerpt_lines,
    file_heading,
    headline,
    hint_lines,
    lines_of,
    listed,
    other_places,
    place_words,
    printable,
    rank,
    sentence,
    severity_text,
    severity_word,
)
from pmgen.cli.workspace import shown
from pmgen.problems import Message, Problem, Severity, SourcePlace, message
from pmgen.reports.findings_formats import unseen_words

MANY_PROJECTS = 10
"""The most projects of an annex in which findings of one rule are told project by project."""

_REPAIRS = {rule.code: rule.repair for rule in RULES}


def open_problems(review: Review) -> list[Problem]:
    """Return what was found in an annex and is not accepted by the data."""
    return [finding.problem for finding in review.findings if finding.waiver is None]


def widespread_codes(review: Review) -> Set[str]:
    """Return the rules that are met in too many projects to tell each; never an error, or the only rule."""
    files: dict[str, set[str]] = {}
    for problem in open_problems(review):
        files.setdefault(problem.code, set()).update(place.file for place in problem.places[:1])
    errors = {each.code for each in open_problems(review) if each.is_error}
    if len(files) == 1:
        return frozenset()
    return {code for code, found in files.items() if len(found) > MANY_PROJECTS and is_rule(code)} - errors


def widespread_lines(review: Review, codes: Set[str]) -> Iterator[str]:
    """Yield a line and the repair for each of `codes`, which were met all over an annex."""
    problems = [problem for problem in open_problems(review) if problem.code in codes]
    if not problems:
        return
    yield from file_heading(str(review.folder))
    by_code: dict[str, list[Problem]] = {}
    for problem in sorted(problems, key=rank):
        by_code.setdefault(problem.code, []).append(problem)
    for same in sorted(by_code.values(), key=lambda same: (rank(same[0]), -len(same))):
        yield from _told(same)
    yield ""


def _told(same: Sequence[Problem]) -> Iterator[str]:
    first = same[0]
    text = message(
        "{title}: {count} times in {files} projects; --verbose tells each",
        title=say(title_of(first.code)),
        count=len(same),
        files=len({problem.places[0].file for problem in same}),
    )
    yield f"  {severity_word(first.severity)} {first.code} {printable(say(text))}"
    place = first.places[0]
    where = printable(f"{Path(place.file).name} {place_words(place)}")
    yield "    " + say(
        message("for example {place}: {finding}", place=where, finding=printable(say(first.message)))
    )
    yield "    " + say(message("Hint: {hint}", hint=say(_REPAIRS[first.code])))


MANY_FINDINGS = 20
"""Findings from which on they are counted rule by rule."""

RULES_ON_SCREEN = 16
"""Rules that are counted so that the table and the sum are on one screen."""


def finding_lines(reviews: Sequence[Review], every: bool, waived: bool, asked: str = "") -> Iterator[str]:
    """Yield the lines that tell reviews; `every` finding in full, and `waived` ones in full too.

    `asked` are the options that keep findings out of sight, which is said.
    """
    findings = [finding for review in reviews for finding in review.findings]
    open_ones = [problem for review in reviews for problem in open_problems(review)]
    spread = [frozenset() if every else widespread_codes(review) for review in reviews]
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
            whole = every or not is_rule(same[0].code) or same[0].code == UNUSED_WAIVER
            yield from _everyone(same, lines, every) if whole else _folded(same, lines)
        yield ""
    for review, codes in zip(reviews, spread, strict=True):
        yield from widespread_lines(review, codes)
    yield from _accepted([finding for finding in findings if finding.waiver is not None], waived)
    if len(open_ones) >= MANY_FINDINGS:
        yield from _by_rule(open_ones, every)
    yield from _unread(reviews)
    yield _sum(reviews, findings)
    if unseen := unseen_words(reviews, asked, say):
        yield click.style(printable(unseen), fg="yellow", bold=True)
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
        yield f"  {problem.code} {printable(where)} {sentence(problem.message)}"
        if full and problem.places:
            yield from excerpt_lines(problem, lines_of(problem.places[0].file, [problem]))
        if waiver is not None:
            place = waiver.places["rule"]
            at = f"{shown(place.file)} {place_words(place)}"
            text = message("Reason: {reason} ({place})", reason=printable(waiver.reason), place=printable(at))
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
    room = len(order) if every or len(order) <= RULES_ON_SCREEN else max(errors, RULES_ON_SCREEN)
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
        text = say(message("Not checked: {files}", files=printable("、".join(files))))
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
