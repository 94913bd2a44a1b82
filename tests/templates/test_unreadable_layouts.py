"""A layout that is there and cannot be read is told as any other problem."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pmgen.engines import compile_layout
from pmgen.problems import Refusal, SourcePlace
from word.corpus import region


def _refused(path: Path) -> list[tuple[str, str]]:
    with pytest.raises(Refusal) as refusal:
        compile_layout(replace(region(path.parent, {}), layout=path))
    return [
        (problem.code, Path(place.file).name)
        for problem in refusal.value.problems
        for place in problem.places
        if isinstance(place, SourcePlace)
    ]


@pytest.mark.parametrize("name", ["layout.docx", "layout.html.j2"])
def test_layout_that_went_away(tmp_path: Path, name: str) -> None:
    assert _refused(tmp_path / name) == [("PMG316", name)]


@pytest.mark.parametrize("name", ["layout.docx", "layout.html.j2"])
def test_layout_that_is_a_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    assert _refused(tmp_path / name) == [("PMG316", name)]


def test_layout_in_another_encoding(tmp_path: Path) -> None:
    (tmp_path / "layout.html.j2").write_bytes("<p>项目</p>".encode("gb18030"))
    assert _refused(tmp_path / "layout.html.j2") == [("PMG518", "layout.html.j2")]


def test_layout_beyond_any_size(tmp_path: Path) -> None:
    (tmp_path / "layout.html.j2").write_bytes(b" " * 2_000_001)
    assert _refused(tmp_path / "layout.html.j2") == [("PMG802", "layout.html.j2")]
