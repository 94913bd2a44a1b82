"""`pmgen verify --file`: proves copies of documents, such as those that a website hands out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from pmgen import disk
from pmgen.cli.exit_codes_and_signals import Exit
from pmgen.cli.spoken_language import say
from pmgen.cli.terminal_output import show_problems
from pmgen.cli.workspace import shown
from pmgen.fonts import FontShelf
from pmgen.load.text_files import why_not_read
from pmgen.problems import Problem, Refusal, SourcePlace, message
from pmgen.publish.copy_identification import FilesByContent
from pmgen.publish.render_request import Request

_MOST_BYTES = 200_000_000


def verify_copies(
    files: Sequence[Path], request: Request, root: Path, fonts: FontShelf, *, named: bool, full: bool
) -> int:
    """Prove copies of documents, each by itself; return the exit code."""
    records = FilesByContent(root, request, fonts)
    proven = [_verify(file, records, request, root, fonts, named=named, full=full) for file in files]
    if all(proven):
        return Exit.FINE
    return Exit.PARTLY if any(proven) else Exit.FINDINGS


def _verify(
    file: Path,
    records: FilesByContent,
    request: Request,
    root: Path,
    fonts: FontShelf,
    *,
    named: bool,
    full: bool,
) -> bool:
    """Say of a copy which document it is and what is different; return whether that is nothing wrong."""
    try:
        data = _content(file)
        known = records.find(data)
        if known is not None and known.is_current and not full:
            return _same(file, known.path)
        from pmgen.publish.copy_identification import recognize

        found = recognize(file, data, request, records.variants(), fonts, named=named)
    except Refusal as refusal:
        show_problems(refusal.problems)
        return False
    show_problems(found.problems)
    right = not any(problem.is_error for problem in found.problems)
    words = {"file": shown(file), "document": found.name}
    if right:
        text = message("{file}: shows what the data say today ({document})", **words)
    else:
        text = message("{file}: is not what {document} must be today", **words)
    click.echo(say(text), err=not right)
    return right


def _same(file: Path, document: Path) -> bool:
    words = {"file": shown(file), "document": shown(document)}
    click.echo(say(message("{file}: the same as {document}, unchanged since that was proven", **words)))
    return True


def _content(file: Path) -> bytes:
    try:
        return disk.read_bytes(file, _MOST_BYTES + 1)
    except OSError as error:
        text, hint = why_not_read(file, error)
        raise Refusal([Problem("PMG713", text, (SourcePlace(str(file)),), hint)]) from error
