"""Cells as SpreadsheetML: text that stays text, numbers with their digits, sums."""

from __future__ import annotations

import re

from pmgen.writers.xlsx.contents import Content
from pmgen.writers.xlsx.numbers import plain
from pmgen.writers.xlsx.styles import PROTECTED, QUOTED, TEXT, font_element
from pmgen.writers.xml import escape

_LONGEST_PROTECTED = 255
_LOOKS_LIKE_AN_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_MAY_BE_REREAD = re.compile("[!-~\uff01-\uff5e￥€£]")


def text_kind(text: str) -> str:
    """Return the kind of a text: whether Excel might read it as something else when somebody edits it."""
    if _MAY_BE_REREAD.match(text) is None:
        return TEXT
    return PROTECTED if len(text) <= _LONGEST_PROTECTED else QUOTED


def text_cell(place: str, style: int, content: Content) -> str:
    """Return a cell with text, or one with nothing but a look."""
    if content.runs:
        return f'<c r="{place}" s="{style}" t="inlineStr"><is>{_runs(content)}</is></c>'
    text = cell_text(content.text)
    if not text:
        return f'<c r="{place}" s="{style}"/>'
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def number_cell(place: str, style: int, text: str, formula: str = "") -> str:
    """Return a cell with a number, or with the formula that it is the result of."""
    shown = f"<f>{formula}</f>" if formula else ""
    return f'<c r="{place}" s="{style}">{shown}<v>{plain(text)}</v></c>'


def cell_text(text: str) -> str:
    """Return text for a `t` element, in which `_x000D_` would stand for a character."""
    if "_x" in text:
        text = _LOOKS_LIKE_AN_ESCAPE.sub("_x005F_", text)
    return escape(text)


def _runs(content: Content) -> str:
    return "".join(
        f"<r>{font_element(run.font, 'rPr', run.text.isascii())}"
        f'<t xml:space="preserve">{cell_text(run.text)}</t></r>'
        for run in content.runs
    )
