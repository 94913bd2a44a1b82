"""A line of a file as people write it, and a problem of it with the line that was meant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pmgen.problems import Message, Problem, SourcePlace


def is_written(line: str) -> bool:
    """Tell whether a line is neither blank nor a comment."""
    return bool(line.strip()) and not line.lstrip().startswith("#")


@dataclass(frozen=True, slots=True)
class LineRepair:
    """A problem of one line, counted from 0, and the line as it was probably meant; None where unknown.

    `more` are further lines of the same problem, with their numbers.
    """

    problem: Problem
    line: int
    replacement: str | None = None
    more: tuple[tuple[int, str], ...] = ()

    @property
    def numbers(self) -> tuple[int, ...]:
        """Return the numbers of all its lines."""
        return self.line, *(number for number, _ in self.more)


def repaired(lines: Iterable[str], repairs: Iterable[LineRepair]) -> str:
    """Return the text of `lines` as it was meant."""
    written = list(lines)
    for repair in repairs:
        for number, line in ((repair.line, repair.replacement or ""), *repair.more):
            written[number] = line
    return "\n".join(written)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file with its number from 0, among all `lines`; in the file, `skipped` stand above."""

    file: str
    number: int
    lines: Sequence[str]
    skipped: int = 0

    @property
    def text(self) -> str:
        """Return what stands in it."""
        return self.lines[self.number]

    @property
    def shown(self) -> int:
        """Return its number in the file, from 1."""
        return self.number + 1 + self.skipped

    @property
    def begin(self) -> int:
        """Return the column, from 0, in which it begins."""
        return len(self.text) - len(self.text.lstrip(" "))

    def above(self) -> Line | None:
        """Return the written line before it, None where there is none."""
        before = (n for n in range(self.number - 1, -1, -1) if is_written(self.lines[n]))
        number = next(before, None)
        return None if number is None else Line(self.file, number, self.lines, self.skipped)

    def below(self) -> Line | None:
        """Return the written line after it, None where there is none."""
        after = (n for n in range(self.number + 1, len(self.lines)) if is_written(self.lines[n]))
        number = next(after, None)
        return None if number is None else Line(self.file, number, self.lines, self.skipped)

    def repair(
        self, code: str, column: int, text: Message, hint: Message, replacement: str | None = None
    ) -> LineRepair:
        """Return a problem in `column`, from 0, with the line that takes the place of this one."""
        place = SourcePlace(self.file, self.number + 1, column + 1)
        return LineRepair(Problem(code, text, (place,), hint), self.number, replacement)
