"""What is kept when pmgen itself fails: versions and the places in the code, none of the reader's data."""

from __future__ import annotations

import platform
import sys
import tempfile
from collections.abc import Iterable

import click

import pmgen
from pmgen.cli.language import say
from pmgen.crash import Crash
from pmgen.problems import Problem, message


def tell_crashes(problems: Iterable[Problem]) -> bool:
    """Write a log of pmgen's own faults among problems and say where it is; tell whether there were any."""
    crashes = tuple(dict.fromkeys(problem.crash for problem in problems if problem.crash is not None))
    if crashes:
        log = crash_log(crashes)
        click.echo(_told(write_crash_log(log), log), err=True)
    return bool(crashes)


def _told(file: str | None, log: str) -> str:
    """Return what to say of a log: where it is, or where it could not be written, all of it."""
    if file is None:
        text = message("internal error; please send these lines to those who look after pmgen:")
        return f"{say(text)}\n{log}"
    return say(
        message("internal error; please send this file to those who look after pmgen: {file}", file=file)
    )


def write_crash_log(log: str) -> str | None:
    """Write the log to the folder for temporary files and return its path, None where there is no room."""
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", prefix="pmgen-crash-", suffix=".log", delete=False
        ) as file:
            file.write(log)
    except OSError:
        return None
    return file.name


def crash_log(crashes: Iterable[Crash]) -> str:
    """Return the versions, and of each error its kind and where in the code it happened, without its text."""
    from importlib.metadata import version  # brings half of the standard library along

    versions = f"pmgen {pmgen.__version__}, Python {platform.python_version()}, {sys.platform}"
    lines = [versions, f"click {version('click')}"]
    for crash in crashes:
        lines += [crash.kind, *(f"  {frame}" for frame in crash.frames)]
    return "\n".join([*lines, ""])
