"""Drawn workspaces are like the published annexes, the same for the same seed, and sound in their region."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path, PurePosixPath
from statistics import mean, quantiles

import pytest

from pmgen.load import find_annexes, load_annex
from pmgen.model.records import Project
from pmgen.problems import Problem
from pmgen.problems.problem_code import ProblemKind
from pmgen.publish.render_plan import plan
from pmgen.publish.render_request import Request, Source
from pmgen.publish.render_run import run
from shipped import annex
from workload import FILES, JSON_LINES, PUBLISHED, YAML_STREAM, Workload, write_workload

TEMPLATES = Path(__file__).parents[2] / "templates"
FORMATS = ("docx", "xlsx", "html")
LARGE = Workload(projects=400, annexes=4)


def test_the_same_seed_has_the_same_bytes(tmp_path: Path) -> None:
    one, same, other = (tmp_path / name for name in ("one", "same", "other"))
    write_workload(one, Workload(40, 4))
    write_workload(same, Workload(40, 4))
    write_workload(other, Workload(40, 4, seed=2))
    assert _digest(one) == _digest(same) != _digest(other)


@pytest.mark.parametrize("hash_seed", ["0", "4711"])
def test_any_hash_seed_has_the_same_bytes(tmp_path: Path, hash_seed: str) -> None:
    program = Path(__file__).parents[2] / "tests" / "workload.py"
    command = [sys.executable, str(program), str(tmp_path / "other"), "--projects", "40"]
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    subprocess.run(command, check=True, capture_output=True, env=environment)
    write_workload(tmp_path / "here", Workload(40, 4))
    assert _digest(tmp_path / "other") == _digest(tmp_path / "here")


def test_the_first_annexes_stay_where_more_follow(tmp_path: Path) -> None:
    few, many = (
        write_workload(tmp_path / str(count), Workload(projects=10 * count, annexes=count))
        for count in (4, 8)
    )
    assert [_digest(folder) for folder in few] == [_digest(folder) for folder in many[:4]]


def test_projects_are_spread_evenly(tmp_path: Path) -> None:
    folders = write_workload(tmp_path, Workload(projects=10, annexes=4))
    assert [len(list(folder.glob("[0-9]*.yaml"))) for folder in folders] == [3, 3, 2, 2]
    assert find_annexes(tmp_path / "data") == folders


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Project]]:
    """Return 100 drawn projects of each region, without odd names."""
    folders = write_workload(tmp_path_factory.mktemp("drawn"), replace(LARGE, odd=0.0))
    return {folder.name.partition("-")[2]: _projects(folder) for folder in folders}


@pytest.mark.parametrize("region", PUBLISHED)
def test_lengths_and_counts_are_near_the_published_ones(drawn: dict[str, list[Project]], region: str) -> None:
    published = [project for name in PUBLISHED[region] for project in _projects(annex(name))]
    for measure in MEASURES:
        real, ours = measure(published), measure(drawn[region])
        assert bool(real) == bool(ours)
        if real:
            assert mean(ours) == pytest.approx(mean(real), rel=0.25, abs=1), measure.__name__
            assert max(ours) <= max(real) + 6
        if len(real) > 20:
            assert quantiles(ours) == pytest.approx(quantiles(real), rel=0.35, abs=2), measure.__name__


@pytest.mark.parametrize("region", PUBLISHED)
def test_categories_and_kinds_of_targets_are_those_published(
    drawn: dict[str, list[Project]], region: str
) -> None:
    published = [project for name in PUBLISHED[region] for project in _projects(annex(name))]
    for share in (_categories, _targets):
        real, ours = share(published), share(drawn[region])
        assert ours.keys() <= real.keys()
        for kind in real:
            assert ours.get(kind, 0) == pytest.approx(real[kind], abs=0.1), kind


@pytest.mark.parametrize("shape", [FILES, JSON_LINES, YAML_STREAM])
def test_every_shape_says_the_same(tmp_path: Path, shape: str) -> None:
    workload = Workload(projects=200, annexes=4, odd=0.3)
    for usual, other in zip(
        write_workload(tmp_path / "usual", workload),
        write_workload(tmp_path / shape, replace(workload, shape=shape)),
        strict=True,
    ):
        assert [_said(each) for each in _projects(usual)] == [_said(each) for each in _projects(other)]


def test_odd_names_are_of_many_kinds(tmp_path: Path) -> None:
    folders = write_workload(tmp_path, Workload(projects=400, annexes=4, odd=1.0))
    names = [project.name for folder in folders for project in _projects(folder)]
    assert len(set(names)) == len(names)
    assert [sign for sign in "〔（[“＆Ａ：: #𠮷I" if not any(sign in name for name in names)] == []
    assert max(map(len, names)) > 120


@pytest.mark.parametrize("region", PUBLISHED)
def test_every_annex_is_rendered_and_proven_without_a_gap(tmp_path: Path, region: str) -> None:
    (folder,) = write_workload(tmp_path, Workload(projects=8, annexes=1, regions=(region,), odd=0.5, seed=3))
    said = _rendered(folder, tmp_path / "output")
    assert [problem for problem in said if problem.is_error or problem.kind is ProblemKind.GAP] == []


@pytest.mark.parametrize("region", PUBLISHED)
def test_gaps_are_gaps_and_nothing_else(tmp_path: Path, region: str) -> None:
    (folder,) = write_workload(tmp_path, Workload(projects=12, annexes=1, regions=(region,), gaps=0.5))
    assert load_annex(folder).problems == ()
    said = _rendered(folder, tmp_path / "output")
    assert [problem for problem in said if problem.is_error] == []
    assert any(problem.kind is ProblemKind.GAP for problem in said)


def _rendered(folder: Path, output: Path) -> tuple[Problem, ...]:
    source = Source(folder, PurePosixPath(folder.name))
    report = run(plan(Request((source,), FORMATS, (TEMPLATES,))), output)
    assert report.failed == 0 and report.written
    return report.problems


def _projects(folder: Path) -> list[Project]:
    loaded = load_annex(folder)
    assert loaded.annex is not None and loaded.problems == ()
    return list(loaded.annex.projects)


def _said(project: Project) -> Project:
    return replace(project, id="", file="", stream_entry=None, places={})


def _digest(root: Path) -> str:
    files = sorted(path for path in root.rglob("*") if path.is_file())
    parts = (f"{path.relative_to(root).as_posix()}\0".encode() + path.read_bytes() for path in files)
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _indicator_counts(projects: list[Project]) -> list[int]:
    return [len(project.indicators) for project in projects]


def _goal_counts(projects: list[Project]) -> list[int]:
    return [len(project.goals) for project in projects]


def _names(projects: list[Project]) -> list[int]:
    return [len(project.name) for project in projects]


def _goals(projects: list[Project]) -> list[int]:
    return [len(goal.text) for project in projects for goal in project.goals]


def _purposes(projects: list[Project]) -> list[int]:
    return [len(project.purpose) for project in projects if project.purpose]


def _indicator_names(projects: list[Project]) -> list[int]:
    return [len(each.name) for project in projects for each in project.indicators]


def _descriptions(projects: list[Project]) -> list[int]:
    found = (each.description for project in projects for each in project.indicators)
    return [len(text) for text in found if text]


def _categories(projects: list[Project]) -> dict[str, float]:
    return _shares([str(each.category) for project in projects for each in project.indicators])


def _targets(projects: list[Project]) -> dict[str, float]:
    return _shares([type(each.target).__name__ for project in projects for each in project.indicators])


def _shares(words: list[str]) -> dict[str, float]:
    return {word: words.count(word) / len(words) for word in set(words)}


MEASURES = (
    _indicator_counts, _goal_counts, _names, _goals, _purposes, _indicator_names, _descriptions,
)  # fmt: skip
