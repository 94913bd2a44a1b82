"""What could not be read as it is: each kind once, with the places where it stands."""

from __future__ import annotations

from dataclasses import dataclass, field

from pmgen.problems import LayoutPlace, Message, Problem

_MOST_PLACES = 20


@dataclass(slots=True)
class Findings:
    """Collects what is left out or changed, and knows where the reader stands."""

    file: str
    part: str = ""
    table: int = 0
    row: int | None = None
    cell: int | None = None
    paragraph: int = 0
    tables_around: int = 0
    found: dict[tuple[str, Message, Message | None], list[LayoutPlace]] = field(default_factory=dict)

    def begin(self, part: str) -> None:
        """Stand at the beginning of a part."""
        self.part, self.table, self.paragraph, self.tables_around = part, 0, 0, 0
        self.row = self.cell = None

    def add(self, code: str, text: Message, words: str = "", hint: Message | None = None) -> None:
        """Keep what was found at the present place, where `words` stand."""
        places = self.found.setdefault((code, text, hint), [])
        place = self._place(words)
        if len(places) < _MOST_PLACES and place not in places:
            places.append(place)

    def _place(self, words: str) -> LayoutPlace:
        in_table = self.tables_around > 0
        return LayoutPlace(
            self.file,
            self.part,
            table=self.table if in_table else None,
            row=self.row,
            cell=self.cell,
            paragraph=None if in_table else self.paragraph or None,
            text=words[:40],
        )

    def problems(self) -> tuple[Problem, ...]:
        """Return the problems in the order in which their kinds were first met."""
        return tuple(
            Problem(code, text, tuple(places), hint) for (code, text, hint), places in self.found.items()
        )
