"""`pmgen regions` and `pmgen fields`: tables for people, aligned also under Chinese."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from pmgen import catalog
from pmgen.cli.exits import Exit
from pmgen.cli.language import say, translatable, translate
from pmgen.cli.show import show_problems
from pmgen.cli.text import aligned
from pmgen.cli.workspace import known_region, shown
from pmgen.model.fields import ENTITIES, Entity, Field, Kind
from pmgen.problems import Problem, message
from pmgen.view.shapes import FieldPath, field_paths, root_shape

_KINDS = {
    "text": translatable("text"),
    "record": translatable("record"),
    "list": translatable("list"),
}
_DATA_KINDS = {
    Kind.TEXT: translatable("text"),
    Kind.NUMERAL: translatable("number"),
    Kind.YEAR: translatable("year"),
    Kind.DATE: translatable("day"),
    Kind.TERM: translatable("one of these words"),
    Kind.TARGET: translatable("target"),
    Kind.NAMES: translatable("list of names"),
    Kind.OPTIONS: translatable("names with texts"),
    Kind.RECORD: translatable("record"),
    Kind.RECORDS: translatable("list"),
    Kind.FREE: translatable("anything"),
}
_OF_REGIONS = (translatable("id"), translatable("name"), translatable("title"), translatable("folder"))
_OF_FIELDS = (
    translatable("Chinese name"),
    translatable("English name"),
    translatable("kind"),
    translatable("example"),
    translatable("meaning"),
)
_OF_DATA = (*_OF_FIELDS[:3], translatable("needed"), _OF_FIELDS[4], translatable("words or example"))


def list_regions(places: Sequence[Path]) -> int:
    """Print every region pack: id, name, title and folder; show what is wrong with a broken one."""
    found = catalog.list_regions(places)
    rows = [(region.id, region.name, region.title, shown(region.folder)) for region in found]
    _print(_OF_REGIONS, rows)
    broken = _broken(places, {region.folder for region in found})
    problems = [problem for found in broken.values() for problem in found]
    show_problems([*problems, *catalog.same_names(found), *catalog.folders_without_region(places)])
    if broken:
        names = "、".join(folder.name for folder in broken)
        click.echo(say(message("regions that cannot be used: {names}", names=names)), err=True)
    return Exit.FINDINGS if broken else Exit.FINE


def _broken(places: Sequence[Path], sound: set[Path]) -> dict[Path, tuple[Problem, ...]]:
    """Return what keeps the other packs in these places from being listed, by their folders."""
    others = {folder: catalog.read_region(folder) for folder in catalog.packs(places) if folder not in sound}
    # A sound pack is no other: one of the same id in an earlier place counts in its stead.
    return {folder: problems for folder, (region, problems) in others.items() if region is None}


def list_fields(region_id: str | None, places: Sequence[Path]) -> int:
    """Print every name that a template may use, in both languages, with its kind and an example."""
    region = known_region(region_id, places) if region_id else None
    _print(_OF_FIELDS, [_field_row(path) for path in field_paths(root_shape(region, per_project=False))])
    return Exit.FINE


def list_data_keys() -> int:
    """Print every key of the data files, in both languages, with the words that it allows."""
    _print(_OF_DATA, [_data_row(entity, field) for entity in ENTITIES.values() for field in entity])
    return Exit.FINE


def _data_row(entity: Entity, field: Field) -> tuple[str, ...]:
    words = "、".join(term.chinese for term in field.term) if field.term else field.example
    return (
        f"{entity.chinese}.{field.chinese}",
        f"{entity.name}.{field.english}",
        translate(_DATA_KINDS[field.kind]),
        translate(translatable("yes")) if field.required else "",
        field.meaning,
        words,
    )


def _field_row(path: FieldPath) -> tuple[str, ...]:
    kind = translate(_KINDS[path.kind])
    return (
        path.chinese,
        path.english,
        f"{kind} {path.items}" if path.items else kind,
        path.example,
        path.meaning,
    )


def _print(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    for line in aligned([[translate(heading) for heading in headings], *rows]):
        click.echo(line)
