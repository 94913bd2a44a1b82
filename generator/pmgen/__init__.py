"""Render one canonical project definition into every official budget performance document."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("pmgen")
except PackageNotFoundError:  # running from a folder that was never installed
    __version__ = "0"
