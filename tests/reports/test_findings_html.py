"""The page of a review: whole, valid, the same with a script and without, on screen, phone and paper."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import html5lib
import pytest
from lxml import etree

from pmgen.catalog import find_region, shipped_templates
from pmgen.check.annex_review import Review, review
from pmgen.check.findings import Finding
from pmgen.load import load_annex
from pmgen.problems import Problem, Severity, message
from pmgen.reports.findings_page import findings_as_html
from pmgen.reports.printed_places import printed_places
from pmgen.reports.report_page import Language, ReportContext
from reviews import odd_review
from shipped import ANNEXES
from shipped import annex as shipped_annex
from tools import ROOT, in_browser, page_errors

MOST_PAGES = 15


def page(*reviews: Review, here: Path) -> str:
    return findings_as_html(reviews, ReportContext(Language("en"), here))


def text_of(page: str) -> str:
    root = html5lib.parse(page, treebuilder="lxml")
    for script in root.iter("{*}script", "{*}style"):
        script.text = ""
    return " ".join("".join(root.getroot().itertext()).split())


@cache
def own(folder: Path) -> Review:
    return review(folder, (), None, [shipped_templates()])


@cache
def shipped(*folders: Path) -> str:
    return findings_as_html([own(folder) for folder in folders], ReportContext(Language("zh-CN"), ROOT))


def test_a_page_says_everything_about_a_finding(tmp_path: Path) -> None:
    told = text_of(page(odd_review(tmp_path), here=tmp_path))
    for words in (
        "two lines 〈U+001B〉[2J",
        "write 1,000人",
        "<b>培训</b>费",
        "table 2, row 2, column 5: 指标值",
        "≥1000人",
        "line 9",
        "left blank",
        "03_坏.yaml",
        "批复文件即为此数",
        "no place at all",
    ):
        assert words in told, words


def test_text_is_never_markup(tmp_path: Path) -> None:
    made = page(odd_review(tmp_path), here=tmp_path)
    root = html5lib.parse(made, treebuilder="lxml").getroot()
    assert not list(root.iter("{*}b"))
    assert len(list(root.iter("{*}script"))) == 1
    assert "\x1b" not in made


def test_a_page_without_findings_says_so(tmp_path: Path) -> None:
    made = page(Review(tmp_path, ()), here=tmp_path)
    html5lib.HTMLParser(strict=True).parse(made)
    assert "Nothing was found." in text_of(made)


def test_findings_out_of_sight_are_no_clean_bill(tmp_path: Path) -> None:
    whole = odd_review(tmp_path)
    narrowed = replace(whole, findings=(), unseen=whole.findings[2:3])
    told = text_of(findings_as_html([narrowed], ReportContext(Language("en"), tmp_path, "--severity error")))
    assert "only a part is shown (--severity error); not shown: warnings: 1" in told
    assert "Nothing was found" not in told
    waived = text_of(page(replace(whole, findings=(), unseen=whole.findings[4:]), here=tmp_path))
    assert "only a part" not in waived and "Nothing was found in these projects" in waived


def test_every_finding_of_the_shipped_annexes_is_in_the_page() -> None:
    root = html5lib.parse(shipped(*ANNEXES), treebuilder="lxml").getroot()
    rows = [row for row in root.iter("{*}tr") if row.get("data-code")]
    assert len(rows) == sum(len(own(folder).findings) for folder in ANNEXES)


def test_pages_are_valid_and_accessible(tmp_path: Path) -> None:
    pages = {"odd": page(odd_review(tmp_path), here=tmp_path), "wuhai": shipped(ANNEXES[0])}
    for name, made in pages.items():
        html5lib.HTMLParser(strict=True).parse(made)
        folder = tmp_path / name
        folder.mkdir()
        file = folder / "page.html"
        file.write_text(made, "utf-8")
        assert page_errors(file) == []
        seen = in_browser(file, folder, is_judged=True)
        assert seen["violations"] == []
        assert seen["overflow"] == {"360": 0, "1280": 0}
        assert (seen["requests"], seen["complaints"], seen["lost"]) == ([], [], 0)


def test_the_page_opens_with_the_errors_and_folds_rule_by_rule_what_is_less() -> None:
    main = next(html5lib.parse(shipped(*ANNEXES), treebuilder="lxml").getroot().iter("{*}main"))
    heads = ["".join(head.itertext()) for head in main.iter("{*}h2")]
    assert [head.split()[0] for head in heads] == ["error", "warning", "note", "The"]
    errors, warnings, notes = (part for part in main.iter("{*}section") if part.get("class") == "level")
    assert not list(errors.iter("{*}details"))
    assert len(list(errors.iter("{*}tr"))) > 20
    for level in (warnings, notes):
        tables = list(level.iter("{*}table"))
        assert tables and all(table.getparent().tag.endswith("details") for table in tables)
    assert not [each for each in main.iter("{*}details") if each.get("open") is not None]


def test_the_script_sorts_unfolds_and_shows_the_findings_by_project(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(page(odd_review(tmp_path), here=tmp_path), "utf-8")
    seen = in_browser(file, tmp_path, Path(__file__).with_name("clicks.js"))
    assert seen["up"] == ["ascending", "PMG106", "PMG701"]
    assert seen["down"] == ["descending", "PMG701", "PMG106"]
    assert (seen["folded"], seen["unfolded"], seen["by_project"], seen["again"]) == (2, 5, 4, 5)
    assert seen["heads"] == ["2025 甲局", "the annex as a whole .", "<b>培训</b>费 01 培训,100%:费.yaml"]
    assert seen["violations"] == []


def test_the_print_of_the_published_annexes_is_short_and_opens_with_a_table_of_errors(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(shipped(*ANNEXES), "utf-8")
    in_browser(file, tmp_path)
    command: list[str | Path] = ["pdftotext", "-bbox", tmp_path / "print.pdf", "-"]
    pages = etree.fromstring(subprocess.run(command, capture_output=True, check=True).stdout)
    sheets = list(pages.iter("{*}page"))
    assert len(sheets) <= MOST_PAGES
    for sheet in sheets:
        width = float(str(sheet.get("width")))
        edges = [float(str(word.get("xMax"))) for word in sheet.iter("{*}word")]
        assert max(edges) < width - 30
        assert width > float(str(sheet.get("height")))
    texts = ["".join(str(word.text) for word in sheet.iter("{*}word")) for sheet in sheets]
    assert "error24" in texts[0] and "PMG-S05" in texts[0]
    tables = [text for text in texts if "table1,row" in text]
    assert len(tables) > 2
    assert all("inthedata" in text for text in tables)


def test_what_is_about_a_whole_is_said_so_and_quotes_nothing(tmp_path: Path) -> None:
    found = odd_review(tmp_path)
    assert found.annex is not None
    project = found.annex.projects[0]
    places = {
        "the whole project": project.places["indicators"],
        "the whole annex": found.annex.places[""],
    }
    for words, place in places.items():
        problem = Problem("PMG-S03", message("x"), (place,), rated=Severity.WARNING)
        made = page(replace(found, findings=(Finding(problem),)), here=tmp_path)
        assert words in text_of(made)
        assert "<mark" not in made and "not printed on this form" not in made


def test_the_day_is_told_where_it_is_given(tmp_path: Path) -> None:
    telling = ReportContext(Language("en"), tmp_path, today=date(2025, 3, 4))
    assert "reviewed on 2025-03-04" in text_of(findings_as_html([odd_review(tmp_path)], telling))
    assert "reviewed on" not in page(odd_review(tmp_path), here=tmp_path)


def lands(folder: Path, key: str, code: str = "PMG-S01") -> list[str]:
    """Return where a finding lands that is about a field of the first project's first indicator."""
    annex = load_annex(folder).annex
    assert annex is not None and annex.region is not None
    project = annex.projects[0]
    indicator = project.indicators[0]
    problem = Problem(code, message("x"), (indicator.places[key],))
    found = Finding(problem, project, indicator)
    region = find_region(annex.region, [shipped_templates()])
    places = printed_places(Review(folder, (found,), annex, region, annex.projects))
    return [str(words) for words in places.of(found)]


@pytest.mark.parametrize(
    ("annex", "key", "expected"),
    [
        ("2025/tianjin-bureau", "target", ["table 2, row 2, column 5: 指标值"]),
        ("2025/tianjin-bureau", "description", ["table 2, row 2, column 4: 绩效指标描述"]),
        ("2022/wuhai", "score", ["table 1, row 2, column 13: 分值"]),
        ("2022/wuhai", "", ["table 1, row 2"]),
    ],
)
def test_a_finding_lands_in_the_cell_that_prints_it(annex: str, key: str, expected: list[str]) -> None:
    assert lands(shipped_annex(annex), key) == expected


def test_what_the_form_does_not_print_is_said() -> None:
    folder = shipped_annex("2022/wuhai")
    assert lands(folder, "", "PMG601") == ["table 1, row 2", "left blank"]


def test_a_form_that_cannot_be_filled_is_said(tmp_path: Path) -> None:
    found = odd_review(tmp_path)
    nowhere = printed_places(Review(tmp_path, found.findings, found.annex, None))
    assert [str(words) for words in nowhere.of(found.findings[2])] == ["the form cannot be filled"]


def test_the_script_is_the_only_one_that_may_run(tmp_path: Path) -> None:
    made = page(odd_review(tmp_path), here=tmp_path)
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', made)
    assert policy is not None and "script-src" in policy[1] and "unsafe" not in policy[1]
