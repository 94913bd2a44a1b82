"""The one door: reads the arguments, runs the command, and turns whatever happens into an exit code."""

from __future__ import annotations

import errno
import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from pmgen.cli import signals
from pmgen.cli.commands import pmgen
from pmgen.cli.exits import Exit
from pmgen.cli.language import choose_language, say, speak, translated
from pmgen.cli.streams import Outlet, lead_streams
from pmgen.problems import Kind, Refusal, message

_MANY_THINGS = 400_000
"""How many more things there are to be before anybody looks for circles among them."""


def run_process() -> int:
    """Run pmgen as its process was called; what cannot be told is not allowed to stop it."""
    if sys.getfilesystemencoding() == "ascii":
        _begin_again_in_utf8()
    # Documents hold no circles: what nobody uses any more goes by itself, and looking for more costs time.
    gc.set_threshold(_MANY_THINGS, *gc.get_threshold()[1:])
    streams = lead_streams()
    code = run(sys.argv[1:])
    signals.hold_again()
    # The process ends now, and its memory with it.
    gc.freeze()
    return _told(code, *streams)


def run(arguments: Sequence[str]) -> int:
    """Run pmgen with `arguments` and return its exit code."""
    speak(choose_language(arguments, os.environ))
    try:
        signals.allow()
        return _run(list(arguments))
    except (KeyboardInterrupt, click.Abort) as stop:
        signals.hold_again()
        click.echo(say(message("interrupted; no file was left half written")), err=True)
        # click makes an Abort of it.
        cause = stop if isinstance(stop, signals.Stopped) else stop.__cause__
        return cause.exit_code if isinstance(cause, signals.Stopped) else Exit.INTERRUPTED
    except Exception as error:
        return _crashed(error)


def _run(arguments: list[str]) -> int:
    try:
        _check_here()
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


def _check_here() -> None:
    """Raise a usage error where there is no current folder to stand in."""
    try:
        Path.cwd()
    except OSError as error:
        text = message("the folder you stand in was deleted or may not be read; change into another (cd ~)")
        raise click.UsageError(say(text)) from error


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


def _told(code: int, out: Outlet, err: Outlet) -> int:
    """Return the exit code of a run of which not everything could be told."""
    sys.stdout.flush()
    if out.failure is not None and out.failure.errno != errno.EPIPE:
        text = message(
            "not everything could be printed: the output is closed or its disk is full; written files stay"
        )
        click.echo(say(text), err=True)
    sys.stderr.flush()
    return code or (Exit.PARTLY if out.failure or err.failure else Exit.FINE)


def _begin_again_in_utf8() -> None:
    """Become a process that reads and prints names of files in Chinese, whatever the locale says."""
    os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])
