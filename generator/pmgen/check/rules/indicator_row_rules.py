"""Rules about the rows of a table: which there must be, how many, in which order, and none twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pmgen.catalog.category_labels import categories_in_order, nearest_usual
from pmgen.check.money.unit_prices import likeness, topic_text
from pmgen.check.review_rule import (
    Evidence,
    ProjectRule,
    ReviewedProject,
    Rule,
    Subject,
    ValueSpan,
    Violation,
    scores_of,
    whole,
)
from pmgen.check.right_categories import right_category
from pmgen.model.records import Indicator, Project
from pmgen.model.targets import Number
from pmgen.model.terms import AnyCategory, Category, Horizon
from pmgen.model.units import Dimension, dimension_of
from pmgen.problems import Severity, code_of, message
from pmgen.problems.message import short

_OUTPUT = (Category.QUANTITY, Category.QUALITY, Category.TIMELINESS)
_BENEFIT = (Category.ECONOMIC, Category.SOCIAL, Category.ECOLOGICAL, Category.SUSTAINABILITY)
_CORE = 40
_ALIKE = 0.6


def missing_groups(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give 产出, 效益 and 满意度 where a project has no indicator of the kind."""
    if not reviewed.project.indicators:
        return
    groups = [("产出指标", "output"), ("效益指标", "benefit")]
    scores = scores_of(reviewed)
    if scores is None or not scores.groups or any("满意度" in name for name in scores.groups):
        groups.append(("满意度指标", "satisfaction"))
    for name, group in groups:
        if not reviewed.has_group(group):
            yield Violation(message("no indicator of the kind {kind}", kind=name), _indicators(reviewed))


def no_cost(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give a project without a cost indicator, where the forms of its place have such."""
    label = reviewed.region.labels.get(Category.COST) if reviewed.region else None
    if label is not None and label.assumed:
        return
    if reviewed.project.indicators and not reviewed.of(Category.COST):
        yield Violation(message("no cost indicator"), _indicators(reviewed))


def no_timeliness(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give a project without a timeliness indicator."""
    if reviewed.project.indicators and not reviewed.of(Category.TIMELINESS):
        yield Violation(message("no timeliness indicator"), _indicators(reviewed))


def _indicators(reviewed: ReviewedProject) -> tuple[ValueSpan, ...]:
    return (whole(reviewed.project.places, "indicators"),)


def same_row(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every indicator that has category, name and a goal in common with an earlier one."""
    first: dict[tuple[AnyCategory, str], list[Indicator]] = {}
    for indicator in reviewed.project.indicators:
        before = first.setdefault((indicator.category, indicator.name), [])
        twin = next((each for each in before if _serve_one_goal(each, indicator, reviewed.project)), None)
        before.append(indicator)
        if twin is not None:
            yield Violation(
                message(
                    "{category} {name} stands there twice",
                    category=indicator.category.chinese,
                    name=indicator.name,
                ),
                (whole(indicator.places, "name"), whole(twin.places, "name")),
                indicator,
            )


def _serve_one_goal(one: Indicator, other: Indicator, project: Project) -> bool:
    return any(one in served and other in served for served in map(project.indicators_of, project.goals))


def counted_twice(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every benefit that counts the same number of the same things as an output."""
    outputs = [each for each in reviewed.of(*_OUTPUT) if _is_count(each)]
    if not outputs:
        return
    for benefit in filter(_is_count, reviewed.of(*_BENEFIT)):
        output = next((each for each in outputs if _is_same(each, benefit)), None)
        if output is not None:
            yield Violation(
                message(
                    "{benefit} {value} is the output {output} once more",
                    benefit=benefit.name,
                    value=benefit.target.written,
                    output=output.name,
                ),
                (whole(benefit.places, "name"), whole(output.places, "name")),
                benefit,
            )


def _is_count(indicator: Indicator) -> bool:
    target = indicator.target
    return isinstance(target, Number) and dimension_of(target.unit) not in (Dimension.RATIO, None)


def _is_same(output: Indicator, benefit: Indicator) -> bool:
    return (
        output.target == benefit.target
        and likeness(topic_text(output.name), topic_text(benefit.name)) >= _ALIKE
    )


def too_many(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give a project with more indicators than anybody follows."""
    count = len(reviewed.project.indicators)
    if count > _CORE:
        yield Violation(message("{count} indicators", count=count), _indicators(reviewed))


def row_order(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give the first indicator that stands apart from others of its kind, or of its level 1.

    The goals of each horizon have a table of their own. A row under a kind that is not its own is another
    rule's.
    """
    if reviewed.region is None:
        return
    labels = reviewed.region.labels
    order = categories_in_order(labels)
    levels = {category: labels[category].level1 if category in labels else "" for category in order}
    for horizon in Horizon:
        categories = (
            (nearest_usual(each.category, labels), each)
            for each in _table_of(reviewed.project, horizon)
            if right_category(each) is None
        )
        if wrong := _first_apart(categories, levels):
            yield _apart(reviewed, *wrong, order)
            return


def _table_of(project: Project, horizon: Horizon) -> list[Indicator]:
    """Return the indicators that serve goals of one horizon, in their order."""
    goals = {goal.id for goal in project.goals if goal.horizon is horizon}
    annual = horizon is Horizon.ANNUAL
    return [
        each
        for each in project.indicators
        if (annual if each.goals is None else not goals.isdisjoint(each.goals))
    ]


def _first_apart(
    indicators: Iterable[tuple[AnyCategory, Indicator]], levels: Mapping[AnyCategory, str]
) -> tuple[Indicator, Indicator] | None:
    """Return the first indicator whose kind or level 1 stood further up, and the one before it."""
    before: tuple[AnyCategory, Indicator] | None = None
    seen: set[AnyCategory] = set()
    for category, indicator in indicators:
        if category not in levels:
            continue
        if before and category != before[0]:
            is_new_level = levels[category] != levels[before[0]]
            if category in seen or (is_new_level and levels[category] in {levels[each] for each in seen}):
                return indicator, before[1]
        before = category, indicator
        seen.add(category)
    return None


def _apart(
    reviewed: ReviewedProject, indicator: Indicator, before: Indicator, order: list[AnyCategory]
) -> Violation:
    text = message(
        "{category} {name} stands behind {later}",
        category=indicator.category.chinese,
        name=short(indicator.name),
        later=before.category.chinese,
    )
    there = {nearest_usual(each.category, order) for each in reviewed.project.indicators}
    kinds = "、".join(category.chinese for category in order if category in there)
    spots = whole(indicator.places, "category"), whole(before.places, "category")
    return Violation(text, spots, indicator, message("keep the order {order}", order=kinds))


TABLES: tuple[Rule, ...] = (
    Rule(
        code="PMG-S01",
        about=Subject.INDICATOR,
        severity=code_of("PMG-S01").severity,
        title=message("level 2 under the wrong level 1"),
        reason=message(
            "The table groups rows by level; a level 2 under a level 1 that is not its own cannot be read."
        ),
        repair=message("delete 一级指标, it follows from 二级指标; or correct one of the two"),
        evidence=Evidence.SEEN,
        source=message("seen in damaged copies of the published annexes of Shanghai 2024 and Ezhou 2026"),
        wrong="- 一级指标: 效益指标\n  二级指标: 质量指标\n  三级指标: 验收合格率",
        right="- 一级指标: 产出指标\n  二级指标: 质量指标\n  三级指标: 验收合格率",
    ),
    ProjectRule(
        code="PMG-S02",
        severity=Severity.ERROR,
        find=missing_groups,
        title=message("产出, 效益 or 满意度 is missing"),
        reason=message(
            "What is done, what it is good for and what those served think of it belong to every project."
        ),
        repair=message("add an indicator of the kind that is missing"),
        evidence=Evidence.READ,
        source=message("read in public notes on checking goal forms; all 38 projects seen obey it"),
        wrong="绩效指标:\n  - 二级指标: 数量指标\n    三级指标: 培训人数\n    指标值: ≥1000人",
        right="""\
绩效指标:
  - 二级指标: 数量指标
    三级指标: 培训人数
    指标值: ≥1000人
  - 二级指标: 社会效益指标
    三级指标: 培训后就业人数
    指标值: ≥600人
  - 二级指标: 服务对象满意度指标
    三级指标: 学员满意度
    指标值: ≥90%""",
    ),
    ProjectRule(
        code="PMG-S03",
        severity=Severity.WARNING,
        find=no_cost,
        title=message("no cost indicator"),
        reason=message("By its definition a project's goal holds the control of its costs."),
        repair=message("add the costs that the budget consists of, each with ≤ and its amount"),
        evidence=Evidence.READ,
        source=message("read in public accounts of 财预〔2021〕101号; its text was not read"),
        wrong="绩效指标:\n  - 二级指标: 数量指标\n    三级指标: 设备购置数量\n    指标值: 5台",
        right="""\
绩效指标:
  - 二级指标: 数量指标
    三级指标: 设备购置数量
    指标值: 5台
  - 二级指标: 成本指标
    三级指标: 设备购置成本
    指标值: ≤60万元""",
    ),
    ProjectRule(
        code="PMG-S04",
        severity=Severity.WARNING,
        find=no_timeliness,
        title=message("no timeliness indicator"),
        reason=message("Without a date nobody can say during the year whether the project is late."),
        repair=message("add the day by which the work is done, or how long it may take"),
        evidence=Evidence.SEEN,
        source=message("seen in the published annex of Ezhou 2026"),
        wrong="绩效指标:\n  - 二级指标: 数量指标\n    三级指标: 举办竞赛\n    指标值: 1次",
        right="""\
绩效指标:
  - 二级指标: 数量指标
    三级指标: 举办竞赛
    指标值: 1次
  - 二级指标: 时效指标
    三级指标: 竞赛举办时间
    指标值: 2026年10月31日前""",
    ),
    ProjectRule(
        code="PMG-S06",
        about=Subject.INDICATOR,
        severity=Severity.ERROR,
        find=same_row,
        title=message("same indicator twice"),
        reason=message("Two rows of one name cannot be told apart when the results are filled in."),
        repair=message("give each its own name, or delete one"),
        evidence=Evidence.SEEN,
        source=message("seen in the published annex of Tianjin 2025"),
        wrong="""\
- 二级指标: 数量指标
  三级指标: 其他
  指标值: ≥200场
- 二级指标: 数量指标
  三级指标: 其他
  指标值: ≥800人次""",
        right="""\
- 二级指标: 数量指标
  三级指标: 招聘会场次
  指标值: ≥200场
- 二级指标: 数量指标
  三级指标: 培训人次
  指标值: ≥800人次""",
    ),
    ProjectRule(
        code="PMG-S07",
        about=Subject.INDICATOR,
        severity=Severity.WARNING,
        find=counted_twice,
        title=message("same count as output and as benefit"),
        reason=message("That something was done is no proof that it had an effect."),
        repair=message("write as benefit what changed for those served"),
        evidence=Evidence.SEEN,
        source=message("seen in the published annexes of Tianjin and Wuhai 2022"),
        wrong="""\
- 二级指标: 数量指标
  三级指标: 技能培训人数
  指标值: ≥500人
- 二级指标: 社会效益指标
  三级指标: 参加技能培训人数
  指标值: ≥500人""",
        right="""\
- 二级指标: 数量指标
  三级指标: 技能培训人数
  指标值: ≥500人
- 二级指标: 社会效益指标
  三级指标: 培训后就业人数
  指标值: ≥300人""",
    ),
    ProjectRule(
        code="PMG-S08",
        severity=Severity.INFO,
        find=too_many,
        title=message("very many indicators"),
        reason=message("With more than 40 rows nobody sees what the project is judged by."),
        repair=message("keep the indicators that show most, or split the project"),
        evidence=Evidence.SEEN,
        source=message(
            "seen in the published annexes of Tianjin 2025 and Shanghai 2024; the number 40 is a choice"
        ),
        wrong="绩效指标:\n  # 100条",
        right="绩效指标:\n  # 10至20条",
    ),
    ProjectRule(
        code="PMG-S09",
        about=Subject.INDICATOR,
        severity=Severity.WARNING,
        find=row_order,
        title=message("rows of one kind apart from each other"),
        reason=message("Readers look for rows by their kind; and a level that comes back is printed twice."),
        repair=message("sort the rows by their kind"),
        evidence=Evidence.SEEN,
        source=message("seen in the published annexes, most of which keep the order of the kinds"),
        wrong="""\
- 二级指标: 数量指标
  三级指标: 补贴人数
- 二级指标: 质量指标
  三级指标: 发放准确率
- 二级指标: 数量指标
  三级指标: 补贴批次""",
        right="""\
- 二级指标: 数量指标
  三级指标: 补贴人数
- 二级指标: 数量指标
  三级指标: 补贴批次
- 二级指标: 质量指标
  三级指标: 发放准确率""",
    ),
)
