"""What a layout says that has no effect: unknown elements, attributes and misplaced properties."""

from __future__ import annotations

from pmgen.engines.markup.block_building import HEADINGS, PADDED
from pmgen.engines.markup.computed_styles import ROOT, Cascade, StyledElement
from pmgen.engines.markup.css_values import Length
from pmgen.engines.markup.markup_tree import (
    MarkupElement,
)
from pmgen.problems import Message, Problems, SourcePlace, message

ELEMENTS = frozenset(
    [
        "html",
        "head",
        "meta",
        "style",
        "title",
        "body",
        "header",
        "footer",
        "p",
        "div",
        "span",
        "br",
        "strong",
        "b",
        "em",
        "i",
        "a",
        "img",
        "table",
        "caption",
        "colgroup",
        "col",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "th",
        "td",
    ]
) | set(HEADINGS)
_EVERYWHERE = frozenset(["id", "class", "style", "title", "lang", "role"])
_ATTRIBUTES = {
    "a": frozenset(["href"]),
    "img": frozenset(["src", "alt"]),
    "td": frozenset(["colspan", "rowspan"]),
    "th": frozenset(["colspan", "rowspan", "scope"]),
    "col": frozenset(["span"]),
    "meta": frozenset(["charset", "name", "content", "http-equiv"]),
}
_CELLS = frozenset(["td", "th"])
_ROWS = frozenset(["tr", "thead", "tbody", "tfoot"])
_WORKS_ON = {
    "width": _CELLS | {"table", "col", "colgroup", "img"},
    "height": _CELLS | {"tr", "img"},
    "vertical-align": _CELLS | _ROWS,
    "background-color": _CELLS | _ROWS | {"table"},
    "break-before": frozenset(["p", "div", "table", *HEADINGS]),
    "break-inside": frozenset(["tr", "table"]),
    "table-layout": frozenset(["table"]),
    **dict.fromkeys(("border-top", "border-right", "border-bottom", "border-left"), _CELLS | {"table"}),
    **dict.fromkeys(("padding-top", "padding-bottom", "padding-left"), _CELLS | PADDED),
    "padding-right": _CELLS,
}


def warn_of_ineffective(tree: MarkupElement, cascade: Cascade, file: str, problems: Problems) -> None:
    """Warn of everything in a layout's own markup that the document will not show."""
    warnings = _Warnings(file, problems)
    for child in tree.elements():
        _check(child, ROOT, cascade, warnings)


class _Warnings:
    def __init__(self, file: str, problems: Problems) -> None:
        self._file = file
        self._problems = problems
        self._given: set[tuple[str, int, str]] = set()

    def add(self, code: str, text: Message, line: int, hint: Message) -> None:
        """Warn once of the same thing in the same line."""
        key = (code, line, str(text))
        if key not in self._given:
            self._given.add(key)
            self._problems.add(code, text, SourcePlace(self._file, line), hint=hint)


def _check(element: MarkupElement, parent: StyledElement, cascade: Cascade, warnings: _Warnings) -> None:
    context = cascade.context(parent, element)
    if element.tag not in ELEMENTS:
        _unknown_element(element, warnings)
    for name in element.attributes:
        _check_attribute(element, name, warnings)
    _check_properties(context, warnings)
    for child in element.elements():
        _check(child, context, cascade, warnings)


def _unknown_element(element: MarkupElement, warnings: _Warnings) -> None:
    tag = f"<{element.tag}>"
    if element.tag in ("script", "template"):
        text = message("{tag} is left out with all that it holds", tag=tag)
    else:
        text = message("{tag} has no effect; its text is kept", tag=tag)
    names = "、".join(sorted(ELEMENTS))
    warnings.add("PMG501", text, element.line, message("known are: {names}", names=names))


def _check_attribute(element: MarkupElement, name: str, warnings: _Warnings) -> None:
    known = _EVERYWHERE | _ATTRIBUTES.get(element.tag, frozenset())
    if name not in known and not name.startswith(("data-", "aria-")) and element.tag in ELEMENTS:
        text = message("{attribute} of {tag} has no effect", attribute=name, tag=f"<{element.tag}>")
        hint = message("say how it looks with style or in the style sheet")
        warnings.add("PMG502", text, element.line, hint)


def _check_properties(context: StyledElement, warnings: _Warnings) -> None:
    for name, declaration in context.declared.items():
        tags = _WORKS_ON.get(name, ELEMENTS)
        asks = declaration.value not in (None, False, Length(0))
        if asks and context.tag not in tags and context.tag in ELEMENTS:
            text = message("{property} has no effect on {tag}", property=name, tag=f"<{context.tag}>")
            hint = message("it works on {tags}", tags="、".join(f"<{tag}>" for tag in sorted(tags)))
            warnings.add("PMG506", text, declaration.line, hint)
