"""Which scores a project's indicators should come to, by its annex or by its region."""

from __future__ import annotations

from pmgen.catalog.weights import Scores, preset_scores
from pmgen.check.case import ProjectCase


def scores_of(case: ProjectCase) -> Scores | None:
    """Return the scores that hold for a project, None where nobody has said any.

    A named set that the annex has chosen comes before what its region says.
    """
    if case.annex.score_preset is not None:
        return preset_scores(case.annex.score_preset)
    return case.region.scores if case.region else None
