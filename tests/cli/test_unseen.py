"""Every command that walks the data names what it could not see, and does not end as if all were well."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from permissions import held_by_permissions
from pmgen.cli import main

WORKSPACE = Path(__file__).parent / "workspace"
SEEN, UNSEEN = "data/2025/乙局", "data/2025/甲局"


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Stand in a workspace of two annexes, one of which may not be looked into."""
    shutil.copytree(WORKSPACE, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    assert main(["render", "--format", "html", SEEN]) == 0
    Path(UNSEEN).chmod(0o000)
    yield
    for folder in (UNSEEN, "data", "templates"):
        if Path(folder).exists():
            Path(folder).chmod(0o755)


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("render --format html", 4),
        ("render --format html --split", 4),
        ("verify", 4),
        ("check --select PMG1", 1),
        ("check --fix", 1),
        ("check --diff", 1),
        ("diff data/2025 data/2025", 1),
    ],
)
def test_a_folder_that_may_not_be_seen_is_named(
    command: str, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    with held_by_permissions():
        assert main(command.split()) == code
    out, err = capsys.readouterr()
    assert "没有读取“甲局”的权限" in out + err or "甲局 读不出来" in err


@pytest.mark.parametrize("command", ["render", "verify", "check", "check --fix", "schema", "diff data data"])
def test_data_that_may_not_be_seen_are_named(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("data").chmod(0o000)
    with held_by_permissions():
        assert main(command.split()) == 1
    assert "data" in "".join(capsys.readouterr())


def test_a_new_year_does_not_begin_from_what_may_not_be_seen(capsys: pytest.CaptureFixture[str]) -> None:
    with held_by_permissions():
        assert main(["new", "data/2026/x", "--region", "tianjin", "--from", UNSEEN]) in (1, 2)
    assert "甲局" in capsys.readouterr().err
    assert not Path("data/2026").exists()


def test_a_folder_of_which_nobody_sees_the_names_is_not_filled_anew(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path(UNSEEN).chmod(0o300)
    before = Path(UNSEEN, "annex.yaml").stat()
    with held_by_permissions():
        assert main(["new", UNSEEN, "--region", "tianjin"]) == 1
    assert "没有读取“甲局”的权限" in capsys.readouterr().err
    assert Path(UNSEEN, "annex.yaml").stat() == before
