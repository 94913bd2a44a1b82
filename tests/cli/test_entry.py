"""Whatever happens ends as an exit code and a sentence."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path, PurePosixPath

import pytest

import pmgen.cli.authoring_commands
from pmgen.cli import main
from pmgen.cli.render_command import exit_code
from pmgen.problems import Problem, Refusal, SourcePlace, message
from pmgen.publish.render_report import Receipt, Report

PLACE = SourcePlace("甲.yaml", 1, 1)
GAP = Problem("PMG601", message("a"), (PLACE, PLACE))
UNSAFE = Problem("PMG809", message("b"))
WRITTEN = (Path("表.docx"),)


def report_of(written: tuple[Path, ...], problems: tuple[Problem, ...], failed: int) -> Report:
    """Return the report of one annex."""
    return Report((Receipt(PurePosixPath("甲"), failed=failed, written=written, problems=problems),))


@pytest.mark.parametrize(
    ("report", "strict", "code"),
    [
        (report_of(WRITTEN, (), 0), False, 0),
        (report_of(WRITTEN, (GAP,), 0), False, 0),
        (report_of(WRITTEN, (GAP,), 0), True, 1),
        (report_of(WRITTEN, (), 0), True, 0),
        (report_of((), (), 1), False, 1),
        (report_of(WRITTEN, (), 1), False, 4),
        (report_of(WRITTEN, (GAP,), 1), True, 4),
        (report_of(WRITTEN, (UNSAFE,), 1), False, 5),
    ],
)
def test_a_run_ends_with_its_exit_code(report: Report, strict: bool, code: int) -> None:
    assert exit_code(report, strict) == code


def test_chinese_is_read_and_printed_in_any_locale(tmp_path: Path) -> None:
    (tmp_path / "data" / "甲局").mkdir(parents=True)
    (tmp_path / "data" / "甲局" / "annex.yaml").write_text(
        "地区: tianjin\n金额单位: 万元\n", encoding="utf-8"
    )
    (tmp_path / "data" / "甲局" / "1_培训.yaml").write_text("项目名称: 培训\n", encoding="utf-8")
    settings = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PATH": os.environ["PATH"]}
    run = subprocess.run(
        [sys.executable, "-m", "pmgen", "check", "data/甲局"],
        cwd=tmp_path,
        env=settings,
        capture_output=True,
        check=False,
    )
    assert "看到其余的问题）：data/甲局/1_培训.yaml" in run.stdout.decode()
    assert (run.returncode, run.stderr) == (1, b"")


def test_a_gap_counts_once_for_every_place() -> None:
    assert report_of(WRITTEN, (GAP, UNSAFE), 0).gaps == 2


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (KeyboardInterrupt(), 130, "已中断"),
        (Refusal([UNSAFE]), 5, "PMG809"),
        (Refusal([GAP]), 1, "PMG601"),
        (ValueError("机密数据"), 3, "程序内部出错"),
    ],
)
def test_whatever_happens_is_told(
    error: BaseException,
    code: int,
    words: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(*arguments: object) -> int:
        raise error

    monkeypatch.setattr(pmgen.cli.authoring_commands, "list_regions", fail)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    assert main(["regions"]) == code
    out, err = capsys.readouterr()
    assert not out and words in err
    for log in tmp_path.glob("pmgen-crash-*.log"):
        text = log.read_text(encoding="utf-8")
        assert "ValueError" in text and "test_entry.py" in text
        assert "机密数据" not in text
