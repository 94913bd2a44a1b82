"""Indicators that a form prints under each of several goals, because nothing says which one they serve."""

from __future__ import annotations

from collections.abc import Iterator

from pmgen.catalog.region import Region
from pmgen.model.lines import block
from pmgen.model.records import Project
from pmgen.model.terms import Horizon
from pmgen.problems import Problem, SourcePlace, message
from pmgen.view.findings import Topic, list_names, problem
from pmgen.view.shapes import PROJECT

_ONCE_PER_GOAL = Topic(
    "PMG615",
    message("{count} indicators of {project} name no goal, and stand under each of its {goals} annual goals"),
    message("write under each of {names} the goal that it serves, or several as a list: {block}"),
)


def repeated_lines(project: Project, region: Region) -> Iterator[Problem]:
    """Give one problem where a form has the indicators goal by goal, and some belong to every annual goal."""
    goals = project.goals_of(Horizon.ANNUAL)
    lines = [line for line in project.indicators if line.goals is None]
    if len(goals) > 1 and lines and prints_by_goal(region):
        yield problem(
            _ONCE_PER_GOAL,
            (line.places.get("") or SourcePlace(project.file) for line in lines),
            count=len(lines),
            project=project.name,
            goals=len(goals),
            names=list_names(line.name for line in lines),
            block=block([f"对应目标: {goals[0].id}"]),
        )


def prints_by_goal(region: Region) -> bool:
    """Tell whether the form prints the indicators of the year under the goals that they serve."""
    paths = (requirement.path.split(".") for requirement in region.requirements)
    names = [[PROJECT.names[word].english for word in path if word in PROJECT.names] for path in paths]
    return any(path[:2] == ["annual_goals", "indicators"] for path in names)
