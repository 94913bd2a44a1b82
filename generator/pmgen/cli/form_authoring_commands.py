"""`pmgen form new` and `pmgen form try`: a region's form from the blank one, and what it looks like."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path, PurePosixPath
from time import perf_counter

import click

from pmgen import catalog, disk
from pmgen.catalog.region_reading import LAYOUTS, REGION_FILE
from pmgen.cli.exit_codes_and_signals import Exit
from pmgen.cli.spoken_language import say, translatable, translate
from pmgen.cli.terminal_output import aligned, show_problems
from pmgen.cli.workspace import find_workspace, fonts_in_sight, output_folder, shown
from pmgen.engines.untrusted_layouts import ready_layout
from pmgen.forms.new_form import new_pack
from pmgen.forms.new_pack import Placed, Sure
from pmgen.forms.try_records import Names, fill_with_names, names_of
from pmgen.problems import Refusal, message
from pmgen.publish.atomic_files import place_below, write_whole
from pmgen.publish.render_plan import Output
from pmgen.publish.render_run import write_filled

_SURE = {
    Sure.CERTAIN: translatable("certain"),
    Sure.UNSURE: translatable("UNSURE"),
    Sure.PROPOSED: translatable("PROPOSED"),
    Sure.LEFT: translatable("left blank"),
}
_HEADINGS = (
    translatable("cell"),
    translatable("how sure"),
    translatable("label"),
    translatable("written"),
    translatable("why"),
)
_TRIED = "试印"
_READ = "html"
"""The format in which a tried form is looked through for names: its text is all there, in one piece."""


def begin_form(folder: Path, source: Path) -> int:
    """Write a pack made of a blank form to `folder`, and print what was done with each cell."""
    in_the_way = [name for name in (*LAYOUTS, REGION_FILE) if disk.is_there(folder / name)]
    if in_the_way:
        names = "、".join(in_the_way)
        text = message(
            "{folder} holds {names} already; nothing was changed", folder=shown(folder), names=names
        )
        raise click.UsageError(say(text))
    pack = new_pack(source, disk.real(folder).name)
    for name, data in pack.files.items():
        path = place_below(folder, PurePosixPath(name))
        write_whole(path, data)
        click.echo(shown(path))
    _show_cells(pack.placed)
    return _tried_at_once(folder)


def _show_cells(placed: Sequence[Placed]) -> None:
    rows = [_row(each) for each in placed]
    for line in aligned([[translate(heading) for heading in _HEADINGS], *rows]):
        click.echo(line.rstrip())
    count = Counter(each.sure for each in placed)
    text = message(
        "{certain} certain, {unsure} unsure, {proposed} proposed, {left} left blank",
        **{sure.value: count[sure] for sure in Sure},
    )
    click.echo(say(text), err=True)


def _row(placed: Placed) -> tuple[str, ...]:
    where = f"{placed.table or '¶'}-{placed.row}-{placed.column}" if placed.table else f"¶{placed.row}"
    text = placed.text.replace("\n", "⏎")
    return where, translate(_SURE[placed.sure]), placed.label, text, say(placed.why) if placed.why else ""


def _tried_at_once(folder: Path) -> int:
    """Compile the pack that was made, and say what to do next."""
    region, problems = catalog.read_region(folder)
    if region is not None:
        try:
            ready_layout(region)
        except Refusal as refusal:
            problems = (*problems, *refusal.problems)
    show_problems(problems)
    text = message(
        "look at what is unsure or proposed, then run: pmgen form try {folder}", folder=shown(folder)
    )
    click.echo(say(text), err=True)
    return Exit.FINDINGS if any(problem.is_error for problem in problems) else Exit.FINE


def try_form(folder: Path, formats: Sequence[str], output: Path | None) -> int:
    """Write a pack's form with every field's name in its place, and print which names it has."""
    region, problems = catalog.read_region(folder)
    show_problems(problems)
    if region is None:
        return Exit.FINDINGS
    layout = ready_layout(region)
    filled = fill_with_names(layout, region)
    root = output or output_folder(find_workspace(None), None) / _TRIED
    wanted = dict.fromkeys((*formats, _READ))
    outputs = [Output(name, PurePosixPath(f"{region.id}.{name}")) for name in wanted]
    rendered = write_filled(filled, outputs, fonts_in_sight())
    for made, data in rendered.files:
        if made.format in formats:
            path = place_below(root, made.path)
            write_whole(path, data)
            click.echo(shown(path))
    show_problems(rendered.problems)
    for made, data in rendered.files:
        if made.format == _READ:
            _show_names(names_of(region, layout.per_project, data.decode()))
    return Exit.FINDINGS if any(problem.is_error for problem in rendered.problems) else Exit.FINE


def _show_names(names: Names) -> None:
    for heading, found in (
        (message("printed: {names}", names="、".join(names.printed)), names.printed),
        (message("not printed, though it could be: {names}", names="、".join(names.unused)), names.unused),
        (message("required, and never printed: {names}", names="、".join(names.missing)), names.missing),
    ):
        if found:
            click.echo(say(heading))


def watch_form(folder: Path, formats: Sequence[str], output: Path | None) -> int:
    """Try a form, and again whenever a file in its folder is saved, until Ctrl+C."""
    try:
        from pmgen.forms.try_watching import saves
    except ImportError:
        text = message("--watch needs the library watchfiles: pip install 'pmgen[watch]'")
        raise click.UsageError(say(text)) from None
    try_form_again(folder, formats, output)
    for _ in saves(folder):
        try_form_again(folder, formats, output)
    return Exit.FINE


def try_form_again(folder: Path, formats: Sequence[str], output: Path | None) -> None:
    """Try a form; what is wrong with it is shown, for the next save may mend it."""
    start = perf_counter()
    try:
        try_form(folder, formats, output)
    except Refusal as refusal:
        show_problems(refusal.problems)
    now = datetime.now().strftime("%H:%M:%S")
    text = message(
        "{time}: done in {seconds} s; waiting for the next save, Ctrl+C ends",
        time=now,
        seconds=f"{perf_counter() - start:.1f}",
    )
    click.echo(say(text), err=True)
