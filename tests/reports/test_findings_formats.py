"""What other programs read: every format as it was looked at, and as its own rules want it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from golden import check_parts
from pmgen.check.annex_review import Review
from pmgen.check.findings import Finding
from pmgen.check.rules import RULES
from pmgen.problems import LayoutPlace, Problem, SourcePlace, message
from pmgen.reports.findings_formats import FINDINGS_FORMATS
from pmgen.reports.report_page import Language, ReportContext
from reviews import FILE, odd_review
from tools import sarif_errors
from word.corpus import region

COMMAND = re.compile(r"::(error|warning|notice) ((?:\w+=[^,:\r\n]*,?)*)::(.*)")


def told(name: str, folder: Path) -> str:
    return FINDINGS_FORMATS[name]([odd_review(folder)], ReportContext(Language("en"), folder))


def sarif_log(folder: Path) -> Any:
    return json.loads(told("sarif", folder))


def test_the_formats_look_so(tmp_path: Path, pytestconfig: pytest.Config) -> None:
    folder = Path(__file__).with_name("golden_findings")
    parts = {f"findings.{name}": told(name, tmp_path) for name in ("short", "json", "github")}
    log = sarif_log(tmp_path)
    del log["runs"][0]["tool"]["driver"]["rules"]
    for result in log["runs"][0]["results"]:
        del result["ruleIndex"]
    parts["findings.sarif"] = json.dumps(log, ensure_ascii=False, indent=2) + "\n"
    check_parts(parts, folder, pytestconfig.getoption("--accept"))


def test_nothing_found_is_told_too() -> None:
    nothing = [Review(Path("data"), ())]
    telling = ReportContext(Language("en"), Path.cwd())
    assert [FINDINGS_FORMATS[name](nothing, telling) for name in ("short", "github")] == ["", ""]
    assert json.loads(FINDINGS_FORMATS["json"](nothing, telling))["findings"] == []
    assert json.loads(FINDINGS_FORMATS["sarif"](nothing, telling))["runs"][0]["results"] == []


def test_sarif_follows_its_schema(tmp_path: Path) -> None:
    log = sarif_log(tmp_path)
    assert sarif_errors(log) == []
    log["runs"][0]["results"][0]["level"] = "fatal"
    assert sarif_errors(log)


def test_sarif_explains_every_rule_and_finds_each_by_its_number(tmp_path: Path) -> None:
    run = sarif_log(tmp_path)["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules][: len(RULES)] == [rule.code for rule in RULES]
    assert len({rule["id"] for rule in rules}) == len(rules)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


def test_sarif_places_lead_to_files_and_characters(tmp_path: Path) -> None:
    run = sarif_log(tmp_path)["runs"][0]
    assert run["columnKind"] == "unicodeCodePoints"
    found = next(result for result in run["results"] if result["ruleId"] == "PMG-A09")
    place = found["locations"][0]["physicalLocation"]
    uri = place["artifactLocation"]["uri"]
    assert (urlsplit(uri).scheme, unquote(uri)) == ("", FILE)
    line = (tmp_path / FILE).read_text("utf-8").split("\n")[place["region"]["startLine"] - 1]
    span = slice(place["region"]["startColumn"] - 1, place["region"]["endColumn"] - 1)
    assert line[span] == "≥1000人"


def test_sarif_names_files_elsewhere_by_their_whole_address(tmp_path: Path) -> None:
    review = odd_review(tmp_path)
    log = json.loads(
        FINDINGS_FORMATS["sarif"]([review], ReportContext(Language("en"), tmp_path / "elsewhere"))
    )
    uris = [
        location["physicalLocation"]["artifactLocation"]["uri"]
        for result in log["runs"][0]["results"]
        for location in result["locations"]
    ]
    assert all(uri.startswith("file:///") and " " not in uri for uri in uris)


def test_accepted_findings_are_suppressed_with_their_reason(tmp_path: Path) -> None:
    results = sarif_log(tmp_path)["runs"][0]["results"]
    reasons = {each["ruleId"]: [s["justification"] for s in each["suppressions"]] for each in results}
    assert reasons.pop("PMG-A01") == ["批复文件即为此数"]
    assert not any(reasons.values())


def test_github_reads_every_command_back(tmp_path: Path) -> None:
    lines = told("github", tmp_path).splitlines()
    read = [COMMAND.fullmatch(line) for line in lines]
    assert all(read)
    values = [dict(part.split("=") for part in match[2].split(",")) for match in read if match]
    files = [unquote(each["file"]) for each in values if "file" in each]
    assert FILE in files
    assert "乙 局" in files
    assert "%0A" in lines[2]


def test_a_short_line_leads_to_its_place(tmp_path: Path) -> None:
    lines = told("short", tmp_path).splitlines()
    assert len(lines) == 4
    assert any(re.match(re.escape(FILE) + r":\d+:\d+: warning PMG-A09 ", line) for line in lines)
    assert "\x1b" not in "".join(lines)


def test_what_is_wrong_with_a_layout_is_one_short_line_with_its_place() -> None:
    pack = region(Path("templates/somewhere"), {})
    place = LayoutPlace(str(pack.layout), "word/document.xml", table=1, row=2, cell=3, text="{{ 甲 }}")
    of_layout = Finding(Problem("PMG415", message("there is no {name}", name="甲"), (place,)))
    of_data = Finding(
        Problem("PMG208", message("{value} is no day", value="甲"), (SourcePlace("a.yaml", 7),))
    )
    reviews = [Review(Path(name), (of_layout, of_data), region=pack) for name in ("data/a", "data/b")]
    said = FINDINGS_FORMATS["short"](reviews, ReportContext(Language("en"), Path.cwd()))
    layout, *others = said.splitlines()
    assert layout.endswith(
        "layout.docx:1:1: error PMG415 there is no 甲 (body, table 1, row 2, cell 3, “{{ 甲 }}”)"
    )
    assert others == ["a.yaml:7:1: error PMG208 甲 is no day"] * 2
