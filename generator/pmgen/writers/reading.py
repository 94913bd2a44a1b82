"""What several writers read out of paragraphs in the same way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pmgen.document import Inline, Link, PageReference, Paragraph, Text

_BREAKS = re.compile("\r\n|[\r\u2028\u2029\x0b\x0c]")


def lines(text: str) -> str:
    """Return `text` with every kind of line break as one line feed."""
    return _BREAKS.sub("\n", text) if _BREAKS.search(text) else text


def words(paragraph: Paragraph) -> str:
    """Return the text of a paragraph without spaces around it."""
    return "".join(child.text for child in leaves(paragraph.children) if isinstance(child, Text)).strip()


def is_entry(paragraph: Paragraph) -> bool:
    """Tell whether a paragraph is a line of a contents list: it ends in the number of a page."""
    said = [child for child in leaves(paragraph.children) if isinstance(child, Text | PageReference)]
    return bool(said) and isinstance(said[-1], PageReference)


def leaves(children: Iterable[Inline]) -> Iterator[Inline]:
    """Yield the inlines, those inside links instead of the links."""
    for child in children:
        if isinstance(child, Link):
            yield from leaves(child.children)
        else:
            yield child
