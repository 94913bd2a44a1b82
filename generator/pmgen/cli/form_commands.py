"""`pmgen form …`: the commands for authors of forms; each body imports what it needs."""

from __future__ import annotations

from pathlib import Path

import click

from pmgen.cli.shared_options import (
    EXISTING_FOLDER,
    FOLDER,
    language_option,
    workspace_options,
)
from pmgen.cli.spoken_language import translatable
from pmgen.formats import FORMATS


@click.group(help=translatable("For authors of forms: begin a region's form and look at it."))
def form() -> None:
    """Hold the commands about forms together."""


@form.command(
    "check",
    help=translatable("Name everything that is wrong with region packs, or surely not meant in them."),
)
@click.argument("folders", type=EXISTING_FOLDER, nargs=-1, required=True, metavar=translatable("FOLDERS..."))
@click.option(
    "--fix", is_flag=True, help=translatable("First mend in the layouts what is certain, and nothing else.")
)
@click.option(
    "--annotate",
    "copy",
    type=click.Path(dir_okay=False, path_type=Path),
    help=translatable("Also write a copy of the layout to this file, with a Word comment at each problem."),
)
@language_option
def form_check(folders: tuple[Path, ...], fix: bool, copy: Path | None) -> int:
    """Look through region.yaml and layout of each pack."""
    from pmgen.cli.form_check_command import check_form

    return check_form(folders, fix, copy)


@form.command("new", help=translatable("Begin a region's form from the blank official form."))
@click.argument("folder", type=FOLDER, metavar=translatable("FOLDER"))
@click.option(
    "--from",
    "source",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    required=True,
    help=translatable("The blank form: .docx; .doc, .xlsx or .html where there is LibreOffice."),
)
@language_option
def form_new(folder: Path, source: Path) -> int:
    """Put tags into the blank cells of a form, and write the pack."""
    from pmgen.cli.form_authoring_commands import begin_form

    return begin_form(folder, source)


@form.command("try", help=translatable("Print the name of every field in its place, without any data."))
@click.argument("folder", type=EXISTING_FOLDER, metavar=translatable("FOLDER"))
@click.option(
    "--format",
    "formats",
    multiple=True,
    metavar=",".join(FORMATS),
    help=translatable("Kinds of file to write, with commas between them; by default all."),
)
@click.option("--output", type=FOLDER, help=translatable("Folder to write to; by default output/试印/."))
@click.option("--watch", is_flag=True, help=translatable("Do it again whenever a file of the form is saved."))
@language_option
def form_try(folder: Path, formats: tuple[str, ...], output: Path | None, watch: bool) -> int:
    """Fill a form with the names of its fields."""
    from pmgen.cli.form_authoring_commands import try_form, watch_form
    from pmgen.cli.workspace import known_formats

    return (watch_form if watch else try_form)(folder, known_formats(formats) or tuple(FORMATS), output)


@form.command(
    "diff", help=translatable("Tell how two Word layouts differ, and which annexes lack something now.")
)
@click.argument("old", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="OLD.docx")
@click.argument("new", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="NEW.docx")
@click.option("--region", help=translatable("The region of the layouts, if neither lies in a pack."))
@click.option(
    "--data", type=EXISTING_FOLDER, help=translatable("Folder of annexes to fill both layouts with.")
)
@workspace_options
def form_diff(
    old: Path,
    new: Path,
    region: str | None,
    data: Path | None,
    workspace: Path | None,
    templates: Path | None,
) -> int:
    """Compare two layouts."""
    from pmgen.cli.form_diff_command import diff_forms
    from pmgen.cli.workspace import packs_in_sight

    return diff_forms(old, new, region, data, packs_in_sight(workspace, templates))
