"""Things that one project of an annex counts, and another, which has nothing of them, speaks of: 候车座椅."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from pmgen.check.review_rule import FieldText, ReviewedProject
from pmgen.check.statements.same_subject import noun_before
from pmgen.check.statements.statement_reading import read_statements
from pmgen.check.wording.chinese_characters import HAN
from pmgen.check.wording.name_words import MEASURES
from pmgen.check.wording.similar_words import is_word
from pmgen.late_pattern import late
from pmgen.model.records import Indicator
from pmgen.model.terms import Category
from pmgen.model.units import Dimension

_LENGTH = 4
_NOT_THINGS = frozenset([Dimension.MONEY, Dimension.RATIO, Dimension.TIME, Dimension.GRADE, Dimension.RATE])
_OUTPUTS = frozenset([Category.QUANTITY, Category.QUALITY, Category.TIMELINESS, Category.COST])
_RUN = late(f"{HAN}{{4,}}")
_OF_ANYBODY_WORDS = """
    调查 问卷 报告 方案 专家 评审 合同 档案 资料 会议 手册 视频 投诉 事故 责任 台账 志愿 讲座 材料 文件
    宣传 培训 信息 数据 系统 平台 群众 居民 村民 学生 老人 老年 困难 职工 干部 企业 社区 农村 城市 乡镇
    街道 学校 医院 安全 环境 卫生 文化 教育 健康 服务 设施 设备 工程 基础 公共 技术 技能 人才 经费 费用
    补助 检查 巡查 监测 检测 维护 维修 养护 建设 改造 管理 治理 活动 演练 课程 期刊 简报 手续 第三 三方
    机构 工作 车辆 人员 营运 运营 线路 驾驶
"""
_OF_ANYBODY = frozenset(_OF_ANYBODY_WORDS.split())
"""Words of what projects of every trade have."""


class StrangeThing(NamedTuple):
    """A row's name, or a sentence, that speaks of what only another project counts."""

    field: FieldText
    start: int
    end: int
    other: ReviewedProject


def strange_things(
    projects: Iterable[ReviewedProject],
    sentences: Callable[[FieldText], Iterator[tuple[int, int]]],
    are_kin: Callable[[ReviewedProject, ReviewedProject], bool],
) -> Iterator[StrangeThing]:
    """Give the rows and the sentences of goals that speak of a thing that their project has nothing of.

    One other project counts that thing in its goals, and no further one does.
    """
    every = list(projects)
    owners = _owners(every)
    for own in every if owners else ():
        outputs = {id(each) for each in own.project.indicators if each.base in _OUTPUTS}
        for field in own.texts:
            for start, end in _spans(field, outputs, sentences):
                other = _owner(field, start, end, own, owners)
                if other and not are_kin(own, other):
                    yield StrangeThing(field, start, end, other)


def _spans(
    field: FieldText, outputs: set[int], sentences: Callable[[FieldText], Iterator[tuple[int, int]]]
) -> Iterator[tuple[int, int]]:
    if field.indicator is not None:
        if field.key == "name" and id(field.indicator) in outputs:
            yield 0, len(field.text)
    elif field.goal is not None and field.key == "text":
        yield from sentences(field)


def _owners(projects: Iterable[ReviewedProject]) -> Mapping[str, list[ReviewedProject]]:
    """Return for each thing that goals count the projects that do."""
    owners: dict[str, list[ReviewedProject]] = {}
    for each in projects:
        for thing in {thing for goal in each.project.goals for thing in _things_in(goal.text)}:
            owners.setdefault(thing, []).append(each)
    return owners


def _things_in(text: str) -> Iterator[str]:
    for one in read_statements(text):
        if one.dimension in _NOT_THINGS:
            continue
        for words in (noun_before(one.before)[-_LENGTH:], one.behind[:_LENGTH]):
            if _RUN.fullmatch(words) and _is_special(words):
                yield words


def _is_special(thing: str) -> bool:
    """Tell whether a thing is called by words that say something, the last of which everybody knows."""
    is_called = is_word(thing[2:]) and not any(character in thing for character in _OF_EACH)
    return is_called and all(each not in MEASURES | _OF_ANYBODY for each in (thing[:2], thing[2:]))


_OF_EACH = "每各均共约其该"
"""Characters of what is said of a number, and that name no thing: 每名负责15户."""


def _owner(
    field: FieldText,
    start: int,
    end: int,
    own: ReviewedProject,
    owners: Mapping[str, list[ReviewedProject]],
) -> ReviewedProject | None:
    """Return whose thing a text speaks of; None where its own project has anything else of that thing."""
    text = field.text[start:end]
    for at in range(len(text) - _LENGTH + 1):
        found = owners.get(text[at : at + _LENGTH], ())
        if len(found) != 1 or found[0] is own:
            continue
        thing = text[at : at + _LENGTH]
        said = _row_text(own, field.indicator) if field.indicator else text
        if all(own.prose.count(word) == said.count(word) for word in (thing[:2], thing[2:])):
            return found[0]
    return None


def _row_text(own: ReviewedProject, row: Indicator) -> str:
    return "\n".join(each.text for each in own.texts if each.indicator is row)
