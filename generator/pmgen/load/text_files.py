"""Files to text: UTF-8 only, no character that a document cannot carry; why a file cannot be read."""

from __future__ import annotations

import errno
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from pmgen import disk
from pmgen.disk import is_link, real
from pmgen.late_pattern import late
from pmgen.problems import Message, Problem, Problems, SourcePlace, message
from pmgen.problems.message import short

INVISIBLE_SIGNS = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff"
)
"""All characters that take no room and are not seen, for a class of characters."""
INVISIBLE = late(f"[{INVISIBLE_SIGNS}]")
"""Finds a character that takes no room and is not seen."""


def without_invisible(text: str) -> str:
    """Return `text` as people see it."""
    return INVISIBLE.sub("", text)


def invisible_codes(text: str) -> str:
    """Return the codes of the invisible characters of `text`, each once: U+200B、U+2060."""
    return "、".join(dict.fromkeys(f"U+{ord(found):04X}" for found in INVISIBLE.findall(text)))


def why_not_read(path: Path, error: OSError) -> tuple[Message, Message]:
    """Return what is wrong and what to do where looking into `path` ended in `error`."""
    file = path.name
    if error.errno in (errno.ENOENT, errno.ENOTDIR) and is_link(path):
        return (
            message("{file} is a link to something that is not there.", file=file),
            message("Put the file itself in place of the link, or delete the link."),
        )
    if error.errno == errno.ELOOP:
        return (
            message("{file} is a link that leads back to itself.", file=file),
            message("Put the file itself in place of the link, or delete the link."),
        )
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return (
            message("There is no file {file}.", file=file),
            message("Check its name, or write the file."),
        )
    if error.errno in (errno.EACCES, errno.EPERM):
        return (
            message("{file} may not be read.", file=file),
            message("Ask its owner for the permission, or close the program that holds it open."),
        )
    if error.errno == errno.EISDIR:
        return message("{file} is a folder.", file=file), message("Name a file, or move the folder away.")
    if error.errno == errno.ENXIO:
        return (
            message("{file} is no ordinary file but a pipe, a socket or a device.", file=file),
            message("Put an ordinary file in its place, or move it away."),
        )
    return (
        message(
            "{file} cannot be read: the system gives the reason {number}.", file=file, number=error.errno
        ),
        message("Copy the file to another disk and try it there."),
    )


def same_code(code: str, first: str, second: str) -> tuple[Message, Message]:
    """Return that two projects have one code."""
    return (
        message(
            "{first} and {second} both have the project code {code}.", first=first, second=second, code=code
        ),
        message("Correct the code of one of them, or delete it if it is not known."),
    )


def same_project(name: str, first: str, second: str) -> tuple[Message, Message]:
    """Return that two files hold a project of one name."""
    return (
        message(
            "{first} and {second} both hold the project {name}: its budget counts twice.",
            first=first,
            second=second,
            name=short(name),
        ),
        message("Delete one of them if it is a copy; otherwise give each a name of its own."),
    )


def name_not_utf8() -> tuple[Message, Message]:
    """Return that a name holds bytes that are no text."""
    return (
        message("This name is not written in UTF-8, and nothing under it is read."),
        message("Rename it; names that came from Windows in a zip or over the network are often in GBK."),
    )


def link_outside(file: str) -> tuple[Message, Message]:
    """Return that a data file is a link to a place where no data of the workspace lie."""
    return (
        message("{file} is a link to a place outside of the data, and is not read.", file=file),
        message("Put the file itself in place of the link; links within the annex or within data/ are read."),
    )


_DATA = "data"
"""The folder of a workspace that holds its annexes."""


def is_in_data(folder: Path) -> bool:
    """Tell whether a folder lies in the data of a workspace, all of which is published."""
    return any(parent.name == _DATA for parent in disk.real(folder).parents)


def is_link_outside(path: Path) -> bool:
    """Tell whether a data file is a link to a place outside of its annex, or of the workspace's data/."""
    if not is_link(path):
        return False
    annex = real(path.parent)
    data = next((folder for folder in annex.parents if folder.name == _DATA), annex)
    return not real(path).is_relative_to(data)


def is_utf8(name: str) -> bool:
    """Tell whether the name of a file can be written as text."""
    return not any("\ud800" <= character <= "\udfff" for character in name)


MAX_BYTES = 10_000_000
_MAX_REPORTED = 20
_MARK = "\ufeff"
"""What Windows puts before a text, twice where it was put there before."""
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_OTHER_FILES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"Rar!")
_UNFIT = late("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_UNFIT_IN_VALUE = late("[\r\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_LINE_BREAK = late("\r\n|\n|\r")
_IN_PLACE_OF_BLANK = late(rf"\A(\s*-|\s*(?:- +)?[^\s:-]+:){_MARK}+(?=\S)")


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
        text = data.decode().lstrip(_MARK)
    except UnicodeDecodeError as error:
        problems.keep(_wrong_encoding(data, file, error.start))
        return None
    unfit = list(unfit_characters(text, file))
    problems.extend(unfit)
    return None if unfit else text


def decode_line(data: bytes, file: str, number: int) -> tuple[str | None, tuple[Problem, ...]]:
    """Return a line of a file as text, None where it is not UTF-8, with its problems at line `number`."""
    try:
        text = data.decode().lstrip(_MARK if number == 1 else "")
    except UnicodeDecodeError as error:
        return None, (moved_down(_wrong_encoding(data, file, error.start), number - 1),)
    return text, tuple(moved_down(problem, number - 1) for problem in unfit_characters(text, file))


def moved_down(problem: Problem, by: int) -> Problem:
    """Return a problem of a text that has `by` more lines above it in its file."""
    places = (
        replace(place, line=place.line + by) if isinstance(place, SourcePlace) and place.line else place
        for place in problem.places
    )
    return replace(problem, places=tuple(places))


def read_lines(file: str) -> Sequence[str]:
    """Return the lines of a text file, none where it cannot be read: to quote what is complained about."""
    try:
        return Path(file).read_text(encoding="utf-8").lstrip(_MARK).split("\n")
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
        _unfit(match.group(), SourcePlace(file, number, match.start() + 1), line)
        for number, line in enumerate(split_lines(text), 1)
        for match in _UNFIT.finditer(line)
    ][:_MAX_REPORTED]


def unfit_value(text: str, place: SourcePlace) -> Problem | None:
    """Return a problem where an escape in a quoted value made a character that no document can carry."""
    match = _UNFIT_IN_VALUE.search(text)
    return _unfit(match.group(), place, "") if match else None


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


def project_too_large(place: SourcePlace, size: int) -> Problem:
    """Return that a project of a stream is larger than any that is read."""
    megabytes = f"{size / 1_000_000:.1f}"
    return _problem(
        "PMG104",
        message("This project is too large: {size} MB, where at most 10 MB are read.", size=megabytes),
        message("Write each project in a line of its own, or under a line --- in YAML."),
        place,
    )


def _wrong_encoding(data: bytes, file: str, start: int) -> Problem:
    if data.startswith(_OTHER_FILES):
        return _problem(
            "PMG103",
            message("This is a file of Word, Excel, PDF or a picture under another name, and no text."),
            message("Copy a project file (.yaml), and fill in the contents there with Notepad."),
            SourcePlace(file, 1, 1),
        )
    if data.startswith(_UTF16_MARKS):
        return _problem(
            "PMG103",
            message("This file is written in UTF-16, not in UTF-8."),
            message("Open it in Notepad, choose Save As, and pick the encoding UTF-8."),
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
        message("Open it in Notepad, choose Save As, and pick the encoding UTF-8."),
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
    column = len(before[line_start:].decode(encoding, "replace").lstrip(_MARK)) + 1
    return SourcePlace(file, before.count(b"\n") + 1, column)


def _unfit(character: str, place: SourcePlace, line: str) -> Problem:
    if character == "\v":
        text = message("A manual line break of Word (U+000B) stands here and does not belong into a text.")
        hint = message("Delete what is between the two characters, or begin a line of its own there.")
        return _problem("PMG105", text, hint, place)
    hint = message("It is invisible and usually comes along when text is copied: delete it.")
    if character == _MARK and (meant := _without_mark(line)):
        hint = message("It is invisible: delete the whole line and type it anew: {line}", line=short(meant))
    return _problem(
        "PMG105",
        message("The character U+{code} does not belong into a text.", code=f"{ord(character):04X}"),
        hint,
        place,
    )


def _without_mark(line: str) -> str:
    """Return a line without the mark, with a blank where it stands in the place of one."""
    return _IN_PLACE_OF_BLANK.sub(r"\1 ", line).replace(_MARK, "").strip()


def _problem(code: str, text: Message, hint: Message, place: SourcePlace) -> Problem:
    return Problem(code, text, (place,), hint)
