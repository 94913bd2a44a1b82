"""Problems as values: what is wrong, how bad it is, where it stands and what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from pmgen.crash import Crash


class Severity(Enum):
    """How bad a problem is; an error keeps a document from being written."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence in English with named gaps; the text is also the key of its translation.

    `values` holds the words for the gaps as (name, value) pairs; they are quoted data, never translated,
    unless they are messages themselves.
    """

    text: str
    values: tuple[tuple[str, str | Message], ...] = ()

    def show(self, translate: Callable[[str], str] = str) -> str:
        """Return the sentence with its gaps filled, in the language of `translate`."""
        words = {
            name: value.show(translate) if isinstance(value, Message) else value
            for name, value in self.values
        }
        return translate(self.text).format_map(words)

    def __str__(self) -> str:
        return self.show()


def message(text: str, **values: object) -> Message:
    """Return `text` with `values` for its `{gaps}`; this name marks the sentence for translation."""
    words = ((name, value if isinstance(value, Message) else str(value)) for name, value in values.items())
    return Message(text, tuple(words))


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

    `crash` is what to hand to those who look after pmgen, where the fault is its own.
    """

    code: str
    severity: Severity
    message: Message
    places: tuple[Place, ...] = ()
    hint: Message | None = None
    crash: Crash | None = None


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

    def add(self, problem: Problem) -> None:
        """Keep one more problem."""
        self._found.append(problem)

    def error(self, code: str, text: Message, *places: Place, hint: Message | None = None) -> None:
        """Keep an error."""
        self.add(Problem(code, Severity.ERROR, text, places, hint))

    def warn(self, code: str, text: Message, *places: Place, hint: Message | None = None) -> None:
        """Keep a warning."""
        self.add(Problem(code, Severity.WARNING, text, places, hint))

    def inform(self, code: str, text: Message, *places: Place, hint: Message | None = None) -> None:
        """Keep a remark."""
        self.add(Problem(code, Severity.INFO, text, places, hint))

    def extend(self, problems: Iterable[Problem]) -> None:
        """Keep several problems."""
        self._found.extend(problems)

    @property
    def has_errors(self) -> bool:
        """Tell whether anything found is an error."""
        return any(problem.severity is Severity.ERROR for problem in self._found)

    def refuse_errors(self) -> None:
        """Raise Refusal with everything found so far if any of it is an error."""
        if self.has_errors:
            raise Refusal(self._found)
