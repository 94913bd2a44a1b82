"""Where annexes go below the output folder: checked for all of them before anything is written."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath

from pmgen import disk
from pmgen.catalog import PackFields
from pmgen.catalog.region_reading import REGION_FILE
from pmgen.late_pattern import late
from pmgen.load import load_annex
from pmgen.load.annex_folders import ANNEX_FILE
from pmgen.load.copied_annexes import copied_annexes
from pmgen.load.text_files import is_in_data
from pmgen.problems import Problem, SourcePlace, message
from pmgen.publish.render_request import Request, Source

_NOT_ON_WINDOWS = late(r'[<>:"|?*\\\x00-\x1f]|[ .]\Z|\A(?i:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|\Z)')


@dataclass(frozen=True, slots=True)
class OutputPlace:
    """Annexes whose documents are named together, most often one, and what stands against writing them."""

    sources: tuple[Source, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def into(self) -> PurePosixPath:
        """Return the folder below the output folder."""
        return self.sources[0].into

    @property
    def is_refused(self) -> bool:
        """Tell whether nothing may be written there."""
        return any(problem.is_error for problem in self.problems)


def output_places(sources: Sequence[Source], templates: Iterable[Path]) -> tuple[OutputPlace, ...]:
    """Return the places of annexes in their order."""
    packs = tuple(templates)
    spellings: dict[str, dict[PurePosixPath, Source]] = {}
    for source in sources:
        spellings.setdefault(folded(source.into), {}).setdefault(source.into, source)
    clashing = {name: tuple(found.values()) for name, found in spellings.items() if len(found) > 1}
    places = _together(sources, packs)
    return tuple(OutputPlace(each, tuple(_problems(each, clashing))) for each in places)


def folded(path: PurePosixPath) -> str:
    """Return a path as systems compare it that know neither case nor ways of composing a character."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", str(path)).casefold())


def _together(sources: Sequence[Source], packs: Sequence[Path]) -> list[tuple[Source, ...]]:
    """Return the sources, those together that go to one folder, be it that of a form within another's."""
    places = {source.into for source in sources}
    found: dict[PurePosixPath, list[Source]] = {}
    for source in sources:
        inside = source.into.parent in places and source.into.parent != source.into
        is_form = inside and is_name_of_form(source.into.name, packs)
        found.setdefault(source.into.parent if is_form else source.into, []).append(source)
    return [tuple(each) for each in found.values()]


def is_name_of_form(name: str, packs: Iterable[Path]) -> bool:
    """Tell whether one of the folders of packs holds a form by this name."""
    return any(disk.is_file(pack / name / REGION_FILE) for pack in packs)


def copies_among(request: Request) -> dict[Path, tuple[Problem, ...]]:
    """Return what stands against each of the annexes asked for that copies another, by its folder.

    The other is asked for as well, lies beside it in the data or around it.
    """
    folders = [source.folder for source in request.sources if not source.files]
    near = dict.fromkeys((*folders, *_beside(folders), *_around(folders)))
    found = copied_annexes(near, partial(is_name_of_form, packs=request.templates))
    return {folder: (found[folder],) for folder in folders if folder in found}


_MOST_NEIGHBOURS = 24
"""Of folders with more annexes, those that nobody asked for are not read to find copies."""


def _beside(folders: Iterable[Path]) -> Iterator[Path]:
    for parent in dict.fromkeys(folder.parent for folder in folders if folder.name and is_in_data(folder)):
        try:
            found = [Path(each) for each in disk.entries(parent)]
        except OSError:
            continue
        annexes = [folder for folder in found if disk.is_file(folder / ANNEX_FILE)]
        yield from annexes if len(annexes) <= _MOST_NEIGHBOURS else ()


def _around(folders: Iterable[Path]) -> Iterator[Path]:
    for parent in dict.fromkeys(parent for folder in folders for parent in folder.parents):
        if disk.is_file(parent / ANNEX_FILE):
            yield parent


def not_waived(copies: Mapping[Path, Sequence[Problem]], request: Request) -> Iterator[Problem]:
    """Give what stands against copies that do not accept it."""
    if not copies:
        return
    from pmgen.check.review_rule import rule_code

    for folder, problems in copies.items():
        annex = load_annex(folder, PackFields(request.templates)).annex
        waived = {rule_code(waiver.rule) for waiver in annex.waivers} if annex else ()
        yield from (problem for problem in problems if problem.code not in waived)


def _problems(sources: Sequence[Source], clashing: Mapping[str, Sequence[Source]]) -> Iterator[Problem]:
    for source in sources:
        if others := clashing.get(folded(source.into)):
            folders = tuple(SourcePlace(str(each.folder)) for each in others)
            text = message(
                "these annexes have one output folder where case does not count: {folders}",
                folders="、".join(str(each.into) for each in others),
            )
            yield Problem("PMG714", text, folders, message("give one of the folders another name"))
        if wrong := [part for part in source.into.parts if _NOT_ON_WINDOWS.search(part)]:
            text = message("Windows cannot have a folder of this name: {name}", name="/".join(wrong))
            hint = message("give the folder of the annex another name, if others are to open the output")
            yield Problem("PMG715", text, (SourcePlace(str(source.folder)),), hint)
