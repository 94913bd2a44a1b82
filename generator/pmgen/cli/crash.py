"""What is kept when pmgen itself fails: versions and the places in the code, none of the reader's data."""

from __future__ import annotations

import platform
import sys
import tempfile
import traceback
from importlib.metadata import version

import pmgen


def write_crash_log(error: BaseException) -> str:
    """Write the log to the folder for temporary files and return its path."""
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", prefix="pmgen-crash-", suffix=".log", delete=False
    ) as file:
        file.write(crash_log(error))
    return file.name


def crash_log(error: BaseException) -> str:
    """Return the versions, the kind of error and where in the code it happened, without its text."""
    versions = f"pmgen {pmgen.__version__}, Python {platform.python_version()}, {sys.platform}"
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    return "\n".join([versions, f"click {version('click')}", type(error).__qualname__, *places, ""])
