"""Say in an author's words what Jinja could not read."""

from __future__ import annotations

import re

from pmgen.problems import Message, message

Explanation = tuple[Message, Message | None]

_END = message("close every block where it ends: {closers}", closers="{% endfor %} {% endif %}")
_SIGN = message("look for a missing quote, bracket or sign between its braces")
_EQUALS = "expected token 'end of statement block', got '='"


def explain_syntax(reason: str, source: str) -> Explanation:
    """Return what is wrong with a tag, and what to do; `source` is the line it stands in."""
    if reason == _EQUALS and re.search(r"\{%[-+]?\s*(?:if|elif)\b", source):
        return (
            message("a single {sign} does not compare", sign="="),
            message("write {sign} to ask whether two values are the same", sign="=="),
        )
    for pattern, text, hint in _KNOWN:
        match = pattern.search(reason)
        if match is not None:
            return _filled(text, match), hint
    return message("{reason}", reason=reason), _SIGN


def _filled(text: Message, match: re.Match[str]) -> Message:
    return Message(text.text, tuple(match.groupdict().items())) if match.groupdict() else text


_KNOWN: tuple[tuple[re.Pattern[str], Message, Message | None], ...] = (
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
