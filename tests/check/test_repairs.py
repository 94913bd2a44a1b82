"""What --fix changes is certain, never a value's meaning, and nothing else in the file."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmgen.check.file_repairs import Edit, apply_edits, is_one_slip, repairs
from pmgen.load.yaml_nodes import MappingNode, Node, ScalarNode, SequenceNode
from pmgen.load.yaml_parsing import compose
from pmgen.model.records import Project
from pmgen.model.targets import Deadline, Period, Range, Target, Text
from pmgen.problems import Severity
from small_annexes import PIECES, load_project

CASES = Path(__file__).with_name("repairs.txt")


@dataclass(frozen=True)
class Case:
    title: str
    before: str
    after: str
    codes: tuple[str, ...]


def read_cases() -> list[Case]:
    _, *parts = CASES.read_text("utf-8").split("\n=== ")
    return [_case(part) for part in parts]


def _case(part: str) -> Case:
    title, _, text = part.partition("\n")
    before, after, codes = (*re.split(r"^---\n", text, flags=re.M), "", "")[:3]
    return Case(title, _file(before), _file(after if after.strip() else before), tuple(codes.split("\n")))


def _file(text: str) -> str:
    for piece, lines in PIECES.items():
        text = text.replace(piece, lines)
    return text.replace("·", " ").replace("⇥", "\t")


def by_line(text: str, edits: tuple[Edit, ...]) -> list[str]:
    """Return the codes of the edits, those of one line of the file together."""
    found: dict[int, list[str]] = defaultdict(list)
    for edit in edits:
        found[text.count("\n", 0, edit.start) + 1].append(edit.code or "-")
    return [" ".join(codes) for codes in found.values()]


@pytest.mark.parametrize("case", read_cases(), ids=lambda case: case.title)
def test_case(case: Case) -> None:
    edits = repairs(case.before, "project")
    assert apply_edits(case.before, edits) == case.after
    assert by_line(case.before, edits) == [line for line in case.codes if line]
    assert repairs(case.after, "project") == ()


def test_only_what_is_wanted_is_repaired() -> None:
    text = _file("项目名称: 培训费 \n资金用途: 培训,考试 甲，乙\n…预算\n…目标\n…指标\n".replace("12", "１２"))
    every = {edit.code for edit in repairs(text, "project")}
    assert len(every) > 1
    for code in every:
        assert {edit.code for edit in repairs(text, "project", code.__eq__)} == {code}


SIGNS = "，。；：？！、（）“”,;:?!()%％'\"\\#-"
TEXTS = st.text(st.sampled_from("培训考试一二年" * 3 + SIGNS + "  \t　\u00a0" + "12１２aＡ.-－"), max_size=14)
LINES = st.lists(TEXTS, min_size=1, max_size=3).map("\n".join)
NUMBERS = st.sampled_from(["5", "１２", "1,234.50", "－３．５０"]) | st.text(
    st.sampled_from("12０９.．,，-－−% "), max_size=6
)
TARGETS = st.tuples(
    st.sampled_from(["", " ", "　", "≥", "＞＝", "≧", ">=", "≤", "＝", "=", "＞"]),
    st.sampled_from(["", " "]),
    NUMBERS,
    st.sampled_from(["", " ", "%", "％", "人", "场(次)", "元/人", " 万元", "次,人", "年12月底前"]),
).map("".join)


def in_single_quotes(text: str, depth: int) -> str:
    return "'" + text.replace("'", "''") + "'" if "\n" not in text else in_double_quotes(text, depth)


def in_double_quotes(text: str, depth: int) -> str:
    return "".join(ESCAPES.get(character, character) for character in f"\0{text}\0")


def in_escapes(text: str, depth: int) -> str:
    return '"' + "".join(f"\\u{ord(character):04x}" for character in text) + '"'


def in_a_block(text: str, depth: int) -> str:
    return "|2\n" + "\n".join(" " * (depth + 2) + line for line in text.split("\n"))


def plain(text: str, depth: int) -> str:
    """Return the text as it is where YAML takes it so, and in quotes elsewhere."""
    same = values(f"甲: {text}\n") == [text.strip(" \t")]
    return text if same and "#" not in text else in_single_quotes(text, depth)


ESCAPES = {"\0": '"', '"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\u00a0": "\\_"}
STYLES = st.sampled_from([in_single_quotes, in_double_quotes, in_escapes, in_a_block, plain, plain])
"""How a text is written, given the depth of its line."""

COMMENT = re.compile("# 一,二  |  # 注,释 ")


@st.composite
def files(draw: st.DrawFn, sound: bool = False) -> str:
    """Draw a project file with odd texts in every notation, blanks at the ends of lines, and comments.

    A sound one holds something everywhere, and numbers where numbers belong.
    """
    texts, lines = (TEXTS.filter(str.strip), LINES.filter(str.strip)) if sound else (TEXTS, LINES)
    numbers = st.sampled_from(["5", "1,234.50", "-3.50"]) if sound else NUMBERS
    days = ["2024-01-01"] if sound else ["2024-01-01", "２０２４－０１－０１", "2024"]
    years = st.just("2025") if sound else NUMBERS | st.just("２０２５")
    targets = TARGETS.filter(str.strip) | texts

    def line(depth: int, key: str, text: str) -> str:
        style = draw(STYLES)
        written = style(text, depth)
        end = "" if style is in_a_block else draw(st.sampled_from(["", "", " ", "\t ", "  # 注,释 "]))
        return f"{' ' * depth}{key} {written}{end}\n"

    indicators = "".join(
        "  - 二级指标: 数量指标\n"
        + line(4, "三级指标:", draw(texts))
        + line(4, "绩效指标描述:", draw(lines))
        + line(4, "指标值:", draw(targets))
        + line(4, "分值:", draw(numbers))
        for _ in range(draw(st.integers(1, 2)))
    )
    text = (
        "# 一,二  \n"
        + line(0, "项目名称:", draw(texts))
        + line(0, "资金用途:", draw(lines))
        + line(0, "计划开始日期:", draw(st.sampled_from(days)))
        + line(0, "年度:", draw(years))
        + "预算:\n  年度:\n"
        + line(4, "合计:", draw(numbers))
        + "   \n年度绩效目标: \n"
        + line(2, "-", draw(lines))
        + "绩效指标:\n"
        + indicators
    )
    return text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))


def values(text: str) -> list[str]:
    """Return every value of a file in its order, none where it cannot be read."""
    composed = compose(text, "")
    errors = [problem for problem in composed.problems if problem.severity is Severity.ERROR]
    return [] if errors else list(flat(composed.root))


def flat(node: Node | None) -> Iterator[str]:
    match node:
        case ScalarNode():
            yield node.text
        case MappingNode():
            for _, value in node.entries:
                yield from flat(value)
        case SequenceNode():
            for item in node.items:
                yield from flat(item)


def meaning(text: str) -> str:
    """Return a value without what a repair may change: blanks, and the width of marks and digits."""
    narrow = unicodedata.normalize("NFKC", "".join(text.split()))
    return narrow.replace("−", "-").replace("。", ".").replace(">=", "≥").replace("≧", "≥")


@settings(deadline=None, max_examples=300)
@given(files())
def test_no_value_means_anything_else(text: str) -> None:
    fixed = apply_edits(text, repairs(text, "project"))
    assert list(map(meaning, values(text))) == list(map(meaning, values(fixed)))
    assert repairs(fixed, "project") == ()


@settings(deadline=None, max_examples=200)
@given(files() | files(sound=True))
def test_the_loader_understands_at_least_as_much(text: str) -> None:
    fixed = apply_edits(text, repairs(text, "project"))
    with TemporaryDirectory() as folder:
        before = load_project(Path(folder), text)
        after = load_project(Path(folder), fixed)
    assert len(after.problems) <= len(before.problems)
    if before.annex is not None:
        assert after.annex is not None
        assert facts(before.annex.projects[0]) == facts(after.annex.projects[0])


def facts(project: Project) -> list[object]:
    """Return what is counted and compared of a project."""
    targets = [_fact(indicator.target) for indicator in project.indicators]
    scores = [indicator.score for indicator in project.indicators]
    return [project.fiscal_year, project.start_date, project.funding.annual.total, *scores, *targets]


def _fact(target: Target) -> object:
    match target:
        case Text(text):
            return meaning(text)
        case Deadline(_, date):
            return date
        case Range(low, high, unit):
            return low, high, unit
        case Period(_, start, end):
            return start, end
    return target


@settings(deadline=None)
@given(files())
def test_comments_and_line_ends_stay(text: str) -> None:
    fixed = apply_edits(text, repairs(text, "project"))
    assert fixed.count("\r\n") == text.count("\r\n")
    assert fixed.count("\n") == text.count("\n")
    assert COMMENT.findall(fixed) == COMMENT.findall(text)


@settings(deadline=None, max_examples=300)
@given(files(), st.data())
def test_a_damaged_file_is_repaired_or_left(text: str, data: st.DataObject) -> None:
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(text)))
        damage = data.draw(st.sampled_from([*"\t：:-'\"[]{}&*!|>%@`#,　 \n?~", "---\n", ""]))
        text = text[:place] + damage + text[place + data.draw(st.integers(0, 2)) :]
    fixed = apply_edits(text, repairs(text, "project"))
    assert list(map(meaning, values(text))) == list(map(meaning, values(fixed)))


@pytest.mark.parametrize("typed", ["项目名", "项目名秒", "项名目称", "项目的名称", "目名称"])
def test_one_slip(typed: str) -> None:
    assert is_one_slip(typed, "项目名称")


@pytest.mark.parametrize("typed", ["项目名称", "项名目秒", "目名", "称名目项", "项目称名号", ""])
def test_no_slip_or_more_than_one(typed: str) -> None:
    assert not is_one_slip(typed, "项目名称")
