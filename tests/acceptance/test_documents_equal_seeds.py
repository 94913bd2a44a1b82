"""Every table of the published annexes equals the rendered document's, as a whole.

The expectation comes from tests/seeds and its repairs alone; the rendering from data/ and templates/.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path, PurePosixPath

import pytest

from pmgen.publish.render_plan import plan
from pmgen.publish.render_request import Request, Source
from pmgen.publish.render_run import render
from reading import Group, groups
from restored import READERS, PublishedDocument, restored
from shipped import annex as shipped_annex

ROOT = Path(__file__).parents[2]
ANNEXES = {
    "tianjin_skills": "undated/tianjin-skills",
    "tianjin_2025": "2025/tianjin-bureau",
    "wuhai_2022": "2022/wuhai",
    "shanghai_2024": "2024/shanghai",
    "ezhou_2026": "2026/ezhou",
}


@cache
def rendered(seed: str) -> list[Group]:
    folder = shipped_annex(ANNEXES[seed])
    planned = plan(Request((Source(folder, PurePosixPath("x")),), ("docx",), (ROOT / "templates",)))
    (job,) = planned.jobs
    ((_, docx),) = render(job).files
    return groups(docx)


@cache
def published(seed: str) -> PublishedDocument:
    return restored(seed)


def words(group: Group) -> list[str]:
    """Return the lines above a form, without the table of contents."""
    lines = [part for item in group.words if not item.in_contents for part in item.text.split("\t")]
    return [line for line in lines if line and line != "目录"]


@pytest.mark.parametrize("seed", READERS)
def test_tables_are_those_that_were_published(seed: str) -> None:
    expected = [form.tables for form in published(seed).forms]
    assert [tuple(group.tables) for group in rendered(seed)] == expected


@pytest.mark.parametrize("seed", READERS)
def test_titles_and_lines_are_those_that_were_published(seed: str) -> None:
    document = published(seed)
    expected = [[line for line in (form.heading, *form.lines) if line] for form in document.forms]
    expected[0] = [*document.title, *expected[0]]
    assert [words(group) for group in rendered(seed)] == expected


@pytest.mark.parametrize("seed", READERS)
def test_bookmarks_stand_in_their_order(seed: str) -> None:
    expected = [name for form in published(seed).forms for name in form.bookmarks]
    found = [name for group in rendered(seed) for item in group.words for name in item.bookmarks]
    assert found == expected


@pytest.mark.parametrize("seed", ["tianjin_skills", "tianjin_2025"])
def test_contents_list_every_form_and_lead_to_it(seed: str) -> None:
    forms = published(seed).forms
    entries = [item for item in rendered(seed)[0].words if item.in_contents and item.text]
    assert [entry.text.rstrip("\t") for entry in entries] == [form.heading for form in forms]
    assert [entry.links for entry in entries] == [form.bookmarks for form in forms]
