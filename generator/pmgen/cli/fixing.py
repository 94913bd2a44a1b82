"""`pmgen check --fix` and `--diff`: repairs in the data files what is certain, or shows what it would."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

import click

from pmgen import disk
from pmgen.check.fixing.repairs import Edit, apply, is_readable, repairs
from pmgen.check.selection import Sight
from pmgen.cli.language import say
from pmgen.cli.text import plain
from pmgen.cli.workspace import shown
from pmgen.load import find_annexes
from pmgen.load.annexes import data_files
from pmgen.load.files import leads_out
from pmgen.load.folders import ANNEX_FILE
from pmgen.load.text import decode
from pmgen.problems import Message, Problems, message
from pmgen.publish.files import write_whole

_MARK = "\ufeff"
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_EVERYTHING = Sight()
_NO_LAST_BREAK = "\\ No newline at end of file\n"


@dataclass(frozen=True, slots=True)
class FixReport:
    """The files that were changed, or would be, in how many places, and those that cannot be read."""

    changed: tuple[Path, ...]
    edits: int
    unread: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class _Fixed:
    """A file with its repairs: its text, and the byte-order mark before it if there is one."""

    path: Path
    mark: str
    text: str
    edits: tuple[Edit, ...]

    @property
    def before(self) -> str:
        """Return the whole file as it is."""
        return self.mark + self.text

    @property
    def after(self) -> str:
        """Return the whole file as it will be, with every other character and line break as before."""
        return self.mark + apply(self.text, self.edits)


def fix(paths: Sequence[Path], diff: bool, sight: Sight = _EVERYTHING) -> FixReport:
    """Repair what is certain, and selected in `sight`, in the data files that `paths` are or hold.

    With `diff` nothing is written: what would change is printed. A file that cannot be read is named and
    left to the check, which says why; one that cannot be written raises Refusal.
    """
    read = {path: _fixed(path, sight) for path in _files(paths)}
    fixed = [each for each in read.values() if each is not None and each.edits]
    for each in fixed:
        if diff:
            _show(each)
        else:
            _write(each)
    unread = tuple(path for path, each in read.items() if each is None)
    report = FixReport(tuple(each.path for each in fixed), sum(len(each.edits) for each in fixed), unread)
    for text in _summary(report, diff):
        click.echo(say(text), err=True)
    return report


def _summary(report: FixReport, diff: bool) -> Iterator[Message]:
    for path in report.unread:
        file = plain(shown(path))
        if diff:
            yield message("{file} cannot be read, so nothing is repaired; pmgen check says why", file=file)
        else:
            yield message("{file} cannot be read, so nothing is repaired; mend its errors first", file=file)
    if report.changed or not report.unread:
        yield _counts(report, diff)


def _counts(report: FixReport, diff: bool) -> Message:
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
    named = (file for path in paths for file in ((path,) if disk.is_file(path) else _data_files(path)))
    # Behind a link, so that it stays one and the file itself is written.
    yield from dict.fromkeys(disk.real(path) if disk.is_file(path) else path for path in named)


def _data_files(root: Path) -> Iterator[Path]:
    for folder in find_annexes(root):
        try:
            yield from (file for file in data_files(folder) if not leads_out(file))
        except OSError:
            yield folder


def _fixed(path: Path, sight: Sight) -> _Fixed | None:
    """Return a file with its repairs, None where it cannot be read."""
    try:
        data = disk.read_bytes(path)
    except OSError:
        return None
    entity = "annex" if path.name == ANNEX_FILE else "project"
    text = decode(data, str(path), Problems())
    if text is None or not is_readable(text, entity):
        return None
    mark = _MARK if data.startswith(_MARK.encode()) else ""
    return _Fixed(path, mark, text, repairs(text, entity, sight.names))


def _write(fixed: _Fixed) -> None:
    mode = fixed.path.stat().st_mode
    write_whole(fixed.path, fixed.after.encode())
    fixed.path.chmod(mode)
    text = message("{file}: places repaired: {count}", file=shown(fixed.path), count=len(fixed.edits))
    click.echo(say(text), err=True)


def _show(fixed: _Fixed) -> None:
    """Print the change, and beside it what exactly changes in each line, which may be a long one."""
    click.echo("".join(_diff(fixed)), nl=False)
    for line in _changes(fixed):
        click.echo(line, err=True)


def _changes(fixed: _Fixed) -> Iterator[str]:
    """Give a line of text for every line of the file that changes."""
    lines: dict[int, Counter[tuple[str, str]]] = {}
    for edit in fixed.edits:
        number = fixed.text.count("\n", 0, edit.start) + 1
        lines.setdefault(number, Counter())[fixed.text[edit.start : edit.end], edit.text] += 1
    for number, changes in lines.items():
        told = " ".join(say(_change(*pair, count)) for pair, count in changes.items())
        file = plain(shown(fixed.path))
        yield say(message("{file}, line {line}: {changes}", file=file, line=number, changes=told))


def _change(before: str, after: str, count: int) -> Message:
    if not before.strip() and not after:
        return message("blanks taken away ({count}×)", count=count)
    return message("“{before}” → “{after}” ({count}×)", before=plain(before), after=plain(after), count=count)


def _diff(fixed: _Fixed) -> Iterator[str]:
    """Give the lines of the change as `patch -p1` takes them."""
    name = Path(shown(fixed.path)).as_posix().lstrip("/")
    before, after = map(_LINE.findall, (fixed.before, fixed.after))
    for line in unified_diff(before, after, f"a/{name}", f"b/{name}"):
        yield line if line.endswith("\n") else f"{line}\n{_NO_LAST_BREAK}"
