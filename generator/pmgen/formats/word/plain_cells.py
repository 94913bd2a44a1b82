"""Cells that hold paragraphs of text only: how they look is read once for all that differ in their words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from pmgen.document import Block, Paragraph, Text
from pmgen.formats.word.row_patterns import TEXT
from pmgen.formats.word.style_cascade import Formats, ParagraphSurroundings, RunFormat
from pmgen.opc.office_xml import Element, W, below

_PARAGRAPH, _PROPERTIES, _RUN, _LOOK = W + "p", W + "pPr", W + "r", W + "rPr"


@dataclass(frozen=True, slots=True)
class _Saying:
    """A paragraph without its texts, all that it is but these, and how each of them looks."""

    silent: Paragraph
    others: tuple[Any, ...]
    runs: tuple[RunFormat, ...]

    def saying(self, words: Iterator[str]) -> Paragraph:
        """Return the paragraph with its texts; those that follow each other in one font are one."""
        texts: list[Text] = []
        for run, word in zip(self.runs, words, strict=False):
            said = word.upper() if run.capitals else word
            if texts and texts[-1].font == run.font:
                texts[-1] = Text(texts[-1].text + said, run.font)
            elif said:
                texts.append(Text(said, run.font))
        return Paragraph(tuple(texts), *self.others) if texts else self.silent


@dataclass(frozen=True, slots=True)
class PlainCell:
    """A cell of which nothing is to be told but what it says."""

    paragraphs: tuple[_Saying, ...]

    def saying(self, words: Sequence[str]) -> tuple[Block, ...]:
        """Return what stands in such a cell with these texts."""
        left = iter(words)
        return tuple([paragraph.saying(left) for paragraph in self.paragraphs])


def plain_cell(
    cell: Element, blocks: Sequence[Block], formats: Formats, around: ParagraphSurroundings
) -> PlainCell | None:
    """Return how a cell looks that was read as `blocks`; None where it is not plain."""
    elements = [child for child in cell if child.tag != W + "tcPr"]
    if len(elements) != len(blocks) or any(element.tag != _PARAGRAPH for element in elements):
        return None
    paragraphs = tuple(_sayings(zip(elements, blocks, strict=True), formats, around))
    return PlainCell(paragraphs) if len(paragraphs) == len(blocks) else None


def _sayings(
    read: Iterable[tuple[Element, Block]], formats: Formats, around: ParagraphSurroundings
) -> Iterator[_Saying]:
    """Yield the paragraphs as long as they are plain."""
    for element, block in read:
        runs = _runs(element, formats, around)
        if runs is None or not isinstance(block, Paragraph):
            return
        silent = replace(block, children=())
        _, *others = (getattr(silent, each.name) for each in fields(Paragraph))
        yield _Saying(silent, tuple(others), runs)


def _runs(element: Element, formats: Formats, around: ParagraphSurroundings) -> tuple[RunFormat, ...] | None:
    """Return how each text of a paragraph looks, None where there is more to it than texts."""
    properties = below(element, _PROPERTIES)
    form = formats.paragraph(properties, around)
    inside = [node for node in element if node is not properties]
    if form.others or form.list is not None or not all(map(_is_text, inside)):
        return None
    found = [(formats.run(below(node, _LOOK), form, around), node) for node in inside]
    if any(run.hidden or run.others for run, _ in found):
        return None
    return tuple(run for run, node in found for _ in node.iterchildren(TEXT))


def _is_text(node: Element) -> bool:
    return node.tag == _RUN and all(child.tag in (_LOOK, TEXT) for child in node)
