"""The style of a page, rule by rule: what pmgen never writes in one, and what differs between two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pmgen.problems import Message, message

_REMARK = re.compile(r"/\*(.*?)(?:\*/|\Z)", re.DOTALL)
_PIECE = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|[{};]|[^{};"\']+|["\']', re.DOTALL)
_CLASS = re.compile(r"\.([\w-]+)")


class Rule(NamedTuple):
    """A declaration with the selector it belongs to and the conditions around it."""

    around: str
    selector: str
    name: str
    value: str

    @property
    def classes(self) -> list[str]:
        """Return the classes that the selector names."""
        return _CLASS.findall(self.selector)

    def __str__(self) -> str:
        around = f"{self.around} " if self.around else ""
        return f"{around}{self.selector}{{{self.name}: {self.value}}}"


def remarks(style: str) -> list[str]:
    """Return the remarks of a style."""
    return [" ".join(match[1].split()) for match in _REMARK.finditer(style)]


def rules(style: str) -> list[Rule]:
    """Return the declarations of a style in order; what cannot be read is one without a name."""
    return list(_rules(_REMARK.sub(" ", style)))


def _rules(style: str) -> Iterator[Rule]:
    path: list[str] = []
    piece = ""
    for match in _PIECE.finditer(style):
        token = match[0]
        if token == "{":
            path.append(_tidy(piece))
        elif token in ("}", ";"):
            if _tidy(piece):
                yield _declaration(path, piece)
            if token == "}":
                del path[-1:]
        else:
            piece += token
            continue
        piece = ""
    if _tidy(piece) or path:
        yield Rule("", " ".join(path), "", _tidy(piece))


def _declaration(path: list[str], piece: str) -> Rule:
    name, colon, value = piece.partition(":")
    around, selector = " ".join(path[:-1]), path[-1] if path else ""
    if not colon:
        return Rule(around, selector, "", _tidy(piece))
    return Rule(around, selector, _tidy(name).lower(), _tidy(value))


def _tidy(text: str) -> str:
    return " ".join(text.split())


_OURS = frozenset(
    " ".join(
        (
            "font font-size text-align line-height text-indent margin margin-top padding border",
            "border-top border-right border-bottom border-left border-collapse background color",
            "vertical-align width height max-width page zoom text-decoration white-space line-break",
            "overflow-wrap text-wrap-style font-weight list-style display table-layout overflow",
            "overflow-x outline outline-offset float position clip-path break-before break-inside",
            "break-after size content text-size-adjust -webkit-text-size-adjust",
            "writing-mode text-orientation print-color-adjust background-repeat background-attachment",
            "text-autospace tab-size box-sizing",
        )
    ).split(" ")
)
"""The properties that pmgen sets."""

_AROUND = re.compile(r"|@media (?:screen|print)|@page \w+(?::first|:left)?")
_DISPLAYS = frozenset({"inline-block", "flow-root", "table-header-group"})
_SHOWN_IN_PRINT = frozenset(
    {
        (".screen", "none"),
        ("table.parts", "block"),
        (".parts > colgroup", "none"),
        (".parts > tbody", "table"),
    }
)
"""What print shows otherwise: lines that the margins have, and tables in parts."""

_BESIDE = re.compile(r"\.z\d+>tr:(?:not\(\.again\)|last-child)::before")
"""What print puts beside rows whose label stands above them: lines without words."""

_OF_NOTHING = {"content": '""', "display": "table-cell"}


def doubtful(rule: Rule) -> bool:
    """Tell whether pmgen never writes such a rule."""
    value = rule.value.lower()
    if rule.name not in _OURS or not _AROUND.fullmatch(rule.around) or "url(" in value:
        return True
    if re.search(r"::|:(?:before|after|first-l)", rule.selector):
        return not _is_beside(rule, value)
    if rule.name == "display":
        printed = rule.around == "@media print" and (rule.selector, value) in _SHOWN_IN_PRINT
        return value not in _DISPLAYS and not printed
    if rule.name in ("position", "clip-path"):
        return rule.selector != ".hidden"
    if rule.name in ("background-repeat", "background-attachment"):
        return rule.selector != ".scroll"
    if rule.name == "tab-size":
        return rule.selector != "main"
    if rule.name == "content":
        return not rule.around.startswith("@page")
    return False


def _is_beside(rule: Rule, value: str) -> bool:
    """Tell whether a rule sets nothing but lines and ground beside rows in print."""
    if rule.around != "@media print" or not _BESIDE.fullmatch(rule.selector):
        return False
    return rule.name.startswith(("border", "background")) or _OF_NOTHING.get(rule.name) == value


def meaning(rule: Rule) -> Message:
    """Return what a rule does that pmgen did not set."""
    return next((words for pattern, words in _MEANINGS if pattern.search(_text(rule))), _OTHER)


def _text(rule: Rule) -> str:
    return f"{rule.around}|{rule.selector}|{rule.name}:{rule.value}".lower()


_OTHER = message("other looks")
_MEANINGS = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (r"@import|url\(", message("a file to be fetched")),
        (r"@font-face", message("a font of its own")),
        (r"::?(?:before|after|marker|first-l)|\|content:", message("other text in place of ours")),
        (r"\|(?:display:none|visibility:|opacity:|content-visibility:)", message("text that cannot be seen")),
        (r"\|(?:clip|mask|filter:|mix-blend)", message("text that cannot be seen")),
        (r"\|(?:position|left|right|top|bottom|inset|z-index)", message("other places")),
        (r"\|(?:transform|translate|scale|rotate)", message("other places")),
        (r"\|(?:text-indent|font|letter-spacing|zoom|line-height)", message("another size or place of text")),
        (r"\|(?:direction|unicode-bidi|writing-mode)", message("another order or direction")),
        (r"\|(?:order|flex|grid|float)", message("another order or direction")),
        (r"\|(?:-webkit-|-moz-)?(?:user-select|pointer-)", message("text that cannot be copied or clicked")),
        (r"\|(?:color|background|-webkit-text)", message("other colours")),
        (r"\|(?:animation|transition)|@keyframes", message("looks that change with time")),
        (r"@media print|@page", message("other looks in print")),
        (r"\|(?:text-decoration|border|outline|box-shadow)", message("other lines")),
    )
)
