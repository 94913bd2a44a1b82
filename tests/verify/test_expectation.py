"""What files must show: each printed value is known in its cell, however the layout prints it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pmgen.catalog.region import Region
from pmgen.document import Document
from pmgen.engines.markup import compile_layout
from pmgen.formats.docx import read_docx
from pmgen.formats.file_contents import Seen, Words
from pmgen.verify.expected_content import ExpectedContent, Trace, TracedText, expected_content
from pmgen.verify.file_proof import have_same_texts, shown_by
from pmgen.verify.shown_content import shown_content
from pmgen.view.shapes import Record
from proving import ANNEXES, REGIONS, case

CASES = {
    "by itself": ("{{ 项目.项目名称 }}", ["项目名称"]),
    "with words around": ("（{{ 项目.项目名称 }}）", ["项目名称"]),
    "joined": ("{{ 项目.项目名称 ~ '/' ~ 项目.资金用途 }}", ["项目名称", "资金用途"]),
    "in a list": ("{{ [项目.项目名称, 项目.资金用途] | join('、') }}", ["项目名称", "资金用途"]),
    "compared": ("{% if 项目.项目名称 == '没有' %}x{% else %}{{ 项目.项目名称 }}{% endif %}", ["项目名称"]),
    "measured": ("{% if 项目.项目名称 | length > 3 %}{{ 项目.项目名称 }}{% endif %}", ["项目名称"]),
    "altered": ("{{ 项目.项目名称 | replace('技能', '') }}", []),
    "added up": ("{{ [项目.预算.年度.合计, '1'] | 合计 }}", ["合计"]),
    "in words": ("{{ 项目.预算.年度.合计 | 大写 }}", ["合计"]),
    "a rate": ("{{ 1 / 项目.预算.年度.合计 | 比率(2) }}", ["合计"]),
    "ticked": ("{{ 项目.项目名称 | 勾选(项目.项目名称) }}", ["项目名称"]),
    "among all values": (
        "{% for 一对 in 项目 | items if 一对[0] == 'name' %}<tr><td>{{ 一对[1] }}</td></tr>{% endfor %}",
        ["项目名称"],
    ),
    "among sorted values": (
        "{% for 一对 in 项目 | dictsort if 一对[0] == 'name' %}<tr><td>{{ 一对[1] }}</td></tr>{% endfor %}",
        ["项目名称"],
    ),
    "made and left out": ("{% set 名 = 项目.项目名称 ~ '' %}x", []),
    "merged": (
        "{% for 指标 in 项目.绩效指标 %}<tr><td>{{ 项目.项目名称 | merge }}</td></tr>{% endfor %}",
        ["项目名称"],
    ),
}


def expected(body: str, folder: Path, region: Region) -> ExpectedContent:
    layout = folder / "layout.html.j2"
    cell = body if body.startswith("{% for") else f"<tr><td>{body}</td></tr>"
    layout.write_text(f"<table>{{% for 项目 in 附件.项目 %}}{cell}{{% endfor %}}</table>", encoding="utf-8")
    compiled = compile_layout(replace(region, layout=layout))
    root = case("undated/tianjin-skills").viewed.root
    document = compiled.fill(root, "", "").document
    assert document is not None
    found = expected_content(compiled, root, document, shown_content)
    assert found is not None
    assert found.seen == shown_content(document)
    return found


@pytest.mark.parametrize("name", CASES)
def test_a_printed_value_is_known_in_its_cell(name: str, tmp_path: Path) -> None:
    body, names = CASES[name]
    found = expected(body, tmp_path, case("undated/tianjin-skills").job.region)
    assert found.problems == ()
    values = found.values.get((0, 0, 0), ())
    assert [value.chinese for value in values] == names


def test_traced_values_are_equal_to_those_of_the_view() -> None:
    trace, root = Trace(), case("undated/tianjin-skills").viewed.root
    traced = trace.record(root)
    assert traced == root
    assert sum(isinstance(text, TracedText) for text in texts(traced)) > 100


def texts(value: object) -> Iterator[str]:
    """Yield the texts of a view, those of records that stand in it more than once each time."""
    if isinstance(value, str):
        yield value
    for item in value.values() if isinstance(value, Record) else value if isinstance(value, list) else ():
        yield from texts(item)


def test_values_with_signs_of_our_own_are_left_as_they_are() -> None:
    trace = Trace()
    text = "\U0010ff001\U0010ff01x\U0010ff02"
    root = case("undated/tianjin-skills").viewed.root
    record = Record(root.shape, {"annex": text}, {})
    assert str(trace.record(record)["annex"]) == text


def test_a_value_that_the_document_lost_is_told() -> None:
    rendered = case("2022/wuhai")

    def careless(document: Document) -> Seen:
        """Return what a document shows without its tables."""
        seen = shown_content(document)
        return replace(seen, blocks=tuple(block for block in seen.blocks if isinstance(block, Words)))

    found = expected_content(rendered.job.layout, rendered.viewed.root, rendered.filled, careless)
    assert found is not None
    assert {problem.code for problem in found.problems} == {"PMG720"}
    assert len(found.problems) > 500


NAME, USE = "项目名称", "资金用途"
FAULTS: dict[str, tuple[Callable[[str, str], tuple[str, str]], list[str], list[list[str]]]] = {
    "none": (lambda name, use: (name, use), [], [[NAME], [USE]]),
    "one is not printed": (lambda name, use: ("", use), [NAME], [[], [USE]]),
    "one stands in the place of another of the same words": (
        lambda name, use: (name, name),
        [USE],
        [[NAME], [NAME]],
    ),
    "two of the same words changed places": (lambda name, use: (use, name), [], [[USE], [NAME]]),
    "one has lost its end": (lambda name, use: (name[:-2], use), [NAME], [[], [USE]]),
    "one has lost its beginning": (lambda name, use: (name, use[4:]), [USE], [[NAME], []]),
    "a sign stands in the middle of one": (
        lambda name, use: (f"{name[:-3]}-{name[-3:]}", use),
        [NAME],
        [[], [USE]],
    ),
    "one goes on in the cell of another": (
        lambda name, use: (name[:-3], name[-3:] + use),
        [NAME],
        [[], [USE]],
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_values_of_the_same_words_are_told_apart_in_a_careless_document(fault: str, tmp_path: Path) -> None:
    change, lost, places = FAULTS[fault]
    layout = tmp_path / "layout.html.j2"
    row = f"<tr><td>{{{{ 项目.{NAME} }}}}</td><td>{{{{ 项目.{USE} }}}}</td></tr>"
    layout.write_text(f"<table>{{% for 项目 in 附件.项目 %}}{row}{{% endfor %}}</table>", encoding="utf-8")
    annex = case("undated/tianjin-skills")
    compiled = compile_layout(replace(annex.job.region, layout=layout))
    project = record_of(annex.viewed.root, name="同样的话", use="同样的话")

    def careless(document: Document) -> Seen:
        (grid,) = shown_content(document).grids
        ((one, other),) = grid.lines
        texts = change(one.text, other.text)
        line = tuple(box._replace(text=text) for box, text in zip((one, other), texts, strict=True))
        return Seen((replace(grid, lines=(line,)),))

    found = expected_content(compiled, project, Document("", ""), careless)
    assert found is not None
    assert [problem.code for problem in found.problems] == ["PMG720"] * len(lost)
    assert [dict(problem.message.values)["name"] for problem in found.problems] == lost
    assert [[v.chinese for v in found.values.get((0, 0, at), ())] for at in (0, 1)] == places


def record_of(root: Record, name: str, use: str) -> Record:
    """Return a view with one project of that name and that use of its money."""
    annex = root["annex"]
    assert isinstance(annex, Record) and isinstance(annex["projects"], list)
    project = Record(annex["projects"][0].shape, {"name": name, "purpose": use}, {})
    return Record(root.shape, {"annex": Record(annex.shape, {"projects": [project]}, {})}, {})


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("annex", ANNEXES)
def test_the_word_file_says_what_the_model_says(annex: str, region: str) -> None:
    """By this the proof need not make a model once more to find where a layout prints its values."""
    data = case(annex, region)
    if data.filled.source is not None:
        assert have_same_texts(read_docx.read(data.filled.source), shown_content(data.document))


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("annex", ANNEXES)
def test_a_draft_says_what_the_document_says(annex: str, region: str) -> None:
    data = case(annex, region)
    draft = data.job.layout.fill(data.viewed.root, "", "", draft=True).document
    assert draft is not None
    assert shown_by(draft) == shown_content(data.document)
