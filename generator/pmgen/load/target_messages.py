"""The words for what can be wrong with a target, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence

from pmgen.late_pattern import late
from pmgen.load.field_messages import unseen
from pmgen.load.quoted_values import or_another_sign
from pmgen.load.time_messages import no_such_day
from pmgen.model.dates import impossible_day
from pmgen.model.meant_targets import meant_target
from pmgen.model.numerals import letters_and_digits
from pmgen.model.target_reading import TargetNotation, TargetReading, own_sign, read_target
from pmgen.model.targets import Text
from pmgen.model.terms import Comparator, Polarity
from pmgen.problems import Message, message
from pmgen.problems.message import short

_TWO_TARGETS = late(r"([≥≤<>=][^≥≤<>=]+)[\s、，,→/]*([≥≤<>=][^≥≤<>=]+)")
_DIGITS = str.maketrans("０１２３４５６７８９－／．", "0123456789-/.")


def unusual_target(reading: TargetReading, text: str) -> tuple[str, tuple[Message, Message]]:
    """Return the code and the words for a target whose writing is worth a remark."""
    if reading.remark is TargetNotation.NORMALISED:
        usual = message("{value} is read as {usual}.", value=short(text), usual=reading.usual)
        return "PMG214", (usual, _write_target(reading.usual))
    if reading.remark is TargetNotation.LETTERS:
        return "PMG225", letters_for_digits(text, reading.usual)
    if reading.remark is TargetNotation.NO_SUCH_DAY:
        return "PMG226", _no_such_day(text)
    words = message("{value} is taken as words and not as a number.", value=short(text))
    if hint := unseen(text, _is_number):
        return "PMG215", (words, hint)
    if meant := meant_target(text):
        return "PMG215", (words, _write_target(meant.texts[0]))
    if (alone := text.rstrip("；;，,。、 ")) != text and _is_number(alone):
        return "PMG215", (words, _write_target(alone))
    if (two := _TWO_TARGETS.fullmatch(text)) and all(map(_is_number, two.groups())):
        return "PMG215", (
            words,
            message("Two targets stand here: keep {first} or {second}.", first=two[1], second=two[2]),
        )
    return "PMG215", (words, message("Write a number as ≥95%, 0.5 or 1,000, without zeros in front of it."))


def _is_number(text: str) -> bool:
    return not isinstance(read_target(text).target, Text)


def _no_such_day(text: str) -> tuple[Message, Message]:
    found = impossible_day(text.translate(_DIGITS))
    if found is None:
        no_day = message("{value} names a day that does not exist.", value=short(text))
        return no_day, message("Correct the day; as it stands it is printed and not understood.")
    return no_such_day(text, *found)


def target_in_brackets(text: str, meant: str) -> tuple[Message, Message]:
    """Return that a target stands in brackets, and is no number for them."""
    return message("{value} is taken as words and not as a number.", value=short(text)), _write_target(meant)


def two_signs(direction: str, value: str) -> tuple[Message, Message]:
    """Return that 指标方向 says one thing and the sign in 目标值 another."""
    return (
        message("指标方向 is {direction}, and 目标值 is {value}.", direction=direction, value=short(value)),
        message("Write the sign once, as 指标方向, and the number alone as 目标值."),
    )


def _write_target(text: str) -> Message:
    if text.startswith(">"):
        return message("Write {quoted}, with the quotation marks.", quoted=f"'{text}'")
    return message("Write {usual}.", usual=text)


def letters_for_digits(text: str, meant: str) -> tuple[Message, Message]:
    """Return that letters stand in `text` where digits belong, which `meant` has."""
    letters, digits = letters_and_digits(text)
    wrong = message(
        "The letter {letters} in {value} seems to be the digit {digits}.",
        value=short(text),
        letters=letters,
        digits=digits,
    )
    return wrong, message("Write {usual}.", usual=meant)


def target_of_cells(cells: Sequence[str]) -> tuple[str, Sequence[str]]:
    """Return the target that the first of some cells say together, and the cells that do not belong to it."""
    count = 1
    while count < len(cells) and _goes_on("".join(cells[:count]), cells[count]):
        count += 1
    return "".join(cells[:count]), cells[count:]


def _goes_on(text: str, cell: str) -> bool:
    """Tell whether a cell is the unit behind a number, or the number behind a sign."""
    if Polarity.read(cell) or Comparator.read(cell):
        return False
    sign, words = own_sign(text)
    is_after_sign = Comparator.read(text) or (sign is not None and not words.strip())
    return _is_number(text + cell) and bool(is_after_sign or not any(map(str.isdigit, cell)))


def target_in_cells(meant: str, others: Sequence[str]) -> tuple[Message, Message]:
    """Return that a target came in several cells, as it is `meant`, perhaps with `others` behind it."""
    wrong = message("Tabs stand within the target, as they do between the cells of a table.")
    if not others:
        return wrong, _write_target(meant)
    return wrong, message(
        "Write {usual}, and delete the rest: {others}.",
        usual=f"'{meant}'" if meant.startswith(">") else meant,
        others="、".join(f"“{cell}”" for cell in others),
    )


def odd_sign(text: str, meant: str) -> tuple[Message, Message]:
    """Return that a target begins with a sign which nobody uses, and is no number for it."""
    wrong = message("{value} is taken as words and not as a number.", value=short(text))
    return wrong, or_another_sign(text, meant)


def target_in_parts(line: str, others: Sequence[str]) -> tuple[Message, Message]:
    """Return that the columns of a target stand as fields, and the one `line` for all."""
    return (
        message("Sign, number and unit of a target belong into one line."),
        message("Write {line} and delete the lines {others}.", line=line, others="、".join(others)),
    )
