"""Annexes that were made up to show a form: whole tables in each format, and their proof.

`samples/` holds the rows as the readers see them, `text*rows` for a cell over several rows.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from golden import check_parts
from pmgen.catalog import PackFields, list_regions, shipped_templates
from pmgen.formats import FORMATS
from pmgen.formats.file_contents import Box, read_file
from pmgen.load import load_annex
from pmgen.problems import Severity
from proving import case
from shipped import NAMES, SAMPLES
from shipped import annex as shipped_annex

KEPT = Path(__file__).with_name("samples")
PLACES = sorted(region.id for region in list_regions([shipped_templates()]))
ELSEWHERE = [(name, place) for name in SAMPLES for place in PLACES if not name.endswith(place)]
ELSEWHERE += [(name, place) for name in NAMES for place in ("ningxiang", "national")]


def rows(format: str, data: bytes) -> str:
    """Return the rows of all tables of a file, a line each, its cells without white space."""
    lines = (line for grid in read_file(format, data).grids for line in grid.lines)
    return "".join(" │ ".join(map(shown, line)) + "\n" for line in lines)


def shown(box: Box) -> str:
    return "".join(box.text.split()) + (f"*{box.rows}" if box.rows > 1 else "")


@pytest.mark.parametrize("name", SAMPLES)
def test_tables_in_all_formats(name: str, request: pytest.FixtureRequest) -> None:
    made = {f"{format}.txt": rows(format, case(name).file(format).data) for format in FORMATS}
    check_parts(made, KEPT / name.replace("/", "-"), request.config.getoption("--accept"))


@pytest.mark.parametrize("name", SAMPLES)
def test_files_are_proven(name: str) -> None:
    assert case(name).prove(*map(case(name).file, FORMATS)) == ()


@pytest.mark.parametrize(("name", "place"), ELSEWHERE)
def test_files_in_the_forms_of_other_places_are_proven(name: str, place: str) -> None:
    here = case(name, place)
    assert here.prove(*map(here.file, ("docx", "html"))) == ()


@pytest.mark.parametrize("name", SAMPLES)
def test_only_amounts_that_were_left_out_are_missing(name: str) -> None:
    gaps = [problem for problem in case(name).viewed.problems if problem.severity is Severity.WARNING]
    fields = {str(dict(gap.message.values)["field"]).rpartition(".")[2] for gap in gaps}
    assert fields and fields <= {"单位资金", "其他资金"}


@pytest.mark.parametrize("name", SAMPLES)
def test_samples_say_that_they_are_made_up(name: str) -> None:
    loaded = load_annex(shipped_annex(name), PackFields([shipped_templates()]))
    assert loaded.annex is not None and not loaded.problems
    assert "虚构" in (shipped_annex(name) / "annex.yaml").read_text("utf-8")
