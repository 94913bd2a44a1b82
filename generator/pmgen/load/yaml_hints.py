"""What a person most likely did where YAML stumbles: our words, the true line, and the line set right."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import yaml

from pmgen.load import field_messages
from pmgen.load.yaml_nodes import ScalarNode
from pmgen.model.target_reading import read_target
from pmgen.problems import Message, Problem, SourcePlace, message
from pmgen.problems.message import short

_BEGINNING = re.compile(r"(?P<indentation> *)(?P<dash>- +)?")


def first_written(lines: Sequence[str]) -> int:
    """Return the number of the first line, from 0, that is neither blank nor a comment."""
    return next((number for number, line in enumerate(lines) if is_written(line)), 0)


def is_written(line: str) -> bool:
    """Tell whether a line is neither blank nor a comment."""
    return bool(line.strip()) and not line.lstrip().startswith("#")


def columns_above(lines: Sequence[str], number: int) -> list[int]:
    """Return the columns, from 1, of the lists that are open above a line with a dash, or of the groups."""
    has_dash = lines[number].lstrip().startswith("- ")
    found: list[tuple[int, bool]] = []
    for line in filter(is_written, reversed(lines[:number])):
        found += [each for each in _beginnings(line) if not found or each < found[-1]]
    fitting = [column for column, is_list in found if is_list == has_dash]
    return sorted(fitting or [column for column, _ in found]) or [1]


def _beginnings(line: str) -> Iterator[tuple[int, bool]]:
    """Yield the columns in which a line begins, inner ones first, and whether a dash stands there."""
    match = _BEGINNING.match(line)
    if match and match["dash"]:
        yield match.end() + 1, False
    if match:
        yield match.end("indentation") + 1, bool(match["dash"])


@dataclass(frozen=True, slots=True)
class LineRepair:
    """A problem of one line, counted from 0, and the line as it was probably meant; None where unknown."""

    problem: Problem
    line: int
    replacement: str | None = None


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of the file with its number from 0."""

    file: str
    number: int
    text: str

    def repair(
        self, code: str, column: int, text: Message, hint: Message, replacement: str | None = None
    ) -> LineRepair:
        place = SourcePlace(self.file, self.number + 1, column + 1)
        return LineRepair(Problem(code, text, (place,), hint), self.number, replacement)


def diagnose(lines: list[str], error: yaml.MarkedYAMLError, file: str) -> tuple[LineRepair, ...]:
    """Return what is wrong where PyYAML stopped, looking at the lines from which the error may stem."""
    for number in _suspects(lines, error):
        for detect in _DETECTORS:
            repair = detect(_Line(file, number, lines[number]))
            if repair:
                return (repair,)
    return (_unexplained(lines, error, file),)


def diagnose_folded(lines: list[str], scalar: ScalarNode, last: int, file: str) -> tuple[LineRepair, ...]:
    """Return what is wrong with a text that goes on to the line `last` without being a block."""
    spread = [_Line(file, n, lines[n]) for n in range(scalar.line - 1, last) if lines[n].strip()]
    found = tuple(
        repair for line in spread if (repair := _dash(line) or _wide_colon(line) or _odd_blank(line))
    )
    items = (_misplaced(lines, line) for line in spread[1:] if line.text.lstrip().startswith("- "))
    return found or tuple(items) or (_folded(spread[0], scalar),)


def diagnose_indentation(lines: list[str], key: ScalarNode, file: str) -> LineRepair:
    """Return what is wrong with a key that a full-width blank became part of."""
    line = _Line(file, key.line - 1, lines[key.line - 1])
    return _wide_blank(line) or line.repair("PMG117", key.column - 1, _WIDE_KEY, _WIDE_KEY_HINT)


def _suspects(lines: list[str], error: yaml.MarkedYAMLError) -> Iterator[int]:
    """Yield the line of the error, the written lines before it up to where YAML began to wonder."""
    last = len(lines) - 1
    marks = [mark.line for mark in (error.problem_mark, error.context_mark) if mark is not None]
    for line in marks[:1]:
        yield min(line, last)
        yield from _written_before(lines, min(line, last))
    for line in marks[1:]:
        yield min(line, last)


def _written_before(lines: list[str], number: int) -> Iterator[int]:
    for before in range(number - 1, -1, -1):
        if is_written(lines[before]):
            yield before
            return


_ITEM = r"(?P<lead>\s*(?:- +)*)"
_NAME = r"(?P<name>[^\s:：#\"'\[\]{}>|*&!%@`,，。；;-][^:：#\"'，。；;]{0,24}?)"
_TAB = re.compile(r"(?P<lead>[ -]*)(?P<tabs>\t[\t ]*)")
_WIDE_BLANK = re.compile("(?P<lead> *)(?P<blanks>[\u3000\u00a0][\u3000\u00a0 ]*)")
_WIDE_COLON = re.compile(_ITEM + _NAME + r"\s*(?P<sign>：)[ \u3000\u00a0]*(?P<value>.*)")
_NO_BLANK = re.compile(_ITEM + _NAME + r"(?P<sign>:)(?P<value>[^\s:/].*)")
_ODD_BLANK = re.compile(_ITEM + _NAME + r"\s*(?P<sign>:)(?P<gap>[\u3000\u00a0]\s*)(?P<value>\S.*)")
_DASH = re.compile(r"(?P<lead>\s*)-(?P<value>[^\s\d-].*)")
_PAIR = re.compile(_ITEM + r"(?:" + _NAME + r" *: +)?(?P<value>\S.*)")
_NEEDS_QUOTES = re.compile(r"[%@`>|*&!\]},?]|- ")
_PLAIN_COLON = re.compile(r"[^\"'\[{|>].*?(?::\s|:$)")
_NEXT_FIELD = re.compile(r"[，,；;、]\s*" + _NAME + r"[:：]")


def _tab(line: _Line) -> LineRepair | None:
    match = _TAB.match(line.text)
    if not match:
        return None
    spaces = match["tabs"].replace("\t", "  ")
    return line.repair(
        "PMG112",
        match.start("tabs"),
        message("A tab stands in the indentation."),
        message("Indent with blanks, two per level; most editors can turn tabs into blanks."),
        match["lead"] + spaces + line.text[match.end() :],
    )


def _wide_blank(line: _Line) -> LineRepair | None:
    match = _WIDE_BLANK.match(line.text)
    if not match:
        return None
    return line.repair(
        "PMG117",
        match.start("blanks"),
        message("A full-width blank stands in the indentation."),
        _WIDE_KEY_HINT,
        match["lead"] + match["blanks"].replace("\u3000", "  ") + line.text[match.end() :],
    )


_WIDE_KEY = message("A full-width blank stands at the end of a name.")
_WIDE_KEY_HINT = message("Indent with ordinary blanks, two per level, and put none before a colon.")


def _wide_colon(line: _Line) -> LineRepair | None:
    match = _WIDE_COLON.fullmatch(line.text)
    return match and _with_colon(line, match, line.text.index("："))


def _no_blank(line: _Line) -> LineRepair | None:
    match = _NO_BLANK.fullmatch(line.text)
    return match and _with_colon(line, match, match.start("value"))


def _odd_blank(line: _Line) -> LineRepair | None:
    match = _ODD_BLANK.fullmatch(line.text)
    return match and _with_colon(line, match, match.start("gap"), match["gap"])


def _with_colon(line: _Line, match: re.Match[str], column: int, gap: str = "") -> LineRepair:
    code, words = field_messages.colon(match["name"], match["sign"], match["value"], gap)
    return line.repair(code, column, *words, f"{match['lead']}{match['name']}: {match['value']}")


def _dash(line: _Line) -> LineRepair | None:
    match = _DASH.fullmatch(line.text)
    if not match:
        return None
    return line.repair(
        "PMG115",
        match.end("lead"),
        message("A blank is missing after the dash of a list."),
        message("Write {line}", line=f"- {match['value']}"),
        f"{match['lead']}- {match['value']}",
    )


def _value(line: _Line) -> re.Match[str] | None:
    return _PAIR.fullmatch(line.text.rstrip())


def _sign(line: _Line) -> LineRepair | None:
    match = _value(line)
    if not match or not _NEEDS_QUOTES.match(match["value"]):
        return None
    usual = read_target(match["value"]).usual
    if usual and not _NEEDS_QUOTES.match(usual):
        return _other_sign(line, match, usual)
    return line.repair(
        "PMG113",
        match.start("value"),
        message("A value cannot begin with {sign} unless it stands in quotes.", sign=match["value"][0]),
        message("Put single quotes around it: {value}", value=_shown(match)),
        _with_quotes(line, match),
    )


def _other_sign(line: _Line, match: re.Match[str], usual: str) -> LineRepair:
    return line.repair(
        "PMG113",
        match.start("value"),
        message("A value cannot begin with {sign} unless it stands in quotes.", sign=match["value"][0]),
        message("Write {value}, which needs no quotes.", value=usual),
        f"{line.text[: match.start('value')]}{usual}",
    )


def _flow(line: _Line) -> LineRepair | None:
    match = _value(line)
    if not match or match["value"][0] not in "{[":
        return None
    return line.repair(
        "PMG116",
        match.start("value"),
        message("A value that begins with {sign} is not closed as YAML wants it.", sign=match["value"][0]),
        message(
            "Put single quotes around a text, or write a list with one dash per line: {value}",
            value=_shown(match),
        ),
        _with_quotes(line, match),
    )


def _after_quote(line: _Line) -> LineRepair | None:
    match = _value(line)
    if not match or match["value"][0] not in "\"'" or _is_closed(match["value"]):
        return None
    if not set(match["value"][0] + "”’") & set(match["value"][1:]):
        return line.repair("PMG130", match.start("value"), *_OPEN_QUOTE, _with_quotes(line, match))
    return line.repair(
        "PMG130",
        match.start("value"),
        message("A value begins with a quotation mark that does not end it."),
        message(
            "Put single quotes around the whole value: {value}",
            value=_shown(match),
        ),
        _with_quotes(line, match),
    )


def _two_fields(line: _Line) -> LineRepair | None:
    match = _value(line)
    other = match and _NEXT_FIELD.search(match["value"])
    if not match or not other:
        return None
    return line.repair(
        "PMG131",
        match.start("value") + other.start(),
        message("Two fields stand in one line: {name} needs a line of its own.", name=other["name"]),
        message("Write every field in a line of its own, without a comma in between."),
        _with_quotes(line, match),
    )


def _plain_colon(line: _Line) -> LineRepair | None:
    match = _value(line)
    if not match or not match["name"] or not _PLAIN_COLON.match(match["value"]):
        return None
    return line.repair(
        "PMG114",
        match.start("value"),
        message("A colon followed by a blank stands inside a value."),
        message(
            "Put single quotes around the whole value: {value}",
            value=_shown(match),
        ),
        _with_quotes(line, match),
    )


_OPEN_QUOTE = (
    message("A quotation mark opens this value and none closes it."),
    message("Add the quotation mark at the end, or delete the one at the beginning."),
)
_DETECTORS: tuple[Callable[[_Line], LineRepair | None], ...] = (
    _tab,
    _wide_blank,
    _wide_colon,
    _odd_blank,
    _after_quote,
    _sign,
    _flow,
    _two_fields,
    _plain_colon,
    _no_blank,
    _dash,
)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _shown(match: re.Match[str]) -> str:
    return short(_quoted(match["value"]))


def _with_quotes(line: _Line, match: re.Match[str]) -> str:
    return line.text[: match.start("value")] + _quoted(match["value"])


def _is_closed(value: str) -> bool:
    pattern = r"'(?:[^']|'')*'" if value[0] == "'" else r'"(?:[^"\\]|\\.)*"'
    return re.fullmatch(pattern + r"(?:\s+#.*|\s*)", value) is not None


def _folded(line: _Line, scalar: ScalarNode) -> LineRepair:
    return line.repair(
        "PMG118",
        scalar.column - 1,
        message("A value goes over several lines, where every line break would become a blank."),
        message("Write it in one line, or begin it with |; indent a field of its own like its neighbours."),
    )


def _misplaced(lines: list[str], line: _Line) -> LineRepair:
    columns = "、".join(map(str, columns_above(lines, line.number)))
    return line.repair(
        "PMG110",
        len(line.text) - len(line.text.lstrip()),
        message("This line does not fit to the indentation of the lines around it."),
        message("Begin it in the column of its neighbours; possible here: {columns}.", columns=columns),
    )


def _unexplained(lines: list[str], error: yaml.MarkedYAMLError, file: str) -> LineRepair:
    words = error.problem or ""
    mark = error.context_mark if words in _BLAMED_ON_CONTEXT else error.problem_mark
    number = min(mark.line, len(lines) - 1) if mark else 0
    line = _Line(file, number, lines[number])
    if any(fragment in words for fragment in _INDENTATION_ERRORS):
        return _misplaced(lines, line)
    if "document start" in words and lines[first := first_written(lines)].startswith(" "):
        return _misplaced(lines, _Line(file, first, lines[first]))
    for fragment, text, hint in _KNOWN_ERRORS:
        if fragment in words:
            return line.repair("PMG110", len(line.text) - len(line.text.lstrip()), text, hint)
    return line.repair("PMG110", mark.column if mark else 0, *_UNKNOWN_ERROR)


_BLAMED_ON_CONTEXT = ("could not find expected ':'", "found unexpected end of stream")
_INDENTATION_ERRORS = (
    "did not find expected key",
    "did not find expected '-'",
    "mapping values are not allowed",
)
_KNOWN_ERRORS = (
    (
        "could not find expected ':'",
        message("This line has no colon after the name of a field."),
        message("Write name, colon, blank, value."),
    ),
    (
        "end of stream",
        message("The file ends inside a value that was opened with a quotation mark or a bracket."),
        message("Close it, or put single quotes around the whole value."),
    ),
    (
        "escape",
        message("A backslash in double quotes begins an escape that does not exist."),
        message("Use single quotes, in which a backslash is an ordinary character."),
    ),
)
_UNKNOWN_ERROR = (
    message("This line cannot be read as YAML."),
    message("Write name, colon, blank, value; put single quotes around a value with special signs."),
)
