"""Compile the catalogue of translations before a wheel or an editable installation is made."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LOCALE = "generator/pmgen/locale"


class CatalogueHook(BuildHookInterface[Any]):
    """Writes `pmgen.mo`, which gettext reads, beside every `pmgen.po`, which people edit."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile every catalogue below the package."""
        for source in sorted(Path(self.root, LOCALE).rglob("*.po")):
            with source.open("rb") as read, source.with_suffix(".mo").open("wb") as written:
                write_mo(written, read_po(read))
