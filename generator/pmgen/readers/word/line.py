"""A paragraph's inlines while they are gathered: runs joined, links opened and closed, pages broken."""

from __future__ import annotations

from dataclasses import dataclass, field

from pmgen.document import Bookmark, Font, Inline, Link, Text


@dataclass(slots=True)
class Line:
    """What a paragraph says so far; a page break begins another piece of it."""

    pieces: list[list[Inline]] = field(default_factory=lambda: [[]])
    link: str = ""
    linked: list[Inline] = field(default_factory=list)

    def add(self, inline: Inline) -> None:
        """Put an inline at the end; text in the font of the text before it joins that text."""
        inlines = self.linked if self.link else self.pieces[-1]
        last = inlines[-1] if inlines else None
        if isinstance(inline, Text) and isinstance(last, Text) and last.font == inline.font:
            inlines[-1] = Text(last.text + inline.text, inline.font)
        else:
            inlines.append(inline)

    def say(self, text: str, font: Font) -> None:
        """Put text at the end."""
        if text:
            self.add(Text(text, font))

    def open_link(self, bookmark: str) -> bool:
        """Begin a link, unless one is open; return whether it was begun."""
        if self.link or not bookmark:
            return False
        self.link = bookmark
        return True

    def close_link(self) -> None:
        """End the open link; one without content, or with bookmarks only, is none."""
        if any(not isinstance(inline, Bookmark) for inline in self.linked):
            self.pieces[-1].append(Link(self.link, tuple(self.linked)))
        else:
            self.pieces[-1].extend(self.linked)
        self.link, self.linked = "", []

    def break_page(self) -> None:
        """Begin a new piece on a new page, in the same link."""
        link = self.link
        if link:
            self.close_link()
        self.pieces.append([])
        self.link = link

    def end(self) -> list[tuple[Inline, ...]]:
        """Return the inlines of each piece."""
        if self.link:
            self.close_link()
        return [tuple(piece) for piece in self.pieces]
