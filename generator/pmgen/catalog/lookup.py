"""Where region packs are looked for, and what is said where one is not there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path

import pmgen
from pmgen.catalog.reading import REGION_FILE, read_region
from pmgen.catalog.region import Region
from pmgen.problems import Message, Problem, Refusal, Severity, message


def shipped_templates() -> Path:
    """Return the folder of the packs that come with pmgen, in a wheel or in a checkout."""
    package = Path(pmgen.__file__)
    in_wheel = package.with_name("templates")
    return in_wheel if in_wheel.is_dir() else package.parents[2] / "templates"


def find_region(region_id: str, places: Sequence[Path]) -> Region:
    """Return the region pack `region_id` from the first of `places` that has it.

    Refusal lists where it looked and what there is, or what is wrong with the pack.
    """
    folder = next((folder for folder in _packs(places) if folder.name == region_id), None)
    if folder is None:
        raise Refusal([_not_found(region_id, places)])
    region, problems = read_region(folder)
    if region is None:
        raise Refusal(problems)
    return region


def list_regions(places: Sequence[Path]) -> tuple[Region, ...]:
    """Return every region pack in sight that can be used; of one id the first of `places` counts."""
    first = {folder.name: folder for folder in reversed(list(_packs(places)))}
    found = (read_region(first[region_id])[0] for region_id in sorted(first))
    return tuple(region for region in found if region is not None)


def _packs(places: Iterable[Path]) -> Iterator[Path]:
    for place in places:
        if place.is_dir():
            yield from sorted(folder for folder in place.iterdir() if (folder / REGION_FILE).is_file())


def _not_found(region_id: str, places: Sequence[Path]) -> Problem:
    looked = "、".join(str(place) for place in places)
    text = message("There is no region {region} in {places}.", region=region_id, places=looked)
    return Problem("PMG301", Severity.ERROR, text, (), _hint(region_id, places))


def _hint(region_id: str, places: Sequence[Path]) -> Message:
    regions = list_regions(places)
    names = {word: region.id for region in regions for word in (region.id, region.name)}
    near = get_close_matches(region_id, names, 1, 0.5)
    if near:
        return message("Did you mean {region}?", region=names[near[0]])
    if not regions:
        return message("There is no region pack at all: name a folder of them with --templates.")
    return message("There are {regions}.", regions="、".join(region.id for region in regions))
