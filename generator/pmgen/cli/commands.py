"""The commands and their options; each body imports what it needs, so that `--help` answers at once."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

import pmgen as package
from pmgen.cli.meant_arguments import Commands, ExistingPath
from pmgen.cli.spoken_language import LANGUAGES, translatable
from pmgen.formats import FORMATS

Body = TypeVar("Body", bound=Callable[..., Any])

FOLDER = click.Path(file_okay=False, path_type=Path)
EXISTING_FOLDER = ExistingPath(exists=True, file_okay=False, path_type=Path)
EXISTING = ExistingPath(exists=True, path_type=Path)

CHECK_FORMATS = ("text", "short", "json", "sarif", "github")
SEVERITIES = ("error", "warning", "info", "错误", "警告", "提醒", "提示")
"""What `--severity` takes; the last two are what people call a note."""


class PathOrName(click.Path):
    """What is there, or with --cluster the name of a folder below the data, which may lie elsewhere."""

    def convert(
        self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None
    ) -> str | bytes | os.PathLike[str]:
        """Return what was named."""
        if ctx is not None and isinstance(ctx.params.get("cluster"), str):
            return Path(value)
        return super().convert(value, param, ctx)


class FolderOrAddress(click.Path):
    """A folder here, or the address of one elsewhere (`s3://…`), which stays text."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return a path, or the address."""
        return value if isinstance(value, str) and "://" in value else super().convert(value, param, ctx)


DIFF_FORMATS = ("text", "json", "html")


def language_option(body: Body) -> Body:
    """Add `--lang`; its value is read before click starts."""
    return click.option(
        "--lang",
        type=click.Choice(LANGUAGES),
        expose_value=False,
        help=translatable("Language of the messages: zh or en."),
    )(body)


def workspace_option(body: Body) -> Body:
    """Add `--workspace`."""
    return click.option(
        "--workspace",
        type=EXISTING_FOLDER,
        help=translatable("The folder that holds data/; by default the nearest one upwards from here."),
    )(body)


def workspace_options(body: Body) -> Body:
    """Add the options that say where things lie."""
    templates = click.option(
        "--templates",
        type=EXISTING_FOLDER,
        help=translatable("A folder of region packs to look in first."),
    )
    return workspace_option(templates(language_option(body)))


clean_option = click.option(
    "--clean",
    is_flag=True,
    help=translatable(
        "Remove what the data no longer make, if it is as it was rendered; else it is only named."
    ),
)

jobs_option = click.option(
    "--jobs",
    type=click.IntRange(1),
    metavar="N",
    help=translatable("How many annexes to render at a time; by default as many as there are cores."),
)


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
@click.option("--region", help=translatable("Use the form of this region instead of the annex's own."))
@click.option("--split", is_flag=True, help=translatable("Write one file per project."))
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
@click.option("--verbose", is_flag=True, help=translatable("Show every problem, however many there are."))
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
@click.option("--region", help=translatable("Use the form of this region instead of the annex's own."))
@click.option("--split", is_flag=True, help=translatable("Write one file per project."))
@click.option("--why", is_flag=True, help=translatable("Say because of what."))
@click.option(
    "--output-format",
    type=click.Choice(("text", "json")),
    default="text",
    help=translatable("How to tell it: text for people, json for programs."),
)
@click.option("--output", type=FOLDER, help=translatable("Folder of the files; by default output/."))
@click.option("--data", type=EXISTING_FOLDER, help=translatable("Folder of the annexes; by default data/."))
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
@click.option("--data", type=EXISTING_FOLDER, help=translatable("Folder of the annexes; by default data/."))
@click.option("--verbose", is_flag=True, help=translatable("Show every problem, however many there are."))
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
@click.option("--data", type=EXISTING_FOLDER, help=translatable("Folder of the annexes; by default data/."))
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
@click.option("--region", help=translatable("Use the form of this region instead of the annex's own."))
@click.option("--split", is_flag=True, help=translatable("Write one file per project."))
@click.option("--output", type=FOLDER, help=translatable("Folder to write to; by default output/."))
@click.option("--data", type=EXISTING_FOLDER, help=translatable("Folder of the annexes; by default data/."))
@click.option(
    "--accept",
    multiple=True,
    metavar="errors,gaps,leftover,foreign",
    help=translatable(
        "Go on knowingly with errors of the review, gaps in forms, old documents, or documents that are not "
        "of pmgen; with commas between them, as in --accept errors,gaps."
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
@click.option("--verbose", is_flag=True, help=translatable("Show every problem, however many there are."))
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
@click.option("--data", type=EXISTING_FOLDER, help=translatable("Folder of the annexes; by default data/."))
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


@pmgen.group(help=translatable("For authors of forms: begin a region's form and look at it."))
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
