"""Why a tag could not be read or a value not be computed, in an author's words."""

from __future__ import annotations

import re
from decimal import DivisionByZero

from jinja2.exceptions import UndefinedError

from pmgen.problems import Message, message


class UnusableValue(Exception):
    """Raised for a value that cannot stand where it does; says why, and what to do."""

    def __init__(self, text: Message, hint: Message | None = None) -> None:
        self.text = text
        self.hint = hint
        super().__init__(str(text))


Explanation = tuple[Message, Message | None]

_COMPARE = message(
    "every value is text: compare it with {quoted}, or make it a number first: {number}",
    quoted="{% if 指标.分值 == '5' %}",
    number="{% if 指标.分值 | 数值 > 5 %}",
)
_CALCULATE = message("every value is text; make it a number first: {example}", example="指标.分值 | 数值 + 1")
_GIVE_DEFAULT = message("say what stands in for it: {example}", example="指标.分值 | default('0') | 数值")
_WHOLE = message("this is a whole record or list and not one text")
_ONE_PART = message("name one of its parts, or repeat over it with for")

_KNOWN_VALUE_ERRORS: tuple[tuple[re.Pattern[str], Message, Message | None], ...] = (
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


def whole_record() -> UnusableValue:
    """Return what to raise where a record or list stands in the place of a text."""
    return UnusableValue(_WHOLE, _ONE_PART)


def list_by_comma() -> UnusableValue:
    """Return what to raise where a comma made a list of what should be printed."""
    return UnusableValue(
        message("a comma stands between the braces, and makes a list of what should be one text"),
        message("delete the comma; for two values write two tags: {example}", example="{{ 甲 }}，{{ 乙 }}"),
    )


def control_character() -> UnusableValue:
    """Return what to raise for a text with a sign that no file may hold."""
    return UnusableValue(
        message("a control character stands in the text"),
        message("delete the invisible sign from the data, or type the text anew"),
    )


_BY_ZERO = message("this divides by zero"), message("ask first: {example}", example="{% if x %}")


def division_by_zero() -> UnusableValue:
    """Return that a layout divides by zero."""
    return UnusableValue(*_BY_ZERO)


def not_calculable(left: object, right: object) -> UnusableValue:
    """Return what to raise where what is no number is calculated with."""
    if left is None or right is None:
        return UnusableValue(message("a value that is unknown cannot be calculated with"), _GIVE_DEFAULT)
    if isinstance(left, str) or isinstance(right, str):
        return UnusableValue(message("text cannot be calculated with"), _CALCULATE)
    return UnusableValue(message("these cannot be calculated with"), _CALCULATE)


def explain(error: Exception) -> Explanation:
    """Return why the run stopped, and what to do."""
    match error:
        case UnusableValue():
            return error.text, error.hint
        case ZeroDivisionError() | DivisionByZero():
            return _BY_ZERO
        case UndefinedError():
            return message("this names something that is not there"), None
    reason = str(error)
    for pattern, text, hint in _KNOWN_VALUE_ERRORS:
        if pattern.search(reason):
            return text, hint
    return message("this cannot be computed"), message(
        "print the values in it one by one to see what they are"
    )


_SyntaxExplanation = tuple[Message, Message | None]

PLAIN_SIGNS = str.maketrans(
    "｛｝％＃｜（）［］，、：．。＝＜＞＋－＊／！～＿　“”‘’\xa0", "{}%#|()[],,:..=<>+-*/!~_ \"\"'' "
)
"""What stands in half width for the signs that a Chinese keyboard types."""

_UNEXPECTED = re.compile("unexpected char '(?P<sign>.)' at")

_END = message("close every block where it ends: {closers}", closers="{% endfor %} {% endif %}")
_SIGN = message("look for a missing quote, bracket or sign between its braces")
_EQUALS = "expected token 'end of statement block', got '='"


def explain_syntax(reason: str, source: str) -> _SyntaxExplanation:
    """Return what is wrong with a tag, and what to do; `source` is the line it stands in."""
    if reason == _EQUALS and re.search(r"\{%[-+]?\s*(?:if|elif)\b", source):
        return (
            message("a single {sign} does not compare", sign="="),
            message("write {sign} to ask whether two values are the same", sign="=="),
        )
    sign = _UNEXPECTED.search(reason)
    plain = sign["sign"].translate(PLAIN_SIGNS) if sign is not None else ""
    if sign is not None and plain != sign["sign"]:
        return (
            message("{word} cannot stand here", word=sign["sign"]),
            message("write {plain} in half width in the place of {sign}", plain=plain, sign=sign["sign"]),
        )
    for pattern, text, hint in _KNOWN_SYNTAX_ERRORS:
        match = pattern.search(reason)
        if match is not None:
            return _filled(text, match), hint
    return message("{reason}", reason=reason), _SIGN


def _filled(text: Message, match: re.Match[str]) -> Message:
    return Message(text.text, tuple(match.groupdict().items())) if match.groupdict() else text


_KNOWN_SYNTAX_ERRORS: tuple[tuple[re.Pattern[str], Message, Message | None], ...] = (
    (
        re.compile(r"Encountered unknown tag '(?P<tag>\w+)'.*(?P<block>'\w+')\.$|^$"),
        message("there is no tag named {tag}, at least not inside of {block}"),
        _END,
    ),
    (
        re.compile(r"Encountered unknown tag '(?P<tag>\w+)'"),
        message("there is no tag named {tag}"),
        message("the tags are for, if, elif, else, set and macro, and those that end them"),
    ),
    (
        re.compile(r"Unexpected end of template.*needs to be closed is '(?P<block>\w+)'"),
        message("the layout ends before a block does: {block}"),
        _END,
    ),
    (re.compile("nexpected end of template"), message("the layout ends in the middle of a tag"), _SIGN),
    (
        re.compile("expected token 'in'"),
        message("this for does not say what it repeats over"),
        message("write for example {example}", example="{% for 指标 in 项目.绩效指标 %}"),
    ),
    (
        re.compile(
            "Expected an expression, got 'end of (?:print statement|statement block)'"
            "|got 'end of (?:print statement|statement block)'"
            "|unexpected 'end of (?:print statement|statement block)'"
        ),
        message("something is missing at the end of this tag"),
        message("name a value there, such as {example}", example="项目.项目名称"),
    ),
    (
        re.compile("expected token '(?:end of statement block|end of print statement)', got '(?P<word>.+)'"),
        message("the tag should end before {word}"),
        _SIGN,
    ),
    (
        re.compile("expected token '(?P<wanted>.+)', got '(?P<word>.+)'"),
        message("{wanted} should stand where {word} does"),
        _SIGN,
    ),
    (
        re.compile("nexpected '(?P<word>.+?)'(?:, expected '.+')?$"),
        message("{word} cannot stand here"),
        _SIGN,
    ),
    (
        re.compile("unexpected char (?P<word>.+?) at"),
        message("{word} cannot stand here"),
        message("put quotes round text, and write signs in half width"),
    ),
    (
        re.compile("Invalid character in identifier"),
        message("a name holds a sign that no name can hold"),
        message("put quotes round text, and write signs in half width"),
    ),
    (
        re.compile("tag name expected"),
        message("this tag does not say what it does"),
        message("the tags are for, if, elif, else, set and macro, and those that end them"),
    ),
    (
        re.compile("expected name or number|expected subscript expression"),
        message("a name is missing behind a dot or between square brackets"),
        _SIGN,
    ),
    (
        re.compile("can't assign to"),
        message("set and for need a name of your own first"),
        message("write for example {example}", example="{% for 指标 in 项目.绩效指标 %}"),
    ),
    (
        re.compile("Missing end of comment tag"),
        message("a comment does not end"),
        message("close it with {braces}", braces="#}"),
    ),
    (
        re.compile("Missing end of raw directive"),
        message("a raw block does not end"),
        message("close it with {braces}", braces="{% endraw %}"),
    ),
)
