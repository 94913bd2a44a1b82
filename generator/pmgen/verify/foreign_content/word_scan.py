"""Foreign content of a Word file: tracked changes, comments, hidden text, objects and fields."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pmgen.opc.office_xml import Element, W, is_on, value
from pmgen.problems import LayoutPlace, Message, Problem, message
from pmgen.verify.foreign_content.foreign_content_report import (
    ForeignContent,
    certainly_foreign,
    possibly_foreign,
    shortened,
)
from pmgen.verify.foreign_content.office_scan import OfficeScan, PlaceOfElement, scan_office_file
from pmgen.verify.foreign_content.package_scan import ScannedPackage
from pmgen.verify.foreign_content.word_formatting import FormattingCascade
from pmgen.verify.foreign_content.word_story import (
    Story,
    boxes,
    links,
    names,
    notes,
    pages,
    settings,
    tables,
    text_of,
)
from pmgen.verify.foreign_content.word_text import other_formatting, paragraphs, unseen

__all__ = ["find_foreign_content"]


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


def fields(story: Story) -> Iterator[ForeignContent]:
    """Yield each field once."""
    for each in _fields(story.root):
        words = _FORMAT.sub(" ", each.instruction).split()
        name = words[0].upper() if words else ""
        place = story.place(each.at)
        match = _REACHING.match(each.instruction.strip())
        if match is not None:
            text = message("the field {field} fetches or runs something", field=match[1].upper())
            yield certainly_foreign(possibly_foreign(_FIELD, text, place, *words, part=story.name))
        elif name not in _PAGES:
            text = message(
                "the field {field} computes what it shows", field=shortened(" ".join(words)) or "?"
            )
            yield possibly_foreign(_FIELD, text, place, *words, part=story.name)
        elif _COUNT.fullmatch(each.shown) is None:
            text = message("{words} stands where the number of a page belongs", words=shortened(each.shown))
            yield possibly_foreign(_FIELD, text, place, each.shown, part=story.name)


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


_COMMENT, _CHANGE, _HIDDEN, _OBJECT = "PMG740", "PMG741", "PMG742", "PMG753"

_CHANGES: Mapping[str, Message] = {
    "ins": message("inserted"),
    "cellIns": message("inserted"),
    "del": message("deleted"),
    "cellDel": message("deleted"),
    "moveFrom": message("moved away"),
    "moveTo": message("moved here"),
    "cellMerge": message("merged"),
    "numberingChange": message("changed in its numbers"),
    **{
        name + "Change": message("changed in its look")
        for name in ("rPr", "pPr", "sectPr", "tblPr", "tblGrid", "trPr", "tcPr", "tblPrEx")
    },
}
_OBJECTS: Mapping[str, Message] = {
    "object": message("an embedded object"),
    "control": message("an ActiveX control"),
    "altChunk": message("an embedded foreign document"),
    "subDoc": message("a part of a master document"),
    "movie": message("sound or video"),
    "contentPart": message("an embedded foreign document"),
}
_BESIDE = ("people", "commentsExtended", "commentsIds", "commentsExtensible")
"""What comes with comments."""

_HIDDEN_TAGS = (W + "vanish", W + "specVanish")
_TAGS = (
    *(W + name for name in (*_CHANGES, *_OBJECTS)),
    *_HIDDEN_TAGS,
    *(W + name for name in ("hidden", "dataBinding")),
)

_ACCEPT = message(
    "do not publish this file, everybody can see the change; render the annex again and publish that"
)
_DELETE = message(
    "delete it in Word (审阅 → 删除 → 删除文档中的所有批注), or render the annex again and publish that"
)
_SHOW = message(
    "to see it, select all in Word (Ctrl+A, Ctrl+D) and clear 隐藏; render the annex again and publish that"
)


def tracked_and_hidden(story: Story) -> Iterator[ForeignContent]:
    """Yield what one part holds of it, in the order in which it stands there."""
    for node in story.root.iter(*_TAGS):
        name = str(node.tag).removeprefix(W)
        if name in _CHANGES:
            yield from _change(node, _CHANGES[name], story)
        elif name in _OBJECTS:
            text = message("the file holds {what}", what=_OBJECTS[name])
            yield certainly_foreign(possibly_foreign(_OBJECT, text, story.place(node), name, part=story.name))
        elif node.tag in _HIDDEN_TAGS:
            yield from _hidden(node, story)
        else:
            yield from _other(node, name, story)


def _change(node: Element, what: Message, story: Story) -> Iterator[ForeignContent]:
    within = node.iterancestors(*(W + name for name in _CHANGES))
    if next(within, None) is not None:
        return
    words = text_of(node) or text_of(next(node.iterancestors(W + "r", W + "p", W + "tr", W + "tbl"), node))
    text = message("a tracked change: {words} was {what}", words=shortened(words), what=what)
    place = story.place(node, words)
    yield certainly_foreign(
        possibly_foreign(_CHANGE, text, place, str(node.tag), words, part=story.name, hint=_ACCEPT)
    )


def _hidden(node: Element, story: Story) -> Iterator[ForeignContent]:
    if not is_on(node):
        return
    run = next(node.iterancestors(W + "r"), None)
    words = "" if run is None else text_of(run)
    text = message("hidden text: {words}", words=shortened(words) or "¶")
    yield certainly_foreign(
        possibly_foreign(_HIDDEN, text, story.place(node, words), words, part=story.name, hint=_SHOW)
    )


def _other(node: Element, name: str, story: Story) -> Iterator[ForeignContent]:
    place = story.place(node)
    if name == "hidden" and is_on(node):
        words = text_of(next(node.iterancestors(W + "tr"), node))
        text = message("a hidden row of a table: {words}", words=shortened(words))
        yield certainly_foreign(possibly_foreign(_HIDDEN, text, place, words, part=story.name))
    elif name == "dataBinding":
        text = message("a control shows data that stand elsewhere in the file")
        yield certainly_foreign(possibly_foreign(_OBJECT, text, place, value(node), part=story.name))


def comments(package: ScannedPackage, main: Story) -> Iterator[ForeignContent]:
    """Yield every comment with its author, where it is fastened."""
    anchors = {
        node.get(W + "id"): node
        for node in reversed(list(main.root.iter(W + "commentRangeStart", W + "commentReference")))
    }
    told = set[str | None]()
    for part in package.of_kind("comments"):
        root = package.root(part)
        for comment in root.iter(W + "comment") if root is not None else ():
            told.add(comment.get(W + "id"))
            anchor = anchors.get(comment.get(W + "id"))
            yield _comment(text_of(comment), comment.get(W + "author", ""), main, anchor, part)
    for identity, anchor in anchors.items():
        if identity not in told:
            yield _comment("", "", main, anchor, main.name)
    beside = (part for kind in _BESIDE for part in package.of_kind(kind))
    yield from (_comment("", "", main, None, part) for part in beside if not told)


def _comment(words: str, author: str, main: Story, anchor: Element | None, part: str) -> ForeignContent:
    text = message("a comment of {author}: {words}", author=author or "?", words=shortened(words))
    place = LayoutPlace(main.file, part) if anchor is None else main.place(anchor)
    return certainly_foreign(possibly_foreign(_COMMENT, text, place, author, words, part=part, hint=_DELETE))


_STORIES = ("header", "footer", "footnotes", "endnotes")


def find_foreign_content(ours: bytes | None, theirs: bytes, name: str) -> tuple[Problem, ...]:
    """Return what the file `name` holds that pmgen would not have written."""
    return scan_office_file(_WordScan(), ours, theirs, name)


@dataclass(frozen=True, slots=True)
class _WordScan(OfficeScan):
    """What to look for in a Word file."""

    def never(self, package: ScannedPackage) -> Iterator[ForeignContent]:
        """Yield what no file of ours holds."""
        for story in _stories(package):
            yield from tracked_and_hidden(story)
            if story.is_main:
                yield from comments(package, story)

    def held(self, package: ScannedPackage) -> Iterator[ForeignContent]:
        """Yield what a file of ours may hold too, and then the same."""
        looks = FormattingCascade(package)
        for story in _stories(package):
            yield from fields(story)
            yield from unseen(story, paragraphs(story, looks), looks)
            yield from tables(story)
            yield from boxes(story)
            yield from links(story, package)
            yield from names(story)
            if story.is_main:
                yield from pages(story, package)
        yield from settings(package)
        yield from notes(package)

    def altered(self, ours: ScannedPackage, theirs: ScannedPackage) -> Iterator[ForeignContent]:
        """Yield where the same things look otherwise."""
        mine, yours = _main(ours), _main(theirs)
        if mine is not None and yours is not None:
            written = (
                paragraphs(story, FormattingCascade(package))
                for story, package in ((mine, ours), (yours, theirs))
            )
            yield from other_formatting(yours, *written)

    def place(self, package: ScannedPackage, part: str) -> PlaceOfElement:
        """Return what tells where an element of a part stands."""
        story = next((story for story in _stories(package) if story.name == part), None)
        return (lambda node: LayoutPlace(package.file, part)) if story is None else story.place


def _stories(package: ScannedPackage) -> Iterator[Story]:
    main = _main(package)
    if main is not None:
        yield main
    for kind in _STORIES:
        for part in package.of_kind(kind):
            root = package.root(part)
            if root is not None:
                yield Story.of(package.file, part, root, is_main=False)


def _main(package: ScannedPackage) -> Story | None:
    root = package.root(package.main)
    return None if root is None else Story.of(package.file, package.main, root, is_main=True)
