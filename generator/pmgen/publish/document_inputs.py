"""Everything that a document is made from, as hashes: the same inputs mean the same document."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from hashlib import sha256
from pathlib import Path

import pmgen
from pmgen import disk
from pmgen.catalog.region_reading import REGION_FILE
from pmgen.fonts.font_shelf import UsedFonts
from pmgen.load.annex_folders import ANNEX_FILE, data_files, lost_files
from pmgen.load.project_files import count_projects, is_stream_name
from pmgen.load.text_files import is_link_outside
from pmgen.publish.file_hashes import FileHashes

_PROJECTS = "×"
_PASSERS_BY = ("~$", ".~", ".DS_Store", "Thumbs.db", "desktop.ini")
"""How the names of files begin that other programs leave in a folder, also while one looks at a layout."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a file was made from: hashes of the data and of the form, fonts, and pmgen itself.

    `data` and `pack` map names of files to hashes; None stands for a project file of which only the name
    counts, and 3× for one of which only counts that it holds 3 projects.
    `word` is what named the region, `asked` tells that `--region` did.
    """

    tool: str
    region: str
    word: str
    asked: bool
    each: bool
    data: Mapping[str, str | None]
    pack: Mapping[str, str]
    fonts: UsedFonts = field(default_factory=UsedFonts)

    def plain(self) -> dict[str, object]:
        """Return the inputs as JSON has them."""
        return {
            "pmgen": self.tool,
            "region": {"id": self.region, "word": self.word, "asked": self.asked},
            "each": self.each,
            "data": dict(self.data),
            "pack": dict(self.pack),
            "fonts": self.fonts.plain(),
        }

    @property
    def only(self) -> str | None:
        """Return the one project file that was asked for, None where it was the whole annex."""
        read = [name for name, found in self.data.items() if found and not found.endswith(_PROJECTS)]
        whole = len(read) == len(self.data)
        return None if whole else next((name for name in read if name != ANNEX_FILE), None)

    @property
    def key(self) -> str:
        """Return the hash of all of it."""
        text = json.dumps(self.plain(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return sha256(text.encode(errors="backslashreplace")).hexdigest()


class Hashes:
    """The hashes of data and packs; each folder is looked through once, until it is to be forgotten."""

    def __init__(self, files: FileHashes | None = None) -> None:
        self.files = files if files is not None else FileHashes()
        self._folders: dict[tuple[Path, str | None], dict[str, str | None]] = {}
        self._packs: dict[tuple[Path, bool, tuple[str, ...]], Mapping[str, str]] = {}

    def of(self, path: Path) -> str:
        """Return the hash of a file; what cannot be read has one that no file has."""
        return self.files.of(path) or "unread"

    def of_data(self, folder: Path, only: str | None = None) -> dict[str, str | None]:
        """Return the hashes of an annex's files; of other projects than `only`, if it is given, the names.

        They are those of the first time that it was asked for.
        """
        if (folder, only) not in self._folders:
            self._folders[folder, only] = self._of_data(folder, only)
        return self._folders[folder, only]

    def forget(self, folder: Path) -> None:
        """Ask anew for the files of an annex, which may have changed since, and hold them no longer."""
        for asked in [asked for asked in self._folders if asked[0] == folder]:
            del self._folders[asked]

    def _of_data(self, folder: Path, only: str | None) -> dict[str, str | None]:
        files = [path for path in files_of(folder) if not is_link_outside(path)]
        wanted = (None, ANNEX_FILE, only) if only else ()
        return {
            path.name: self.of(path) if not wanted or path.name in wanted else _other(path) for path in files
        }

    def of_pack(
        self, folder: Path, places: Sequence[Path], by_name: bool, others: tuple[str, ...] = ()
    ) -> Mapping[str, str]:
        """Return the hashes of a pack's files, and of what other packs an annex takes fields from say.

        One found by the name it shows depends on its neighbours.
        """
        asked = folder, by_name, others
        if asked not in self._packs:
            files = {path.relative_to(folder).as_posix(): self.of(path) for path in _pack_files(folder)}
            near = [path for path in _region_files(places) if by_name or path.parent.name in others]
            files |= {f"../{path.parent.name}/{path.name}": self.of(path) for path in reversed(near)}
            self._packs[asked] = files
        return self._packs[asked]


def _other(path: Path) -> str | None:
    """Return what counts of a project file that is not asked for: the numbers of projects behind it."""
    return f"{count_projects(path)}{_PROJECTS}" if is_stream_name(path.name) else None


def files_of(folder: Path) -> tuple[Path, ...]:
    """Return the files of an annex that hold data under any name, none where they cannot be seen."""
    try:
        return *data_files(folder), *lost_files(folder)
    except OSError:
        return ()


def file_hash(path: Path) -> str | None:
    """Return the SHA-256 of what stands in a file now, None where it cannot be read."""
    return FileHashes().of(path)


def inputs_now(then: Inputs, folder: Path, places: Sequence[Path], hashes: Hashes) -> Inputs:
    """Return what a document made from `then` would be made from now, but for the fonts.

    `folder` is its annex, `places` are where packs are looked up. Nothing is loaded to find out.
    """
    pack = pack_folder(then, places)
    return replace(
        then,
        tool=tool(),
        data=hashes.of_data(folder, then.only),
        pack=hashes.of_pack(pack, places, then.word != then.region, _others(then)) if pack else {},
    )


def _others(inputs: Inputs) -> tuple[str, ...]:
    """Return the packs beside its own that a document was made from."""
    return tuple(name.split("/")[1] for name in inputs.pack if name.startswith("../"))


def pack_folder(inputs: Inputs, places: Iterable[Path]) -> Path | None:
    """Return the folder of the pack that the same word leads to now, None where there is none."""
    folders = [folder for place in places for folder in (place / inputs.word, place / inputs.region)]
    found = [folder for folder in folders if disk.is_file(folder / REGION_FILE)]
    named = [folder for folder in found if folder.name == inputs.word]
    return next(iter(named or found), None)


@cache
def tool() -> str:
    """Return pmgen's version; where it runs from its source, with the hash of that."""
    package = Path(pmgen.__file__).parent
    if (package / "templates").is_dir():
        return pmgen.__version__
    code = sha256()
    for name in _code_files(package):
        code.update(f"{name.replace(os.sep, '/')}\0".encode())
        code.update(disk.read_bytes(package / name))
    return f"{pmgen.__version__}+{code.hexdigest()[:16]}"


def _code_files(package: Path) -> list[str]:
    """Return the names of the modules below a folder; Path.rglob would take longer than all the rest."""
    root = f"{package}{os.sep}"
    found = (os.path.join(folder, name) for folder, _, names in os.walk(package) for name in names)  # noqa: PTH118
    return sorted(name.removeprefix(root) for name in found if name.endswith(".py"))


def _pack_files(folder: Path) -> Iterator[Path]:
    found = sorted(path for path in folder.rglob("*") if disk.is_file(path))
    return (path for path in found if not path.name.startswith(_PASSERS_BY))


def _region_files(places: Iterable[Path]) -> Iterator[Path]:
    return (file for place in places for file in sorted(place.glob(f"*/{REGION_FILE}")))
