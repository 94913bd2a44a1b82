"""`pmgen form diff`: what changes from one layout to the next, and which annexes it breaks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import click

from pmgen import disk
from pmgen.catalog import PackFields, asked_region
from pmgen.catalog.region import Region
from pmgen.catalog.region_reading import REGION_FILE, read_region
from pmgen.cli.exit_codes_and_signals import Exit
from pmgen.cli.spoken_language import say
from pmgen.cli.terminal_output import printable, show_problems
from pmgen.cli.workspace import known_region, shown
from pmgen.forms.layout_difference import FieldCell, annex_problems, layout_difference
from pmgen.load import find_annexes, load_annex
from pmgen.problems import Message, Refusal, message


def diff_forms(old: Path, new: Path, region: str | None, data: Path | None, places: tuple[Path, ...]) -> int:
    """Print how two layouts differ, and which annexes below `data` the new one breaks."""
    before, after = _regions(old, new, region, places)
    for line in _lines(before, after):
        click.echo(printable(line))
    if data is None:
        return Exit.FINE
    return _annexes(data, before, after, places)


def _regions(old: Path, new: Path, word: str | None, places: tuple[Path, ...]) -> tuple[Region, Region]:
    """Return the regions of both layouts: each its own pack's, else the other's, else the one named."""
    packs = [_pack(file) for file in (old, new)]
    named = known_region(word, places) if word is not None else None
    first, second = packs[0] or packs[1] or named, packs[1] or packs[0] or named
    if first is None or second is None:
        raise click.UsageError(say(message("neither layout lies in a pack; name the region with --region")))
    return replace(first, layout=old.absolute()), replace(second, layout=new.absolute())


def _pack(layout: Path) -> Region | None:
    if not disk.is_there(layout.absolute().parent / REGION_FILE):
        return None
    region, problems = read_region(layout.absolute().parent)
    if region is None:
        raise Refusal(problems)
    return region


def _lines(before: Region, after: Region) -> Iterator[str]:
    difference = layout_difference(before, after)
    for path, cell in difference.gained.items():
        yield say(message("+ {field}: {cell}", field=path, cell=_cell(cell)))
    for path, cell in difference.lost.items():
        yield say(message("- {field}: {cell}", field=path, cell=_cell(cell)))
    for path, (one, other) in difference.moved.items():
        yield say(message("→ {field}: {old} → {new}", field=path, old=_cell(one), new=_cell(other)))
    counts = (len(each) for each in (difference.gained, difference.lost, difference.moved))
    gained, lost, moved = counts
    text = message(
        "fields gained {gained}, lost {lost}, moved {moved}", gained=gained, lost=lost, moved=moved
    )
    yield say(text)


def _cell(cell: FieldCell) -> Message:
    if cell.table is None:
        return message("outside of the tables")
    where = {"table": cell.table, "row": cell.row, "column": cell.column}
    if cell.label:
        return message("table {table}, row {row}, column {column}: {label}", **where, label=cell.label)
    return message("table {table}, row {row}, column {column}", **where)


def _annexes(data: Path, before: Region, after: Region, places: tuple[Path, ...]) -> int:
    """Show what the new layout says of each annex and the old one did not."""
    broken = 0
    count = 0
    source = PackFields(places)
    for folder in _of_region(find_annexes(data), {before.id, before.name, after.id, after.name}, source):
        annex = load_annex(folder, source).annex
        found = annex_problems(annex, before, after) if annex is not None else ()
        count += 1
        broken += bool(found)
        if found:
            click.echo(say(message("{annex}: {count} new", annex=shown(folder), count=len(found))))
            show_problems(found)
    click.echo(say(message("annexes {count}, of which {broken} lack something", count=count, broken=broken)))
    return Exit.FINDINGS if broken else Exit.FINE


def _of_region(folders: Iterable[Path], words: set[str], source: PackFields) -> Iterator[Path]:
    for folder in folders:
        annex = load_annex(folder, source).annex
        if annex is not None and annex.region is not None and asked_region(annex)[0] in words:
            yield folder
