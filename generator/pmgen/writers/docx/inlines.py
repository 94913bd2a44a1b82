"""Inlines as WordprocessingML: runs, breaks, fields, links, bookmarks and pictures."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import assert_never

from pmgen.document import (
    Bookmark,
    Font,
    Image,
    Inline,
    LineBreak,
    Link,
    PageNumber,
    PageReference,
    Tab,
    Text,
)
from pmgen.writers.docx.looks import run_properties
from pmgen.writers.docx.parts import Part
from pmgen.writers.docx.xml import attribute, element, emus, escape

_BREAKS = re.compile("(\r\n|[\n\t\r\u2028])")
_KEPT = ' xml:space="preserve"'
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"


def inlines(children: Iterable[Inline], font: Font, part: Part) -> str:
    """Return the inlines of a paragraph in a font; a run says only in what its own differs."""
    return "".join([_inline(child, font, part) for child in children])


def _inline(inline: Inline, around: Font, part: Part) -> str:
    match inline:
        case Text(text, font):
            return _run(_text(text), font, around)
        case LineBreak():
            return element("r", element("br"))
        case Tab():
            return element("r", element("tab"))
        case Image():
            return element("r", _image(inline, part))
        case PageNumber(font):
            return _field("PAGE", font, around)
        case PageReference(bookmark, font):
            return _field(f"PAGEREF {bookmark} \\h", font, around)
        case Link(bookmark, children):
            return element("hyperlink", inlines(children, around, part), anchor=bookmark, history=1)
        case Bookmark(name):
            return _bookmark(name, part)
        case _:
            assert_never(inline)


def _run(content: str, font: Font, around: Font) -> str:
    return element("r", run_properties(font, around), content) if content else ""


def _text(text: str) -> str:
    return "".join([_piece(piece) for piece in _BREAKS.split(text) if piece])


def _piece(piece: str) -> str:
    if piece == "\t":
        return element("tab")
    if _BREAKS.fullmatch(piece):
        return element("br")
    return f"<w:t{_KEPT if ' ' in piece else ''}>{escape(piece)}</w:t>"


def _field(instruction: str, font: Font, around: Font) -> str:
    """Return a field without a cached result: nobody knows the page yet, so Word is told to look."""
    code = f'<w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText>'
    return (
        _run(element("fldChar", fldCharType="begin", dirty="true"), font, around)
        + _run(code, font, around)
        + _run(element("fldChar", fldCharType="separate"), font, around)
        + _run(element("fldChar", fldCharType="end"), font, around)
    )


def _bookmark(name: str, part: Part) -> str:
    number = part.number()
    return element("bookmarkStart", id=number, name=name) + element("bookmarkEnd", id=number)


def _image(image: Image, part: Part) -> str:
    number, reference = part.number(), part.picture(image)
    extent = f'cx="{emus(image.width)}" cy="{emus(image.height)}"'
    named = f'id="{number}" name="图片 {number}"{attribute("descr", image.description)}'
    return (
        '<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f"<wp:extent {extent}/><wp:docPr {named}/>"
        f'<a:graphic><a:graphicData uri="{_PICTURE}"><pic:pic>'
        f"<pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{reference}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
