"""What is alike in very many projects of an annex, told once for all of them so that it drowns nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from pathlib import Path

from pmgen.check.kinds import is_rule, title_of
from pmgen.check.review import Review
from pmgen.check.rules import RULES
from pmgen.cli.language import say
from pmgen.cli.telling import file_heading, place_words, rank, severity_word
from pmgen.cli.text import plain
from pmgen.problems import Problem, message

MANY = 10
"""The most projects of an annex in which findings of one rule are told project by project."""

_REPAIRS = {rule.code: rule.repair for rule in RULES}


def open_problems(review: Review) -> list[Problem]:
    """Return what was found in an annex and is not accepted by the data."""
    return [finding.problem for finding in review.findings if finding.waiver is None]


def spread_codes(review: Review) -> Set[str]:
    """Return the rules that are met in too many projects to tell each; never an error, or the only rule."""
    files: dict[str, set[str]] = {}
    for problem in open_problems(review):
        files.setdefault(problem.code, set()).update(place.file for place in problem.places[:1])
    errors = {each.code for each in open_problems(review) if each.is_error}
    if len(files) == 1:
        return frozenset()
    return {code for code, found in files.items() if len(found) > MANY and is_rule(code)} - errors


def spread_lines(review: Review, codes: Set[str]) -> Iterator[str]:
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
    yield f"  {severity_word(first.severity)} {first.code} {plain(say(text))}"
    place = first.places[0]
    where = plain(f"{Path(place.file).name} {place_words(place)}")
    yield "    " + say(
        message("for example {place}: {finding}", place=where, finding=plain(say(first.message)))
    )
    yield "    " + say(message("Hint: {hint}", hint=say(_REPAIRS[first.code])))
