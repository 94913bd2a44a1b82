"""What the findings of a review are told in: one small function for each output format."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from pmgen.check.review import Review
from pmgen.reports.findings_short import short
from pmgen.reports.telling import Telling

Format = Callable[[Sequence[Review], Telling], str]

FORMATS: Mapping[str, Format] = {
    "short": short,
}
