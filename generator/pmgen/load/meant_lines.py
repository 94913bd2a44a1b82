"""Lines that are nearly YAML, told by the names of fields in them: what was meant, and how it is written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches

from pmgen.late_pattern import late
from pmgen.load.indentation_messages import blank_behind_dash, blanks_before, written_so
from pmgen.load.line_repairs import Line, LineRepair
from pmgen.load.lines_in_place import indent_of
from pmgen.load.number_messages import number_hint
from pmgen.load.odd_blanks import ODD_BLANKS, ODD_SIGNS, odd_sign, odd_sign_after_dash
from pmgen.load.quoted_values import TARGETS, is_still_to_come, quoted
from pmgen.model.field_definitions import Field, FieldKind, block
from pmgen.model.fields import FIELDS
from pmgen.model.numerals import is_numeral
from pmgen.problems import Message, message
from pmgen.problems.message import short

_GROUPS = (FieldKind.RECORDS, FieldKind.NAMES, FieldKind.RECORD, FieldKind.OPTIONS)
"""Kinds of fields that have lines of their own below them; one of a name that may be several comes first."""


def _kinds() -> dict[str, FieldKind]:
    fields = [field for entity in FIELDS.values() for field in entity]
    fields.sort(key=lambda field: field.kind in _GROUPS)
    return {word: field.kind for field in fields for word in field.words}


_KNOWN = _kinds()


def _numbers() -> dict[str, Field]:
    fields = [field for entity in FIELDS.values() for field in entity]
    numbers = (FieldKind.NUMERAL, FieldKind.AMOUNT)
    others = {word for field in fields if field.kind not in numbers for word in field.words}
    return {word: f for f in fields if f.kind in numbers for word in f.words if word not in others}


_NUMBERS = _numbers()
"""The fields that take nothing but a number, by their words."""
_MAY_BREAK = (FieldKind.TEXT, FieldKind.FREE, *_GROUPS)
_NEAR = 0.66
"""How much alike two words of three characters are of which one is wrong."""
_NAMES_IN_ONE_LINE = (
    "name code id level1 nature project_category attribute title region rule approval_number contact value "
    "measure_unit"
)
_IN_ONE_LINE = frozenset(_NAMES_IN_ONE_LINE.split())
"""Texts that a form prints in one line of a narrow cell or in a heading, by their English names."""


def _words_in_one_line() -> frozenset[str]:
    fields = [field for entity in FIELDS.values() for field in entity]
    long = [f for f in fields if f.kind in _MAY_BREAK and f.english not in _IN_ONE_LINE]
    return frozenset(word for field in fields if field not in long for word in field.words).difference(
        word for field in long for word in field.words
    )


_OF_ONE_LINE = _words_in_one_line()


def _any_of(words: Sequence[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


_LEAD = r"(?P<lead> *(?:- +)?)"
_WORD = _any_of(list(_KNOWN))
_CHINESE_WORD = _any_of([word for word in _KNOWN if not word.isascii()])
_FIELD = late(
    _LEAD
    + r"(?P<name>[^\s:：#\"'|>\[{-][^:：#\"']{0,24}?)\s*(?P<sign>[:：])(?P<gap>\s*)(?P<value>[^\s'\"|>].*)"
)
_BETWEEN = " \t，,；;、"
_NEXT = late(rf"(?:^|(?<=[\s:：，,；;、]))(?P<name>{_WORD})\s*(?P<sign>[:：])(?P<gap>\s*)")
_OTHER_SIGN = r"[ \t]*[；;=＝∶﹕︰꞉﹔\t][ \t]*"
_WITHOUT_COLON = late(
    _LEAD + rf"(?P<name>{_CHINESE_WORD})(?:(?P<sign>{_OTHER_SIGN})| +)(?P<value>[^\s:：].*)"
)
_BRACKETED = late(
    _LEAD + rf"[【\[〔（(“\"‘「]\s*(?P<name>{_CHINESE_WORD})\s*[】\]〕）)”\"’」]\s*(?P<value>[^\s:：].*)"
)
_NAME_ALONE = late(_LEAD + rf"(?P<name>{_CHINESE_WORD})\s*")
_BULLETS = "\uf06c\uf06e\uf075\uf0a7\uf0b7\uf0d8\uf0fc－—–‒−‐―﹣﹘•·∙‧●○◎◆◇■□▪◦＊★☆※→➢➤►▶✓✔"
_BULLET = late(
    rf"(?P<lead>[ {ODD_BLANKS}]*)(?P<mark>(?:[{_BULLETS}]+|\*|-(?=[{ODD_SIGNS}]))[{ODD_SIGNS}\s]*)"
    r"(?P<value>[^\s*][^*]*)"
)
_ANY_BULLET = late(rf"(?:(?P<dash>-+)|[{_BULLETS}]+|\*(?!.*\*))[\s{ODD_SIGNS}]*")
_COUNTED = late(
    _LEAD + rf"(?P<mark>[(（]?(?:\d{{1,2}}|[一二三四五六七八九十]{{1,2}})[.．、)）]\s*|[①-⑳]\s*)"
    rf"(?P<field>(?:{_WORD})\s*:.*)"
)
_DOUBLED = late(r"(?P<lead> *)(?P<mark>--+)\s*(?P<value>[^\s-].*)")
_PARTING = late(r"\s*+(?![#\s])[^\w\s#]{3,}+[^\w:：]*+|\s*+_{3,}+\s*+")
"""A line of nothing but signs; what begins with # is none that anybody is told of."""
_NUMBERED = late(r"[(（]?[\d一二三四五六七八九十]{1,2}[.．、)）]|[-*" + _BULLETS + "]")
_REMARK = late(r"\s*(?://|/\*|＃|<!--|[（(【]|([-=*_~—–―─━+.…])\1{2})")
_BLOCK_BEGINS = late(r": *[|>][+-]?\s*\Z")
_MARKED_REMARK = late(r"\s*(?://|/\*|＃|<!--)")
_HEADING = late(r"\s*+([-=*_~—–―─━+.…])\1{2,}+\s*+[^\s:：]{1,20}\s*\1{2,}\s*")
_IS_ITEM = late(r" *- ")
_DASH_BEHIND = late(_LEAD + r"(?P<name>[^\s:：#\"'][^:：#]{0,60}?) *[:：] *(?P<value>-\s+\S.*?)\s*")
_ITEMS_WITHIN = late(r"(?:\A|(?<=[；;。]))\s*-\s+")
_CHAPTER = late(r"[一二三四五六七八九十]{1,3}、[^，。；;:：]{1,16}")
_VALUE = late(_LEAD + r"(?:(?P<name>[^\s:#\"'][^:#]{0,60}?) *:(?: +|$))?(?P<value>.*)")


def is_list(name: str) -> bool:
    """Tell whether `name` is that of a field that takes a list."""
    return _KNOWN.get(name) in (FieldKind.RECORDS, FieldKind.NAMES)


def two_fields(line: Line) -> LineRepair | None:
    """Return that known fields stand behind another in its line, where YAML cannot read it."""
    first = _FIELD.fullmatch(line.text.rstrip())
    others = list(_NEXT.finditer(first["value"])) if first else []
    if not first or not others or not _is_broken(first, others):
        return None
    if not others[0].start() and is_known(first["name"]) and not takes_lines_below(first["name"]):
        # The name stands in the text of a field, which has no lines of its own.
        return None
    wrong, hint = told_apart(others[0]["name"], _lines_of(first, others))
    return line.repair("PMG131", first.start("value") + others[0].start("name"), wrong, hint)


def told_apart(name: str, lines: Sequence[str]) -> tuple[Message, Message]:
    """Return that the field `name` stands in the line of another, and the `lines` that they belong into."""
    return (
        message("Two fields stand in one line: {name} needs a line of its own.", name=name),
        message(
            "Write every field in a line of its own, {blanks}: {block}",
            blanks=blanks_before(lines),
            block=block([*map(short, lines)]),
        ),
    )


def _is_broken(first: re.Match[str], others: Sequence[re.Match[str]]) -> bool:
    if first["name"] in _KNOWN and (first["sign"] == "：" or not first["gap"]):
        return True
    return any(
        other["sign"] == ":" and (other["gap"] or other.end() == len(first["value"])) for other in others
    )


def _lines_of(first: re.Match[str], others: Sequence[re.Match[str]]) -> list[str]:
    value, lead = first["value"], first["lead"]
    ends = [other.start() for other in others[1:]] + [len(value)]
    begin = value[: others[0].start()].rstrip(_BETWEEN)
    indent, lines = " " * len(lead), [f"{lead}{first['name']}: {begin}".rstrip()]
    nested = not begin
    for other, end in zip(others, ends, strict=True):
        indent += "  " if nested else ""
        rest = number_for(other["name"], value[other.end() : end].rstrip(_BETWEEN))[0]
        lines.append(f"{indent}{other['name']}: {rest}".rstrip())
        nested = not rest
    return lines


def fields_in(text: str) -> list[tuple[str, str]]:
    """Return the fields that a text consists of, each with its value; none where it begins otherwise."""
    found = list(_NEXT.finditer(text.strip()))
    if not found or found[0].start():
        return []
    ends = [match.start() for match in found[1:]] + [len(text.strip())]
    values = (text.strip()[match.end() : end] for match, end in zip(found, ends, strict=True))
    return [(match["name"], value.rstrip(_BETWEEN)) for match, value in zip(found, values, strict=True)]


def field_within(text: str, words: Sequence[str]) -> tuple[str, str, str] | None:
    """Return what stands before a field of these words in `text`, its word, and what stands behind it."""
    match = re.search(rf"(?<=[{_BETWEEN}])({_any_of(words)})[:：]\s*", text)
    return match and (text[: match.start()].rstrip(_BETWEEN), match[1], text[match.end() :])


def other_colon(line: Line) -> LineRepair | None:
    """Return that another sign, or none, stands behind a known name in the place of its colon."""
    match = _WITHOUT_COLON.fullmatch(line.text)
    if match and (match["sign"] or not match["lead"].strip()):
        return _no_colon(line, match, match["value"])
    if match := _BRACKETED.fullmatch(line.text):
        return _no_colon(line, match, match["value"])
    match = _NAME_ALONE.fullmatch(line.text)
    return match and _no_colon(line, match, "")


def lines_without_colon(lines: Sequence[Line]) -> tuple[LineRepair, ...]:
    """Return that all of these lines, which YAML reads as one text, are fields that lack their colons."""
    matches = [_WITHOUT_COLON.fullmatch(line.text) for line in lines]
    found = [
        _no_colon(line, match, match["value"]) for line, match in zip(lines, matches, strict=True) if match
    ]
    return tuple(found) if 1 < len(found) == len(lines) else ()


def item_without_colon(line: Line) -> tuple[LineRepair, ...]:
    """Return that the fields above `line`, up to the dash of the item that it belongs to, lack colons."""
    found: list[LineRepair] = []
    above = line.above()
    while above and (match := _WITHOUT_COLON.fullmatch(above.text)) and not match["sign"]:
        found.append(_no_colon(above, match, match["value"]))
        if match["lead"].strip():
            is_its_field = _FIELD.fullmatch(line.text) and line.begin > above.begin
            return tuple(reversed(found)) if is_its_field and not _IS_ITEM.match(line.text) else ()
        above = above.above()
    return ()


def _no_colon(line: Line, match: re.Match[str], value: str) -> LineRepair:
    number, more = number_for(match["name"], value.rstrip())
    meant = f"{match['name']}: {number}".rstrip()
    if more:
        hint = message("Write {line}: {hint}", line=short(meant), hint=more)
        return line.repair("PMG110", match.start("name"), NO_COLON, hint, _unknown(line, match))
    hint = written_so(match["lead"] + meant) if match["lead"] else message("Write {line}", line=short(meant))
    return line.repair("PMG110", match.start("name"), NO_COLON, hint, match["lead"] + meant)


def _unknown(line: Line, match: re.Match[str]) -> str:
    """Return the line of a number that only its writer knows, so that what follows can be read."""
    return f"{match['lead']}{match['name']}: 0"


def no_colon(line: Line) -> LineRepair:
    """Return that a line is no field: one without its colon, a remark, or a text."""
    if found := other_colon(line):
        return found
    column, above = line.begin, line.above()
    if is_remark(line):
        return line.repair("PMG110", column, _NO_FIELD, _REMARK_HINT, "")
    if heading := _heading_of_block(line):
        hint = message("Indent every line of the text that begins with | in line {line}.", line=heading.shown)
        meant = f"{' ' * (heading.begin + 2)}{line.text.strip()}"
        return line.repair("PMG110", column, NO_COLON, hint, meant)
    if above and has_text(above):
        hint = message(
            "If it goes on the text of line {line}, write it at the end of that line; if it is a remark, "
            "begin it with # and a blank; otherwise write name, colon, blank, value.",
            line=above.shown,
        )
        return line.repair("PMG110", column, _NO_FIELD, hint, "")
    return line.repair("PMG110", column, NO_COLON, message("Write name, colon, blank, value."), "")


def is_remark(line: Line) -> bool:
    """Tell whether a line is a remark or the heading of a chapter by its looks."""
    return bool(_REMARK.match(line.text) or _CHAPTER.fullmatch(line.text.rstrip()))


def _heading_of_block(line: Line) -> Line | None:
    """Return the line that ends with the | of the text right above `line`, None where none stands there."""
    above = line.above()
    while above and above.begin > line.begin and not _FIELD.fullmatch(above.text):
        above = above.above()
    return above if above and _BLOCK_BEGINS.search(above.text) else None


def has_text(line: Line) -> bool:
    """Tell whether a text stands in the line behind its name or its dash, which the next may go on."""
    match = _VALUE.fullmatch(line.text)
    return bool(match and match["value"].strip() and (match["name"] or match["lead"].strip()))


def takes_lines_below(name: str) -> bool:
    """Tell whether a field may have lines of its own below its name."""
    return _KNOWN.get(name) in (*_GROUPS, FieldKind.FREE)


def number_for(name: str, text: str) -> tuple[str, Message | None]:
    """Return what to write behind the name of a number instead of `text`, and more that is to be said.

    Other fields, and what can be read, are written as they are.
    """
    field = _NUMBERS.get(name)
    if field is None or not text.strip() or is_numeral(text.strip()):
        return text, None
    hint = number_hint(field, text)
    number = str(dict(hint.values).get("number", ""))
    return (number, None) if is_numeral(number) else ("……", hint)


def is_of_one_line(name: str) -> bool:
    """Tell whether the value of a field is a word, a number or a name, and has no line breaks."""
    return name in _OF_ONE_LINE


def nearest_known(name: str, beside: str) -> str:
    """Return the name of a field that a word is, or nearly is `beside` another; "" for others."""
    if name in _KNOWN:
        return name
    words = [word for entity in FIELDS.values() if entity.find(beside) for f in entity for word in f.words]
    return next(iter(get_close_matches(name, words, 1, _NEAR)), "")


def is_known(name: str) -> bool:
    """Tell whether some record has a field of that name."""
    return name in _KNOWN


def parting_line(line: Line) -> LineRepair | None:
    """Return that a line only parts others, with words between its signs or without."""
    is_sign = (
        _PARTING.fullmatch(line.text) or _HEADING.fullmatch(line.text) or _MARKED_REMARK.match(line.text)
    )
    return line.repair("PMG110", line.begin, _NO_FIELD, _REMARK_HINT, "") if is_sign else None


def other_dash(line: Line) -> LineRepair | None:
    """Return that another sign stands where the dash of a list belongs, or another blank behind the dash."""
    match = _BULLET.fullmatch(line.text)
    if not match or (match["mark"] == "*" and is_still_to_come(line.text.strip())):
        return None
    lead = re.sub(f"[{ODD_BLANKS}]", " ", match["lead"])
    return _with_dash(line, match.start("mark"), match["mark"], f"{lead}- {match['value']}")


def items_in_line(line: Line) -> LineRepair | None:
    """Return that a dash, meant as that of a list, stands behind a name in its line."""
    match = _DASH_BEHIND.fullmatch(line.text)
    if not match or match["name"] in TARGETS or not is_known(match["name"]):
        return None
    name, kind = match["name"], _KNOWN[match["name"]]
    lead, column = match["lead"] + name, match.start("value")
    texts = [text for text in _ITEMS_WITHIN.split(match["value"])[1:] if text]
    if kind not in (FieldKind.RECORDS, FieldKind.NAMES, FieldKind.FREE):
        meant = f"{lead}: {without_bullet(match['value'])}"
        hint = message("{name} is no list; write the text without it: {line}", name=name, line=meant.strip())
        return line.repair("PMG136", column, _DASH_IN_LINE, hint, meant)
    indent = " " * len(match["lead"])
    block_lines = [f"{lead}:", *(f"{indent}  - {text}" for text in texts)]
    hint = message(
        "Begin every item in a line of its own, {blanks}: {block}",
        blanks=blanks_before(block_lines),
        block=block(block_lines),
    )
    if any(_NEXT.match(text) for text in texts):
        return line.repair("PMG136", column, _DASH_IN_LINE, hint)
    flow_list = ", ".join(map(quoted, texts))
    return line.repair("PMG136", column, _DASH_IN_LINE, hint, f"{lead}: [{flow_list}]")


def numbered_fields(lines: Sequence[str], file: str) -> tuple[LineRepair, ...]:
    """Return the lines in which a number stands before the first field of an item, in place of its dash."""
    repairs = (_numbered_field(Line(file, number, lines)) for number in range(len(lines)))
    return tuple(filter(None, repairs))


def _numbered_field(line: Line) -> LineRepair | None:
    match = _COUNTED.fullmatch(line.text)
    below = line.below() if match else None
    if not match or match["lead"].strip() or below is None or below.begin <= line.begin:
        return None
    return _with_dash(line, match.start("mark"), match["mark"], f"{match['lead']}- {match['field']}")


def doubled_dashes(lines: Sequence[str], file: str) -> tuple[LineRepair, ...]:
    """Return the lines in which several dashes stand before the name of a field."""
    repairs = (doubled_dash(Line(file, number, lines)) for number, text in enumerate(lines) if "--" in text)
    return tuple(repair for repair in repairs if repair and _FIELD.fullmatch(repair.replacement or ""))


def doubled_dash(line: Line) -> LineRepair | None:
    """Return that several dashes stand where one belongs."""
    match = _DOUBLED.fullmatch(line.text)
    if not match or parting_line(line):
        return None
    return _with_dash(line, match.start("mark"), match["mark"], f"{match['lead']}- {match['value']}")


def _with_dash(line: Line, column: int, mark: str, item: str) -> LineRepair:
    """Return that `mark` stands in `column` where a dash and a blank belong, and the line as an `item`."""
    hint = blank_behind_dash(item) if has_odd_blank(mark) else written_so(item)
    return line.repair("PMG115", column, wrong_dash(mark), hint, item)


def wrong_dash(mark: str) -> Message:
    """Return that this stands where a dash and a blank belong."""
    if mark.startswith("--"):
        return message("Several dashes ({sign}) stand where one belongs.", sign=mark.strip())
    if (sign := odd_sign(mark)) and has_odd_blank(mark):
        return odd_sign_after_dash(sign)
    if mark.startswith("-"):
        return message("A blank is missing after the dash of a list.")
    return message("{sign} stands where a dash and a blank belong.", sign=mark.strip())


def has_odd_blank(mark: str) -> bool:
    """Tell whether this is a dash with an odd sign in the place of its blank."""
    return mark.startswith("-") and odd_sign(mark) is not None


def bullet_of(text: str) -> str:
    """Return what was meant as the dash of a text, nothing where it has none."""
    match = _ANY_BULLET.match(text)
    return match.group() if match else ""


def without_bullet(text: str) -> str:
    """Return the text of an item without what was meant as its dash."""
    return _ANY_BULLET.sub("", text, count=1)


def items_without_dash(lines: Sequence[Line]) -> tuple[LineRepair, ...]:
    """Return that these lines, which YAML reads as one text, are items of a list that lack their dashes."""
    first = lines[0]
    above = first.above()
    names_list = above is not None and is_list(above.text.strip().rstrip(":"))
    numbered = all(_NUMBERED.match(line.text.strip()) for line in lines)
    if len(lines) < 2 or not (names_list or numbered) or any(line.begin != first.begin for line in lines):
        return ()
    found = tuple(_as_item(line) for line in lines if not _IS_ITEM.match(line.text))
    leads = (
        len(found) == 1
        and names_list
        and not bullet_of(text := first.text.strip())
        and text[-1] not in "。；;"
    )
    if not leads or above is None or _IS_ITEM.match(first.text):
        return found
    below = [short(line.text) for line in lines[1:_MOST_LINES]]
    hint = _in_front_of_items(above.text.rstrip(), text, below)
    return (first.repair("PMG115", first.begin, found[0].problem.message, hint, found[0].replacement),)


def _as_item(line: Line) -> LineRepair:
    text = line.text.strip()
    item = f"{' ' * line.begin}- {without_bullet(text)}"
    if mark := bullet_of(text):
        return _with_dash(line, line.begin, mark, item)
    wrong = message("A dash and a blank are missing before this item of a list.")
    return line.repair("PMG115", line.begin, wrong, written_so(item), item)


def text_and_lines(line: Line) -> LineRepair | None:
    """Return that a name has a text behind its colon and, from `line` on, a list or fields below it."""
    above = line.above()
    match = _VALUE.fullmatch(above.text) if above else None
    if not above or not match or not match["name"] or match["value"].strip()[:1] in ("", "|", ">", "#"):
        return None
    name, text, kind = match["name"], match["value"].strip(), _KNOWN.get(match["name"])
    has_dash = line.text.lstrip().startswith("- ")
    is_field = _FIELD.fullmatch(line.text)
    if is_field and (kind not in _GROUPS or line.begin == len(match["lead"]) + 1):
        # A single blank is what is left where a # was deleted.
        return None
    if line.begin < len(match["lead"]) + (not has_dash) or not (has_dash or kind in _GROUPS):
        return None
    return above.repair(
        "PMG136",
        match.start("value"),
        message(
            "A text stands behind {name}, and lines that belong to {name} stand below it.", name=f"{name}:"
        ),
        _one_of_both(match["lead"] + name, text, line, kind),
        above.text[: match.start("value")].rstrip() + " |" * (kind is FieldKind.TEXT),
    )


def words_above_items(line: Line) -> LineRepair | None:
    """Return that words stand between the name of a list and `line`, the first of its items."""
    above = line.above()
    heading = above.above() if above else None
    if not above or not heading or not _IS_ITEM.match(line.text) or above.begin <= heading.begin:
        return None
    match = _HEADING_OF_LIST.fullmatch(heading.text)
    if not match or _IS_ITEM.match(above.text) or re.search("[:：].", above.text):
        return None
    hint = _REMARK_HINT
    if match["name"].endswith("绩效目标") and not _FIELD.match(line.text):
        below = [f"{' ' * (heading.begin + 2)}{short(each)}" for each in _group_from(line)]
        hint = _in_front_of_items(heading.text.rstrip(), above.text.strip(), below)
    return above.repair("PMG110", above.begin, _NO_FIELD, hint, "")


def _one_of_both(name: str, text: str, line: Line, kind: FieldKind | None) -> Message:
    """Return that one of a text and the lines below it goes; `name` has the blanks and the dash before it."""
    group, indent = _group_from(line), " " * indent_of(name)
    if kind is FieldKind.TEXT:
        begin = " " * (len(re.sub(r"[^ -].*", "", name)) + 2)
        lines = [
            f"{name}: |",
            *(f"{begin}{short(each.strip().removeprefix('- '))}" for each in (text, *group)),
        ]
        return message(
            "Write one text: begin it with | and indent its lines, {blanks}: {block}",
            blanks=blanks_before(lines),
            block=block(lines),
        )
    below = [f"{indent}  {short(each)}" for each in group]
    is_list = group[0].startswith("- ") and (kind is not FieldKind.RECORDS or name.endswith("绩效目标"))
    first = _FIELD.match(group[0])
    if is_list and kind is FieldKind.NAMES:
        return _each_an_item([f"{name}:", f"{indent}  - {short(text)}", *below])
    if is_list and text[-1] not in "。；;" and not (first and is_known(first["name"])):
        return _in_front_of_items(f"{name}:", text, below)
    if is_list:
        lines = [f"{name}:", f"{indent}  - {short(text)}", *below]
        return message(
            "Make the text an item of its own, or delete it, {blanks}: {block}",
            blanks=blanks_before(lines),
            block=block(lines),
        )
    lines = [f"{name}:", below[0]]
    return message(
        "Delete the text behind the colon, {blanks}: {block}", blanks=blanks_before(lines), block=block(lines)
    )


def _group_from(line: Line) -> list[str]:
    """Return this line and those that stand with it or below it, without the blanks that all have."""
    group, following, has_dash = [line], line.below(), bool(_IS_ITEM.match(line.text))
    while following and len(group) < _MOST_LINES:
        is_beside = following.begin == line.begin and bool(_IS_ITEM.match(following.text)) == has_dash
        if not is_beside and following.begin <= line.begin:
            break
        group.append(following)
        following = following.below()
    return [each.text[line.begin :] for each in group]


def _in_front_of_items(name: str, text: str, items: Sequence[str]) -> Message:
    """Return that a text is an item of its own, or goes into the first of the `items` that it leads to."""
    dash, first = items[0].split("- ", 1)
    begin = text.rstrip("：:")
    own = [name, f"{dash}- {short(text)}", *items]
    if text == begin and not any(map(_is_sentence, items)):
        return _each_an_item(own)
    sign = "" if begin[-1:] in "，," else "："
    led = [name, f"{dash}- {begin}{sign}{first}", *items[1:]]
    return message(
        "If the text is an item of its own, put the line “{own}” above the first one; if it leads to what "
        "stands below, write it in front of the first item, {blanks}: {block}",
        own=own[1],
        blanks=blanks_before(led),
        block=block(led),
    )


def _each_an_item(lines: Sequence[str]) -> Message:
    return message(
        "Begin every item in a line of its own with a dash and a blank, {blanks}: {block}",
        blanks=blanks_before(lines),
        block=block(lines),
    )


def _is_sentence(item: str) -> bool:
    """Tell whether an item is more than a word or a name."""
    return len(item.strip()) > _LONGEST_WORD or any(sign in item for sign in "，。；,;")


_LONGEST_WORD = 12
"""Characters of an item that may be a word or a name, with its dash."""
_HEADING_OF_LIST = late(r" *(?P<name>[^\s:：]+) *:\s*")
_MOST_LINES = 12
"""Lines that are shown as they belong; of more the first."""
_DASH_IN_LINE = message("A dash begins an item of a list only in a line of its own, not behind a colon.")
NO_COLON = message("This line has no colon after the name of a field.")
_NO_FIELD = message("This line is no field: no name with a colon begins it.")
_REMARK_HINT = message("Begin a remark with # and a blank; delete the line if it only parts others.")
