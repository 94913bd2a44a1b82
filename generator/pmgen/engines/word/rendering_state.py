"""What one rendering keeps: ids, bookmark names, merged cells, and the part as a stream."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pmgen.catalog.name_patterns import LONGEST_NAME
from pmgen.engines.language import Blanks, UnusableValue, name_of_bookmark, plain_text
from pmgen.engines.word.cell_writing import counted
from pmgen.engines.word.layout_xml import word_text
from pmgen.engines.word.table_writing import Widths
from pmgen.opc.xml_text import attribute_value
from pmgen.problems import LayoutPlace, Problems, message

_ENOUGH = 1 << 16
_LONGEST_COUNT = 6


@dataclass(slots=True)
class _Frame:
    prefix: str
    written: bool = False


class PartStream:
    """Compresses the pieces of one part as they come. A frame left empty writes its fallback instead.

    `labels` number the cells that are marked as labels, of all of its cells.
    """

    def __init__(self, level: int) -> None:
        self._compressor = zlib.compressobj(level, zlib.DEFLATED, -15)
        self._waiting: list[str] = []
        self._waiting_length = 0
        self._compressed: list[bytes] = []
        self._frames: list[_Frame] = []
        self._empty = 0
        self._last = ""
        self._cells = 0
        self.labels: list[int] = []
        self.crc = 0
        self.size = 0

    def write(self, piece: str) -> None:
        """Add a piece of XML."""
        if not piece:
            return
        if self._empty:
            self._begin_frames()
        self._waiting.append(piece)
        self._last = piece
        self._waiting_length += len(piece)
        if self._waiting_length > _ENOUGH:
            self._compress()

    def open(self, prefix: str) -> None:
        """Begin a frame; `prefix` is written only when something follows in it."""
        self._frames.append(_Frame(prefix))
        self._empty += 1

    def close(self, suffix: str, fallback: str) -> None:
        """End a frame with `suffix`, or with `fallback` alone where it stayed empty."""
        frame = self._frames.pop()
        if frame.written:
            self.write(suffix)
        else:
            self._empty -= 1
            self.write(fallback)

    def close_cell(self, fallback: str) -> None:
        """End the contents of a cell, which must end in a paragraph."""
        frame = self._frames.pop()
        if not frame.written:
            self._empty -= 1
        if not frame.written or self._last.endswith("</w:tbl>"):
            self.write(fallback)

    def _begin_frames(self) -> None:
        for frame in self._frames[-self._empty :]:
            frame.written = True
            if frame.prefix:
                self._waiting.append(frame.prefix)
        self._empty = 0

    def _compress(self) -> None:
        text, labels, self._cells = counted("".join(self._waiting), self._cells)
        self.labels += labels
        data = text.encode()
        self._waiting.clear()
        self._waiting_length = 0
        self.crc = zlib.crc32(data, self.crc)
        self.size += len(data)
        self._compressed.append(self._compressor.compress(data))

    def finish(self) -> bytes:
        """Return the compressed part."""
        self._compress()
        self._compressed.append(self._compressor.flush())
        return b"".join(self._compressed)


_FIRST = '<w:vMerge w:val="restart"/>'
_CONTINUED = "<w:vMerge/>"


@dataclass(slots=True)
class _Column:
    """The block that is growing in one grid column of a table."""

    turn: int
    row: int
    text: str


@dataclass(slots=True)
class _TableState:
    row: int
    columns: dict[int, _Column]


class RenderingState:
    """The helpers that a part's script calls while it runs; without `widths` fitted columns have none."""

    def __init__(
        self,
        stream: PartStream,
        patterns: Mapping[str, str],
        merges: Mapping[int, tuple[int, int, LayoutPlace]],
        headings: list[str],
        contents: str,
        problems: Problems,
        blanks: Blanks | None = None,
        widths: Widths | None = None,
    ) -> None:
        self._stream = stream
        self._patterns = patterns
        self._merges = merges
        self._headings = headings
        self._contents = contents
        self._problems = problems
        self._blanks = blanks
        self._widths = widths
        self._written: dict[int, int] = {}
        self._tables: dict[int, _TableState] = {}
        self._texts: dict[int, str | None] = {}
        self._ids: dict[str, int] = {}
        self._next_id = 0
        self._heading = 0
        self._names: dict[str, int] = {}

    def helpers(self) -> dict[str, Callable[..., object]]:
        """Return the helpers by the names that a script calls them by."""
        return {
            "open": self._stream.open,
            "close": self._stream.close,
            "close_cell": self._stream.close_cell,
            "table": self._table,
            "row": self._row,
            "merge": self._merge,
            "merged": self._merged,
            "shown": self._shown,
            "fixed_merge": self._fixed_merge,
            "start_id": self._start_id,
            "end_id": self._end_id,
            "id": self._new_id,
            "bookmark": self._bookmark,
            "reference": self._reference,
            "unique": self._unique,
            "current": self._current,
            "coming": self._coming,
            "heading": self._heading_name,
            "contents": lambda: self._contents,
            "share": _share,
            "width": self._width,
            "fitted": self._fitted,
            "span": _span,
            "shading": _shading,
        }

    def _width(self, table: int, start: int, span: int) -> str:
        if self._widths is None:
            return "0"
        return str(sum(self._widths[table][self._written[table]][start : start + span]))

    def _fitted(self, table: int) -> str:
        self._written[table] = self._written.get(table, -1) + 1
        return ""

    def _table(self, table: int) -> str:
        self._tables[table] = _TableState(0, {})
        return ""

    def _row(self, table: int) -> str:
        self._tables[table].row += 1
        return ""

    def _merge(self, slot: int, turn: int, value: object, condition: object) -> str:
        """Return the merge of the cell of `slot` in this row, and keep its text if the cell shows it."""
        text = plain_text(value)
        self._texts[slot] = text
        if not condition:
            self._shows(value)
            return ""
        table, column, place = self._merges[slot]
        state = self._tables[table]
        block = state.columns.get(column)
        if block is None or block.turn != turn or block.row != state.row - 1:
            state.columns[column] = _Column(turn, state.row, text)
            self._shows(value)
            return _FIRST
        block.row = state.row
        if block.text != text:
            self._differing(block.text, text, place)
        self._texts[slot] = None
        return _CONTINUED

    def _shows(self, value: object) -> None:
        if value is None and self._blanks is not None:
            self._blanks.note()

    def _shown(self, slot: int) -> bool:
        return self._texts[slot] is not None

    def _fixed_merge(self, table: int, column: int, first: int) -> str:
        """Return the merge of a cell that the layout merges; the first that is written begins the block."""
        state = self._tables[table]
        block = state.columns.get(column)
        if first or block is None or block.row != state.row - 1:
            state.columns[column] = _Column(0, state.row, "")
            return _FIRST
        block.row = state.row
        return _CONTINUED

    def _differing(self, first: str, other: str, place: LayoutPlace) -> None:
        self._problems.add(
            "PMG425",
            message("cells to be merged differ: {first} and {other}", first=first, other=other),
            place,
            hint=message(
                "merge a value that is the same in every row of its group, or give merge a condition"
            ),
        )

    def _merged(self, slot: int) -> str:
        return word_text(self._texts[slot] or "")

    def _new_id(self) -> str:
        self._next_id += 1
        return str(self._next_id)

    def _start_id(self, name: str) -> str:
        self._next_id += 1
        self._ids[name] = self._next_id
        return str(self._next_id)

    def _end_id(self, name: str) -> str:
        return str(self._ids.get(name, 0))

    def _bookmark(self, key: str, item: object) -> str:
        """Return the name of a bookmark for its item; it must not have been given before."""
        name = self._reference(key, item)
        if self._names.setdefault(name, 1) > 1:
            self._problems.add(
                "PMG426",
                message("the bookmark {name} would stand twice in the document", name=name),
                LayoutPlace("", text=key),
                hint=message("put the bookmark {key} where its item is printed once", key=key),
            )
        self._names[name] += 1
        return name

    def _reference(self, key: str, item: object) -> str:
        return attribute_value(name_of_bookmark(self._patterns, key, item))

    def _unique(self, name: str) -> str:
        self._names[name] = self._names.get(name, 0) + 1
        return self._current(name)

    def _current(self, name: str) -> str:
        """Return the name that a repeated bookmark had in this turn."""
        return _numbered(name, self._names.get(name, 1))

    def _coming(self, name: str) -> str:
        """Return the name that a repeated bookmark will have in this turn."""
        return _numbered(name, self._names.get(name, 0) + 1)

    def _heading_name(self) -> str:
        self._heading += 1
        # Headings may be short where an error ended their collection; the document is not written then.
        return (
            attribute_value(self._headings[self._heading - 1]) if self._heading <= len(self._headings) else ""
        )


def _numbered(name: str, count: int) -> str:
    return attribute_value(name if count == 1 else f"{name[: LONGEST_NAME - _LONGEST_COUNT]}_{count}")


def _share(width: int, count: int) -> str:
    """Return the width of one of `count` columns that share the room of one."""
    return str(width // max(1, count))


def _span(columns: object) -> str:
    text = str(columns).strip()
    count = int(text) if text.isdecimal() and len(text) < 4 else 0
    if not 0 < count <= 63:
        raise UnusableValue(
            message("a cell cannot span {count} columns", count=columns),
            message("write a number from 1 to {most}", most=63),
        )
    return f'<w:gridSpan w:val="{count}"/>' if count > 1 else ""


def _shading(color: object) -> str:
    text = str(color or "").strip().lstrip("#")
    if not text:
        return ""
    if len(text) != 6 or any(sign not in "0123456789abcdefABCDEF" for sign in text):
        raise UnusableValue(
            message("not a colour of six hexadecimal digits: {color}", color=text),
            message("write for example {example}", example="{% cellbg 'D9D9D9' %}"),
        )
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{text.upper()}"/>'
