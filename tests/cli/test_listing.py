"""`pmgen fields` names everything that a template may use, in both languages."""

from __future__ import annotations

import pytest

from pmgen.catalog import find_region, shipped_templates
from pmgen.cli import main
from pmgen.cli.terminal_output import width
from pmgen.model.fields import FIELDS
from pmgen.view.shapes import form_paths


@pytest.mark.parametrize("region", ["", "tianjin"])
def test_every_name_is_listed_with_its_kind_and_example(
    region: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    assert main(["fields", *(["--region", region] if region else [])]) == 0
    lines = capsys.readouterr().out.splitlines()
    pack = find_region(region, [shipped_templates()]) if region else None
    paths = form_paths(pack)
    heading, *lines = lines
    assert heading.split()[:2] == ["中文名", "英文名"]
    assert len(lines) == len(paths)
    for line, path in zip(lines, paths, strict=True):
        assert line.split()[:2] == [path.chinese, path.english]
        assert path.example in line and line.endswith(path.meaning)
    assert any(line.startswith("选项.") for line in lines) == bool(region)
    assert (
        len({width(line[: line.index(path.english)]) for line, path in zip(lines, paths, strict=True)}) == 1
    )


def test_list_items_have_paths_of_their_own(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    main(["fields"])
    listed = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["附件.项目", "annex.projects", "列表", "项目"] in [words[:4] for words in listed]
    assert ["绩效指标.三级指标", "indicator.name", "文字"] in [words[:3] for words in listed]


def test_the_keys_of_data_files_are_listed_with_the_words_allowed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    assert main(["fields", "--data"]) == 0
    lines = {line.split()[0]: line for line in capsys.readouterr().out.splitlines()}
    keys = {f"{entity.chinese}.{field.chinese}" for entity in FIELDS.values() for field in entity}
    assert set(lines) == keys | {"中文名"}
    assert lines["绩效指标.成本类型"].endswith("经济成本、社会成本、生态环境成本")
    assert "限填下列词" in lines["绩效指标.指标性质"]
