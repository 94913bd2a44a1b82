"""The one door: leads the standard streams, runs the command, turns what happens into an exit code."""

from __future__ import annotations

import errno
import gc
import os
import select
import sys
from collections.abc import Sequence
from contextlib import suppress
from io import BufferedWriter, RawIOBase, TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pmgen.cli import exit_codes_and_signals
from pmgen.cli.commands import pmgen
from pmgen.cli.exit_codes_and_signals import Exit
from pmgen.cli.meant_arguments import long_option, refuse_slips
from pmgen.cli.spoken_language import choose_language, say, speak, translated
from pmgen.problems import ProblemKind, Refusal, message

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


_STANDARD = 3


class WatchedStream(RawIOBase):
    """Where a stream leads; its first failure is kept, and what comes after that is dropped."""

    def __init__(self, raw: RawIOBase | None) -> None:
        self._raw = raw
        self.failure: OSError | None = None

    def writable(self) -> bool:
        """Tell that it takes everything."""
        return True

    def isatty(self) -> bool:
        """Tell whether somebody looks at it."""
        return self._raw is not None and self._raw.isatty()

    def fileno(self) -> int:
        """Return the number of its file."""
        return super().fileno() if self._raw is None else self._raw.fileno()

    def write(self, data: ReadableBuffer) -> int:
        """Write as much as it takes at once; everything, where it takes nothing any more."""
        if self.failure is None:
            try:
                return self._written(data)
            except OSError as error:
                self.failure = error
        return memoryview(data).nbytes

    def _written(self, data: ReadableBuffer) -> int:
        if self._raw is None:
            raise OSError(errno.EBADF, "closed")
        while (written := self._raw.write(data)) is None:
            select.select([], [self._raw], [])
        return written


def guard_standard_streams() -> tuple[WatchedStream, WatchedStream]:
    """Let stdout and stderr lead through outlets, which are returned, and print every character."""
    _fill_gaps()
    sys.stdout, out = _through_outlet(sys.stdout)
    sys.stderr, err = _through_outlet(sys.stderr)
    return out, err


def _fill_gaps() -> None:
    """Open what was closed of the first three files, so that no other file gets their numbers."""
    with suppress(OSError):
        while (number := os.open(os.devnull, os.O_RDWR)) < _STANDARD:
            pass
        os.close(number)


def _through_outlet(stream: object) -> tuple[TextIOWrapper, WatchedStream]:
    if isinstance(stream, TextIOWrapper):
        # Unbuffered streams (python -u) have no buffer around their file.
        outlet, encoding = WatchedStream(getattr(stream.buffer, "raw", stream.buffer)), stream.encoding
    else:
        outlet, encoding = WatchedStream(None), "utf-8"
    return TextIOWrapper(BufferedWriter(outlet), encoding, "replace", line_buffering=True), outlet


_MANY_THINGS = 400_000
"""How many more things there are to be before anybody looks for circles among them."""


def run_process() -> int:
    """Run pmgen as its process was called; what cannot be told is not allowed to stop it."""
    if sys.getfilesystemencoding() == "ascii":
        _begin_again_in_utf8()
    # Documents hold no circles: what nobody uses any more goes by itself, and looking for more costs time.
    gc.set_threshold(_MANY_THINGS, *gc.get_threshold()[1:])
    streams = guard_standard_streams()
    code = run(sys.argv[1:])
    exit_codes_and_signals.hold_again()
    # The process ends now, and its memory with it.
    gc.freeze()
    return _told(code, *streams)


def run(arguments: Sequence[str]) -> int:
    """Run pmgen with `arguments` and return its exit code."""
    speak(choose_language(arguments, os.environ))
    try:
        exit_codes_and_signals.allow()
        return _run(list(arguments))
    except (KeyboardInterrupt, click.Abort) as stop:
        exit_codes_and_signals.hold_again()
        click.echo(say(message("interrupted; no file was left half written")), err=True)
        # click makes an Abort of it.
        cause = stop if isinstance(stop, exit_codes_and_signals.Stopped) else stop.__cause__
        return cause.exit_code if isinstance(cause, exit_codes_and_signals.Stopped) else Exit.INTERRUPTED
    except Exception as error:
        return _crashed(error)


def _run(arguments: list[str]) -> int:
    try:
        _check_here()
        refuse_slips(arguments)
        return int(translated(pmgen).main(arguments, "pmgen", standalone_mode=False) or Exit.FINE)
    except click.MissingParameter as error:
        # click ends this one sentence itself, with a Latin full stop.
        click.UsageError(error.format_message().removesuffix("."), error.ctx).show()
        return error.exit_code
    except click.NoSuchOption as error:
        long_option(error).show()
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
    from pmgen.cli.terminal_output import show_problems

    show_problems(refusal.problems)
    unsafe = any(problem.kind is ProblemKind.UNSAFE for problem in refusal.problems)
    return Exit.REFUSED if unsafe else Exit.FINDINGS


def _crashed(error: Exception) -> int:
    from pmgen.cli.terminal_output import report_crashes, show_problems
    from pmgen.problems.problem import internal_error

    problem = internal_error(error)
    if problem.places:
        show_problems([problem])
    report_crashes([problem])
    return Exit.INTERNAL


def _told(code: int, out: WatchedStream, err: WatchedStream) -> int:
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
