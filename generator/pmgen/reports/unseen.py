"""What of reviews is not shown, because the reader asked for a part only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Set
from functools import reduce

from pmgen.check.review import Review
from pmgen.problems import Message, Severity, message


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
