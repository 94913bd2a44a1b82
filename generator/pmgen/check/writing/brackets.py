"""Quotation marks and brackets of a text that do not pair."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from pmgen.check.writing.words import HAN

_CLOSING = {
    "“": "”",
    "‘": "’",
    "（": "）",
    "(": ")",
    "《": "》",
    "〈": "〉",
    "「": "」",
    "『": "』",
    "【": "】",
    "〔": "〕",
    "［": "］",
    "[": "]",
}
_OPENING = {closing: opening for opening, closing in _CLOSING.items()}
_SAME_WAY = "“‘"
_ALIKE = ("（(", "［[〔【")
MARKS = re.escape("".join(_CLOSING) + "".join(_OPENING))
"""Every quotation mark and bracket that has a direction, for the inside of a character class."""

_MARK = re.compile(f"[{MARKS}]")
_BEFORE_ITEM = re.compile(r"(?:^|[\s，。；：、,;:])(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[A-Za-z①-⑳])\Z")
_DEEPEST = 20
_INTERVAL = re.compile(r"[\d.,，%％\s]*\Z")
_STRAIGHT = re.compile(r'(?<!\d)"')
_CHINESE = re.compile(f"[{HAN}]")


class Fault(Enum):
    """What is wrong with a mark."""

    UNCLOSED = "nothing closes it"
    UNOPENED = "nothing opened it"
    WRONG_WAY = "it opens where it should close"
    OTHER_KIND = "it closes what another kind opened"
    STRAIGHT = "it has no direction"


class OddMark(NamedTuple):
    """A mark that does not pair: where it stands, what is wrong, and the mark that belongs there."""

    start: int
    end: int
    fault: Fault
    right: str


def odd_marks(text: str) -> Iterator[OddMark]:
    """Give the marks of `text` that do not pair, in their order; a list's `1)` is none."""
    return iter(sorted([*_directed(text), *_straight(text)]))


def _directed(text: str) -> Iterator[OddMark]:
    stack: list[int] = []
    for match in _MARK.finditer(text):
        at, mark = match.start(), match.group()
        top = text[stack[-1]] if stack else ""
        if mark in _SAME_WAY and mark == top:
            stack.pop()
            yield OddMark(at, at + 1, Fault.WRONG_WAY, _CLOSING[mark])
        elif mark in _CLOSING:
            stack.append(at)
        elif mark in _OPENING:
            yield from _close(text, at, stack)
    for at in stack:
        yield OddMark(at, at + 1, Fault.UNCLOSED, _CLOSING[text[at]])


def _close(text: str, at: int, stack: list[int]) -> Iterator[OddMark]:
    """Take from `stack` what the mark at `at` closes."""
    mark = text[at]
    opening = _OPENING[mark]
    open_marks = [text[position] for position in stack[-_DEEPEST:]]
    if stack and _fits(text, stack[-1], at):
        stack.pop()
    elif opening in open_marks:
        while text[stack[-1]] != opening:
            left = stack.pop()
            yield OddMark(left, left + 1, Fault.UNCLOSED, _CLOSING[text[left]])
        stack.pop()
    elif stack and any(opening in kinds and open_marks[-1] in kinds for kinds in _ALIKE):
        yield OddMark(at, at + 1, Fault.OTHER_KIND, _CLOSING[text[stack.pop()]])
    elif not _is_harmless(text, at):
        yield OddMark(at, at + 1, Fault.UNOPENED, opening)


def _fits(text: str, start: int, end: int) -> bool:
    """Tell whether two marks pair, as those of `[60,80)` do."""
    if text[end] == _CLOSING[text[start]]:
        return True
    return text[start] in "[(" and text[end] in "])" and _INTERVAL.match(text, start + 1, end) is not None


def _is_harmless(text: str, at: int) -> bool:
    """Tell whether a closing mark needs none before it: the `)` of a list's number, an apostrophe."""
    if text[at] in ")）":
        return _BEFORE_ITEM.search(text, max(0, at - 6), at) is not None
    return text[at] == "’" and text[at - 1 : at].isascii() and text[at - 1 : at].isalpha()


def _straight(text: str) -> Iterator[OddMark]:
    """Give the straight quotation marks of a Chinese text, two and two."""
    if '"' not in text or not _CHINESE.search(text):
        return
    found = [match.start() for match in _STRAIGHT.finditer(text)]
    for first, second in zip(found[::2], found[1::2], strict=False):
        yield OddMark(first, second + 1, Fault.STRAIGHT, f"“{text[first + 1 : second]}”")
    if len(found) % 2:
        yield OddMark(found[-1], found[-1] + 1, Fault.UNCLOSED, '"')
