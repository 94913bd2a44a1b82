"""Findings as people read them at the terminal."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from pmgen.check.annex_review import Review
from pmgen.check.findings import Finding
from pmgen.cli.spoken_language import speak
from pmgen.cli.terminal_findings import finding_lines
from pmgen.problems import Place, Problem, Severity, SourcePlace, message
from pmgen.reports.report_page import NOTHING_FIXABLE, Fixable, Language, ReportContext
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
    return [click.unstyle(line) for line in finding_lines([review], every, waived, context())]


def context(asked: str = "", fixable: Fixable = NOTHING_FIXABLE) -> ReportContext:
    return ReportContext(Language("en"), Path.cwd(), asked, fixable=fixable)


def test_a_finding_takes_a_line_and_a_repair_that_is_said_once() -> None:
    lines = told(*(found("PMG-P02", line, Severity.WARNING) for line in (3, 5, 9)))
    assert lines == [
        "annexes: 1, projects: 0; errors: 0, warnings: 3, notes: 0; waived: 0",
        "",
        "warning 3",
        ".",
        "  PMG-P02 甲.yaml 3:6 wrong in 3",
        "  PMG-P02 甲.yaml 5:6 wrong in 5",
        "  PMG-P02 甲.yaml 9:6 wrong in 9",
        "    Hint: mend",
        "",
        "why a rule is there: pmgen explain PMG-P02",
    ]


def test_verbose_tells_all_and_says_a_repair_again_only_when_it_is_another() -> None:
    repairs = ["one", "one", "two"]
    findings = [found("PMG-P02", line, Severity.INFO, repair) for line, repair in enumerate(repairs, 3)]
    lines = told(*findings, every=True)
    assert sum("wrong in" in line for line in lines) == 3
    assert [line.strip() for line in lines if "Hint" in line] == ["Hint: one", "Hint: two"]


def test_what_has_no_rule_is_told_each_time() -> None:
    lines = told(*(found("PMG601", 3, Severity.WARNING, f"write {name}") for name in "abc"))
    assert [line.strip() for line in lines if "Hint" in line] == [f"Hint: write {name}" for name in "abc"]
    assert not any("|" in line for line in lines)


def test_errors_come_before_warnings_and_these_before_notes() -> None:
    findings = [
        found("PMG-P02", 1, Severity.WARNING, file="乙.yaml"),
        found("PMG-P02", 2, Severity.INFO),
        found("PMG-S05", 9, Severity.ERROR),
    ]
    lines = told(*findings)
    assert [line.split()[-1] for line in lines if "wrong in" in line] == ["9", "1", "2"]
    assert [line for line in lines if line in ("error 1", "warning 1", "note 1")] == [
        "error 1",
        "warning 1",
        "note 1",
    ]
    assert lines[-1] == "only the errors: pmgen check --severity error"


def test_what_fix_repairs_is_one_line_of_the_summary() -> None:
    review = Review(Path.cwd(), (found("PMG-P02", 1, Severity.INFO),))
    lines = list(
        finding_lines(
            [review], False, False, context(fixable=Fixable(30, ("甲/1.yaml", "甲/2.yaml"), ("PMG-P02",)))
        )
    )
    assert lines[1] == "places that --fix repairs: 30 (PMG-P02 in 1.yaml、2.yaml); --diff shows them"
    assert not any("--fix" in line for line in lines_of(review))


def test_waived_findings_stand_at_the_end_with_reason_and_place(tmp_path: Path) -> None:
    review = odd_review(tmp_path)
    for waived in (False, True):
        lines = lines_of(review, waived=waived)
        start = lines.index("Waived: 1")
        assert lines[start + 1].startswith("  PMG-A01 01 培训,100%:费.yaml 1:7 𠮷")
        assert any(line.startswith("       1 | 项目名称") for line in lines[start:]) == waived
        assert "    Reason: 批复文件即为此数 (01 培训,100%:费.yaml 11:9)" in lines


def test_what_could_not_be_read_is_named(tmp_path: Path) -> None:
    assert "Not checked (mend this and check again to see the rest): 03_坏.yaml" in lines_of(
        odd_review(tmp_path)
    )


def test_nothing_in_a_finding_steers_the_terminal(tmp_path: Path) -> None:
    place: Place = SourcePlace("\x1b[2J.yaml")
    hostile = Finding(Problem("PMG101", message("{x}", x="\x1b\u202e"), (place,)))
    lines = "".join(told(hostile)) + "".join(lines_of(odd_review(tmp_path)))
    assert "\x1b" not in lines and "\u202e" not in lines


def test_what_is_not_shown_is_counted_at_the_end() -> None:
    hidden = tuple(found("PMG-P02", line, Severity.INFO) for line in (1, 2))
    review = Review(Path.cwd(), (), unseen=(*hidden, found("PMG-S05", 3, Severity.ERROR)))
    lines = [click.unstyle(line) for line in finding_lines([review], False, False, context("--select G"))]
    assert lines[1] == "only a part is shown (--select G); not shown: errors: 1, notes: 2"
    assert not any("only a part" in line for line in told(found("PMG-P02", 1, Severity.INFO)))


def many(severity: Severity = Severity.WARNING, code: str = "PMG-S12") -> list[Finding]:
    return [found(code, line, severity, file=f"{file}.yaml") for file in range(10) for line in (3, 5)]


def test_among_many_findings_a_rule_takes_one_line_per_annex_the_most_frequent_first() -> None:
    one = found("PMG-P02", 1, Severity.WARNING)
    lines = told(one, *many())
    start = lines.index("warning 21")
    assert lines[start + 1 : start + 4] == [
        ".",
        "  PMG-S12 0.yaml 3:6 wrong in 3 (20 times in 10 files)",
        "  PMG-P02 甲.yaml 1:6 wrong in 1",
    ]
    assert "every place of a rule: pmgen check --select PMG-S12; of all: --verbose" in lines
    assert "Hint: mend" not in "".join(lines)
    both = list(
        finding_lines([Review(Path("a"), tuple(many())), Review(Path("b"), (one,))], False, False, context())
    )
    assert sum("PMG-S12" in line for line in both if line.startswith("  ")) == 1


def test_a_warning_beside_many_errors_keeps_what_to_do() -> None:
    lines = told(found("PMG-V17", 3, Severity.WARNING, "write 正向"), *many(Severity.ERROR))
    assert lines[lines.index("  PMG-V17 甲.yaml 3:6 wrong in 3") + 1] == "    Hint: write 正向"


def test_errors_come_in_the_order_of_their_lines() -> None:
    codes = [("PMG-S05", 9), ("PMG-A02", 4), ("PMG-S05", 2)]
    lines = told(*(found(code, line, Severity.ERROR) for code, line in codes))
    assert [line.split()[2] for line in lines if line.startswith("  PMG")] == ["2:6", "4:6", "9:6"]


def test_no_error_is_left_out_and_each_has_two_lines() -> None:
    lines = told(*many(Severity.ERROR), found("PMG-P02", 1, Severity.INFO))
    start, end = lines.index("error 20"), lines.index("note 1")
    assert sum("wrong in" in line for line in lines[start:end]) == 20
    assert end - start <= 2 + 20 * 2 + 1


def test_among_many_errors_a_rule_says_in_a_file_once_what_to_do() -> None:
    errors = [found("PMG-A09", line, Severity.ERROR, f"write {line}万元") for line in (1, 2)]
    hints = [line for line in told(*errors, *many()) if "Hint" in line]
    assert hints == ["    Hint: write 2万元"]
    assert sum("Hint" in line for line in told(*errors)) == 2


def test_a_rule_asked_for_alone_and_all_with_verbose_are_told_one_by_one() -> None:
    other = found("PMG-P02", 1, Severity.INFO)
    assert sum("wrong in" in line for line in told(*many())) == 20
    assert sum("wrong in" in line for line in told(*many(), other, every=True)) == 21


def test_gaps_in_the_same_words_share_a_line_and_keep_what_to_write() -> None:
    gaps = [found("PMG601", 3, Severity.WARNING, "write it", file=f"{file}.yaml") for file in range(20)]
    lines = told(*gaps, found("PMG601", 7, Severity.WARNING, "write that"), *many())
    start = lines.index("  PMG601 0.yaml 3:6 wrong in 3 (20 times in 20 files)")
    assert lines[start + 1] == "    Hint: write it"
    assert lines[lines.index("  PMG601 甲.yaml 7:6 wrong in 7") + 1] == "    Hint: write that"
