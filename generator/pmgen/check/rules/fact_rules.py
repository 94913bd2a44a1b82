"""The rule about figures, classes and years that a law or a plan of the state has otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pmgen.check.known.known_facts import Figure, OtherFact, figures_of, kinds_of, plans_of
from pmgen.check.review_rule import (
    Evidence,
    FieldText,
    ProjectRule,
    ReviewedProject,
    Rule,
    Subject,
    Violation,
    part,
    target_span,
)
from pmgen.model.records import Indicator
from pmgen.problems import Message, Severity, message
from pmgen.problems.message import short


def facts_said_otherwise(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every figure, class and year that a law or a plan has otherwise."""
    rows = [f"{each.name}：{each.target.written}" for each in reviewed.project.indicators]
    everything = "\n".join([reviewed.prose, *rows])
    figures = [each for each in figures_of(reviewed.prose) if each.pattern.search(everything)]
    kinds, plans = kinds_of(reviewed.prose), plans_of(reviewed.prose)
    if not (figures or kinds or plans):
        return
    for written in reviewed.texts:
        name = written.indicator.name if written.indicator is not None else ""
        others = [
            *(other for each in figures for other in each.others_in(written.text)),
            *(other for each in plans for other in each.others_in(written.text)),
            *(other for each in kinds for other in each.others_in(written.text, name)),
        ]
        yield from _in_text(written, sorted(others))
    for indicator in reviewed.project.indicators if figures else ():
        yield from _in_row(indicator, figures)


def _in_text(written: FieldText, others: Iterable[OtherFact]) -> Iterator[Violation]:
    for other in others:
        words = written.text[other.start : other.end]
        spot = part(written.places, written.key, written.text, other.start, other.end)
        yield Violation(_said(words, other), (spot,), written.indicator)


def _in_row(indicator: Indicator, figures: Iterable[Figure]) -> Iterator[Violation]:
    """Give what a row's name and target say together, and neither of them alone."""
    text = f"{indicator.name}：{indicator.target.written}"
    for figure in figures:
        for other in figure.others_in(text):
            if other.start <= len(indicator.name) < other.end:
                spot = target_span(indicator, indicator.target.written)
                yield Violation(_said(text[other.start : other.end], other), (spot,), indicator)


def _said(words: str, other: OtherFact) -> Message:
    values = {"words": short(words), "law": other.law, "right": other.right}
    if other.is_read:
        return message("{words} is not what {law} has: {right}", **values)
    return message("{words} may not be what {law} has: {right}", **values)


FACTS: tuple[Rule, ...] = (
    ProjectRule(
        code="PMG-N17",
        about=Subject.EITHER,
        severity=Severity.INFO,
        find=facts_said_otherwise,
        title=message("another figure, class or year than a law or a plan has"),
        reason=message("Who knows the trade sees it at once, and doubts the rest."),
        repair=message("look it up, and write what holds; where a local rule says otherwise, name that"),
        evidence=Evidence.REMEMBERED,
        source=message("read where it says so; where it says may, from memory and not verified"),
        wrong="项目名称: 古树名木养护\n年度绩效目标:\n  - 养护一级古树（树龄300年以上）34株。",
        right="项目名称: 古树名木养护\n年度绩效目标:\n  - 养护一级古树（树龄500年以上）34株。",
        heuristic=True,
    ),
)
