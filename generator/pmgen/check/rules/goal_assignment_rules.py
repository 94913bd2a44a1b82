"""Rules about which goal an indicator serves (对应目标)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter

from pmgen.check.review_rule import Evidence, ProjectRule, ReviewedProject, Rule, Subject, Violation, whole
from pmgen.check.wording.name_words import topic_pairs
from pmgen.late_pattern import late
from pmgen.model.records import Goal, Indicator, Project
from pmgen.model.targets import Text, unit_of
from pmgen.model.terms import Category
from pmgen.problems import Severity, message
from pmgen.problems.message import short

_OF_SEVERAL_THINGS = frozenset("、及和与")
_ENOUGH = 2
"""How many pairs of characters another goal must have in common with a name: one may be so by chance."""


def under_another_goal(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every indicator of which the goals that it serves say nothing, and another one speaks."""
    for indicator in reviewed.project.indicators:
        for serves, right in _better_goals(indicator, reviewed.project):
            text = message(
                "{name} serves {goal}, which says nothing of it; {right} does",
                name=short(indicator.name),
                goal=serves,
                right=right.id,
            )
            yield Violation(text, (whole(indicator.places, "goals"), whole(right.places, "text")), indicator)


def _better_goals(indicator: Indicator, project: Project) -> Iterator[tuple[str, Goal]]:
    """Give the goals served and the one meant, by horizon, where the former say nothing of the indicator.

    Where there are as many goals for long as for the year, 长期2 and 年度2 are mostly one: it is enough that
    one of them speaks of the indicator.
    """
    if not _OF_SEVERAL_THINGS.isdisjoint(indicator.name) or _is_outcome(indicator):
        return
    pairs = topic_pairs(indicator.name)
    served = [goal for goal in project.goals if goal.id in (indicator.goals or ())]
    are_pairs = len(set(Counter(goal.horizon for goal in project.goals).values())) == 1
    called = _number if are_pairs else attrgetter("id")
    speaking = {called(goal) for goal in served if any(pair in goal.text for pair in pairs)}
    for horizon in dict.fromkeys(goal.horizon for goal in served):
        own = [goal for goal in served if goal.horizon is horizon]
        others = [goal for goal in project.goals if goal.horizon is horizon and goal not in own]
        if not speaking.isdisjoint(map(called, own)) or _count_alike(indicator, own):
            continue
        found = [goal for goal in others if sum(pair in goal.text for pair in pairs) >= _ENOUGH]
        if len(found) == 1 and not _speaks_as_much(found[0], served, pairs):
            yield "、".join(goal.id for goal in own), found[0]


_EFFECTS = (Category.ECONOMIC, Category.SOCIAL, Category.ECOLOGICAL, Category.SUSTAINABILITY)


def _is_outcome(indicator: Indicator) -> bool:
    """Tell whether an indicator says in words what becomes better, or who is content, whatever the work."""
    if indicator.base is Category.SATISFACTION:
        return True
    return indicator.base in _EFFECTS and isinstance(indicator.target, Text)


def _speaks_as_much(other: Goal, served: Sequence[Goal], pairs: Iterable[str]) -> bool:
    """Tell whether another goal has but one word of a name, and a goal that is served has it too.

    So has the long-term goal that 合作社成员满意度 serves the 合作社 of another goal of the year.
    """
    shared = [pair for pair in pairs if pair in other.text]
    return len(shared) == _ENOUGH and any(all(pair in goal.text for pair in shared) for goal in served)


def _number(goal: Goal) -> str:
    """Return by which number a goal is called: 2 of 年度2."""
    return _NO_DIGITS.sub("", goal.id) or goal.id


_NO_DIGITS = late("[^0-9]+")


def _count_alike(indicator: Indicator, goals: Sequence[Goal]) -> bool:
    """Tell whether a goal counts in the unit of a target: 全年12针 for 注射针次 ≥3506针次."""
    unit = unit_of(indicator.target).removesuffix("次")
    return unit != "" and any(re.search(rf"[0-9] ?{re.escape(unit)}", goal.text) for goal in goals)


ASSIGNMENTS: tuple[Rule, ...] = (
    ProjectRule(
        code="PMG-G08",
        severity=Severity.WARNING,
        find=under_another_goal,
        title=message("indicator under a goal that does not speak of it"),
        reason=message("A row that is copied keeps the goal of the row above, and is counted for that."),
        repair=message("name the goal that the indicator serves"),
        evidence=Evidence.REASONED,
        source=message(
            "reasoned: no indicator of the annexes seen that name goals shares words with another one only"
        ),
        wrong="年度绩效目标: [家犬投药驱虫, 救助手术患者]\n三级指标: 手术患者救助金\n对应目标: 年度1",
        right="年度绩效目标: [家犬投药驱虫, 救助手术患者]\n三级指标: 手术患者救助金\n对应目标: 年度2",
        about=Subject.INDICATOR,
        heuristic=True,
    ),
)
