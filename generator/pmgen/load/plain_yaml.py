"""Nodes of the plain style of YAML that nearly every file is written in, read without YAML's events.

Read for itself it takes half the time of YAML's events. A file with anything else is left to them, whole.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmgen.late_pattern import late
from pmgen.load.yaml_nodes import MappingNode, Node, ScalarNode, SequenceNode

_NOT_PLAIN = ("\t", "\r", " #", " \n", ": |", ": ［", ": ｛", ": 【", ": 〔")
"""Signs of what only YAML understands."""
# Within 60 characters no name is too long for YAML, within 20 blanks no group too deep for us.
_BEGIN = r"[^\s\-?:,\[\]{}#&*!|>'\"%@`]"
_NAME = rf"(?![<.]){_BEGIN}[^\n:#]{{0,60}}(?<!\s)"
_WORDS = rf"{_BEGIN}[^\n]*(?<!:)|'[^'\n]*'|\"[^\"\\\n]*\""
_QUOTES = ("'", '"')
_LINE = late(rf"( {{0,20}})(- )?(?:({_NAME}):(?: |(?=\n)))?({_WORDS})?\n|(.*)\n")

_Line = tuple[int, int, str, str, str]
"""Number and column from 1, and what stands there: a dash, a name, the words behind them."""
_END: _Line = (0, 0, "", "", "")


class _NotPlain(Exception):
    """Raised where only YAML knows what a text says."""


def read_plain(text: str, above: int = 0) -> Node | None:
    """Return the root of a decoded text as YAML would, or None where it is not in the plain style.

    In its file, `above` lines stand above the text.
    """
    text = text.replace("\r\n", "\n") + "\n"
    if any(sign in text for sign in _NOT_PLAIN):
        return None
    try:
        return _Plain(text, above).root()
    except _NotPlain:
        return None


def _lines(text: str, above: int) -> Iterator[_Line]:
    """Yield the lines that are neither blank nor a comment."""
    for number, (indent, dash, name, words, other) in enumerate(_LINE.findall(text), above + 1):
        if other[:1] not in ("", "#") or (": " in words and not words.startswith(_QUOTES)):
            raise _NotPlain
        if dash or name:
            yield number, len(indent) + 1, dash, name, words
        elif words:
            raise _NotPlain


class _Plain:
    """Descends through one text; the column of the line that comes next tells where it belongs."""

    def __init__(self, text: str, above: int) -> None:
        self._lines = _lines(text, above)
        self._line = next(self._lines, _END)

    def root(self) -> Node | None:
        """Return what all lines make together, if anything; a line that fits nowhere is left over."""
        root = self._below(0)
        if self._line is not _END:
            raise _NotPlain
        return root

    def _below(self, column: int) -> Node | None:
        """Return what stands below a name in `column`, if anything; a list may begin in the same column."""
        _, begin, dash, _, _ = self._line
        if dash and begin >= column:
            return self._list(begin)
        return self._group(begin) if begin > column else None

    def _group(self, column: int) -> MappingNode:
        entries: dict[str, tuple[ScalarNode, Node]] = {}
        first, begin, dash, _, _ = self._line
        while begin == column and not dash:
            number, _, _, name, words = self._line
            if name in entries:
                raise _NotPlain
            self._line = next(self._lines, _END)
            key = ScalarNode(name, number, column, len(name))
            behind = column + len(name) + 1
            value = _text(words, number, behind + 1) if words else self._below(column)
            entries[name] = key, value or ScalarNode("", number, behind, 1)
            _, begin, dash, _, _ = self._line
        return MappingNode(tuple(entries.values()), first, column)

    def _list(self, column: int) -> SequenceNode:
        items: list[Node] = []
        first, begin, dash, _, _ = self._line
        while begin == column and dash:
            number, _, _, name, words = self._line
            if name:
                self._line = (number, column + 2, "", name, words)
                items.append(self._group(column + 2))
            else:
                self._line = next(self._lines, _END)
                items.append(_text(words, number, column + 2))
            _, begin, dash, _, _ = self._line
        return SequenceNode(tuple(items), first, column)


def _text(words: str, line: int, column: int) -> ScalarNode:
    quoted = words.startswith(_QUOTES)
    return ScalarNode(words[1:-1] if quoted else words, line, column, len(words), quoted)
