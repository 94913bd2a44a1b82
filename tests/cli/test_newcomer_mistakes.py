"""What newcomers make of a project is named so that the words alone say what to type, which then is sound."""

from __future__ import annotations

import gettext
from pathlib import Path

import pytest

from pmgen.cli.spoken_language import LOCALE
from pmgen.load import load_annex
from pmgen.problems import Problem, SourcePlace

_HEAD, *_CASES = Path(__file__).with_name("newcomer_mistakes.txt").read_text("utf-8").split("\n=== ")
_SOUND = _HEAD.split("\n\n", 1)[1]
_SIGNS = {"⇥": "\t", "▯": "\u00a0", "□": "\u3000", "▫": "\u2002", "␣": "\u200b"}
_CHINESE = gettext.translation("pmgen", LOCALE, ["zh_CN"]).gettext


def _said(folder: Path, project: str) -> list[str]:
    for sign, meant in _SIGNS.items():
        project = project.replace(sign, meant)
    (folder / "annex.yaml").write_text("地区: tianjin\n年度: 2025\n金额单位: 万元\n", "utf-8")
    (folder / "1.yaml").write_text(project, "utf-8")
    return [_shown(problem) for problem in load_annex(folder).problems]


def _shown(problem: Problem) -> str:
    place = problem.places[0]
    assert isinstance(place, SourcePlace)
    assert problem.hint
    words = f"{problem.message.show(_CHINESE)} | {problem.hint.show(_CHINESE)}"
    return f"{problem.code} {place.line}:{place.column} {words}".replace("\n", "⏎")


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case.partition("\n")[0])
def test_the_words_say_what_to_type(case: str, tmp_path: Path) -> None:
    _, text = case.rstrip("\n").split("\n", 1)
    sound, broken, said, *typed = text.split("\n→\n")
    assert _SOUND.count(sound) == 1
    assert _said(tmp_path, _SOUND.replace(sound, broken)) == [
        line.translate({ord(sign): meant for sign, meant in _SIGNS.items()}) for line in said.split("\n")
    ]
    assert _said(tmp_path, _SOUND.replace(sound, typed[0] if typed else sound)) == []
