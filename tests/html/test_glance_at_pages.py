"""A glance at a page suffices for what pmgen writes, and for nothing that programs could take for more."""

from __future__ import annotations

import pytest

from pmgen.document import Document, Page, Paragraph, Section, Text
from pmgen.formats.html.write import write
from pmgen.verify.foreign_content.foreign_html import has_no_foreign_content

SECTION = Section(Page(), (Paragraph((Text("甲 < 乙"),)),))
PAGE = write(Document("表", "某单位", sections=(SECTION,))).data.decode().rstrip()
POLICY = PAGE[PAGE.index("<meta http-equiv") : PAGE.index("<title>")]
OTHER = POLICY.replace("sha256-", "sha256-x")


def test_what_pmgen_writes_needs_no_closer_look() -> None:
    assert has_no_foreign_content(PAGE)


@pytest.mark.parametrize(
    "page",
    [
        PAGE.replace(POLICY, OTHER),
        PAGE.replace(POLICY, OTHER + POLICY),
        PAGE.replace(POLICY, ""),
        PAGE.replace("<body>", "<body><!DOCTYPE html>"),
        PAGE.replace("<main>", "<main><!-- x -->"),
        PAGE.replace("<main>", "<main><script>"),
        PAGE.replace("<main>", '<main style="color:#fff">'),
        PAGE.replace("<main>", f'<main title="{"甲" * 300}">'),
        PAGE.replace("<main>", '<main class="a>b">'),
        PAGE.replace("&lt;", "<"),
        PAGE.replace("</style>", ".c1{opacity:0}</style>"),
        PAGE.replace("<!DOCTYPE html>", "<!DOCTYPE html SYSTEM>"),
        f"{PAGE}<p>",
    ],
)
def test_all_else_needs_one(page: str) -> None:
    assert page != PAGE
    assert not has_no_foreign_content(page)


def test_the_first_policy_is_the_one_that_counts() -> None:
    assert has_no_foreign_content(PAGE.replace(POLICY, POLICY + OTHER))
