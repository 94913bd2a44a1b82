"""Files to their projects: of one, or of several one after the other, in lines of JSON or in YAML.

Such a stream is read as it is used, so that 100,000 projects take no more room than the longest of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from pmgen import disk
from pmgen.late_pattern import late
from pmgen.load import field_messages, text_files
from pmgen.load.json_parsing import compose_json, is_unfinished
from pmgen.load.line_repairs import is_written
from pmgen.load.text_files import MAX_BYTES, decode_line, is_link_outside, is_utf8
from pmgen.load.yaml_nodes import Node
from pmgen.load.yaml_parsing import ParsedYaml, compose, read_root
from pmgen.problems import Problem, Problems, SourcePlace

JSON_LINES = ".jsonl"
_YAML_STREAM = late(r"(?:.+\.)?(?:项目|projects)\.ya?ml")
_DIVIDER = late(r"---(?=[ \t\r\n]|\Z)")
_BLANK_ENDS = ("---", "...")


def is_stream_name(name: str) -> bool:
    """Tell whether a file of this name holds projects one after the other."""
    return name.endswith(JSON_LINES) or _YAML_STREAM.fullmatch(name) is not None


@dataclass(frozen=True, slots=True)
class ProjectText:
    """A project of a stream: its text, the lines above it, its last line, and why it cannot be read."""

    text: str
    above: int
    last: int
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class ProjectRoot:
    """What a file says of a project, None where it cannot be read, with what is wrong with its text.

    `lines` are the first and the last line of it in a stream.
    """

    root: Node | None
    problems: Problems
    lines: tuple[int, int] | None = None


def project_roots(path: Path) -> Iterator[ProjectRoot]:
    """Yield the projects of a file, at least one."""
    problems = Problems()
    if not is_stream_name(path.name):
        yield ProjectRoot(file_root(path, problems), problems)
        return
    found = False
    if is_allowed(path, problems):
        try:
            for found_text in texts_of(path):
                found = True
                yield _root(found_text, str(path))
        except OSError as error:
            wrong, hint = text_files.why_not_read(path, error)
            problems.add("PMG101", wrong, SourcePlace(str(path)), hint=hint)
        else:
            if not found:
                wrong, hint = field_messages.nothing_in_file()
                problems.add("PMG128", wrong, SourcePlace(str(path), 1, 1), hint=hint)
    if len(problems):
        yield ProjectRoot(None, problems)


def file_root(path: Path, problems: Problems) -> Node | None:
    """Return the root of a file of one record, or None with problems."""
    return read_root(path, problems) if is_allowed(path, problems) else None


def is_allowed(path: Path, problems: Problems) -> bool:
    """Tell whether a file may be looked into, or else why not."""
    if not is_utf8(path.name):
        wrong, hint = text_files.name_not_utf8()
        problems.add("PMG107", wrong, SourcePlace(str(path)), hint=hint)
    elif is_link_outside(path):
        # What stands there may be none of the annex's business, so that not even a line of it is shown.
        wrong, hint = text_files.link_outside(path.name)
        problems.add("PMG811", wrong, SourcePlace(str(path)), hint=hint)
    return not len(problems)


def count_projects(path: Path) -> int:
    """Return how many projects a file holds, 1 where it cannot be read; nothing of them is looked at."""
    if not is_stream_name(path.name) or is_link_outside(path):
        return 1
    try:
        return max(1, sum(1 for _ in texts_of(path)))
    except OSError:
        return 1


def texts_of(path: Path) -> Iterator[ProjectText]:
    """Yield the texts of a stream's projects; raise OSError where it cannot be read."""
    texts = split_texts(_decoded(path), path)
    first = next(texts, None)
    if first is None:
        return
    second = next(texts, None)
    yield first
    if _is_json_of_many_lines(path, first, second):
        return
    yield from chain(() if second is None else (second,), texts)


def split_texts(lines: Iterable[tuple[str, tuple[Problem, ...]]], path: Path) -> Iterator[ProjectText]:
    """Yield the projects in the `lines` of the stream at `path`; each line comes with its own problems."""
    if path.name.endswith(JSON_LINES):
        for above, (text, problems) in enumerate(lines):
            if problems or text.strip():
                yield ProjectText(text.rstrip("\r\n"), above, above + 1, problems)
        return
    part = _Part(0)
    for above, (text, problems) in enumerate(lines):
        if _DIVIDER.match(text):
            yield from part.finished(path)
            part = _Part(above)
        part.add(text, problems)
    yield from part.finished(path)


def parsed(text: ProjectText, file: str) -> ParsedYaml:
    """Return what a project of the stream `file` says."""
    if text.problems:
        return ParsedYaml(None, text.problems)
    if file.endswith(JSON_LINES):
        return compose_json(text.text, file, text.last)
    return compose(text.text, file, text.above)


def _root(text: ProjectText, file: str) -> ProjectRoot:
    composed = parsed(text, file)
    problems = Problems()
    problems.extend(composed.problems)
    return ProjectRoot(composed.root, problems, (text.above + 1, text.last))


class _Part:
    """A project of a YAML stream in the making."""

    def __init__(self, above: int) -> None:
        self._above = above
        self._lines: list[str] = []
        self._problems: list[Problem] = []
        self._count = self._size = 0
        self._is_written = False

    def add(self, text: str, problems: Iterable[Problem]) -> None:
        """Take a line; of a project that is too large only its size is kept."""
        self._count += 1
        self._size += len(text)
        self._problems += problems
        self._is_written |= is_written(text) and text.strip() not in _BLANK_ENDS
        if self._size > MAX_BYTES:
            self._lines.clear()
        else:
            self._lines.append(text)

    def finished(self, path: Path) -> Iterator[ProjectText]:
        """Yield the project, if anything stands here."""
        if not self._is_written and not self._problems:
            return
        above, last = self._above, self._above + self._count
        if self._size > MAX_BYTES:
            self._problems = [text_files.project_too_large(SourcePlace(str(path), above + 1, 1), self._size)]
        if self._lines and self._lines[0].rstrip() == "---":
            # Without it, a text in the plain style is read faster.
            above += 1
            del self._lines[0]
        yield ProjectText("".join(self._lines), above, last, tuple(self._problems))


def _decoded(path: Path) -> Iterator[tuple[str, tuple[Problem, ...]]]:
    """Yield the lines of a file with what is wrong with their characters; what is no text ends it."""
    file = str(path)
    with disk.opened(path) as stream:
        number = 0
        while line := stream.readline(MAX_BYTES + 1):
            number += 1
            if len(line) > MAX_BYTES:
                size = len(line)
                while not line.endswith(b"\n") and (line := stream.readline(MAX_BYTES)):
                    size += len(line)
                yield "", (text_files.project_too_large(SourcePlace(file, number, 1), size),)
                continue
            text, problems = decode_line(line, file, number)
            yield text or "", problems
            if text is None:
                return


def _is_json_of_many_lines(path: Path, first: ProjectText, second: ProjectText | None) -> bool:
    """Tell whether a file is JSON as programs write it for people, of which a line alone says nothing."""
    if not path.name.endswith(JSON_LINES) or first.problems:
        return False
    if first.text.lstrip().startswith("["):
        return True
    goes_on = second is None or not second.text.lstrip().startswith("{")
    return is_unfinished(first.text) and goes_on
