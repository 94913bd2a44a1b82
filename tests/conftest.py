"""Options of the whole test run."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings

# A machine that does other work as well is slow now and then, which says nothing of the code.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


@pytest.fixture(scope="session", autouse=True)
def cache_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Leave alone what pmgen remembers for whoever runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PMGEN_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--accept`, which writes what happened into the expectations that are text files."""
    parser.addoption("--accept", action="store_true", help="write the expected texts anew")


def pytest_configure(config: pytest.Config) -> None:
    """Refuse `--accept` under several workers: each would write over what another has just written."""
    workers = config.getoption("numprocesses", None)
    if config.getoption("--accept") and (workers or hasattr(config, "workerinput")):
        raise pytest.UsageError("--accept writes files that several tests share: run it without -n (or -n 0)")
