"""Build the Jinja source of a part: XML kept aside as numbered pieces, one line for every tag."""

from __future__ import annotations

import re

from pmgen.engines.word.paragraphs import Placed
from pmgen.problems import LayoutPlace

_PIECE = re.compile("\ue000([0-9]+)\ue001")
_LOOP = re.compile(r"\{%\s*for\s+(\w+)\s+in\b")


class Program:
    """A script in the making. Texts written one after the other become one piece."""

    def __init__(self, file: str, part: str) -> None:
        self._nowhere = LayoutPlace(file, part)
        self._pieces: list[str] = []
        self._pending: list[str] = []
        self._lines: list[str] = [""]
        self._places: list[LayoutPlace] = [self._nowhere]
        self._here = self._nowhere
        self._authors: set[int] = set()
        self._open: list[Placed] = []

    def write(self, xml: str) -> None:
        """Add finished XML."""
        self._pending.append(xml)

    def tag(self, tag: Placed) -> None:
        """Add a tag of the layout, keeping count of the loops that are open."""
        self.authored(tag)
        if tag.tag.word in ("for", "if"):
            self._open.append(tag)
        elif tag.tag.word in ("endfor", "endif") and self._open:
            self._open.pop()

    def authored(self, tag: Placed) -> None:
        """Add a tag that opens and closes nothing."""
        self.code(tag.tag.source, tag.place)
        self._authors.add(len(self._lines))

    def is_own(self, line: int) -> bool:
        """Tell whether a line of the source, from 1, was written by the engine and not by the author."""
        return line not in self._authors

    def code(self, source: str, place: LayoutPlace | None = None) -> None:
        """Add a tag on a line of its own; without a place it belongs to the one before."""
        self._flush()
        self._here = place or self._here
        self._lines.append(source)
        self._places.append(self._here)

    def call(self, name: str, *arguments: str, place: LayoutPlace | None = None) -> None:
        """Add a call of one of the engine's helpers, whose result is XML."""
        self.code("{{ _pm_" + name + "(" + ", ".join(arguments) + ") }}", place)

    def do(self, name: str, *arguments: str) -> None:
        """Add a call of a helper that writes nothing itself."""
        self.code("{% set _pm_done = _pm_" + name + "(" + ", ".join(arguments) + ") %}")

    @property
    def loop_variable(self) -> str | None:
        """Return the variable of the innermost open loop."""
        names = [match.group(1) for tag in self._open if (match := _LOOP.match(tag.tag.source))]
        return names[-1] if names else None

    @property
    def is_repeated(self) -> bool:
        """Tell whether what is written now stands in a loop."""
        return any(tag.tag.word == "for" for tag in self._open)

    @property
    def open_blocks(self) -> tuple[Placed, ...]:
        """Return the openers around what is written now, the outermost first."""
        return tuple(self._open)

    @property
    def is_fixed(self) -> bool:
        """Tell whether nothing but finished XML was added."""
        return len(self._lines) == 1

    @property
    def fixed(self) -> str:
        """Return the XML of a program without tags."""
        return self.raw(self.source())

    def _flush(self) -> None:
        if self._pending:
            self._lines[-1] += f"\ue000{len(self._pieces)}\ue001"
            self._pieces.append("".join(self._pending))
            self._pending.clear()

    def source(self) -> str:
        """Return the source; its line n + 1 is the n-th tag."""
        self._flush()
        return "\n".join(self._lines)

    def place(self, line: int) -> LayoutPlace:
        """Return where a line of the source, from 1, stands in the layout."""
        return self._places[line - 1] if 0 < line <= len(self._places) else self._nowhere

    def raw(self, data: str) -> str:
        """Return the XML that the source's text between two tags stands for."""
        return "".join(self._pieces[int(number)] for number in _PIECE.findall(data))


def quoted(text: str) -> str:
    """Return `text` as a string of Jinja."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'"
