"""A copy of a Word layout with a comment at each of its problems."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO

import docx
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from pmgen.engines.word.layout_package import open_layout
from pmgen.forms.layout_text import LayoutParagraph, near_place, read_paragraphs
from pmgen.opc.office_xml import W
from pmgen.problems import LayoutPlace, Problem

_AUTHOR = "pmgen"


def commented(data: bytes, file: str, problems: Sequence[Problem], words: Callable[[Problem], str]) -> bytes:
    """Return the layout with the `words` for each problem as a comment where it stands.

    Word knows no comments in heads, feet and notes: what stands there is told at the beginning of the text.
    """
    package = open_layout(data, file)
    paragraphs = [each for each in read_paragraphs(package) if each.place.part == package.main]
    document = docx.Document(BytesIO(data))
    elements = list(document.element.iter(W + "p"))
    for problem in problems:
        place = problem.places[0] if problem.places else None
        found = near_place(paragraphs, place) if isinstance(place, LayoutPlace) else None
        element = elements[found.number if found is not None else 0]
        text = place.text if isinstance(place, LayoutPlace) else ""
        runs = _runs(Paragraph(element, document._body), found, text)
        document.add_comment(runs, words(problem), author=_AUTHOR, initials=_AUTHOR)
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def _runs(paragraph: Paragraph, found: LayoutParagraph | None, tag: str) -> list[Run]:
    """Return the runs in which a tag stands, else all of a paragraph; an empty one gets a run."""
    runs = list(paragraph.runs) or [paragraph.add_run("")]
    where = found.find(tag) if found is not None else None
    if where is None:
        return runs
    touched, position = [], 0
    for run in runs:
        end = position + len(run.text)
        if position < where[1] and where[0] < end:
            touched.append(run)
        position = end
    return touched or runs
