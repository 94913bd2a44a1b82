"""Tell what in a PDF pmgen would not have written: entries, operators, objects and bytes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pmgen.problems import Message, message
from pmgen.readers.pdffile import Doubt, Item, PdfFile, name_of
from pmgen.readers.pdfsyntax import Stream, Value
from pmgen.readers.pdftext import OURS
from pmgen.verify.surplus.pdf.grammar import Foreign, Walk, words_in
from pmgen.verify.surplus.pdf.opened import Opened
from pmgen.verify.surplus.pdf.words import ACTIONS, KEYS, NOTES, OPERATORS
from pmgen.verify.surplus.telling import FOREIGN, HIDDEN, Teller
from pmgen.verify.telling import short

_PERSONAL = frozenset({"Metadata", "PieceInfo", "SpiderInfo"})
"""Entries that tell where a file comes from, which harm nobody who reads what it shows."""

_OTHER_WAYS = frozenset(
    ("TJ", "Td", "TD", "T*", "TL", "Tc", "Tw", "Tz", "'", '"', "g", "G", "k", "K", "cs", "CS", "sc", "SC")
) | frozenset(("h", "s", "F", "f*", "B", "B*", "b", "b*", "j", "M", "i", "ri"))
"""Operators by which other programs draw what pmgen draws with its own."""

_IDLE = frozenset({"ProcSet", "CIDSet"})
"""Entries that other programs add out of habit, and that say nothing."""

_DOUBTS = {
    Doubt.STRAY: message("bytes stand in the file that belong to nothing in it: {words}"),
    Doubt.COMMENT: message("a remark stands in the file where nobody sees it: {words}"),
    Doubt.TWICE: message("object {words} stands in the file twice: the older one can be dug out"),
    Doubt.UNLISTED: message("object {words} stands in the file, but not in its table of objects"),
    Doubt.REVISION: message(
        "the file was changed later: it holds {words} revisions, and the older ones can be dug out"
    ),
    Doubt.LENGTH: message("the stream of object {words} is longer or shorter than it says"),
    Doubt.REST: message("hidden bytes stand behind a packed stream: {words}"),
}

_ADDED = message(
    "open it in the program in which it was added and take that out, or better: render the annex again"
)


def tell_foreign(opened: Opened, tell: Teller, compared: bool) -> None:
    """Tell everything that goes beyond what pmgen writes.

    Where pages are `compared` mark by mark, other ways to draw the same marks are nobody's concern.
    """
    for doubt, words in opened.file.doubts:
        tell.error(HIDDEN, _filled(_DOUBTS[doubt], words))
    walk = Walk(opened.file)
    for foreign in walk.foreign():
        if foreign.key in _IDLE or (foreign.key == "Rotate" and not opened.file.get(foreign.value)):
            continue
        _tell_entry(opened, foreign, tell)
    unused = list(_unreached(opened.file, walk.reached))
    if unused:
        text = message(
            "objects stand in the file that nothing refers to ({numbers}): {words}",
            numbers=short(", ".join(str(item.number) for item in unused)),
            words=short(" ".join(words_in(opened.file, item.value) for item in unused).strip()) or "—",
        )
        tell.error(HIDDEN, text)
    for number, content in enumerate(opened.contents, 1):
        for word, operands in content.odd.items():
            if not (compared and word in _OTHER_WAYS):
                _tell_operator(word, operands, number, tell)


def _filled(text: Message, words: str) -> Message:
    return Message(text.text, (("words", words),))


def _tell_entry(opened: Opened, foreign: Foreign, tell: Teller) -> None:
    file, words = opened.file, _words(opened.file, foreign.value)
    if foreign.kind == "information":
        tell.trace(message("the property {name} of the file says: {words}", name=foreign.key, words=words))
    elif foreign.key in _PERSONAL:
        what = KEYS[foreign.key]
        tell.trace(message("the file holds {what}: {words}", what=what, words=words))
    elif foreign.kind == "links" and foreign.key == "Subtype":
        _tell_note(opened, foreign, tell)
    elif foreign.kind == "picture" and foreign.key == "Subtype":
        words = _words(file, foreign.holder)
        text = message("the page holds drawing that is kept apart: {words}", words=words)
        tell.error(FOREIGN, text, foreign.page)
    else:
        action = _action(file, foreign.value)
        what = action or KEYS.get(foreign.key) or message("the entry {key}", key=foreign.key)
        text = message("the file holds {what}, which pmgen does not write: {words}", what=what, words=words)
        tell.error(FOREIGN, text, foreign.page)


def _action(file: PdfFile, value: Value) -> Message | None:
    return ACTIONS.get(name_of(file.get(file.dictionary(value).get("S"))))


def _tell_note(opened: Opened, foreign: Foreign, tell: Teller) -> None:
    file, node = opened.file, foreign.holder
    what = _action(file, node.get("A")) or NOTES.get(name_of(file.get(node.get("Subtype"))))
    text = message(
        "{what} lies over the page: {words}",
        what=what or message("an annotation"),
        words=_words(file, {key: value for key, value in node.items() if key not in ("DA", "DS", "RC")}),
    )
    box = file.numbers(node.get("Rect"))
    below = opened.words(foreign.page).inside(*box) if foreign.page and len(box) == 4 else ""
    tell.error(FOREIGN, text, foreign.page, below, _ADDED)


def _tell_operator(word: str, operands: str, page: int, tell: Teller) -> None:
    what = OPERATORS.get(word) or message("the operator {key}", key=word)
    if word in OURS and word not in OPERATORS:
        return
    words = short(operands) or "—"
    text = message("the page is drawn with {what}, as pmgen does not: {words}", what=what, words=words)
    tell.error(FOREIGN, text, page)


def _words(file: PdfFile, value: Value | Mapping[str, Value]) -> str:
    words = words_in(file, value)
    return short(words) if words else "—"


def _unreached(file: PdfFile, reached: set[int]) -> Iterator[Item]:
    hints = _hints(file)
    for item in file.items:
        kind = name_of(file.dictionary(item.value).get("Type")) if isinstance(item.value, Stream) else ""
        if item.number in reached or kind in ("XRef", "ObjStm") or item.at in hints:
            continue
        if isinstance(item.value, dict) and "Linearized" in item.value:
            continue
        yield item


def _hints(file: PdfFile) -> set[int]:
    """Return where the hints stand by which a program shows the first page before the others arrive."""
    first = file.items[0].value if file.items else None
    if isinstance(first, dict) and "Linearized" in first:
        return {int(number) for number in file.numbers(first.get("H"))[::2]}
    return set()
