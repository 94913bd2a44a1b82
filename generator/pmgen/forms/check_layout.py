"""Everything that is wrong with a layout in one go, also what stands behind what stops a compiler."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace

from pmgen.catalog.region import Region
from pmgen.engines.markup.markup_layout import compile_markup
from pmgen.engines.word import compile_word
from pmgen.engines.word.layout_package import open_layout
from pmgen.engines.word.layout_xml import ancestor
from pmgen.forms.layout_text import LayoutParagraph, TextEdit, at_place, edited, read_paragraphs
from pmgen.forms.meant_tags import better_tag
from pmgen.forms.unmeant_markup import unmeant_markup
from pmgen.forms.unmeant_tags import unmeant_tags
from pmgen.opc.office_xml import W
from pmgen.problems import LayoutPlace, Place, Problem, ProblemKind, Refusal, SourcePlace

_MOST_ROUNDS = 8
_UNKNOWN_NAME = "PMG415"
_BLOCK_WORDS = re.compile(r"\b(?:for|endfor|if|elif|else|endif)\b")
_FOR = re.compile(r"(\{%[-+]?\s*(?:tr|tc|p|r)?\s*for\s.*?\sin\s).*?([-+]?%\})", re.DOTALL)
_IF = re.compile(r"(\{%[-+]?\s*(?:tr|tc|p|r)?\s*(?:el)?if\s).*?([-+]?%\})", re.DOTALL)
_SET = re.compile(r"(\{%[-+]?\s*set\s+\w+\s*=).*?([-+]?%\})", re.DOTALL)
_ANY_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)


def layout_problems(data: bytes, region: Region, unsure: Collection[str] = ()) -> tuple[Problem, ...]:
    """Return all that is wrong with a layout, and what is legal in it and surely not meant.

    Nothing is said of names that are `unsure`, for what declares them could not be read.
    """
    rounds = _Rounds(data, region, unsure)
    found = rounds.problems()
    return tuple(dict.fromkeys((*found, *_unmeant(rounds.rest, found, region))))


def _unmeant(rest: bytes, found: Iterable[Problem], region: Region) -> Iterator[Problem]:
    """Yield what is not meant in the tables whose tags fit together."""
    if not is_word(region):
        if not any(problem.code == "PMG401" for problem in found):
            yield from unmeant_markup(rest.decode(), str(region.layout))
        return
    broken = {
        _table(place) for problem in found if problem.kind is ProblemKind.PAIRING for place in problem.places
    }
    with suppress(Refusal):
        for problem in unmeant_tags(open_layout(rest, str(region.layout)), region.bookmarks):
            if broken.isdisjoint(map(_table, problem.places)):
                yield problem


def _table(place: Place) -> tuple[str, int | None]:
    return (place.part, place.table) if isinstance(place, LayoutPlace) else ("", None)


def is_word(region: Region) -> bool:
    """Tell whether a region's layout is a Word file."""
    return region.layout.suffix.lower() == ".docx"


def compiled_problems(data: bytes, region: Region, told: Collection[Problem] = ()) -> tuple[Problem, ...]:
    """Return what compiling a layout says, as far as it gets; what was `told` of does not stop it."""
    try:
        if is_word(region):
            return compile_word(data, str(region.layout), region, told=told).warnings
        return compile_markup(data.decode(), region).warnings
    except Refusal as refusal:
        return refusal.problems


class _Rounds:
    """Compiles a layout again and again, each time without the tags that stopped it before."""

    def __init__(self, data: bytes, region: Region, unsure: Collection[str]) -> None:
        self.rest = data
        self._region = region
        self._untold = set(unsure)
        self._has_lost_blocks = False
        self._stand_ins: set[str] = set()
        self._written: dict[tuple[Place, str], str] = {}
        self._lasting: set[Problem] = set()
        """Problems of what is no tag, and cannot be taken out."""

    def problems(self) -> list[Problem]:
        """Return what all the rounds found, each problem once."""
        found: list[Problem] = []
        lasting: set[Problem] = set()
        for _ in range(_MOST_ROUNDS):
            said = compiled_problems(self.rest, self._region, lasting)
            for problem in map(self._as_written, filter(self._is_telling, said)):
                if problem not in found and not self._is_same_end(problem, found):
                    found.append(problem)
            errors = {problem for problem in said if problem.is_error and problem.places}
            if errors <= lasting or (not self._take_out(errors - lasting) and not is_word(self._region)):
                break
            lasting |= self._lasting
        return found

    def _is_telling(self, problem: Problem) -> bool:
        """Tell whether a problem is no mere consequence of what was taken out before."""
        if any(isinstance(place, LayoutPlace) and place.text in self._stand_ins for place in problem.places):
            return False
        if problem.code == _UNKNOWN_NAME:
            return dict(problem.message.values).get("name") not in self._untold
        return not self._has_lost_blocks or not self._is_of_blocks(problem)

    def _is_same_end(self, problem: Problem, found: Iterable[Problem]) -> bool:
        """Tell whether an HTML layout still ends within a block, which is told of at its last tag."""
        return (
            not is_word(self._region)
            and problem.code == "PMG401"
            and problem.message in [each.message for each in found]
        )

    def _as_written(self, problem: Problem) -> Problem:
        """Return a problem of what a tag can only mean as one of the tag that was written."""
        places = problem.places
        if not places or not isinstance(places[0], LayoutPlace):
            return problem
        tag = self._written.get((replace(places[0], text=""), places[0].text))
        return (
            problem if tag is None else replace(problem, places=(replace(places[0], text=tag), *places[1:]))
        )

    def _is_of_blocks(self, problem: Problem) -> bool:
        if problem.kind is ProblemKind.PAIRING or problem.code == "PMG420":
            return True
        place = problem.places[0] if problem.places else None
        if problem.code != "PMG401" or not isinstance(place, SourcePlace) or place.line is None:
            return False
        return _BLOCK_WORDS.search(self.rest.decode().split("\n")[place.line - 1]) is not None

    def _take_out(self, errors: Collection[Problem]) -> bool:
        before = self.rest
        if is_word(self._region):
            self.rest = self._without_tags(errors)
        else:
            self.rest = self._without_lines(errors)
        return self.rest != before

    def _without_tags(self, errors: Collection[Problem]) -> bytes:
        package = open_layout(self.rest, str(self._region.layout))
        paragraphs = list(read_paragraphs(package))
        edits: dict[tuple[str, int, int], TextEdit] = {}
        for problem in errors:
            place = problem.places[0]
            paragraph = at_place(paragraphs, place) if isinstance(place, LayoutPlace) else None
            found = paragraph.find(place.text) if paragraph and isinstance(place, LayoutPlace) else None
            if paragraph is None or found is None:
                self._lasting.add(problem)
                continue
            tag = paragraph.text[slice(*found)]
            new = self._instead(problem, tag)
            key = (paragraph.place, new)
            self._written[key] = self._written.get((paragraph.place, tag), tag)
            for twin in copies_of(paragraph, paragraphs):
                edit = TextEdit(twin, *found, new)
                edits.setdefault((twin.place.part, twin.number, found[0]), edit)
        return edited(self.rest, package, list(edits.values()))

    def _without_lines(self, errors: Collection[Problem]) -> bytes:
        lines = self.rest.decode().split("\n")
        for problem in errors:
            place = problem.places[0]
            if isinstance(place, SourcePlace) and place.line is not None and place.line <= len(lines):
                line = lines[place.line - 1]
                made = _ANY_TAG.sub(lambda tag, each=problem: self._instead(each, tag[0]), line)  # type: ignore[misc]
                lines[place.line - 1] = made if made != line else re.sub(r"\{[{%#].*", "", line)
        return "\n".join(lines).encode()

    def _instead(self, problem: Problem, tag: str) -> str:
        """Return what may stand in the place of a tag so that the rest can be looked at."""
        if problem.kind is not ProblemKind.PAIRING and (meant := better_tag(problem, tag)) not in (None, tag):
            return str(meant)
        if problem.kind is not ProblemKind.PAIRING and problem.code != "PMG401":
            for pattern, anything in ((_FOR, "range(1)"), (_IF, "true"), (_SET, "range(1)")):
                if (match := pattern.match(tag)) is not None:
                    self._stand_ins.add(made := f"{match[1]}{anything} {match[2]}")
                    return made
            if not tag.startswith("{%"):
                return "{{ '' }}"
        self._untold |= {*re.findall(r"\w+", tag)}
        self._has_lost_blocks |= "{%" in tag
        return ""


def copies_of(paragraph: LayoutParagraph, paragraphs: Iterable[LayoutParagraph]) -> list[LayoutParagraph]:
    """Return a paragraph with its copies for older programs, where it stands in a text box."""
    if ancestor(paragraph.element, W + "txbxContent") is None:
        return [paragraph]
    return [
        each
        for each in paragraphs
        if each.text == paragraph.text and ancestor(each.element, W + "txbxContent") is not None
    ]
