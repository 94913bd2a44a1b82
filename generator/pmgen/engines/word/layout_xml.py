"""XML of a Word layout: its text, and writing elements so that what was not touched stays as it was."""

from __future__ import annotations

import re

from pmgen.engines.language.error_explanations import control_character
from pmgen.opc.office_xml import Element
from pmgen.opc.xml_text import NOT_IN_XML, attribute_value, escape, is_legal

VML = "{urn:schemas-microsoft-com:vml}"

PM = "{pmgen}"
"""Our own elements, put where tags stood; none of them is ever written."""

_SPECIAL = re.compile(f"[&<>\t\n\r{NOT_IN_XML}]")


def word_text(text: str) -> str:
    """Return `text` for the inside of a w:t: line breaks and tabs as Word writes them.

    Raises Unusable for a control character, which no Word file may hold.
    """
    if _SPECIAL.search(text) is None:
        return text
    return legal(with_plain_breaks(text)).replace("\n", between("<w:br/>")).replace("\t", between("<w:tab/>"))


def with_plain_breaks(text: str) -> str:
    """Return `text` with every line break as the one character that XML knows for it."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def legal(text: str) -> str:
    """Return `text` escaped. Raises Unusable for a control character."""
    if not is_legal(text):
        raise control_character()
    return escape(text)


def between(element: str) -> str:
    """Return XML that puts `element` into a run in the middle of its w:t."""
    return f'</w:t>{element}<w:t xml:space="preserve">'


def opening(element: Element, extra: str = "") -> str:
    """Return an element's start tag without its `>`, with the namespaces that its parent does not have."""
    parent = element.getparent()
    known = {} if parent is None else parent.nsmap
    spaces = "".join(
        f' xmlns{":" + prefix if prefix else ""}="{attribute_value(uri)}"'
        for prefix, uri in element.nsmap.items()
        if known.get(prefix) != uri and uri != "pmgen"
    )
    attributes = "".join(
        f' {name_of(element, key)}="{attribute_value(str(text))}"' for key, text in element.attrib.items()
    )
    return f"<{name_of(element, element.tag)}{spaces}{attributes}{extra}"


def closing(element: Element) -> str:
    """Return an element's end tag."""
    return f"</{name_of(element, element.tag)}>"


def serialised(element: Element) -> str:
    """Return an element as it stands, with all that it holds."""
    inner = "".join(map(serialised, element)) if len(element) else escape(element.text or "")
    return opening(element) + (f">{inner}{closing(element)}" if inner else "/>")


def name_of(element: Element, clark: str | bytes) -> str:
    """Return the prefixed name for `{uri}local` where `element` stands."""
    clark = str(clark)
    if not clark.startswith("{"):
        return clark
    uri, _, local = clark[1:].partition("}")
    if uri == "http://www.w3.org/XML/1998/namespace":
        return "xml:" + local
    prefixes = [prefix for prefix, known in element.nsmap.items() if known == uri]
    prefix = next((p for p in prefixes if p), None if None in prefixes else "")
    return f"{prefix}:{local}" if prefix else local


def ancestor(element: Element, *names: str) -> Element | None:
    """Return the nearest enclosing element with one of the names, or None."""
    return next(element.iterancestors(*names), None)
