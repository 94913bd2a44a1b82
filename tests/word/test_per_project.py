"""A layout that names the one project is printed once for each; one that goes through all of them is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from plain_records import region_of
from pmgen.engines.language import names_project
from pmgen.engines.markup import compile_layout
from pmgen.engines.word import compile_word
from pmgen.problems import Refusal
from word.building import build
from word.corpus import PICTURES, region

OF_ONE = [
    "{{ 项目.项目名称 }}",
    "{{project.name}}",
    "{{ 项目['项目名称'] }}",
    "{%for 目标 in 项目.年度绩效目标%}\n{{目标.内容}}\n{%endfor%}",
    "{{ 附件.标题 }}\n==header==\n{{ 项目.项目名称 }}",
    "│ {% cellbg 项目.项目编码 %}{{ 附件.标题 }} │",
]
OF_ALL = [
    "{% for 项目 in 附件.项目 %}\n{{ 项目.项目名称 }}\n{% endfor %}",
    "{%for project in annex.projects%}\n{{project.name}}\n{%endfor%}",
    "{%for 项目 in annex['projects']%}\n{{项目.项目名称}}\n{%endfor%}",
    "{% for p in 附件.项目 %}\n{{ p.项目名称 }}\n{% endfor %}",
    "{{ 附件.标题 }}{{ '项目.png' }}",
    "{% set 项目 = 附件 %}{{ 项目.标题 }}",
]
OF_BOTH = [
    "{{ 项目.项目名称 }}\n{% for p in 附件.项目 %}\n{{ p.项目名称 }}\n{% endfor %}",
    "{{ 项目.项目名称 }}\n{% for 项目 in 附件.项目 %}\n{{ 项目.项目名称 }}\n{% endfor %}",
]
"""Layouts that name the one project beside all of them: nobody can tell which it is."""


def _per_project(layout: str) -> bool:
    return compile_word(build(layout), "layout.docx", region(PICTURES, {})).per_project


@pytest.mark.parametrize("layout", [each for each in (*OF_ONE, *OF_ALL, *OF_BOTH) if "│" not in each])
def test_both_engines_have_one_answer(layout: str, tmp_path: Path) -> None:
    (tmp_path / "layout.html.j2").write_text(layout, "utf-8")
    assert names_project(layout) == (layout in OF_ONE)
    if layout in OF_BOTH:
        with pytest.raises(Refusal):
            compile_layout(region_of(tmp_path))
    else:
        assert compile_layout(region_of(tmp_path)).per_project == (layout in OF_ONE)


@pytest.mark.parametrize("layout", OF_BOTH)
def test_a_layout_of_all_projects_has_no_single_one(layout: str) -> None:
    with pytest.raises(Refusal):
        _per_project(layout)


@pytest.mark.parametrize("layout", OF_ONE)
def test_one_project(layout: str) -> None:
    assert _per_project(layout)


@pytest.mark.parametrize("layout", OF_ALL)
def test_all_projects(layout: str) -> None:
    assert not _per_project(layout)
