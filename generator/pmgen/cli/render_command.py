"""`pmgen render`: plans, runs with a progress bar, and says what came of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import click

from pmgen import api
from pmgen.cli.exit_codes_and_signals import Exit
from pmgen.cli.spoken_language import say, spoken
from pmgen.cli.terminal_output import aligned, progress, report_crashes, show_problems
from pmgen.cli.workspace import (
    HTML,
    JSON,
    DocumentSelection,
    check_report_name,
    find_workspace,
    fonts_in_sight,
    known_formats,
    known_region,
    output_folder,
    packs_in_sight,
    shown,
    state_file,
    whole_workspace,
    write_report,
)
from pmgen.load.annex_folders import data_files, is_project_name
from pmgen.problems import Message, Severity, message
from pmgen.publish.document_inputs import Hashes
from pmgen.publish.file_hashes import remembered_hashes
from pmgen.publish.leftover_files import (
    Leftovers,
    joined_leftovers,
    leftovers_and_outdated,
    leftovers_of_gone_annexes,
)
from pmgen.publish.manifest_file import keep_manifest
from pmgen.publish.render_batch import RenderOptions as RenderBatchOptions
from pmgen.publish.render_batch import usable_cores
from pmgen.publish.render_report import HeldBackFile, Receipt, Report
from pmgen.publish.render_request import Request

if TYPE_CHECKING:
    from pmgen.publish.cluster_run import Cluster


@dataclass(frozen=True, slots=True)
class RenderOptions(DocumentSelection):
    """What the command line of `pmgen render` said; `addresses` are those that --data and --output name."""

    strict: bool = False
    verify: bool = True
    keep_proven: bool = False
    force: bool = False
    clean: bool = False
    jobs: int | None = None
    dry_run: bool = False
    report: Path | None = None
    cluster: str | None = None
    addresses: Mapping[str, str] = field(default_factory=dict)


def render(options: RenderOptions) -> int:
    """Render what the options name; return the exit code."""
    if options.report is not None:
        check_report_name(options.report, "--report", HTML + JSON, "render.html")
    _check_cluster(options)
    if options.cluster and options.dry_run:
        return _would_render_on_cluster(options, options.cluster)
    if options.dry_run:
        return _would_render(options)
    if options.cluster:
        report, rest = _rendered_by_cluster(options, options.cluster), Leftovers()
    else:
        report, rest = _rendered_here(options)
    _tell(report, rest, options)
    if options.report is not None:
        _write_report(report, options.report)
    return Exit.INTERNAL if report_crashes(report) else exit_code(report, options.strict)


def _rendered_here(options: RenderOptions) -> tuple[Report, Leftovers]:
    workspace = find_workspace(options.workspace, options.data)
    request, root = options.request(workspace), output_folder(workspace, options.output)
    with remembered_hashes(state_file(root)) as files:
        hashes = Hashes(files)
        report = _rendered(request, root, options, hashes)
        rest = _left_over(request, root, whole_workspace(workspace, options), options.clean, hashes)
        unlisted = keep_manifest(root, files) if options.clean else ()
    return replace(report, beside=(*report.beside, *unlisted)), rest


def _check_cluster(options: RenderOptions) -> None:
    """Raise a usage error for what goes only with --cluster, or does not go with it."""
    if not options.cluster:
        for name, address in options.addresses.items():
            text = message("{address} is not a folder of this machine: it needs --cluster", address=address)
            raise click.BadParameter(say(text), param_hint=f"'--{name}'")
        return
    for name, given in {"--jobs": options.jobs, "--clean": options.clean}.items():
        if given:
            raise click.UsageError(say(message("{option} does not go with --cluster", option=name)))


@dataclass(frozen=True, slots=True)
class _ClusterRun:
    """What a run on a cluster is asked for; `only` are the folders below the data that were named."""

    cluster: Cluster
    request: Request
    options: RenderBatchOptions
    state: Path | None
    only: tuple[PurePosixPath, ...]


def _cluster_run(options: RenderOptions, scheduler: str) -> _ClusterRun:
    from pmgen.publish.cluster_run import Cluster

    workspace = find_workspace(options.workspace, options.data)
    data = options.addresses.get("data") or workspace.data
    if data is None:
        text = message("there is no folder data/ here or above; name one with --data")
        raise click.UsageError(say(text))
    output = options.addresses.get("output") or output_folder(workspace, options.output).absolute()
    packs = packs_in_sight(options.workspace, options.templates)
    if options.region:
        known_region(options.region, packs)
    return _ClusterRun(
        Cluster(scheduler, str(data), str(output)),
        Request((), known_formats(options.formats), packs, options.region, options.split),
        RenderBatchOptions(options.verify, options.keep_proven, options.force),
        state_file(str(output)),
        tuple(_below(path, data) for path in options.paths),
    )


def _below(path: Path, data: Path | str) -> PurePosixPath:
    """Return a folder from the data on: where they lie elsewhere, or it does, that is how it was named."""
    here = path.absolute()
    inside = isinstance(data, Path) and here.is_relative_to(data.absolute())
    return PurePosixPath((here.relative_to(Path(data).absolute()) if inside else path).as_posix())


def _rendered_by_cluster(options: RenderOptions, scheduler: str) -> Report:
    from pmgen.publish.cluster_run import render_on_cluster

    run = _cluster_run(options, scheduler)
    with progress() as (planned, done):
        report = render_on_cluster(
            run.cluster, run.request, run.options, fonts_in_sight(), run.state, run.only, planned, done
        )
    click.echo(say(message("files below {address}:", address=run.cluster.output)), err=True)
    return report


def _would_render_on_cluster(options: RenderOptions, scheduler: str) -> int:
    """Tell what a cluster would render, which is not asked for it."""
    from pmgen.publish.cluster_run import plan_on_cluster

    run = _cluster_run(options, scheduler)
    plan = plan_on_cluster(run.cluster, run.request, run.options, fonts_in_sight(), run.state, run.only)
    for number in plan.places:
        click.echo(plan.asked[number].into)
    same = len(plan.asked) - len(plan.places)
    text = message("annexes to render: {stale}; unchanged: {same}", stale=len(plan.places), same=same)
    click.echo(say(text), err=True)
    return Exit.FINE


def _would_render(options: RenderOptions) -> int:
    """Tell what would be rendered, and why; nothing is written."""
    from pmgen.cli.status_command import show_statuses, statuses

    found = statuses(options, verified=options.verify)
    if options.force:
        found = [replace(each, run=None) if each.is_unchanged else each for each in found]
    show_statuses(found, why=True)
    return Exit.FINE


def _write_report(report: Report, file: Path) -> None:
    from pmgen.reports.report_page import Language, ReportContext
    from pmgen.reports.run_report import run_as_html, run_as_json

    if file.name.lower().endswith(JSON):
        parts = run_as_json(report, shown, say)
    else:
        parts = iter([run_as_html(report, ReportContext(Language(spoken(), say), Path.cwd()))])
    write_report(file, parts, "--report")
    click.echo(say(message("report written: {file}", file=shown(file))), err=True)


def exit_code(report: Report, strict: bool) -> Exit:
    """Return the exit code that `report` deserves; `strict` counts gaps as findings."""
    if report.refused:
        return Exit.REFUSED
    if report.failed or any(problem.is_error for problem in report):
        return Exit.PARTLY if report.made_any else Exit.FINDINGS
    return Exit.FINDINGS if strict and report.gaps else Exit.FINE


def _rendered(request: Request, output: Path, options: RenderOptions, hashes: Hashes) -> Report:
    with progress() as (planned, done):
        return api.render(
            request,
            output,
            fonts=fonts_in_sight(),
            planned=planned,
            done=done,
            verified=options.verify,
            keep_proven=options.keep_proven,
            force=options.force,
            jobs=options.jobs or usable_cores(),
            apart=True,
            hashes=hashes,
        )


def _left_over(request: Request, root: Path, data: Path | None, clean: bool, hashes: Hashes) -> Leftovers:
    """Return what lies there too much; of the whole workspace, if `data` is given, in any folder."""
    here = leftovers_and_outdated(root, request, hashes, clean=clean)
    return joined_leftovers([here, *([leftovers_of_gone_annexes(root, data, clean=clean)] if data else [])])


def _tell(report: Report, rest: Leftovers, options: RenderOptions) -> None:
    show_problems(replace(report, beside=(*report.beside, *rest.problems)), options.verbose)
    for receipt in report.receipts:
        for path in receipt.written:
            click.echo(shown(path))
    for held in report.held:
        click.echo(say(_held(held)), err=True)
    if not options.keep_proven and any(not held.codes for held in report.held):
        click.echo(say(message("render --keep-proven writes those that are proven")), err=True)
    for path in rest.removed:
        click.echo(say(message("removed: {file}", file=shown(path))), err=True)
    for line in _units(report.receipts):
        click.echo(line, err=True)
    click.echo(say(_closing(report)), err=True)
    if report.said_before:
        text = message(
            "of the unchanged ones there were {count} warnings and gaps when they were rendered; --force "
            "renders them again and shows these",
            count=report.said_before,
        )
        click.echo(say(text), err=True)
    if report.failed:
        click.echo(say(message("documents not written: {failed}", failed=report.failed)), err=True)
        if not options.split and any(map(_waits_for_its_data, report.receipts)):
            text = message(
                "all projects of an annex are one document, which waits until every one can be read; "
                "with --split the others are written"
            )
            click.echo(say(text), err=True)


def _waits_for_its_data(receipt: Receipt) -> bool:
    """Tell whether nothing of an annex is written for errors in some of its projects."""
    broken = {
        Path(place.file)
        for problem in receipt.problems
        if receipt.failed and problem.is_error
        for place in problem.places
    }
    folders = {path.parent for path in broken if is_project_name(path.name)}
    with suppress(OSError):
        files = (path for folder in folders for path in data_files(folder))
        return any(is_project_name(path.name) and path not in broken for path in files)
    return False


def _units(receipts: Collection[Receipt]) -> Iterator[str]:
    """Yield a line for each unit with something to look at, where there are several units."""
    wanting = [each for each in receipts if each.failed]
    if len(receipts) > 1:
        rows = [(each.name, say(_outcome(each))) for each in wanting[:FEW_UNITS]]
        yield from aligned(rows)
        if len(wanting) > FEW_UNITS:
            yield say(message("… and {count} more units", count=len(wanting) - FEW_UNITS))


def _outcome(receipt: Receipt) -> Message:
    return message(
        "rendered: {rendered}; unchanged: {unchanged}; not written: {failed}; warnings: {warnings}",
        rendered=receipt.rendered,
        unchanged=receipt.unchanged,
        failed=receipt.failed,
        warnings=receipt.count(Severity.WARNING),
    )


FEW_UNITS = 20
"""Units of which documents are not written that are listed; --report has all."""


def _closing(report: Report) -> Message:
    if not report.unchanged:
        return message("files written: {written}; gaps: {gaps}", written=report.files, gaps=report.gaps)
    return message(
        "files written: {written}; documents unchanged: {unchanged}; gaps: {gaps}",
        written=report.files,
        unchanged=report.unchanged,
        gaps=report.gaps,
    )


def _held(held: HeldBackFile) -> Message:
    """Return that a file is not written, and why."""
    if held.codes:
        return message("not written: {file} ({codes})", file=shown(held.path), codes="、".join(held.codes))
    return message("not written: {file} (proven, but others of its document are not)", file=shown(held.path))
