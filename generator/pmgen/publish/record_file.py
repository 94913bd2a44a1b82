"""A record as a file: written in one way only, and read as strictly as anything that a stranger brings."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import TypeVar

from pmgen.fonts.font_shelf import UsedFont, UsedFonts
from pmgen.formats import FORMATS
from pmgen.load.text_files import why_not_read
from pmgen.problems import Message, Problem, SourcePlace, message
from pmgen.publish.document_inputs import Inputs
from pmgen.publish.output_record import (
    RECORD,
    DocumentEntry,
    FileEntry,
    FolderRecord,
    Scope,
    WholeRun,
    record_path,
)

VERSION = 1
MOST_BYTES = 512_000_000
_ABOUT = (
    "pmgen 的生成记录：本文件夹中由 pmgen 生成的文件及其依据，供 pmgen verify 核对。请勿改动，不必公开。"
    " / Written by pmgen: the files it made here and what they were made from. Leave it as it is."
)

ESCAPED = "backslashreplace"
"""How a name that is no text is written: as JSON escapes it."""

T = TypeVar("T")


class DamagedRecord(Exception):
    """Raised where a record is not one that pmgen wrote."""


UNREAD = (DamagedRecord, OSError)
"""What `read_record` raises."""


def record_unreadable(folder: Path, error: Exception) -> Problem:
    """Return that the record of a folder does not help, and what to do."""
    hint = message("render the annex again, which writes it anew; until then nothing here counts as proven")
    return Problem("PMG780", *_what_is_wrong(folder, error), hint)


def record_replaced(folder: Path, error: Exception) -> Problem:
    """Return that the record of a folder did not help, and is written anew."""
    hint = message("whatever was not rendered just now counts as foreign: look at it, or render it again")
    return Problem("PMG781", *_what_is_wrong(folder, error), hint)


def _what_is_wrong(folder: Path, error: Exception) -> tuple[Message, tuple[SourcePlace]]:
    path = record_path(folder)
    if isinstance(error, OSError):
        text, _ = why_not_read(path, error)
    else:
        text = message("the record {file} is damaged or was changed by hand", file=path.name)
    return text, (SourcePlace(str(path)),)


def record_bytes(record: FolderRecord) -> bytes:
    """Return the bytes of a record; the same record gives the same bytes."""
    return sealed_bytes(_plain(record))


def read_record(folder: Path) -> FolderRecord | None:
    """Return the record of an output folder, None where there is none; raise Damaged or OSError."""
    try:
        with record_path(folder).open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        return None
    return record_from_bytes(data)


def record_from_bytes(data: bytes) -> FolderRecord:
    """Return the record with these bytes; raise Damaged where they are not what `written` gives."""
    body = sealed_body(data, MOST_BYTES)
    record = _record(_Plain(body))
    if _plain(record) != body:
        raise DamagedRecord
    return record


def sealed_bytes(body: Mapping[str, object]) -> bytes:
    """Return the bytes of what is written as JSON, with a seal that a change by hand breaks."""
    return f"{plain_text({**body, 'seal': _seal(body)}, indent=1)}\n".encode(errors=ESCAPED)


def sealed_body(data: bytes, most: int) -> dict[str, object]:
    """Return what `sealed_bytes` wrote, of at most so many bytes; raise DamagedRecord for anything else."""
    if len(data) > most:
        raise DamagedRecord
    try:
        body = dict(_mapping(json.loads(data)))
    except (ValueError, RecursionError) as error:
        raise DamagedRecord from error
    if body.pop("seal", None) != _seal(body):
        raise DamagedRecord
    return body


def plain_text(plain: object, indent: int | None = None) -> str:
    """Return what JSON can say in the one way in which it is written, by default without a blank."""
    separators = (",", ":") if indent is None else None
    return json.dumps(plain, ensure_ascii=False, indent=indent, sort_keys=True, separators=separators)


def recorded_folders(root: Path) -> Iterator[Path]:
    """Yield the folders at and below `root` that have a record, in order."""
    return map(Path, sorted(folder for folder, _, files in os.walk(root) if RECORD in files))


def _seal(body: Mapping[str, object]) -> str:
    return sha256(plain_text(body).encode(errors=ESCAPED)).hexdigest()


def _plain(record: FolderRecord) -> dict[str, object]:
    return {
        "about": _ABOUT,
        "version": VERSION,
        "annex": record.annex,
        "documents": {str(stem): _plain_entry(entry) for stem, entry in record.documents.items()},
        "former": {str(path): found for path, found in record.former.items()},
        "inputs": {key: inputs.plain() for key, inputs in record.inputs.items()},
        **({"whole": [_plain_run(run) for run in record.whole]} if record.whole else {}),
    }


def _plain_run(run: WholeRun) -> dict[str, object]:
    scope = run.scope
    return {
        "region": scope.region,
        "split": scope.split,
        "files": list(scope.files),
        "formats": list(run.formats),
        "documents": [str(stem) for stem in run.documents],
        "unit": run.unit,
        "said": dict(run.said),
    }


def _plain_entry(entry: DocumentEntry) -> dict[str, object]:
    files = {ending: _plain_file(file) for ending, file in entry.files.items()}
    return {"region": entry.region, "project": entry.project, "files": files}


def _plain_file(file: FileEntry) -> dict[str, object]:
    coming = {"coming": file.coming} if file.coming else {}
    pages = {"pages": file.pages} if file.pages is not None else {}
    said = {"said": dict(file.said)} if file.said else {}
    return {"sha256": file.sha256, "key": file.key, "proven": file.proven, **coming, **pages, **said}


def _record(body: Mapping[str, object]) -> FolderRecord:
    documents = _mapping(body["documents"])
    inputs = {key: inputs_from_plain(_mapping(each)) for key, each in _mapping(body["inputs"]).items()}
    if any(key != each.key for key, each in inputs.items()):
        raise DamagedRecord
    return FolderRecord(
        _optional(body["annex"]),
        {path_from_record(stem): _entry(_mapping(entry), inputs) for stem, entry in documents.items()},
        {path_from_record(path): _is(str, found) for path, found in _mapping(body["former"]).items()},
        inputs,
        tuple(_run(_mapping(each)) for each in _is(list, body.get("whole", []))),
    )


def _run(plain: Mapping[str, object]) -> WholeRun:
    scope = Scope(_optional(plain["region"]), _is(bool, plain["split"]), _texts(plain["files"]))
    documents = tuple(map(path_from_record, _texts(plain["documents"])))
    said = _numbers(_mapping(plain["said"]))
    return WholeRun(scope, _texts(plain["formats"]), documents, _is(str, plain["unit"]), said)


def _entry(plain: Mapping[str, object], inputs: Mapping[str, Inputs]) -> DocumentEntry:
    files = {ending: _file(_mapping(each)) for ending, each in _mapping(plain["files"]).items()}
    if not set(files) <= set(FORMATS) or any(file.key not in inputs for file in files.values()):
        raise DamagedRecord
    return DocumentEntry(_is(str, plain["region"]), _optional(plain["project"]), files)


def _file(plain: Mapping[str, object]) -> FileEntry:
    found, key = _is(str, plain["sha256"]), _is(str, plain["key"])
    pages = _is(int, plain["pages"]) if "pages" in plain else None
    said = _numbers(_mapping(plain.get("said", {})))
    return FileEntry(found, key, _is(bool, plain["proven"]), _is(str, plain.get("coming", "")), pages, said)


def inputs_from_plain(plain: Mapping[str, object]) -> Inputs:
    """Return the inputs that `Inputs.plain` wrote; raise DamagedRecord for anything else."""
    plain = _mapping(plain)
    region = _mapping(plain["region"])
    return Inputs(
        _is(str, plain["pmgen"]),
        _is(str, region["id"]),
        _is(str, region["word"]),
        _is(bool, region["asked"]),
        _is(bool, plain["each"]),
        {name: _optional(found) for name, found in _mapping(plain["data"]).items()},
        {name: _is(str, found) for name, found in _mapping(plain["pack"]).items()},
        _fonts(_mapping(plain["fonts"])),
    )


def _fonts(plain: Mapping[str, object]) -> UsedFonts:
    fonts = tuple(_font(_mapping(each)) for each in _is(list, plain["asked"]))
    return UsedFonts(fonts, _is(str, plain["all"]))


def _font(plain: Mapping[str, object]) -> UsedFont:
    bold, italic = _is(bool, plain["bold"]), _is(bool, plain["italic"])
    family, face, print_ = (_is(str, plain[name]) for name in ("family", "face", "print"))
    return UsedFont(_is(str, plain["asked"]), bold, italic, family, face, print_)


def path_from_record(text: str) -> PurePosixPath:
    """Return a path below the folder, for what a record names may be removed."""
    path = PurePosixPath(text)
    leads_out = path.is_absolute() or ".." in path.parts or set("\\:\0") & set(text)
    if leads_out or str(path) != text or path.name.startswith(".") or not path.name:
        raise DamagedRecord
    return path


def _numbers(plain: Mapping[str, object]) -> dict[str, int]:
    return {code: _is(int, number) for code, number in plain.items()}


def _texts(value: object) -> tuple[str, ...]:
    return tuple(_is(str, each) for each in _is(list, value))


class _Plain(dict[str, object]):
    """A part of a record as JSON has it; what it lacks makes the record a damaged one."""

    def __missing__(self, name: str) -> object:
        raise DamagedRecord


def _mapping(value: object) -> _Plain:
    return _Plain(_is(dict, value))


def _optional(value: object) -> str | None:
    return None if value is None else _is(str, value)


def _is(kind: type[T], value: object) -> T:
    if not isinstance(value, kind):
        raise DamagedRecord
    return value
