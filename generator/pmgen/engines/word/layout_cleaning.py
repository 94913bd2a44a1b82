"""What programs leave in a layout and nobody sees, and what docxtpl writes in ways of its own: made plain."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from pmgen.engines.word.layout_package import LayoutPackage
from pmgen.engines.word.layout_screening import text_near
from pmgen.engines.word.layout_xml import ancestor
from pmgen.opc.office_xml import W14, Element, W, is_on, parse
from pmgen.problems import LayoutPlace, Problems, message

_NOISE = (W + "proofErr", W + "lastRenderedPageBreak", W + "permStart", W + "permEnd")
_SWITCHES = (W + "cantSplit", W + "tblHeader", W + "hidden")
"""Switches of rows: LibreOffice spells them out in a way that Word's own schema does not know."""
_NOISE_ATTRIBUTES = (
    *(W + name for name in ("rsidR", "rsidRPr", "rsidRDefault", "rsidP", "rsidTr", "rsidDel", "rsidSect")),
    W14 + "paraId",
    W14 + "textId",
)
_BY_PROGRAMS = re.compile(
    r"_GoBack|OLE_LINK\d+|_Hl[kt]\d+|_Int_\w+|_MON_\d+|_MailAutoSig|_MailOriginal|_MailEndCompose"
    r"|__DdeLink__\w*|__UnoMark__\w*|__Fieldmark__\w*",
)
"""The names of bookmarks that Word and LibreOffice set where somebody worked, copied or pasted."""

_COMMENTS = (W + "commentRangeStart", W + "commentRangeEnd", W + "commentReference")
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
"""Characters without a width, which come along when text is pasted."""


@dataclass(frozen=True, slots=True)
class KeptMarks:
    """What of a layout is no leftover.

    The bookmarks that its pack names or that its text refers to, and the comments that somebody wrote.
    """

    bookmarks: Collection[str]
    references: str
    comments: Collection[str]

    def names(self, bookmark: str) -> bool:
        """Tell whether a bookmark is meant, or was only left by a program."""
        if _BY_PROGRAMS.fullmatch(bookmark) is None or bookmark in self.bookmarks:
            return True
        return re.search(rf"(?<!\w){re.escape(bookmark)}(?!\w)", self.references) is not None


def written_comments(package: LayoutPackage) -> frozenset[str]:
    """Return the ids of the comments in a package."""
    return frozenset(
        node.get(W + "id", "")
        for name, kind in package.types.items()
        if kind.endswith(".comments+xml")
        for node in parse(package.parts[name]).iter(W + "comment")
    )


def marks_to_keep(
    package: LayoutPackage, roots: Iterable[Element], bookmarks: Collection[str], comments: Collection[str]
) -> KeptMarks:
    """Return what is meant in the parts with these roots; `bookmarks` are the keys of the pack."""
    references: list[str] = []
    for root in roots:
        references += ["\n", *(node.text or "" for node in root.iter(W + "instrText"))]
        references += [f"\n{node.get(W + 'instr', '')}" for node in root.iter(W + "fldSimple")]
        references += [f"\n{node.get(W + 'anchor', '')}" for node in root.iter(W + "hyperlink")]
    for part in package.template_parts():
        references += [f"\n{relation.target}" for relation in package.relations(part)]
    return KeptMarks(bookmarks, "".join(references), comments)


def remove_leftovers(root: Element, meant: KeptMarks) -> None:
    """Take out of a part what proofing, saving, copying and the cursor left behind and nobody sees."""
    for element in list(root.iter(*_NOISE)):
        _remove(element)
    for switch in root.iter(*_SWITCHES):
        if switch.get(W + "val") in ("true", "1", "on"):
            del switch.attrib[W + "val"]
    for element in root.iter():
        for name in _NOISE_ATTRIBUTES:
            if name in element.attrib:
                del element.attrib[name]
    _remove_bookmarks(root, meant)
    for mark in [mark for mark in root.iter(*_COMMENTS) if mark.get(W + "id") not in meant.comments]:
        _remove(mark)
    for run in [run for run in root.iter(W + "r") if _hides_nothing(run)]:
        _remove(run)


def _remove_bookmarks(root: Element, meant: KeptMarks) -> None:
    """Take out the bookmarks of programs, and the ends of bookmarks that begin nowhere."""
    kept: set[str | None] = set()
    for start in list(root.iter(W + "bookmarkStart")):
        if meant.names(start.get(W + "name", "")):
            kept.add(start.get(W + "id"))
        else:
            _remove(start)
    for end in [end for end in root.iter(W + "bookmarkEnd") if end.get(W + "id") not in kept]:
        _remove(end)


def _hides_nothing(run: Element) -> bool:
    """Tell whether a run is hidden and holds nothing but blanks."""
    return is_on(run.find(f"{W}rPr/{W}vanish")) and all(
        child.tag == W + "rPr" or (child.tag == W + "t" and is_blank(child.text or "")) for child in run
    )


def is_blank(text: str) -> bool:
    """Tell whether nobody sees anything of a text."""
    return not text.translate(_WITHOUT_INVISIBLE).strip()


_WITHOUT_INVISIBLE = dict.fromkeys(map(ord, INVISIBLE))


def _remove(element: Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


_CONTROL = re.compile(r"[{｛][%％#＃].*?[%％#＃][}｝]")
_BLOCKS = (W + "p", W + "tbl", W + "sdt")
_AFTER_SPACING = frozenset(
    W + name
    for name in re.findall(
        r"\w+",
        "ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap "
        "outlineLvl divId cnfStyle rPr sectPr pPrChange",
    )
)
"""What comes after the spacing in the look of a paragraph, as its schema orders it."""


def show_hidden_marks(root: Element, part: LayoutPlace, problems: Problems) -> None:
    """Show the marks of a part's paragraphs, and take out those that are empty and not seen.

    Report the paragraphs that Word shows in one line with what follows them.
    """
    for paragraph in [paragraph for paragraph in list(root.iter(W + "p")) if _ran_on(paragraph)]:
        text = message("the end of a paragraph is hidden; it is shown, and what follows begins a new line")
        hint = message("write both into one paragraph if they are to stand in one line")
        problems.add("PMG436", text, replace(part, text=text_near(paragraph)), hint=hint)


def _ran_on(paragraph: Element) -> bool:
    """Show the mark of a paragraph; tell whether its words had run on into the next paragraph.

    A paragraph whose mark is hidden has no end of its own (ISO 29500-1 §17.3.2.41): an empty one is not
    seen at all, and goes; where it keeps two tables apart, it stays as low as a line can be. The last one
    of a cell or a page's head has an end in any case.
    """
    following = next(paragraph.itersiblings(*_BLOCKS), None)
    if not _was_hidden(paragraph) or following is None:
        return False
    if any(child.tag != W + "pPr" for child in paragraph):
        words = _CONTROL.sub("", "".join(text.text or "" for text in paragraph.iter(W + "t")))
        return following.tag == W + "p" and not is_blank(words)
    before = next(paragraph.itersiblings(*_BLOCKS, preceding=True), None)
    parent = paragraph.getparent()
    if before is not None and W + "p" not in (before.tag, following.tag):
        _flatten(paragraph)
    elif parent is not None and paragraph.find(f"{W}pPr/{W}sectPr") is None:
        parent.remove(paragraph)
    return False


def _was_hidden(paragraph: Element) -> bool:
    """Take the hiding from a paragraph's mark; tell whether it was hidden."""
    looks = paragraph.find(f"{W}pPr/{W}rPr")
    if looks is None:
        return False
    switches = list(looks.iterchildren(W + "vanish", W + "specVanish"))
    for switch in switches:
        looks.remove(switch)
    return any(map(is_on, switches))


def _flatten(paragraph: Element) -> None:
    """Make an empty paragraph as low as a line can be: a point."""
    properties = paragraph.find(W + "pPr")
    assert properties is not None
    for spacing in list(properties.iterchildren(W + "spacing")):
        properties.remove(spacing)
    spacing = paragraph.makeelement(
        W + "spacing", {W + "before": "0", W + "after": "0", W + "line": "20", W + "lineRule": "exact"}
    )
    at = next((i for i, child in enumerate(properties) if child.tag in _AFTER_SPACING), len(properties))
    properties.insert(at, spacing)


_REMARK = re.compile(r"\{#(tr|tc|p)\s.*?#\}", re.DOTALL)
_BEGINS, _ENDS = re.compile(r"\s*\{%-"), re.compile(r"-%\}\s*\Z")
_ONE_TAG = re.compile(r"\s*\{%(-?)[^{}]*?(-?)%\}\s*")
_WRITTEN_BRACES = re.compile(r"\{_[{%]|[}%]_\}")


def follow_docxtpl(root: Element) -> None:
    """Take out what remarks such as `{#tr … #}` stand in, and join paragraphs where `{%-` or `-%}` ask."""
    for paragraph in list(root.iter(W + "p")):
        remark = _REMARK.search(_text(paragraph))
        held = paragraph if remark is None or remark[1] == "p" else ancestor(paragraph, W + remark[1])
        if remark is not None and held is not None and not _ends_section(paragraph):
            _take_out(held)
    for paragraph in list(root.iter(W + "p")):
        if paragraph.getparent() is not None and "{%" in _text(paragraph):
            _join(paragraph)


def write_braces(root: Element) -> None:
    """Make braces of what stands for them in plain text: `{_{`, `}_}`, `{_%` and `%_}`."""
    for paragraph in root.iter(W + "p"):
        text = _text(paragraph)
        if "_" in text:
            for found in reversed(list(_WRITTEN_BRACES.finditer(text))):
                _take_sign(paragraph, found.start() + 1)


def _texts(paragraph: Element) -> list[Element]:
    return [text for text in paragraph.iter(W + "t") if ancestor(text, W + "p") is paragraph]


def _text(paragraph: Element) -> str:
    return "".join(text.text or "" for text in _texts(paragraph))


def _ends_section(paragraph: Element) -> bool:
    return paragraph.find(f"{W}pPr/{W}sectPr") is not None


def _take_out(element: Element) -> None:
    """Take out an element, and what is left empty by that; a cell keeps a paragraph."""
    parent = element.getparent()
    if parent is None:
        return
    parent.remove(element)
    if parent.tag == W + "tc" and parent.find(W + "p") is None:
        parent.append(parent.makeelement(W + "p"))
    elif element.tag in (W + "tc", W + "tr") and parent.find(element.tag) is None:
        _take_out(parent)


def _join(paragraph: Element) -> None:
    """Join a paragraph with the one before and those behind it; a tag alone asks for that on both sides."""
    alone = _ONE_TAG.fullmatch(_text(paragraph))
    if alone is not None and not (alone[1] and alone[2]):
        return
    previous = paragraph.getprevious()
    if _BEGINS.match(_text(paragraph)) and _may_join(previous, paragraph):
        assert previous is not None
        _take_sign(paragraph, _text(paragraph).index("{%-") + 2)
        _append(previous, paragraph)
        paragraph = previous
    while (end := _ENDS.search(_text(paragraph))) and _may_join(paragraph, paragraph.getnext()):
        following = paragraph.getnext()
        assert following is not None
        _take_sign(paragraph, end.start())
        if (begin := _BEGINS.match(_text(following))) is not None:
            _take_sign(following, begin.end() - 1)
        _append(paragraph, following)


def _may_join(first: Element | None, second: Element | None) -> bool:
    return all(
        each is not None and each.tag == W + "p" and not _ends_section(each) for each in (first, second)
    )


def _append(paragraph: Element, following: Element) -> None:
    for child in list(following):
        if child.tag != W + "pPr":
            paragraph.append(child)
    _remove(following)


def _take_sign(paragraph: Element, position: int) -> None:
    """Take one character out of a paragraph's text."""
    for text in _texts(paragraph):
        here = text.text or ""
        if position < len(here):
            text.text = here[:position] + here[position + 1 :]
            return
        position -= len(here)
