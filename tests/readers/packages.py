"""Small Word files from the inside of their parts, written without the prefix `w:`."""

from __future__ import annotations

import re
from collections.abc import Mapping

from word.building import DECLARED, HEAD, build, content_types, relations

_ELEMENT = re.compile(r"<(/?)(?=[a-zA-Z])(?![a-zA-Z0-9]+:)")
_TAG = re.compile(r"<[^<>]*>")
_ATTRIBUTE = re.compile(r" (?=[a-zA-Z]+=)")
_RELATED = {
    "styles": ("styles", "styles.xml"),
    "settings": ("settings", "settings.xml"),
    "numbering": ("numbering", "numbering.xml"),
    "theme": ("theme", "theme1.xml"),
    "header": ("header", "header.xml"),
    "footer": ("footer", "footer.xml"),
    "first": ("footer", "first.xml"),
    "even": ("footer", "even.xml"),
    "top": ("header", "top.xml"),
    "footnotes": ("footnotes", "footnotes.xml"),
    "picture": ("image", "picture.png"),
    "emf": ("image", "picture.emf"),
    "web": ("hyperlink", "https://example.org/"),
}
_ROOTS = {"header": "hdr", "footer": "ftr", "first": "ftr", "even": "ftr", "top": "hdr"}
_MORE = 'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'


def prefixed(text: str) -> str:
    """Return XML with `w:` before every name that has no prefix."""
    text = _TAG.sub(lambda tag: _ATTRIBUTE.sub(" w:", tag[0]) if ":" not in _name(tag[0]) else tag[0], text)
    return _ELEMENT.sub(r"<\1w:", text)


def _name(tag: str) -> str:
    return tag.strip("</>").split()[0]


def package(
    body: str, parts: Mapping[str, str] | None = None, media: Mapping[str, bytes] | None = None
) -> bytes:
    """Return a .docx with the body and with other parts by the names of `_RELATED`."""
    made: dict[str, str | bytes] = {"word/document.xml": _root("document", f"<body>{body}</body>")}
    related = {**(parts or {}), **dict.fromkeys(media or {}, "")}
    for name, inside in (parts or {}).items():
        target = _RELATED[name][1]
        made[f"word/{target}"] = inside if name == "theme" else _root(_ROOTS.get(name, name), inside)
    for name, data in (media or {}).items():
        made[f"word/{_RELATED[name][1]}"] = data
    links = {name: _RELATED[name] for name in (*related, "web")}
    made["word/_rels/document.xml.rels"] = relations(links, frozenset({"web"}))
    built = {"word/styles.xml": _root("styles", ""), "word/settings.xml": _root("settings", "")}
    made["[Content_Types].xml"] = content_types({**built, **made})
    return build("", {**built, **made})


def _root(name: str, inside: str) -> str:
    return f"{HEAD}<w:{name} {DECLARED} {_MORE}>{prefixed(inside)}</w:{name}>"
