"""What a person most likely did where YAML stumbles: our words, the true line, and the line set right."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

import yaml

from pmgen.late_pattern import late
from pmgen.load import field_messages
from pmgen.load.braced_fields import braced_fields
from pmgen.load.bracketed_lists import SIGNS, bracketed_list
from pmgen.load.fallen_lines import fallen_lines
from pmgen.load.indentation_messages import (
    blanks_before,
    fits_nowhere,
    indentation_behind,
    repair_indentation,
    written_so,
)
from pmgen.load.indicator_rows import pasted_row, pasted_rows
from pmgen.load.key_messages import bare_name
from pmgen.load.line_repairs import Line, LineRepair, is_written
from pmgen.load.lost_headings import lost_heading, marked_lines
from pmgen.load.marked_remarks import marked_remark
from pmgen.load.meant_items import numbered_item, numbered_items, title_or_name_above, value_below
from pmgen.load.meant_lines import (
    doubled_dash,
    doubled_dashes,
    has_text,
    is_known,
    is_of_one_line,
    item_without_colon,
    items_in_line,
    items_without_dash,
    lines_without_colon,
    nearest_known,
    no_colon,
    number_for,
    numbered_fields,
    other_colon,
    other_dash,
    parting_line,
    text_and_lines,
    told_apart,
    two_fields,
    words_above_items,
    wrong_dash,
)
from pmgen.load.merge_marks import merge_marks
from pmgen.load.odd_blanks import ODD_SIGNS, odd_sign, odd_sign_at_name, odd_sign_in_indentation, typed_anew
from pmgen.load.odd_indentation import is_odd, odd_before
from pmgen.load.pasted_tables import table_heads
from pmgen.load.quoted_values import (
    ITEM,
    NAME,
    after_quote,
    flow,
    in_one_line,
    plain_colon,
    sign,
    value_of,
)
from pmgen.load.text_files import split_lines, without_invisible
from pmgen.load.yaml_nodes import ScalarNode
from pmgen.model.field_definitions import block
from pmgen.problems import Message, message


def first_written(lines: Sequence[str]) -> int:
    """Return the number of the first line, from 0, that is neither blank nor a comment."""
    return next((number for number, line in enumerate(lines) if is_written(line)), 0)


def diagnose(
    lines: list[str], error: yaml.MarkedYAMLError, file: str, above: int = 0
) -> tuple[LineRepair, ...]:
    """Return what is wrong where PyYAML stopped, looking at the lines from which the error may stem.

    In the file, `above` lines stand above these.
    """
    if found := _brought_along(lines, file, above):
        return found
    if any(map(is_odd, lines)):
        for number in _suspects(lines, error):
            if odd := odd_before(lines, number, file, above):
                return odd
    for number in _suspects(lines, error):
        line = Line(file, number, lines, above)
        if braced := braced_fields(line) or bracketed_list(line):
            return (braced,)
        if lacking := item_without_colon(line):
            return lacking
        if fallen := fallen_lines(line):
            return (fallen,)
    if moved := indentation_behind(error, lines, file, above):
        return moved
    for number in _suspects(lines, error):
        line = Line(file, number, lines, above)
        if two_fields(line) and not items_in_line(line):
            return _all_two_fields(lines, file)
        repair = next(filter(None, (detect(line) for detect in _DETECTORS)), None)
        if repair:
            return (repair,)
    return (_unexplained(lines, error, file, above),)


def _brought_along(lines: Sequence[str], file: str, above: int) -> tuple[LineRepair, ...]:
    """Return the lines that came with a text from elsewhere, or the heading that got lost on the way."""
    found = merge_marks(lines, file, above) or table_heads(lines, file) or marked_lines(lines, file)
    found = found or numbered_fields(lines, file) or doubled_dashes(lines, file)
    if found := found or pasted_rows(lines, file):
        return found
    lost = lost_heading(lines, file, above)
    return (lost,) if lost else ()


def _all_two_fields(lines: list[str], file: str) -> tuple[LineRepair, ...]:
    """Return every line with several fields: read on without them, they would be called missing."""
    return tuple(filter(None, (two_fields(Line(file, number, lines)) for number in range(len(lines)))))


def diagnose_braces(lines: list[str], numbers: Sequence[int], file: str) -> tuple[LineRepair, ...]:
    """Return what is wrong with the lines of these numbers, in which braces hold odd names."""
    those = [Line(file, number, lines) for number in dict.fromkeys(numbers)]
    return tuple(filter(None, (braced_fields(line) or bracketed_list(line) for line in those)))


def bracketed_lines(text: str) -> list[int]:
    """Return the numbers, from 0, of lines in which a value may stand in full-width brackets."""
    if not any(sign in text for sign in SIGNS):
        return []
    return [n for n, line in enumerate(split_lines(text)) if any(sign in line for sign in SIGNS)]


def diagnose_folded(
    lines: list[str], scalar: ScalarNode, last: int, file: str, above: int = 0
) -> tuple[LineRepair, ...]:
    """Return what is wrong with a text that goes on to the line `last` without being a block."""
    if brought := _brought_along(lines, file, above):
        return brought
    spread = [Line(file, n, lines, above) for n in range(scalar.line - 1, last) if lines[n].strip()]
    if any(map(two_fields, spread)):
        return _all_two_fields(lines, file)
    odd = next((line.number for line in spread[1:] if is_odd(line.text)), None)
    if odd is not None and (before := odd_before(lines, odd, file, above)):
        return before
    moved = repair_indentation(lines, file, above)
    if not {line.number for line in spread}.isdisjoint(n for repair in moved for n in repair.numbers):
        return moved
    found = (
        tuple(filter(None, (parting_line(line) or marked_remark(line) for line in spread[1:])))
        or lines_without_colon(spread)
        or items_without_dash(spread)
        or numbered_items(spread)
        or tuple(
            repair
            for line in spread
            if (repair := doubled_dash(line) or _dash(line) or _wide_colon(line) or _odd_blank(line))
        )
    )
    items = [line for line in spread[1:] if line.text.lstrip().startswith("- ")]
    if items and not found and (both := text_and_lines(items[0])):
        return (both,)
    return found or tuple(fits_nowhere(lines, line) for line in items) or (_folded(spread, scalar),)


def diagnose_indentation(
    lines: list[str], keys: Sequence[ScalarNode], file: str, above: int
) -> tuple[LineRepair, ...]:
    """Return what is wrong with keys that an odd blank became part of."""
    first = next((key.line - 1 for key in keys if is_odd(lines[key.line - 1])), None)
    before = () if first is None else odd_before(lines, first, file, above)
    told = {number for repair in before for number in repair.numbers}
    return (*before, *(_odd_in_key(lines, key, file) for key in keys if key.line - 1 not in told))


def _odd_in_key(lines: list[str], key: ScalarNode, file: str) -> LineRepair:
    line = Line(file, key.line - 1, lines)
    begin = key.column - 1
    name, colon, value = line.text[begin:].partition(":")
    meant = f"{line.text[:begin]}{name.strip()}{colon}{value}"
    behind = odd_sign(name[len(name.rstrip()) :])
    sign = behind or odd_sign(name) or message("a blank")
    wrong = odd_sign_at_name(sign, is_before=behind is None)
    return line.repair("PMG117", begin, wrong, typed_anew(meant.strip()), meant)


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


_TAB = late(r"(?P<lead>[ -]*)(?P<tabs>\t[\t ]*)")
_WIDE_BLANK = late(f"(?P<lead> *)(?P<blanks>[{ODD_SIGNS}][{ODD_SIGNS} ]*)")
_WIDE_COLON = late(ITEM + NAME + r"\s*(?P<sign>：)[ " + ODD_SIGNS + r"]*(?P<value>.*)")
_NO_BLANK = late(ITEM + NAME + r"(?P<sign>:)(?P<value>[^\s:/].*)")
_ODD_BLANK = late(
    ITEM + NAME + r"\s*(?P<sign>:)(?P<gap>[" + ODD_SIGNS + r"][" + ODD_SIGNS + r"\s]*)(?P<value>.*)"
)
_DASH = late(r"(?P<lead>\s*)-(?P<value>(?:[^\s\d-]|\d{1,2}[.．、)）]\D).*)")
_NEXT_FIELD = late(r"[，,；;、]\s*" + NAME + r"[:：]")


def _tab(line: Line) -> LineRepair | None:
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


def _wide_blank(line: Line) -> LineRepair | None:
    match = _WIDE_BLANK.match(line.text)
    if not match:
        return None
    meant = _even(match["lead"] + match["blanks"]) + line.text[match.end() :]
    wrong = odd_sign_in_indentation(odd_sign(match["blanks"]) or message("a blank"))
    return line.repair("PMG117", match.start("blanks"), wrong, written_so(meant), meant)


def _even(blanks: str) -> str:
    """Return ordinary blanks, two per level, as wide as these."""
    blanks = without_invisible(blanks)
    width = len(blanks) + blanks.count("\u3000")
    return " " * (width + width % 2)


def _wide_colon(line: Line) -> LineRepair | None:
    match = _WIDE_COLON.fullmatch(line.text)
    return match and _with_colon(line, match, line.text.index("："))


def _no_blank(line: Line) -> LineRepair | None:
    match = _NO_BLANK.fullmatch(line.text)
    return match and _with_colon(line, match, match.start("value"))


def _odd_blank(line: Line) -> LineRepair | None:
    match = _ODD_BLANK.fullmatch(line.text)
    return match and _with_colon(line, match, match.start("gap"), match["gap"])


def _with_colon(line: Line, match: re.Match[str], column: int, gap: str = "") -> LineRepair:
    name = bare_name(match["name"])
    name = name if is_known(name) else match["name"]
    dash = match["lead"].lstrip()
    value, more = number_for(name, match["value"].rstrip())
    code, words = field_messages.colon(name, match["sign"], value, gap, dash)
    if more:
        hint = message("{hint} {more}", hint=words[1], more=more)
        return line.repair(code, column, words[0], hint, f"{match['lead']}{name}: 0")
    above = line.above()
    if above and has_text(above) and not (match["lead"] or is_known(match["name"])):
        return line.repair(code, column, words[0], _or_goes_on(words[1], above.shown), "")
    return line.repair(code, column, *words, f"{match['lead']}{name}: {value}")


def _or_goes_on(hint: Message, line: int) -> Message:
    return message(
        "If it goes on the text of line {line}, write it at the end of that line. Otherwise: {hint}",
        line=line,
        hint=hint,
    )


def _dash(line: Line) -> LineRepair | None:
    match = _DASH.fullmatch(line.text)
    if not match:
        return None
    return line.repair(
        "PMG115",
        match.end("lead"),
        wrong_dash("-"),
        written_so(item := f"{match['lead']}- {match['value']}"),
        item,
    )


def _two_fields(line: Line) -> LineRepair | None:
    match = value_of(line)
    other = match and _NEXT_FIELD.search(match["value"])
    name = nearest_known(other["name"], match["name"] or "") if match and other else ""
    if not match or not other or not name:
        return None
    value, begin = match["value"], line.text[: match.start("value")]
    indent = " " * len(match["lead"])
    lines = (f"{begin}{value[: other.start()].rstrip()}", f"{indent}{name}: {value[other.end() :].strip()}")
    wrong, hint = told_apart(other["name"], lines)
    return line.repair("PMG131", match.start("value") + other.start(), wrong, hint)


_DETECTORS: tuple[Callable[[Line], LineRepair | None], ...] = (
    _tab,
    _wide_blank,
    parting_line,
    marked_remark,
    other_dash,
    items_in_line,
    doubled_dash,
    _dash,
    numbered_item,
    _wide_colon,
    _odd_blank,
    after_quote,
    sign,
    flow,
    _two_fields,
    plain_colon,
    _no_blank,
    value_below,
    other_colon,
    text_and_lines,
)


def _folded(spread: Sequence[Line], scalar: ScalarNode) -> LineRepair:
    """Return that a value goes over several lines, and how it is written in one, or below a |."""
    first, *others = spread
    before = first.text[: scalar.column - 1]
    texts = [first.text[scalar.column - 1 :].strip(), *(line.text.strip() for line in others)]
    if scalar.quoted:
        texts = [texts[0][1:], *texts[1:-1], texts[-1].removesuffix(texts[0][:1])]
    texts = [text.strip() for text in texts if text.strip()]
    wrong = message("A value goes over several lines, where every line break would become a blank.")
    joined = before + in_one_line(texts, scalar)
    found = first.repair("PMG118", scalar.column - 1, wrong, _unfolded(first, before, texts, joined), joined)
    more = tuple((line.number, "") for line in others)
    return LineRepair(found.problem, found.line, found.replacement, more)


def _unfolded(first: Line, before: str, texts: Sequence[str], joined: str) -> Message:
    """Return how a value of several lines is written; only a text may keep its line breaks."""
    if is_of_one_line(before.strip(" -:")):
        return written_so(joined, _LONGEST_LINE)
    indent = " " * (first.begin + (4 if re.fullmatch(r" *(?:- +)+\S.*", before) else 2))
    lines = [f"{before}|", *(indent + text for text in texts)][:_MOST_LINES]
    return message(
        "Write it in one line, or, to keep the line breaks, with | behind the colon or dash and all of the "
        "text below it, {blanks}: {block}",
        blanks=blanks_before(lines),
        block=block(lines),
    )


_LONGEST_LINE = 300
"""Characters of a line that are shown where it is to be copied whole."""
_MOST_LINES = 12
"""Lines that are shown as they belong; of more the first."""


def _unexplained(lines: list[str], error: yaml.MarkedYAMLError, file: str, above: int) -> LineRepair:
    words = error.problem or ""
    mark = error.context_mark if words in _BLAMED_ON_CONTEXT else error.problem_mark
    number = min(mark.line, len(lines) - 1) if mark else 0
    line = Line(file, number, lines, above)
    if found := title_or_name_above(line) or words_above_items(line):
        return found
    if any(fragment in words for fragment in _INDENTATION_ERRORS):
        return fits_nowhere(lines, line)
    if "document start" in words and lines[first := first_written(lines)].startswith(" "):
        return fits_nowhere(lines, Line(file, first, lines))
    if "could not find expected ':'" in words:
        is_row = "\t" in line.text.strip() and not other_colon(line)
        return pasted_row(line) if is_row else no_colon(line)
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
