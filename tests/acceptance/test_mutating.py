"""What `tests/mutating.py` changes, and that tests see a changed module and nothing in an unchanged one."""

from __future__ import annotations

import ast
import subprocess
import sys

import pytest

import mutating

TRIED = """
import ast, sys
sys.path.insert(0, "tests")
from mutating import PACKAGE, is_seen, mutant
file = PACKAGE / "model" / "money.py"
source = file.read_text("utf-8")
print(is_seen(file, ast.parse(source)), is_seen(file, mutant(source, 0).tree))
"""


@pytest.mark.parametrize(
    ("source", "mutants"),
    [
        ("a < b", ["a <= b"]),
        ("a is not None and not b", ["a is not None or not b", "a is None", "b"]),
        ("x: int | None = 1 + 2", ["1 - 2", "2", "3"]),
        ("y = a if b else True", ["True if b else a", "False"]),
        ("@d(frozen=True)\nclass C: pass\nz = 0.5", ["1.5"]),
    ],
)
def test_what_is_changed(source: str, mutants: list[str]) -> None:
    found = len(list(mutating.places(ast.parse(source))))
    assert [mutating.mutant(source, number).after for number in range(found)] == mutants


def test_all_rooms_have_tests() -> None:
    for file in mutating.PACKAGE.rglob("*.py"):
        name = file.relative_to(mutating.PACKAGE).as_posix()
        if name.partition("/")[0] in mutating.TESTS:
            assert all((mutating.ROOT / test).exists() for test in mutating.tests_of(name))


@pytest.mark.long
def test_a_mutant_is_seen_and_the_module_itself_is_none() -> None:
    run = subprocess.run(
        [sys.executable, "-c", TRIED], cwd=mutating.ROOT, capture_output=True, text=True, check=True
    )
    assert run.stdout.split() == ["False", "True"]
