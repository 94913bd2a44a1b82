"""What no finished Word file of ours holds: changes, comments, hidden text, objects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pmgen.ooxml.xml import Element, W, is_on, value
from pmgen.problems import LayoutPlace, Message, message
from pmgen.verify.surplus.findings import Finding, foreign, found, short
from pmgen.verify.surplus.package import Package
from pmgen.verify.surplus.word.places import Story, text_of

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


def marks(story: Story) -> Iterator[Finding]:
    """Yield what one part holds of it, in the order in which it stands there."""
    for node in story.root.iter(*_TAGS):
        name = str(node.tag).removeprefix(W)
        if name in _CHANGES:
            yield from _change(node, _CHANGES[name], story)
        elif name in _OBJECTS:
            text = message("the file holds {what}", what=_OBJECTS[name])
            yield foreign(found(_OBJECT, text, story.place(node), name, part=story.name))
        elif node.tag in _HIDDEN_TAGS:
            yield from _hidden(node, story)
        else:
            yield from _other(node, name, story)


def _change(node: Element, what: Message, story: Story) -> Iterator[Finding]:
    within = node.iterancestors(*(W + name for name in _CHANGES))
    if next(within, None) is not None:
        return
    words = text_of(node) or text_of(next(node.iterancestors(W + "r", W + "p", W + "tr", W + "tbl"), node))
    text = message("a tracked change: {words} was {what}", words=short(words), what=what)
    place = story.place(node, words)
    yield foreign(found(_CHANGE, text, place, str(node.tag), words, part=story.name, hint=_ACCEPT))


def _hidden(node: Element, story: Story) -> Iterator[Finding]:
    if not is_on(node):
        return
    run = next(node.iterancestors(W + "r"), None)
    words = "" if run is None else text_of(run)
    text = message("hidden text: {words}", words=short(words) or "¶")
    yield foreign(found(_HIDDEN, text, story.place(node, words), words, part=story.name, hint=_SHOW))


def _other(node: Element, name: str, story: Story) -> Iterator[Finding]:
    place = story.place(node)
    if name == "hidden" and is_on(node):
        words = text_of(next(node.iterancestors(W + "tr"), node))
        text = message("a hidden row of a table: {words}", words=short(words))
        yield foreign(found(_HIDDEN, text, place, words, part=story.name))
    elif name == "dataBinding":
        text = message("a control shows data that stand elsewhere in the file")
        yield foreign(found(_OBJECT, text, place, value(node), part=story.name))


def comments(package: Package, main: Story) -> Iterator[Finding]:
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


def _comment(words: str, author: str, main: Story, anchor: Element | None, part: str) -> Finding:
    text = message("a comment of {author}: {words}", author=author or "?", words=short(words))
    place = LayoutPlace(main.file, part) if anchor is None else main.place(anchor)
    return foreign(found(_COMMENT, text, place, author, words, part=part, hint=_DELETE))
