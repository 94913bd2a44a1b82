"""The guide for authors: an example prints what stands beside it; no filter is missing."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from guide.pages import Example, examples
from guide.recipes import DOCS
from pmgen.catalog.region import Region, Requirement
from pmgen.catalog.region_lookup import PackFields, find_region
from pmgen.document import Document, Paragraph, Text
from pmgen.engines.language.jinja_environment import Environment
from pmgen.engines.markup import compile_layout
from pmgen.engines.word import compile_word
from pmgen.load import load_annex
from pmgen.view import view_project
from pmgen.view.shapes import Record
from word.building import build
from word.reading import read

HERE = Path(__file__).parent
EXAMPLES = list(examples())


@pytest.fixture(scope="module")
def region() -> Region:
    return find_region("示例表式", [HERE])


@pytest.fixture(scope="module")
def root(region: Region) -> Record:
    loaded = load_annex(HERE / "附件", PackFields([HERE]))
    assert loaded.annex is not None
    assert not loaded.problems
    return view_project(loaded.annex, loaded.annex.projects[0], region).root


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.tag)
def test_an_example_prints_what_stands_beside_it(
    example: Example, region: Region, root: Record, tmp_path: Path
) -> None:
    named = example.tag + "{% if 项目 %}{% endif %}"
    (tmp_path / "layout.html.j2").write_text(f"<p>{named}</p>", encoding="utf-8")
    page = compile_layout(replace(region, layout=tmp_path / "layout.html.j2")).fill(root, "", "")
    file = compile_word(build(named), "layout.docx", region).fill(root, "", "")
    assert page.document is not None
    assert file.document is not None
    assert file.document.source is not None
    assert (text_of(page.document), read(file.document.source).strip()) == (example.printed,) * 2


def text_of(document: Document) -> str:
    (block,) = document.sections[0].blocks
    assert isinstance(block, Paragraph)
    return "".join(child.text for child in block.children if isinstance(child, Text))


def test_the_guide_names_every_filter() -> None:
    assert len(EXAMPLES) > 15
    page = (DOCS / "filters.zh-CN.md").read_text("utf-8").partition("<!-- begin filters -->")[0]
    said = set(re.findall(r"[a-z_]+|[一-鿿]+", " ".join(re.findall("`[^`\n]+`|<code>.*?</code>", page))))
    assert not set(Environment().filters) - said


@pytest.mark.parametrize(
    ("tag", "named"),
    [
        ("{{ 项目.备注 }}", []),
        ("{% for 指标 in 项目.绩效指标 %}{{ 指标.备注 }}{% endfor %}", []),
        ("{% for 步 in 项目.计划 | 补空行(3) %}{{ 步.内容 }}{% endfor %}", []),
        ("{{ 项目.立项依据 }}", ["PMG610"]),
        ("{{ 项目.计划 | 合计('费用') }}", ["PMG610"]),
    ],
)
def test_what_forms_leave_empty_by_nature_is_no_blank(
    tag: str, named: list[str], region: Region, root: Record
) -> None:
    found = compile_word(build(f"{{% if 项目 %}}{{% endif %}}{tag}"), "layout.docx", region).fill(
        root, "", ""
    )
    assert [problem.code for problem in found.problems] == named


@pytest.mark.parametrize(
    ("tag", "named"),
    [
        ("{{ 项目.项目单位.名称 }}", []),
        ("{{ project.unit.name }}", []),
        ("{{ 项目.主管部门.名称 }}", ["PMG610"]),
        ("{{ 项目.归口科室.名称 }}", ["PMG610"]),
    ],
)
def test_a_required_name_of_one_unit_keeps_no_other_blank_from_being_told(
    tag: str, named: list[str], region: Region, root: Record
) -> None:
    asked = replace(region, requirements=(Requirement("项目.项目单位.名称"),))
    found = compile_word(build(f"{{% if 项目 %}}{{% endif %}}{tag}"), "layout.docx", asked).fill(root, "", "")
    assert [problem.code for problem in found.problems] == named
