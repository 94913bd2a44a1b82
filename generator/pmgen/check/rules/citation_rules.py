"""Rules about the laws and documents that a text names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pmgen.check.known.known_laws import is_known_law, law_meant, law_of_order
from pmgen.check.known.old_words import old_titles
from pmgen.check.review_rule import Evidence, ProjectRule, ReviewedProject, Rule, Subject, Violation, part
from pmgen.late_pattern import late
from pmgen.problems import Message, Severity, message

_CITED = late(
    r"《(?P<name>[^》]{2,40}?)(?:[（(][^（()）》]*[)）])?》\s*[（(](?P<order>[^（()）]{0,30}?令)"
    r"(?:\s*第?\s*(?P<number>\d+)\s*号)?(?=[^（()）]{0,30}[)）])"
)
_LAW = late(r"(?<![办立执守])法\Z")
_STATUTE = late(r"条例\Z")
_BELOW_A_LAW = late(r"(?:条例|办法|规定|细则)\Z")
_OF_THE_PRESIDENT = "主席令"
_OF_THE_STATE_COUNCIL = "国务院令"
_OF_A_MINISTRY = late(r"(?:部|总局|总署|委员会|委|局|署|人民银行|政府)令\Z")
_MILITARY = late("军委|国务院")
_OF_THE_STATE = "中华人民共和国"
_NO_LAWS = ("办法", "立法", "执法", "守法", "方法", "做法", "用法", "司法")
_GONE = ("原", "旧", "废止", "失效", "历史")
_TO_COME = ("起草", "制定", "制订", "修订", "修改", "立法", "出台", "拟")
_DRAFT = ("草案", "意见稿", "送审稿", "建议稿", "废止", "失效")
_OF_A_PLACE = ("地方", *"省市县区州盟旗")
_MARKS = "，。；、\n"


def orders_of_another(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every law or 条例 that is cited with an order by which such a one is never made public."""
    for written, match in reviewed.matches(_CITED):
        text = _at_odds(match["name"], match["order"]) or _taken(match)
        if text is not None:
            spot = part(written.places, written.key, written.text, match.start(), match.end("order"))
            yield Violation(text, (spot,), written.indicator)


def _at_odds(name: str, order: str) -> Message | None:
    is_of_president = order.endswith(_OF_THE_PRESIDENT)
    if _LAW.search(name) and not is_of_president:
        return message("a law is made public by 主席令: 《{name}》, {order}", name=name, order=order)
    if is_of_president and _BELOW_A_LAW.search(name):
        return message("主席令 makes laws public, and 《{name}》 is none", name=name)
    if _STATUTE.search(name) and _OF_A_MINISTRY.search(order) and not _MILITARY.search(order):
        return message("what {order} makes public is never called 条例: 《{name}》", name=name, order=order)
    return None


def _taken(match: re.Match[str]) -> Message | None:
    """Tell an order that made another regulation public, unless the one that is cited has ended since."""
    name, number = match["name"].removeprefix(_OF_THE_STATE), match["number"]
    if number is None or "国务院" not in match["order"] or "关于" in name or name in old_titles():
        return None
    other = law_of_order(number)
    if other is None or other == name:
        return None
    return message(
        "国务院令第{number}号 made 《{other}》 public, not 《{name}》", number=number, other=other, name=name
    )


def names_of_no_law(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every law that is not called so, where only one is called much like it."""
    if "法》" not in reviewed.prose and "条例》" not in reviewed.prose:
        return
    for written in reviewed.texts:
        for start, end in _titles(written.text):
            name = written.text[start + 1 : end - 1]
            meant = law_meant(name.removeprefix(_OF_THE_STATE))
            if meant is not None and _is_in_force(written.text, start, end):
                said = message(
                    "no law is called 《{name}》; 《{meant}》 may be meant", name=name, meant=meant
                )
                spot = part(written.places, written.key, written.text, start, end)
                repair = message("write {value}", value=f"《{meant}》")
                yield Violation(said, (spot,), written.indicator, repair)


def laws_that_are_unknown(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every 《中华人民共和国……法》 that no list of laws has, and that differs much from all of them."""
    if "《中华人民共和国" not in reviewed.prose:
        return
    for written in reviewed.texts:
        for start, end in _titles(written.text):
            name = written.text[start + 1 : end - 1]
            plain = name.removeprefix(_OF_THE_STATE)
            is_law = name != plain and name.endswith("法") and not is_known_law(plain)
            if is_law and law_meant(plain) is None and _is_in_force(written.text, start, end):
                said = message("《{name}》 is none of the laws in force in August 2026", name=name)
                spot = part(written.places, written.key, written.text, start, end)
                yield Violation(said, (spot,), written.indicator)


def _titles(text: str) -> Iterator[tuple[int, int]]:
    """Give where titles of laws stand in a text."""
    end = 0
    while (end := text.find("》", end) + 1) > 0:
        start = text.rfind("《", 0, end)
        is_law = start >= 0 and text.endswith(("法", "条例"), start, end - 1)
        if is_law and not text.endswith(_NO_LAWS, start, end - 1):
            yield start, end


def _is_in_force(text: str, start: int, end: int) -> bool:
    """Tell whether a title is cited as that of a law of the state, not of a draft, an old or local one."""
    before = text[max(text.rfind(mark, 0, start) for mark in _MARKS) + 1 : start]
    behind = text[end : end + 12].split("《")[0]
    return not (
        before.endswith(_OF_A_PLACE)
        or any(word in before for word in (*_GONE, *_TO_COME))
        or any(word in behind for word in _DRAFT)
    )


CITATIONS: tuple[Rule, ...] = (
    ProjectRule(
        code="PMG-N09",
        severity=Severity.WARNING,
        find=orders_of_another,
        title=message("law cited with an order of somebody else"),
        reason=message("The name or the number of a law was changed or taken over from another project."),
        repair=message("look the document up, and correct its name or its number"),
        evidence=Evidence.READ,
        source=message(
            "read: 行政法规 are made public by 国务院令, and 规章 may not be called 条例 (规章制定程序条例); "
            "remembered: laws by 主席令 (立法法)"
        ),
        wrong="立项依据: 《地方志管理法》（国务院令第467号）",
        right="立项依据: 《地方志工作条例》（国务院令第467号）",
        exactness=1,
    ),
    ProjectRule(
        code="PMG-N16",
        about=Subject.EITHER,
        severity=Severity.WARNING,
        find=names_of_no_law,
        title=message("law that is not called so"),
        reason=message(
            "Who looks a law up by a wrong name does not find it, and doubts the project's ground."
        ),
        repair=message("look the law up, and write its name"),
        evidence=Evidence.READ,
        source=message(
            "read: the laws in force in August 2026, and regulations of the State Council, by their names"
        ),
        wrong="立项依据: 《中华人民共和国海洋保护法》",
        right="立项依据: 《中华人民共和国海洋环境保护法》",
        heuristic=True,
        exactness=0,
    ),
    ProjectRule(
        code="PMG-N18",
        about=Subject.EITHER,
        severity=Severity.INFO,
        find=laws_that_are_unknown,
        title=message("law that is in no list"),
        reason=message("A law that does not exist is no ground for a project."),
        repair=message("look the law up; a newer one than August 2026 may stay as it is"),
        evidence=Evidence.READ,
        source=message("read: the laws in force in August 2026, and those that have ended lately"),
        wrong="立项依据: 《中华人民共和国文化遗产保护法》",
        right="立项依据: 《中华人民共和国文物保护法》",
        heuristic=True,
        exactness=0,
    ),
)
