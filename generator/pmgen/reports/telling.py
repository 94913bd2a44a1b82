"""How reports speak: the language, and files as people at a folder would write them, and what was asked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pmgen.problems import Message
from pmgen.reports.page import Language


@dataclass(frozen=True, slots=True)
class Telling:
    """A language, the folder that the reader stands in, and the options that narrow what is shown."""

    language: Language
    here: Path
    asked: str = ""

    def say(self, text: Message) -> str:
        """Return a message in the language of the report."""
        return self.language.say(text)

    def file(self, file: str) -> str:
        """Return the path of a file from the reader's folder, a whole one where it lies elsewhere."""
        absolute = Path(file).absolute()
        return absolute.relative_to(self.here).as_posix() if absolute.is_relative_to(self.here) else file
