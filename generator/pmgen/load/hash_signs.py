"""Words behind a number sign, a comment to YAML: evidently text, evidently a remark, or either."""

from __future__ import annotations

from functools import lru_cache

from pmgen.late_pattern import late
from pmgen.model.dates import read_iso_day
from pmgen.model.fields import FIELDS
from pmgen.model.numerals import is_numeral
from pmgen.problems import Message, message
from pmgen.problems.message import short

LOST_WORDS = "PMG138"
"""The code of words that are evidently a part of a value, and would be lost."""
MAYBE_LOST = "PMG119"
_EXCEL_ERROR = late(r"#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|#+$)")
_GLUED = late(r"#[^\s#]")
_BEGINS_TEXT = late(r"#(?:[0-9０-９]|[A-Za-z][0-9]|[^\s#]{1,16}#)")
"""#3 机组, #A1 楼, #消费季#."""
_ENDS_NO_VALUE = late(r"[，、：,:（(《“‘【「]\Z")
_PAIRS = (("（", "）"), ("(", ")"), ("《", "》"), ("“", "”"), ("‘", "’"), ("【", "】"), ("「", "」"))
_BEGINS_REMARK = late(
    r"# *(?:待|备注|注[:：]|批注|说明|来源|出处|数据来自|见|参见|已?核[对实定]|复核|此处|请|同上|暂|TODO)"
)
_TARGET = late(r"[≥≤=＝<>＞＜]\S*|\d[\d.]*[%％]")


def words_read_as_comment(value: str, comment: str) -> tuple[str, Message, Message | None] | None:
    """Return the code, the words and, unless quotes are the cure, the hint for a comment behind a value.

    None where it is evidently a remark.
    """
    if _EXCEL_ERROR.match(comment):
        error = message("{error} is an error of Excel and no value.", error=short(comment))
        return MAYBE_LOST, error, message("Look up the value in the table, and write it here.")
    if _is_evidently_text(value, comment):
        lost = message(
            "Everything from {comment} on is lost: it is read as a comment.", comment=short(comment)
        )
        return LOST_WORDS, lost, None
    if _is_evidently_remark(value, comment):
        return None
    text = message("Everything from {comment} on is read as a comment.", comment=short(comment))
    return MAYBE_LOST, text, None


def _is_evidently_text(value: str, comment: str) -> bool:
    """Tell whether a comment can only be a part of the value before it."""
    return bool(
        _BEGINS_TEXT.match(comment)
        or _ENDS_NO_VALUE.search(value)
        or any(value.count(a) > value.count(b) and b in comment for a, b in _PAIRS)
    )


def _is_evidently_remark(value: str, comment: str) -> bool:
    """Tell whether a comment can be no part of the value before it: that is whole, or the words tell."""
    if _BEGINS_REMARK.match(comment):
        return True
    return not _GLUED.match(comment) and (not value or _is_whole(value))


def _is_whole(value: str) -> bool:
    """Tell whether nothing can go on a value: a number, a day, a target, a word of a list."""
    is_number = is_numeral(value) or _TARGET.fullmatch(value) or read_iso_day(value)
    return bool(is_number) or value in _words_of_lists()


@lru_cache(maxsize=1)
def _words_of_lists() -> frozenset[str]:
    return frozenset(word for entity in FIELDS.values() for field in entity for word in field.allowed_words)
