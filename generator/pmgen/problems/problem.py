"""Problems and the places where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pmgen.crash import Crash, crashed
from pmgen.problems.code_table import CODES, code_of
from pmgen.problems.message import Message, message
from pmgen.problems.problem_code import Holds, ProblemKind, Severity


@dataclass(frozen=True, slots=True)
class SourcePlace:
    """A place in a text file; lines and columns count characters from 1, `length` is at least 1."""

    file: str
    line: int | None = None
    column: int | None = None
    length: int = 1


@dataclass(frozen=True, slots=True)
class LayoutPlace:
    """A place in a Word layout or a finished file: its part or sheet, and from 1 what else is known.

    `text` is the tag or the words that stand there, so that an author finds it with Ctrl+F.
    """

    file: str
    part: str = ""
    table: int | None = None
    row: int | None = None
    cell: int | None = None
    paragraph: int | None = None
    text: str = ""
    page: int | None = None


Place = SourcePlace | LayoutPlace


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong. `places` begins with the one to look at first.

    Its code has a line in the table; `rated` is how bad a rule of the review is, which has none there.
    `crash` is what to hand to those who look after pmgen, where the fault is its own.
    """

    code: str
    message: Message
    places: tuple[Place, ...] = ()
    hint: Message | None = None
    rated: Severity | None = None
    crash: Crash | None = None

    def __post_init__(self) -> None:
        if self.rated is None:
            code_of(self.code)
        elif self.code in CODES and CODES[self.code].severity is not self.rated:
            raise ValueError(f"{self.code} is rated otherwise in the table")

    @property
    def severity(self) -> Severity:
        """Return how bad it is."""
        return self.rated or code_of(self.code).severity

    @property
    def kind(self) -> ProblemKind:
        """Return what it is about."""
        return CODES[self.code].kind if self.code in CODES else ProblemKind.RULE

    @property
    def holds(self) -> Holds:
        """Return what is not written because of it."""
        return CODES[self.code].holds if self.code in CODES else Holds.NOTHING

    @property
    def is_error(self) -> bool:
        """Tell whether it is an error."""
        return self.severity is Severity.ERROR


class Refusal(Exception):
    """Raised where there is nothing to hand over; carries every problem that led to it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{problem.code} {problem.message}" for problem in self.problems))

    def __reduce__(self) -> tuple[type[Refusal], tuple[tuple[Problem, ...]]]:
        return Refusal, (self.problems,)


class Problems:
    """Collects problems in the order in which they are found."""

    def __init__(self) -> None:
        self._found: list[Problem] = []

    def __iter__(self) -> Iterator[Problem]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def add(self, code: str, text: Message, *places: Place, hint: Message | None = None) -> None:
        """Keep one more problem, as bad as the table says."""
        self.keep(Problem(code, text, places, hint))

    def keep(self, problem: Problem) -> None:
        """Keep one more problem."""
        self._found.append(problem)

    def extend(self, problems: Iterable[Problem]) -> None:
        """Keep several problems."""
        self._found.extend(problems)

    @property
    def has_errors(self) -> bool:
        """Tell whether anything found is an error."""
        return any(problem.is_error for problem in self._found)

    def refuse_errors(self) -> None:
        """Raise Refusal with everything found so far if any of it is an error."""
        if self.has_errors:
            raise Refusal(self._found)


def internal_error(error: Exception, *places: Place) -> Problem:
    """Return the problem for what went wrong in pmgen itself, at the place that is known or these."""
    kept = crashed(error)
    text = message("internal error of pmgen ({kind})", kind=kept.crash.kind)
    hint = message("nothing is wrong with your files; please send the log to those who look after pmgen")
    where = (kept.place, *places[1:]) if kept.place is not None else places
    return Problem("PMG790", text, where, hint, crash=kept.crash)
