"""What pmgen writes into a page, element by element, and the words for what it never writes."""

from __future__ import annotations

from collections.abc import Mapping

from pmgen.problems import Message, message

_CELL = frozenset({"class", "scope", "colspan", "rowspan"})
_NONE = frozenset[str]()

ELEMENTS: Mapping[str, frozenset[str]] = {
    "html": frozenset({"lang"}),
    **dict.fromkeys(("head", "title", "style", "body", "main", "colgroup"), _NONE),
    **dict.fromkeys(("thead", "ol", "br"), _NONE),
    "meta": frozenset({"charset", "name", "http-equiv", "content"}),
    **dict.fromkeys(("div", "col", "tbody", "tr", "p", "li"), frozenset({"class"})),
    "section": frozenset({"class", "aria-labelledby", "tabindex"}),
    "table": frozenset({"class", "aria-labelledby"}),
    "caption": frozenset({"class", "id"}),
    **dict.fromkeys(("td", "th"), _CELL),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "span"), frozenset({"class", "id"})),
    "a": frozenset({"href"}),
    "img": frozenset({"class", "alt", "src"}),
    "nav": frozenset({"aria-label"}),
}
"""The elements that pmgen writes, each with its attributes."""

METAS = frozenset({"viewport", "author"})
"""The names of what the head tells; beside them stand the character set and the policy."""

FOREIGN: Mapping[str, Message] = {
    "script": message("a script"),
    "noscript": message("words for readers without scripts"),
    "template": message("a hidden template"),
    "iframe": message("another page inside of this one"),
    "frame": message("another page inside of this one"),
    "frameset": message("another page inside of this one"),
    "object": message("an embedded object"),
    "embed": message("an embedded object"),
    "applet": message("an embedded object"),
    "svg": message("a drawing"),
    "math": message("a drawing"),
    "canvas": message("a drawing"),
    "video": message("sound or video"),
    "audio": message("sound or video"),
    "source": message("sound or video"),
    "picture": message("a picture that changes with the window"),
    "form": message("a form to fill in"),
    "input": message("a form field"),
    "textarea": message("a form field"),
    "select": message("a form field"),
    "button": message("a button"),
    "base": message("a base address for links"),
    "link": message("a file to be fetched"),
    "del": message("a deletion that is still there"),
    "s": message("text that is struck through"),
    "strike": message("text that is struck through"),
    "ins": message("an insertion that is marked"),
    "details": message("text that can be folded away"),
    "dialog": message("a window that can be opened"),
    "slot": message("a hidden template"),
    "marquee": message("text that moves"),
    "bdo": message("text in another direction"),
    "bdi": message("text in another direction"),
    "ruby": message("small text over other text"),
    "meta": message("a word to programs"),
}
"""Elements that pmgen never writes."""

ATTRIBUTES: Mapping[str, Message] = {
    "style": message("looks of its own"),
    "hidden": message("a mark that hides it"),
    "inert": message("a mark that hides it"),
    "aria-hidden": message("a mark that hides it from those who listen"),
    "title": message("words that show under the pointer"),
    "aria-label": message("words that are read aloud in place of those shown"),
    "aria-description": message("words that are read aloud in place of those shown"),
    "alt": message("words that are read aloud in place of those shown"),
    "dir": message("another direction of writing"),
    "contenteditable": message("a mark that lets readers change it"),
    "srcset": message("another picture for some windows"),
    "ping": message("an address that hears of each click"),
    "download": message("a link that saves a file"),
    "target": message("a link that opens a window"),
    "popover": message("a window that can be opened"),
    "lang": message("another language"),
    "translate": message("a word to programs"),
    "background": message("a picture to be fetched"),
}
"""Attributes that pmgen never writes, or not there."""


def attribute_words(name: str) -> Message:
    """Return what a foreign attribute is."""
    if name.startswith("on"):
        return message("a script that runs by itself")
    if name.startswith("data-"):
        return message("hidden data")
    return ATTRIBUTES.get(name) or message("the attribute {name}", name=name)
