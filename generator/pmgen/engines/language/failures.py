"""Say in an author's words why a value could not be computed."""

from __future__ import annotations

import re
from decimal import DivisionByZero, Inexact, InvalidOperation

from jinja2.exceptions import UndefinedError

from pmgen.problems import Message, message


class Unusable(Exception):
    """Raised for a value that cannot stand where it does; says why, and what to do."""

    def __init__(self, text: Message, hint: Message | None = None) -> None:
        self.text = text
        self.hint = hint
        super().__init__(str(text))


Explanation = tuple[Message, Message | None]

_COMPARE = message(
    "every value is text: compare it with {quoted}, or make it a number first: {number}",
    quoted="{% if 指标.分值 == '5' %}",
    number="{% if 指标.分值 | int > 5 %}",
)
_CALCULATE = message("every value is text; make it a number first: {example}", example="指标.分值 | int + 1")
_GIVE_DEFAULT = message("say what stands in for it: {example}", example="指标.分值 | default('0') | int")
_WHOLE = message("this is a whole record or list and not one text")
_ONE_PART = message("name one of its parts, or repeat over it with for")

_KNOWN: tuple[tuple[re.Pattern[str], Message, Message | None], ...] = (
    (
        re.compile("not supported between instances of .*NoneType"),
        message("a value that is unknown cannot be compared by size"),
        _GIVE_DEFAULT,
    ),
    (
        re.compile("not supported between instances of"),
        message("text and numbers, or whole records, cannot be compared by size"),
        _COMPARE,
    ),
    (re.compile("unsupported operand|bad operand"), message("these cannot be calculated with"), _CALCULATE),
    (
        re.compile("object is not callable"),
        message("this is no macro and cannot be called"),
        message("leave out the round brackets behind the name"),
    ),
    (
        re.compile("is not iterable|is not a sequence|not enough values to unpack|too many values to unpack"),
        message("this is not a list"),
        message("repeat over a list, such as 附件.项目 or 项目.绩效指标"),
    ),
    (
        re.compile("has no len"),
        message("only a text or a list has a length"),
        message("write for example {example}", example="{{ 项目.绩效指标 | length }}"),
    ),
    (
        re.compile("must be str|requires string|string pattern|expected str"),
        message("this works on texts only"),
        message(
            "name a text, such as {example}, and put quotes round one of your own", example="项目.项目名称"
        ),
    ),
    (
        re.compile("not subscriptable|has no attribute|has no element|object does not support"),
        message("this value has no parts"),
        message("only records, lists and texts have parts; leave out what stands behind the dot or in [ ]"),
    ),
    (
        re.compile("slice ind|indices must be|index out of range"),
        message("in [ ] there must be whole numbers within the list"),
        message("write for example {example}", example="附件.项目[1:]"),
    ),
    (
        re.compile("is not in|not found"),
        message("what is looked for does not stand in it"),
        message("ask first: {example}", example="{% if '甲' in 项目.项目名称 %}"),
    ),
    (
        re.compile("unhashable|not hashable"),
        message("a record or list cannot stand here"),
        _ONE_PART,
    ),
    (
        re.compile("invalid literal for int|could not convert"),
        message("this text is not a number"),
        _GIVE_DEFAULT,
    ),
    (
        re.compile("argument|missing .* required|takes no|expected .* got|takes (exactly|at most|at least)"),
        message("a filter, test or macro is given too many values, too few, or one by a wrong name"),
        message("compare the values in its round brackets with what it takes"),
    ),
)


def whole() -> Unusable:
    """Return what to raise where a record or list stands in the place of a text."""
    return Unusable(_WHOLE, _ONE_PART)


def comma() -> Unusable:
    """Return what to raise where a comma made a list of what should be printed."""
    return Unusable(
        message("a comma stands between the braces, and makes a list of what should be one text"),
        message("delete the comma; for two values write two tags: {example}", example="{{ 甲 }}，{{ 乙 }}"),
    )


def control_character() -> Unusable:
    """Return what to raise for a text with a sign that no file may hold."""
    return Unusable(
        message("a control character stands in the text"),
        message("delete the invisible sign from the data, or type the text anew"),
    )


def not_calculable(left: object, right: object) -> Unusable:
    """Return what to raise where what is no number is calculated with."""
    if left is None or right is None:
        return Unusable(message("a value that is unknown cannot be calculated with"), _GIVE_DEFAULT)
    if isinstance(left, str) or isinstance(right, str):
        return Unusable(message("text cannot be calculated with"), _CALCULATE)
    return Unusable(message("these cannot be calculated with"), _CALCULATE)


def explain(error: Exception) -> Explanation:
    """Return why the run stopped, and what to do."""
    match error:
        case Unusable():
            return error.text, error.hint
        case ZeroDivisionError() | DivisionByZero():
            return message("this divides by zero"), message("ask first: {example}", example="{% if x %}")
        case Inexact() | InvalidOperation():
            return (
                message("this division does not come out even"),
                message("divide whole numbers with {sign}, or write the quotient into the data", sign="//"),
            )
        case UndefinedError():
            return message("this names something that is not there"), None
    reason = str(error)
    for pattern, text, hint in _KNOWN:
        if pattern.search(reason):
            return text, hint
    return message("this cannot be computed"), message(
        "print the values in it one by one to see what they are"
    )
