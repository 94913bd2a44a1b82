"""The rule about what a law forbids by its very words: a short list, each with its law."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pmgen.check.review_rule import Evidence, ProjectRule, ReviewedProject, Rule, Subject, Violation, part
from pmgen.problems import Severity, message
from pmgen.problems.message import short


class Forbidden(NamedTuple):
    """What a text may not plan where the project speaks of something, and the law that says so."""

    words: re.Pattern[str]
    among: str
    law: str


_NEAR = "[^，。；]{0,8}"
_GRAVES = "(?:家族墓|宗族墓|豪华墓|活人墓|大型石墓|大墓)"
_PAID = "(?:奖补|补助|补贴|奖励|新建|兴建|修建)"
_FORBIDDEN = tuple(
    Forbidden(re.compile(words), among, law)
    for words, among, law in (
        (
            f"指定{_NEAR}(?:购买|购置|消费|选购)[^，。；]{{0,18}}(?:方可|才能|才可|前提|条件|后(?:再|予以)?(?:发放|领取|兑付|办理|享受|报销))"
            f"|(?:方可|才能|才可|前提|条件)[^，。；]{{0,12}}指定{_NEAR}(?:购买|购置|消费|选购)",
            "",
            "消费者权益保护法第十条",
        ),
        (
            f"疫木{_NEAR}(?:出售|售卖|变卖|转卖|卖给|赠送|作薪柴|作烧柴)",
            "松材线虫",
            "松材线虫病疫区和疫木管理办法",
        ),
        (f"{_GRAVES}[^，。；]{{0,14}}{_PAID}|{_PAID}{_NEAR}{_GRAVES}", "", "殡葬管理条例"),
        ("向(?:双方)?当事人[^，。；]{0,6}收[取费]", "人民调解", "人民调解法第四条"),
        ("向受援人[^，。；]{0,6}收[取费]", "法律援助", "法律援助法"),
        (f"(?:免疫规划|一类)疫苗{_NEAR}(?:收费|收取)", "", "疫苗管理法第四十九条"),
    )
)
_SIGN = re.compile("指定|疫木|墓|收[取费]")
_DENIED = re.compile(
    "不[得能准向收予搞许再应宜]|禁|严防|防止|杜绝|避免|查处|打击|违[规法]|整治|清理|拆|制止|治理|取缔|举报|迁|乱"
)
_MARK = re.compile("[，。；\n]")
_FAR = 40


def forbidden_by_law(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every text that plans what a law forbids, unless the clause denies it."""
    if not _SIGN.search(reviewed.prose):
        return
    for forbidden in (each for each in _FORBIDDEN if each.among in reviewed.prose):
        for written, match in reviewed.matches(forbidden.words):
            text = written.text
            before = _MARK.split(text[max(0, match.start() - _FAR) : match.start()])[-1]
            behind = _MARK.split(text[match.end() : match.end() + _FAR])[0]
            if not _DENIED.search(f"{before}{match.group()}{behind}"):
                said = message("{words} is against {law}", words=short(match.group()), law=forbidden.law)
                spot = part(written.places, written.key, text, *match.span())
                yield Violation(said, (spot,), written.indicator)


FORBIDDEN: tuple[Rule, ...] = (
    ProjectRule(
        code="PMG-N13",
        about=Subject.EITHER,
        severity=Severity.INFO,
        find=forbidden_by_law,
        title=message("what a law forbids"),
        reason=message("Money of the state cannot be planned for what a law forbids."),
        repair=message("strike it, or write what is allowed"),
        evidence=Evidence.REMEMBERED,
        source=message("read: 消费者权益保护法; the other laws from memory, not verified"),
        wrong="年度绩效目标:\n  - 清理枯死松木，疫木出售给农户。",
        right="年度绩效目标:\n  - 清理枯死松木，疫木就地粉碎。",
        heuristic=True,
    ),
)
