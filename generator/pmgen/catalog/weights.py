"""Named sets of scores that a region or an annex may choose; none of them is ever used unasked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from pmgen.model.terms import ScorePreset
from pmgen.problems import Message, message


@dataclass(frozen=True, slots=True)
class Scores:
    """分值: what all indicators of a project come to, and those of each level 1 by its printed label.

    `preset` is the named set that the numbers were taken from.
    """

    total: Decimal
    groups: Mapping[str, Decimal]
    preset: ScorePreset | None = None

    @property
    def is_unverified(self) -> bool:
        """Tell whether the numbers were written down from memory."""
        return self.preset is not None and not PRESETS[self.preset].verified


@dataclass(frozen=True, slots=True)
class Preset:
    """The scores of a named set, where they come from, and whether anybody has read them there."""

    scores: Scores
    source: Message
    verified: bool = False


def preset_scores(preset: ScorePreset) -> Scores:
    """Return the scores of a named set."""
    return PRESETS[preset].scores


def _preset(preset: ScorePreset, source: Message, *, verified: bool = False, **groups: int) -> Preset:
    numbers = {_LABELS[name]: Decimal(number) for name, number in groups.items()}
    return Preset(Scores(sum(numbers.values(), Decimal(0)), numbers, preset), source, verified)


_LABELS = {"cost": "成本指标", "output": "产出指标", "benefit": "效益指标", "satisfaction": "满意度指标"}
_FORMS = message("read in published self-assessment forms, beside 10 for 预算执行率")
_GUIDE = message("from memory of 财预〔2021〕101号, beside 10 for 预算执行率; not verified")
PRESETS: Mapping[ScorePreset, Preset] = {
    ScorePreset.OUTPUT_50_30_10: _preset(
        ScorePreset.OUTPUT_50_30_10, _FORMS, verified=True, output=50, benefit=30, satisfaction=10
    ),
    ScorePreset.OUTPUT_60_30: _preset(ScorePreset.OUTPUT_60_30, _FORMS, verified=True, output=60, benefit=30),
    ScorePreset.COST_20_40_20_10: _preset(
        ScorePreset.COST_20_40_20_10, _GUIDE, cost=20, output=40, benefit=20, satisfaction=10
    ),
    ScorePreset.COST_20_40_30: _preset(ScorePreset.COST_20_40_30, _GUIDE, cost=20, output=40, benefit=30),
    ScorePreset.OUTPUT_50_40: _preset(ScorePreset.OUTPUT_50_40, _GUIDE, output=50, benefit=40),
}
