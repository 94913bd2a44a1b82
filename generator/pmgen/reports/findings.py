"""The formats in which other programs read the findings of reviews, one small function each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from pmgen.check.review import Review
from pmgen.reports.findings_github import github
from pmgen.reports.findings_json import as_json
from pmgen.reports.findings_sarif import sarif
from pmgen.reports.findings_short import short
from pmgen.reports.telling import Telling

Format = Callable[[Sequence[Review], Telling], str]

FORMATS: Mapping[str, Format] = {
    "short": short,
    "json": as_json,
    "sarif": sarif,
    "github": github,
}
"""What `--output-format` may name beside text, which is for people."""
