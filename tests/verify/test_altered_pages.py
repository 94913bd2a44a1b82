"""Web pages altered in every way that people and programs know: each is found, with its cell and words."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256

import pytest

from altering import Change, Told, errors, finished, sub, swap, tell
from pmgen.verify.foreign_content import find_foreign_content

CELL = (1, 2, 2, "425.50")
"""The cell of the total: its table, row and column, and what stands in it."""

NOWHERE = (None, None, None, "")


def both(*changes: Change) -> Change:
    def change(page: str) -> str:
        for one in changes:
            page = one(page)
        return page

    return change


def styled(rule: str) -> Change:
    """Return what adds a rule to the style, and vouches for the style as it then is."""
    return both(swap("</style>", f"{rule}</style>"), vouched)


def restyled(change: Change) -> Change:
    return both(change, vouched)


def vouched(page: str) -> str:
    """Return the page with a policy that fits its style."""
    style = re.search("<style>(.*?)</style>", page, re.DOTALL)
    assert style
    digest = b64encode(sha256(style[1].encode()).digest()).decode()
    return re.sub("sha256-[^']*'", f"sha256-{digest}'", page)


def in_cell(new: str) -> Change:
    """Return what puts markup in the place of the total."""
    return swap("425.50</td>", f"{new}</td>")


def on_cell(attribute: str) -> Change:
    """Return what gives an attribute to the cell of the total."""
    return sub(r"<td([^>]*)>425\.50", rf"<td\1 {attribute}>425.50")


def in_head(markup: str) -> Change:
    return swap("</head>", f"{markup}</head>")


def in_body(markup: str) -> Change:
    return swap("</main>", f"{markup}</main>")


def look() -> str:
    """Return the class of the cell of the total."""
    found = re.search(r'<td class="(\w+)"[^>]*>425\.50', finished("html").decode())
    assert found
    return found[1]


FOREIGN, HIDDEN, TEXT, LOOKS = "PMG760", "PMG761", "PMG762", "PMG764"
DRAWING, STRUCTURE, WAYS = "PMG765", "PMG766", "PMG767"

CASES: dict[str, tuple[Change, list[Told]]] = {
    # What runs, fetches or asks
    "a script": (in_body("<script>alert(1)</script>"), [(FOREIGN, None, None, None, "alert(1)")]),
    "a script in a cell": (in_cell("425.50<script>x()</script>"), [(FOREIGN, *CELL[:3], "425.50x()")]),
    "a script from elsewhere": (in_head('<script src="//e.org/a.js"></script>'), [(FOREIGN, *NOWHERE)]),
    "an event": (on_cell('onclick="alert(1)"'), [(FOREIGN, *CELL)]),
    "an event in capitals": (on_cell('ONMOUSEOVER="alert(1)"'), [(FOREIGN, *CELL)]),
    "a page inside": (in_body('<iframe src="https://e.org"></iframe>'), [(FOREIGN, *NOWHERE)]),
    "an object": (in_body('<object data="a.swf"></object>'), [(FOREIGN, *NOWHERE)]),
    "an embedded thing": (in_body('<embed src="a.pdf">'), [(FOREIGN, *NOWHERE)]),
    "a drawing": (in_body("<svg><text>420.00</text></svg>"), [(FOREIGN, None, None, None, "420.00")]),
    "a canvas": (in_body("<canvas></canvas>"), [(FOREIGN, *NOWHERE)]),
    "a film": (in_body('<video src="a.mp4"></video>'), [(FOREIGN, *NOWHERE)]),
    "a form": (in_body('<form action="/x"><input name="a"></form>'), [(FOREIGN, *NOWHERE)]),
    "a field in a cell": (in_cell('425.50<input value="420.00">'), [(FOREIGN, *CELL)]),
    "a file to fetch": (in_head('<link rel="stylesheet" href="a.css">'), [(FOREIGN, *NOWHERE)]),
    "a base address": (in_head('<base href="https://e.org/">'), [(FOREIGN, *NOWHERE)]),
    "a turn to another page": (
        in_head('<meta http-equiv="refresh" content="0;url=https://e.org">'),
        [(FOREIGN, *NOWHERE)],
    ),
    "a link outwards": (
        swap('href="#', 'href="https://e.org/#'),
        [(FOREIGN, None, None, None, "1.培训经费"), (WAYS, None, None, None, "1.培训经费")],
    ),
    "a link with a script": (
        sub('href="#[^"]*"', 'href="javascript:alert(1)"'),
        [(FOREIGN, None, None, None, "1.培训经费"), (WAYS, None, None, None, "1.培训经费")],
    ),
    "a link elsewhere": (sub('href="#[^"]*"', 'href="#x"'), [(WAYS, None, None, None, "1.培训经费")]),
    "a link lost": (
        both(sub("<a href[^>]*>", ""), swap("</a>", "")),
        [(STRUCTURE, None, None, None, "1.培训经费")],
    ),
    "a picture to fetch": (
        sub('src="data:[^"]*"', 'src="https://e.org/a.png"'),
        [(FOREIGN, *NOWHERE), (DRAWING, *NOWHERE)],
    ),
    "a picture replaced": (sub("base64,....", "base64,AAAA"), [(DRAWING, *NOWHERE)]),
    "a picture described otherwise": (swap('alt="公章"', 'alt="作废"'), [(TEXT, *NOWHERE)]),
    # What is there and not seen
    "a remark": (in_cell("425.50<!-- 420.00 -->"), [(HIDDEN, *CELL)]),
    "a remark in the head": (in_head("<!-- 稿 -->"), [(HIDDEN, *NOWHERE)]),
    "a remark in the style": (styled("/* 稿 */"), [(HIDDEN, *NOWHERE)]),
    "a hidden element": (
        in_cell("425.50<span hidden>420.00</span>"),
        [(FOREIGN, *CELL[:3], "425.50420.00"), (TEXT, *CELL[:3], "425.50420.00")],
    ),
    "a cell hidden": (on_cell("hidden"), [(FOREIGN, *CELL)]),
    "a cell hidden from those who listen": (on_cell('aria-hidden="true"'), [(FOREIGN, *CELL)]),
    "hidden data": (on_cell('data-old="420.00"'), [(FOREIGN, *CELL)]),
    "a template": (in_body("<template>420.00</template>"), [(FOREIGN, None, None, None, "420.00")]),
    "words without scripts": (
        in_body("<noscript>420.00</noscript>"),
        [(FOREIGN, None, None, None, "420.00")],
    ),
    "words that unfold": (
        in_body("<details><summary>更多</summary>420.00</details>"),
        [(FOREIGN, None, None, None, "更多420.00")],
    ),
    "text behind the end": (lambda page: page + "420.00", [(HIDDEN, *NOWHERE), (TEXT, *NOWHERE)]),
    "an element behind the end": (
        lambda page: page + "<p>420.00</p>",
        [(HIDDEN, *NOWHERE), (STRUCTURE, None, None, None, "420.00"), (TEXT, *NOWHERE)],
    ),
    "characters of no width": (in_cell("42\u200b5.50"), [(HIDDEN, *CELL[:3], "42\u200b5.50")]),
    "a turned direction": (in_cell("\u202e05.524\u202c"), [(TEXT, *CELL)]),
    "a null byte": (in_cell("425.50\0"), [(HIDDEN, *NOWHERE), (HIDDEN, *CELL[:3], "425.50\0")]),
    # What looks otherwise
    "white text": (on_cell('style="color:#fff"'), [(FOREIGN, *CELL)]),
    "text taken away": (styled(f".{look()}{{display:none}}"), [(LOOKS, 1, 2, 1, "合计")]),
    "text that is not visible": (styled(".c1{visibility:hidden}"), [(LOOKS, *NOWHERE)]),
    "text without colour": (styled("td{opacity:0}"), [(LOOKS, *NOWHERE)]),
    "text without size": (styled("td{font-size:0}"), [(LOOKS, *NOWHERE)]),
    "text moved away": (styled("td{position:absolute;left:-9999px}"), [(LOOKS, *NOWHERE), (LOOKS, *NOWHERE)]),
    "text indented away": (styled("td{text-indent:-999em}"), [(LOOKS, *NOWHERE)]),
    "text clipped": (styled("td{clip-path:inset(100%)}"), [(LOOKS, *NOWHERE)]),
    "text in place of ours": (styled('td::after{content:"420.00"}'), [(LOOKS, *NOWHERE)]),
    "text that cannot be copied": (styled("body{user-select:none}"), [(LOOKS, *NOWHERE)]),
    "other text beside rows in print": (
        styled('@media print{.z2>tr:not(.again)::before{content:"420.00"}}'),
        [(LOOKS, *NOWHERE)],
    ),
    "nothing beside rows, over the text": (
        styled("@media print{.z2>tr:not(.again)::before{margin:-9em}}"),
        [(LOOKS, *NOWHERE)],
    ),
    "nothing beside rows on a screen": (
        styled('.z2>tr:not(.again)::before{content:""}'),
        [(LOOKS, *NOWHERE)],
    ),
    "a ground before the text": (styled("td::first-line{background:#000}"), [(LOOKS, *NOWHERE)]),
    "parts taken away in print": (
        styled("@media print{.parts > tbody{display:none}}"),
        [(LOOKS, *NOWHERE)],
    ),
    "tabs as wide as the page": (styled("td{tab-size:99rem}"), [(LOOKS, *NOWHERE)]),
    "other text in print": (styled("@media print{td{display:none}}"), [(LOOKS, *NOWHERE)]),
    "a foot of even pages": (
        styled('@page page1:left{@bottom-left{content:"实为999"}}'),
        [(LOOKS, *NOWHERE)],
    ),
    "a foot of pages that have none of ours": (
        styled('@page page1:right{@bottom-right{content:"实为999"}}'),
        [(LOOKS, *NOWHERE)],
    ),
    "a font of its own": (
        styled("@font-face{font-family:x;src:url(a.woff)}"),
        [(LOOKS, *NOWHERE), (LOOKS, *NOWHERE)],
    ),
    "a style to fetch": (styled('@import "a.css";'), [(LOOKS, *NOWHERE)]),
    "a picture as ground": (styled("td{background:url(a.png)}"), [(LOOKS, *NOWHERE)]),
    "another direction": (
        styled("td{direction:rtl;unicode-bidi:bidi-override}"),
        [(LOOKS, *NOWHERE), (LOOKS, *NOWHERE)],
    ),
    "another order": (
        styled("tr{display:flex;flex-direction:row-reverse}"),
        [(LOOKS, *NOWHERE), (LOOKS, *NOWHERE)],
    ),
    "another colour": (restyled(sub("color: #000", "color: #fff")), [(LOOKS, *NOWHERE)]),
    "another ground": (
        restyled(swap("background:#D9D9D9", "background:#000000")),
        [(LOOKS, 1, 1, 1, "项目")],
    ),
    "lines lost": (restyled(sub(r"border:0\.5pt", "border:0pt")), [(LOOKS, 1, 1, 1, "项目")]),
    "a style not vouched for": (swap("color: #000", "color: #fff"), [(LOOKS, *NOWHERE), (LOOKS, *NOWHERE)]),
    "a second style": (
        in_head("<style>td{color:#fff}</style>"),
        [(LOOKS, *NOWHERE), (STRUCTURE, *NOWHERE), (LOOKS, *NOWHERE)],
    ),
    "another class": (sub(r'<td class="\w+">425', '<td class="hidden">425'), [(LOOKS, *CELL)]),
    "struck out": (
        in_cell("<s>425.50</s>"),
        [(FOREIGN, *CELL), (TEXT, *CELL)],
    ),
    "deleted and inserted": (
        in_cell("<del>425.50</del><ins>420.00</ins>"),
        [(FOREIGN, *CELL[:3], "425.50420.00"), (FOREIGN, *CELL[:3], "425.50420.00"), (TEXT, *CELL)],
    ),
    # What says otherwise
    "a digit": (in_cell("425.00"), [(TEXT, *CELL)]),
    "a cell emptied": (in_cell(""), [(TEXT, *CELL)]),
    "spaces lost": (swap("财政    资金", "财政 资金"), [(TEXT, 1, 3, 2, "财政    资金≥300")]),
    "a word under the pointer": (on_cell('title="420.00"'), [(FOREIGN, *CELL)]),
    "words read aloud": (on_cell('aria-label="420.00"'), [(FOREIGN, *CELL)]),
    "a cell that may be changed": (on_cell('contenteditable="true"'), [(FOREIGN, *CELL)]),
    "a cell over more columns": (on_cell('colspan="2"'), [(STRUCTURE, *CELL)]),
    "a merged cell split": (swap(' rowspan="2"', ""), [(STRUCTURE, 1, 3, 1, "其中")]),
    "a row lost": (sub(r"<tr[^>]*><td[^>]*>合计.*?</tr>\n", ""), [(TEXT, 1, 2, 1, "合计"), (TEXT, *CELL)]),
    "a row more": (
        sub(r"(<tr[^>]*>(<td[^>]*>)合计.*?</tr>\n)", r"\1<tr>\2结余</td></tr>"),
        [(TEXT, 1, 3, 1, "结余")],
    ),
    "rows in another order": (
        sub(r"(<tr[^>]*><td[^>]*>合计.*?</tr>\n)(<tr.*?</tr>\n<tr.*?</tr>\n)", r"\2\1"),
        [(TEXT, 1, 2, 1, "合计"), (TEXT, *CELL), (TEXT, 1, 4, 1, "合计"), (TEXT, 1, 4, 2, "425.50")],
    ),
    "a heading changed": (sub("(<h2[^>]*>.*?)培训经费", r"\1会议经费"), [(TEXT, None, None, None, "")]),
    "another title": (swap("<title>绩效目标表", "<title>草稿"), [(TEXT, *NOWHERE)]),
    "another author": (swap('content="某单位"', 'content="张三"'), [(STRUCTURE, *NOWHERE)]),
    "another language": (swap('lang="zh-CN"', 'lang="en"'), [(TEXT, *NOWHERE)]),
    "another character set": (swap('charset="utf-8"', 'charset="gbk"'), [(STRUCTURE, *NOWHERE)]),
    "another kind of page": (swap("<!DOCTYPE html>", "<!DOCTYPE html SYSTEM>"), [(STRUCTURE, *NOWHERE)]),
    "no kind of page": (swap("<!DOCTYPE html>", ""), [(STRUCTURE, *NOWHERE)]),
    "a policy lost": (sub("<meta http-equiv[^>]*>\n", ""), [(LOOKS, *NOWHERE), (STRUCTURE, *NOWHERE)]),
    "an address for links lost": (sub(' id="_Toc[^"]*"', ""), [(WAYS, *NOWHERE)]),
}

WARNED: dict[str, Change] = {
    "a program": in_head('<meta name="generator" content="WordPress">'),
    "a property": in_head('<meta name="description" content="张三的稿">'),
    "a property for networks": in_head('<meta property="og:title" content="表">'),
}


@pytest.mark.parametrize("case", CASES)
def test_an_altered_page_is_found(case: str) -> None:
    change, expected = CASES[case]
    problems = tell("html", change(finished("html").decode()).encode())
    assert errors(problems) == expected, "\n".join(str(problem.message) for problem in problems)
    assert all(problem.hint for problem in problems)


@pytest.mark.parametrize("case", WARNED)
def test_what_only_tells_of_a_program_is_a_warning(case: str) -> None:
    problems = tell("html", WARNED[case](finished("html").decode()).encode())
    assert [problem.code for problem in problems] == ["PMG768"]


SAID = {
    "a script": "the page holds a script, which pmgen does not write: alert(1)",
    "a link outwards": "a link to an address stands here, which pmgen does not write: https://e.org/#_Toc_1",
    "a remark": "a remark stands in the page where nobody sees it: 420.00",
    "a digit": "425.50 should stand here, but it is 425.00",
    "characters of no width": "characters that nobody sees were put into or taken out of 425.50",
    "text in place of ours": (
        'the style sets other text in place of ours, as pmgen does not: td::after{content: "420.00"}'
    ),
    "deleted and inserted": (
        "the page holds a deletion that is still there, which pmgen does not write: 425.50"
    ),
    "a merged cell split": "the cell goes over another number of rows: 2 became —",
    "hidden data": "hidden data stands here, which pmgen does not write: 420.00",
}


@pytest.mark.parametrize("case", SAID)
def test_what_is_found_is_said(case: str) -> None:
    problems = tell("html", CASES[case][0](finished("html").decode()).encode())
    assert SAID[case] in [str(problem.message) for problem in problems]


@pytest.mark.parametrize("case", ["a script", "an event", "a remark", "white text", "text without colour"])
def test_what_pmgen_never_writes_is_found_without_a_page_to_compare_with(case: str) -> None:
    assert find_foreign_content("html", None, CASES[case][0](finished("html").decode()).encode(), "x.html")


def test_elements_that_end_elsewhere_are_told() -> None:
    page = finished("html").decode().replace("</section>", "").encode()
    assert errors(tell("html", page)) == [(STRUCTURE, *NOWHERE)]


def test_a_page_in_another_encoding_cannot_be_read() -> None:
    page = finished("html").decode().encode("gb18030")
    assert [code for code, *_ in errors(tell("html", page))] == ["PMG732"]
