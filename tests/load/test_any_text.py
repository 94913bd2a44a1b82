"""Whatever a person types, the loader keeps it exactly or says what is wrong; it never breaks."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

import pmgen.load.yaml_parsing as composing
from pmgen.load.text_files import decode
from pmgen.load.yaml_nodes import MappingNode, Node, ScalarNode, SequenceNode
from pmgen.load.yaml_parsing import compose, compose_events
from pmgen.problems import Problems
from small_annexes import SOUND

TYPED = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="\ufeff\ufffe\uffff"),
    min_size=1,
)


DAMAGE = [*"\t：:-'\"“”{}[]&*!|>%@`#,，　 \n\\?~", "<<: ", "---\n", "- "]


def plain(node: Node | None) -> object:
    match node:
        case ScalarNode(text):
            return text
        case SequenceNode(items):
            return [plain(item) for item in items]
        case MappingNode(entries):
            return {key.text: plain(value) for key, value in entries}
    return None


@settings(deadline=None)
@given(TYPED)
@example("it's #3: {k} “双一流” ≥95%")
@example("其中：财政    资金")
def test_a_quoted_text_comes_back_exactly(text: str) -> None:
    quoted = text.replace("'", "''")
    composed = compose(f"甲: '{quoted}'\n", "x.yaml")
    assert composed.problems == ()
    assert plain(composed.root) == {"甲": text}


@settings(deadline=None)
@given(TYPED)
def test_a_plain_text_comes_back_exactly_or_with_a_problem(text: str) -> None:
    composed = compose(f"甲: {text}\n", "x.yaml")
    shown = text.strip(" ")
    assert composed.problems or plain(composed.root) in ({"甲": shown}, {"甲": _unquoted(shown)})


def _unquoted(text: str) -> object:
    """Return what YAML makes of a text that is a quoted scalar, a list, a comment or a block's head."""
    return yaml.load(f"甲: {text}\n", yaml.BaseLoader)["甲"]


@settings(deadline=None, max_examples=300)
@given(st.data())
def test_a_damaged_project_never_breaks_the_loader(data: st.DataObject) -> None:
    text = SOUND
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(text)))
        damage = data.draw(st.sampled_from(DAMAGE))
        text = text[:place] + damage + text[place + data.draw(st.integers(0, 2)) :]
    composed = compose(text, "x.yaml")
    assert composed.root is not None or composed.problems or not text.strip()
    for problem in composed.problems:
        assert problem.hint is not None
        assert problem.places


@settings(deadline=None)
@given(st.binary())
def test_any_bytes_are_text_or_a_problem(data: bytes) -> None:
    problems = Problems()
    text = decode(data, "x.yaml", problems)
    assert (text is None) == problems.has_errors


def test_without_libyaml_the_same_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    with_libyaml = plain(compose_events(SOUND, "x.yaml").root)
    monkeypatch.setattr(composing, "_LOADER", yaml.SafeLoader)
    assert plain(compose_events(SOUND, "x.yaml").root) == with_libyaml


def test_libyaml_is_here() -> None:
    assert yaml.__with_libyaml__
