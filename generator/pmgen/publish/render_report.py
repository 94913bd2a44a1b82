"""What came of a run: a receipt for each annex, small enough to keep, and all of them together."""

from __future__ import annotations

import pickle
from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from os import SEEK_END
from pathlib import Path, PurePosixPath
from tempfile import SpooledTemporaryFile
from weakref import finalize

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


_IN_MEMORY = 1_000_000
"""Bytes of receipts that are held in memory; more of them lie on the disk."""


class Receipts(Collection[Receipt]):
    """Receipts by their numbers, beginning at 0: those of many annexes lie on the disk."""

    def __init__(self, count: int) -> None:
        self._file = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - it lives as long as they do
        self._starts = array("q", [0]) * count
        finalize(self, self._file.close)

    def __setitem__(self, number: int, receipt: Receipt) -> None:
        self._starts[number] = self._file.seek(0, SEEK_END)
        pickle.dump(receipt, self._file)

    def __iter__(self) -> Iterator[Receipt]:
        for start in self._starts:
            self._file.seek(start)
            yield pickle.load(self._file)

    def __len__(self) -> int:
        return len(self._starts)

    def __contains__(self, receipt: object) -> bool:
        return any(each == receipt for each in self)


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did, annex by annex, and the problems that were met beside.

    Of many annexes there is much to tell: what is asked of a report goes through the receipts each time.
    """

    receipts: Collection[Receipt] = ()
    beside: tuple[Problem, ...] = ()

    def __iter__(self) -> Iterator[Problem]:
        """Yield every problem once."""
        seen = set[int]()
        for problem in chain((each for receipt in self.receipts for each in receipt.problems), self.beside):
            if (known := hash(problem)) not in seen:
                seen.add(known)
                yield problem

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return every problem once."""
        return tuple(self)

    @property
    def written(self) -> tuple[Path, ...]:
        """Return the files written."""
        return tuple(path for receipt in self.receipts for path in receipt.written)

    @property
    def files(self) -> int:
        """Return how many files were written."""
        return sum(len(receipt.written) for receipt in self.receipts)

    @property
    def made_any(self) -> bool:
        """Tell whether there is a document that is as it should be."""
        return any(receipt.written or receipt.unchanged for receipt in self.receipts)

    @property
    def held(self) -> tuple[HeldBackFile, ...]:
        """Return the files held back."""
        return tuple(each for receipt in self.receipts for each in receipt.held)

    @property
    def failed(self) -> int:
        """Return how many documents are not whole."""
        return sum(receipt.failed for receipt in self.receipts)

    @property
    def gaps(self) -> int:
        """Return how many values the forms need and the data lack."""
        return gaps_in(counts(self)) + gaps_in(self._said())

    @property
    def unchanged(self) -> int:
        """Return how many documents were not rendered, for nothing of theirs has changed."""
        return sum(receipt.unchanged for receipt in self.receipts)

    @property
    def said_before(self) -> int:
        """Return how many gaps and warnings of the unchanged documents are not among the problems."""
        return sum(number for code, number in self._said().items() if _is_worth_telling(code))

    @property
    def refused(self) -> bool:
        """Tell whether anything was refused as unsafe."""
        return any(problem.kind is ProblemKind.UNSAFE for problem in self)

    def _said(self) -> Counter[str]:
        said = Counter[str]()
        for receipt in self.receipts:
            said.update(receipt.said)
        return said


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


def joined_reports(reports: Iterable[Report]) -> Report:
    """Return what several runs did, one after the other."""
    kept = tuple(reports)
    joined = Receipts(sum(len(each.receipts) for each in kept))
    for number, receipt in enumerate(receipt for each in kept for receipt in each.receipts):
        joined[number] = receipt
    return Report(joined, tuple(problem for each in kept for problem in each.beside))
