"""What a layout must not bring into public documents: fields, tracked changes, hidden text, authors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from pmgen.engines.language.name_hints import path_of
from pmgen.engines.word.layout_package import is_harmless_address, leads_outside
from pmgen.engines.word.tag_placement import text_of
from pmgen.opc.office_xml import Element, W, is_on, value
from pmgen.problems import LayoutPlace, Message, Problems, message
from pmgen.view.shapes import Shape

_names = re.compile(r"\w+").findall
_ALLOWED = frozenset(
    _names("PAGE NUMPAGES SECTION SECTIONPAGES PAGEREF NOTEREF REF TOC SEQ STYLEREF EQ SYMBOL"),
)
_REACHING = re.compile(
    r"(INCLUDE\w*|DDE\w*|IMPORT|LINK|EMBED|DATABASE|RD|MACROBUTTON|GOTOBUTTON|HTMLACTIVEX|CONTROL|ADDIN|PRINT)\Z"
)
_DATES = frozenset(_names("DATE TIME CREATEDATE SAVEDATE PRINTDATE EDITTIME"))
_MERGING = frozenset(
    _names(
        "MERGEFIELD MERGEREC MERGESEQ NEXT NEXTIF SKIPIF IF COMPARE SET ASK FILLIN FORMTEXT FORMCHECKBOX "
        "FORMDROPDOWN DOCVARIABLE ADDRESSBLOCK GREETINGLINE"
    )
)
_ABOUT = frozenset(
    _names(
        "AUTHOR LASTSAVEDBY USERNAME USERINITIALS USERADDRESS FILENAME FILESIZE TEMPLATE TITLE SUBJECT "
        "KEYWORDS COMMENTS DOCPROPERTY INFO REVNUM NUMCHARS NUMWORDS"
    )
)
_OTHERS = frozenset(
    _names(
        "ADVANCE AUTONUM AUTONUMLGL AUTONUMOUT AUTOTEXT AUTOTEXTLIST BARCODE BIBLIOGRAPHY BIDIOUTLINE "
        "CITATION DISPLAYBARCODE GLOSSARY INDEX LISTNUM MERGEBARCODE PRIVATE QUOTE SHAPE TA TC TOA XE"
    )
)
"""The fields of Word that are in no other list; what no list holds is a value in Word's braces."""

_DATE_HINT = message(
    "it would change after it was checked; write the date itself, or a name such as {name}",
    name="{{ 附件.年度 }}",
)
_MERGE_HINT = message(
    "write a name in its place, such as {name}; `pmgen fields` lists them", name="{{ 项目.项目名称 }}"
)
_ABOUT_HINT = message(
    "it shows whose machine the file was on; write the words themselves, or a name such as {name}",
    name="{{ 附件.标题 }}",
)
_SUM_HINT = message(
    "Word would calculate it anew; let the layout print the sum, such as {name}",
    name="{{ 项目.绩效指标 | length }}",
)
_TEXT_HINT = message("click into it and press Ctrl+Shift+F9, which makes plain text of it, or delete it")
_LINK_HINT = message("links may lead to http, https and mailto addresses and to bookmarks")
_MERGED = frozenset(["MERGEFIELD", "DOCVARIABLE", "DOCPROPERTY"])
"""Fields that show what stands under a name elsewhere."""

_KNOWN = _ALLOWED | _DATES | _MERGING | _ABOUT | _OTHERS
_CHEVRONS = re.compile(r"«([^«»\n]{1,40})»")
_WORD = re.compile(r'"((?:[^"\\]|\\.)*)"?|(\S+)')
_SWITCHES = frozenset(["\\l", "\\o", "\\t", "\\m", "\\s"])
"""Switches of HYPERLINK that another word belongs to."""


@dataclass(slots=True)
class _Field:
    """A field on the way: where it begins, its instruction, and whether that is made by something else."""

    start: Element
    words: list[str] = field(default_factory=list)
    has_result: bool = False
    is_made: bool = False
    holds_value: bool = False

    @property
    def instruction(self) -> str:
        return "".join(self.words)

    @property
    def name(self) -> str:
        """Return its name as Word's own fields are written."""
        words = _words(self.instruction)
        return words[0].upper() if words else ""

    @property
    def is_value(self) -> bool:
        """Tell whether it is no field of Word, but a value that somebody put into braces with Ctrl+F9."""
        name = self.name
        return bool(name) and not (
            name in _KNOWN or name == "HYPERLINK" or name.startswith("=") or _REACHING.match(name)
        )


def screen_fields(root: Element, file: str, part: str, shape: Shape, problems: Problems) -> None:
    """Report every field of a part that is not known to be harmless, and what to write instead.

    `shape` are the names that the layout may use.
    """
    for found in _fields(root):
        name = found.name
        place = LayoutPlace(file, part, text=text_near(found.start))
        if found.is_value and not found.is_made:
            tag = _tag(found.instruction, shape)
            text = message("the braces around {words} are a field of Word", words=_shown(found.instruction))
            hint = message("delete them, and type two braces on each side, without Ctrl+F9: {tag}", tag=tag)
            problems.add("PMG433", text, replace(place, text=_shown(found.instruction)), hint=hint)
        elif found.holds_value and not name:
            continue  # two pairs of Word's braces, of which the inner one has been told of
        elif found.is_made or _REACHING.match(name):
            text = message("refused: the layout holds the field {field}", field=name or "?")
            problems.add("PMG804", text, place, hint=_TEXT_HINT)
        elif name == "HYPERLINK":
            for target in _targets(found.instruction):
                if not is_harmless_address(target):
                    problems.add("PMG805", leads_outside(target), place, hint=_LINK_HINT)
        elif name not in _ALLOWED and name:
            shown = " ".join(_words(found.instruction)[:2]) if name in _MERGED else name[:20]
            text = message("the field {field} cannot stand in a layout", field=shown[:40])
            problems.add("PMG433", text, place, hint=_hint(found, shape))


def screen_merged(root: Element, file: str, part: str, shape: Shape, problems: Problems) -> None:
    """Report what a merge field showed and what is plain text since: «项目名称»."""
    for paragraph in root.iter(W + "p"):
        text = text_of(paragraph)
        for found in _CHEVRONS.finditer(text) if "«" in text and not _has_fields(paragraph) else ():
            path = path_of(found[1], shape)
            if path is not None:
                said = message("{words} is plain text and would be printed as it stands", words=found[0])
                hint = message("write {name} in its place", name="{{ " + path + " }}")
                problems.add("PMG433", said, LayoutPlace(file, part, text=found[0]), hint=hint)


def _has_fields(paragraph: Element) -> bool:
    return next(paragraph.iter(W + "fldChar", W + "fldSimple"), None) is not None


def _tag(instruction: str, shape: Shape) -> str:
    """Return the tag that somebody meant who put its inside into Word's braces."""
    inside = instruction.strip().strip("{}").strip()
    if inside[:1] in "%#":
        return "{" + inside + "}"
    return "{{ " + (path_of(inside, shape) or inside) + " }}"


def _shown(instruction: str) -> str:
    return " ".join(instruction.split())[:40]


def _hint(found: _Field, shape: Shape) -> Message:
    name = found.name
    if name in _DATES:
        return _DATE_HINT
    if name in _MERGING:
        words = _words(found.instruction)
        path = path_of(words[1], shape) if name in _MERGED and len(words) > 1 else None
        return message("write {name} in its place", name="{{ " + path + " }}") if path else _MERGE_HINT
    if name in _ABOUT:
        return _ABOUT_HINT
    return _SUM_HINT if name.startswith("=") else _TEXT_HINT


def _words(instruction: str) -> list[str]:
    straight = instruction.replace("“", '"').replace("”", '"')
    return [quoted.replace("\\\\", "\\") or bare for quoted, bare in _WORD.findall(straight)]


def _targets(instruction: str) -> Iterator[str]:
    """Yield the addresses of a HYPERLINK; what belongs to a switch is a bookmark or a tip."""
    words = iter(_words(instruction)[1:])
    for word in words:
        if word.lower() in _SWITCHES:
            next(words, None)
        elif not word.startswith("\\") or word.startswith("\\\\"):
            yield word


def _fields(root: Element) -> Iterator[_Field]:
    """Yield the fields of a part, whatever runs Word had split their instructions over."""
    open_fields: list[_Field] = []
    for node in root.iter(W + "fldSimple", W + "fldChar", W + "instrText", W + "t"):
        outer = open_fields[-1] if open_fields else None
        in_instruction = outer is not None and not outer.has_result
        kind = node.get(W + "fldCharType")
        if outer is not None and in_instruction and _makes_words(node, kind):
            # What a field or a text in an instruction says becomes part of it, and nobody has read that.
            outer.is_made = True
        if node.tag == W + "fldSimple":
            yield _Field(node, [node.get(W + "instr", "")])
        elif kind == "begin":
            open_fields.append(_Field(node))
        elif outer is None:
            continue
        elif kind == "separate":
            outer.has_result = True
        elif kind == "end":
            ended = open_fields.pop()
            if open_fields and not open_fields[-1].has_result:
                open_fields[-1].holds_value |= ended.is_value
            yield ended
        elif node.tag == W + "instrText" and in_instruction:
            outer.words.append(node.text or "")
    yield from open_fields


def _makes_words(node: Element, kind: str | None) -> bool:
    return (
        node.tag == W + "fldSimple"
        or kind == "begin"
        or (node.tag == W + "t" and bool((node.text or "").strip()))
    )


def text_near(node: Element) -> str:
    """Return the words around an element, for an author to search for."""
    for candidate in (node, *node.iterancestors()):
        text = text_of(candidate) + "".join(n.text or "" for n in candidate.iter(W + "delText"))
        if text.strip():
            return text.strip()[:40]
    return ""


_CHANGES = (
    *(W + name for name in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge")),
    *(
        W + name + "Change"
        for name in ("rPr", "pPr", "sectPr", "tblPr", "tblGrid", "trPr", "tcPr", "tblPrEx")
    ),
    W + "numberingChange",
)
_COMMENTS = (W + "commentRangeStart", W + "commentReference")
_FOREIGN = (W + "altChunk", W + "subDoc")
_OWNERS = tuple(W + name for name in ("r", "pPr", "sdtPr", "sdtEndPr"))
"""What the look of text may be a part of; only runs hold any."""

_OBJECTS = (W + "object", W + "control", W + "movie")


def screen(
    root: Element, file: str, part: str, hidden_styles: Iterable[str], shape: Shape, problems: Problems
) -> None:
    """Report what must not be published from one part; `shape` are the names that the layout may use."""
    _report(root, _CHANGES, file, part, problems, "PMG806", message("tracked changes"))
    _report(root, _COMMENTS, file, part, problems, "PMG807", message("comments"))
    _report(root, _FOREIGN, file, part, problems, "PMG804", message("embedded foreign documents"))
    _report(root, _OBJECTS, file, part, problems, "PMG804", message("embedded objects"))
    screen_fields(root, file, part, shape, problems)
    screen_merged(root, file, part, shape, problems)
    _report_addresses(root, file, part, problems)
    hidden = [node for node in root.iter(W + "vanish", W + "specVanish") if is_on(node) and _hides_text(node)]
    used = [n for n in root.iter(W + "rStyle", W + "pStyle") if value(n) in set(hidden_styles)]
    for node in (hidden + used)[:1]:
        place = LayoutPlace(file, part, text=text_near(node))
        hint = message(
            "show hidden text in Word (Ctrl+A, then Ctrl+D, clear 隐藏) and delete what is not wanted"
        )
        problems.add("PMG808", message("the layout holds hidden text"), place, hint=hint)


def _hides_text(vanish: Element) -> bool:
    """Tell whether a switch hides more than the mark of a paragraph, or what a control would hold."""
    owner = next(vanish.iterancestors(*_OWNERS), None)
    return owner is None or owner.tag == W + "r"


def _report_addresses(root: Element, file: str, part: str, problems: Problems) -> None:
    """Report addresses that stand in the text itself, as older drawings write them."""
    for node in root.iter("*"):
        for name in ("href", "src"):
            target = node.get(name, "#")
            if not target.startswith("#") and not is_harmless_address(target):
                place = LayoutPlace(file, part, text=text_near(node))
                problems.add("PMG805", leads_outside(target), place)


def _report(
    root: Element, names: tuple[str, ...], file: str, part: str, problems: Problems, code: str, what: Message
) -> None:
    found = next(root.iter(*names), None)
    if found is not None:
        place = LayoutPlace(file, part, text=text_near(found))
        hint = message("in Word choose 审阅, accept all changes and delete all comments, then save")
        problems.add(code, message("the layout holds {what}", what=what), place, hint=hint)


def hidden_styles(styles: Element | None) -> frozenset[str]:
    """Return the ids of the styles that hide their text."""
    if styles is None:
        return frozenset()
    known = {style.get(W + "styleId", ""): style for style in styles.iter(W + "style")}
    return frozenset(name for name in known if _hides(name, known))


def _hides(name: str, known: Mapping[str, Element]) -> bool:
    """Tell whether a style, or the one that it is based on, hides its text."""
    seen: set[str] = set()
    while name in known and name not in seen:
        seen.add(name)
        own = known[name].find(f"{W}rPr/{W}vanish")
        if own is not None:
            return is_on(own)
        name = value(known[name].find(W + "basedOn"))
    return False


def clean_controls(root: Element) -> None:
    """Free content controls of ids and of bindings to data elsewhere, so that they may be repeated."""
    for properties in root.iter(W + "sdtPr"):
        for name in ("id", "dataBinding", "showingPlcHdr", "placeholder"):
            for node in properties.findall(W + name):
                properties.remove(node)
