"""Rules about the laws and documents that a text names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pmgen.check.review_rule import Evidence, ProjectRule, ReviewedProject, Rule, Violation, part
from pmgen.problems import Message, Severity, message

_CITED = re.compile(
    r"《(?P<name>[^》]{2,40}?)(?:[（(][^（()）》]*[)）])?》\s*[（(](?P<order>[^（()）]{0,30}?令)(?=[^（()）]{0,20}[)）])"
)
_LAW = re.compile(r"(?<![办立执守])法\Z")
_STATUTE = re.compile(r"条例\Z")
_BELOW_A_LAW = re.compile(r"(?:条例|办法|规定|细则)\Z")
_OF_THE_PRESIDENT = "主席令"
_OF_THE_STATE_COUNCIL = "国务院令"
_OF_A_MINISTRY = re.compile(r"(?:部|总局|总署|委员会|委|局|署|人民银行|政府)令\Z")
_MILITARY = re.compile("军委|国务院")


def orders_of_another(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every law or 条例 that is cited with an order by which such a one is never made public."""
    for written, match in reviewed.matches(_CITED):
        text = _at_odds(match["name"], match["order"])
        if text is not None:
            spot = part(written.places, written.key, written.text, match.start(), match.end())
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
    ),
)
