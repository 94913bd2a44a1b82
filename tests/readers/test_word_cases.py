"""Every small Word file in cases/: a title, the insides of its parts, and what is read from them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from pmgen.document import Document
from pmgen.formats.docx.write import write
from pmgen.formats.word import ReadDocument, read_document
from pmgen.problems import LayoutPlace, Problem
from readers.packages import package
from samples import PNG
from shown import shown

CASES = Path(__file__).with_name("cases")
RESULTS = ("reads", "problems")
MEDIA = {"picture": PNG, "emf": b"EMF"}


@dataclass
class Case:
    """A case as it stands in its file; the body comes first and has no name."""

    title: str
    sections: dict[str, str]

    def read(self) -> ReadDocument:
        parts = {name: text for name, text in self.sections.items() if name not in (*RESULTS, "body")}
        return read_document(package(self.sections["body"], parts, MEDIA), title="layout.docx", author="")

    def text(self) -> str:
        parts = [f"--- {name}\n{text}" for name, text in self.sections.items() if name != "body"]
        return "\n".join([f"=== {self.title}", self.sections["body"], *parts])


def cases(file: Path) -> list[Case]:
    return [_case(text) for text in file.read_text(encoding="utf-8").split("\n=== ")[1:]]


def _case(text: str) -> Case:
    title, _, rest = text.partition("\n")
    body, *others = rest.split("\n--- ")
    named = dict(part.partition("\n")[::2] for part in others)
    return Case(title, {name: part.rstrip("\n") for name, part in {"body": body, **named}.items()})


def results(found: ReadDocument) -> dict[str, str]:
    lines = "\n".join(_without_page(found.document))
    problems = "\n".join(map(_problem, found.problems))
    return {"reads": lines, **({"problems": problems} if problems else {})}


def _without_page(document: Document) -> list[str]:
    lines = shown(document)
    return lines[1:] if len(document.sections) == 1 and lines[0] == USUAL_PAGE else lines


USUAL_PAGE = "page 595.3×841.9 margins 72 72 72 72 edges 36 36"


def _problem(problem: Problem) -> str:
    places = "; ".join(_place(place) for place in problem.places if isinstance(place, LayoutPlace))
    return f"{problem.code} {problem.message} ({places})"


def _place(place: LayoutPlace) -> str:
    words = [place.part.removeprefix("word/").removesuffix(".xml")]
    names = ("table", "row", "cell", "paragraph")
    words += [f"{name} {getattr(place, name)}" for name in names if getattr(place, name)]
    return ", ".join([*words, f"“{place.text}”"] if place.text else words)


def accept(file: Path, title: str, found: dict[str, str]) -> None:
    """Write what was found into the case of the file."""
    made = cases(file)
    for case in made:
        if case.title == title:
            kept = {name: text for name, text in case.sections.items() if name not in RESULTS}
            case.sections = {**kept, **found}
    head = file.read_text(encoding="utf-8").partition("\n=== ")[0]
    texts = [head.rstrip("\n"), *(case.text() for case in made)]
    file.write_text("\n\n".join(texts) + "\n", encoding="utf-8")


ALL = [
    pytest.param(file, case, id=f"{file.stem}: {case.title}")
    for file in sorted(CASES.glob("*.txt"))
    for case in cases(file)
]


@pytest.mark.parametrize(("file", "case"), ALL)
def test_case(file: Path, case: Case, pytestconfig: pytest.Config) -> None:
    found = results(case.read())
    if pytestconfig.getoption("--accept"):
        accept(file, case.title, found)
    else:
        assert found == {name: text for name, text in case.sections.items() if name in RESULTS}


@pytest.mark.parametrize(("file", "case"), ALL)
def test_what_is_read_can_be_written_and_read_again(file: Path, case: Case) -> None:
    document = case.read().document
    copy = document.with_sections(document.sections)
    again = read_document(write(copy).data, title="layout.docx", author="").document
    assert shown(again) == shown(copy)
    assert again.with_sections(again.sections) == copy


def test_titles_are_unique() -> None:
    titles = [param.id for param in ALL]
    assert len(set(titles)) == len(titles)
