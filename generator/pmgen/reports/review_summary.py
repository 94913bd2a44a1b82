"""Reviews in a sentence: how much was reviewed and found, what is not shown, what repairs itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from functools import reduce

from pmgen.check.annex_review import Review
from pmgen.check.rule_settings import RuleLevel, RuleSetting
from pmgen.load.left_out_files import SETTINGS_FILE
from pmgen.problems import Message, Severity, message


def reviewed_words(reviews: Sequence[Review]) -> Message:
    """Return the sentence about how many annexes and projects were reviewed, and how much was found."""
    findings = [finding for review in reviews for finding in review.findings]
    counted = Counter(finding.problem.severity for finding in findings if finding.waiver is None)
    return message(
        "{reviewed}; errors: {errors}, warnings: {warnings}, notes: {notes}; waived: {waived}",
        reviewed=_reviewed(reviews),
        errors=counted[Severity.ERROR],
        warnings=counted[Severity.WARNING],
        notes=counted[Severity.INFO],
        waived=sum(finding.waiver is not None for finding in findings),
    )


def _reviewed(reviews: Sequence[Review]) -> Message:
    of_departments = [project.is_department for review in reviews for project in review.projects]
    annexes, departments, projects = len(reviews), of_departments.count(True), of_departments.count(False)
    if not departments:
        return message("annexes: {annexes}, projects: {projects}", annexes=annexes, projects=projects)
    if not projects:
        return message(
            "annexes: {annexes}, departments: {departments}", annexes=annexes, departments=departments
        )
    return message(
        "annexes: {annexes}, projects: {projects}, departments: {departments}",
        annexes=annexes,
        projects=projects,
        departments=departments,
    )


def hidden_words(
    reviews: Sequence[Review], asked: str, settings: Iterable[RuleSetting], say: Callable[[Message], str]
) -> Iterator[str]:
    """Give the sentences about what is not shown, or at another level than usual, and by whose wish."""
    if unseen := unseen_words(reviews, asked, say):
        yield unseen
    for setting in settings:
        yield say(set_words(setting, switched_off(reviews, setting)))


def switched_off(reviews: Iterable[Review], setting: RuleSetting) -> int:
    """Return how many findings a rule has that is off."""
    off = (finding for review in reviews for finding in review.off if finding.waiver is None)
    return sum(finding.problem.code == setting.code for finding in off)


def set_words(setting: RuleSetting, off: int | None = None) -> Message:
    """Return the sentence about a level that is set, and `off`, how many findings are not shown for it."""
    values = {"file": SETTINGS_FILE, "rule": setting.code, "reason": setting.reason}
    match setting.level:
        case RuleLevel.OFF if off is None:
            return message("{file}: {rule} is off ({reason})", **values)
        case RuleLevel.OFF:
            return message("{file}: {rule} is off, {count} findings ({reason})", count=off, **values)
        case RuleLevel.ERROR:
            return message("{file}: {rule} is an error ({reason})", **values)
        case RuleLevel.WARNING:
            return message("{file}: {rule} is a warning ({reason})", **values)
        case RuleLevel.INFO:
            return message("{file}: {rule} is a note ({reason})", **values)


def unseen_words(reviews: Iterable[Review], asked: str, say: Callable[[Message], str]) -> str:
    """Return the sentence that says how much is left out by the options `asked`, "" where nothing is."""
    findings = (finding for review in reviews for finding in review.unseen)
    counted = Counter(finding.problem.severity for finding in findings if finding.waiver is None)
    if not counted:
        return ""
    counts = (_count(each, counted[each]) for each in Severity if counted[each])
    words = reduce(lambda one, other: say(message("{one}, {other}", one=one, other=other)), map(say, counts))
    return say(message("only a part is shown ({options}); not shown: {counts}", options=asked, counts=words))


def unseen_projects(review: Review) -> Set[int]:
    """Return the numbers of the projects about which something is not shown."""
    return {each.project.seq for each in review.unseen if each.project and each.waiver is None}


def _count(severity: Severity, count: int) -> Message:
    match severity:
        case Severity.ERROR:
            return message("errors: {count}", count=count)
        case Severity.WARNING:
            return message("warnings: {count}", count=count)
        case Severity.INFO:
            return message("notes: {count}", count=count)
