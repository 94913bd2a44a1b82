"""The library interface: the example of the README runs, and problems are values."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pmgen import api
from shipped import annex

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "tests" / "cli" / "workspace" / "data" / "2025" / "甲局"


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
def test_the_example_runs(page: str, tmp_path: Path) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", (ROOT / page).read_text("utf-8"), re.DOTALL)
    shutil.copytree(annex("2022/wuhai"), tmp_path / "data" / "2022" / "wuhai")
    ended = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", example],
        capture_output=True,
        encoding="utf-8",
        cwd=tmp_path,
        check=True,
    )
    first, *_, last = ended.stdout.splitlines()
    assert (first, last, ended.stderr) == ("9 ()", "0", "")
    assert {path.suffix for path in (tmp_path / "output").rglob("2022*")} == {".docx", ".html"}


def test_a_project_file_is_loaded_alone() -> None:
    whole, alone = api.load(SMALL).annex, api.load(SMALL / "01_运维.yaml").annex
    assert whole is not None and alone is not None
    assert (len(whole.projects), len(alone.projects)) == (2, 1)


def test_what_goes_wrong_is_a_value(tmp_path: Path) -> None:
    asked = api.request([SMALL], formats=["pdf"], region="nowhere")
    (review,) = api.check(asked)
    assert "PMG301" in {finding.problem.code for finding in review.findings}
    report = api.render(asked, tmp_path)
    assert (report.written, [problem.code for problem in report.problems]) == ((), ["PMG301"])
    assert not api.load(tmp_path / "nothing").annex
    without_fonts = api.render(api.request([SMALL], formats=["pdf"]), tmp_path)
    assert (without_fonts.written, without_fonts.failed) == ((), 1)


def test_documents_lie_where_their_annexes_do(tmp_path: Path) -> None:
    asked = api.request([SMALL], data=SMALL.parents[1], formats=["html"])
    heard: list[object] = []
    report = api.render(asked, tmp_path, planned=heard.append, done=heard.append)
    assert [path.parent for path in report.written] == [tmp_path / "2025" / "甲局"]
    assert heard[0] == 1 and len(heard) == 2
    assert api.verify(asked, tmp_path).unchanged == 1
    assert api.verify(asked, tmp_path, full=True).unchanged == 0
    report.written[0].write_text("别的", "utf-8")
    assert api.verify(asked, tmp_path).failed == 1
