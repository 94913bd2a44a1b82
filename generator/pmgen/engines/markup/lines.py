"""The text of one paragraph: layout white space collapses, every space of a value stays."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from unicodedata import east_asian_width

from pmgen.document import Bookmark, Font, Image, Inline, LineBreak, Link, Tab, Text

_SPACES = re.compile(r"([ \t\n\r\f]+)")
_BREAKS = re.compile("(\r\n|[\n\r\t])")


@dataclass(slots=True)
class LineBuilder:
    """Collects the inlines of a paragraph.

    White space of the layout goes at both ends and beside breaks; with a line break in it, it goes between
    two Chinese characters and is one space elsewhere; runs of spaces within a line stay as they are typed.
    """

    inlines: list[Inline] = field(default_factory=list)
    _pending: str = ""
    _font: Font = field(default_factory=Font)
    _last: str = ""

    @property
    def has_text(self) -> bool:
        """Tell whether anything but bookmarks has come."""
        return any(not isinstance(inline, Bookmark) for inline in self.inlines)

    def layout_text(self, text: str, font: Font) -> None:
        """Add text as it stands in the layout."""
        for piece in _SPACES.split(text):
            if piece and piece.isspace() and piece.isascii():
                self._pending, self._font = self._pending + piece, font
            elif piece:
                self._flush(piece[0])
                self._emit(piece, font)

    def value_text(self, text: str, font: Font) -> None:
        """Add text exactly; its line breaks and tabs become those of the document."""
        if text:
            self._flush(text[0])
        for piece in filter(None, _BREAKS.split(text)):
            if piece == "\t":
                self._add(Tab())
            elif _BREAKS.fullmatch(piece):
                self._add(LineBreak())
            else:
                self._emit(piece, font)

    def line_break(self) -> None:
        """Add a line break; layout white space before and after it goes."""
        self._pending = ""
        self._add(LineBreak())
        self._last = ""

    def add(self, inline: Image | Bookmark) -> None:
        """Add a picture or bookmark."""
        if isinstance(inline, Image):
            self._flush("\ufffc")
            self._last = "\ufffc"
        self._add(inline)

    def link(self, bookmark: str, inner: LineBuilder) -> None:
        """Add what `inner` collected as a link."""
        self._add(Link(bookmark, tuple(inner.inlines)))
        self._pending, self._font, self._last = inner._pending, inner._font, inner._last or self._last

    def inside_link(self) -> LineBuilder:
        """Return a builder that goes on inside a link."""
        inner = LineBuilder([], self._pending, self._font, self._last)
        self._pending = ""
        return inner

    def _flush(self, following: str) -> None:
        pending, self._pending = self._pending, ""
        if not pending or not self._last:
            return
        if "\n" not in pending:
            for tab_or_spaces in re.split("(\t)", pending):
                self._add(Tab()) if tab_or_spaces == "\t" else self._emit(tab_or_spaces, self._font)
        elif not (_is_wide(self._last) and _is_wide(following)):
            self._emit(" ", self._font)

    def _emit(self, text: str, font: Font) -> None:
        if not text:
            return
        self._last = text[-1]
        last = self.inlines[-1] if self.inlines else None
        if isinstance(last, Text) and last.font == font:
            self.inlines[-1] = Text(last.text + text, font)
        else:
            self.inlines.append(Text(text, font))

    def _add(self, inline: Inline) -> None:
        if not isinstance(inline, (Bookmark, Link)):
            self._last = self._last or "\ufffc"
        self.inlines.append(inline)


def _is_wide(character: str) -> bool:
    return east_asian_width(character) in "WF"
