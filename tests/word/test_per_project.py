"""A layout that names the one project is printed once for each; one that goes through all of them is not."""

from __future__ import annotations

import pytest

from pmgen.engines.word import compile_word
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
]


def _per_project(layout: str) -> bool:
    return compile_word(build(layout), "layout.docx", region(PICTURES, {})).per_project


@pytest.mark.parametrize("layout", OF_ONE)
def test_one_project(layout: str) -> None:
    assert _per_project(layout)


@pytest.mark.parametrize("layout", OF_ALL)
def test_all_projects(layout: str) -> None:
    assert not _per_project(layout)
