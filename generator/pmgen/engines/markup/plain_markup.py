"""Markup read by the standard library's parser, of which a body is mostly too plain to need it all."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_TOKEN = re.compile(
    r"(?P<text>[^<&]+)"
    r'|(?P<start><(?P<tag>[a-z][a-z0-9]*)(?P<attributes>(?: [a-z-]+="[^"<>&\n]*")*) ?(?P<closed>/?)>)'
    r"|</(?P<end>[a-z][a-z0-9]*)>"
    r"|&#(?P<number>[0-9]+);"
    r"|&(?P<name>amp|lt|gt|quot|apos);"
    r"|<\?(?P<mark>[^<>\n]*)>"
    r"|(?P<other>.)"
)
_ATTRIBUTE = re.compile(' ([a-z-]+)="([^"]*)"')
_APART = frozenset(
    ["script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes", "noscript", "plaintext"]
)
"""Elements in which what looks like tags may be text."""

Attributes = list[tuple[str, str | None]]


class PlainParser(HTMLParser):
    """Tells the same as the parser that it is, and takes a plain token of a body in one step.

    Columns count from where the last token began that was not plain.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self._tags: dict[str, tuple[str, Attributes]] = {}

    def read(self, markup: str) -> None:
        """Read all of the markup."""
        begin = max(markup.find("<body"), 0)
        self.feed(markup[:begin])
        is_inside = self.rawdata or self.cdata_elem is not None
        self.feed(markup[begin if is_inside else self._plain(markup, begin) :])
        self.close()

    def _plain(self, markup: str, begin: int) -> int:
        """Take the plain tokens from a place on, and return where they end."""
        end = len(markup)
        handlers = {
            "end": self.handle_endtag,
            "number": self.handle_charref,
            "name": self.handle_entityref,
            "mark": self.handle_pi,
        }
        for token in _TOKEN.finditer(markup, begin):
            kind = token.lastgroup or ""
            if kind == "text":
                self.handle_data(token[0])
                self.lineno += token[0].count("\n")
            elif kind == "start" and token["tag"] not in _APART:
                begun = self.handle_startendtag if token["closed"] else self.handle_starttag
                begun(*self._tag(token))
            elif kind in handlers:
                handlers[kind](token[kind])
            else:
                end = token.start()
                break
        self.offset = end - markup.rfind("\n", 0, end) - 1
        return end

    def _tag(self, token: re.Match[str]) -> tuple[str, Attributes]:
        """Return a start tag and its attributes, found once for all that are written alike."""
        if token[0] not in self._tags:
            self._tags[token[0]] = token["tag"], [*_ATTRIBUTE.findall(token["attributes"])]
        return self._tags[token[0]]
