"""`fix` writes whole files that differ in nothing but the repairs, or shows these and writes nothing."""

from __future__ import annotations

import shutil
import stat
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from pmgen.check import check_annex
from pmgen.check.code_selection import FindingFilter
from pmgen.cli.check_command import fix
from pmgen.load import find_annexes, load_annex
from shipped import ANNEXES
from small_annexes import ANNEX, SOUND

SLIP = f"# 说明,备注 \n资金用途: 培训,考试\n{SOUND}\n"
MENDED = SLIP.replace("培训,考试", "培训，考试")


def annex(folder: Path, text: str | bytes = SLIP) -> Path:
    """Write an annex with one project and return the project's file."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "annex.yaml").write_text(ANNEX, encoding="utf-8")
    file = folder / "1.yaml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "byte-order mark"])
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["unix", "windows"])
@pytest.mark.parametrize("last", ["\n", ""], ids=["closed", "open"])
def test_every_other_byte_stays(tmp_path: Path, mark: str, end: str, last: str) -> None:
    def written(text: str) -> bytes:
        return (mark + (text.removesuffix("\n") + last).replace("\n", end)).encode()

    file = annex(tmp_path, written(SLIP))
    report = fix([file], diff=False)
    assert (report.changed, report.edits) == ((file,), 1)
    assert file.read_bytes() == written(MENDED)
    assert fix([file], diff=False).changed == ()


def test_a_folder_is_every_annex_below_it(tmp_path: Path) -> None:
    first, second = annex(tmp_path / "a" / "b"), annex(tmp_path / "c")
    (tmp_path / "c" / ".2.yaml").write_text(SLIP, encoding="utf-8")
    (tmp_path / "stray.yaml").write_text(SLIP, encoding="utf-8")
    shared = tmp_path / "c" / "annex.yaml"
    shared.write_text(f"标题: 目标,指标\n{ANNEX}年度: ２０２５\n", encoding="utf-8")
    report = fix([tmp_path, second], diff=False)
    assert (report.changed, report.edits) == ((first, second, shared), 4)
    assert shared.read_text(encoding="utf-8") == f"标题: 目标，指标\n{ANNEX}年度: 2025\n"
    assert (tmp_path / "stray.yaml").read_text(encoding="utf-8") == SLIP


def test_rights_and_links_stay(tmp_path: Path) -> None:
    file = annex(tmp_path / "a")
    file.chmod(0o640)
    link = tmp_path / "link.yaml"
    link.symlink_to(file)
    fix([link], diff=False)
    assert link.is_symlink()
    assert file.read_text(encoding="utf-8") == MENDED
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


@pytest.mark.parametrize("data", ["培训,考试".encode("gbk"), b"\xff\xfe", "甲：乙,丙".encode()])
def test_what_cannot_be_read_is_left(tmp_path: Path, data: bytes) -> None:
    file = annex(tmp_path, data)
    report = fix([file], diff=False)
    assert (report.changed, report.unread) == ((), (file,))
    assert file.read_bytes() == data


def test_only_what_is_selected_is_repaired(tmp_path: Path) -> None:
    file = annex(tmp_path, SLIP.replace("考试", "考试 "))
    assert fix([file], False, FindingFilter(ignore=["P02"])).edits == 1
    assert file.read_text(encoding="utf-8") == SLIP
    assert fix([file], False, FindingFilter(["A"])).changed == ()


def test_a_diff_writes_nothing_and_can_be_applied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = annex(tmp_path / "附件", f"\ufeff{SLIP}分类: 甲·乙".replace("\n", "\r\n").replace("分类", "备注"))
    before = file.read_bytes()
    monkeypatch.chdir(tmp_path)
    report = fix([file], diff=True)
    out, err = capsys.readouterr()
    assert (report.changed, report.edits) == ((file,), 1)
    assert file.read_bytes() == before
    assert out.startswith("--- a/附件/1.yaml\n+++ b/附件/1.yaml\n@@ ")
    assert err.count("\n") == 2 and "“,”→“，”" in err.replace(" ", "")
    subprocess.run(["git", "apply", "-"], input=out.encode(), check=True)
    assert file.read_bytes() == before.replace("培训,考试".encode(), "培训，考试".encode())


def test_the_shipped_data_lose_only_findings(tmp_path: Path) -> None:
    for folder in ANNEXES:
        shutil.copytree(folder, tmp_path / "data" / folder.name)
    before = findings(tmp_path)
    report = fix([tmp_path], diff=False)
    after = findings(tmp_path)
    assert before["PMG-P02"] == report.edits
    assert after["PMG-P02"] == 0
    assert set(before - after) == {"PMG-P02"}
    assert after <= before


def findings(root: Path) -> Counter[str]:
    """Return how often every rule hits in the annexes below a folder, without the form of a region."""
    found: Counter[str] = Counter()
    for folder in find_annexes(root):
        loaded = load_annex(folder)
        assert loaded.annex is not None
        found.update(each.problem.code for each in check_annex(loaded.annex, None, loaded.problems))
    return found
