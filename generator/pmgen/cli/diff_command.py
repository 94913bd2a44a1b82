"""`pmgen diff`: what changed between two years, commits or folders, on the terminal or as a file."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import click

from pmgen.catalog import PackFields
from pmgen.cli.compared_sides import ComparedSides, FileNames, read_sides
from pmgen.cli.exit_codes_and_signals import Exit
from pmgen.cli.spoken_language import say, spoken
from pmgen.cli.terminal_output import padded, printable, show_problems, width
from pmgen.cli.workspace import (
    HTML,
    JSON,
    check_report_name,
    find_workspace,
    packs_in_sight,
    shown,
    write_report,
)
from pmgen.compare import (
    Change,
    ChangeKind,
    Comparison,
    ItemChanges,
    ProjectChanges,
    budget_of,
    changed_budgets,
    compare_folders,
)
from pmgen.compare.record_facts import Item
from pmgen.problems import Problem, message
from pmgen.reports.change_wording import (
    CHANGE_KINDS,
    NOT_WHOLE,
    TextPiece,
    budget_words,
    field_words,
    item_facts,
    item_words,
    marked,
    missing_totals,
    money_first,
    project_facts,
    remarks,
    rolled_over,
    rolled_words,
    short_name,
    side_words,
    sum_words,
)
from pmgen.reports.changes_json import FileNaming, changes_json
from pmgen.reports.changes_page import changes_page
from pmgen.reports.report_page import Language

_ROOM = 36
"""Columns up to which old and new stand in one line."""

_COLOURS = {ChangeKind.ADDED: "green", ChangeKind.REMOVED: "red", ChangeKind.UNREAD: "yellow"}
_SIGNS = {ChangeKind.ADDED: "+", ChangeKind.REMOVED: "-", ChangeKind.UNREAD: "?"}


@dataclass(frozen=True, slots=True)
class _Row:
    """A change: its field, old, new and what is to say of it."""

    field: str
    old: str
    new: str
    remark: str
    places: str = ""

    @property
    def is_short(self) -> bool:
        """Tell whether old and new have room beside each other."""
        return "\n" not in self.old + self.new and max(width(self.old), width(self.new)) <= _ROOM


_Line = str | _Row


@dataclass(frozen=True, slots=True)
class _Show:
    """How much to show, and what files are called."""

    named: FileNaming
    every: bool

    def places(self, change: Change) -> str:
        """Return where both sides of a change stand."""
        places = [side.place for side in (change.old, change.new) if side and side.place]
        return " → ".join(f"{self.named(place.file)}:{place.line}" for place in places)


def difference_lines(comparisons: Sequence[Comparison], named: FileNaming, every: bool) -> Iterator[str]:
    """Yield the lines that show the comparisons.

    `every` shows also what only goes along with the year, and where each change stands.
    """
    changed = [comparison for comparison in comparisons if not comparison.is_empty]
    for comparison in changed:
        yield from _annex(comparison, _Show(named, every))
        yield ""
    if not changed:
        yield say(message("nothing changed"))


def _annex(comparison: Comparison, show: _Show) -> Iterator[str]:
    sides = (comparison.pair.old, comparison.pair.new)
    yield _bold(
        " → ".join(printable(show.named(annex.file)) for annex in sides if annex) or printable(comparison.key)
    )
    alone = _alone(comparison.changes)
    if alone:
        yield _coloured(f"{_SIGNS[alone.kind]} {say(CHANGE_KINDS[alone.kind])}", alone.kind)
    own: list[_Line] = [] if alone else [*_rows(comparison.changes, show)]
    for item in comparison.items:
        own += _item(item, show)
    yield from _drawn(own)
    for project in comparison.projects:
        yield from _drawn([*_project(project, show)])
    yield ""
    yield from _money(comparison)
    yield from _ending(comparison, show)


def _project(project: ProjectChanges, show: _Show) -> Iterator[_Line]:
    name, alone = printable(project.pair.item.name), _alone(project.changes)
    if alone:
        facts = "  ".join([say(CHANGE_KINDS[alone.kind]), *map(say, project_facts(project.pair.item))])
        yield from ("", _coloured(f"{_SIGNS[alone.kind]} {name}  {printable(facts)}", alone.kind))
        return
    lines: list[_Line] = [*_rows(project.changes, show, project.pair.likeness)]
    for item in project.items:
        lines += _item(item, show)
    if lines:
        yield ""
        yield _bold(name)
        yield from lines


def _item(item: ItemChanges[Item], show: _Show) -> Iterator[_Line]:
    kind, alone = item_words(item.pair.item, _language()), _alone(item.changes)
    if alone:
        facts = "  ".join([say(CHANGE_KINDS[alone.kind]), kind, *item_facts(item.pair.item, _language())])
        yield _coloured(f"  {_SIGNS[alone.kind]} {printable(facts)}", alone.kind)
        return
    rows = [*_rows(item.changes, show, item.pair.likeness)]
    if rows:
        yield f"  {kind}  {printable(short_name(item.pair.item))}"
        yield from rows


def _alone(changes: Sequence[Change]) -> Change | None:
    """Return the change that the whole item stands on one side only, if that is so."""
    return next((change for change in changes if change.field is None), None)


def _rows(changes: Iterable[Change], show: _Show, likeness: Fraction | None = None) -> Iterator[_Row]:
    """Yield the changes of fields, money first."""
    for change in money_first(changes):
        if change.kind is not ChangeKind.YEAR or show.every:
            remark = _joined(map(say, remarks(change, likeness)))
            old, new = side_words(change, _language())
            places = show.places(change) if show.every else ""
            yield _Row(field_words(change.field, _language()), old, new, remark, places)


def _drawn(lines: Sequence[_Line]) -> Iterator[str]:
    """Yield the lines, the short changes among them below each other."""
    short = [line for line in lines if isinstance(line, _Row) and line.is_short]
    fields = max((width(row.field) for row in short), default=0)
    olds = max((width(printable(row.old)) for row in short), default=0)
    for line in lines:
        if isinstance(line, str):
            yield line
        elif line.is_short:
            old, new = padded(printable(line.old), olds), printable(line.new)
            named = padded(printable(line.field), fields)
            yield f"    {named}  {old} → {new}{_bracketed(line.remark)}".rstrip()
        else:
            yield from _long(line)
        if isinstance(line, _Row) and line.places:
            yield click.style(f"      {printable(line.places)}", dim=True)


def _long(row: _Row) -> Iterator[str]:
    """Yield a change whose texts need lines of their own; what differs stands out where there are colours."""
    yield f"    {printable(row.field)}{_bracketed(row.remark)}"
    old, new = marked(row.old, row.new)
    if row.old:
        yield f"      - {_pieces(old, 'red')}"
    if row.new:
        yield f"      + {_pieces(new, 'green')}"


def _pieces(pieces: Iterable[TextPiece], colour: str) -> str:
    return "".join(
        click.style(_lines(piece.text), fg=colour, underline=True) if piece.differs else _lines(piece.text)
        for piece in pieces
    )


def _lines(text: str) -> str:
    """Return a text that keeps its lines, those after the first below its beginning."""
    return f"\n{' ' * 8}".join(map(printable, text.split("\n")))


def _money(comparison: Comparison) -> Iterator[str]:
    """Yield a table of the projects whose budget changed, what changed most first."""
    changed = changed_budgets(comparison)
    if not changed:
        return
    unit = changed[0][1].unit.chinese
    yield _bold(say(message("Budgets that changed, in {unit}, the largest change first", unit=unit)))
    rows = [(printable(project.pair.item.name), *budget_words(budget)) for project, budget in changed]
    names, *numbers = [max(map(width, column)) for column in zip(*rows, strict=True)]
    for name, *amounts in rows:
        cells = [" " * (room - width(cell)) + cell for cell, room in zip(amounts, numbers, strict=True)]
        yield "  ".join(["", padded(name, names), cells[0], "→", *cells[1:]]).rstrip()


def _ending(comparison: Comparison, show: _Show) -> Iterator[str]:
    if comparison.is_whole:
        yield from _sums(comparison)
    else:
        yield click.style(say(NOT_WHOLE), fg="yellow", bold=True)
    hidden = rolled_over(comparison)
    if hidden and not show.every:
        yield say(rolled_words(hidden)) + _bracketed(say(message("--verbose shows them")))


def _sums(comparison: Comparison) -> Iterator[str]:
    budget = budget_of(comparison)
    old, new, difference, share = budget_words(budget)
    yield _bold(
        say(message("Total {old} → {new} {unit}", old=old, new=new, unit=budget.unit.chinese))
        + _bracketed(_joined((difference, share)))
    )
    yield say(sum_words(comparison))
    yield from map(say, missing_totals(comparison))


def _joined(parts: Iterable[str]) -> str:
    return say(message(", ")).join(filter(None, parts))


def _bracketed(remark: str) -> str:
    return say(message(" ({remark})", remark=printable(remark))) if remark else ""


def _bold(text: str) -> str:
    return click.style(text, bold=True)


def _coloured(text: str, kind: ChangeKind) -> str:
    return click.style(text, fg=_COLOURS[kind])


def _language() -> Language:
    return Language(spoken(), say)


@dataclass(frozen=True, slots=True)
class DiffOptions:
    """What the command line of `pmgen diff` said."""

    old: str
    new: str
    path: Path | None = None
    output_format: str = "text"
    output: Path | None = None
    data: Path | None = None
    verbose: bool = False
    workspace: Path | None = None
    templates: Path | None = None


def diff(options: DiffOptions) -> int:
    """Tell what changed from the old side to the new; return the exit code."""
    if options.output is not None:
        _check_output(options.output, options.output_format)
    workspace = find_workspace(options.workspace, options.data)
    with ExitStack() as stack:
        source = PackFields(packs_in_sight(options.workspace, options.templates))
        reading = read_sides((options.old, options.new), options.path, workspace, source, stack)
        comparisons = compare_folders(
            reading.old.editions, reading.new.editions, one_project=reading.is_of_one_project
        )
        show_problems(_once([*reading.old.problems, *reading.new.problems]), options.verbose)
        _tell(comparisons, reading.names, options)
    is_whole = _tell_what_is_missing(reading)
    return Exit.FINE if is_whole and all(each.is_empty for each in comparisons) else Exit.FINDINGS


def _once(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems, those of the same region in several annexes as one with all their places."""
    told: dict[object, Problem] = {}
    for problem in problems:
        key = (problem.code, problem.message) if problem.code == "PMG301" else problem
        before = told.get(key)
        told[key] = replace(before, places=before.places + problem.places) if before else problem
    return list(told.values())


def _check_output(output: Path, output_format: str) -> None:
    """Raise a usage error where what is asked for cannot be written to `output`."""
    if output_format == "text":
        text = message("--output goes with --output-format json or html")
        raise click.UsageError(say(text))
    endings, example = (JSON, "diff.json") if output_format == "json" else (HTML, "diff.html")
    check_report_name(output, "--output", endings, example)


def _tell(comparisons: Sequence[Comparison], names: FileNames, options: DiffOptions) -> None:
    match options.output_format:
        case "json":
            _give(changes_json(comparisons, names), options.output)
        case "html":
            _give(changes_page(comparisons, names, Language(spoken(), say)), options.output)
        case _:
            for line in difference_lines(comparisons, names, options.verbose):
                click.echo(line, color=False if "NO_COLOR" in os.environ else None)


def _give(text: str, output: Path | None) -> None:
    if output is None:
        click.echo(text, nl=False)
        return
    write_report(output, text, "--output")
    click.echo(shown(output))


def _tell_what_is_missing(reading: ComparedSides) -> bool:
    """Say loudly what could not be read, and return whether everything could."""
    broken = [
        reading.names(str(side.path / edition.key))
        for side in (reading.old, reading.new)
        for edition in side.editions
        if not edition.is_whole
    ]
    for name in broken:
        text = message(
            "{folder} was not read whole: what only the other side has is not compared",
            folder=printable(name),
        )
        click.secho(say(text), err=True, bold=True)
    return not broken
