"""The annexes below a folder, and what may be one: found by looking into every folder once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pmgen import disk
from pmgen.load.annex_folders import ANNEX_FILE, is_folder, is_project_name, natural
from pmgen.load.left_out_files import holds_project, is_meant_for_settings
from pmgen.load.text_files import is_link_outside

_OF_THE_SYSTEM = frozenset({"lost+found", "System Volume Information", "$RECYCLE.BIN"})
"""Folders that systems put on a disk for themselves, where nobody may look."""


def find_annexes(root: Path) -> tuple[Path, ...]:
    """Return the folders at and below `root` that are annexes, in natural order.

    With them come those that may be: a folder that cannot be looked into, a link that leads nowhere or out
    of the data, projects that have no annex.yaml. Loading says what stands against them.
    """
    search = _Search(root)
    found = [*search.folders(), *search.without_annex_file()]
    return tuple(sorted(found, key=lambda folder: [natural(part) for part in folder.parts]))


@dataclass(slots=True)
class _Search:
    """A walk below `root`, and what it saw on its way."""

    root: Path
    _alone: dict[Path, list[str]] = field(default_factory=dict)
    _linked: set[Path] = field(default_factory=set)

    def folders(self) -> Iterator[Path]:
        """Yield what is an annex by its annex.yaml, and what cannot be looked into."""
        waiting = [(self.root, False)]
        while waiting:
            folder, of_annex = waiting.pop()
            try:
                entries = disk.entries(folder)
            except OSError:
                if not self._is_put_aside(folder):
                    yield folder
                continue
            is_annex = any(entry.name == ANNEX_FILE for entry in entries)
            if is_annex:
                yield folder
            elif not of_annex:
                self._alone[folder] = [each.path for each in entries if self._is_project(each, folder)]
            yield from map(Path, filter(self._leads_astray, entries))
            waiting += [(Path(each), of_annex or is_annex) for each in entries if is_folder(each)]

    def without_annex_file(self) -> Iterator[Path]:
        """Yield the folders seen below the root that hold projects of no annex, which no link takes in."""
        for folder, files in self._alone.items():
            strange = [file for file in files if disk.real(Path(file)) not in self._linked]
            if strange and not self._is_put_aside(folder):
                yield folder

    def _is_project(self, entry: os.DirEntry[str], folder: Path) -> bool:
        """Tell whether a project stands here that may belong to no annex.

        Where the search begins, there may be other files in YAML.
        """
        by_name = is_project_name(entry.name)
        if by_name and folder != self.root:
            return not is_meant_for_settings(Path(entry.path))
        return not is_folder(entry) and holds_project(Path(entry.path))

    def _is_put_aside(self, folder: Path) -> bool:
        """Tell whether a folder is hidden, or not meant for people."""
        parts = folder.relative_to(self.root).parts
        return any(part.startswith(".") or part in _OF_THE_SYSTEM for part in parts)

    def _leads_astray(self, entry: os.DirEntry[str]) -> bool:
        """Tell whether an entry is a link behind which there may be an annex that is not found otherwise."""
        if not entry.is_symlink() or entry.name.startswith((".", "~")):
            return False
        path = Path(entry)
        self._linked.add(disk.real(path))
        if disk.is_folder(path):
            return is_link_outside(path)
        return not path.suffix and not disk.is_file(path)
