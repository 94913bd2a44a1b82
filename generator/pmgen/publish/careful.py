"""Work on one document so that it harms no other: layouts under limits, our own faults as problems."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from pmgen.crash import crashed
from pmgen.engines.strange import under_limits
from pmgen.problems import Place, Problem, Refusal, SourcePlace, message

if TYPE_CHECKING:
    from pmgen.publish.plan import Job

_Result = TypeVar("_Result")


def carefully(job: Job, work: Callable[[], _Result]) -> _Result:
    """Return what `work` does for `job`; Refusal says what kept it from ending, be it pmgen itself."""
    annex = SourcePlace(job.annex.file)
    projects = len(job.annex.projects) if job.project is None else 1
    try:
        return under_limits(job.layout, work, places=(annex,), projects=projects)
    except Refusal:
        raise
    except Exception as error:
        raise Refusal([own_fault(error, SourcePlace(str(job.region.layout)), annex)]) from error


def own_fault(error: Exception, *places: Place) -> Problem:
    """Return the problem for what went wrong in pmgen itself, at the place that is known or these."""
    kept = crashed(error)
    text = message("internal error of pmgen ({kind})", kind=kept.crash.kind)
    hint = message("nothing is wrong with your files; please send the log to those who look after pmgen")
    where = (kept.place, *places[1:]) if kept.place is not None else places
    return Problem("PMG790", text, where, hint, crash=kept.crash)
