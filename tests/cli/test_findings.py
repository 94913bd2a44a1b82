"""Findings as people read them at the terminal."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from pmgen.check.annex_review import Review
from pmgen.check.findings import Finding
from pmgen.check.rules import RULES
from pmgen.cli.spoken_language import speak
from pmgen.cli.terminal_findings import finding_lines
from pmgen.problems import CODES, Place, Problem, Severity, SourcePlace, message
from reviews import odd_review

TEXT = "指标值: ≥10人\n" * 40


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.chdir(tmp_path)
    speak("en")
    (tmp_path / "甲.yaml").write_text(TEXT, encoding="utf-8")


def found(code: str, line: int, severity: Severity, repair: str = "mend", file: str = "甲.yaml") -> Finding:
    place = SourcePlace(file, line, 6, 4)
    text = message("wrong in {line}", line=line)
    return Finding(Problem(code, text, (place,), message(repair), severity))


def told(*findings: Finding, every: bool = False) -> list[str]:
    return lines_of(Review(Path.cwd(), findings), every=every)


def lines_of(review: Review, every: bool = False, waived: bool = False) -> list[str]:
    return [click.unstyle(line) for line in finding_lines([review], every, waived)]


def test_warnings_of_a_rule_in_a_file_are_told_once_with_the_lines_of_the_others() -> None:
    lines = told(*(found("PMG-P02", line, Severity.WARNING) for line in (3, 5, 5, 9)))
    assert lines[:6] == [
        "甲.yaml",
        "  warning PMG-P02 3:6 wrong in 3",
        "       3 | 指标值: ≥10人",
        "         |         ^^^^^",
        "    Hint: mend",
        "    3 more: lines 5, 9",
    ]


def test_every_error_has_its_own_line() -> None:
    lines = told(*(found("PMG-P02", line, Severity.ERROR) for line in (3, 5, 9)))
    assert [line for line in lines if "wrong in" in line] == [
        "  error PMG-P02 3:6 wrong in 3",
        "  error PMG-P02 5:6 wrong in 5",
        "  error PMG-P02 9:6 wrong in 9",
    ]
    assert sum("Hint" in line for line in lines) == 1


def test_verbose_tells_all_and_says_a_repair_again_only_when_it_is_another() -> None:
    repairs = ["one", "one", "two"]
    findings = [found("PMG-P02", line, Severity.INFO, repair) for line, repair in enumerate(repairs, 3)]
    lines = told(*findings, every=True)
    assert sum("wrong in" in line for line in lines) == 3
    assert [line.strip() for line in lines if "Hint" in line] == ["Hint: one", "Hint: two"]


def test_what_has_no_rule_is_told_each_time() -> None:
    lines = told(*(found("PMG601", 3, Severity.WARNING, f"write {name}") for name in "abc"))
    assert [line.strip() for line in lines if "Hint" in line] == [f"Hint: write {name}" for name in "abc"]
    assert sum("|" in line for line in lines) == 2


def test_errors_come_first_in_a_file_and_files_with_errors_before_others() -> None:
    findings = [
        found("PMG-P02", 1, Severity.WARNING, file="乙.yaml"),
        found("PMG-P02", 1, Severity.INFO),
        found("PMG-S05", 9, Severity.ERROR),
    ]
    lines = told(*findings)
    assert [line for line in lines if line.endswith(".yaml")] == ["甲.yaml", "乙.yaml"]
    assert [line.split()[0] for line in lines if "wrong in" in line] == ["error", "note", "warning"]


def test_few_findings_are_summed_up_and_many_counted_rule_by_rule() -> None:
    few = told(found("PMG-P02", 1, Severity.INFO))
    assert few[-2:] == [
        "annexes: 1, projects: 0; errors: 0, warnings: 0, notes: 1; waived: 0",
        "why a rule is there: pmgen explain PMG-P02",
    ]
    assert "Rule by rule" not in few
    many = told(
        *(found("PMG-P02", line, Severity.INFO) for line in range(1, 31)), found("PMG205", 1, Severity.ERROR)
    )
    start = many.index("Rule by rule")
    assert [line.split("  ")[1:3] for line in many[start + 1 : start + 3]] == [
        ["error", "PMG205"],
        ["note", " PMG-P02"],
    ]
    assert many[-1] == "only the errors: pmgen check --severity error"


def test_waived_findings_stand_at_the_end_with_reason_and_place(tmp_path: Path) -> None:
    review = odd_review(tmp_path)
    for waived in (False, True):
        lines = lines_of(review, waived=waived)
        start = lines.index("Waived: 1")
        assert lines[start + 1].startswith("  PMG-A01 01 培训,100%:费.yaml 1:7 𠮷")
        assert any(line.startswith("       1 | 项目名称") for line in lines[start:]) == waived
        assert "    Reason: 批复文件即为此数 (01 培训,100%:费.yaml 11:9)" in lines
        assert lines.count("01 培训,100%:费.yaml") == 1


def test_what_could_not_be_read_is_named(tmp_path: Path) -> None:
    assert "Not checked: 03_坏.yaml" in lines_of(odd_review(tmp_path))


def test_nothing_in_a_finding_steers_the_terminal(tmp_path: Path) -> None:
    place: Place = SourcePlace("\x1b[2J.yaml")
    hostile = Finding(Problem("PMG101", message("{x}", x="\x1b\u202e"), (place,)))
    lines = "".join(told(hostile)) + "".join(lines_of(odd_review(tmp_path)))
    assert "\x1b" not in lines and "\u202e" not in lines


def test_what_is_not_shown_is_counted_at_the_end() -> None:
    hidden = tuple(found("PMG-P02", line, Severity.INFO) for line in (1, 2))
    review = Review(Path.cwd(), (), unseen=(*hidden, found("PMG-S05", 3, Severity.ERROR)))
    lines = [click.unstyle(line) for line in finding_lines([review], False, False, "--select G")]
    assert lines[-1] == "only a part is shown (--select G); not shown: errors: 1, notes: 2"
    assert not any("only a part" in line for line in told(found("PMG-P02", 1, Severity.INFO)))


def spread_out(files: int, code: str = "PMG-S12", severity: Severity = Severity.WARNING) -> list[Finding]:
    return [found(code, line, severity, file=f"{file}.yaml") for file in range(files) for line in (3, 5)]


def test_what_is_alike_in_very_many_projects_is_told_once() -> None:
    lines = told(*spread_out(11), found("PMG-P02", 1, Severity.INFO))
    start = next(number for number, line in enumerate(lines) if "22 times in 11 projects" in line)
    assert lines[start].startswith("  warning PMG-S12 ")
    assert lines[start + 1 : start + 3] == [
        "    for example 0.yaml 3:6: wrong in 3",
        f"    Hint: {next(rule.repair for rule in RULES if rule.code == 'PMG-S12')}",
    ]
    assert [line for line in lines if line.endswith(".yaml")] == ["甲.yaml"]


def test_errors_a_rule_asked_for_alone_and_few_projects_are_told_one_by_one() -> None:
    other = found("PMG-P02", 1, Severity.INFO)
    for findings in (
        spread_out(11),
        [*spread_out(11, severity=Severity.ERROR), other],
        [*spread_out(10), other],
    ):
        assert "projects; --verbose" not in "".join(told(*findings))
    assert "projects; --verbose" not in "".join(told(*spread_out(11), other, every=True))


def test_the_table_of_rules_fits_a_screen_and_holds_every_error() -> None:
    rules = [rule.code for rule in RULES if rule.code not in CODES][:40]
    findings = [found(code, 1, Severity.ERROR if n < 20 else Severity.INFO) for n, code in enumerate(rules)]
    for some, rows, rest in ((findings, 20, "20 more rules, 20 times"), (findings[20:], 16, "4 more rules")):
        lines = told(*some)
        start = lines.index("Rule by rule")
        assert lines[start + rows + 1].startswith(f"  {rest}")
    assert "more rules" not in "".join(told(*findings, every=True))
