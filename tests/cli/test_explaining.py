"""What is said about kinds of problems is there for each kind."""

from __future__ import annotations

from pmgen.check.kinds import NUMBERED
from pmgen.cli.kinds_told import EXAMPLES, MEANINGS, example_of


def test_every_kind_has_a_meaning_and_an_example() -> None:
    assert MEANINGS.keys() == NUMBERED.keys()
    for kind in NUMBERED:
        found = example_of(f"{kind}99")
        assert found is not None and found[0].startswith(kind)


def test_a_code_has_its_own_example() -> None:
    assert example_of("PMG611") == ("PMG611", EXAMPLES["PMG611"])
