"""One thing found in a file, and what makes two of them the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pmgen.problems import LayoutPlace, Message, Problem, message

AGAIN = message("do not publish this file; render the annex again and publish what that gives")

CLEAN = message("publish the file that pmgen wrote, or remove this with 文件 → 信息 → 检查文档")
PERSONAL = "PMG751"

_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a file holds; `key` tells it from others of its code.

    `part` is the part of the package in which it stands; what is `foreign` pmgen never writes.
    """

    problem: Problem
    key: tuple[str, ...]
    part: str = ""
    foreign: bool = False


def found(
    code: str,
    text: Message,
    place: LayoutPlace,
    *key: str,
    part: str = "",
    hint: Message = AGAIN,
) -> Finding:
    """Return what pmgen may have written itself; then it stands in our own file too, with the same key."""
    return Finding(Problem(code, text, (place,), hint), key, part)


def personal(text: Message, place: LayoutPlace, *key: str, part: str) -> Finding:
    """Return what tells of a person or a machine, as programs leave it in files by themselves."""
    return found(PERSONAL, text, place, *key, part=part, hint=CLEAN)


def foreign(finding: Finding) -> Finding:
    """Return the finding as one that pmgen never writes."""
    return replace(finding, foreign=True)


def surplus_of(theirs: Iterable[Finding], ours: Iterable[Finding]) -> Iterator[Finding]:
    """Yield what one file holds more than the other, however often each holds it."""
    known = Counter((finding.problem.code, finding.key) for finding in ours)
    for finding in theirs:
        identity = (finding.problem.code, finding.key)
        if known[identity]:
            known[identity] -= 1
        else:
            yield finding


def short(text: str) -> str:
    """Return the beginning of a text, in one line."""
    words = " ".join(text.split()) or text
    return words if len(words) <= _LONGEST else words[:_LONGEST] + "…"


def otherwise(words: str, name: Message, expected: object, seen: object) -> Message:
    """Return that a text looks otherwise than it should."""
    if expected is True:
        return message("{words} should be {name}", words=short(words), name=name)
    if seen is True:
        return message("{words} should not be {name}", words=short(words), name=name)
    return message(
        "{words} looks otherwise: {name} should be {expected}, but is {seen}",
        words=short(words),
        name=name,
        expected=expected or "-",
        seen=seen or "-",
    )
