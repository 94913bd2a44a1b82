"""Say what a PDF or a page holds too much or otherwise: what it is, where, and at which words."""

from __future__ import annotations

from dataclasses import replace

from pmgen.problems import LayoutPlace, Message, Problem, Problems, message
from pmgen.verify.telling import short

FOREIGN = "PMG760"
HIDDEN = "PMG761"
TEXT = "PMG762"
GLYPH = "PMG763"
LOOKS = "PMG764"
DRAWING = "PMG765"
PAGES = "PMG766"
NAVIGATION = "PMG767"
ORIGIN = "PMG768"
PACKED = "PMG769"

AGAIN = message("do not publish this file; render the annex again and publish what that gives")
_CLEAN = message("publish the file that pmgen wrote; other programs leave such traces when they save")
_NOTHING = message("nothing needs to be done")


class Teller:
    """Collects the problems of one file."""

    def __init__(self, file: str) -> None:
        self.found = Problems()
        self._file = file

    def error(
        self, code: str, text: Message, page: int | None = None, words: str = "", hint: Message = AGAIN
    ) -> None:
        """Keep an error, at a page and at words on it where there are any."""
        self._tell(code, text, LayoutPlace("", page=page, text=words), hint)

    def error_at(self, code: str, text: Message, place: LayoutPlace, hint: Message = AGAIN) -> None:
        """Keep an error at a place, whose file need not be said."""
        self._tell(code, text, place, hint)

    def unreadable(self, reason: object) -> None:
        """Keep that the file is none."""
        text = message("the file cannot be read back: {reason}", reason=reason)
        self._tell("PMG732", text, LayoutPlace(""), message("render it again"))

    def trace(self, text: Message) -> None:
        """Keep a warning about what another program has left in the file."""
        self._tell(ORIGIN, text, LayoutPlace(""), _CLEAN)

    def packed(self, text: Message) -> None:
        """Keep a remark about how the file is packed."""
        self._tell(PACKED, text, LayoutPlace(""), _NOTHING)

    def _tell(self, code: str, text: Message, place: LayoutPlace, hint: Message) -> None:
        words = short(place.text.strip().replace("\n", "⏎"))
        self.found.keep(Problem(code, text, (replace(place, file=self._file, text=words),), hint))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return what was found, each once."""
        return tuple(dict.fromkeys(self.found))
