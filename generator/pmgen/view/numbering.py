"""Goals that bring a number of their own into a form that numbers goals itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pmgen.catalog.region import Region
from pmgen.model.records import Goal, Project
from pmgen.problems import Problem, SourcePlace, message
from pmgen.view.findings import Topic, problem
from pmgen.view.patterns import fill_pattern

_CHINESE = "[一二三四五六七八九十]{1,3}"
_OWN_NUMBER = re.compile(
    rf"\s*(?:[（(]\s*(?:\d{{1,2}}|{_CHINESE})\s*[)）]|(?:\d{{1,2}}|{_CHINESE})[)）、]|\d{{1,2}}[.．](?!\d)|[①-⑳])"
)
_QUOTED = 12

_NUMBERED_TWICE = Topic(
    "PMG609",
    message("{count} goals of {project} begin with a number of their own; the form would print “{printed}”"),
    message("delete the number from the text: this form numbers its goals itself"),
)


def number_problems(project: Project, region: Region) -> Iterator[Problem]:
    """Give one problem where goals begin with a number and the form puts another before it."""
    patterns = {horizon: p for horizon, p in region.goal_numbering.items() if "{k}" in p}
    twice = [goal for goal in project.goals if goal.horizon in patterns and _OWN_NUMBER.match(goal.text)]
    if twice:
        printed = fill_pattern(patterns[twice[0].horizon], k=str(twice[0].seq), text=twice[0].text[:_QUOTED])
        places = (_place(goal, project) for goal in twice)
        yield problem(_NUMBERED_TWICE, places, count=len(twice), project=project.name, printed=printed)


def _place(goal: Goal, project: Project) -> SourcePlace:
    return goal.places.get("text") or goal.places.get("") or SourcePlace(project.file)
