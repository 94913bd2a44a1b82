"""The numbers of pages in lines that have their places already: set anew, mostly no page changes by it."""

from __future__ import annotations

from collections.abc import Iterable

from pmgen.formats.pdf.write.layout_boxes import Line, Sheet
from pmgen.formats.pdf.write.line_breaking import Lines, ParagraphSetter


def renumber(sheets: Iterable[Sheet], setter: ParagraphSetter) -> bool:
    """Set the lines that name pages anew; tell whether each stands in the place of the one before.

    Where one does not, the document has to be laid out again.
    """
    renumbered: dict[int, Lines] = {}
    for sheet in sheets:
        for place, (line, x, y, tag) in enumerate(sheet.lines):
            if line.numbered is None:
                continue
            setting, number = line.numbered
            lines = renumbered.get(id(setting))
            if lines is None:
                lines = renumbered[id(setting)] = setter.again(setting)
            # What is turned may have to be higher.
            if line.length or len(lines) != setting.lines or _place(lines[number]) != _place(line):
                return False
            sheet.lines[place] = lines[number], x, y, tag
    return True


def _place(line: Line) -> tuple[object, ...]:
    """Return what of a line tells where it stands and what stands below it."""
    start = min(0.0, line.pieces[0].x) if line.pieces else 0.0
    return line.height, line.base, line.above, line.below, line.is_cut, line.marks, start
