"""The one door: reads the arguments, runs the command, and turns whatever happens into an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper

import click

from pmgen.cli.commands import pmgen
from pmgen.cli.exits import Exit
from pmgen.cli.language import choose_language, say, speak, translated
from pmgen.problems import Kind, Refusal, message


def main(arguments: Sequence[str] | None = None) -> int:
    """Run pmgen with `arguments`, those of the process by default, and return its exit code."""
    if arguments is None and sys.getfilesystemencoding() == "ascii":
        _begin_again_in_utf8()
    given = list(sys.argv[1:] if arguments is None else arguments)
    speak(choose_language(given, os.environ))
    _let_every_character_print()
    try:
        return _run(given)
    except (KeyboardInterrupt, click.Abort):
        click.echo(say(message("interrupted; no file was left half written")), err=True)
        return Exit.INTERRUPTED
    except Exception as error:
        return _crashed(error)


def _run(arguments: list[str]) -> int:
    try:
        return int(translated(pmgen).main(arguments, "pmgen", standalone_mode=False) or Exit.FINE)
    except click.MissingParameter as error:
        # click ends this one sentence itself, with a Latin full stop.
        click.UsageError(error.format_message().removesuffix("."), error.ctx).show()
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except Refusal as refusal:
        return _refused(refusal)


def _refused(refusal: Refusal) -> int:
    from pmgen.cli.show import show_problems

    show_problems(refusal.problems)
    unsafe = any(problem.kind is Kind.UNSAFE for problem in refusal.problems)
    return Exit.REFUSED if unsafe else Exit.FINDINGS


def _crashed(error: Exception) -> int:
    from pmgen.cli.crash import tell_crashes
    from pmgen.cli.show import show_problems
    from pmgen.publish.careful import own_fault

    problem = own_fault(error)
    if problem.places:
        show_problems([problem])
    tell_crashes([problem])
    return Exit.INTERNAL


def _begin_again_in_utf8() -> None:
    """Become a process that reads and prints names of files in Chinese, whatever the locale says."""
    os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])


def _let_every_character_print() -> None:
    """Keep a console that cannot show a character from ending the run."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
