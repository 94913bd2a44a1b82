"""What pmgen writes into a page, and elements, attributes, comments and styles that it never writes."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from html import unescape

from pmgen.problems import LayoutPlace, Message, message
from pmgen.problems.message import short
from pmgen.verify.foreign_content.foreign_content_report import FOREIGN as CODE
from pmgen.verify.foreign_content.foreign_content_report import HIDDEN, LOOKS, ForeignContentReport
from pmgen.verify.foreign_content.html_atoms import (
    Atom,
    Tree,
    is_foreign_declaration,
    meaning,
    style_comments,
    style_declarations,
)

_CELL = frozenset({"class", "scope", "colspan", "rowspan"})
_NONE = frozenset[str]()

OWN_ELEMENTS: Mapping[str, frozenset[str]] = {
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

FOREIGN_ELEMENTS: Mapping[str, Message] = {
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

FOREIGN_ATTRIBUTES: Mapping[str, Message] = {
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
    return FOREIGN_ATTRIBUTES.get(name) or message("the attribute {name}", name=name)


_BEGINNINGS = {("a", "href"): "#", ("img", "src"): "data:image/"}
"""How the only addresses begin that pmgen writes."""

_DIGEST = re.compile(r"'sha256-[^']*'")
_POLICY = "content-security-policy"


def own_attributes(atom: Atom) -> Atom:
    """Return an atom with those attributes only that pmgen writes there."""
    known = OWN_ELEMENTS.get(atom.name, frozenset())
    kept = (pair for pair in atom.attributes if pair[0] in known)
    if atom.name == "meta":
        # What the policy vouches for is compared by itself.
        kept = ((name, _DIGEST.sub("", value or "")) for name, value in kept)
    return replace(atom, attributes=tuple(kept))


def is_own(atom: Atom) -> bool:
    """Tell whether pmgen writes such an atom, and stands in what it writes."""
    if any(tag not in OWN_ELEMENTS for tag in atom.path) or atom.kind == "remark":
        return False
    if atom.kind == "start" and atom.name == "meta":
        return _is_own_meta(dict(atom.attributes))
    return atom.kind not in ("start", "end") or atom.name in OWN_ELEMENTS


def report_foreign_html(tree: Tree, report: ForeignContentReport) -> None:
    """Tell everything that goes beyond what pmgen writes."""
    for atom in tree.atoms:
        if any(tag not in OWN_ELEMENTS for tag in atom.path):
            continue  # told with the element around it
        if atom.kind == "remark":
            text = message(
                "a remark stands in the page where nobody sees it: {words}", words=_one_line(atom.name)
            )
            report.error_at(HIDDEN, text, where(tree, atom))
        elif atom.kind == "start":
            _tell_element(tree, atom, report)
    if tree.after:
        text = message("text stands behind the end of the page: {words}", words=_one_line(tree.after))
        report.error_at(HIDDEN, text, LayoutPlace(""))
    _tell_style(tree, report)


def _tell_element(tree: Tree, atom: Atom, report: ForeignContentReport) -> None:
    if atom.name == "meta" and not _is_own_meta(dict(atom.attributes)):
        _tell_meta(atom, report)
        return
    if atom.name not in OWN_ELEMENTS:
        what = FOREIGN_ELEMENTS.get(atom.name) or message("the element {name}", name=atom.name)
        words = _one_line(tree.inside(atom)) or _one_line(atom.source)
        text = message("the page holds {what}, which pmgen does not write: {words}", what=what, words=words)
        report.error_at(CODE, text, where(tree, atom))
        return
    for name, value in _foreign_attributes(atom):
        what = _attribute(atom, name)
        words = _one_line(value)
        text = message("{what} stands here, which pmgen does not write: {words}", what=what, words=words)
        report.error_at(CODE, text, where(tree, atom))


def _foreign_attributes(atom: Atom) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for name, value in atom.attributes:
        words = value or ""
        begin = _BEGINNINGS.get((atom.name, name), "")
        if name not in OWN_ELEMENTS[atom.name] or name in seen or not words.startswith(begin):
            yield name, words or name
        seen.add(name)


def _attribute(atom: Atom, name: str) -> Message:
    if name == "href":
        return message("a link to an address")
    if name == "src":
        return message("a picture to be fetched")
    return FOREIGN_ATTRIBUTES.get(name) or attribute_words(name)


def _is_own_meta(said: dict[str, str | None]) -> bool:
    if (said.get("http-equiv") or "").lower() == _POLICY or set(said) == {"charset"}:
        return True
    return (said.get("name") or "").lower() in METAS


def _tell_meta(atom: Atom, report: ForeignContentReport) -> None:
    said = dict(atom.attributes)
    content = _one_line(said.get("content") or "")
    name = said.get("name") or said.get("property")
    if name and "http-equiv" not in said:
        report.trace(message("the property {name} of the file says: {words}", name=name, words=content))
    else:
        what = said.get("http-equiv") or atom.source
        text = message("the page orders the browser about: {name} {words}", name=what, words=content)
        report.error_at(CODE, text, LayoutPlace(""))


def _tell_style(tree: Tree, report: ForeignContentReport) -> None:
    for style in tree.styles:
        for words in style_comments(style):
            text = message(
                "a remark stands in the style where nobody sees it: {words}", words=_one_line(words)
            )
            report.error_at(HIDDEN, text, LayoutPlace(""))
        for rule in filter(is_foreign_declaration, style_declarations(style)):
            what, words = meaning(rule), _one_line(str(rule))
            text = message("the style sets {what}, as pmgen does not: {words}", what=what, words=words)
            report.error_at(LOOKS, text, tree.place_of(rule.classes))
    if not _vouched(tree.styles, tree.atoms):
        text = message("the style is not the one that the page vouches for: it was changed or replaced")
        report.error_at(LOOKS, text, LayoutPlace(""))


def _vouched(styles: Sequence[str], atoms: Iterable[Atom]) -> bool:
    """Tell whether the first policy of a page names every style that stands in it."""
    said = (dict(atom.attributes) for atom in atoms if (atom.kind, atom.name) == ("start", "meta"))
    policies = (one.get("content") or "" for one in said if (one.get("http-equiv") or "").lower() == _POLICY)
    policy = next(policies, "")
    digests = (b64encode(sha256(style.encode()).digest()).decode() for style in styles)
    return all(f"'sha256-{digest}'" in policy for digest in digests)


_TAGS = re.compile("<[^<>]*>")
_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?: [a-z-]+="[^"<>]*")*)>')
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_LONG = 200
_DOCTYPE = "<!DOCTYPE html>"
_BEGIN, _END = f"{_DOCTYPE}\n<html ", "</html>"


def has_no_foreign_content(text: str) -> bool:
    """Tell at a glance whether nothing in a page is foreign; where it is in doubt, a closer look tells."""
    if not text.startswith(_BEGIN) or not text.endswith(_END) or "\0" in text:
        return False
    styles, tags = _STYLE.findall(text), _TAGS.findall(text, len(_DOCTYPE))
    return (
        text.count("<", len(_DOCTYPE)) == len(tags)
        and all(map(_is_own_tag, set(tags)))
        and not any(
            style_comments(style) or any(map(is_foreign_declaration, style_declarations(style)))
            for style in styles
        )
        and _vouched(styles, [_unescaped(_atom(tag)) for tag in tags if tag.startswith("<meta ")])
    )


def _is_own_tag(tag: str) -> bool:
    """Tell whether pmgen writes such a tag; long ones hold pictures and are not worth remembering."""
    return _is_short_own_tag(tag) if len(tag) < _LONG else _is_short_own_tag.__wrapped__(tag)


@lru_cache(maxsize=4096)
def _is_short_own_tag(tag: str) -> bool:
    if _TAG.fullmatch(tag) is None:
        return False
    atom = _atom(tag)
    return is_own(atom) and not any(_foreign_attributes(atom))


def _atom(tag: str) -> Atom:
    end, name, attributes = _TAG.findall(tag)[0]
    return Atom("end" if end else "start", name, tuple(_ATTRIBUTE.findall(attributes)))


def _unescaped(atom: Atom) -> Atom:
    return replace(atom, attributes=tuple((name, unescape(value or "")) for name, value in atom.attributes))


def where(tree: Tree, atom: Atom) -> LayoutPlace:
    """Return the place of an atom, with the words of its cell or of the line."""
    if atom.place.cell is not None:
        return replace(atom.place, text=tree.words.get(atom.place, ""))
    wide = atom.name in ("html", "head", "body", "main", "div", "style")
    return replace(atom.place, text="" if wide or atom.kind != "start" else tree.inside(atom))


def _one_line(words: str) -> str:
    return short(" ".join(words.split())) or "—"
