"""Pages of plain tags are read by a shorter way, and give the same tree as by Python's own parser."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pmgen.formats.html.read_html import _any_tree, _Element, _plain_tree, _Tree
from pmgen.opc.office_package import Damaged

PLAIN = (
    "<!DOCTYPE html>",
    "<p>",
    "</p>",
    '<td class="a b" rowspan="2">',
    "</td>",
    "<br>",
    "<p hidden>",
    '<p id="a&amp;b" title="x < y > z">',
    "<style>td { width: 1px }</style>",
    "甲",
    " &amp; ",
    "&lt;p&gt;",
    "a & b &copy",
    "\n",
    "x > y",
)
OTHER = (
    "<!-- x -->",
    "<br/>",
    "<P>",
    "<p class=a>",
    "<p class='a'>",
    "<style media='print'>p</style>",
    "<script>",
    "</script>",
    "<textarea>",
    "</textarea>",
    "<![CDATA[x]]>",
    "<?x?>",
    "< p>",
    "</p >",
    "<",
    '<p title="a"b="c">',
)


@given(st.lists(st.sampled_from(PLAIN)).map("".join))
def test_plain_pages_give_the_same_tree(page: str) -> None:
    tree = _plain_tree(page)
    assert tree is not None
    assert same(tree, _any_tree(page))


@given(st.lists(st.sampled_from((*PLAIN, *OTHER))).map("".join))
@example("<style>a</style><style>b < c</style>")
@example("<title>a<br></title>")
def test_other_pages_give_the_same_tree_or_are_left_to_the_parser(page: str) -> None:
    tree = _plain_tree(page)
    assert tree is None or same(tree, _any_tree(page))


ROWS = (
    "<tr>",
    '<tr class="h">',
    "</tr>",
    "<td>",
    '<td class="a&lt;">',
    "</td>",
    "<th>",
    "</th>",
    "甲 &amp; 乙",
    "<br>",
)


@given(st.lists(st.sampled_from(ROWS)).map("".join))
@example("<tr><td>甲</td><th>乙</th></tr>")
@example("<tr><td>甲</th></tr>")
@example("<tr><td>甲<td>乙</td></tr>")
def test_rows_give_the_same_tree_or_are_left_to_the_parser(page: str) -> None:
    tree = _plain_tree(f"<table>{page}</table>")
    assert tree is not None
    assert same(tree, _any_tree(f"<table>{page}</table>"))


@pytest.mark.parametrize("depth", range(144, 152))
def test_a_row_as_deep_as_any_may_stand_is_read_or_refused_as_by_the_parser(depth: int) -> None:
    page = "<div>" * depth + "<tr><td>甲</td></tr>"
    results = []
    for tree_of in (lambda text: _plain_tree(text) or _any_tree(text), _any_tree):
        try:
            results.append(joined(tree_of(page).root))
        except Damaged:
            results.append(None)
    assert results[0] == results[1]


def same(tree: _Tree, other: _Tree) -> bool:
    """Tell whether two trees hold the same elements, and keep the same styles."""
    trees = [[tree.root, *tree.styles], [other.root, *other.styles]]
    return [*map(joined, trees[0])] == [*map(joined, trees[1])]


def joined(element: _Element) -> object:
    """Return a tree with texts that follow each other joined, which parsers part as they like."""
    children: list[object] = []
    for child in element.children:
        last = children[-1] if children else None
        if isinstance(child, _Element):
            children.append(joined(child))
        elif isinstance(last, str):
            children[-1] = last + child
        else:
            children.append(child)
    return element.tag, element.attributes, children
