"""The commands of a page of the guide, run one after the other in a workspace of their own.

start.txt holds the files that its author has: Word files drawn in the notation of word/building.py, and the
data that she fills in after `pmgen new`.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

from guide.recipes import word_file
from pmgen.cli import main

COMMANDS = re.compile(r"(?<=```console\n)\$ (pmgen .*)\n(?:.*\n)*?(?=```)")
FILES = Path(__file__).with_name("start.txt")


def replayed(page: str, language: str, workspace: Path) -> str:
    """Return the page with what its commands say in a language, run in an empty folder."""
    files = dict(_files())
    for name in ("data", "templates"):
        (workspace / name).mkdir()
    for name, drawn in files.items():
        if name.endswith(".docx"):
            (workspace / name).write_bytes(word_file(drawn))
    return COMMANDS.sub(lambda found: _block(found[1], language, workspace, files), page)


def _files() -> Iterator[tuple[str, str]]:
    for part in FILES.read_text("utf-8").split("--- "):
        name, _, text = part.partition("\n")
        yield name, text


def _block(command: str, language: str, workspace: Path, files: dict[str, str]) -> str:
    answer = run(command, language, workspace)
    if command.startswith("pmgen new "):
        folder = workspace / command.split()[2]
        for name in ("annex.yaml", "01_项目.yaml"):
            (folder / name).write_text(files[name], "utf-8")
    return f"$ {command}\n{answer}"


def run(command: str, language: str, workspace: Path) -> str:
    """Return what a command says in the workspace, without blanks at the ends of lines."""
    said = StringIO()
    with chdir(workspace), redirect_stdout(said), redirect_stderr(said):
        main([*shlex.split(command)[1:], "--lang", language])
    lines = said.getvalue().replace(str(workspace.resolve()), "…").splitlines()
    return "".join(f"{line.rstrip()}\n" for line in lines if line.strip())
