"""Rules about 分值."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from pmgen.catalog.region import PrescribedScores, Region, last_words, preset_scores
from pmgen.check.review_rule import (
    AnnexRule,
    Evidence,
    ProjectRule,
    ReviewedAnnex,
    ReviewedProject,
    Rule,
    Subject,
    ValueSpan,
    Violation,
    scores_of,
    whole,
)
from pmgen.model.money import add
from pmgen.model.records import Indicator, Project
from pmgen.model.terms import ScorePreset
from pmgen.problems import Message, Severity, message
from pmgen.problems.message import short
from pmgen.view.indicator_records import levels_of

_FULL, _WITHOUT_EXECUTION = Decimal(100), Decimal(90)
_CORRECT_OR_CHOOSE = message(
    "correct the scores so that every level 1 comes to its number; where your place has other numbers, see "
    "pmgen explain PMG-S05"
)


def score_sums(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every level 1 whose scores do not come to what they should, or else all of them together."""
    scores, region = scores_of(reviewed), reviewed.region
    indicators = _annual(reviewed.project)
    if scores is None or region is None or any(each.score is None for each in indicators):
        return
    if not scores.groups.keys() <= _levels(region):
        return
    groups = _by_level(indicators, region)
    wrong = [name for name, score in scores.groups.items() if _sum(groups.get(name, ())) != score]
    for name in wrong:
        yield _group_hit(reviewed, scores, name, groups.get(name, ()), _sum(indicators))
    if not wrong and _sum(indicators) != scores.total:
        text = message("scores come to {sum}, not to {total}", sum=_sum(indicators), total=_all(scores))
        yield Violation(text, tuple(map(_score, indicators)), repair=_repair(scores))


def _group_hit(
    reviewed: ReviewedProject,
    scores: PrescribedScores,
    name: str,
    indicators: Sequence[Indicator],
    total: Decimal,
) -> Violation:
    values = {"level": name, "sum": _sum(indicators), "wanted": scores.groups[name]}
    if total == scores.total:
        text = message("the scores of {level} come to {sum}, not to {wanted}", **values)
    else:
        text = message(
            "the scores of {level} come to {sum}, not to {wanted}; all scores to {all}, not to {total}",
            all=total,
            total=_all(scores),
            **values,
        )
    spots = tuple(map(_score, indicators)) or (whole(reviewed.project.places, "indicators"),)
    return Violation(text, spots, repair=_repair(scores))


def _all(scores: PrescribedScores) -> Message | Decimal:
    """Return what all scores come to, with a word on the part of 100 that is no indicator's."""
    if scores.total != _WITHOUT_EXECUTION:
        return scores.total
    return message(
        "{total} (of 100, the other {rest} are usually those of 预算执行率, which is no row of this table)",
        total=scores.total,
        rest=_FULL - scores.total,
    )


def _repair(scores: PrescribedScores) -> Message:
    """Return what to do, with the named sets; or a word on one that nobody has verified."""
    if not scores.is_unverified or scores.preset is None:
        return _CORRECT_OR_CHOOSE
    return message(
        "the set {preset} was written down from memory, not verified: look into the rules of your place",
        preset=scores.preset.chinese,
    )


def _annual(project: Project) -> tuple[Indicator, ...]:
    """Return the indicators of the year; what serves only later years has scores of its own."""
    later = {goal.id for goal in project.goals if goal.horizon.value != "annual"}
    return tuple(each for each in project.indicators if each.goals is None or not set(each.goals) <= later)


def _levels(region: Region) -> frozenset[str]:
    return frozenset(label.level1 for label in region.labels.values())


def _by_level(indicators: Sequence[Indicator], region: Region) -> dict[str, list[Indicator]]:
    groups: dict[str, list[Indicator]] = {}
    for indicator in indicators:
        level = levels_of(indicator, region.labels).level1
        if level is not None:
            groups.setdefault(level, []).append(indicator)
    return groups


def _sum(indicators: Sequence[Indicator]) -> Decimal:
    return add(each.score.value for each in indicators if each.score is not None)


def _score(indicator: Indicator) -> ValueSpan:
    return whole(indicator.places, "score")


def score_of_nothing(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every score that is not above zero."""
    for indicator in reviewed.project.indicators:
        if indicator.score is not None and indicator.score.value <= 0:
            text = message(
                "the score of {name} is {score}", name=short(indicator.name), score=indicator.score
            )
            yield Violation(text, (_score(indicator),), indicator)


def some_scores(reviewed: ReviewedProject) -> Iterator[Violation]:
    """Give every indicator without a score beside others with one, where the form asks for none."""
    without = [each for each in reviewed.project.indicators if each.score is None]
    if not without or len(without) == len(reviewed.project.indicators):
        return
    if reviewed.region is not None and "分值" in last_words(reviewed.region):
        return
    for indicator in without:
        text = message("{name} has no score, others have one", name=short(indicator.name))
        yield Violation(text, (whole(indicator.places),), indicator)


def set_beside_form(reviewed: ReviewedAnnex) -> Iterator[Violation]:
    """Give a named set with a level 1 that the form does not have."""
    preset, region = reviewed.annex.score_preset, reviewed.region
    if preset is None or region is None:
        return
    strange = [name for name in preset_scores(preset).groups if name not in _levels(region)]
    if strange:
        yield Violation(
            message(
                "{preset} has scores for {names}, which the form of {region} does not have",
                preset=preset.chinese,
                names="、".join(strange),
                region=region.name,
            ),
            (whole(reviewed.annex.places, "score_preset"),),
        )


SCORES: tuple[Rule, ...] = (
    ProjectRule(
        code="PMG-S05",
        severity=Severity.ERROR,
        find=score_sums,
        title=message("scores do not come to what they should"),
        reason=message("The self-assessment adds the scores up; with another sum no project can be graded."),
        repair=message(
            "correct the scores so that every level 1 comes to its number; where your place has other "
            "numbers, write a line 分值预设: in annex.yaml, with one of {presets}; where it has none of "
            "these, turn the rule off",
            presets="、".join(preset.chinese for preset in ScorePreset),
        ),
        evidence=Evidence.SEEN,
        source=message("seen in the published annex of Wuhai 2022, where seven of nine projects keep to it"),
        wrong="- 二级指标: 社会效益指标\n  三级指标: 保障运行\n  指标值: 有效保障\n  分值: 20",
        right="- 二级指标: 社会效益指标\n  三级指标: 保障运行\n  指标值: 有效保障\n  分值: 30",
    ),
    ProjectRule(
        code="PMG-S16",
        about=Subject.INDICATOR,
        severity=Severity.ERROR,
        find=score_of_nothing,
        title=message("score of zero or less"),
        reason=message("An indicator without weight is not assessed; it should not be in the table."),
        repair=message("give the indicator a score, or delete it"),
        evidence=Evidence.REASONED,
        source=message("every score of the forms seen is above zero"),
        wrong="- 三级指标: 培训人数\n  指标值: ≥100人\n  分值: 0",
        right="- 三级指标: 培训人数\n  指标值: ≥100人\n  分值: 10",
    ),
    ProjectRule(
        code="PMG-S17",
        about=Subject.INDICATOR,
        severity=Severity.WARNING,
        find=some_scores,
        title=message("scores for some indicators only"),
        reason=message("Scores are only worth something when every indicator has one."),
        repair=message("write 分值 under it, or delete the others"),
        evidence=Evidence.REASONED,
        source=message("where a form has scores, every indicator has one"),
        wrong="- 三级指标: 培训人数\n  指标值: ≥100人\n  分值: 10\n- 三级指标: 培训合格率\n  指标值: ≥90%",
        right="""\
- 三级指标: 培训人数
  指标值: ≥100人
  分值: 10
- 三级指标: 培训合格率
  指标值: ≥90%
  分值: 10""",
    ),
    AnnexRule(
        code="PMG-S19",
        severity=Severity.ERROR,
        find=set_beside_form,
        title=message("named set of scores that the form has no place for"),
        reason=message("Scores for a level 1 that the form does not print cannot be compared with anything."),
        repair=message("choose another 分值预设, or delete the line: the numbers of the region then hold"),
        evidence=Evidence.REASONED,
        source=message("a form prints scores only for the levels that it has"),
        wrong="地区: wuhai\n分值预设: 成本20产出40效益20满意度10",
        right="地区: wuhai\n分值预设: 产出50效益30满意度10",
    ),
)
