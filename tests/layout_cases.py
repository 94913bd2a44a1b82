"""Small markup layouts in text files, each with what a writer must make of its document.

A case is `=== title`, the layout, `--- expected`, and what is expected; `pytest --accept` writes that anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from plain_records import region_of, root_of
from pmgen.document import Document
from pmgen.engines.markup import compile_layout

_TITLE, _EXPECTED = "=== ", "--- expected\n"


@dataclass(frozen=True)
class Case:
    file: Path
    title: str
    layout: str
    expected: str

    @property
    def id(self) -> str:
        return f"{self.file.stem}: {self.title}"

    def check(self, made: str, accept: bool) -> None:
        """Compare what was made with what is expected, or write it into the file."""
        made = made.rstrip("\n") + "\n"
        if accept and made != self.expected:
            head = f"{_TITLE}{self.title}\n{self.layout}{_EXPECTED}"
            text = self.file.read_text(encoding="utf-8")
            self.file.write_text(text.replace(head + self.expected, head + made), encoding="utf-8")
            return
        assert made == self.expected


def cases(folder: Path) -> Iterator[Case]:
    """Yield the cases of the text files in a folder."""
    for file in sorted(folder.glob("*.txt")):
        parts = ("\n" + file.read_text(encoding="utf-8")).split(f"\n{_TITLE}")[1:]
        for number, part in enumerate(parts, 1):
            title, _, rest = (part + "\n" * (number < len(parts))).partition("\n")
            layout, _, expected = rest.partition(_EXPECTED)
            yield Case(file, title, layout, expected)


def document_of(layout: str, folder: Path) -> Document:
    """Return the document of a markup layout without data."""
    (folder / "layout.html.j2").write_text(layout, encoding="utf-8")
    region = region_of(folder)
    filled = compile_layout(region).fill(root_of(region, {}), "标题", "单位")
    assert filled.document is not None, filled.problems
    assert not filled.problems
    return filled.document
