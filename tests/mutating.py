"""Mutants: one operator, number or truth value of the package changed at a time, to see which no test sees.

`python tests/mutating.py 3600` tries as many as an hour allows, in every room by turns, and prints what
survives and the score of each room; a number behind it is the seed. Each mutant is tried in a process of its
own by the tests of its room in `TESTS`, so what survives them may still be seen by others. It needs a system
that forks.
"""

from __future__ import annotations

import ast
import importlib.util
import os
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "generator" / "pmgen"
SECONDS = 90
"""So much computing is one mutant given: one that runs away is seen."""

TESTS = {
    "model": "model load/test_targets.py view/test_amounts.py view/test_records.py check/test_words.py",
    "load": "load/test_bad_input.py load/test_texts.py load/test_spans.py load/test_folders.py"
    " load/test_annexes.py load/test_plain.py load/test_targets.py load/test_schema.py",
    "view": "view",
    "engines": "word/test_corpus.py markup word/test_layouts.py word/test_fitted_widths.py absurd"
    " word/test_official_numbers.py word/test_labels.py word/test_hostile_layouts.py"
    " word/test_brought_along.py word/test_pictures.py word/test_turned.py templates",
    "engines/markup": "markup/test_markup_cases.py markup/test_markup_looks.py markup/test_fitting.py absurd",
    "formats": "html/test_html_cases.py html/test_html_texts.py xlsx/test_xlsx_cases.py"
    " readers/test_word_cases.py formats",
    "formats/docx": "writers/test_docx.py readers/test_word_cases.py verify/test_word_layouts.py",
    "formats/html": "html/test_html_cases.py html/test_html_texts.py html/test_printed_parts.py"
    " verify/test_odd_documents.py verify/test_cells.py html/test_html_files.py",
    "formats/pdf": "pdf/test_reading.py pdf/test_tables.py pdf/test_breaking.py pdf/test_airs.py"
    " pdf/test_page_breaks.py pdf/test_files.py pdf/test_hostile.py verify/test_odd_documents.py"
    " verify/test_altered_pdfs.py",
    "formats/word": "readers/test_word_cases.py readers/test_word_damage.py readers/test_word_annexes.py",
    "formats/xlsx": "xlsx",
    "verify": "verify",
    "verify/foreign_content": "surplus/test_archives.py verify/test_altered_pages.py"
    " verify/test_altered_pdfs.py verify/test_drawn_glyphs.py surplus/test_altered_packages.py",
    "check": "check",
}
"""What tries the mutants of a folder, the quickest first; the longest name that fits counts."""


def tests_of(file: str) -> list[str]:
    """Return the tests that try the mutants of a module."""
    room = max((room for room in TESTS if file.startswith(f"{room}/")), key=len)
    return [f"tests/{name}" for name in TESTS[room].split()]


class Mutant(NamedTuple):
    """A module with one thing changed: where, what stood there, and what stands there now."""

    tree: ast.Module
    line: int
    before: str
    after: str


_SWAPPED: dict[type[ast.AST], type[Any]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
}


def places(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield the parts of a module of which `changed` makes something else."""
    hidden = {id(part) for node in ast.walk(tree) for root in _hidden(node) for part in ast.walk(root)}
    for node in ast.walk(tree):
        if id(node) not in hidden and changed(node) is not None:
            yield node


def _hidden(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what is never carried out, or is no behaviour: annotations and the words of decorators."""
    for name in ("annotation", "returns"):
        if isinstance(hint := getattr(node, name, None), ast.AST):
            yield hint
    yield from getattr(node, "decorator_list", ())


def changed(node: ast.AST) -> ast.AST | None:
    """Return something else that could stand in the place of a part, None where nothing is tried."""
    match node:
        case ast.Compare(left, [op], others) if type(op) in _SWAPPED:
            return ast.Compare(left, [_swapped(op)], others)
        case ast.BoolOp(op, values):
            return ast.BoolOp(_swapped(op), values)
        case ast.BinOp(left, op, right) if type(op) in _SWAPPED:
            return ast.BinOp(left, _swapped(op), right)
        case ast.UnaryOp(ast.Not(), operand):
            return operand
        case ast.Constant(bool() as value):
            return ast.Constant(not value)
        case ast.Constant(int() | float() as value):
            return ast.Constant(value + 1)
        case ast.IfExp(test, body, orelse):
            return ast.IfExp(test, orelse, body)
    return None


def _swapped(op: ast.AST) -> Any:
    return _SWAPPED[type(op)]()


class _Replacing(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self._old, self._new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        return ast.copy_location(self._new, node) if node is self._old else self.generic_visit(node)


def mutant(source: str, number: int) -> Mutant:
    """Return the mutant of that number, counted from 0 and over again."""
    tree = ast.parse(source)
    found = list(places(tree))
    old = found[number % len(found)]
    new = changed(old)
    assert new is not None
    before, after = ast.unparse(old), ast.unparse(deepcopy(new))
    made = ast.fix_missing_locations(_Replacing(old, new).visit(tree))
    assert isinstance(made, ast.Module)
    return Mutant(made, getattr(old, "lineno", 0), before, after)


class _Imported(MetaPathFinder, Loader):
    """Gives one module of the package as a mutant of it."""

    def __init__(self, file: Path, tree: ast.Module) -> None:
        parts = file.relative_to(PACKAGE.parent).with_suffix("").parts
        self._name = ".".join(parts).removesuffix(".__init__")
        self._file, self._tree = file, tree

    def find_spec(self, fullname: str, path: object, target: object = None) -> ModuleSpec | None:
        if fullname != self._name:
            return None
        below = [str(self._file.parent)] if self._file.name == "__init__.py" else None
        return importlib.util.spec_from_file_location(
            fullname, self._file, loader=self, submodule_search_locations=below
        )

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self._tree, str(self._file), "exec"), module.__dict__)


def is_seen(file: Path, tree: ast.Module) -> bool:
    """Tell whether a test fails, or the time is over, where a module is a mutant."""
    child = os.fork()
    if not child:
        _try_out(file, tree)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) != pytest.ExitCode.OK


def _try_out(file: Path, tree: ast.Module) -> None:
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    sys.meta_path.insert(0, _Imported(file, tree))
    tests = tests_of(file.relative_to(PACKAGE).as_posix())
    os._exit(pytest.main(["-x", "-p", "no:cacheprovider", "--rootdir", str(ROOT), *tests]))


def run(seconds: float, seed: int) -> None:
    """Try mutants until the time is over; print those that survive, and the score of each room."""
    rng, end = random.Random(seed), time.monotonic() + seconds
    tried, seen = Counter[str](), Counter[str]()
    rooms = dict.fromkeys(room.partition("/")[0] for room in TESTS)
    while time.monotonic() < end:
        for room in rooms:
            files = sorted((PACKAGE / room).rglob("*.py"))
            (file,) = rng.choices(files, [max(0, file.stat().st_size - 500) for file in files])
            made = mutant(file.read_text("utf-8"), rng.randrange(1_000_000))
            tried[room] += 1
            if is_seen(file, made.tree):
                seen[room] += 1
            else:
                print(f"{file.relative_to(ROOT)}:{made.line}: {made.before} → {made.after}", flush=True)
    print(", ".join(f"{room} {seen[room]}/{tried[room]}" for room in rooms))


if __name__ == "__main__":
    os.chdir(ROOT)
    asked = [*map(int, sys.argv[1:])]
    run(*asked, *(3600, 1)[len(asked) :])
