"""A batch of annexes: the same whoever renders it, and none costs another one its documents."""

from __future__ import annotations

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from pmgen import api
from pmgen.publish.render_batch import RenderOptions, render_batch
from publish.batch_of_offices import render_offices, write_offices

HERE = Path(__file__).parent
OFFICES = ("甲局", "乙局", "丙局")


def tree(folder: Path) -> dict[str, str]:
    """Return the hash of every file below a folder."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files}


def as_program(data: Path, output: Path, jobs: str = "2", **environment: str) -> list[str]:
    """Return what the batch prints as a program."""
    command = [sys.executable, str(HERE / "batch_of_offices.py"), str(data), str(output), jobs]
    settings = {**os.environ, **environment}
    ended = subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=100, env=settings, encoding="utf-8"
    )
    assert ended.stderr == ""
    return ended.stdout.splitlines()


def test_it_is_the_same_with_one_process_and_two_in_any_order(tmp_path: Path) -> None:
    data = tmp_path / "data"
    write_offices(data, *OFFICES)
    alone = render_offices(data, tmp_path / "1", RenderOptions(jobs=1))
    shared = render_offices(data, tmp_path / "2", RenderOptions(jobs=2))
    backwards = api.request([data / name for name in OFFICES], data=data, formats=("html",))
    render_batch(backwards, tmp_path / "3", RenderOptions(jobs=2))
    assert len(tree(tmp_path / "1")) == 7
    assert tree(tmp_path / "1") == tree(tmp_path / "2") == tree(tmp_path / "3")
    names = [path.relative_to(tmp_path / "1") for path in alone.written]
    assert [path.relative_to(tmp_path / "2") for path in shared.written] == names
    assert [receipt.name for receipt in shared.receipts] == [receipt.name for receipt in alone.receipts]


def test_it_is_the_same_in_any_surroundings(tmp_path: Path) -> None:
    write_offices(tmp_path / "data", *OFFICES)
    here = as_program(tmp_path / "data", tmp_path / "1", PYTHONHASHSEED="1", TZ="Asia/Shanghai")
    (tmp_path / "data").rename(tmp_path / "elsewhere")
    there = {"PYTHONHASHSEED": "2", "TZ": "America/Lima", "LC_ALL": "C", "PYTHONUTF8": "1"}
    assert as_program(tmp_path / "elsewhere", tmp_path / "2", **there) == here
    assert tree(tmp_path / "1") == tree(tmp_path / "2")


def test_annexes_that_windows_would_write_into_one_folder_are_refused_and_others_rendered(
    tmp_path: Path,
) -> None:
    write_offices(tmp_path / "data", "Bureau A", "bureau a", "con", "甲局")
    report = render_offices(tmp_path / "data", tmp_path / "output", RenderOptions())
    assert [path.parent.name for path in report.written] == ["con", "甲局"]
    assert report.failed == 2
    found = [problem for problem in report.problems if problem.code.startswith("PMG71")]
    assert [(each.code, str(each.message)) for each in found] == [
        ("PMG714", "these annexes have one output folder where case does not count: Bureau A、bureau a"),
        ("PMG715", "Windows cannot have a folder of this name: con"),
    ]


def names_of(*documents: str) -> list[str]:
    """Return the names of documents: number of the office, its name, and which of its projects."""
    numbers = {"一": "01", "二": "02"}
    taken = ((each[0], each[1:-1], each[-1]) for each in documents)
    return [
        f"2025_00{number}{office}_项目绩效目标表_{numbers[project]}_{office}培训{project}"
        for number, office, project in taken
    ]


DEADLY = [
    ("死", "brought down the process that rendered it (SIGKILL)"),
    ("无尽", "brought down the process that rendered it (SIGALRM)"),
    ("吃", "needs more memory than a document may have"),
]


@pytest.mark.skipif(sys.platform == "win32", reason="it is killed by a signal")
@pytest.mark.parametrize(("name", "how"), DEADLY)
def test_a_document_that_kills_its_process_or_has_no_end_costs_no_other(
    tmp_path: Path, name: str, how: str
) -> None:
    write_offices(tmp_path / "data", "甲局", name, "乙局")
    assert as_program(tmp_path / "data", tmp_path / "output") == [
        *names_of("3乙局一", "3乙局二", f"2{name}二", "1甲局一", "1甲局二"),
        f"PMG791 一.yaml {how} {name}/一.yaml",
        "not written: 1",
    ]
    assert not [path for path in (tmp_path / "output").rglob(".*") if path.name != ".pmgen.json"]


@pytest.mark.skipif(sys.platform == "win32", reason="it is killed by a signal")
@pytest.mark.parametrize(("name", "how"), DEADLY)
@pytest.mark.parametrize("others", [(), ("甲局",)], ids=["single", "one after the other"])
def test_it_costs_no_other_where_one_process_works(
    tmp_path: Path, name: str, how: str, others: tuple[str, ...]
) -> None:
    write_offices(tmp_path / "data", name, *others)
    assert as_program(tmp_path / "data", tmp_path / "output", jobs="1") == [
        *names_of(f"1{name}二", *(f"2{other}{project}" for other in others for project in "一二")),
        f"PMG791 一.yaml {how} {name}/一.yaml",
        "not written: 1",
    ]


@pytest.mark.parametrize("apart", [True, False])
def test_of_a_single_annex_it_is_told_how_far_its_documents_are(tmp_path: Path, apart: bool) -> None:
    write_offices(tmp_path / "data", "甲局")
    request = api.request([tmp_path / "data"], formats=("html",), split=True)
    heard: list[int | str] = []
    render_batch(
        request,
        tmp_path / "output",
        RenderOptions(apart=apart),
        planned=heard.append,
        done=lambda thing: heard.append(thing.name),
    )
    assert heard == [2, *names_of("1甲局一", "1甲局二")]
