"""tests/seeds/targets.txt names every distinct target of the data once, and its parts make up the target."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from shipped import PROJECTS

TESTS = Path(__file__).parents[1]
LINES = [
    tuple("" if part == "-" else part for part in line.split("\t"))
    for line in (TESTS / "seeds" / "targets.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
SIGNS = {"ge": ("≥",), "le": ("≤",), "eq": ("", "=")}


def test_the_list_names_every_target_of_the_data_once() -> None:
    listed = [(target, unit if extra == "long form" else None) for target, *_, unit, extra in LINES]
    assert len(listed) == len(set(listed))
    assert set(listed) == {
        written(indicator["指标值"])
        for file in PROJECTS
        for indicator in yaml.load(file.read_text("utf-8"), yaml.BaseLoader)["绩效指标"]
    }


def written(target: Any) -> tuple[str, str | None]:
    """Return the words of a target, with its unit where it is written in the long form."""
    return (target, None) if isinstance(target, str) else (target["目标值"], target["计量单位"])


@pytest.mark.parametrize("line", LINES, ids=lambda line: line[0])
def test_the_parts_make_up_the_target(line: tuple[str, ...]) -> None:
    target, kind, comparator, number, unit, extra = line
    match kind:
        case "number":
            assert target in {f"{sign}{number}{unit}" for sign in SIGNS[comparator]}
            assert extra == ""
        case "rate" | "frequency":
            per = extra.removeprefix("per ")
            assert target in {f"{sign}{number}{unit}/{per}" for sign in SIGNS[comparator]}
        case "deadline" | "period":
            assert (comparator, number, unit) == ("", "", "")
            assert extra == "" or int(target[:4]) == int(extra[:4])
        case _:
            assert kind == "text"
            assert (comparator, unit, extra) in {("", "", ""), ("ge", "年", "long form")}
