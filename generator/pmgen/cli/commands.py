"""The commands and their options; each body imports what it needs, so that `--help` answers at once."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

import pmgen as package
from pmgen.cli.form_commands import form
from pmgen.cli.meant_arguments import Commands
from pmgen.cli.shared_options import (
    EXISTING,
    EXISTING_FOLDER,
    FOLDER,
    FolderOrAddress,
    PathOrName,
    clean_option,
    data_option,
    jobs_option,
    language_option,
    region_option,
    split_option,
    verbose_option,
    workspace_options,
)
from pmgen.cli.spoken_language import translatable
from pmgen.formats import FORMATS

CHECK_FORMATS = ("text", "short", "json", "sarif", "github")
SEVERITIES = ("error", "warning", "info", "错误", "警告", "提醒", "提示")
"""What `--severity` takes; the last two are what people call a note."""
DIFF_FORMATS = ("text", "json", "html")


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=translatable("One project definition, every official budget performance document."),
)
@click.version_option(package.__version__, message="pmgen %(version)s")
@language_option
def pmgen() -> None:
    """Hold the commands together."""


@pmgen.command(help=translatable("Write the documents: every annex of the workspace, or those named."))
@click.argument(
    "paths", type=PathOrName(exists=True, path_type=Path), nargs=-1, metavar=translatable("[PATHS]...")
)
@click.option(
    "--format",
    "formats",
    multiple=True,
    metavar=",".join(FORMATS),
    help=translatable("Kinds of file to write, with commas between them; by default all."),
)
@region_option
@split_option
@click.option(
    "--output",
    type=FolderOrAddress(file_okay=False, path_type=Path),
    help=translatable("Folder to write to; by default output/. With --cluster also s3://, oss://, file://."),
)
@click.option(
    "--data",
    type=FolderOrAddress(exists=True, file_okay=False, path_type=Path),
    help=translatable("Folder of the annexes; by default data/. With --cluster also s3://, oss://, file://."),
)
@click.option("--strict", is_flag=True, help=translatable("End with code 1 if a form has any gap."))
@click.option(
    "--verify/--no-verify",
    default=True,
    help=translatable("Read every file back and prove that each value stands in its cell; on by default."),
)
@click.option(
    "--keep-proven",
    is_flag=True,
    help=translatable("Write the formats that are proven although another of the document is not."),
)
@click.option(
    "--force",
    is_flag=True,
    help=translatable(
        "Render also what has not changed, and replace files that were changed by hand or that pmgen did "
        "not render."
    ),
)
@clean_option
@jobs_option
@click.option(
    "--cluster",
    is_eager=True,  # it says what PATHS are
    metavar="tcp://HOST:8786",
    help=translatable(
        "Let the workers of this scheduler of dask render; they and this machine need data and output at the "
        "same addresses, and pmgen[cluster]."
    ),
)
@click.option("--dry-run", is_flag=True, help=translatable("Only tell what would be rendered, and why."))
@click.option(
    "--report",
    type=click.Path(dir_okay=False, path_type=Path),
    help=translatable("Also write what came of each unit to a file, such as render.html or render.json."),
)
@verbose_option
@workspace_options
def render(**options: Any) -> int:
    """Render annexes into documents."""
    from pmgen.cli.render_command import RenderOptions, render

    addresses = {name: options[name] for name in ("data", "output") if isinstance(options[name], str)}
    return render(RenderOptions(**{**options, **dict.fromkeys(addresses)}, addresses=addresses))


@pmgen.command(help=translatable("Tell which annexes would be rendered again; nothing is loaded for it."))
@click.argument("paths", type=EXISTING, nargs=-1, metavar=translatable("[PATHS]..."))
@click.option(
    "--format",
    "formats",
    multiple=True,
    metavar=",".join(FORMATS),
    help=translatable("Kinds of file to ask about, with commas between them; by default all."),
)
@region_option
@split_option
@click.option("--why", is_flag=True, help=translatable("Say because of what."))
@click.option(
    "--output-format",
    type=click.Choice(("text", "json")),
    default="text",
    help=translatable("How to tell it: text for people, json for programs."),
)
@click.option("--output", type=FOLDER, help=translatable("Folder of the files; by default output/."))
@data_option
@workspace_options
def status(**options: Any) -> int:
    """Tell what is stale, altered, missing or unchanged."""
    from pmgen.cli.status_command import StatusOptions, status

    return status(StatusOptions(**options))


@pmgen.command(help=translatable("Prove that the files in the output folder show what data and forms say."))
@click.argument("paths", type=EXISTING, nargs=-1, metavar=translatable("[PATHS]..."))
@click.option(
    "--format",
    "formats",
    multiple=True,
    metavar=",".join(FORMATS),
    help=translatable("Kind of file that must be there; by default those that were rendered."),
)
@click.option(
    "--file",
    "files",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    multiple=True,
    help=translatable("A copy to prove instead, such as one downloaded from the website, under any name."),
)
@click.option(
    "--as",
    "origin",
    type=EXISTING,
    help=translatable("The annex folder or project file that the copy was made from, if it is not clear."),
)
@click.option(
    "--manifest",
    type=click.Path(dir_okay=False, path_type=Path),
    is_flag=False,
    flag_value="-",
    metavar=translatable("[FILE]"),
    help=translatable(
        "Prove instead that a folder holds what its manifest.json lists, and no other document; neither data "
        "nor forms are asked. By default that of the output folder."
    ),
)
@click.option("--region", help=translatable("Only documents in the form of this region."))
@click.option("--split", is_flag=True, help=translatable("Only documents of one project each."))
@click.option(
    "--full",
    is_flag=True,
    help=translatable(
        "Render again and compare everything. Without it, a file with the hash in its folder's record "
        "counts as proven: enough against mistakes, but no evidence against somebody who changes both."
    ),
)
@click.option(
    "--output-format",
    type=click.Choice(("text", "json")),
    default="text",
    help=translatable("How to tell it: text for people, json for programs."),
)
@click.option("--output", type=FOLDER, help=translatable("Folder of the files; by default output/."))
@data_option
@verbose_option
@workspace_options
def verify(**options: Any) -> int:
    """Compare finished files with data and layouts."""
    from pmgen.cli.verify_command import VerifyOptions, verify

    return verify(VerifyOptions(**options))


@pmgen.command(help=translatable("Review before publication: every annex of the workspace, or those named."))
@click.argument("paths", type=EXISTING, nargs=-1, metavar=translatable("[PATHS]..."))
@click.option(
    "--region", help=translatable("Check what the form of this region needs instead of the annex's own.")
)
@click.option(
    "--output-format",
    type=click.Choice(CHECK_FORMATS),
    default="text",
    help=translatable("How to tell it: text for people; short, json, sarif or github for programs."),
)
@click.option(
    "--select", multiple=True, help=translatable("Only these rules, or what begins so: S05, S or PMG6.")
)
@click.option("--ignore", multiple=True, help=translatable("All but these rules, or what begins so."))
@click.option(
    "--severity",
    type=click.Choice(SEVERITIES),
    default="info",
    metavar="error|warning|info",
    help=translatable("The least severity to show: error, warning or info."),
)
@click.option("--fix", is_flag=True, help=translatable("First repair in the data files what is certain."))
@click.option("--diff", is_flag=True, help=translatable("Only show what --fix would change."))
@click.option(
    "--report",
    type=click.Path(dir_okay=False, path_type=Path),
    help=translatable("Also write a report to hand round, such as check.html."),
)
@click.option("--show-waived", is_flag=True, help=translatable("Show waived findings in full."))
@click.option("--verbose", is_flag=True, help=translatable("Show every finding, however many are alike."))
@data_option
@workspace_options
def check(**options: Any) -> int:
    """Tell what stands against publishing annexes."""
    from pmgen.cli.check_command import CheckOptions, check
    from pmgen.cli.report_date import report_date

    return check(CheckOptions(**options), report_date(os.environ))


@pmgen.command(
    help=translatable(
        "The evening before publication: review, render, sweep and prove every annex of the workspace, or "
        "those named; stops where somebody must decide."
    )
)
@click.argument("paths", type=EXISTING, nargs=-1, metavar=translatable("[PATHS]..."))
@click.option(
    "--format",
    "formats",
    multiple=True,
    metavar=",".join(FORMATS),
    help=translatable("Kinds of file to write, with commas between them; by default all."),
)
@region_option
@split_option
@click.option("--output", type=FOLDER, help=translatable("Folder to write to; by default output/."))
@data_option
@click.option(
    "--accept",
    multiple=True,
    metavar="errors,gaps,copies,leftover,foreign",
    help=translatable(
        "Go on knowingly with errors of the review, gaps in forms, copies of annexes, old documents, or "
        "documents that are not of pmgen; with commas between them, as in --accept errors,gaps."
    ),
)
@click.option("--strict", is_flag=True, help=translatable("Stop at warnings of the review, too."))
@click.option("--replace-edited", is_flag=True, help=translatable("Replace files that were changed by hand."))
@clean_option
@jobs_option
@click.option(
    "--report",
    type=click.Path(dir_okay=False, path_type=Path),
    help=translatable(
        "Where to write the report, a .html or .json file; by default publish-report.html in the workspace."
    ),
)
@click.option(
    "--output-format",
    type=click.Choice(("text", "json")),
    default="text",
    help=translatable("How to tell it: text for people, json for programs."),
)
@verbose_option
@workspace_options
def publish(**options: Any) -> int:
    """Do all that there is to do before publication."""
    from pmgen.cli.publish_command import PublishOptions, publish

    return publish(PublishOptions(**options))


@pmgen.command(help=translatable("Explain rules: reason, example, repair; without a code, list all."))
@click.argument("codes", nargs=-1, metavar=translatable("[CODES]..."))
@language_option
def explain(codes: tuple[str, ...]) -> int:
    """Say what rules are about."""
    from pmgen.cli.explain_command import explain

    return explain(codes)


@pmgen.command(help=translatable("List the regions whose forms can be written."))
@workspace_options
def regions(workspace: Path | None, templates: Path | None) -> int:
    """List the region packs in sight."""
    from pmgen.cli.authoring_commands import list_regions
    from pmgen.cli.workspace import packs_in_sight

    return list_regions(packs_in_sight(workspace, templates))


@pmgen.command(help=translatable("List every name that a template may use."))
@click.option("--region", help=translatable("Include the fields and options of this region."))
@click.option("--data", is_flag=True, help=translatable("List the keys of data files and the words allowed."))
@workspace_options
def fields(region: str | None, data: bool, workspace: Path | None, templates: Path | None) -> int:
    """List the names in both languages with their kind and an example."""
    from pmgen.cli.authoring_commands import list_data_keys, list_fields
    from pmgen.cli.workspace import packs_in_sight

    places = packs_in_sight(workspace, templates)
    return list_data_keys(region, places) if data else list_fields(region, places)


@pmgen.command(help=translatable("Write the JSON Schema by which editors complete and check data files."))
@click.option("--output", type=FOLDER, help=translatable("Folder to write to; by default data/."))
@workspace_options
def schema(output: Path | None, workspace: Path | None, templates: Path | None) -> int:
    """Write the schemas of project files and of annex.yaml."""
    from pmgen.cli.authoring_commands import write_schemas
    from pmgen.cli.workspace import find_workspace, packs_in_sight

    return write_schemas(output, find_workspace(workspace), packs_in_sight(workspace, templates))


@pmgen.command(
    help=translatable(
        "Tell what changed between two years, two commits or two folders.\n\nA and B are each a folder, "
        "a project file, a revision of git, or REVISION:path; PATH says what of two revisions is meant."
    )
)
@click.argument("old", metavar="A")
@click.argument("new", metavar="B")
@click.argument("path", type=click.Path(path_type=Path), required=False, metavar="[PATH]")
@click.option(
    "--output-format",
    type=click.Choice(DIFF_FORMATS),
    default="text",
    help=translatable("How to tell it: text for people, html to hand round, json for programs."),
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help=translatable("File to write json or html to; by default it is printed."),
)
@click.option("--verbose", is_flag=True, help=translatable("Show every change, with its place."))
@data_option
@workspace_options
def diff(**options: Any) -> int:
    """Compare annexes or projects: A and B are folders, files, revisions of git, or REV:path."""
    from pmgen.cli.diff_command import DiffOptions, diff

    return diff(DiffOptions(**options))


@pmgen.command(help=translatable("Begin a new annex folder with every field that the form needs."))
@click.argument("folder", type=FOLDER, metavar=translatable("FOLDER"))
@click.option(
    "--region",
    help=translatable("The region whose form the annex will use; with --from, by default its own."),
)
@click.option(
    "--from",
    "older",
    type=EXISTING_FOLDER,
    help=translatable("An older annex to take over: what must be revised is left open and marked."),
)
@workspace_options
def new(
    folder: Path, region: str | None, older: Path | None, workspace: Path | None, templates: Path | None
) -> int:
    """Write the first files of an annex."""
    from pmgen.cli.authoring_commands import start_annex
    from pmgen.cli.workspace import find_workspace, packs_in_sight

    places = packs_in_sight(workspace, templates)
    return start_annex(folder, region, older, find_workspace(workspace), places)


pmgen.add_command(form)
