"""Render any number of annexes: what has not changed is passed over, the rest goes through an executor.

The plan holds no loaded annex, and what comes of it is merged in its order, whoever did what when.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Protocol

from pmgen.fonts import NO_FONTS, FontShelf
from pmgen.load.copied_files import LIKE_A_COPY
from pmgen.publish.annex_status import among_unchanged, annex_status, unchanged_receipt
from pmgen.publish.document_inputs import Hashes
from pmgen.publish.manifest_file import keep_manifest
from pmgen.publish.output_places import OutputPlace, copies_among, not_waived, output_places
from pmgen.publish.output_record import Identity, WholeRun
from pmgen.publish.render_report import Receipt, Receipts, Report
from pmgen.publish.render_request import RenderSettings, RenderTask, Request
from pmgen.publish.run_lock import one_run_at_a_time


class Named(Protocol):
    """What is done, and has a name that people know."""

    @property
    def name(self) -> str:
        """Return the name."""


@dataclass(frozen=True, slots=True)
class DoneDocument:
    """A document that another process has done with."""

    name: str


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """How a run goes: see `pmgen.api.render`, and RenderSettings for `seconds`.

    With `replace_edited` files that were changed by hand are replaced, but nothing else is made for that.
    With `apart` nothing is rendered in this process, which outlives every document then.
    """

    verified: bool = True
    keep_proven: bool = False
    force: bool = False
    jobs: int = 1
    seconds: float = 120
    apart: bool = False
    replace_edited: bool = False


def render_batch(
    request: Request,
    root: Path,
    options: RenderOptions,
    fonts: FontShelf = NO_FONTS,
    hashes: Hashes | None = None,
    planned: Callable[[int], None] = lambda count: None,
    done: Callable[[Named], None] = lambda thing: None,
) -> Report:
    """Render what has changed of the annexes below `root`, and return what came of all of them.

    `planned` hears how many annexes are rendered, `done` of each; where it is only one, of its documents.
    """
    hashes = hashes or Hashes()
    asked = output_places(request.sources, request.templates)
    copies = copies_among(request)
    with one_run_at_a_time(root):
        settings = _settings(replace(request, sources=()), root, fonts, options)
        try:
            known, parts = ({}, {}) if options.force else _unchanged(asked, request, settings, hashes)
            known |= {number: _refused(each) for number, each in enumerate(asked) if each.is_refused}
            tasks = {
                number: RenderTask(settings, each.sources, parts[number][0] if number in parts else None)
                for number, each in enumerate(asked)
                if number not in known
            }
            receipts = Receipts(len(asked))
            for number, receipt in chain(known.items(), _made(tasks, options, hashes, planned, done)):
                made = among_unchanged(receipt, *parts[number]) if number in parts else receipt
                receipts[number] = _told_once(made, copies)
        finally:
            unlisted = keep_manifest(root, hashes.files)
    beside = (problem for each in asked for problem in each.problems)
    return Report(receipts, (*beside, *not_waived(copies, request), *unlisted))


def _told_once(receipt: Receipt, copies: Iterable[Path]) -> Receipt:
    """Return a receipt without what the names of folders say of copies that are told by their contents."""
    told = set(map(str, copies))
    kept = tuple(
        each for each in receipt.problems if each.code != LIKE_A_COPY or each.places[0].file not in told
    )
    return receipt if len(kept) == len(receipt.problems) else replace(receipt, problems=kept)


def _made(
    tasks: Mapping[int, RenderTask],
    options: RenderOptions,
    hashes: Hashes,
    planned: Callable[[int], None],
    done: Callable[[Named], None],
) -> Iterator[tuple[int, Receipt]]:
    """Yield the receipt of each task as it comes, and say so."""
    if len(tasks) != 1:
        planned(len(tasks))
    for number, receipt in _rendered(tasks, options, planned, done):
        hashes.files.learn(receipt.hashes)
        if len(tasks) != 1:
            done(receipt)
        yield number, replace(receipt, hashes={})


def _settings(request: Request, root: Path, fonts: FontShelf, options: RenderOptions) -> RenderSettings:
    return RenderSettings(
        token=secrets.token_hex(8),
        request=request,
        root=root,
        fonts=fonts,
        verified=options.verified,
        keep_proven=options.keep_proven,
        force=options.force or options.replace_edited,
        seconds=options.seconds,
    )


def _unchanged(
    asked: Sequence[OutputPlace], request: Request, settings: RenderSettings, hashes: Hashes
) -> tuple[dict[int, Receipt], dict[int, tuple[frozenset[Identity], WholeRun]]]:
    """Return the receipts of annexes that need not be rendered, and of others the documents that must be."""
    found, parts = dict[int, Receipt](), dict[int, tuple[frozenset[Identity], WholeRun]]()
    for number, each in enumerate(asked):
        if len(each.sources) > 1:
            continue
        (state,) = annex_status(
            each.sources, request, settings.root, settings.fonts, hashes, verified=settings.verified
        )
        if receipt := unchanged_receipt(state):
            found[number] = receipt
        elif state.run and (wanting := state.wanting):
            parts[number] = wanting, state.run
    return found, parts


def _refused(place: OutputPlace) -> Receipt:
    return Receipt(place.into, failed=len(place.sources), problems=place.problems)


def _rendered(
    tasks: Mapping[int, RenderTask],
    options: RenderOptions,
    planned: Callable[[int], None],
    done: Callable[[Named], None],
) -> Iterator[tuple[int, Receipt]]:
    """Yield the receipt of each task as it comes; of a single one the documents are told of, too."""
    is_single = len(tasks) == 1
    if not options.apart and (options.jobs == 1 or is_single):
        from pmgen.publish.annex_task import render_annex

        told = (planned, done) if is_single else ()
        yield from ((number, render_annex(task, *told)) for number, task in tasks.items())
    elif tasks:
        from pmgen.publish.task_execution import rendered_by_processes

        def heard(said: int | str) -> None:
            if isinstance(said, int):
                planned(said)
            else:
                done(DoneDocument(said))

        numbers, count = list(tasks), min(options.jobs, len(tasks))
        for position, receipt in rendered_by_processes(
            list(tasks.values()), count, heard if is_single else None
        ):
            yield numbers[position], receipt


def usable_cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
