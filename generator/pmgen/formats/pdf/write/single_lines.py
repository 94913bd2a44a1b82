"""A plain paragraph that has room in one line, as most in tables do, and how high a line is."""

from __future__ import annotations

from itertools import accumulate

from pmgen.document import Align, Paragraph
from pmgen.formats.pdf.write.layout_boxes import Line, Piece
from pmgen.formats.pdf.write.paragraph_text import WIDER, autospace_places
from pmgen.formats.pdf.write.typefaces import Style

SLACK = 0.01
_MOST = 1.2
"""How many times its room a text may need if all of it were Chinese, and still be tried in one line."""
_EXACT_BASE = 0.8
_CLOSEST, _LOWEST = 0.5, 1.0
"""How high a line with words is at least, lest lines stand on each other: a share of what its font asks."""


def single_line(paragraph: Paragraph, text: str, style: Style, width: float) -> tuple[Line, ...]:
    """Return the line of a plain paragraph of printable text, none where it may need more than one."""
    x, right = paragraph.indent + paragraph.first_line_indent, width - paragraph.indent_right
    if not text or text[-1] == " " or len(text) * style.size > _MOST * (right - x):
        return ()
    widths = list(map(style.advance.__getitem__, text))
    airs = autospace_places(text, paragraph.autospace)
    for place in airs:
        widths[place - 1] += style.size * WIDER
    *_, long = accumulate(widths, initial=0.0)
    if long > right - x + SLACK:
        return ()
    if paragraph.align is Align.CENTER:
        x += max(0.0, right - x - long) / 2
    elif paragraph.align is Align.RIGHT:
        x += max(0.0, right - x - long)
    height, base = spaced(paragraph, style.heights(text), not text.isspace())
    piece = Piece(x, style, text, long, airs=tuple(airs))
    return (Line(height, base, (piece,), above=paragraph.space_before, below=paragraph.space_after),)


def spaced(paragraph: Paragraph, heights: tuple[float, float], has_words: bool) -> tuple[float, float]:
    """Return the height of a line and where its base line is, as the paragraph asks."""
    ascent, descent = heights
    natural = ascent + descent
    asked, least = paragraph.line_height or 0.0, max(natural * _CLOSEST, _LOWEST) * has_words
    is_exact = asked > 0 and paragraph.line_exact
    height = asked if is_exact else max(natural * paragraph.line_factor, asked)
    if is_exact or height < least:
        height = max(height, least)
        return height, height * _EXACT_BASE
    return height, max(height - descent, height / 2)
