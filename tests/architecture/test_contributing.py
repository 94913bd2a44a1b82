"""What CONTRIBUTING.md names exists: rooms and files, and every step of the walks."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

import pmgen

PACKAGE = Path(pmgen.__file__).parent
TEXT = (PACKAGE.parents[1] / "CONTRIBUTING.md").read_text(encoding="utf-8")
NAMES = sorted(set(re.findall(r"`([a-z_.]+:\w+)`", TEXT)))
FILES = sorted(set(re.findall(r"`([a-z_]+(?:/[a-z_]+)*(?:\.py|/))`", TEXT)))
ELSEWHERE = ("data/", "templates/", "output/", "docs/", "tests/", "generator/")


@pytest.mark.parametrize("name", NAMES)
def test_the_name_exists(name: str) -> None:
    module, attribute = name.split(":")
    assert hasattr(import_module(f"pmgen.{module}"), attribute)


@pytest.mark.parametrize("file", FILES)
def test_the_file_exists(file: str) -> None:
    root = PACKAGE.parents[1] if file.startswith(ELSEWHERE) else PACKAGE
    assert (root / file).exists()


def test_every_room_is_named() -> None:
    rooms = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert {room for room in rooms if not re.search(rf"\b{room}\b", TEXT)} == set()
    assert len(NAMES) > 40
    assert len(FILES) > 20
