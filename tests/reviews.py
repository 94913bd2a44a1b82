"""A review with everything that is hard to tell: odd names and characters, many places, none, a waiver."""

from __future__ import annotations

from pathlib import Path

from pmgen.catalog import find_region, shipped_templates
from pmgen.check.annex_review import Review
from pmgen.check.findings import Finding
from pmgen.load import load_annex
from pmgen.problems import Message, Place, Problem, Severity, SourcePlace, message
from small_annexes import PIECES

ANNEX = "地区: tianjin\n金额单位: 万元\n项目单位:\n  名称: 甲局\n年度: 2025\n"
FILE = "01 培训,100%:费.yaml"
PROJECT = "\n".join(
    [
        "项目名称: <b>培训</b>费",
        *PIECES.values(),
        "豁免:",
        "  - 规则: PMG-A01",
        "    理由: 批复文件即为此数",
        "",
    ]
)
REPAIR = message("write {value}", value="1,000人")


def problem(
    code: str, severity: Severity, text: Message, *places: Place, hint: Message | None = None
) -> Problem:
    return Problem(code, text, places, hint, severity)


def odd_review(folder: Path) -> Review:
    """Return the review of an annex that is written to `folder`."""
    (folder / "annex.yaml").write_text(ANNEX, "utf-8")
    (folder / FILE).write_text(PROJECT, "utf-8")
    annex = load_annex(folder).annex
    assert annex is not None
    project = annex.projects[0]
    indicator = project.indicators[0]
    target = indicator.places["target"]
    name, whole = project.places["name"], project.places[""]
    folder_place = SourcePlace(str(folder / "乙 局"))
    two_lines = message("two\nlines \x1b[2J")
    hostile = message('𠮷 <script> & "quotes"')
    bad_target = problem("PMG-A09", Severity.WARNING, two_lines, target, name, hint=REPAIR)
    findings = (
        Finding(problem("PMG701", Severity.ERROR, message("no place at all"))),
        Finding(problem("PMG106", Severity.ERROR, message("a folder: 50%, ::x"), folder_place)),
        Finding(bad_target, project, indicator),
        Finding(problem("PMG601", Severity.WARNING, message("资金用途 is unknown"), whole), project),
        Finding(problem("PMG-A01", Severity.ERROR, hostile, name), project, waiver=project.waivers[0]),
    )
    region = find_region("tianjin", [shipped_templates()])
    return Review(folder, findings, annex, region, annex.projects, (str(folder / "03_坏.yaml"),))
