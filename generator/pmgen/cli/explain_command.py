"""`pmgen explain`, and the page of docs/ that says the same: what rules and codes are about."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

import click

from pmgen.check.code_selection import (
    EVIDENCE_WORDS,
    PROBLEM_KINDS,
    RULE_GROUPS,
    is_known,
    unknown_code,
)
from pmgen.check.findings import UNUSED_WAIVER
from pmgen.check.review_rule import Rule, Subject, short_code
from pmgen.check.rule_settings import RuleLevel, is_fixed
from pmgen.check.rules import RULES
from pmgen.cli.exit_codes_and_signals import Exit
from pmgen.cli.spoken_language import say
from pmgen.cli.terminal_output import aligned, severity_text, severity_word
from pmgen.load.left_out_files import SETTINGS_FILE
from pmgen.problems import CODES, Holds, Message, ProblemCode, ProblemKind, Severity, message
from pmgen.problems.code_table import consequence

_SEVERITIES = {
    Severity.ERROR: message("error"),
    Severity.WARNING: message("warning"),
    Severity.INFO: message("note"),
}
_KINDS = list(ProblemKind)
_HOLDS = [Holds.DOCUMENT, Holds.FORMAT, Holds.RUN, Holds.NOTHING]
_ORDER = list(Severity)


def codes_page(say: Callable[[Message], str]) -> str:
    """Return the page in Markdown, in the language of `say`."""
    return "\n".join(_lines(say)) + "\n"


def _lines(say: Callable[[Message], str]) -> Iterator[str]:
    yield "# " + say(message("What the codes of problems mean"))
    yield ""
    yield say(
        message(
            "pmgen explain says the same of each code, and of the rules of the review (PMG-…) their reason, "
            "an example and the repair."
        )
    )
    numbered = sorted((code for code in CODES.values() if code.kind is not ProblemKind.RULE), key=_rank)
    for kind, codes in groupby(numbered, key=lambda code: code.kind):
        yield from ("", "## " + say(PROBLEM_KINDS[kind]))
        for follows, alike in groupby(codes, key=lambda code: say(consequence(code))):
            yield from ("", follows, "")
            yield "| {} | {} | {} | {} |".format(
                *map(
                    say, (message("code"), message("severity"), message("what it is"), message("what to do"))
                )
            )
            yield "|---|---|---|---|"
            yield from (_markdown_row(code, say) for code in alike)


def _rank(code: ProblemCode) -> tuple[int, int, int, str]:
    return _KINDS.index(code.kind), _HOLDS.index(code.holds), _ORDER.index(code.severity), code.code


def _markdown_row(code: ProblemCode, say: Callable[[Message], str]) -> str:
    cells = (code.code, say(_SEVERITIES[code.severity]), say(code.title), say(code.remedy))
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


_NEVER_WAIVED = frozenset({UNUSED_WAIVER, "PMG-S01"})
"""What no waiver can accept: waivers themselves, and what keeps a project from being read."""

_ALL: Sequence[Rule | ProblemCode] = (
    *RULES,
    *(code for code in CODES.values() if code.kind is not ProblemKind.RULE),
)

_LETTERS = 2
"""Latin letters that are too few for a word to look for."""


def explain(codes: Sequence[str]) -> int:
    """Print what the codes named are about, or a list of all; return the exit code."""
    for code in codes:
        if not is_known(code) and not _about(code):
            raise click.UsageError(say(unknown_code(code)))
    parts = [_part(code) for code in codes] or [_everything()]
    for number, lines in enumerate(parts):
        for line in ([""] if number else []) + list(lines):
            click.echo(line)
    return Exit.FINE


def _part(written: str) -> Iterator[str]:
    """Return the lines about a code, or a list of all that begin so or have a word in their title."""
    if not is_known(written):
        return _list(_about(written))
    short = short_code(written)
    found = [each for each in _ALL if short_code(each.code).startswith(short)]
    if len(found) > 1:
        return _list(found)
    return _rule(found[0]) if isinstance(found[0], Rule) else _numbered(found[0])


def _about(word: str) -> list[Rule | ProblemCode]:
    """Return what says a word in its title or reason; letters that may be a code are no word."""
    if word.isascii() and not (len(word) > _LETTERS and word.isalpha()):
        return []
    return [each for each in _ALL if word.casefold() in _words(each).casefold()]


def _words(each: Rule | ProblemCode) -> str:
    return f"{say(each.title)} {say(each.reason)}" if isinstance(each, Rule) else say(each.title)


def _everything() -> Iterator[str]:
    yield from _list(_ALL)
    yield ""
    yield say(message("pmgen explain PMG-S05 gives the reason of a rule, an example and the repair"))


def _list(found: Sequence[Rule | ProblemCode]) -> Iterator[str]:
    rules = [each for each in found if isinstance(each, Rule)]
    numbered = [each for each in found if isinstance(each, ProblemCode)]
    yield from _groups(rules)
    for kind, title in PROBLEM_KINDS.items():
        if rows := [_row(each) for each in numbered if each.kind is kind]:
            yield from [""] * bool(rules or kind is not numbered[0].kind)
            yield click.style(say(title), bold=True)
            yield from (f"  {line}" for line in aligned(rows))


def _groups(rules: Sequence[Rule]) -> Iterator[str]:
    rows = {letter: [rule for rule in rules if short_code(rule.code)[0] == letter] for letter in RULE_GROUPS}
    every = [_row(rule) for group in rows.values() for rule in group]
    lines = iter(list(aligned(every)) if every else [])
    for number, (letter, group) in enumerate((key, group) for key, group in rows.items() if group):
        yield from [""] * (number > 0)
        yield click.style(say(RULE_GROUPS[letter]), bold=True)
        yield from (f"  {next(lines)}" for _ in group)


def _row(each: Rule | ProblemCode) -> tuple[str, ...]:
    return each.code, severity_text(each.severity), say(each.title)


def _numbered(code: ProblemCode) -> Iterator[str]:
    yield f"{click.style(code.code, bold=True)} {severity_word(code.severity)} {say(code.title)}"
    yield ""
    yield from _labelled(message("Kind: {kind}", kind=PROBLEM_KINDS[code.kind]))
    yield from _labelled(message("What follows: {consequence}", consequence=consequence(code)))
    yield from _labelled(message("What to do: {remedy}", remedy=code.remedy))


def _rule(rule: Rule) -> Iterator[str]:
    yield f"{click.style(rule.code, bold=True)} {severity_word(rule.severity)} {say(rule.title)}"
    yield ""
    yield from _labelled(message("Reason: {reason}", reason=say(rule.reason)))
    if rule.heuristic:
        yield from _labelled(message("It guesses from words: it may miss something, and it may be wrong."))
    yield from _labelled(message("Repair: {repair}", repair=say(rule.repair)))
    yield from _labelled(
        message(
            "Source: {source} ({evidence})",
            source=say(rule.source),
            evidence=say(EVIDENCE_WORDS[rule.evidence]),
        )
    )
    yield ""
    yield from _example(message("Wrong:"), rule.wrong)
    yield from _example(message("Right:"), rule.right)
    yield from _waiving(rule)
    yield from _turning_off(rule)


def _labelled(text: Message) -> Iterator[str]:
    yield "  " + say(text)


def _example(title: Message, lines: str) -> Iterator[str]:
    yield "  " + say(title)
    yield from (f"      {line}" for line in lines.split("\n"))


def _waiving(rule: Rule) -> Iterator[str]:
    if rule.code in _NEVER_WAIVED:
        return
    yield ""
    if rule.about is Subject.ANNEX:
        yield "  " + say(message("To publish it all the same, write in annex.yaml:"))
    else:
        yield "  " + say(message("To publish it all the same, write in the project file:"))
    yield from _waiver(rule, with_indicator=rule.about in (Subject.INDICATOR, Subject.EITHER))
    if rule.about is Subject.EITHER:
        yield "  " + say(message("Leave out 指标 where the finding is not about an indicator."))


def _waiver(rule: Rule, *, with_indicator: bool) -> Iterator[str]:
    yield "      豁免:"
    yield f"        - 规则: {rule.code}"
    if with_indicator:
        yield "          指标: " + say(message("name of the indicator, 全部 for every one"))
    yield "          理由: " + say(message("why it is published so"))


def _turning_off(rule: Rule) -> Iterator[str]:
    if is_fixed(rule.code):
        return
    yield ""
    yield "  " + say(
        message("To have no annex reviewed by this rule, write in {file}, beside data:", file=SETTINGS_FILE)
    )
    yield "      审核规则:"
    yield f"        - 规则: {rule.code}"
    yield f"          级别: {RuleLevel.OFF.chinese}"
    yield "          理由: " + say(message("why it does not hold here"))
