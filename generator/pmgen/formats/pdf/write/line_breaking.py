"""A paragraph broken into lines, and where a line may end: Chinese rules, numbers with their units."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple

from pmgen.document import Align, Font, Paragraph, TabStop, Text
from pmgen.formats.pdf.write.layout_boxes import (
    Line,
    LineBookmark,
    LineLink,
    OutlineEntry,
    Picture,
    Piece,
    Setting,
)
from pmgen.formats.pdf.write.paragraph_text import HardLine, hard_lines, names_pages, plain_text
from pmgen.formats.pdf.write.single_lines import SLACK, single_line, spaced
from pmgen.formats.pdf.write.typefaces import Fonts, Style
from pmgen.model.units import POWER_PATTERN

NOT_AT_START = "，。、；：！？）】》〉」』〕〗〙〛”’…⋯·・•％‰℃℉°′″～〜々ー,.;:!?)]}%｝］，．"
"""Marks that never begin a line."""

NOT_AT_END = "（【《〈「『〔〖〘〚“‘〝([{｛［￥¥＄$£€"
"""Marks that never end a line."""

_IDEOGRAPHIC = (
    "\u2e80-\u30ff\u3100-\u9fff\ua960-\ua97f\uac00-\ud7ff"
    "\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U0001f000-\U0003ffff"
)
_SPACE = r"[^\S\xa0\u202f\u3000]"
_SIGN = "[第约近超±+\\-−﹣－＋≥≤≧≦⩾⩽＞＜><=＝≈≠~〜～]"
_UNIT = (
    "(?:个百分点|平方米|平方公里|立方米|公里|千米|公斤|千克|小时|分钟|工作日|人次|人天|人月|班次|场次|台套|"
    "元/(?:人次|人|天|月|年|次|[\u4e00-\u9fff])|岁|吨|亩|米|克|秒|周|季度|季|日|天|月|年|时|分|元|角|人|名|位|个|件|份|次|期|场|项|家|户|"
    "台|套|辆|条|篇|册|本|批|处|所|间|座|宗|例|起|类|种|届|班|队|页|号|张|%|％|‰|℃)"
)
_NUMBER = rf"{_SIGN}*[0-9０-９]+(?:[.,:/\-–．，][0-9０-９]+)*(?:{POWER_PATTERN})?{_UNIT}?"
_WORD = rf"[^\s{_IDEOGRAPHIC}{re.escape(NOT_AT_START + NOT_AT_END)}—]+(?:['’.\-][A-Za-z0-9]+)*"
_CLOSING = f"[{re.escape(NOT_AT_START)}\u0300-\u036f\u200d\ufe00-\ufe0f]"
_DIGITS = frozenset("0123456789.,")
_IDEOGRAPH = f"(?!{_SIGN})[\u4e00-\u9fff]"
"""What stands alone most often, and begins neither a number nor a word."""
_TOKEN = re.compile(
    rf"(?:{_IDEOGRAPH}|[{re.escape(NOT_AT_END)}]*(?:{_NUMBER}|{_WORD}|—+|[^\s]|[\xa0\u202f\u3000])?)"
    rf"{_CLOSING}*{_SPACE}*",
    re.DOTALL,
)


def line_ends(text: str) -> list[int]:
    """Return every place in `text` at which a line may end, the end of the text being the last."""
    # The pattern matches at every place, and empty only at the end.
    return list(accumulate(map(len, _TOKEN.findall(text)[:-1])))


def is_in_number(text: str, place: int) -> bool:
    """Tell whether a place in `text` stands between the digits of a number, its points and commas."""
    return 0 < place < len(text) and text[place - 1] in _DIGITS and text[place] in _DIGITS


_LEADER_GAP = 1.0
TALLEST = 600.0
"""The height a picture may have as long as that of its page is not known."""

_first = itemgetter(0)

Lines = tuple[Line, ...]


class ParagraphSetter:
    """Sets the paragraphs of one document, equal ones of one width once: plain ones, or the same again.

    `referring` collects the bookmarks that are referred to, `tallest` is the height a picture may have,
    `tab_distance` how far apart stops of tabs are.
    """

    def __init__(self, fonts: Fonts, tab_distance: float) -> None:
        self.fonts = fonts
        self.tab_distance = tab_distance
        self.page_number = 0
        self.pages: Mapping[str, int] = {}
        self.referring: dict[str, None] = {}
        self.tallest = TALLEST
        self._known: dict[tuple[object, ...], Lines] = {}
        self._again: dict[tuple[int, float, int, float], tuple[Paragraph, Lines]] = {}

    def lines(self, paragraph: Paragraph, width: float) -> Lines:
        """Return the lines of a paragraph in a given width."""
        children = paragraph.children
        if not paragraph.outline:
            if not children:
                return self._plain(paragraph, "", paragraph.font, width)
            # What is not printable may break the line, and then asks for the font of the paragraph, too.
            if len(children) == 1 and type(text := children[0]) is Text and _is_printable(text.text):
                return self._plain(paragraph, text.text, text.font, width)
        if not names_pages(children):
            return self._other(paragraph, width)
        lines = self._set(paragraph, width)
        setting = Setting(paragraph, width, self.page_number, self.tallest, len(lines))
        return tuple([line._replace(numbered=(setting, place)) for place, line in enumerate(lines)])

    def again(self, setting: Setting) -> Lines:
        """Return the lines of a paragraph that names pages, as they are now known."""
        self.page_number, self.tallest = setting.page_number, setting.tallest
        return self.lines(setting.paragraph, setting.width)

    def _other(self, paragraph: Paragraph, width: float) -> Lines:
        key = id(paragraph), width, self.page_number, self.tallest
        known = self._again.get(key)
        if known is None:
            # The paragraph is kept, so that no other takes over its identity.
            known = self._again[key] = paragraph, self._set(paragraph, width)
        return known[1]

    def _plain(self, paragraph: Paragraph, text: str, font: Font, width: float) -> Lines:
        style = self.fonts.style(font)
        key = (
            text, style, width, paragraph.align, paragraph.first_line_indent, paragraph.indent,
            paragraph.indent_right, paragraph.line_height, paragraph.line_factor, paragraph.line_exact,
            paragraph.space_before, paragraph.space_after, paragraph.autospace,
        )  # fmt: skip
        known = self._known.get(key)
        if known is None:
            known = single_line(paragraph, text, style, width) or self._set(paragraph, width)
            self._known[key] = known
        return known

    def _set(self, paragraph: Paragraph, width: float) -> Lines:
        lines, first = list[Line](), paragraph.first_line_indent
        for hard in hard_lines(paragraph, self, width):
            lines += _Breaker(paragraph, hard, width, self.tab_distance).lines(paragraph.indent + first)
            first = 0
        heading = (
            OutlineEntry(paragraph.outline, plain_text(paragraph.children)) if paragraph.outline else None
        )
        if paragraph.space_before or heading:
            lines[0] = lines[0]._replace(above=paragraph.space_before, heading=heading)
        if paragraph.space_after:
            lines[-1] = lines[-1]._replace(below=paragraph.space_after)
        return tuple(lines)


def _is_printable(text: str) -> bool:
    return text != "" and text.isprintable()


class _Part(NamedTuple):
    """Some characters in a line, from where they begin; each of `gaps` is `stretch` wider."""

    begin: int
    end: int
    x: float
    gaps: Sequence[int] = ()
    stretch: float = 0


class _Breaker:
    """Breaks the text up to a line break into lines."""

    def __init__(self, paragraph: Paragraph, hard: HardLine, width: float, tab_distance: float) -> None:
        self._paragraph, self._hard, self._tab_distance = paragraph, hard, tab_distance
        self._right = width - paragraph.indent_right
        self._at = hard.places(paragraph.autospace)
        self._airs = hard.airs
        self._ends: list[int] | None = None
        self._places = sorted(hard.pictures)
        self._cuts = False
        self._reach = self._spacing = (-1.0, -1.0)
        self._has_words = bool(hard.text.strip())
        # Most text is of one style with nothing in between, and is set the short way.
        self._plain = len(hard.spans) == 1 and not (hard.pictures or hard.tabs or hard.marks or hard.ways)

    def lines(self, start: float) -> Iterable[Line]:
        """Return the lines; the first begins at `start`, the others at the paragraph's indent."""
        return self._tabbed(start) if self._hard.tabs else self._filled(start)

    def _filled(self, start: float) -> list[Line]:
        lines, size, begin = list[Line](), len(self._hard.text), 0
        while True:
            end = self._end(begin, self._right - start)
            part = self._aligned(begin, end, start)
            lines.append(self._plain_line(part) if self._plain else self._line((part,)))
            if self._cuts:
                lines[-1], self._cuts = lines[-1]._replace(is_cut=True), False
            if end == size:
                return lines
            begin, start = end, self._paragraph.indent

    def _end(self, begin: int, available: float) -> int:
        """Return where a line ends; a word that is too long for any line is cut."""
        text, at = self._hard.text, self._at
        size = len(text)
        if begin == size or at[-1] - at[begin] <= available + SLACK:
            return size
        most = bisect_right(at, at[begin] + available + SLACK) - 1
        while most < size and text[most] == " ":
            most += 1
        if self._ends is None:
            self._ends = line_ends(text)
        number = bisect_right(self._ends, most)
        if self._airs and number < len(self._ends) and self._ends[number] in self._airs:
            number += self._width(begin, self._ends[number]) <= available + SLACK
        if number and self._ends[number - 1] > begin:
            return self._ends[number - 1]
        return self._cut(begin, min(size, max(most, begin + 1)))

    def _cut(self, begin: int, end: int) -> int:
        """Return where a word is cut that is too long for any line: before a number rather than in it."""
        place = end
        while place > begin and is_in_number(self._hard.text, place):
            place -= 1
        self._cuts = place == begin
        return place if place > begin else end

    def _width(self, begin: int, end: int) -> float:
        """Return how wide characters are in a line that ends with them."""
        return self._at[end] - self._at[begin] - (self._airs.get(end, 0) if self._airs else 0)

    def _aligned(self, begin: int, end: int, left: float) -> _Part:
        align = self._paragraph.align
        if align is Align.LEFT:
            return _Part(begin, end, left)
        shown = begin + len(self._hard.text[begin:end].rstrip(" "))
        spare = max(0.0, self._right - left - self._width(begin, shown))
        if align is Align.CENTER:
            return _Part(begin, end, left + spare / 2)
        if align is Align.RIGHT:
            return _Part(begin, end, left + spare)
        if align is Align.JUSTIFY and end < len(self._hard.text):
            gaps = [place for place in self._ends or () if begin < place < shown]
            return _Part(begin, end, left, gaps, spare / len(gaps) if gaps else 0)
        return _Part(begin, end, left)

    def _tabbed(self, start: float) -> Iterator[Line]:
        hard, x, begin = self._hard, start, 0
        parts, leaders = list[_Part](), list[Piece]()
        for stop in (*hard.tabs, len(hard.text)):
            while self._at[stop] - self._at[begin] > self._right - x + SLACK and begin < stop:
                end = min(stop, self._end(begin, self._right - x))
                if x > self._paragraph.indent and self._at[end] - self._at[begin] > self._right - x + SLACK:
                    end = begin
                yield self._line((*parts, _Part(begin, end, x)), leaders)
                parts, leaders, begin, x = [], [], end, self._paragraph.indent
            parts.append(_Part(begin, stop, x))
            x += self._at[stop] - self._at[begin]
            begin = stop + 1
            if stop < len(hard.text):
                x, leader = self._after_tab(x, stop)
                leaders += leader
        yield self._line(parts, leaders)

    def _after_tab(self, x: float, tab: int) -> tuple[float, list[Piece]]:
        stop = self._stop(x)
        number = bisect_right(self._hard.tabs, tab)
        later = self._hard.tabs[number] if number < len(self._hard.tabs) else len(self._hard.text)
        width = self._at[later] - self._at[tab]
        # A stop beyond the edge acts at the edge.
        moved = min(stop.position, self._right) - {Align.RIGHT: width, Align.CENTER: width / 2}.get(
            stop.align, 0
        )
        reached = max(x, moved)
        return reached, _leader(x, reached, stop.leader, self._hard.style) if stop.leader else []

    def _stop(self, x: float) -> TabStop:
        stops = sorted(self._paragraph.tabs, key=lambda stop: stop.position)
        regular = TabStop(((x + SLACK) // self._tab_distance + 1) * self._tab_distance)
        return next((stop for stop in stops if stop.position > x + SLACK), regular)

    def _plain_line(self, part: _Part) -> Line:
        begin, end, x, gaps, stretch = part
        style, text = self._hard.spans[0][2], self._hard.text[begin:end]
        width = self._at[end] - self._at[begin] + stretch * len(gaps)
        airs, apart = self._airs, tuple[int, ...]()
        if airs:
            width -= airs.get(end, 0)
            apart = tuple([place - begin for place in airs if begin < place < end])
        reach = style.heights(text)
        if reach != self._reach:
            self._reach = reach
            self._spacing = spaced(self._paragraph, reach, self._has_words)
        height, base = self._spacing
        placed = tuple([gap - begin for gap in gaps]) if gaps else ()
        return Line(height, base, (Piece(x, style, text, width, placed, stretch, False, apart),))

    def _line(self, parts: Sequence[_Part], leaders: Sequence[Piece] = ()) -> Line:
        hard = self._hard
        pieces = tuple(piece for part in parts for piece in self._pieces(part))
        height, base = self._measure(pieces, parts)
        pictures = tuple(self._pictures(parts)) if hard.pictures else ()
        marks = tuple(self._marks(parts)) if hard.marks else ()
        ways = tuple(self._ways(parts)) if hard.ways else ()
        ordered = tuple(sorted((*pieces, *leaders), key=_place_of)) if leaders else pieces
        return Line(height, base, ordered, pictures, marks, ways)

    def _pieces(self, part: _Part) -> Iterator[Piece]:
        text, at, pictures, spans = self._hard.text, self._at, self._hard.pictures, self._hard.spans
        for number in range(max(0, bisect_right(spans, part.begin, key=_first) - 1), len(spans)):
            start, end, style = spans[number]
            if start >= part.end:
                return
            begin, until = max(start, part.begin), min(end, part.end)
            if begin < until and begin not in pictures:
                x = self._place(part, begin)
                inside = [gap - begin for gap in part.gaps if begin < gap < until]
                width = at[until] - at[begin] + part.stretch * len(inside)
                if until == part.end:
                    width -= self._airs.get(until, 0)
                last = min(until, part.end - 1)
                apart = [place - begin for place in self._airs if begin < place <= last]
                yield Piece(
                    x, style, text[begin:until], width, tuple(inside), part.stretch, airs=tuple(apart)
                )

    def _place(self, part: _Part, place: int) -> float:
        passed = bisect_right(part.gaps, place) if part.gaps else 0
        return part.x + self._at[place] - self._at[part.begin] + part.stretch * passed

    def _measure(self, pieces: Sequence[Piece], parts: Sequence[_Part]) -> tuple[float, float]:
        """Return the height of a line and where its base line is; a picture is never cut."""
        heights = [piece.style.heights(piece.text) for piece in pieces] or [self._hard.style.heights("")]
        ascent, descent = map(max, zip(*heights, strict=True))
        height, base = spaced(self._paragraph, (ascent, descent), self._has_words)
        tall = max((self._tall(part) for part in parts), default=0) if self._hard.pictures else 0
        return height + max(0, tall - base), max(base, tall)

    def _tall(self, part: _Part) -> float:
        places = self._places[bisect_left(self._places, part.begin) : bisect_left(self._places, part.end)]
        return max((self._hard.pictures[place].height for place in places), default=0)

    def _found(self, parts: Sequence[_Part], place: int) -> float | None:
        for part in parts:
            if part.begin <= place < part.end or place == part.end == len(self._hard.text):
                return self._place(part, place)
        return None

    def _pictures(self, parts: Sequence[_Part]) -> Iterator[Picture]:
        first, last = (
            bisect_left(self._places, parts[0].begin),
            bisect_right(self._places, parts[-1].end),
        )
        for place in self._places[first:last]:
            x = self._found(parts, place)
            if x is not None:
                yield Picture(x, self._hard.pictures[place])

    def _marks(self, parts: Sequence[_Part]) -> Iterator[LineBookmark]:
        begin, end = parts[0].begin, parts[-1].end
        last = end == len(self._hard.text)
        marks = self._hard.marks
        stop = (bisect_right if last else bisect_left)(marks, end, key=_first)
        return (LineBookmark(name) for _, name in marks[bisect_left(marks, begin, key=_first) : stop])

    def _ways(self, parts: Sequence[_Part]) -> Iterator[LineLink]:
        ways, stop = self._hard.ways, parts[-1].end
        for number in range(max(0, bisect_right(ways, parts[0].begin, key=_first) - 1), len(ways)):
            start, end, bookmark, link = ways[number]
            if start >= stop:
                return
            inside = [part for part in parts if part.begin < end and start < part.end]
            if inside:
                x = self._place(inside[0], max(start, inside[0].begin))
                yield LineLink(x, self._place(inside[-1], min(end, inside[-1].end)), bookmark, link)


def _place_of(piece: Piece) -> float:
    return piece.x


def _leader(start: float, end: float, leader: str, style: Style) -> list[Piece]:
    width = style.advance[leader]
    count = int((end - start - 2 * _LEADER_GAP) / width) if width else 0
    # Counted from the right, so that the dots of several lines stand below each other.
    x = end - _LEADER_GAP - count * width
    return [Piece(x, style, leader * count, count * width, is_leader=True)] if count > 0 else []
