"""Rules about marks, blanks and other signs in the texts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pmgen.check.case import ProjectCase
from pmgen.check.rule import Evidence, Hit, ProjectRule, Rule, part
from pmgen.problems import Severity, message

_HALF_WIDTH = re.compile(r"(?<=[\u4e00-\u9fff])[,;:](?=[\u4e00-\u9fff])")
_FULL_WIDTH = {",": "，", ";": "；", ":": "："}


def half_width_marks(case: ProjectCase) -> Iterator[Hit]:
    """Give every half-width comma, semicolon and colon between two Chinese characters."""
    for written, match in case.matches(_HALF_WIDTH):
        mark = match.group()
        yield Hit(
            message(
                "half-width {mark} between Chinese characters: {words}",
                mark=mark,
                words=written.text[max(0, match.start() - 6) : match.end() + 6],
            ),
            (part(written.places, written.key, written.text, match.start(), match.end()),),
            written.indicator,
            message("write {mark}", mark=_FULL_WIDTH[mark]),
        )


PUNCTUATION: tuple[Rule, ...] = (
    ProjectRule(
        code="PMG-P02",
        severity=Severity.INFO,
        find=half_width_marks,
        title=message("half-width mark between Chinese characters"),
        reason=message("Chinese text is set with full-width marks; a half-width one looks like a slip."),
        repair=message("write the full-width mark; pmgen check --fix does it"),
        evidence=Evidence.SEEN,
        source=message("seen in the published annexes of Wuhai 2022 and Tianjin 2025"),
        wrong="年度绩效目标:\n  - 做好清扫,信件收发等工作",
        right="年度绩效目标:\n  - 做好清扫，信件收发等工作",
    ),
)
