"""Rules about goals and how they fit the indicators."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from pmgen.check.review_rule import (
    Evidence,
    FieldText,
    ProjectRule,
    ReviewedProject,
    Rule,
    ValueSpan,
    Violation,
    part,
    whole,
)
from pmgen.check.wording.name_words import BARE_NAMES, around, pairs_of, topic_pairs, without_punctuation
from pmgen.late_pattern import late
from pmgen.model.records import Goal, Indicator, Project
from pmgen.model.terms import Category, Horizon
from pmgen.problems import Severity, message
from pmgen.problems.message import short

_OUTPUT: frozenset[Category | None] = frozenset((Category.QUANTITY, Category.QUALITY, Category.TIMELINESS))
_BY_CHANCE = 10
_CLAUSE = late(r"[^，。；：、！？\s]{10,}")
_MARKS = "，、：；"
_SCRAP_BEFORE = late(r"(?<=[^，。；：、！？\s])[^，。；：、！？\s]{1,3}[，。；：、！？\s]")
_SCRAP_BEHIND = late(r"[，。；：、！？\s][^，。；：、！？\s]{1,3}(?=[^，。；：、！？\s]\Z)")
"""Ends of clauses that are alike by chance, before and behind a passage that stands twice."""

_RESIDUE_SIGN = late(r"[<&*`#\]\\{_]")
_RESIDUE = late(
    r"</?(?:p|br|b|i|u|em|strong|span|div|font|table|tr|td|th|ul|ol|li|a|img|h[1-6]|sup|sub|o:p)\b[^<>]*>"
    r"|&(?:nbsp|lt|gt|amp|quot|ldquo|rdquo|mdash|middot|ge|le|#\d{1,6}|#x[0-9A-Fa-f]{1,5});"
    r"|\*\*|```|^#{1,6} |\]\(https?:|_x[0-9A-F]{4}_|\\(?:n|t|u[0-9A-Fa-f]{4}|geq?|leq?)(?![A-Za-z])"
    r"|#(?:REF!|VALUE!|NAME\?|DIV/0!|N/A|NULL!|NUM!)|\{\{|\{%",
    re.MULTILINE,
)


def topics_without_goal(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give what several indicators beside costs speak of, an output among them, and no goal does."""
    project = reviewed.project
    said = (project.name, project.purpose or "", *(goal.text for goal in project.goals))
    known = pairs_of(" ".join(said))
    measured = [each for each in reviewed.project.indicators if each.base is not Category.COST]
    strange = [each for each in measured if _is_strange(each.name, known)]
    while len(strange) > 1:
        word, group = _largest_group(strange, known)
        if len(group) < 2:
            return
        strange = [each for each in strange if each not in group]
        if len(group) == _FEW and any("".join(said).count(each) > 1 for each in word):
            continue
        whole_word = _whole_word(word, group).rstrip(_BEGINS_A_WORD)
        if not _OUTPUT.isdisjoint(each.base for each in group) and not _COMES_WITH_IT.search(whole_word):
            yield _without_goal(whole_word, group)


def _is_strange(name: str, known: frozenset[str]) -> bool:
    """Tell whether hardly anything that a name is about stands among the `known` pairs of characters."""
    rough = pairs_of(name)
    if name in BARE_NAMES or len(rough & known) * 2 > len(rough):
        return False
    topic = _topic(name)
    return bool(topic) and len(topic - _unmentioned(name, known)) * _BY_CHANCE <= len(topic)


_NAMES_SHOWN, _NAME_SHOWN = 6, 20
_FEW = 2
"""So many rows with a word may be by chance where goals keep saying one of its characters: 血液 and 献血."""

_COMES_WITH_IT = late(
    "(?:诉求|事项|案件|工单|问题|信息|材料|标本|样[本品]|资料|数据|档案|台账|记录|成绩|结果|设备|设施|人员|对象|现场)\\Z"
)
"""What any work has to do with, so that goals speak of the work alone."""

_MANAGED = late(
    "工程|交付|合同(?:款|签[订署])?|招投?标|[中评]标|签[订署]|预算执行|档案|归档|台账|备案|审[批核]|公示|监理|[结决]算|付款|拨款|绩效(?:自评|评价)"
)
"""How any project is managed, which is no work that a goal must name."""

_BEGINS_A_WORD = "用及和与的等"
"""Characters that belong to the word behind them: 办公用 of 办公用品 and 办公用纸 is 办公."""

_KINDS_OF_WORK = frozenset("查检测验评审训修养管护")
"""The second characters of verbs that name kinds of one work: a goal that speaks of 检查 speaks of 抽查."""


def _topic(name: str) -> frozenset[str]:
    """Return the pairs of characters that say what work a name is about."""
    return topic_pairs(_MANAGED.sub(" ", _QUANTITY.sub(" ", name)))


_QUANTITY = late(r"[0-9][0-9,.]*\S?")


def _unmentioned(name: str, known: frozenset[str]) -> frozenset[str]:
    """Return what a name is about and neither the goals nor a kind of the same work in them."""
    works = {pair[1] for pair in known} & _KINDS_OF_WORK
    return frozenset(pair for pair in _topic(name) - known if pair[1] not in works)


def _largest_group(strange: Sequence[Indicator], known: frozenset[str]) -> tuple[str, list[Indicator]]:
    """Return the pair of characters that most of the names share, and the indicators that have it."""
    groups: dict[str, list[Indicator]] = defaultdict(list)
    for indicator in strange:
        for pair in _unmentioned(indicator.name, known):
            groups[pair].append(indicator)
    return max(sorted(groups.items()), key=lambda item: len(item[1]), default=("", []))


def _whole_word(pair: str, group: Sequence[Indicator]) -> str:
    """Return the longest word around `pair` that is a topic of all names of a group."""
    name = group[0].name
    topic = _topic(name)
    start = name.index(pair)
    end = start + len(pair)
    while name[start - 1 : start + 1] in topic and _in_all(name[start - 1 : end], group):
        start -= 1
    while name[end - 1 : end + 1] in topic and _in_all(name[start : end + 1], group):
        end += 1
    return name[start:end]


def _in_all(words: str, group: Sequence[Indicator]) -> bool:
    return all(words in each.name for each in group)


def _without_goal(word: str, group: Sequence[Indicator]) -> Violation:
    shown = "、".join(short(each.name, _NAME_SHOWN) for each in group[:_NAMES_SHOWN])
    text = message(
        "{count} indicators speak of {word}, and no goal does: {names}",
        count=len(group),
        word=short(word),
        names=shown + ("……" if len(group) > _NAMES_SHOWN else ""),
    )
    return Violation(text, tuple(_name_spot(each, word) for each in group))


def _name_spot(indicator: Indicator, word: str) -> ValueSpan:
    start = indicator.name.index(word)
    return part(indicator.places, "name", indicator.name, start, start + len(word))


def same_goal_twice(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give the long-term and mid-term goals that have the text of a goal of the year."""
    annual = {without_punctuation(goal.text): goal for goal in reviewed.project.goals_of(Horizon.ANNUAL)}
    for goal in reviewed.project.goals:
        same = None if goal.horizon is Horizon.ANNUAL else annual.get(without_punctuation(goal.text))
        if same is not None:
            text = message("{long} has the text of {year}", long=goal.id, year=same.id)
            yield Violation(text, (whole(goal.places, "text"), whole(same.places, "text")))


def residues(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give the texts that hold markup, or signs that another program left."""
    if not _RESIDUE_SIGN.search(reviewed.prose):
        return
    found: dict[int, tuple[FieldText, list[re.Match[str]]]] = {}
    for written, match in reviewed.matches(_RESIDUE):
        found.setdefault(id(written), (written, []))[1].append(match)
    for written, matches in found.values():
        words = around(written.text, matches[0].start(), matches[0].end())
        spots = tuple(_spot(written, match) for match in matches)
        yield Violation(
            message("signs of another program in the text: {words}", words=words), spots, written.indicator
        )


def _spot(written: FieldText, match: re.Match[str]) -> ValueSpan:
    return part(written.places, written.key, written.text, match.start(), match.end())


def repeated_sentences(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give the sentences that stand twice in one goal, and goals that stand twice."""
    for goal in reviewed.project.goals:
        yield from _repeated(goal)
    yield from _repeated_goals(reviewed.project)


def _repeated(goal: Goal) -> Iterator[Violation]:
    text = goal.text
    first: dict[str, int] = {}
    end = 0
    for match in _CLAUSE.finditer(text):
        before = first.setdefault(match.group(), match.start())
        if before != match.start() and match.start() >= end:
            one, start, end = _widened(text, before, match.start(), match.end())
            words = message("this stands twice in the goal: {words}", words=short(text[start:end]))
            spots = (
                part(goal.places, "text", text, start, end),
                part(goal.places, "text", text, one, one + end - start),
            )
            yield Violation(words, spots)


def _widened(text: str, one: int, start: int, end: int) -> tuple[int, int, int]:
    """Return the beginnings of two like passages, and the end of the second, as long as they stay alike."""
    first, last = start, end
    while one and text[one - 1] == text[start - 1] and text[one - 1] not in "。；\n":
        one, start = one - 1, start - 1
    while end < len(text) and text[end] == text[one + end - start] and one + end - start < start:
        end += 1
    if before := _SCRAP_BEFORE.match(text, start, first):
        one, start = one + len(before.group()), before.end()
    if behind := _SCRAP_BEHIND.search(text, last, end + 1):
        end = behind.start()
    return one, start, start + len(text[start:end].rstrip(_MARKS))


def _repeated_goals(project: Project) -> Iterator[Violation]:
    first: dict[tuple[Horizon, str], Goal] = {}
    for goal in project.goals:
        before = first.setdefault((goal.horizon, without_punctuation(goal.text)), goal)
        if before is not goal:
            text = message("{goal} has the text of {before}", goal=goal.id, before=before.id)
            yield Violation(text, (whole(goal.places, "text"), whole(before.places, "text")))


def goals_without_indicator(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give the goals that no indicator serves, in a project whose indicators name their goals."""
    project = reviewed.project
    if all(indicator.goals is None for indicator in project.indicators):
        return
    for goal in project.goals:
        if not project.indicators_of(goal):
            text = message("no indicator names {goal} in 对应目标", goal=goal.id)
            yield Violation(text, (whole(goal.places, "text"),))


GOAL_TEXTS: tuple[Rule, ...] = (
    ProjectRule(
        code="PMG-G02",
        severity=Severity.INFO,
        find=topics_without_goal,
        title=message("indicators about something that no goal mentions"),
        reason=message(
            "Indicators measure what a goal promises; here it forgets something, or they go beyond it."
        ),
        repair=message("say in the goal what is to be done, or delete the indicators"),
        evidence=Evidence.SEEN,
        source=message("seen in the published annexes of Shanghai 2024 and Tianjin 2025"),
        wrong="年度绩效目标:\n  - 完成培训。\n"
        "绩效指标:\n  - 三级指标: 课题报告数量\n  - 三级指标: 课题报告合格率",
        right="年度绩效目标:\n  - 完成培训和课题。\n"
        "绩效指标:\n  - 三级指标: 课题报告数量\n  - 三级指标: 课题报告合格率",
        heuristic=True,
    ),
    ProjectRule(
        code="PMG-G03",
        severity=Severity.WARNING,
        find=same_goal_twice,
        title=message("long-term goal with the text of the annual goal"),
        reason=message(
            "A long-term goal says what is reached in the end; the year's goal is one step of it."
        ),
        repair=message("write for each what is to be reached in its time"),
        evidence=Evidence.SEEN,
        source=message("seen in the published annex of Ezhou 2026"),
        wrong="长期绩效目标:\n  - 提高就业技能。\n年度绩效目标:\n  - 提高就业技能。",
        right="长期绩效目标:\n  - 三年培训3000人次。\n年度绩效目标:\n  - 培训1000人次。",
    ),
    ProjectRule(
        code="PMG-G04",
        severity=Severity.ERROR,
        find=residues,
        title=message("markup or other signs of a program in a text"),
        reason=message(
            "Such signs come along from a website, an editor or a spreadsheet and are printed as they stand."
        ),
        repair=message("delete them and keep the words"),
        evidence=Evidence.SEEN,
        source=message("seen in the published annex of Ezhou 2026"),
        wrong="年度绩效目标:\n  - <p>开展技能培训。</p>",
        right="年度绩效目标:\n  - 开展技能培训。",
    ),
    ProjectRule(
        code="PMG-G05",
        severity=Severity.WARNING,
        find=repeated_sentences,
        title=message("sentence or goal that stands twice"),
        reason=message("A sentence that was pasted twice shows that nobody read the goal to its end."),
        repair=message("delete one of the two"),
        evidence=Evidence.SEEN,
        source=message("seen in the published annex of Ezhou 2026"),
        wrong="年度绩效目标:\n  - 组织开展职业技能培训。组织开展职业技能培训，提高就业能力。",
        right="年度绩效目标:\n  - 组织开展职业技能培训，提高就业能力。",
    ),
    ProjectRule(
        code="PMG-G06",
        severity=Severity.WARNING,
        find=goals_without_indicator,
        title=message("goal that no indicator serves"),
        reason=message(
            "Nobody can tell whether a goal without indicators was reached, and its table is printed empty."
        ),
        repair=message("name the goal in 对应目标 of the indicators that measure it, or add some"),
        evidence=Evidence.REASONED,
        source=message("reasoned from the forms that print a table of indicators for each goal"),
        wrong="年度绩效目标:\n  - 开展培训。\n  - 开展宣传。\n"
        "绩效指标:\n  - 三级指标: 培训人数\n    对应目标:\n      - 年度1",
        right="年度绩效目标:\n  - 开展培训。\n"
        "绩效指标:\n  - 三级指标: 培训人数\n    对应目标:\n      - 年度1",
    ),
)
