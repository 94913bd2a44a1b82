"""Small annexes for the tests of the loader, and the text files of cases they come from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pmgen.load import LoadedAnnex, load_annex
from pmgen.problems import Problem, SourcePlace

CASES = Path(__file__).parent / "load" / "cases"
PIECES = {
    "…预算": "预算:\n  年度: 425.50",
    "…目标": "年度绩效目标:\n  - 培训一千人。",
    "…指标": "绩效指标:\n  - 二级指标: 数量指标\n    三级指标: 培训人数\n    指标值: ≥1000人",
}
ANNEX = "地区: tianjin\n金额单位: 万元\n"
SOUND = "项目名称: 培训费\n" + "\n".join(PIECES.values())


@dataclass(frozen=True)
class Case:
    title: str
    text: str
    expected: tuple[str, ...]
    cured: str = ""


def read_cases(name: str) -> list[Case]:
    _, *parts = (CASES / name).read_text("utf-8").split("\n=== ")
    return [_case(part) for part in parts]


def _case(part: str) -> Case:
    head, expected = part.split("\n---", 1)
    title, _, text = head.partition("\n")
    problems, _, cured = expected.partition("\n---\n")
    return Case(title, _text(text), tuple(line for line in problems.splitlines() if line), _text(cured))


def _text(text: str) -> str:
    signs = {"⇥": "\t", "␣": "\u200b", "▯": "\u00a0", "▫": "\u2009", "\\---": "---"}
    for piece, lines in {**PIECES, **signs}.items():
        text = text.replace(piece, lines)
    return text + "\n"


def load_project(folder: Path, text: str | bytes, annex: str = ANNEX) -> LoadedAnnex:
    """Return the annex of `folder` with one project of that text."""
    (folder / "annex.yaml").write_text(annex, "utf-8")
    data = text if isinstance(text, bytes) else text.encode()
    (folder / "1.yaml").write_bytes(data)
    return load_annex(folder)


def shown(problem: Problem) -> str:
    """Return a problem as the case files write it, with all its words."""
    place = problem.places[0]
    assert isinstance(place, SourcePlace)
    at = f"{place.line}:{place.column}"
    return f"{problem.severity.value} {problem.code} {at} {problem.message} | {problem.hint}"
