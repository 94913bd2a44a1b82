"""What fields and equations in a text say: a field's instruction, an equation as people type it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from pmgen.document import Font
from pmgen.opc.office_xml import Element, M

_COMPOUND = re.compile(r"[-+−±×÷*/=\s]")


def in_line(node: Element) -> str:
    """Return what an equation says, a fraction with its stroke (ISO 29500-1 §22.1.2.36)."""
    if node.tag == M + "t":
        return node.text or ""
    if node.tag == M + "f" and node.find(f"{M}fPr/{M}type[@{M}val='noBar']") is None:
        return "/".join(_part(node.find(M + name)) for name in ("num", "den"))
    return "".join(map(in_line, node))


def _part(node: Element | None) -> str:
    text = "" if node is None else in_line(node)
    return f"({text})" if _COMPOUND.search(text) else text


_WORD = re.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)')
_STEADY = frozenset(
    {"TOC", "REF", "NOTEREF", "SEQ", "TC", "XE", "SYMBOL", "QUOTE", "FORMTEXT", "FORMDROPDOWN", "MERGEFIELD"}
    | {"DOCPROPERTY", "TITLE", "AUTHOR", "SUBJECT", "KEYWORDS", "DOCVARIABLE", "INDEX", "BIBLIOGRAPHY", ""}
)
"""Fields whose last result is what a reader of the document should see."""


class Kind(Enum):
    """What a field becomes in the document."""

    PAGE = "page"
    PAGE_OF = "page of a bookmark"
    LINK = "link"
    RESULT = "result"
    STALE = "result that may be out of date"
    OUTSIDE = "link to elsewhere"


@dataclass(frozen=True, slots=True)
class FieldMeaning:
    """What a field's instruction asks for; `target` is a bookmark, `name` the field's name."""

    kind: Kind
    name: str = ""
    target: str = ""
    form: str = ""


@dataclass(slots=True)
class Field:
    """A field that is being read: its instruction, then its result."""

    code: str = ""
    meaning: FieldMeaning | None = None
    font: Font | None = None
    has_result: bool = False

    @property
    def shows(self) -> bool:
        """Tell whether what is read now, as part of this field, is seen."""
        return self.meaning is not None and self.meaning.kind not in (Kind.PAGE, Kind.PAGE_OF)

    @property
    def link(self) -> str:
        """Return the bookmark to which the field's result leads, or nothing."""
        is_link = self.meaning is not None and self.meaning.kind is Kind.LINK
        return self.meaning.target if is_link and self.meaning is not None else ""


def understand(code: str) -> FieldMeaning:
    """Return what an instruction such as ` PAGEREF _Toc1 ` asks for."""
    words = [quoted or bare for quoted, bare in _WORD.findall(code)]
    name = words[0].upper() if words else ""
    match name:
        case "PAGE":
            return FieldMeaning(Kind.PAGE, name, form=_form(words))
        case "PAGEREF" if len(words) > 1:
            return FieldMeaning(Kind.PAGE_OF, name, words[1], _form(words))
        case "HYPERLINK":
            return _hyperlink(words[1:])
        case _:
            return FieldMeaning(Kind.RESULT if name in _STEADY else Kind.STALE, name)


def _hyperlink(words: list[str]) -> FieldMeaning:
    lowered = [word.lower() for word in words]
    if words and not words[0].startswith("\\"):
        return FieldMeaning(Kind.OUTSIDE, "HYPERLINK", words[0])
    at = lowered.index("\\l") + 1 if "\\l" in lowered else len(words)
    return FieldMeaning(Kind.LINK, "HYPERLINK", words[at]) if at < len(words) else FieldMeaning(Kind.RESULT)


def _form(words: list[str]) -> str:
    """Return the number format that a field asks for; MERGEFORMAT is none."""
    forms = [word for switch, word in pairwise(words) if switch == "\\*"]
    return next((form for form in forms if form.upper() not in ("MERGEFORMAT", "CHARFORMAT", "ARABIC")), "")
