"""When two texts are the same, given what a format can and cannot show."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import accumulate
from string import ascii_letters

from pmgen.formats.file_contents import LABEL, PAGE, RAISED

TextEquality = Callable[[str, str], bool]

_BREAKS = re.compile("\r\n|[\r\u2028\u2029\x0b\x0c]")
_COUNTED = "|".join(f"{letter}{{2,999}}" for letter in ascii_letters)
_LABEL = (
    rf"(?:{_COUNTED})?"
    r"[\W\dA-Za-z零〇一二三四五六七八九十百千甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥壹贰叁肆伍陆柒捌玖拾佰仟"
    r"\u2460-\u249b第章节条款项]{0,20}?"
)
"""What may be the number of a list, which only programs that count know: no words may hide in it.

After Z lists count AA, BB, and so on.
"""

_PAGE = rf"[\s.·…]*(?:\d*|{PAGE})"


def same_text(expected: str, seen: str) -> bool:
    """Tell whether a file shows a text with all its spaces; numbers of pages may be left out."""
    if expected == seen:
        return True
    if seen.startswith(RAISED):
        plain = seen.removeprefix(RAISED)
        return same_text(expected, plain) or same_text(expected, plain.upper())
    if LABEL in seen:
        is_numbered = seen.count(PAGE) >= expected.count(PAGE)
        return is_numbered and _pattern(seen).fullmatch(expected) is not None
    if PAGE in expected:
        return _pattern(expected).fullmatch(seen) is not None
    return _BREAKS.search(expected) is not None and _BREAKS.sub("\n", expected) == seen


@cache
def _pattern(text: str) -> re.Pattern[str]:
    parts = re.split(f"(\t?{PAGE}|{LABEL})", text)
    return re.compile("".join(map(_part, parts)), re.DOTALL)


def _part(part: str) -> str:
    if part.endswith(PAGE):
        return _PAGE
    return _LABEL if part == LABEL else re.escape(part)


def same_laid_out_text(expected: str, seen: str) -> bool:
    """Tell whether the lines of a page show a text.

    Where a line ends, all the space that stands there may be left out, or none of it. A tab shows as a
    distance and not as a character, unless it parts the cells of a table in a cell.
    """
    if expected == seen:
        return True
    if "\t" in seen:
        return _tabs(seen) <= _tabs(expected) and same_laid_out_text(expected, seen.replace("\t", "\n"))
    text, place, space = expected.replace("\t", ""), 0, ""
    for line in seen.split("\n"):
        words = line.strip()
        if not words:
            space += line
            continue
        after = _after_space(text, place)
        space += line[: len(line) - len(line.lstrip())]
        if not _is_left(space, text[place:after]) or not text.startswith(words, after):
            return False
        place, space = after + len(words), line[len(line.rstrip()) :]
    return not text[place:].strip() and _is_left(space, text[place:])


def _tabs(text: str) -> set[int]:
    """Return after how many signs, space not counted, there are tabs."""
    return {*accumulate(len(without_spaces(piece)) for piece in text.split("\t")[:-1])}


def _is_left(shown: str, space: str) -> bool:
    """Tell whether space is shown of which that of any line may be left out as a whole."""
    ends = {0}
    for line in space.split("\n"):
        ends |= {end + len(line) for end in ends if shown.startswith(line, end)}
    return len(shown) in ends


def _after_space(text: str, place: int) -> int:
    while place < len(text) and text[place].isspace():
        place += 1
    return place


def without_spaces(text: str) -> str:
    """Return a text without white space, by which lines of different formats find each other."""
    return "".join(text.replace(RAISED, "").split())


def same_text_on_pages(expected: str, seen: str) -> bool:
    """Tell whether the lines of pages show a text in which there may be numbers of pages."""
    if PAGE not in expected:
        return same_laid_out_text(expected, seen)
    pages = _pages_in(tuple(without_spaces(part) for part in expected.split(PAGE)), without_spaces(seen))
    return pages is not None and same_laid_out_text(_numbered(expected, pages), seen)


def _pages_in(parts: Sequence[str], seen: str) -> Sequence[str] | None:
    """Return the numbers that stand between parts of a text, None where that is not what is seen."""
    if len(parts) == 2:
        before, after = parts
        page = seen[len(before) : len(seen) - len(after)]
        return (page,) if page.isdecimal() and seen == before + page + after else None
    found = re.fullmatch(r"(\d+)".join(map(re.escape, parts)), seen)
    return None if found is None else found.groups()


def _numbered(text: str, pages: Iterable[str]) -> str:
    for page in pages:
        text = text.replace(PAGE, page, 1)
    return text
