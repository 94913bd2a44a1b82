"""The rule about long-term goals and plans whose last year is over when the annex's year begins."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pmgen.check.review_rule import (
    Evidence,
    FieldText,
    ProjectRule,
    ReviewedProject,
    Rule,
    Violation,
    part,
)
from pmgen.check.statements.sentence_bounds import sentence_start
from pmgen.late_pattern import late
from pmgen.model.records import Project
from pmgen.model.terms import Horizon
from pmgen.problems import Severity, message

_UNTIL = late(
    "(?<![年0-9])[到至](?:“[^”]{1,8}”)?(?P<year>20\\d\\d)年(?:[底末]|年底)?"
    "|20\\d\\d年?\\s*[—–~～至-]+\\s*(?P<last>20\\d\\d)年"
    "|(?<!前)“?十(?P<plan>[一二三四五])五”?(?=期间|时期|规划|末|[^0-9]{0,12}规划|期末)"
)
_PLANS = {"一": 2010, "二": 2015, "三": 2020, "四": 2025, "五": 2030}
"""The last years of the five-year plans, from the eleventh on."""
_LATER = late("20\\d\\d")
_LOOKS_BACK = late(
    "基础|以来|已|曾|经验|成果|收官|总结|评估|衔接|延续|结转|遗留|水平|相比|较|比|增长|完成了|上[一个]|接续|巩固|存量"
)
_CLAUSE = late("[^，。；\n]*")
_SENTENCE = late("[^。；\n]*")
_TERM = late(
    "(?:有效期|施行期|执行期|实施期)限?(?:为|：|:)?(?:自|从)?(?:20\\d\\d年(?:\\d{1,2}月(?:\\d{1,2}日)?)?起?)?"
    "(?:至|到|截至|截止到?|[-—–~～]+)(?P<year>20\\d\\d)年"
)
_NO_POLICY = late(
    "证|许可|资质|药|保单|保险|合同|协议|到期|延[长续]|续|重新|修订|新修|原|检定|试剂|疫苗|食品|耗材"
)


def plans_that_are_over(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every year to which a long-term goal leads, and every plan rested on, that is over already."""
    yield from _policies_that_have_ended(reviewed)
    project = reviewed.project
    year = project.fiscal_year
    if year is None:
        return
    for written in reviewed.texts:
        if not _is_plan(written):
            continue
        for match in _UNTIL.finditer(written.text):
            last = int(match["year"] or match["last"] or _PLANS[match["plan"]])
            if last < year and _leads_there(written, match, last, project):
                said = message("{words} is over in {year}", words=match.group(), year=year)
                yield Violation(said, (part(written.places, written.key, written.text, *match.span()),))


def _policies_that_have_ended(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every policy that a project rests on and whose term ended before the year."""
    year = reviewed.project.fiscal_year
    for written, match in reviewed.matches(_TERM) if year and "期" in reviewed.prose else ():
        start = sentence_start(written.text, match.start())
        rest = _SENTENCE.match(written.text, match.end())
        sentence = written.text[start : match.end()] + (rest.group() if rest else "")
        is_basis = written.key in ("legal_basis", "purpose")
        if year and int(match["year"]) < year and is_basis and not _NO_POLICY.search(sentence):
            said = message("{words} is over in {year}", words=match.group(), year=year)
            yield Violation(said, (part(written.places, written.key, written.text, *match.span()),))


def _is_plan(written: FieldText) -> bool:
    is_goal = written.goal is not None and written.goal.horizon is Horizon.LONG_TERM
    return is_goal or written.key == "legal_basis"


def _leads_there(written: FieldText, match: re.Match[str], last: int, project: Project) -> bool:
    if project.first_day is not None and project.first_day.year <= last:
        return False
    start = max(written.text.rfind(mark, 0, match.start()) for mark in "，。；\n") + 1
    found = _CLAUSE.match(written.text, start)
    clause = found.group() if found else ""
    if written.goal is None:
        return match["plan"] is not None and _takes_years(project) and not _LOOKS_BACK.search(clause)
    goes_on = any(int(each.group()) > last for each in _LATER.finditer(written.text))
    return not goes_on and not _LOOKS_BACK.search(clause)


def _takes_years(project: Project) -> bool:
    first, last = project.first_day, project.last_day
    return first is not None and last is not None and last.year > first.year


PAST_PLANS: tuple[Rule, ...] = (
    ProjectRule(
        code="PMG-T13",
        severity=Severity.WARNING,
        find=plans_that_are_over,
        title=message("long-term goal, plan or policy that is over"),
        reason=message("A goal of a year that has passed cannot be reached any more; it was taken over."),
        repair=message("write the year to which the goal leads now, or the plan that holds now"),
        evidence=Evidence.REASONED,
        source=message("reasoned; the five-year plans end in 2020, 2025 and 2030"),
        wrong="年度: 2026\n长期绩效目标:\n  - 到2025年覆盖率达到60%以上。",
        right="年度: 2026\n长期绩效目标:\n  - 到2030年覆盖率达到60%以上。",
    ),
)
