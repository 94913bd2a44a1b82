"""What is kept when pmgen itself fails: versions and the places in the code, none of the reader's data."""

from __future__ import annotations

import platform
import sys
import tempfile
from collections.abc import Iterable
from importlib.metadata import version

import click

import pmgen
from pmgen.cli.language import say
from pmgen.crash import Crash
from pmgen.problems import Problem, message


def tell_crashes(problems: Iterable[Problem]) -> bool:
    """Write a log of pmgen's own faults among problems and say where it is; tell whether there were any."""
    crashes = tuple(dict.fromkeys(problem.crash for problem in problems if problem.crash is not None))
    if crashes:
        log = write_crash_log(crashes)
        text = message(
            "internal error; please send this file to those who look after pmgen: {file}", file=log
        )
        click.echo(say(text), err=True)
    return bool(crashes)


def write_crash_log(crashes: Iterable[Crash]) -> str:
    """Write the log to the folder for temporary files and return its path."""
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", prefix="pmgen-crash-", suffix=".log", delete=False
    ) as file:
        file.write(crash_log(crashes))
    return file.name


def crash_log(crashes: Iterable[Crash]) -> str:
    """Return the versions, and of each error its kind and where in the code it happened, without its text."""
    versions = f"pmgen {pmgen.__version__}, Python {platform.python_version()}, {sys.platform}"
    lines = [versions, f"click {version('click')}"]
    for crash in crashes:
        lines += [crash.kind, *(f"  {frame}" for frame in crash.frames)]
    return "\n".join([*lines, ""])
