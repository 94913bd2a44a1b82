"""The table of codes is the only one: it has every code of the source, and nothing stands beside it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import pmgen
from pmgen.check.rules import RULES
from pmgen.problems import CODES, Holds, Problem, ProblemKind, Problems, Severity, code_of, message
from pmgen.problems.code_table import consequence

SOURCE = Path(pmgen.__file__).parent
CODE = re.compile(r"PMG(?:\d{3}|-[A-Z]\d\d)")
RULE_CODES = {rule.code for rule in RULES}
TREES = {path: ast.parse(path.read_text("utf-8")) for path in SOURCE.rglob("*.py")}


def literals(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value):
            yield node.value


def walked(tree: ast.AST) -> Iterator[ast.AST]:
    """Give the nodes but for values that are given to several names at once, which are no list."""
    several = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Tuple)
    ]
    return (node for node in ast.walk(tree) if node not in several)


def of_the_table(path: Path) -> bool:
    return path.parent == SOURCE / "problems" and path.stem.endswith("_codes")


def test_every_code_of_the_source_is_in_the_table_and_every_line_is_used() -> None:
    used = {code for path, tree in TREES.items() if not of_the_table(path) for code in literals(tree)}
    assert used - RULE_CODES - CODES.keys() == set()
    assert CODES.keys() - used == set()


def test_the_table_has_no_code_twice() -> None:
    listed = [code for path, tree in TREES.items() if of_the_table(path) for code in literals(tree)]
    assert sorted(listed) == sorted(CODES)


@pytest.mark.parametrize(
    "path", [path for path in TREES if not of_the_table(path)], ids=lambda path: path.name
)
def test_no_list_of_codes_and_no_test_of_their_letters_stands_beside_the_table(path: Path) -> None:
    for node in walked(TREES[path]):
        match node:
            case ast.Set(elements) | ast.List(elements) | ast.Tuple(elements):
                written = [each for element in elements for each in literals(element)]
                assert len(written) < 2 or not all(isinstance(each, ast.Constant) for each in elements)
            case ast.Dict(keys=keys):
                assert not any(
                    isinstance(key, ast.Constant) and CODE.fullmatch(str(key.value)) for key in keys
                )
            case ast.Call(func=ast.Attribute(attr="startswith"), args=arguments):
                assert "PMG" not in "".join(map(ast.unparse, arguments))
            case _:
                pass


def test_a_code_outside_of_the_table_is_an_error_at_once() -> None:
    with pytest.raises(LookupError, match="PMG999"):
        Problems().add("PMG999", message("x"))
    with pytest.raises(ValueError, match="PMG-P03"):
        Problem("PMG-P03", message("x"), rated=Severity.ERROR)


def test_rules_that_others_find_are_as_bad_as_their_rule_says() -> None:
    rules = {rule.code: (rule.severity, str(rule.title)) for rule in RULES}
    shared = [code for code in CODES.values() if code.kind is ProblemKind.RULE]
    assert {code.code: (code.severity, str(code.title)) for code in shared} == {
        code.code: rules[code.code] for code in shared
    }


def test_an_error_holds_something_back_and_nothing_else_does() -> None:
    for code in CODES.values():
        assert (code.severity is Severity.ERROR) == (code.holds is not Holds.NOTHING), code.code


def test_every_code_says_what_follows_and_what_to_do() -> None:
    for code in CODES.values():
        assert str(code.title) and str(code.remedy) and str(consequence(code))
        assert code is code_of(code.code)


def test_every_kind_is_about_some_code() -> None:
    assert {code.kind for code in CODES.values()} == set(ProblemKind)
