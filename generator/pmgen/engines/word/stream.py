"""The finished part as a stream: what holds nothing is never written, and nothing is kept that was."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

from pmgen.engines.word.labels import counted

_ENOUGH = 1 << 16


@dataclass(slots=True)
class _Frame:
    prefix: str
    written: bool = False


class Stream:
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
