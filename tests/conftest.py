"""Options of the whole test run."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--accept`, which writes what happened into the expectations that are text files."""
    parser.addoption("--accept", action="store_true", help="write the expected texts anew")
