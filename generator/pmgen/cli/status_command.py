"""`pmgen status` and `pmgen render --dry-run`: what would be rendered, and why."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import click

from pmgen.cli.exit_codes_and_signals import Exit
from pmgen.cli.spoken_language import say, translatable, translate
from pmgen.cli.terminal_output import aligned, sentence
from pmgen.cli.workspace import (
    DocumentSelection,
    find_workspace,
    fonts_in_sight,
    output_folder,
    shown,
    state_file,
)
from pmgen.problems import message
from pmgen.publish.annex_status import AnnexStatus, annex_status
from pmgen.publish.document_inputs import Hashes
from pmgen.publish.file_hashes import remembered_hashes
from pmgen.publish.verification_by_record import FileStatus

_WORDS = {
    "unchanged": translatable("unchanged"),
    "new": translatable("new"),
    "partial": translatable("not in every format"),
    "stale": translatable("stale"),
    "altered": translatable("changed by hand"),
    "missing": translatable("missing"),
    "unfinished": translatable("unfinished"),
    "unproven": translatable("not proven"),
}

VERSION = "1"


@dataclass(frozen=True, slots=True)
class StatusOptions(DocumentSelection):
    """What the command line of `pmgen status` said."""

    why: bool = False
    output_format: str = "text"


def status(options: StatusOptions) -> int:
    """Tell how the documents of annexes stand; return the exit code."""
    found = statuses(options)
    if options.output_format == "json":
        click.echo(_as_json(found))
    else:
        show_statuses(found, options.why)
    return Exit.FINE if all(each.is_unchanged for each in found) else Exit.FINDINGS


def statuses(options: DocumentSelection, verified: bool = True) -> list[AnnexStatus]:
    """Return how the documents stand that the options name."""
    workspace = find_workspace(options.workspace, options.data)
    request, root = options.request(workspace), output_folder(workspace, options.output)
    with remembered_hashes(state_file(root)) as files:
        fonts, hashes = fonts_in_sight(), Hashes(files)
        return list(annex_status(request.sources, request, root, fonts, hashes, verified=verified))


def show_statuses(found: Sequence[AnnexStatus], why: bool) -> None:
    """Print each annex that would be rendered, with the reasons if asked, and how many are not."""
    wanted = [each for each in found if not each.is_unchanged]
    for line in _explained(wanted) if why else aligned(list(map(_row, wanted))):
        click.echo(line)
    counts = Counter(each.is_unchanged for each in found)
    text = message("annexes to render: {stale}; unchanged: {same}", stale=counts[False], same=counts[True])
    click.echo(say(text), err=True)


def _row(each: AnnexStatus) -> tuple[str, str, str]:
    return shown(each.source.folder), translate(_WORDS[each.word()]), each.run.unit if each.run else ""


def _explained(found: Sequence[AnnexStatus]) -> Iterator[str]:
    for each in found:
        yield "  ".join(filter(None, _row(each)))
        yield from (f"    {sentence(reason)}" for reason in each.reasons())


def _as_json(found: Sequence[AnnexStatus]) -> str:
    annexes = [_plain(each) for each in found]
    return json.dumps({"version": VERSION, "annexes": annexes}, ensure_ascii=False, indent=2)


def _plain(each: AnnexStatus) -> dict[str, object]:
    return {
        "annex": shown(each.source.folder),
        "unit": each.run.unit if each.run else None,
        "status": each.word(),
        "reasons": [say(reason) for reason in each.reasons()],
        "altered": [shown(path) for path in each.files(FileStatus.ALTERED)],
        "missing": [shown(path) for path in each.files(FileStatus.MISSING)],
    }
