"""Find names in single braces, which look like a tag and are plain text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from pmgen.problems import Place, Problems, message

_BRACED = re.compile(r"(?<![{｛])[{｛]\s*(\w+)\s*[.．](\s*\w[^{}｛｝\n]*)[}｝](?![}｝])")
_LOOP = re.compile(r"\{%[-+]?(?:tr|tc|p|r)?\s*for\s+([\w\s,]+?)\s+in\b")


@dataclass(frozen=True, slots=True)
class Braced:
    """Text in single braces that begins with a name and a dot; `start` is where it stands in its text."""

    text: str
    name: str
    start: int


def find_braced(text: str) -> Iterator[Braced]:
    """Yield what stands in single braces and looks like a value."""
    for match in _BRACED.finditer(text):
        yield Braced(match.group(), match.group(1), match.start())


def loop_variables(source: str) -> set[str]:
    """Return the names that the loops of a template make."""
    return {name.strip() for names in _LOOP.findall(source) for name in names.split(",")}


def warn_of_braced(braced: Braced, known: Collection[str], place: Place, problems: Problems) -> None:
    """Warn of single braces round a name that the layout knows."""
    if braced.name in known:
        problems.add(
            "PMG432",
            message("{braces} is plain text and is printed as it stands", braces=braced.text),
            place,
            hint=message(
                "write two braces on each side to print the value: {tag}",
                tag="{{ " + braced.text[1:-1].strip() + " }}",
            ),
        )
