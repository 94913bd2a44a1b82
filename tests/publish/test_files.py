"""Files appear whole or not at all, and only below the output folder."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path, PurePosixPath

import pytest

from pmgen.problems import Refusal, SourcePlace
from pmgen.publish.atomic_files import place_below, why_not_written, write_whole


def test_a_file_is_written_with_its_folders_and_replaced(tmp_path: Path) -> None:
    path = tmp_path / "甲" / "乙" / "表.docx"
    write_whole(path, b"old")
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert [file.name for file in path.parent.iterdir()] == ["表.docx"]


@pytest.mark.skipif(sys.platform == "win32", reason="limits on file size are a POSIX matter")
def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "表.docx"
    path.write_bytes(b"old")
    script = (
        "import resource, sys, pathlib\n"
        "from pmgen.problems import Refusal\n"
        "from pmgen.publish.atomic_files import write_whole\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try:\n"
        "    write_whole(pathlib.Path(sys.argv[1]), b'x' * 5000)\n"
        "except Refusal as refusal:\n"
        "    print(refusal.problems[0].code)\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True
    )
    assert ended.stdout == "PMG702\n"
    assert path.read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == ["表.docx"]


@pytest.mark.parametrize(
    ("number", "there", "code", "words"),
    [
        (errno.ENOSPC, False, "PMG702", "the disk is full"),
        (errno.EROFS, False, "PMG703", "read-only"),
        (errno.EACCES, True, "PMG704", "cannot be replaced"),
        (errno.EACCES, False, "PMG705", "no permission"),
        (errno.EIO, False, "PMG706", f"system error {errno.EIO}"),
        (errno.EISDIR, True, "PMG706", "a folder of this name is in the way"),
    ],
)
def test_people_are_told_why_a_file_could_not_be_written(
    tmp_path: Path, number: int, there: bool, code: str, words: str
) -> None:
    path = tmp_path / "表.docx"
    if there:
        path.write_bytes(b"open in Word")
    problem = why_not_written(path, OSError(number, os.strerror(number)))
    assert problem.code == code
    assert words in str(problem.message)
    assert problem.hint is not None


def test_a_file_where_a_folder_is_needed_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "甲").write_bytes(b"a file")
    with pytest.raises(Refusal) as caught:
        write_whole(tmp_path / "甲" / "表.docx", b"")
    (problem,) = caught.value.problems
    assert problem.code == "PMG706"
    assert problem.places == (SourcePlace(str(tmp_path / "甲")),)
    assert "甲 is a file" in str(problem.message)


@pytest.mark.parametrize("path", ["../x", "a/../../x", "/etc/x"])
def test_a_path_that_leads_out_is_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(Refusal) as caught:
        place_below(tmp_path, PurePosixPath(path))
    assert caught.value.problems[0].code == "PMG809"


def test_a_linked_folder_below_the_output_folder_is_refused(tmp_path: Path) -> None:
    root, elsewhere = tmp_path / "output", tmp_path / "elsewhere"
    root.mkdir()
    elsewhere.mkdir()
    (root / "2025").symlink_to(elsewhere, target_is_directory=True)
    with pytest.raises(Refusal) as caught:
        place_below(root, PurePosixPath("2025/甲/表.docx"))
    assert caught.value.problems[0].code == "PMG809"


def test_an_output_folder_that_is_a_link_itself_was_chosen_by_its_owner(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "output").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    assert place_below(tmp_path / "output", PurePosixPath("表.docx")).name == "表.docx"
