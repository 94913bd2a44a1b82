"""Values that YAML cannot read for the sign, the quotation mark or the bracket that they begin with."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pmgen.late_pattern import late
from pmgen.load.indentation_messages import written_each
from pmgen.load.line_repairs import Line, LineRepair
from pmgen.load.number_messages import number_hint
from pmgen.load.yaml_nodes import ScalarNode
from pmgen.model.field_definitions import FieldKind
from pmgen.model.fields import FIELDS
from pmgen.model.target_reading import read_target
from pmgen.model.targets import Text
from pmgen.problems import Message, message
from pmgen.problems.message import short

ITEM = r"(?P<lead>\s*(?:- +)*)"
NAME = r"(?P<name>[^\s:：#\"'\[\]{}>|*&!%@`,，。；;-][^:：#\"'，。；;]{0,24}?)"
_PAIR = late(ITEM + r"(?:" + NAME + r" *: +)?(?P<value>\S.*)")
_NEEDS_QUOTES = late(r"[%@`>|*&!\]},?]|-(?: |$)")
_FILL_IN = message("Write the value, or delete the whole line where it is unknown.")
_MUST_FILL_IN = message("Write the value; this field cannot be left out.")
_NEEDED = frozenset(
    word for entity in FIELDS.values() for field in entity if field.required for word in field.words
)
_OF_PROSE = (FieldKind.TEXT, FieldKind.TARGET, FieldKind.RECORD, FieldKind.RECORDS)
_NO_PROSE = frozenset(
    word
    for entity in FIELDS.values()
    for field in entity
    if field.kind not in _OF_PROSE
    for word in field.words
)
_BESIDE_SIGN = late(r"[|>][+-]?\s+(?P<text>[^\s#].*)")
_SIGNS = r"[\s*?？&!！@%`~\[\]{}【】（）()'\"<>|.…。]*+"
_STILL_TO_COME = late(rf"{_SIGNS}(?:待定|待填|待补充?|待核实|未定|暂缺|略|空|[xX×]+|){_SIGNS}")
_MARKED = late(r"(?P<mark>\*+|`+|_+)(?P<text>[^*`_].*)(?P=mark)")
_ODD_SIGN = late(r"[*&!！@?？#^\ufffd□]{1,3}\s*(?P<rest>[≥≤>＞<＜=＝]?\s*\d.*)")
_MOST_LINES = 40
BRACKETS = "[{【（("
_IN_BRACKETS = late(rf"[{re.escape(BRACKETS)}]\s*([^\[\]{{}}]+?)\s*[\]}}】）)]?")
TARGETS = ("指标值", "目标值", "target", "value")
_PERCENT_FIRST = late(r"%\s*(\d[\d.]*)")
_PLAIN_COLON = late(r"[^\"'\[{|>].*?(?::\s|:$)")
_BETWEEN_CHINESE = late(r"(?<=[^\x00-\x7f]):\s+(?=\S)")
"""A colon behind Chinese words, where the full-width one is usual."""
_OPEN_QUOTE = (
    message("A quotation mark opens this value and none closes it."),
    message("Add the quotation mark at the end, or delete the one at the beginning."),
)


_IN_CHINESE_QUOTES = late(
    r"[‘’＇](?P<single>[^‘’＇']+)[‘’＇']|[“”＂](?P<double>[^“”＂\"]+)[“”＂\"]|['\"](?P<begun>[^‘’“”'\"]+)[’”＇＂]"
)


def in_chinese_quotes(text: str) -> str:
    """Return what stands in Chinese quotation marks, or full-width ones, that are around all of a text."""
    match = _IN_CHINESE_QUOTES.fullmatch(text)
    return next(filter(None, match.groups()), "").strip() if match else ""


def quoted_in_chinese(text: str, *, is_prose: bool) -> str:
    """Return what somebody meant to quote for YAML by Chinese quotation marks, "" where that was not meant.

    In prose “” may be around all of it; only what would need quotes was meant to be quoted then.
    """
    inner = in_chinese_quotes(text)
    if not inner or not is_prose or text[0] not in "“”＂":
        return inner
    return inner if _has_to_be_quoted(inner) else ""


def _has_to_be_quoted(text: str) -> bool:
    """Tell whether a text stands in quotes in YAML, be it that its digits are to stay as they are."""
    begins = _NEEDS_QUOTES.match(text) or text[0] in "[{#'\""
    return bool(begins) or ": " in text or " #" in text or text.isdecimal()


def chinese_quotes(text: str, inner: str, *, is_prose: bool) -> tuple[Message, Message]:
    """Return that Chinese quotation marks around a value count as its own, and how it is written."""
    wrong = message(
        "The quotation marks around {value} are Chinese ones and count as part of it.", value=short(text)
    )
    if not is_prose and not _NEEDS_QUOTES.match(inner):
        return wrong, message("Write {value}, which needs no quotes.", value=short(inner))
    if _has_to_be_quoted(inner):
        return wrong, message("Write it with English single quotes: {value}", value=short(quoted(inner)))
    return wrong, message(
        "Write {value}; if the marks are to be printed, put English single quotes around all: {quoted}",
        value=short(inner),
        quoted=short(quoted(text)),
    )


def value_of(line: Line) -> re.Match[str] | None:
    """Return the value of a line with the name or the dash before it, None where none stands there."""
    return _PAIR.fullmatch(line.text.rstrip())


def with_quotes(line: Line, match: re.Match[str]) -> str:
    """Return the line with its value in single quotes."""
    return line.text[: match.start("value")] + quoted(match["value"])


def quoted(text: str) -> str:
    """Return a text in single quotes."""
    return "'" + text.replace("'", "''") + "'"


def is_number(text: str) -> bool:
    """Tell whether a text is a target of more than words."""
    return not isinstance(read_target(text).target, Text)


def in_one_line(texts: Sequence[str], scalar: ScalarNode) -> str:
    """Return the lines of a value as one, in quotes where it needs them: no blank stands between Chinese."""
    if scalar.quoted and "\\" in scalar.text:
        return quoted(scalar.text)
    if is_number("".join(texts)):
        return "".join(texts)
    joined = texts[0]
    for text in texts[1:]:
        is_apart = joined[-1:].isascii() and text[:1].isascii()
        joined += f" {text}" if is_apart else text
    return quoted(joined) if scalar.quoted and _has_to_be_quoted(joined) else joined


def is_still_to_come(text: str) -> bool:
    """Tell whether a value begun with a sign only says that it is not known yet: *待定, [待定], ?."""
    return _STILL_TO_COME.fullmatch(text) is not None


def still_to_come(name: str | None, text: str) -> tuple[Message, Message]:
    """Return that the value of the field `name` is not known yet."""
    return message("{value} says that the value is still to come.", value=short(text)), fill_in(name)


def fill_in(name: str | None) -> Message:
    """Return that a value is to be written, or its line deleted where that may be."""
    return _MUST_FILL_IN if name in _NEEDED else _FILL_IN


def _instead_of_dash(name: str) -> Message:
    """Return what to write for a dash; where none of an amount is meant, that is 0.00."""
    field = next((f for entity in FIELDS.values() for f in entity if name in f.words), None)
    if name in _NEEDED or field is None or field.kind is not FieldKind.AMOUNT:
        return fill_in(name)
    return number_hint(field, "-")


def in_brackets(text: str) -> str:
    """Return what is meant by a target in brackets, such as [98%]; nothing where that is no number."""
    match = _IN_BRACKETS.fullmatch(text)
    reading = read_target(match[1]) if match else None
    is_number = reading is not None and not isinstance(reading.target, Text)
    return match[1] if match and is_number else ""


def sign(line: Line) -> LineRepair | None:
    """Return that a value begins with a sign of YAML, and how it is written."""
    match = value_of(line)
    if not match or not _NEEDS_QUOTES.match(match["value"]):
        return None
    value = match["value"]
    if match["name"] and value == "-":
        return _repair(
            "PMG113", line, match, message("A dash alone says no value."), _instead_of_dash(match["name"])
        )
    if match["name"] and is_still_to_come(value):
        return _repair("PMG113", line, match, *still_to_come(match["name"], value))
    is_block = value[0] == "|" or match["name"] not in TARGETS
    if match["name"] and is_block and (beside := _BESIDE_SIGN.fullmatch(value)):
        return _beside_sign(line, match, beside["text"])
    is_target = match["name"] in TARGETS
    behind = _PERCENT_FIRST.fullmatch(value) if is_target else None
    usual = f"{behind[1]}%" if behind else read_target(value).usual
    if marked := _MARKED.fullmatch(value):
        usual = marked["text"]
    wrong = _needs_quotes(value)
    if is_target and value[0] in "*&" and not _ODD_SIGN.match(value) and not _MARKED.fullmatch(value):
        words = value.lstrip("*& ")
        return _repair("PMG113", line, match, wrong, or_another_sign(value, words), words)
    if is_target and (slip := behind_odd_sign(value)):
        return _repair("PMG113", line, match, wrong, or_another_sign(value, slip), slip)
    if usual and not _NEEDS_QUOTES.match(usual):
        hint = message("Write {value}, which needs no quotes.", value=usual)
        return _repair("PMG113", line, match, wrong, hint, usual)
    meant = quoted(usual if usual and is_target else value)
    hint = message("Put single quotes around it: {value}", value=short(meant))
    return _repair("PMG113", line, match, wrong, hint, meant)


def _beside_sign(line: Line, match: re.Match[str], text: str) -> LineRepair:
    """Return that a text stands beside the | below which it belongs, with those of its lines that do."""
    begin = line.text[: match.start("value")]
    below: list[tuple[int, str]] = []
    following = line.below()
    while following and following.begin > line.begin:
        below.append((following.number, following.text.strip()))
        following = following.below()
    wrong = message("Behind the | nothing more may stand; the text belongs below it.")
    if not below:
        meant = f"{begin}{text}"
        hint = message("A text in one line needs no |: {line}", line=short(meant.strip()))
        return line.repair("PMG113", match.start("value"), wrong, hint, meant)
    indent = " " * (line.begin + 2)
    lines = [f"{begin}|", *(f"{indent}{each}" for each in (text, *(words for _, words in below)))]
    hint = written_each(lines)
    joined = begin + quoted(" ".join([text, *(words for _, words in below)]))
    found = line.repair("PMG113", match.start("value"), wrong, hint, joined)
    return LineRepair(found.problem, found.line, found.replacement, tuple((n, "") for n, _ in below))


def behind_odd_sign(text: str) -> str:
    """Return the target that is meant by one behind a sign which nobody uses, such as *90%; "" for others."""
    match = _ODD_SIGN.fullmatch(text.strip())
    reading = read_target(match["rest"]) if match else None
    if match is None or reading is None or isinstance(reading.target, Text):
        return ""
    meant = reading.usual or match["rest"]
    return f"≥{meant}" if meant[:1].isdigit() else meant


def or_another_sign(text: str, meant: str) -> Message:
    """Return that a target behind an odd sign is to be written as it is `meant`."""
    if text.strip().endswith(meant):
        return message(
            "{sign} does not belong before a target: write {meant}.", sign=text.strip()[0], meant=meant
        )
    return message(
        "{sign} seems to be a slip for ≥: write {meant}, or the same with >, ≤ or = as it is meant.",
        sign=text.strip()[0],
        meant=meant,
    )


def flow(line: Line) -> LineRepair | None:
    """Return that a value begins with a bracket that does not close all of it."""
    match = value_of(line)
    if not match or match["value"][0] not in "{[":
        return None
    value = match["value"]
    if is_still_to_come(value):
        return _repair("PMG116", line, match, *still_to_come(match["name"], value))
    if match["name"] in TARGETS and (meant := in_brackets(value)):
        hint = message("Write {value}, which needs no quotes.", value=meant)
        return _repair("PMG116", line, match, _needs_quotes(value), hint, meant)
    hint = message("Put single quotes around it: {value}", value=_shown(match))
    return _repair("PMG116", line, match, _needs_quotes(value), hint)


def after_quote(line: Line) -> LineRepair | None:
    """Return that a value begins with a quotation mark which does not end it."""
    match = value_of(line)
    if not match or match["value"][0] not in "\"'" or _is_closed(match["value"]):
        return None
    if inner := in_chinese_quotes(match["value"]):
        wrong = message("A value begins with an English quotation mark and ends with a Chinese one.")
        hint = message("Write it with English single quotes: {value}", value=short(quoted(inner)))
        return _repair("PMG130", line, match, wrong, hint, quoted(inner))
    if spread := _over_lines(line, match):
        return spread
    if not set(match["value"][0] + "”’") & set(match["value"][1:]):
        bare = match["value"][1:].strip()
        if not bare or _has_to_be_quoted(bare):
            return _repair("PMG130", line, match, *_OPEN_QUOTE)
        return _repair(
            "PMG130", line, match, _OPEN_QUOTE[0], message("Delete it: {line}", line=short(bare)), bare
        )
    if inner := _within_outer(match["value"]):
        wrong = message("Quotation marks stand within a value that stands in the same ones.")
        if meant := _in_chinese_quotes(inner, match["value"][0]):
            hint = message("Write {line}", line=_line_with(line, match, meant))
            return _repair("PMG130", line, match, wrong, hint, meant)
        hint = message(
            "Put single quotes around all in place of the outer ones: {value}", value=short(quoted(inner))
        )
        return _repair("PMG130", line, match, wrong, hint, quoted(inner))
    wrong = message("A value begins with a quotation mark that does not end it.")
    if meant := _with_other_quotes(match):
        hint = message("Write {line}", line=_line_with(line, match, meant))
        return _repair("PMG130", line, match, wrong, hint, meant)
    return _repair("PMG130", line, match, wrong, _around_all(match))


def _with_other_quotes(match: re.Match[str]) -> str:
    """Return a value whose first words stand in English quotes as prose has it, in Chinese ones.

    A number or a word of a list has none. "" where the text would need quotes all the same.
    """
    value, name = match["value"], match["name"]
    bare = value.replace(value[0], "").strip()
    if name in _NO_PROSE or (name in TARGETS and is_number(bare)):
        return "" if not bare or _NEEDS_QUOTES.match(bare) else bare
    return _in_chinese_quotes(value, value[0])


def _in_chinese_quotes(text: str, mark: str) -> str:
    """Return a text with Chinese quotes for pairs of `mark`; "" where one is left or it needs quotes."""
    meant = _PAIR_OF_QUOTES[mark].sub(_IN_CHINESE[mark], text)
    return "" if mark in meant or "\\" in meant or _has_to_be_quoted(meant) else meant


def _line_with(line: Line, match: re.Match[str], value: str) -> str:
    """Return what stands in a line with another value, to be shown."""
    return short(f"{line.text[: match.start('value')].strip()} {value}", 300)


_PAIR_OF_QUOTES = {'"': late(r'"([^"]*)"'), "'": late(r"'([^']*)'")}
_IN_CHINESE = {'"': r"“\1”", "'": r"‘\1’"}


def _within_outer(value: str) -> str:
    """Return what stands within quotation marks around a sentence that has the same ones within."""
    inner = value[1:-1]
    is_sentence = (
        value[-1:] == value[0] and inner[-1:] in ("。", "；", "！") and inner.count(value[0]) % 2 == 0
    )
    return inner if is_sentence else ""


def _over_lines(line: Line, match: re.Match[str]) -> LineRepair | None:
    """Return that quotation marks, with the same ones within, stand around a text of several lines."""
    mark, texts, numbers = match["value"][0], [match["value"][1:].strip()], list[int]()
    following = line.below()
    while following and following.begin > line.begin and len(numbers) < _MOST_LINES:
        texts.append(following.text.strip())
        numbers.append(following.number)
        if texts[-1].endswith(mark):
            break
        following = following.below()
    if not numbers or not texts[-1].endswith(mark):
        return None
    texts = [text for text in (*texts[:-1], texts[-1][:-1].strip()) if text]
    indent = " " * (line.begin + 2)
    begin = line.text[: match.start("value")]
    lines = [f"{begin}|", *(indent + text for text in texts)]
    wrong = message("Quotation marks stand within a value that stands in the same ones.")
    hint = written_each(lines)
    found = line.repair("PMG130", match.start("value"), wrong, hint, begin + quoted(" ".join(texts)))
    return LineRepair(found.problem, found.line, found.replacement, tuple((n, "") for n in numbers))


def plain_colon(line: Line) -> LineRepair | None:
    """Return that a colon followed by a blank stands inside a value."""
    match = value_of(line)
    if not match or not match["name"] or not _PLAIN_COLON.match(match["value"]):
        return None
    is_prose = match["name"] not in TARGETS and not in_chinese_quotes(match["value"])
    if is_prose and _BETWEEN_CHINESE.search(match["value"]):
        meant = _BETWEEN_CHINESE.sub("：", match["value"])
        if not _PLAIN_COLON.match(meant) and not _has_to_be_quoted(meant):
            wrong = message(
                "A half-width colon followed by a blank stands in the text of {name}.", name=match["name"]
            )
            hint = message("Write a full-width colon: {line}", line=short(f"{match['name']}: {meant}", 300))
            return _repair("PMG114", line, match, wrong, hint, meant)
    wrong = message("A colon followed by a blank stands inside a value.")
    return _repair("PMG114", line, match, wrong, _around_all(match))


def _repair(
    code: str, line: Line, match: re.Match[str], wrong: Message, hint: Message, meant: str = ""
) -> LineRepair:
    """Return a problem of the value of a line, read on with what is `meant`, or else with all in quotes."""
    begin = match.start("value")
    meant = meant or quoted(in_chinese_quotes(match["value"]) or match["value"])
    return line.repair(code, begin, wrong, hint, line.text[:begin] + meant)


def _needs_quotes(value: str) -> Message:
    return message("A value cannot begin with {sign} unless it stands in quotes.", sign=value[0])


def _around_all(match: re.Match[str]) -> Message:
    if inner := in_chinese_quotes(match["value"]):
        return message(
            "Chinese quotation marks do not count; write it with English single quotes: {value}",
            value=short(quoted(inner)),
        )
    return message("Put single quotes around the whole value: {value}", value=_shown(match))


def _shown(match: re.Match[str]) -> str:
    return short(quoted(match["value"]))


def _is_closed(value: str) -> bool:
    pattern = r"'(?:[^']|'')*'" if value[0] == "'" else r'"(?:[^"\\]|\\.)*"'
    return re.fullmatch(pattern + r"(?:\s+#.*|\s*)", value) is not None
