"""Files with many projects, in lines of JSON or under --- in YAML: what is read, where, and what is wrong."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmgen.load import LoadedAnnex, load_annex, load_project_file
from pmgen.load.json_parsing import compose_json
from pmgen.load.project_files import count_projects, is_stream_name
from pmgen.load.yaml_nodes import MappingNode, Node, ScalarNode, SequenceNode, source_span
from pmgen.load.yaml_parsing import compose, compose_events
from pmgen.model.numerals import Numeral
from pmgen.model.records import Annex
from pmgen.problems import SourcePlace
from shipped import ANNEXES
from small_annexes import ANNEX, CASES, SOUND, Case, shown
from streams import as_json_lines, as_yaml_stream, json_line

REST = (
    '"预算": {"年度": {"合计": 425.50}}, "年度绩效目标": ["培训一千人。"], '
    '"绩效指标": [{"二级指标": "数量指标", "三级指标": "培训人数", "指标值": "≥1000人"}]'
)
SIGNS = {"…": REST, "⇥": "\t", "␣": "\u200b", "⏎": "\r", "␞": "\x1e"}


def cases() -> list[Case]:
    _, *parts = (CASES / "json.txt").read_text("utf-8").split("\n=== ")
    return [_case(part) for part in parts]


def _case(part: str) -> Case:
    head, expected = part.split("\n---", 1)
    title, _, text = head.partition("\n")
    for sign, meant in SIGNS.items():
        text = text.replace(sign, meant)
    return Case(title, text + "\n", tuple(line for line in expected.splitlines() if line))


def load(folder: Path, *texts: str | bytes, name: str = "项目.jsonl") -> LoadedAnnex:
    (folder / "annex.yaml").write_text(ANNEX, "utf-8")
    (folder / name).write_bytes(b"".join(it if isinstance(it, bytes) else it.encode() for it in texts))
    return load_annex(folder)


def line(name: str, rest: str = REST) -> str:
    return f'{{"项目名称": "{name}", {rest}}}\n'


def said(loaded: LoadedAnnex) -> list[str]:
    return [shown(problem).split(" | ")[0] for problem in loaded.problems]


def names(loaded: LoadedAnnex) -> list[str]:
    return [project.name for project in loaded.annex.projects] if loaded.annex else []


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.title)
def test_a_slip_in_json(case: Case, tmp_path: Path) -> None:
    found = [shown(problem) for problem in load(tmp_path, case.text).problems]
    assert [line.split()[:3] for line in found] == [line.split()[:3] for line in case.expected], found
    for words, got in zip(case.expected, found, strict=True):
        assert words.split(" ", 3)[3] in got


def test_numbers_keep_their_digits_and_their_columns(tmp_path: Path) -> None:
    annex = load(tmp_path, line("甲")).annex
    assert annex is not None
    (project,) = annex.projects
    amounts = project.funding.annual
    assert amounts.total == Numeral("425.50") and str(amounts.total) == "425.50"
    file = str(tmp_path / "项目.jsonl")
    assert amounts.places["total"] == SourcePlace(file, 1, 35, 6)
    assert project.indicators[0].places["target"] == SourcePlace(file, 1, line("甲").index('"≥') + 1, 8)


@pytest.mark.parametrize("end", [b"\n", b"\r\n"], ids=["LF", "CRLF"])
def test_the_mark_of_windows_and_its_line_ends_say_nothing(tmp_path: Path, end: bytes) -> None:
    data = b"\xef\xbb\xbf" + b"".join(line(name).strip().encode() + end for name in ("甲", "乙"))
    loaded = load(tmp_path, data)
    assert names(loaded) == ["甲", "乙"]
    assert loaded.problems == ()
    assert [project.places["name"].column for project in loaded.annex.projects] == [10, 10]  # type: ignore[union-attr]


def test_gbk_is_named_once(tmp_path: Path) -> None:
    text = line("人力资源和社会保障局") * 3
    assert said(load(tmp_path, text.encode("gb18030"))) == [
        "error PMG102 1:3 This file is written in GBK (GB18030), not in UTF-8."
    ]


def test_gbk_below_utf_8_has_its_line(tmp_path: Path) -> None:
    loaded = load(tmp_path, line("甲"), line("人力资源和社会保障局").encode("gb18030"), line("丙"))
    assert said(loaded) == ["error PMG102 2:3 This file is written in GBK (GB18030), not in UTF-8."]
    assert names(loaded) == ["甲"]


def test_utf_16_is_named(tmp_path: Path) -> None:
    assert said(load(tmp_path, line("甲").encode("utf-16"))) == [
        "error PMG103 1:1 This file is written in UTF-16, not in UTF-8."
    ]


@pytest.mark.parametrize("name", ["项目.jsonl", "项目.yaml"])
def test_a_project_of_more_than_10_mb_is_left_out_and_the_others_are_read(tmp_path: Path, name: str) -> None:
    parts = [line("甲"), line("乙", '"资金用途": "' + "万" * 4_000_000 + '", ' + REST), line("丙")]
    between = "---\n" if name.endswith(".yaml") else ""
    loaded = load(tmp_path, between.join(parts), name=name)
    assert names(loaded) == ["甲", "丙"]
    (problem,) = loaded.problems
    assert problem.code == "PMG104"
    assert problem.places[0].line == (3 if between else 2)  # type: ignore[union-attr]


def test_a_line_of_brackets_stops_soon(tmp_path: Path) -> None:
    (found,) = said(load(tmp_path, '{"项目名称": ' + "[" * 100_000))
    assert found == "error PMG124 1:49 Values are nested more than 40 deep here."


def test_a_line_of_nothing_but_commas_is_no_project(tmp_path: Path) -> None:
    (found,) = said(load(tmp_path, '{"年度绩效目标": [' + "1," * 200_001 + "1]}"))
    assert found.startswith("error PMG127 1:1")


@pytest.mark.parametrize("text", ["", "\n\n", "\ufeff"], ids=["nothing", "blank lines", "the mark alone"])
@pytest.mark.parametrize("name", ["项目.jsonl", "项目.yaml"])
def test_an_empty_stream_is_named(tmp_path: Path, name: str, text: str) -> None:
    (found,) = said(load(tmp_path, text, name=name))
    assert found.startswith("error PMG128 1:1")


def test_projects_of_yaml_stand_under_dashes(tmp_path: Path) -> None:
    text = (
        "# 说明\n---\n"
        + SOUND
        + "\n---\n\n---\n# 另一个\n"
        + SOUND.replace("培训费", "考试费")
        + "\n...\n---\n"
    )
    loaded = load(tmp_path, text, name="项目.yaml")
    assert loaded.problems == ()
    assert names(loaded) == ["培训费", "考试费"]
    height = SOUND.count("\n") + 1
    assert [it.places["name"].line for it in loaded.annex.projects] == [3, 7 + height]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("wrong", "found"),
    [
        ("金额: 5", "error PMG201 {line}:1 金额 is called 合计 here."),
        ("资金用途：培训", "error PMG111 {line}:5"),
        (
            "项目名称: 乙",
            "error PMG120 {line}:1 项目名称 stands twice here, in line {before} and in line {line}",
        ),
        ("资金用途: 培训 # 一次", "warning PMG119 {line}:10"),
        ("资金用途: !a 培训", "error PMG122 {line}:7"),
        (
            "资金用途: |\n  培训\n 考试\n  鉴定",
            "error PMG110 {third}:2 Line {third} belongs to the text that begins with",
        ),
        ("长期绩效目标: ［培训, 考试］", "error PMG111 {line}:9"),
    ],
)
def test_a_slip_in_a_later_project_of_yaml_has_the_line_of_the_file(
    tmp_path: Path, wrong: str, found: str
) -> None:
    above = SOUND + "\n---\n"
    text = above + SOUND.replace("培训费", "考试费").replace("\n", f"\n{wrong}\n", 1) + "\n"
    before = above.count("\n") + 1
    (problem,) = said(load(tmp_path, text, name="项目.yaml"))
    assert problem.startswith(found.format(line=before + 1, before=before, third=before + 3))


def test_several_projects_in_a_file_of_one_are_told_where_they_belong(tmp_path: Path) -> None:
    loaded = load(tmp_path, f"{SOUND}\n---\n{SOUND}\n", name="01.yaml")
    (problem,) = loaded.problems
    assert problem.code == "PMG126" and "项目.yaml" in str(problem.hint)


def test_which_files_hold_several() -> None:
    several = ["a.jsonl", "项目.yaml", "projects.yml", "科室.项目.yaml", "a.projects.yaml"]
    assert [name for name in several if not is_stream_name(name)] == []
    assert [name for name in ("01_项目.yaml", "annex.yaml", "项目费.yaml") if is_stream_name(name)] == []


def test_files_and_streams_stand_in_the_order_of_their_names(tmp_path: Path) -> None:
    load(tmp_path, line("二"), line("三"), name="2.jsonl")
    load(tmp_path, line("四"), name="3.jsonl")
    loaded = load(tmp_path, SOUND, name="1.yaml")
    assert [(it.seq, it.name) for it in loaded.annex.projects] == [  # type: ignore[union-attr]
        (1, "培训费"),
        (2, "二"),
        (3, "三"),
        (4, "四"),
    ]


def test_the_annex_may_state_another_order(tmp_path: Path) -> None:
    load(tmp_path, line("二"), line("三"), name="2.jsonl")
    load(tmp_path, SOUND, name="1.yaml")
    (tmp_path / "annex.yaml").write_text(f"{ANNEX}项目:\n  - 2\n  - 1\n", "utf-8")
    assert names(load_annex(tmp_path)) == ["二", "三", "培训费"]


def test_a_file_by_itself_keeps_the_numbers_of_the_annex(tmp_path: Path) -> None:
    load(tmp_path, line("二"), "\n", line("三"), "{\n", name="2.jsonl")
    load(tmp_path, line("四"), line("五"), name="3.jsonl")
    annex = load_project_file(tmp_path / "3.jsonl").annex
    assert annex is not None
    assert [(it.seq, it.name) for it in annex.projects] == [(4, "四"), (5, "五")]
    assert count_projects(tmp_path / "2.jsonl") == 3


def test_projects_of_a_stream_are_known_by_code_or_name(tmp_path: Path) -> None:
    coded = line("甲", f'"项目编码": 0.7, {REST}')
    annex = load(tmp_path, coded, line("乙/丙"), line("乙/丙")).annex
    assert annex is not None
    assert [it.source for it in annex.projects] == [
        "项目.jsonl/0.7",
        "项目.jsonl/乙/丙",
        "项目.jsonl/乙/丙/2",
    ]


def test_a_lost_project_keeps_its_number_free(tmp_path: Path) -> None:
    loaded = load(tmp_path, line("甲"), "{]\n", line("丙"))
    assert [it.seq for it in loaded.annex.projects] == [1, 3]  # type: ignore[union-attr]
    assert loaded.broken_files == (str(tmp_path / "项目.jsonl"),)


@pytest.mark.parametrize("name", ["项目.json", "项目.jsonl.txt", "项目.JSONL", "a.ndjson"])
def test_other_endings_of_json_are_told(tmp_path: Path, name: str) -> None:
    load(tmp_path, SOUND, name="1.yaml")
    (problem,) = load(tmp_path, line("甲"), name=name).problems
    assert problem.code == "PMG233" and ".jsonl" in str(problem.message)


def test_schemas_of_editors_are_no_projects(tmp_path: Path) -> None:
    load(tmp_path, SOUND, name="1.yaml")
    assert load(tmp_path, "{}", name="project.schema.json").problems == ()


@pytest.mark.parametrize("folder", ANNEXES, ids=lambda folder: folder.name)
def test_the_data_say_the_same_in_a_stream(folder: Path, tmp_path: Path) -> None:
    single = load_annex(folder)
    for made in (as_json_lines, as_yaml_stream):
        stream = load_annex(made(folder, tmp_path / made.__name__ / folder.name))
        assert stream.problems == ()
        assert _said_by(stream.annex) == _said_by(single.annex)


def _said_by(annex: Annex | None) -> object:
    """Return what an annex says, wherever it stands."""
    assert annex is not None
    blank = replace(annex, file="", projects=(), places={})
    return blank, [replace(it, id="", file="", stream_entry=None, places={}) for it in annex.projects]


_TEXTS = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"), exclude_characters="\ufeff\ufffe\uffff")
)
_VALUES = st.recursive(
    _TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXTS, inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(_TEXTS, _VALUES, min_size=1, max_size=5), st.booleans())
def test_any_json_reads_as_python_reads_it(value: dict[str, object], ascii_only: bool) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only)
    parsed = compose_json(text, "x.jsonl", 7)
    assert parsed.problems == ()
    assert parsed.root is not None and _plain(parsed.root) == value
    for scalar in _scalars(parsed.root):
        place = SourcePlace("", 1, scalar.column, scalar.length)
        assert json.loads(text[scalar.column - 1 :][: scalar.length]) == scalar.text
        if scalar.text:
            span = source_span([text], place, scalar.text, 0, 1)
            written = text[(span.column or 1) - 1 :][: span.length]
            assert json.loads(f'"{written}"') == scalar.text[0]


def _plain(node: Node) -> object:
    match node:
        case ScalarNode():
            return node.text
        case SequenceNode():
            return [_plain(item) for item in node.items]
        case MappingNode():
            return {key.text: _plain(it) for key, it in node.entries}


def _scalars(node: Node) -> list[ScalarNode]:
    match node:
        case ScalarNode():
            return [node]
        case SequenceNode():
            return [each for item in node.items for each in _scalars(item)]
        case MappingNode():
            return [each for key, it in node.entries for each in (key, *_scalars(it))]


@given(st.text(max_size=80))
def test_no_text_is_a_fault(text: str) -> None:
    parsed = compose_json(text, "x.jsonl", 1)
    assert parsed.root is not None or parsed.problems


def test_a_text_further_down_reads_as_it_does_at_the_top() -> None:
    for text in (SOUND, f"{SOUND}\n资金用途: |\n  一\n  二\n"):
        low = compose(text, "", 10).root
        assert low is not None
        high = compose_events("#\n" * 10 + text, "").root
        assert low == high


def test_a_stream_of_json_is_like_yaml(tmp_path: Path) -> None:
    assert json_line("甲: 05\n乙: [5.0, null]\n") == '{"甲": "05", "乙": [5.0, null]}'
