"""`pmgen regions` and `pmgen fields`: tables for people, aligned also under Chinese."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from pmgen import catalog
from pmgen.cli.exits import Exit
from pmgen.cli.language import translatable, translate
from pmgen.cli.show import show_problems
from pmgen.cli.text import aligned
from pmgen.cli.workspace import shown
from pmgen.problems import Problem
from pmgen.view.shapes import FieldPath, field_paths, root_shape

_KINDS = {
    "text": translatable("text"),
    "record": translatable("record"),
    "list": translatable("list"),
}


def list_regions(places: Sequence[Path]) -> int:
    """Print every region pack: id, name, title and folder; show what is wrong with a broken one."""
    found = catalog.list_regions(places)
    rows = [(region.id, region.name, region.title, shown(region.folder)) for region in found]
    _print(rows)
    problems = _problems_of_others(places, {region.folder for region in found})
    show_problems(problems)
    return Exit.FINDINGS if problems else Exit.FINE


def _problems_of_others(places: Sequence[Path], sound: set[Path]) -> list[Problem]:
    """Return what keeps the other packs in these places from being listed."""
    files = (file for place in places for file in sorted(place.glob("*/region.yaml")))
    others = [file.parent for file in files if file.parent not in sound]
    return [problem for folder in others for problem in catalog.read_region(folder)[1]]


def list_fields(region_id: str | None, places: Sequence[Path]) -> int:
    """Print every name that a template may use, in both languages, with its kind and an example."""
    region = catalog.find_region(region_id, places) if region_id else None
    _print([_field_row(path) for path in field_paths(root_shape(region, per_project=False))])
    return Exit.FINE


def _field_row(path: FieldPath) -> tuple[str, ...]:
    kind = translate(_KINDS[path.kind])
    return (
        path.chinese,
        path.english,
        f"{kind} {path.items}" if path.items else kind,
        path.example,
        path.meaning,
    )


def _print(rows: Sequence[Sequence[str]]) -> None:
    for line in aligned(rows):
        click.echo(line)
