"""Find the Jinja tags in a paragraph's text and mend what Word's autocorrection did to them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from jinja2 import Environment, TemplateSyntaxError

from pmgen.engines.language.error_explanations import PLAIN_SIGNS

_LEXER = Environment(autoescape=False)
_OPENER = re.compile(r"[{｛][{｛%％#＃]")
_END = re.compile(r"[}｝%％#＃][}｝]")
_ENDS = frozenset(["variable_end", "block_end", "comment_end", "raw_end"])
_QUOTES = {"“": "“”", "”": "“”", "‘": "‘’", "’": "‘’"}
_PREFIX = re.compile(r"\{([{%])-?(tr|tc|p|r)(?=\s)")
_WORD = re.compile(r"\{%[-+]?\s*(\w+)")
_MOST_REPAIRS = 200
_USUAL_LENGTH = 500
_MENDED_LENGTH = 2_000
LONGEST_TAG = 20_000
MOST_TAGS = 2_000
MOST_BAD_TAGS = 10
"""Limits for one paragraph: reading it stays quick, and no form needs more."""

OPENERS = {"for": "endfor", "if": "endif"}
INNER = {"else", "elif"}
CLOSERS = {closer: opener for opener, closer in OPENERS.items()}
TEXT_BLOCKS = {"macro": "endmacro", "set": "endset"}
STATEMENTS = frozenset(
    [
        "set",
        "endset",
        "macro",
        "endmacro",
        "raw",
        "endraw",
        "block",
        "endblock",
        "call",
        "endcall",
        "filter",
        "endfilter",
        "with",
        "endwith",
        "include",
        "import",
        "from",
        "extends",
        "do",
        "print",
        "break",
    ]
)
"""Words that Jinja knows; what becomes of them is decided when the script is checked."""
CELL_TAGS = frozenset(["vm", "hm", "colspan", "cellbg"])


class TagKind(Enum):
    """What a tag does where it stands."""

    VALUE = "value"
    OPENER = "opener"
    INNER = "inner"
    CLOSER = "closer"
    STATEMENT = "statement"
    CELL = "cell"
    COMMENT = "comment"


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag of a paragraph: `start` and `end` in its text, `source` as Jinja reads it."""

    kind: TagKind
    start: int
    end: int
    source: str
    word: str = ""
    level: str = ""


@dataclass(frozen=True, slots=True)
class BadTag:
    """Something that begins like a tag but cannot be read as one."""

    start: int
    end: int
    reason: str


def argument(tag: Tag) -> str:
    """Return the expression of `{% colspan … %}` or `{% cellbg … %}`."""
    return tag.source[2:-2].strip().removeprefix(tag.word).strip()


def find_tags(text: str) -> list[Tag | BadTag]:
    """Return the tags of `text` in order; smart quotes and full-width signs are mended only inside tags."""
    found: list[Tag | BadTag] = []
    position = bad = 0
    while bad < MOST_BAD_TAGS and (match := _OPENER.search(text, position)) is not None:
        tag = _tag_at(text, match.start())
        if tag is not None:
            found.append(tag)
            bad += isinstance(tag, BadTag)
        position = tag.end if tag is not None else match.end()
    return found


def _tag_at(text: str, start: int) -> Tag | BadTag | None:
    source = (
        _complete(text[start : start + _USUAL_LENGTH])
        or _complete(text[start : start + LONGEST_TAG])
        or _mend(text[start : start + _MENDED_LENGTH])
    )
    if source is None:
        return _unreadable(text, start)
    return _understand(source, start, start + len(source))


def _unreadable(text: str, start: int) -> BadTag | None:
    if text[start] == "｛":
        return None
    end = _END.search(text, start, start + LONGEST_TAG)
    if end is not None:
        return BadTag(start, end.end(), "this tag cannot be read")
    if len(text) - start > LONGEST_TAG:
        return BadTag(start, len(text), "this tag is longer than any form needs")
    return BadTag(start, len(text), "this tag has no end in its paragraph")


def _complete(text: str) -> str | None:
    """Return the tag that `text` begins with, or None where Jinja cannot read one."""
    length = 0
    try:
        for _, token, word in _LEXER.lexer.tokeniter(text, None):
            if token in _ENDS:
                # behind a dash Jinja takes all white space for a part of the tag
                return text[: length + len(word.rstrip())]
            length += len(word)
            if token == "data" and not text.startswith("{%"):
                return None
    except TemplateSyntaxError:
        return None
    return None


def _mend(text: str) -> str | None:
    """Return the tag with the signs that Jinja cannot read made plain, or None where that does not help."""
    mended = text[:2].translate(PLAIN_SIGNS) + text[2:]
    for _ in range(_MOST_REPAIRS):
        position = _trouble(mended)
        if position is None:
            return _complete(mended)
        better = _mend_at(mended, position)
        if better is None:
            return None
        mended = better
    return None


def _trouble(text: str) -> int | None:
    """Return where Jinja stops reading the tag, or None where it reads it to the end."""
    length = 0
    try:
        for _, token, word in _LEXER.lexer.tokeniter(text, None):
            length += len(word)
            if token in _ENDS:
                return None
    except TemplateSyntaxError:
        pass
    return length


def _mend_at(text: str, position: int) -> str | None:
    sign = text[position : position + 1]
    if sign in _QUOTES:
        other = re.compile(f"[{_QUOTES[sign]}]").search(text, position + 1)
        if other is None:
            return None
        quote = sign.translate(PLAIN_SIGNS)
        return text[:position] + quote + text[position + 1 : other.start()] + quote + text[other.end() :]
    length = 2 if text[position : position + 2] in ("｝｝", "｝}", "}｝") else 1
    sign = text[position : position + length]
    plain = sign.translate(PLAIN_SIGNS)
    if not sign or plain == sign:
        return None
    return text[:position] + plain + text[position + length :]


def _understand(source: str, start: int, end: int) -> Tag | BadTag:
    level, source = _level(source)
    if source.startswith("{#"):
        return Tag(TagKind.COMMENT, start, end, source)
    if source.startswith("{{"):
        if level:
            return BadTag(start, end, "rich text and subdocuments need Python objects")
        return Tag(TagKind.VALUE, start, end, source)
    match = _WORD.match(source)
    word = match.group(1) if match else ""
    return Tag(_kind_of(word), start, end, source, word, level)


def _level(source: str) -> tuple[str, str]:
    match = _PREFIX.match(source)
    if match is None:
        return "", source
    return match.group(2), source[: match.start(2)] + source[match.end(2) :]


def _kind_of(word: str) -> TagKind:
    if word in OPENERS:
        return TagKind.OPENER
    if word in CLOSERS:
        return TagKind.CLOSER
    if word in INNER:
        return TagKind.INNER
    return TagKind.CELL if word in CELL_TAGS else TagKind.STATEMENT
