"""The codes of rules and problems: their kinds and titles, and which of them the reader selected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pmgen.check.review_rule import Evidence, nearest_codes, short_code
from pmgen.check.rules import RULES
from pmgen.problems import CODES, Message, Problem, ProblemKind, Severity, code_of, message

RULE_GROUPS = {
    "S": message("structure"),
    "A": message("arithmetic"),
    "V": message("values"),
    "T": message("time"),
    "G": message("goals"),
    "N": message("names"),
    "P": message("punctuation"),
    "D": message("documents"),
}
"""What the rules of a group are about, by the letter in their codes."""

PROBLEM_KINDS = {
    ProblemKind.READING: message("the file cannot be read as it is: encoding, indentation, marks of YAML"),
    ProblemKind.DATA: message("a key or a value of the data is unknown, missing or not as it must be"),
    ProblemKind.REGION: message("the region asked for: there is none of that name, or several"),
    ProblemKind.PACK: message("the region pack: its region.yaml, or what lies beside it"),
    ProblemKind.LAYOUT: message("the layout of a region: a tag or an element that cannot be followed"),
    ProblemKind.PAIRING: message(
        "the layout of a region: tags that begin and end blocks and do not fit together"
    ),
    ProblemKind.FORMAT: message("something that a format cannot show, or shows otherwise"),
    ProblemKind.GAP: message("the form needs what the data lack"),
    ProblemKind.FORM: message("the form shows something otherwise than published forms do"),
    ProblemKind.WRITING: message("writing the files, and what lies in the output folder"),
    ProblemKind.PROOF: message("finished files that show something else than the data"),
    ProblemKind.INTERNAL: message("a fault of pmgen itself"),
    ProblemKind.UNSAFE: message("refused, because it could do harm"),
}
"""What problems of a kind are about."""

EVIDENCE_WORDS = {
    Evidence.READ: message("verified"),
    Evidence.SEEN: message("verified on published documents"),
    Evidence.REASONED: message("reasoned, not prescribed anywhere that we know"),
    Evidence.REMEMBERED: message("not verified: nobody has looked it up"),
}
"""How well a rule is known."""


_TITLES = {rule.code: rule.title for rule in RULES}


def is_rule(code: str) -> bool:
    """Tell whether a code is that of a rule, which pmgen explain can say more about."""
    return code in _TITLES


def title_of(code: str) -> Message:
    """Return the title of a rule, or of a code that is no rule's."""
    return _TITLES.get(code) or code_of(code).title


ALL_CODES = (
    *(rule.code for rule in RULES),
    *(code.code for code in CODES.values() if code.kind is not ProblemKind.RULE),
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
    return problem.is_error and problem.kind not in (ProblemKind.RULE, ProblemKind.GAP, ProblemKind.FORM)


@dataclass(frozen=True, slots=True)
class FindingFilter:
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
