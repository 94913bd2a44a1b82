"""Where the data state what a file cannot show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from pmgen.problems import LayoutPlace, Place, Problem, SourcePlace
from pmgen.view.record import Record


def told_in_file(problem: Problem, file: str) -> Problem:
    """Return a problem of a writer, which does not know its file, with the name of the file."""
    places = (
        replace(place, file=file) if isinstance(place, LayoutPlace) and not place.file else place
        for place in problem.places
    )
    return replace(problem, places=tuple(places))


def with_statements(problem: Problem, root: Record) -> Problem:
    """Return a problem about a character also with the places in the data that state it."""
    character = dict(problem.message.values).get("character")
    if not isinstance(character, str):
        return problem
    stated: Iterable[Place] = (place for text, place in _statements(root) if character in text)
    return replace(problem, places=tuple(dict.fromkeys((*problem.places, *stated))))


def _statements(value: object, place: SourcePlace | None = None) -> Iterator[tuple[str, SourcePlace]]:
    """Give every text below a value with the place where it is written."""
    if isinstance(value, Record):
        for name, inner in value.items():
            yield from _statements(inner, value.places.get(name))
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _statements(inner, place)
    elif isinstance(value, str) and value and place is not None:
        yield value, place
