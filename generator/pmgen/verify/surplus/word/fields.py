"""The fields of a Word file: what computes, fetches or runs something, or stands in a number's place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pmgen.ooxml.xml import Element, W
from pmgen.problems import message
from pmgen.verify.surplus.findings import Finding, foreign, found, short
from pmgen.verify.surplus.word.places import Story

_FIELD = "PMG745"
_REACHING = re.compile(r"(INCLUDE\w*|DDE\w*|IMPORT|LINK|EMBED|DATABASE|RD|MACROBUTTON)\b", re.IGNORECASE)
_PAGES = ("PAGE", "NUMPAGES", "PAGEREF", "SECTIONPAGES")
_FORMAT = re.compile(r"\\[@#*]\s*(\"[^\"]*\"|\S+)|\\[a-z]\b")
_COUNT = re.compile(r"[-–—\s]*[0-9IVXLCDMivxlcdm一二三四五六七八九十百零〇]*[-–—\s]*")


@dataclass(slots=True)
class _Field:
    """A field with its instruction and what it shows."""

    at: Element
    instruction: str = ""
    shown: str = ""
    has_result: bool = False


def fields(story: Story) -> Iterator[Finding]:
    """Yield each field once."""
    for each in _fields(story.root):
        words = _FORMAT.sub(" ", each.instruction).split()
        name = words[0].upper() if words else ""
        place = story.place(each.at)
        match = _REACHING.match(each.instruction.strip())
        if match is not None:
            text = message("the field {field} fetches or runs something", field=match[1].upper())
            yield foreign(found(_FIELD, text, place, *words, part=story.name))
        elif name not in _PAGES:
            text = message("the field {field} computes what it shows", field=short(" ".join(words)) or "?")
            yield found(_FIELD, text, place, *words, part=story.name)
        elif _COUNT.fullmatch(each.shown) is None:
            text = message("{words} stands where the number of a page belongs", words=short(each.shown))
            yield found(_FIELD, text, place, each.shown, part=story.name)


def _fields(root: Element) -> Iterator[_Field]:
    waiting: list[_Field] = []
    for node in root.iter(W + "fldChar", W + "instrText", W + "t", W + "fldSimple"):
        kind = node.get(W + "fldCharType")
        if node.tag == W + "fldSimple":
            shown = "".join(text.text or "" for text in node.iter(W + "t"))
            yield _Field(node, node.get(W + "instr", ""), shown)
        elif kind == "begin":
            waiting.append(_Field(node))
        elif kind == "separate" and waiting:
            waiting[-1].has_result = True
        elif kind == "end" and waiting:
            yield waiting.pop()
        elif waiting and node.tag == W + "instrText":
            waiting[-1].instruction += node.text or ""
        elif waiting and waiting[-1].has_result:
            waiting[-1].shown += node.text or ""
    yield from waiting
