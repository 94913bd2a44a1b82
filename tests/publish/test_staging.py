"""Files take their places together; what a killed run leaves is swept, what a running one needs is not."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pmgen.problems import Refusal
from pmgen.publish.atomic_files import Staging, remove_rests_of_killed_runs

WAITING = (
    "import sys, time, pathlib\n"
    "from pmgen.publish.atomic_files import Staging\n"
    "folder = pathlib.Path(sys.argv[1])\n"
    "staging = Staging(folder)\n"
    "staging.write(folder / '表.pdf', b'new')\n"
    "print('ready', flush=True)\n"
    "time.sleep(60)\n"
)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def replaced(folder: Path, *targets: Path) -> None:
    staging = Staging(folder)
    try:
        staging.replace({target: staging.write(target, b"new") for target in targets})
    finally:
        staging.close()


def test_files_are_replaced_together_and_nothing_else_stays(tmp_path: Path) -> None:
    (tmp_path / "表.pdf").write_bytes(b"old")
    replaced(tmp_path, tmp_path / "表.pdf", tmp_path / "wuhai" / "表.docx")
    assert (tmp_path / "表.pdf").read_bytes() == (tmp_path / "wuhai" / "表.docx").read_bytes() == b"new"
    assert names(tmp_path) == ["wuhai", "表.pdf"]


def test_nothing_is_made_where_nothing_is_written(tmp_path: Path) -> None:
    Staging(tmp_path / "甲").close()
    assert names(tmp_path) == []


def test_where_one_file_cannot_be_replaced_none_is(tmp_path: Path) -> None:
    targets = [tmp_path / name for name in ("表.docx", "表.html", "表.pdf")]
    targets[0].write_bytes(b"old")
    (targets[2] / "a folder of this name").mkdir(parents=True)
    with pytest.raises(Refusal) as caught:
        replaced(tmp_path, *targets)
    assert [problem.code for problem in caught.value.problems] == ["PMG706"]
    assert targets[0].read_bytes() == b"old"
    assert names(tmp_path) == ["表.docx", "表.pdf"]


def test_a_file_that_cannot_be_put_back_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows, where Word may open a file at the wrong moment."""
    first, second = tmp_path / "表.docx", tmp_path / "表.pdf"
    for target in (first, second):
        target.write_bytes(b"old")
    replace, times = Path.replace, iter(range(9))

    def busy(path: Path, target: Path) -> Path:
        if next(times):
            raise PermissionError(13, "used by another process")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", busy)
    with pytest.raises(Refusal) as caught:
        replaced(tmp_path, first, second)
    assert [problem.code for problem in caught.value.problems] == ["PMG704", "PMG708"]
    assert "表.docx" in str(caught.value.problems[1].message)


@pytest.mark.skipif(sys.platform == "win32", reason="kill is a POSIX matter")
def test_a_running_render_keeps_its_files_and_a_killed_one_does_not(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", WAITING, str(tmp_path)], stdout=subprocess.PIPE) as running:
        assert running.stdout is not None and running.stdout.readline() == b"ready\n"
        remove_rests_of_killed_runs(tmp_path)
        kept = names(tmp_path)
        running.kill()
    assert len(kept) == 1
    remove_rests_of_killed_runs(tmp_path)
    assert names(tmp_path) == []


def test_what_earlier_versions_left_is_swept_when_it_is_old(tmp_path: Path) -> None:
    old, new, other = (
        tmp_path / name for name in (".表.pdf.0123abcd.tmp", ".表.docx.0123abcd.tmp", "表.tmp")
    )
    for path in (old, new, other):
        path.write_bytes(b"half")
    for path in (old, other):
        os.utime(path, (0, time.time() - 7200))
    remove_rests_of_killed_runs(tmp_path)
    assert names(tmp_path) == [new.name, other.name]


def test_what_somebody_else_put_there_stays(tmp_path: Path) -> None:
    own = tmp_path / ".pmgen-0123abcd"
    own.mkdir()
    (own / "1.new").write_bytes(b"half")
    (own / "笔记.txt").write_bytes(b"a note")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / ".pmgen-0123abce").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    remove_rests_of_killed_runs(tmp_path)
    assert names(own) == ["笔记.txt"]
    assert names(tmp_path) == [".pmgen-0123abcd", ".pmgen-0123abce", "elsewhere"]
