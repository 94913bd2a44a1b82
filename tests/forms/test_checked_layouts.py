"""Every broken layout of cases/*.txt is told of as it stands there: problem, place, cure.

A case is a layout in the notation of tests/word/building.py; `--- says` lists its problems in the notation of
tests/word/corpus.py, `--- repaired` what `--fix` does and `--- left` the codes that are left.
`--accept` writes all but the layouts anew.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import unescape
from zipfile import ZipFile

import pytest

from pmgen.catalog import find_region, packs, shipped_templates
from pmgen.catalog.region import Region
from pmgen.forms.certain_repairs import Repair, repaired
from pmgen.forms.check_layout import layout_problems
from pmgen.forms.check_pack import check_pack
from pmgen.problems import LayoutPlace, SourcePlace
from word.building import build
from word.corpus import Case, read_cases, region, show

CASES = Path(__file__).with_name("cases")
FILES = sorted(CASES.glob("*.txt"))
PACK = region(CASES, {})
_KNOWN = re.compile(r"(known here:).*")
"""Lists of all names grow with the model."""


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_layouts_are_told_of_as_written(file: Path, request: pytest.FixtureRequest) -> None:
    made = "\n".join(as_text(case) for case in read_cases(file))
    if request.config.getoption("--accept"):
        file.write_text(made, "utf-8")
    assert made == file.read_text("utf-8")


def as_text(case: Case) -> str:
    """Return a case with what is really said of it."""
    layout = case.layout.strip("\n")
    made, pack = _layout(case)
    problems = layout_problems(made, pack)
    data, repairs = repaired(made, pack)
    lines = [
        f"### {case.title}",
        layout,
        "--- says",
        *(_KNOWN.sub(r"\1 …", show(problem)) for problem in problems),
    ]
    if repairs:
        lines += ["--- repaired", *(f"{each.old or '∅'} → {each.new}" for each in repairs)]
        lines += ["--- left", *(each.code for each in layout_problems(data, pack))]
    return "\n".join([*lines, ""])


def _layout(case: Case) -> tuple[bytes, Region]:
    if case.layout.startswith("<"):
        return case.layout.encode(), replace(PACK, layout=Path("layout.html.j2"))
    return build(case.layout), PACK


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_repair_changes_the_text_of_its_tags_and_no_other_byte(file: Path) -> None:
    for case in read_cases(file):
        made, pack = _layout(case)
        data, repairs = repaired(made, pack)
        if not repairs:
            assert data == made
            continue
        if made.startswith(b"<"):
            # Repairs go from line to line, in a line from left to right.
            assert _undone(data.decode(), repairs) == made.decode()
            continue
        before, after = _parts(made), _parts(data)
        assert list(before) == list(after)
        changed = [name for name in before if before[name] != after[name]]
        assert set(changed) == {each.place.part for each in repairs if isinstance(each.place, LayoutPlace)}
        for name in changed:
            assert _without_words(before[name]) == _without_words(after[name])
            for repair in repairs:
                assert repair.new in _words(after[name])


def _undone(text: str, repairs: Sequence[Repair]) -> str:
    """Return a layout with what stood there before."""
    lines = text.split("\n")
    for repair in reversed(repairs):
        assert isinstance(repair.place, SourcePlace) and repair.place.line is not None
        line = lines[repair.place.line - 1]
        assert line.count(repair.new) == 1
        lines[repair.place.line - 1] = line.replace(repair.new, repair.old)
    return "\n".join(lines)


def _parts(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as package:
        return {entry.filename: package.read(entry) for entry in package.infolist()}


_TEXT = re.compile(r"(<w:t(?: [^>]*)?>)[^<]*")


def _without_words(xml: bytes) -> str:
    return _TEXT.sub(r"\1", xml.decode())


def _words(xml: bytes) -> str:
    return unescape(re.sub("<[^>]*>", "", xml.decode()), {"&quot;": '"'})


@pytest.mark.parametrize("folder", sorted(packs([shipped_templates()])), ids=lambda folder: folder.name)
def test_nothing_is_said_of_a_good_pack(folder: Path) -> None:
    assert find_region(folder.name, [shipped_templates()])
    assert check_pack(folder) == ()
