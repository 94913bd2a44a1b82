"""Lists: the number or bullet that stands before a paragraph, counted as Word counts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from pmgen.document import Font, Inline, Tab, Text
from pmgen.ooxml.xml import Element, W, is_on, value
from pmgen.problems import message
from pmgen.readers.word.findings import Findings
from pmgen.readers.word.numbers import FORMATS, written
from pmgen.readers.word.paragraphlooks import read_paragraph
from pmgen.readers.word.runlooks import RunLook, Typefaces, read_run
from pmgen.readers.word.styles import Look
from pmgen.readers.word.symbols import plain
from pmgen.readers.word.units import whole

_PLACE = re.compile(r"%([1-9])")
_HINT = message("write the numbers into the layout as ordinary text")


class Level(NamedTuple):
    """One level of a list."""

    look: Look
    form: str
    text: str
    start: int
    follows: str
    digits_only: bool
    typeface: str


@dataclass(frozen=True, slots=True)
class _List:
    """A list as paragraphs name it: lists of the same `abstract` count together unless one starts anew."""

    abstract: str
    starts: frozenset[int]


class Numbering:
    """The lists of a document, and how far each has counted."""

    def __init__(self, root: Element | None, typefaces: Typefaces, findings: Findings) -> None:
        self._findings = findings
        self._lists: dict[int, _List] = {}
        self._levels: dict[tuple[int, int], Level] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._started: set[int] = set()
        if root is not None:
            self._read(root, typefaces)

    @property
    def looks(self) -> dict[tuple[int, int], Look]:
        """Return what each level of each list says about its paragraphs."""
        return {key: level.look for key, level in self._levels.items()}

    def _read(self, root: Element, typefaces: Typefaces) -> None:
        abstract = {node.get(W + "abstractNumId", ""): node for node in root.iterfind(W + "abstractNum")}
        linked = {value(node.find(W + "styleLink")): node for node in abstract.values()}
        for node in root.iterfind(W + "num"):
            number, name = whole(node.get(W + "numId")), value(node.find(W + "abstractNumId"))
            base = abstract.get(name)
            if base is not None and base.find(W + "numStyleLink") is not None:
                base = linked.get(value(base.find(W + "numStyleLink")), base)
                name = base.get(W + "abstractNumId", name)
            self._read_list(number, name, base, node, typefaces)

    def _read_list(
        self, number: int, name: str, base: Element | None, own: Element, typefaces: Typefaces
    ) -> None:
        starts = set()
        for node in base.iterfind(W + "lvl") if base is not None else ():
            self._levels[number, whole(node.get(W + "ilvl"))] = _level(node, typefaces)
        for node in own.iterfind(W + "lvlOverride"):
            level = whole(node.get(W + "ilvl"))
            replacing, start = node.find(W + "lvl"), node.find(W + "startOverride")
            if replacing is not None:
                self._levels[number, level] = _level(replacing, typefaces)
            if start is not None and (number, level) in self._levels:
                starts.add(level)
                known = self._levels[number, level]
                self._levels[number, level] = known._replace(start=whole(value(start)))
        self._lists[number] = _List(name, frozenset(starts))

    def prefix(self, place: tuple[int, int], font: Font) -> tuple[Inline, ...]:
        """Return what stands before the next paragraph at this place of a list."""
        level = self._levels.get(place)
        if level is None:
            self._warn_unknown("")
            return ()
        self._count(place, level)
        text = self._text(place, level)
        if not text:
            return ()
        match level.follows:
            case "nothing":
                return (Text(text, font),)
            case "space":
                return (Text(f"{text} ", font),)
            case _:
                return (Text(text, font), Tab())

    def _count(self, place: tuple[int, int], level: Level) -> None:
        number, depth = place
        counts = self._counts.setdefault(self._lists[number].abstract, {})
        if number not in self._started:
            self._started.add(number)
            for started in self._lists[number].starts:
                counts.pop(started, None)
        counts[depth] = counts[depth] + 1 if depth in counts else level.start
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]

    def _text(self, place: tuple[int, int], level: Level) -> str:
        if level.form == "bullet":
            text = plain(level.text, level.typeface)
            if text is None:
                self._warn_unknown(level.text)
            return "•" if text is None else text
        return _PLACE.sub(lambda match: self._number(place, int(match[1]) - 1, level), level.text)

    def _number(self, place: tuple[int, int], depth: int, asking: Level) -> str:
        number = place[0]
        level = self._levels.get((number, depth), asking)
        counted = self._counts[self._lists[number].abstract].get(depth, level.start)
        if level.form not in FORMATS:
            self._warn_unknown(level.form)
        return written(counted, "decimal" if asking.digits_only and depth < place[1] else level.form)

    def _warn_unknown(self, words: str) -> None:
        text = message("the numbers of a list are of a kind that is not known and may look different")
        self._findings.add("PMG572", text, words, _HINT)


def _level(node: Element, typefaces: Typefaces) -> Level:
    run = read_run(node.find(W + "rPr"), typefaces)
    form = value(node.find(W + "numFmt"), "decimal")
    return Level(
        Look(read_paragraph(node.find(W + "pPr")), _without_typefaces(run) if form == "bullet" else run),
        form,
        value(node.find(W + "lvlText")),
        whole(value(node.find(W + "start"), "0")),
        value(node.find(W + "suff"), "tab"),
        is_on(node.find(W + "isLgl")),
        run.get("latin", ""),
    )


def _without_typefaces(look: RunLook) -> RunLook:
    """Return the look for a bullet, which is an ordinary character now, whatever typeface it came from."""
    plain_look: RunLook = {**look}
    plain_look.pop("latin", None)
    plain_look.pop("east_asian", None)
    return plain_look
