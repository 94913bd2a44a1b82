"""A target in the style of every place, and back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pmgen.catalog.region import SignStyle, TargetStyle, UnitStyle
from pmgen.model.target_reading import parse_columns, parse_target
from pmgen.model.targets import Target, Text
from pmgen.model.terms import Comparator, Polarity
from pmgen.view import view_annex
from pmgen.view.printed_targets import print_target
from view.factory import TARGET_STYLES, annex, indicator, project, region, said

HERE = Path(__file__).parent


def lines(file: Path, separator: str) -> list[list[str]]:
    """Return the cases of a file, comments left out."""
    return [s.split(separator) for s in file.read_text("utf-8").splitlines() if not s.startswith("#")]


CASES = lines(HERE / "targets.txt", " | ")
LONG = lines(HERE / "target_columns.txt", " | ")
SEEDS = lines(HERE.parent / "seeds" / "targets.txt", "\t")
STYLES = pytest.mark.parametrize("style", TARGET_STYLES.values(), ids=list(TARGET_STYLES))
LONG_FORM = Text("有效发挥", Comparator.GE, "年")


def viewed(target: Target, place: str, **more: Any) -> dict[str, Any]:
    """Return the record of an indicator with this target in the form of a place."""
    root: Any = view_annex(annex(project(indicator("人数", target, **more))), region(place)).root
    record: dict[str, Any] = root["annex"]["projects"][0]["indicators"][0]
    return record


def columns(record: dict[str, Any]) -> str:
    """Return the four columns of Wuhai, `_` where the data do not tell."""
    cells = [record[name] for name in ("polarity", "comparator", "value", "measure_unit")]
    return "·".join("_" if cell is None else cell for cell in cells)


@pytest.mark.parametrize(
    ("written", "tianjin", "wuhai", "shanghai", "ezhou"), CASES, ids=[c[0] for c in CASES]
)
def test_every_place_prints_the_target_its_own_way(
    written: str, tianjin: str, wuhai: str, shanghai: str, ezhou: str
) -> None:
    target = parse_target(written)
    assert viewed(target, "tianjin")["target"] == tianjin
    assert columns(viewed(target, "wuhai")) == wuhai
    assert viewed(target, "shanghai")["target"] == shanghai
    assert viewed(target, "ezhou")["target"] == ezhou


@pytest.mark.parametrize(("written", "tianjin", "wuhai", "shanghai", "ezhou"), LONG, ids=[c[0] for c in LONG])
def test_the_long_form_is_printed_once(
    written: str, tianjin: str, wuhai: str, shanghai: str, ezhou: str
) -> None:
    direction, value, unit = written.split("·")
    target = parse_columns(direction, value, unit)
    assert viewed(target, "tianjin")["target"] == tianjin
    assert columns(viewed(target, "wuhai")) == wuhai
    assert viewed(target, "shanghai")["target"] == shanghai
    assert viewed(target, "ezhou")["target"] == ezhou


def test_a_polarity_that_is_stated_stands_whatever_the_target_says() -> None:
    assert columns(viewed(parse_target("100%"), "wuhai", polarity=Polarity.NEGATIVE)) == "反向·等于·100·%"
    assert columns(viewed(parse_target("三次"), "wuhai", polarity=Polarity.POSITIVE)) == "正向··三次·"


def test_a_kind_that_no_published_form_shows_goes_into_the_columns_all_the_same() -> None:
    problems = view_annex(annex(project(indicator("巡检", "≥2次/月", line=20))), region("wuhai")).problems
    assert said(problems) == [
        "PMG604 22: no published form of wuhai shows a target of the kind 频次; printed in the columns: 1"
    ]


def test_a_form_with_columns_has_the_short_form_too() -> None:
    assert viewed(parse_target("100%"), "wuhai")["target"] == "=100%"
    assert viewed(parse_target("≥5人次"), "wuhai")["target"] == "≥5人次"


def test_the_columns_are_there_in_every_form() -> None:
    record = viewed(parse_target("≥5人次"), "ezhou")
    assert [record[name] for name in ("comparator", "value", "measure_unit")] == ["大于等于", "5", "人次"]


@pytest.mark.parametrize(
    ("sign", "unit", "expected"),
    [
        (SignStyle.GLYPH, UnitStyle.COLUMN, ("=100%", "=", "100", "%")),
        (SignStyle.OMIT_EQUAL, UnitStyle.COLUMN, ("100%", "", "100", "%")),
        (SignStyle.WORD, UnitStyle.SUFFIX, ("等于100%", "等于", "100", "%")),
        (SignStyle.OMIT_EQUAL, UnitStyle.PARENTHESES, ("100(%)", "等于", "100", "%")),
    ],
)
def test_signs_and_units_go_together_in_any_way(
    sign: SignStyle, unit: UnitStyle, expected: tuple[str, ...]
) -> None:
    assert print_target(parse_target("100%"), TargetStyle(sign=sign, unit=unit)) == expected


@pytest.mark.parametrize(
    ("place", "printed"),
    [("tianjin", "≥有效发挥年"), ("shanghai", "≥有效发挥(年)"), ("ezhou", "≥有效发挥年")],
)
def test_words_with_a_sign_are_printed_in_one_piece_and_named(place: str, printed: str) -> None:
    assert viewed(LONG_FORM, place)["target"] == printed
    problems = view_annex(annex(project(indicator("作用", LONG_FORM))), region(place)).problems
    assert said(problems) == [
        "PMG603 3: 运维费 has words with a sign or a unit as targets; printed in one piece: 1"
    ]


def test_words_with_a_sign_fill_the_columns_without_a_word() -> None:
    assert columns(viewed(LONG_FORM, "wuhai", polarity=Polarity.POSITIVE)) == "正向·大于等于·有效发挥·年"
    assert columns(viewed(LONG_FORM, "wuhai")) == "正向·大于等于·有效发挥·年"


def test_a_kind_that_no_published_form_shows_is_named_once_with_all_its_places() -> None:
    often = [indicator(name, "1次/月", line=line) for name, line in (("巡检", 20), ("培训", 30))]
    problems = view_annex(annex(project(*often)), region("ezhou")).problems
    assert said(problems) == [
        "PMG604 22,32: no published form of ezhou shows a target of the kind 频次; printed as text: 2"
    ]
    assert str(problems[0].hint).endswith("巡检、培训")
