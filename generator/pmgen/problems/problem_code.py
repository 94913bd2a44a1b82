"""What is known of a code: how bad it is, what it holds back, what it is about, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from pmgen.problems.message import Message


class Severity(Enum):
    """How bad a problem is; an error holds something back."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Holds(Enum):
    """What is not written because of a problem."""

    NOTHING = auto()
    FORMAT = auto()
    """The file of the one format that cannot carry something; the others of its document are written."""
    DOCUMENT = auto()
    """The document in every format: its files are made of one source and belong together."""
    RUN = auto()
    """Everything that the command was asked for."""


class ProblemKind(Enum):
    """What a problem is about."""

    READING = auto()
    """A file that cannot be read as it is: encoding, indentation, signs of YAML."""
    DATA = auto()
    """A key or a value."""
    REGION = auto()
    """The word for a region: there is none of that name, or several."""
    PACK = auto()
    """What a region.yaml says."""
    LAYOUT = auto()
    """A tag or an element of a layout."""
    PAIRING = auto()
    """Tags of a layout that begin and end blocks, and do not fit together."""
    FORMAT = auto()
    """What a format shows otherwise, or cannot show."""
    GAP = auto()
    """A blank in the form, for a value that it needs."""
    FORM = auto()
    """What the form prints in a way worth a look."""
    WRITING = auto()
    """A file that cannot be written."""
    PROOF = auto()
    """A finished file that does not show what it must."""
    INTERNAL = auto()
    """A fault of pmgen itself."""
    UNSAFE = auto()
    """What is refused because it could do harm."""
    RULE = auto()
    """A rule of the review that something else than the review finds."""


@dataclass(frozen=True, slots=True)
class ProblemCode:
    """A code of the table: `title` says what it is, `remedy` what to do about it."""

    code: str
    severity: Severity
    holds: Holds
    kind: ProblemKind
    title: Message
    remedy: Message

    def __str__(self) -> str:
        return self.code


def codes_alike(
    severity: Severity, holds: Holds, kind: ProblemKind, *rows: tuple[str, Message, Message]
) -> Iterator[ProblemCode]:
    """Give the codes of `rows`, each a code with its title and its remedy, that have the rest in common."""
    return (ProblemCode(code, severity, holds, kind, title, remedy) for code, title, remedy in rows)
