"""The formats of finished files: a writer and a reader for each, which share nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pmgen.problems import Problem


@dataclass(frozen=True, slots=True)
class Written:
    """The bytes of a file, what the writer left out, and the page of each bookmark where it knows pages."""

    data: bytes
    problems: tuple[Problem, ...] = ()
    pages: Mapping[str, int] = field(default_factory=dict)
