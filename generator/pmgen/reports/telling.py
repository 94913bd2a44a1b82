"""How reports speak: the language, and files as people at a folder would write them, and what was asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pmgen.problems import Message
from pmgen.reports.page import Language


@dataclass(frozen=True, slots=True)
class Telling:
    """A language, the reader's folder, the options that narrow what is shown, and the day."""

    language: Language
    here: Path
    asked: str = ""
    today: date | None = None

    def say(self, text: Message) -> str:
        """Return a message in the language of the report."""
        return self.language.say(text)

    def file(self, file: str) -> str:
        """Return the path of a file from the reader's folder, a whole one where it lies elsewhere."""
        absolute = Path(file).absolute()
        return absolute.relative_to(self.here).as_posix() if absolute.is_relative_to(self.here) else file
