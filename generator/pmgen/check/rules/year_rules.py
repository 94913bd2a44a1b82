"""Rules about years and days: in titles, folders and names, and outside of the fiscal year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from pmgen.check.review_rule import (
    Evidence,
    ProjectRule,
    ReviewedProject,
    Rule,
    Subject,
    ValueSpan,
    Violation,
    part,
    target_span,
    whole,
    without_note,
)
from pmgen.check.statements.comparing import agrees
from pmgen.check.statements.project_statements import statements_of
from pmgen.check.statements.statement_reading import read_statements
from pmgen.check.statements.years_in_force import other_year_at, years_in_force
from pmgen.check.wording.chinese_characters import HAN
from pmgen.late_pattern import late
from pmgen.model.dates import (
    misses_year,
    whole_days,
    year_of,
    years_in,
)
from pmgen.model.records import Goal, Indicator, Project
from pmgen.model.targets import Deadline, Period, Text
from pmgen.model.terms import Category, Horizon
from pmgen.problems import Severity, message
from pmgen.problems.message import short

_NAMED = late(r"年(?!版)度?(?P<due>(?:\d{1,2}月(?:\d{1,2}[日号]|[底末])?|[底末])(?:之|以)?前)?")
_TITLE = late("《[^《》]*》")
_CLAUSE_END = late(r"[，。；！？,;!?\n]")
_BEFORE_ANOTHER = late(
    r"(?:到|至|力争|巩固|比|较|(?<!用)于|自|从|以|由|按|系|因|距|超过|达到|保持|[-—–~～])(?:上年|去年)?度?[（(]?$"
)
_RANGE_GOES_ON = late(
    r"(?:\d{1,2}月(?:\d{1,2}[日号]|[底末初])?|[上下]半年|[春夏秋冬]季(?:学期)?|第?[一二三四]季度|[底末初])?"
    r"[（(]?\s*(?:至|到|[-—–~～])\s*\d{2,4}年"
)
_NUMBER_OF_A_DOCUMENT = late("第[0-9]{1,4}号")
_SAYS_WHICH = late("[^，。；！？,;!?\\s的]{1,12}的")
_LOOKS_BACK = late(
    "基础|以来|年起|起步|结转|结余|尾款|质保金|欠|遗留|存量|清算|结[算清]|付清|决算|审计|同期|水平|平均|持平|相比|对比|上年|去年"
    "|下达|印发|发布|出台|批复|立项|修订|获得|获评|评为|评选|表彰|奖励|曾|已|以前|以后|之前|之后|依据|根据|按照"
    "|投用|投运|投产|投入使用|启用|通车|开通|成立|设立|挂牌|开工"
    "|统计|普查|抽样|调查|核查|抽查|专项检查|公报|汇交|考核|评价|年鉴|年报|报告|记述|记载|载录|收录|大事|建成|毕业|招收|入学|支付|拨付|兑现|兑付|发放|补发|偿还|清偿"
)
"""Words with which a clause rightly names another year: the past is measured against, audited or paid for."""
_WAS = late("(?:底|末|度|全年)?(?:为|是|仅|只有|共)约?[0-9]|[^，。；]{0,12}(?:年均|平均|实际|仍|仅|还差)")
"""How it was in a year: （2025年为95%）, 2025年我县终端年均在线率94.1%."""
_AS_OF = late(
    "[底末][^，。；]{0,10}(?:人口|人数|户数|存栏|存量|总数|在册|核定|登记|实有|余额|规模|数为准|数计)"
)
"""How many there were on a day: 2025年末在册人数."""
_OF_THE_YEAR = late("年度|当年|本年")
_DOING = "完成|实现|开展|做好|搞好|抓好|组织|实施|推进|落实|确保|力争|争取"
_IS_TO_BE_DONE = late(
    f"(?:计划|拟|将|要|须|需|全面|全部|预计)*(?:{_DOING}|竣工|完工|验收|投入|到位|发放|兑付|拨付|交付|结项)"
)
_TO_DO_IN = late(f"(?:{_DOING}|保障|(?<!现)在)(?:全面|全部|全部?的)?$")
"""Words before the year in which something is to be done: 做好2025年的审理工作, 在2025年的工作中."""
_WILL = late(
    "[，,]?[^，。；！？,;!?\n]{0,8}?"
    "(?:计划(?=[一-龥])(?![内外的中])|拟(?!定|订)|将|力争|确保|争取|预计|要(?!求|素|点|件|闻))"
)
_SENTENCE_END = late("[。！？!?\n]")
_THIS_YEAR = late("[本今]年|年内|次年")
_TELLS_WHY = late("因(?![地人时材势素子])|由于|顺延|推迟|延期|[延拖]至|未能|改由|恢复[为到]|本项目|纳入|质保")
"""Words of a sentence that tells why it names another year."""
_EXISTS = late("(20[0-9]{2})年度?(?:形成|产生|印发|出台|发布|颁布|建成)的")
"""What there is already has a year that is over, or this one."""
_AFTERWARDS = late("决算|结[算清]|付清|清算|审计|自评|绩效评价|总结|归档|年报|年度报告")
"""Work that is due when the year is over."""


class _Days(NamedTuple):
    """The first and the last day that a project may name; None where nothing says."""

    first: date | None
    last: date | None

    def leave_out(self, day: date) -> bool:
        return (self.first is not None and day < self.first) or (self.last is not None and day > self.last)


def _own_days(project: Project) -> _Days:
    return _Days(project.first_day, project.last_day)


def _all_days(project: Project) -> _Days:
    """Return the fiscal year, made longer by the days of a project that takes several years."""
    year = project.fiscal_year
    first = [day for day in (year and date(year, 1, 1), project.first_day) if day]
    last = [day for day in (year and date(year, 12, 31), project.last_day) if day]
    return _Days(min(first, default=None), max(last, default=None))


def _days_of(indicator: Indicator) -> tuple[date, ...]:
    """Return the days of a target; words are asked only where they say when something happens."""
    target = indicator.target
    if isinstance(target, Deadline):
        return (target.date,) if target.date else ()
    if isinstance(target, Period):
        return (target.start, target.end)
    is_time = isinstance(target, Text) and indicator.base is Category.TIMELINESS
    return whole_days(target.written) if is_time else ()


def outside_the_year(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every target outside of the project's years, and every deadline in a goal that is over."""
    fiscal = reviewed.project.fiscal_year
    if fiscal is None or reviewed.other_year is not None:
        return
    for indicator in reviewed.project.indicators:
        days = _days_of(indicator)
        if days and _is_elsewhere(indicator, days, reviewed.project):
            yield _elsewhere(indicator, reviewed.project)
    for goal in reviewed.project.goals:
        for span in _impossible_years(goal, reviewed.project, fiscal):
            yield _speaks_of(goal, span, fiscal)


def _impossible_years(goal: Goal, project: Project, fiscal: int) -> Iterator[tuple[int, int]]:
    """Give where a goal has things that exist from a year to come, or a deadline in one that is over."""
    yield from (match.span() for match in _EXISTS.finditer(goal.text) if int(match[1]) > fiscal)
    yield from (each.span for each in _other_years_of(goal, project) if each.is_due_before(fiscal))


def in_another_year(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every other year in which a goal of the year wants something to be done."""
    project, fiscal = reviewed.project, reviewed.project.fiscal_year
    if fiscal is None:
        return
    for goal in project.goals:
        for each in _other_years_of(goal, project):
            if not each.is_due_before(fiscal) and _is_planned(each, reviewed, fiscal):
                yield _speaks_of(goal, each.span, fiscal)


class _NamedYear(NamedTuple):
    """Where a text names a year, and a day before which something is due in it."""

    text: str
    span: tuple[int, int]
    year: int
    is_due: bool

    def is_due_before(self, fiscal: int) -> bool:
        is_to_be_done = _IS_TO_BE_DONE.match(self.text, self.span[1]) is not None
        return self.is_due and self.year < fiscal and is_to_be_done


def _other_years_of(goal: Goal, project: Project) -> Iterator[_NamedYear]:
    if goal.horizon is Horizon.ANNUAL:
        yield from _other_years(goal.text, project, later=False)


def _speaks_of(goal: Goal, span: tuple[int, int], fiscal: int) -> Violation:
    start, end = span
    return Violation(
        message(
            "the goal speaks of {words}, and the fiscal year is {year}",
            words=goal.text[start:end],
            year=fiscal,
        ),
        (part(goal.places, "text", goal.text, start, end),),
    )


def _is_planned(named: _NamedYear, reviewed: ReviewedProject, fiscal: int) -> bool:
    """Tell whether something is to be done in a year, and not only told of it: 2025年放映2496场.

    Where a year has numbers in its clause, targets promise one: 2025年计划采购1200吨 may be over.
    """
    text, (start, end) = named.text, named.span
    numbers = [each for each in _reported(text, reviewed, fiscal) if each.start >= end]
    if _IS_TO_BE_DONE.match(text, end) and sum(each.is_promised for each in numbers) > 1:
        return True
    clause = range(end, _clause_end(text, end))
    own = [each.is_promised for each in numbers if each.start in clause]
    if own:
        return any(own)
    return (
        named.is_due
        or _TO_DO_IN.search(text[max(0, start - 8) : start]) is not None
        or _WILL.match(text, end) is not None
    )


def _clause_end(text: str, start: int) -> int:
    end = _CLAUSE_END.search(text, start)
    return end.start() if end else len(text)


class _Reported(NamedTuple):
    """Where a number of another year stands in a goal, and whether a target promises it."""

    start: int
    is_promised: bool


def _reported(text: str, reviewed: ReviewedProject, fiscal: int) -> list[_Reported]:
    in_force = years_in_force(text, fiscal)
    promised = [each.statement for each in statements_of(reviewed).promises] if in_force else []
    return [
        _Reported(each.start, any(agrees(each, other) for other in promised))
        for each in (read_statements(text) if in_force else ())
        if other_year_at(each.start, in_force) is not None
    ]


def _is_elsewhere(indicator: Indicator, days: tuple[date, ...], project: Project) -> bool:
    """Tell whether no day lies in the project's years; its own days have a rule of their own."""
    if any(map(_own_days(project).leave_out, days)):
        return False
    first, last = _all_days(project)
    if first and max(days) < first:
        return True
    if project.fiscal_year and _OF_THE_YEAR.match(indicator.name):
        last = date(project.fiscal_year, 12, 31)
    return last is not None and min(days) > last and not _may_come_later(indicator, min(days), project)


def _may_come_later(indicator: Indicator, day: date, project: Project) -> bool:
    """Tell whether a target is of a later goal, or closes the year in the one that follows."""
    closes = _AFTERWARDS.search(indicator.name) is not None and day.year - 1 == project.fiscal_year
    return closes or not _serves_the_year(indicator, project)


def _serves_the_year(indicator: Indicator, project: Project) -> bool:
    if indicator.goals is None:
        return True
    return any(goal.id in indicator.goals for goal in project.goals_of(Horizon.ANNUAL))


def _elsewhere(indicator: Indicator, project: Project) -> Violation:
    value = indicator.target.written
    return Violation(
        message("{value} is not in the fiscal year {year}", value=short(value), year=project.fiscal_year),
        (target_span(indicator, value),),
        indicator,
    )


def _other_years(text: str, project: Project, *, later: bool) -> Iterator[_NamedYear]:
    """Give where a text names a year that is none of the project's and is not meant as another one.

    A later year counts where something is due in it; with `later` always.
    """
    for said in years_in(text):
        named, year = _NAMED.match(text, said.end()), year_of(said)
        if not named or year in _years_of(project) or _means_another(text, said.start(), named.end()):
            continue
        is_due = named["due"] is not None
        is_counted = later or is_due or year < (project.fiscal_year or 0)
        if is_counted and not _is_explained(_sentence_at(text, said.start()), project):
            yield _NamedYear(text, (said.start(), named.end()), year, is_due)


def _sentence_at(text: str, place: int) -> str:
    end = _SENTENCE_END.search(text, place)
    return _SENTENCE_END.split(text[:place])[-1] + text[place : end.start() if end else len(text)]


def _is_explained(sentence: str, project: Project) -> bool:
    """Tell whether a sentence names the project's own year as well, or says why it names another one."""
    own = _years_of(project)
    says_why = _THIS_YEAR.search(sentence) or _TELLS_WHY.search(sentence)
    return says_why is not None or any(year_of(said) in own for said in years_in(sentence))


def _years_of(project: Project) -> range:
    first, last = _all_days(project)
    return range(first.year, last.year + 1) if first and last else range(0)


def _means_another(text: str, start: int, end: int) -> bool:
    """Tell whether a year is in a title or a range, or is looked back at or forward to."""
    before, after = text[:start], text[end:]
    if (
        _NUMBER_OF_A_DOCUMENT.match(after)
        or _WAS.match(after)
        or _AS_OF.match(after)
        or any(title.start() < start < title.end() for title in _TITLE.finditer(text))
    ):
        return True
    if _BEFORE_ANOTHER.search(before) or _RANGE_GOES_ON.match(after) or _SAYS_WHICH.match(after):
        return True
    clause = _CLAUSE_END.split(before)[-1] + _CLAUSE_END.split(after)[0]
    return _LOOKS_BACK.search(clause) is not None


def outside_own_days(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give a project that ends before it begins, and every target outside of the project's own days.

    Targets are left alone where the project's days themselves are wrong.
    """
    project = reviewed.project
    own = _own_days(project)
    if own.first and own.last and own.last < own.first:
        yield Violation(
            message("the project ends on {end} and begins on {start}", start=own.first, end=own.last),
            _day_spots(project),
            repair=message("correct 计划开始日期 or 计划完成日期"),
        )
        own = _Days(None, None)
    elif _misses_its_year(project):
        own = _Days(None, None)
    for indicator in project.indicators:
        target = indicator.target
        days = _days_of(indicator)
        if isinstance(target, Period) and target.end < target.start:
            yield Violation(
                message("{value} ends before it begins", value=short(target.written)),
                (target_span(indicator, target.written),),
                indicator,
                message("correct the days of the target"),
            )
        elif any(map(own.leave_out, days[-1:])):
            yield _beyond(indicator, project, days[-1])


def _day_spots(project: Project) -> tuple[ValueSpan, ...]:
    return whole(project.places, "end_date"), whole(project.places, "start_date")


def _beyond(indicator: Indicator, project: Project, day: date) -> Violation:
    value = short(indicator.target.written)
    spot = target_span(indicator, indicator.target.written)
    start, end = _own_days(project)
    if end and day > end:
        wrong = message("{value} is after the end of the project, {end}", value=value, end=end)
        return Violation(wrong, (spot, whole(project.places, "end_date")), indicator)
    wrong = message("{value} is before the beginning of the project, {start}", value=value, start=start)
    return Violation(wrong, (spot, whole(project.places, "start_date")), indicator)


def days_in_no_year(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give a project of whose days none lies in its fiscal year."""
    project = reviewed.project
    if _misses_its_year(project):
        start, end = _own_days(project)
        yield Violation(
            message(
                "the project runs from {start} to {end}, and the fiscal year is {year}",
                start=start or "…",
                end=end or "…",
                year=project.fiscal_year,
            ),
            (whole(project.places, "start_date" if start else "end_date"),),
        )


def _misses_its_year(project: Project) -> bool:
    return misses_year(project.fiscal_year, project.first_day, project.last_day)


def another_fiscal_year(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give a project whose fiscal year is not that of its annex."""
    own, shared = reviewed.project.fiscal_year, reviewed.annex.fiscal_year
    if own is not None and shared is not None and own != shared:
        yield Violation(
            message("the project is of {own}, its annex of {shared}", own=own, shared=shared),
            (whole(reviewed.project.places, "fiscal_year"), whole(reviewed.annex.places, "fiscal_year")),
        )


def another_year_in_a_name(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every year in a name or in the purpose that is none of the project's."""
    project = reviewed.project
    if project.fiscal_year is None:
        return
    for written in reviewed.texts:
        if written.key not in ("name", "purpose") or "年" not in written.text:
            continue
        later = written.indicator is None or _serves_the_year(written.indicator, project)
        for each in _other_years(written.text, project, later=later):
            start, end = each.span
            yield Violation(
                message(
                    "{words} is not the fiscal year {year}: {name}",
                    words=written.text[start:end],
                    year=project.fiscal_year,
                    name=short(written.text),
                ),
                (part(written.places, written.key, written.text, start, end),),
                written.indicator,
            )


def another_year_in_words(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every other year in a name, in the purpose, or in what a row is said to measure."""
    yield from another_year_in_a_name(reviewed)
    yield from another_year_in_a_description(reviewed)


_OF_ITS_YEAR = late("(?:反映|指)?(?P<year>20[0-9]{2})年度?(?P<rest>[^，。；、（(0-9]{2,30})[。]?")
_WITH_A_VERB = late(f"[经已新所]?(?P<verb>{HAN}{{2}})的(?P<name>{HAN}{{2,20}})")
_COUNT_OF = late("(?:总?数量?)\\Z")
_FLOWS = ("额", "值", "收入", "税", "量", "率", "度")


def another_year_in_a_description(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every description that defines what its row measures as that of an earlier year.

    2024年经登记的技术合同成交额, where the goal registers contracts and no other text names that year.
    """
    fiscal = reviewed.project.fiscal_year
    for written in reviewed.texts if fiscal else ():
        match = _OF_ITS_YEAR.fullmatch(written.text) if written.key == "description" else None
        if match is None or written.indicator is None or int(match["year"]) not in range(2000, fiscal or 0):
            continue
        if _LOOKS_BACK.search(match["rest"]) or reviewed.prose.count(match["year"]) > 1:
            continue
        if _is_its_own(match["rest"], written.indicator, reviewed.project):
            start, end = match.start("year"), match.end("year") + 1
            yield Violation(
                message(
                    "{words} is not the fiscal year {year}: {name}",
                    words=written.text[start:end],
                    year=fiscal,
                    name=short(written.text),
                ),
                (part(written.places, written.key, written.text, start, end),),
                written.indicator,
            )


def _is_its_own(rest: str, indicator: Indicator, project: Project) -> bool:
    """Tell whether words are the name of a row, or what a goal of the year does, 登记, with that of a sum."""
    name = _COUNT_OF.sub("", without_note(indicator.name))
    if _COUNT_OF.sub("", rest) == name:
        return True
    match = _WITH_A_VERB.fullmatch(rest)
    is_sum = match is not None and match["name"] == name and name.endswith(_FLOWS)
    goals = project.goals_of(Horizon.ANNUAL)
    return is_sum and match is not None and any(match["verb"] in goal.text for goal in goals)


YEARS: tuple[Rule, ...] = (
    ProjectRule(
        code="PMG-T02",
        about=Subject.EITHER,
        severity=Severity.ERROR,
        find=outside_the_year,
        title=message("day outside of the fiscal year"),
        reason=message(
            "A day or a year left over from another year's table makes the goal impossible or already past."
        ),
        repair=message("write the right year"),
        evidence=Evidence.REASONED,
        source=message("reasoned: days are left over when last year's form is copied"),
        wrong="年度: 2025\n绩效指标:\n  - 三级指标: 验收时间\n    指标值: 2024年12月31日前",
        right="年度: 2025\n绩效指标:\n  - 三级指标: 验收时间\n    指标值: 2025年12月31日前",
    ),
    ProjectRule(
        code="PMG-T18",
        severity=Severity.WARNING,
        find=in_another_year,
        title=message("a goal of the year wants something done in another one"),
        reason=message(
            "A sentence of last year's table that nobody changed promises what is over. "
            "What was, what money is reckoned by, papers and plans of several years rightly name another one."
        ),
        repair=message("write the right year, or say in the sentence why it is another one"),
        evidence=Evidence.SEEN,
        source=message("seen in the published annex of Wuhai 2022"),
        wrong="年度: 2022\n年度绩效目标:\n  - 做好2021年的案件审理工作。",
        right="年度: 2022\n年度绩效目标:\n  - 做好2022年的案件审理工作。",
        heuristic=True,
    ),
    ProjectRule(
        code="PMG-T06",
        about=Subject.EITHER,
        severity=Severity.ERROR,
        find=outside_own_days,
        title=message("day outside of the project's own days"),
        reason=message("What the project promises cannot happen before it begins or after it has ended."),
        repair=message("correct the target, or 计划开始日期 and 计划完成日期"),
        evidence=Evidence.READ,
        source=message("read in public notes on checking goal forms; no hit in the published annexes"),
        wrong="计划完成日期: 2025-10-31\n绩效指标:\n  - 三级指标: 验收时间\n    指标值: 2025年12月31日前",
        right="计划完成日期: 2025-12-31\n绩效指标:\n  - 三级指标: 验收时间\n    指标值: 2025年12月31日前",
    ),
    ProjectRule(
        code="PMG-T07",
        severity=Severity.WARNING,
        find=days_in_no_year,
        title=message("the project's days are not in the fiscal year"),
        reason=message(
            "A budget of a year pays for work in that year; such days are mostly copied from last year."
        ),
        repair=message("correct 计划开始日期 and 计划完成日期, or 年度"),
        evidence=Evidence.REASONED,
        source=message("reasoned: such days are left over when last year's form is copied"),
        wrong="年度: 2025\n计划开始日期: 2024-01-01\n计划完成日期: 2024-12-31",
        right="年度: 2025\n计划开始日期: 2025-01-01\n计划完成日期: 2025-12-31",
    ),
    ProjectRule(
        code="PMG-T08",
        severity=Severity.WARNING,
        find=another_fiscal_year,
        title=message("the project is of another year than its annex"),
        reason=message("An annex is published for one year; a project of another year was copied into it."),
        repair=message("correct 年度, or delete it in the project: it then holds for all from annex.yaml"),
        evidence=Evidence.REASONED,
        source=message("reasoned: an annex is published for one year"),
        wrong="# annex.yaml: 年度: 2025\n项目名称: 培训费\n年度: 2024",
        right="# annex.yaml: 年度: 2025\n项目名称: 培训费",
    ),
    ProjectRule(
        code="PMG-T09",
        about=Subject.EITHER,
        severity=Severity.INFO,
        find=another_year_in_words,
        title=message("a name speaks of another year"),
        reason=message("A name with last year's number is what readers notice first."),
        repair=message("write the right year; money of an earlier year is named as such, as 结转 or 尾款"),
        evidence=Evidence.REASONED,
        source=message("reasoned: names keep their year when last year's form is copied"),
        wrong="年度: 2025\n项目名称: 2024年职业技能大赛经费",
        right="年度: 2025\n项目名称: 2025年职业技能大赛经费",
        heuristic=True,
    ),
)
