"""What `pmgen check` says of the published annexes, whole: each line is one to hand to your director."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmgen.cli import main
from shipped import ANNEXES

ROOT = Path(__file__).parents[2]
KEPT = Path(__file__).with_name("published_check.txt")
MOST_LINES = 150


def test_the_text_of_check_on_the_published_annexes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], pytestconfig: pytest.Config
) -> None:
    monkeypatch.chdir(ROOT)
    folders = [str(folder.relative_to(ROOT)) for folder in ANNEXES]
    main(["check", *folders, "--lang", "zh"])
    told = capsys.readouterr().out
    if pytestconfig.getoption("accept"):
        KEPT.write_text(told, "utf-8")
    assert told == KEPT.read_text("utf-8")
    assert len(told.splitlines()) <= MOST_LINES
