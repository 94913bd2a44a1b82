"""A PDF file taken apart: every object that stands in it, and every byte that belongs to none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, count
from struct import Struct

from pmgen.formats.pdf.read.pdf_contents import Item, PdfDoubt, PdfFile
from pmgen.formats.pdf.read.pdf_syntax import (
    Dictionary,
    Parser,
    Reference,
    Stream,
    flat_dictionary,
    whole,
    wholes,
)
from pmgen.opc.office_package import Damaged

_OBJECT = re.compile(rb"(\d+)[\0\t\n\f\r ]+(\d+)[\0\t\n\f\r ]+obj")
_STREAM = re.compile(rb"stream(?:\r\n|\n|\r)")
_STREAM_END = re.compile(rb"[\r\n]*endstream")
_STREAM_ENDS = re.compile(rb"\r?\n?endstream[\0\t\n\f\r ]+endobj")
_OBJECT_END = re.compile(rb"[\0\t\n\f\r ]*endobj")
_TABLE = re.compile(rb"xref[\0\t\n\f\r ]+")
_RANGE = re.compile(rb"(\d+)[ ]+(\d+)[ ]*[\r\n]+")
_ENTRY = re.compile(rb"(\d{10})[ ](\d{5})[ ]([nf])[ \r\n]{1,2}")
_TRAILER = re.compile(rb"trailer[\0\t\n\f\r ]*(?=<<)")
_START = re.compile(rb"startxref[\0\t\n\f\r ]+(\d+)")
_ANYTHING = re.compile(rb"\d+[\0\t\n\f\r ]+\d+[\0\t\n\f\r ]+obj|xref|trailer|startxref|%")
_QPDF = re.compile(
    rb"QDF-1\.0|QDF: ignore_newline"
    rb"|% (?:Original object ID: \d+ \d+|(?:Contents for p|P)age \d+|Object stream: object [^%]*)"
)
_REMARK = re.compile(rb"%([^\r\n]*)")
_HEAD = re.compile(rb"%PDF-\d\.\d")
_USUAL_WIDTHS, _USUAL_ROW = (1, 4, 2), Struct(">BI2x")
"""How wide the columns of a table of objects are in most files, and what is read of a row of them."""


@lru_cache(maxsize=2)
def open_pdf(data: bytes) -> PdfFile:
    """Return the file, taken apart once for all who look into it; raise Damaged where it is no PDF."""
    return _Taking(data).file()


class _Taking:
    """Goes through a file from its first byte to its last."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._parser = Parser(data)
        self._out = PdfFile()
        self._lists: dict[int, tuple[dict[int, tuple[int, int]], Dictionary]] = {}
        """Each table of objects by where it stands: where each object is, in the file or in a stream."""
        self._starts: list[int] = []
        self._guessed: dict[int, int] = {}
        """Where the streams begin whose length is told elsewhere."""

    def file(self) -> PdfFile:
        head = _HEAD.match(self._data)
        if head is None:
            raise Damaged("it does not begin as a PDF file")
        at = head.end()
        while (at := self._skip(at)) < len(self._data):
            at = self._next(at)
        self._check_lengths()
        for item in list(self._out.items):
            if isinstance(item.value, Stream) and item.value.entries.get("Type") == "ObjStm":
                self._unpack(item.number, item.value)
        self._choose()
        if not self._out.root:
            raise Damaged("it has no catalog")
        return self._out

    def _doubt(self, doubt: PdfDoubt, words: object = "") -> None:
        self._out.doubts.append((doubt, str(words)))

    def _skip(self, at: int) -> int:
        before = len(self._parser.comments)
        at = self._parser.skip(at)
        comments = self._parser.comments[before:]
        del self._parser.comments[before:]
        for comment in comments:
            if comment != b"%EOF" and not _is_binary(comment) and not _of_qpdf(comment):
                self._doubt(PdfDoubt.COMMENT, excerpt(comment))
            self._out.repacked |= _of_qpdf(comment)
        return at

    def _next(self, at: int) -> int:
        data = self._data
        if match := _OBJECT.match(data, at):
            return self._object(match)
        if match := _TABLE.match(data, at):
            return self._table(match)
        if match := _START.match(data, at):
            self._starts.append(whole(match[1]))
            return match.end()
        found = _ANYTHING.search(data, at + 1)
        end = found.start() if found else len(data)
        self._doubt(PdfDoubt.STRAY, excerpt(data[at:end]))
        return end

    def _object(self, match: re.Match[bytes]) -> int:
        number, start = whole(match[1]), match.start()
        value, at = self._parser.value(match.end())
        at = self._parser.skip(at)
        stream = _STREAM.match(self._data, at)
        if stream and isinstance(value, dict):
            value, at = self._stream(value, stream.end())
        self._tell_remarks_in(self._parser)
        end = _OBJECT_END.match(self._data, at)
        if end is None:
            raise Damaged(f"object {number} has no end")
        self._out.items.append(Item(number, start, value))
        if isinstance(value, Stream) and value.entries.get("Type") == "XRef":
            self._lists[start] = self._listed(value), dict(value.entries)
        return end.end()

    def _tell_remarks_in(self, parser: Parser) -> None:
        for comment in parser.comments:
            self._doubt(PdfDoubt.COMMENT, excerpt(comment))
        parser.comments.clear()

    def _stream(self, entries: Dictionary, at: int) -> tuple[Stream, int]:
        length = entries.get("Length")
        if isinstance(length, int):
            end = _STREAM_END.match(self._data, at + length)
            if end:
                return Stream(entries, self._data[at : at + length]), end.end()
        found = _STREAM_ENDS.search(self._data, at)
        if found is None:
            raise Damaged("a stream has no end")
        stream = Stream(entries, self._data[at : found.start()])
        self._guessed[id(stream)] = at
        return stream, found.end() - len(b"\nendobj")

    def _check_lengths(self) -> None:
        """Cut streams whose length stands elsewhere; what is more than a line end is doubtful."""
        said = {item.number: item.value for item in self._out.items}
        for place, item in enumerate(self._out.items):
            if not isinstance(item.value, Stream):
                continue
            stream, length = item.value, item.value.entries.get("Length")
            if isinstance(length, Reference):
                length = said.get(length.number)
                start = self._guessed.get(id(stream), 0)
                if isinstance(length, int) and start and _STREAM_END.match(self._data, start + length):
                    stream = Stream(stream.entries, self._data[start : start + length])
                    self._out.items[place] = item._replace(value=stream)
            if length != len(stream.raw):
                self._doubt(PdfDoubt.LENGTH, item.number)

    def _unpack(self, number: int, stream: Stream) -> None:
        """Take the objects out of a stream that holds several."""
        data = self._out.content(stream).data
        many, first = (
            self._out.integer(stream.entries.get("N")),
            self._out.integer(stream.entries.get("First")),
        )
        heads = wholes(self._bare(data[:first]))
        if many * 2 != len(heads):
            raise Damaged(f"the stream {number} does not hold as many objects as it says")
        places = [first + offset for offset in heads[1::2]]
        parser, end = Parser(data), first
        for one, start, following in zip(heads[::2], places, (*places[1:], len(data)), strict=True):
            entries = flat_dictionary(data[start:following])
            if entries is None:
                start = parser.skip(start)
            if end < start and not data[end:start].isspace():
                self._stray(data[end:start])
                parser.comments.clear()
            value, end = parser.value(start) if entries is None else (entries, following)
            if parser.comments:
                self._tell_remarks_in(parser)
            self._out.items.append(Item(one, start, value, number))
        if end < len(data) and not data[end:].isspace():
            self._stray(data[end:])

    def _stray(self, data: bytes) -> None:
        """Say what stands between the objects of a stream."""
        if (bare := self._bare(data)).strip():
            self._doubt(PdfDoubt.STRAY, excerpt(bare))

    def _bare(self, data: bytes) -> bytes:
        """Return bytes without the remarks in them, which are said."""
        for match in _REMARK.finditer(data):
            if not _of_qpdf(match[1]):
                self._doubt(PdfDoubt.COMMENT, excerpt(match[1]))
            self._out.repacked |= _of_qpdf(match[1])
        return _REMARK.sub(b"", data)

    def _table(self, match: re.Match[bytes]) -> int:
        """Take a table of objects and the trailer behind it."""
        listed: dict[int, tuple[int, int]] = {}
        at = match.end()
        while head := _RANGE.match(self._data, at):
            first, at = whole(head[1]), head.end()
            for number in range(first, first + min(whole(head[2]), len(self._data))):
                entry = _ENTRY.match(self._data, at)
                if entry is None:
                    raise Damaged("the table of objects is damaged")
                if entry[3] == b"n":
                    listed[number] = int(entry[1]), 0
                at = entry.end()
        at = self._parser.skip(at)
        trailer = _TRAILER.match(self._data, at)
        if trailer is None:
            raise Damaged("there is no trailer behind the table of objects")
        entries, at = self._parser.value(trailer.end())
        if not isinstance(entries, dict):
            raise Damaged("the trailer is no dictionary")
        self._lists[match.start()] = listed, entries
        return at

    def _listed(self, stream: Stream) -> dict[int, tuple[int, int]]:
        """Return what a table of objects in a stream says: where each stands, or in which stream."""
        file, data = self._out, self._out.content(stream).data
        widths, ranges = (
            [file.integer(each, -1) for each in file.items_of(stream.entries.get(name))]
            for name in ("W", "Index")
        )
        ranges = ranges or [0, file.integer(stream.entries.get("Size"))]
        if len(widths) != 3 or len(ranges) % 2 or min(*widths, *ranges) < 0:
            raise Damaged("the table of objects is damaged")
        rows = _rows(data, *widths)
        numbers = chain.from_iterable(
            range(first, first + min(many, len(data)))
            for first, many in zip(ranges[::2], ranges[1::2], strict=True)
        )
        return {
            number: (where, 0) if how == 1 else (0, where)
            for number, (how, where) in zip(numbers, rows, strict=False)
            if how
        }

    def _choose(self) -> None:
        """Take the objects that the table of the file names, as every program does."""
        listed, tables = self._chain()
        out = self._out
        linear = any(isinstance(item.value, dict) and "Linearized" in item.value for item in out.items[:1])
        out.repacked |= linear
        if len(tables) > 1 + linear or set(self._lists) - set(tables):
            self._doubt(PdfDoubt.REVISION, len(self._lists))
        chosen, others = list[Item](), list[Item]()
        for item in out.items:
            number, at, _, inside = item
            here = (0, inside) if inside else (at, 0)
            (chosen if listed.get(number) == here else others).append(item)
        out.objects = {number: value for number, _, value, _ in (*reversed(others), *chosen)}
        if others or len(chosen) > len(out.objects):
            self._tell_unlisted(others)
        if "Encrypt" not in out.trailer:
            self._check_packing()

    def _tell_unlisted(self, others: list[Item]) -> None:
        """Tell of objects that the table does not name, and of those that stand twice."""
        counts = Counter([item.number for item in self._out.items])
        for item in others:
            if counts[item.number] == 1 and item.at not in self._lists:
                self._doubt(PdfDoubt.UNLISTED, item.number)
        for number, times in counts.items():
            if times > 1:
                self._doubt(PdfDoubt.TWICE, number)

    def _check_packing(self) -> None:
        """Look for bytes that stand behind the packed ones of a stream."""
        for item in self._out.items:
            if isinstance(item.value, Stream) and item.value.entries.get("Type") != "XRef":
                rest = self._out.content(item.value).rest
                if rest:
                    self._doubt(PdfDoubt.REST, excerpt(rest))

    def _chain(self) -> tuple[dict[int, tuple[int, int]], list[int]]:
        """Return where each object is, and the tables that say so, from the last to the first."""
        listed: dict[int, tuple[int, int]] = {}
        tables: list[int] = []
        waiting = self._starts[-1:]
        while waiting:
            at = waiting.pop()
            if at not in self._lists or at in tables:
                continue
            found, trailer = self._lists[at]
            tables.append(at)
            listed = {**found, **listed}
            self._out.trailer = self._out.trailer or trailer
            waiting += [place for key in ("Prev", "XRefStm") if isinstance(place := trailer.get(key), int)]
        if not tables:
            raise Damaged("the table of objects is not where it should be")
        return listed, tables


def _rows(data: bytes, kind: int, place: int, more: int) -> Iterator[tuple[int, int]]:
    """Yield how and where objects stand, as the rows of a table tell it in so many bytes each."""
    if (kind, place, more) == _USUAL_WIDTHS and not len(data) % _USUAL_ROW.size:
        return _USUAL_ROW.iter_unpack(data)
    rows = (data[at : at + kind + place + more] for at in count(0, kind + place + more))
    return (
        (int.from_bytes(row[:kind], "big") if kind else 1, int.from_bytes(row[kind : kind + place], "big"))
        for row in rows
    )


def _is_binary(comment: bytes) -> bool:
    """Tell whether a remark is the line by which programs know that a file is binary."""
    return len(comment) <= 8 and all(byte > 127 for byte in comment)


def _of_qpdf(comment: bytes) -> bool:
    return _QPDF.fullmatch(comment) is not None


def excerpt(data: bytes) -> str:
    """Return the beginning of bytes as text."""
    text = data[:400].decode("utf-8", "replace")
    shown = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return shown if len(shown) <= 60 else shown[:60] + "…"
