"""Entries, annotations, operators, objects and bytes of a PDF that pmgen would not have written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pmgen.formats.pdf.read.page_tokens import OURS
from pmgen.formats.pdf.read.pdf_contents import Item, PdfDoubt, PdfFile, name_of
from pmgen.formats.pdf.read.pdf_syntax import Stream, Value
from pmgen.problems import Message, message
from pmgen.problems.message import short
from pmgen.verify.foreign_content.foreign_content_report import FOREIGN, HIDDEN, ForeignContentReport
from pmgen.verify.foreign_content.own_pdf_grammar import ForeignEntry, OwnPdfWalk, words_in
from pmgen.verify.foreign_content.scanned_pdf import ScannedPdf

KEYS: Mapping[str, Message] = {
    "OpenAction": message("an action that runs when the file is opened"),
    "AA": message("an action that runs by itself"),
    "A": message("an action"),
    "JavaScript": message("a script"),
    "AcroForm": message("a form to fill in"),
    "XFA": message("a form to fill in"),
    "EmbeddedFiles": message("an attached file"),
    "AF": message("an attached file"),
    "Collection": message("a portfolio of files"),
    "OCProperties": message("layers that can be shown and hidden"),
    "Properties": message("layers that can be shown and hidden"),
    "OC": message("layers that can be shown and hidden"),
    "Metadata": message("a record of where it comes from"),
    "PieceInfo": message("private data of a program"),
    "StructTreeRoot": message("a second order of reading"),
    "MarkInfo": message("a second order of reading"),
    "StructParents": message("a second order of reading"),
    "StructParent": message("a second order of reading"),
    "PageLabels": message("page numbers of its own"),
    "PageLayout": message("a way in which it opens"),
    "Threads": message("a thread of articles"),
    "B": message("a thread of articles"),
    "Perms": message("a digital signature or permissions"),
    "DSS": message("a digital signature or permissions"),
    "Legal": message("a digital signature or permissions"),
    "URI": message("a base address for links"),
    "SpiderInfo": message("a record of where it comes from"),
    "OutputIntents": message("a colour profile"),
    "Extensions": message("extensions of a program"),
    "Requirements": message("demands on the program that opens it"),
    "Pages": message("a page as a template"),
    "Templates": message("a page as a template"),
    "Renditions": message("sound or video"),
    "AlternatePresentations": message("another presentation"),
    "Thumb": message("a preview picture"),
    "Tabs": message("an order of its own for the Tab key"),
    "Trans": message("a transition between pages"),
    "Dur": message("a time after which the page turns"),
    "Group": message("transparency"),
    "ExtGState": message("transparency"),
    "SMask": message("transparency"),
    "CropBox": message("another visible part of the page"),
    "TrimBox": message("another visible part of the page"),
    "BleedBox": message("another visible part of the page"),
    "ArtBox": message("another visible part of the page"),
    "Rotate": message("a turned page"),
    "UserUnit": message("another scale of the page"),
    "Shading": message("a shading"),
    "Pattern": message("a pattern"),
    "ColorSpace": message("a colour space"),
    "Encrypt": message("encryption"),
    "Alternates": message("another picture in place of the one shown"),
    "OPI": message("another picture in place of the one shown"),
    "F": message("content that lies in another file"),
    "Ref": message("content that lies in another file"),
    "SE": message("an outline entry that leads elsewhere"),
    "Alt": message("words that are read aloud in place of those shown"),
    "ActualText": message("words that are copied in place of those shown"),
}
"""What entries of dictionaries mean, by their names."""

NOTES: Mapping[str, Message] = {
    "Text": message("a comment"),
    "FreeText": message("a typed-over text"),
    "Popup": message("a comment"),
    "Highlight": message("a highlight"),
    "Underline": message("an underline"),
    "Squiggly": message("an underline"),
    "StrikeOut": message("a line struck through"),
    "Redact": message("a mark for blacking out"),
    "Square": message("a drawn-over shape"),
    "Circle": message("a drawn-over shape"),
    "Line": message("a drawn-over shape"),
    "Polygon": message("a drawn-over shape"),
    "PolyLine": message("a drawn-over shape"),
    "Ink": message("a drawn-over shape"),
    "Stamp": message("a stamp"),
    "Caret": message("a comment"),
    "Widget": message("a form field"),
    "FileAttachment": message("an attached file"),
    "Sound": message("sound or video"),
    "Movie": message("sound or video"),
    "Screen": message("sound or video"),
    "RichMedia": message("sound or video"),
    "3D": message("sound or video"),
    "Watermark": message("a watermark"),
    "Link": message("a link"),
}
"""What annotations are, by their subtypes."""

ACTIONS: Mapping[str, Message] = {
    "JavaScript": message("a script"),
    "URI": message("a link to an address"),
    "Launch": message("a link that starts a program"),
    "GoToR": message("a link into another file"),
    "GoToE": message("a link into another file"),
    "SubmitForm": message("a button that sends what is filled in"),
    "ImportData": message("an action that fetches data"),
    "GoTo": message("a link"),
    "Named": message("an action"),
    "Hide": message("an action that hides things"),
    "SetOCGState": message("layers that can be shown and hidden"),
}
"""What actions are, by their kinds."""

OPERATORS: Mapping[str, Message] = {
    "W": message("a window beyond which nothing shows"),
    "W*": message("a window beyond which nothing shows"),
    "n": message("a window beyond which nothing shows"),
    "gs": message("transparency"),
    "sh": message("a shading"),
    "BI": message("a picture written into the page"),
    "ID": message("a picture written into the page"),
    "EI": message("a picture written into the page"),
    "BDC": message("marked content"),
    "BMC": message("marked content"),
    "EMC": message("marked content"),
    "DP": message("marked content"),
    "MP": message("marked content"),
    "%": message("a remark among the drawing"),
    "?": message("bytes that draw nothing"),
    "Tf": message("text without a font"),
    "scn": message("a pattern"),
    "SCN": message("a pattern"),
}
"""What operators of a page mean that pmgen does not write."""


_PERSONAL = frozenset({"Metadata", "PieceInfo", "SpiderInfo"})
"""Entries that tell where a file comes from, which harm nobody who reads what it shows."""

_OTHER_WAYS = frozenset(
    ("TJ", "Td", "TD", "T*", "TL", "Tc", "Tw", "Tz", "'", '"', "g", "G", "k", "K", "cs", "CS", "sc", "SC")
) | frozenset(("h", "s", "F", "f*", "B", "B*", "b", "b*", "j", "M", "i", "ri"))
"""Operators by which other programs draw what pmgen draws with its own."""

_IDLE = frozenset({"ProcSet", "CIDSet"})
"""Entries that other programs add out of habit, and that say nothing."""

_DOUBTS = {
    PdfDoubt.STRAY: message("bytes stand in the file that belong to nothing in it: {words}"),
    PdfDoubt.COMMENT: message("a remark stands in the file where nobody sees it: {words}"),
    PdfDoubt.TWICE: message("object {words} stands in the file twice: the older one can be dug out"),
    PdfDoubt.UNLISTED: message("object {words} stands in the file, but not in its table of objects"),
    PdfDoubt.REVISION: message(
        "the file was changed later: it holds {words} revisions, and the older ones can be dug out"
    ),
    PdfDoubt.LENGTH: message("the stream of object {words} is longer or shorter than it says"),
    PdfDoubt.REST: message("hidden bytes stand behind a packed stream: {words}"),
}

_ADDED = message(
    "open it in the program in which it was added and take that out, or better: render the annex again"
)


def report_foreign_pdf_entries(opened: ScannedPdf, report: ForeignContentReport, compared: bool) -> None:
    """Tell everything that goes beyond what pmgen writes.

    Where pages are `compared` mark by mark, other ways to draw the same marks are nobody's concern.
    """
    for doubt, words in opened.file.doubts:
        report.error(HIDDEN, _filled(_DOUBTS[doubt], words))
    walk = OwnPdfWalk(opened.file)
    for foreign in walk.foreign():
        if foreign.key in _IDLE or (foreign.key == "Rotate" and not opened.file.get(foreign.value)):
            continue
        _tell_entry(opened, foreign, report)
    unused = list(_unreached(opened.file, walk.reached))
    if unused:
        text = message(
            "objects stand in the file that nothing refers to ({numbers}): {words}",
            numbers=short(", ".join(str(item.number) for item in unused)),
            words=short(" ".join(words_in(opened.file, item.value) for item in unused).strip()) or "—",
        )
        report.error(HIDDEN, text)
    for number, content in enumerate(opened.contents, 1):
        for word, operands in content.odd.items():
            if not (compared and word in _OTHER_WAYS):
                _tell_operator(word, operands, number, report)


def _filled(text: Message, words: str) -> Message:
    return Message(text.text, (("words", words),))


def _tell_entry(opened: ScannedPdf, foreign: ForeignEntry, report: ForeignContentReport) -> None:
    file, words = opened.file, _words(opened.file, foreign.value)
    if foreign.kind == "information":
        report.trace(message("the property {name} of the file says: {words}", name=foreign.key, words=words))
    elif foreign.key in _PERSONAL:
        what = KEYS[foreign.key]
        report.trace(message("the file holds {what}: {words}", what=what, words=words))
    elif foreign.kind == "links" and foreign.key == "Subtype":
        _tell_note(opened, foreign, report)
    elif foreign.kind == "picture" and foreign.key == "Subtype":
        words = _words(file, foreign.holder)
        text = message("the page holds drawing that is kept apart: {words}", words=words)
        report.error(FOREIGN, text, foreign.page)
    else:
        action = _action(file, foreign.value)
        what = action or KEYS.get(foreign.key) or message("the entry {key}", key=foreign.key)
        text = message("the file holds {what}, which pmgen does not write: {words}", what=what, words=words)
        report.error(FOREIGN, text, foreign.page)


def _action(file: PdfFile, value: Value) -> Message | None:
    return ACTIONS.get(name_of(file.get(file.dictionary(value).get("S"))))


def _tell_note(opened: ScannedPdf, foreign: ForeignEntry, report: ForeignContentReport) -> None:
    file, node = opened.file, foreign.holder
    what = _action(file, node.get("A")) or NOTES.get(name_of(file.get(node.get("Subtype"))))
    text = message(
        "{what} lies over the page: {words}",
        what=what or message("an annotation"),
        words=_words(file, {key: value for key, value in node.items() if key not in ("DA", "DS", "RC")}),
    )
    box = file.numbers(node.get("Rect"))
    below = opened.words(foreign.page).inside(*box) if foreign.page and len(box) == 4 else ""
    report.error(FOREIGN, text, foreign.page, below, _ADDED)


def _tell_operator(word: str, operands: str, page: int, report: ForeignContentReport) -> None:
    what = OPERATORS.get(word) or message("the operator {key}", key=word)
    if word in OURS and word not in OPERATORS:
        return
    words = short(operands) or "—"
    text = message("the page is drawn with {what}, as pmgen does not: {words}", what=what, words=words)
    report.error(FOREIGN, text, page)


def _words(file: PdfFile, value: Value | Mapping[str, Value]) -> str:
    words = words_in(file, value)
    return short(words) if words else "—"


def _unreached(file: PdfFile, reached: set[int]) -> Iterator[Item]:
    hints = _hints(file)
    for item in file.items:
        if item.number in reached or item.at in hints:
            continue
        if isinstance(item.value, Stream) and name_of(item.value.entries.get("Type")) in ("XRef", "ObjStm"):
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
