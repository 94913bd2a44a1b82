"""Invented forms that are like none that pmgen ships, in every format; `printed/` holds what they show."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pmgen import api
from pmgen.fonts import FontShelf, usual_folders
from pmgen.formats import FORMATS
from pmgen.formats.file_contents import Grid, read_file

HERE = Path(__file__).parent
FONTS = FontShelf(usual_folders("linux", Path("/nowhere"), {}))
ANNEXES = sorted(folder.name for folder in (HERE / "data").iterdir())


def rendered(annex: str, output: Path, region: str | None = None) -> dict[str, bytes]:
    """Return the proven files of an annex by their formats."""
    asked = api.request([HERE / "data" / annex], templates=[HERE / "templates"], region=region)
    report = api.render(asked, output, fonts=FONTS)
    assert not [problem for problem in report.problems if problem.is_error]
    return {path.suffix[1:]: path.read_bytes() for path in output.rglob("*.*") if path.suffix[1:] in FORMATS}


def shown(format: str, data: bytes) -> Iterator[str]:
    """Give the paragraphs and rows of a file, without the sizes of cells."""
    for block in read_file(format, data).blocks:
        if isinstance(block, Grid):
            # In a PDF text is read line by line.
            yield from (" | ".join(box.text.replace("\n", "") for box in line) for line in block.lines)
        else:
            yield block.text


@pytest.mark.parametrize("annex", ANNEXES)
def test_every_format_prints_the_same(annex: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    files = rendered(annex, tmp_path)
    assert set(files) == set(FORMATS)
    page = list(shown("html", files["html"]))
    path = HERE / "printed" / f"{annex}.txt"
    if request.config.getoption("--accept"):
        path.write_text("".join(f"{line}\n" for line in page), "utf-8")
    assert page == path.read_text("utf-8").splitlines()
    assert {format: sorted(shown(format, data)) for format, data in files.items()} == dict.fromkeys(
        files, sorted(page)
    )
