"""`pmgen regions`, `fields`, `schema` and `new`: what an author needs to begin an annex or a form."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

import click

from pmgen import catalog, disk
from pmgen.cli.exit_codes_and_signals import Exit
from pmgen.cli.spoken_language import say, translatable, translate
from pmgen.cli.terminal_output import aligned, show_problems
from pmgen.cli.workspace import Workspace, known_region, shown
from pmgen.forms.pack_errors import errors_of
from pmgen.load import find_annexes, load_annex
from pmgen.load.annex_folders import ANNEX_FILE, ENDINGS, fields_of
from pmgen.load.json_schema import ANNEX_SCHEMA, PROJECT_SCHEMA, schema_text, schemas
from pmgen.load.text_files import why_not_read
from pmgen.model.dates import year_of_folder
from pmgen.model.field_definitions import Entity, Field, FieldKind, FieldTable
from pmgen.model.fields import FIELDS
from pmgen.model.records import Annex
from pmgen.problems import Problem, Refusal, SourcePlace, message
from pmgen.publish.atomic_files import place_below, write_whole
from pmgen.publish.new_annex import first_files
from pmgen.view.shapes import FieldPath, form_paths


def write_schemas(folder: Path | None, workspace: Workspace, places: Sequence[Path]) -> int:
    """Write the schemas to `folder`, by default the workspace's data/, and print their paths.

    There every annex that may state fields of a pack's own gets schemas that know them.
    """
    root = folder or workspace.data
    if root is None:
        text = message("there is no folder data/ here or above; name a folder with --output")
        raise click.UsageError(say(text))
    _write(root, FIELDS)
    if folder is None:
        source = catalog.PackFields(places)
        for annex in find_annexes(root):
            if (table := fields_of(annex, source)) is not FIELDS:
                _write(annex, table)
    return Exit.FINE


def write_missing_schemas(data: Path) -> None:
    """Write the schemas that the folder of all annexes lacks, and print their paths."""
    _write(data, FIELDS, [name for name in (PROJECT_SCHEMA, ANNEX_SCHEMA) if not disk.is_there(data / name)])


def modeline(file: Path, folder: Path) -> str:
    """Return the comment that names the schema of a data file to editors, which lies in `folder`."""
    schema = folder / (ANNEX_SCHEMA if file.name == ANNEX_FILE else PROJECT_SCHEMA)
    # With /, which editors expect on every system.
    relative = Path(os.path.relpath(disk.real(schema), disk.real(file).parent)).as_posix()
    return f"# yaml-language-server: $schema={relative}\n"


def _write(folder: Path, table: FieldTable, names: Sequence[str] = (PROJECT_SCHEMA, ANNEX_SCHEMA)) -> None:
    made = schemas(table)
    for name in names:
        path = place_below(folder, PurePosixPath(name))
        write_whole(path, schema_text(made[name]).encode())
        click.echo(shown(path))


def start_annex(
    folder: Path, region_id: str | None, older: Path | None, workspace: Workspace, places: Sequence[Path]
) -> int:
    """Write the first files of the annex to `folder`, which holds none yet; return the exit code.

    Without `region_id` the form is that of the `older` annex.
    """
    if _holds_data(folder):
        text = message("{folder} holds YAML files already; nothing was changed", folder=shown(folder))
        raise click.UsageError(say(text))
    before = _older(older, places) if older else None
    region_id = region_id or (before.region if before else None)
    if region_id is None:
        known = "、".join(f"{region.id} ({region.name})" for region in catalog.list_regions(places))
        text = message("choose the form with --region; there are: {regions}", regions=known)
        raise click.UsageError(say(text))
    region = known_region(region_id, places)
    broken = errors_of(region)
    files = first_files(region, before, str(year_of_folder(str(folder / ANNEX_FILE)) or ""))
    data, is_usual = _data_above(folder, workspace), region.fields is FIELDS
    for name, content in files.items():
        path = place_below(folder, PurePosixPath(name))
        head = modeline(path, data if is_usual else folder) if data else ""
        write_whole(path, (head + content).encode())
        click.echo(shown(path))
    text = message("fill in what is commented, then run: pmgen check {folder}", folder=shown(folder))
    click.echo(say(text), err=True)
    if data is None:
        text = message(
            "{folder} does not lie below data/ of the workspace: pmgen render finds it only if it is named",
            folder=shown(folder),
        )
        click.echo(say(text), err=True)
    elif is_usual:
        write_missing_schemas(data)
    else:
        _write(folder, region.fields)
    if broken:
        show_problems(broken)
        text = message("mend the layout of {region} before you render", region=region.name)
        click.echo(say(text), err=True)
    return Exit.FINDINGS if broken else Exit.FINE


def _holds_data(folder: Path) -> bool:
    """Tell whether a folder holds YAML files already; Refusal where that cannot be seen."""
    try:
        return any(entry.name.endswith(ENDINGS) for entry in disk.entries(folder))
    except FileNotFoundError:
        return False
    except NotADirectoryError:
        file = next(above for above in (folder, *folder.parents) if disk.is_there(above))
        text = message("{file} is a file and no folder; name another folder", file=shown(file))
        raise click.UsageError(say(text)) from None
    except OSError as error:
        wrong, hint = why_not_read(folder, error)
        raise Refusal([Problem("PMG101", wrong, (SourcePlace(str(folder)),), hint)]) from None


def _data_above(folder: Path, workspace: Workspace) -> Path | None:
    """Return the workspace's data/ if `folder` lies below it; the first annex of all makes it."""
    data = workspace.data or workspace.root / "data"
    return data if data and disk.real(folder).is_relative_to(disk.real(data)) else None


def _older(folder: Path, places: Sequence[Path]) -> Annex:
    loaded = load_annex(disk.behind_link(folder), catalog.PackFields(places))
    # A broken project is left out by the loader; a new year must not lose it unnoticed.
    if loaded.annex is None or any(problem.is_error for problem in loaded.problems):
        raise Refusal(loaded.problems)
    return loaded.annex


_KINDS = {
    "text": translatable("text"),
    "record": translatable("record"),
    "list": translatable("list"),
}
_DATA_KINDS = {
    FieldKind.TEXT: translatable("text"),
    FieldKind.NUMERAL: translatable("number"),
    FieldKind.AMOUNT: translatable("amount"),
    FieldKind.YEAR: translatable("year"),
    FieldKind.DATE: translatable("day"),
    FieldKind.DAY_OR_MONTH: translatable("day or month"),
    FieldKind.MONTH: translatable("month"),
    FieldKind.PERIOD: translatable("period"),
    FieldKind.DURATION: translatable("length of time"),
    FieldKind.TERM: translatable("one of these words"),
    FieldKind.CHOICE: translatable("one of these words"),
    FieldKind.TARGET: translatable("target"),
    FieldKind.NAMES: translatable("list of names"),
    FieldKind.OPTIONS: translatable("names with texts"),
    FieldKind.RECORD: translatable("record"),
    FieldKind.RECORDS: translatable("list"),
    FieldKind.FREE: translatable("anything"),
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
    read = catalog.list_regions(places)
    unfit = {region.folder: errors for region in read if (errors := errors_of(region))}
    found = [region for region in read if region.folder not in unfit]
    rows = [(region.id, region.name, region.title, shown(region.folder)) for region in found]
    _print(_OF_REGIONS, rows)
    broken = {**_broken(places, {region.folder for region in read}), **unfit}
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
    _print(_OF_FIELDS, [_field_row(path) for path in form_paths(region)])
    return Exit.FINE


def list_data_keys(region_id: str | None, places: Sequence[Path]) -> int:
    """Print every key of the data files, in both languages, with the words that it allows."""
    table = known_region(region_id, places).fields if region_id else FIELDS
    _print(_OF_DATA, [_data_row(entity, field) for entity in table.values() for field in entity])
    return Exit.FINE


def _data_row(entity: Entity, field: Field) -> tuple[str, ...]:
    words = "、".join(field.allowed_words) or field.example
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
