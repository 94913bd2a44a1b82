"""A comparison on the terminal: what changed in each project, then the money, then the sums."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

import click

from pmgen.cli.language import say, spoken
from pmgen.cli.text import padded, plain, width
from pmgen.compare import (
    Change,
    Comparison,
    ItemChanges,
    Kind,
    ProjectChanges,
    budget_of,
    changed_budgets,
)
from pmgen.compare.facts import Item
from pmgen.problems import message
from pmgen.reports.changes_json import Naming
from pmgen.reports.changes_marks import Piece, marked
from pmgen.reports.changes_words import (
    KINDS,
    NOT_WHOLE,
    budget_words,
    field_words,
    item_facts,
    item_words,
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
from pmgen.reports.page import Language

_ROOM = 36
"""Columns up to which old and new stand in one line."""

_COLOURS = {Kind.ADDED: "green", Kind.REMOVED: "red", Kind.UNREAD: "yellow"}
_SIGNS = {Kind.ADDED: "+", Kind.REMOVED: "-", Kind.UNREAD: "?"}


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

    named: Naming
    every: bool

    def places(self, change: Change) -> str:
        """Return where both sides of a change stand."""
        places = [side.place for side in (change.old, change.new) if side and side.place]
        return " → ".join(f"{self.named(place.file)}:{place.line}" for place in places)


def difference_lines(comparisons: Sequence[Comparison], named: Naming, every: bool) -> Iterator[str]:
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
        " → ".join(plain(show.named(annex.file)) for annex in sides if annex) or plain(comparison.key)
    )
    alone = _alone(comparison.changes)
    if alone:
        yield _coloured(f"{_SIGNS[alone.kind]} {say(KINDS[alone.kind])}", alone.kind)
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
    name, alone = plain(project.pair.item.name), _alone(project.changes)
    if alone:
        facts = "  ".join([say(KINDS[alone.kind]), *map(say, project_facts(project.pair.item))])
        yield from ("", _coloured(f"{_SIGNS[alone.kind]} {name}  {plain(facts)}", alone.kind))
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
        facts = "  ".join([say(KINDS[alone.kind]), kind, *item_facts(item.pair.item, _language())])
        yield _coloured(f"  {_SIGNS[alone.kind]} {plain(facts)}", alone.kind)
        return
    rows = [*_rows(item.changes, show, item.pair.likeness)]
    if rows:
        yield f"  {kind}  {plain(short_name(item.pair.item))}"
        yield from rows


def _alone(changes: Sequence[Change]) -> Change | None:
    """Return the change that the whole item stands on one side only, if that is so."""
    return next((change for change in changes if change.field is None), None)


def _rows(changes: Iterable[Change], show: _Show, likeness: Fraction | None = None) -> Iterator[_Row]:
    """Yield the changes of fields, money first."""
    for change in money_first(changes):
        if change.kind is not Kind.YEAR or show.every:
            remark = _joined(map(say, remarks(change, likeness)))
            old, new = side_words(change, _language())
            places = show.places(change) if show.every else ""
            yield _Row(field_words(change.field, _language()), old, new, remark, places)


def _drawn(lines: Sequence[_Line]) -> Iterator[str]:
    """Yield the lines, the short changes among them below each other."""
    short = [line for line in lines if isinstance(line, _Row) and line.is_short]
    fields = max((width(row.field) for row in short), default=0)
    olds = max((width(plain(row.old)) for row in short), default=0)
    for line in lines:
        if isinstance(line, str):
            yield line
        elif line.is_short:
            old, new = padded(plain(line.old), olds), plain(line.new)
            yield f"    {padded(plain(line.field), fields)}  {old} → {new}{_bracketed(line.remark)}".rstrip()
        else:
            yield from _long(line)
        if isinstance(line, _Row) and line.places:
            yield click.style(f"      {plain(line.places)}", dim=True)


def _long(row: _Row) -> Iterator[str]:
    """Yield a change whose texts need lines of their own; what differs stands out where there are colours."""
    yield f"    {plain(row.field)}{_bracketed(row.remark)}"
    old, new = marked(row.old, row.new)
    if row.old:
        yield f"      - {_pieces(old, 'red')}"
    if row.new:
        yield f"      + {_pieces(new, 'green')}"


def _pieces(pieces: Iterable[Piece], colour: str) -> str:
    return "".join(
        click.style(_lines(piece.text), fg=colour, underline=True) if piece.differs else _lines(piece.text)
        for piece in pieces
    )


def _lines(text: str) -> str:
    """Return a text that keeps its lines, those after the first below its beginning."""
    return f"\n{' ' * 8}".join(map(plain, text.split("\n")))


def _money(comparison: Comparison) -> Iterator[str]:
    """Yield a table of the projects whose budget changed, what changed most first."""
    changed = changed_budgets(comparison)
    if not changed:
        return
    unit = changed[0][1].unit.chinese
    yield _bold(say(message("Budgets that changed, in {unit}, the largest change first", unit=unit)))
    rows = [(plain(project.pair.item.name), *budget_words(budget)) for project, budget in changed]
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
    return say(message(" ({remark})", remark=plain(remark))) if remark else ""


def _bold(text: str) -> str:
    return click.style(text, bold=True)


def _coloured(text: str, kind: Kind) -> str:
    return click.style(text, fg=_COLOURS[kind])


def _language() -> Language:
    return Language(spoken(), say)
