"""`pmgen check --fix` and `--diff`: repairs in the data files what is certain, or shows what it would."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

import click

from pmgen.check.repairs import Edit, apply, repairs
from pmgen.cli.language import say
from pmgen.cli.workspace import shown
from pmgen.load import find_annexes
from pmgen.load.annexes import ANNEX_FILE
from pmgen.load.text import decode
from pmgen.problems import Message, Problems, message
from pmgen.publish.files import write_whole

_MARK = "\ufeff"
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_NO_LAST_BREAK = "\\ No newline at end of file\n"


@dataclass(frozen=True, slots=True)
class FixReport:
    """The files that were changed, or would be, and in how many places."""

    changed: tuple[Path, ...]
    edits: int


@dataclass(frozen=True, slots=True)
class _Fixed:
    """A file before and after its repair, byte-order mark and line breaks included."""

    path: Path
    before: str
    after: str
    edits: tuple[Edit, ...]


def fix(paths: Sequence[Path], diff: bool) -> FixReport:
    """Repair what is certain in the data files that `paths` are or hold.

    With `diff` nothing is written: what would change is printed. A file that cannot be read is left to
    the check, which says why; one that cannot be written raises Refusal.
    """
    fixed = [found for path in _files(paths) if (found := _fixed(path))]
    for each in fixed:
        if diff:
            click.echo("".join(_diff(each)), nl=False)
        else:
            _write(each)
    report = FixReport(tuple(each.path for each in fixed), sum(len(each.edits) for each in fixed))
    click.echo(say(_summary(report, diff)), err=True)
    return report


def _summary(report: FixReport, diff: bool) -> Message:
    if not report.changed:
        return message("there is nothing that can be repaired with certainty")
    counts = {"edits": report.edits, "files": len(report.changed)}
    if diff:
        return message(
            "places that can be repaired: {edits}, in files: {files}; nothing was written", **counts
        )
    return message("places repaired: {edits}, in files: {files}", **counts)


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    """Give the data files that the paths are or hold, each once."""
    named = (file for path in paths for file in ((path,) if path.is_file() else _data_files(path)))
    # Resolved, so that a link stays one and the file behind it is written.
    yield from dict.fromkeys(path.resolve() for path in named)


def _data_files(root: Path) -> Iterator[Path]:
    for folder in find_annexes(root):
        names = sorted(path.name for path in folder.iterdir() if path.suffix in (".yaml", ".yml"))
        yield from (folder / name for name in names if not name.startswith((".", "~")))


def _fixed(path: Path) -> _Fixed | None:
    """Return a file with its repairs, None where there are none."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    text = decode(data, str(path), Problems())
    edits = () if text is None else repairs(text, "annex" if path.name == ANNEX_FILE else "project")
    if text is None or not edits:
        return None
    mark = _MARK if data.startswith(_MARK.encode()) else ""
    return _Fixed(path, mark + text, mark + apply(text, edits), edits)


def _write(fixed: _Fixed) -> None:
    mode = fixed.path.stat().st_mode
    write_whole(fixed.path, fixed.after.encode())
    fixed.path.chmod(mode)
    text = message("{file}: places repaired: {count}", file=shown(fixed.path), count=len(fixed.edits))
    click.echo(say(text), err=True)


def _diff(fixed: _Fixed) -> Iterator[str]:
    """Give the lines of the change as `patch -p1` takes them."""
    name = Path(shown(fixed.path)).as_posix().lstrip("/")
    before, after = map(_LINE.findall, (fixed.before, fixed.after))
    for line in unified_diff(before, after, f"a/{name}", f"b/{name}"):
        yield line if line.endswith("\n") else f"{line}\n{_NO_LAST_BREAK}"
