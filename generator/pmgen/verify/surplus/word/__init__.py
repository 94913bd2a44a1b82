"""Everything in a Word file that pmgen would not have written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pmgen.problems import LayoutPlace, Problem
from pmgen.verify.surplus.differences import Place
from pmgen.verify.surplus.findings import Finding
from pmgen.verify.surplus.office import Holdings, examine
from pmgen.verify.surplus.package import Package
from pmgen.verify.surplus.word.fields import fields
from pmgen.verify.surplus.word.looks import Looks
from pmgen.verify.surplus.word.marks import comments, marks
from pmgen.verify.surplus.word.pages import pages, tables
from pmgen.verify.surplus.word.places import Story
from pmgen.verify.surplus.word.texts import other_looks, paragraphs, unseen
from pmgen.verify.surplus.word.things import boxes, links, names, notes, settings

__all__ = ["surplus"]

_STORIES = ("header", "footer", "footnotes", "endnotes")


def surplus(ours: bytes | None, theirs: bytes, name: str) -> tuple[Problem, ...]:
    """Return what the file `name` holds that pmgen would not have written."""
    return examine(_Word(), ours, theirs, name)


@dataclass(frozen=True, slots=True)
class _Word(Holdings):
    """What to look for in a Word file."""

    def never(self, package: Package) -> Iterator[Finding]:
        """Yield what no file of ours holds."""
        for story in _stories(package):
            yield from marks(story)
            if story.is_main:
                yield from comments(package, story)

    def held(self, package: Package) -> Iterator[Finding]:
        """Yield what a file of ours may hold too, and then the same."""
        looks = Looks(package)
        for story in _stories(package):
            yield from fields(story)
            yield from unseen(story, paragraphs(story, looks), looks)
            yield from tables(story)
            yield from boxes(story)
            yield from links(story, package)
            yield from names(story)
            if story.is_main:
                yield from pages(story, package)
        yield from settings(package)
        yield from notes(package)

    def altered(self, ours: Package, theirs: Package) -> Iterator[Finding]:
        """Yield where the same things look otherwise."""
        mine, yours = _main(ours), _main(theirs)
        if mine is not None and yours is not None:
            written = (
                paragraphs(story, Looks(package)) for story, package in ((mine, ours), (yours, theirs))
            )
            yield from other_looks(yours, *written)

    def place(self, package: Package, part: str) -> Place:
        """Return what tells where an element of a part stands."""
        story = next((story for story in _stories(package) if story.name == part), None)
        return (lambda node: LayoutPlace(package.file, part)) if story is None else story.place


def _stories(package: Package) -> Iterator[Story]:
    main = _main(package)
    if main is not None:
        yield main
    for kind in _STORIES:
        for part in package.of_kind(kind):
            root = package.root(part)
            if root is not None:
                yield Story.of(package.file, part, root, is_main=False)


def _main(package: Package) -> Story | None:
    root = package.root(package.main)
    return None if root is None else Story.of(package.file, package.main, root, is_main=True)
