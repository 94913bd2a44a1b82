"""What came of a run: a receipt for each annex, small enough to keep, and all of them together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from pmgen.problems import Problem, ProblemKind, Severity
from pmgen.problems.code_table import CODES
from pmgen.publish.file_hashes import Told


@dataclass(frozen=True, slots=True)
class HeldBackFile:
    """A file that is not written: `codes` say why; without any it is sound, and waits for its document."""

    path: Path
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """What came of the documents of an annex: how many were `rendered`, found `unchanged`, or `failed`.

    `into` is its place below the output folder, `unit` whose annex it is, as far as that is known. `said` is
    how often each code was met when the unchanged ones were rendered; `hashes` are those of files read.
    """

    into: PurePosixPath
    unit: str = ""
    rendered: int = 0
    unchanged: int = 0
    failed: int = 0
    written: tuple[Path, ...] = ()
    held: tuple[HeldBackFile, ...] = ()
    problems: tuple[Problem, ...] = ()
    said: Mapping[str, int] = field(default_factory=dict)
    hashes: Told = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Return what people call the annex."""
        return self.unit or self.into.name

    def count(self, severity: Severity) -> int:
        """Return how many things of a severity were met, now or when the documents were rendered."""
        found = sum(1 for problem in self.problems if problem.severity is severity)
        return found + sum(
            number for code, number in self.said.items() if code in CODES and CODES[code].severity is severity
        )


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did: files written and held back, every problem once, how many documents are not whole."""

    written: tuple[Path, ...]
    problems: tuple[Problem, ...]
    failed: int
    held: tuple[HeldBackFile, ...] = ()
    receipts: tuple[Receipt, ...] = ()

    @property
    def gaps(self) -> int:
        """Return how many values the forms need and the data lack."""
        said = sum((Counter(receipt.said) for receipt in self.receipts), Counter[str]())
        return gaps_in(counts(self.problems)) + gaps_in(said)

    @property
    def unchanged(self) -> int:
        """Return how many documents were not rendered, for nothing of theirs has changed."""
        return sum(receipt.unchanged for receipt in self.receipts)

    @property
    def said_before(self) -> int:
        """Return how many gaps and warnings of the unchanged documents are not among the problems."""
        said = sum((Counter(receipt.said) for receipt in self.receipts), Counter[str]())
        return sum(number for code, number in said.items() if _is_worth_telling(code))

    @property
    def refused(self) -> bool:
        """Tell whether anything was refused as unsafe."""
        return any(problem.kind is ProblemKind.UNSAFE for problem in self.problems)


def counts(problems: Iterable[Problem]) -> dict[str, int]:
    """Return how often each code is met; a gap counts once for every place."""
    found = Counter[str]()
    for problem in problems:
        found[problem.code] += max(1, len(problem.places)) if problem.kind is ProblemKind.GAP else 1
    return dict(sorted(found.items()))


def _is_worth_telling(code: str) -> bool:
    return code in CODES and (
        CODES[code].kind is ProblemKind.GAP or CODES[code].severity is not Severity.INFO
    )


def gaps_in(said: Mapping[str, int]) -> int:
    """Return how many of the things that were met are gaps."""
    return sum(
        number for code, number in said.items() if code in CODES and CODES[code].kind is ProblemKind.GAP
    )


def merged(receipts: Iterable[Receipt], problems: Iterable[Problem] = ()) -> Report:
    """Return the report of annexes in their order, after `problems` that were met before any of them."""
    kept = tuple(receipts)
    found = dict.fromkeys([*problems, *(problem for each in kept for problem in each.problems)])
    return Report(
        tuple(path for each in kept for path in each.written),
        tuple(found),
        sum(each.failed for each in kept),
        tuple(held for each in kept for held in each.held),
        kept,
    )
