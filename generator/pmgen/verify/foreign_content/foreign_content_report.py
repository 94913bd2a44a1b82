"""A piece of foreign content as a value, when two are the same, and how it is reported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pmgen.problems import LayoutPlace, Message, Problem, Problems, message
from pmgen.problems.message import short

AGAIN = message("do not publish this file; render the annex again and publish what that gives")

CLEAN = message("publish the file that pmgen wrote, or remove this with 文件 → 信息 → 检查文档")
PERSONAL = "PMG751"


@dataclass(frozen=True, slots=True)
class ForeignContent:
    """Something that a file holds; `key` tells it from others of its code.

    `part` is the part of the package in which it stands; what is `foreign` pmgen never writes.
    """

    problem: Problem
    key: tuple[str, ...]
    part: str = ""
    foreign: bool = False


def possibly_foreign(
    code: str,
    text: Message,
    place: LayoutPlace,
    *key: str,
    part: str = "",
    hint: Message = AGAIN,
) -> ForeignContent:
    """Return what pmgen may have written itself; then it stands in our own file too, with the same key."""
    return ForeignContent(Problem(code, text, (place,), hint), key, part)


def personal_trace(text: Message, place: LayoutPlace, *key: str, part: str) -> ForeignContent:
    """Return what tells of a person or a machine, as programs leave it in files by themselves."""
    return possibly_foreign(PERSONAL, text, place, *key, part=part, hint=CLEAN)


def certainly_foreign(finding: ForeignContent) -> ForeignContent:
    """Return the finding as one that pmgen never writes."""
    return replace(finding, foreign=True)


def foreign_content_of(
    theirs: Iterable[ForeignContent], ours: Iterable[ForeignContent]
) -> Iterator[ForeignContent]:
    """Yield what one file holds more than the other, however often each holds it."""
    known = Counter((finding.problem.code, finding.key) for finding in ours)
    for finding in theirs:
        identity = (finding.problem.code, finding.key)
        if known[identity]:
            known[identity] -= 1
        else:
            yield finding


def shortened(text: str) -> str:
    """Return the beginning of a text, in one line."""
    return short(" ".join(text.split()) or text)


def formatted_otherwise(words: str, name: Message, expected: object, seen: object) -> Message:
    """Return that a text looks otherwise than it should."""
    if expected is True:
        return message("{words} should be {name}", words=shortened(words), name=name)
    if seen is True:
        return message("{words} should not be {name}", words=shortened(words), name=name)
    return message(
        "{words} looks otherwise: {name} should be {expected}, but is {seen}",
        words=shortened(words),
        name=name,
        expected=expected or "-",
        seen=seen or "-",
    )


FOREIGN = "PMG760"
HIDDEN = "PMG761"
TEXT = "PMG762"
GLYPH = "PMG763"
LOOKS = "PMG764"
DRAWING = "PMG765"
PAGES = "PMG766"
NAVIGATION = "PMG767"
ORIGIN = "PMG768"
PACKED = "PMG769"

_RENDER_AGAIN = message("do not publish this file; render the annex again and publish what that gives")
_CLEAN = message("publish the file that pmgen wrote; other programs leave such traces when they save")
_NOTHING = message("nothing needs to be done")


class ForeignContentReport:
    """Collects the problems of one file."""

    def __init__(self, file: str) -> None:
        self.found = Problems()
        self._file = file

    def error(
        self,
        code: str,
        text: Message,
        page: int | None = None,
        words: str = "",
        hint: Message = _RENDER_AGAIN,
    ) -> None:
        """Keep an error, at a page and at words on it where there are any."""
        self._tell(code, text, LayoutPlace("", page=page, text=words), hint)

    def error_at(self, code: str, text: Message, place: LayoutPlace, hint: Message = _RENDER_AGAIN) -> None:
        """Keep an error at a place, whose file need not be said."""
        self._tell(code, text, place, hint)

    def unreadable(self, reason: object) -> None:
        """Keep that the file is none."""
        text = message("the file cannot be read back: {reason}", reason=reason)
        self._tell("PMG732", text, LayoutPlace(""), message("render it again"))

    def trace(self, text: Message) -> None:
        """Keep a warning about what another program has left in the file."""
        self._tell(ORIGIN, text, LayoutPlace(""), _CLEAN)

    def packed(self, text: Message) -> None:
        """Keep a remark about how the file is packed."""
        self._tell(PACKED, text, LayoutPlace(""), _NOTHING)

    def _tell(self, code: str, text: Message, place: LayoutPlace, hint: Message) -> None:
        words = short(place.text.strip().replace("\n", "⏎"))
        self.found.keep(Problem(code, text, (replace(place, file=self._file, text=words),), hint))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return what was found, each once."""
        return tuple(dict.fromkeys(self.found))
