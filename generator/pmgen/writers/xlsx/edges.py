"""What stands at the head and foot of every page, in Excel's own short language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from pmgen.document import (
    Align,
    Block,
    Bookmark,
    Edges,
    Font,
    Image,
    Inline,
    LineBreak,
    Link,
    PageNumber,
    PageReference,
    Paragraph,
    Section,
    Tab,
    Text,
)
from pmgen.problems import Problems, message
from pmgen.writers.xml import escape

LONGEST = 255
"""The characters that Excel keeps of a head or foot, its signs for fonts and numbers included."""

_PLACES = {Align.LEFT: "&L", Align.CENTER: "&C", Align.RIGHT: "&R", Align.JUSTIFY: "&L"}


def header_footer(section: Section, problems: Problems) -> str:
    """Return the element for heads and feet of a sheet's pages, or nothing where there are none."""
    kinds = {"odd": section.ordinary, "even": section.even, "first": section.first}
    given = {kind: edges for kind, edges in kinds.items() if edges is not None}
    parts = "".join(_parts(kind, edges, problems) for kind, edges in given.items())
    differing = ' differentOddEven="1"' * ("even" in given) + ' differentFirst="1"' * ("first" in given)
    return f'<headerFooter{differing} scaleWithDoc="0">{parts}</headerFooter>' if parts else ""


def _parts(kind: str, edges: Edges, problems: Problems) -> str:
    texts = {"Header": _edge(edges.header, problems), "Footer": _edge(edges.footer, problems)}
    return "".join(f"<{kind}{name}>{escape(text)}</{kind}{name}>" for name, text in texts.items() if text)


def _edge(blocks: Iterable[Block], problems: Problems) -> str:
    lines: dict[str, list[str]] = {"&L": [], "&C": [], "&R": []}
    for paragraph in _paragraphs(blocks):
        line = "".join(_inline(child, paragraph.font, problems) for child in paragraph.children)
        if line:
            lines[_PLACES[paragraph.align]].append(line)
    edge = "".join(place + "\n".join(parts) for place, parts in lines.items() if parts)
    if len(edge) <= LONGEST:
        return edge
    said = message(
        "the head or foot of a page is too long for Excel and was left out: {words}", words=edge[:80]
    )
    problems.add("PMG586", said, hint=message("Excel keeps {most} signs, fonts included", most=LONGEST))
    return ""


def _paragraphs(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
            continue
        for row in block.rows:
            for cell in row.cells:
                yield from _paragraphs(cell.blocks)


def _inline(inline: Inline, font: Font, problems: Problems) -> str:
    match inline:
        case Text(text, own):
            return _font(own) + " ".join(text.split("\n")).replace("&", "&&") if text else ""
        case PageNumber(own):
            return _font(own) + "&P"
        case LineBreak():
            return "\n"
        case Tab():
            return " "
        case Link(_, children):
            return "".join(_inline(child, font, problems) for child in children)
        case Image():
            _report_picture(inline, problems)
            return ""
        case Bookmark() | PageReference():
            return ""
        case _:
            assert_never(inline)


def _font(font: Font) -> str:
    """Return the signs for a font; the face comes last, so that digits after it are text."""
    manner = "Bold" if font.bold else "Regular"
    return f'&{round(font.size)}&"{font.east_asian.replace(chr(34), "")},{manner}"'


def _report_picture(image: Image, problems: Problems) -> None:
    said = message("the picture {name} at the head or foot of a page was left out", name=image.description)
    problems.add("PMG587", said, hint=message("the head and foot of a sheet hold only text"))
