"""The fields that a layout may hold; what a field reaches or changes by itself was not proven by anybody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pmgen.engines.word.package import is_harmless_address, leads_outside
from pmgen.engines.word.paragraphs import text_of
from pmgen.ooxml.xml import Element, W
from pmgen.problems import LayoutPlace, Message, Problems, message

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

    @property
    def instruction(self) -> str:
        return "".join(self.words)


def screen_fields(root: Element, file: str, part: str, problems: Problems) -> None:
    """Report every field of a part that is not known to be harmless, and what to write instead."""
    for found in _fields(root):
        name = _words(found.instruction)[0].upper() if _words(found.instruction) else ""
        place = LayoutPlace(file, part, text=text_near(found.start))
        if found.is_made or _REACHING.match(name):
            text = message("refused: the layout holds the field {field}", field=name or "?")
            problems.add("PMG804", text, place, hint=_TEXT_HINT)
        elif name == "HYPERLINK":
            for target in _targets(found.instruction):
                if not is_harmless_address(target):
                    problems.add("PMG805", leads_outside(target), place, hint=_LINK_HINT)
        elif name not in _ALLOWED and name:
            text = message("the field {field} cannot stand in a layout", field=name[:20])
            problems.add("PMG433", text, place, hint=_hint(name))


def _hint(name: str) -> Message:
    if name in _DATES:
        return _DATE_HINT
    if name in _MERGING:
        return _MERGE_HINT
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
            yield open_fields.pop()
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
