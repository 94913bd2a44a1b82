"""Every pattern that waits for its first use can be used."""

from __future__ import annotations

import pkgutil
import re
from importlib import import_module

import pytest

import pmgen.check
from pmgen.check.late_pattern import late

MODULES = [each.name for each in pkgutil.walk_packages(pmgen.check.__path__, "pmgen.check.")]


@pytest.mark.parametrize("name", MODULES)
def test_the_patterns_of_a_module_compile(name: str) -> None:
    for value in vars(import_module(name)).values():
        if isinstance(value, type(late(""))):
            value.search("")


def test_a_late_pattern_is_used_like_any_other() -> None:
    pattern = late("(?P<count>[0-9]+)人")
    assert pattern.pattern == "(?P<count>[0-9]+)人"
    assert [match["count"] for match in pattern.finditer("12人、30人")] == ["12", "30"]
    assert pattern.sub("", "12人次") == "次"


def test_a_wrong_pattern_is_refused_at_its_first_use() -> None:
    wrong = late("(")
    with pytest.raises(re.error):
        wrong.search("")
