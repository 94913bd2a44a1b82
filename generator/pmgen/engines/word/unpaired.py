"""Report the tags of blocks without a partner, at the row or paragraph where one is most likely missing."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from pmgen.engines.word.paragraphs import Placed
from pmgen.engines.word.tags import CLOSERS, OPENERS, TagKind
from pmgen.problems import Message, Problems, message


@dataclass(frozen=True, slots=True)
class Loose:
    """Tags of a part or text box that found no partner there; `lines` are all its tags by row or paragraph.

    `unread` are the texts of the part that look like tags and could not be read.
    """

    openers: tuple[Placed, ...]
    closers: tuple[Placed, ...]
    lines: tuple[tuple[Placed, ...], ...] = ()
    unread: tuple[str, ...] = ()


def could_be(word: str, unread: Iterable[str]) -> bool:
    """Tell whether one of the texts that could not be read may be the tag `word`."""
    return any(re.search(rf"(?<![A-Za-z]){word}(?![A-Za-z])", text) for text in unread)


def report_loose(stories: Collection[Loose], problems: Problems) -> None:
    """Report the tags without a partner, naming both where one stands in another part or text box."""
    closers = [(closer, loose) for loose in stories for closer in loose.closers]
    for home in stories:
        alone: list[Placed] = []
        for opener in home.openers:
            wanted = OPENERS[opener.tag.word]
            found = next((c for c in closers if c[0].tag.word == wanted and c[1] is not home), None)
            if found is None:
                alone.append(opener)
            else:
                closers.remove(found)
                _report_reaching(opener, found[0], problems)
        _report_alone(alone, home, problems)
    for home in stories:
        _report_alone([closer for closer, loose in closers if loose is home], home, problems)


def _report_reaching(opener: Placed, closer: Placed, problems: Problems) -> None:
    problems.add(
        "PMG406",
        message("{opener} reaches into another part", opener=opener.tag.source),
        opener.place,
        closer.place,
        hint=message("headers, footers, footnotes, text boxes and the body each need their own tags"),
    )


def _report_alone(tags: Sequence[Placed], home: Loose, problems: Problems) -> None:
    """Report tags of one kind; each takes the next row that is out of balance by a tag of its word."""
    taken: set[int] = set()
    for tag in tags:
        if could_be(_partner(tag), home.unread):
            continue
        line = next(
            (n for n, line in enumerate(home.lines) if n not in taken and _is_suspect(line, tag)), None
        )
        if line is None:
            _report_missing(tag, problems)
        else:
            taken.add(line)
            _report_line(home.lines[line], tag, problems)


def _partner(tag: Placed) -> str:
    return OPENERS.get(tag.tag.word) or CLOSERS[tag.tag.word]


def _is_suspect(line: Sequence[Placed], tag: Placed) -> bool:
    """Tell whether a row begins and ends blocks, yet one tag like `tag` too many; else it may be in order."""
    opened, closed = _counted(line)
    return opened > 0 < closed and any(left.tag.word == tag.tag.word for left in _left(line))


def _counted(line: Sequence[Placed]) -> tuple[int, int]:
    kinds = [tag.tag.kind for tag in line]
    return kinds.count(TagKind.OPENER), kinds.count(TagKind.CLOSER)


def _left(line: Sequence[Placed]) -> list[Placed]:
    """Return the tags that have no partner in their own row."""
    left: list[Placed] = []
    for tag in line:
        if tag.tag.kind is TagKind.CLOSER and left and left[-1].tag.word == CLOSERS[tag.tag.word]:
            left.pop()
        elif tag.tag.kind in (TagKind.OPENER, TagKind.CLOSER):
            left.append(tag)
    return left


def _report_line(line: Sequence[Placed], tag: Placed, problems: Problems) -> None:
    opened, closed = _counted(line)
    here = next(left for left in _left(line) if left.tag.word == tag.tag.word)
    if here.place.row is not None:
        text = message("this row opens {opened} blocks and closes {closed}", opened=opened, closed=closed)
    else:
        text = message(
            "this paragraph opens {opened} blocks and closes {closed}", opened=opened, closed=closed
        )
    others = [tag.place] if tag is not here else []
    problems.add("PMG405", text, here.place, *others, hint=_hint(tag))


def _report_missing(tag: Placed, problems: Problems) -> None:
    problems.add(
        "PMG405",
        message("{tag} has no {partner}", tag=tag.tag.source, partner="{% " + _partner(tag) + " %}"),
        tag.place,
        hint=_hint(tag),
    )


def _hint(tag: Placed) -> Message:
    partner = "{% " + _partner(tag) + " %}"
    if tag.tag.kind is TagKind.OPENER:
        return message("write {tag} where the block ends", tag=partner)
    return message(
        "delete the tag, or write {tag} where the block begins", tag="{% " + _partner(tag) + " … %}"
    )
