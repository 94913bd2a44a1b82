"""Rules about what belongs to another trade: rows, laws and departments that were taken from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from pmgen.check.known.competences import competences_in, competences_of, offices_reported_to
from pmgen.check.known.trades import Trade, department_of_another, trades_of_law, trades_spoken_of
from pmgen.check.review_rule import (
    Evidence,
    FieldText,
    ProjectRule,
    ReviewedProject,
    Rule,
    Subject,
    Violation,
    part,
    whole,
)
from pmgen.check.wording.name_words import pairs_of, topic_pairs
from pmgen.late_pattern import late
from pmgen.problems import Message, Severity, message
from pmgen.problems.message import short

_OF_A_ROW = frozenset(("description", "remark", "source", "formula"))
_TITLE = late("《(?P<title>[^《》]{2,60}(?:法|条例|办法|规定|细则))[^《》]{0,20}》")
_ANY_TRADE = late(
    "人民政府|政府办|街道|[镇乡]|管委会|管理委员会|财政|机关事务|[县市区省州旗]委|党委|委员会办公室|办公室"
)


def words_of_another_trade(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every text of a row, every goal, and every law, whose trade nothing else in the project knows."""
    rest = _Rest(reviewed)
    for goal in (each for each in reviewed.texts if each.goal is not None and each.key == "text"):
        trade = next((each for each in trades_spoken_of(goal.text) if rest.lacks(each, goal.text)), None)
        if trade is not None and _is_strange(goal, reviewed):
            yield Violation(_of_another(goal.text, trade), (whole(goal.places, goal.key),))
    for written in reviewed.texts:
        if written.indicator is not None and written.key in _OF_A_ROW:
            strange = next(
                (each for each in trades_spoken_of(written.text) if rest.lacks(each, written.text)), None
            )
            if strange is not None:
                yield Violation(
                    _of_another(written.text, strange),
                    (whole(written.places, written.key),),
                    written.indicator,
                )
        elif written.key == "legal_basis":
            for match in _TITLE.finditer(written.text):
                found = trades_of_law(match["title"])
                if found and all(rest.lacks(each, match.group()) for each in found):
                    spot = part(written.places, written.key, written.text, *match.span())
                    yield Violation(_of_another(match.group(), found[0]), (spot,))


_FEW = 6
"""A goal that is strange to its project shares at most one of so many pairs of characters with it."""


def _is_strange(goal: FieldText, reviewed: ReviewedProject) -> bool:
    """Tell whether one of several goals has nearly no word of the name, the other goals and the rows."""
    others = [each.text for each in reviewed.texts if each is not goal and each.text != goal.text]
    is_one_of_several = any(each.goal is not None and each is not goal for each in reviewed.texts)
    topic = topic_pairs(goal.text)
    known = topic & pairs_of("\n".join(others))
    return is_one_of_several and len(known) * _FEW <= len(topic)


def _of_another(words: str, trade: Trade) -> Message:
    return message("{words} is of another trade, {trade}", words=short(words), trade=trade.name)


class _Rest:
    """All texts of a project and the names of its units; how often each trade is in them is counted once."""

    def __init__(self, reviewed: ReviewedProject) -> None:
        self._text = "\n".join([reviewed.prose, *_units(reviewed)])
        self._times: dict[str, int] = {}

    def lacks(self, trade: Trade, words: str) -> bool:
        """Tell whether nothing but `words`, which are a part of it, has anything of a trade."""
        if trade.name not in self._times:
            self._times[trade.name] = trade.times(self._text)
        return self._times[trade.name] == trade.times(words)


def _units(reviewed: ReviewedProject) -> Iterator[str]:
    annex, project = reviewed.annex, reviewed.project
    for party in (annex.unit, annex.department, project.unit, project.department):
        if party is not None and party.name:
            yield party.name


def department_of_another_trade(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give a 主管部门 that has to do with other trades than its unit."""
    unit, department = reviewed.project.unit, reviewed.project.department
    if unit is None or department is None or not unit.name or not department.name:
        return
    if department.name in unit.name or _ANY_TRADE.search(department.name) or _ANY_TRADE.search(unit.name):
        return
    trade = department_of_another(unit.name, department.name)
    if trade is not None:
        text = message(
            "{department} has nothing to do with {trade}, the trade of {unit}",
            department=department.name,
            trade=trade.name,
            unit=unit.name,
        )
        yield Violation(text, (whole(department.places, "name"),))


_OF_ITS_OWN = late("检察|移送|移交|配合|协助|指控|公诉机关|法院|公安|旁听|观摩|宣传|联合|会同")


def work_of_another_office(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every project whose unit never does what it is named for, and what is handed to such an office."""
    project, unit = reviewed.project, reviewed.project.unit or reviewed.annex.unit
    owner = (unit.name if unit is not None else None) or ""
    for matter in competences_of(project.name):
        found = matter.pattern.search(project.name)
        words = found.group() if found else project.name
        if matter.is_of_another(owner):
            said = message(
                "{matter} is the work of {office}, and the unit is {unit}",
                matter=words,
                office=matter.office,
                unit=owner,
            )
            place = whole(unit.places, "name") if unit is not None else whole(project.places, "name")
            yield Violation(said, (place,))
        for written in reviewed.texts if "报" in reviewed.prose or "提交" in reviewed.prose else ():
            for start, end, office in offices_reported_to(written.text):
                if matter.is_of_another(office):
                    said = message(
                        "{matter} is the work of {office}, and goes to {other} here",
                        matter=words,
                        office=matter.office,
                        other=office,
                    )
                    spot = part(written.places, written.key, written.text, start, end)
                    yield Violation(said, (spot,), written.indicator)
    for written in reviewed.texts if owner else ():
        if written.goal is None and written.key != "purpose":
            continue
        for act, start, end in competences_in(written.text):
            clause = written.text[max(written.text.rfind(mark, 0, start) for mark in "，。；\n") + 1 : start]
            if act.is_of_another(owner) and not _OF_ITS_OWN.search(clause):
                said = message(
                    "{matter} is the work of {office}, and the unit is {unit}",
                    matter=written.text[start:end],
                    office=act.office,
                    unit=owner,
                )
                spot = part(written.places, written.key, written.text, start, end)
                yield Violation(said, (spot,))


TRADES: tuple[Rule, ...] = (
    ProjectRule(
        code="PMG-N11",
        about=Subject.EITHER,
        severity=Severity.INFO,
        find=words_of_another_trade,
        title=message("row or law of another trade"),
        reason=message(
            "What is taken over from another project still speaks of that one's people and papers."
        ),
        repair=message("write what this project does, and the law that it rests on"),
        evidence=Evidence.REASONED,
        source=message("reasoned; the words of the trades were chosen by hand"),
        wrong="项目名称: 充电棚建设\n立项依据: 《殡葬管理条例》",
        right="项目名称: 充电棚建设\n立项依据: 《中华人民共和国消防法》",
        heuristic=True,
    ),
    ProjectRule(
        code="PMG-N12",
        severity=Severity.INFO,
        find=department_of_another_trade,
        title=message("department of another trade than its unit"),
        reason=message("The department above a unit answers for its trade."),
        repair=message("correct 主管部门, if it was copied by mistake"),
        evidence=Evidence.REASONED,
        source=message("reasoned; which departments are above which trades was chosen by hand"),
        wrong="项目单位:\n  名称: 市政设施管护中心\n主管部门:\n  名称: 农业农村局",
        right="项目单位:\n  名称: 市政设施管护中心\n主管部门:\n  名称: 住房和城乡建设局",
        heuristic=True,
    ),
    ProjectRule(
        code="PMG-N19",
        about=Subject.EITHER,
        severity=Severity.INFO,
        find=work_of_another_office,
        title=message("work of another office"),
        reason=message("Money goes to the office that a law has made answerable for the work."),
        repair=message("correct the office, or leave it where this one does the work"),
        evidence=Evidence.REASONED,
        source=message("reasoned; which office does what was chosen by hand"),
        wrong="项目名称: 医疗保障基金监管\n项目单位:\n  名称: 某县卫生健康局",
        right="项目名称: 医疗保障基金监管\n项目单位:\n  名称: 某县医疗保障局",
        heuristic=True,
    ),
)
