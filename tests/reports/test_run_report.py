"""The report of a run: what is counted, and that the page needs no script and believes no name."""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath

from pmgen.problems import Problem, SourcePlace, message
from pmgen.publish.render_report import Receipt, Report
from pmgen.reports.report_page import Language, ReportContext
from pmgen.reports.run_report import MOST_BARS, run_as_html, run_as_json

GAP = Problem("PMG601", message("a"), (SourcePlace("甲.yaml", 1), SourcePlace("甲.yaml", 2)))
FULL = Problem("PMG702", message("<b>"), (SourcePlace("output/表.pdf"),))
RECEIPTS = (
    Receipt(PurePosixPath("2025/甲"), "甲局", rendered=3, written=(Path("output/表.html"),), problems=(GAP,)),
    Receipt(
        PurePosixPath("2025/乙"), "<script>乙", unchanged=2, failed=1, problems=(FULL,), said={"PMG601": 4}
    ),
)
CONTEXT = ReportContext(Language("zh-CN"), Path("/"))


def test_a_run_is_counted_unit_by_unit() -> None:
    plain = json.loads("".join(run_as_json(Report(RECEIPTS), str)))
    assert plain["totals"] == {"rendered": 3, "unchanged": 2, "failed": 1, "warnings": 0, "gaps": 6}
    assert [each["unit"] for each in plain["annexes"]] == ["甲局", "<script>乙"]
    assert plain["annexes"][0]["files"] == ["output/表.html"]
    assert plain["annexes"][1]["problems"] == [
        {"code": "PMG702", "severity": "error", "message": "<b>", "file": "output/表.pdf", "line": None}
    ]


def test_it_is_one_object_however_many_units_there_are() -> None:
    for receipts in ((), RECEIPTS[:1], RECEIPTS):
        text = "".join(run_as_json(Report(receipts), str))
        assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=2) + "\n"


def test_the_page_draws_the_worst_first_and_runs_nothing() -> None:
    page = run_as_html(Report(RECEIPTS), CONTEXT)
    assert page.index("&lt;script&gt;乙") < page.index("甲局")
    assert "<script" not in page
    assert page.count("<rect ") == 3
    assert "<title>&lt;script&gt;乙：not written 1</title>" in page


def test_a_chart_of_many_units_says_that_it_has_not_all() -> None:
    many = tuple(Receipt(PurePosixPath(f"{each}"), rendered=1) for each in range(MOST_BARS + 2))
    page = run_as_html(Report(many), CONTEXT)
    assert page.count("<rect ") == MOST_BARS
    assert page.count('<th scope="row">') == MOST_BARS + 2
    assert "units not in the chart: 2" in page


def test_a_run_of_nothing_is_a_page_too() -> None:
    assert "<svg" in run_as_html(Report(()), CONTEXT)
