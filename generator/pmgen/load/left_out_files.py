"""Files of an annex folder that are not read for their names: which of them hold a project, and the words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from pathlib import Path

from pmgen import disk
from pmgen.late_pattern import late
from pmgen.load import file_name_messages
from pmgen.load.text_files import is_link_outside, read_lines
from pmgen.model.field_definitions import Field
from pmgen.model.fields import PROJECT
from pmgen.problems import Message, Problem, SourcePlace

_OTHER_ENDING = late(
    r"[^.~].*\.(?:ya?ml|jsonl)\.\w+|[^.~].*\.(?:YAML|YML|Yaml|Yml)|(?!.*\.schema\.json)[^.~].*\.(?i:json|ndjson)"
    r"|(?!.*\.jsonl\Z)[^.~].*\.(?i:jsonl)|[^.~].*[．。]\s*(?i:ya?ml|jsonl)"
)
_NO_TEXT = late(
    r"(?i)[.~]|.*(?:\.(?:docx?|xlsx?|pptx?|wps|et|dps|ofd|pdf|png|jpe?g|gif|bmp|tiff?|zip|rar|7z|html?|csv|py)"
    r"|\.schema\.json)\Z"
)
"""Names of files that hold no project whatever stands in them: hidden, of an office or a picture."""
_KEPT = late(r"(?i)(?:\.(?:bak|old|orig|tmp|off)\d*|~)\Z")
"""Ends the names of files that somebody, or a program, has put aside."""
SETTINGS_FILE = "check.yaml"
"""The name of the file in which a workspace sets levels of rules."""
_OF_SETTINGS = late(r"(?i)(?:check|检查|审核|审核规则|审核设定)(?:\.(?:ya?ml|txt))+")
_SETTING = late(r"\s*-?\s*(?:审核规则|规则|rules?)\s*[:：]")
_MOST = 100_000
_ENCODINGS = ("utf-8-sig", "gb18030", "utf-16")


def holds_project(path: Path) -> bool:
    """Tell whether a project stands in a file, whatever its name and its encoding."""
    if _NO_TEXT.match(path.name) or is_link_outside(path):
        return False
    try:
        head = disk.read_bytes(path, _MOST)
    except OSError:
        return False
    return any(_is_project(head.decode(encoding, "ignore")) for encoding in _ENCODINGS)


def is_meant_for_settings(path: Path) -> bool:
    """Tell whether a file is meant to set levels of rules; a project, or a note, may be called so too."""
    if not _OF_SETTINGS.fullmatch(path.name) or not disk.is_file(path) or holds_project(path):
        return False
    return path.name == SETTINGS_FILE or any(map(_SETTING.match, read_lines(str(path))))


def misplaced_settings(path: Path) -> Problem:
    """Return that a file with levels of rules is not read where it is."""
    wrong, hint = file_name_messages.misplaced_settings(path.name, SETTINGS_FILE)
    return Problem("PMG231", wrong, (SourcePlace(str(path)),), hint)


def _is_project(text: str) -> bool:
    written = (line.strip() for line in text.split("\n"))
    first = next((line for line in written if line and not line.startswith(("#", "---"))), "")
    if not first.startswith(("{", "[")) and not _field(PROJECT).match(first):
        return False
    name, *others = (field for field in PROJECT if field.required)
    return bool(_field((name,)).search(text) and _field(others).search(text))


@cache
def _words(fields: tuple[Field, ...]) -> re.Pattern[str]:
    words = "|".join(re.escape(word) for field in fields for word in field.words)
    return late(rf"(?m)(?:^|[{{,])\s*[\"']?(?:{words})[\"']?\s*[:：]")


def _field(fields: Iterable[Field]) -> re.Pattern[str]:
    """Return what finds one of these fields in a text, in YAML or in JSON."""
    return _words(tuple(fields))


def left_out(folder: Path, names: Iterable[str], read: Collection[str]) -> Iterator[Problem]:
    """Give a problem for each of the `names` that may be meant as a project and is not among those `read`."""
    for name in names:
        if found := _why_left_out(folder / name, read):
            code, (wrong, hint) = found
            yield Problem(code, wrong, (SourcePlace(str(folder / name)),), hint)


def is_lost(path: Path, read: Collection[str]) -> bool:
    """Tell whether a project is lost under the name of its file: it would be missing from what is made."""
    found = _why_left_out(path, read)
    return found is not None and found[0] == "PMG233"


def _why_left_out(path: Path, read: Collection[str]) -> tuple[str, tuple[Message, Message]] | None:
    """Return the code and the words for a file that is not read, None where nobody would miss it.

    What was put aside, or has another file of its name beside it that is read, is not lost.
    """
    name = path.name
    has_ending, is_project = _OTHER_ENDING.fullmatch(name) is not None, holds_project(path)
    if not has_ending and not is_project:
        return None
    if other := _beside(name, read):
        return "PMG224", file_name_messages.beside_another(name, other)
    if is_project and not _KEPT.search(name):
        if _is_behind_link(path, read):
            return None
        return "PMG233", file_name_messages.lost_project(name)
    return "PMG224", file_name_messages.other_ending(name)


def _beside(name: str, read: Collection[str]) -> str | None:
    stem = file_name_messages.without_ending(name)
    return next((other for end in (".yaml", ".yml", ".jsonl") if (other := f"{stem}{end}") in read), None)


def _is_behind_link(path: Path, read: Collection[str]) -> bool:
    """Tell whether a file is read by way of a link beside it."""
    links = (other for name in read if disk.is_link(other := path.parent / name))
    return any(disk.real(other) == disk.real(path) for other in links)
