"""The options of a region's form, as the annex chooses them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from pmgen.catalog.region import Region
from pmgen.model.records import Annex
from pmgen.problems import Message, Problem, SourcePlace, message
from pmgen.view.record import Record
from pmgen.view.shapes import options_shape


def options_record(annex: Annex, region: Region) -> Record:
    """Return the option values for templates; where the annex makes no valid choice, the defaults."""
    values = {
        name: chosen if (chosen := annex.options.get(name)) in option.choices else option.default
        for name, option in region.options.items()
    }
    places = {name: annex.places["options"] for name in values if "options" in annex.places}
    return Record(options_shape(region), values, places)


def option_problems(annex: Annex, region: Region) -> Iterator[Problem]:
    """Name the options that the annex sets and its own form does not have, or not with that value.

    Options for another place's form are no mistake: they stay unused.
    """
    if annex.region != region.id:
        return
    for name, value in annex.options.items():
        option = region.options.get(name)
        if option is None:
            text = message("the form of {region} has no option {name}", region=region.name, name=name)
            yield _problem(annex, text, list(region.options))
        elif value not in option.choices:
            text = message("the option {name} cannot be {value}", name=name, value=value)
            yield _problem(annex, text, option.choices)


def bookmark_problems(annex: Annex, region: Region) -> Iterator[Problem]:
    """Name the bookmarks of the annex that its own form does not have."""
    if annex.region != region.id:
        return
    known = list(region.bookmarks)
    for name in annex.bookmarks:
        if name not in region.bookmarks:
            text = message("the form of {region} has no bookmark {name}", region=region.name, name=name)
            near = get_close_matches(name, known, 1, 0.5)
            hint = message("did you mean {name}?", name=near[0]) if near else _choice(known)
            place = annex.places.get("bookmarks") or SourcePlace(annex.file)
            yield Problem("PMG611", text, (place,), hint)


def _choice(words: Sequence[str]) -> Message:
    return message("write one of {names}", names="、".join(words)) if words else message("delete this line")


def _problem(annex: Annex, text: Message, words: tuple[str, ...] | list[str]) -> Problem:
    place = annex.places.get("options") or annex.places.get("") or SourcePlace(annex.file)
    hint = message("write one of {names}", names="、".join(words)) if words else message("delete this option")
    return Problem("PMG607", text, (place,), hint)
