"""What holds for any data: texts arrive exactly, and merged cells tile the grid exactly once."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from plain_records import region_of, root_of
from pmgen.document import LineBreak, Paragraph, Tab, Table, Text
from pmgen.engines.markup import MarkupLayout, compile_layout

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"))
GROUPS = st.lists(st.lists(st.lists(TEXT, min_size=1, max_size=3), min_size=1, max_size=3), max_size=4)

VALUES = """<p>
  {{ 附件.标题 }}
</p>
<table><tr><td>{{ 附件.标题 }}</td><td>甲 {{ 附件.标题 }} 乙</td></tr></table>"""

LEVELS = """<table>
{% for 组 in 项目.指标分组 %}{% for 子 in 组.二级分组 %}{% for 指标 in 子.绩效指标 %}
<tr>
  <td>{{ 组.名称 | merge }}</td><td>{{ 子.名称 | merge(组.名称 != '0') }}</td><td>{{ 指标.三级指标 }}</td>
</tr>
{% endfor %}{% endfor %}{% endfor %}
</table>"""


def compiled(layout: str) -> MarkupLayout:
    with TemporaryDirectory() as folder:
        Path(folder, "layout.html.j2").write_text(layout, encoding="utf-8")
        return compile_layout(region_of(Path(folder)))


VALUES_LAYOUT, LEVELS_LAYOUT = compiled(VALUES), compiled(LEVELS)


def text_of(paragraph: object) -> str:
    assert isinstance(paragraph, Paragraph)
    return "".join(map(_shown, paragraph.children))


def _shown(inline: object) -> str:
    match inline:
        case Text(text):
            return text
        case LineBreak():
            return "\n"
        case Tab():
            return "\t"
    raise AssertionError(inline)


@settings(deadline=None)
@given(TEXT)
def test_any_value_arrives_exactly(text: str) -> None:
    root = root_of(VALUES_LAYOUT.region, {"附件": {"标题": text}})
    filled = VALUES_LAYOUT.fill(root, "", "")
    assert filled.document is not None
    alone, table = filled.document.sections[0].blocks
    assert isinstance(table, Table)
    first, second = (text_of(cell.blocks[0]) for cell in table.rows[0].cells)
    assert (text_of(alone), first, second) == (text, text, f"甲 {text} 乙")


@settings(deadline=None)
@given(GROUPS)
def test_merges_tile_the_grid_exactly_once(groups: list[list[list[str]]]) -> None:
    filled = LEVELS_LAYOUT.fill(root_of(LEVELS_LAYOUT.region, {"项目": _data(groups)}, True), "", "")
    assert filled.problems == ()
    assert filled.document is not None
    rows = [
        row for block in filled.document.sections[0].blocks if isinstance(block, Table) for row in block.rows
    ]
    covered = [
        (row, column)
        for top, made in enumerate(rows)
        for cell in made.cells
        for row, column in product(
            range(top, top + cell.row_span), range(cell.column, cell.column + cell.column_span)
        )
    ]
    leaves = sum(len(subgroup) for group in groups for subgroup in group)
    assert sorted(covered) == list(product(range(leaves), range(3)))
    spans = [cell.row_span for row in rows for cell in row.cells if cell.column == 0]
    assert spans == [sum(map(len, group)) for group in groups]


def _data(groups: list[list[list[str]]]) -> dict[str, object]:
    return {
        "指标分组": [
            {
                "名称": str(number % 2),
                "二级分组": [
                    {"名称": "同名", "绩效指标": [{"三级指标": name} for name in names]} for names in group
                ],
            }
            for number, group in enumerate(groups)
        ]
    }
