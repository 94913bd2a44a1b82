"""The house keeps its shape: imports point one way, and every module says what it is."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import pmgen
from pmgen.formats import FORMATS
from shipped import annex

PACKAGE = Path(pmgen.__file__).parent
FLOORS = (
    {"crash", "problems", "confined", "disk", "late_pattern", "pattern_signs"},
    {"opc", "model", "document", "fonts", "pictures"},
    {"load", "catalog"},
    {"view"},
    {"engines", "formats"},
    {"check", "compare", "forms"},
    {"verify"},
    {"publish", "reports"},
    {"api"},
    {"cli"},
)
"""Each room may use its own floor's and lower ones; `cli` is on top."""

FLOOR_OF = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
NEVER = {
    ("load", "catalog"),
    ("publish", "reports"),
    ("engines", "formats"),
    ("formats", "engines"),
}
MODULES = sorted(PACKAGE.rglob("*.py"))


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_bytes())


def module_name(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def room_of(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def imports_of(path: Path) -> Iterator[str]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name} imports by dots"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_imports_point_one_way() -> None:
    for path in MODULES:
        room = room_of(module_name(path))
        used = {room_of(name) for name in imports_of(path) if name.startswith("pmgen.")} - {room, ""}
        if room in FLOOR_OF:
            wrong = {
                other for other in used if FLOOR_OF.get(other, 99) > FLOOR_OF[room] or (room, other) in NEVER
            }
            assert not wrong, f"{module_name(path)} must not know {wrong}"


READ_BY_RELATIONS = re.compile(r"pmgen\.check\.(?:statements|wording|known|money)\.")
RELATIONS = re.compile(r"pmgen\.check\.relations\.")
RELATIONS_AND_RULES = re.compile(r"pmgen\.check\.(?:relations|rules)\.")
RULES = re.compile(r"pmgen\.check\.rules\.")


def test_what_relations_compare_knows_no_relation_and_relations_no_rule() -> None:
    for path in MODULES:
        module = module_name(path)
        for mine, others in (
            (READ_BY_RELATIONS, RELATIONS),
            (re.compile(r"pmgen\.check\.relations\."), RULES),
        ):
            if mine.match(module):
                assert not {name for name in imports_of(path) if others.match(name)}, module


WRITING = re.compile(r"pmgen\.formats(?:\.\w+)*\.write(?:\.|$)")
READING = re.compile(r"pmgen\.formats(?:\.\w+)*\.read(?:_\w+)?(?:\.|$)|pmgen\.formats\.word(?:\.|$)")


def test_who_reads_a_format_knows_nobody_who_writes_one() -> None:
    for path in MODULES:
        module = module_name(path)
        for mine, others in ((READING, WRITING), (WRITING, READING)):
            if mine.match(module):
                assert not {name for name in imports_of(path) if others.match(name)}, module


def test_every_module_says_what_it_is() -> None:
    assert [module_name(path) for path in MODULES if not ast.get_docstring(tree_of(path))] == []


def test_every_room_has_its_floor() -> None:
    rooms = {path.stem for path in PACKAGE.iterdir() if path.is_dir() or path.suffix == ".py"}
    assert rooms - {"__init__", "__main__", "__pycache__", "locale", "py"} <= set(FLOOR_OF)


def test_only_the_command_line_knows_click() -> None:
    users = {
        module_name(path)
        for path in MODULES
        if any(name.split(".")[0] == "click" for name in imports_of(path))
    }
    assert {room_of(name) for name in users} == {"cli"}


@pytest.mark.parametrize("arguments", [["--help"], ["render", "--help"], ["--version"]], ids=" ".join)
def test_help_imports_nothing_but_click_and_the_standard_library(arguments: list[str]) -> None:
    script = (
        "import sys, pmgen.cli\n"
        "pmgen.cli.main(sys.argv[1:])\n"
        "files = {name for name, module in sys.modules.items() if getattr(module, '__file__', None)}\n"
        "names = {name.split('.')[0] for name in files}\n"
        "print('imported', *sorted(names - sys.stdlib_module_names))\n"
    )
    ended = subprocess.run(
        [sys.executable, "-I", "-c", script, *arguments], capture_output=True, text=True, check=True
    )
    imported = ended.stdout.splitlines()[-1].split()[1:]
    assert {"click", "pmgen"} <= set(imported)
    assert not set(imported) - {"click", "pmgen", "_distutils_hack", "__main__"}


LARGE = re.compile(r"\b[348]\b")
POWERS_IN_A_PATTERN = re.compile(
    r"\[[^\]]*[万亿][^\]]*[亿万][^\]]*\]|(?:百万|千万|万|亿)元?\|(?:百|千|十)?[万亿]元?[|)]"
)


def powers_of_ten(path: Path) -> Iterator[int]:
    """Give the lines on which a module has a table of powers of ten, or reads them by its own pattern."""
    for node in ast.walk(tree_of(path)):
        match node:
            case ast.Dict(keys=keys):
                words = [key.value for key in keys if isinstance(key, ast.Constant)]
                if len({"千", "万", "亿", "百万", "千万", "万元", "亿元"}.intersection(words)) > 1:
                    yield node.lineno
            case ast.Constant(value=str() as text) if POWERS_IN_A_PATTERN.search(text):
                yield node.lineno
            case ast.Call(func=ast.Attribute(attr="scaleb"), args=[_, power]) if LARGE.search(
                ast.unparse(power)
            ):
                yield node.lineno
            case _:
                pass


def test_only_the_model_has_a_table_of_powers_of_ten() -> None:
    others = [path for path in MODULES if room_of(module_name(path)) != "model"]
    found = {module_name(path): [*powers_of_ten(path)] for path in others}
    assert not {name: lines for name, lines in found.items() if lines}, "ask pmgen.model.units"


def test_a_table_of_powers_of_ten_is_found(tmp_path: Path) -> None:
    lines = [
        "A = {'万': 4, '亿': 8}",
        "B = '[万亿]?'",
        "C = '(?:亿元|万元|元)'",
        "D = EXACT.scaleb(value, 4 if is_wan else 0)",
        "E = EXACT.scaleb(value, -4)",
        "F = '共12.5万元。|亿'",
    ]
    (tmp_path / "tables.py").write_text("\n".join(lines), "utf-8")
    assert sorted(powers_of_ten(tmp_path / "tables.py")) == [1, 2, 3, 4, 5]


HALF_OF_WHAT_IT_LOADED_ONCE = 285 // 2


def test_a_page_is_rendered_without_loading_what_makes_other_formats(tmp_path: Path) -> None:
    script = (
        "import sys, pmgen.cli\n"
        "code = pmgen.cli.main(sys.argv[1:])\n"
        "print('imported', code, *sorted(sys.modules))\n"
    )
    arguments = ["render", annex("2022/wuhai"), "--format", "html", "--no-verify", "--output", tmp_path]
    ended = subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)], capture_output=True, text=True, check=True
    )
    code, *names = ended.stdout.splitlines()[-1].split()[1:]
    assert code == "0"
    assert len([name for name in names if name.split(".")[0] == "pmgen"]) <= HALF_OF_WHAT_IT_LOADED_ONCE
    needless = ("lxml", "pmgen.verify", "pmgen.engines.word", "pmgen.formats.word", "pmgen.fonts.font_face")
    others = tuple(each.writer for each in FORMATS.values() if each.name != "html")
    assert not [name for name in names if name.startswith((*needless, *others))]


def test_only_one_module_of_the_tests_knows_where_the_data_lie() -> None:
    tests = Path(__file__).parents[1]
    knowing = re.compile(r'(?:ROOT|TESTS\.parent|parents\[\d\])\)? / "data"|glob\("data/')
    users = {file.name for file in tests.rglob("*.py") if knowing.search(file.read_text("utf-8"))}
    assert users == {"shipped.py"}, "what users add to data/ must not turn a test red: ask tests/shipped.py"
