"""The rule about what was to be filled in and was not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pmgen.check.case import ProjectCase, Written
from pmgen.check.rule import Evidence, Hit, ProjectRule, Rule, part
from pmgen.problems import Severity, message

_BLANKS = (
    "* ** *** ＊ / // ／ - -- --- — —— — 空 待定 待填 待补充 未定 暂缺 略 … …… ..."
    " X XX XXX x xx xxx × ×× ××× ? ？ N/A n/a NA TBD tbd null NULL None none nan NaN undefined"
    " 〇 〇〇 ○ ○○ □ 【】 （） ()"
)
_BLANK = frozenset(_BLANKS.split())
_NOTHING = frozenset(["无", "暂无", "没有"])
_ASKED = frozenset(["name", "text", "target", "purpose", "description"])
_SIGNED = (
    "XX xx ×× ** ＊＊ 〇〇 ○○ □□ __ ＿＿ ?? ？？ 【】 （） () 待定 待填 待补充 第X X月"
    " #REF! #N/A #DIV/0! #VALUE! #NAME? #NUM! #NULL! ###"
)
_SIGNS = tuple(_SIGNED.split())
"""Every place that is not filled in holds one of these."""

_NUMERALS = "一二三四五六七八九十百"
_UNFILLED = re.compile(
    rf"(?<![A-Za-z0-9])(?:[xX]{{2,}}|[×*＊]{{2,}})(?![A-Za-z0-9])|(?<![{_NUMERALS}〇○])[〇○]{{2,}}(?![{_NUMERALS}〇○年])"
    r"|□{2,}|_{2,}|＿{2,}|[?？]{2,}|【】|（）|\(\)|[（(【]待(?:定|填|补充)[）)】]|第X(?=[届期批次])|X月X日"
    r"|#(?:REF!|N/A|DIV/0!|VALUE!|NAME\?|NUM!|NULL!)|#{3,}"
)


def placeholders(case: ProjectCase) -> Iterator[Hit]:
    """Give everything that was to be filled in and was not."""
    for written in case.texts:
        if _is_blank(written):
            yield _unfilled(written, 0, len(written.text))
    if not any(sign in case.prose for sign in _SIGNS):
        return
    for written, match in case.matches(_UNFILLED):
        if not _is_blank(written) and written.key != "contact":
            yield _unfilled(written, *match.span())


def _is_blank(written: Written) -> bool:
    if written.key not in _ASKED:
        return False
    text = written.text
    return text in _BLANK or (text in _NOTHING and written.key != "target")


def _unfilled(written: Written, start: int, end: int) -> Hit:
    return Hit(
        message("{words} is a placeholder", words=written.text[start:end]),
        (part(written.places, written.key, written.text, start, end),),
        written.indicator,
    )


UNFILLED: tuple[Rule, ...] = (
    ProjectRule(
        code="PMG-V16",
        severity=Severity.ERROR,
        find=placeholders,
        title=message("placeholder left in the text"),
        reason=message("Something was to be filled in later, or a spreadsheet's error was copied along."),
        repair=message("write what belongs there, or delete the line of the field if it is unknown"),
        evidence=Evidence.READ,
        source=message("read in public notes on checking goal forms; no hit in the published annexes"),
        wrong="三级指标: 培训人数\n指标值: XX",
        right="三级指标: 培训人数\n指标值: ≥500人",
    ),
)
