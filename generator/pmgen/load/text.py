"""Bytes to text: UTF-8 only, and no character that a document could not carry."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from pmgen import disk
from pmgen.load.reasons import why_not_read
from pmgen.problems import Message, Problem, Problems, SourcePlace, message

MAX_BYTES = 10_000_000
_MAX_REPORTED = 20
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_UNFIT_IN_VALUE = re.compile(
    "[\r\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]"
)
_LINE_BREAK = re.compile("\r\n|\n|\r")


def read_text(path: Path, file: str, problems: Problems) -> str | None:
    """Return the text of a YAML file, or None where it cannot be read; `file` names it in problems."""
    data = _read_bytes(path, file, problems)
    return None if data is None else decode(data, file, problems)


def decode(data: bytes, file: str, problems: Problems) -> str | None:
    """Return `data` as text, or None with problems where it is not clean UTF-8."""
    if len(data) > MAX_BYTES:
        problems.keep(_too_large(file, len(data)))
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        problems.keep(_wrong_encoding(data, file, error.start))
        return None
    unfit = list(unfit_characters(text, file))
    problems.extend(unfit)
    return None if unfit else text


def read_lines(file: str) -> Sequence[str]:
    """Return the lines of a text file, none where it cannot be read: to quote what is complained about."""
    try:
        return Path(file).read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError):
        return ()


def split_lines(text: str) -> list[str]:
    """Return the lines of `text` as YAML counts them."""
    return _LINE_BREAK.split(text)


def unfit_characters(text: str, file: str) -> list[Problem]:
    """Return a problem for each of the first characters of a file that no document can carry."""
    if not _UNFIT.search(text):
        return []
    return [
        _unfit(match.group(), SourcePlace(file, number, match.start() + 1))
        for number, line in enumerate(split_lines(text), 1)
        for match in _UNFIT.finditer(line)
    ][:_MAX_REPORTED]


def unfit_value(text: str, place: SourcePlace) -> Problem | None:
    """Return a problem where an escape in a quoted value made a character that no document can carry."""
    match = _UNFIT_IN_VALUE.search(text)
    return _unfit(match.group(), place) if match else None


def _read_bytes(path: Path, file: str, problems: Problems) -> bytes | None:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            problems.keep(_too_large(file, size))
            return None
        return disk.read_bytes(path)
    except OSError as error:
        wrong, hint = why_not_read(path, error)
        problems.add("PMG101", wrong, SourcePlace(file), hint=hint)
        return None


def _too_large(file: str, size: int) -> Problem:
    megabytes = f"{size / 1_000_000:.1f}"
    return _problem(
        "PMG104",
        message("{file} is too large: {size} MB, where at most 10 MB are read.", file=file, size=megabytes),
        message("A project file has a few kilobytes; check that this is the right file."),
        SourcePlace(file),
    )


def _wrong_encoding(data: bytes, file: str, start: int) -> Problem:
    if data.startswith(_UTF16_MARKS):
        return _problem(
            "PMG103",
            message("This file is written in UTF-16, not in UTF-8."),
            message("Open it in an editor and save it with the encoding UTF-8."),
            SourcePlace(file, 1, 1),
        )
    if _looks_like_gbk(data):
        return _problem(
            "PMG102",
            message("This file is written in GBK (GB18030), not in UTF-8."),
            message("Open it in Notepad, choose Save As, and pick the encoding UTF-8."),
            _place_of_byte(data, file, start, "gb18030"),
        )
    return _problem(
        "PMG103",
        message("This file is not UTF-8 text."),
        message("Open it in an editor and save it with the encoding UTF-8."),
        _place_of_byte(data, file, start, "utf-8"),
    )


def _looks_like_gbk(data: bytes) -> bool:
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    wide = [character for character in text if character > "\x7f"]
    usual = sum("\u4e00" <= c <= "\u9fff" or "\u3000" <= c <= "\u303f" or c > "\uff00" for c in wide)
    return usual * 2 > len(wide) and not _UNFIT.search(text)


def _place_of_byte(data: bytes, file: str, start: int, encoding: str) -> SourcePlace:
    before = data[:start]
    line_start = before.rfind(b"\n") + 1
    column = len(before[line_start:].decode(encoding, "replace").lstrip("\ufeff")) + 1
    return SourcePlace(file, before.count(b"\n") + 1, column)


def _unfit(character: str, place: SourcePlace) -> Problem:
    return _problem(
        "PMG105",
        message("The character U+{code} does not belong into a text.", code=f"{ord(character):04X}"),
        message("It is invisible and usually comes along when text is copied: delete it."),
        place,
    )


def _problem(code: str, text: Message, hint: Message, place: SourcePlace) -> Problem:
    return Problem(code, text, (place,), hint)
