"""`pmgen explain`: why a rule is there, an example, how to repair a hit and how to accept one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from pmgen.check.codes import short_code
from pmgen.check.kinds import ABOUT_EITHER, ABOUT_INDICATORS, EVIDENCE, GROUPS, NUMBERED
from pmgen.check.rule import AnnexRule, Rule
from pmgen.check.rules import RULES
from pmgen.check.selection import is_known, unknown_code
from pmgen.check.waivers import STALE
from pmgen.cli.exits import Exit
from pmgen.cli.kinds_told import MEANINGS, example_of
from pmgen.cli.language import say, translatable, translate
from pmgen.cli.telling import severity_text, severity_word
from pmgen.cli.text import aligned
from pmgen.problems import Message, message

_NEVER_WAIVED = frozenset({STALE, "PMG-S01"})
"""What no waiver can accept: waivers themselves, and what keeps a project from being read."""

_LETTERS = 2
"""Latin letters that are too few for a word to look for."""


def explain(codes: Sequence[str]) -> int:
    """Print what the rules named are about, or a list of all; return the exit code."""
    for code in codes:
        if not is_known(code) and not _rules_about(code):
            raise click.UsageError(say(unknown_code(code)))
    parts = [_part(code) for code in codes] or [_everything()]
    for number, lines in enumerate(parts):
        for line in ([""] if number else []) + list(lines):
            click.echo(line)
    return Exit.FINE


def _part(written: str) -> Iterator[str]:
    """Return the lines about a rule, all whose code begins so, a kind of problem, or a word of rules."""
    if not is_known(written):
        return _groups(_rules_about(written))
    short = short_code(written)
    if short.isdigit():
        return _numbered(short)
    found = [rule for rule in RULES if short_code(rule.code).startswith(short)]
    return _rule(found[0]) if len(found) == 1 else _groups(found)


def _rules_about(word: str) -> list[Rule]:
    """Return the rules that say a word in their title or reason; letters that may be a code are no word."""
    if word.isascii() and not (len(word) > _LETTERS and word.isalpha()):
        return []
    wanted = word.casefold()
    return [rule for rule in RULES if wanted in f"{say(rule.title)} {say(rule.reason)}".casefold()]


def _everything() -> Iterator[str]:
    yield from _groups(RULES)
    yield ""
    yield translate(translatable("Other problems"))
    yield from aligned([(f"  {hundred}xx", say(text)) for hundred, text in NUMBERED.items()])
    yield ""
    yield say(message("pmgen explain PMG-S05 gives the reason of a rule, an example and the repair"))


def _groups(rules: Sequence[Rule]) -> Iterator[str]:
    rows = {letter: [rule for rule in rules if short_code(rule.code)[0] == letter] for letter in GROUPS}
    every = [_row(rule) for group in rows.values() for rule in group]
    lines = iter(list(aligned(every)) if every else [])
    for number, (letter, group) in enumerate((key, group) for key, group in rows.items() if group):
        yield from [""] * (number > 0)
        yield click.style(say(GROUPS[letter]), bold=True)
        yield from (f"  {next(lines)}" for _ in group)


def _row(rule: Rule) -> tuple[str, ...]:
    return rule.code, severity_text(rule.severity), say(rule.title)


def _numbered(short: str) -> Iterator[str]:
    code = f"PMG{short:x<3}"
    yield click.style(code, bold=True)
    yield "  " + say(NUMBERED[code[:4]])
    yield "  " + say(MEANINGS[code[:4]])
    if found := example_of(code):
        yield "  " + say(message("For example: {code} {finding}", code=found[0], finding=say(found[1])))
    yield "  " + say(message("What exactly is wrong, and what to do, is said where it is met."))


def _rule(rule: Rule) -> Iterator[str]:
    yield f"{click.style(rule.code, bold=True)} {severity_word(rule.severity)} {say(rule.title)}"
    yield ""
    yield from _labelled(message("Reason: {reason}", reason=say(rule.reason)))
    if rule.heuristic:
        yield from _labelled(message("It guesses from words: it may miss something, and it may be wrong."))
    yield from _labelled(message("Repair: {repair}", repair=say(rule.repair)))
    yield from _labelled(
        message(
            "Source: {source} ({evidence})", source=say(rule.source), evidence=say(EVIDENCE[rule.evidence])
        )
    )
    yield ""
    yield from _example(message("Wrong:"), rule.wrong)
    yield from _example(message("Right:"), rule.right)
    yield from _waiving(rule)


def _labelled(text: Message) -> Iterator[str]:
    yield "  " + say(text)


def _example(title: Message, lines: str) -> Iterator[str]:
    yield "  " + say(title)
    yield from (f"      {line}" for line in lines.split("\n"))


def _waiving(rule: Rule) -> Iterator[str]:
    if rule.code in _NEVER_WAIVED:
        return
    yield ""
    if isinstance(rule, AnnexRule):
        yield "  " + say(message("To publish it all the same, write in annex.yaml:"))
        yield from _waiver(rule, with_indicator=False)
        return
    yield "  " + say(message("To publish it all the same, write in the project file:"))
    yield from _waiver(rule, with_indicator=rule.code in ABOUT_INDICATORS | ABOUT_EITHER)
    if rule.code in ABOUT_EITHER:
        yield "  " + say(message("Leave out 指标 where the finding is not about an indicator."))


def _waiver(rule: Rule, *, with_indicator: bool) -> Iterator[str]:
    yield "      豁免:"
    yield f"        - 规则: {rule.code}"
    if with_indicator:
        yield "          指标: " + say(message("name of the indicator, 全部 for every one"))
    yield "          理由: " + say(message("why it is published so"))
