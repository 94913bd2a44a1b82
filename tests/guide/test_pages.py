"""The pages of the guide say what the code says, are there in both languages, and lead nowhere else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from guide.pages import filled, is_chinese, pages
from guide.recipes import DOCS
from guide.sessions import replayed

ROOT = DOCS.parent
CHINESE_ONLY = {
    "check-output.zh-CN.md",
    "cluster.zh-CN.md",
    "diff.zh-CN.md",
    "manifest.zh-CN.md",
    "publish.zh-CN.md",
}


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_what_the_code_says_is_up_to_date(page: Path, request: pytest.FixtureRequest) -> None:
    text = page.read_text("utf-8")
    made = filled(text, is_chinese(page))
    if request.config.getoption("--accept"):
        page.write_text(made, "utf-8")
    assert page.read_text("utf-8") == made


@pytest.mark.parametrize("name", ["start.zh-CN.md", "start.md"])
def test_the_commands_answer_as_written(name: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    page = DOCS / name
    made = replayed(page.read_text("utf-8"), "zh" if is_chinese(page) else "en", tmp_path)
    if request.config.getoption("--accept"):
        page.write_text(made, "utf-8")
    assert page.read_text("utf-8") == made


def test_every_page_stands_in_both_languages_and_in_the_list() -> None:
    chinese = {page.name for page in pages() if is_chinese(page)}
    english = {page.name for page in pages()} - chinese - {"index.md"}
    assert {name.replace(".zh-CN", "") for name in chinese - CHINESE_ONLY} == english
    listed = set(re.findall(r"[\w-]+(?:\.zh-CN)?\.md", (ROOT / "mkdocs.yml").read_text("utf-8")))
    assert listed == {page.name for page in pages()}


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_a_link_leads_to_a_file_of_the_guide(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text("utf-8"))
    assert {link for link in links if not (DOCS / link).is_file()} == set()


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_code_in_a_table_holds_no_bar(page: Path) -> None:
    rows = (line for line in page.read_text("utf-8").splitlines() if line.startswith("|"))
    assert [row for row in rows if any(cell.count("`") % 2 for cell in row.split("|"))] == []
