"""What check says of projects by people who knew no rule, and of the mistakes they made in them on purpose.

Each set has the projects as they should be, the same with mistakes, and `mistakes.tsv`: where each mistake
stands, what is wrong, and the rule that says so, by a reader's judgement; a dash where none does. `clean.txt`
has all that is said of the sound projects: notes, and places of a form that stay blank.

Each set was measured once before anybody had looked at it, and the rules have learned from it since: of its
40 mistakes 20, 24, 25, 16, 17, 20, 25, 26, 23, 12, 24, 25, 22, 17, 14, 24, 26 and 32 were told; of the 80 of
each of the seven sets of `kinds`, two each of forty kinds, 50, 56, 48, 58, 54, 56 and 66.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from pmgen.catalog import find_region
from pmgen.check import check_annex
from pmgen.load import load_annex
from pmgen.problems import Problem, SourcePlace

ROOT = Path(__file__).parents[2]
STRANGERS = Path(__file__).parent / "strangers"
CLEAN = STRANGERS / "clean.txt"
SETS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
    *("twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth"),
    *("seventeenth", "eighteenth", "nineteenth", "twentieth", "twentyfirst"),
    *("kinds", "kinds_two", "kinds_three", "kinds_four", "kinds_five", "kinds_six", "kinds_seven"),
    *("kinds_eight", "kinds_nine"),
)
MISSED = "-"
_ROW = 8
"""How many lines the place of a finding may lie from the mistake: those of one row."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """A line of mistakes.tsv."""

    of: str
    path: Path
    line: int
    words: str
    rule: str


def mistakes() -> Iterator[Mistake]:
    for name in SETS:
        with (STRANGERS / name / "mistakes.tsv").open(encoding="utf-8") as file:
            for row in csv.DictReader(file, delimiter="\t"):
                yield Mistake(name, Path(row["文件"]), int(row["行号"]), row["错在哪里"], row["说中的规则"])


MISTAKES = tuple(mistakes())


@cache
def said_of(folder: Path) -> tuple[Problem, ...]:
    loaded = load_annex(folder)
    assert loaded.drafted is not None
    region = find_region(loaded.drafted.region or "", [ROOT / "templates"])
    return tuple(each.problem for each in check_annex(loaded.drafted, region, loaded.problems))


def places(problem: Problem) -> set[tuple[str, int]]:
    at = (place for place in problem.places if isinstance(place, SourcePlace))
    return {(Path(place.file).name, place.line or 0) for place in at}


def told_near(mistake: Mistake) -> set[str]:
    """Return the codes of what is said of a row or goal with its mistake, and not without it."""
    clean, with_mistakes = (
        said_of(STRANGERS / mistake.of / twin / mistake.path.parent) for twin in ("clean", "planted")
    )
    before = {(each.code, str(each.message)) for each in clean}
    new = [each for each in with_mistakes if (each.code, str(each.message)) not in before]
    return {each.code for each in new if any(_is_near(mistake, *place) for place in places(each))}


def _is_near(mistake: Mistake, file: str, line: int) -> bool:
    return file == mistake.path.name and abs(line - mistake.line) <= _ROW


@pytest.mark.parametrize("name", SETS)
def test_the_rules_that_tell_the_mistakes(name: str) -> None:
    told = [each for each in MISTAKES if each.of == name and each.rule != MISSED]
    assert [each for each in told if each.rule not in told_near(each)] == []


def test_how_many_are_told() -> None:
    told = {name: sum(each.rule != MISSED for each in MISTAKES if each.of == name) for name in SETS}
    assert told == {
        "first": 39,
        "second": 40,
        "third": 39,
        "fourth": 39,
        "fifth": 40,
        "sixth": 39,
        "seventh": 39,
        "eighth": 38,
        "ninth": 35,
        "tenth": 38,
        "twelfth": 40,
        "thirteenth": 26,
        "fourteenth": 39,
        "fifteenth": 37,
        "sixteenth": 39,
        "seventeenth": 37,
        "eighteenth": 29,
        "nineteenth": 38,
        "twentieth": 50,
        "twentyfirst": 20,
        "kinds": 80,
        "kinds_two": 80,
        "kinds_three": 76,
        "kinds_four": 78,
        "kinds_five": 75,
        "kinds_six": 64,
        "kinds_seven": 74,
        "kinds_eight": 118,
        "kinds_nine": 158,
    }
    assert len(MISTAKES) == 1679


def test_what_is_said_of_sound_projects(pytestconfig: pytest.Config) -> None:
    lines: list[str] = []
    for annex in sorted(STRANGERS.glob("*/clean/*/annex.yaml")):
        for problem in said_of(annex.parent):
            file, line = min(places(problem))
            lines.append(
                f"{annex.parent.name}/{file} {line} {problem.severity.name} {problem.code} {problem.message}"
            )
    text = "\n".join(lines) + "\n"
    if pytestconfig.getoption("accept"):
        CLEAN.write_text(text, encoding="utf-8")
    assert CLEAN.read_text(encoding="utf-8") == text
    # What a form leaves blank, or out, is no fault of what is said.
    told = [line for line in lines if not {"PMG601", "PMG619"} & {*line.split()}]
    assert not [line for line in told if " ERROR " in line or " WARNING " in line]
