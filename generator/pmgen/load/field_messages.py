"""The words for what can be wrong with a field, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from difflib import SequenceMatcher, get_close_matches
from functools import partial

from pmgen.late_pattern import late
from pmgen.load.indentation_messages import blanks_before, written_each
from pmgen.load.number_messages import number_hint
from pmgen.load.odd_blanks import odd_sign, odd_sign_after_colon, typed_anew, without_odd_signs
from pmgen.load.text_files import INVISIBLE
from pmgen.model.dates import is_year, read_iso_day
from pmgen.model.field_definitions import Entity, Field, FieldKind, block
from pmgen.model.numerals import is_numeral
from pmgen.model.terms import AmountUnit, Basis, Category, Polarity, Term
from pmgen.problems import Message, message
from pmgen.problems.message import short

_BESIDE_UNIT = late(r"人民币|单位|金额|[：:（）()\s]")
_OTHER_REMARK = late(r"(?P<value>\S+)\s*(?://+|--+)\s*(?P<remark>\S.*)")
_BETWEEN_NAMES = late(r"[、，,；;\s]+")


def called(entity: Entity) -> str:
    """Return how people call a record; 附件 alone would be what is attached."""
    return "annex.yaml" if entity.name == "annex" else entity.chinese


def field_name(field: Field) -> Message:
    """Return the field's name in both languages; in Chinese the Chinese one will do."""
    return message("{chinese} ({english})", chinese=field.chinese, english=field.english)


def in_both_languages(text: Message) -> Message:
    """Return a sentence with the names of fields in both languages, whatever its own is."""
    return Message(text.text, tuple((name, str(value)) for name, value in text.values))


def named(words: Iterable[str]) -> str:
    """Return several words as one list."""
    return "、".join(words)


def not_a_number(field: Field, text: str, *, is_quoted: bool = False) -> tuple[Message, Message]:
    """Return what is wrong with a text where a number belongs, be it in quotation marks."""
    wrong = message("{value} is not a number for {field}.", value=short(text), field=field_name(field))
    hint = unseen_or_remark(field, text)
    return wrong, hint or number_hint(field, text, is_quoted=is_quoted)


def _all_nearest(text: str, words: Sequence[str]) -> list[str]:
    """Return the words that are nearest, all that are as near: 效益指标 may be that of three kinds."""
    near = get_close_matches(text, words, len(words), 0.6)
    ratios = {word: SequenceMatcher(None, word, text).ratio() for word in near}
    return [word for word in near if ratios[word] == max(ratios.values())]


def unknown_term(field: Field, text: str, told: tuple[str, Term] | None = None) -> tuple[Message, Message]:
    """Return what is wrong with a word outside of a field's vocabulary, and the words in it.

    `told` is the one that is meant by what stands in the row, with that.
    """
    words = field.allowed_words
    wrong = message("{value} is not a word for {field}.", value=short(text), field=field_name(field))
    if hint := unseen_or_remark(field, text):
        return wrong, hint
    if field.term is AmountUnit:
        if (meant := _BESIDE_UNIT.sub("", text)) in words:
            return wrong, message("Write {word}.", word=meant)
        # A guess between units would change every amount ten thousandfold.
        return wrong, message("Write 元 or 万元, and the amounts in it: 1 亿元 is 10000 万元.")
    all_words = field.meaning if field.term is Polarity else named(words)
    near = _all_nearest(text, words)
    if told and (field.term is not Category or len(near) != 1):
        return wrong, message(
            "By {value} it should be {line}; the words are {words}.",
            value=short(told[0]),
            line=f"{field.chinese}: {told[1].chinese}",
            words=all_words,
        )
    if near:
        return wrong, message(
            "Did you mean {word}? The words are {words}.", word="、".join(near), words=all_words
        )
    if field.term is Basis and "《" in text:
        return wrong, message(
            "Write one of {words}; what it rests on belongs in a line of its own: {line}",
            words=all_words,
            line=f"依据说明: {short(text)}",
        )
    return wrong, message("Write one of {words}.", words=all_words)


def level_above(
    field: Field, text: str, below: Sequence[str], name: str, meant: str
) -> tuple[Message, Message]:
    """Return that a word is one of the level above, and the words `below` it, or the one that is `meant`.

    It is the `name` of the indicator that shows which one is meant.
    """
    wrong = message("{value} is the level above {field}.", value=short(text), field=field_name(field))
    others = named(word for word in below if word != meant)
    if meant and others:
        return wrong, message(
            "By {name} it should be {line}; the others below {value} are {words}.",
            name=short(name),
            line=f"{field.chinese}: {meant}",
            value=short(text),
            words=others,
        )
    if len(below) == 1:
        return wrong, message("Write {line}", line=f"{field.chinese}: {below[0]}")
    return wrong, message("Write the one below it that is meant: {words}.", words=named(below))


def exchanged(field: Field, text: str, key: str, word: str) -> tuple[Message, Message]:
    """Return that a field has the value of the one that is called `key`, and that one the field's `word`."""
    wrong = message("{value} is not a word for {field}.", value=short(text), field=field_name(field))
    return wrong, _exchanged_with(key, word, [f"{field.chinese}: {word}", f"{key}: {short(text)}"])


def exchanged_number(field: Field, text: str, key: str, number: str) -> tuple[Message, Message]:
    """Return that a field for numbers has a word of the one called `key`, and that one the `number`."""
    wrong = message("{value} is not a number for {field}.", value=short(text), field=field_name(field))
    return wrong, _exchanged_with(key, number, [f"{key}: {short(text)}", f"{field.chinese}: {number}"])


def _exchanged_with(key: str, word: str, lines: Sequence[str]) -> Message:
    return message(
        "It seems exchanged with {key}, which says {word}: write {block}",
        key=key,
        word=word,
        block=block(lines),
    )


def as_above(field: Field, text: str, line: int, word: str) -> tuple[Message, Message]:
    """Return that a field refers to the row above it, and the `word` that stands in its `line`."""
    wrong = message("{value} is not a word for {field}.", value=short(text), field=field_name(field))
    return wrong, message(
        "Every row says its own: line {line} has {word}; if that is meant, write {meant}",
        line=line,
        word=word,
        meant=f"{field.chinese}: {word}",
    )


def unseen(text: str, is_whole: Callable[[str], bool] = lambda text: False) -> Message | None:
    """Return the hint at the signs of a value that nobody sees, None where it has none.

    Blanks other than ordinary ones are such where the text without them can be all of a value.
    """
    meant = without_odd_signs(text).strip()
    sign = odd_sign(text)
    if sign is None or not (INVISIBLE.search(text) or is_whole(meant)):
        return None
    return message("It holds {sign}: delete it, or type {value} anew.", sign=sign, value=short(meant))


def unseen_or_remark(field: Field, text: str) -> Message | None:
    """Return the hint at what nobody sees in the value of a field, or at a remark behind it, if any."""
    return unseen(text, partial(_is_whole, field)) or _remark_behind(field, text)


def _remark_behind(field: Field, text: str) -> Message | None:
    """Return how a remark is written that stands behind a value as other languages have it, None for none."""
    match = _OTHER_REMARK.fullmatch(text.strip()) if "//" in text or "--" in text else None
    if not match or not _is_whole(field, match["value"]):
        return None
    return message(
        "A remark begins with # and a blank: {line}",
        line=short(f"{field.chinese}: {match['value']}  # {match['remark']}"),
    )


def _is_whole(field: Field, text: str) -> bool:
    """Tell whether a text can be all of a field's value."""
    words = field.allowed_words
    return text in words if words else is_numeral(text) or is_year(text) or read_iso_day(text) is not None


def missing(entity: Entity, field: Field, hint: Message) -> tuple[Message, Message]:
    """Return that a record lacks a field that it cannot do without, and the `hint` where to write it."""
    if field.kind is FieldKind.TARGET:
        hint = message(
            "{hint} If it is not known, ask whoever set the target: it cannot be left out, and nothing is "
            "published until it is written.",
            hint=hint,
        )
    return message("{entity} needs the field {field}.", entity=called(entity), field=field_name(field)), hint


def blank(key: str, line: int, lines: Sequence[str]) -> tuple[Message, Message]:
    """Return that nothing stands behind a key that needs a value, and the `lines` that it is written in."""
    wrong = message("Nothing stands behind {key} in line {line}.", key=f"{key}:", line=line)
    if len(lines) == 1:
        return wrong, message("Fill it in: {line}", line=lines[0])
    return wrong, message("Fill it in, with the same indentation: {block}", block=block(lines))


def blank_item(lines: Sequence[str]) -> tuple[Message, Message]:
    """Return that nothing stands after a dash, and the `lines` of such an item."""
    wrong = message("Nothing stands after this dash.")
    if len(lines) == 1:
        return wrong, message("Write the text behind the dash, or delete the dash: {line}", line=lines[0])
    return wrong, message("Write the item, or delete the dash: {block}", block=block(lines))


def colon_in_item(key: str, value: str) -> tuple[Message, Message]:
    """Return that a text in a list was taken for a field because of a colon in it."""
    return (
        message("A colon followed by a blank makes a field of what stands before it: {key}.", key=short(key)),
        message("Write a full-width colon: {line}", line=short(f"- {key}：{value}".rstrip())),
    )


def same_field(first: str, second: str) -> tuple[Message, Message]:
    """Return that one field is given under two names."""
    return (
        message("{first} and {second} are the same field.", first=first, second=second),
        message("Keep one of the two."),
    )


def not_a_record(entity: Entity, lines: Sequence[str]) -> tuple[Message, Message]:
    """Return that something else stands where the fields of a record belong, and its `lines`, if known."""
    wrong = message("{entity} is made of fields, each in a line of its own.", entity=called(entity))
    if lines:
        return wrong, message(
            "Write its fields in lines below each other, {blanks}: {block}",
            blanks=blanks_before(lines),
            block=block(lines),
        )
    names = named(f"{field.chinese}: …" for field in entity)
    hint = message("Begin every line with the name of a field and an ordinary colon: {lines}", lines=names)
    return wrong, hint


def no_record_but_text(key: str, lines: Sequence[str]) -> tuple[Message, Message]:
    """Return that a text stands behind the name of a record, and the `lines` in which it can be said."""
    return (
        message("A text stands behind {key}, which has lines of its own below it.", key=f"{key}:"),
        message(
            "Write the value in its place below, {blanks}: {block}",
            blanks=blanks_before(lines),
            block=block(lines),
        ),
    )


def group_left_out(name: str, year: str, lines: Sequence[str]) -> tuple[Message, Message]:
    """Return that fields stand beside the group `name` instead of below it, and the `lines` that are meant.

    `year` is what stands behind the name instead, if anything.
    """
    wrong = message("The line {name} is missing here, below which this belongs.", name=f"“{name}:”")
    if year:
        wrong = message(
            "Behind {name} stands a year ({year}), and what belongs below it stands beside it.",
            name=f"“{name}:”",
            year=year,
        )
    return wrong, written_each(lines)


def year_for_amount(field: Field, text: str, key: str) -> tuple[Message, Message]:
    """Return that an amount behind the name `key` looks like a year."""
    return (
        message("{value} is read as an amount of money, and looks like a year.", value=text),
        message(
            "If it is the year, delete it and write the amount below: {block}; "
            "an amount of just this number is written {value}.00.",
            block=block((f"{key}:", f"  {field.chinese}: ……")),
            value=text,
        ),
    )


def not_a_text(field: Field, line: str) -> tuple[Message, Message]:
    """Return that a list or a record stands where a text belongs, and the `line` that is meant, if known."""
    wrong = message("{field} takes one text, not a list or a group of fields.", field=field_name(field))
    if line:
        return wrong, message("Write it without brackets or a dash: {line}", line=short(line))
    if words := field.allowed_words:
        return wrong, message("Write one of {words} behind the colon.", words=named(words))
    return wrong, message(
        "Write the text behind the colon; put single quotes around one that begins with a bracket."
    )


def not_options(field: Field) -> tuple[Message, Message]:
    """Return that something else stands where names with texts belong."""
    return (
        message("{field} takes names with a text each.", field=field_name(field)),
        message("Write every name in a line of its own, indented by two blanks, with a colon and its text."),
    )


def not_a_list(field: Field, item: Sequence[str]) -> tuple[Message, Message]:
    """Return that something else stands where a list belongs, and its lines as an `item` of one."""
    lines = [f"{field.chinese}:"] + [f"  {'  ' if n else '- '}{short(line)}" for n, line in enumerate(item)]
    return (
        message("{field} takes a list.", field=field_name(field)),
        message(
            "Begin every item in a line of its own with a dash and a blank, {blanks}: {block}",
            blanks=blanks_before(lines),
            block=block(lines),
        ),
    )


def empty(field: Field) -> tuple[Message, Message]:
    """Return that a field is there and says nothing."""
    hint = message("Write the value, or delete the whole line if it is unknown.")
    if field.required:
        hint = message("Write the value; this field cannot be left out.")
    return message("{field} is empty.", field=field_name(field)), hint


def is_sample(text: str) -> bool:
    """Tell whether a value is what our own words show as a gap to be filled: ……（例：425.50）."""
    return text.startswith(("……（例：", "……（可填："))


def sample_left(field: Field, text: str) -> tuple[Message, Message]:
    """Return that a value is still the gap that was shown for it."""
    return (
        message("{field} is not filled in yet: {value}.", field=field_name(field), value=short(text)),
        message("Write what is true here in place of all of it, from …… to the bracket."),
    )


def outer_blanks(field: Field) -> tuple[Message, Message]:
    """Return that white space at the ends of a text will be printed."""
    return (
        message("The text of {field} begins or ends with a blank or a line break.", field=field_name(field)),
        message("It is kept and printed; delete it if it does not belong to the text."),
    )


def same_goal(goal_id: str) -> tuple[Message, Message]:
    """Return that two goals have one id."""
    return (
        message("Two goals have the id {goal}.", goal=short(goal_id)),
        message("Give every goal an id of its own; goals without one count 年度1, 年度2 and so on."),
    )


def unknown_goal(goal_id: str, known: Sequence[str]) -> tuple[Message, Message]:
    """Return that an indicator serves a goal that is not there."""
    wrong = message("There is no goal {goal}.", goal=short(goal_id))
    if hint := unseen(goal_id, known.__contains__):
        return wrong, hint
    several = [part for part in _BETWEEN_NAMES.split(goal_id) if part]
    if len(several) > 1 and not set(several).isdisjoint(known):
        lines = ["对应目标:", *(f"  - {part}" for part in several)]
        return wrong, message("Write every goal in a line of its own: {block}", block=block(lines))
    return wrong, message("The goals of this project are {goals}.", goals=named(known))


def wrong_level1(level1: str, category: str, right: str) -> tuple[Message, Message]:
    """Return that 一级指标 and 二级指标 do not go together."""
    return (
        message("{category} does not belong under {level1}.", category=category, level1=level1),
        message("Write {right}, or leave 一级指标 out: it follows from 二级指标.", right=right),
    )


def wrong_cost_kind(kind: str, category: str) -> tuple[Message, Message]:
    """Return that 成本类型 stands where there is no such cost."""
    return (
        message("{kind} does not go with {category}.", kind=kind, category=category),
        message("成本类型 belongs to 成本指标 only: correct one of the two, or delete 成本类型."),
    )


def no_amount_unit() -> tuple[Message, Message]:
    """Return that nobody says in which unit the amounts are."""
    return (
        message("It is not said anywhere in which unit these amounts are."),
        message("Write 金额单位: 万元 (or 元) in annex.yaml, or in 预算 of the project."),
    )


def nothing_in_file() -> tuple[Message, Message]:
    """Return that a file is empty."""
    return message("This file is empty."), message(
        "Its contents may have been lost in saving: look for the original and write it here. "
        "Delete the file only if there is no such project."
    )


def colon(name: str, sign: str, value: str, gap: str, dash: str = "") -> tuple[str, tuple[Message, Message]]:
    """Return the code and the words for a field whose colon is full-width, or lacks its ordinary blank.

    `gap` is what stands between colon and value, `dash` what stands before the name if an item begins there.
    """
    line = short(f"{dash}{name}: {value}".rstrip())
    if sign == ":" and (odd := odd_sign(gap)):
        hint = typed_anew(line)
        if value:
            hint = message("Delete it and type an ordinary blank: {line}", line=line)
        return "PMG132", (odd_sign_after_colon(name, odd), hint)
    if sign == ":":
        missing_blank = message("A blank is missing after the colon of {name}.", name=name)
        return "PMG132", (missing_blank, message("Write {line}", line=line))
    wide = message("A full-width colon stands after {name}.", name=name)
    return "PMG111", (wide, message("Type an ordinary colon and a blank: {line}", line=line))
