"""Which findings are in sight: by code, or the beginning of one, and by severity."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pmgen.check.codes import nearest_codes, short_code
from pmgen.check.rules import RULES
from pmgen.problems import CODES, Kind, Message, Problem, Severity, message

ALL_CODES = (
    *(rule.code for rule in RULES),
    *(code.code for code in CODES.values() if code.kind is not Kind.RULE),
)
"""The codes of all rules, then those of the table that no rule has."""

_ORDER = tuple(Severity)


def is_known(written: str) -> bool:
    """Tell whether a code, or the beginning of one, is that of any rule or problem."""
    short = short_code(written)
    return bool(short) and any(short_code(code).startswith(short) for code in ALL_CODES)


def near_codes(written: str) -> list[str]:
    """Return codes that may have been meant."""
    return nearest_codes(written, ALL_CODES)


def unknown_code(written: str) -> Message:
    """Return the sentence about a code that there is not, with those that are near."""
    near = near_codes(written)
    if near:
        return message("there is no code {code}; did you mean {near}?", code=written, near="、".join(near))
    return message("there is no code {code}; pmgen explain lists them all", code=written)


def stops_reading(problem: Problem) -> bool:
    """Tell whether a problem kept something from being checked; such a one is never out of sight."""
    return problem.is_error and problem.kind not in (Kind.RULE, Kind.GAP, Kind.FORM)


@dataclass(frozen=True, slots=True)
class Sight:
    """What the reader wants to see: the codes selected but for those ignored, of at least this severity.

    Of `select` and `ignore` the one that names a code more exactly counts; `ignore` where both do alike.
    """

    select: Sequence[str] = ()
    ignore: Sequence[str] = ()
    least: Severity = Severity.INFO

    def holds(self, problem: Problem) -> bool:
        """Tell whether a problem is in sight."""
        if stops_reading(problem):
            return True
        if _ORDER.index(problem.severity) > _ORDER.index(self.least):
            return False
        return self.names(problem.code)

    def names(self, code: str) -> bool:
        """Tell whether a code is selected, however bad its problems are; "" is no code's beginning."""
        short = short_code(code)
        selected = _exactness(short, self.select) if self.select else 0
        return selected > _exactness(short, self.ignore)


def _exactness(code: str, written: Iterable[str]) -> int:
    """Return the length of the longest of the beginnings that fit `code`, -1 where none does."""
    beginnings = (short_code(each) for each in written)
    return max((len(each) for each in beginnings if code.startswith(each)), default=-1)
