"""Named sets of scores that a region or an annex may choose; none of them is ever used unasked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from pmgen.model.terms import ScorePreset


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
        """Tell whether the numbers were written down from memory, and nobody has looked them up."""
        return self.preset is not None and self.preset not in _VERIFIED


def preset_scores(preset: ScorePreset) -> Scores:
    """Return the scores of a named set."""
    groups = {name: Decimal(score) for name, score in _GROUPS[preset].items()}
    return Scores(Decimal(sum(_GROUPS[preset].values())), groups, preset)


# All of them leave 10 of 100 to 预算执行率, which is no indicator.
_GROUPS: Mapping[ScorePreset, Mapping[str, int]] = {
    ScorePreset.OUTPUT_50_30_10: {"产出指标": 50, "效益指标": 30, "满意度指标": 10},
    ScorePreset.OUTPUT_60_30: {"产出指标": 60, "效益指标": 30},
    ScorePreset.COST_20_40_20_10: {"成本指标": 20, "产出指标": 40, "效益指标": 20, "满意度指标": 10},
    ScorePreset.COST_20_40_30: {"成本指标": 20, "产出指标": 40, "效益指标": 30},
    ScorePreset.OUTPUT_50_40: {"产出指标": 50, "效益指标": 40},
}
# Read in published self-assessment forms. The others are remembered from 财预〔2021〕101号.
_VERIFIED = frozenset([ScorePreset.OUTPUT_50_30_10, ScorePreset.OUTPUT_60_30])
