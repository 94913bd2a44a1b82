"""The words of a layout and the tags among them, read without taking the layout apart."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

from pmgen import disk
from pmgen.late_pattern import late
from pmgen.opc.office_package import Damaged, read_parts

_TAG = late(r"\{[{%].*?[%}]\}", re.DOTALL)
_YEAR = late(r"(?<!\w)(?:年度|fiscal_year)(?![\w.])")
"""The year as a value; with a point behind it, 年度 is a column of amounts or indicators."""

_TITLE = late(r"(?:附件|annex)\s*\.\s*(?:标题|title)(?!\w)")
_WRITTEN_YEAR = late(r"(?<!\d)20\d\d\s*年")


def layout_text(layout: Path) -> str:
    """Return the words of a layout with its tags in one piece. Raises OSError, or Damaged for no .docx."""
    data = disk.read_bytes(layout)
    if layout.suffix != ".docx":
        return data.decode("utf-8", "replace")
    parts = [part for name, part in read_parts(data).items() if name.startswith("word/")]
    return unescape(re.sub(rb"<[^>]*>", b"", b"".join(parts)).decode("utf-8", "replace"))


def tags_of(text: str) -> str:
    """Return the tags in the words of a layout, one behind the other."""
    return "".join(_TAG.findall(text))


def prints_year_and_title(layout: Path) -> tuple[bool, bool]:
    """Tell whether a layout says a year by itself, and whether it prints 附件.标题.

    A layout that cannot be read says both: what is wrong with it is told where it is filled.
    """
    try:
        text = layout_text(layout)
    except (OSError, Damaged):
        return True, True
    tags = tags_of(text)
    return bool(_YEAR.search(tags) or _WRITTEN_YEAR.search(text)), bool(_TITLE.search(tags))
