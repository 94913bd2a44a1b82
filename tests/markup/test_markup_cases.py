"""Every small layout in cases/: a title, the layout, its data, and the document or problems it must give."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from outline import outline
from plain_records import region_of, root_of
from pmgen.engines.markup import compile_layout
from pmgen.formats.docx import write as docx
from pmgen.problems import Place, Problem, Refusal, SourcePlace

CASES = Path(__file__).with_name("cases")
BOOKMARKS = {"项目": "_Toc_{n+3:010}"}


@dataclass(frozen=True)
class Case:
    file: str
    title: str
    layout: str
    data: dict[str, Any]
    document: list[str] | None
    problems: list[str]

    @property
    def id(self) -> str:
        return f"{self.file}: {self.title}"


def cases() -> Iterator[Case]:
    for file in sorted(CASES.glob("*.txt")):
        for text in file.read_text(encoding="utf-8").split("\n=== ")[1:]:
            yield _case(file.stem, text)


def _case(file: str, text: str) -> Case:
    title, _, rest = text.partition("\n")
    layout, *parts = rest.split("\n--- ")
    named = {name: content for name, _, content in (part.partition("\n") for part in parts)}
    assert not named.keys() - {"data", "document", "problems"}, title
    document = named["document"].rstrip("\n").split("\n") if "document" in named else None
    data = yaml.load(named.get("data", "{}"), yaml.BaseLoader)
    return Case(file, title, layout, data, document, named.get("problems", "").split("\n"))


@pytest.mark.parametrize("case", list(cases()), ids=lambda case: case.id)
def test_case(case: Case, tmp_path: Path) -> None:
    (tmp_path / "layout.html.j2").write_text(case.layout, encoding="utf-8")
    region = region_of(tmp_path, BOOKMARKS)
    root = root_of(region, case.data, per_project="项目" in case.data)
    try:
        filled = compile_layout(region).fill(root, "标题", "单位")
    except Refusal as refusal:
        assert (case.document, _shown(refusal.problems)) == (None, _listed(case))
        return
    assert _shown(filled.problems) == _listed(case)
    document = filled.document and outline(filled.document)
    assert document == case.document
    if filled.document is not None:
        assert docx.write(filled.document).data


def _listed(case: Case) -> list[str]:
    return [line for line in case.problems if line]


def _shown(problems: tuple[Problem, ...]) -> list[str]:
    return [f"{p.code} {p.severity.value} {_lines(p.places)} {p.message}" for p in problems]


def _lines(places: tuple[Place, ...]) -> str:
    return ",".join(str(place.line) for place in places if isinstance(place, SourcePlace))
