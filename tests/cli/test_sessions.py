"""Sessions at the command line, one text file each.

`==` begins a remark, `$` a command, `!` a line on stderr; `[1]` is the exit code where it is not 0.
A session begins in a copy of tests/cli/workspace; what is not pmgen is run by the shell.
`pytest --accept` writes the files anew.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from pmgen.catalog import shipped_templates
from pmgen.cli import main
from pmgen.cli.spoken_language import _SETTINGS

HERE = Path(__file__).parent
SESSIONS = sorted((HERE / "sessions").glob("*.txt"))


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in a copy of the workspace, without any language setting."""
    shutil.copytree(HERE / "workspace", tmp_path / "工作区")
    monkeypatch.chdir(tmp_path / "工作区")
    for setting in _SETTINGS:
        monkeypatch.setenv(setting, "")


@pytest.mark.parametrize("path", SESSIONS, ids=lambda path: path.stem)
def test_a_session_goes_as_written(
    path: Path, capsys: pytest.CaptureFixture[str], request: pytest.FixtureRequest
) -> None:
    written = path.read_text(encoding="utf-8")
    happened = "".join(f"{line}\n" for line in replay(written, capsys))
    if request.config.getoption("--accept"):
        path.write_text(happened, encoding="utf-8")
    assert happened == path.read_text(encoding="utf-8")


def replay(session: str, capsys: pytest.CaptureFixture[str]) -> Iterator[str]:
    """Yield the session's own remarks and commands, with what they really print."""
    root = str(Path.cwd().parent)
    for line in session.splitlines():
        if line.startswith(("== ", "$ ")):
            yield line
        if line.startswith("$ "):
            code = run(line.removeprefix("$ "))
            out, err = capsys.readouterr()
            yield from tidy(out, "", root)
            yield from tidy(err, "! ", root)
            yield from [f"[{code}]"] * (code != 0)


def run(command: str) -> int:
    program, *arguments = shlex.split(command)
    if program == "pmgen":
        os.environ.update(dict.fromkeys(_SETTINGS, ""))
        return main(arguments)
    if program == "cd":
        os.chdir(arguments[0])
        return 0
    ended = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    print(ended.stdout, end="")
    return ended.returncode


def tidy(text: str, mark: str, root: str) -> Iterator[str]:
    """Yield the lines without what differs from one machine to another."""
    same = text.replace(root, "…").replace(str(shipped_templates()), "templates")
    return (f"{mark}{line}".rstrip() for line in same.splitlines() if line.strip())
