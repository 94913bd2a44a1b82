"""Cases in text files: a title, a layout, its data, and the document or the problems expected of it.

    ### title
    paragraph {{ a }}
    --- data
    a: 甲
    --- document
    paragraph 甲

`--- bookmarks` holds patterns as in region.yaml. `--- warnings` come with a document; without them a blank
that nobody knows is not looked at. `--- problems` takes the place of `--- document`: a line per problem
(code, place, tag); below it, indented, further places (`also`) and a part of what it `says` or of its `hint`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from pmgen.catalog.region import AmountStyle, Region, SignStyle, TargetStyle, UnitStyle
from pmgen.engines import FilledLayout
from pmgen.engines.word import compile_word
from pmgen.model.terms import AmountUnit
from pmgen.problems import LayoutPlace, Place, Problem, Refusal, SourcePlace
from word.building import build
from word.records import record_of

CASES = Path(__file__).with_name("cases")
PICTURES = Path(__file__).with_name("pictures")
_SECTION = re.compile(r"^--- (\w+)\n", re.M)
_DETAIL = re.compile(r"^ +(says|hint) (.+)$")
Detail = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Case:
    """One case; `expected` is a document or a list of problems in notation."""

    title: str
    layout: str
    sections: dict[str, str]


def read_cases(path: Path) -> Iterator[Case]:
    """Iterate over the cases of a file."""
    for text in re.split(r"^### ", path.read_text("utf-8"), flags=re.M)[1:]:
        title, _, rest = text.partition("\n")
        layout, *sections = _SECTION.split(rest)
        yield Case(title.strip(), layout, dict(zip(sections[::2], sections[1::2], strict=True)))


def fill(layout: bytes, data: str = "", bookmarks: str = "", folder: Path = PICTURES) -> FilledLayout:
    """Return what comes of a layout with its data, refusals too."""
    root = record_of(data)
    try:
        compiled = compile_word(
            layout, "layout.docx", region(folder, yaml.safe_load(bookmarks) or {}), shape=root.shape
        )
    except Refusal as refusal:
        return FilledLayout(None, refusal.problems)
    return compiled.fill(root, "标题", "单位")


def fill_case(case: Case) -> FilledLayout:
    """Return what comes of a case."""
    return fill(build(case.layout), case.sections.get("data", ""), case.sections.get("bookmarks", ""))


def region(folder: Path, bookmarks: dict[str, str]) -> Region:
    """Return a region whose pictures lie in `folder`."""
    return Region(
        id="test",
        name="试验",
        title="标题",
        amounts=AmountStyle(unit=AmountUnit.WAN),
        targets=TargetStyle(sign=SignStyle.GLYPH, unit=UnitStyle.SUFFIX),
        labels={},
        layout=folder / "layout.docx",
        folder=folder,
        bookmarks=bookmarks,
    )


def missing(expected: str, problems: tuple[Problem, ...]) -> list[str]:
    """Return how the problems differ from the expected ones, as lines."""
    wanted, details = _expected(expected)
    found = [_head(problem) for problem in problems]
    if wanted != found:
        return ["expected:", *wanted, "found:", *map(show, problems)]
    lines: list[str] = []
    for problem, (head, parts) in zip(problems, zip(wanted, details, strict=True), strict=True):
        texts = {"says": str(problem.message), "hint": str(problem.hint or "")}
        lines += [f"{head}: {key} {texts[key]}" for key, part in parts if part not in texts[key]]
    return lines


def _expected(text: str) -> tuple[list[str], list[list[Detail]]]:
    heads: list[str] = []
    details: list[list[Detail]] = []
    for line in filter(str.strip, text.splitlines()):
        match = _DETAIL.match(line)
        if match:
            details[-1].append((match[1], match[2].strip()))
        elif line.startswith(" "):
            heads[-1] += "\n  " + line.strip()
        else:
            heads.append(line.strip())
            details.append([])
    return heads, details


def _head(problem: Problem) -> str:
    first, *others = [*map(_place, problem.places)] or [""]
    return "\n  also ".join([f"{problem.code} {first}".strip(), *others])


def show(problem: Problem) -> str:
    """Return a problem in notation."""
    hint = f"\n  hint {problem.hint}" if problem.hint else ""
    return f"{_head(problem)}\n  says {problem.message}{hint}"


def _place(place: Place) -> str:
    if isinstance(place, SourcePlace):
        return f"{place.file} {place.line}:{place.column}"
    return _layout_place(place)


def _layout_place(place: LayoutPlace) -> str:
    part = place.part.removeprefix("word/").removesuffix(".xml")
    steps = [("table", place.table), ("row", place.row), ("cell", place.cell), ("paragraph", place.paragraph)]
    words = [f"{name} {number}" for name, number in steps if number is not None]
    start = " ".join([*([part] if part not in ("", "document") else []), *words])
    return f"{start}: {place.text}" if place.text else start
