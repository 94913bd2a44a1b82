"""Rules about words that turn a meaning round, in their own phrase or beside the rest of the project."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from pmgen.check.known.work_orders import turned_orders
from pmgen.check.relations.parts.name_lists import labels_otherwise, lists_of, names_spelled_otherwise
from pmgen.check.relations.phrases.said_otherwise import said_otherwise
from pmgen.check.relations.phrases.turned_words import turned_phrases
from pmgen.check.review_rule import Evidence, ProjectRule, ReviewedProject, Rule, Subject, Violation, part
from pmgen.problems import Severity, message
from pmgen.problems.message import short


def turned_meanings(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every phrase that denies what it wants, or asks for at least so much at most."""
    for written in reviewed.texts:
        for start, end in (*turned_phrases(written.text), *turned_orders(written.text)):
            words = short(written.text[start:end])
            text = message("{words} says the opposite of what is meant", words=words)
            spot = part(written.places, written.key, written.text, start, end)
            yield Violation(text, (spot,), written.indicator)


def other_words(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every word and range of ages that the rest of the project contradicts."""
    for found in said_otherwise(reviewed):
        field = found.field
        text = message(
            "{words} here, and {usual} elsewhere in the project", words=found.words, usual=found.usual
        )
        spot = part(field.places, field.key, field.text, found.start, found.end)
        yield Violation(text, (spot,), field.indicator)
    names = names_spelled_otherwise(lists_of(reviewed), reviewed.prose)
    for name in chain(names, labels_otherwise(reviewed)):
        field = name.field
        words = field.text[name.start : name.end]
        text = message("{words} here, and {usual} elsewhere in the project", words=words, usual=name.usual)
        spot = part(field.places, field.key, field.text, name.start, name.end)
        yield Violation(text, (spot,), field.indicator)


MEANINGS: tuple[Rule, ...] = (
    ProjectRule(
        code="PMG-R19",
        about=Subject.EITHER,
        severity=Severity.WARNING,
        find=turned_meanings,
        title=message("words that turn the meaning round"),
        reason=message("Taken by its words, such a phrase promises the loss, or a least that is a most."),
        repair=message("strike one of the two words, or write the other one"),
        evidence=Evidence.REASONED,
        source=message("reasoned: two negations affirm, and at least is not at most"),
        wrong="年度绩效目标:\n  - 抢救濒危剧种，避免不失传，亮灯率不低于98%以下。",
        right="年度绩效目标:\n  - 抢救濒危剧种，避免失传，亮灯率不低于98%。",
    ),
    ProjectRule(
        code="PMG-R20",
        about=Subject.EITHER,
        severity=Severity.INFO,
        find=other_words,
        title=message("the opposite word, or other ages, than elsewhere"),
        reason=message("Whom the money is for must be said alike in all places."),
        repair=message("write the same in all places"),
        evidence=Evidence.REASONED,
        source=message("reasoned: one project serves the people that its name says"),
        wrong="项目名称: 普惠性民办幼儿园补助\n资金用途: 用于向公办幼儿园发放补助。",
        right="项目名称: 普惠性民办幼儿园补助\n资金用途: 用于向民办幼儿园发放补助。",
        heuristic=True,
    ),
)
