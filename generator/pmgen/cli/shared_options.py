"""What commands share: kinds of paths, and the options that several of them take."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from pmgen.cli.meant_arguments import ExistingPath
from pmgen.cli.spoken_language import LANGUAGES, translatable

Body = TypeVar("Body", bound=Callable[..., Any])

FOLDER = click.Path(file_okay=False, path_type=Path)
EXISTING_FOLDER = ExistingPath(exists=True, file_okay=False, path_type=Path)
EXISTING = ExistingPath(exists=True, path_type=Path)


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

region_option = click.option(
    "--region", help=translatable("Use the form of this region instead of the annex's own.")
)

split_option = click.option("--split", is_flag=True, help=translatable("Write one file per project."))

data_option = click.option(
    "--data", type=EXISTING_FOLDER, help=translatable("Folder of the annexes; by default data/.")
)

verbose_option = click.option(
    "--verbose", is_flag=True, help=translatable("Show every problem, however many there are.")
)
